/* entente diff as its users meet it, over small databases. */
#include "program.h"

#define AGAIN \
  "{\"id\":\"b\",\"date\":\"2025-01-15\",\"publisher\":\"Agency\",\"text\":\"On Monday, Kenya accused Uganda of backing rebels in the north.\"}\n"
#define FIRST \
  "{\"id\":\"a\",\"date\":\"2025-01-15\",\"publisher\":\"Wire\",\"text\":\"Kenya accused Uganda on Monday of backing the rebels.\"}\n"
#define OTHER "{\"id\":\"c\",\"date\":\"2025-01-16\",\"text\":\"Peru expelled two Chilean diplomats on Tuesday.\"}\n"

static int make_databases(void **state) {
  if (open_dir(state)) return -1;
  run_on("code -q --db one.db -", FIRST);
  run_on("code -q --db same.db -", FIRST);
  run_on("code -q --db more.db -", FIRST AGAIN OTHER);
  return 0;
}

static void test_equal_databases_differ_in_nothing(void **state) {
  (void)state;
  const Result *r = run_on("diff -f table one.db same.db", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "one.db: 1 events\nsame.db: 1 events\nequal 1, changed 0, lost 0, gained 0\n");
  assert_null(strstr(r->out, "pairs that move"));
}

static void test_gained_events_and_pairs_that_move(void **state) {
  (void)state;
  const Result *r = run_on("diff -f table one.db more.db", "");
  assert_has(r->out, "equal 0, changed 1, lost 0, gained 1\n");
  assert_has(r->out, "fields that changed: articles 1, independent sources 1\n");
  assert_has(r->out, "\ngained\n2025-01-14  SANCTION expel  PER.GOV > CHL.GOV  ");
  assert_has(r->out, "articles: 1 -> 2\n");
  assert_has(r->out, "  CHL-PER        0 -> 1              - ->   -5.50\n");
}

static void test_turned_round_the_gain_is_a_loss(void **state) {
  (void)state;
  const Result *r = run_on("diff -f table more.db one.db", "");
  assert_has(r->out, "equal 0, changed 1, lost 1, gained 0\n");
  assert_has(r->out, "\nlost\n2025-01-14  SANCTION");
}

static void test_json_has_counts_and_lists(void **state) {
  (void)state;
  const Result *r = run_on("diff one.db more.db", "");
  assert_int_equal(r->out[0], '{');
  assert_has(r->out, "\"counts\":{\"a\":1,\"b\":2,\"equal\":0,\"changed\":1,\"lost\":0,\"gained\":1}");
  assert_has(r->out, "\"lost\":[],\"gained\":[{\"id\":\"");
  assert_has(r->out, "\"was\":{\"id\":\"");
  assert_has(r->out, "\"dyads\":[{\"a\":\"CHL\",\"b\":\"PER\",\"events\":[0,1],\"plover\":[null,-5.500]");
}

static void test_options_narrow_both(void **state) {
  (void)state;
  assert_has(run_on("diff -f table --type ACCUSE one.db more.db", "")->out, "equal 0, changed 1, lost 0, gained 0\n");
  assert_has(run_on("diff -f table -n 1 --dyad PER-CHL one.db more.db", "")->out, "equal 0, changed 0, lost 0, gained 1\n");
}

static void test_runs_need_two(void **state) {
  (void)state;
  const Result *r = run_on("diff --runs one.db", "");
  assert_int_equal(r->status, 1);
  assert_string_equal(r->err, "entente: one.db: has one run\n");
}

static void test_misuse_exits_2_and_a_missing_database_1(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"diff one.db", "two databases are expected, or --runs and one"},
      {"diff --runs one.db same.db", "--runs takes one database"},
      {"diff --runs=2 one.db", "--runs takes two runs such as 1,2, not '2'"},
      {"diff --runs --type AID one.db", "options that choose events are for two databases"},
      {"diff -f xml one.db same.db", "unknown format 'xml' (known: table, json)"},
      {"diff --db one.db same.db", "databases are named without --db"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const Result *r = run_on(cases[i][0], "");
    assert_int_equal(r->status, 2);
    assert_has(r->err, cases[i][1]);
  }
  const Result *r = run_on("diff one.db none.db", "");
  assert_int_equal(r->status, 1);
  assert_has(r->err, "none.db: no such database");
}

static const struct CMUnitTest diff_tests[] = {
    cmocka_unit_test(test_equal_databases_differ_in_nothing),
    cmocka_unit_test(test_gained_events_and_pairs_that_move),
    cmocka_unit_test(test_turned_round_the_gain_is_a_loss),
    cmocka_unit_test(test_json_has_counts_and_lists),
    cmocka_unit_test(test_options_narrow_both),
    cmocka_unit_test(test_runs_need_two),
    cmocka_unit_test(test_misuse_exits_2_and_a_missing_database_1),
};

int main(void) { return cmocka_run_group_tests_name("diff", diff_tests, make_databases, close_dir); }
