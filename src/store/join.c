/* Tellings into events.
**
** Two tellings that same_act holds for one act are linked, and an event is a connected component of links.  Since a link asks for the two alone, the
** components are the same whatever came first.  Tellings of documents without a text are linked by their keys. */
#include "store/inside.h"

static void add_once(Arena *a, Ids *ids, int64_t id) {
  for (uint32_t i = 0; i < ids->n; i++)
    if (ids->at[i] == id) return;
  VEC_PUSH(a, ids, id);
}

bool mark_dirty(Store *s, int64_t event) {
  /* the last ones are the likeliest to come again; what comes twice is sorted out at the end */
  if (!s->dirty.n || s->dirty.at[s->dirty.n - 1] != event) VEC_PUSH(&s->batch, &s->dirty, event);
  return true;
}

/* 0: of no event (it is the telling in hand, or set loose); -1: err. */
static int64_t event_of(Store *s, int64_t mention, EntError *err) {
  DbQuery *q = db_query(s->db, "SELECT event FROM mentions WHERE mention = ?1 AND until IS NULL", err);
  if (!q) return -1;
  db_int(q, 1, mention);
  int got = db_step(q, err);
  if (got <= 0) return got;
  int64_t event = db_get_int(q, 0);
  db_reset(q);
  return event;
}

/* The tellings that share one of n > 0 blocks, each once.  One question for all of them: one way to a server and back. */
static bool find_candidates(Store *s, const uint64_t *blocks, uint32_t n, Ids *out, EntError *err) {
  static const char sql[] = "SELECT mention FROM blocks WHERE block IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
  _Static_assert(SAME_BLOCKS == 12, "the statement asks for as many");
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  for (uint32_t i = 0; i < SAME_BLOCKS; i++) db_int(q, (int)i + 1, (int64_t)blocks[i < n ? i : 0]);
  if (!read_ids(s, q, &s->scratch, out, err)) return false;
  ids_sort(out);
  return true;
}

/* Of a document that is known by its records alone (entente import). */
static bool is_stub(const Known *k) { return !k->sketch.n && !k->words.n; }

/* Without a text there are no words to compare, and the key decides: in an export it is the event's id, so that what was one event is one again. */
static bool is_linked(const Known *a, const Known *b) {
  if (is_stub(a) || is_stub(b)) return str_eq(a->record.event, b->record.event);
  Telling x = {&a->record, &a->sketch, &a->words}, y = {&b->record, &b->sketch, &b->words};
  return same_act(&x, &y);
}

static bool find_links(Store *s, const Known *k, const Ids *candidates, Ids *events, EntError *err) {
  for (uint32_t i = 0; i < candidates->n; i++) {
    if (candidates->at[i] == k->mention) continue;
    const Known *other = known_mention(s, candidates->at[i], err);
    if (!other) return false;
    if (!is_linked(k, other)) continue;
    int64_t event = event_of(s, other->mention, err);
    if (event < 0) return false;
    if (event) add_once(&s->scratch, events, event);
  }
  return true;
}

static bool merge(Store *s, int64_t into, int64_t event, EntError *err) {
  DbQuery *q = db_query(s->db, "UPDATE mentions SET event = ?1 WHERE event = ?2", err);
  if (!q) return false;
  db_int(q, 1, into);
  db_int(q, 2, event);
  return db_run(q, err) && sum_drop(s, event, err);
}

static bool write_blocks(Store *s, int64_t mention, const uint64_t *blocks, uint32_t n, EntError *err) {
  DbQuery *q = db_query(s->db, "INSERT INTO blocks (block, mention) VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
  if (!q) return false;
  for (uint32_t i = 0; i < n; i++) {
    db_int(q, 1, (int64_t)blocks[i]);
    db_int(q, 2, mention);
    if (!db_run(q, err)) return false;
  }
  return true;
}

static int64_t one_event(Store *s, const Ids *events, EntError *err) {
  int64_t event = events->n ? events->at[0] : s->next_event++;
  for (uint32_t i = 1; i < events->n; i++)
    if (events->at[i] < event) event = events->at[i];
  for (uint32_t i = 0; i < events->n; i++)
    if (events->at[i] != event && !merge(s, event, events->at[i], err)) return 0;
  mark_dirty(s, event);
  return event;
}

int64_t join_telling(Store *s, const Known *k, EntError *err) {
  uint64_t blocks[SAME_BLOCKS] = {0};
  Ids candidates = {0}, events = {0};
  uint32_t n = same_blocks(&k->record, blocks);
  if (is_stub(k)) blocks[n < SAME_BLOCKS ? n++ : n - 1] = key_of(k->record.event);
  if (n && (!find_candidates(s, blocks, n, &candidates, err) || !find_links(s, k, &candidates, &events, err))) return 0;
  return write_blocks(s, k->mention, blocks, n, err) ? one_event(s, &events, err) : 0;
}

bool join_again(Store *s, int64_t event, EntError *err) {
  Ids tellings = {0};
  DbQuery *q = db_query(s->db, "SELECT mention FROM mentions WHERE event = ?1 ORDER BY mention", err);
  if (!q) return false;
  db_int(q, 1, event);
  if (!read_ids(s, q, &s->scratch, &tellings, err) || !sum_drop(s, event, err)) return false;
  if (!(q = db_query(s->db, "UPDATE mentions SET event = NULL WHERE event = ?1", err))) return false;
  db_int(q, 1, event);
  if (!db_run(q, err)) return false;
  for (uint32_t i = 0; i < tellings.n; i++) {
    Known k;
    if (!load_mention(s, &s->scratch, tellings.at[i], &k, err)) return false;
    int64_t joined = join_telling(s, &k, err);
    q = joined ? db_query(s->db, "UPDATE mentions SET event = ?1 WHERE mention = ?2", err) : NULL;
    if (!q) return false;
    db_int(q, 1, joined);
    db_int(q, 2, k.mention);
    if (!db_run(q, err)) return false;
  }
  return true;
}
