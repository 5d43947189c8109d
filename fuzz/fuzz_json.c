/* The JSON reader: whatever it takes, it takes again when the strings it found are written and read. */
#include "base/buf.h"
#include "base/utf8.h"
#include "read/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Arena *a, const Json *v, int depth) {
  if (depth > JSON_DEPTH_MAX + 1) abort();
  if (v->type == JSON_STRING) {
    Buf b = {0};
    buf_json(&b, v->text);
    const Json *again = json_parse(a, (Str){b.p, (uint32_t)b.n}, "again", 1, NULL);
    if (!again || !str_eq(again->text, v->text)) abort();
    buf_free(&b);
  }
  for (const Json *e = v->first; e; e = e->next) check(a, e, depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena a;
  EntError err = {0};
  Str s = {(const char *)data, (uint32_t)size};
  if (utf8_bad_at(s) < s.n) return 0;
  arena_init(&a, 0);
  const Json *v = json_parse(&a, s, "fuzz", 1, &err);
  if ((v == NULL) != (err.code != ENT_OK)) abort();
  if (v) check(&a, v, 0);
  arena_free(&a);
  return 0;
}
