#include "unit.h"

#include "read/json.h"

static Arena arena;

static const Json *parse(const char *z, EntError *err) { return json_parse(&arena, str_of(z), "f", 3, err); }

static void assert_refused(const char *z, const char *message) {
  EntError err = {0};
  assert_null(parse(z, &err));
  assert_err(&err, message);
}

static void test_json_reads_every_kind_of_value(void **state) {
  (void)state;
  EntError err = {0};
  const Json *o = parse(" {\"s\":\"x\",\"n\":-1.5e+3,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,[],{}],\"o\":{\"k\":\"v\"}} \r\n", &err);
  assert_non_null(o);
  assert_str(json_member(o, "s")->text, "x");
  assert_str(json_member(o, "n")->text, "-1.5e+3");
  assert_int_equal(json_member(o, "t")->type, JSON_TRUE);
  assert_int_equal(json_member(o, "f")->type, JSON_FALSE);
  assert_int_equal(json_member(o, "z")->type, JSON_NULL);
  assert_int_equal(json_member(o, "a")->first->next->type, JSON_ARRAY);
  assert_str(json_member(json_member(o, "o"), "k")->text, "v");
  assert_null(json_member(o, "absent"));
}

static void test_json_undoes_escapes_and_surrogates(void **state) {
  (void)state;
  EntError err = {0};
  assert_str(parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\"", &err)->text, "a\"\\/\b\f\n\r\t\xC3\xA9\xE2\x82\xAC");
  assert_str(parse("\"\\ud83d\\ude00!\"", &err)->text, "\xF0\x9F\x98\x80!");
  assert_str(parse("\"\\ud83d\"", &err)->text, "\xEF\xBF\xBD");
  assert_str(parse("\"\\ude00\\ud83dx\"", &err)->text, "\xEF\xBF\xBD\xEF\xBF\xBDx");
}

static void test_json_refuses_with_a_place(void **state) {
  (void)state;
  assert_refused("", "f:3:1: not JSON: the text ends too early");
  assert_refused("{\"a\" 1}", "f:3:6: not JSON: expected ':'");
  assert_refused("{\"a\":1,}", "f:3:8: not JSON: expected a string");
  assert_refused("{\"a\":1 \"b\":2}", "f:3:8: not JSON: expected ',' or '}'");
  assert_refused("[1 2]", "f:3:4: not JSON: expected ',' or ']'");
  assert_refused("{'a':1}", "f:3:2: not JSON: expected a string");
  assert_refused("01", "f:3:2: not JSON: something follows the value");
  assert_refused("1.", "f:3:3: not JSON: expected a digit");
  assert_refused("+1", "f:3:1: not JSON: expected a value");
  assert_refused("NaN", "f:3:1: not JSON: expected a value");
  assert_refused("\"abc", "f:3:5: not JSON: the text ends inside a string");
  assert_refused("\"ab\n", "f:3:4: not JSON: the line ends inside a string");
  assert_refused("\"abc\\", "f:3:6: not JSON: the text ends inside a string");
  assert_refused("\"\\x41\"", "f:3:3: not JSON: unknown escape in a string");
  assert_refused("\"\\u12\"", "f:3:4: not JSON: expected four hex digits after \\u");
  assert_refused("\"a\tb\"", "f:3:3: not JSON: a control byte in a string");
  assert_refused("{\n\"a\":\n!}", "f:5:1: not JSON: expected a value");
}

static void test_json_bounds_its_depth(void **state) {
  (void)state;
  char deep[JSON_DEPTH_MAX * 2 + 4] = "";
  EntError err = {0};
  memset(deep, '[', JSON_DEPTH_MAX);
  memset(deep + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
  assert_non_null(parse(deep, &err));
  memset(deep, '[', JSON_DEPTH_MAX + 2);
  memset(deep + JSON_DEPTH_MAX + 2, 0, 4);
  assert_refused(deep, "f:3:66: not JSON: nested too deeply");
}

static int clear(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static const struct CMUnitTest json[] = {
    cmocka_unit_test_teardown(test_json_reads_every_kind_of_value, clear),
    cmocka_unit_test_teardown(test_json_undoes_escapes_and_surrogates, clear),
    cmocka_unit_test_teardown(test_json_refuses_with_a_place, clear),
    cmocka_unit_test_teardown(test_json_bounds_its_depth, clear),
};
UNIT_MAIN(json)
