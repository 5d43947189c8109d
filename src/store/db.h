/* A thin layer over a database: prepared statements whose SQL both kinds understand.  Inside of store/.
**
** SQL is written once, with parameters ?1, ?2, ...; what the kinds say differently stands in braces (db_schema).  A statement is prepared once and
** kept by the address of its text, which must be static.  One thread. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/date.h"
#include "base/err.h"

typedef struct Db Db;
typedef struct DbQuery DbQuery; /* belongs to its Db */

/* Texts and blobs are borrowed until the next db_step, copies not. */
enum DbBytes { DB_TEXT, DB_BLOB, DB_COPY };

typedef struct DbKind {
  const char *name;
  /* what {id}, {text}, {blob}, {real} and {rowless} stand for in the schema */
  const char *id, *text, *blob, *real, *rowless;
  Db *(*open)(const char *where, bool write, EntError *err);
  bool (*ready)(Db *db, EntError *err); /* to be written, once it is known to be one of ours */
  void (*close)(Db *db);
  bool (*exec)(Db *db, const char *sql, EntError *err);
  DbQuery *(*prepare)(Db *db, const char *sql, EntError *err);
  void (*finalize)(DbQuery *q);
  void (*bind_int)(DbQuery *q, int at, int64_t v);
  void (*bind_real)(DbQuery *q, int at, double v);
  void (*bind_bytes)(DbQuery *q, int at, Str s, enum DbBytes what);
  int (*step)(DbQuery *q, EntError *err);
  bool (*run)(DbQuery *q, EntError *err);
  void (*reset)(DbQuery *q);
  int64_t (*count)(DbQuery *q, EntError *err);
  int64_t (*get_int)(DbQuery *q, int col);
  double (*get_real)(DbQuery *q, int col); /* null: NaN */
  Str (*get_bytes)(DbQuery *q, int col, bool blob);
} DbKind;

/* The calls of a kind whose functions are named x_open, x_ready, ... */
#define DB_CALLS(x)                                                                                                             \
  .open = x##_open, .ready = x##_ready, .close = x##_close, .exec = x##_exec, .prepare = x##_prepare, .finalize = x##_finalize, \
  .bind_int = x##_bind_int, .bind_real = x##_bind_real, .bind_bytes = x##_bind_bytes, .step = x##_step, .run = x##_run,         \
  .reset = x##_reset, .count = x##_count, .get_int = x##_get_int, .get_real = x##_get_real, .get_bytes = x##_get_bytes

/* The head of every kind's own struct. */
struct Db {
  const DbKind *kind;
  const char *where; /* for messages; borrowed from the caller of db_open, or the Db's own */
  struct DbKept {
    const char *sql;
    DbQuery *q;
  } * kept;
  uint32_t nkept, cap;
};

extern const DbKind db_sqlite, db_postgres;

/* By the look of `where`: a URL postgresql:// or postgres://, else a file.  NULL with err. */
Db *db_open(const char *where, bool write, EntError *err);
void db_close(Db *db);
/* One statement or several, without parameters and rows; what was wrong with a db_run before it is told here at the latest. */
bool db_exec(Db *db, const char *sql, EntError *err);
/* The same with the words in braces replaced; {span act} is the columns act_text, act_start, act_end, act_in_title. */
bool db_schema(Db *db, const char *sql, EntError *err);
/* The statement of that text, ready to be bound; NULL with err. */
DbQuery *db_query(Db *db, const char *sql, EntError *err);

/* Parameters count from 1, columns from 0.  An unbound parameter is what it was the last time. */
void db_int(DbQuery *q, int at, int64_t v);
void db_real(DbQuery *q, int at, double v); /* NaN: null */
void db_text(DbQuery *q, int at, Str s);
void db_date(DbQuery *q, int at, Date d); /* ISO at its own granularity */
void db_blob(DbQuery *q, int at, const void *p, size_t n);
/* 1: a row; 0: the end, and the statement is reset; -1: err. */
int db_step(DbQuery *q, EntError *err);
void db_reset(DbQuery *q);
/* Runs a statement that gives no rows.  A server is not waited for: what is wrong may be told by a later call, up to the COMMIT. */
bool db_run(DbQuery *q, EntError *err);
/* Runs it and waits: the rows that it put in, changed or took out; -1: err. */
int64_t db_count(DbQuery *q, EntError *err);

int64_t db_get_int(DbQuery *q, int col);
double db_get_real(DbQuery *q, int col); /* null: NaN */
Str db_get_text(DbQuery *q, int col);    /* until the next step or reset; null: empty */
Str db_get_blob(DbQuery *q, int col);

/* The head of every kind's statement. */
struct DbQuery {
  Db *db;
};

#endif
