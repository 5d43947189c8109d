/* Opening and closing. */
#include "store/inside.h"
#include "store/schema.h"

#include <stdlib.h>

static bool settle(Store *s, EntError *err) {
  int64_t version = schema_of(s->db, err);
  if (version < 0) return false;
  if (s->access == STORE_WRITE) return s->db->kind->ready(s->db, err) && schema_raise(s->db, version, err);
  if (version == 0) return err_at(err, ENT_EDATA, s->db->where, 0, 0, "is empty: entente code --db fills it");
  return version == (int64_t)schema_version ||
         err_at(err, ENT_EDATA, s->db->where, 0, 0, "has older tables; a command that writes brings them up to date");
}

Store *store_open(const char *where, enum StoreAccess access, EntError *err) {
  Store *s = calloc(1, sizeof *s);
  if (!s) return (void)err_at(err, ENT_ENOMEM, where, 0, 0, "out of memory"), NULL;
  arena_init(&s->row, 0);
  arena_init(&s->scratch, 0);
  arena_init(&s->batch, 0);
  arena_init(&s->kept, 0);
  for (int i = 0; i < GROUPS; i++) arena_init(&s->group[i].room, 0);
  s->filling = s->group;
  s->where = where;
  for (int i = 0; i < 2; i++) arena_init(&s->known.arena[i], 0);
  s->access = access;
  s->db = db_open(where, access == STORE_WRITE, err);
  if (s->db && settle(s, err)) {
    s->search = s->db->kind == &db_sqlite;
    return s;
  }
  store_close(s);
  return NULL;
}

void store_close(Store *s) {
  if (!s) return;
  queue_stop(s);
  if (s->in_batch) batch_rollback(s);
  db_close(s->reader); /* first: the last one to close a file puts its log away */
  db_close(s->db);
  arena_free(&s->row);
  arena_free(&s->scratch);
  arena_free(&s->batch);
  arena_free(&s->kept);
  buf_free(&s->bytes);
  buf_free(&s->asked);
  for (int i = 0; i < 2; i++) arena_free(&s->known.arena[i]);
  free(s);
}

static int by_id(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

void ids_sort(Ids *ids) {
  if (!ids->n) return;
  qsort(ids->at, ids->n, sizeof *ids->at, by_id);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < ids->n; i++)
    if (ids->at[i] != ids->at[kept - 1]) ids->at[kept++] = ids->at[i];
  ids->n = kept;
}

bool read_ids(Store *s, DbQuery *q, Arena *a, Ids *out, EntError *err) {
  (void)s;
  int got;
  while ((got = db_step(q, err)) > 0) VEC_PUSH(a, out, db_get_int(q, 0));
  return got == 0;
}
