/* UTF-8: decoding, checking, and Windows-1252 brought to it. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"

/* The code point at s.p[at] and its length in bytes (1 to 4); an invalid byte gives U+FFFD and 1. */
uint32_t utf8_next(Str s, uint32_t at, uint32_t *len_out);
/* Writes 1 to 4 bytes. */
uint32_t utf8_put(uint32_t cp, char out[4]);
/* Offset of the first byte that is not UTF-8, or s.n. */
uint32_t utf8_bad_at(Str s);
/* s read as Windows-1252 (Latin-1 with its quotes and dashes), as UTF-8 in the arena. */
Str utf8_from_1252(Arena *a, Str s);
/* Letter, upper-case letter: ASCII, Latin, Greek and Cyrillic. */
bool cp_is_letter(uint32_t cp);
bool cp_is_upper(uint32_t cp);

#endif
