/* The builder keeps its own growing hash table; the image gets a KeyMap and the values laid out state by state. */
#include "who/trie.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct Link {
  uint32_t value, next; /* index + 1 of the next value of the same state */
} Link;

typedef struct Node {
  Key key; /* of the step that leads here */
  uint32_t head, tail;
} Node;

struct TrieBuilder {
  Arena *a;
  VEC(Node) nodes; /* node i is state i; 0 the root */
  VEC(Link) links;
  KeySlot *slots;
  uint32_t size, used;
};

bool trie_open(Trie *t, const Image *im, const char *prefix, EntError *err) {
  char name[32];
  snprintf(name, sizeof name, "%s.next", prefix);
  if (!keymap_open(&t->next, im, name, err)) return false;
  snprintf(name, sizeof name, "%s.state", prefix);
  if (!(t->states = image_section(im, name, sizeof(TrieState), &t->nstates, err))) return false;
  snprintf(name, sizeof name, "%s.value", prefix);
  if (!(t->values = image_section(im, name, sizeof(uint32_t), &t->nvalues, err))) return false;
  for (uint32_t i = 0; i < t->nstates; i++)
    if (t->states[i].first > t->nvalues || t->states[i].n > t->nvalues - t->states[i].first)
      return err_at(err, ENT_EDATA, im->name, 0, 0, "section %s points outside itself", name);
  return true;
}

TrieBuilder *trie_builder(Arena *a) {
  TrieBuilder *b = ARENA_NEW(a, TrieBuilder);
  b->a = a;
  (void)VEC_ADD(a, &b->nodes);
  b->size = 1024;
  b->slots = ARENA_ARRAY(a, KeySlot, b->size);
  return b;
}

static KeySlot *slot_of(KeySlot *slots, uint32_t size, Key key) {
  uint32_t i = (uint32_t)key & (size - 1);
  while (slots[i].key && slots[i].key != key) i = (i + 1) & (size - 1);
  return &slots[i];
}

static void grow(TrieBuilder *b) {
  KeySlot *wide = ARENA_ARRAY(b->a, KeySlot, (size_t)b->size * 2);
  for (uint32_t i = 0; i < b->size; i++)
    if (b->slots[i].key) *slot_of(wide, b->size * 2, b->slots[i].key) = b->slots[i];
  b->slots = wide;
  b->size *= 2;
}

static uint32_t step(TrieBuilder *b, uint32_t state, Key word) {
  Key key = key_mix(state + 1, word);
  KeySlot *s = slot_of(b->slots, b->size, key);
  if (s->key) return s->value;
  uint32_t made = b->nodes.n;
  VEC_ADD(b->a, &b->nodes)->key = key;
  *s = (KeySlot){key, made, 0};
  if (++b->used * 2 > b->size) grow(b);
  return made;
}

void trie_add(TrieBuilder *b, const Key *words, uint32_t n, uint32_t value) {
  uint32_t state = 0;
  for (uint32_t i = 0; i < n; i++) state = step(b, state, words[i]);
  VEC_PUSH(b->a, &b->links, ((Link){value, 0}));
  Node *node = &b->nodes.at[state];
  if (node->tail) b->links.at[node->tail - 1].next = b->links.n;
  else node->head = b->links.n;
  node->tail = b->links.n;
}

bool trie_write(TrieBuilder *b, ImageWriter *w, const char *prefix) {
  uint32_t n = b->nodes.n, at = 0, clash;
  Key *keys = ARENA_ARRAY(b->a, Key, n);
  uint32_t *ids = ARENA_ARRAY(b->a, uint32_t, n), *values = ARENA_ARRAY(b->a, uint32_t, b->links.n + 1);
  TrieState *states = ARENA_ARRAY(b->a, TrieState, n);
  for (uint32_t i = 0; i < n; i++) {
    states[i].first = at;
    for (uint32_t l = b->nodes.at[i].head; l; l = b->links.at[l - 1].next) values[at++] = b->links.at[l - 1].value;
    states[i].n = at - states[i].first;
    if (i) {
      keys[i - 1] = b->nodes.at[i].key;
      ids[i - 1] = i;
    }
  }
  char name[32];
  snprintf(name, sizeof name, "%s.next", prefix);
  if (!keymap_write(w, name, keys, ids, n - 1, &clash)) return false;
  snprintf(name, sizeof name, "%s.state", prefix);
  image_add(w, name, states, sizeof *states, n);
  snprintf(name, sizeof name, "%s.value", prefix);
  image_add(w, name, values, sizeof *values, at);
  return true;
}

/* Bytes of the separator at s.p[i]: blank, '-', or a typographic hyphen or dash (U+2010 to U+2014); else 0. */
static uint32_t parts(Str s, uint32_t i) {
  if (s.p[i] == ' ' || s.p[i] == '-') return 1;
  const unsigned char *u = (const unsigned char *)s.p + i;
  return i + 2 < s.n && u[0] == 0xE2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0x94 ? 3 : 0;
}

/* "people's", "workers'" */
static bool is_possessive(Str s, uint32_t i) {
  uint32_t n = s.p[i] == '\'' ? 1 : (i + 2 < s.n && !memcmp(s.p + i, "\xE2\x80\x99", 3)) ? 3 : 0;
  if (!n || !i) return false;
  if (to_lower(s.p[i - 1]) == 's' && (i + n == s.n || parts(s, i + n))) return true;
  return i + n < s.n && to_lower(s.p[i + n]) == 's' && (i + n + 1 == s.n || parts(s, i + n + 1));
}

uint32_t name_words(Str s, Key out[], uint32_t cap) {
  uint32_t n = 0, start = 0;
  for (uint32_t i = 0; i <= s.n && n < cap;) {
    uint32_t gap = i < s.n ? parts(s, i) : 1;
    bool cut = i < s.n && !gap && is_possessive(s, i);
    if (gap || cut) {
      if (i > start) out[n++] = key_fold((Str){s.p + start, i - start});
      start = i + gap;
    }
    i += gap ? gap : 1;
  }
  return n;
}
