/* What a tie's series is made of. */
#include "store/inside.h"

#include <string.h>

/* ---- types ---- */

/* A type's text, kept once: there are some dozens, and a pair has hundreds of thousands of events. */
static const char *type_text(Store *s, Str type) {
  for (uint32_t i = 0; i < s->types.n; i++)
    if (str_eq(s->types.at[i], type)) return s->types.at[i].p;
  Str mine = arena_str(&s->kept, type);
  VEC_PUSH(&s->kept, &s->types, mine);
  return mine.p;
}

static uint8_t status_of(Str status) { return str_is(status, "actual") ? PAIR_DONE : str_is(status, "future") ? PAIR_AHEAD : PAIR_OTHER; }

static void copy_code(char out[4], Str code) {
  code = str_head(code, 3);
  memset(out, 0, 4);
  if (code.n) memcpy(out, code.p, code.n);
}

/* ---- rows ---- */

/* In the order of the table, so that a row is gone through once. */
#define COLUMNS "day, event, quad, type, status, score, goldstein, sources, mentions, private"
enum { COLUMN_A = 10, COLUMN_B };

static const char all_sql[] = "SELECT " COLUMNS ", a, b FROM sides WHERE day >= ?1 AND day <= ?2 ORDER BY a, b, day, id";
static const char one_sql[] =
    "SELECT " COLUMNS ", a, b FROM sides WHERE (a = ?3 OR b = ?3) AND day >= ?1 AND day <= ?2 ORDER BY a, b, day, id";
/* Compared as a row, so that it is one run of rows in the order of the table; by columns SQLite would take the index of b. */
static const char pair_sql[] = "SELECT " COLUMNS " FROM sides WHERE (a, b, day) >= (?3, ?4, ?1) AND (a, b, day) <= (?3, ?4, ?2)"
                               " ORDER BY a, b, day, id";

static void read_pair(Store *s, DbQuery *q, PairEvent *e) {
  e->day = (int32_t)db_get_int(q, 0);
  e->event = db_get_int(q, 1);
  e->quad = (uint8_t)db_get_int(q, 2);
  e->type = type_text(s, db_get_text(q, 3));
  e->status = status_of(db_get_text(q, 4));
  e->score = (float)db_get_real(q, 5);
  e->goldstein = (float)db_get_real(q, 6);
  e->sources = (uint32_t)db_get_int(q, 7);
  e->mentions = (uint32_t)db_get_int(q, 8);
  e->private = db_get_int(q, 9) != 0;
}

/* e: has the pair where the rows are of one. */
static bool each_pair(Store *s, DbQuery *q, PairEvent e, PairEventFn *fn, void *ctx, EntError *err) {
  bool one = e.a[0] != 0;
  int got;
  while ((got = db_step(q, err)) > 0) {
    read_pair(s, q, &e);
    if (!one) copy_code(e.a, db_get_text(q, COLUMN_A));
    if (!one) copy_code(e.b, db_get_text(q, COLUMN_B));
    if (!fn(ctx, &e)) break;
  }
  if (got > 0) db_reset(q);
  return got >= 0;
}

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
  const char *first = turned ? b : a, *second = turned ? a : b;
  PairEvent e = {0};
  if (a) db_text(q, 3, str_of(first));
  if (b) {
    db_text(q, 4, str_of(second));
    copy_code(e.a, str_of(first));
    copy_code(e.b, str_of(second));
  }
  return each_pair(s, q, e, fn, ctx, err);
}

/* ---- parties that are no countries ---- */

typedef struct Between {
  Store *s;
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
static bool is_between(const EventRecord *e, Str a, Str b) {
  if (!e->recipient.n) return has_party(&e->actor, a) && has_party(&e->actor, b);
  return (has_party(&e->actor, a) && has_party(&e->recipient, b)) || (has_party(&e->actor, b) && has_party(&e->recipient, a));
}

static bool tell_between(void *ctx, const StoredEvent *told) {
  const Between *b = ctx;
  const EventRecord *r = &told->record;
  if (!is_between(r, b->a, b->b)) return true;
  PairEvent e = {.day = day_of_event(r, told->first_report),
                 .quad = (uint8_t)r->quad,
                 .status = status_of(str_of(r->status)),
                 .score = (float)r->score,
                 .goldstein = (float)r->goldstein,
                 .sources = told->sources,
                 .mentions = told->mentions,
                 .type = type_text(b->s, r->type),
                 .event = told->row};
  copy_code(e.a, b->a);
  copy_code(e.b, b->b);
  return b->fn(b->ctx, &e);
}

bool store_party_events(Store *s, Str a, Str b, Date since, Date until, PairEventFn *fn, void *ctx, EntError *err) {
  Between between = {s, fn, ctx, a, b};
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
