#include "unit.h"

#include "base/hash.h"

#include <inttypes.h>

static void assert_fold(const char *s, const char *folded) {
  char out[64];
  Str in = str_of(s);
  uint32_t n = str_fold(in, out, sizeof out);
  assert_str(((Str){out, n}), folded);
  assert_int_equal(key_fold(in), key_of(str_of(folded)));
}

static void test_fold_takes_case_and_accents_away(void **state) {
  (void)state;
  assert_fold("ELYSEE", "elysee");
  assert_fold("\xC3\x89lys\xC3\xA9"
              "e",
              "elysee");
  assert_fold("Erdo\xC4\x9F"
              "an",
              "erdogan");
  assert_fold("\xC5\x81\xC3\xB3"
              "d\xC5\xBA",
              "lodz");
  assert_fold("\xC4\xB0stanbul", "istanbul");
  assert_fold("Nguy\xE1\xBB\x85n", "nguyen");
  assert_fold("S\xC3\xB8r\xC3\xA6n Stra\xC3\x9F"
              "e",
              "soraen strasse");
  assert_fold("Timor\xC5\x9F", "timors");
  assert_fold("e\xCC\x81", "e"); /* the accent on its own */
  assert_fold("\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0", "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0");
}

static void test_fold_makes_apostrophes_and_hyphens_plain(void **state) {
  (void)state;
  assert_fold("N\xE2\x80\x99"
              "Djamena",
              "n'djamena");
  assert_fold("\xE2\x80\x98s", "'s");
  assert_fold("Sana\xCA\xBB"
              "a",
              "sana'a");
  assert_fold("Al\xE2\x80\x91Qaeda", "al-qaeda");
  assert_fold("al\xE2\x80\x93Sadr", "al-sadr");
  assert_fold("co\xC2\xADoperate", "cooperate"); /* soft hyphen */
  assert_fold("a\xC2\xA0z", "a z");
}

static void test_fold_keeps_invalid_bytes(void **state) {
  (void)state;
  assert_fold("A\xFFZ", "a\xFFz");
}

static void test_fold_never_cuts_a_letter(void **state) {
  (void)state;
  char out[4];
  assert_int_equal(str_fold(STR("\xE5\x8C\x97\xE4\xBA\xAC"), out, 4), 3);
  assert_int_equal(str_fold(STR("\xC3\x9F"), out, 1), 0);
}

static void test_key_of_nothing_is_no_word(void **state) {
  (void)state;
  assert_int_equal(key_of(STR("")), 0);
  assert_int_equal(key_fold(STR("\xC2\xAD")), 0);
  assert_int_not_equal(key_of(STR("a")), key_of(STR("A")));
  assert_int_equal(key_fold(STR("a")), key_fold(STR("A")));
}

/* Images and ids keep these for ever: a change here breaks them all. */
static void test_hashes_are_what_they_always_were(void **state) {
  (void)state;
  char hex[33];
  hash_hex(STR("the quick brown fox"), hex);
  assert_string_equal(hex, "9de0a28166d406a8c7a7efbe5ae00118");
  assert_true(key_of(STR("border")) == 0xce33b1dfe22e261aull);
}

static void test_hash_hex_differs_in_one_bit(void **state) {
  (void)state;
  char a[33], b[33], text[64] = {0};
  for (uint32_t i = 0; i < 64 * 8; i++) {
    hash_hex((Str){text, 64}, a);
    text[i / 8] ^= (char)(1 << i % 8);
    hash_hex((Str){text, 64}, b);
    int same = 0;
    for (int k = 0; k < 32; k++) same += a[k] == b[k];
    assert_true(same < 12); /* 2 of 32 by chance */
  }
}

static const struct CMUnitTest hash[] = {
    cmocka_unit_test(test_fold_takes_case_and_accents_away), cmocka_unit_test(test_fold_makes_apostrophes_and_hyphens_plain),
    cmocka_unit_test(test_fold_keeps_invalid_bytes),         cmocka_unit_test(test_fold_never_cuts_a_letter),
    cmocka_unit_test(test_key_of_nothing_is_no_word),        cmocka_unit_test(test_hashes_are_what_they_always_were),
    cmocka_unit_test(test_hash_hex_differs_in_one_bit),
};
UNIT_MAIN(hash)
