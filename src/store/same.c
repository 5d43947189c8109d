/* Whether two tellings are of one act.
**
** First what must not differ: type, status, parties, day, place.  Then points for what speaks for one act, most of it the words: two bombings of one day in one
** country have the same codes and are told apart by nothing else.  Events are connected components of tellings, so that one wrong join draws many acts
** together: where codes say little (a side unknown, a vague date), more must come from the words. */
#include "store/same.h"

#include "store/actwords.h"
#include "store/party.h"

#include <math.h>
#include <stdlib.h>

enum {
  SLACK = 2,       /* days: wires, time zones, an act told as new by a report of the next day or the one after */
  FEW_WORDS = 300, /* worth of the words of a sentence that says little: "A suspect is in custody." */
  NEAR_KM = 60,    /* a town and its suburb */
};

/* --- dates --- */

typedef struct Days {
  int32_t first, last;
  bool exact; /* one day */
} Days;

static int32_t last_day(Date d) { return date_days(date_last(d)); }

/* The days on which it may have been: without a date up to the report. */
static Days days_of(const EventRecord *e) {
  if (!date_known(e->date)) return (Days){INT32_MIN, date_known(e->doc_date) ? last_day(e->doc_date) : INT32_MAX, false};
  Days d = {date_days(e->date), last_day(e->date), false};
  if (date_known(e->date_end) && last_day(e->date_end) > d.last) d.last = last_day(e->date_end);
  d.exact = d.first == d.last;
  return d;
}

static bool is_latest(const EventRecord *vague, const Days *other) {
  if (date_known(vague->date) || !date_known(vague->doc_date) || !other->exact) return false;
  int32_t after = last_day(vague->doc_date) - other->first;
  return after == 0 || after == 1;
}

static bool days_meet(const Days *a, const Days *b) { return (int64_t)a->first - SLACK <= b->last && (int64_t)b->first - SLACK <= a->last; }

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

enum Counts { COUNTS_UNKNOWN, COUNTS_DIFFER, COUNTS_NEAR, COUNTS_EQUAL };
enum { COUNT_TELLS = 5 }; /* three and three may be chance */

/* Of 80 and 87 the one is a rounder or earlier count of the other. */
static enum Counts compare_counts(int64_t a, int64_t b) {
  if (a < 0 || b < 0 || (a == b && a < COUNT_TELLS)) return COUNTS_UNKNOWN;
  int64_t more = a > b ? a : b, less = a > b ? b : a;
  if (more == less) return COUNTS_EQUAL;
  return more >= 10 && 4 * less >= 3 * more ? COUNTS_NEAR : COUNTS_DIFFER;
}

typedef struct Likeness {
  Sides sides;
  PartySigns party;
  enum Where where;
  int32_t apart; /* days; 0 where one is vague */
  bool vague;    /* one has no exact date */
  bool latest;   /* the vague one has no date at all, in a report of the other's day or the next: it may mean what has just been */
  bool dated;    /* reports of different days give one day */
  bool keys_agree;
  bool copies;
  enum Counts dead, injured;
  bool few;    /* two to four dead, the same number in both */
  bool verbal; /* no material conflict */
  bool once;   /* of one kind that is seldom done to the same again within days */
  bool attack;
  bool daily; /* two states do it to each other once a day; demands may be many */
  bool home;  /* the one knows who did it or to whom, the other only where: in his country */
  bool modes_differ;
  bool town; /* the same place, no country */
  WordsShared words;
} Likeness;

/* How much of what the one tells the other tells too: of the shorter, and of both together, in hundredths. */
static int overlap(const WordsShared *w) {
  uint32_t least = w->a < w->b ? w->a : w->b, all = w->a + w->b - w->both;
  return least ? (int)((60ull * w->both) / least + (40ull * w->both) / all) : 0;
}

/* Not the same day for certain: acts like it follow one another, so that copies of a phrase prove little. */
static bool is_later(const Likeness *l) { return l->apart > 0 || l->vague; }

static bool counts_agree(const Likeness *l) { return l->dead == COUNTS_EQUAL || l->injured == COUNTS_EQUAL; }
/* On one day: the tolls of two days may well be near each other. */
static bool counts_near(const Likeness *l) {
  return !is_later(l) && (l->dead == COUNTS_NEAR || (l->injured == COUNTS_NEAR && l->dead != COUNTS_DIFFER));
}

static uint32_t at_most(uint32_t n, uint32_t most) { return n < most ? n : most; }

/* An attack named for its victims, whose count has changed: "the toll of the bombing in Quetta rises to 30". */
static bool is_recount(const Likeness *l) {
  if (!is_later(l) || !l->words.toll || l->verbal || l->where == WHERE_DIFFERENT) return false;
  return l->words.names && (l->words.rare || l->where == WHERE_SAME);
}

/* Figures that differ; a toll that rises is another matter. */
static bool numbers_differ(const Likeness *l) {
  return l->words.numbers_a && l->words.numbers_b && !l->words.toll && !counts_agree(l) && !counts_near(l);
}

static bool nations_differ(const Likeness *l) { return l->words.nations_a && l->words.nations_b && l->words.names < 3; }

/* What the words say beyond their overlap: names shared, and names, figures and countries that only the one or only the other has. */
static int points_of_words(const Likeness *l) {
  const WordsShared *w = &l->words;
  bool later = is_later(l);
  int p = overlap(w) + 2 * (int)at_most(w->names, 8);
  uint32_t least = w->a < w->b ? w->a : w->b;
  if (least < FEW_WORDS) p -= (int)(FEW_WORDS - least) / 10;
  uint32_t alone = w->names_a < w->names_b ? w->names_a : w->names_b;
  p -= (int)(50 * at_most(alone, 2) / (2 + w->names));
  if (later && !w->names && !l->copies && !(l->sides.abroad && (l->verbal || l->once))) p -= w->numbers ? 10 : 20;
  if (later && w->numbers && !(w->numbers_a && w->numbers_b)) p += 5;
  if (numbers_differ(l)) p -= later ? 35 : 10;
  if (nations_differ(l)) p -= 25;
  if (later && w->again) p -= 20;
  if (later && w->figures && !w->again) p += 10;
  if (l->copies && !later && !numbers_differ(l) && !nations_differ(l)) p += 15;
  return p;
}

/* Words that few acts share; all names of the one among those of the other. */
static int points_of_rare_words(const WordsShared *w) {
  bool contained = w->names && (!w->names_a || !w->names_b);
  return 2 * (int)at_most(w->rare, 3) + 3 * contained;
}

/* Two days apart only what has the same count of victims, many names and most words, or the same names or figures and no others. */
static bool sure_days_apart(const Likeness *l) {
  const WordsShared *w = &l->words;
  if (counts_agree(l)) return true;
  if (w->again) return false;
  bool most = w->names > 3 && !numbers_differ(l);
  if (most && (l->party.acted_on ? overlap(w) >= 50 : overlap(w) >= 70 && !(w->names_a && w->names_b))) return true;
  return (w->names > 1 && !w->names_a && !w->names_b && !numbers_differ(l)) || (w->numbers && !w->numbers_a && !w->numbers_b);
}

static int points_of_days(const Likeness *l) {
  const WordsShared *w = &l->words;
  if (is_recount(l)) return l->town && !l->modes_differ ? 40 : 25;
  if (l->apart > 1 && l->once && l->party.acted_on && !w->again) return -15;
  if (l->apart > 1) return sure_days_apart(l) ? -10 : -60;
  if (l->apart) return l->verbal ? -10 : -15;
  if (l->vague) return -7;
  if (!l->dated) return -2;
  if (!w->names && l->where != WHERE_SAME && !counts_agree(l)) return 14;
  return l->keys_agree ? 38 : 28;
}

/* Counts of victims. */
static int points_of_counts(const Likeness *l) {
  bool later = is_later(l), there = later && l->where == WHERE_SAME;
  if (counts_agree(l)) return there && !l->words.again ? 40 : 15;
  if (there && l->few && l->words.names) return l->words.again ? 15 : 23;
  if (counts_near(l)) return 8;
  return l->dead == COUNTS_UNKNOWN || l->words.toll ? 0 : later ? -20 : -14;
}

/* Who goes on doing it in one place does it again tomorrow, if it is of such a kind. */
static int points_of_kind(const Likeness *l) {
  if (!is_later(l)) return 0;
  if (l->once) return l->words.again ? 5 : 11;
  if (l->latest && !l->modes_differ) return 5 - 5 * (l->sides.actor == SIDE_EQUAL);
  return 5 - 10 * (l->sides.actor == SIDE_EQUAL) - 8 * (l->where == WHERE_SAME);
}

/* Names and sectors of the parties.  A report that dates the act back to the other's day knows which act it means. */
static int points_of_parties(const Likeness *l) {
  const PartySigns *s = &l->party;
  int p = 0;
  if (l->sides.actor == SIDE_UNKNOWN) p -= 2;
  if (l->sides.recipient == SIDE_UNKNOWN) p -= 2;
  bool nobody = l->sides.actor == SIDE_UNKNOWN && l->sides.recipient == SIDE_UNKNOWN && !l->home;
  if (nobody && l->where != WHERE_SAME) p -= l->words.names ? 25 : 60; /* "The suspect was arrested." */
  if (l->sides.actor == SIDE_CROSSED || l->sides.recipient == SIDE_CROSSED) p -= 8;
  if (s->acted_on && !l->modes_differ) p += 12; /* nobody is charged with the same twice in three days */
  if (s->acting && l->sides.recipient == SIDE_EQUAL && l->verbal && !l->modes_differ) p += 5;
  if (s->kin) p += 6;
  if (s->strange && l->apart && !l->words.toll) p -= 6;
  if (s->opposed && !l->dated) p -= 30;
  if (s->others && !l->dated) p -= 30;
  return p;
}

static int points(const Likeness *l) {
  int p = points_of_words(l) + points_of_days(l) + points_of_kind(l) + points_of_counts(l) + points_of_parties(l);
  if (l->daily && !l->modes_differ && !is_later(l)) p += 15;
  if (l->where == WHERE_DIFFERENT) p -= 20;
  if (l->attack && is_later(l) && !counts_agree(l)) p -= 4; /* attacks are daily */
  if (l->modes_differ) p -= l->attack ? 5 : 15;             /* an attack has what weapon who tells it saw */
  else if (l->dead != COUNTS_DIFFER) p += points_of_rare_words(&l->words);
  return p;
}

/* Two points fewer find two in a hundred more of the judged pairs, and two in a hundred more of the joined are wrong (docs/diary.md). */
enum { POINTS_WANTED = 44 };

/* What one sentence tells as two acts are two: "killed two soldiers and abducted three". */
static bool told_apart(const EventRecord *a, const EventRecord *b) {
  return str_eq(a->doc_id, b->doc_id) && a->sentence == b->sentence && a->span.in_title == b->span.in_title;
}

/* Sentences of one document share its subject, so that there only the acts' own words are compared. */
static WordsShared shared_by_spans(const EventRecord *a, const EventRecord *b) {
  ActWords x, y;
  act_words_of_spans(a, &x);
  act_words_of_spans(b, &y);
  return act_words_shared(&x, &y);
}

/* Who is charged today is not charged with it again tomorrow, as a town is shelled again. */
static bool is_once(const EventRecord *e) {
  static const char *const kinds[][2] = {
      {"ACCUSE", "allege"},  {"COERCE", "arrest"},     {"COERCE", "cyber"},         {"COERCE", "martial-law"}, {"COERCE", "restrict"},
      {"SANCTION", "expel"}, {"SANCTION", "withdraw"}, {"SANCTION", "discontinue"}, {"SANCTION", "convict"},   {"RETREAT", "resign"},
      {"AGREE", ""},         {"RETREAT", "withdraw"},  {"THREATEN", "arrest"},      {"ASSAULT", "targeted"},   {"REJECT", ""},
      {"CONCEDE", ""},       {"SUPPORT", ""}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(e->type, kinds[i][0]) && str_is(e->mode, kinds[i][1])) return true;
  return false;
}

static bool lies_at_home(const EventRecord *known, const EventRecord *other) {
  Countries c = countries_of(&known->actor, &known->recipient);
  return other->place.country[0] && countries_have(&c, key_of(str_of(other->place.country)));
}

/* An order that is extended is another than the order. */
static bool is_extended(const EventRecord *e, const ActWords *w) {
  return str_is(e->type, "COERCE") && w && (act_words_have(w, STR("extended")) || act_words_have(w, STR("prolonged")));
}

static bool compare_tellings(const Telling *a, const Telling *b, Likeness *out) {
  const EventRecord *x = a->record, *y = b->record;
  if (!str_eq(x->type, y->type) || !status_meets(x, y) || told_apart(x, y)) return false;
  out->sides = sides_compare(a, b);
  if (out->sides.actor == SIDE_DIFFERENT || out->sides.recipient == SIDE_DIFFERENT) return false;
  out->where = compare_places(&x->place, &y->place);
  Days dx = days_of(x), dy = days_of(y);
  if (!days_meet(&dx, &dy)) return false;
  out->vague = !dx.exact || !dy.exact;
  out->latest = is_latest(x, &dy) || is_latest(y, &dx);
  out->apart = out->vague ? 0 : abs(dx.first - dy.first);
  out->dated = !out->vague && !out->apart && date_cmp(x->doc_date, y->doc_date) != 0;
  out->keys_agree = str_eq(x->event, y->event);
  out->dead = compare_counts(x->dead, y->dead);
  out->injured = compare_counts(x->injured, y->injured);
  out->few = x->dead > 1 && x->dead < COUNT_TELLS && x->dead == y->dead;
  out->home = lies_at_home(x, y) || lies_at_home(y, x);
  out->once = is_once(x) && str_eq(x->mode, y->mode);
  out->verbal = x->quad != 4 && y->quad != 4;
  out->attack = str_is(x->type, "ASSAULT");
  out->daily = out->sides.abroad && (str_is(x->type, "MOBILIZE") || (out->verbal && !str_is(x->type, "REQUEST")));
  out->party = party_signs(a, b);
  out->town = out->where == WHERE_SAME && x->place.admin1.n;
  out->modes_differ = x->mode.n && y->mode.n && !str_eq(x->mode, y->mode);
  bool one_doc = str_eq(x->doc_id, y->doc_id);
  out->words = a->words && b->words && !one_doc ? act_words_shared(a->words, b->words) : shared_by_spans(x, y);
  out->words.again |= is_extended(x, a->words) || is_extended(y, b->words);
  out->copies = a->sketch && b->sketch && !one_doc && sketch_copy(a->sketch, b->sketch);
  return true;
}

static void drop_names(ActWords *w) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->n; i++)
    if (!(w->at[i] & (ACT_WORD_NAME | ACT_WORD_NATION))) w->at[n++] = w->at[i];
  w->n = n;
}

/* Two kinds of one type, told without a word in common but names: a state of emergency imposed and a president ousted. */
static bool is_other_kind(const EventRecord *a, const EventRecord *b) {
  bool told = str_eq(a->mode, b->mode) && (a->mode.n || !is_once(a));
  if (told || str_is(a->type, "ASSAULT") || str_eq(a->doc_id, b->doc_id)) return false;
  ActWords x, y;
  act_words_of_span(a, &x);
  act_words_of_span(b, &y);
  drop_names(&x);
  drop_names(&y);
  return !act_words_shared(&x, &y).both;
}

bool same_act(const Telling *a, const Telling *b) {
  Likeness l = {0};
  return compare_tellings(a, b, &l) && points(&l) >= POINTS_WANTED && !is_other_kind(a->record, b->record);
}

/* --- blocks --- */

/* The days by which tellings are brought together: those of an exact date and the next; of a vague or a long past one (also) those about the report. */
static uint32_t block_days(const EventRecord *e, int32_t out[2 * SLACK + 2]) {
  Days d = days_of(e);
  bool reported = date_known(e->doc_date);
  int32_t report = reported ? date_days(e->doc_date) : 0;
  uint32_t n = 0;
  for (int32_t k = 0; k <= SLACK && (d.exact || !reported); k++) out[n++] = d.first + k;
  if (!reported || (d.exact && d.first + SLACK >= report)) return n;
  for (int32_t k = d.exact ? 0 : -SLACK; k <= (d.exact ? 0 : 1); k++) out[n++] = report + k;
  return n;
}

uint32_t same_blocks(const EventRecord *e, uint64_t out[SAME_BLOCKS]) {
  Countries c = countries_of(&e->actor, &e->recipient);
  countries_add(&c, e->place.country);
  if (!c.n) c.n = 1; /* the key of no country */
  uint64_t type = key_of(e->type);
  int32_t days[2 * SLACK + 2] = {0};
  uint32_t ndays = block_days(e, days), n = 0;
  for (uint32_t i = 0; i < c.n; i++)
    for (uint32_t k = 0; k < ndays && n < SAME_BLOCKS; k++) out[n++] = key_mix(key_mix(type, c.at[i]), (uint64_t)(int64_t)days[k]);
  return n;
}
