/* Sequences of words to values: one pass over the tokens finds the longest that starts at each.
** A state is a prefix of some sequence; steps are one look-up in a KeyMap over (state, word). */
#ifndef WHO_TRIE_H
#define WHO_TRIE_H

#include "base/arena.h"
#include "base/keymap.h"

typedef struct TrieState {
  uint32_t first, n; /* values of the sequence that ends here, in order of addition */
} TrieState;

typedef struct Trie {
  KeyMap next;
  const TrieState *states; /* 0 is the root */
  const uint32_t *values;
  uint32_t nstates, nvalues;
} Trie;

static inline bool trie_step(const Trie *t, uint32_t *state, Key word) {
  return keymap_get(&t->next, key_mix(*state + 1, word), state) && *state < t->nstates;
}

/* Sections are called PREFIX.next, PREFIX.state, PREFIX.value. */
bool trie_open(Trie *t, const Image *im, const char *prefix, EntError *err);

typedef struct TrieBuilder TrieBuilder;
TrieBuilder *trie_builder(Arena *a);
/* The state of the sequence, made where needed.  One state may hold many values. */
void trie_add(TrieBuilder *b, const Key *words, uint32_t n, uint32_t value);
bool trie_write(TrieBuilder *b, ImageWriter *w, const char *prefix);

/* The words of a name as the matcher sees them: parted at blanks, hyphens and before the mark of a possessive ("'s", "s'"); folded.  At most cap (the rest is cut off);
** returns their number. */
enum { NAME_WORDS = 12 };
uint32_t name_words(Str name, Key out[], uint32_t cap);

#endif
