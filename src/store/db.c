/* What the kinds of database have in common. */
#include "store/db.h"

#include "base/buf.h"

#include <stdlib.h>

static bool is_url(const char *where) { return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0; }

Db *db_open(const char *where, bool write, EntError *err) { return (is_url(where) ? &db_postgres : &db_sqlite)->open(where, write, err); }

void db_close(Db *db) {
  if (!db) return;
  for (uint32_t i = 0; i < db->nkept; i++) db->kind->finalize(db->kept[i].q);
  free(db->kept);
  db->kind->close(db);
}

bool db_exec(Db *db, const char *sql, EntError *err) { return db->kind->exec(db, sql, err); }

/* {span act}: the columns of a span, the words and where they are. */
static void put_span(Buf *b, const DbKind *k, Str name) {
  static const char *const columns[] = {"start", "end", "in_title"};
  buf_fmt(b, "%.*s_text %s NOT NULL", STRF(name), k->text);
  for (int i = 0; i < 3; i++) buf_fmt(b, ", %.*s_%s BIGINT NOT NULL", STRF(name), columns[i]);
}

static void put_word(Buf *b, const DbKind *k, Str word) {
  if (str_is(word, "id")) buf_z(b, k->id);
  else if (str_is(word, "blob")) buf_z(b, k->blob);
  else if (str_is(word, "text")) buf_z(b, k->text);
  else if (str_is(word, "real")) buf_z(b, k->real);
  else if (str_is(word, "rowless")) buf_z(b, k->rowless);
  else put_span(b, k, str_from(word, 5));
}

bool db_schema(Db *db, const char *sql, EntError *err) {
  Buf b = {0};
  Str rest = str_of(sql);
  while (rest.n) {
    Str after, before = str_cut(rest, '{', &after);
    buf_str(&b, before);
    if (before.n == rest.n) break;
    put_word(&b, db->kind, str_cut(after, '}', &rest));
  }
  buf_c(&b, 0);
  bool ok = b.bad ? err_at(err, ENT_ENOMEM, db->where, 0, 0, "out of memory") : db_exec(db, b.p, err);
  buf_free(&b);
  return ok;
}

/* There are some dozens of statements: a look through their addresses costs less than a hash. */
DbQuery *db_query(Db *db, const char *sql, EntError *err) {
  for (uint32_t i = 0; i < db->nkept; i++)
    if (db->kept[i].sql == sql) {
      db->kind->reset(db->kept[i].q);
      return db->kept[i].q;
    }
  if (db->nkept == db->cap) {
    uint32_t cap = db->cap ? db->cap * 2 : 32;
    struct DbKept *more = realloc(db->kept, cap * sizeof *more);
    if (!more) return (void)err_at(err, ENT_ENOMEM, db->where, 0, 0, "out of memory"), NULL;
    db->kept = more;
    db->cap = cap;
  }
  DbQuery *q = db->kind->prepare(db, sql, err);
  if (q) db->kept[db->nkept++] = (struct DbKept){sql, q};
  return q;
}

void db_int(DbQuery *q, int at, int64_t v) { q->db->kind->bind_int(q, at, v); }
void db_real(DbQuery *q, int at, double v) { q->db->kind->bind_real(q, at, v); }
void db_text(DbQuery *q, int at, Str s) { q->db->kind->bind_bytes(q, at, s, DB_TEXT); }
void db_date(DbQuery *q, int at, Date d) {
  char text[12];
  date_text(d, text);
  q->db->kind->bind_bytes(q, at, str_of(text), DB_COPY);
}

void db_blob(DbQuery *q, int at, const void *p, size_t n) { q->db->kind->bind_bytes(q, at, (Str){p, (uint32_t)n}, DB_BLOB); }
int db_step(DbQuery *q, EntError *err) { return q->db->kind->step(q, err); }
void db_reset(DbQuery *q) { q->db->kind->reset(q); }
bool db_run(DbQuery *q, EntError *err) { return q->db->kind->run(q, err); }
int64_t db_count(DbQuery *q, EntError *err) { return q->db->kind->count(q, err); }
int64_t db_get_int(DbQuery *q, int col) { return q->db->kind->get_int(q, col); }
double db_get_real(DbQuery *q, int col) { return q->db->kind->get_real(q, col); }
Str db_get_text(DbQuery *q, int col) { return q->db->kind->get_bytes(q, col, false); }
Str db_get_blob(DbQuery *q, int col) { return q->db->kind->get_bytes(q, col, true); }
