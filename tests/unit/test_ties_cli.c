/* entente ties, audit and score as their users meet them, over a small database. */
#include "program.h"

#define DOC(id, date, text) "{\"id\":\"" id "\",\"date\":\"" date "\",\"publisher\":\"Wire\",\"text\":\"" text "\"}\n"
#define NEWS                                                                      \
  DOC("a", "2025-01-15", "Kenya accused Uganda on Monday of backing the rebels.") \
  DOC("b", "2025-02-03", "Kenya expelled two Ugandan diplomats on Sunday.")       \
  DOC("c", "2025-03-20", "Peru expelled two Chilean diplomats on Tuesday.")       \
  DOC("d", "2025-04-02", "The markets were closed for the holiday.")

static int make_database(void **state) {
  if (open_dir(state)) return -1;
  run_on("code -q --db news.db -", NEWS);
  run_on("code -q -o coded.jsonl -", NEWS);
  return 0;
}

static void test_json_has_every_month_and_its_reports(void **state) {
  (void)state;
  const Result *r = run_on("ties Kenya UGA --db news.db -f json", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "{\"a\":\"KEN\",\"b\":\"UGA\",\"by\":\"month\",\"from\":\"2025-01-15\",\"to\":\"2025-04-02\",\"summary\":\"");
  assert_has(r->out, "{\"start\":\"2025-01-01\",\"reports\":1,\"events\":0,");
  assert_has(r->out, "{\"start\":\"2025-02-01\",\"reports\":1,\"events\":1,\"verbal_cooperation\":0,\"material_cooperation\":0,"
                     "\"verbal_conflict\":0,\"material_conflict\":1,\"plover\":-5.50,");
  assert_has(r->out, "{\"start\":\"2025-04-01\",\"reports\":1,\"events\":0,");
  assert_has(r->out, "\"changes\":[");
}

static void test_weeks_begin_on_monday(void **state) {
  (void)state;
  const Result *r = run_on("ties KEN UGA --db news.db -f csv --by week --since 2025-01", "");
  assert_has(r->out, "week,reports,events,sources,verbal_cooperation,");
  assert_has(r->out, "\n2025-01-13,1,1,1,0,0,1,0,");
}

static void test_a_pair_without_an_act_is_zeros(void **state) {
  (void)state;
  const Result *r = run_on("ties Norway Sweden --db news.db -f json", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "\"summary\":\"no event\"");
  assert_has(r->out, "\"changes\":[]}");
  assert_null(strstr(r->out, "\"events\":1"));
}

static void test_an_unknown_country_is_told_with_the_nearest(void **state) {
  (void)state;
  const Result *r = run_on("ties Kenia Uganda --db news.db", "");
  assert_int_equal(r->status, 2);
  assert_has(r->err, "did you mean Kenya (KEN)?");
  r = run_on("ties Xqxqxq Uganda --db news.db", "");
  assert_int_equal(r->status, 2);
  r = run_on("ties KEN Kenya --db news.db", "");
  assert_int_equal(r->status, 2);
}

static void test_partners_and_pairs_are_ranked(void **state) {
  (void)state;
  const Result *r = run_on("ties Kenya --db news.db -f csv", "");
  assert_has(r->out, "a,b,events,recent,index,low,high,past,moved,last\nKEN,UGA,1,1,-");
  r = run_on("ties --db news.db", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "CHL-PER");
}

static void test_table_and_picture(void **state) {
  (void)state;
  assert_has(run_on("ties KEN.GOV UGA --db news.db", "")->out, "KEN.GOV and Uganda, 2025-01-15 to 2025-04-02, by month\n");
  assert_has(run_on("ties KEN UGA --db news.db -f svg", "")->out, "<svg xmlns=");
  assert_int_equal(run_on("ties KEN --db news.db -f svg", "")->status, 2);
  assert_int_equal(run_on("ties KEN UGA --db none.db", "")->status, 1);
}

static void test_a_program_scores_itself_as_perfect(void **state) {
  (void)state;
  const Result *r = run_on("score audited.jsonl coded.jsonl", "");
  assert_int_equal(r->status, 1);
  r = run_on("audit --db news.db -o all.jsonl", "r\nr\nr\nr\n");
  assert_has(r->out, "  text       Kenya [expelled two Ugandan diplomats");
  r = run_on("score all.jsonl coded.jsonl -f json", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "\"full\":{\"precision\":1.0000,\"recall\":1.0000,\"f1\":1.0000,");
}

static void test_judgements_are_kept_at_once_and_gone_on_with(void **state) {
  (void)state;
  const Result *r = run_on("audit --db news.db -o some.jsonl", "r\nnonsense\nf date=2025-01-01 actor=KEN.MIL\n");
  assert_int_equal(r->status, 0);
  assert_has(r->err, "r, w, f FIELD=VALUE ..., s or q");
  assert_has(r->out, "all               2      2  1.000");
  r = run_on("audit --db news.db -o some.jsonl", "w\n");
  assert_has(r->out, "all               3      2  0.667");
  r = run_on("audit --report some.jsonl", "");
  assert_has(r->out, "date              2      1  0.500");
  r = run_on("ties KEN UGA --db news.db --audit some.jsonl -f csv", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "0.0,0.0,0.");
}

static void test_bad_gold_is_told_by_line(void **state) {
  (void)state;
  spill("bad.jsonl", "{\"id\":\"a\",\"events\":[]}\n{\"x\":1}\n");
  const Result *r = run_on("score bad.jsonl coded.jsonl", "");
  assert_int_equal(r->status, 1);
  assert_has(r->err, "bad.jsonl:2: neither a document");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_json_has_every_month_and_its_reports),
      cmocka_unit_test(test_weeks_begin_on_monday),
      cmocka_unit_test(test_a_pair_without_an_act_is_zeros),
      cmocka_unit_test(test_an_unknown_country_is_told_with_the_nearest),
      cmocka_unit_test(test_partners_and_pairs_are_ranked),
      cmocka_unit_test(test_table_and_picture),
      cmocka_unit_test(test_a_program_scores_itself_as_perfect),
      cmocka_unit_test(test_judgements_are_kept_at_once_and_gone_on_with),
      cmocka_unit_test(test_bad_gold_is_told_by_line),
  };
  return cmocka_run_group_tests(tests, make_database, close_dir);
}
