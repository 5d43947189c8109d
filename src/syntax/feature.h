/* What the network sees of a word: its row in each table.  Internal to syntax/.  SYNC features */
#ifndef SYNTAX_FEATURE_H
#define SYNTAX_FEATURE_H

#include "syntax/model.h"

#define NORM_CHARS 60 /* of a longer word the rest is not looked at */
#define NORM_BYTES (4 * NORM_CHARS)

/* Small letters and plain quotes of a word, into out (NORM_BYTES); returns the bytes. */
uint32_t word_norm(Str form, char *out);
/* True if the words hold no small letter and eight capitals or more: their case says nothing. */
bool words_all_caps(const Doc *doc, uint32_t first, uint32_t n);
/* The row of each table. */
void word_rows(const Syntax *s, Str form, bool caseless, const int8_t *rows_out[MODEL_TABLES]);

#endif
