/* Words of running text, without the tokens of the pipeline: joining reads texts that come from the database too. */
#include "store/word.h"

#include "base/hash.h"
#include "base/utf8.h"

/* Letters and digits; of what is not ASCII all but the Latin-1 marks and the general punctuation (dashes, quotes). */
static bool in_word(Str text, uint32_t at, uint32_t *len_out) {
  unsigned char c = (unsigned char)text.p[at];
  *len_out = 1;
  if (c < 0x80) return is_alpha((char)c) || is_digit((char)c);
  uint32_t cp = utf8_next(text, at, len_out);
  return cp >= 0xC0 && !(cp >= 0x2000 && cp < 0x2070);
}

static bool in_number(Str text, uint32_t from, uint32_t to) {
  while (from < to && is_digit(text.p[from])) from++;
  return from == to;
}

/* "1,300" is one word. */
static bool thousands(Str text, uint32_t start, uint32_t *at, Word *out) {
  while (*at + 3 < text.n && text.p[*at] == ',' && in_number(text, *at + 1, *at + 4) && (*at + 4 == text.n || !is_digit(text.p[*at + 4])))
    *at += 4;
  out->n = 0;
  out->capital = false;
  for (uint32_t i = start; i < *at && out->n < WORD_MAX; i++)
    if (is_digit(text.p[i])) out->text[out->n++] = text.p[i];
  return true;
}

static bool capital_at(Str text, uint32_t at, uint32_t len, const Word *w) {
  return len == 1 ? is_upper(text.p[at]) : w->n != len || memcmp(text.p + at, w->text, len) != 0;
}

bool word_next(Str text, uint32_t *at, Word *out) {
  uint32_t len = 1;
  while (*at < text.n && !in_word(text, *at, &len)) *at += len;
  uint32_t start = *at, first = len;
  while (*at < text.n && in_word(text, *at, &len)) *at += len;
  if (*at == start) return false;
  if (in_number(text, start, *at)) return thousands(text, start, at, out);
  if (first > 1) out->n = str_fold((Str){text.p + start, first}, out->text, WORD_MAX);
  out->capital = capital_at(text, start, first, out);
  out->n = str_fold((Str){text.p + start, *at - start}, out->text, WORD_MAX);
  return true;
}

static bool ends(const Word *w, uint32_t longer_than, const char *ending) {
  return w->n > longer_than && str_ends((Str){w->text, w->n}, str_of(ending));
}

static void single_plural(Word *w) {
  if (ends(w, 4, "ies")) {
    w->n -= 2;
    w->text[w->n - 1] = 'y';
  } else if (ends(w, 3, "s") && !strchr("sui", w->text[w->n - 2])) w->n--;
}

void word_stem(Word *w) {
  single_plural(w);
  if (ends(w, 5, "ing")) w->n -= 3;
  else if (ends(w, 4, "ed")) w->n -= 2;
  else {
    if (ends(w, 4, "e")) w->n--;
    return;
  }
  char last = w->text[w->n - 1];
  if (w->n > 3 && last == w->text[w->n - 2] && !strchr("ls", last)) w->n--;
}
