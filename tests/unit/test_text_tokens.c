/* Words: what the scanner joins and parts, by the conventions of the English treebanks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "text/doc.h"

/* Tokens of `text` joined by blanks must be `want`; sentences are parted by " / ". */
static void check(const char *text, const char *want) {
  Arena a;
  arena_init(&a, 0);
  Doc d = {.arena = &a, .body_given = str_of(text)};
  text_normalise(&d);
  text_segment(&d);
  char got[2000];
  size_t n = 0;
  for (uint32_t i = 0; i < d.ntokens; i++) {
    const char *gap = i == 0 ? "" : d.tokens[i].sent != d.tokens[i - 1].sent ? " / " : " ";
    n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", gap, STRF(tok_text(&d, &d.tokens[i])));
  }
  got[n] = 0;
  assert_string_equal(got, want);
  arena_free(&a);
}

#define TOKENS(name, text, want)                 \
  static void test_tokens_##name(void **state) { \
    (void)state;                                 \
    check(text, want);                           \
  }

TOKENS(part_marks_from_words, "Troops withdrew, he said.", "Troops withdrew , he said .")
TOKENS(part_hyphenated_words, "The Paris-based group fired short-range rockets", "The Paris - based group fired short - range rockets")
TOKENS(keep_prefixes_joined, "an anti-war, pro-Moscow ex-minister in mid-July", "an anti-war , pro-Moscow ex-minister in mid-July")
TOKENS(keep_given_names_joined, "Ban Ki-moon met Ma Ying-jeou", "Ban Ki-moon met Ma Ying-jeou")
TOKENS(part_arabic_articles, "al-Shabab and Bashar al-Assad", "al - Shabab and Bashar al - Assad")
TOKENS(part_negations, "They don't, can't and won't go", "They do n't , ca n't and wo n't go")
TOKENS(part_typographic_negations, "She didn\xE2\x80\x99t go", "She did n\xE2\x80\x99t go")
TOKENS(part_possessives, "Iran's envoy and the rebels' camp", "Iran 's envoy and the rebels ' camp")
TOKENS(part_typographic_possessives, "Mali\xE2\x80\x99s army, the miners\xE2\x80\x99 union",
       "Mali \xE2\x80\x99s army , the miners \xE2\x80\x99 union")
TOKENS(part_short_verbs, "I'm sure they'll say we've won and he'd go", "I 'm sure they 'll say we 've won and he 'd go")
TOKENS(keep_apostrophes_inside_names, "O'Neill of the Ba'ath party read the Qur'an", "O'Neill of the Ba'ath party read the Qur'an")
TOKENS(keep_decades, "the 1980's and the '90s", "the 1980's and the '90s")
TOKENS(part_fused_words, "We cannot go but we're gonna try", "We can not go but we 're gon na try")
TOKENS(keep_thousands, "1,250 of 3,400,000 voters, 25 and 30", "1,250 of 3,400,000 voters , 25 and 30")
TOKENS(part_money,
       "$2.5bn, \xE2\x82\xAC"
       "40 and US$3",
       "$ 2.5 bn , \xE2\x82\xAC 40 and US$ 3")
TOKENS(part_percent_signs, "a 12.5% rise", "a 12.5 % rise")
TOKENS(part_units_from_numbers, "10km away at 5pm and 7:30am", "10 km away at 5 pm and 7:30 am")
TOKENS(keep_ordinals, "the 21st and 3rd brigades", "the 21st and 3rd brigades")
TOKENS(part_ranges, "between 10-12 people in 2004-2005", "between 10 - 12 people in 2004 - 2005")
TOKENS(part_ranges_with_dashes,
       "won 3\xE2\x80\x93"
       "1",
       "won 3 \xE2\x80\x93 1")
TOKENS(keep_iso_dates, "signed on 2025-01-14 there", "signed on 2025-01-14 there")
TOKENS(keep_slashed_dates, "after 9/11 on 05/03/2001", "after 9/11 on 05/03/2001")
TOKENS(part_slashed_words, "and/or", "and / or")
TOKENS(part_designations, "an F-16 jet and an AK-47", "an F - 16 jet and an AK - 47")
TOKENS(keep_addresses, "write to press@un.org or see https://www.un.org/en/, please",
       "write to press@un.org or see https://www.un.org/en/ , please")
TOKENS(keep_bare_domains, "on example.com today", "on example.com today")
TOKENS(keep_tags_and_handles, "said @POTUS of #MeToo today", "said @POTUS of #MeToo today")
TOKENS(keep_dotted_acronyms, "The U.S. and U.N. envoys met at 9 a.m. there", "The U.S. and U.N. envoys met at 9 a.m. there")
TOKENS(part_hyphens_after_acronyms, "U.S.-led forces", "U.S. - led forces")
TOKENS(keep_stops_of_titles, "Lt. Gen. Omar Diallo and Mrs. Khan", "Lt. Gen. Omar Diallo and Mrs. Khan")
TOKENS(keep_the_stop_of_a_number_sign, "He lives at No. 10 there", "He lives at No. 10 there")
TOKENS(part_the_stop_of_the_answer_no, "He said no. The rest agreed.", "He said no . / The rest agreed .")
TOKENS(keep_initials, "George W. Bush and J. K. Park", "George W. Bush and J. K. Park")
TOKENS(join_dots_and_marks, "Well... what?! Yes!!!", "Well ... what ?! / Yes !!!")
TOKENS(join_double_hyphens, "the talks -- long due -- failed", "the talks -- long due -- failed")
TOKENS(part_quotes, "\"We won,\" he said", "\" We won , \" he said")
TOKENS(part_a_lost_blank, "They left.The army came.", "They left . / The army came .")
TOKENS(cut_what_no_word_can_be, "\x01", "")

int main(void) {
#define T(name) cmocka_unit_test(test_tokens_##name)
  const struct CMUnitTest tests[] = {
      T(part_marks_from_words),
      T(part_hyphenated_words),
      T(keep_prefixes_joined),
      T(keep_given_names_joined),
      T(part_arabic_articles),
      T(part_negations),
      T(part_typographic_negations),
      T(part_possessives),
      T(part_typographic_possessives),
      T(part_short_verbs),
      T(keep_apostrophes_inside_names),
      T(keep_decades),
      T(part_fused_words),
      T(keep_thousands),
      T(part_money),
      T(part_percent_signs),
      T(part_units_from_numbers),
      T(keep_ordinals),
      T(part_ranges),
      T(part_ranges_with_dashes),
      T(keep_iso_dates),
      T(keep_slashed_dates),
      T(part_slashed_words),
      T(part_designations),
      T(keep_addresses),
      T(keep_bare_domains),
      T(keep_tags_and_handles),
      T(keep_dotted_acronyms),
      T(part_hyphens_after_acronyms),
      T(keep_stops_of_titles),
      T(keep_the_stop_of_a_number_sign),
      T(part_the_stop_of_the_answer_no),
      T(keep_initials),
      T(join_dots_and_marks),
      T(join_double_hyphens),
      T(part_quotes),
      T(part_a_lost_blank),
      T(cut_what_no_word_can_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
