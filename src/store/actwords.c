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
  NATION = 5,     /* of a country: the codes of the parties say it too */
  NUMBER = 7,
  RARE_LEAST = 13,
  NAME_LEAST = 10, /* "President" names nobody */
  ORDINAL = 4,     /* "15th", and years */
};

typedef struct Listed {
  Str stem;
  uint8_t weight;
  const char *nation;
} Listed;
static const Listed common[] = {
#define X(stem, weight) {{stem, sizeof stem - 1}, weight, NULL},
#include "store/common.def"
#undef X
};
static const Listed nations[] = {
#define X(stem, code) {{stem, sizeof stem - 1}, NATION, code},
#include "store/nations.def"
#undef X
};

static const Listed *find(const Listed *list, size_t n, Str stem) {
  size_t lo = 0, hi = n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    int c = str_cmp(stem, list[mid].stem);
    if (c == 0) return &list[mid];
    if (c < 0) hi = mid;
    else lo = mid + 1;
  }
  return NULL;
}

static uint32_t word_key(Str s, uint32_t bits) { return ((uint32_t)(key_of(s) >> 32) & ~(uint32_t)ACT_WORD_BITS) | bits; }

#define W(word) \
  { word, sizeof word - 1 }

/* "seven" is 7, so that a wire that writes figures out says the same. */
static Str figure_of(Str s) {
  static const Str words[][2] = {{W("two"), W("2")},    {W("three"), W("3")},     {W("four"), W("4")},     {W("five"), W("5")},
                                 {W("six"), W("6")},    {W("seven"), W("7")},     {W("eight"), W("8")},    {W("nine"), W("9")},
                                 {W("ten"), W("10")},   {W("eleven"), W("11")},   {W("twelve"), W("12")},  {W("thirteen"), W("13")},
                                 {W("dozen"), W("12")}, {W("fourteen"), W("14")}, {W("fifteen"), W("15")}, {W("sixteen"), W("16")},
                                 {W("twenty"), W("20")}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq(s, words[i][0])) return words[i][1];
  return s;
}

static bool is_year(Str s) { return s.n == 4 && (str_starts(s, STR("19")) || str_starts(s, STR("20"))); }

static bool one_of(Str s, const Str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(s, words[i])) return true;
  return false;
}

/* Stems of words that speak of other acts like it, or of a count that went on. */
static uint32_t flags_of(Str stem) {
  static const Str again[] = {W("again"), W("another"), W("second"),  W("third"), W("fourth"),  W("fifth"),
                              W("fresh"), W("renew"),   W("further"), W("resum"), W("continu"), W("more")};
  static const Str toll[] = {W("toll")};
  if (one_of(stem, again, sizeof again / sizeof *again)) return ACT_WORD_AGAIN;
  return one_of(stem, toll, sizeof toll / sizeof *toll) ? ACT_WORD_TOLL : 0;
}

/* 0: tells nothing. */
static uint32_t key_of_word(Word *w) {
  Str figure = figure_of((Str){w->text, w->n});
  if (is_digit(figure.p[0])) {
    if (is_year(figure) || !is_digit(figure.p[figure.n - 1])) return word_key(figure, ORDINAL);
    return word_key(figure, ACT_WORD_NUMBER | NUMBER);
  }
  word_stem(w);
  Str stem = {w->text, w->n};
  const Listed *l = find(nations, sizeof nations / sizeof *nations, stem);
  if (l) return word_key(str_of(l->nation), ACT_WORD_NATION | NATION);
  uint32_t flags = flags_of(stem);
  l = find(common, sizeof common / sizeof *common, stem);
  if (l) return l->weight || flags ? word_key(stem, l->weight | flags) : 0;
  return stem.n > 1 ? word_key(stem, RARE) : 0;
}

/* Of too many words those stay that tell most. */
static bool tells_less(uint32_t a, uint32_t b) {
  a &= ~(uint32_t)ACT_WORD_NAME;
  b &= ~(uint32_t)ACT_WORD_NAME;
  uint32_t wa = act_word_weight(a), wb = act_word_weight(b);
  return wa != wb ? wa < wb : a < b;
}

static void add_word(ActWords *l, uint32_t word) {
  uint32_t least = 0;
  for (uint32_t i = 0; i < l->n; i++) {
    if (((l->at[i] ^ word) & ~(uint32_t)ACT_WORD_NAME) == 0) {
      l->at[i] |= word;
      return;
    }
    if (tells_less(l->at[i], l->at[least])) least = i;
  }
  if (l->n < ACT_WORDS_SIZE) l->at[l->n++] = word;
  else if (tells_less(l->at[least], word)) l->at[least] = word;
}

/* A headline in which every word has a capital letter names nothing by it. */
static bool all_capitals(Str text) {
  uint32_t at = 0, n = 0, small = 0;
  for (Word w; word_next(text, &at, &w); n++) small += w.n > 3 && !w.capital && !is_digit(w.text[0]);
  return small == 0;
}

static bool word_is(const Word *w, const char *s) { return str_is((Str){w->text, w->n}, s); }

/* Of "United States", "U.S.", "United Kingdom" and "U.K." the second part stands for the country; NULL: no such pair. */
static const char *nation_of_two(const Word *before, const Word *w) {
  static const char *const pairs[][3] = {{"united", "states", "USA"}, {"u", "s", "USA"}, {"united", "kingdom", "GBR"}, {"u", "k", "GBR"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (word_is(before, pairs[i][0]) && word_is(w, pairs[i][1])) return pairs[i][2];
  return NULL;
}

/* "more than 30" says a number, "30 more" that there were others before. */
static bool is_more_than(Str text, uint32_t at, const Word *w) {
  Word next;
  return word_is(w, "more") && word_next(text, &at, &next) && word_is(&next, "than");
}

static void add_text(ActWords *l, Str text) {
  uint32_t at = 0;
  bool first = true, shouted = all_capitals(text);
  Word before = {.n = 0};
  for (Word w; word_next(text, &at, &w); first = false) {
    bool name = w.capital && !first && !shouted;
    const char *nation = nation_of_two(&before, &w);
    before = w;
    if (is_more_than(text, at, &w)) continue;
    uint32_t key = nation ? word_key(str_of(nation), ACT_WORD_NATION | NATION) : key_of_word(&w);
    if (key) add_word(l, name && act_word_weight(key) >= NAME_LEAST ? key | ACT_WORD_NAME : key);
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

void act_words_of_span(const EventRecord *e, ActWords *out) {
  *out = (ActWords){0};
  add_text(out, e->span.text);
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

static bool has_key(const ActWords *l, uint32_t key) {
  for (uint32_t i = 0; i < l->n; i++)
    if (((l->at[i] ^ key) & ~(uint32_t)ACT_WORD_NAME) == 0) return true;
  return false;
}

bool act_words_have(const ActWords *l, Str word) {
  uint32_t at = 0;
  Word w;
  uint32_t key = word_next(word, &at, &w) ? key_of_word(&w) : 0;
  return !key || has_key(l, key);
}

bool act_words_name_nation(const ActWords *l, const char *code) { return has_key(l, word_key(str_of(code), ACT_WORD_NATION | NATION)); }

/* Small numbers and round ones are shared by chance. */
static bool is_plain(uint32_t word) {
  static const Str plain[] = {W("1"),  W("2"),  W("3"),  W("4"),  W("5"),  W("6"),   W("7"),   W("8"),   W("9"),   W("10"),  W("12"),
                              W("20"), W("30"), W("40"), W("50"), W("60"), W("100"), W("200"), W("300"), W("500"), W("1000")};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (((word ^ word_key(plain[i], ACT_WORD_NUMBER | NUMBER)) & ~(uint32_t)ACT_WORD_NAME) == 0) return true;
  return false;
}

static void count(WordsShared *s, uint32_t word, bool in_a, bool in_b) {
  uint32_t weight = act_word_weight(word), worth = weight * weight;
  bool name = word & ACT_WORD_NAME, number = word & ACT_WORD_NUMBER, nation = word & ACT_WORD_NATION;
  s->again |= (word & ACT_WORD_AGAIN) != 0;
  s->toll |= (word & ACT_WORD_TOLL) != 0;
  if (in_a) s->a += worth;
  if (in_b) s->b += worth;
  if (in_a && in_b) {
    s->both += worth;
    s->rare += weight >= RARE_LEAST;
    s->numbers += number;
    s->figures += number && !is_plain(word);
    s->names += name;
    return;
  }
  s->names_a += name && in_a;
  s->names_b += name && in_b;
  s->numbers_a += number && in_a;
  s->numbers_b += number && in_b;
  s->nations_a += nation && in_a;
  s->nations_b += nation && in_b;
}

WordsShared act_words_shared(const ActWords *a, const ActWords *b) {
  WordsShared s = {0};
  for (uint32_t i = 0, k = 0; i < a->n || k < b->n;) {
    uint32_t x = i < a->n ? a->at[i] & ~(uint32_t)ACT_WORD_NAME : UINT32_MAX,
             y = k < b->n ? b->at[k] & ~(uint32_t)ACT_WORD_NAME : UINT32_MAX;
    bool in_a = x <= y, in_b = y <= x;
    count(&s, (in_a ? a->at[i] : 0) | (in_b ? b->at[k] : 0), in_a, in_b);
    i += in_a;
    k += in_b;
  }
  return s;
}
