#include "base/slots.h"

enum { FEWEST = 32 };

static uint32_t place_of(const Slots *s, Key key) {
  uint32_t i = (uint32_t)key & (s->size - 1);
  while (s->at[i].key && s->at[i].key != key) i = (i + 1) & (s->size - 1);
  return i;
}

static void widen(Arena *a, Slots *s) {
  Slots wide = {.n = s->n, .size = s->size ? s->size * 2 : FEWEST};
  wide.at = arena_array(a, wide.size, sizeof *wide.at);
  for (uint32_t i = 0; i < s->size; i++)
    if (s->at[i].key) wide.at[place_of(&wide, s->at[i].key)] = s->at[i];
  *s = wide;
}

const uint32_t *slots_get(const Slots *s, Key key) {
  if (!s->size) return NULL;
  uint32_t i = place_of(s, key);
  return s->at[i].key ? &s->at[i].value : NULL;
}

uint32_t *slots_at(Arena *a, Slots *s, Key key) {
  if (s->n * 2 >= s->size) widen(a, s);
  uint32_t i = place_of(s, key);
  s->n += !s->at[i].key;
  s->at[i].key = key;
  return &s->at[i].value;
}
