/* The engine: what is known, opened once; and the compiler of a lexicon folder. */
#include "code/engine.h"
#include <stdio.h>
#include <stdlib.h>

static bool compile_all(Arena *a, const char *dir, const Image *base, ImageWriter *w, EntError *err) {
  return lexicon_compile(a, dir, w, err) && words_compile(a, dir, w, err) && frames_compile(a, dir, base, w, err) &&
         where_compile(a, dir, w, err);
}

/* An error's file name outlives the arena it was made in: one a thread, the latest. */
static void keep_file(EntError *err) {
  static _Thread_local char name[256];
  if (!err || !err->file) return;
  strncpy(name, err->file, sizeof name - 1);
  err->file = name;
}

bool lexicon_image(const char *dir, const Image *base, Buf *out, EntError *err) {
  Arena a;
  ImageWriter w;
  jmp_buf full;
  arena_init(&a, 0);
  image_begin(&w, LEXICON_VERSION);
  a.on_full = &full;
  if (setjmp(full)) {
    arena_free(&a);
    return err_at(err, ENT_ENOMEM, dir, 0, 0, "no memory to compile the lexicon");
  }
  bool ok = compile_all(&a, dir, base, &w, err);
  bool ended = image_end(&w, out);
  if (!ok) keep_file(err);
  arena_free(&a);
  return ok && (ended || err_at(err, ENT_ENOMEM, dir, 0, 0, "no memory to compile the lexicon"));
}

/* The lexicons together: with a user's own one the same text may be coded otherwise.  An image's head holds the checksum of all of it. */
static void add_to_id(Engine *e, const void *p, size_t n) {
  char both[2 * sizeof e->lexicon_id], one[33];
  hash_hex((Str){p, n > 4096 ? 4096 : (uint32_t)n}, one);
  int len = snprintf(both, sizeof both, "%s%s", e->lexicon_id, one);
  if (e->lexicon_id[0]) hash_hex((Str){both, (uint32_t)len}, one);
  memcpy(e->lexicon_id, one, sizeof one);
}

static bool add_image(Engine *e, const Image *opened, EntError *err) {
  if (e->nimages == CODE_LEXICONS) return err_at(err, ENT_EUSAGE, opened->name, 0, 0, "more than %d lexicons", CODE_LEXICONS);
  Image *im = &e->images[e->nimages];
  *im = *opened;
  if (!who_add(&e->who, im, err) || !what_add(&e->what, &e->who, im, err)) return false;
  e->nimages++;
  add_to_id(e, im->p, im->n);
  return true;
}

/* A folder is compiled into memory of the engine's own. */
static bool add_dir(Engine *e, const Image *builtin, const char *dir, EntError *err) {
  Buf b = {0};
  Image im;
  bool ok = lexicon_image(dir, builtin, &b, err);
  void *p = ok ? arena_push(&e->arena, b.n) : NULL;
  if (p && b.p) memcpy(p, b.p, b.n);
  ok = ok && image_open(&im, p, b.n, dir, LEXICON_VERSION, err) && add_image(e, &im, err);
  buf_free(&b);
  return ok;
}

static bool open_all(Engine *e, const EngineOptions *o, EntError *err) {
  Image builtin;
  if (!image_open(&builtin, o->lexicon, o->nlexicon, "lexicon", LEXICON_VERSION, err)) return false;
  for (uint32_t i = 0; i < o->ndirs; i++)
    if (!add_dir(e, &builtin, o->dirs[i], err)) return false;
  if (!add_image(e, &builtin, err)) return false;
  e->gazetteer = where_open(&e->arena, &e->images[e->nimages - 1], err);
  e->syntax = e->gazetteer ? syntax_open(&e->arena, o->model, o->nmodel, "model", err) : NULL;
  return e->syntax != NULL;
}

Engine *engine_open(const EngineOptions *o, EntError *err) {
  jmp_buf full;
  Engine *volatile e = calloc(1, sizeof *e);
  if (!e) {
    err_at(err, ENT_ENOMEM, NULL, 0, 0, "no memory for the engine");
    return NULL;
  }
  arena_init(&e->arena, 0);
  e->arena.on_full = &full;
  if (setjmp(full)) {
    err_at(err, ENT_ENOMEM, NULL, 0, 0, "no memory for the engine");
    engine_close(e);
    return NULL;
  }
  bool ok = open_all(e, o, err);
  e->arena.on_full = NULL;
  if (ok) return e;
  engine_close(e);
  return NULL;
}

void engine_close(Engine *e) {
  if (!e) return;
  arena_free(&e->arena);
  free(e);
}

const What *engine_what(const Engine *e) { return &e->what; }
const char *engine_kernel(const Engine *e) { return syntax_kernel(e->syntax); }
const char *engine_lexicon_id(const Engine *e) { return e->lexicon_id; }
