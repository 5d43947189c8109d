/* Records from JSONL: what is taken is printed by every format, with as many cells in each row, and read back from JSONL as the same record. */
#include "record/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str bytes(const Buf *b) { return (Str){b->p, (uint32_t)b->n}; }

static uint32_t cells(Str line) {
  uint32_t n = 1;
  for (uint32_t i = 0; i < line.n; i++) n += line.p[i] == '\t';
  return n;
}

/* Rows of a format that is parted by tabs. */
static void check_rows(const char *format, const EventRecord *e, uint32_t columns) {
  Buf b = {0};
  record_format_find(format)->put(&b, e, 0);
  Str rest = bytes(&b), line;
  while (str_line(&rest, &line))
    if (cells(line) != columns) abort();
  buf_free(&b);
}

static void check_again(Arena *a, const EventRecord *e) {
  const RecordFormat *f = record_format_find("jsonl");
  Buf first = {0}, second = {0};
  EventRecord again;
  f->put(&first, e, 0);
  if (!record_read_jsonl(a, bytes(&first), "again", 1, &again, NULL, NULL)) abort();
  f->put(&second, &again, 0);
  if (!str_eq(bytes(&first), bytes(&second))) abort();
  buf_free(&first);
  buf_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena a;
  EntError err = {0};
  EventRecord e;
  arena_init(&a, 0);
  bool ok = record_read_jsonl(&a, (Str){(const char *)data, (uint32_t)size}, "fuzz", 1, &e, NULL, &err);
  if (ok != (err.code == ENT_OK)) abort();
  if (ok) {
    check_again(&a, &e);
    check_rows("gdelt", &e, 61);
    check_rows("gdelt-mentions", &e, 16);
    check_rows("icews", &e, 20);
    check_rows("polecat", &e, 40);
    check_rows("phoenix", &e, 26);
    Buf b = {0};
    record_format_find("geojson")->put(&b, &e, 0);
    record_format_find("csv")->put(&b, &e, 0);
    record_format_find("table")->put(&b, &e, 80);
    buf_free(&b);
  }
  arena_free(&a);
  return 0;
}
