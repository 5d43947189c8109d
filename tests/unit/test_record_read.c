/* JSONL back to records. */
#include "unit.h"

#include "record/record.h"

static Arena arena;

static int setup(void **state) {
  (void)state;
  arena_init(&arena, 0);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&arena);
  return 0;
}

static bool read_line(const char *line, EventRecord *e, EntError *err) {
  *err = (EntError){0};
  return record_read_jsonl(&arena, str_of(line), "events.jsonl", 7, e, NULL, err);
}

static const char full[] =
    "{\"id\":\"aa\",\"event\":\"bb\",\"doc_id\":\"doc,1\",\"sentence\":2,\"start\":10,\"end\":19,\"in\":\"title\",\"text\":\"said \\\"no\\\"\","
    "\"type\":\"REJECT\",\"mode\":\"yield\",\"cameo\":\"010\",\"score\":-2.0,\"goldstein\":-4.4,\"quad\":3,\"contexts\":[\"economic\",\"legal\"],"
    "\"actor\":[{\"country\":\"PAK\",\"sector\":\"GOV\",\"sectors\":[\"GOV\",\"MIL\"],\"text\":\"Islamabad\",\"name\":\"Pakistan\",\"start\":0,\"end\":9},"
    "{\"country\":\"BGD\",\"sector\":\"\",\"sectors\":[],\"text\":\"\",\"name\":\"Bangladesh\",\"start\":null,\"end\":null}],"
    "\"recipient\":[],\"source\":[],\"date\":\"2024-08\",\"date_end\":\"\",\"granularity\":\"month\","
    "\"place\":{\"name\":\"Dhaka\",\"country\":\"BGD\",\"admin1\":\"\",\"lat\":23.7104,\"lon\":-90.4074,\"geoname_id\":1185241,"
    "\"text\":\"Dhaka\",\"start\":30,\"end\":35},"
    "\"status\":\"negated\",\"status_text\":\"did not\",\"dead\":0,\"injured\":12,\"size\":null,\"rule\":\"frames/reject.txt:3\",\"confidence\":0.46,"
    "\"doc_date\":\"2024-08-05\",\"publisher\":\"A; B\",\"url\":\"https://example.org/?a=1\"}\n";

static void test_what_is_printed_is_read_back(void **state) {
  (void)state;
  EventRecord e;
  EntError err;
  Buf b = {0};
  assert_true(read_line(full, &e, &err));
  record_format_find("jsonl")->put(&b, &e, 0);
  assert_str(((Str){b.p, (uint32_t)b.n}), full);
  buf_free(&b);
}

static void test_what_is_absent_is_not_known(void **state) {
  (void)state;
  EventRecord e;
  EntError err;
  assert_true(read_line(
      "{\"id\":\"a\",\"event\":\"b\",\"doc_id\":\"d\",\"type\":\"AID\",\"place\":null,\"dead\":null,\"later\":{\"x\":[1]}}", &e, &err));
  assert_int_equal(e.dead, -1);
  assert_false(date_known(e.date));
  assert_int_equal(e.place.name.n, 0);
  assert_int_equal(e.actor.n, 0);
  assert_string_equal(e.status, "");
}

#define GOOD "\"id\":\"a\",\"event\":\"b\",\"doc_id\":\"d\",\"type\":\"AID\""

static void test_what_is_wrong_is_told_with_its_place(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"{\"id\":\"a\"", "events.jsonl:7:10: not JSON: "},
      {"{\"id\":\"\xFF\"}", "events.jsonl:7:8: is not UTF-8"},
      {"[]", "events.jsonl:7:1: an object was expected"},
      {"{\"id\":\"a\"}", "events.jsonl:7: \"event\": a text that is not empty was expected"},
      {"{" GOOD ",\"cameo\":10}", "events.jsonl:7: \"cameo\": a text was expected"},
      {"{" GOOD ",\"date\":\"2024-13\"}", "events.jsonl:7: \"date\": a date such as 2024-08-05 was expected"},
      {"{" GOOD ",\"quad\":5}", "events.jsonl:7: \"quad\": a whole number was expected"},
      {"{" GOOD ",\"dead\":-1}", "events.jsonl:7: \"dead\": a whole number was expected"},
      {"{" GOOD ",\"score\":\"2\"}", "events.jsonl:7: \"score\": a decimal number was expected"},
      {"{" GOOD ",\"score\":1e400}", "events.jsonl:7: \"score\": a decimal number was expected"},
      {"{" GOOD ",\"actor\":{}}", "events.jsonl:7: \"actor\": a list of parties was expected"},
      {"{" GOOD ",\"actor\":[{\"country\":\"KENYA\"}]}", "events.jsonl:7: \"country\": a code of three capital letters was expected"},
      {"{" GOOD ",\"status\":\"likely\"}", "events.jsonl:7: \"status\": one of the codebook's words was expected"},
      {"{" GOOD ",\"contexts\":[1]}", "events.jsonl:7: \"contexts\": a list of texts was expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    EventRecord e;
    EntError err;
    char text[256];
    assert_false(read_line(cases[i][0], &e, &err));
    err_text(&err, text, sizeof text);
    if (strncmp(text, cases[i][1], strlen(cases[i][1])) != 0) fail_msg("%s: got '%s'", cases[i][0], text);
  }
}

static const struct CMUnitTest record_read[] = {
    cmocka_unit_test(test_what_is_printed_is_read_back),
    cmocka_unit_test(test_what_is_absent_is_not_known),
    cmocka_unit_test(test_what_is_wrong_is_told_with_its_place),
};

int main(void) { return cmocka_run_group_tests_name("record_read", record_read, setup, teardown); }
