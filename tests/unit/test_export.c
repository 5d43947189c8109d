/* events, export and import as their users meet them, over a database of a few reports. */
#include "program.h"

/* Lines of the output. */
static int lines(const char *args) {
  const Result *r = run(args);
  if (r->status) fail_msg("entente %s: %s", args, r->err);
  return count(r->out, "\n");
}

static const char news[] =
    "{\"id\":\"a\",\"date\":\"2024-08-05\",\"publisher\":\"Wire\",\"text\":\"Kenya accused Uganda on Monday of backing the rebels.\"}\n"
    "{\"id\":\"b\",\"date\":\"2024-08-06\",\"publisher\":\"Agency\",\"text\":\"Kenya accused Uganda on Monday of backing the rebels. Russia expelled two "
    "Romanian diplomats on Tuesday.\"}\n"
    "{\"id\":\"c\",\"date\":\"2024-08-08\",\"publisher\":\"Wire\",\"text\":\"Kenya and Tanzania signed an agreement in Nairobi on Wednesday. The army "
    "failed to attack the rebels in Mali on Thursday.\"}\n";

static int setup(void **state) {
  if (open_dir(state)) return -1;
  spill("news.jsonl", news);
  return run("code -q -j 1 --db news.db news.jsonl")->status;
}

/* ---- events ---- */

static void test_events_are_listed_as_a_table(void **state) {
  (void)state;
  const Result *r = run("events --db news.db -f table");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "DATE        EVENT               WHO ");
  assert_has(r->out, "2024-08-05  ACCUSE allege       KEN GOV Kenya");
  assert_has(r->out, "\n2/1         \"accused Uganda on Monday\"");
  assert_int_equal(count(r->out, "ACCUSE"), 1);
}

static void test_filters_narrow(void **state) {
  (void)state;
  static const struct {
    const char *filter;
    int n;
  } cases[] = {
      {"", 4},
      {"--type ACCUSE", 1},
      {"--type accuse --mode ALLEGE", 1},
      {"--type ACCUSE --mode disapprove", 0},
      {"--actor KEN", 2},
      {"--actor Kenya --recipient Uganda", 1},
      {"--party ken", 2},
      {"--dyad UGA-KEN", 1},
      {"--dyad Kenya-Tanzania", 1},
      {"--recipient KEN", 0},
      {"--quad 4", 2},
      {"--status negated", 1},
      {"--since 2024-08-06", 3},
      {"--until 2024-08-06", 2},
      {"--since 2024-08-06 --until 2024-08-07", 2},
      {"--since 2025", 0},
      {"--place MLI", 1},
      {"--place Mali", 1},
      {"--publisher Agency", 2},
      {"--words diplomats", 2},
      {"--words '\"accused Uganda\"'", 2},
      {"--words 'Mali Kenya'", 2},
      {"--limit 2", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char args[256];
    snprintf(args, sizeof args, "events --db news.db -f jsonl %s", cases[i].filter);
    int n = lines(args);
    if (n != cases[i].n) fail_msg("%s: %d events, not %d:\n%s", cases[i].filter, n, cases[i].n, run(args)->out);
  }
}

static void test_an_event_of_a_database_tells_what_its_tellings_say(void **state) {
  (void)state;
  const Result *r = run("events --db news.db --type ACCUSE -f jsonl");
  assert_has(r->out, "\"mentions\":2,\"articles\":2,\"sources\":");
  assert_has(r->out, "\"first_report\":\"2024-08-05\",\"last_report\":\"2024-08-06\"");
  char id[17], args[128];
  snprintf(id, sizeof id, "%.16s", strstr(r->out, "\"event\":\"") + 9);
  snprintf(args, sizeof args, "events --db news.db --id %s -f csv", id);
  assert_int_equal(lines(args), 2);
}

static void test_no_event_is_no_error(void **state) {
  (void)state;
  const Result *r = run("events --db news.db --actor CHL");
  assert_int_equal(r->status, 0);
  assert_string_equal(r->out, "");
  assert_string_equal(r->err, "entente: no event fits\n");
}

static void test_misuse_is_told_with_what_may_be_meant(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"events", "entente events: which database? --db FILE is expected; see entente events --help\n"},
      {"events --db news.db --type ACUSE", "entente events: unknown type 'ACUSE'; did you mean 'ACCUSE'?; see entente events --help\n"},
      {"events --db news.db --type WAR", "entente events: unknown type 'WAR'; the types are AGREE, CONSULT, "},
      {"events --db news.db --mode alege", "entente events: unknown mode 'alege'; did you mean 'allege'?"},
      {"events --db news.db --type AID --mode allege", "entente events: AID has no modes; see"},
      {"events --db news.db --context econmic", "entente events: unknown context 'econmic'; did you mean 'economic'?"},
      {"events --db news.db --quad 5", "entente events: --quad takes a number from 1 to 4, not '5'"},
      {"events --db news.db --status likely",
       "entente events: --status takes actual, future, hypothetical, negated or historical, not 'likely'"},
      {"events --db news.db --since yesterday", "entente events: --since takes a date such as 2024-08-05 or 2024-08, not 'yesterday'"},
      {"events --db news.db --dyad KEN", "entente events: --dyad takes two parties such as USA-CHN, not 'KEN'"},
      {"events --db news.db -f gdelt", "entente events: unknown format 'gdelt' (known: table, jsonl, csv; entente export has more)"},
      {"events --db news.db more", "entente events: 'more' was not expected"},
      {"export --db news.db", "entente export: which format? -f FORMAT is expected"},
      {"export --db news.db -f xml", "entente export: unknown format 'xml' (known: jsonl, documents, csv, csv-mentions, "},
      {"export --db news.db -f csv --by day", "entente export: --by and --directed go with -f dyads"},
      {"export --db news.db -f dyads --by decade", "entente export: --by takes day, week, month or year, not 'decade'"},
      {"import", "entente import: which database? --db FILE is expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const Result *r = run(cases[i][0]);
    assert_has(r->err, cases[i][1]);
    assert_int_equal(r->status, 2);
    assert_string_equal(r->out, "");
  }
}

static void test_a_database_that_is_none_is_told(void **state) {
  (void)state;
  assert_int_equal(run("events --db absent.db")->status, 1);
  assert_has(run("events --db absent.db")->err, "absent.db");
  assert_int_not_equal(access("absent.db", F_OK), 0);
  assert_int_equal(run("events --db news.jsonl")->status, 1);
  assert_has(run("export --db news.jsonl -f csv")->err, "news.jsonl");
}

/* ---- export ---- */

static void test_every_format_is_written(void **state) {
  (void)state;
  static const struct {
    const char *format;
    int lines;
  } cases[] = {
      {"jsonl", 5},          {"documents", 3}, {"csv", 5},     {"csv-mentions", 6}, {"gdelt", 4},
      {"gdelt-mentions", 5}, {"icews", 5},     {"polecat", 4}, {"phoenix", 4},      {"dyads", 4},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char args[128];
    snprintf(args, sizeof args, "export --db news.db -f %s", cases[i].format);
    int n = lines(args);
    if (n != cases[i].lines) fail_msg("%s: %d lines, not %d:\n%s", cases[i].format, n, cases[i].lines, run(args)->out);
  }
  assert_true(lines("export --db news.db -f dump") > 5);
  const Result *r = run("export --db news.db -f gdelt -o out.tsv");
  assert_string_equal(r->out, "");
  assert_string_equal(r->err, "entente: 1 events left out: gdelt has no room for them (see entente export --help)\n");
}

static void test_geojson_is_whole_with_points_and_without(void **state) {
  (void)state;
  const Result *r = run("export --db news.db -f geojson");
  assert_has(r->out, "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",");
  assert_has(r->out, "}\n]}\n");
  assert_string_equal(run("export --db news.db -f geojson --actor RUS")->out, "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
}

static void test_mentions_have_the_numbers_of_their_event(void **state) {
  (void)state;
  char number[32], args[] = "export --db news.db --type ACCUSE -f gdelt";
  snprintf(number, sizeof number, "%.*s\t", (int)strcspn(run(args)->out, "\t"), run(args)->out);
  assert_int_equal(count(run("export --db news.db --type ACCUSE -f gdelt-mentions")->out, number), 2);
}

static void test_dyads_count_what_happened(void **state) {
  (void)state;
  const Result *r = run("export --db news.db -f dyads");
  assert_has(r->out, "a,b,a_cow,b_cow,a_gw,b_gw,month,events,");
  assert_has(r->out, "\nKEN,UGA,501,500,501,500,2024-08-01,1,0,0,1,0,");
  assert_has(r->out, "\nROU,RUS,360,365,360,365,2024-08-01,1,0,0,0,1,");
  assert_has(run("export --db news.db -f dyads --directed --by week")->out, "\nRUS,ROU,365,360,365,360,2024-08-05,");
}

/* ---- import ---- */

/* The lines of two outputs, sorted, are the same. */
static void assert_same_content(const char *a, const char *b) {
  char command[512];
  snprintf(command, sizeof command, "cd %s && sort %s > a.sorted && sort %s | cmp -s - a.sorted", dir, a, b);
  if (system(command) != 0) fail_msg("%s and %s differ", a, b);
}

static void test_what_is_exported_is_imported_as_the_same_events(void **state) {
  (void)state;
  assert_int_equal(run("export --db news.db -f jsonl -o one.jsonl")->status, 0);
  const Result *r = run("import --db copy.db one.jsonl");
  assert_string_equal(r->err, "5 records of 3 documents taken\n");
  assert_int_equal(r->status, 0);
  assert_int_equal(run("export --db copy.db -f jsonl -o two.jsonl")->status, 0);
  assert_same_content("one.jsonl", "two.jsonl");
  assert_int_equal(run("export --db news.db -f phoenix -o one.tsv")->status, 0);
  assert_int_equal(run("export --db copy.db -f phoenix -o two.tsv")->status, 0);
  assert_same_content("one.tsv", "two.tsv");
}

static void test_documents_and_records_make_the_same_database(void **state) {
  (void)state;
  assert_int_equal(run("export --db news.db -f documents -o docs.jsonl")->status, 0);
  assert_int_equal(run("export --db news.db -f jsonl -o one.jsonl")->status, 0);
  const Result *r = run("import --db all.db one.jsonl docs.jsonl");
  assert_string_equal(r->err, "5 records of 3 documents taken\n");
  assert_int_equal(run("export --db news.db -f csv -o one.csv")->status, 0);
  assert_int_equal(run("export --db all.db -f csv -o two.csv")->status, 0);
  assert_same_content("one.csv", "two.csv");
  assert_int_equal(lines("events --db all.db --words diplomats -f jsonl"), 2);
}

/* Documents that the database has keep their texts; their records are replaced. */
static void test_records_go_to_the_documents_that_are_there(void **state) {
  (void)state;
  assert_int_equal(run("code -q -j 1 --db there.db news.jsonl")->status, 0);
  assert_int_equal(run("code -q -j 1 -o coded.jsonl news.jsonl")->status, 0);
  assert_int_equal(run("import -q --db there.db coded.jsonl")->status, 0);
  assert_int_equal(lines("export --db there.db -f documents"), 3);
  assert_int_equal(lines("export --db there.db -f jsonl"), 5);
  assert_int_equal(lines("events --db there.db --words diplomats -f jsonl"), 2);
}

static void test_records_of_code_are_imported(void **state) {
  (void)state;
  assert_int_equal(run("code -q -j 1 -o coded.jsonl news.jsonl")->status, 0);
  assert_int_equal(run("import -q --db coded.db coded.jsonl")->status, 0);
  assert_int_equal(lines("events --db coded.db -f jsonl"), 4);
  assert_int_equal(run("import -q --db coded.db coded.jsonl")->status, 0); /* again: nothing twice */
  assert_int_equal(lines("export --db coded.db -f jsonl"), 5);
}

static void test_bad_lines_are_told_and_passed_over(void **state) {
  (void)state;
  spill("bad.jsonl", "{\"id\":\"m1\",\"event\":\"e1\",\"doc_id\":\"d\",\"type\":\"AID\",\"doc_date\":\"2024-08-05\"}\n"
                     "\n"
                     "nonsense\n"
                     "{\"id\":\"m2\",\"event\":\"e2\",\"doc_id\":\"d\",\"type\":\"AID\",\"date\":\"soon\"}\n"
                     "{\"id\":\"m3\",\"event\":\"e3\",\"doc_id\":\"d\",\"type\":\"AID\",\"doc_date\":\"2024-08-05\",\"date\":\"2024-08\"}");
  const Result *r = run("import --db bad.db bad.jsonl absent.jsonl");
  assert_int_equal(r->status, 1);
  assert_has(r->err, "entente: bad.jsonl:3:1: not JSON: ");
  assert_has(r->err, "entente: bad.jsonl:4: \"date\": a date such as 2024-08-05 was expected\n");
  assert_has(r->err, "entente: absent.jsonl: ");
  assert_has(r->err, "2 records of 1 documents taken\n         3 lines passed over\n");
  assert_int_equal(lines("events --db bad.db -f jsonl"), 2);
}

static const struct CMUnitTest export_tests[] = {
    cmocka_unit_test(test_events_are_listed_as_a_table),
    cmocka_unit_test(test_filters_narrow),
    cmocka_unit_test(test_an_event_of_a_database_tells_what_its_tellings_say),
    cmocka_unit_test(test_no_event_is_no_error),
    cmocka_unit_test(test_misuse_is_told_with_what_may_be_meant),
    cmocka_unit_test(test_a_database_that_is_none_is_told),
    cmocka_unit_test(test_every_format_is_written),
    cmocka_unit_test(test_geojson_is_whole_with_points_and_without),
    cmocka_unit_test(test_mentions_have_the_numbers_of_their_event),
    cmocka_unit_test(test_dyads_count_what_happened),
    cmocka_unit_test(test_what_is_exported_is_imported_as_the_same_events),
    cmocka_unit_test(test_documents_and_records_make_the_same_database),
    cmocka_unit_test(test_records_go_to_the_documents_that_are_there),
    cmocka_unit_test(test_records_of_code_are_imported),
    cmocka_unit_test(test_bad_lines_are_told_and_passed_over),
};

int main(void) { return cmocka_run_group_tests_name("export", export_tests, setup, close_dir); }
