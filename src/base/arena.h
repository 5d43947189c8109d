/* Memory with three lifetimes: engine (filled once), document (reset for each), scratch (reset for each sentence).
**
** An arena hands out zeroed, aligned memory and never NULL: past its limit it leaves by `on_full` (longjmp), which only
** ent_engine_open and ent_doc_code set.  What runs beneath them holds only arena memory.
** -DENT_ARENA_MALLOC=1 gives each push its own exactly sized malloc, so that ASan sees an overrun between neighbours. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"
#include <setjmp.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
  ArenaBlock *first, *last; /* blocks in the order of their making */
  size_t used, limit;       /* bytes handed out since reset; 0 = no limit */
  jmp_buf *on_full;         /* where to go past the limit or out of memory; NULL aborts */
} Arena;

/* Nothing is allocated until the first push.  limit: bytes, 0 for none. */
void arena_init(Arena *a, size_t limit);
/* Keeps one block (up to 4 MB), as large as what was in use, frees the others; all memory handed out is void. */
void arena_reset(Arena *a);
void arena_free(Arena *a);
/* `n` zeroed bytes aligned to 16. */
void *arena_push(Arena *a, size_t n);
/* As calloc: leaves by on_full when count * size overflows. */
void *arena_array(Arena *a, size_t count, size_t size);
/* A copy of s in the arena (with a NUL after it that is not counted). */
Str arena_str(Arena *a, Str s);
/* printf into the arena. */
Str arena_fmt(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3), nonnull(1, 2)));

#define ARENA_NEW(a, T)      ((T *)arena_push((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

/* A growing array in an arena: struct { T *at; uint32_t n, cap; } (declare with VEC(T)).  The old copy stays until reset. */
#define VEC(T)       \
  struct {           \
    T *at;           \
    uint32_t n, cap; \
  }
void *vec_room_(Arena *a, void *at, uint32_t n, uint32_t *cap, size_t size);
/* Appends one zeroed element and gives its address. */
#define VEC_ADD(a, v)     ((v)->at = vec_room_((a), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), &(v)->at[(v)->n++])
#define VEC_PUSH(a, v, x) (*VEC_ADD((a), (v)) = (x))

#endif
