/* entente lexicon import, unknown and check as their users meet them: a dictionary becomes a folder, which changes what news is coded as. */
#include "program.h"

#define NEWS                                                                                                        \
  "{\"id\":\"a\",\"date\":\"2025-01-15\",\"text\":\"Zemblor accused Kenya of theft. The glimmerer sued Kenya.\"}\n" \
  "{\"id\":\"b\",\"date\":\"2025-01-15\",\"text\":\"Zemblor accused Kenya of fraud.\"}\n"

static const Result *r;

static int entente(const char *args) {
  r = run(args);
  return r->status;
}

static void test_import_makes_a_lexicon_that_code_takes(void **state) {
  (void)state;
  spill("my.actors", "ZEMBLOR_ \n+HOUSE_OF_ZEMBLOR_\n\t[UGAREB 20000101-20101231]\n\t[UGAOPP]\nMNCUSA]\n");
  spill("my.agents", "GLIMMERER [~LAB]\nSOLDIER [~MIL]\n");
  spill("news.jsonl", NEWS);
  assert_int_equal(entente("lexicon import -o mine my.actors my.agents"), 0);
  assert_has(r->err, "my.actors: 5 lines, 1 entries\n");
  assert_has(r->err, "1 actors taken, with 2 names (0 of them weak: common words) and 2 codes (1 of them dated)\n");
  assert_has(r->err, "entente: my.actors:5: 'MNCUSA]' is malformed\n");
  assert_has(r->err, "1 not taken: lines that are malformed\n");
  assert_has(r->err, "1 not taken: nouns that the built-in lexicon has with that sector\n");
  char actors[4000];
  slurp("mine/actors/my.actors.txt", actors, sizeof actors);
  assert_has(actors, "Zemblor | House of Zemblor : ");
  assert_has(actors, "\n  UGA REB 2000-01-01..2010-12-31\n  UGA OPP\n  src  my.actors:1\n");
  assert_int_equal(entente("code -q --lexicon mine news.jsonl"), 0);
  assert_has(r->out, "\"actor\":[{\"country\":\"UGA\",\"sector\":\"OPP\"");
}

static void test_a_surname_of_a_users_lexicon_hides_no_state(void **state) {
  (void)state;
  spill("surname.actors", "MADHO_KUMAR_NEPAL_ ; CountryInfo.txt\n\t[NPLELI >20110101]\n");
  spill("nepal.jsonl", "{\"id\":\"n\",\"date\":\"2025-01-15\",\"text\":\"Kenya accused Nepal of theft.\"}\n");
  assert_int_equal(entente("lexicon import -o surname surname.actors"), 0);
  assert_int_equal(entente("code -q --lexicon surname nepal.jsonl"), 0);
  assert_has(r->out, "\"recipient\":[{\"country\":\"NPL\",\"sector\":\"GOV\"");
}

static void test_import_of_nothing_is_told(void **state) {
  (void)state;
  spill("empty.actors", "# nothing\n");
  assert_int_equal(entente("lexicon import -o none empty.actors"), 1);
  assert_has(r->err, "entente: empty.actors: holds no entry that could be taken\n");
  assert_int_equal(entente("lexicon import -o none absent.actors"), 1);
  assert_has(r->err, "absent.actors");
  assert_int_equal(entente("lexicon import my.actors"), 2);
}

static void test_unknown_lists_what_nobody_knows(void **state) {
  (void)state;
  spill("news.jsonl", NEWS);
  assert_int_equal(entente("lexicon unknown -j 2 news.jsonl"), 0);
  if (strncmp(r->out, "2\twho\t", 6) != 0) fail_msg("the most frequent comes first:\n%s", r->out);
  assert_has(r->out, "\tZemblor\ta: Zemblor accused Kenya of theft.\n");
  assert_has(r->err, "parties took part in acts");
  assert_int_equal(entente("lexicon unknown"), 2);
}

static void test_check_notes_what_to_look_at(void **state) {
  (void)state;
  make_folder("notes/actors");
  spill("notes/actors/a.txt", "Orval Tenby : person\n  PER GOV 1990..2000\n  PER GOV 1995..1998\n  PER OPP 2010..\n\n"
                              "Tenby Front | House : group\n  PER REB\n\nTenby Front : party\n  PER PTY\n");
  assert_int_equal(entente("lexicon check notes"), 0);
  assert_has(r->out, "actors/a.txt:1: note: Orval Tenby is PER GOV twice from 1995-01-01\n");
  assert_has(r->out, "actors/a.txt:1: note: Orval Tenby is nothing from 2000-01-01 to 2010-01-01\n");
  assert_has(r->out, "actors/a.txt:6: note: 'Tenby Front' is also a name of actors/a.txt:9\n");
  assert_has(r->out, "actors/a.txt:6: note: 'House' is a common word\n");
}

static void test_frames_of_a_user_need_no_ontology(void **state) {
  (void)state;
  make_folder("duels/frames");
  spill("duels/frames/duel.txt", "frame duel\n  on    duel.v\n  who   subj\n  whom  with\n  code  THREATEN violence 138\n"
                                 "  + Kenya dueled with Uganda.\n    THREATEN/violence actor=KEN.GOV recipient=UGA.GOV\n");
  assert_int_equal(entente("lexicon check duels"), 0);
  spill("duel.jsonl", "{\"id\":\"d\",\"date\":\"2025-01-15\",\"text\":\"Kenya dueled with Uganda.\"}\n");
  assert_int_equal(entente("code -q --lexicon duels duel.jsonl"), 0);
  assert_has(r->out, "\"type\":\"THREATEN\",\"mode\":\"violence\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_import_makes_a_lexicon_that_code_takes),
      cmocka_unit_test(test_a_surname_of_a_users_lexicon_hides_no_state),
      cmocka_unit_test(test_import_of_nothing_is_told),
      cmocka_unit_test(test_unknown_lists_what_nobody_knows),
      cmocka_unit_test(test_check_notes_what_to_look_at),
      cmocka_unit_test(test_frames_of_a_user_need_no_ontology),
  };
  return cmocka_run_group_tests_name("who_cli", tests, open_dir, close_dir);
}
