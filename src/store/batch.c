/* Batches: what is put waits in a queue, is written in groups, and is committed in transactions of some thousand documents. */
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

/* A batch of this many documents, or bytes of text, some seconds of coding, is all that a kill loses; one of 1000 costs 4% of the rate, since the
** pages of the indexes are written more often. */
enum { BATCH = 8000, BATCH_BYTES = 2 << 20 };

/* ---- transactions ---- */

static bool is_sqlite(const Store *s) { return s->db->kind == &db_sqlite; }

/* The next free number of a table: the writer is alone, so they need not come from the database. */
static bool next_number(Store *s, const char *sql, int64_t *out, EntError *err) {
  DbQuery *q = db_query(s->db, sql, err);
  if (!q || db_step(q, err) != 1) return false;
  *out = db_get_int(q, 0) + 1;
  db_reset(q);
  return true;
}

/* Alone from here to the commit; what another writer did meanwhile is seen. */
static bool batch_begin(Store *s, EntError *err) {
  if (s->in_batch) return true;
  s->in_batch = true; /* also where it fails: PostgreSQL has then begun one */
  if (!db_exec(s->db, is_sqlite(s) ? "BEGIN IMMEDIATE" : "BEGIN; LOCK TABLE entente_schema IN EXCLUSIVE MODE", err)) return false;
  s->in_hand = 0;
  s->in_hand_bytes = 0;
  arena_reset(&s->batch);
  memset(&s->dirty, 0, sizeof s->dirty);
  memset(&s->touched, 0, sizeof s->touched);
  memset(&s->days, 0, sizeof s->days);
  int64_t last_event = s->next_event, last_doc = s->next_doc;
  bool ok = next_number(s, "SELECT coalesce(max(doc), 0) FROM documents", &s->next_doc, err) &&
            next_number(s, "SELECT coalesce(max(mention), 0) FROM mentions", &s->next_mention, err) &&
            next_number(s, "SELECT coalesce(max(event), 0) FROM events", &s->next_event, err) &&
            next_number(s, "SELECT coalesce(max(entity), 0) FROM entities", &s->next_entity, err) &&
            next_number(s, "SELECT coalesce(max(source), 0) FROM sources", &s->next_source, err);
  s->old_events = s->next_event;
  if (last_doc != s->next_doc || last_event != s->next_event) { /* another writer was here */
    known_forget(s);
    s->fresh = s->next_doc == 1;
  }
  return ok;
}

static void empty_queue(Store *s) {
  s->nwaiting = 0;
  s->waiting_bytes = 0;
  arena_reset(&s->waiting_room);
}

bool batch_rollback(Store *s) {
  EntError ignored = {0};
  bool begun = s->in_batch;
  s->in_batch = false;
  known_forget(s);
  memset(&s->entities, 0, sizeof s->entities);
  memset(&s->sources, 0, sizeof s->sources);
  empty_queue(s);
  return !begun || db_exec(s->db, "ROLLBACK", &ignored);
}

static int by_day(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

static bool write_days(Store *s, EntError *err) {
  DbQuery *q = db_query(
      s->db, "INSERT INTO days (day, reports) VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET reports = days.reports + excluded.reports",
      err);
  if (!q) return false;
  if (s->days.n) qsort(s->days.at, s->days.n, sizeof *s->days.at, by_day);
  for (uint32_t i = 0, n; i < s->days.n; i += n) {
    for (n = 1; i + n < s->days.n && s->days.at[i + n] == s->days.at[i];) n++;
    db_int(q, 1, s->days.at[i]);
    db_int(q, 2, n);
    if (!db_run(q, err)) return false;
  }
  return true;
}

/* ---- documents ---- */

/* What identifies a report: all that it says and who says it. */
static void doc_key(Store *s, const RawDoc *d, char out[33]) {
  char date[12];
  date_text(d->date, date);
  const Str parts[] = {d->id, str_of(date), d->publisher, d->url, d->title, d->text};
  buf_clear(&s->bytes);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (i) buf_c(&s->bytes, '\n');
    buf_str(&s->bytes, parts[i]);
  }
  hash_hex((Str){s->bytes.p, (uint32_t)s->bytes.n}, out);
}

int store_has(Store *s, const RawDoc *d, EntError *err) {
  char key[33];
  int64_t doc, run = 0;
  if (s->fresh) return 0; /* what this run has put is not asked for again; if it is, store_put finds it */
  doc_key(s, d, key);
  int got = find_document(s, key, &doc, &run, err);
  return got > 0 ? run == s->run : got;
}

/* ---- the queue ----
**
** Between two documents the parser's weights take the caches, so that tables are touched for many documents at once: half the time of one by one. */

static RawDoc copy_document(Arena *a, const RawDoc *d) {
  RawDoc mine = *d;
  Str *texts[] = {&mine.id, &mine.date_text, &mine.title, &mine.text, &mine.publisher, &mine.url, &mine.language};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = arena_str(a, *texts[i]);
  return mine;
}

static void queue(Store *s, const RawDoc *d, const EventRecord *records, uint32_t n) {
  Arena *a = &s->waiting_room;
  Waiting *w = &s->waiting[s->nwaiting++];
  *w = (Waiting){.doc = copy_document(a, d), .records = ARENA_ARRAY(a, EventRecord, n), .n = n};
  for (uint32_t i = 0; i < n; i++) w->records[i] = record_copy(a, &records[i]);
  s->waiting_bytes += d->text.n;
}

static bool write_group(Store *s, EntError *err) {
  for (uint32_t i = 0; i < s->nwaiting; i++) {
    Waiting *w = &s->waiting[i];
    doc_key(s, &w->doc, w->key);
    sketch_make(w->doc.title, w->doc.text, &w->sketch);
    arena_reset(&s->scratch);
    if ((w->fate = write_document(s, w, err)) < 0) return false;
  }
  for (uint32_t i = 0; i < s->nwaiting; i++)
    if (s->waiting[i].fate == WAITING_NEW && !write_search(s, &s->waiting[i], err)) return false;
  for (uint32_t i = 0; i < s->nwaiting; i++) {
    arena_reset(&s->scratch);
    if (s->waiting[i].fate != WAITING_KNOWN && !write_tellings(s, &s->waiting[i], err)) return false;
  }
  return true;
}

static bool write_waiting(Store *s, EntError *err) {
  if (!s->nwaiting) return true;
  if (!batch_begin(s, err) || !write_group(s, err)) return false;
  s->in_hand += s->nwaiting;
  s->in_hand_bytes += s->waiting_bytes;
  empty_queue(s);
  return true;
}

static bool commit(Store *s, EntError *err) {
  if (!sum_dirty(s, err) || !write_days(s, err) || !db_exec(s->db, "COMMIT", err)) return false;
  s->in_batch = false;
  return true;
}

/* The batch is as if it had not been, or the error stands. */
static bool settled(Store *s, bool ok) {
  if (!ok) batch_rollback(s);
  return ok;
}

bool store_commit(Store *s, EntError *err) { return settled(s, write_waiting(s, err) && (!s->in_batch || commit(s, err))); }

bool store_put(Store *s, const RawDoc *d, const EventRecord *records, uint32_t n, EntError *err) {
  queue(s, d, records, n);
  if (s->nwaiting < WAITING_MOST && s->nwaiting < s->batch_most && s->waiting_bytes < WAITING_BYTES) return true;
  if (!settled(s, write_waiting(s, err))) return false;
  return (s->in_hand < s->batch_most && s->in_hand_bytes < BATCH_BYTES) || store_commit(s, err);
}

/* ---- runs ---- */

/* The run of that program and lexicon: 1; 0: there is none; -1. */
static int find_run(Store *s, const StoreRun *run, EntError *err) {
  DbQuery *q = db_query(s->db, "SELECT run FROM runs WHERE program = ?1 AND lexicon = ?2", err);
  if (!q) return -1;
  db_text(q, 1, str_of(run->program));
  db_text(q, 2, str_of(run->lexicon));
  int got = db_step(q, err);
  if (got > 0) s->run = db_get_int(q, 0);
  db_reset(q);
  return got;
}

static bool make_run(Store *s, const StoreRun *run, EntError *err) {
  if (!next_number(s, "SELECT coalesce(max(run), 0) FROM runs", &s->run, err)) return false;
  DbQuery *q = db_query(s->db, "INSERT INTO runs (run, program, lexicon) VALUES (?1, ?2, ?3)", err);
  if (!q) return false;
  db_int(q, 1, s->run);
  db_text(q, 2, str_of(run->program));
  db_text(q, 3, str_of(run->lexicon));
  return db_run(q, err);
}

bool store_begin(Store *s, const StoreRun *run, EntError *err) {
  s->batch_most = run->batch ? run->batch : BATCH;
  int got = store_commit(s, err) && batch_begin(s, err) ? find_run(s, run, err) : -1;
  return settled(s, got >= 0 && (got > 0 || make_run(s, run, err)) && commit(s, err));
}
