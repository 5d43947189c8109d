/* Features of words, the same to the bit as train/ud.py computes them.  SYNC features */
#include "syntax/feature.h"

#include "base/utf8.h"

static bool is_upper_cp(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x100 && c <= 0x137 && c % 2 == 0) || (c >= 0x139 && c <= 0x148 && c % 2 == 1) ||
         (c >= 0x14A && c <= 0x177 && c % 2 == 0) || (c >= 0x410 && c <= 0x42F);
}

static uint32_t lowered(uint32_t c) {
  if (!is_upper_cp(c)) return c;
  return c >= 0x100 && c <= 0x177 ? c + 1 : c + 32;
}

static uint32_t plain_mark(uint32_t c) {
  if (c >= 0x2018 && c <= 0x201A) return '\'';
  if (c >= 0x201C && c <= 0x201E) return '"';
  if (c >= 0x2010 && c <= 0x2014) return '-';
  return c;
}

uint32_t word_norm(Str form, char *out) {
  uint32_t n = 0, len;
  for (uint32_t at = 0, chars = 0; at < form.n && chars < NORM_CHARS; at += len, chars++) {
    uint32_t c = utf8_next(form, at, &len);
    if (c == 0x2026) {
      memcpy(out + n, "...", 3);
      n += 3;
    } else {
      n += utf8_put(plain_mark(lowered(c)), out + n);
    }
  }
  return n;
}

static uint32_t fnv(const char *p, uint32_t n, uint32_t seed) {
  uint32_t h = 2166136261u ^ seed;
  for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 16777619u;
  h ^= h >> 15;
  h *= 0x2C1B3C6Du;
  return h ^ (h >> 12);
}

static uint32_t vocab_row(const Syntax *s, const char *p, uint32_t n) {
  uint64_t h = model_hash(p, n);
  for (uint32_t i = (uint32_t)h & s->vocab_mask;; i = (i + 1) & s->vocab_mask) {
    VocabSlot v = s->vocab[i];
    if (v.row == 0 || v.check == (uint32_t)(h >> 32)) return v.row;
  }
}

static char shape_class(uint32_t c) {
  if (is_upper_cp(c)) return 'X';
  if (c >= '0' && c <= '9') return 'd';
  if ((c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000) || c >= 0x2C00) return 'x';
  return c < 0x80 ? (char)c : 'p';
}

/* Classes of the characters, at most two of a kind in a row, at most ten. */
static uint32_t shape(Str form, bool caseless, char out[10]) {
  uint32_t n = 0, len;
  for (uint32_t at = 0, chars = 0; at < form.n && chars < NORM_CHARS && n < 10; at += len, chars++) {
    char k = shape_class(utf8_next(form, at, &len));
    if (caseless && (k == 'X' || k == 'x')) k = 'C';
    if (n < 2 || out[n - 1] != k || out[n - 2] != k) out[n++] = k;
  }
  return n;
}

bool words_all_caps(const Doc *doc, uint32_t first, uint32_t n) {
  uint32_t up = 0, len;
  for (uint32_t i = first; i < first + n; i++) {
    Str form = tok_text(doc, &doc->tokens[i]);
    for (uint32_t at = 0, chars = 0; at < form.n && chars < NORM_CHARS; at += len, chars++) {
      char k = shape_class(utf8_next(form, at, &len));
      if (k == 'x') return false;
      up += k == 'X';
    }
  }
  return up >= 8;
}

/* Where the last `chars` characters begin. */
static uint32_t tail_at(const char *p, uint32_t n, uint32_t chars) {
  while (n && chars) {
    n--;
    if (((unsigned char)p[n] & 0xC0) != 0x80) chars--;
  }
  return n;
}

static uint32_t head_end(const char *p, uint32_t n, uint32_t chars) {
  uint32_t at = 0;
  while (at < n && (chars || ((unsigned char)p[at] & 0xC0) == 0x80)) {
    if (((unsigned char)p[at] & 0xC0) != 0x80) chars--;
    at++;
  }
  return at;
}

void word_rows(const Syntax *s, Str form, bool caseless, const int8_t *rows_out[MODEL_TABLES]) {
  char w[NORM_BYTES], sh[10];
  uint32_t n = word_norm(form, w), row[MODEL_TABLES];
  row[0] = vocab_row(s, w, n);
  bool digits = false;
  for (uint32_t i = 0; i < n; i++)
    if (is_digit(w[i])) w[i] = '0', digits = true;
  if (row[0] == 0 && digits) row[0] = vocab_row(s, w, n);
  row[1] = fnv(w, n, 1);
  row[2] = fnv(w, head_end(w, n, 3), 2);
  for (uint32_t k = 2; k <= 4; k++) {
    uint32_t at = tail_at(w, n, k);
    row[k + 1] = fnv(w + at, n - at, k + 1);
  }
  uint32_t nshape = shape(form, caseless, sh);
  row[6] = fnv(sh, nshape, 6);
  rows_out[0] = s->table[0] + (size_t)row[0] * s->width;
  for (int i = 1; i < MODEL_TABLES; i++) rows_out[i] = s->table[i] + (size_t)(row[i] & (s->rows[i] - 1)) * s->width;
}
