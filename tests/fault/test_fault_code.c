/* Coding under a limit that is raised step by step: each shortage is an error, and the coder codes the next document as if nothing had been. */
#include "unit.h"

#include "cli/embed.h"
#include "code/code.h"

static Engine *engine;

static const char text[] =
    "Kenya accused Uganda of backing the rebels on Tuesday. The presidents of both countries met in Nairobi last week, "
    "officials said. Police in Kampala arrested two protesters.";

static int open_engine(void **state) {
  (void)state;
  EntError err = {0};
  EngineOptions o = {.lexicon = embedded_lexicon,
                     .nlexicon = (size_t)(embedded_lexicon_end - embedded_lexicon),
                     .model = embedded_model,
                     .nmodel = (size_t)(embedded_model_end - embedded_model)};
  engine = engine_open(&o, &err);
  return engine ? 0 : -1;
}

static int close_engine(void **state) {
  (void)state;
  engine_close(engine);
  return 0;
}

static int code(Coder *c, EntError *err, uint32_t *events_out) {
  RawDoc d = {.id = STR("x"), .text = STR(text), .date = {2025, 1, 15}};
  Coded coded;
  int got = coder_run(c, &d, false, &coded, err);
  *events_out = coded.records.n;
  return got;
}

static void test_coding_survives_every_shortage(void **state) {
  (void)state;
  uint32_t events, most = 0;
  EntError err = {0};
  size_t limit = 16;
  for (int got = CODE_BROKEN; got == CODE_BROKEN; limit += limit < 4096 ? 16 : limit / 97) {
    Coder *c = coder_new(engine, limit);
    err_clear(&err);
    got = code(c, &err, &events);
    assert_int_equal(got == CODE_BROKEN, err.code == ENT_ENOMEM);
    coder_free(c);
  }
  assert_in_range(limit, 4096, 16 << 20);
  Coder *c = coder_new(engine, 0);
  assert_int_equal(code(c, &err, &most), CODE_OK);
  assert_int_equal(events, most);
  coder_free(c);
}

static void test_a_coder_is_good_after_a_shortage(void **state) {
  (void)state;
  EntError err = {0};
  Coded coded;
  static char large[200000];
  for (size_t i = 0; i + sizeof text < sizeof large; i += sizeof text - 1) memcpy(large + i, text, sizeof text);
  Coder *c = coder_new(engine, 1 << 20);
  RawDoc d = {.id = STR("large"), .text = str_of(large), .date = {2025, 1, 15}};
  assert_int_equal(coder_run(c, &d, false, &coded, &err), CODE_BROKEN);
  assert_int_equal(coded.records.n, 0);
  err_clear(&err);
  d.text = STR(text);
  assert_int_equal(coder_run(c, &d, false, &coded, &err), CODE_OK);
  coder_free(c);
}

static const struct CMUnitTest fault_code[] = {
    cmocka_unit_test(test_coding_survives_every_shortage),
    cmocka_unit_test(test_a_coder_is_good_after_a_shortage),
};

int main(void) { return cmocka_run_group_tests_name("fault_code", fault_code, open_engine, close_engine); }
