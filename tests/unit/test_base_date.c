#include "unit.h"

#include "base/date.h"

static void test_days_and_dates_are_inverse(void **state) {
  (void)state;
  assert_int_equal(date_days((Date){1970, 1, 1}), 0);
  assert_int_equal(date_days((Date){2000, 3, 1}), 11017);
  int32_t first = date_days((Date){1, 1, 1}), last = date_days((Date){9999, 12, 31});
  Date before = {0};
  for (int32_t n = first; n <= last; n++) {
    Date d = date_from_days(n);
    if (date_days(d) != n || !date_valid(d.year, d.month, d.day)) fail_msg("day %d", n);
    if (before.year && date_cmp(before, d) != -1) fail_msg("order at day %d", n);
    before = d;
  }
  assert_false(date_known(date_from_days(last + 1)));
}

static void test_weekday_is_iso(void **state) {
  (void)state;
  assert_int_equal(date_weekday((Date){2025, 1, 14}), 2);
  assert_int_equal(date_weekday((Date){1970, 1, 1}), 4);
  assert_int_equal(date_weekday((Date){1969, 12, 28}), 7);
}

static void test_date_cmp_compares_at_the_coarser_grain(void **state) {
  (void)state;
  assert_int_equal(date_cmp((Date){2024, 8, 0}, (Date){2024, 8, 5}), 0);
  assert_int_equal(date_cmp((Date){2024, 0, 0}, (Date){2024, 8, 5}), 0);
  assert_int_equal(date_cmp((Date){2024, 7, 0}, (Date){2024, 8, 5}), -1);
  assert_int_equal(date_cmp((Date){2025, 0, 0}, (Date){2024, 8, 5}), 1);
}

static void test_date_text_has_its_own_grain(void **state) {
  (void)state;
  char t[12];
  date_text((Date){2024, 8, 5}, t);
  assert_string_equal(t, "2024-08-05");
  date_text((Date){2024, 8, 0}, t);
  assert_string_equal(t, "2024-08");
  date_text((Date){987, 0, 0}, t);
  assert_string_equal(t, "0987");
  date_text((Date){0}, t);
  assert_string_equal(t, "");
}

static void assert_reads(const char *s, const char *iso) {
  Date d = {0};
  char t[12];
  bool ok = date_parse_any(str_of(s), &d);
  date_text(d, t);
  if (!ok || strcmp(t, iso) != 0) fail_msg("'%s' read as '%s', expected '%s'", s, ok ? t : "no date", iso);
}

static void test_date_parse_any_reads_the_forms_of_news_files(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"2024-08-05", "2024-08-05"},
      {" 2024-08 ", "2024-08"},
      {"2024", "2024"},
      {"2024-08-05T10:00:00Z", "2024-08-05"},
      {"2024-08-05 10:00:00+02:00", "2024-08-05"},
      {"2024/08/05", "2024-08-05"},
      {"20240805", "2024-08-05"},
      {"20240805T101500Z", "2024-08-05"},
      {"20240805101500", "2024-08-05"},
      {"1722852000", "2024-08-05"},
      {"5 August 2024", "2024-08-05"},
      {"5th Aug. 2024", "2024-08-05"},
      {"August 5, 2024", "2024-08-05"},
      {"Sept. 30, 2024 10:15 EST", "2024-09-30"},
      {"Mon, 05 Aug 2024 10:00:00 GMT", "2024-08-05"},
      {"Monday, August 5, 2024", "2024-08-05"},
      {"05-Aug-2024", "2024-08-05"},
      {"25/12/2024", "2024-12-25"},
      {"12/25/2024 10:00", "2024-12-25"},
      {"7/7/2024", "2024-07-07"},
      {"2024-02-29", "2024-02-29"},
      {"26-FEB-1987 15:01:01.79", "1987-02-26"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_reads(cases[i][0], cases[i][1]);
}

static void test_date_parse_any_refuses_what_is_none(void **state) {
  (void)state;
  static const char *const cases[] = {"",           "yesterday",          "2023-02-29", "2024-13-01", "05/08/2024", "5 Augustus 2024",
                                      "31/31/2024", "2024-8-5x",          "0000-01-01", "12345",      "2024-08-0",  "32 May 2024",
                                      "may",        "2024-08-05 and more"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Date d;
    if (date_parse_any(str_of(cases[i]), &d)) fail_msg("'%s' was read", cases[i]);
  }
}

static const struct CMUnitTest date[] = {
    cmocka_unit_test(test_days_and_dates_are_inverse),
    cmocka_unit_test(test_weekday_is_iso),
    cmocka_unit_test(test_date_cmp_compares_at_the_coarser_grain),
    cmocka_unit_test(test_date_text_has_its_own_grain),
    cmocka_unit_test(test_date_parse_any_reads_the_forms_of_news_files),
    cmocka_unit_test(test_date_parse_any_refuses_what_is_none),
};
UNIT_MAIN(date)
