/* Keys to numbers, in an arena: an open table, doubled at half full.  A question costs the same in a long text as in a short one. */
#ifndef BASE_SLOTS_H
#define BASE_SLOTS_H

#include "base/arena.h"
#include "base/hash.h"

typedef struct Slots {
  struct {
    Key key; /* 0: free */
    uint32_t value;
  } * at;
  uint32_t n, size; /* keys; slots, a power of two or 0 */
} Slots;

/* NULL when the key is not there; until the next slots_at. */
const uint32_t *slots_get(const Slots *s, Key key);
/* The key's number, 0 when it is new; until the next call.  key is not 0. */
uint32_t *slots_at(Arena *a, Slots *s, Key key);

#endif
