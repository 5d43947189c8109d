/* Runs tests/spec/when.spec: each sentence of it by itself, with the trees of the trained model. */
#include "unit.h"

#include "base/mapfile.h"
#include "syntax/syntax.h"
#include "when/when.h"

typedef struct Spec {
  Arena engine, doc;
  Syntax *syntax;
  SyntaxWork *work;
  Date date;
  uint32_t line, run, failed;
} Spec;

/* What the stage finds in the sentence, in the form of the spec file. */
static Str found(Spec *s, Str sentence) {
  arena_reset(&s->doc);
  Doc d = {.arena = &s->doc, .body_given = sentence, .date = s->date};
  text_normalise(&d);
  text_segment(&d);
  syntax_parse(s->syntax, s->work, &d);
  Timexes x = {0};
  when_find(&d, &x);
  Str out = {"", 0};
  for (uint32_t k = 0; k < x.n; k++) {
    const Timex *t = &x.at[k];
    char from[12], to[12];
    date_text(t->date, from);
    date_text(t->date_end, to);
    Str words = {d.text.p + t->at, t->end - t->at};
    assert_non_null(t->rule);
    out = arena_fmt(&s->doc, "%.*s[%.*s] %s %s %s%s%s %s\n", STRF(out), STRF(words), timex_type_text(t->type), t->value,
                    t->date.year ? from : "-", t->date_end.year ? ".." : "", to, t->granularity ? granularity_text(t->granularity) : "-");
  }
  return out;
}

static void check(Spec *s, Str sentence, uint32_t line, Str want) {
  Str got = found(s, sentence);
  s->run++;
  if (str_eq(got, want)) return;
  s->failed++;
  print_error("when.spec:%u: %.*s\nexpected:\n%.*sfound:\n%.*s\n", line, STRF(sentence), STRF(want), STRF(got));
}

static void run_file(Spec *s, Str text) {
  Str line;
  while (str_line(&text, &line)) {
    s->line++;
    uint32_t at = s->line;
    if (!line.n || line.p[0] == '#') continue;
    if (str_starts(line, STR("date "))) {
      s->date = (Date){0};
      date_parse_iso(str_from(line, 5), &s->date);
      continue;
    }
    Str sentence = line, start = {text.p, 0};
    if (str_starts(line, STR("* "))) {
      check(s, str_from(line, 2), at, start);
      continue;
    }
    assert_true(str_line(&text, &line) && str_is(line, "--"));
    s->line++;
    Str want = {text.p, 0};
    while (text.n && text.p[0] == '[' && str_line(&text, &line)) {
      s->line++;
      want.n = (uint32_t)(text.p - want.p);
    }
    check(s, sentence, at, want);
  }
}

static void test_when_spec_holds(void **state) {
  (void)state;
  Spec s = {0};
  MapFile model, spec;
  EntError err = {0};
  arena_init(&s.engine, 0);
  arena_init(&s.doc, 0);
  assert_true(mapfile_open(&model, TEST_DIR "/../../model/english.ent", &err));
  assert_true(mapfile_open(&spec, TEST_DIR "/../spec/when.spec", &err));
  s.syntax = syntax_open(&s.engine, model.p, model.n, "english.ent", &err);
  assert_non_null(s.syntax);
  s.work = syntax_work_new(s.syntax);
  run_file(&s, (Str){spec.p, (uint32_t)spec.n});
  assert_true(s.run >= 200);
  assert_int_equal(s.failed, 0);
  syntax_work_free(s.work);
  mapfile_close(&spec);
  mapfile_close(&model);
  arena_free(&s.doc);
  arena_free(&s.engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_when_spec_holds)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
