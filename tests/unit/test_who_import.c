/* Dictionaries of PETRARCH and TABARI into our format: small ones of made-up people, each with what it must become. */
#include "engine.h"

#include "who/import.h"

typedef struct Got {
  Buf actors, roles, told;
  ImportSum sum;
} Got;

static Cameo cameo;

static void tell(void *ctx, const char *file, uint32_t line, const char *why) {
  Got *g = ctx;
  buf_fmt(&g->told, "%s:%u: %s\n", file, line, why);
}

static Got take(Bench *b, const char *text) {
  Got g = {0};
  arena_reset(&b->arena);
  cameo_open(&cameo, engine_what(b->engine)->who);
  import_dictionary(&b->arena, &cameo, "small", str_of(text), &g.actors, &g.roles, &g.sum, tell, &g);
  buf_c(&g.actors, 0);
  buf_c(&g.roles, 0);
  buf_c(&g.told, 0);
  return g;
}

static void let_go(Got *g) {
  buf_free(&g->actors);
  buf_free(&g->roles);
  buf_free(&g->told);
}

#define TAKES(b, dictionary, want_actors, want_roles, want_told) \
  do {                                                           \
    Got g_ = take((b), (dictionary));                            \
    assert_string_equal(g_.actors.p, (want_actors));             \
    assert_string_equal(g_.roles.p, (want_roles));               \
    assert_string_equal(g_.told.p, (want_told));                 \
    let_go(&g_);                                                 \
  } while (0)

static void test_petrarch_entries_with_dates(void **state) {
  TAKES(*state,
        "# made up\n"
        "\n"
        "ORVAL_TENBY_  ; CountryInfo.txt\n"
        "+PRESIDENT_TENBY_\n"
        "\t[PERELI <900728]\n"
        "\t[PERGOV 900728-20001122]\n"
        "\t[PEROPP > 20050101]\n"
        "\t[PERGOVMIL 2004017-20040117]\n"
        "\t[PERCVL]\n",
        "Orval Tenby | President Tenby : person\n"
        "  PER ELI ..1990-07-28\n"
        "  PER GOV 1990-07-28..2000-11-22\n"
        "  PER OPP 2005-01-01..\n"
        "  PER GOV 2004-01-17..2004-01-18\n"
        "  PER CVL\n"
        "  src  small:3\n\n",
        "", "");
}

static void test_tabari_entries_of_one_line(void **state) {
  TAKES(*state,
        "<!-- a comment\n of lines -->\n"
        "// and another\n"
        "MILO_GRANTHAM_ [KENGOV <801230][KENELI >801230] ;who\n"
        "GREEN_HILL_FRONT_(GHF)_\t[UGAREB]\n"
        "PEACE_CARAVAN_ [NGOFRAHRI]\n"
        "ACME_DYNAMO_CO. [MNCJPN]\n"
        "TWO_RIVERS_SUMMIT_ [EGY/SDN]\n",
        "Milo Grantham : person\n"
        "  KEN GOV ..1980-12-30\n"
        "  KEN ELI 1980-12-30..\n"
        "  src  small:4\n\n"
        "Green Hill Front | GHF : group\n"
        "  UGA REB\n"
        "  src  small:5\n\n"
        "Peace Caravan : organisation\n"
        "  NGO -\n"
        "  src  small:6\n\n"
        "Acme Dynamo Co. : company\n"
        "  JPN BUS\n"
        "  src  small:7\n\n"
        "Two Rivers Summit : organisation\n"
        "  EGY GOV\n"
        "  SDN GOV\n"
        "  src  small:8\n\n",
        "", "");
}

static void test_states_keep_only_names_that_are_new(void **state) {
  TAKES(*state, "CHILE_ [CHL]\n+CHILEAN_\n+SANTIAGO_\n+LAND_OF_THE_LONG_SPINE_\n",
        "Land of the Long Spine : country CHL\n  src  small:1\n\n", "", "");
  TAKES(*state, "ZEMBLIA_\n+MOSCOW\n\t[USRARM <900823]\n\t[RUS >911226]\n",
        "Zemblia : country RUS\n  SUN GOV ..1990-08-23\n  RUS GOV 1991-12-26..\n  src  small:1\n\n", "", "");
}

static void test_a_state_is_no_name_of_a_group(void **state) {
  TAKES(*state, "FRONT_OF_THE_LONG_SPINE_\n+CHILE_\n\t[CHLREB]\n", "Front of the Long Spine : group\n  CHL REB\n  src  small:1\n\n", "",
        "");
}

static void test_agents_with_sets_and_plurals(void **state) {
  TAKES(*state,
        "!KIN! = MAN, WOMEN\n"
        "&CRAFT\n+WEAVER_\n+POTTER_\n"
        "YAK_HERDS!KIN! [~AGR]\n"
        "GUILD_&CRAFT [~LAB]\n"
        "LEDGER_CLERK {LEDGER_CLERKS_OF_THE_COURT} [~JUD]\n"
        "NIGHT_PATROL_SQUAD {} [~COP]\n"
        "LLAMA_MONK [~BUDEDU]\n"
        "SOLDIER [~MIL]\n"
        "MINISTER_OF_TIDES [~GOVDEV]\n"
        "BLUE_BERET_OBSERVER [IGO~]\n",
        "",
        "yak herdsman = AGR person\n"
        "yak herdswomen = AGR person\n"
        "guild weaver = LAB person\n"
        "guild potter = LAB person\n"
        "ledger clerk = JUD person\n"
        "ledger clerks of the court = JUD person\n"
        "night patrol squad = COP group\n"
        "llama monk = EDU person\n"
        "minister of tides = GOV person\n",
        "");
}

static void test_bad_lines_are_told_and_passed_over(void **state) {
  Got g = take(*state, "+LOST_NAME_\n"
                       "\t[KENGOV]\n"
                       "NAMELESS_CODE_CO\n\tMNCUSA]\n"
                       "ODD_DAY_ \n\t[KENGOV 19990231-20000101]\n"
                       "WHO_KNOWS_ [QQQGOV]\n"
                       "A_B [KEN\n"
                       "\xff\xfe_ [KEN]\n"
                       "ISLE_OF_FANCY_ [KNT]\n"
                       "STEEP_!UNSET! [~REB]\n"
                       "GOOD_ONE_FOUNDATION_ [KENSOC]\n");
  assert_string_equal(g.actors.p, "Good One Foundation : organisation\n  KEN SOC\n  src  small:12\n\n");
  assert_string_equal(g.told.p, "small:1: a '+' line before any entry\n"
                                "small:2: a code before any entry\n"
                                "small:4: 'MNCUSA]' is malformed\n"
                                "small:6: '19990231-20000101' is no date or range\n"
                                "small:7: code 'QQQGOV' is in no table\n"
                                "small:8: 'A_B [KEN' is malformed\n"
                                "small:9: bytes that are no UTF-8\n"
                                "small:11: 'STEEP_!UNSET!' holds a set that is not defined\n");
  assert_int_equal(g.sum.actors, 1);
  assert_int_equal(g.sum.left[IMPORT_VOID], 1);
  assert_int_equal(g.sum.left[IMPORT_NO_CODE], 5);
  assert_int_equal(g.sum.lines, 12);
  let_go(&g);
}

static void test_codes_of_cameo(void **state) {
  Bench *b = *state;
  static const struct {
    const char *code, *country, *sector;
    bool role;
  } cases[] = {
      {"IRQGOVMIL", "IRQ", "GOV", false}, {"MUS", "MUS", "GOV", false},       {"~MUS", "", "REL", true},
      {"IGOUNOHCR", "UNO", "", false},    {"IGOEUREEC", "EUR", "", false},    {"IGOEURBUSEFT", "IGO", "", false},
      {"IGOJUDICC", "IGO", "JUD", false}, {"IMGMUSALQ", "IMG", "REB", false}, {"MNC", "MNC", "", false},
      {"NGOUSAEDU", "NGO", "", false},    {"GBRIMY", "GBR", "GOV", false},    {"ROMOPP", "ROU", "OPP", false},
      {"KSVREB", "KOS", "REB", false},    {"SASREB", "", "REB", false},       {"CHNUIG", "CHN", "CVL", false},
      {"~GOVMED", "", "GOV", true},       {"~HLH", "", "MED", true},          {"AFGMED", "AFG", "JRN", false},
  };
  cameo_open(&cameo, engine_what(b->engine)->who);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    PartyCode p;
    int what = cameo_code(&cameo, str_of(cases[i].code), cases[i].role, &p);
    if (what > CAMEO_STATE || strcmp(p.country, cases[i].country) || strcmp(p.sector, cases[i].sector))
      fail_msg("%s gives '%s' '%s', not '%s' '%s'", cases[i].code, p.country, p.sector, cases[i].country, cases[i].sector);
  }
  PartyCode p;
  assert_int_equal(cameo_code(&cameo, STR("QQQ"), false, &p), CAMEO_UNKNOWN);
  assert_int_equal(cameo_code(&cameo, STR("---"), false, &p), CAMEO_EMPTY);
  assert_int_equal(cameo_code(&cameo, STR("LAM"), false, &p), CAMEO_VOID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_petrarch_entries_with_dates),         cmocka_unit_test(test_tabari_entries_of_one_line),
      cmocka_unit_test(test_states_keep_only_names_that_are_new), cmocka_unit_test(test_agents_with_sets_and_plurals),
      cmocka_unit_test(test_bad_lines_are_told_and_passed_over),  cmocka_unit_test(test_codes_of_cameo),
      cmocka_unit_test(test_a_state_is_no_name_of_a_group),
  };
  return cmocka_run_group_tests_name("who_import", tests, open_bench, close_bench);
}
