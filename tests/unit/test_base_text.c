#include "unit.h"

#include "base/buf.h"
#include "base/utf8.h"

static void test_str_cut_keeps_empty_fields(void **state) {
  (void)state;
  Str rest = STR("a,,b");
  assert_str(str_cut(rest, ',', &rest), "a");
  assert_str(str_cut(rest, ',', &rest), "");
  assert_str(str_cut(rest, ',', &rest), "b");
  assert_int_equal(rest.n, 0);
}

static void test_str_line_takes_lf_and_crlf(void **state) {
  (void)state;
  Str rest = STR("one\r\n\ntwo"), line;
  assert_true(str_line(&rest, &line));
  assert_str(line, "one");
  assert_true(str_line(&rest, &line));
  assert_str(line, "");
  assert_true(str_line(&rest, &line));
  assert_str(line, "two");
  assert_false(str_line(&rest, &line));
}

static void test_str_find_str_finds_overlapping_starts(void **state) {
  (void)state;
  assert_int_equal(str_find_str(STR("aaab"), STR("aab"), 0), 1);
  assert_int_equal(str_find_str(STR("aaab"), STR("b"), 4), 4);
  assert_int_equal(str_find_str(STR("abc"), STR("abcd"), 0), 3);
  assert_int_equal(str_find(STR("abc"), 'c', 9), 3);
}

static void test_str_cmp_orders_bytes_then_length(void **state) {
  (void)state;
  assert_int_equal(str_cmp(STR("a"), STR("ab")), -1);
  assert_int_equal(str_cmp(STR("b"), STR("ab")), 1);
  assert_int_equal(str_cmp(STR("z"), STR("\xC3\xA9")), -1);
  assert_int_equal(str_cmp(STR(""), STR("")), 0);
}

static void test_str_int_refuses_signs_blanks_and_overflow(void **state) {
  (void)state;
  int64_t v = 0;
  assert_true(str_int(STR("0012"), &v));
  assert_int_equal(v, 12);
  assert_true(str_int(STR("9223372036854775807"), &v));
  assert_false(str_int(STR("9223372036854775808"), &v));
  assert_false(str_int(STR("-1"), &v));
  assert_false(str_int(STR("1 "), &v));
  assert_false(str_int(STR(""), &v));
}

static void test_utf8_bad_at_finds_every_kind_of_bad_byte(void **state) {
  (void)state;
  assert_int_equal(utf8_bad_at(STR("plain ascii of more than eight bytes")), 36);
  assert_int_equal(utf8_bad_at(STR("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 9);
  assert_int_equal(utf8_bad_at(STR("12345678\x80")), 8); /* a lone continuation */
  assert_int_equal(utf8_bad_at(STR("a\xC0\xAF")), 1);    /* overlong */
  assert_int_equal(utf8_bad_at(STR("a\xE0\x80\xAF")), 1);
  assert_int_equal(utf8_bad_at(STR("\xED\xA0\x80")), 0);     /* surrogate */
  assert_int_equal(utf8_bad_at(STR("\xF4\x90\x80\x80")), 0); /* above U+10FFFF */
  assert_int_equal(utf8_bad_at(STR("ab\xE2\x82")), 2);       /* cut off */
}

static void test_utf8_put_and_next_agree_on_every_code_point(void **state) {
  (void)state;
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp >= 0xD800 && cp < 0xE000) continue;
    char out[4];
    uint32_t n = utf8_put(cp, out), len;
    assert_int_equal(utf8_next((Str){out, n}, 0, &len), cp);
    assert_int_equal(len, n);
  }
}

static void test_utf8_from_1252_knows_quotes_and_dashes(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  assert_str(utf8_from_1252(&a, STR("\x93"
                                    "caf\xE9\x94 \x96 \x80")),
             "\xE2\x80\x9C"
             "caf\xC3\xA9\xE2\x80\x9D \xE2\x80\x93 \xE2\x82\xAC");
  arena_free(&a);
}

static void test_cp_is_upper_knows_latin_greek_cyrillic(void **state) {
  (void)state;
  assert_true(cp_is_upper(0xC9) && cp_is_upper(0x160) && cp_is_upper(0x141) && cp_is_upper(0x178));
  assert_false(cp_is_upper(0xE9) || cp_is_upper(0x161) || cp_is_upper(0x142) || cp_is_upper(0xFF));
  assert_true(cp_is_upper(0x17D) && !cp_is_upper(0x17E));
  assert_true(cp_is_upper(0x410) && !cp_is_upper(0x430) && cp_is_upper(0x391) && !cp_is_upper(0x3B1));
  assert_true(cp_is_letter(0x11F) && cp_is_letter(0x1EBF) && !cp_is_letter(0xD7) && !cp_is_letter(0x2019) && !cp_is_letter('1'));
}

static void test_buf_fixed_rounds_without_the_locale(void **state) {
  (void)state;
  static const struct {
    double v;
    int places;
    const char *text;
  } cases[] = {{0.5, 2, "0.50"},   {-2.25, 1, "-2.3"},           {-0.001, 2, "0.00"},     {1, 0, "1"},
               {0.995, 2, "1.00"}, {-179.99999, 4, "-180.0000"}, {33.6007, 4, "33.6007"}, {0.0 / 0.0, 2, "0"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Buf b = {0};
    buf_fixed(&b, cases[i].v, cases[i].places);
    assert_str(((Str){b.p, (uint32_t)b.n}), cases[i].text);
    buf_free(&b);
  }
}

static void test_buf_json_escapes_and_mends(void **state) {
  (void)state;
  Buf b = {0};
  buf_json(&b, STR("a\"\\\n\x01\xC3\xA9\xFF\x7F"));
  assert_str(((Str){b.p, (uint32_t)b.n}), "\"a\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\\u007f\"");
  buf_free(&b);
}

static void test_buf_int_writes_the_extremes(void **state) {
  (void)state;
  Buf b = {0};
  buf_int(&b, INT64_MIN);
  buf_c(&b, ' ');
  buf_int(&b, INT64_MAX);
  buf_fmt(&b, " %s%d", "x", 0);
  assert_str(((Str){b.p, (uint32_t)b.n}), "-9223372036854775808 9223372036854775807 x0");
  buf_free(&b);
}

static void test_err_at_keeps_the_first_error(void **state) {
  (void)state;
  EntError err = {0};
  assert_false(err_at(&err, ENT_EDATA, "a.txt", 3, 7, "unknown role '%s'", "x\ny"));
  err_at(&err, ENT_EIO, "b.txt", 0, 0, "second");
  assert_int_equal(err.code, ENT_EDATA);
  assert_err(&err, "a.txt:3:7: unknown role 'x y'");
  err_clear(&err);
  err_at(&err, ENT_EIO, NULL, 0, 0, "no place");
  assert_err(&err, "no place");
  err_clear(&err);
  err_at(&err, ENT_EINPUT, "c", 4, 0, "m");
  assert_err(&err, "c:4: m");
  assert_int_equal(ent_status_exit(ENT_EUSAGE), 2);
}

static const struct CMUnitTest text[] = {
    cmocka_unit_test(test_str_cut_keeps_empty_fields),
    cmocka_unit_test(test_str_line_takes_lf_and_crlf),
    cmocka_unit_test(test_str_find_str_finds_overlapping_starts),
    cmocka_unit_test(test_str_cmp_orders_bytes_then_length),
    cmocka_unit_test(test_str_int_refuses_signs_blanks_and_overflow),
    cmocka_unit_test(test_utf8_bad_at_finds_every_kind_of_bad_byte),
    cmocka_unit_test(test_utf8_put_and_next_agree_on_every_code_point),
    cmocka_unit_test(test_utf8_from_1252_knows_quotes_and_dashes),
    cmocka_unit_test(test_cp_is_upper_knows_latin_greek_cyrillic),
    cmocka_unit_test(test_buf_fixed_rounds_without_the_locale),
    cmocka_unit_test(test_buf_json_escapes_and_mends),
    cmocka_unit_test(test_buf_int_writes_the_extremes),
    cmocka_unit_test(test_err_at_keeps_the_first_error),
};
UNIT_MAIN(text)
