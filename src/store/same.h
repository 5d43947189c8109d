/* Whether two mentions tell of one act, and whether two reports are copies of one text.
**
** Both are questions about two things alone, without a database and without order, so that joining is the same whatever came first. */
#ifndef STORE_SAME_H
#define STORE_SAME_H

#include "record/record.h"

/* A document's sketch: the smallest hashes of its runs of words, to compare texts without having them. */
enum { SKETCH_SIZE = 32 };
typedef struct Sketch {
  uint32_t n;
  uint64_t at[SKETCH_SIZE]; /* ascending, no two equal */
} Sketch;

void sketch_make(Str title, Str text, Sketch *out);
/* One is a copy of the other, whole, shortened or with another lead. */
bool sketch_copy(const Sketch *a, const Sketch *b);

/* The content words of the sentence that tells an act, and of the title, as hashes: to compare tellings without having their texts. */
enum { ACT_WORDS_SIZE = 40 };
typedef struct ActWords {
  uint32_t n;
  uint32_t at[ACT_WORDS_SIZE]; /* ascending, no two equal */
} ActWords;

/* title, text: of the record's document, as read (its spans' offsets are of these). */
void act_words(Str title, Str text, const EventRecord *e, ActWords *out);

/* What joining looks at in a mention. */
typedef struct Telling {
  const EventRecord *record;
  const Sketch *sketch;  /* of its document; NULL: not known */
  const ActWords *words; /* NULL: those of the record's spans */
} Telling;

/* Tellings can only be of one act when their block keys meet: writes up to `most` keys (equal keys: candidates), the number of them. */
enum { SAME_BLOCKS = 12 };
uint32_t same_blocks(const EventRecord *e, uint64_t out[SAME_BLOCKS]);
/* Two mentions tell of one act: type, parties, date within its granularity, place, words.  Equal keys (EventRecord.event) do not suffice: two bombings of
** one day in places that the texts do not name have one key. */
bool same_act(const Telling *a, const Telling *b);

/* The publishers among n reports that are independent of each other: reports of one publisher, and copies, count once.  publisher may name several
** ("Reuters; BBC"). */
uint32_t independent_sources(const Str *publishers, const Sketch *const *sketches, uint32_t n);

#endif
