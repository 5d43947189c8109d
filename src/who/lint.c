/* Entry by entry: its offices against each other, its names against those of other entries and against common words. */
#include "who/lint.h"
#include "base/date.h"
#include <stdarg.h>
#include <stdio.h>

enum { SOME_DAYS = 31, TWO_YEARS = 730 };

typedef struct Lint {
  const Who *w;
  const Lexicon *lx;
  const EntityRec *e;
  LintFn *note;
  void *ctx;
} Lint;

const char *lint_text(int kind) {
  static const char *const texts[] = {
#define X(name, text) text,
      LINT_LIST(X)
#undef X
  };
  return texts[kind];
}

static void tell(const Lint *l, int kind, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void tell(const Lint *l, int kind, const char *fmt, ...) {
  char text[240];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(text, sizeof text, fmt, ap);
  va_end(ap);
  l->note(l->ctx, kind, l->lx->str + l->e->file, l->e->line, text);
}

static bool long_overlap(const PartyRec *a, const PartyRec *b) {
  int64_t from = a->from > b->from ? a->from : b->from, to = a->to < b->to ? a->to : b->to;
  return to - from > SOME_DAYS;
}

static void day_text(int32_t day, char out[12]) {
  out[0] = 0;
  if (day != DAY_NONE_BEFORE && day != DAY_NONE_AFTER) date_text(date_from_days(day), out);
}

static void pair(const Lint *l, const PartyRec *a, const PartyRec *b) {
  char from[12];
  if (!long_overlap(a, b)) return;
  day_text(a->from > b->from ? a->from : b->from, from);
  Str name = lexicon_str(l->lx, l->e->name);
  if (!memcmp(a->country, b->country, 4) && !memcmp(a->sector, b->sector, 4))
    tell(l, LINT_TWICE, "%.*s is %s %s twice from %s", STRF(name), a->country, a->sector, from);
  else if (l->e->kind == ENTITY_PERSON)
    tell(l, LINT_OVERLAP, "%.*s is %s %s and %s %s from %s", STRF(name), a->country, a->sector, b->country, b->sector, from);
}

/* The day from which something is true again after the end of line a, or DAY_NONE_AFTER. */
static int32_t next_start(const Lint *l, const PartyRec *a) {
  int32_t next = DAY_NONE_AFTER;
  for (uint32_t i = 0; i < l->e->nparties; i++) {
    const PartyRec *b = &l->lx->parties[l->e->first + i];
    if (b != a && b->from <= a->to && b->to > a->to) return a->to;
    if (b->from > a->to && b->from < next) next = b->from;
  }
  return next;
}

static void offices(const Lint *l) {
  for (uint32_t i = 0; i < l->e->nparties; i++) {
    const PartyRec *a = &l->lx->parties[l->e->first + i];
    for (uint32_t k = i + 1; k < l->e->nparties; k++) pair(l, a, &l->lx->parties[l->e->first + k]);
    int32_t next = a->to == DAY_NONE_AFTER || l->e->kind != ENTITY_PERSON ? DAY_NONE_AFTER : next_start(l, a);
    if (next == DAY_NONE_AFTER || next - a->to <= TWO_YEARS) continue;
    char from[12], to[12];
    day_text(a->to, from);
    day_text(next, to);
    tell(l, LINT_GAP, "%.*s is nothing from %s to %s", STRF(lexicon_str(l->lx, l->e->name)), from, to);
  }
}

static bool one_time(const EntityRec *a, const NameRec *an, const EntityRec *b, const NameRec *bn) {
  int32_t from = an->from > bn->from ? an->from : bn->from, to = an->to < bn->to ? an->to : bn->to;
  from = a->from > from ? a->from : from;
  from = b->from > from ? b->from : from;
  to = a->to < to ? a->to : to;
  to = b->to < to ? b->to : to;
  return from < to;
}

static bool is_country_word(const NameRec *n) { return n->flags & (NAME_ADJ | NAME_PEOPLE | NAME_CAPITAL); }

/* The same strong name in a later entry of this lexicon.  Adjectives and peoples of one state share their names, and that is meant. */
static void clashes(const Lint *l, uint32_t name, Str text) {
  Key words[NAME_WORDS];
  const NameRec *nm = &l->lx->names[name];
  uint32_t n = name_words(text, words, NAME_WORDS), state = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!trie_step(&l->lx->name_trie, &state, words[i])) return;
  const TrieState *s = &l->lx->name_trie.states[state];
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t other = l->lx->name_trie.values[s->first + i];
    const NameRec *o = &l->lx->names[other];
    const EntityRec *e = &l->lx->entities[o->entity];
    bool counts = other > name && o->entity != nm->entity && !(o->flags & NAME_WEAK) && !is_country_word(o) && one_time(l->e, nm, e, o);
    if (nm->flags & NAME_EXACT && o->flags & NAME_EXACT && !str_eq(text, lexicon_str(l->lx, o->text))) counts = false;
    if (counts) tell(l, LINT_NAME, "'%.*s' is also a name of %s:%u", STRF(text), l->lx->str + e->file, e->line);
  }
}

static void name(const Lint *l, uint32_t index) {
  const NameRec *nm = &l->lx->names[index];
  Str text = lexicon_str(l->lx, nm->text);
  if (nm->flags & NAME_WEAK || is_country_word(nm)) return;
  bool one_word = str_find(text, ' ', 0) == text.n && str_find(text, '-', 0) == text.n;
  if (one_word && !(nm->flags & NAME_EXACT) && who_class(l->w, key_fold(STR("common")), key_fold(text)))
    tell(l, LINT_COMMON, "'%.*s' is a common word", STRF(text));
  clashes(l, index, text);
}

void lexicon_lint(const Who *w, uint32_t lex, LintFn *note, void *ctx) {
  Lint l = {.w = w, .lx = &w->lex[lex], .note = note, .ctx = ctx};
  uint32_t n = 0; /* names stand in the order of their entries */
  for (uint32_t i = 0; i < l.lx->nentities; i++) {
    l.e = &l.lx->entities[i];
    offices(&l);
    for (; n < l.lx->nnames && l.lx->names[n].entity == i; n++) name(&l, n);
  }
}
