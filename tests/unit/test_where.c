/* The gazetteer's compiler, its complaints, and what it opens; on tables of a few lines. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "where/gaz.h"

#define COUNTRIES                                         \
  "#name\n"                                               \
  "Aland\tC\tAAA\t\t10\t20\t1000000\t1\town\tAA|A.L.D.\n" \
  "Bland\tC\tBBB\t\t-30.5\t-60.25\t2000000\t2\town\t\n"
#define DIVISIONS "North Aland\tA\tAAA\t01\t11\t21\t400000\t3\tgn\tNorthland\n"
#define CITIES                                                   \
  "Springtown\tP\tAAA\t01\t11.5\t21.5\t50000\t4\tgn\tLenztown\n" \
  "Springtown\tP\tBBB\t\t-30\t-60\t300000\t5\tgn\t\n"

typedef struct Dir {
  char path[64];
} Dir;

static void put(const Dir *d, const char *name, const char *text) {
  char path[160];
  snprintf(path, sizeof path, "%s/places/%s", d->path, name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static Dir make(const char *cities) {
  Dir d = {"/tmp/where-XXXXXX"};
  char places[80];
  assert_non_null(mkdtemp(d.path));
  snprintf(places, sizeof places, "%s/places", d.path);
  assert_int_equal(mkdir(places, 0700), 0);
  put(&d, "countries.tsv", COUNTRIES);
  put(&d, "divisions.tsv", DIVISIONS);
  put(&d, "cities-x.tsv", cities);
  put(&d, "demonyms.tsv", "Alandic\tAAA\town\n");
  put(&d, "cues.tsv", "in\tlocative\town\n");
  return d;
}

static void drop(const Dir *d) {
  static const char *const names[] = {"countries.tsv", "divisions.tsv", "cities-x.tsv", "demonyms.tsv",
                                      "cues.tsv",      "aliases.tsv",   "careful.tsv",  "former.tsv"};
  char path[160];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/places/%s", d->path, names[i]);
    unlink(path);
  }
  snprintf(path, sizeof path, "%s/places", d->path);
  rmdir(path);
  rmdir(d->path);
}

/* The image of a folder, or its complaint, which names a file that lies in scratch. */
static bool compile(Arena *scratch, const Dir *d, Buf *out, EntError *err) {
  ImageWriter w;
  image_begin(&w, 1);
  bool ok = where_compile(scratch, d->path, &w, err);
  return image_end(&w, out) && ok;
}

static void complains(const char *cities, const char *what) {
  Dir d = make(cities);
  Buf image = {0};
  EntError err = {0};
  char text[512];
  Arena scratch;
  arena_init(&scratch, 0);
  assert_false(compile(&scratch, &d, &image, &err));
  err_text(&err, text, sizeof text);
  arena_free(&scratch);
  if (!strstr(text, what)) fail_msg("got '%s', expected '%s'", text, what);
  buf_free(&image);
  drop(&d);
}

static void test_where_compile_names_the_place_of_a_mistake(void **state) {
  (void)state;
  complains("Springtown\tP\tAAA\t01\t11.5\n", "places/cities-x.tsv:1:1: ten columns were expected");
  complains("#\n\nSpringtown\tX\tAAA\t01\t1\t2\t3\t4\tgn\t\n", "places/cities-x.tsv:3:12: one of the features");
  complains("Springtown\tP\tAA\t01\t1\t2\t3\t4\tgn\t\n", "a country code of three letters");
  complains("Springtown\tP\tAAA\t77\t1\t2\t3\t4\tgn\t\n", "no first-level division");
  complains("Springtown\tP\tAAA\t01\t91\t2\t3\t4\tgn\t\n", "degrees were expected");
  complains("Springtown\tP\tAAA\t01\t1\t2\tmany\t4\tgn\t\n", "a population was expected");
}

static void test_where_compile_checks_aliases(void **state) {
  (void)state;
  Dir d = make(CITIES);
  Buf image = {0};
  EntError err = {0};
  Arena scratch;
  arena_init(&scratch, 0);
  put(&d, "aliases.tsv", "Sprung\t4\tWintertown\town\n");
  assert_false(compile(&scratch, &d, &image, &err));
  assert_err(&err, "places/aliases.tsv:1:10: the row of this id has another name: 'Springtown'");
  err_clear(&err);
  put(&d, "aliases.tsv", "Sprung\t99\tSpringtown\town\n");
  assert_false(compile(&scratch, &d, &image, &err));
  assert_err(&err, "places/aliases.tsv:1:8: no row has this GeoNames id: '99'");
  arena_free(&scratch);
  buf_free(&image);
  drop(&d);
}

static void test_where_compile_checks_former_states(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"AAA\tOLD\t1990-01-01\n", "places/former.tsv:1:1: country, former state, day and source were expected: 'AAA'"},
      {"AAA\tOLDER\t1990-01-01\town\n", "places/former.tsv:1:5: a country code of three letters was expected: 'OLDER'"},
      {"AAA\tOLD\tlong ago\town\n", "places/former.tsv:1:9: a day was expected: 'long ago'"},
      {"AAA\tOLD\t1990-01-01\town\nAAA\tOLE\t1991-01-01\town\n", "places/former.tsv:2:1: a country has one former state: 'AAA'"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Dir d = make(CITIES);
    Buf image = {0};
    EntError err = {0};
    Arena scratch;
    arena_init(&scratch, 0);
    put(&d, "former.tsv", cases[i][0]);
    assert_false(compile(&scratch, &d, &image, &err));
    assert_err(&err, cases[i][1]);
    err_clear(&err);
    arena_free(&scratch);
    buf_free(&image);
    drop(&d);
  }
}

typedef struct World {
  Dir dir;
  Buf image;
  Arena engine, doc;
  Gazetteer *g;
} World;

static void open_world(World *w) {
  EntError err = {0};
  Image im;
  memset(w, 0, sizeof *w);
  w->dir = make(CITIES);
  put(&w->dir, "aliases.tsv", "+Old Springtown\t4\tSpringtown\town\n");
  put(&w->dir, "former.tsv", "BBB\tOLD\t1991-12-26\town\n");
  Arena scratch;
  arena_init(&scratch, 0);
  assert_true(compile(&scratch, &w->dir, &w->image, &err));
  arena_free(&scratch);
  arena_init(&w->engine, 0);
  arena_init(&w->doc, 0);
  assert_true(image_open(&im, w->image.p, w->image.n, "places", 1, &err));
  w->g = where_open(&w->engine, &im, &err);
  assert_non_null(w->g);
}

static void close_world(World *w) {
  buf_free(&w->image);
  arena_free(&w->engine);
  arena_free(&w->doc);
  drop(&w->dir);
}

static Places find_on(World *w, Doc *d, const char *text, Date date) {
  Places p;
  arena_reset(&w->doc);
  *d = (Doc){.arena = &w->doc, .date = date, .title_given = STR(""), .body_given = str_of(text)};
  text_normalise(d);
  text_segment(d);
  where_find(w->g, d, &p);
  return p;
}

static Places find(World *w, Doc *d, const char *text) { return find_on(w, d, text, (Date){0}); }

static void test_where_find_takes_the_state_of_the_day(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  assert_string_equal(find_on(&w, &d, "They met in Springtown.", (Date){1991, 12, 25}).at[0].country, "OLD");
  assert_string_equal(find_on(&w, &d, "They met in Springtown.", (Date){1991, 12, 26}).at[0].country, "BBB");
  assert_string_equal(find_on(&w, &d, "They met in Springtown, Aland.", (Date){1950, 1, 1}).at[0].country, "AAA");
  close_world(&w);
}

static void test_where_find_takes_the_larger_of_a_name(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  Places p = find(&w, &d, "They met in Springtown.");
  assert_int_equal(p.n, 1);
  assert_string_equal(p.at[0].country, "BBB");
  assert_int_equal(p.at[0].geoname_id, 5);
  close_world(&w);
}

static void test_where_find_follows_what_the_text_says(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  Places p = find(&w, &d, "They met in Springtown, Aland.");
  assert_int_equal(p.n, 2);
  assert_string_equal(p.at[0].country, "AAA");
  assert_str(p.at[0].admin1, "North Aland");
  assert_int_equal(p.at[1].feature, 'C');
  close_world(&w);
}

static void test_where_find_never_takes_a_people(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  assert_int_equal(find(&w, &d, "The Alandic envoy spoke in Alandic.").n, 0);
  close_world(&w);
}

static void test_where_find_wants_capitals(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  assert_int_equal(find(&w, &d, "He was in springtown and in aa.").n, 0);
  assert_int_equal(find(&w, &d, "He was in AA.").n, 1);
  assert_int_equal(find(&w, &d, "He was in Aa.").n, 0);
  close_world(&w);
}

static void test_where_find_of_an_empty_text(void **state) {
  (void)state;
  World w;
  Doc d;
  open_world(&w);
  assert_int_equal(find(&w, &d, "").n, 0);
  close_world(&w);
}

static void test_where_origin_names_the_line(void **state) {
  (void)state;
  World w;
  Doc d;
  Str file;
  uint32_t line;
  open_world(&w);
  Places p = find(&w, &d, "They met in Old Springtown.");
  assert_int_equal(p.n, 1);
  assert_true(where_origin(w.g, p.at[0].row, &file, &line));
  assert_str(file, "cities-x.tsv");
  assert_int_equal(line, 1);
  assert_false(where_origin(w.g, UINT32_MAX, &file, &line));
  close_world(&w);
}

static void test_where_open_refuses_rows_out_of_range(void **state) {
  (void)state;
  World w;
  EntError err = {0};
  ImageWriter broken;
  Image im;
  Buf bytes = {0};
  open_world(&w);
  assert_true(image_open(&im, w.image.p, w.image.n, "places", 1, &err));
  static const struct {
    const char *name;
    size_t elem;
  } sections[] = {{"places.words", sizeof(KeySlot)}, {"places.cues", sizeof(KeySlot)},  {"places.names", sizeof(GazName)},
                  {"places.rows", sizeof(GazRow)},   {"places.lands", sizeof(GazLand)}, {"places.text", 1},
                  {"places.files", sizeof(uint32_t)}};
  image_begin(&broken, 1);
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
    uint32_t n;
    const void *p = image_section(&im, sections[i].name, sections[i].elem, &n, &err);
    image_add(&broken, sections[i].name, p, sections[i].elem, n);
  }
  uint32_t posts[64];
  for (int i = 0; i < 64; i++) posts[i] = 0xFFFFFF;
  image_add(&broken, "places.posts", posts, sizeof *posts, 64);
  assert_true(image_end(&broken, &bytes));
  assert_true(image_open(&im, bytes.p, bytes.n, "places", 1, &err));
  assert_null(where_open(&w.engine, &im, &err));
  assert_err(&err, "places: has places sections that do not fit together");
  buf_free(&bytes);
  close_world(&w);
}

static void test_where_word_folds_marks_away(void **state) {
  (void)state;
  assert_true(gaz_word(STR("Sana'a")) == gaz_word(STR("SANAA")));
  assert_true(gaz_word(STR("St.")) == gaz_word(STR("Saint")));
  assert_true(gaz_word(STR("Žilina")) == gaz_word(STR("zilina")));
  assert_true(gaz_word(STR("''")) == 0);
}

static void test_where_km_is_near_enough(void **state) {
  (void)state;
  GazRow paris = {.lat = 488534, .lon = 23488}, london = {.lat = 515085, .lon = -1257}, suva = {.lat = -181416, .lon = 1784415},
         apia = {.lat = -138333, .lon = -1717667};
  GazRow none = {.lat = GAZ_NOPOINT, .lon = GAZ_NOPOINT};
  assert_in_range(gaz_km(&paris, &london), 335, 352); /* 344 */
  assert_in_range(gaz_km(&suva, &apia), 1100, 1200);  /* across the date line: 1,147 */
  assert_int_equal(gaz_km(&paris, &none), 20000);
}

static void test_where_log8_grows_by_eighths(void **state) {
  (void)state;
  assert_int_equal(gaz_log8(0), 0);
  assert_int_equal(gaz_log8(1), 8);
  assert_int_equal(gaz_log8(1023), 80);
  assert_int_equal(gaz_log8(UINT32_MAX), 256);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_where_compile_names_the_place_of_a_mistake),
      cmocka_unit_test(test_where_compile_checks_aliases),
      cmocka_unit_test(test_where_compile_checks_former_states),
      cmocka_unit_test(test_where_find_takes_the_larger_of_a_name),
      cmocka_unit_test(test_where_find_takes_the_state_of_the_day),
      cmocka_unit_test(test_where_find_follows_what_the_text_says),
      cmocka_unit_test(test_where_find_never_takes_a_people),
      cmocka_unit_test(test_where_find_wants_capitals),
      cmocka_unit_test(test_where_find_of_an_empty_text),
      cmocka_unit_test(test_where_origin_names_the_line),
      cmocka_unit_test(test_where_open_refuses_rows_out_of_range),
      cmocka_unit_test(test_where_word_folds_marks_away),
      cmocka_unit_test(test_where_km_is_near_enough),
      cmocka_unit_test(test_where_log8_grows_by_eighths),
  };
  return cmocka_run_group_tests_name("where", tests, NULL, NULL);
}
