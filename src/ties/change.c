/* Where a tie changed: exact Bayesian segmentation of two counts, the acts of cooperation and those of conflict.
**
** Time is cut into weeks, and weeks are measured in reports, so that a doubled reporting rate is no change.  Within a segment the weights of each
** kind come at a steady rate; weights over their dispersion stand for the events of a Poisson process (quasi-likelihood), and with a gamma prior on
** the rate a segment's likelihood is closed (negative binomial).  The prior of a rate is half the pair's own ordinary level, half a wide one: to fall
** back to the ordinary costs little, to leave it must be earned.  A recursion over all segmentations (Fearnhead 2006; the best one as in Jackson et
** al. 2005) gives the changes, and with the sums in both directions their probability and the weeks in which each may lie.
** Weeks without an act lie inside a segment: only those with one, and the next, can begin one, which makes quiet pairs cheap. */
#include "ties/beta.h"
#include "ties/tie.h"

#include <math.h>

enum { GRID_MOST = 1600, PLACES_MOST = 1000, BLOCKS = 50, SIDES = 2 };
enum { WARM, COLD };

/* One point of the grid that may begin a segment; the last is the end of all. */
typedef struct Place {
  uint32_t week;
  double time;       /* exposure before it, in average weeks */
  double sum[SIDES]; /* weights before it */
} Place;

typedef struct Grid {
  int32_t first; /* day */
  int32_t step;  /* days */
  uint32_t weeks;
  double *exposure; /* before each week, n + 1 */
  double *sum[SIDES];
  Place *places;
  uint32_t n; /* places without the end */
  double scale[SIDES], ordinary[SIDES];
} Grid;

/* What does not depend on the segment. */
typedef struct Prior {
  double shape, rate, scale; /* gamma; scale: shape ln rate - ln gamma(shape) */
} Prior;

typedef struct Model {
  const TieModel *m;
  const Grid *g;
  Prior wide, own[SIDES];
} Model;

/* ---- the grid ---- */

static uint32_t reports_in(const TieReports *r, int32_t from, int32_t to) {
  uint32_t sum = 0;
  for (int64_t d = (int64_t)from - r->first; d < (int64_t)to - r->first; d++)
    if (d >= 0 && d < (int64_t)r->n) sum += r->at[d];
  return sum;
}

static void expose(Arena *a, Grid *g, const TieReports *r) {
  uint64_t all = 0;
  g->exposure = ARENA_ARRAY(a, double, g->weeks + 1);
  for (uint32_t w = 0; w < g->weeks; w++) {
    int32_t day = g->first + (int32_t)w * g->step;
    uint32_t k = reports_in(r, day, day + g->step);
    g->exposure[w + 1] = k;
    all += k;
  }
  for (uint32_t w = 0; w < g->weeks; w++) {
    double e = all ? g->exposure[w + 1] * g->weeks / (double)all : 1;
    g->exposure[w + 1] = g->exposure[w] + e * g->step / 7;
  }
}

/* Variance over mean of the weights of a week, by the differences of neighbours so that changes of level hardly count. */
static double dispersion(const double *sum, uint32_t n) {
  enum { ASSUMED = 5 }; /* weights of the assumed value, which an act of middling score has by itself */
  double squares = 0, before = 0;
  for (uint32_t i = 0; i < n; i++) {
    double now = sum[i + 1] - sum[i];
    if (i) squares += (now - before) * (now - before) / 2;
    before = now;
  }
  return (squares + ASSUMED * 0.6) / (sum[n] + ASSUMED);
}

static void sort_up(double *v, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t k = i; k && v[k] < v[k - 1]; k--) {
      double t = v[k];
      v[k] = v[k - 1];
      v[k - 1] = t;
    }
}

/* The mean rate of the quieter half of the span. */
static double ordinary_rate(const Grid *g, const double *sum, double floor) {
  double rates[BLOCKS], mean = 0;
  uint32_t n = 0;
  for (uint32_t b = 0; b < BLOCKS; b++) {
    uint32_t from = (uint32_t)((uint64_t)g->weeks * b / BLOCKS), to = (uint32_t)((uint64_t)g->weeks * (b + 1) / BLOCKS);
    double e = g->exposure[to] - g->exposure[from];
    if (e > 0) rates[n++] = (sum[to] - sum[from]) / e;
  }
  sort_up(rates, n);
  uint32_t half = (n + 1) / 2;
  for (uint32_t i = 0; i < half; i++) mean += rates[i] / half;
  return mean > floor ? mean : floor;
}

static bool has_act(const Grid *g, uint32_t w) { return g->sum[WARM][w + 1] > g->sum[WARM][w] || g->sum[COLD][w + 1] > g->sum[COLD][w]; }

static Place place_at(const Grid *g, uint32_t w) {
  return (Place){.week = w, .time = g->exposure[w], .sum = {g->sum[WARM][w], g->sum[COLD][w]}};
}

static void find_places(Arena *a, Grid *g) {
  g->places = ARENA_ARRAY(a, Place, g->weeks + 1);
  for (uint32_t w = 0; w < g->weeks; w++)
    if (w == 0 || has_act(g, w) || has_act(g, w - 1)) g->places[g->n++] = place_at(g, w);
  g->places[g->n] = place_at(g, g->weeks);
}

/* An act between two of whom little is told is told because it matters; among daily acts one more is noise. */
static double sharpness(const Grid *g, uint32_t days, const TieModel *m) {
  double often = days / g->exposure[g->weeks] / m->often;
  return m->blunt + (m->sharpness - m->blunt) / (1 + often * often);
}

static void add_days(Grid *g, const Tie *t, const TieDays *days) {
  for (uint32_t i = 0; i < days->n; i++) {
    const TieDay *d = &days->at[i];
    if (d->day < t->from || d->day > t->to) continue;
    uint32_t w = (uint32_t)(d->day - g->first) / (uint32_t)g->step;
    g->sum[WARM][w + 1] += d->warm;
    g->sum[COLD][w + 1] += d->cold;
  }
  for (int s = 0; s < SIDES; s++)
    for (uint32_t w = 0; w < g->weeks; w++) g->sum[s][w + 1] += g->sum[s][w];
}

static void make_grid(Arena *a, Grid *g, int32_t step, const Tie *t, const TieDays *days, const TieReports *reports, const TieModel *m) {
  *g = (Grid){.first = tie_period(TIE_WEEK, t->from), .step = step};
  g->weeks = (uint32_t)(t->to - g->first) / (uint32_t)step + 1;
  expose(a, g, reports);
  for (int s = 0; s < SIDES; s++) g->sum[s] = ARENA_ARRAY(a, double, g->weeks + 1);
  add_days(g, t, days);
  for (int s = 0; s < SIDES; s++) {
    g->scale[s] = sharpness(g, days->n, m) / dispersion(g->sum[s], g->weeks);
    g->ordinary[s] = ordinary_rate(g, g->sum[s], m->floor);
  }
  find_places(a, g);
}

/* Weeks, or more at a time where there are so many that the square of them would be felt. */
static void choose_grid(Arena *a, Grid *g, const Tie *t, const TieDays *days, const TieReports *reports, const TieModel *m) {
  int32_t step = 7;
  while ((t->to - t->from) / step >= GRID_MOST) step += 7;
  for (;; step += 7) {
    make_grid(a, g, step, t, days, reports, m);
    if (g->n <= PLACES_MOST) return;
  }
}

/* ---- the likelihood ---- */

static Prior prior_of(double shape, double rate) { return (Prior){shape, rate, shape * log(rate) - ln_gamma(shape)}; }

/* Of events in a time, given ln (rate + time). */
static double gamma_poisson(const Prior *p, double events, double log_time) {
  return p->scale + ln_gamma(p->shape + events) - (p->shape + events) * log_time;
}

static double log_add(double x, double y) {
  double most = x > y ? x : y, off = fabs(x - y);
  return off > 40 ? most : most + log1p(exp(-off));
}

static Model model_of(const TieModel *m, const Grid *g) {
  Model l = {.m = m, .g = g, .wide = prior_of(m->shape, m->rate)};
  for (int s = 0; s < SIDES; s++) l.own[s] = prior_of(m->ordinary, m->ordinary / (g->ordinary[s] * g->scale[s]));
  return l;
}

/* ln of the likelihood of a segment, but for a factor that all segmentations share. */
static double segment(const Model *l, const Place *from, const Place *to) {
  double sum = 0, time = to->time - from->time, wide_time = log(l->wide.rate + time);
  for (int s = 0; s < SIDES; s++) {
    double events = (to->sum[s] - from->sum[s]) * l->g->scale[s], own_time = log(l->own[s].rate + time);
    sum += log_add(gamma_poisson(&l->wide, events, wide_time), gamma_poisson(&l->own[s], events, own_time)) - 0.69314718055994531;
  }
  return sum;
}

/* ---- the recursion ---- */

typedef struct Search {
  double *cost;     /* of segment from i to k > i: cost[k * (k - 1) / 2 + i] */
  double *forward;  /* ln of the sum over segmentations of what is before place i, which begins a segment */
  double *backward; /* of what is after */
  double *best;     /* of the best segmentation before i */
  double *terms;    /* of one sum */
  uint32_t *came;   /* its last segment's begin */
  double odds;      /* ln of the odds against a change */
} Search;

static double cost_of(const Search *s, uint32_t i, uint32_t k) { return s->cost[(size_t)k * (k - 1) / 2 + i]; }

/* ln of the sum of e ^ v. */
static double log_sum(const double *v, uint32_t n) {
  double most = -INFINITY, sum = 0;
  for (uint32_t i = 0; i < n; i++)
    if (v[i] > most) most = v[i];
  for (uint32_t i = 0; i < n; i++)
    if (v[i] > most - 40) sum += exp(v[i] - most);
  return sum > 0 ? most + log(sum) : most;
}

static void go_forward(const Model *l, Search *s) {
  const Grid *g = l->g;
  for (uint32_t k = 1; k <= g->n; k++) {
    double most = -INFINITY;
    for (uint32_t i = 0; i < k; i++) {
      double c = segment(l, &g->places[i], &g->places[k]), change = i ? s->odds : 0;
      s->cost[(size_t)k * (k - 1) / 2 + i] = c;
      s->terms[i] = s->forward[i] + c - change;
      if (s->best[i] + c - change > most) {
        most = s->best[i] + c - change;
        s->came[k] = i;
      }
    }
    s->best[k] = most;
    s->forward[k] = log_sum(s->terms, k);
  }
}

static void go_backward(const Grid *g, Search *s) {
  for (uint32_t i = g->n; i-- > 0;) {
    for (uint32_t k = i + 1; k <= g->n; k++) s->terms[k - i - 1] = cost_of(s, i, k) + (k < g->n ? s->backward[k] - s->odds : 0);
    s->backward[i] = log_sum(s->terms, g->n - i);
  }
}

static void search(Arena *a, const Model *l, Search *s) {
  uint32_t n = l->g->n;
  s->cost = ARENA_ARRAY(a, double, (size_t)(n + 1) * n / 2 + 1);
  s->forward = ARENA_ARRAY(a, double, n + 1);
  s->backward = ARENA_ARRAY(a, double, n + 1);
  s->best = ARENA_ARRAY(a, double, n + 1);
  s->terms = ARENA_ARRAY(a, double, n + 1);
  s->came = ARENA_ARRAY(a, uint32_t, n + 1);
  s->odds = log(l->m->hazard) + l->m->crowding * log(n / 20.0);
  if (s->odds < 0) s->odds = 0;
  go_forward(l, s);
  go_backward(l->g, s);
}

/* The chance that a segment begins at place i. */
static double begins(const Grid *g, const Search *s, uint32_t i) {
  return i ? exp(s->forward[i] + s->backward[i] - s->odds - s->forward[g->n]) : 0;
}

/* ---- the changes ---- */

/* A level: rates a week and the index that a tie at these rates would settle at. */
typedef struct Level {
  uint32_t from, to; /* places */
  double time;       /* weeks of average reporting */
  double rate[SIDES], index, sd;
} Level;

/* The index as a function of the two rates, with the spread that the gamma posteriors of the rates give it (delta method). */
static Level level_of(const Model *l, uint32_t from, uint32_t to) {
  const Place *p = &l->g->places[from], *q = &l->g->places[to];
  Level v = {.from = from, .to = to, .time = q->time - p->time};
  double sum[SIDES], variance[SIDES], window = l->m->half_life / 7 / 0.69314718055994531, time = v.time + l->m->settle;
  for (int s = 0; s < SIDES; s++) {
    v.rate[s] = (q->sum[s] - p->sum[s] + l->g->ordinary[s] * l->m->settle) / time;
    sum[s] = v.rate[s] * window + l->m->prior / 2;
    variance[s] = window * window * v.rate[s] / (time * l->g->scale[s]);
  }
  double all = sum[WARM] + sum[COLD];
  v.index = 10 * (sum[WARM] - sum[COLD]) / all;
  v.sd = 20 * sqrt(sum[COLD] * sum[COLD] * variance[WARM] + sum[WARM] * sum[WARM] * variance[COLD]) / (all * all);
  return v;
}

/* The day that parts the old rates from the new ones best. */
static int32_t first_day(const Model *l, const Level *x, const Level *y, const TieDays *days) {
  const Grid *g = l->g;
  int32_t start = g->first + (int32_t)g->places[y->from].week * g->step, low = start - g->step, high = start + g->step, best = start;
  double most = -INFINITY, sum = 0, per_day[SIDES] = {0};
  uint32_t i = 0;
  for (int s = 0; s < SIDES; s++) per_day[s] = (y->rate[s] - x->rate[s]) / 7;
  while (i < days->n && days->at[i].day < low) i++;
  /* ln of old rates before the day against new ones, day by day */
  for (int32_t d = low; d < high; d++) {
    if (sum > most + 1e-9) {
      most = sum;
      best = d;
    }
    double w[SIDES] = {0};
    if (i < days->n && days->at[i].day == d) {
      w[WARM] = days->at[i].warm;
      w[COLD] = days->at[i].cold;
      i++;
    }
    for (int s = 0; s < SIDES; s++) sum += g->scale[s] * (w[s] * log(x->rate[s] / y->rate[s]) + per_day[s]);
  }
  return best;
}

/* Probability of a change near place p, and the places that hold 95% of it; up to the middle of the way to the neighbours. */
static void locate(const Grid *g, const Search *s, const Level *x, const Level *y, TieChange *c) {
  enum { NEAR = 8 }; /* weeks */
  uint32_t p = y->from, low = p, high = p, at = g->places[p].week;
  while (low > x->from + 1 && at - g->places[low - 1].week <= NEAR && (low - 1 - x->from) * 2 >= p - x->from) low--;
  while (high + 1 < y->to && g->places[high + 1].week - at <= NEAR && (y->to - high - 1) * 2 >= y->to - p) high++;
  double all = 0, run = 0;
  for (uint32_t i = low; i <= high; i++) all += begins(g, s, i);
  c->probability = all < 1 ? all : 1;
  uint32_t first = low, last = high;
  for (uint32_t i = low; i <= high; i++) {
    run += begins(g, s, i);
    if (run < 0.025 * all) first = i + 1;
    if (run >= 0.975 * all) {
      last = i;
      break;
    }
  }
  c->date_low = g->first + (int32_t)g->places[first < p ? first : p].week * g->step;
  c->date_high = g->first + (int32_t)g->places[last > p ? last : p].week * g->step + g->step - 1;
}

static double clamp(double v, double most) { return v > most ? most : v < -most ? -most : v; }

/* The direction must come from acts.  A cooling needs more conflict than before and than is ordinary: the end of a burst of cooperation is none.  A
** warming needs more cooperation, or the end of a conflict that has lasted. */
static bool is_told(const TieModel *m, const Grid *g, const Level *x, const Level *y) {
  double size = y->index - x->index;
  if (fabs(size) < m->least) return false;
  if (size < 0) return y->rate[COLD] > x->rate[COLD] && y->rate[COLD] > m->rise * g->ordinary[COLD];
  bool warmer = y->rate[WARM] > x->rate[WARM] && y->rate[WARM] > m->rise * g->ordinary[WARM];
  return warmer || (y->rate[COLD] < x->rate[COLD] && x->time >= m->lasted);
}

static TieChange change_of(const Model *l, const Search *s, const Level *x, const Level *y, const TieDays *days) {
  double size = y->index - x->index, sd = sqrt(x->sd * x->sd + y->sd * y->sd);
  TieChange c = {.warming = size > 0, .size = size, .low = clamp(size - 1.96 * sd, 20), .high = clamp(size + 1.96 * sd, 20)};
  c.before = x->index;
  c.after = y->index;
  locate(l->g, s, x, y, &c);
  c.date = first_day(l, x, y, days);
  if (c.date_low > c.date) c.date_low = c.date;
  if (c.date_high < c.date) c.date_high = c.date;
  return c;
}

/* ---- the acts that moved it ---- */

/* The acts of a change's side in some days. */
typedef struct Window {
  const TieActs *acts;
  const TieModel *m;
  uint32_t from, to; /* indexes of acts */
  bool warm;
  const char *types[TIE_TYPES];
  uint32_t counts[TIE_TYPES], ntypes;
} Window;

/* The first act of that day or a later one. */
static uint32_t first_act(const TieActs *acts, int32_t day) {
  uint32_t low = 0, high = acts->n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (acts->at[mid].day < day) low = mid + 1;
    else high = mid;
  }
  return low;
}

static bool is_of(const Window *w, uint32_t i) {
  double v = tie_weight(&w->acts->at[i], w->m);
  return w->warm ? v > 0 : v < 0;
}

static uint32_t type_at(const Window *w, const char *type) {
  uint32_t i = 0;
  while (i < w->ntypes && !tie_same_type(w->types[i], type)) i++;
  return i;
}

static Window window_of(const TieActs *acts, const TieModel *m, int32_t first, int32_t last, bool warm) {
  Window w = {.acts = acts, .m = m, .from = first_act(acts, first), .to = first_act(acts, last), .warm = warm};
  for (uint32_t i = w.from; i < w.to; i++) {
    if (!is_of(&w, i)) continue;
    uint32_t k = type_at(&w, acts->at[i].type);
    if (k == TIE_TYPES) continue;
    if (k == w.ntypes) w.types[w.ntypes++] = acts->at[i].type;
    w.counts[k]++;
  }
  return w;
}

/* The weight of an act, more for one told by many reports, and for one whose kind the weeks are full of: a measure that is announced, imposed and
** answered is what moves a tie, not the odd act beside it. */
static double moves(const Window *w, uint32_t i) {
  const PairEvent *e = &w->acts->at[i];
  uint32_t k = type_at(w, e->type);
  return fabs(tie_weight(e, w->m)) * (1 + log(e->mentions ? e->mentions : 1)) * (1 + log(k < w->ntypes ? w->counts[k] : 1));
}

/* Strongest first; of equals the earlier. */
static void take_top(const Window *w, TieChange *c) {
  double worth[TIE_TOP];
  for (uint32_t i = w->from; i < w->to; i++) {
    if (!is_of(w, i)) continue;
    double v = moves(w, i);
    uint32_t at = c->ntop;
    while (at && v > worth[at - 1]) at--;
    if (at == TIE_TOP) continue;
    if (c->ntop < TIE_TOP) c->ntop++;
    for (uint32_t k = c->ntop - 1; k > at; k--) {
      c->top[k] = c->top[k - 1];
      worth[k] = worth[k - 1];
    }
    c->top[at] = i;
    worth[at] = v;
  }
}

/* Acts of the change's direction in the first weeks of the new level; where it is the end of conflict alone, the last acts of that. */
static void find_top(TieChange *c, const TieActs *acts, const TieModel *m, int32_t end) {
  enum { BEFORE = 3, DAYS = 45 };
  Window w = window_of(acts, m, c->date - BEFORE, c->date + DAYS < end ? c->date + DAYS : end, c->warming);
  take_top(&w, c);
  if (c->ntop || !c->warming) return;
  w = window_of(acts, m, c->date - DAYS, c->date, false);
  take_top(&w, c);
}

void tie_changes(Arena *a, Tie *t, const TieDays *days, const TieReports *reports, const TieModel *m) {
  Grid g;
  Search s = {0};
  if (!days->n || t->to < t->from) return;
  choose_grid(a, &g, t, days, reports, m);
  Model l = model_of(m, &g);
  search(a, &l, &s);
  VEC(Level) levels = {0};
  for (uint32_t k = g.n; k > 0; k = s.came[k]) VEC_PUSH(a, &levels, level_of(&l, s.came[k], k));
  t->changes = ARENA_ARRAY(a, TieChange, levels.n);
  for (uint32_t i = levels.n; i-- > 1;) {
    const Level *x = &levels.at[i], *y = &levels.at[i - 1];
    if (!is_told(m, &g, x, y)) continue;
    TieChange c = change_of(&l, &s, x, y, days);
    if (c.probability < m->sure) continue;
    int32_t end = i > 1 ? g.first + (int32_t)g.places[y->to].week * g.step : t->to + 1;
    find_top(&c, &t->acts, m, end > c.date ? end : c.date + 1);
    t->changes[t->nchanges++] = c;
  }
}
