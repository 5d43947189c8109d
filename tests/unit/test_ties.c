/* Weights, index, series and changes of ties; the two functions of statistics; what an audit file says. */
#include "unit.h"

#include "ties/beta.h"
#include "ties/tie.h"
#include "ties/trust.h"

#include <math.h>
#include <unistd.h>

static Arena arena;

static int setup(void **state) {
  (void)state;
  arena_init(&arena, 0);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static void assert_near(double got, double want, double off) {
  if (fabs(got - want) > off) fail_msg("%.9f is not %.9f", got, want);
}

static PairEvent act(int32_t day, const char *type, enum PairStatus status, float score) {
  return (PairEvent){.day = day,
                     .a = "KEN",
                     .b = "UGA",
                     .type = type,
                     .status = status,
                     .score = score,
                     .goldstein = score,
                     .quad = score > 0 ? 1 : 4,
                     .sources = 1,
                     .mentions = 1};
}

static TieReports even_reports(int32_t first, uint32_t days, uint32_t each) {
  TieReports r = {.first = first, .n = days, .at = ARENA_ARRAY(&arena, uint32_t, days)};
  for (uint32_t i = 0; i < days; i++) r.at[i] = each;
  return r;
}

static Tie build(const TieActs *acts, enum TiePeriod by, int32_t from, int32_t to) {
  TieModel m = tie_model();
  TieReports r = even_reports(from, (uint32_t)(to - from) + 1, 10);
  Tie t;
  tie_build(&arena, acts, &r, by, from, to, &m, &t);
  return t;
}

static int32_t day(int y, int m, int d) { return date_days((Date){(int16_t)y, (uint8_t)m, (uint8_t)d}); }

/* ---- statistics ---- */

static void test_ln_gamma_has_the_known_values(void **state) {
  (void)state;
  assert_near(ln_gamma(1), 0, 1e-10);
  assert_near(ln_gamma(0.5), 0.5723649429247001, 1e-10);
  assert_near(ln_gamma(10), 12.801827480081469, 1e-9);
  assert_near(ln_gamma(100.5), 361.435540467777, 1e-7);
}

static void test_beta_quantiles_are_those_of_the_tables(void **state) {
  (void)state;
  assert_near(beta_quantile(1, 1, 0.05), 0.05, 1e-5);
  assert_near(beta_quantile(2, 2, 0.5), 0.5, 1e-5);
  assert_near(beta_quantile(2, 5, 0.95), 0.5818034, 1e-5);
  assert_near(beta_quantile(0.5, 0.5, 0.05), 0.0061558, 1e-5);
}

static void test_wilson_is_within_0_and_1(void **state) {
  (void)state;
  double low, high;
  wilson(8, 10, &low, &high);
  assert_near(low, 0.4902, 1e-3);
  assert_near(high, 0.9433, 1e-3);
  wilson(0, 0, &low, &high);
  assert_near(low, 0, 0);
  assert_near(high, 1, 0);
}

/* ---- weights and index ---- */

static void test_background_and_denials_have_no_weight(void **state) {
  (void)state;
  TieModel m = tie_model();
  PairEvent done = act(1, "ASSAULT", PAIR_DONE, -9), said = act(1, "ASSAULT", PAIR_AHEAD, -9), old = act(1, "ASSAULT", PAIR_OTHER, -9),
            none = act(1, "ASSAULT", PAIR_OTHER, -9), help = act(1, "AID", PAIR_DONE, 10);
  assert_true(tie_weight(&done, &m) < tie_weight(&said, &m));
  assert_true(tie_weight(&said, &m) < 0);
  assert_true(tie_weight(&old, &m) == 0 && tie_weight(&none, &m) == 0);
  assert_near(tie_weight(&help, &m), 1, 1e-9);
}

static void test_companies_and_people_are_no_states(void **state) {
  (void)state;
  TieModel m = tie_model();
  PairEvent sold = act(1, "COOPERATE", PAIR_DONE, 9.5f), struck = act(1, "ASSAULT", PAIR_DONE, -9);
  sold.quad = 2;
  struck.quad = 4;
  sold.private = struck.private = true;
  assert_true(tie_weight(&sold, &m) == 0);
  assert_true(tie_weight(&struck, &m) < 0); /* force is no private matter */
}

static void test_ten_reports_of_one_day_are_not_ten_days(void **state) {
  (void)state;
  TieModel m = tie_model();
  TieActs acts = {0};
  for (int i = 0; i < 10; i++) VEC_PUSH(&arena, &acts, act(5, "ACCUSE", PAIR_DONE, -3));
  TieDays days;
  tie_days(&arena, &acts, &m, &days);
  assert_int_equal(days.n, 1);
  PairEvent one = act(5, "ACCUSE", PAIR_DONE, -3);
  assert_near(days.at[0].cold / -tie_weight(&one, &m), 1 + m.repeat * log(10), 1e-9);
}

static void test_an_act_loses_half_its_weight_in_a_half_life(void **state) {
  (void)state;
  TieModel m = tie_model();
  TieIndex x = {0};
  TieDay d = {.day = 100, .warm = 4};
  tie_index_add(&x, &m, &d);
  double low, high, now = tie_index_at(&x, &m, 100, &low, &high);
  assert_near(now, 20 * 5.0 / 6 - 10, 1e-9); /* 4 and half of the prior's 2, of 6 */
  assert_true(low < now && now < high && high <= 10);
  assert_near(tie_index_at(&x, &m, 190, NULL, NULL), 20 * 3.0 / 4 - 10, 1e-9);
}

/* ---- series ---- */

static void test_a_silent_pair_has_a_row_for_each_period_and_no_change(void **state) {
  (void)state;
  TieActs none = {0};
  Tie t = build(&none, TIE_MONTH, day(2020, 1, 15), day(2021, 2, 3));
  assert_int_equal(t.nrows, 14);
  assert_int_equal(t.nchanges, 0);
  assert_int_equal(t.rows[0].start, day(2020, 1, 1));
  assert_int_equal(t.rows[0].reports, 17 * 10);
  assert_int_equal(t.rows[1].reports, 29 * 10);
  assert_true(t.rows[3].events == 0 && t.rows[3].index == 0 && isnan(t.rows[3].plover.mean));
  Buf b = {0};
  tie_summary(&t, &b);
  assert_str(((Str){b.p, (uint32_t)b.n}), "no event");
  buf_free(&b);
}

static void test_rows_count_by_class_type_and_mean(void **state) {
  (void)state;
  TieActs acts = {0};
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 6), "CONSULT", PAIR_DONE, 2));
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 12), "ASSAULT", PAIR_DONE, -9));
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 12), "ASSAULT", PAIR_OTHER, -9));
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 13), "CONSULT", PAIR_AHEAD, 4));
  Tie t = build(&acts, TIE_WEEK, day(2020, 1, 6), day(2020, 1, 19));
  assert_int_equal(t.nrows, 2);
  assert_int_equal(t.ntypes, 2);
  assert_string_equal(t.types[0], "ASSAULT");
  assert_int_equal(t.rows[0].events, 2);
  assert_near(t.rows[0].quad[0], 1, 0);
  assert_near(t.rows[0].quad[3], 1, 0);
  assert_near(t.rows[0].types[1], 1, 0);
  assert_near(t.rows[0].plover.mean, -3.5, 1e-6);
  assert_int_equal(t.rows[1].events, 1);
  assert_int_equal(t.events, 3);
}

static void test_the_index_knows_what_was_before_the_series(void **state) {
  (void)state;
  TieActs acts = {0};
  VEC_PUSH(&arena, &acts, act(day(2019, 12, 20), "AID", PAIR_DONE, 10));
  Tie t = build(&acts, TIE_DAY, day(2020, 1, 1), day(2020, 1, 3));
  assert_int_equal(t.events, 0);
  assert_true(t.rows[0].index > t.rows[2].index && t.rows[2].index > 0);
}

/* ---- changes ---- */

/* A quiet pair that talks now and then; from the given day on acts of another kind come every second day for six weeks. */
static Tie turn(float score, int32_t when) {
  TieActs acts = {0};
  int32_t from = day(2015, 1, 1), to = day(2020, 12, 31);
  for (int32_t d = from; d <= to; d++) {
    if ((d - from) % 120 == 17) VEC_PUSH(&arena, &acts, act(d, "CONSULT", PAIR_DONE, 2.5f));
    if ((d - from) % 140 == 50) VEC_PUSH(&arena, &acts, act(d, "ACCUSE", PAIR_DONE, -2));
    if (d >= when && d < when + 42 && (d - when) % 2 == 0)
      VEC_PUSH(&arena, &acts, act(d, score > 0 ? "SUPPORT" : "ASSAULT", PAIR_DONE, score));
  }
  return build(&acts, TIE_MONTH, from, to);
}

static const TieChange *change_near(const Tie *t, int32_t when, bool warming) {
  for (uint32_t i = 0; i < t->nchanges; i++)
    if (abs(t->changes[i].date - when) <= 7 && t->changes[i].warming == warming) return &t->changes[i];
  return NULL;
}

static void test_acts_of_conflict_are_a_cooling_and_their_end_a_warming(void **state) {
  (void)state;
  int32_t when = day(2018, 3, 13);
  Tie t = turn(-9, when);
  const TieChange *c = change_near(&t, when, false);
  assert_non_null(c);
  assert_int_equal(c->date, when);
  assert_true(c->date_low <= when && when <= c->date_high && c->probability > 0.9);
  assert_true(c->size < 0 && c->low <= c->size && c->size <= c->high);
  assert_int_equal(c->ntop, TIE_TOP);
  assert_string_equal(t.acts.at[c->top[0]].type, "ASSAULT");
  assert_non_null(change_near(&t, when + 42, true));
}

static void test_acts_of_cooperation_are_a_warming_and_their_end_is_none(void **state) {
  (void)state;
  int32_t when = day(2018, 3, 13);
  Tie t = turn(5, when);
  const TieChange *c = change_near(&t, when, true);
  assert_non_null(c);
  assert_int_equal(c->date, when);
  assert_null(change_near(&t, when + 42, false));
  Buf b = {0};
  tie_summary(&t, &b);
  buf_c(&b, 0);
  assert_true(strncmp(b.p, "warming since March 2018, +", 27) == 0);
  buf_free(&b);
}

static void test_the_same_acts_give_the_same_changes_by_day_and_month(void **state) {
  (void)state;
  int32_t when = day(2018, 3, 13);
  Tie t = turn(-9, when);
  Tie d = build(&t.acts, TIE_DAY, t.from, t.to);
  assert_int_equal(t.nchanges, d.nchanges);
  for (uint32_t i = 0; i < t.nchanges; i++) assert_int_equal(t.changes[i].date, d.changes[i].date);
}

static void test_events_without_reports_still_make_a_series(void **state) {
  (void)state;
  TieActs acts = {0};
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 6), "CONSULT", PAIR_DONE, 2));
  TieModel m = tie_model();
  TieReports none = {0};
  Tie t;
  tie_build(&arena, &acts, &none, TIE_DAY, day(2020, 1, 6), day(2020, 1, 6), &m, &t);
  assert_int_equal(t.nrows, 1);
  assert_int_equal(t.rows[0].events, 1);
  tie_build(&arena, &acts, &none, TIE_DAY, day(2020, 1, 6), day(2020, 1, 5), &m, &t);
  assert_int_equal(t.nrows, 0);
}

/* ---- audits ---- */

static const char *write_file(const char *text) {
  static char path[] = "/tmp/entente-trust-XXXXXX";
  int fd = mkstemp(path);
  FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
  if (!f) fail_msg("no temporary file");
  else {
    fputs(text, f);
    fclose(f);
  }
  return path;
}

static void test_an_audit_gives_a_type_its_precision(void **state) {
  (void)state;
  const char *path =
      write_file("{\"type\":\"ACCUSE\",\"verdict\":\"right\"}\n{\"type\":\"ACCUSE\",\"verdict\":\"fix\",\"same_type\":true}\n"
                 "{\"type\":\"ACCUSE\",\"verdict\":\"fix\",\"same_type\":false}\n\n{\"type\":\"AID\",\"verdict\":\"wrong\"}\n");
  const TieTrust *t;
  uint32_t n;
  EntError err = {0};
  assert_true(trust_read(&arena, path, &t, &n, &err));
  assert_int_equal(n, 2);
  assert_near(t[0].precision, 2.5 / 4, 1e-9);
  assert_near(t[1].precision, 0.25, 1e-9);
  TieModel m = tie_model();
  m.trust = t;
  m.ntrust = n;
  TieActs acts = {0};
  VEC_PUSH(&arena, &acts, act(day(2020, 1, 6), "AID", PAIR_DONE, 10));
  TieReports none = {0};
  Tie tie;
  tie_build(&arena, &acts, &none, TIE_DAY, day(2020, 1, 6), day(2020, 1, 6), &m, &tie);
  assert_near(tie.rows[0].types[0], 0.25, 1e-9);
  remove(path);
}

static void test_a_file_that_is_no_audit_is_told_by_its_line(void **state) {
  (void)state;
  const char *path = "/dev/null";
  const TieTrust *t;
  uint32_t n;
  EntError err = {0};
  assert_true(trust_read(&arena, path, &t, &n, &err) && n == 0);
  static char name[] = "/tmp/entente-audit-XXXXXX";
  int fd = mkstemp(name);
  assert_true(fd >= 0 && write(fd, "{\"type\":\"AID\",\"verdict\":\"maybe\"}\n", 33) == 33);
  close(fd);
  assert_false(trust_read(&arena, name, &t, &n, &err));
  assert_int_equal(err.line, 1);
  remove(name);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(test_ln_gamma_has_the_known_values),
      TEST(test_beta_quantiles_are_those_of_the_tables),
      TEST(test_wilson_is_within_0_and_1),
      TEST(test_background_and_denials_have_no_weight),
      TEST(test_companies_and_people_are_no_states),
      TEST(test_ten_reports_of_one_day_are_not_ten_days),
      TEST(test_an_act_loses_half_its_weight_in_a_half_life),
      TEST(test_a_silent_pair_has_a_row_for_each_period_and_no_change),
      TEST(test_rows_count_by_class_type_and_mean),
      TEST(test_the_index_knows_what_was_before_the_series),
      TEST(test_acts_of_conflict_are_a_cooling_and_their_end_a_warming),
      TEST(test_acts_of_cooperation_are_a_warming_and_their_end_is_none),
      TEST(test_the_same_acts_give_the_same_changes_by_day_and_month),
      TEST(test_events_without_reports_still_make_a_series),
      TEST(test_an_audit_gives_a_type_its_precision),
      TEST(test_a_file_that_is_no_audit_is_told_by_its_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
