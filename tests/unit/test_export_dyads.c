/* Counts by pair of countries and period. */
#include "unit.h"

#include "cli/dyads.h"

static RecordParty ken = {.country = "KEN", .sector = "GOV", .name = {"Kenya", 5}};
static RecordParty uga[] = {{.country = "UGA", .sector = "GOV", .name = {"Uganda", 6}},
                            {.country = "UGA", .sector = "MIL", .name = {"army", 4}}};
static RecordParty both[] = {
    {.country = "UGA", .name = {"Uganda", 6}}, {.country = "KEN", .name = {"Kenya", 5}}, {.country = "TZA", .name = {"Tanzania", 8}}};

static EventRecord act(RecordParty *actor, uint32_t nactor, RecordParty *recipient, uint32_t nrecipient, int quad, Date date) {
  EventRecord e = record_none();
  e.event = STR("000000000007b000");
  e.actor = (RecordParties){actor, nactor};
  e.recipient = (RecordParties){recipient, nrecipient};
  e.quad = quad;
  e.score = quad <= 2 ? 1.5 : -2;
  e.goldstein = quad <= 2 ? 3.4 : -4.4;
  e.date = date;
  e.doc_date = (Date){2024, 8, 7};
  return e;
}

static void assert_table(Dyads *d, const char *expected) {
  Buf b = {0};
  dyads_put(d, &b);
  Str rest = {b.p, (uint32_t)b.n}, head;
  assert_true(str_line(&rest, &head));
  assert_str(rest, expected);
  buf_free(&b);
  dyads_free(d);
}

static void add(Dyads *d, EventRecord e) { assert_true(dyads_add(d, &e)); }

static void test_both_directions_are_one_pair(void **state) {
  (void)state;
  Dyads *d = dyads_new(PERIOD_MONTH, false);
  add(d, act(&ken, 1, uga, 2, 3, (Date){2024, 8, 5}));
  add(d, act(uga, 1, &ken, 1, 1, (Date){2024, 8, 31}));
  add(d, act(uga, 1, &ken, 1, 4, (Date){2024, 9, 1}));
  assert_table(d, "KEN,UGA,501,500,501,500,2024-08-01,2,1,0,1,0,-0.250,-0.500,-1.0,2,2\n"
                  "KEN,UGA,501,500,501,500,2024-09-01,1,0,0,0,1,-2.000,-4.400,-4.4,1,1\n");
}

static void test_directed_has_a_row_for_each(void **state) {
  (void)state;
  Dyads *d = dyads_new(PERIOD_YEAR, true);
  add(d, act(&ken, 1, uga, 1, 3, (Date){2024, 8, 5}));
  add(d, act(uga, 1, &ken, 1, 1, (Date){2024, 2, 0}));
  assert_table(d, "KEN,UGA,501,500,501,500,2024-01-01,1,0,0,1,0,-2.000,-4.400,-4.4,1,1\n"
                  "UGA,KEN,500,501,500,501,2024-01-01,1,1,0,0,0,1.500,3.400,3.4,1,1\n");
}

static void test_mutual_acts_count_once_in_each_pair(void **state) {
  (void)state;
  Dyads *d = dyads_new(PERIOD_DAY, false);
  add(d, act(both, 3, NULL, 0, 1, (Date){2024, 8, 5}));
  assert_table(d, "KEN,TZA,501,510,501,510,2024-08-05,1,1,0,0,0,1.500,3.400,3.4,1,1\n"
                  "KEN,UGA,501,500,501,500,2024-08-05,1,1,0,0,0,1.500,3.400,3.4,1,1\n"
                  "TZA,UGA,510,500,510,500,2024-08-05,1,1,0,0,0,1.500,3.400,3.4,1,1\n");
}

/* Weeks begin on Monday; a date that is too coarse counts on the day of the report (2024-08-07 is a Wednesday) if that lies within. */
static void test_weeks_and_coarse_dates(void **state) {
  (void)state;
  Dyads *d = dyads_new(PERIOD_WEEK, false);
  add(d, act(&ken, 1, uga, 1, 3, (Date){2024, 8, 4}));
  add(d, act(&ken, 1, uga, 1, 3, (Date){2024, 8, 0}));
  add(d, act(&ken, 1, uga, 1, 3, (Date){2024, 0, 0}));
  add(d, act(&ken, 1, uga, 1, 3, (Date){2024, 5, 0}));
  assert_table(d, "KEN,UGA,501,500,501,500,2024-04-29,1,0,0,1,0,-2.000,-4.400,-4.4,1,1\n"
                  "KEN,UGA,501,500,501,500,2024-07-29,1,0,0,1,0,-2.000,-4.400,-4.4,1,1\n"
                  "KEN,UGA,501,500,501,500,2024-08-05,2,0,0,2,0,-2.000,-4.400,-8.8,2,2\n");
}

static void test_no_pair_within_a_country_or_with_nobody(void **state) {
  (void)state;
  Dyads *d = dyads_new(PERIOD_MONTH, false);
  RecordParty nobody = {.country = ""};
  add(d, act(uga, 2, NULL, 0, 4, (Date){2024, 8, 4}));
  add(d, act(&ken, 1, NULL, 0, 4, (Date){2024, 8, 4}));
  add(d, act(&ken, 1, &nobody, 1, 4, (Date){2024, 8, 4}));
  assert_table(d, "");
}

/* More cells than the first table holds, in an order of arrival that is not that of the output. */
static void test_many_cells(void **state) {
  (void)state;
  enum { DAYS = 5000 };
  Dyads *d = dyads_new(PERIOD_DAY, false);
  int32_t first = date_days((Date){2001, 1, 1});
  for (int32_t i = 0; i < DAYS; i++) add(d, act(&ken, 1, uga, 1, 3, date_from_days(first + (i * 1237) % DAYS)));
  Buf b = {0};
  dyads_put(d, &b);
  Str rest = {b.p, (uint32_t)b.n}, line;
  int32_t n = -1;
  char before[12] = "";
  for (; str_line(&rest, &line); n++) {
    if (n < 0) continue;
    char day[12] = "";
    memcpy(day, line.p + strlen("KEN,UGA,501,500,501,500,"), 10);
    assert_true(strcmp(before, day) < 0);
    memcpy(before, day, sizeof day);
  }
  assert_int_equal(n, DAYS);
  buf_free(&b);
  dyads_free(d);
}

static const struct CMUnitTest export_dyads[] = {
    cmocka_unit_test(test_both_directions_are_one_pair),
    cmocka_unit_test(test_directed_has_a_row_for_each),
    cmocka_unit_test(test_mutual_acts_count_once_in_each_pair),
    cmocka_unit_test(test_weeks_and_coarse_dates),
    cmocka_unit_test(test_no_pair_within_a_country_or_with_nobody),
    cmocka_unit_test(test_many_cells),
};
UNIT_MAIN(export_dyads)
