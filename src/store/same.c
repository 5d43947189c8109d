/* Whether two tellings are of one act.
**
** First what must not differ: type, status, parties, day, place.  Then points for what speaks for one act, most of it the words: two bombings of one day in one
** country have the same codes and are told apart by nothing else.  Events are connected components of tellings, so that one wrong join draws many acts
** together: where codes say little (a side unknown, a vague date), more must come from the words. */
#include "store/same.h"

#include "base/hash.h"
#include "store/actwords.h"

#include <math.h>
#include <stdlib.h>

enum {
  COUNTRIES_MOST = 8, /* of a side; longer lists are cut */
  SLACK = 1,          /* days between wires, time zones, and the evening that a morning's report calls yesterday */
  NEAR_KM = 60,       /* a town and its suburb */
};

/* --- parties --- */

typedef struct Countries {
  Key at[COUNTRIES_MOST];
  uint32_t n;
} Countries;

static bool has(const Countries *c, Key key) {
  for (uint32_t i = 0; i < c->n; i++)
    if (c->at[i] == key) return true;
  return false;
}

static void add_country(Countries *c, const char *code) {
  Key key = key_of(str_of(code));
  if (key && c->n < COUNTRIES_MOST && !has(c, key)) c->at[c->n++] = key;
}

static Countries countries_of(const RecordParties *a, const RecordParties *b) {
  Countries c = {.n = 0};
  for (uint32_t i = 0; i < a->n; i++) add_country(&c, a->at[i].country);
  for (uint32_t i = 0; b && i < b->n; i++) add_country(&c, b->at[i].country);
  return c;
}

static bool within(const Countries *a, const Countries *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (!has(b, a->at[i])) return false;
  return true;
}

enum Side { SIDE_DIFFERENT, SIDE_UNKNOWN, SIDE_PART, SIDE_EQUAL };

static enum Side compare(const Countries *a, const Countries *b) {
  if (!a->n || !b->n) return SIDE_UNKNOWN;
  bool ab = within(a, b), ba = within(b, a);
  return ab && ba ? SIDE_EQUAL : ab || ba ? SIDE_PART : SIDE_DIFFERENT;
}

/* Several act together and nobody is acted on: a meeting, which others may tell as the visit of one to the other. */
static bool is_mutual(const EventRecord *e) { return !e->recipient.n && e->actor.n > 1; }

typedef struct Sides {
  enum Side actor, recipient;
  bool abroad; /* known parties of more than one country, the same in both */
} Sides;

static Sides compare_sides(const EventRecord *a, const EventRecord *b) {
  Countries aa = countries_of(&a->actor, NULL), ba = countries_of(&b->actor, NULL);
  Countries ar = countries_of(&a->recipient, NULL), br = countries_of(&b->recipient, NULL);
  Countries all_a = countries_of(&a->actor, &a->recipient), all_b = countries_of(&b->actor, &b->recipient);
  enum Side all = compare(&all_a, &all_b);
  Sides s = {compare(&aa, &ba), compare(&ar, &br), false};
  if (is_mutual(a) || is_mutual(b)) s = (Sides){all, all, false};
  s.abroad = all == SIDE_EQUAL && all_a.n > 1;
  return s;
}

/* --- dates --- */

typedef struct Days {
  int32_t first, last;
  bool exact; /* one day */
} Days;

static int32_t last_day(Date d) {
  if (d.day) return date_days(d);
  if (d.month) return date_days(d) + date_month_days(d.year, d.month) - 1;
  return date_days((Date){d.year, 12, 31});
}

/* The days on which it may have been: without a date up to the report. */
static Days days_of(const EventRecord *e) {
  if (!date_known(e->date)) return (Days){INT32_MIN, date_known(e->doc_date) ? last_day(e->doc_date) : INT32_MAX, false};
  Days d = {date_days(e->date), last_day(e->date), false};
  if (date_known(e->date_end) && last_day(e->date_end) > d.last) d.last = last_day(e->date_end);
  d.exact = d.first == d.last;
  return d;
}

static bool days_meet(const Days *a, const Days *b) { return (int64_t)a->first - SLACK <= b->last && (int64_t)b->first - SLACK <= a->last; }

/* The day by which tellings are brought together: of the act, else of the report. */
static int32_t block_day(const EventRecord *e) {
  Days d = days_of(e);
  return d.exact || !date_known(e->doc_date) ? d.first : date_days(e->doc_date);
}

/* --- places --- */

enum Where { WHERE_DIFFERENT, WHERE_UNKNOWN, WHERE_NEAR, WHERE_SAME };

static double kilometres(const RecordPlace *a, const RecordPlace *b) {
  const double degree = 111.2, rad = 0.017453292519943295;
  double dy = a->lat - b->lat, dx = (a->lon - b->lon) * cos((a->lat + b->lat) / 2 * rad);
  return degree * sqrt(dx * dx + dy * dy);
}

/* A country or a province, that other places lie in. */
static bool is_wide(const RecordPlace *p) { return !p->admin1.n || str_eq_nocase(p->name, p->admin1); }

static enum Where compare_places(const RecordPlace *a, const RecordPlace *b) {
  if (!a->name.n || !b->name.n) return WHERE_UNKNOWN;
  if (a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0) return WHERE_DIFFERENT;
  if (str_eq_nocase(a->name, b->name)) return WHERE_SAME;
  if (!a->admin1.n || !b->admin1.n) return WHERE_UNKNOWN;
  if (is_wide(a) || is_wide(b)) return str_eq_nocase(a->admin1, b->admin1) ? WHERE_NEAR : WHERE_DIFFERENT;
  if (!a->has_point || !b->has_point) return WHERE_UNKNOWN;
  return kilometres(a, b) <= NEAR_KM ? WHERE_NEAR : WHERE_DIFFERENT;
}

/* --- status --- */

static bool status_meets(const EventRecord *a, const EventRecord *b) {
  bool past_a = !strcmp(a->status, "actual") || !strcmp(a->status, "historical");
  bool past_b = !strcmp(b->status, "actual") || !strcmp(b->status, "historical");
  return (past_a && past_b) || !strcmp(a->status, b->status);
}

/* --- points --- */

static bool equal_counts(int64_t a, int64_t b) { return a > 0 && a == b; }
static bool other_counts(int64_t a, int64_t b) { return a >= 0 && b >= 0 && a != b; }

typedef struct Likeness {
  Sides sides;
  enum Where where;
  int32_t apart; /* days; 0 where one is vague */
  bool vague;
  WordsShared words;
  bool copies;
} Likeness;

/* How much of what the one tells the other tells too: of the shorter, and of both together, in hundredths. */
static int word_points(const WordsShared *w) {
  uint32_t least = w->a < w->b ? w->a : w->b, all = w->a + w->b - w->both;
  if (!least) return 0;
  return (int)((60ull * w->both) / least + (40ull * w->both) / all);
}

static int points(const EventRecord *a, const EventRecord *b, const Likeness *l) {
  int p = word_points(&l->words);
  if (l->copies) p += 25;
  p += l->sides.actor == SIDE_EQUAL ? 5 : l->sides.actor == SIDE_UNKNOWN ? -5 : 0;
  p += l->sides.recipient == SIDE_EQUAL ? 5 : l->sides.recipient == SIDE_UNKNOWN ? -5 : 0;
  if (l->sides.abroad) p += 5;
  if (l->where == WHERE_SAME) p += 10;
  if (l->vague) p -= 10;
  if (l->apart) p -= 10;
  if (a->mode.n && b->mode.n && !str_eq(a->mode, b->mode)) p -= 10;
  if (equal_counts(a->dead, b->dead) || equal_counts(a->injured, b->injured)) p += 10;
  if (other_counts(a->dead, b->dead)) p -= l->apart ? 15 : 5;
  return p;
}

enum { POINTS_WANTED = 45 };

static bool compare_tellings(const Telling *a, const Telling *b, Likeness *out) {
  const EventRecord *x = a->record, *y = b->record;
  if (!str_eq(x->type, y->type) || !status_meets(x, y)) return false;
  out->sides = compare_sides(x, y);
  if (out->sides.actor == SIDE_DIFFERENT || out->sides.recipient == SIDE_DIFFERENT) return false;
  out->where = compare_places(&x->place, &y->place);
  if (out->where == WHERE_DIFFERENT) return false;
  Days dx = days_of(x), dy = days_of(y);
  if (!days_meet(&dx, &dy)) return false;
  out->vague = !dx.exact || !dy.exact;
  out->apart = out->vague ? 0 : abs(dx.first - dy.first);
  ActWords wx, wy;
  if (!a->words || !b->words) {
    act_words_of_spans(x, &wx);
    act_words_of_spans(y, &wy);
  }
  out->words = a->words && b->words ? act_words_shared(a->words, b->words) : act_words_shared(&wx, &wy);
  out->copies = a->sketch && b->sketch && sketch_copy(a->sketch, b->sketch);
  return true;
}

bool same_act(const Telling *a, const Telling *b) {
  Likeness l = {0};
  return compare_tellings(a, b, &l) && points(a->record, b->record, &l) >= POINTS_WANTED;
}

/* --- blocks --- */

uint32_t same_blocks(const EventRecord *e, uint64_t out[SAME_BLOCKS]) {
  Countries c = countries_of(&e->actor, &e->recipient);
  add_country(&c, e->place.country);
  if (!c.n) c.n = 1; /* the key of no country */
  uint64_t type = key_of(e->type);
  int32_t day = block_day(e);
  uint32_t n = 0;
  for (uint32_t i = 0; i < c.n; i++)
    for (int32_t k = 0; k <= SLACK && n < SAME_BLOCKS; k++) out[n++] = key_mix(key_mix(type, c.at[i]), (uint64_t)(int64_t)(day + k));
  return n;
}
