/* The queue: what is put waits, is written in groups, and is committed batch by batch.
**
** Between two documents the parser's weights take the caches, so that tables are touched for many documents at once: half the time of
** one by one.
** While a thread of its own writes one group, others are filled, so that nobody who codes waits for tables or, at a commit, for the disk. */
#include "store/inside.h"

/* A batch of some thousand documents, or of so much text, some seconds of coding, is all that a kill loses; one of 1000 costs 4% of the
** rate, since the pages of the indexes are written more often. */
enum { BATCH_BYTES = 2 << 20 };

/* ---- documents ---- */

/* What identifies a report: all that it says and who says it. */
static void doc_key(Buf *b, const RawDoc *d, char out[33]) {
  char date[12];
  date_text(d->date, date);
  const Str parts[] = {d->id, str_of(date), d->publisher, d->url, d->title, d->text};
  buf_clear(b);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (i) buf_c(b, '\n');
    buf_str(b, parts[i]);
  }
  hash_hex((Str){b->p, (uint32_t)b->n}, out);
}

/* A connection of its own while another thread writes: it does not wait for a group to be written. */
static Db *reader(Store *s, EntError *err) {
  if (!s->writer.running) return s->db;
  if (!s->reader) s->reader = db_open(s->where, false, err);
  return s->reader;
}

int store_has(Store *s, const RawDoc *d, EntError *err) {
  char key[33];
  int64_t doc, run = 0;
  if (atomic_load(&s->fresh)) return 0; /* what this run has put is not asked for again; if it is, store_put finds it */
  doc_key(&s->asked, d, key);
  Db *db = reader(s, err);
  int got = db ? find_document(db, key, &doc, &run, err) : -1;
  return got > 0 ? run == s->run : got;
}

/* ---- groups ---- */

static RawDoc copy_document(Arena *a, const RawDoc *d) {
  RawDoc mine = *d;
  Str *texts[] = {&mine.id, &mine.date_text, &mine.title, &mine.text, &mine.publisher, &mine.url, &mine.language};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = arena_str(a, *texts[i]);
  return mine;
}

static void group_add(Group *g, const RawDoc *d, const EventRecord *records, uint32_t n) {
  Arena *a = &g->room;
  Waiting *w = &g->at[g->n++];
  *w = (Waiting){.doc = copy_document(a, d), .records = ARENA_ARRAY(a, EventRecord, n), .n = n};
  for (uint32_t i = 0; i < n; i++) w->records[i] = record_copy(a, &records[i]);
  g->bytes += d->text.n;
}

static void group_empty(Group *g) {
  g->n = 0;
  g->bytes = 0;
  arena_reset(&g->room);
}

static bool write_group(Store *s, Group *g, EntError *err) {
  for (uint32_t i = 0; i < g->n; i++) {
    Waiting *w = &g->at[i];
    doc_key(&s->bytes, &w->doc, w->key);
    sketch_make(w->doc.title, w->doc.text, &w->sketch);
    arena_reset(&s->scratch);
    if ((w->fate = write_document(s, w, err)) < 0) return false;
  }
  for (uint32_t i = 0; i < g->n; i++)
    if (g->at[i].fate == WAITING_NEW && !write_search(s, &g->at[i], err)) return false;
  for (uint32_t i = 0; i < g->n; i++) {
    arena_reset(&s->scratch);
    if (g->at[i].fate != WAITING_KNOWN && !write_tellings(s, &g->at[i], err)) return false;
  }
  return true;
}

/* Where it fails, the batch is as if it had not been. */
static bool write_out(Store *s, Group *g, bool all, EntError *err) {
  bool ok = !g->n || (batch_begin(s, err) && write_group(s, g, err));
  s->in_hand += g->n;
  s->in_hand_bytes += g->bytes;
  group_empty(g);
  bool full = all || s->in_hand >= s->batch_most || s->in_hand_bytes >= BATCH_BYTES;
  if (ok && s->in_batch && full) ok = batch_commit(s, err);
  if (!ok) batch_rollback(s);
  return ok;
}

/* ---- the thread that writes ---- */

static void write_first(Store *s) {
  Writer *w = &s->writer;
  Group *g = &s->group[w->first];
  bool failed = w->failed;
  EntError err = {0};
  pthread_mutex_unlock(&w->lock);
  if (failed) group_empty(g);
  else failed = !write_out(s, g, false, &err); /* nobody else touches the first group */
  pthread_mutex_lock(&w->lock);
  if (failed && !w->failed) w->err = err;
  w->failed = failed;
  w->first = (w->first + 1) % GROUPS;
  w->n--;
  pthread_cond_broadcast(&w->turn);
}

static void *write_beside(void *arg) {
  Store *s = arg;
  Writer *w = &s->writer;
  pthread_mutex_lock(&w->lock);
  for (;;) {
    while (!w->n && !w->quit) pthread_cond_wait(&w->turn, &w->lock);
    if (w->quit) break;
    write_first(s);
  }
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

/* What waits is lost to a kill as the batch is: less than the batch, where there may be more than the two groups without which all wait. */
static uint32_t groups_most(const Store *s) {
  uint32_t n = s->batch_most / (2 * WAITING_MOST);
  return n < 1 ? 1 : n < GROUPS ? n : GROUPS - 1;
}

void queue_start(Store *s) {
  Writer *w = &s->writer;
  if (w->running || pthread_mutex_init(&w->lock, NULL) != 0) return;
  pthread_cond_init(&w->turn, NULL);
  w->most = groups_most(s);
  w->first = (uint32_t)(s->filling - s->group);
  w->running = pthread_create(&w->thread, NULL, write_beside, s) == 0; /* else who puts writes */
  if (w->running) return;
  pthread_cond_destroy(&w->turn);
  pthread_mutex_destroy(&w->lock);
}

void queue_stop(Store *s) {
  Writer *w = &s->writer;
  if (w->running) {
    pthread_mutex_lock(&w->lock);
    w->quit = true;
    pthread_cond_broadcast(&w->turn);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->turn);
    pthread_mutex_destroy(&w->lock);
    w->running = false;
  }
  for (int i = 0; i < GROUPS; i++) arena_free(&s->group[i].room);
}

/* Waits until no more than `left` groups are being written or wait to be.  False: one failed, and all that was put since is void. */
static bool wait_for(Store *s, uint32_t left, EntError *err) {
  Writer *w = &s->writer;
  while (w->n > (w->failed ? 0 : left)) pthread_cond_wait(&w->turn, &w->lock);
  if (!w->failed) return true;
  if (err && err->code == ENT_OK) *err = w->err;
  w->failed = false;
  group_empty(s->filling);
  return false;
}

static bool hand_over(Store *s, EntError *err) {
  Writer *w = &s->writer;
  pthread_mutex_lock(&w->lock);
  bool ok = wait_for(s, w->most - 1, err);
  if (ok) {
    w->n++;
    s->filling = &s->group[(w->first + w->n) % GROUPS];
    pthread_cond_broadcast(&w->turn);
  }
  pthread_mutex_unlock(&w->lock);
  return ok;
}

static bool all_written(Store *s, EntError *err) {
  pthread_mutex_lock(&s->writer.lock);
  bool ok = wait_for(s, 0, err);
  pthread_mutex_unlock(&s->writer.lock);
  return ok;
}

bool store_put(Store *s, const RawDoc *d, const EventRecord *records, uint32_t n, EntError *err) {
  Group *g = s->filling;
  group_add(g, d, records, n);
  if (g->n < WAITING_MOST && g->n < s->batch_most && g->bytes < WAITING_BYTES) return true;
  return s->writer.running ? hand_over(s, err) : write_out(s, g, false, err);
}

bool store_commit(Store *s, EntError *err) { return (!s->writer.running || all_written(s, err)) && write_out(s, s->filling, true, err); }
