/* What each run said: a document that is coded anew keeps its former tellings, so that two lexicons can be compared on the same reports. */
#include "store/inside.h"

bool store_runs(Store *s, StoreRunFn *fn, void *ctx, EntError *err) {
  static const char sql[] =
      "SELECT r.run, r.program, r.lexicon, (SELECT count(*) FROM mentions m WHERE m.run = r.run) FROM runs r ORDER BY r.run";
  DbQuery *q = db_query(s->db, sql, err);
  int got = 0;
  if (!q) return false;
  while ((got = db_step(q, err)) > 0) {
    StoredRun r = {
        .run = db_get_int(q, 0), .program = db_get_text(q, 1), .lexicon = db_get_text(q, 2), .tellings = (uint64_t)db_get_int(q, 3)};
    if (!fn(ctx, &r)) break;
  }
  if (got > 0) db_reset(q);
  return got >= 0;
}

bool store_run_tellings(Store *s, int64_t run, int64_t also, StoreMentionFn *fn, void *ctx, EntError *err) {
  static const char sql[] =
      "SELECT mention FROM mentions WHERE run = ?1 AND doc IN"
      " (SELECT doc FROM documents WHERE run = ?2 UNION SELECT doc FROM mentions WHERE run = ?2) ORDER BY id, mention";
  Arena list;
  Ids ids = {0};
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  db_int(q, 1, run);
  db_int(q, 2, also);
  arena_init(&list, 0);
  bool ok = read_ids(s, q, &list, &ids, err);
  for (uint32_t i = 0; ok && i < ids.n; i++) {
    Known k;
    arena_reset(&s->row);
    ok = load_mention(s, &s->row, ids.at[i], &k, err);
    StoredMention m = {.record = k.record};
    if (ok && !fn(ctx, &m)) break;
  }
  arena_free(&list);
  return ok;
}
