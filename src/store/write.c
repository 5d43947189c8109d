/* Documents and their tellings into the tables. */
#include "store/inside.h"

#include <math.h>
#include <string.h>

/* ---- names ---- */

static int64_t *name_slot(NameCache *c, Key key, bool *hit) {
  uint32_t i = (uint32_t)(key % NAME_SLOTS);
  *hit = c->key[i] == key;
  c->key[i] = key;
  return &c->id[i];
}

/* The id of a name, made when it is new: most that are not in the cache are.  0 with err. */
static int64_t name_id(Store *s, NameCache *cache, const char *find, const char *make, int64_t *next, Str name, Str country,
                       EntError *err) {
  bool hit;
  int64_t *id = name_slot(cache, key_mix(key_of(name), key_of(country)) | 1, &hit);
  if (hit) return *id;
  *id = 0;
  DbQuery *q = db_query(s->db, make, err);
  if (!q) return 0;
  db_text(q, 1, name);
  if (country.p) db_text(q, 2, country);
  db_int(q, country.p ? 3 : 2, *next);
  int64_t made = db_count(q, err);
  if (made < 0) return 0;
  if (made) return *id = (*next)++;
  q = db_query(s->db, find, err);
  if (!q) return 0;
  db_text(q, 1, name);
  if (country.p) db_text(q, 2, country);
  if (db_step(q, err) > 0) *id = db_get_int(q, 0);
  db_reset(q);
  return *id;
}

static int64_t entity_id(Store *s, const RecordParty *p, EntError *err) {
  static const char find[] = "SELECT entity FROM entities WHERE name = ?1 AND country = ?2";
  static const char make[] = "INSERT INTO entities (name, country, entity) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
  return name_id(s, &s->entities, find, make, &s->next_entity, p->name, str_of(p->country), err);
}

/* A publisher field may name several, as "Reuters; BBC". */
static bool write_sources(Store *s, int64_t doc, Str publishers, EntError *err) {
  static const char find[] = "SELECT source FROM sources WHERE name = ?1";
  static const char make[] = "INSERT INTO sources (name, source) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
  static const char link[] = "INSERT INTO published (source, doc) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
  while (publishers.n) {
    Str name = str_trim(str_cut(publishers, ';', &publishers));
    if (!name.n) continue;
    int64_t source = name_id(s, &s->sources, find, make, &s->next_source, name, (Str){0}, err);
    DbQuery *q = source ? db_query(s->db, link, err) : NULL;
    if (!q) return false;
    db_int(q, 1, source);
    db_int(q, 2, doc);
    if (!db_run(q, err)) return false;
  }
  return true;
}

/* ---- documents ---- */

int find_document(Db *db, const char *key, int64_t *doc, int64_t *run, EntError *err) {
  DbQuery *q = db_query(db, "SELECT doc, run FROM documents WHERE key = ?1", err);
  if (!q) return -1;
  db_text(q, 1, str_of(key));
  int got = db_step(q, err);
  if (got > 0) {
    *doc = db_get_int(q, 0);
    *run = db_get_int(q, 1);
    db_reset(q);
  }
  return got;
}

bool write_search(Store *s, const Waiting *w, EntError *err) {
  const RawDoc *d = &w->doc;
  if (!s->search) return true;
  DbQuery *q = db_query(s->db, "INSERT INTO search (rowid, title, text) VALUES (?1, ?2, ?3)", err);
  if (!q) return false;
  db_int(q, 1, w->row);
  db_text(q, 2, d->title);
  db_text(q, 3, d->text);
  return db_run(q, err);
}

/* 1; 0: there is one of that key; -1. */
static int insert_document(Store *s, const Waiting *w, EntError *err) {
  static const char sql[] = "INSERT INTO documents (doc, key, id, date, title, text, publisher, url, language, sketch, run, bytes)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (key) DO NOTHING";
  const RawDoc *d = &w->doc;
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return -1;
  db_int(q, 1, w->row);
  db_text(q, 2, str_of(w->key));
  db_text(q, 3, d->id);
  db_date(q, 4, d->date);
  db_text(q, 5, d->title);
  db_text(q, 6, d->text);
  db_text(q, 7, d->publisher);
  db_text(q, 8, d->url);
  db_text(q, 9, d->language);
  db_blob(q, 10, w->sketch.at, w->sketch.n * sizeof *w->sketch.at);
  db_int(q, 11, s->run);
  db_int(q, 12, d->text.n);
  return (int)db_count(q, err);
}

/* The document was coded by another run: its tellings stay as what they were, and their events do without them. */
static bool retire(Store *s, int64_t doc, EntError *err) {
  static const char events_sql[] = "SELECT DISTINCT event FROM mentions WHERE doc = ?1 AND until IS NULL";
  static const char until_sql[] = "UPDATE mentions SET until = ?2, event = NULL WHERE doc = ?1 AND until IS NULL";
  Ids events = {0};
  DbQuery *q = db_query(s->db, events_sql, err);
  if (!q) return false;
  db_int(q, 1, doc);
  if (!read_ids(s, q, &s->scratch, &events, err) || !(q = db_query(s->db, until_sql, err))) return false;
  db_int(q, 1, doc);
  db_int(q, 2, s->run);
  if (!db_run(q, err) || !(q = db_query(s->db, "UPDATE documents SET run = ?2 WHERE doc = ?1", err))) return false;
  db_int(q, 1, doc);
  db_int(q, 2, s->run);
  if (!db_run(q, err)) return false;
  for (uint32_t i = 0; i < events.n; i++)
    if (!join_again(s, events.at[i], err)) return false;
  return true;
}

int write_document(Store *s, Waiting *w, EntError *err) {
  int64_t run;
  w->row = s->next_doc;
  int got = insert_document(s, w, err);
  if (got < 0) return -1;
  if (got > 0) {
    s->next_doc++;
    if (date_known(w->doc.date)) VEC_PUSH(&s->batch, &s->days, date_days(w->doc.date));
    return write_sources(s, w->row, w->doc.publisher, err) ? 1 : -1;
  }
  got = find_document(s->db, w->key, &w->row, &run, err);
  if (got <= 0) return -1;
  if (run == s->run) return 0;
  return retire(s, w->row, err) ? 2 : -1;
}

/* ---- tellings ---- */

/* Parameters one after the other. */
typedef struct Params {
  DbQuery *q;
  int at;
} Params;

static void put_int(Params *p, int64_t v) { db_int(p->q, ++p->at, v); }
static void put_real(Params *p, double v) { db_real(p->q, ++p->at, v); }
static void put_text(Params *p, Str s) { db_text(p->q, ++p->at, s); }
static void put_z(Params *p, const char *z) { put_text(p, str_of(z ? z : "")); }

static void put_date(Params *p, Date d) { db_date(p->q, ++p->at, d); }

static void put_span(Params *p, const Span *span) {
  put_text(p, span->text);
  put_int(p, span->start);
  put_int(p, span->end);
  put_int(p, span->in_title);
}

static Str joined(Store *s, const Str *list, uint32_t n) {
  Str all = {0};
  for (uint32_t i = 0; i < n; i++) all = arena_fmt(&s->scratch, "%.*s%s%.*s", STRF(all), i ? " " : "", STRF(list[i]));
  return all;
}

static void put_record(Store *s, Params *p, const EventRecord *e) {
  put_text(p, e->event);
  put_int(p, e->sentence);
  put_span(p, &e->span);
  put_text(p, e->type);
  put_text(p, e->mode);
  put_text(p, e->cameo);
  put_real(p, e->score);
  put_real(p, e->goldstein);
  put_int(p, e->quad);
  put_text(p, joined(s, e->contexts, e->ncontexts));
  put_date(p, e->date);
  put_date(p, e->date_end);
  put_z(p, e->granularity);
  put_text(p, e->place.name);
  put_z(p, e->place.country);
  put_text(p, e->place.admin1);
  put_real(p, e->place.has_point ? e->place.lat : NAN);
  put_real(p, e->place.has_point ? e->place.lon : NAN);
  put_int(p, e->place.geoname_id);
  put_span(p, &e->place.span);
  put_z(p, e->status);
  put_span(p, &e->status_text);
  put_int(p, e->dead);
  put_int(p, e->injured);
  put_int(p, e->size);
  put_text(p, e->rule);
  put_real(p, e->confidence);
}

static bool write_mention(Store *s, const Known *k, int64_t event, EntError *err) {
  static const char sql[] =
      "INSERT INTO mentions (mention, id, doc, event, run, key, sentence, act_text, act_start, act_end, act_in_title, type, mode, cameo,"
      " score, goldstein, quad, contexts, date, date_end, granularity, place, place_country, admin1, lat, lon, geoname,"
      " place_text, place_start, place_end, place_in_title, status, status_text, status_start, status_end, status_in_title,"
      " dead, injured, size, rule, confidence, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
      " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42)";
  Params p = {db_query(s->db, sql, err), 0};
  if (!p.q) return false;
  put_int(&p, k->mention);
  put_text(&p, k->record.id);
  put_int(&p, k->doc);
  put_int(&p, event);
  put_int(&p, s->run);
  put_record(s, &p, &k->record);
  db_blob(p.q, ++p.at, k->words.at, k->words.n * sizeof *k->words.at);
  return db_run(p.q, err);
}

static bool write_party(Store *s, int64_t mention, int side, uint32_t n, const RecordParty *party, EntError *err) {
  static const char sql[] =
      "INSERT INTO parties (mention, side, n, entity, sector, sectors, name_text, name_start, name_end, name_in_title)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  int64_t entity = entity_id(s, party, err);
  Params p = {entity ? db_query(s->db, sql, err) : NULL, 0};
  if (!p.q) return false;
  put_int(&p, mention);
  put_int(&p, side);
  put_int(&p, n);
  put_int(&p, entity);
  put_z(&p, party->sector);
  put_text(&p, joined(s, party->sectors, party->nsectors));
  put_span(&p, &party->span);
  return db_run(p.q, err);
}

static bool write_parties(Store *s, const Known *k, EntError *err) {
  const RecordParties *sides[] = {&k->record.actor, &k->record.recipient, &k->record.source};
  for (int side = 0; side < 3; side++)
    for (uint32_t i = 0; i < sides[side]->n; i++)
      if (!write_party(s, k->mention, side, i, &sides[side]->at[i], err)) return false;
  return true;
}

static bool put_telling(Store *s, Known *k, EntError *err) {
  k->mention = s->next_mention++;
  int64_t event = join_telling(s, k, err);
  if (!event || !write_mention(s, k, event, err) || !write_parties(s, k, err)) return false;
  known_add(s, k);
  return true;
}

bool write_tellings(Store *s, const Waiting *w, EntError *err) {
  Known k = {.doc = w->row, .sketch = w->sketch};
  for (uint32_t i = 0; i < w->n; i++) {
    k.record = w->records[i];
    act_words(w->doc.title, w->doc.text, &k.record, &k.words);
    if (!put_telling(s, &k, err)) return false;
  }
  return true;
}
