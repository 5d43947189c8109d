/* Word classes: one hash table of (class, word) pairs. */
#include "who/words.h"
#include "base/lexfile.h"
#include "base/slots.h"

typedef struct Builder {
  Arena *a;
  EntError *err;
  VEC(Key) keys;
  Slots seen;
} Builder;

bool words_open(Words *w, const Image *im, EntError *err) { return keymap_open(&w->map, im, "words", err); }

static void add(Builder *b, Key class, Str word) {
  Key k = key_mix(class, key_fold(word));
  uint32_t *seen = slots_at(b->a, &b->seen, k);
  if (!*seen) VEC_PUSH(b->a, &b->keys, k);
  *seen = 1;
}

static bool class_line(void *ctx, const LexLine *l) {
  Builder *b = ctx;
  uint32_t eq = str_find_str(l->text, STR(" = "), 0);
  if (eq == l->text.n) return lex_error(b->err, l, l->text, "a word class without ' = '");
  Key class = key_fold(str_trim(str_head(l->text, eq)));
  Str rest = str_from(l->text, eq + 3), word;
  add(b, class, WORDS_MARK);
  while (lex_word(&rest, &word)) add(b, class, word);
  return true;
}

bool words_compile(Arena *a, const char *dir, ImageWriter *w, EntError *err) {
  Builder b = {.a = a, .err = err};
  if (!lexfile_each(a, dir, "words", class_line, &b, err)) return false;
  uint32_t clash;
  return keymap_write(w, "words", b.keys.at, ARENA_ARRAY(a, uint32_t, b.keys.n + 1), b.keys.n, &clash);
}
