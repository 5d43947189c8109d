/* Comparing the words of two acts.  Inside the store's joining. */
#ifndef STORE_ACTWORDS_H
#define STORE_ACTWORDS_H

#include "store/same.h"

/* The lowest bits of a word's key say how much it tells, and what it is. */
enum {
  ACT_WORD_WEIGHT = 15,
  ACT_WORD_NUMBER = 16,
  ACT_WORD_NATION = 32,
  ACT_WORD_AGAIN = 64, /* says that it is not the first time: "another", "continues" */
  ACT_WORD_TOLL = 128, /* says that a count has changed */
  ACT_WORD_NAME = 256, /* with a capital letter; of a key alone this bit does not tell another word */
  ACT_WORD_BITS = 511
};
static inline uint32_t act_word_weight(uint32_t word) { return word & ACT_WORD_WEIGHT; }

/* The sentence that holds bytes start to end. */
Str sentence_about(Str text, uint32_t start, uint32_t end);
/* The words of the act alone: "demanded the release of". */
void act_words_of_span(const EventRecord *e, ActWords *out);
/* Where the text is not at hand: the words of the record's own spans. */
void act_words_of_spans(const EventRecord *e, ActWords *out);

/* The word is among them, by its stem; "" and a word that tells nothing are in all. */
bool act_words_have(const ActWords *w, Str word);
/* A country is named among them, or its people. */
bool act_words_name_nation(const ActWords *w, const char *code);

/* What the words are worth (squares of their weights): all of a, all of b, those of both. */
typedef struct WordsShared {
  uint32_t a, b, both;
  uint32_t rare;                          /* number of words of both that are rare: names mostly */
  uint32_t numbers, numbers_a, numbers_b; /* of both, of the one alone, of the other alone */
  uint32_t figures;                       /* numbers of both that are neither small nor round: "the 18-year-old", "143 sailors" */
  uint32_t names, names_a, names_b;       /* of telling words with a capital */
  uint32_t nations_a, nations_b;          /* of the one alone, of the other alone */
  bool again, toll;                       /* one of them says so */
} WordsShared;
WordsShared act_words_shared(const ActWords *a, const ActWords *b);

#endif
