/* The words that an act is told with: those of its sentence, and of the title where the act stands in it or in the lead.
**
** A word's key carries in its lowest bits how much the word tells (common.def), so that comparing two tellings is a merge of two short lists. */
#include "store/actwords.h"

#include "base/hash.h"
#include "store/word.h"

#include <stdlib.h>

enum {
  LEAD = 400,     /* bytes of a text whose acts are those of its title */
  SENTENCE = 600, /* bytes before and behind an act that may be its sentence */
  RARE = 15,      /* the weight of a word that is not in the list */
};

static const struct {
  const char *stem;
  uint8_t weight;
} common[] = {
#define X(stem, weight) {stem, weight},
#include "store/common.def"
#undef X
};

static uint32_t weight_of(Str stem) {
  size_t lo = 0, hi = sizeof common / sizeof *common;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    int c = str_cmp(stem, str_of(common[mid].stem));
    if (c == 0) return common[mid].weight;
    if (c < 0) hi = mid;
    else lo = mid + 1;
  }
  return stem.n > 1 ? RARE : 0;
}

/* Of too many words those stay that tell most. */
static bool tells_less(uint32_t a, uint32_t b) {
  uint32_t wa = act_word_weight(a), wb = act_word_weight(b);
  return wa != wb ? wa < wb : a < b;
}

static void add_word(ActWords *l, uint32_t word) {
  uint32_t least = 0;
  for (uint32_t i = 0; i < l->n; i++) {
    if (l->at[i] == word) return;
    if (tells_less(l->at[i], l->at[least])) least = i;
  }
  if (l->n < ACT_WORDS_SIZE) l->at[l->n++] = word;
  else if (tells_less(l->at[least], word)) l->at[least] = word;
}

static void add_text(ActWords *l, Str text) {
  uint32_t at = 0;
  for (Word w; word_next(text, &at, &w);) {
    word_stem(&w);
    Str stem = {w.text, w.n};
    uint32_t weight = weight_of(stem);
    if (weight) add_word(l, ((uint32_t)(key_of(stem) >> 32) & ~(uint32_t)ACT_WORD_WEIGHT) | weight);
  }
}

/* A full stop (or its like) that ends a sentence: behind a word of some length, before a blank and a capital. */
static bool ends_sentence(Str t, uint32_t at) {
  if (t.p[at] == '\n') return at + 1 < t.n && t.p[at + 1] == '\n';
  if (!strchr(".!?", t.p[at])) return false;
  uint32_t next = at + 1;
  while (next < t.n && strchr("\"')]", t.p[next])) next++;
  if (next + 1 >= t.n || !is_space(t.p[next]) || is_lower(t.p[next + 1])) return false;
  return t.p[at] != '.' || (at > 3 && !is_upper(t.p[at - 1]) && !is_space(t.p[at - 2]) && !is_space(t.p[at - 3]));
}

Str sentence_about(Str text, uint32_t start, uint32_t end) {
  if (start > text.n) start = text.n;
  if (end > text.n) end = text.n;
  if (end < start) end = start;
  uint32_t from = start, to = end;
  while (from && start - from < SENTENCE && !ends_sentence(text, from - 1)) from--;
  while (to < text.n && to - end < SENTENCE && !ends_sentence(text, to)) to++;
  return (Str){text.p + from, to - from};
}

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

void act_words(Str title, Str text, const EventRecord *e, ActWords *out) {
  const Span *s = &e->span;
  *out = (ActWords){0};
  if (s->in_title || s->start < LEAD) add_text(out, title);
  add_text(out, s->in_title ? sentence_about(text, 0, 0) : sentence_about(text, s->start, s->end));
  qsort(out->at, out->n, sizeof *out->at, by_value);
}

void act_words_of_spans(const EventRecord *e, ActWords *out) {
  *out = (ActWords){0};
  add_text(out, e->span.text);
  for (uint32_t i = 0; i < e->actor.n; i++) add_text(out, e->actor.at[i].span.text);
  for (uint32_t i = 0; i < e->recipient.n; i++) add_text(out, e->recipient.at[i].span.text);
  add_text(out, e->place.name);
  qsort(out->at, out->n, sizeof *out->at, by_value);
}

WordsShared act_words_shared(const ActWords *a, const ActWords *b) {
  WordsShared s = {0};
  for (uint32_t i = 0, k = 0; i < a->n || k < b->n;) {
    uint32_t x = i < a->n ? a->at[i] : UINT32_MAX, y = k < b->n ? b->at[k] : UINT32_MAX;
    uint32_t w = act_word_weight(x < y ? x : y), worth = w * w;
    if (x <= y) s.a += worth;
    if (y <= x) s.b += worth;
    if (x == y) {
      s.both += worth;
      s.rare += w >= 12;
    }
    i += x <= y;
    k += y <= x;
  }
  return s;
}
