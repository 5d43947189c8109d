/* The cases of tests/spec/who.spec and coref.spec: whom the words of a text mean.
**
**   date 2025-01-15              of the texts that follow
**   One or more sentences.       lines are joined by a blank
**   --
**   [words] BGD.GOV              a mention of just these words and its parties, as CCC.SEC joined by "+"; "-" for an empty country or sector,
**                                "none" for no party at all; "[words]2" is the second mention of these words
**   [words] BGD.GOV = Name       and the name that records show
**   > ACCUSE actor=BGD.GOV       an event that must be there (check_record in code/check.h)
**
** Mentions that a case does not list are not compared. */
#include "engine.h"

#include "cases.h"
#include "code/check.h"

typedef struct Case {
  Str text, expected; /* expected: lines */
  Date date;
  uint32_t line;
} Case;

/* The next case; a blank line ends it. */
static bool next_case(Arena *a, Cases *l, Date *date, Case *c) {
  Str line;
  bool answers = false;
  *c = (Case){.date = *date};
  while (str_line(&l->rest, &line)) {
    l->line++;
    line = str_trim(line);
    if (!line.n && answers) return true;
    if (!line.n || line.p[0] == '#') continue;
    if (str_starts(line, STR("date ")) && !c->text.n) c->date = *date = case_date(l, line);
    else if (str_is(line, "--")) answers = true;
    else {
      if (!c->text.n) c->line = l->line;
      case_add(a, answers ? &c->expected : &c->text, line, answers ? '\n' : ' ');
    }
  }
  return c->text.n > 0;
}

/* The nth mention that has just these words, or NULL. */
static const Mention *mention_of(const Coded *c, Str words, int nth) {
  for (uint32_t t = 0; t < c->doc->ntokens; t++) {
    const Mention *m = c->who.of[t] < 0 ? NULL : &c->who.at[c->who.of[t]];
    if (m && str_eq(tok_span_text(c->doc, m->first, m->last), words) && --nth == 0) return m;
  }
  return NULL;
}

static Str codes_of(Arena *a, const Mention *m) {
  Str s = STR("");
  for (uint32_t i = 0; i < m->nparties; i++)
    s = arena_fmt(a, "%.*s%s%s.%s", STRF(s), i ? "+" : "", m->parties[i].country[0] ? m->parties[i].country : "-",
                  m->parties[i].sector[0] ? m->parties[i].sector : "-");
  return m->nparties ? s : STR("none");
}

/* Equal as sets: every code of one stands in the other. */
static bool same_codes(Str a, Str b) {
  if (a.n != b.n) return false;
  for (Str one; a.n;) {
    one = str_cut(a, '+', &a);
    uint32_t at = str_find_str(b, one, 0);
    if (at == b.n) return false;
  }
  return true;
}

/* One expected line; what is wrong is told, or an empty string. */
static Str wrong(Arena *a, const Coded *c, Str want) {
  if (want.p[0] == '>') {
    for (uint32_t i = 0; i < c->records.n; i++)
      if (check_record(&c->records.at[i], str_trim(str_from(want, 1)))) return STR("");
    return STR("no such event");
  }
  Str rest, words = str_cut(str_from(want, 1), ']', &rest), name = {0};
  int nth = rest.n && is_digit(rest.p[0]) ? rest.p[0] - '0' : 1;
  uint32_t equals = str_find_str(rest, STR(" = "), 0);
  if (equals < rest.n) name = str_from(rest, equals + 3);
  while (rest.n && rest.p[0] != ' ') rest = str_from(rest, 1);
  Str codes = str_trim(str_head(rest, equals < rest.n ? str_find_str(rest, STR(" = "), 0) : rest.n));
  const Mention *m = mention_of(c, words, nth);
  if (!m) return STR("no such mention");
  if (!same_codes(codes_of(a, m), codes)) return codes_of(a, m);
  return name.n && !str_eq(name, m->name) ? arena_fmt(a, "= %.*s", STRF(m->name)) : STR("");
}

static void tell_mentions(const Bench *b, const Coded *c, Arena *a) {
  (void)b;
  for (uint32_t t = 0; t < c->doc->ntokens; t++) {
    const Mention *m = c->who.of[t] < 0 ? NULL : &c->who.at[c->who.of[t]];
    if (m) print_error("      [%.*s] %.*s\n", STRF(tok_span_text(c->doc, m->first, m->last)), STRF(codes_of(a, m)));
  }
}

static void run_spec(Bench *b, const char *file, uint32_t least) {
  EntError err = {0};
  Cases l = cases_open(file);
  Date date = {2025, 1, 15};
  Case c;
  Coded coded;
  uint32_t n = 0, bad = 0;
  for (arena_reset(&b->arena); next_case(&b->arena, &l, &date, &c); n++, arena_reset(&b->arena)) {
    RawDoc raw = {.id = STR("case"), .text = c.text, .date = c.date};
    if (coder_run(b->coder, &raw, true, &coded, &err) != CODE_OK) fail_msg("%s:%u: not coded", file, c.line);
    uint32_t before = bad;
    for (Str rest = c.expected, want; str_line(&rest, &want);) {
      Str why = wrong(&b->arena, &coded, want);
      if (!why.n) continue;
      if (before == bad) print_error("tests/spec/%s:%u: %.*s\n", file, c.line, STRF(c.text));
      print_error("  expected %.*s\n  got      %.*s\n", STRF(want), STRF(why));
      bad = before + 1;
    }
    if (bad > before && getenv("WHO_ALL")) tell_mentions(b, &coded, &b->arena);
  }
  assert_true(n >= least);
  cases_close(&l, n, bad);
}

static void test_who(void **state) { run_spec(*state, "who.spec", 300); }
static void test_coref(void **state) { run_spec(*state, "coref.spec", 80); }

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_who), cmocka_unit_test(test_coref)};
  return cmocka_run_group_tests_name("who_spec", tests, open_bench, close_bench);
}
