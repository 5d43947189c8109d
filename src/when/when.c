/* Temporal expressions of a document.
**
** After the parser, before what happened when.  Each word of time is classed once; at each place all rules are tried and the longest expression is
** taken, from left to right.  What it named (a day, a year, a quarter) stays known for those that follow. */
#include "when/rules.h"

const char *timex_type_text(int t) {
  static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
  return t >= 0 && t <= TIMEX_SET ? names[t] : "";
}

const char *granularity_text(int g) {
  static const char *const names[] = {"", "day", "week", "month", "year", "range"};
  return g >= 0 && g <= GRAN_RANGE ? names[g] : "";
}

static void try_rules(const When *c, const Rule *rules, uint32_t i, Found *best, bool *any) {
  for (; *rules; rules++) {
    Found f = {0};
    if (!(*rules)(c, i, &f)) continue;
    if (*any && f.t.last <= best->t.last) continue;
    *best = f;
    *any = true;
  }
}

/* A word that may carry an expression: a unit, a month, a year, "now"; not an article, a number, "last". */
static bool is_strong(const TimeWord *w) {
  switch (w->cls) {
  case W_NUMBER: return (w->flags & WF_PLAIN) && w->val >= 1000 && w->val <= 2400;
  case W_NUM: return w->val >= 18 && w->val <= 20; /* "nineteen ninety-six" */
  case W_THIS: return w->val == 1;                 /* "current" */
  case W_NONE:
  case W_ABOUT:
  case W_AFTER:
  case W_BEFORE:
  case W_DECIMAL:
  case W_DET:
  case W_EACH:
  case W_EARLY:
  case W_END:
  case W_FRACTION:
  case W_HALF:
  case W_LAST:
  case W_LATE:
  case W_MID:
  case W_NEXT:
  case W_OF:
  case W_ORD:
  case W_PER:
  case W_POSS:
  case W_QUANT:
  case W_S:
  case W_SAME:
  case W_SCALE:
  case W_START:
  case W_THAT:
  case W_THE: return false;
  default: return true;
  }
}

/* Can an expression begin here?  Nearly all tokens say no at once. */
static bool may_begin(const When *c, uint32_t i) {
  uint8_t cls = c->words[i].cls;
  if (cls == W_NONE) return (c->words[i].flags & WF_STRONG) || is_one_of(c, i, "more less fewer at up");
  return cls != W_OF && cls != W_S && cls != W_TIMEZONE && cls != W_AGO && cls != W_AM && cls != W_PM;
}

/* The first strong word at or after i; hi if there is none. */
static uint32_t next_strong(const When *c, uint32_t i) {
  while (i < c->hi && !(c->words[i].flags & WF_STRONG)) i++;
  return i;
}

/* What an expression leaves for those that follow. */
static void remember(When *c, const Found *f) {
  const Timex *t = &f->t;
  bool aside =
      t->first > c->lo && is_before_noun(c, t->first, t->last) && cls_at(c, t->first - 1) == W_THE; /* "the Oct. 23 accord" moves nothing */
  if (t->type == TIMEX_DURATION && (strcmp(t->value, "P9M") == 0 || strcmp(t->value, "P6M") == 0 || strcmp(t->value, "P1Y") == 0))
    c->long_period = true;
  if (t->type == TIMEX_SET || t->type == TIMEX_DURATION) return;
  if (t->granularity == GRAN_DAY && t->date.day && t->value[0] != 'P' && t->value[0] != 'F' && !aside) c->day = t->date;
  if (t->granularity == GRAN_RANGE && t->date.day && t->value[4] == '-' && is_digit(t->value[5])) c->day = t->date;
  if (f->quarter_named && t->value[5] == 'Q' && t->date.year && date_days(t->date_end) <= c->today &&
      (t->date.year >= c->dct.year || !c->q)) {
    c->long_period = false;
    c->q_year = t->date.year;
    c->q = t->value[6] - '0';
  }
  if (f->year_named) {
    c->year = f->year;
    c->year_sent = c->sent;
    c->year_leads = t->first == c->lo + 1 && is_word(c, c->lo, "in") && t->granularity == GRAN_YEAR;
  }
}

typedef VEC(Timex) TimexList;
/* An expression begins at most so many tokens before its first strong word: "more than two hundred and fifty-six or more days". */
enum { LEAD = 12 };

static void find_in_sentence(When *c, TimexList *out) {
  c->before = (Timex){.type = 255};
  uint32_t strong = c->lo;
  for (uint32_t i = c->lo; i < c->hi; i++) {
    if (strong < i || strong == c->lo) strong = next_strong(c, i);
    if (strong == c->hi) break;
    if (strong > i + LEAD) {
      i = strong - LEAD - 1;
      continue;
    }
    if (!may_begin(c, i)) continue;
    Found best = {0};
    bool any = false;
    try_rules(c, absolute_rules, i, &best, &any);
    try_rules(c, relative_rules, i, &best, &any);
    try_rules(c, length_rules, i, &best, &any);
    if (!any) continue;
    const Token *first = &c->d->tokens[best.t.first], *last = &c->d->tokens[best.t.last];
    best.t.at = first->at;
    best.t.end = last->at + last->n;
    VEC_PUSH(c->d->arena, out, best.t);
    remember(c, &best);
    c->before = best.t;
    i = best.t.last;
  }
}

void when_find(Doc *d, Timexes *out) {
  TimeWord *words = ARENA_ARRAY(d->arena, TimeWord, d->ntokens + 1);
  TimexList list = {0};
  uint8_t holidays[32];
  holiday_filter(holidays);
  for (uint32_t i = 0; i < d->ntokens; i++) {
    const Token *t = &d->tokens[i];
    uint8_t low = (uint8_t)t->low;
    words[i] = word_of(d, t);
    bool holiday = (t->flags & TOK_CAP) && (holidays[low / 8] >> low % 8 & 1);
    if (is_strong(&words[i]) || holiday) words[i].flags |= WF_STRONG;
  }
  When c = {.d = d, .words = words, .dct = d->date};
  c.dated = date_known(d->date) && d->date.month && d->date.day;
  c.today = c.dated ? date_days(d->date) : 0;
  for (c.sent = 0; c.sent < d->nsents; c.sent++) {
    c.lo = d->sents[c.sent].first;
    c.hi = c.lo + d->sents[c.sent].n;
    find_in_sentence(&c, &list);
  }
  out->at = list.at;
  out->n = list.n;
}
