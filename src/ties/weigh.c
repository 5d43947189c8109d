/* What an act weighs in a tie, and the index of what has been weighed.
**
** The index is the share of cooperation among the weights, brought to -10 ... +10.  Given the acts, that share has a Beta distribution (prior: one
** act, half of each kind), so a pair of whom little is told has a wide interval, and a busy month is not a warm one. */
#include "ties/beta.h"
#include "ties/tie.h"

#include <math.h>

TieModel tie_model(void) {
  return (TieModel){.half_life = 90,
                    .prior = 2,
                    .power = 0.7,
                    .repeat = 0.8,
                    .future = 0.5,
                    .sharpness = 2,
                    .blunt = 0.75,
                    .often = 1,
                    .shape = 0.7,
                    .rate = 0.3,
                    .ordinary = 10,
                    .floor = 0.03,
                    .hazard = 6,
                    .crowding = 0.5,
                    .least = 0.1,
                    .settle = 4,
                    .rise = 1.2,
                    .lasted = 2,
                    .sure = 0};
}

bool tie_counts(const PairEvent *e) { return e->status != PAIR_OTHER; }

static double trust(const TieModel *m, const char *type) {
  for (uint32_t i = 0; i < m->ntrust; i++)
    if (strcmp(m->trust[i].type, type) == 0) return m->trust[i].precision;
  return 1;
}

/* What companies and people say and sell is not what states do to each other, but force that they use or suffer is: without them false
** changes of steady pairs fall by a quarter, and two turns more are found. */
static bool is_of_states(const PairEvent *e) {
  enum { FORCE = 4 };
  return !e->private || e->quad == FORCE;
}

double tie_weight(const PairEvent *e, const TieModel *m) {
  if (isnan(e->score) || e->score == 0 || !tie_counts(e) || !is_of_states(e)) return 0;
  double w = pow(fabs((double)e->score) / 10, m->power) * trust(m, e->type);
  if (e->status == PAIR_AHEAD) w *= m->future;
  return e->score > 0 ? w : -w;
}

/* Of one kind and day. */
typedef struct Pile {
  double most;
  uint32_t n;
} Pile;

static void pile_add(Pile *p, double w) {
  if (w > p->most) p->most = w;
  p->n++;
}

static double pile_weight(const Pile *p, const TieModel *m) { return p->n ? p->most * (1 + m->repeat * log(p->n)) : 0; }

void tie_days(Arena *a, const TieActs *acts, const TieModel *m, TieDays *out) {
  *out = (TieDays){0};
  for (uint32_t i = 0; i < acts->n;) {
    int32_t day = acts->at[i].day;
    Pile warm = {0}, cold = {0};
    for (; i < acts->n && acts->at[i].day == day; i++) {
      double w = tie_weight(&acts->at[i], m);
      if (w > 0) pile_add(&warm, w);
      if (w < 0) pile_add(&cold, -w);
    }
    if (warm.n || cold.n) VEC_PUSH(a, out, ((TieDay){.day = day, .warm = pile_weight(&warm, m), .cold = pile_weight(&cold, m)}));
  }
}

static void fade(TieIndex *x, const TieModel *m, int32_t day) {
  if (day <= x->day) return;
  double f = exp2(-(day - x->day) / m->half_life);
  x->warm *= f;
  x->cold *= f;
  x->squares *= f * f;
  x->day = day;
}

void tie_index_add(TieIndex *x, const TieModel *m, const TieDay *d) {
  fade(x, m, d->day);
  x->warm += d->warm;
  x->cold += d->cold;
  x->squares += d->warm * d->warm + d->cold * d->cold;
}

double tie_index_at(TieIndex *x, const TieModel *m, int32_t day, double *low_out, double *high_out) {
  fade(x, m, day);
  double sum = x->warm + x->cold, share = (x->warm + m->prior / 2) / (sum + m->prior);
  /* Kish's effective number: what equal acts would tell as much. */
  double n = (x->squares > 0 ? sum * sum / x->squares : 0) + m->prior;
  if (low_out) *low_out = 20 * beta_quantile(share * n, (1 - share) * n, 0.05) - 10;
  if (high_out) *high_out = 20 * beta_quantile(share * n, (1 - share) * n, 0.95) - 10;
  return 20 * share - 10;
}
