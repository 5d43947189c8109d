/* PostgreSQL by URL, over libpq: parameters and values go as text, so that no type is told twice.
**
** Statements that only write are sent one behind the other without waiting for the server (libpq's pipeline); their answers are read
** together with that of the next statement that is waited for, so that a telling costs a few ways to the server and back and not some
** dozens. */
#include "store/db.h"

#include "base/buf.h"

#include <libpq-fe.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARAMS_MAX = 64 };

typedef struct PgDb {
  Db head;
  PGconn *conn;
  uint32_t prepared; /* for the names of statements */
  uint32_t sent;     /* statements of the pipeline whose answers are not read */
} PgDb;

typedef struct PgQuery {
  DbQuery head;
  char name[16];
  int nparams;
  Buf values[PARAMS_MAX]; /* NUL-terminated texts */
  bool null[PARAMS_MAX];
  PGresult *rows;
  int row;
  Buf blob; /* the last one decoded */
} PgQuery;

static PgDb *pg_of(Db *db) { return (PgDb *)db; }
static PgQuery *pgq_of(DbQuery *q) { return (PgQuery *)q; }

/* The first line of what the server says. */
static bool tell_text(const char *text, EntError *err) {
  Str rest = str_of(text), line = {0};
  str_line(&rest, &line);
  return err_at(err, ENT_EIO, "PostgreSQL", 0, 0, "%.*s", STRF(str_head(str_trim(line), 180)));
}

static bool tell(PgDb *d, EntError *err) { return tell_text(PQerrorMessage(d->conn), err); }

static bool is_good(const PGresult *r) { return PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK; }

/* ---- the pipeline ---- */

/* Reads the answer of one statement; NULL: it is not good, told where it is the first.  What came behind a bad one was not done. */
static PGresult *read_answer(PgDb *d, EntError *err) {
  PGresult *first = PQgetResult(d->conn), *r;
  while ((r = PQgetResult(d->conn))) PQclear(r);
  if (is_good(first)) return first;
  tell_text(first ? PQresultErrorMessage(first) : PQerrorMessage(d->conn), err);
  PQclear(first);
  return NULL;
}

/* Waits for all that was sent; the answer of the last statement goes to *last_out (NULL: nobody wants it). */
static bool settle(PgDb *d, PGresult **last_out, EntError *err) {
  if (!d->sent) return true;
  bool ok = PQpipelineSync(d->conn) == 1 || tell(d, err);
  for (; d->sent; d->sent--) {
    PGresult *r = read_answer(d, ok ? err : NULL);
    ok = ok && r;
    if (d->sent == 1 && last_out) *last_out = r;
    else PQclear(r);
  }
  PQclear(PQgetResult(d->conn)); /* the mark of the sync */
  return (PQexitPipelineMode(d->conn) == 1 || !ok || tell(d, err)) && ok;
}

/* ---- the connection ---- */

static void pg_close(Db *db) {
  PQfinish(pg_of(db)->conn);
  free(db);
}

/* Also where something before it went wrong: of a transaction that failed a COMMIT is a ROLLBACK. */
static bool pg_exec(Db *db, const char *sql, EntError *err) {
  PgDb *d = pg_of(db);
  bool settled = settle(d, NULL, err);
  PGresult *r = PQexec(d->conn, sql);
  bool ok = is_good(r) || (settled && tell(d, err));
  PQclear(r);
  return ok && settled;
}

static void quiet(void *arg, const char *message) { (void)arg, (void)message; }

static Db *pg_open(const char *where, bool write, EntError *err) {
  (void)write;
  PgDb *d = calloc(1, sizeof *d);
  if (!d) return (void)err_at(err, ENT_ENOMEM, where, 0, 0, "out of memory"), NULL;
  d->head.kind = &db_postgres;
  d->head.where = "PostgreSQL";
  d->conn = PQconnectdb(where);
  if (PQstatus(d->conn) == CONNECTION_OK) {
    PQsetNoticeProcessor(d->conn, quiet, NULL);
    PQsetClientEncoding(d->conn, "UTF8");
    if (pg_exec(&d->head, "SET lock_timeout = '10s'", err)) return &d->head;
  } else tell(d, err);
  pg_close(&d->head);
  return NULL;
}

/* A session of its own needs nothing; the table of versions is the lock between writers. */
static bool pg_ready(Db *db, EntError *err) { return pg_exec(db, "SET synchronous_commit = on", err); }

/* ?1 becomes $1; no text of a statement holds a question mark otherwise. */
static DbQuery *pg_prepare(Db *db, const char *sql, EntError *err) {
  if (!settle(pg_of(db), NULL, err)) return NULL;
  PgQuery *q = calloc(1, sizeof *q);
  Buf b = {0};
  if (!q) return (void)err_at(err, ENT_ENOMEM, db->where, 0, 0, "out of memory"), NULL;
  q->head.db = db;
  for (const char *p = sql; *p; p++) {
    buf_c(&b, *p == '?' ? '$' : *p);
    if (*p == '?' && atoi(p + 1) > q->nparams) q->nparams = atoi(p + 1);
  }
  buf_c(&b, 0);
  for (int i = 0; i < PARAMS_MAX; i++) q->null[i] = true;
  snprintf(q->name, sizeof q->name, "q%u", ++pg_of(db)->prepared);
  PGresult *r = b.bad ? NULL : PQprepare(pg_of(db)->conn, q->name, b.p, 0, NULL);
  bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
  PQclear(r);
  buf_free(&b);
  if (ok) return &q->head;
  tell(pg_of(db), err);
  free(q);
  return NULL;
}

static void pg_finalize(DbQuery *head) {
  PgQuery *q = pgq_of(head);
  PQclear(q->rows);
  for (int i = 0; i < PARAMS_MAX; i++) buf_free(&q->values[i]);
  buf_free(&q->blob);
  free(q);
}

static Buf *param(DbQuery *head, int at) {
  PgQuery *q = pgq_of(head);
  buf_clear(&q->values[at - 1]);
  q->null[at - 1] = false;
  return &q->values[at - 1];
}

static void pg_bind_int(DbQuery *q, int at, int64_t v) {
  Buf *b = param(q, at);
  buf_int(b, v);
  buf_c(b, 0);
}

static void pg_bind_real(DbQuery *q, int at, double v) {
  Buf *b = param(q, at);
  buf_fmt(b, "%.17g", v);
  buf_c(b, 0);
  pgq_of(q)->null[at - 1] = isnan(v);
}

static void pg_bind_bytes(DbQuery *q, int at, Str s, enum DbBytes what) {
  static const char hex[] = "0123456789abcdef";
  bool blob = what == DB_BLOB;
  Buf *b = param(q, at);
  if (blob) buf_z(b, "\\x");
  for (uint32_t i = 0; blob && i < s.n; i++) {
    buf_c(b, hex[(uint8_t)s.p[i] >> 4]);
    buf_c(b, hex[(uint8_t)s.p[i] & 15]);
  }
  if (!blob) buf_str(b, s);
  buf_c(b, 0);
}

static bool send(PgQuery *q, EntError *err) {
  const char *values[PARAMS_MAX];
  PgDb *d = pg_of(q->head.db);
  for (int i = 0; i < q->nparams; i++) {
    if (q->values[i].bad) return err_at(err, ENT_ENOMEM, "PostgreSQL", 0, 0, "out of memory");
    values[i] = q->null[i] ? NULL : q->values[i].p;
  }
  if (!d->sent && PQenterPipelineMode(d->conn) != 1) return tell(d, err);
  bool ok = PQsendQueryPrepared(d->conn, q->name, q->nparams, values, NULL, NULL, 0) == 1 || tell(d, err);
  d->sent += ok;
  if (!d->sent) PQexitPipelineMode(d->conn);
  return ok;
}

static bool fetch(PgQuery *q, EntError *err) {
  q->row = -1;
  return send(q, err) && settle(pg_of(q->head.db), &q->rows, err);
}

static void pg_reset(DbQuery *head) {
  PgQuery *q = pgq_of(head);
  PQclear(q->rows);
  q->rows = NULL;
}

static int pg_step(DbQuery *head, EntError *err) {
  PgQuery *q = pgq_of(head);
  if (!q->rows && !fetch(q, err)) return pg_reset(head), -1;
  if (++q->row < PQntuples(q->rows)) return 1;
  pg_reset(head);
  return 0;
}

static bool pg_run(DbQuery *q, EntError *err) { return send(pgq_of(q), err); }

static int64_t pg_count(DbQuery *head, EntError *err) {
  PgQuery *q = pgq_of(head);
  int64_t n = fetch(q, err) ? strtoll(PQcmdTuples(q->rows), NULL, 10) : -1;
  pg_reset(head);
  return n;
}

static bool is_null(DbQuery *q, int col) { return PQgetisnull(pgq_of(q)->rows, pgq_of(q)->row, col); }
static const char *value(DbQuery *q, int col) { return PQgetvalue(pgq_of(q)->rows, pgq_of(q)->row, col); }
static int64_t pg_get_int(DbQuery *q, int col) { return strtoll(value(q, col), NULL, 10); }
static double pg_get_real(DbQuery *q, int col) { return is_null(q, col) ? NAN : strtod(value(q, col), NULL); }

static int hex_digit(char c) { return is_digit(c) ? c - '0' : c - 'a' + 10; }

static Str pg_get_bytes(DbQuery *head, int col, bool blob) {
  PgQuery *q = pgq_of(head);
  Str s = {value(head, col), (uint32_t)PQgetlength(q->rows, q->row, col)};
  if (!blob) return s;
  buf_clear(&q->blob);
  for (uint32_t i = 2; i + 1 < s.n; i += 2) buf_c(&q->blob, (char)(hex_digit(s.p[i]) * 16 + hex_digit(s.p[i + 1])));
  return (Str){q->blob.p, (uint32_t)q->blob.n};
}

const DbKind db_postgres = {.name = "postgresql",
                            .id = "BIGINT PRIMARY KEY",
                            .text = "TEXT COLLATE \"C\"", /* byte order, as in SQLite, whatever the locale of the server */
                            .blob = "BYTEA",
                            .real = "DOUBLE PRECISION",
                            .rowless = "",
                            DB_CALLS(pg)};
