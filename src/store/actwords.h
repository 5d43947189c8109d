/* Comparing the words of two acts.  Inside the store's joining. */
#ifndef STORE_ACTWORDS_H
#define STORE_ACTWORDS_H

#include "store/same.h"

enum { ACT_WORD_WEIGHT = 15 }; /* the bits of a word's key that say how much it tells */
static inline uint32_t act_word_weight(uint32_t word) { return word & ACT_WORD_WEIGHT; }

/* The sentence that holds bytes start to end. */
Str sentence_about(Str text, uint32_t start, uint32_t end);
/* Where the text is not at hand: the words of the record's own spans. */
void act_words_of_spans(const EventRecord *e, ActWords *out);

/* What the words are worth (squares of their weights): all of a, all of b, those of both. */
typedef struct WordsShared {
  uint32_t a, b, both;
  uint32_t rare; /* number of words of both that are rare: names mostly */
} WordsShared;
WordsShared act_words_shared(const ActWords *a, const ActWords *b);

#endif
