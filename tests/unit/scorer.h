/* Coded events held against gold ones: pairs of one type, best agreement first; then whether both sides have the same countries. */
#ifndef SCORER_H
#define SCORER_H

#include "read/json.h"
#include "record/record.h"

enum { SIDE_MAX = 16, EVENTS_MAX = 64 };

/* A side of an event: its countries, sorted by nothing, each once; parties of no country are left out. */
typedef struct Side {
  Str at[SIDE_MAX];
  uint32_t n;
} Side;

/* What a gold event and a record have in common. */
typedef struct Event {
  Str type, date, text;
  Side actor, recipient, source;
  Str source_words; /* of all sources, parted by blanks */
  bool pooled;      /* gold: both sides act, so their order says nothing */
  int mate;         /* index of the paired event, -1 for none */
} Event;

typedef struct Events {
  Event at[EVENTS_MAX];
  uint32_t n;
} Events;

typedef struct Score {
  uint32_t gold, coded, type, dyad;
} Score;

static inline bool side_has(const Side *s, Str country) {
  for (uint32_t i = 0; i < s->n; i++)
    if (str_eq(s->at[i], country)) return true;
  return false;
}

static inline void side_add(Side *s, Str country) {
  if (country.n && !side_has(s, country) && s->n < SIDE_MAX) s->at[s->n++] = country;
}

static inline Side sides_both(const Event *e) {
  Side s = e->actor;
  for (uint32_t i = 0; i < e->recipient.n; i++) side_add(&s, e->recipient.at[i]);
  return s;
}

static inline uint32_t sides_common(const Side *a, const Side *b) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->n; i++) n += side_has(b, a->at[i]);
  return n;
}

static inline bool side_eq(const Side *a, const Side *b) { return a->n == b->n && sides_common(a, b) == a->n; }

static inline Str json_text(const Json *o, const char *key) {
  const Json *m = json_member(o, key);
  return m && m->type == JSON_STRING ? m->text : STR("");
}

static inline uint32_t side_of_json(const Json *list, Side *out) {
  uint32_t n = 0;
  for (const Json *p = list ? list->first : NULL; p; p = p->next, n++) side_add(out, json_text(p, "country"));
  return n;
}

static inline Event event_of_json(const Json *o) {
  Event e = {.type = json_text(o, "type"), .date = json_text(o, "date"), .text = json_text(o, "text"), .mate = -1};
  uint32_t actors = side_of_json(json_member(o, "actor"), &e.actor), recipients = side_of_json(json_member(o, "recipient"), &e.recipient);
  side_of_json(json_member(o, "source"), &e.source);
  e.pooled = str_is(e.type, "CONSULT") || (actors > 1 && !recipients);
  return e;
}

static inline void side_of_record(Arena *a, const RecordParties *l, Side *out) {
  for (uint32_t i = 0; i < l->n; i++) side_add(out, arena_str(a, str_of(l->at[i].country)));
}

static inline Event event_of_record(Arena *a, const EventRecord *r) {
  char date[12];
  date_text(r->date, date);
  Event e = {.type = r->type, .date = arena_str(a, str_of(date)), .text = r->span.text, .mate = -1};
  side_of_record(a, &r->actor, &e.actor);
  side_of_record(a, &r->recipient, &e.recipient);
  side_of_record(a, &r->source, &e.source);
  for (uint32_t i = 0; i < r->source.n; i++)
    e.source_words = arena_fmt(a, "%.*s %.*s", STRF(e.source_words), STRF(r->source.at[i].span.text));
  return e;
}

static inline bool word_next(Str *rest, Str *word) {
  while (rest->n && is_space(rest->p[0])) *rest = str_from(*rest, 1);
  uint32_t n = 0;
  while (n < rest->n && !is_space(rest->p[n])) n++;
  *word = str_head(*rest, n);
  *rest = str_from(*rest, n);
  return n > 0;
}

/* Common words of two texts over all their words; repeated words count as often as they stand. */
static inline double words_overlap(Str a, Str b) {
  uint32_t na = 0, nb = 0, both = 0;
  Str x, y, rest;
  for (rest = b; word_next(&rest, &y);) nb++;
  while (word_next(&a, &x)) {
    bool found = false;
    na++;
    for (rest = b; !found && word_next(&rest, &y);) found = str_eq_nocase(x, y);
    both += found;
  }
  if (both > nb) both = nb;
  return na + nb > both ? (double)both / (double)(na + nb - both) : 1;
}

static inline bool same_dyad(const Event *gold, const Event *coded) {
  Side g = sides_both(gold), c = sides_both(coded);
  if (gold->pooled) return side_eq(&g, &c);
  return side_eq(&gold->actor, &coded->actor) && side_eq(&gold->recipient, &coded->recipient);
}

/* 0 where the types differ; else 1 and up to 2 more for parties and words. */
static inline double agreement(const Event *gold, const Event *coded) {
  if (!str_eq(gold->type, coded->type)) return 0;
  Side g = sides_both(gold), c = sides_both(coded);
  uint32_t common = sides_common(&g, &c), all = g.n + c.n - common;
  return 1 + (all ? (double)common / all : 1) + 0.5 * words_overlap(gold->text, coded->text) + 0.5 * same_dyad(gold, coded);
}

/* Pairs one to one, greedily, best agreement first, and adds up. */
static inline void score_events(Events *gold, Events *coded, Score *score) {
  for (;;) {
    double best = 0;
    uint32_t g = 0, c = 0;
    for (uint32_t i = 0; i < gold->n; i++)
      for (uint32_t j = 0; j < coded->n; j++) {
        double a = gold->at[i].mate < 0 && coded->at[j].mate < 0 ? agreement(&gold->at[i], &coded->at[j]) : 0;
        if (a > best) best = a, g = i, c = j;
      }
    if (best == 0) break;
    gold->at[g].mate = (int)c;
    coded->at[c].mate = (int)g;
    score->type++;
    score->dyad += same_dyad(&gold->at[g], &coded->at[c]);
  }
  score->gold += gold->n;
  score->coded += coded->n;
}

static inline double score_f1(const Score *s, uint32_t hits) { return s->gold + s->coded ? 2.0 * hits / (s->gold + s->coded) : 0; }

#endif
