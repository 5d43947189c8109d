/* Lemmas: a table of exceptions, then rules over known bases.  Internal to syntax/.  SYNC lemma */
#ifndef SYNTAX_LEMMA_H
#define SYNTAX_LEMMA_H

#include "syntax/model.h"

/* The lemma of a word with these tags; the bytes lie in the word, the model or the arena. */
Str lemma_of(const Syntax *s, Arena *a, Str form, int upos, int xpos);

#endif
