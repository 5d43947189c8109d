/* Keys: 64-bit hashes of words, computed once a token and compared instead of the text.
**
** Two different words of one lexicon with one key are an error of the lexicon compiler, so inside an image a key is exact; against
** running text a clash has odds of about 1 in 10^13 a lookup.  The function is fixed for ever: images keep keys on disk. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

typedef uint64_t Key; /* 0 is no word */

/* Of the bytes as they stand. */
Key key_of(Str s);
/* Of the lower-case form: ASCII and Latin letters with accents are folded to lower case without the accent; typographic apostrophes and
** hyphens to ' and -.  "Élysée", "ELYSEE" and "elysee" have one key. */
Key key_fold(Str s);
/* The folded text itself, into out (at most cap bytes); returns its length. */
uint32_t str_fold(Str s, char *out, uint32_t cap);
static inline Key key_mix(Key a, Key b) {
  uint64_t x = (a ^ (b + 0x9E3779B97F4A7C15ull + (a << 6) + (a >> 2))) * 0xD6E8FEB86659FD93ull;
  return (x ^ (x >> 32)) ? (x ^ (x >> 32)) : 1;
}
/* 64 bits of any bytes, eight at a time; for checksums and longer texts. */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed);
/* Content hash for ids and figures: 128 bits as 32 hex digits (two key streams), NUL-terminated. */
void hash_hex(Str s, char out[33]);

#endif
