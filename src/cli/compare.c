/* Events of two databases side by side.
**
** All events of both are held in memory, as the texts that are compared (some 400 bytes each).  What has one id is one event; what is left is matched by where
** its telling stands, since another lexicon gives the same words another code and so another id. */
#include "cli/compare.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>

const char *const compared_names[COMPARED_COUNT] = {
#define X(name, text) text,
    COMPARED_LIST(X)
#undef X
};

/* An event's part in a pair's figures. */
typedef struct Move {
  char a[4], b[4];
  int set, quad;
  double score;
} Move;

struct Comparison {
  Arena arena;
  VEC(ComparedEvent) set[2];
  VEC(Move) moves;
  VEC(ComparedDyad) dyads;
};

Comparison *comparison_new(void) {
  Comparison *c = calloc(1, sizeof *c);
  if (c) arena_init(&c->arena, 0);
  return c;
}

void comparison_free(Comparison *c) {
  if (!c) return;
  arena_free(&c->arena);
  free(c);
}

/* ---- fields as text ---- */

static Str parties_text(Arena *a, const RecordParties *l) {
  Str all = {0};
  for (uint32_t i = 0; i < l->n; i++) {
    const RecordParty *p = &l->at[i];
    const char *between = i ? "+" : "", *dot = p->sector[0] ? "." : "";
    if (p->country[0] || p->sector[0])
      all = arena_fmt(a, "%.*s%s%s%s%s", STRF(all), between, p->country[0] ? p->country : "-", dot, p->sector);
    else all = arena_fmt(a, "%.*s%s%.*s", STRF(all), between, STRF(p->name));
  }
  return all;
}

static Str dates_text(Arena *a, const EventRecord *e) {
  char from[12], to[12];
  date_text(e->date, from);
  date_text(e->date_end, to);
  return arena_fmt(a, "%s%s%s", from, to[0] ? "/" : "", to);
}

static Str place_text(Arena *a, const RecordPlace *p) {
  return p->name.n ? arena_fmt(a, "%.*s%s%s", STRF(p->name), p->country[0] ? ", " : "", p->country) : (Str){0};
}

static Str number_text(Arena *a, int64_t low, int64_t high) {
  if (low < 0) return (Str){0};
  return low == high ? arena_fmt(a, "%lld", (long long)low) : arena_fmt(a, "%lld..%lld", (long long)low, (long long)high);
}

static void set_fields(Arena *a, const EventRecord *e, Str *f) {
  RecordTold t = record_told(e);
  f[COMPARED_TYPE] = arena_str(a, e->type);
  f[COMPARED_MODE] = arena_str(a, e->mode);
  f[COMPARED_CAMEO] = arena_str(a, e->cameo);
  f[COMPARED_ACTOR] = parties_text(a, &e->actor);
  f[COMPARED_RECIPIENT] = parties_text(a, &e->recipient);
  f[COMPARED_SOURCE] = parties_text(a, &e->source);
  f[COMPARED_DATE] = dates_text(a, e);
  f[COMPARED_PLACE] = place_text(a, &e->place);
  f[COMPARED_STATUS] = arena_str(a, str_of(e->status ? e->status : ""));
  f[COMPARED_DEAD] = number_text(a, t.dead_low, t.dead_high);
  f[COMPARED_INJURED] = number_text(a, t.injured_low, t.injured_high);
  f[COMPARED_SIZE] = number_text(a, e->size, e->size);
  f[COMPARED_ARTICLES] = number_text(a, t.articles, t.articles);
  f[COMPARED_SOURCES] = number_text(a, t.sources, t.sources);
}

/* ---- pairs of countries ---- */

enum { PAIRS_MOST = 64 };

/* Each pair of an event counts once, whichever acts. */
static void add_moves(Comparison *c, int set, const EventRecord *e) {
  uint32_t before = c->moves.n;
  RecordPairs pairs = record_pairs(e);
  for (RecordPair p; record_pair_next(&pairs, &p);) {
    if (!p.from || !p.to || !p.from->country[0] || !p.to->country[0]) continue;
    int order = strcmp(p.from->country, p.to->country);
    Move m = {.set = set, .quad = e->quad, .score = e->score};
    memcpy(m.a, order < 0 ? p.from->country : p.to->country, 4);
    memcpy(m.b, order < 0 ? p.to->country : p.from->country, 4);
    bool had = order == 0 || c->moves.n - before >= PAIRS_MOST;
    for (uint32_t i = before; i < c->moves.n && !had; i++) had = strcmp(c->moves.at[i].a, m.a) == 0 && strcmp(c->moves.at[i].b, m.b) == 0;
    if (!had) VEC_PUSH(&c->arena, &c->moves, m);
  }
}

void comparison_add(Comparison *c, int set, const EventRecord *e) {
  ComparedEvent *x = VEC_ADD(&c->arena, &c->set[set]);
  *x = (ComparedEvent){
      .id = arena_str(&c->arena, e->event), .doc_id = arena_str(&c->arena, e->doc_id), .text = arena_str(&c->arena, e->span.text)};
  set_fields(&c->arena, e, x->field);
  uint64_t doc = key_of(e->doc_id), side = e->span.in_title ? 1 : 2;
  x->place = key_mix(key_mix(doc, side), e->span.start + 1);
  x->sentence = key_mix(key_mix(key_mix(doc, side), e->sentence + 1), key_of(e->type));
  add_moves(c, set, e);
}

/* ---- matching ---- */

static int by_date(const void *a, const void *b) {
  const ComparedEvent *x = a, *y = b;
  int c = str_cmp(x->field[COMPARED_DATE], y->field[COMPARED_DATE]);
  if (!c) c = str_cmp(x->id, y->id);
  return c ? c : (x->place > y->place) - (x->place < y->place);
}

typedef struct Wanted {
  uint64_t key;
  uint32_t at; /* in set 0 */
} Wanted;

static int by_key(const void *a, const void *b) {
  const Wanted *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

static uint64_t key_by(const ComparedEvent *e, int how) { return how == 0 ? key_of(e->id) : how == 1 ? e->place : e->sentence; }

static void pair(ComparedEvent *a, ComparedEvent *b) {
  a->other = b;
  b->other = a;
  for (int f = 0; f < COMPARED_COUNT; f++) a->changed |= !str_eq(a->field[f], b->field[f]);
  b->changed = a->changed;
}

/* Takes the first event of set 0 that is still alone, of those with the key. */
static ComparedEvent *take(Comparison *c, const Wanted *w, uint32_t n, uint64_t key) {
  uint32_t lo = 0, hi = n;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (w[mid].key < key) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < n && w[lo].key == key; lo++)
    if (!c->set[0].at[w[lo].at].other) return &c->set[0].at[w[lo].at];
  return NULL;
}

static void match_by(Comparison *c, Arena *a, int how) {
  Wanted *w = ARENA_ARRAY(a, Wanted, c->set[0].n + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->set[0].n; i++)
    if (!c->set[0].at[i].other) w[n++] = (Wanted){key_by(&c->set[0].at[i], how), i};
  qsort(w, n, sizeof *w, by_key);
  for (uint32_t i = 0; i < c->set[1].n; i++) {
    ComparedEvent *e = &c->set[1].at[i];
    ComparedEvent *was = e->other ? NULL : take(c, w, n, key_by(e, how));
    if (was) pair(was, e);
  }
}

void comparison_match(Comparison *c) {
  Arena a;
  arena_init(&a, 0);
  for (int s = 0; s < 2; s++)
    if (c->set[s].n) qsort(c->set[s].at, c->set[s].n, sizeof *c->set[s].at, by_date);
  for (int how = 0; how < 3; how++, arena_reset(&a)) match_by(c, &a, how);
  arena_free(&a);
}

const ComparedEvent *comparison_set(const Comparison *c, int set, uint32_t *n_out) {
  *n_out = c->set[set].n;
  return c->set[set].at;
}

/* ---- what moves ---- */

static int by_pair(const void *a, const void *b) {
  const Move *x = a, *y = b;
  int c = strcmp(x->a, y->a);
  if (!c) c = strcmp(x->b, y->b);
  if (!c) c = x->set - y->set;
  return c ? c : (x->score > y->score) - (x->score < y->score); /* so that sums do not depend on the order of reading */
}

static uint32_t moved(const ComparedDyad *d) {
  return d->events[0] > d->events[1] ? d->events[0] - d->events[1] : d->events[1] - d->events[0];
}

static double shift(const ComparedDyad *d) { return isnan(d->plover[0]) || isnan(d->plover[1]) ? 0 : fabs(d->plover[0] - d->plover[1]); }

static int by_move(const void *a, const void *b) {
  const ComparedDyad *x = a, *y = b;
  if (moved(x) != moved(y)) return moved(x) > moved(y) ? -1 : 1;
  if (shift(x) != shift(y)) return shift(x) > shift(y) ? -1 : 1;
  int c = strcmp(x->a, y->a);
  return c ? c : strcmp(x->b, y->b);
}

static ComparedDyad sum_moves(const Move *m, uint32_t n) {
  ComparedDyad d = {.plover = {NAN, NAN}};
  double sum[2] = {0};
  uint32_t scored[2] = {0};
  memcpy(d.a, m->a, 4);
  memcpy(d.b, m->b, 4);
  for (uint32_t i = 0; i < n; i++) {
    d.events[m[i].set]++;
    if (m[i].quad >= 1 && m[i].quad <= 4) d.quads[m[i].set][m[i].quad - 1]++;
    if (isnan(m[i].score)) continue;
    sum[m[i].set] += m[i].score;
    scored[m[i].set]++;
  }
  for (int s = 0; s < 2; s++)
    if (scored[s]) d.plover[s] = sum[s] / scored[s];
  return d;
}

const ComparedDyad *comparison_dyads(Comparison *c, uint32_t *n_out) {
  c->dyads.n = 0;
  if (c->moves.n) qsort(c->moves.at, c->moves.n, sizeof *c->moves.at, by_pair);
  for (uint32_t i = 0, end; i < c->moves.n; i = end) {
    const Move *m = &c->moves.at[i];
    for (end = i; end < c->moves.n && strcmp(c->moves.at[end].a, m->a) == 0 && strcmp(c->moves.at[end].b, m->b) == 0;) end++;
    ComparedDyad d = sum_moves(m, end - i);
    if (moved(&d) || shift(&d) >= 0.005) VEC_PUSH(&c->arena, &c->dyads, d);
  }
  if (c->dyads.n) qsort(c->dyads.at, c->dyads.n, sizeof *c->dyads.at, by_move);
  *n_out = c->dyads.n;
  return c->dyads.at;
}
