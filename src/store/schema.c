/* The tables.  Codes are text; dates are ISO at their own granularity ("2024-08"); days are days since 1970-01-01; offsets are bytes. */
#include "store/schema.h"

#include <stdio.h>

/* Which program and lexicon made a row; `made` is the only clock time in the database. */
#define RUNS                                                                                                               \
  "CREATE TABLE runs (run {id}, program {text} NOT NULL, lexicon {text} NOT NULL, made {text} DEFAULT CURRENT_TIMESTAMP);" \
  "CREATE UNIQUE INDEX runs_what ON runs (program, lexicon);"

/* Reports, with events or without; key: hash of all that identifies a report. */
#define DOCUMENTS                                                                                                           \
  "CREATE TABLE documents (doc {id}, key {text} NOT NULL, id {text} NOT NULL, date {text} NOT NULL, title {text} NOT NULL," \
  " text {text} NOT NULL, bytes BIGINT NOT NULL, publisher {text} NOT NULL, url {text} NOT NULL, language {text} NOT NULL," \
  " sketch {blob}, run BIGINT NOT NULL);"                                                                                   \
  "CREATE UNIQUE INDEX documents_key ON documents (key);"                                                                   \
  "CREATE INDEX documents_id ON documents (id);"                                                                            \
  "CREATE TABLE days (day {id}, reports BIGINT NOT NULL);"

/* Publishers, and the reports each of them published. */
#define SOURCES                                               \
  "CREATE TABLE sources (source {id}, name {text} NOT NULL);" \
  "CREATE UNIQUE INDEX sources_name ON sources (name);"       \
  "CREATE TABLE published (source BIGINT NOT NULL, doc BIGINT NOT NULL, PRIMARY KEY (source, doc)){rowless};"

/* Tellings; key: of the act as told; until: the run that replaced one, which is then of no event; null while it holds. */
#define MENTIONS                                                                                                                                 \
  "CREATE TABLE mentions (mention {id}, id {text} NOT NULL, doc BIGINT NOT NULL, event BIGINT, run BIGINT NOT NULL,"                             \
  " until BIGINT, key {text} NOT NULL, sentence BIGINT NOT NULL, {span act}, type {text} NOT NULL, mode {text} NOT NULL, cameo {text} NOT NULL," \
  " score {real}, goldstein {real}, quad BIGINT NOT NULL, contexts {text} NOT NULL, date {text} NOT NULL, date_end {text} NOT NULL,"             \
  " granularity {text} NOT NULL, place {text} NOT NULL, place_country {text} NOT NULL, admin1 {text} NOT NULL, lat {real}, lon {real},"          \
  " geoname BIGINT NOT NULL, {span place}, status {text} NOT NULL, {span status}, dead BIGINT NOT NULL, injured BIGINT NOT NULL,"                \
  " size BIGINT NOT NULL, rule {text} NOT NULL, confidence {real}, words {blob});"                                                               \
  "CREATE INDEX mentions_doc ON mentions (doc);"                                                                                                 \
  "CREATE INDEX mentions_event ON mentions (event);"                                                                                             \
  "CREATE INDEX mentions_id ON mentions (id);"

/* Who: the parties of a telling; side 0 acts, 1 is acted on, 2 says so. */
#define PARTIES                                                                                                     \
  "CREATE TABLE entities (entity {id}, name {text} NOT NULL, country {text} NOT NULL);"                             \
  "CREATE UNIQUE INDEX entities_name ON entities (name, country);"                                                  \
  "CREATE TABLE parties (mention BIGINT NOT NULL, side BIGINT NOT NULL, n BIGINT NOT NULL, entity BIGINT NOT NULL," \
  " sector {text} NOT NULL, sectors {text} NOT NULL, {span name}, PRIMARY KEY (mention, side, n)){rowless};"

/* Where tellings look for others of the same act (same.h). */
#define BLOCKS "CREATE TABLE blocks (block BIGINT NOT NULL, mention BIGINT NOT NULL, PRIMARY KEY (block, mention)){rowless};"

/* Acts; mention: the telling that stands for it; first_key, first_mention: the smallest among its tellings, which give it its id; aliases: their
** other keys. */
#define EVENTS                                                                                                                  \
  "CREATE TABLE events (event {id}, id {text} NOT NULL, first_key {text} NOT NULL, first_mention {text} NOT NULL,"              \
  " mention BIGINT NOT NULL, day BIGINT NOT NULL, mentions BIGINT NOT NULL, articles BIGINT NOT NULL, sources BIGINT NOT NULL," \
  " first_report {text} NOT NULL, last_report {text} NOT NULL, dead_low BIGINT NOT NULL, dead_high BIGINT NOT NULL,"            \
  " injured_low BIGINT NOT NULL, injured_high BIGINT NOT NULL, date_low {text} NOT NULL, date_high {text} NOT NULL,"            \
  " parties_differ BIGINT NOT NULL);"                                                                                           \
  "CREATE INDEX events_first_key ON events (first_key);"                                                                        \
  "CREATE INDEX events_id ON events (id) WHERE id <> first_key;"                                                                \
  "CREATE INDEX events_day ON events (day, id);"                                                                                \
  "CREATE TABLE aliases (key {text} NOT NULL, event BIGINT NOT NULL, PRIMARY KEY (key, event)){rowless};"                       \
  "CREATE INDEX aliases_event ON aliases (event);"

/* Pairs of countries in events (a < b), all that a series needs in one run of rows. */
#define SIDES                                                                                                                         \
  "CREATE TABLE sides (a {text} NOT NULL, b {text} NOT NULL, day BIGINT NOT NULL, event BIGINT NOT NULL, id {text} NOT NULL,"         \
  " a_acts BIGINT NOT NULL, b_acts BIGINT NOT NULL, quad BIGINT NOT NULL, type {text} NOT NULL, status {text} NOT NULL,"              \
  " score {real}, goldstein {real}, sources BIGINT NOT NULL, mentions BIGINT NOT NULL, PRIMARY KEY (a, b, day, id, event)){rowless};" \
  "CREATE INDEX sides_b ON sides (b);"                                                                                                \
  "CREATE INDEX sides_event ON sides (event);"

/* Version 2.  Rows written before it count as a state's until their reports are coded again. */
#define SIDES_PRIVATE "ALTER TABLE sides ADD COLUMN private BIGINT NOT NULL DEFAULT 0;"

static const char tables[] = RUNS DOCUMENTS SOURCES MENTIONS PARTIES BLOCKS EVENTS SIDES;

/* Full-text search over reports; what is said differently by the two kinds. */
static const char search_sqlite[] =
    "CREATE VIRTUAL TABLE search USING fts5 (title, text, content='documents', content_rowid='doc', columnsize=0,"
    " tokenize='unicode61 remove_diacritics 2');"
    "INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);";
static const char search_postgres[] =
    "ALTER TABLE documents ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || left(text, 200000))) STORED;"
    "CREATE INDEX documents_words ON documents USING gin (words);";

static const struct Migration {
  const char *both, *sqlite, *postgres;
} migrations[] = {{tables, search_sqlite, search_postgres}, {SIDES_PRIVATE, NULL, NULL}};

const uint32_t schema_version = sizeof migrations / sizeof *migrations;

static bool is_sqlite(const Db *db) { return db->kind == &db_sqlite; }

static int count_tables(Db *db, const char *sql, EntError *err) {
  DbQuery *q = db_query(db, sql, err);
  if (!q || db_step(q, err) != 1) return -1;
  int n = (int)db_get_int(q, 0);
  db_reset(q);
  return n;
}

static const char all_sqlite[] = "SELECT count(*) FROM sqlite_master";
static const char all_postgres[] = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
static const char ours_sqlite[] = "SELECT count(*) FROM sqlite_master WHERE name = 'entente_schema'";
static const char ours_postgres[] = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'entente_schema'";

int64_t schema_of(Db *db, EntError *err) {
  int all = count_tables(db, is_sqlite(db) ? all_sqlite : all_postgres, err);
  if (all <= 0) return all;
  int ours = count_tables(db, is_sqlite(db) ? ours_sqlite : ours_postgres, err);
  if (ours == 0) err_at(err, ENT_EDATA, db->where, 0, 0, "is a database of another program: it has tables, and none of entente's");
  if (ours != 1) return -1;
  int version = count_tables(db, "SELECT version FROM entente_schema", err);
  if (version > (int)schema_version)
    err_at(err, ENT_EDATA, db->where, 0, 0, "has version %d of the tables; this program knows up to %u: take a newer one", version,
           schema_version);
  return version > (int)schema_version ? -1 : version;
}

static bool raise_one(Db *db, const struct Migration *m, EntError *err) {
  const char *more = is_sqlite(db) ? m->sqlite : m->postgres;
  return db_schema(db, m->both, err) && (!more || db_schema(db, more, err));
}

static bool raise_all(Db *db, EntError *err) {
  char stamp[80];
  int64_t from = schema_of(db, err); /* again: another writer may have been first */
  if (from < 0) return false;
  snprintf(stamp, sizeof stamp, "UPDATE entente_schema SET version = %u", schema_version);
  bool ok = from > 0 || db_exec(db, "CREATE TABLE entente_schema (version BIGINT NOT NULL); INSERT INTO entente_schema VALUES (0)", err);
  for (int64_t v = from; ok && v < (int64_t)schema_version; v++) ok = raise_one(db, &migrations[v], err);
  return ok && db_exec(db, stamp, err);
}

bool schema_raise(Db *db, int64_t from, EntError *err) {
  /* any number would do as the name of the lock */
  static const char begin_postgres[] = "BEGIN; SELECT pg_advisory_xact_lock(7811190119101)";
  if (from == (int64_t)schema_version) return true;
  if (db_exec(db, is_sqlite(db) ? "BEGIN IMMEDIATE" : begin_postgres, err) && raise_all(db, err) && db_exec(db, "COMMIT", err)) return true;
  EntError ignored = {0};
  db_exec(db, "ROLLBACK", &ignored);
  return false;
}
