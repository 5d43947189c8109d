/* tests/spec/where.spec against the gazetteer of lexicon/places, compiled here, with the trained model. */
#include "unit.h"

#include "base/mapfile.h"
#include "syntax/syntax.h"
#include "where/where.h"

typedef struct Bench {
  Arena engine, doc;
  Buf image;
  Gazetteer *g;
  MapFile model;
  Syntax *syntax;
  SyntaxWork *work;
} Bench;

static int open_bench(void **state) {
  static Bench b;
  EntError err = {0};
  Arena scratch;
  ImageWriter w;
  Image im;
  arena_init(&b.engine, 0);
  arena_init(&b.doc, 0);
  arena_init(&scratch, 0);
  image_begin(&w, 1);
  if (!where_compile(&scratch, TEST_DIR "/../../lexicon", &w, &err)) fail_with(&err);
  arena_free(&scratch);
  assert_true(image_end(&w, &b.image));
  if (!image_open(&im, b.image.p, b.image.n, "places", 1, &err)) fail_with(&err);
  b.g = where_open(&b.engine, &im, &err);
  if (!b.g) fail_with(&err);
  if (!mapfile_open(&b.model, TEST_DIR "/../../model/english.ent", &err)) fail_with(&err);
  b.syntax = syntax_open(&b.engine, b.model.p, b.model.n, "english.ent", &err);
  if (!b.syntax) fail_with(&err);
  b.work = syntax_work_new(b.syntax);
  assert_non_null(b.work);
  *state = &b;
  return 0;
}

static int close_bench(void **state) {
  Bench *b = *state;
  syntax_work_free(b->work);
  mapfile_close(&b->model);
  buf_free(&b->image);
  arena_free(&b->engine);
  arena_free(&b->doc);
  return 0;
}

static Str dash(Str s) { return s.n ? s : STR("-"); }

/* The places of a sentence as the spec writes them. */
static void find(Bench *b, Str sentence, Buf *out) {
  arena_reset(&b->doc);
  Doc d = {.arena = &b->doc, .title_given = STR(""), .body_given = sentence};
  Places found;
  text_normalise(&d);
  text_segment(&d);
  syntax_parse(b->syntax, b->work, &d);
  where_find(b->g, &d, &found);
  for (uint32_t i = 0; i < found.n; i++) {
    const Place *p = &found.at[i];
    Str words = doc_span(&d, p->at, p->end).text, country = dash(str_of(p->country)), division = dash(p->admin1);
    buf_fmt(out, "[%.*s] %.*s, %.*s, %.*s\n", STRF(words), STRF(p->name), STRF(country), STRF(division));
  }
}

typedef struct Case {
  Str title, sentence;
  Buf expected;
} Case;

/* The next case of the file; false at its end. */
static bool next_case(Str *rest, Case *c) {
  Str line;
  bool answers = false;
  c->title = c->sentence = STR("");
  buf_clear(&c->expected);
  while (str_line(rest, &line)) {
    if (str_starts(line, STR("#"))) continue;
    if (!line.n && c->sentence.n) return true;
    if (str_starts(line, STR("== "))) c->title = str_from(line, 3);
    else if (str_is(line, "--")) answers = true;
    else if (answers) {
      buf_str(&c->expected, line);
      buf_c(&c->expected, '\n');
    } else if (line.n) c->sentence = str_starts(line, STR("* ")) ? str_from(line, 2) : line;
  }
  return c->sentence.n > 0;
}

static void test_where_spec(void **state) {
  Bench *b = *state;
  EntError err = {0};
  MapFile spec;
  if (!mapfile_open(&spec, TEST_DIR "/../spec/where.spec", &err)) fail_with(&err);
  Str rest = {spec.p, (uint32_t)spec.n};
  Case c = {0};
  Buf found = {0};
  int cases = 0, bad = 0;
  for (; next_case(&rest, &c); cases++) {
    buf_clear(&found);
    find(b, c.sentence, &found);
    if (str_eq((Str){found.p, (uint32_t)found.n}, (Str){c.expected.p, (uint32_t)c.expected.n})) continue;
    bad++;
    print_error("%.*s\n  %.*s\nexpected\n%.*sfound\n%.*s", STRF(c.title), STRF(c.sentence), (int)c.expected.n, c.expected.p, (int)found.n,
                found.p);
  }
  buf_free(&c.expected);
  buf_free(&found);
  mapfile_close(&spec);
  assert_true(cases >= 150);
  assert_int_equal(bad, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_where_spec)};
  return cmocka_run_group_tests_name("where_spec", tests, open_bench, close_bench);
}
