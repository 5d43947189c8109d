/* Keys and content hashes, and the folding of letters that makes "Élysée", "ELYSEE" and "elysee" one word.
**
** Under everything.  Words are short, so the key takes a byte at a time and mixes at the end; content hashes take eight.
** Both are fixed for ever: images and ids keep them.  */
#include "base/hash.h"

#include "base/utf8.h"

#define KEY_START 0xCBF29CE484222325ull

static inline uint64_t step(uint64_t h, unsigned char c) { return (h ^ c) * 0x100000001B3ull; }

static Key finish(uint64_t h) {
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93ull;
  h ^= h >> 29;
  h *= 0x9FB21C651E98DF25ull;
  h ^= h >> 32;
  return h ? h : 1;
}

Key key_of(Str s) {
  if (!s.n) return 0;
  uint64_t h = KEY_START;
  for (uint32_t i = 0; i < s.n; i++) h = step(h, (unsigned char)s.p[i]);
  return finish(h);
}

/* The plain small letter of U+00C0 to U+024F and of U+1E00 to U+1EFF, 32 a line; '.' where there is none. */
static const char latin[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy.." /* U+00C0 */
                            "aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
                            "aaaaaaccccccccddddeeeeeeeeeegggg" /* U+0100 */
                            "gggghhhhiiiiiiiiii..jjkkklllllll"
                            "lllnnnnnnnnnoooooo..rrrrrrssssss"
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
                            "bb.....ccdd.......fg...ikk...nn." /* U+0180 */
                            "oo..pp......tttuu.vyyzz........."
                            ".............aaiioouuuuuuuuuu.aa"
                            "aa..ggggkkoooo..j...gg..nnaa...."
                            "aaaaeeeeiiiioooorrrruuuusstt..hh" /* U+0200 */
                            "......aaeeooooooooyy......acclts"
                            "z..bu.ee..qqrryy";
static const char latin_more[] = "aabbbbbbccddddddddddeeeeeeeeeeff" /* U+1E00 */
                                 "gghhhhhhhhhhiiiikkkkkkllllllllmm"
                                 "mmmmnnnnnnnnoooooooopppprrrrrrrr"
                                 "ssssssssssttttttttuuuuuuuuuuvvvv"
                                 "wwwwwwwwwwxxxxyyzzzzzzhtwyasss.."
                                 "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                 "eeeeeeeeiiiioooooooooooooooooooo"
                                 "oooouuuuuuuuuuuuuuyyyyyyyy......";

/* Ligatures and letters that fold to two; punctuation that has a plain form.  "" drops the mark. */
static const struct {
  uint16_t cp;
  char to[3];
} others[] = {
    {0x00A0, " "},  {0x00AD, ""},   {0x00B4, "'"},  {0x00C6, "ae"}, {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"},
    {0x00FE, "th"}, {0x0132, "ij"}, {0x0133, "ij"}, {0x0152, "oe"}, {0x0153, "oe"}, {0x01E2, "ae"}, {0x01E3, "ae"},
    {0x01FC, "ae"}, {0x01FD, "ae"}, {0x02B9, "'"},  {0x02BB, "'"},  {0x02BC, "'"},  {0x02BD, "'"},  {0x02BE, "'"},
    {0x02BF, "'"},  {0x02C8, "'"},  {0x1E9E, "ss"}, {0x200B, ""},   {0x200C, ""},   {0x200D, ""},   {0x2010, "-"},
    {0x2011, "-"},  {0x2012, "-"},  {0x2013, "-"},  {0x2018, "'"},  {0x2019, "'"},  {0x201B, "'"},  {0x2032, "'"},
    {0x2060, ""},   {0x2212, "-"},  {0xA78C, "'"},  {0xFEFF, ""},   {0xFF07, "'"},  {0xFF0D, "-"},
};

/* The fold of a code point that is not ASCII: its bytes into out, their number. */
static uint32_t fold_cp(uint32_t cp, char out[4]) {
  if (cp >= 0x300 && cp < 0x370) return 0; /* accents that stand alone, after their letter */
  char plain = cp >= 0xC0 && cp < 0x250 ? latin[cp - 0xC0] : cp >= 0x1E00 && cp < 0x1F00 ? latin_more[cp - 0x1E00] : '.';
  if (plain != '.') {
    out[0] = plain;
    return 1;
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (others[i].cp == cp) {
      uint32_t n = (uint32_t)strlen(others[i].to);
      memcpy(out, others[i].to, n);
      return n;
    }
  if (cp >= 0x391 && cp < 0x3AA) cp += 32;      /* Greek */
  else if (cp >= 0x410 && cp < 0x430) cp += 32; /* Cyrillic */
  else if (cp >= 0x400 && cp < 0x410) cp += 80;
  else if (cp == 0x18F) cp = 0x259; /* schwa */
  return utf8_put(cp, out);
}

/* The next piece of the fold of s at *at: 0 to 4 bytes into out; moves *at.  An invalid byte stays as it is. */
static uint32_t fold_next(Str s, uint32_t *at, char out[4]) {
  uint32_t len;
  uint32_t cp = utf8_next(s, *at, &len);
  char c = s.p[*at];
  *at += len;
  if (len > 1) return fold_cp(cp, out);
  out[0] = to_lower(c);
  return 1;
}

Key key_fold(Str s) {
  uint64_t h = KEY_START;
  bool any = false;
  for (uint32_t at = 0; at < s.n;) {
    unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80) { /* nearly every byte */
      h = step(h, (unsigned char)to_lower((char)c));
      at++;
      any = true;
      continue;
    }
    char out[4];
    uint32_t n = fold_next(s, &at, out);
    for (uint32_t i = 0; i < n; i++) h = step(h, (unsigned char)out[i]);
    any |= n > 0;
  }
  return any ? finish(h) : 0;
}

uint32_t str_fold(Str s, char *out, uint32_t cap) {
  uint32_t n = 0;
  for (uint32_t at = 0; at < s.n;) {
    char piece[4];
    uint32_t len = fold_next(s, &at, piece);
    if (len > cap - n) break; /* a letter is written whole or not at all */
    memcpy(out + n, piece, len);
    n += len;
  }
  return n;
}

static inline uint64_t load64(const char *p, uint32_t n) {
  uint64_t v = 0;
  for (uint32_t i = 0; i < n; i++) v |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return v;
}

static uint64_t multiply_fold(uint64_t a, uint64_t b) {
  unsigned __int128 m = (unsigned __int128)a * b;
  return (uint64_t)m ^ (uint64_t)(m >> 64);
}

/* A multiply-and-fold hash of eight bytes a step; two seeds give two independent streams. */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed) {
  const char *at = p;
  uint64_t h = seed ^ ((uint64_t)n * 0x9E3779B97F4A7C15ull);
  for (size_t left = n; left;) {
    uint32_t take = left < 8 ? (uint32_t)left : 8;
    uint64_t w = load64(at, take);
    h = multiply_fold(h ^ w, 0xA0761D6478BD642Full) ^ (h << 1 | h >> 63) ^ w * 0xE7037ED1A0B428DBull;
    at += take;
    left -= take;
  }
  return finish(h);
}

void hash_hex(Str s, char out[33]) {
  static const char hex[] = "0123456789abcdef";
  uint64_t lane[2] = {hash_bytes(s.p, s.n, 0x8EBC6AF09C88C6E3ull), hash_bytes(s.p, s.n, 0x589965CC75374CC3ull)};
  for (int i = 0; i < 32; i++) out[i] = hex[lane[i / 16] >> (60 - i % 16 * 4) & 15];
  out[32] = 0;
}
