/* Any bytes as a text through the parser: every sentence becomes one tree, every name lies within its sentence.
**
** The model is opened once, from MODEL_PATH. */
#include "syntax/syntax.h"

#include "base/mapfile.h"
#include "base/utf8.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
  if (!ok) abort();
}

static void check_tree(const Doc *d, const Sent *s) {
  uint32_t roots = 0, steps = 0, end = s->first + s->n;
  for (uint32_t i = s->first; i < end; i++) {
    const Token *t = &d->tokens[i];
    must(t->head < 0 || (t->head >= (int32_t)s->first && t->head < (int32_t)end && t->head != (int32_t)i));
    must((t->head < 0) == (t->deprel == DEP_ROOT));
    must(t->lemma_text.n > 0 && t->ne <= NE_OTHER && (t->ne || !(t->flags & TOK_NE_BEGIN)));
    must(i > s->first || !t->ne || (t->flags & TOK_NE_BEGIN));
    roots += t->head < 0;
    for (int32_t h = t->head; s->n <= 2 * SYNTAX_MAX && h >= 0; h = d->tokens[h].head) must(++steps <= s->n * s->n);
  }
  must(roots == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static MapFile file;
  static Arena engine;
  static Syntax *syntax;
  static SyntaxWork *work;
  if (!syntax) {
    EntError err = {0};
    must(mapfile_open(&file, MODEL_PATH, &err));
    arena_init(&engine, 0);
    syntax = syntax_open(&engine, file.p, file.n, MODEL_PATH, &err);
    must(syntax != NULL);
    work = syntax_work_new(syntax);
    must(work != NULL);
  }
  Arena a;
  arena_init(&a, 0);
  Str text = {(const char *)data, (uint32_t)size};
  if (utf8_bad_at(text) < text.n) text = utf8_from_1252(&a, text);
  Doc d = {.arena = &a, .body_given = text};
  text_normalise(&d);
  text_segment(&d);
  syntax_parse(syntax, work, &d);
  for (uint32_t k = 0; k < d.nsents; k++) check_tree(&d, &d.sents[k]);
  arena_free(&a);
  return 0;
}
