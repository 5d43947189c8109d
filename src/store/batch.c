/* Batches: the transactions of some thousand documents, and the runs that they belong to. */
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 8000 };

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
bool batch_begin(Store *s, EntError *err) {
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
    atomic_store(&s->fresh, s->next_doc == 1);
  }
  return ok;
}

bool batch_rollback(Store *s) {
  EntError ignored = {0};
  bool begun = s->in_batch;
  s->in_batch = false;
  known_forget(s);
  memset(&s->entities, 0, sizeof s->entities);
  memset(&s->sources, 0, sizeof s->sources);
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

bool batch_commit(Store *s, EntError *err) {
  if (!sum_dirty(s, err) || !write_days(s, err) || !db_exec(s->db, "COMMIT", err)) return false;
  s->in_batch = false;
  return true;
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
  bool ok = got >= 0 && (got > 0 || make_run(s, run, err)) && batch_commit(s, err);
  if (!ok) batch_rollback(s);
  else if (run->beside) queue_start(s);
  return ok;
}
