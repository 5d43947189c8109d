/* A read-only hash table from keys to numbers, made once by the lexicon compiler and used where it lies in the image. */
#ifndef BASE_KEYMAP_H
#define BASE_KEYMAP_H

#include "base/hash.h"
#include "base/image.h"

typedef struct KeySlot {
  Key key; /* 0: empty */
  uint32_t value, pad;
} KeySlot;

typedef struct KeyMap {
  const KeySlot *slots;
  uint32_t mask; /* slots - 1; slots is a power of two */
} KeyMap;

/* True with the value of a key. */
static inline bool keymap_get(const KeyMap *m, Key key, uint32_t *value_out) {
  for (uint32_t i = (uint32_t)key & m->mask;; i = (i + 1) & m->mask) {
    const KeySlot *s = &m->slots[i];
    if (s->key == key) {
      *value_out = s->value;
      return true;
    }
    if (s->key == 0) return false;
  }
}

/* Takes a section that keymap_write made: a power of two of slots with at least one empty. */
bool keymap_open(KeyMap *m, const Image *im, const char *section, EntError *err);
/* Adds a section of n keys, all different (else false: *clash_out is the index of the second). */
bool keymap_write(ImageWriter *w, const char *section, const Key *keys, const uint32_t *values, uint32_t n, uint32_t *clash_out);

#endif
