/* Normalisation and the way back to the given bytes; English or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/doc.h"

static Doc normalised(Arena *a, const char *title, const char *body) {
  Doc d = {.arena = a, .title_given = str_of(title), .body_given = str_of(body)};
  text_normalise(&d);
  return d;
}

static void check(const char *body, const char *want) {
  Arena a;
  arena_init(&a, 0);
  Doc d = normalised(&a, "", body);
  assert_int_equal(d.text.n, strlen(want));
  assert_memory_equal(d.text.p, want, d.text.n);
  arena_free(&a);
}

#define NORMALISE(name, body, want)                 \
  static void test_normalise_##name(void **state) { \
    (void)state;                                    \
    check(body, want);                              \
  }

NORMALISE(mends_double_encoding, "Iran\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s, S\xC3\x83\xC2\xA3o", "Iran\xE2\x80\x99s, S\xC3\xA3o")
NORMALISE(leaves_accents_alone, "S\xC3\xA3o Tom\xC3\xA9", "S\xC3\xA3o Tom\xC3\xA9")
NORMALISE(decodes_entities, "A&amp;B &quot;x&quot; &#8217;s &#x2014; &eacute; &#146;",
          "A&B \"x\" \xE2\x80\x99s \xE2\x80\x94 \xC3\xA9 \xE2\x80\x99")
NORMALISE(decodes_twice_escaped_entities, "&amp;quot;x&amp;#39;", "\"x'")
NORMALISE(leaves_bare_ampersands, "AT&T & co; x &c;", "AT&T & co; x &c;")
NORMALISE(folds_odd_blanks,
          "10\xC2\xA0km\xE2\x80\xAF"
          "x\r\ny\rz",
          "10 km x\ny\nz")
NORMALISE(drops_marks_without_width,
          "Er\xC2\xAD"
          "do\xE2\x80\x8Bgan\xEF\xBB\xBF",
          "Erdogan")
NORMALISE(drops_left_over_tags, "He <b>left</b>.<br/>She <i class=\"x\">came</i>, 3 < 4 <NGNA>", "He left.\nShe came, 3 < 4 <NGNA>")

static void test_normalise_borrows_unchanged_text(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  const char *body = "Nothing to do \xE2\x80\x93 at all.";
  Doc d = normalised(&a, "", body);
  assert_ptr_equal(d.text.p, body);
  arena_free(&a);
}

static void test_span_gives_the_bytes_as_given(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d = normalised(&a, "",
                     "A &quot;Foo&quot; b\xC2\xAD"
                     "ar baz");
  assert_string_equal(arena_str(&a, d.text).p, "A \"Foo\" bar baz");
  Span foo = doc_span(&d, 3, 6), quoted = doc_span(&d, 2, 7), bar = doc_span(&d, 8, 11), baz = doc_span(&d, 12, 15);
  assert_string_equal(arena_str(&a, foo.text).p, "Foo");
  assert_string_equal(arena_str(&a, quoted.text).p, "&quot;Foo&quot;");
  assert_string_equal(arena_str(&a, bar.text).p, "b\xC2\xAD"
                                                 "ar");
  assert_string_equal(arena_str(&a, baz.text).p, "baz");
  assert_false(foo.in_title);
  arena_free(&a);
}

static void test_span_tells_title_from_body(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d = normalised(&a, "Fish &amp; chips", "No fish.");
  assert_int_equal(d.body_at, 14);
  Span t = doc_span(&d, 5, 6), b = doc_span(&d, d.body_at + 3, d.body_at + 7);
  assert_true(t.in_title);
  assert_string_equal(arena_str(&a, t.text).p, "&amp;");
  assert_false(b.in_title);
  assert_int_equal(b.start, 3);
  assert_string_equal(arena_str(&a, b.text).p, "fish");
  arena_free(&a);
}

static void test_english_is_told_from_other_languages(void **state) {
  (void)state;
  assert_true(text_is_english(STR("The ministers of the two states met on Monday and said that they would go on with the talks.")));
  assert_false(text_is_english(
      STR("Los ministros de los dos estados se reunieron el lunes y dijeron que las conversaciones van a seguir en la capital.")));
  assert_false(text_is_english(STR("Die Minister der beiden Staaten haben sich am Montag getroffen und wollen die Gespr\xC3\xA4"
                                   "che nicht beenden.")));
  assert_false(text_is_english(STR("\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80\xD1\x8B \xD0\xB4\xD0\xB2\xD1\x83\xD1\x85")));
}

static void test_english_gives_short_texts_the_benefit(void **state) {
  (void)state;
  assert_true(text_is_english(STR("Rebels seize Kor")));
  assert_true(text_is_english(STR("")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_normalise_mends_double_encoding),
      cmocka_unit_test(test_normalise_leaves_accents_alone),
      cmocka_unit_test(test_normalise_decodes_entities),
      cmocka_unit_test(test_normalise_decodes_twice_escaped_entities),
      cmocka_unit_test(test_normalise_leaves_bare_ampersands),
      cmocka_unit_test(test_normalise_folds_odd_blanks),
      cmocka_unit_test(test_normalise_drops_marks_without_width),
      cmocka_unit_test(test_normalise_drops_left_over_tags),
      cmocka_unit_test(test_normalise_borrows_unchanged_text),
      cmocka_unit_test(test_span_gives_the_bytes_as_given),
      cmocka_unit_test(test_span_tells_title_from_body),
      cmocka_unit_test(test_english_is_told_from_other_languages),
      cmocka_unit_test(test_english_gives_short_texts_the_benefit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
