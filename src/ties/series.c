/* The series of a tie: a row for each day, week or month from the first to the last, empty ones too. */
#include "ties/tie.h"

#include <math.h>

int32_t tie_period(enum TiePeriod by, int32_t day) {
  Date d = date_from_days(day);
  if (by == TIE_WEEK) return day - (date_weekday(d) - 1);
  if (by == TIE_MONTH) return date_days((Date){d.year, d.month, 1});
  return day;
}

static int32_t next_period(enum TiePeriod by, int32_t start) {
  if (by == TIE_DAY) return start + 1;
  if (by == TIE_WEEK) return start + 7;
  Date d = date_from_days(start);
  return start + date_month_days(d.year, d.month);
}

/* ---- types ---- */

static uint32_t type_index(const Tie *t, const char *type) {
  uint32_t i = 0;
  while (i < t->ntypes && !tie_same_type(t->types[i], type)) i++;
  return i;
}

static void add_type(Tie *t, const char *type) {
  if (type_index(t, type) < t->ntypes || t->ntypes == TIE_TYPES) return;
  uint32_t at = t->ntypes++;
  for (; at && strcmp(t->types[at - 1], type) > 0; at--) t->types[at] = t->types[at - 1];
  t->types[at] = type;
}

/* ---- rows ---- */

typedef struct Moments {
  double sum, squares;
  uint32_t n;
} Moments;

static void moments_add(Moments *m, double v) {
  if (isnan(v)) return;
  m->sum += v;
  m->squares += v * v;
  m->n++;
}

/* The mean with its normal 95% interval; that of one value is unknown. */
static TieMean mean_of(const Moments *m) {
  TieMean r = {.mean = NAN, .low = NAN, .high = NAN, .n = m->n};
  if (!m->n) return r;
  r.mean = m->sum / m->n;
  if (m->n < 2) return r;
  double v = (m->squares - m->sum * r.mean) / (m->n - 1), se = v > 0 ? sqrt(v / m->n) : 0;
  r.low = r.mean - 1.96 * se;
  r.high = r.mean + 1.96 * se;
  return r;
}

static double expected(const TieModel *m, const PairEvent *e) {
  for (uint32_t i = 0; i < m->ntrust; i++)
    if (strcmp(m->trust[i].type, e->type) == 0) return m->trust[i].precision;
  return 1;
}

/* Reads acts [*i, ...) before day `end` into a row. */
static void count(Tie *t, TieRow *row, const TieModel *m, uint32_t *i, int32_t end) {
  Moments plover = {0}, goldstein = {0};
  for (; *i < t->acts.n && t->acts.at[*i].day < end; ++*i) {
    const PairEvent *e = &t->acts.at[*i];
    if (!tie_counts(e) || e->day < row->start) continue;
    double share = expected(m, e);
    uint32_t type = type_index(t, e->type);
    row->events++;
    row->sources += e->sources;
    if (e->quad >= 1 && e->quad <= 4) row->quad[e->quad - 1] += share;
    if (type < t->ntypes) row->types[type] += share;
    moments_add(&plover, e->score);
    moments_add(&goldstein, e->goldstein);
  }
  row->plover = mean_of(&plover);
  row->goldstein = mean_of(&goldstein);
}

static uint32_t reports_between(const TieReports *r, int32_t from, int32_t to) {
  uint32_t sum = 0;
  for (int32_t d = from; d <= to; d++)
    if (d >= r->first && d - r->first < (int32_t)r->n) sum += r->at[d - r->first];
  return sum;
}

static uint32_t count_periods(const Tie *t) {
  uint32_t n = 0;
  for (int32_t d = tie_period(t->by, t->from); d <= t->to; d = next_period(t->by, d)) n++;
  return n;
}

static void fill(Tie *t, const TieDays *days, const TieReports *reports, const TieModel *m) {
  TieIndex x = {0};
  uint32_t act = 0, day = 0;
  int32_t start = tie_period(t->by, t->from);
  for (uint32_t i = 0; i < t->nrows; i++, start = next_period(t->by, start)) {
    TieRow *row = &t->rows[i];
    int32_t end = next_period(t->by, start), last = end - 1 < t->to ? end - 1 : t->to;
    row->start = start > t->from ? start : t->from;
    row->reports = reports_between(reports, row->start, last);
    count(t, row, m, &act, last + 1);
    for (; day < days->n && days->at[day].day <= last; day++) tie_index_add(&x, m, &days->at[day]);
    row->index = tie_index_at(&x, m, last, &row->low, &row->high);
    row->start = start;
    t->events += row->events;
  }
}

void tie_build(Arena *a, const TieActs *acts, const TieReports *reports, enum TiePeriod by, int32_t from, int32_t to, const TieModel *m,
               Tie *out) {
  *out = (Tie){.by = by, .from = from, .to = to, .acts = *acts};
  TieDays days;
  tie_days(a, acts, m, &days);
  for (uint32_t i = 0; i < acts->n; i++)
    if (tie_counts(&acts->at[i])) add_type(out, acts->at[i].type);
  out->nrows = to < from ? 0 : count_periods(out);
  out->rows = ARENA_ARRAY(a, TieRow, out->nrows);
  double *types = ARENA_ARRAY(a, double, (size_t)out->nrows * out->ntypes);
  for (uint32_t i = 0; i < out->nrows; i++) out->rows[i].types = types + (size_t)i * out->ntypes;
  fill(out, &days, reports, m);
  if (out->nrows) {
    const TieRow *end = &out->rows[out->nrows - 1];
    out->index = end->index;
    out->low = end->low;
    out->high = end->high;
  }
  tie_changes(a, out, &days, reports, m);
}

static const char *month_name(int m) {
  static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  return names[m - 1];
}

void tie_put_signed(Buf *b, double v) {
  if (v >= 0) buf_c(b, '+');
  buf_fixed(b, v, 1);
}

void tie_summary(const Tie *t, Buf *out) {
  if (t->nchanges) {
    const TieChange *c = &t->changes[t->nchanges - 1];
    Date d = date_from_days(c->date);
    buf_fmt(out, "%s since %s %d, ", c->warming ? "warming" : "cooling", month_name(d.month), d.year);
    tie_put_signed(out, c->size);
    buf_z(out, " [");
    buf_fixed(out, c->low, 1);
    buf_z(out, ", ");
    buf_fixed(out, c->high, 1);
    buf_z(out, "]; ");
  } else {
    buf_z(out, t->events ? "no change; " : "no event");
  }
  if (t->events) buf_fmt(out, "%u event%s", t->events, t->events == 1 ? "" : "s");
  if (t->publishers) buf_fmt(out, ", %u source%s", t->publishers, t->publishers == 1 ? "" : "s");
}
