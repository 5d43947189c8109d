/* An event record as users see it, and the writers that print it.
**
** Plain data between the pipeline, which fills it, and whoever prints or keeps it.  Strings are borrowed: they live in the document's
** arena, the engine or static memory, and die with the document.  Codes are text, empty where unknown; a number that is not known is
** below zero (dead, injured, size) or NaN (score, goldstein).
** The order of the fields is the order of every output.  SYNC record */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/doc.h"

typedef struct RecordParty {
  char country[4];    /* alpha-3 of the codebook, or "" */
  char sector[4];     /* its first sector, or "" */
  const Str *sectors; /* all of them, the first included */
  uint32_t nsectors;
  Str name;  /* of the entity, as the lexicon or the fullest mention has it */
  Span span; /* the words; span.text is empty when the text does not name it */
} RecordParty;

typedef struct RecordParties {
  RecordParty *at;
  uint32_t n;
} RecordParties;

typedef struct RecordPlace {
  Str name, admin1; /* name empty: no place */
  char country[4];
  bool has_point;
  double lat, lon;     /* degrees */
  uint32_t geoname_id; /* 0: none */
  Span span;
} RecordPlace;

/* What is known of an event beyond the telling that stands for it: filled by whoever has them all (the store), for the formats that count. */
typedef struct RecordTold {
  uint32_t mentions, articles, sources; /* tellings, reports with one, publishers independent of each other; 0: of this report alone */
  Date first_report, last_report;
  int64_t dead_low, dead_high, injured_low, injured_high; /* where reports differ; -1: not said */
  Date date_low, date_high;                               /* the days that tellings give */
  bool parties_differ;                                    /* tellings name different countries on a side */
  Str title;                                              /* of the document */
  uint32_t doc_bytes;                                     /* length of its text; 0: not known */
  const uint64_t *rows; /* gdelt-mentions: numbers of the event's rows (record_pair_next); NULL: those of the record */
  uint32_t nrows;
} RecordTold;

typedef struct EventRecord {
  Str id, event, doc_id; /* of the mention; of the act; of the document */
  uint32_t sentence;     /* 1-based number of the sentence in the document */
  Span span;             /* the words of the act */
  Str type, mode, cameo;
  double score, goldstein; /* PLOVER's and CAMEO's scales; NaN: none */
  int quad;                /* 1 to 4; 0: none */
  const Str *contexts;
  uint32_t ncontexts;
  RecordParties actor, recipient, source;
  Date date, date_end;     /* year 0: not known; printed at their own granularity */
  const char *granularity; /* "day", "week", "month", "year", "range", or "" (NULL is "") */
  RecordPlace place;
  const char *status;          /* "actual", "future", "hypothetical", "negated", "historical" */
  Span status_text;            /* the words that say so; empty text: none */
  int64_t dead, injured, size; /* -1: not said */
  Str rule;                    /* "file:line" of the lexicon, or "learned" */
  double confidence;           /* 0 to 1 */
  Date doc_date;
  Str publisher, url;
  const RecordTold *told; /* NULL: nothing more is known */
} EventRecord;

/* Records of one document, in text order. */
typedef VEC(EventRecord) EventRecords;

/* A zeroed record with its unknown numbers set as unknown. */
EventRecord record_none(void);
/* A copy with all its strings in the arena (without `told`). */
EventRecord record_copy(Arena *a, const EventRecord *e);

/* A zeroed RecordTold with its unknown numbers set as unknown, of one report: what a record alone tells. */
RecordTold record_told(const EventRecord *e);

/* The rows that data sets of pairs have for an event: each of the actors towards each of the recipients; of a mutual act (two actors or more, no
** recipient) each towards each other; one row with an empty side where only one side is known. */
typedef struct RecordPair {
  const RecordParty *from, *to; /* NULL: empty */
  uint64_t number;              /* of 52 bits, so that a double holds it: of a single row that of the event, else of event and parties */
} RecordPair;
typedef struct RecordPairs {
  const EventRecord *e;
  uint32_t at, n; /* next, and all combinations */
  bool single;
} RecordPairs;
RecordPairs record_pairs(const EventRecord *e);
/* False after the last. */
bool record_pair_next(RecordPairs *p, RecordPair *out);
/* An id as a number: its first 13 hex digits (of another text a hash of it). */
uint64_t record_number(Str id);

/* A record from a line of JSONL as `jsonl` prints it.  Strings are slices of the line or in the arena; keys that it does not know are passed over.
** told (may be NULL) gets the title, if there is one.  False with err at file:line:col, or with the field that is not as it should be. */
bool record_read_jsonl(Arena *a, Str text, const char *file, uint32_t line, EventRecord *out, RecordTold *told, EntError *err);

/* How a format prints: one row of the table in record.c.  All append to a buffer; the caller writes it out. */
typedef struct RecordFormat {
  const char *name;                                     /* as -f gives it: "jsonl" */
  const char *about;                                    /* for the help text */
  void (*begin)(Buf *b, int width);                     /* before the first record (a CSV header); may be NULL */
  void (*put)(Buf *b, const EventRecord *e, int width); /* width: columns of the terminal, for the table */
  void (*end)(Buf *b);                                  /* after the last; may be NULL */
  bool (*fits)(const EventRecord *e); /* false: the format has no room for it, and put must not be called; NULL: all fit */
  bool commas;                        /* put begins with a comma, which the caller leaves out before the first record */
} RecordFormat;

/* NULL when there is no format of that name. */
const RecordFormat *record_format_find(const char *name);
/* "jsonl, csv, table, ...": for messages. */
const char *record_formats(void);
/* The table itself, for help texts; NULL past the last. */
const RecordFormat *record_format_at(uint32_t i);

#endif
