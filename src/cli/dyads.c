/* Counts of events by pair of countries and period.
**
** A cell is made when its first event comes, so memory goes with the pairs and periods that have one, not with the events.  Bodies (UNO, EUR ...) are
** parties too; events inside of one country have no pair. */
#include "cli/dyads.h"

#include "base/hash.h"
#include "record/codes.h"

#include <math.h>
#include <stdlib.h>

typedef struct Cell {
  char a[4], b[4];
  int32_t start; /* first day of the period */
  uint32_t events, quads[4], sources, mentions;
  uint32_t scored, scaled;  /* events with a PLOVER score, with a Goldstein score */
  int64_t score, goldstein; /* sums in tenths, so that no order of adding changes them */
} Cell;

struct Dyads {
  enum Period by;
  bool directed;
  Cell *cells;
  uint32_t n, cap;
  uint32_t *slots; /* index + 1 of a cell; a power of two, at most half full */
  uint32_t nslots;
};

Dyads *dyads_new(enum Period by, bool directed) {
  Dyads *d = calloc(1, sizeof *d);
  if (d) *d = (Dyads){.by = by, .directed = directed};
  return d;
}

void dyads_free(Dyads *d) {
  if (!d) return;
  free(d->cells);
  free(d->slots);
  free(d);
}

static uint64_t cell_key(const char a[4], const char b[4], int32_t start) {
  char bytes[12];
  memcpy(bytes, a, 4);
  memcpy(bytes + 4, b, 4);
  memcpy(bytes + 8, &start, 4);
  return hash_bytes(bytes, sizeof bytes, 0);
}

static void enter(Dyads *d, uint32_t i) {
  const Cell *c = &d->cells[i];
  uint32_t at = (uint32_t)cell_key(c->a, c->b, c->start) & (d->nslots - 1);
  while (d->slots[at]) at = (at + 1) & (d->nslots - 1);
  d->slots[at] = i + 1;
}

static bool grow(Dyads *d) {
  if (d->n < d->cap) return true;
  uint32_t cap = d->cap ? d->cap * 2 : 1024;
  Cell *cells = realloc(d->cells, cap * sizeof *cells);
  if (!cells) return false;
  d->cells = cells;
  uint32_t *slots = calloc((size_t)cap * 2, sizeof *slots);
  if (!slots) return false;
  free(d->slots);
  d->slots = slots;
  d->nslots = cap * 2;
  d->cap = cap;
  for (uint32_t i = 0; i < d->n; i++) enter(d, i);
  return true;
}

/* The cell of a pair and period, made when there is none; NULL: no memory. */
static Cell *cell_of(Dyads *d, const char a[4], const char b[4], int32_t start) {
  if (!grow(d)) return NULL;
  uint32_t at = (uint32_t)cell_key(a, b, start) & (d->nslots - 1);
  for (; d->slots[at]; at = (at + 1) & (d->nslots - 1)) {
    Cell *c = &d->cells[d->slots[at] - 1];
    if (c->start == start && memcmp(c->a, a, 4) == 0 && memcmp(c->b, b, 4) == 0) return c;
  }
  Cell *c = &d->cells[d->n];
  *c = (Cell){.start = start};
  memcpy(c->a, a, 4);
  memcpy(c->b, b, 4);
  d->slots[at] = ++d->n;
  return c;
}

/* ---- days ---- */

static int32_t period_start(enum Period by, int32_t day) {
  Date d = date_from_days(day);
  switch (by) {
  case PERIOD_WEEK: return day - (date_weekday(d) - 1); /* Monday */
  case PERIOD_MONTH: return date_days((Date){d.year, d.month, 1});
  case PERIOD_YEAR: return date_days((Date){d.year, 1, 1});
  default: return day;
  }
}

static bool fine_enough(enum Period by, Date d) { return d.day || (by >= PERIOD_MONTH && d.month) || (by == PERIOD_YEAR && d.year); }

/* The last day that a date may mean. */
static int32_t last_day(Date d) { return date_days(date_last(d)); }

/* Of a date that is too coarse the day of the first report, if it lies within, else its first day: as series of ties count.  False: no date at all. */
static bool day_of(enum Period by, const EventRecord *e, Date first_report, int32_t *out) {
  *out = date_days(date_known(e->date) ? e->date : first_report);
  if (!date_known(e->date)) return date_known(first_report);
  if (fine_enough(by, e->date) || !date_known(first_report)) return true;
  int32_t report = date_days(first_report);
  if (report >= *out && report <= last_day(e->date)) *out = report;
  return true;
}

/* ---- events ---- */

static void count(Cell *c, const EventRecord *e, const RecordTold *t) {
  c->events++;
  if (e->quad >= 1 && e->quad <= 4) c->quads[e->quad - 1]++;
  c->mentions += t->mentions;
  c->sources += t->sources;
  if (!isnan(e->score)) {
    c->scored++;
    c->score += llround(e->score * 10);
  }
  if (!isnan(e->goldstein)) {
    c->scaled++;
    c->goldstein += llround(e->goldstein * 10);
  }
}

enum { PAIRS_MOST = 256 };

typedef struct Seen {
  char at[PAIRS_MOST][8];
  uint32_t n;
} Seen;

/* Several parties of one country make one pair; an event counts once in it. */
static bool first_time(Seen *s, const char a[4], const char b[4]) {
  char pair[8];
  memcpy(pair, a, 4);
  memcpy(pair + 4, b, 4);
  for (uint32_t i = 0; i < s->n; i++)
    if (memcmp(s->at[i], pair, 8) == 0) return false;
  if (s->n == PAIRS_MOST) return false;
  memcpy(s->at[s->n++], pair, 8);
  return true;
}

bool dyads_add(Dyads *d, const EventRecord *e) {
  RecordTold t = record_told(e);
  int32_t day;
  if (!day_of(d->by, e, t.first_report, &day)) return true;
  int32_t start = period_start(d->by, day);
  Seen seen = {.n = 0};
  RecordPairs pairs = record_pairs(e);
  for (RecordPair p; record_pair_next(&pairs, &p);) {
    if (!p.from || !p.to || !p.from->country[0] || !p.to->country[0] || strcmp(p.from->country, p.to->country) == 0) continue;
    bool turn = !d->directed && strcmp(p.from->country, p.to->country) > 0;
    char a[4] = {0}, b[4] = {0}; /* no byte behind the NUL may differ */
    memcpy(a, turn ? p.to->country : p.from->country, 3);
    memcpy(b, turn ? p.from->country : p.to->country, 3);
    if (!first_time(&seen, a, b)) continue;
    Cell *c = cell_of(d, a, b, start);
    if (!c) return false;
    count(c, e, &t);
  }
  return true;
}

/* ---- the table ---- */

static int by_pair(const void *x, const void *y) {
  const Cell *a = x, *b = y;
  int c = memcmp(a->a, b->a, 4);
  if (!c) c = memcmp(a->b, b->b, 4);
  return c ? c : (a->start > b->start) - (a->start < b->start);
}

static void put_number(Buf *b, const char *code, Date on, int (*number)(const Country *c, Date on)) {
  const Country *c = country_find(str_of(code));
  int v = c ? number(c, on) : 0;
  buf_c(b, ',');
  if (v) buf_int(b, v);
}

static void put_mean(Buf *b, int64_t tenths, uint32_t n) {
  buf_c(b, ',');
  if (n) buf_fixed(b, (double)tenths / 10 / n, 3);
}

static void put_row(Buf *b, const Cell *c) {
  char day[12];
  Date start = date_from_days(c->start);
  date_text(start, day);
  buf_fmt(b, "%s,%s", c->a, c->b);
  put_number(b, c->a, start, country_cow);
  put_number(b, c->b, start, country_cow);
  put_number(b, c->a, start, country_gw);
  put_number(b, c->b, start, country_gw);
  buf_fmt(b, ",%s,%u,%u,%u,%u,%u", day, c->events, c->quads[0], c->quads[1], c->quads[2], c->quads[3]);
  put_mean(b, c->score, c->scored);
  put_mean(b, c->goldstein, c->scaled);
  buf_c(b, ',');
  buf_fixed(b, (double)c->goldstein / 10, 1);
  buf_fmt(b, ",%u,%u\n", c->mentions, c->sources);
}

void dyads_put(Dyads *d, Buf *out) {
  static const char *const periods[] = {"day", "week", "month", "year"};
  const char *a = d->directed ? "actor" : "a", *b = d->directed ? "recipient" : "b";
  buf_fmt(out, "%s,%s,%s_cow,%s_cow,%s_gw,%s_gw,%s,events,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,", a, b,
          a, b, a, b, periods[d->by]);
  buf_z(out, "plover_mean,goldstein_mean,goldstein_sum,mentions,sources\n");
  if (d->n) qsort(d->cells, d->n, sizeof *d->cells, by_pair);
  for (uint32_t i = 0; i < d->n; i++) put_row(out, &d->cells[i]);
}
