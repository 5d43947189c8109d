/* Reads a whole input and writes what came as text: a line "id | date | title | text | publisher" for a document, "! error" for a bad one. */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include "unit.h"

#include "base/buf.h"
#include "read/read.h"

static inline void transcript_error(Buf *b, const EntError *err) {
  char text[512];
  err_text(err, text, sizeof text);
  buf_fmt(b, "! %s\n", text);
}

static inline void transcript_of(Reader *r, EntError *err, Buf *b) {
  Arena a;
  RawDoc d;
  int got;
  arena_init(&a, 0);
  if (!r) transcript_error(b, err);
  while (r && (got = read_next(r, &a, &d, err)) != READ_END) {
    char date[12];
    date_text(d.date, date);
    if (got == READ_BAD) transcript_error(b, err);
    else
      buf_fmt(b, "%.*s | %s%s | %.*s | %.*s | %.*s\n", STRF(d.id), d.date_bad ? "bad:" : date, d.date_bad ? "" : "", STRF(d.title),
              STRF(d.text), STRF(d.publisher));
    err_clear(err);
    arena_reset(&a);
  }
  read_close(r);
  arena_free(&a);
  buf_c(b, 0);
}

#define assert_reads(bytes, format, expected) assert_reads_((bytes), (format), (expected), __FILE__, __LINE__)
static inline void assert_reads_(Str bytes, const char *format, const char *expected, const char *file, int line) {
  Buf b = {0};
  EntError err = {0};
  transcript_of(read_open_memory("news.x", bytes, format, &err), &err, &b);
  if (strcmp(b.p, expected) != 0) {
    print_error("got:\n%s\nexpected:\n%s\n", b.p, expected);
    buf_free(&b);
    _fail(file, line);
  }
  buf_free(&b);
}

#endif
