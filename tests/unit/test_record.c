#include "unit.h"

#include "record/record.h"

static Str gov[] = {{"GOV", 3}, {"MIL", 3}};
static RecordParty parties[2];

static Span span(uint32_t start, const char *text, bool in_title) {
  Str s = str_of(text);
  return (Span){start, start + s.n, s, in_title};
}

static EventRecord sample(void) {
  EventRecord e = record_none();
  parties[0] = (RecordParty){
      .country = "PAK", .sector = "GOV", .sectors = gov, .nsectors = 2, .name = STR("Pakistan"), .span = span(0, "Islamabad", false)};
  parties[1] = (RecordParty){.country = "BGD", .name = STR("Bangladesh")};
  e.id = STR("aa");
  e.event = STR("bb");
  e.doc_id = STR("doc,1");
  e.sentence = 2;
  e.span = span(10, "said \"no\"", true);
  e.type = STR("REJECT");
  e.cameo = STR("010");
  e.score = -2;
  e.quad = 3;
  e.actor = (RecordParties){parties, 2};
  e.date = (Date){2024, 8, 0};
  e.granularity = "month";
  e.place = (RecordPlace){
      .name = STR("Dhaka"), .country = "BGD", .has_point = true, .lat = 23.7104, .lon = 90.40744, .span = span(30, "Dhaka", false)};
  e.status = "negated";
  e.dead = 0;
  e.confidence = 0.456;
  e.doc_date = (Date){2024, 8, 5};
  return e;
}

static void assert_put(const char *format, const EventRecord *e, int width, const char *expected) {
  Buf b = {0};
  const RecordFormat *f = record_format_find(format);
  if (f->begin) f->begin(&b, width);
  f->put(&b, e, width);
  assert_str(((Str){b.p, (uint32_t)b.n}), expected);
  buf_free(&b);
}

static void test_jsonl_has_every_field_in_the_order_of_the_design(void **state) {
  (void)state;
  EventRecord e = sample();
  assert_put(
      "jsonl", &e, 0,
      "{\"id\":\"aa\",\"event\":\"bb\",\"doc_id\":\"doc,1\",\"sentence\":2,\"start\":10,\"end\":19,\"in\":\"title\",\"text\":\"said \\\"no\\\"\","
      "\"type\":\"REJECT\",\"mode\":\"\",\"cameo\":\"010\",\"score\":-2.0,\"goldstein\":null,\"quad\":3,\"contexts\":[],"
      "\"actor\":[{\"country\":\"PAK\",\"sector\":\"GOV\",\"sectors\":[\"GOV\",\"MIL\"],\"text\":\"Islamabad\",\"name\":\"Pakistan\",\"start\":0,\"end\":9},"
      "{\"country\":\"BGD\",\"sector\":\"\",\"sectors\":[],\"text\":\"\",\"name\":\"Bangladesh\",\"start\":null,\"end\":null}],"
      "\"recipient\":[],\"source\":[],\"date\":\"2024-08\",\"date_end\":\"\",\"granularity\":\"month\","
      "\"place\":{\"name\":\"Dhaka\",\"country\":\"BGD\",\"admin1\":\"\",\"lat\":23.7104,\"lon\":90.4074,\"geoname_id\":null,"
      "\"text\":\"Dhaka\",\"start\":30,\"end\":35},"
      "\"status\":\"negated\",\"status_text\":\"\",\"dead\":0,\"injured\":null,\"size\":null,\"rule\":\"\",\"confidence\":0.46,"
      "\"doc_date\":\"2024-08-05\",\"publisher\":\"\",\"url\":\"\"}\n");
}

static void test_an_empty_place_is_null(void **state) {
  (void)state;
  EventRecord e = record_none();
  Buf b = {0};
  record_format_find("jsonl")->put(&b, &e, 0);
  buf_c(&b, 0);
  assert_non_null(strstr(b.p, "\"place\":null,\"status\":\"\""));
  buf_free(&b);
}

static int count(const char *z, char c) {
  int n = 0;
  for (bool quoted = false; *z && *z != '\n'; z++) {
    if (*z == '"') quoted = !quoted;
    n += *z == c && !quoted;
  }
  return n;
}

static void test_csv_rows_have_the_header_s_columns_and_quoted_codes(void **state) {
  (void)state;
  EventRecord e = sample();
  Buf b = {0};
  const RecordFormat *f = record_format_find("csv");
  f->begin(&b, 0);
  f->put(&b, &e, 0);
  buf_c(&b, 0);
  char *row = strchr(b.p, '\n') + 1;
  assert_int_equal(count(b.p, ','), count(row, ','));
  assert_non_null(strstr(
      row,
      "aa,bb,\"doc,1\",2,10,19,title,\"said \"\"no\"\"\",REJECT,,\"010\",-2.0,,3,,\"PAK;BGD\",\"GOV;\",\"Islamabad;\",\"Pakistan;Bangladesh\""));
  buf_free(&b);
}

static void test_table_keeps_to_the_width(void **state) {
  (void)state;
  EventRecord e = sample();
  assert_put("table", &e, 80,
             "DATE        EVENT               WHO                     TO WHOM\n"
             "2024-08     REJECT              PAK GOV Pakistan; BGD \xE2\x80\xA6 -\n"
             "            \"said \"no\"\"  in Dhaka, BGD  [negated]  0 dead\n");
}

static void test_table_shows_counts_and_the_id_of_a_stored_event(void **state) {
  (void)state;
  EventRecord e = sample();
  RecordTold told = {.mentions = 14, .articles = 12, .sources = 3, .dead_low = 12, .dead_high = 15, .injured_low = -1};
  e.told = &told;
  e.event = STR("08f3c4b8a5d1810d");
  assert_put("table", &e, 100,
             "DATE        EVENT               WHO                               TO WHOM\n"
             "2024-08     REJECT              PAK GOV Pakistan; BGD Bangladesh  -\n"
             "12/3        \"said \"no\"\"  in Dhaka, BGD  [negated]  12 to 15 dead                    08f3c4b8a5d1810d\n");
}

static void test_unknown_formats_are_none(void **state) {
  (void)state;
  assert_null(record_format_find("xml"));
  assert_string_equal(record_formats(), "jsonl, csv, table, gdelt, gdelt-mentions, icews, polecat, phoenix, geojson");
}

static const struct CMUnitTest record[] = {
    cmocka_unit_test(test_jsonl_has_every_field_in_the_order_of_the_design),    cmocka_unit_test(test_an_empty_place_is_null),
    cmocka_unit_test(test_csv_rows_have_the_header_s_columns_and_quoted_codes), cmocka_unit_test(test_table_keeps_to_the_width),
    cmocka_unit_test(test_table_shows_counts_and_the_id_of_a_stored_event),     cmocka_unit_test(test_unknown_formats_are_none),
};
UNIT_MAIN(record)
