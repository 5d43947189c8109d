/* CoNLL-U in and out, names of tags, steps in a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/doc.h"

static const char sample[] = "# newdoc id = one\n"
                             "# text = They don't go.\n"
                             "1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\tNE=B-person\n"
                             "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
                             "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                             "3.1\tx\tx\t_\t_\t_\t_\t_\t_\t_\n"
                             "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
                             "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
                             "\n"
                             "# newdoc id = two\n"
                             "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

static bool read_one(Arena *a, Doc *d, Str *rest, EntError *err) {
  uint32_t line = 1;
  *d = (Doc){.arena = a};
  return conllu_read(d, rest, &line, "x.conllu", err);
}

static void test_conllu_keeps_tokens_and_tree(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d;
  EntError err = {0};
  Str rest = STR(sample);
  assert_true(read_one(&a, &d, &rest, &err));
  assert_int_equal(d.ntokens, 5);
  assert_string_equal(arena_str(&a, d.text).p, "They don't go.");
  assert_true(str_is(d.id, "one"));
  assert_int_equal(d.tokens[0].head, 3);
  assert_int_equal(d.tokens[3].head, -1);
  assert_int_equal(d.tokens[0].deprel, DEP_NSUBJ);
  assert_int_equal(d.tokens[0].ne, NE_PERSON);
  assert_true(d.tokens[0].flags & TOK_NE_BEGIN);
  assert_true(d.tokens[3].flags & TOK_MISC_NOSPACE);
  assert_int_equal(tok_dep(&d, 3, DEP_ADVMOD), 2);
  assert_true(tok_below(&d, 1, 3));
  assert_false(tok_below(&d, 3, 1));
  arena_free(&a);
}

static void test_conllu_reads_document_after_document(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d;
  EntError err = {0};
  Str rest = STR(sample);
  assert_true(read_one(&a, &d, &rest, &err));
  assert_true(read_one(&a, &d, &rest, &err));
  assert_true(str_is(d.id, "two"));
  assert_int_equal(d.ntokens, 1);
  assert_false(read_one(&a, &d, &rest, &err));
  assert_int_equal(err.code, ENT_OK);
  arena_free(&a);
}

static void test_conllu_comes_out_as_it_went_in(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Doc d;
  EntError err = {0};
  Buf b = {0}, again = {0};
  Str rest = STR(sample);
  assert_true(read_one(&a, &d, &rest, &err));
  conllu_write(&b, &d);
  Str written = {b.p, (uint32_t)b.n};
  assert_true(read_one(&a, &d, &written, &err));
  conllu_write(&again, &d);
  assert_int_equal(b.n, again.n);
  assert_memory_equal(b.p, again.p, b.n);
  buf_free(&b);
  buf_free(&again);
  arena_free(&a);
}

static void check_bad(const char *text, uint32_t line) {
  Arena a;
  arena_init(&a, 0);
  Doc d;
  EntError err = {0};
  Str rest = str_of(text);
  assert_false(read_one(&a, &d, &rest, &err));
  assert_int_equal(err.code, ENT_EINPUT);
  assert_int_equal(err.line, line);
  arena_free(&a);
}

static void test_conllu_names_the_line_of_a_fault(void **state) {
  (void)state;
  check_bad("1\tYes\tyes\n", 1);
  check_bad("# c\n1\tYes\tyes\tINTJ\tUH\t_\t7\troot\t_\t_\n\n", 3);
  check_bad("1\tYes\tyes\tNOPE\tUH\t_\t0\troot\t_\t_\n\n", 1);
  check_bad("2\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n", 1);
}

static void test_names_are_found_again(void **state) {
  (void)state;
  for (int i = 0; i < UPOS_COUNT; i++) assert_int_equal(upos_find(str_of(upos_text(i))), i);
  for (int i = 0; i < XPOS_COUNT; i++) assert_int_equal(xpos_find(str_of(xpos_text(i))), i);
  for (int i = 0; i < DEP_COUNT; i++) assert_int_equal(deprel_find(str_of(deprel_text(i))), i);
  assert_int_equal(upos_find(STR("verb")), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_conllu_keeps_tokens_and_tree),   cmocka_unit_test(test_conllu_reads_document_after_document),
      cmocka_unit_test(test_conllu_comes_out_as_it_went_in), cmocka_unit_test(test_conllu_names_the_line_of_a_fault),
      cmocka_unit_test(test_names_are_found_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
