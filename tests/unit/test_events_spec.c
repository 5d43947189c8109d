/* The cases of tests/spec whose answer is event records, through the whole pipeline.
**
**   == name   # the point of docs/codebook.md that it shows
**   date 2025-01-15                            optional; this day if there is none
**   title Kenya expels two Ugandan diplomats   optional
**   One or more sentences.                     lines are joined by a blank
**   --
**   ACCUSE/allege actor=KEN.GOV source=none    all its events, as in the examples of the lexicon (check_record in code/check.h)
**
** A text that begins "* " must give no event.  Cases of known_bad.spec are wrong today; one that comes right fails the run, to be moved to the file that the last
** line "@ FILE" before it names (tests/spec/settle.py moves them). */
#include "engine.h"

#include "cases.h"
#include "code/check.h"

enum { RECORDS_MAX = 32 };

typedef struct Case {
  Str name, title, text, expected; /* expected: lines */
  Str home;                        /* of a case of known_bad.spec: where it belongs */
  Date date;
  uint32_t line;
} Case;

static bool next_case(Arena *a, Cases *l, Case *c) {
  Str line;
  bool answers = false;
  *c = (Case){.date = {2025, 1, 15}};
  if (!cases_next(l, &c->name)) return false;
  c->line = l->line;
  c->home = l->home;
  while (case_line(l, &line, &answers)) {
    if (answers) case_add(a, &c->expected, line, '\n');
    else if (str_starts(line, STR("date ")) && !c->text.n) c->date = case_date(l, line);
    else if (str_starts(line, STR("title ")) && !c->text.n) case_add(a, &c->title, str_from(line, 6), ' ');
    else case_add(a, &c->text, line, ' ');
  }
  bool none = str_starts(c->text, STR("* "));
  if (!c->text.n || none == (c->expected.n > 0))
    fail_msg("line %u: '%.*s' needs a text and its events, or a text that begins '* '", c->line, STRF(c->name));
  if (none) c->text = str_from(c->text, 2);
  return true;
}

/* Each expected event has a record of its own, and no record is left over. */
static bool as_expected(const EventRecords *got, Str expected) {
  bool used[RECORDS_MAX] = {false};
  uint32_t n = 0;
  if (got->n > RECORDS_MAX) return false;
  for (Str one; str_line(&expected, &one); n++) {
    uint32_t k = 0;
    while (k < got->n && (used[k] || !check_record(&got->at[k], one))) k++;
    if (k == got->n) return false;
    used[k] = true;
  }
  return n == got->n;
}

static void tell(Arena *a, const char *file, const Case *c, const EventRecords *got) {
  print_error("tests/spec/%s:%u: %.*s\n  %.*s\n", file, c->line, STRF(c->name), STRF(c->text));
  Str rest = c->expected, one;
  if (!rest.n) print_error("  expected no event\n");
  while (str_line(&rest, &one)) print_error("  expected %.*s\n", STRF(one));
  if (!got->n) print_error("  got      no event\n");
  for (uint32_t i = 0; i < got->n; i++) {
    one = check_text(a, &got->at[i]);
    print_error("  got      %.*s\n", STRF(one));
  }
}

static bool holds(Bench *b, const Case *c, Coded *coded) {
  EntError err = {0};
  RawDoc raw = {.id = STR("case"), .title = c->title, .text = c->text, .date = c->date};
  if (coder_run(b->coder, &raw, true, coded, &err) != CODE_OK) fail_with(&err);
  return as_expected(&coded->records, c->expected);
}

static void run_good(Bench *b, const char *file) {
  Cases l = cases_open(file);
  Case c;
  Coded coded;
  uint32_t n = 0, bad = 0;
  for (; next_case(&b->arena, &l, &c); n++, arena_reset(&b->arena))
    if (!holds(b, &c, &coded)) {
      tell(&b->arena, file, &c, &coded.records);
      printf("# wrong %s: %.*s\n", file, STRF(c.name));
      bad++;
    }
  cases_close(&l, n, bad);
}

#define GOOD(id, file) \
  static void test_##id(void **state) { run_good(*state, file); }
GOOD(grammar, "grammar.spec")
GOOD(sources, "sources.spec")
GOOD(status, "status.spec")
GOOD(times_and_places, "times-places.spec")
GOOD(decisions_of_the_codebook, "decisions.spec")
GOOD(types_and_modes, "types.spec")
GOOD(sides, "sides.spec")
GOOD(odd_trees, "trees.spec")
GOOD(told_again, "told.spec")

static void test_known_failures_still_fail(void **state) {
  Bench *b = *state;
  Cases l = cases_open("known_bad.spec");
  Case c;
  Coded coded;
  uint32_t n = 0, right = 0;
  for (; next_case(&b->arena, &l, &c); n++, arena_reset(&b->arena)) {
    bool good = holds(b, &c, &coded);
    right += good;
    if (good) printf("# right %.*s: %.*s\n", STRF(c.home), STRF(c.name));
    if (good) print_error("tests/spec/known_bad.spec:%u: '%.*s' is right now: move me to %.*s\n", c.line, STRF(c.name), STRF(c.home));
    else if (getenv("KNOWN_BAD")) tell(&b->arena, "known_bad.spec", &c, &coded.records);
  }
  cases_close(&l, n, right); /* here it is wrong to be right */
}

static const struct CMUnitTest events_spec[] = {
    cmocka_unit_test(test_grammar),
    cmocka_unit_test(test_sources),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_times_and_places),
    cmocka_unit_test(test_decisions_of_the_codebook),
    cmocka_unit_test(test_types_and_modes),
    cmocka_unit_test(test_sides),
    cmocka_unit_test(test_odd_trees),
    cmocka_unit_test(test_told_again),
    cmocka_unit_test(test_known_failures_still_fail),
};

int main(void) { return cmocka_run_group_tests_name("events_spec", events_spec, open_bench, close_bench); }
