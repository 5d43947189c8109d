/* A growing buffer of bytes on the heap, for output.  A failed growth is remembered (`bad`) and further writes do nothing. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

typedef struct Buf {
  char *p;
  size_t n, cap;
  bool bad;
} Buf;

void buf_free(Buf *b);
static inline void buf_clear(Buf *b) { b->n = 0; }
void buf_add(Buf *b, const void *p, size_t n);
static inline void buf_str(Buf *b, Str s) { buf_add(b, s.p, s.n); }
static inline void buf_z(Buf *b, const char *z) { buf_add(b, z, strlen(z)); }
static inline void buf_c(Buf *b, char c) { buf_add(b, &c, 1); }
void buf_fmt(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_int(Buf *b, int64_t v);
/* v with `places` decimals, by integer arithmetic: the same bytes everywhere, whatever the locale. */
void buf_fixed(Buf *b, double v, int places);
/* A JSON string with its quotes; control bytes escaped, invalid UTF-8 as U+FFFD. */
void buf_json(Buf *b, Str s);

#endif
