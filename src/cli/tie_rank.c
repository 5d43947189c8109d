/* Rankings of ties: of one country's partners, or of all pairs.  Pairs come one after the other from the store and leave a line each. */
#include "cli/ties.h"

#include "record/codes.h"

#include <math.h>
#include <stdlib.h>

enum { RECENT = 182 };

typedef struct Ranking {
  const TieModel *m;
  int32_t from, to;
  const char *one;
  Arena pair;   /* of the acts at hand */
  TieActs acts; /* of one pair */
  Arena a;
  VEC(TieRank) ranks;
} Ranking;

/* Share of cooperation among weights, with the variance of a Beta. */
typedef struct Share {
  double warm, cold, squares;
} Share;

static void share_add(Share *s, const TieDay *d) {
  s->warm += d->warm;
  s->cold += d->cold;
  s->squares += d->warm * d->warm + d->cold * d->cold;
}

static double share_of(const Share *s, const TieModel *m, double *variance_out) {
  double sum = s->warm + s->cold, p = (s->warm + m->prior / 2) / (sum + m->prior);
  double n = (s->squares > 0 ? sum * sum / s->squares : 0) + m->prior;
  *variance_out = p * (1 - p) / (n + 1);
  return p;
}

static void weigh_pair(Ranking *r, TieRank *k) {
  TieDays days;
  TieIndex x = {0};
  Share past = {0}, lately = {0};
  tie_days(&r->pair, &r->acts, r->m, &days);
  for (uint32_t i = 0; i < days.n && days.at[i].day <= r->to; i++) {
    tie_index_add(&x, r->m, &days.at[i]);
    share_add(days.at[i].day > r->to - RECENT ? &lately : &past, &days.at[i]);
  }
  k->index = tie_index_at(&x, r->m, r->to, &k->low, &k->high);
  k->past = NAN;
  if (past.warm + past.cold <= 0) return;
  double v, u, p = share_of(&past, r->m, &v), q = share_of(&lately, r->m, &u);
  k->past = 20 * p - 10;
  if (k->recent) k->moved = (q - p) / sqrt(u + v);
}

/* The pair at hand is complete. */
static void close_pair(Ranking *r) {
  TieRank k = {.last = INT32_MIN};
  for (uint32_t i = 0; i < r->acts.n; i++) {
    const PairEvent *e = &r->acts.at[i];
    if (!tie_counts(e) || e->day < r->from || e->day > r->to) continue;
    k.events++;
    k.recent += e->day > r->to - RECENT;
    if (e->day > k.last) k.last = e->day;
  }
  if (k.events) {
    memcpy(k.a, r->acts.at[0].a, sizeof k.a);
    memcpy(k.b, r->acts.at[0].b, sizeof k.b);
    weigh_pair(r, &k);
    VEC_PUSH(&r->a, &r->ranks, k);
  }
  arena_reset(&r->pair);
  r->acts = (TieActs){0};
}

static bool take(void *ctx, const PairEvent *e) {
  Ranking *r = ctx;
  if (strcmp(e->a, e->b) == 0) return true; /* at home */
  if (r->acts.n && (strcmp(r->acts.at[0].a, e->a) != 0 || strcmp(r->acts.at[0].b, e->b) != 0)) close_pair(r);
  VEC_PUSH(&r->pair, &r->acts, *e);
  return true;
}

static int by_pair(const TieRank *x, const TieRank *y) {
  int c = strcmp(x->a, y->a);
  return c ? c : strcmp(x->b, y->b);
}

static int by_moved(const void *x, const void *y) {
  const TieRank *a = x, *b = y;
  double p = fabs(a->moved), q = fabs(b->moved);
  return p != q ? (p < q) - (p > q) : by_pair(a, b);
}

static int by_index(const void *x, const void *y) {
  const TieRank *a = x, *b = y;
  return a->index != b->index ? (a->index < b->index) - (a->index > b->index) : by_pair(a, b);
}

/* ---- output ---- */

const char *tie_name(const char *code) {
  const Country *c = country_find(str_of(code));
  const Body *b = body_find(str_of(code));
  return c ? c->name : b ? b->name : code;
}

static const char *other(const Ranking *r, const TieRank *k) { return strcmp(k->a, r->one) == 0 ? k->b : k->a; }

static void put_csv(Buf *b, const Ranking *r, uint32_t n) {
  buf_z(b, "a,b,events,recent,index,low,high,past,moved,last\n");
  for (uint32_t i = 0; i < n; i++) {
    const TieRank *k = &r->ranks.at[i];
    buf_fmt(b, "%s,%s,%u,%u", r->one ? r->one : k->a, r->one ? other(r, k) : k->b, k->events, k->recent);
    double v[] = {k->index, k->low, k->high, k->past, k->moved};
    for (int c = 0; c < 5; c++) tie_put_value(b, ",", v[c], 2, "");
    buf_c(b, ',');
    tie_put_day(b, k->last);
    buf_c(b, '\n');
  }
}

static void put_json(Buf *b, const Ranking *r, uint32_t n) {
  static const char *const keys[] = {",\"index\":", ",\"low\":", ",\"high\":", ",\"past\":", ",\"moved\":"};
  buf_z(b, "[");
  for (uint32_t i = 0; i < n; i++) {
    const TieRank *k = &r->ranks.at[i];
    buf_fmt(b, "%s\n{\"a\":\"%s\",\"b\":\"%s\",\"events\":%u,\"recent\":%u", i ? "," : "", r->one ? r->one : k->a,
            r->one ? other(r, k) : k->b, k->events, k->recent);
    double v[] = {k->index, k->low, k->high, k->past, k->moved};
    for (int c = 0; c < 5; c++) tie_put_value(b, keys[c], v[c], 2, "null");
    buf_z(b, ",\"last\":\"");
    tie_put_day(b, k->last);
    buf_z(b, "\"}");
  }
  buf_z(b, "]\n");
}

static void put_signed(Buf *b, double v) {
  Buf t = {0};
  if (isnan(v)) buf_z(&t, "-");
  else tie_put_signed(&t, v);
  buf_fmt(b, "%6.*s", (int)t.n, t.p);
  buf_free(&t);
}

static void put_line(Buf *b, const Ranking *r, const TieRank *k) {
  char names[80];
  if (r->one) snprintf(names, sizeof names, "%s", tie_name(other(r, k)));
  else snprintf(names, sizeof names, "%s - %s", tie_name(k->a), tie_name(k->b));
  if (r->one) buf_fmt(b, "%s      ", other(r, k));
  else buf_fmt(b, "%s-%s  ", k->a, k->b);
  buf_fmt(b, "%-44.44s %7u %7u ", names, k->events, k->recent);
  put_signed(b, k->index);
  buf_z(b, " [");
  put_signed(b, k->low);
  buf_c(b, ',');
  put_signed(b, k->high);
  buf_z(b, "] ");
  put_signed(b, k->past);
  put_signed(b, k->moved);
  buf_z(b, "  ");
  tie_put_day(b, k->last);
  buf_c(b, '\n');
}

static void put_table(Buf *b, const Ranking *r, uint32_t n) {
  buf_fmt(b, "%-8s %-44s %7s %7s  %-22s %6s%6s  %s\n", r->one ? "partner" : "pair", "", "events", "lately", " index", "past", "moved",
          "last act");
  for (uint32_t i = 0; i < n; i++) put_line(b, r, &r->ranks.at[i]);
  if (r->ranks.n > n) buf_fmt(b, "(%u of %u; --limit N shows more)\n", n, r->ranks.n);
  if (!r->ranks.n) buf_z(b, "no act between countries\n");
}

int tie_rank(Store *s, const char *one, int32_t from, int32_t to, const TieModel *m, uint32_t limit, const char *form, FILE *out) {
  Ranking r = {.m = m, .from = from, .to = to, .one = one};
  EntError err = {0};
  Buf b = {0};
  arena_init(&r.pair, 0);
  arena_init(&r.a, 0);
  bool ok = store_pair_events(s, one, NULL, (Date){0}, (Date){0}, take, &r, &err);
  if (ok && r.acts.n) close_pair(&r);
  if (!ok) tell_error(&err);
  if (r.ranks.n) qsort(r.ranks.at, r.ranks.n, sizeof *r.ranks.at, one ? by_index : by_moved);
  uint32_t n = r.ranks.n < limit ? r.ranks.n : limit;
  if (strcmp(form, "csv") == 0) put_csv(&b, &r, n);
  else if (strcmp(form, "json") == 0) put_json(&b, &r, n);
  else put_table(&b, &r, n);
  ok = ok && !b.bad && fwrite(b.p, 1, b.n, out) == b.n;
  buf_free(&b);
  arena_free(&r.pair);
  arena_free(&r.a);
  return ok ? EXIT_OK : EXIT_DATA;
}
