/* The queue: what is put waits, is written in groups, and is committed batch by batch.
**
** Between two documents the parser's weights take the caches, so that tables are touched for many documents at once: half the time of
** one by one.
** There are two groups: while a thread of its own writes one, the other is filled, so that nobody who codes waits for tables. */
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

static void *write_beside(void *arg) {
  Store *s = arg;
  Writer *w = &s->writer;
  pthread_mutex_lock(&w->lock);
  for (;;) {
    while (!w->handed && !w->quit) pthread_cond_wait(&w->turn, &w->lock);
    if (!w->handed) break;
    pthread_mutex_unlock(&w->lock);
    bool ok = write_out(s, w->handed, false, &w->err); /* nobody else touches `handed` while it is set */
    pthread_mutex_lock(&w->lock);
    w->failed = !ok;
    w->handed = NULL;
    pthread_cond_broadcast(&w->turn);
  }
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

void queue_start(Store *s) {
  Writer *w = &s->writer;
  if (w->running || pthread_mutex_init(&w->lock, NULL) != 0) return;
  pthread_cond_init(&w->turn, NULL);
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
  for (int i = 0; i < 2; i++) arena_free(&s->group[i].room);
}

/* Waits until what was handed over is written; then hands over the next if there is one.  False: that failed, and what was put since is
** void. */
static bool hand_over(Store *s, Group *next, EntError *err) {
  Writer *w = &s->writer;
  pthread_mutex_lock(&w->lock);
  while (w->handed) pthread_cond_wait(&w->turn, &w->lock);
  bool ok = !w->failed;
  if (ok && next) {
    w->handed = next;
    pthread_cond_broadcast(&w->turn);
  }
  pthread_mutex_unlock(&w->lock);
  if (ok) return true;
  if (err && err->code == ENT_OK) *err = w->err;
  err_clear(&w->err);
  w->failed = false;
  group_empty(s->filling);
  return false;
}

bool store_put(Store *s, const RawDoc *d, const EventRecord *records, uint32_t n, EntError *err) {
  Group *g = s->filling;
  group_add(g, d, records, n);
  if (g->n < WAITING_MOST && g->n < s->batch_most && g->bytes < WAITING_BYTES) return true;
  if (!s->writer.running) return write_out(s, g, false, err);
  if (!hand_over(s, g, err)) return false;
  s->filling = g == s->group ? s->group + 1 : s->group;
  return true;
}

bool store_commit(Store *s, EntError *err) {
  return (!s->writer.running || hand_over(s, NULL, err)) && write_out(s, s->filling, true, err);
}
