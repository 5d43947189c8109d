/* The engine over the knowledge that the program carries, for tests of the whole pipeline. */
#ifndef TEST_ENGINE_H
#define TEST_ENGINE_H

#include "unit.h"

#include "cli/embed.h"
#include "code/code.h"

static inline void fail_with(const EntError *err) {
  char text[512];
  err_text(err, text, sizeof text);
  fail_msg("%s", text);
}

static inline Engine *test_engine(void) {
  EntError err = {0};
  EngineOptions o = {.lexicon = embedded_lexicon,
                     .nlexicon = (size_t)(embedded_lexicon_end - embedded_lexicon),
                     .model = embedded_model,
                     .nmodel = (size_t)(embedded_model_end - embedded_model)};
  Engine *e = engine_open(&o, &err);
  if (!e) fail_with(&err);
  return e;
}

#endif
