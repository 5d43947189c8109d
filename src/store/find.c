/* Events and tellings that a filter keeps. */
#include "store/inside.h"

#include <stdio.h>
#include <string.h>

enum { PARAMS_MOST = 40 };

/* A statement in the making. */
typedef struct Ask {
  Buf sql;
  Str text[PARAMS_MOST];
  int64_t number[PARAMS_MOST];
  bool is_text[PARAMS_MOST];
  int n;
  bool sqlite;
} Ask;

static int add_text(Ask *a, Str s) {
  if (a->n == PARAMS_MOST) return PARAMS_MOST;
  a->is_text[a->n] = true;
  a->text[a->n] = s;
  return ++a->n;
}

static int add_number(Ask *a, int64_t v) {
  if (a->n == PARAMS_MOST) return PARAMS_MOST;
  a->number[a->n] = v;
  return ++a->n;
}

static void ask_equal(Ask *a, const char *column, Str s) {
  if (s.n) buf_fmt(&a->sql, " AND %s = ?%d", column, add_text(a, s));
}

/* "USA": three capitals or digits. */
static bool is_code(Str s) {
  for (uint32_t i = 0; i < s.n; i++)
    if (!is_upper(s.p[i]) && !is_digit(s.p[i])) return false;
  return s.n == 3;
}

/* The party stands on one of the sides ("0, 1"): a country, a country's sector, or a name. */
static void ask_party(Ask *a, const char *sides, Str party) {
  if (!party.n) return;
  Str sector, country = str_cut(party, '.', &sector);
  buf_fmt(&a->sql,
          " AND EXISTS (SELECT 1 FROM parties p JOIN entities n ON n.entity = p.entity WHERE p.mention = e.mention AND p.side IN (%s)",
          sides);
  if (!is_code(country)) {
    int at = add_text(a, party);
    buf_fmt(&a->sql, " AND (lower(n.name) = lower(?%d) OR lower(p.name_text) = lower(?%d))", at, at);
  } else {
    ask_equal(a, "n.country", country);
    if (sector.n) {
      int at = add_text(a, sector);
      buf_fmt(&a->sql, " AND ' ' || p.sectors || ' ' LIKE '%% ' || ?%d || ' %%'", at);
    }
  }
  buf_z(&a->sql, ")");
}

/* Both on different sides, or both among the actors of a mutual act; countries by the table made for it. */
static void ask_dyad(Ask *a, Str x, Str y) {
  if (is_code(x) && is_code(y)) {
    bool turned = str_cmp(x, y) > 0;
    int p = add_text(a, turned ? y : x), q = add_text(a, turned ? x : y);
    buf_fmt(&a->sql, " AND e.event IN (SELECT event FROM sides WHERE a = ?%d AND b = ?%d)", p, q);
    return;
  }
  ask_party(a, "0, 1", x);
  ask_party(a, "0, 1", y);
}

/* One of the event's reports is among those of the query that follows. */
#define IN_A_REPORT " AND e.event IN (SELECT r.event FROM mentions r WHERE r.until IS NULL AND r.doc IN ("

static void ask_words(Ask *a, Arena *arena, Str words) {
  if (!words.n) return;
  buf_z(&a->sql, IN_A_REPORT "SELECT ");
  if (!a->sqlite) {
    buf_fmt(&a->sql, "doc FROM documents WHERE words @@ websearch_to_tsquery('simple', ?%d)))", add_text(a, words));
    return;
  }
  Str all = {0}, rest = words;
  while (rest.n) { /* each word in quotes, so that none is an operator; a phrase in quotes stays one */
    bool phrase = rest.p[0] == '"';
    Str word = phrase ? str_cut(str_from(rest, 1), '"', &rest) : str_cut(rest, ' ', &rest);
    if (word.n && str_find(word, '"', 0) == word.n) all = arena_fmt(arena, "%.*s \"%.*s\"", STRF(all), STRF(word));
  }
  buf_fmt(&a->sql, "rowid FROM search WHERE search MATCH ?%d))", add_text(a, all.n ? all : STR("\"\"")));
}

static void ask_place(Ask *a, Str place) {
  if (!place.n) return;
  int at = add_text(a, place);
  if (is_code(place)) buf_fmt(&a->sql, " AND m.place_country = ?%d", at);
  else buf_fmt(&a->sql, " AND (lower(m.place) = lower(?%d) OR lower(m.place_text) = lower(?%d))", at, at);
}

static void ask_id(Ask *a, Str id) {
  if (!id.n) return;
  int at = add_text(a, id);
  buf_fmt(&a->sql,
          " AND e.event IN (SELECT event FROM events WHERE first_key = ?%d AND id = ?%d"
          " UNION SELECT event FROM events WHERE id = ?%d AND id <> first_key UNION SELECT event FROM aliases WHERE key = ?%d"
          " UNION SELECT event FROM mentions WHERE id = ?%d AND until IS NULL)",
          at, at, at, at, at);
}

static void ask_publisher(Ask *a, Str name) {
  if (!name.n) return;
  buf_fmt(&a->sql, IN_A_REPORT "SELECT d.doc FROM published d JOIN sources u ON u.source = d.source WHERE lower(u.name) = lower(?%d)))",
          add_text(a, name));
}

static void ask_filter(Ask *a, Arena *arena, const EventFilter *f) {
  ask_id(a, f->id);
  if (f->row) buf_fmt(&a->sql, " AND e.event = ?%d", add_number(a, f->row));
  ask_party(a, "0", f->actor);
  ask_party(a, "1", f->recipient);
  ask_party(a, "2", f->source);
  if (f->party.n && f->other.n) ask_dyad(a, f->party, f->other);
  else ask_party(a, "0, 1", f->party.n ? f->party : f->other);
  ask_equal(a, "m.type", f->type);
  ask_equal(a, "m.mode", f->mode);
  ask_equal(a, "m.status", f->status);
  if (f->context.n) buf_fmt(&a->sql, " AND ' ' || m.contexts || ' ' LIKE '%% ' || ?%d || ' %%'", add_text(a, f->context));
  if (f->quad.n) buf_fmt(&a->sql, " AND m.quad = ?%d", add_number(a, f->quad.p[0] - '0'));
  ask_place(a, f->place);
  ask_publisher(a, f->publisher);
  ask_words(a, arena, f->words);
  if (date_known(f->since)) buf_fmt(&a->sql, " AND e.day >= ?%d", add_number(a, date_days(f->since)));
  if (date_known(f->until)) buf_fmt(&a->sql, " AND e.day <= ?%d", add_number(a, date_days(f->until)));
}

static void bind(DbQuery *q, const Ask *a) {
  for (int i = 0; i < a->n; i++) {
    if (a->is_text[i]) db_text(q, i + 1, a->text[i]);
    else db_int(q, i + 1, a->number[i]);
  }
}

/* The events that the filter keeps, in order. */
static bool find_events(Store *s, Arena *arena, const EventFilter *f, Ids *out, EntError *err) {
  Ask a = {.sqlite = s->db->kind == &db_sqlite};
  buf_z(&a.sql, "SELECT e.event FROM events e JOIN mentions m ON m.mention = e.mention WHERE 1 = 1");
  ask_filter(&a, arena, f);
  buf_z(&a.sql, " ORDER BY e.day, e.id");
  if (f->limit) buf_fmt(&a.sql, " LIMIT %u", f->limit);
  buf_c(&a.sql, 0);
  DbQuery *q = a.sql.bad ? NULL : s->db->kind->prepare(s->db, a.sql.p, err);
  buf_free(&a.sql);
  if (!q) return false;
  bind(q, &a);
  bool ok = read_ids(s, q, arena, out, err);
  s->db->kind->finalize(q);
  return ok;
}

/* ---- reading ---- */

static bool run_plain(Store *s, const char *sql, EntError *err) {
  bool locks = s->db->kind == &db_sqlite && s->access == STORE_READ;
  DbQuery *q = locks ? db_query(s->db, sql, err) : NULL;
  return !locks || (q && db_run(q, err));
}

/* What is read in between is of one state, and a file is locked once for all of it: of an export of 64,000 events half the time went into the
** locks of single statements.  Nobody is called back meanwhile: a reader whose output is not taken would keep a writer waiting. */
static bool read_begin(Store *s, EntError *err) { return run_plain(s, "BEGIN", err); }

static bool read_end(Store *s, bool ok, EntError *err) {
  EntError ignored = {0};
  return run_plain(s, "COMMIT", ok ? err : &ignored) && ok;
}

static Date text_date(Str s) {
  Date d = {0};
  date_parse_iso(s, &d);
  return d;
}

static bool title_of(Store *s, Arena *a, int64_t doc, Str *title, uint32_t *bytes, EntError *err) {
  DbQuery *q = db_query(s->db, "SELECT title, bytes FROM documents WHERE doc = ?1", err);
  if (!q) return false;
  db_int(q, 1, doc);
  int got = db_step(q, err);
  if (got > 0) {
    *title = arena_str(a, db_get_text(q, 0));
    *bytes = (uint32_t)db_get_int(q, 1);
  }
  db_reset(q);
  return got >= 0;
}

static bool load_event(Store *s, Arena *a, int64_t event, StoredEvent *out, EntError *err) {
  static const char sql[] = "SELECT mention, id, mentions, articles, sources, first_report, last_report, dead_low, dead_high, injured_low,"
                            " injured_high, date_low, date_high, parties_differ FROM events WHERE event = ?1";
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  db_int(q, 1, event);
  if (db_step(q, err) != 1) return err_at(err, ENT_EDATA, s->db->where, 0, 0, "changed while it was read");
  int64_t mention = db_get_int(q, 0);
  Str id = arena_str(a, db_get_text(q, 1));
  *out = (StoredEvent){.row = event,
                       .mentions = (uint32_t)db_get_int(q, 2),
                       .articles = (uint32_t)db_get_int(q, 3),
                       .sources = (uint32_t)db_get_int(q, 4),
                       .first_report = text_date(db_get_text(q, 5)),
                       .last_report = text_date(db_get_text(q, 6)),
                       .dead_low = db_get_int(q, 7),
                       .dead_high = db_get_int(q, 8),
                       .injured_low = db_get_int(q, 9),
                       .injured_high = db_get_int(q, 10),
                       .date_low = text_date(db_get_text(q, 11)),
                       .date_high = text_date(db_get_text(q, 12)),
                       .parties_differ = db_get_int(q, 13) != 0};
  db_reset(q);
  Known k;
  uint32_t bytes;
  if (!load_mention(s, a, mention, &k, err) || !title_of(s, a, k.doc, &out->title, &bytes, err)) return false;
  out->record = k.record;
  out->record.event = id;
  return true;
}

bool store_events(Store *s, const EventFilter *f, StoreEventFn *fn, void *ctx, EntError *err) {
  Arena list;
  Ids events = {0};
  arena_init(&list, 0);
  bool ok = find_events(s, &list, f, &events, err);
  for (uint32_t i = 0; ok && i < events.n; i++) {
    StoredEvent e;
    arena_reset(&s->row);
    ok = read_begin(s, err) && read_end(s, load_event(s, &s->row, events.at[i], &e, err), err);
    if (ok && !fn(ctx, &e)) break;
  }
  arena_free(&list);
  return ok;
}

/* ---- tellings ---- */

/* The reports of an event in the order of their tellings' ids, each with the first that it is a copy of. */
typedef struct Report {
  int64_t doc;
  Sketch sketch;
  Str near;
} Report;

static Str near_of(Report *reports, uint32_t n, const Known *k) {
  for (uint32_t i = 0; i < n; i++)
    if (reports[i].doc == k->doc || sketch_copy(&reports[i].sketch, &k->sketch)) return reports[i].near;
  return k->record.id;
}

static bool load_telling(Store *s, Arena *a, int64_t mention, Known *k, StoredMention *m, EntError *err) {
  return load_mention(s, a, mention, k, err) && title_of(s, a, k->doc, &m->title, &m->doc_bytes, err);
}

static bool list_tellings(Store *s, Arena *a, int64_t event, Str *id, Ids *out, EntError *err) {
  DbQuery *q = db_query(s->db, "SELECT id FROM events WHERE event = ?1", err);
  if (!q) return false;
  db_int(q, 1, event);
  int got = db_step(q, err);
  if (got > 0) *id = arena_str(a, db_get_text(q, 0));
  db_reset(q);
  q = got < 0 ? NULL : db_query(s->db, "SELECT mention FROM mentions WHERE event = ?1 ORDER BY id, mention", err);
  if (!q) return false;
  db_int(q, 1, event);
  return read_ids(s, q, a, out, err);
}

static bool tell_event(Store *s, Arena *a, int64_t event, StoreMentionFn *fn, void *ctx, bool *go_on, EntError *err) {
  Ids tellings = {0};
  VEC(Report) reports = {0};
  Str id = {0};
  bool ok = read_begin(s, err) && read_end(s, list_tellings(s, a, event, &id, &tellings, err), err);
  for (uint32_t i = 0; ok && *go_on && i < tellings.n; i++) {
    Known k;
    StoredMention m = {0};
    ok = read_begin(s, err) && read_end(s, load_telling(s, a, tellings.at[i], &k, &m, err), err);
    if (!ok) break;
    m.near = near_of(reports.at, reports.n, &k);
    VEC_PUSH(a, &reports, ((Report){k.doc, k.sketch, m.near}));
    m.record = k.record;
    m.record.event = id;
    *go_on = fn(ctx, &m);
  }
  return ok;
}

bool store_mentions(Store *s, const EventFilter *f, StoreMentionFn *fn, void *ctx, EntError *err) {
  Arena list;
  Ids events = {0};
  bool go_on = true;
  arena_init(&list, 0);
  bool ok = find_events(s, &list, f, &events, err);
  for (uint32_t i = 0; ok && go_on && i < events.n; i++) {
    arena_reset(&s->row);
    ok = tell_event(s, &s->row, events.at[i], fn, ctx, &go_on, err);
  }
  arena_free(&list);
  return ok;
}
