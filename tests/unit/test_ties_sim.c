/* Change points on simulated series with known breaks: acts of both kinds, overdispersed (negative binomial), some of them announced, of many scores,
** and reports whose number varies and in some runs doubles.  Seeded, so that each run is the same everywhere. */
#include "unit.h"

#include "ties/tie.h"

#include <math.h>

enum { RUNS = 500, WEEKS = 200, BREAK = 100, NEAR = 2 };

typedef struct Rng {
  uint64_t s;
} Rng;

static uint64_t next(Rng *r) {
  uint64_t z = (r->s += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

static double uniform(Rng *r) { return ((double)(next(r) >> 11) + 0.5) / 9007199254740992.0; }

static uint32_t poisson(Rng *r, double mean) {
  double limit = exp(-mean), p = uniform(r);
  uint32_t n = 0;
  for (; p > limit; n++) p *= uniform(r);
  return n;
}

/* Negative binomial: a Poisson whose mean is gamma of shape 20, so that the variance is mean + mean^2 / 20. */
static uint32_t counts(Rng *r, double mean) {
  double g = 0;
  for (int i = 0; i < 20; i++) g -= log(uniform(r));
  return poisson(r, mean * g / 20);
}

static const float warm_scores[] = {2.5f, 2.5f, 4, 5, 5, 1, 4.5f, 6.5f}, cold_scores[] = {-1, -2, -2, -3.5f, -3.5f, -6, -7, -9};

typedef struct Plan {
  double reports;    /* a week */
  double warm, cold; /* acts a week at the first reporting rate */
  double warm_after, cold_after;
  bool doubles; /* reports, and with them acts */
} Plan;

static void add_acts(Rng *r, Arena *a, TieActs *acts, int32_t week, double mean, const float *scores) {
  for (uint32_t n = counts(r, mean); n; n--) {
    PairEvent e = {
        .day = week * 7 + (int32_t)(next(r) % 7), .a = "AAA", .b = "BBB", .type = "T", .status = PAIR_DONE, .sources = 1, .mentions = 1};
    e.score = e.goldstein = scores[next(r) % 8];
    e.quad = e.score > 0 ? 1 : 3;
    VEC_PUSH(a, acts, e);
  }
}

static int by_day(const void *x, const void *y) { return ((const PairEvent *)x)->day - ((const PairEvent *)y)->day; }

/* Weeks of the grid begin on Monday; day 4 is one. */
static void simulate(Rng *r, Arena *a, const Plan *p, Tie *out) {
  TieActs acts = {0};
  TieReports reports = {.first = 4, .n = WEEKS * 7, .at = ARENA_ARRAY(a, uint32_t, WEEKS * 7)};
  for (int32_t w = 0; w < WEEKS; w++) {
    double busy = (0.75 + 0.5 * uniform(r)) * (p->doubles && w >= BREAK ? 2 : 1);
    for (int d = 0; d < 7; d++) reports.at[w * 7 + d] = poisson(r, p->reports * busy / 7);
    add_acts(r, a, &acts, w, busy * (w < BREAK ? p->warm : p->warm_after), warm_scores);
    add_acts(r, a, &acts, w, busy * (w < BREAK ? p->cold : p->cold_after), cold_scores);
  }
  for (uint32_t i = 0; i < acts.n; i++) acts.at[i].day += 4;
  if (acts.n) qsort(acts.at, acts.n, sizeof *acts.at, by_day);
  TieModel m = tie_model();
  tie_build(a, &acts, &reports, TIE_WEEK, 4, 4 + WEEKS * 7 - 1, &m, out);
}

/* Variance of a week's balance, in weights, at a level. */
static double week_variance(double warm, double cold) {
  Rng r = {7};
  Arena a;
  TieModel m = tie_model();
  double sum = 0, squares = 0;
  arena_init(&a, 0);
  enum { DRAWS = 4000 };
  for (int i = 0; i < DRAWS; i++) {
    TieActs acts = {0};
    double busy = 0.75 + 0.5 * uniform(&r), v = 0;
    add_acts(&r, &a, &acts, 0, busy * warm, warm_scores);
    add_acts(&r, &a, &acts, 0, busy * cold, cold_scores);
    for (uint32_t k = 0; k < acts.n; k++) v += tie_weight(&acts.at[k], &m);
    sum += v;
    squares += v * v;
    arena_reset(&a);
  }
  arena_free(&a);
  return squares / DRAWS - sum * sum / DRAWS / DRAWS;
}

static double mean_weight(const float *scores) {
  TieModel m = tie_model();
  double sum = 0;
  for (int i = 0; i < 8; i++) {
    PairEvent e = {.status = PAIR_DONE, .score = scores[i]};
    sum += fabs(tie_weight(&e, &m)) / 8;
  }
  return sum;
}

/* Raises a kind of acts so that the balance steps by twice the standard deviation of a week before the break. */
static void raise_step(Plan *p, bool warming) {
  double step = 2 * sqrt(week_variance(p->warm, p->cold));
  if (warming) p->warm_after += step / mean_weight(warm_scores);
  else p->cold_after += step / mean_weight(cold_scores);
}

static uint32_t runs_with(const Plan *p, uint64_t seed, bool want_break, bool warming) {
  uint32_t hits = 0;
  Arena a;
  arena_init(&a, 0);
  for (uint32_t i = 0; i < RUNS; i++) {
    Rng r = {seed * 1000003 + i};
    Tie t;
    simulate(&r, &a, p, &t);
    bool near = false;
    for (uint32_t k = 0; k < t.nchanges; k++) {
      int32_t off = (t.changes[k].date - (4 + BREAK * 7));
      near |= t.changes[k].warming == warming && off >= -NEAR * 7 && off < (NEAR + 1) * 7;
    }
    hits += want_break ? near : t.nchanges == 0;
    arena_reset(&a);
  }
  arena_free(&a);
  return hits;
}

static const Plan flat = {.reports = 150, .warm = 3, .cold = 2, .warm_after = 3, .cold_after = 2};

static void test_a_step_of_two_sd_to_conflict_is_found(void **state) {
  (void)state;
  Plan p = flat;
  raise_step(&p, false);
  uint32_t hits = runs_with(&p, 1, true, false);
  print_message("# cooling found within %d weeks in %u of %d\n", NEAR, hits, RUNS);
  assert_true(hits >= RUNS * 90 / 100);
}

static void test_a_step_of_two_sd_to_cooperation_is_found(void **state) {
  (void)state;
  Plan p = flat;
  raise_step(&p, true);
  uint32_t hits = runs_with(&p, 2, true, true);
  print_message("# warming found within %d weeks in %u of %d\n", NEAR, hits, RUNS);
  assert_true(hits >= RUNS * 90 / 100);
}

static void test_a_flat_tie_has_no_change(void **state) {
  (void)state;
  uint32_t none = runs_with(&flat, 3, false, false);
  print_message("# no change in %u of %d\n", none, RUNS);
  assert_true(none >= RUNS * 95 / 100);
}

static void test_a_doubled_reporting_rate_is_no_change(void **state) {
  (void)state;
  Plan p = flat;
  p.doubles = true;
  uint32_t none = runs_with(&p, 5, false, false);
  print_message("# no change in %u of %d with doubled reports\n", none, RUNS);
  assert_true(none >= RUNS * 95 / 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_step_of_two_sd_to_conflict_is_found),
      cmocka_unit_test(test_a_step_of_two_sd_to_cooperation_is_found),
      cmocka_unit_test(test_a_flat_tie_has_no_change),
      cmocka_unit_test(test_a_doubled_reporting_rate_is_no_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
