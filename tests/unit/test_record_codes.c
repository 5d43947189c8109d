#include "unit.h"

#include "record/codes.h"
#include "record/record.h"

static const Country *country(const char *code) {
  const Country *c = country_find(str_of(code));
  assert_non_null(c);
  return c;
}

static void test_countries_are_sorted_and_each_is_found(void **state) {
  (void)state;
  uint32_t n = 0;
  for (const Country *c; (c = country_at(n)); n++) {
    assert_int_equal(strlen(c->iso3), 3);
    assert_true(c->name[0] && c->icews[0]);
    assert_ptr_equal(country_find(str_of(c->iso3)), c);
    if (n) assert_true(strcmp(country_at(n - 1)->iso3, c->iso3) < 0);
  }
  assert_true(n > 200);
}

/* No two states of today share a number or a FIPS code; those that are gone share theirs with a successor. */
static void test_numbers_are_not_shared(void **state) {
  (void)state;
  static const char *const gone[] = {"SUN", "YUG", "CSK", "DDR", "SCG"};
  for (uint32_t i = 0; country_at(i); i++)
    for (uint32_t k = 0; k < i; k++) {
      const Country *a = country_at(i), *b = country_at(k);
      bool old = false;
      for (size_t g = 0; g < sizeof gone / sizeof *gone; g++) old |= strcmp(a->iso3, gone[g]) == 0 || strcmp(b->iso3, gone[g]) == 0;
      if (old) continue;
      if ((a->cow && a->cow == b->cow) || (a->gw && a->gw == b->gw) || strcmp(a->fips, b->fips) == 0 || strcmp(a->iso2, b->iso2) == 0)
        fail_msg("%s and %s share a code", a->iso3, b->iso3);
    }
}

static void test_codes_where_the_systems_differ(void **state) {
  (void)state;
  const Date today = {2024, 1, 1}, then = {1987, 3, 27};
  assert_string_equal(country("GBR")->fips, "UK");
  assert_string_equal(country("CHE")->fips, "SZ");
  assert_string_equal(country("ROU")->gdelt, "ROM");
  assert_string_equal(country("KOS")->gdelt, "KSV");
  assert_string_equal(country("RUS")->icews, "Russian Federation");
  assert_int_equal(country_cow(country("DEU"), today), 255);
  assert_int_equal(country_gw(country("DEU"), today), 260);
  assert_int_equal(country_cow(country("DEU"), then), 260);
  assert_int_equal(country_cow(country("YEM"), today), 679);
  assert_int_equal(country_gw(country("YEM"), today), 678);
  assert_int_equal(country_cow(country("SRB"), today), 345);
  assert_int_equal(country_gw(country("SRB"), today), 340);
  assert_int_equal(country_cow(country("TON"), today), 955);
  assert_int_equal(country_gw(country("TON"), today), 972);
  assert_int_equal(country_cow(country("PSE"), today), 0);
  assert_null(country_find(STR("UNO")));
  assert_null(country_find(STR("")));
}

static void test_bodies_sectors_and_states(void **state) {
  (void)state;
  assert_string_equal(body_find(STR("EUR"))->group, "EEC");
  assert_null(body_find(STR("USA")));
  assert_string_equal(sector_find(STR("JRN"))->cameo, "MED");
  assert_string_equal(sector_find(STR("MED"))->cameo, "HLH");
  assert_null(sector_find(STR("XYZ")));
  assert_str(us_state(STR("Texas")), "TX");
  assert_str(us_state(STR("Punjab")), "");
}

static void test_cameo_names_and_classes(void **state) {
  (void)state;
  assert_str(cameo_name(STR("010")), "Make statement");
  assert_str(cameo_name(STR("057")), "Sign formal agreement");
  assert_str(cameo_name(STR("999")), "");
  assert_int_equal(cameo_quad(STR("020")), 1);
  assert_int_equal(cameo_penta(STR("020")), 0);
  assert_int_equal(cameo_quad(STR("084")), 2);
  assert_int_equal(cameo_quad(STR("166")), 4);
  assert_int_equal(cameo_penta(STR("166")), 3);
  assert_int_equal(cameo_quad(STR("21")), -1);
  assert_int_equal(cameo_quad(STR("")), -1);
}

static void test_ids_as_numbers_fit_a_double(void **state) {
  (void)state;
  assert_true(record_number(STR("fffffffffffff000")) == (UINT64_C(1) << 52) - 1);
  assert_true(record_number(STR("000000000000a123")) == 10);
  assert_true(record_number(STR("an id of another kind")) < UINT64_C(1) << 52);
  assert_true(record_number(STR("ab")) != record_number(STR("ba")));
}

static const struct CMUnitTest record_codes[] = {
    cmocka_unit_test(test_countries_are_sorted_and_each_is_found),
    cmocka_unit_test(test_numbers_are_not_shared),
    cmocka_unit_test(test_codes_where_the_systems_differ),
    cmocka_unit_test(test_bodies_sectors_and_states),
    cmocka_unit_test(test_cameo_names_and_classes),
    cmocka_unit_test(test_ids_as_numbers_fit_a_double),
};
UNIT_MAIN(record_codes)
