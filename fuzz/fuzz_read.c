/* The readers: any bytes, as each format and as what they are told to be.  Every document must be UTF-8 without a NUL byte, and the line numbers
** must not fall. */
#include "base/utf8.h"
#include "read/read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
  if (!ok) abort();
}

static void check(Str s) { must(utf8_bad_at(s) == s.n && (!s.n || !memchr(s.p, 0, s.n))); }

static void read_as(Str bytes, const char *format) {
  Arena a;
  RawDoc d;
  EntError err = {0};
  uint32_t line = 0;
  Reader *r = read_open_memory("fuzz", bytes, format, &err);
  must(r || err.code != ENT_OK);
  arena_init(&a, 0);
  for (int got; r && (got = read_next(r, &a, &d, &err)) != READ_END; arena_reset(&a)) {
    must((got == READ_BAD) == (err.code != ENT_OK) && d.line >= line);
    line = d.line;
    if (got == READ_DOC) {
      check(d.text);
      check(d.title);
      check(d.publisher);
      must(d.id.n > 0 && d.text.n + d.title.n > 0);
    }
    err_clear(&err);
  }
  read_close(r);
  arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const formats[] = {NULL, "text", "jsonl", "csv"};
  for (int i = 0; i < 4; i++) read_as((Str){(const char *)data, (uint32_t)size}, formats[i]);
  return 0;
}
