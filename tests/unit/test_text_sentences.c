/* Sentences: where they end, which are noise, what stands before them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "text/doc.h"

/* Sentences of `text`, each with its kind in front (B body, N noise, T title), one a line. */
static void check(const char *title, const char *text, const char *want) {
  Arena a;
  arena_init(&a, 0);
  Doc d = {.arena = &a, .title_given = str_of(title), .body_given = str_of(text)};
  text_normalise(&d);
  text_segment(&d);
  char got[4000];
  size_t n = 0;
  for (uint32_t k = 0; k < d.nsents; k++) {
    const Sent *s = &d.sents[k];
    n += (size_t)snprintf(got + n, sizeof got - n, "%c|", "BTN"[s->kind]);
    for (uint32_t i = s->at; i < s->end; i++) got[n++] = d.text.p[i] == '\n' ? ' ' : d.text.p[i];
    got[n++] = '\n';
  }
  got[n] = 0;
  assert_string_equal(got, want);
  arena_free(&a);
}

static uint32_t dateline_of(const char *text) {
  Arena a;
  arena_init(&a, 0);
  Doc d = {.arena = &a, .body_given = str_of(text)};
  text_normalise(&d);
  text_segment(&d);
  uint32_t n = (uint32_t)d.sents[0].dateline;
  arena_free(&a);
  return n;
}

#define SENTENCES(name, text, want)                 \
  static void test_sentences_##name(void **state) { \
    (void)state;                                    \
    check("", text, want);                          \
  }
#define DATELINE(name, text, want)                 \
  static void test_dateline_##name(void **state) { \
    (void)state;                                   \
    assert_int_equal(dateline_of(text), want);     \
  }

SENTENCES(end_at_stops, "Troops left. Crowds cheered.", "B|Troops left.\nB|Crowds cheered.\n")
SENTENCES(go_on_after_titles, "He met Gen. Diallo and Lt. Col. Traore.", "B|He met Gen. Diallo and Lt. Col. Traore.\n")
SENTENCES(go_on_after_acronyms_before_names, "It asked the U.S. State Department for aid.",
          "B|It asked the U.S. State Department for aid.\n")
SENTENCES(end_after_acronyms_before_beginnings, "They fled to the U.S. The rest stayed.", "B|They fled to the U.S.\nB|The rest stayed.\n")
SENTENCES(go_on_in_times, "It began at 9 p.m. Monday in Doha.", "B|It began at 9 p.m. Monday in Doha.\n")
SENTENCES(end_after_times, "It began at 9 p.m. Rescuers came late.", "B|It began at 9 p.m.\nB|Rescuers came late.\n")
SENTENCES(end_at_faces_before_a_capital, "It was good :) Then we left.", "B|It was good :)\nB|Then we left.\n")
SENTENCES(end_at_addresses_before_a_capital, "More at http://example.org/a The rest: press@example.org and www.example.org too.",
          "B|More at http://example.org/a\nB|The rest: press@example.org and www.example.org too.\n")
SENTENCES(end_at_stamps_of_messages, "Ann Moyo 03/28/2001 05:09 PM The talks go on.",
          "B|Ann Moyo 03/28/2001 05:09 PM\nB|The talks go on.\n")
SENTENCES(end_at_rows_of_marks, "They left ***** NOTICE ***** All is well.", "B|They left\nN|*****\nB|NOTICE\nN|*****\nB|All is well.\n")
SENTENCES(take_closing_quotes_along, "\"We will go.\" He left.", "B|\"We will go.\"\nB|He left.\n")
SENTENCES(go_on_after_a_question_in_quotes, "\"Will they go?\" asked the envoy.", "B|\"Will they go?\" asked the envoy.\n")
SENTENCES(end_at_blank_lines, "Rebels take town\n\nFighters seized Kor on Monday.",
          "B|Rebels take town\nB|Fighters seized Kor on Monday.\n")
SENTENCES(
    join_wrapped_lines,
    "The ministers of the two states met for a second day in\nthe capital and spoke of the water of the river that both\nof them need for their fields.\n",
    "B|The ministers of the two states met for a second day in the capital and spoke of the water of the river that both of them need for their fields.\n")
SENTENCES(part_short_lines_of_wrapped_text,
          "PEACE TALKS\nThe ministers of the two states met for a second day in\nthe capital and spoke of the water of the river.\n",
          "B|PEACE TALKS\nB|The ministers of the two states met for a second day in the capital and spoke of the water of the river.\n")
SENTENCES(
    join_wrapped_lines_around_a_long_address,
    "The ministers of the two states met for a second day in\nthe capital and spoke of the water of the river, see\n"
    "https://www.example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/to/no/end/at/all\n"
    "for the text of the pact.\n",
    "B|The ministers of the two states met for a second day in the capital and spoke of the water of the river, see "
    "https://www.example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/and/on/to/no/end/at/all "
    "for the text of the pact.\n")
SENTENCES(part_lines_that_are_paragraphs, "Fighters seized Kor.\nThe army fled.", "B|Fighters seized Kor.\nB|The army fled.\n")
SENTENCES(keep_list_numbers, "1. Israel withdraws. 2. Talks begin.", "B|1. Israel withdraws.\nB|2. Talks begin.\n")
SENTENCES(go_on_after_unknown_abbreviations, "He served in the adj. corps there.", "B|He served in the adj. corps there.\n")
SENTENCES(know_share_lines, "Share this article\n\nTroops left.", "N|Share this article\nB|Troops left.\n")
SENTENCES(know_bylines, "By Ann Lee and Omar Diallo, Reuters\n\nTroops left.", "N|By Ann Lee and Omar Diallo, Reuters\nB|Troops left.\n")
SENTENCES(know_agency_credits, "Troops left.\n\n(With inputs from agencies)", "B|Troops left.\nN|(With inputs from agencies)\n")
SENTENCES(know_read_more, "Troops left.\n\nRead more: Who holds Kor?", "B|Troops left.\nN|Read more: Who holds Kor?\n")
SENTENCES(know_captions, "Soldiers stand guard in Kor (AP Photo/Ann Lee)\n\nTroops left.",
          "N|Soldiers stand guard in Kor (AP Photo/Ann Lee)\nB|Troops left.\n")
SENTENCES(know_menus, "Home | World | Sport | Weather\n\nTroops left.", "N|Home | World | Sport | Weather\nB|Troops left.\n")
SENTENCES(know_counts, "12 comments\n\n5 min read\n\nTroops left.", "N|12 comments\nN|5 min read\nB|Troops left.\n")
SENTENCES(keep_sentences_that_begin_like_noise, "By Monday the troops had left.", "B|By Monday the troops had left.\n")
SENTENCES(keep_sentences_of_reporting, "Reporting by a team of jurists shows that the army of Kor burned eleven villages last year.",
          "B|Reporting by a team of jurists shows that the army of Kor burned eleven villages last year.\n")
SENTENCES(keep_more_and_home_in_sentences, "More troops came home on Friday.", "B|More troops came home on Friday.\n")

DATELINE(of_an_agency, "KABUL, Afghanistan (AP) \xE2\x80\x94 Troops left on Monday.", 7)
DATELINE(with_a_date, "WASHINGTON, Feb 26 (Reuters) - Troops left on Monday.", 8)
DATELINE(of_a_place_in_capitals, "NEW DELHI: The two sides met on Monday.", 3)
DATELINE(of_an_agency_alone, "AP - The two sides met on Monday.", 2)
DATELINE(on_a_line_of_its_own, "NAIROBI, Kenya (AP) _\n\nTroops left.", 7)
DATELINE(is_no_acronym, "NATO - The alliance met on Monday.", 0)
DATELINE(is_no_heading, "BREAKING: The two sides have met.", 0)
DATELINE(is_no_aside, "Peace talks - the third since May - have failed.", 0)

static void test_sentences_of_the_title_come_first(void **state) {
  (void)state;
  check("Rebels seize Kor", "Fighters took the town.", "T|Rebels seize Kor\nB|Fighters took the town.\n");
}

static void test_sentences_of_endless_text_are_cut(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  char *text = arena_push(&a, 200000);
  for (int i = 0; i < 100000; i++) memcpy(text + 2 * i, "a ", 2);
  Doc d = {.arena = &a, .body_given = {text, 200000}};
  text_normalise(&d);
  text_segment(&d);
  for (uint32_t k = 0; k < d.nsents; k++) assert_true(d.sents[k].n <= 400);
  assert_int_equal(d.ntokens, 100000);
  arena_free(&a);
}

static void test_sentences_know_open_quotations_and_capitals(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d = {.arena = &a, .body_given = STR("\"We left. They came.\" It ended.\n\nREBELS SEIZE THE TOWN OF KOR")};
  text_normalise(&d);
  text_segment(&d);
  assert_int_equal(d.nsents, 4);
  assert_int_equal(d.sents[0].quote, 0);
  assert_int_equal(d.sents[1].quote, 1);
  assert_int_equal(d.sents[2].quote, 0);
  assert_int_equal(d.sents[3].all_caps, 1);
  assert_true(d.tokens[1].flags & TOK_SENT_START);
  assert_true(d.tokens[1].flags & TOK_CAP);
  arena_free(&a);
}

int main(void) {
#define S(name) cmocka_unit_test(test_sentences_##name)
#define D(name) cmocka_unit_test(test_dateline_##name)
  const struct CMUnitTest tests[] = {
      S(end_at_stops),
      S(go_on_after_titles),
      S(go_on_after_acronyms_before_names),
      S(end_after_acronyms_before_beginnings),
      S(go_on_in_times),
      S(end_after_times),
      S(end_at_faces_before_a_capital),
      S(end_at_addresses_before_a_capital),
      S(end_at_stamps_of_messages),
      S(end_at_rows_of_marks),
      S(take_closing_quotes_along),
      S(go_on_after_a_question_in_quotes),
      S(end_at_blank_lines),
      S(join_wrapped_lines),
      S(part_short_lines_of_wrapped_text),
      S(part_lines_that_are_paragraphs),
      S(join_wrapped_lines_around_a_long_address),
      S(keep_list_numbers),
      S(go_on_after_unknown_abbreviations),
      S(know_share_lines),
      S(know_bylines),
      S(know_agency_credits),
      S(know_read_more),
      S(know_captions),
      S(know_menus),
      S(know_counts),
      S(keep_sentences_that_begin_like_noise),
      S(keep_sentences_of_reporting),
      S(keep_more_and_home_in_sentences),
      S(of_the_title_come_first),
      S(of_endless_text_are_cut),
      S(know_open_quotations_and_capitals),
      D(of_an_agency),
      D(with_a_date),
      D(of_a_place_in_capitals),
      D(of_an_agency_alone),
      D(on_a_line_of_its_own),
      D(is_no_acronym),
      D(is_no_heading),
      D(is_no_aside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
