/* Two sets of events, or of tellings, held against each other: what both have, what changed, what only one has, and which pairs of countries move. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "record/record.h"

/* What is compared.  In the order of the record.  SYNC record */
#define COMPARED_LIST(X)    \
  X(TYPE, "type")           \
  X(MODE, "mode")           \
  X(CAMEO, "cameo")         \
  X(ACTOR, "actor")         \
  X(RECIPIENT, "recipient") \
  X(SOURCE, "source")       \
  X(DATE, "date")           \
  X(PLACE, "place")         \
  X(STATUS, "status")       \
  X(DEAD, "dead")           \
  X(INJURED, "injured")     \
  X(SIZE, "size")           \
  X(ARTICLES, "articles")   \
  X(SOURCES, "independent sources")

enum Compared {
#define X(name, text) COMPARED_##name,
  COMPARED_LIST(X)
#undef X
      COMPARED_COUNT
};
extern const char *const compared_names[COMPARED_COUNT];

typedef struct ComparedEvent ComparedEvent;
struct ComparedEvent {
  Str id, doc_id, text;       /* text: the words of the act */
  Str field[COMPARED_COUNT];  /* as text; empty: not said */
  uint64_t place, sentence;   /* where it stands: keys of document and first byte, of document, sentence and type */
  const ComparedEvent *other; /* the same in the other set */
  bool changed;               /* from the other one */
};

/* A pair of countries, a before b. */
typedef struct ComparedDyad {
  char a[4], b[4];
  uint32_t events[2], quads[2][4];
  double plover[2]; /* mean; NaN: none has a score */
} ComparedDyad;

typedef struct Comparison Comparison;

/* NULL: no memory. */
Comparison *comparison_new(void);
void comparison_free(Comparison *c);
/* Adds to set 0 or 1; the record is copied. */
void comparison_add(Comparison *c, int set, const EventRecord *e);
/* Finds what belongs together: by id, else by the words in the document, else by sentence and type.  Once, after all are added. */
void comparison_match(Comparison *c);
/* A set in the order of dates, then ids. */
const ComparedEvent *comparison_set(const Comparison *c, int set, uint32_t *n_out);
/* Pairs whose count or mean differs, those that move most first. */
const ComparedDyad *comparison_dyads(Comparison *c, uint32_t *n_out);

#endif
