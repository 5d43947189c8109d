/* Event records from JSONL into a database, as entente import takes them: what is taken comes out again, and the database says the same
** when the documents came in the other order. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DOCUMENTS_MOST = 32 };

typedef struct Input {
  Arena arena;
  EventRecords docs[DOCUMENTS_MOST]; /* records of one document */
  uint32_t ndocs;
} Input;

static void must(bool ok) {
  if (!ok) abort();
}

static void add(Input *in, const EventRecord *e) {
  uint32_t i = 0;
  while (i < in->ndocs && !str_eq(in->docs[i].at[0].doc_id, e->doc_id)) i++;
  if (i == DOCUMENTS_MOST) return;
  if (i == in->ndocs) in->ndocs++;
  VEC_PUSH(&in->arena, &in->docs[i], *e);
}

static bool put(Store *s, const EventRecords *l, EntError *err) {
  const EventRecord *e = &l->at[0];
  RawDoc d = {.id = e->doc_id, .id_given = true, .date = e->doc_date, .publisher = e->publisher, .url = e->url};
  return store_put(s, &d, l->at, l->n, err);
}

static bool count(void *ctx, const StoredEvent *e) {
  must(e->mentions > 0 && e->record.event.n);
  ++*(uint32_t *)ctx;
  return true;
}

static bool keep(void *ctx, Str line) {
  buf_str(ctx, line);
  return true;
}

/* Fills the dump of a database of the documents, forwards or backwards. */
static void fill(const Input *in, const char *path, bool backwards, Buf *dump) {
  EntError err = {0};
  StoreRun run = {.program = "fuzz", .lexicon = "fuzz"};
  EventFilter all = {0};
  Buf line = {0};
  uint32_t events = 0;
  unlink(path);
  Store *s = store_open(path, STORE_WRITE, &err);
  must(s && store_begin(s, &run, &err));
  for (uint32_t i = 0; i < in->ndocs; i++) must(put(s, &in->docs[backwards ? in->ndocs - 1 - i : i], &err));
  must(store_commit(s, &err) && store_events(s, &all, count, &events, &err) && events > 0);
  must(store_dump(s, &line, keep, dump, &err));
  store_close(s);
  unlink(path);
  buf_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Input in = {.ndocs = 0};
  Str rest = {(const char *)data, (uint32_t)size}, line;
  char path[64];
  arena_init(&in.arena, 0);
  snprintf(path, sizeof path, "/tmp/entente-fuzz-%d.db", (int)getpid());
  while (str_line(&rest, &line)) {
    EventRecord e;
    if (record_read_jsonl(&in.arena, str_trim(line), "fuzz", 1, &e, NULL, NULL)) add(&in, &e);
  }
  if (in.ndocs) {
    Buf one = {0}, other = {0};
    fill(&in, path, false, &one);
    fill(&in, path, true, &other);
    must(one.n == other.n && (!one.n || !memcmp(one.p, other.p, one.n)));
    buf_free(&one);
    buf_free(&other);
  }
  arena_free(&in.arena);
  return 0;
}
