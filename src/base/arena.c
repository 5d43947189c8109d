/* Arenas: blocks of memory handed out in pieces and taken back all at once.
**
** Under everything.  A reset leaves one block as large as all were, so that most documents allocate nothing; what was handed out is
** cleared when it is used again, so that every push is zeroed without a cost for memory fresh from calloc. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ENT_ARENA_MALLOC
#define ENT_ARENA_MALLOC 0
#endif

enum { ALIGN = 16, BLOCK_MIN = 64 * 1024, BLOCK_MAX = 4 * 1024 * 1024, BLOCK_KEEP = 4 * 1024 * 1024 };

struct ArenaBlock {
  ArenaBlock *next;
  size_t cap, n; /* bytes of data; handed out */
  size_t dirty;  /* data[0..dirty) may hold bytes of an earlier use */
  _Alignas(ALIGN) unsigned char data[];
};

void arena_init(Arena *a, size_t limit) { *a = (Arena){.limit = limit}; }

static _Noreturn void leave(Arena *a) {
  if (!a->on_full) {
    fputs("entente: out of memory\n", stderr);
    abort();
  }
  longjmp(*a->on_full, 1);
}

static void free_blocks(ArenaBlock *b) {
  while (b) {
    ArenaBlock *next = b->next;
    free(b);
    b = next;
  }
}

void arena_free(Arena *a) {
  free_blocks(a->first);
  a->first = a->last = NULL;
  a->used = 0;
}

/* A new block at the end; NULL when there is no memory. */
static ArenaBlock *new_block(Arena *a, size_t cap) {
  ArenaBlock *b = cap <= SIZE_MAX - sizeof(ArenaBlock) ? calloc(1, sizeof(ArenaBlock) + cap) : NULL;
  if (!b) return NULL;
  b->cap = cap;
  if (a->last) a->last->next = b;
  else a->first = b;
  a->last = b;
  return b;
}

/* Several blocks become one of their size, so that the next document of the like allocates nothing; but one huge document must not hold its
** memory for ever. */
static void join_blocks(Arena *a) {
  size_t cap = 0;
  for (const ArenaBlock *b = a->first; b; b = b->next) cap += b->cap;
  arena_free(a);
  new_block(a, cap < BLOCK_KEEP ? cap : BLOCK_KEEP);
}

void arena_reset(Arena *a) {
  ArenaBlock *b = a->first;
  if (!b) return;
  if (ENT_ARENA_MALLOC) {
    arena_free(a);
    return;
  }
  if (b->next || b->cap > BLOCK_KEEP) {
    join_blocks(a);
    return;
  }
  if (b->n > b->dirty) b->dirty = b->n;
  b->n = 0;
  a->used = 0;
}

static ArenaBlock *add_block(Arena *a, size_t cap) {
  ArenaBlock *b = new_block(a, cap);
  if (!b) leave(a);
  return b;
}

static size_t next_cap(const Arena *a, size_t n) {
  size_t cap = a->last ? a->last->cap * 2 : BLOCK_MIN;
  if (cap < BLOCK_MIN) cap = BLOCK_MIN;
  if (cap > BLOCK_MAX) cap = BLOCK_MAX;
  return cap < n ? n : cap;
}

void *arena_push(Arena *a, size_t n) {
  if (n > SIZE_MAX - ALIGN) leave(a);
  size_t room = ENT_ARENA_MALLOC ? n : (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  if (a->limit && (room > a->limit || a->used > a->limit - room)) leave(a);
  ArenaBlock *b = a->last;
  if (ENT_ARENA_MALLOC || !b || b->cap - b->n < room) b = add_block(a, ENT_ARENA_MALLOC ? room : next_cap(a, room));
  unsigned char *p = b->data + b->n;
  if (b->n < b->dirty) memset(p, 0, room < b->dirty - b->n ? room : b->dirty - b->n);
  b->n += room;
  a->used += room;
  return p;
}

void *arena_array(Arena *a, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) leave(a);
  return arena_push(a, count * size);
}

Str arena_str(Arena *a, Str s) {
  char *p = arena_push(a, (size_t)s.n + 1);
  if (s.n) memcpy(p, s.p, s.n);
  return (Str){p, s.n};
}

Str arena_fmt(Arena *a, const char *fmt, ...) {
  va_list ap, again;
  va_start(ap, fmt);
  va_copy(again, ap);
  int n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  if (n < 0) n = 0;
  char *p = arena_push(a, (size_t)n + 1);
  vsnprintf(p, (size_t)n + 1, fmt, again);
  va_end(again);
  return (Str){p, (uint32_t)n};
}

void *vec_room_(Arena *a, void *at, uint32_t n, uint32_t *cap, size_t size) {
  if (n < *cap) {
    /* A slot that VEC users gave back by lowering n must be zeroed again. */
    memset((char *)at + (size_t)n * size, 0, size);
    return at;
  }
  if (*cap > UINT32_MAX / 2) leave(a);
  uint32_t more = *cap ? *cap * 2 : 8;
  void *p = arena_array(a, more, size);
  if (n) memcpy(p, at, (size_t)n * size);
  *cap = more;
  return p;
}
