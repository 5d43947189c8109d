/* The words of a text as joining compares them: folded, without accents, punctuation and endings. */
#ifndef STORE_WORD_H
#define STORE_WORD_H

#include "base/str.h"

enum { WORD_MAX = 40 };
typedef struct Word {
  char text[WORD_MAX]; /* a longer one is cut */
  uint32_t n;
  bool capital; /* began with a capital letter */
} Word;

/* The next run of letters and digits at or after *at, folded; moves *at behind it.  False at the end. */
bool word_next(Str text, uint32_t *at, Word *out);
/* Takes off the endings of plurals and verbs; rough, but the same for all texts. */
void word_stem(Word *w);

#endif
