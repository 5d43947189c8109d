/* SQLite: a database is a file.
**
** While it is written it has a write-ahead log, so that readers are not in the way and a writer that is killed leaves its last whole
** transaction; a writer that ends puts the log away, so that the file alone can be copied or made read-only. */
#include "store/db.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_WAIT_MS = 10000 };

typedef struct LiteDb {
  Db head;
  sqlite3 *lite;
  bool ready; /* has a write-ahead log */
} LiteDb;

typedef struct LiteQuery {
  DbQuery head;
  sqlite3_stmt *stmt;
} LiteQuery;

static LiteDb *lite_of(Db *db) { return (LiteDb *)db; }
static sqlite3_stmt *stmt_of(DbQuery *q) { return ((LiteQuery *)q)->stmt; }

static bool tell(LiteDb *d, EntError *err) {
  const char *what = sqlite3_errmsg(d->lite);
  switch (sqlite3_errcode(d->lite) & 0xff) {
  case SQLITE_NOTADB: return err_at(err, ENT_EDATA, d->head.where, 0, 0, "is no SQLite database");
  case SQLITE_FULL: return err_at(err, ENT_EIO, d->head.where, 0, 0, "the disk is full; what was finished before is kept");
  case SQLITE_IOERR:
    return err_at(err, ENT_EIO, d->head.where, 0, 0, "cannot be written or read (%s); what was finished before is kept", what);
  case SQLITE_READONLY: return err_at(err, ENT_EIO, d->head.where, 0, 0, "cannot be written: the file is read-only");
  case SQLITE_CANTOPEN: return err_at(err, ENT_EIO, d->head.where, 0, 0, "cannot be opened (no such folder, or no right to it)");
  case SQLITE_BUSY: return err_at(err, ENT_EIO, d->head.where, 0, 0, "is being written by another program");
  case SQLITE_CORRUPT: return err_at(err, ENT_EDATA, d->head.where, 0, 0, "is damaged (%s)", what);
  case SQLITE_NOMEM: return err_at(err, ENT_ENOMEM, d->head.where, 0, 0, "out of memory");
  default: return err_at(err, ENT_EIO, d->head.where, 0, 0, "%s", what);
  }
}

static void lite_close(Db *db) {
  LiteDb *d = lite_of(db);
  if (d->ready) sqlite3_exec(d->lite, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
  sqlite3_close(d->lite);
  free(d);
}

static bool lite_exec(Db *db, const char *sql, EntError *err) {
  return sqlite3_exec(lite_of(db)->lite, sql, NULL, NULL, NULL) == SQLITE_OK || tell(lite_of(db), err);
}

static bool lite_ready(Db *db, EntError *err) {
  lite_of(db)->ready = lite_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8192", err);
  return lite_of(db)->ready;
}

static Db *lite_open(const char *where, bool write, EntError *err) {
  if (!write && access(where, F_OK) != 0) return (void)err_at(err, ENT_EIO, where, 0, 0, "no such database"), NULL;
  LiteDb *d = calloc(1, sizeof *d);
  if (!d) return (void)err_at(err, ENT_ENOMEM, where, 0, 0, "out of memory"), NULL;
  d->head.kind = &db_sqlite;
  d->head.where = where;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS,
                 0); /* counting what is allocated takes a lock each time; refused once SQLite is at work, which does no harm */
  int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  bool ok = sqlite3_open_v2(where, &d->lite, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK || tell(d, err);
  if (ok && write && sqlite3_db_readonly(d->lite, "main") == 1)
    ok = err_at(err, ENT_EIO, where, 0, 0, "cannot be written: the file is read-only");
  sqlite3_busy_timeout(d->lite, BUSY_WAIT_MS);
  /* who reads goes through a table once: pages used again cost less than pages kept */
  const char *cache = write ? "PRAGMA page_size=8192; PRAGMA cache_size=-65536; PRAGMA secure_delete=OFF" : "PRAGMA cache_size=-8192";
  if (ok && lite_exec(&d->head, cache, err) && lite_exec(&d->head, "PRAGMA temp_store=MEMORY", err)) return &d->head;
  lite_close(&d->head);
  return NULL;
}

static DbQuery *lite_prepare(Db *db, const char *sql, EntError *err) {
  LiteQuery *q = calloc(1, sizeof *q);
  if (!q) return (void)err_at(err, ENT_ENOMEM, db->where, 0, 0, "out of memory"), NULL;
  q->head.db = db;
  if (sqlite3_prepare_v3(lite_of(db)->lite, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL) == SQLITE_OK) return &q->head;
  tell(lite_of(db), err);
  free(q);
  return NULL;
}

static void lite_finalize(DbQuery *q) {
  sqlite3_finalize(stmt_of(q));
  free(q);
}

static void lite_bind_int(DbQuery *q, int at, int64_t v) { sqlite3_bind_int64(stmt_of(q), at, v); }

static void lite_bind_real(DbQuery *q, int at, double v) {
  if (isnan(v)) sqlite3_bind_null(stmt_of(q), at);
  else sqlite3_bind_double(stmt_of(q), at, v);
}

static void lite_bind_bytes(DbQuery *q, int at, Str s, enum DbBytes what) {
  const char *p = s.p ? s.p : "";
  if (what == DB_BLOB) sqlite3_bind_blob(stmt_of(q), at, p, (int)s.n, SQLITE_STATIC);
  else sqlite3_bind_text(stmt_of(q), at, p, (int)s.n, what == DB_COPY ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

static int lite_step(DbQuery *q, EntError *err) {
  int got = sqlite3_step(stmt_of(q));
  if (got == SQLITE_ROW) return 1;
  if (got != SQLITE_DONE) tell(lite_of(q->db), err);
  sqlite3_reset(stmt_of(q));
  return got == SQLITE_DONE ? 0 : -1;
}

static void lite_reset(DbQuery *q) { sqlite3_reset(stmt_of(q)); }
static bool lite_run(DbQuery *q, EntError *err) { return lite_step(q, err) == 0; }
static int64_t lite_count(DbQuery *q, EntError *err) { return lite_run(q, err) ? sqlite3_changes(lite_of(q->db)->lite) : -1; }
static int64_t lite_get_int(DbQuery *q, int col) { return sqlite3_column_int64(stmt_of(q), col); }

static double lite_get_real(DbQuery *q, int col) {
  double v = sqlite3_column_double(stmt_of(q), col);
  return v == 0 && sqlite3_column_type(stmt_of(q), col) == SQLITE_NULL ? NAN : v;
}

static Str lite_get_bytes(DbQuery *q, int col, bool blob) {
  const char *p = blob ? sqlite3_column_blob(stmt_of(q), col) : (const char *)sqlite3_column_text(stmt_of(q), col);
  return (Str){p ? p : "", p ? (uint32_t)sqlite3_column_bytes(stmt_of(q), col) : 0};
}

const DbKind db_sqlite = {.name = "sqlite",
                          .id = "INTEGER PRIMARY KEY",
                          .text = "TEXT",
                          .blob = "BLOB",
                          .real = "REAL",
                          .rowless = " WITHOUT ROWID",
                          DB_CALLS(lite)};
