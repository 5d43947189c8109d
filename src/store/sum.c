/* What the tellings of an event say together: the rows of `events`, `aliases` and `sides`.
**
** Done once a batch for the events that it touched, so that an act told by many reports of one day is summed up once. */
#include "store/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Sum {
  int64_t event, mention;
  EventRecord record; /* of the telling that stands for the event */
  uint32_t known;     /* how much that telling knows */
  Str first_key, first_mention;
  Keys keys;
  Ids docs;
  VEC(Str) publishers;
  VEC(const Sketch *) sketches;
  StoredEvent told;
} Sum;

/* ---- one telling after the other ---- */

static uint32_t side_known(const RecordParties *p) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < p->n; i++) n += 1 + (p->at[i].country[0] != 0) + (p->at[i].sector[0] != 0);
  return n < 6 ? n : 6;
}

/* How many fields a telling knows; the parties weigh most. */
static uint32_t fields_known(const EventRecord *e) {
  return 2 * side_known(&e->actor) + 2 * side_known(&e->recipient) + (e->source.n > 0) + (e->date.day > 0) + date_known(e->date) +
         (e->place.name.n > 0) + (e->mode.n > 0) + (e->dead >= 0) + (e->injured >= 0) + (e->size >= 0);
}

static bool stands(const Sum *s, const EventRecord *e, uint32_t known) {
  if (!s->told.mentions || known != s->known) return !s->told.mentions || known > s->known;
  int day = date_cmp(e->doc_date, s->record.doc_date);
  return day ? day < 0 : str_cmp(e->id, s->record.id) < 0;
}

static void widen(int64_t v, int64_t *low, int64_t *high) {
  if (v < 0) return;
  if (*low < 0 || v < *low) *low = v;
  if (v > *high) *high = v;
}

static void widen_date(Date d, Date *low, Date *high) {
  if (!date_known(d)) return;
  if (!date_known(*low) || date_days(d) < date_days(*low)) *low = d;
  if (!date_known(*high) || date_days(d) > date_days(*high)) *high = d;
}

static bool same_countries(const RecordParties *a, const RecordParties *b) {
  for (uint32_t i = 0; i < a->n; i++) {
    bool found = false;
    for (uint32_t j = 0; j < b->n && !found; j++) found = strcmp(a->at[i].country, b->at[j].country) == 0;
    if (!found) return false;
  }
  return true;
}

/* Both name a side, and not the same countries on it. */
static bool side_differs(const RecordParties *a, const RecordParties *b) {
  return a->n && b->n && !(same_countries(a, b) && same_countries(b, a));
}

static void add_key(Arena *a, Sum *s, Str key) {
  for (uint32_t i = 0; i < s->keys.n; i++)
    if (str_eq(s->keys.at[i], key)) return;
  VEC_PUSH(a, &s->keys, key);
}

static void add_article(Arena *a, Sum *s, const Known *k) {
  for (uint32_t i = 0; i < s->docs.n; i++)
    if (s->docs.at[i] == k->doc) return;
  VEC_PUSH(a, &s->docs, k->doc);
  VEC_PUSH(a, &s->publishers, arena_str(a, k->record.publisher));
  Sketch *sketch = ARENA_NEW(a, Sketch);
  *sketch = k->sketch;
  VEC_PUSH(a, &s->sketches, sketch);
}

static void add_telling(Arena *a, Sum *s, const Known *k) {
  const EventRecord *e = &k->record;
  StoredEvent *t = &s->told;
  uint32_t known = fields_known(e);
  if (stands(s, e, known)) {
    s->record = record_copy(a, e);
    s->mention = k->mention;
    s->known = known;
  }
  Str key = arena_str(a, e->event), id = arena_str(a, e->id);
  if (!t->mentions || str_cmp(key, s->first_key) < 0) s->first_key = key;
  if (!t->mentions || str_cmp(id, s->first_mention) < 0) s->first_mention = id;
  add_key(a, s, key);
  add_article(a, s, k);
  widen(e->dead, &t->dead_low, &t->dead_high);
  widen(e->injured, &t->injured_low, &t->injured_high);
  if (e->date.day) widen_date(e->date, &t->date_low, &t->date_high);
  widen_date(e->doc_date, &t->first_report, &t->last_report);
  t->mentions++;
}

static bool gather(Store *s, Sum *sum, EntError *err) {
  Ids tellings = {0};
  DbQuery *q = db_query(s->db, "SELECT mention FROM mentions WHERE event = ?1", err);
  if (!q) return false;
  db_int(q, 1, sum->event);
  if (!read_ids(s, q, &s->scratch, &tellings, err)) return false;
  sum->told = (StoredEvent){.dead_low = -1, .dead_high = -1, .injured_low = -1, .injured_high = -1};
  for (uint32_t i = 0; i < tellings.n; i++) {
    const Known *k = known_mention(s, tellings.at[i], err);
    if (!k) return false;
    add_telling(&s->scratch, sum, k);
  }
  for (uint32_t i = 0; i < tellings.n && tellings.n > 1; i++) {
    const Known *k = known_mention(s, tellings.at[i], err);
    if (!k) return false;
    const EventRecord *a = &k->record, *b = &sum->record;
    sum->told.parties_differ |= side_differs(&a->actor, &b->actor) || side_differs(&a->recipient, &b->recipient);
  }
  sum->told.articles = sum->docs.n;
  sum->told.sources = independent_sources(sum->publishers.at, sum->sketches.at, sum->docs.n);
  return true;
}

/* ---- the rows ---- */

int32_t day_of_event(const EventRecord *e, Date first_report) {
  int32_t report = date_days(first_report);
  if (!date_known(e->date)) return report;
  int32_t first = date_days(e->date), last = date_days(date_last(date_known(e->date_end) ? e->date_end : e->date));
  return report >= first && report <= last && date_known(first_report) ? report : first;
}

static bool write_event(Store *s, const Sum *sum, EntError *err) {
  static const char sql[] =
      "INSERT INTO events (event, id, first_key, first_mention, mention, day, mentions, articles, sources, first_report, last_report, dead_low,"
      " dead_high, injured_low, injured_high, date_low, date_high, parties_differ)"
      " VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
  const StoredEvent *t = &sum->told;
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  const int64_t numbers[] = {t->dead_low, t->dead_high, t->injured_low, t->injured_high};
  db_int(q, 1, sum->event);
  db_text(q, 2, sum->first_key);
  db_text(q, 3, sum->first_mention);
  db_int(q, 4, sum->mention);
  db_int(q, 5, day_of_event(&sum->record, t->first_report));
  db_int(q, 6, t->mentions);
  db_int(q, 7, t->articles);
  db_int(q, 8, t->sources);
  db_date(q, 9, t->first_report);
  db_date(q, 10, t->last_report);
  for (int i = 0; i < 4; i++) db_int(q, 11 + i, numbers[i]);
  db_date(q, 15, t->date_low);
  db_date(q, 16, t->date_high);
  db_int(q, 17, t->parties_differ);
  return db_run(q, err);
}

static bool write_aliases(Store *s, const Sum *sum, EntError *err) {
  DbQuery *q = db_query(s->db, "INSERT INTO aliases (key, event) VALUES (?1, ?2)", err);
  if (!q) return false;
  for (uint32_t i = 0; i < sum->keys.n; i++) {
    if (str_eq(sum->keys.at[i], sum->first_key)) continue;
    db_text(q, 1, sum->keys.at[i]);
    db_int(q, 2, sum->event);
    if (!db_run(q, err)) return false;
  }
  return true;
}

typedef struct SidePair {
  char a[4], b[4];
  bool a_acts, b_acts;
} SidePair;
typedef VEC(SidePair) SidePairs;

/* x acts on y (or with y, when mutual). */
static void add_side(Arena *arena, SidePairs *pairs, const char *x, const char *y, bool mutual) {
  if (!x[0] || !y[0]) return;
  bool turned = strcmp(x, y) > 0;
  const char *a = turned ? y : x, *b = turned ? x : y;
  SidePair *p = NULL;
  for (uint32_t i = 0; i < pairs->n && !p; i++)
    if (strcmp(pairs->at[i].a, a) == 0 && strcmp(pairs->at[i].b, b) == 0) p = &pairs->at[i];
  if (!p) {
    p = VEC_ADD(arena, pairs);
    memcpy(p->a, a, sizeof p->a);
    memcpy(p->b, b, sizeof p->b);
  }
  p->a_acts |= mutual || !turned;
  p->b_acts |= mutual || turned;
}

static void find_sides(Arena *arena, const EventRecord *e, SidePairs *pairs) {
  bool mutual = !e->recipient.n;
  for (uint32_t i = 0; i < e->actor.n; i++) {
    for (uint32_t k = 0; k < e->recipient.n; k++) add_side(arena, pairs, e->actor.at[i].country, e->recipient.at[k].country, false);
    for (uint32_t k = i + 1; mutual && k < e->actor.n; k++) add_side(arena, pairs, e->actor.at[i].country, e->actor.at[k].country, true);
  }
}

static bool is_private(const RecordParty *p) {
  static const char *const sectors[] = {"BUS", "MED", "CVL"};
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (!strcmp(p->sector, sectors[i])) return true;
  return false;
}

/* Is the country there, and only by what is not its state's? */
static bool by_private(const EventRecord *e, const char *country) {
  bool found = false;
  for (uint32_t i = 0; i < e->actor.n + e->recipient.n; i++) {
    const RecordParty *p = i < e->actor.n ? &e->actor.at[i] : &e->recipient.at[i - e->actor.n];
    if (strcmp(p->country, country) != 0) continue;
    if (!is_private(p)) return false;
    found = true;
  }
  return found;
}

static bool write_sides(Store *s, const Sum *sum, EntError *err) {
  static const char sql[] =
      "INSERT INTO sides (a, b, day, event, id, a_acts, b_acts, quad, type, status, score, goldstein, sources, mentions,"
      " private) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
  const EventRecord *e = &sum->record;
  SidePairs pairs = {0};
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  find_sides(&s->scratch, e, &pairs);
  for (uint32_t i = 0; i < pairs.n; i++) {
    db_text(q, 1, str_of(pairs.at[i].a));
    db_text(q, 2, str_of(pairs.at[i].b));
    db_int(q, 3, day_of_event(e, sum->told.first_report));
    db_int(q, 4, sum->event);
    db_text(q, 5, sum->first_key);
    db_int(q, 6, pairs.at[i].a_acts);
    db_int(q, 7, pairs.at[i].b_acts);
    db_int(q, 8, e->quad);
    db_text(q, 9, e->type);
    db_text(q, 10, str_of(e->status));
    db_real(q, 11, e->score);
    db_real(q, 12, e->goldstein);
    db_int(q, 13, sum->told.sources);
    db_int(q, 14, sum->told.mentions);
    db_int(q, 15, by_private(e, pairs.at[i].a) || by_private(e, pairs.at[i].b));
    if (!db_run(q, err)) return false;
  }
  return true;
}

static bool run_on(Store *s, const char *sql, int64_t event, EntError *err) {
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  db_int(q, 1, event);
  return db_run(q, err);
}

bool sum_drop(Store *s, int64_t event, EntError *err) {
  if (event >= s->old_events) return true; /* made in this batch: nothing is written yet */
  DbQuery *q = db_query(s->db, "SELECT first_key FROM events WHERE event = ?1", err);
  if (!q) return false;
  db_int(q, 1, event);
  int got = db_step(q, err);
  if (got > 0) VEC_PUSH(&s->batch, &s->touched, arena_str(&s->batch, db_get_text(q, 0)));
  db_reset(q);
  return got >= 0 && run_on(s, "DELETE FROM events WHERE event = ?1", event, err) &&
         run_on(s, "DELETE FROM aliases WHERE event = ?1", event, err) && run_on(s, "DELETE FROM sides WHERE event = ?1", event, err);
}

static bool sum_event(Store *s, int64_t event, EntError *err) {
  Sum sum = {.event = event};
  arena_reset(&s->scratch);
  if (!sum_drop(s, event, err) || !gather(s, &sum, err)) return false;
  if (!sum.told.mentions) return true;
  VEC_PUSH(&s->batch, &s->touched, arena_str(&s->batch, sum.first_key));
  return write_event(s, &sum, err) && write_aliases(s, &sum, err) && write_sides(s, &sum, err);
}

/* ---- ids ---- */

typedef struct Named {
  int64_t event;
  Str id, first_mention;
} Named;
typedef VEC(Named) Nameds;

static bool rename_event(Store *s, int64_t event, Str id, EntError *err) {
  static const char *const sqls[] = {"UPDATE events SET id = ?2 WHERE event = ?1", "UPDATE sides SET id = ?2 WHERE event = ?1"};
  for (int i = 0; i < 2; i++) {
    DbQuery *q = db_query(s->db, sqls[i], err);
    if (!q) return false;
    db_int(q, 1, event);
    db_text(q, 2, id);
    if (!db_run(q, err)) return false;
  }
  return true;
}

static Str id_of_further(Arena *a, Str key, Str first_mention) {
  char hex[33];
  hash_hex(arena_fmt(a, "%.*s %.*s", STRF(key), STRF(first_mention)), hex);
  return arena_str(a, str_head(str_of(hex), key.n));
}

/* Two acts may be told in the same words of type, parties, date and place.  The one with the smallest telling has the key as its id, the others a
** hash of the key and their smallest telling: which depends on what there is, not on what came first. */
static bool name_events(Store *s, Str key, EntError *err) {
  static const char sql[] = "SELECT event, id, first_mention FROM events WHERE first_key = ?1 ORDER BY first_mention";
  Nameds all = {0};
  DbQuery *q = db_query(s->db, sql, err);
  int got;
  if (!q) return false;
  arena_reset(&s->scratch);
  db_text(q, 1, key);
  while ((got = db_step(q, err)) > 0)
    VEC_PUSH(&s->scratch, &all,
             ((Named){db_get_int(q, 0), arena_str(&s->scratch, db_get_text(q, 1)), arena_str(&s->scratch, db_get_text(q, 2))}));
  if (got < 0) return false;
  for (uint32_t i = 0; i < all.n; i++) {
    Str id = i ? id_of_further(&s->scratch, key, all.at[i].first_mention) : key;
    if (!str_eq(id, all.at[i].id) && !rename_event(s, all.at[i].event, id, err)) return false;
  }
  return true;
}

static int by_text(const void *a, const void *b) { return str_cmp(*(const Str *)a, *(const Str *)b); }

bool sum_dirty(Store *s, EntError *err) {
  ids_sort(&s->dirty);
  for (uint32_t i = 0; i < s->dirty.n; i++)
    if (!sum_event(s, s->dirty.at[i], err)) return false;
  if (s->touched.n) qsort(s->touched.at, s->touched.n, sizeof *s->touched.at, by_text);
  for (uint32_t i = 0; i < s->touched.n; i++)
    if ((!i || !str_eq(s->touched.at[i], s->touched.at[i - 1])) && !name_events(s, s->touched.at[i], err)) return false;
  return true;
}
