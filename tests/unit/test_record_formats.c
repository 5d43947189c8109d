/* The formats of other data sets: columns by their published names, values by their conventions. */
#include "unit.h"

#include "record/record.h"

/* Columns as the data sets have them, in order; the table below is what a reader of GDELT's files names them. */
static const char *const gdelt_columns[] = {"GLOBALEVENTID",
                                            "SQLDATE",
                                            "MonthYear",
                                            "Year",
                                            "FractionDate",
                                            "Actor1Code",
                                            "Actor1Name",
                                            "Actor1CountryCode",
                                            "Actor1KnownGroupCode",
                                            "Actor1EthnicCode",
                                            "Actor1Religion1Code",
                                            "Actor1Religion2Code",
                                            "Actor1Type1Code",
                                            "Actor1Type2Code",
                                            "Actor1Type3Code",
                                            "Actor2Code",
                                            "Actor2Name",
                                            "Actor2CountryCode",
                                            "Actor2KnownGroupCode",
                                            "Actor2EthnicCode",
                                            "Actor2Religion1Code",
                                            "Actor2Religion2Code",
                                            "Actor2Type1Code",
                                            "Actor2Type2Code",
                                            "Actor2Type3Code",
                                            "IsRootEvent",
                                            "EventCode",
                                            "EventBaseCode",
                                            "EventRootCode",
                                            "QuadClass",
                                            "GoldsteinScale",
                                            "NumMentions",
                                            "NumSources",
                                            "NumArticles",
                                            "AvgTone",
                                            "Actor1Geo_Type",
                                            "Actor1Geo_FullName",
                                            "Actor1Geo_CountryCode",
                                            "Actor1Geo_ADM1Code",
                                            "Actor1Geo_ADM2Code",
                                            "Actor1Geo_Lat",
                                            "Actor1Geo_Long",
                                            "Actor1Geo_FeatureID",
                                            "Actor2Geo_Type",
                                            "Actor2Geo_FullName",
                                            "Actor2Geo_CountryCode",
                                            "Actor2Geo_ADM1Code",
                                            "Actor2Geo_ADM2Code",
                                            "Actor2Geo_Lat",
                                            "Actor2Geo_Long",
                                            "Actor2Geo_FeatureID",
                                            "ActionGeo_Type",
                                            "ActionGeo_FullName",
                                            "ActionGeo_CountryCode",
                                            "ActionGeo_ADM1Code",
                                            "ActionGeo_ADM2Code",
                                            "ActionGeo_Lat",
                                            "ActionGeo_Long",
                                            "ActionGeo_FeatureID",
                                            "DATEADDED",
                                            "SOURCEURL"};
static const char *const mention_columns[] = {"GLOBALEVENTID",
                                              "EventTimeDate",
                                              "MentionTimeDate",
                                              "MentionType",
                                              "MentionSourceName",
                                              "MentionIdentifier",
                                              "SentenceID",
                                              "Actor1CharOffset",
                                              "Actor2CharOffset",
                                              "ActionCharOffset",
                                              "InRawText",
                                              "Confidence",
                                              "MentionDocLen",
                                              "MentionDocTone",
                                              "MentionDocTranslationInfo",
                                              "Extras"};
static const char *const icews_columns[] = {"Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
                                            "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
                                            "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
                                            "District",       "Province",   "Country",         "Latitude",       "Longitude"};
static const char *const polecat_columns[] = {"Event ID",
                                              "Event Date",
                                              "Event Type",
                                              "Event Mode",
                                              "Intensity",
                                              "Quad Code",
                                              "Contexts",
                                              "Actor Name",
                                              "Actor Country",
                                              "Actor COW",
                                              "Primary Actor Sector",
                                              "Actor Sectors",
                                              "Actor Title",
                                              "Actor Name Raw",
                                              "Wikipedia Actor ID",
                                              "Recipient Name",
                                              "Recipient Country",
                                              "Recipient COW",
                                              "Primary Recipient Sector",
                                              "Recipient Sectors",
                                              "Recipient Title",
                                              "Recipient Name Raw",
                                              "Wikipedia Recipient ID",
                                              "Placename",
                                              "City",
                                              "District",
                                              "Province",
                                              "Country",
                                              "Latitude",
                                              "Longitude",
                                              "GeoNames ID",
                                              "Raw Placename",
                                              "Feature Type",
                                              "Source",
                                              "Publication Date",
                                              "Story People",
                                              "Story Organizations",
                                              "Story Locations",
                                              "Language",
                                              "Version"};
static const char *const phoenix_columns[] = {"EventID",
                                              "Date",
                                              "Year",
                                              "Month",
                                              "Day",
                                              "SourceActorFull",
                                              "SourceActorEntity",
                                              "SourceActorRole",
                                              "SourceActorAttribute",
                                              "TargetActorFull",
                                              "TargetActorEntity",
                                              "TargetActorRole",
                                              "TargetActorAttribute",
                                              "EventCode",
                                              "EventRootCode",
                                              "PentaClass",
                                              "GoldsteinScore",
                                              "Issues",
                                              "Lat",
                                              "Lon",
                                              "LocationName",
                                              "StateName",
                                              "CountryCode",
                                              "SentenceID",
                                              "URLs",
                                              "NewsSources"};

#define COUNT(a) (uint32_t)(sizeof(a) / sizeof *(a))

typedef struct Layout {
  const char *format;
  const char *const *columns;
  uint32_t n;
  bool header;
} Layout;

static const Layout layouts[] = {
    {"gdelt", gdelt_columns, COUNT(gdelt_columns), false},       {"gdelt-mentions", mention_columns, COUNT(mention_columns), false},
    {"icews", icews_columns, COUNT(icews_columns), true},        {"polecat", polecat_columns, COUNT(polecat_columns), true},
    {"phoenix", phoenix_columns, COUNT(phoenix_columns), false},
};

static const Layout *layout(const char *format) {
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
    if (strcmp(layouts[i].format, format) == 0) return &layouts[i];
  fail();
  return NULL;
}

/* ---- samples ---- */

static Str gov[] = {{"GOV", 3}}, mil[] = {{"MIL", 3}}, contexts[] = {{"military", 8}, {"territory", 9}};
static RecordParty romania = {.country = "ROU", .sector = "MIL", .sectors = mil, .nsectors = 1, .name = {"Romanian Army", 13}};
static RecordParty states[] = {
    {.country = "DEU", .sector = "GOV", .sectors = gov, .nsectors = 1, .name = {"Germany", 7}},
    {.country = "UNO", .name = {"United Nations", 14}},
    {.country = "EUR", .name = {"European Union", 14}},
};

static Span span(uint32_t start, const char *text) {
  Str s = str_of(text);
  return (Span){start, start + s.n, s, false};
}

/* Romania's army towards Germany. */
static EventRecord sample(void) {
  EventRecord e = record_none();
  romania.span = span(4, "Romania's \"army\"\tand\\more");
  e.id = STR("00000000000f0000");
  e.event = STR("000000000007b000");
  e.doc_id = STR("doc-1");
  e.sentence = 1;
  e.span = span(20, "agreed to");
  e.type = STR("AGREE");
  e.cameo = STR("0311");
  e.score = 2.5;
  e.goldstein = 5.2;
  e.quad = 1;
  e.contexts = contexts;
  e.ncontexts = 2;
  e.actor = (RecordParties){&romania, 1};
  e.recipient = (RecordParties){states, 1};
  e.date = (Date){2015, 2, 18};
  e.granularity = "day";
  e.place = (RecordPlace){.name = STR("Houston"),
                          .admin1 = STR("Texas"),
                          .country = "USA",
                          .has_point = true,
                          .lat = 29.763,
                          .lon = -95.363,
                          .geoname_id = 4699066,
                          .span = span(40, "Houston")};
  e.status = "actual";
  e.confidence = 0.75;
  e.doc_date = (Date){2015, 2, 19};
  e.publisher = STR("Example Wire");
  e.url = STR("https://example.org/1");
  return e;
}

/* ---- reading rows back ---- */

static Buf buf;

static Str put(const char *format, const EventRecord *e) {
  const RecordFormat *f = record_format_find(format);
  buf_clear(&buf);
  f->put(&buf, e, 0);
  return (Str){buf.p, (uint32_t)buf.n};
}

static uint32_t cells(Str row) {
  uint32_t n = 1;
  for (uint32_t i = 0; i < row.n; i++) n += row.p[i] == '\t';
  return n;
}

/* The cell of a named column in a row of a format. */
static Str cell(const char *format, Str row, const char *column) {
  const Layout *l = layout(format);
  Str line, rest;
  assert_true(str_line(&row, &line));
  for (uint32_t i = 0; i < l->n; i++) {
    Str one = str_cut(line, '\t', &rest);
    if (strcmp(l->columns[i], column) == 0) return one;
    line = rest;
  }
  fail_msg("no column '%s'", column);
  return row;
}

typedef struct Cell {
  const char *column, *expected;
} Cell;

/* The row's cells that are named; the lines end in {0}. */
static void assert_cells(const char *format, Str row, const Cell *c) {
  for (; c->column; c++) {
    Str got = cell(format, row, c->column);
    if (!str_is(got, c->expected)) fail_msg("%s %s: got '%.*s', expected '%s'", format, c->column, STRF(got), c->expected);
  }
}

#define CELLS(format, row, ...) assert_cells(format, row, (const Cell[]){__VA_ARGS__, {0}})

/* ---- tests ---- */

static void test_every_row_has_the_columns_of_its_data_set(void **state) {
  (void)state;
  EventRecord bare = record_none(), full = sample();
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
    Str row = put(layouts[i].format, &full);
    assert_int_equal(cells(row), layouts[i].n);
    assert_int_equal(row.p[row.n - 1], '\n');
    row = put(layouts[i].format, &bare);
    assert_int_equal(cells(row), layouts[i].n);
  }
  assert_int_equal(COUNT(gdelt_columns), 61);
  assert_int_equal(COUNT(mention_columns), 16);
  assert_int_equal(COUNT(icews_columns), 20);
  assert_int_equal(COUNT(polecat_columns), 40);
  assert_int_equal(COUNT(phoenix_columns), 26);
}

static void test_headers_name_the_columns(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
    const Layout *l = &layouts[i];
    const RecordFormat *f = record_format_find(l->format);
    if (!l->header) {
      assert_null(f->begin);
      continue;
    }
    buf_clear(&buf);
    f->begin(&buf, 0);
    for (uint32_t k = 0; k < l->n; k++) assert_str(cell(l->format, (Str){buf.p, (uint32_t)buf.n}, l->columns[k]), l->columns[k]);
  }
}

static void test_gdelt_values(void **state) {
  (void)state;
  EventRecord e = sample();
  Str row = put("gdelt", &e);
  CELLS("gdelt", row, {"GLOBALEVENTID", "123"}, {"SQLDATE", "20150218"}, {"MonthYear", "201502"}, {"Year", "2015"},
        {"FractionDate", "2015.1315"}, {"Actor1Code", "ROMMIL"}, {"Actor1Name", "ROMANIAN ARMY"}, {"Actor1CountryCode", "ROM"},
        {"Actor1Type1Code", "MIL"}, {"Actor2Code", "DEUGOV"}, {"IsRootEvent", "1"}, {"EventCode", "0311"}, {"EventBaseCode", "031"},
        {"EventRootCode", "03"}, {"QuadClass", "1"}, {"GoldsteinScale", "5.2"}, {"NumMentions", "1"}, {"Actor1Geo_Type", "0"},
        {"ActionGeo_Type", "3"}, {"ActionGeo_FullName", "Houston, Texas, United States"}, {"ActionGeo_CountryCode", "US"},
        {"ActionGeo_ADM1Code", "USTX"}, {"ActionGeo_Lat", "29.7630"}, {"DATEADDED", "20150219000000"},
        {"SOURCEURL", "https://example.org/1"});
}

static void test_gdelt_bodies_and_coarse_dates(void **state) {
  (void)state;
  EventRecord e = sample();
  e.actor = (RecordParties){&states[1], 1};
  e.recipient = (RecordParties){&states[2], 1};
  e.date = (Date){2015, 2, 0};
  e.url = STR("");
  Str row = put("gdelt", &e);
  CELLS("gdelt", row, {"Actor1Code", "IGOUNO"}, {"Actor1CountryCode", ""}, {"Actor1KnownGroupCode", "UNO"}, {"Actor1Type1Code", "IGO"},
        {"Actor2Code", "IGOEUREEC"}, {"Actor2CountryCode", "EUR"}, {"SQLDATE", ""}, {"MonthYear", "201502"}, {"FractionDate", ""},
        {"SOURCEURL", "doc-1"});
}

static void assert_geo(uint32_t id, const char *country, const char *name, const char *admin1, const char *type, const char *full,
                       const char *adm1) {
  EventRecord e = sample();
  e.place = (RecordPlace){.name = str_of(name), .admin1 = str_of(admin1), .has_point = true, .geoname_id = id};
  memcpy(e.place.country, country, strlen(country) + 1);
  Str row = put("gdelt", &e);
  CELLS("gdelt", row, {"ActionGeo_Type", type}, {"ActionGeo_FullName", full}, {"ActionGeo_ADM1Code", adm1});
}

static void test_gdelt_types_of_places(void **state) {
  (void)state;
  assert_geo(3017382, "FRA", "France", "", "1", "France", "FR");
  assert_geo(4736286, "USA", "Texas", "Texas", "2", "Texas, United States", "USTX");
  assert_geo(1172451, "PAK", "Lahore", "Punjab", "4", "Lahore, Punjab, Pakistan", "PK");
  assert_geo(0, "PAK", "Punjab", "Punjab", "5", "Punjab, Pakistan", "PK");
  assert_geo(1138958, "AFG", "Kabul", "Kabul", "4", "Kabul, Kabul, Afghanistan", "AF");
  assert_geo(0, "PSE", "Rafah", "Gaza Strip", "4", "Rafah, Gaza Strip, Palestine", "GZ");
  assert_geo(0, "", "Black Sea", "", "0", "", "");
}

static void test_gdelt_mention_values(void **state) {
  (void)state;
  EventRecord e = sample();
  RecordTold told = {.doc_bytes = 512};
  e.told = &told;
  Str row = put("gdelt-mentions", &e);
  CELLS("gdelt-mentions", row, {"GLOBALEVENTID", "123"}, {"EventTimeDate", "20150219000000"}, {"MentionType", "1"},
        {"MentionSourceName", "Example Wire"}, {"Actor1CharOffset", "4"}, {"Actor2CharOffset", "-1"}, {"ActionCharOffset", "20"},
        {"Confidence", "80"}, {"MentionDocLen", "512"});
  uint64_t rows[] = {7, 8};
  told.rows = rows;
  told.nrows = 2;
  row = put("gdelt-mentions", &e);
  CELLS("gdelt-mentions", row, {"GLOBALEVENTID", "7"});
}

static void test_icews_values(void **state) {
  (void)state;
  EventRecord e = sample();
  Str row = put("icews", &e);
  CELLS("icews", row, {"Event Date", "2015-02-18"}, {"Source Name", "Romanian Army"}, {"Source Sectors", "Government,Military"},
        {"Source Country", "Romania"}, {"Event Text", "Express intent to cooperate economically"}, {"CAMEO Code", "0311"},
        {"Target Name", "Germany"}, {"Target Sectors", ""}, /* a bare state */
        {"Story ID", "doc-1"}, {"City", "Houston"}, {"Province", "Texas"}, {"Country", "United States"});
}

static void test_polecat_values(void **state) {
  (void)state;
  EventRecord e = sample();
  e.recipient = (RecordParties){states, 2};
  Str row = put("polecat", &e);
  CELLS("polecat", row, {"Event ID", "000000000007b000"}, {"Event Type", "AGREE"}, {"Event Mode", "None"},
        {"Quad Code", "VERBAL COOPERATION"}, {"Contexts", "military; territory"}, {"Actor COW", "360"},
        {"Actor Name Raw", "Romania's 'army' and/more"}, {"Recipient Name", "Germany; United Nations"}, {"Recipient Country", "DEU; UNO"},
        {"Recipient COW", "255; None"}, {"Recipient Sectors", "GOV; None"}, {"GeoNames ID", "4699066"}, {"Publication Date", "2015-02-19"});
}

static void test_phoenix_values(void **state) {
  (void)state;
  EventRecord e = sample();
  e.recipient = (RecordParties){&states[2], 1};
  Str row = put("phoenix", &e);
  CELLS("phoenix", row, {"Date", "20150218"}, {"Month", "02"}, {"SourceActorFull", "ROUMIL"}, {"SourceActorEntity", "ROU"},
        {"SourceActorRole", "MIL"}, {"TargetActorFull", "IGOEUREEC"}, {"TargetActorEntity", "IGO"}, {"TargetActorAttribute", "EUR;EEC"},
        {"PentaClass", "1"}, {"Issues", "MILITARY,1;TERRITORY,1"}, {"CountryCode", "USA"}, {"SentenceID", "doc-1_1"});
}

static uint32_t lines(Str s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
  return n;
}

static void test_pairs_have_a_row_and_a_number_each(void **state) {
  (void)state;
  EventRecord e = sample();
  e.actor = (RecordParties){states, 3};
  e.recipient = (RecordParties){0}; /* mutual: each of three towards two */
  assert_int_equal(lines(put("gdelt", &e)), 6);
  e.recipient = (RecordParties){&romania, 1};
  assert_int_equal(lines(put("icews", &e)), 3);
  assert_int_equal(lines(put("polecat", &e)), 1);
  RecordPairs p = record_pairs(&e);
  uint64_t seen[3];
  uint32_t n = 0;
  for (RecordPair one; record_pair_next(&p, &one); n++) {
    for (uint32_t i = 0; i < n; i++) assert_true(seen[i] != one.number);
    assert_true(one.number < UINT64_C(1) << 52);
    seen[n] = one.number;
  }
  e.actor = e.recipient = (RecordParties){0};
  assert_int_equal(lines(put("gdelt", &e)), 1);
}

static void test_what_did_not_happen_has_no_place_in_a_data_set_of_acts(void **state) {
  (void)state;
  EventRecord e = sample();
  const RecordFormat *f = record_format_find("gdelt");
  assert_true(f->fits(&e));
  e.status = "historical";
  assert_true(f->fits(&e));
  static const char *const others[] = {"future", "hypothetical", "negated"};
  for (size_t i = 0; i < 3; i++) {
    e.status = others[i];
    assert_false(f->fits(&e));
  }
}

static void test_geojson_is_a_collection_of_points(void **state) {
  (void)state;
  EventRecord e = sample();
  const RecordFormat *f = record_format_find("geojson");
  assert_true(f->commas);
  assert_true(f->fits(&e));
  Str feature = put("geojson", &e);
  const char *start =
      ",\n{\"type\":\"Feature\",\"id\":\"00000000000f0000\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-95.3630,29.7630]},"
      "\"properties\":{\"event\":\"000000000007b000\",\"date\":\"2015-02-18\",";
  assert_str(str_head(feature, (uint32_t)strlen(start)), start);
  e.place.has_point = false;
  assert_false(f->fits(&e));
}

static void test_csv_has_numbers_of_states_and_counts(void **state) {
  (void)state;
  EventRecord e = sample();
  RecordTold told = {.mentions = 3,
                     .articles = 2,
                     .sources = 2,
                     .first_report = {2015, 2, 18},
                     .last_report = {2015, 2, 20},
                     .dead_low = 12,
                     .dead_high = 15,
                     .injured_low = -1,
                     .injured_high = -1,
                     .title = STR("A title")};
  e.told = &told;
  e.recipient = (RecordParties){states, 2};
  Str row = put("csv", &e);
  const char *end = ",\"360\",\"360\",\"255;\",\"260;\",A title,3,2,2,2015-02-18,2015-02-20,12,15,,,,,0\n";
  assert_true(row.n > strlen(end));
  assert_str(str_from(row, row.n - (uint32_t)strlen(end)), end);
}

static int done(void **state) {
  (void)state;
  buf_free(&buf);
  return 0;
}

static const struct CMUnitTest record_formats_tests[] = {
    cmocka_unit_test(test_every_row_has_the_columns_of_its_data_set),
    cmocka_unit_test(test_headers_name_the_columns),
    cmocka_unit_test(test_gdelt_values),
    cmocka_unit_test(test_gdelt_bodies_and_coarse_dates),
    cmocka_unit_test(test_gdelt_types_of_places),
    cmocka_unit_test(test_gdelt_mention_values),
    cmocka_unit_test(test_icews_values),
    cmocka_unit_test(test_polecat_values),
    cmocka_unit_test(test_phoenix_values),
    cmocka_unit_test(test_pairs_have_a_row_and_a_number_each),
    cmocka_unit_test(test_what_did_not_happen_has_no_place_in_a_data_set_of_acts),
    cmocka_unit_test(test_geojson_is_a_collection_of_points),
    cmocka_unit_test_teardown(test_csv_has_numbers_of_states_and_counts, done),
};
UNIT_MAIN(record_formats_tests)
