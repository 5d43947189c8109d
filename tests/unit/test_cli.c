/* The program as its users meet it: exit statuses, messages, the summary, the same bytes at any number of threads. */
#include "program.h"

#include "base/buf.h"

#define DOC(id, text) "{\"id\":\"" id "\",\"date\":\"2025-01-15\",\"text\":\"" text "\"}\n"
#define EVENT         "Kenya accused Uganda of backing the rebels."

static void test_help_and_version(void **state) {
  (void)state;
  assert_has(run_on("--version", "")->out, "entente 0.");
  assert_int_equal(run_on("--help", "")->status, 0);
  assert_has(run_on("--help", "")->out, "code");
  static const char *const commands[] = {"code", "parse", "explain", "lexicon", "events", "export", "import"};
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    char args[64];
    snprintf(args, sizeof args, "%s --help", commands[i]);
    const Result *r = run_on(args, "");
    assert_int_equal(r->status, 0);
    assert_has(r->out, "examples:");
  }
}

static void test_misuse_is_told_and_exits_2(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"", "usage: entente COMMAND"},
      {"frobnicate", "entente: unknown command 'frobnicate'; entente --help lists them\n"},
      {"code --frob", "entente code: unknown option '--frob'; see entente code --help\n"},
      {"code -Z", "entente code: unknown option '-Z'; see entente code --help\n"},
      {"code -o", "entente code: option '-o' needs a value; see entente code --help\n"},
      {"code -j 0", "entente code: -j takes a number from 1 to 256, not '0'; see entente code --help\n"},
      {"code -f xml", "entente code: unknown output format 'xml' (known: jsonl, csv, table, gdelt, gdelt-mentions, icews, "},
      {"code -i xml", "entente code: unknown input format 'xml' (known: text, jsonl, csv); see entente code --help\n"},
      {"code --date 2024-8", "entente code: --date takes a day such as 2024-08-05, not '2024-8'; see entente code --help\n"},
      {"explain", "entente explain: one TEXT or FILE is expected; see entente explain --help\n"},
      {"lexicon frob",
       "entente lexicon: 'check [DIR]', 'compile DIR', 'import -o DIR FILE...' or 'unknown FILE...' is expected; see entente lexicon --help\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const Result *r = run_on(cases[i][0], "");
    assert_int_equal(r->status, 2);
    assert_has(r->err, cases[i][1]);
    assert_string_equal(r->out, "");
  }
}

static void test_a_good_run_exits_0_with_a_summary(void **state) {
  (void)state;
  const Result *r = run_on("code", DOC("a", EVENT) DOC("b", "The weather was fine in the hills."));
  assert_int_equal(r->status, 0);
  assert_int_equal(count(r->out, "\n"), 1);
  assert_has(r->out, "\"doc_id\":\"a\"");
  assert_has(r->out, "\"type\":\"ACCUSE\"");
  assert_string_equal(r->err, "2 documents read, 2 sentences, 16 tokens, 1 events\n"
                              "         1 coded          first: standard input:1: a\n"
                              "         1 with no event  first: standard input:2: b\n");
  assert_string_equal(run_on("code -q", DOC("a", EVENT))->err, "");
}

static void test_every_fault_is_told_once_and_the_good_are_coded(void **state) {
  (void)state;
  const Result *r = run_on(
      "code",
      DOC("a",
          EVENT) "{\"id\":\"b\", oops}\n"
                 "{\"id\":\"c\",\"date\":\"2025-01-15\"}\n"
                 "{\"id\":\"d\",\"date\":\"2025-02-30\",\"text\":\"" EVENT "\"}\n"
                 "{\"id\":\"e\",\"text\":\"" EVENT "\"}\n" DOC(
                     "a",
                     EVENT) "{\"id\":\"f\",\"date\":\"2025-01-15\",\"language\":\"fr\",\"text\":\"Le ministre est parti.\"}\n" DOC("z",
                                                                                                                                   EVENT));
  assert_int_equal(r->status, 1);
  assert_int_equal(count(r->out, "\n"), 2);
  assert_has(r->out, "\"doc_id\":\"z\"");
  assert_string_equal(r->err, "entente: standard input:2:12: not JSON: expected a string\n"
                              "entente: standard input:3: has no text (a field named text, event_text, maintext, body, content, ...)\n"
                              "entente: standard input:4: the date '2025-02-30' is none\n"
                              "entente: standard input:5: has no date (--date gives one)\n"
                              "8 documents read, 2 sentences, 16 tokens, 2 events\n"
                              "         2 coded          first: standard input:1: a\n"
                              "         2 undated        first: standard input:4: the date '2025-02-30' is none\n"
                              "         1 not English    first: standard input:7: is in another language: fr\n"
                              "         1 doubled        first: standard input:6: was given before\n"
                              "         2 broken         first: standard input:2:12: not JSON: expected a string\n");
}

static void test_a_file_that_cannot_be_read_does_not_stop_the_others(void **state) {
  (void)state;
  spill_bytes("good.jsonl", STR(DOC("a", EVENT)));
  spill_bytes("empty.txt", STR(""));
  const Result *r = run_on("code -q absent.txt empty.txt good.jsonl", "");
  assert_int_equal(r->status, 1);
  assert_string_equal(r->err, "entente: absent.txt: cannot be opened: No such file or directory\nentente: empty.txt: is empty\n");
  assert_int_equal(count(r->out, "\n"), 1);
}

static void test_date_is_given_to_the_undated(void **state) {
  (void)state;
  const Result *r = run_on("code -q --date 2024-08-05", "{\"id\":\"e\",\"text\":\"" EVENT "\"}\n");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "\"doc_date\":\"2024-08-05\"");
}

static void test_threads_do_not_show_in_the_output(void **state) {
  (void)state;
  Buf b = {0};
  static char one[40000];
  for (int i = 0; i < 30; i++)
    buf_fmt(&b, "{\"id\":\"d%d\",\"date\":\"2025-01-%02d\",\"text\":\"%s%s\"}\n", i, i % 28 + 1,
            i % 7 ? "" : "Nothing was said for a long time in the hills. ", EVENT);
  buf_c(&b, 0);
  snprintf(one, sizeof one, "%s", run_on("code -q -j 1 -f csv", b.p)->out);
  assert_true(strlen(one) > 1000);
  assert_string_equal(run_on("code -q -j 4 -f csv", b.p)->out, one);
  buf_free(&b);
}

static void test_output_gets_its_name_when_it_is_complete(void **state) {
  (void)state;
  assert_int_equal(run_on("code -q -o made.jsonl", DOC("a", EVENT))->status, 0);
  char made[4000], partial[10];
  slurp("made.jsonl", made, sizeof made);
  slurp("made.jsonl.partial", partial, sizeof partial);
  assert_has(made, "\"doc_id\":\"a\"");
  assert_string_equal(partial, "");
  const Result *r = run_on("code -q -o /nowhere/x", DOC("a", EVENT));
  assert_int_equal(r->status, 1);
  assert_has(r->err, "entente: /nowhere/x: cannot be written: ");
  assert_int_equal(run_on("code -q -o /dev/full", DOC("a", EVENT))->status, 1);
}

static void test_parse_and_explain_take_undated_text(void **state) {
  (void)state;
  const Result *r = run_on("parse -q", EVENT "\n");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "2\taccused\taccuse\tVERB\tVBD");
  r = run_on("parse -q --conllu", r->out);
  assert_int_equal(r->status, 0);
  assert_has(r->out, "2\taccused\taccuse\tVERB\tVBD");
  r = run_on("parse -q -f jsonl", EVENT "\n");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "\"mentions\":[{");
  r = run_on("explain '" EVENT "'", "");
  assert_int_equal(r->status, 0);
  assert_has(r->out, "frames\n    accused");
  assert_has(r->out, "record ACCUSE");
}

static void test_a_mistake_in_a_lexicon_is_told_with_its_place(void **state) {
  (void)state;
  assert_int_equal(run_on("lexicon compile absent", "")->status, 1);
  make_folder("lex/frames");
  spill("lex/frames/bad.txt", "frame x\n  on   run\n");
  const Result *r = run_on("lexicon compile lex", "");
  assert_int_equal(r->status, 1);
  assert_has(r->err, "frames/bad.txt:2:8: ");
  r = run_on("code --lexicon lex", DOC("a", EVENT));
  assert_int_equal(r->status, 1);
  assert_has(r->err, "frames/bad.txt:2:8: ");
}

static const struct CMUnitTest cli[] = {
    cmocka_unit_test(test_help_and_version),
    cmocka_unit_test(test_misuse_is_told_and_exits_2),
    cmocka_unit_test(test_a_good_run_exits_0_with_a_summary),
    cmocka_unit_test(test_every_fault_is_told_once_and_the_good_are_coded),
    cmocka_unit_test(test_a_file_that_cannot_be_read_does_not_stop_the_others),
    cmocka_unit_test(test_date_is_given_to_the_undated),
    cmocka_unit_test(test_threads_do_not_show_in_the_output),
    cmocka_unit_test(test_output_gets_its_name_when_it_is_complete),
    cmocka_unit_test(test_parse_and_explain_take_undated_text),
    cmocka_unit_test(test_a_mistake_in_a_lexicon_is_told_with_its_place),
};

int main(void) { return cmocka_run_group_tests_name("cli", cli, open_dir, close_dir); }
