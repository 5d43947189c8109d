/* The engine over the knowledge that the program carries, for tests of the whole pipeline. */
#ifndef TEST_ENGINE_H
#define TEST_ENGINE_H

#include "unit.h"

#include "base/buf.h"
#include "cli/embed.h"
#include "code/code.h"

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

/* The state of a group of tests that code text. */
typedef struct Bench {
  Engine *engine;
  Coder *coder;
  Arena arena; /* of the text in hand */
  Buf told;    /* what to show when a test fails */
} Bench;

static inline int open_bench(void **state) {
  static Bench b;
  b.engine = test_engine();
  b.coder = coder_new(b.engine, 0);
  arena_init(&b.arena, 0);
  *state = &b;
  return b.coder ? 0 : -1;
}

static inline int close_bench(void **state) {
  Bench *b = *state;
  buf_free(&b->told);
  arena_free(&b->arena);
  coder_free(b->coder);
  engine_close(b->engine);
  return 0;
}

#endif
