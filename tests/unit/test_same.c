/* Copies of a text, and what joining must not join: over records made by hand. */
#include "unit.h"

#include "store/same.h"

static Sketch sketch_of(const char *title, const char *text) {
  Sketch s;
  sketch_make(str_of(title), str_of(text), &s);
  return s;
}

static bool copies(const char *a, const char *b) {
  Sketch x = sketch_of("", a), y = sketch_of("", b);
  assert_int_equal(sketch_copy(&x, &y), sketch_copy(&y, &x));
  return sketch_copy(&x, &y);
}

#define FIRST                                                                                                                          \
  "The ferry company said that the harbour would stay closed until the wreck has been raised, which may take a week. Divers from the " \
  "navy went down twice on Sunday but could not find the second engine. "
#define SECOND                                                                                                                          \
  "Fishermen complain that nobody pays for the nets that the tugs have torn, and the mayor has asked the province for help. Last year " \
  "a barge sank at the same place without any harm to the port."

static void test_a_shortened_copy_is_a_copy(void **state) {
  (void)state;
  assert_true(copies(FIRST SECOND, FIRST));
  assert_true(copies(FIRST SECOND, SECOND));
  assert_true(copies("HARBOURTOWN, May 3 (Wire) - " FIRST SECOND, FIRST SECOND));
}

static void test_another_lead_leaves_a_copy(void **state) {
  (void)state;
  assert_true(copies("Nobody knows who steered the ship. " FIRST SECOND, "A week of waiting begins for the islands. " FIRST SECOND));
}

static void test_case_accents_and_quotes_make_no_other_text(void **state) {
  (void)state;
  assert_true(copies("Jos\u00e9 Mar\u00eda said \u201cwe will raise the wreck of the old ferry\u201d on Sunday",
                     "Jose Maria said \"We will raise the wreck of the old ferry\" on Sunday"));
}

static void test_two_reports_of_one_thing_are_no_copies(void **state) {
  (void)state;
  assert_false(copies("Kenya expelled two Ugandan diplomats on Tuesday over a quarrel about fishing rights.",
                      "Two Ugandan diplomats have been expelled by Kenya in a dispute about fishing on the lake."));
  assert_false(copies(FIRST, SECOND));
}

static void test_very_short_texts_are_copies_when_equal(void **state) {
  (void)state;
  assert_true(copies("Peru closes its border", "Peru closes its border"));
  assert_false(copies("Peru closes its border", "Peru closes its border with Chile"));
  assert_false(copies("", ""));
  assert_false(copies("Peru", "Chile"));
}

static uint32_t sources(const char *const *publishers, const char *const *texts, uint32_t n) {
  Str names[8];
  Sketch sketches[8];
  const Sketch *at[8];
  for (uint32_t i = 0; i < n; i++) {
    names[i] = str_of(publishers[i]);
    sketches[i] = sketch_of("", texts[i]);
    at[i] = &sketches[i];
  }
  return independent_sources(names, at, n);
}

static void test_publishers_that_copy_count_once(void **state) {
  (void)state;
  assert_int_equal(sources((const char *[]){"Reuters", "BBC"}, (const char *[]){FIRST, SECOND}, 2), 2);
  assert_int_equal(sources((const char *[]){"Reuters", "BBC"}, (const char *[]){FIRST SECOND, FIRST}, 2), 1);
  assert_int_equal(sources((const char *[]){"Reuters", "reuters"}, (const char *[]){FIRST, SECOND}, 2), 1);
  assert_int_equal(sources((const char *[]){"The Guardian", "Guardian via Yahoo"}, (const char *[]){FIRST, SECOND}, 2), 1);
  assert_int_equal(sources((const char *[]){"Reuters; BBC", "BBC"}, (const char *[]){FIRST, SECOND}, 2), 2);
}

static void test_reports_without_publisher_count_each(void **state) {
  (void)state;
  assert_int_equal(sources((const char *[]){"", ""}, (const char *[]){FIRST, SECOND}, 2), 2);
  assert_int_equal(sources((const char *[]){"", ""}, (const char *[]){FIRST, FIRST}, 2), 1);
  assert_int_equal(sources(NULL, NULL, 0), 0);
}

/* --- acts --- */

typedef struct Made {
  EventRecord record;
  RecordParty actor, recipient;
  Sketch sketch;
  ActWords words;
} Made;

static void make(Made *m, const char *doc, const char *text) {
  memset(m, 0, sizeof *m);
  m->record = record_none();
  EventRecord *e = &m->record;
  e->doc_id = str_of(doc);
  e->sentence = 1;
  e->type = STR("RETREAT");
  e->mode = STR("release");
  e->quad = 2;
  e->status = "actual";
  e->date = e->doc_date = (Date){2025, 3, 4};
  e->granularity = "day";
  memcpy(m->actor.country, "IRN", 4);
  memcpy(m->recipient.country, "CHE", 4);
  e->actor = (RecordParties){&m->actor, 1};
  e->recipient = (RecordParties){&m->recipient, 1};
  e->span = (Span){.start = 0, .end = (uint32_t)strlen(text), .text = str_of(text)};
  sketch_make((Str){0}, str_of(text), &m->sketch);
  act_words((Str){0}, str_of(text), e, &m->words);
}

static bool same(const Made *a, const Made *b) {
  Telling x = {&a->record, &a->sketch, &a->words}, y = {&b->record, &b->sketch, &b->words};
  assert_int_equal(same_act(&x, &y), same_act(&y, &x));
  return same_act(&x, &y);
}

#define TEXT "Iran released the Swiss cyclists Anna Keller and Urs Frei"

static void test_equal_words_are_one_act_within_the_slack(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  assert_true(same(&a, &b));
  b.record.date.day = b.record.doc_date.day = 5;
  assert_true(same(&a, &b));
  b.record.date.day = b.record.doc_date.day = 9;
  assert_false(same(&a, &b));
}

static void test_a_month_holds_its_days(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  b.record.date.day = 0;
  assert_true(same(&a, &b));
  b.record.date = (Date){2025, 1, 0};
  assert_false(same(&a, &b));
}

static void test_status_keeps_acts_apart(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  b.record.status = "negated";
  assert_false(same(&a, &b));
  b.record.status = "future";
  assert_false(same(&a, &b));
  a.record.status = "future";
  assert_true(same(&a, &b));
  a.record.status = "historical";
  b.record.status = "actual";
  assert_true(same(&a, &b));
}

static void test_other_countries_are_another_act(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  memcpy(b.actor.country, "IRQ", 4);
  assert_false(same(&a, &b));
  memcpy(b.actor.country, "IRN", 4);
  b.record.type = STR("CONCEDE");
  assert_false(same(&a, &b));
}

static void test_a_side_unknown_asks_for_words(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", "The Swiss cyclists Anna Keller and Urs Frei were released");
  b.record.actor.n = 0;
  assert_true(same(&a, &b));
  make(&b, "b", "Swiss prisoners were set free from a jail in the north");
  b.record.actor.n = 0;
  assert_false(same(&a, &b));
}

static void test_one_sentence_tells_two_acts(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "a", TEXT);
  assert_false(same(&a, &b));
}

static void test_without_words_or_sketch_the_spans_serve(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  Telling x = {&a.record, NULL, NULL}, y = {&b.record, NULL, NULL};
  assert_true(same_act(&x, &y));
}

static bool meet(const Made *a, const Made *b) {
  uint64_t x[SAME_BLOCKS], y[SAME_BLOCKS];
  uint32_t nx = same_blocks(&a->record, x), ny = same_blocks(&b->record, y);
  for (uint32_t i = 0; i < nx; i++)
    for (uint32_t k = 0; k < ny; k++)
      if (x[i] == y[k]) return true;
  return false;
}

static void test_blocks_meet_by_a_country_and_a_day(void **state) {
  (void)state;
  Made a, b;
  make(&a, "a", TEXT);
  make(&b, "b", TEXT);
  b.record.recipient.n = 0;
  assert_true(meet(&a, &b));
  b.record.date.day = b.record.doc_date.day = 6;
  assert_true(meet(&a, &b));
  b.record.date.day = b.record.doc_date.day = 9;
  assert_false(meet(&a, &b));
  b.record.date = (Date){0};
  b.record.doc_date.day = 5;
  assert_true(meet(&a, &b));
}

static void test_many_parties_fill_no_more_than_the_blocks(void **state) {
  (void)state;
  static const char *const codes[] = {"AFG", "ALB", "DZA", "AGO", "ARG", "ARM", "AUS", "AUT", "AZE", "BHS"};
  Made a;
  RecordParty many[10];
  memset(many, 0, sizeof many);
  make(&a, "a", TEXT);
  for (int i = 0; i < 10; i++) memcpy(many[i].country, codes[i], 4);
  a.record.actor = (RecordParties){many, 10};
  uint64_t out[SAME_BLOCKS];
  assert_true(same_blocks(&a.record, out) <= SAME_BLOCKS);
  a.record.actor.n = a.record.recipient.n = 0;
  assert_true(same_blocks(&a.record, out) > 0);
}

static const struct CMUnitTest same_tests[] = {
    cmocka_unit_test(test_a_shortened_copy_is_a_copy),
    cmocka_unit_test(test_another_lead_leaves_a_copy),
    cmocka_unit_test(test_case_accents_and_quotes_make_no_other_text),
    cmocka_unit_test(test_two_reports_of_one_thing_are_no_copies),
    cmocka_unit_test(test_very_short_texts_are_copies_when_equal),
    cmocka_unit_test(test_publishers_that_copy_count_once),
    cmocka_unit_test(test_reports_without_publisher_count_each),
    cmocka_unit_test(test_equal_words_are_one_act_within_the_slack),
    cmocka_unit_test(test_a_month_holds_its_days),
    cmocka_unit_test(test_status_keeps_acts_apart),
    cmocka_unit_test(test_other_countries_are_another_act),
    cmocka_unit_test(test_a_side_unknown_asks_for_words),
    cmocka_unit_test(test_one_sentence_tells_two_acts),
    cmocka_unit_test(test_without_words_or_sketch_the_spans_serve),
    cmocka_unit_test(test_blocks_meet_by_a_country_and_a_day),
    cmocka_unit_test(test_many_parties_fill_no_more_than_the_blocks),
};

UNIT_MAIN(same_tests)
