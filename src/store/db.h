/* A thin layer over a database: prepared statements whose SQL both kinds understand.  Inside of store/.
**
** SQL is written once, with parameters ?1, ?2, ...; what the kinds say differently stands in braces (db_schema).  A statement is prepared once and
** kept by the address of its text, which must be static.  One thread. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"

typedef struct Db Db;
typedef struct DbQuery DbQuery; /* belongs to its Db */

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
  void (*bind_bytes)(DbQuery *q, int at, Str s, bool blob); /* borrowed until the next db_step */
  int (*step)(DbQuery *q, EntError *err);
  bool (*run)(DbQuery *q, EntError *err);
  void (*reset)(DbQuery *q);
  int64_t (*count)(DbQuery *q, EntError *err);
  int64_t (*get_int)(DbQuery *q, int col);
  double (*get_real)(DbQuery *q, int col); /* null: NaN */
  Str (*get_bytes)(DbQuery *q, int col, bool blob);
} DbKind;

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
