/* Word classes of lexicon/words: "@backed" is a class, "funded" a word in it.  Lemmas, or words as they stand. */
#ifndef WHO_WORDS_H
#define WHO_WORDS_H

#include "base/arena.h"
#include "base/keymap.h"

typedef struct Words {
  KeyMap map; /* key_mix(class, word) */
} Words;

bool words_open(Words *w, const Image *im, EntError *err);
/* A word of every class, which no text has. */
#define WORDS_MARK STR("=")
/* Reads dir/words: lines `class = word word ...`; a line may be repeated to add words. */
bool words_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err);

static inline bool words_in(const Words *w, Key class, Key word) {
  uint32_t v;
  return word && keymap_get(&w->map, key_mix(class, word), &v);
}

#endif
