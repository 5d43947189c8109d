/* The database of documents, mentions and events: an SQLite file, or PostgreSQL by URL, with one schema.
**
** A mention is what one report says; an event is the act itself, with all its mentions.  Mentions that same.h holds for tellings of one
** act are joined as they arrive: an event is a connected component of tellings, so that events and their ids (the smallest key among the
** tellings; the others are its aliases) do not depend on the order of arrival.
**
** Writing is in transactions of whole documents: a writer stopped at any instant leaves the documents of its finished batches, and
** coding the same input again goes on with the rest.  One writer at a time (a second waits, then fails with a message); any number of
** readers.
** A Store is used by one thread at a time.  What a callback is given lives until it returns.  Every call that can fail returns false
** with err set and leaves the database as it was before the batch. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "read/read.h"
#include "record/record.h"

typedef struct Store Store;

enum StoreAccess { STORE_READ, STORE_WRITE }; /* STORE_WRITE makes the database, or brings its schema up to date */

/* where: a file name, or a URL postgresql://..., that must outlive the store.  NULL with err: no such database, not one of ours, of a
** newer schema, not writable. */
Store *store_open(const char *where, enum StoreAccess access, EntError *err);
/* Rolls back a batch that is not committed. */
void store_close(Store *s);

/* --- writing --- */

/* What made the rows to come.  Strings are copied. */
typedef struct StoreRun {
  const char *program, *lexicon; /* version; engine_lexicon_id */
  uint32_t batch;                /* documents a transaction; 0: some thousands */
  bool beside;                   /* a thread of the store's own writes; until store_commit only store_has, _put and _close may be called */
} StoreRun;

bool store_begin(Store *s, const StoreRun *run, EntError *err);
/* 1: this document is there, coded by this lexicon and program, and need not be coded again; 0: not; -1: err. */
int store_has(Store *s, const RawDoc *doc, EntError *err);
/* A document with its records (none is fine: it counts as read).  Rows of the same document coded by another lexicon are replaced and kept as
** what they were.  Commits by itself after each batch; what is wrong
** with a document may be told by a later call of its batch. */
bool store_put(Store *s, const RawDoc *doc, const EventRecord *records, uint32_t n, EntError *err);
/* Commits what is left of the batch. */
bool store_commit(Store *s, EntError *err);

/* --- events --- */

/* An event: the telling that stands for it (the one with most fields known; of equals the earliest report, then the smallest id), and what all
** of its tellings say together. */
typedef struct StoredEvent {
  int64_t row;                 /* for EventFilter.row */
  EventRecord record;          /* record.event is the event's id; record.id the telling's; name, geoname and such as it has them */
  Str title;                   /* of the telling's document */
  uint32_t mentions, articles; /* tellings; reports that have one */
  uint32_t sources;            /* publishers that are independent of each other: near-copies of one text count once */
  Date first_report, last_report;
  int64_t dead_low, dead_high, injured_low, injured_high; /* where reports differ; -1: not said */
  Date date_low, date_high;                               /* the days that tellings give; year 0: none does */
  bool parties_differ;                                    /* tellings name different countries on a side */
} StoredEvent;

/* Every member narrows; empty (or zero) ones do not.  Parties are codes or names: "USA", "USA.MIL", "Hamas". */
typedef struct EventFilter {
  Str id;               /* an event's id, an alias of it or a mention's id */
  int64_t row;          /* PairEvent.event */
  Str actor, recipient; /* on that side */
  Str party, other;     /* on either side; both: a dyad in either direction */
  Str type, mode, context;
  Str quad;                  /* "1" to "4" */
  Str status, source, place; /* place: a country's code, or a name */
  Str publisher;
  Str words;         /* full-text query over the documents' titles and texts and the acts' words */
  Date since, until; /* of the act; of the report where the act has no date */
  uint32_t limit;
} EventFilter;

/* Returns false to stop (no error). */
typedef bool StoreEventFn(void *ctx, const StoredEvent *e);
/* Events in the order of their dates, then ids. */
bool store_events(Store *s, const EventFilter *f, StoreEventFn *fn, void *ctx, EntError *err);

/* A telling, for exports of mentions. */
typedef struct StoredMention {
  EventRecord record; /* record.event is the id of the event it belongs to */
  Str title, near;    /* of its document; near: the same for near-copies of one text */
  uint32_t doc_bytes; /* length of the document's text */
} StoredMention;

typedef bool StoreMentionFn(void *ctx, const StoredMention *m);
/* Tellings of the events that the filter keeps, event by event in their order. */
bool store_mentions(Store *s, const EventFilter *f, StoreMentionFn *fn, void *ctx, EntError *err);

/* --- documents --- */

typedef bool StoreDocumentFn(void *ctx, const RawDoc *d);
/* Documents as they were read: those of an id, or (empty) all, by date, then id, then content. */
bool store_documents(Store *s, Str id, StoreDocumentFn *fn, void *ctx, EntError *err);

/* What a report says about an act: the sentence (of a headline all of it; no more than some hundred bytes before and behind the act),
** and where in it the act's words are. */
typedef struct StoredSentence {
  Str text; /* in the caller's arena; empty: the database has the report's records alone */
  uint32_t start, end;
} StoredSentence;

/* row: StoredEvent.row; of the telling that stands for it.  May be called in a StoreEventFn. */
bool store_sentence(Store *s, int64_t row, Arena *a, StoredSentence *out, EntError *err);

/* --- series --- */

enum PairStatus { PAIR_OTHER, PAIR_DONE, PAIR_AHEAD }; /* hypothetical, denied or long past; done; announced */

/* An event between two countries, as a tie counts it: small, since a pair may have hundreds of thousands. */
typedef struct PairEvent {
  int32_t day;     /* days since 1970-01-01: of the act where known to the day, else of the first report */
  char a[4], b[4]; /* the pair, a < b by bytes; countries as in the records (IGO codes too) */
  bool private;    /* on one of the sides are companies, medicine or civilians alone */
  uint8_t quad;    /* 1 to 4 */
  uint8_t status;
  float score, goldstein; /* NaN: none */
  uint32_t sources, mentions;
  const char *type; /* lives as long as the store, which has each type once */
  int64_t event;    /* for EventFilter.row */
} PairEvent;

typedef bool PairEventFn(void *ctx, const PairEvent *e);
/* a, b: country codes in any order; b NULL: all pairs of a; a NULL: all pairs.  By day, then event, within a pair; pairs in byte order. */
bool store_pair_events(Store *s, const char *a, const char *b, Date since, Date until, PairEventFn *fn, void *ctx, EntError *err);
/* The same for parties that are no countries ("USA.MIL", "Hamas"); slower. */
bool store_party_events(Store *s, Str a, Str b, Date since, Date until, PairEventFn *fn, void *ctx, EntError *err);

typedef bool ReportsFn(void *ctx, int32_t day, uint32_t reports);
/* Documents read, day by day, with events or without. */
bool store_reports(Store *s, Date since, Date until, ReportsFn *fn, void *ctx, EntError *err);

/* --- runs --- */

typedef struct StoredRun {
  int64_t run;          /* its number, in the order of the first use of a program and lexicon */
  Str program, lexicon; /* until the callback returns */
  uint64_t tellings;    /* that it made, replaced ones included */
} StoredRun;

typedef bool StoreRunFn(void *ctx, const StoredRun *r);
bool store_runs(Store *s, StoreRunFn *fn, void *ctx, EntError *err);
/* The tellings that a run made, also those that were replaced since, in documents that the other run coded too; by their ids.  record.event is the key of
** the act as told; the documents' titles are left out. */
bool store_run_tellings(Store *s, int64_t run, int64_t also, StoreMentionFn *fn, void *ctx, EntError *err);

/* --- the whole --- */

/* Everything that the database says, in an order that does not depend on how it came there, without run ids and clock times: equal for equal
** content, on SQLite and PostgreSQL alike. */
bool store_dump(Store *s, Buf *line, bool (*put)(void *ctx, Str line), void *ctx, EntError *err);

#endif
