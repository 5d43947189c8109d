/* What a tie's series is made of. */
#include "store/inside.h"

#include <string.h>

static void copy_text(char *out, size_t size, Str s) {
  s = str_head(s, (uint32_t)size - 1);
  if (s.n) memcpy(out, s.p, s.n);
  out[s.n] = 0;
}

static void read_pair(DbQuery *q, PairEvent *e) {
  copy_text(e->a, sizeof e->a, db_get_text(q, 0));
  copy_text(e->b, sizeof e->b, db_get_text(q, 1));
  e->day = (int32_t)db_get_int(q, 2);
  copy_text(e->event, sizeof e->event, db_get_text(q, 3));
  e->a_acts = db_get_int(q, 4) != 0;
  e->b_acts = db_get_int(q, 5) != 0;
  e->quad = (uint8_t)db_get_int(q, 6);
  copy_text(e->type, sizeof e->type, db_get_text(q, 7));
  copy_text(e->status, sizeof e->status, db_get_text(q, 8));
  e->score = (float)db_get_real(q, 9);
  e->goldstein = (float)db_get_real(q, 10);
  e->sources = (uint32_t)db_get_int(q, 11);
  e->mentions = (uint32_t)db_get_int(q, 12);
  e->private = db_get_int(q, 13) != 0;
}

static bool each_pair(DbQuery *q, PairEventFn *fn, void *ctx, EntError *err) {
  PairEvent e;
  int got;
  while ((got = db_step(q, err)) > 0) {
    read_pair(q, &e);
    if (!fn(ctx, &e)) break;
  }
  if (got > 0) db_reset(q);
  return got >= 0;
}

#define COLUMNS "a, b, day, id, a_acts, b_acts, quad, type, status, score, goldstein, sources, mentions, private"

static const char all_sql[] = "SELECT " COLUMNS " FROM sides WHERE day >= ?1 AND day <= ?2 ORDER BY a, b, day, id";
static const char one_sql[] = "SELECT " COLUMNS " FROM sides WHERE (a = ?3 OR b = ?3) AND day >= ?1 AND day <= ?2 ORDER BY a, b, day, id";
/* Compared as a row, so that it is one run of rows in the order of the table; by columns SQLite would take the index of b. */
static const char pair_sql[] = "SELECT " COLUMNS " FROM sides WHERE (a, b, day) >= (?3, ?4, ?1) AND (a, b, day) <= (?3, ?4, ?2)"
                               " ORDER BY a, b, day, id";

static void bind_days(DbQuery *q, Date since, Date until) {
  db_int(q, 1, date_known(since) ? date_days(since) : INT32_MIN);
  db_int(q, 2, date_known(until) ? date_days(until) : INT32_MAX);
}

bool store_pair_events(Store *s, const char *a, const char *b, Date since, Date until, PairEventFn *fn, void *ctx, EntError *err) {
  if (!a && b) return store_pair_events(s, b, NULL, since, until, fn, ctx, err);
  DbQuery *q = db_query(s->db, !a ? all_sql : b ? pair_sql : one_sql, err);
  if (!q) return false;
  bind_days(q, since, until);
  bool turned = a && b && strcmp(a, b) > 0;
  if (a) db_text(q, 3, str_of(turned ? b : a));
  if (b) db_text(q, 4, str_of(turned ? a : b));
  return each_pair(q, fn, ctx, err);
}

/* ---- parties that are no countries ---- */

typedef struct Between {
  PairEventFn *fn;
  void *ctx;
  Str a, b;
} Between;

static bool is_party(const RecordParty *p, Str party) {
  Str sector, country = str_cut(party, '.', &sector);
  if (str_eq_nocase(p->name, party) || str_eq_nocase(p->span.text, party)) return true;
  if (!str_is(country, p->country) || !sector.n) return str_is(party, p->country);
  for (uint32_t i = 0; i < p->nsectors; i++)
    if (str_eq(p->sectors[i], sector)) return true;
  return false;
}

static bool has_party(const RecordParties *side, Str party) {
  for (uint32_t i = 0; i < side->n; i++)
    if (is_party(&side->at[i], party)) return true;
  return false;
}

/* On the two sides, or both among the actors of a mutual act. */
static bool is_between(const EventRecord *e, Str a, Str b, bool *a_acts, bool *b_acts) {
  bool a_does = has_party(&e->actor, a), b_does = has_party(&e->actor, b);
  if (!e->recipient.n) {
    *a_acts = *b_acts = true;
    return a_does && b_does;
  }
  *a_acts = a_does && has_party(&e->recipient, b);
  *b_acts = b_does && has_party(&e->recipient, a);
  return *a_acts || *b_acts;
}

static bool tell_between(void *ctx, const StoredEvent *s) {
  const Between *b = ctx;
  const EventRecord *r = &s->record;
  PairEvent e = {.day = day_of_event(r, s->first_report), .quad = (uint8_t)r->quad, .sources = s->sources, .mentions = s->mentions};
  if (!is_between(r, b->a, b->b, &e.a_acts, &e.b_acts)) return true;
  copy_text(e.a, sizeof e.a, b->a);
  copy_text(e.b, sizeof e.b, b->b);
  copy_text(e.type, sizeof e.type, r->type);
  copy_text(e.status, sizeof e.status, str_of(r->status));
  copy_text(e.event, sizeof e.event, r->event);
  e.score = (float)r->score;
  e.goldstein = (float)r->goldstein;
  return b->fn(b->ctx, &e);
}

bool store_party_events(Store *s, Str a, Str b, Date since, Date until, PairEventFn *fn, void *ctx, EntError *err) {
  Between between = {fn, ctx, a, b};
  EventFilter f = {.party = a, .other = b, .since = since, .until = until};
  return store_events(s, &f, tell_between, &between, err);
}

/* ---- reports ---- */

bool store_reports(Store *s, Date since, Date until, ReportsFn *fn, void *ctx, EntError *err) {
  DbQuery *q = db_query(s->db, "SELECT day, reports FROM days WHERE day >= ?1 AND day <= ?2 ORDER BY day", err);
  int got;
  if (!q) return false;
  bind_days(q, since, until);
  while ((got = db_step(q, err)) > 0)
    if (!fn(ctx, (int32_t)db_get_int(q, 0), (uint32_t)db_get_int(q, 1))) break;
  if (got > 0) db_reset(q);
  return got >= 0;
}
