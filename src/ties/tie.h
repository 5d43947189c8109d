/* The tie between two parties over time: a series of counts and of an index, and the days on which it changed.
**
** All of it is made from two things that the store hands over: the acts between the two (PairEvent), and how many reports were read on each day.
** Acts are weighed by PLOVER's score; docs/ties.md has the model and its sources.  Nothing here reads a clock, draws a number at random or knows
** the name of a type.  Everything is in the arena that the caller gives; no call fails but for want of memory (the arena's on_full). */
#ifndef TIES_TIE_H
#define TIES_TIE_H

#include "base/arena.h"
#include "store/store.h"

enum { TIE_TOP = 5, TIE_TYPES = 32 };
enum TiePeriod { TIE_DAY, TIE_WEEK, TIE_MONTH };

/* Acts as they come from the store: by day. */
typedef VEC(PairEvent) TieActs;

/* Reports read, day by day from the first to the last. */
typedef struct TieReports {
  int32_t first;
  uint32_t n; /* days */
  uint32_t *at;
} TieReports;

/* How right the coder is about a type, as an audit found it: the chance that an act of it is one. */
typedef struct TieTrust {
  char type[16];
  double precision;
} TieTrust;

/* Every choice of the model.  tie_model() has the values that docs/ties.md explains. */
typedef struct TieModel {
  double half_life;     /* days in which an act loses half of its weight in the index */
  double prior;         /* the index starts from this many acts, half of each kind */
  double power, repeat; /* an act weighs (score / 10) ^ power; n of one day and kind together (1 + repeat ln n) times the strongest */
  double future;        /* weight of what is announced, against what is done */
  double sharpness;   /* evidence of an act, in events of a Poisson process after its overdispersion, between two of whom little is told */
  double blunt;       /* the same where acts are daily: less than one, since the dispersion is itself an estimate */
  double often;       /* days with an act in a week at which the evidence is half way between the two */
  double shape, rate; /* gamma prior of a level that is out of the ordinary, in weights a week of average reporting */
  double ordinary, floor;  /* shape of the gamma prior of the pair's own ordinary level; the least of that level */
  double hazard, crowding; /* a change is against odds of 1 to hazard * (candidates / 20) ^ crowding */
  double least;            /* changes of the index below this are not told */
  double settle;           /* weeks of the ordinary level that a new one starts with */
  double rise;             /* how far above the ordinary the acts must be that a change comes from */
  double lasted;           /* weeks of conflict whose end alone is a warming */
  double sure;             /* least probability of a change that is told */
  const TieTrust *trust;   /* may be NULL */
  uint32_t ntrust;
} TieModel;

TieModel tie_model(void);

typedef struct TieMean {
  double mean, low, high; /* NaN without a value; 95% */
  uint32_t n;
} TieMean;

typedef struct TieRow {
  int32_t start; /* first day of the period */
  uint32_t reports, events, sources;
  double quad[4]; /* acts by quad class; with an audit those that are right, in expectation */
  double *types;  /* the same by type, in the order of Tie.types */
  TieMean plover, goldstein;
  double index, low, high; /* at the period's end */
} TieRow;

typedef struct TieChange {
  int32_t date, date_low, date_high; /* the first day on the new level */
  bool warming;
  double size, low, high; /* of the index, 95% */
  double probability;
  double before, after;        /* levels of the index */
  uint32_t top[TIE_TOP], ntop; /* acts that moved it most, the weightiest first: indexes of Tie.acts */
} TieChange;

typedef struct Tie {
  enum TiePeriod by;
  int32_t from, to; /* days, both included */
  TieActs acts;
  TieRow *rows;
  uint32_t nrows;
  const char *types[TIE_TYPES]; /* that occur, in byte order */
  uint32_t ntypes;
  TieChange *changes; /* in order of time */
  uint32_t nchanges;
  uint32_t events;         /* of all rows */
  uint32_t publishers;     /* different ones that told of them, set by who knows them; 0: not known */
  double index, low, high; /* at the end */
} Tie;

/* acts: by day; those out of [from, to] are passed over, but for the index, which takes what came before. */
void tie_build(Arena *a, const TieActs *acts, const TieReports *reports, enum TiePeriod by, int32_t from, int32_t to, const TieModel *m,
               Tie *out);

/* First day of the period that a day is in. */
int32_t tie_period(enum TiePeriod by, int32_t day);

/* "warming since August 2024, +2.1 [1.2, 3.0]; 41 events, 9 sources". */
void tie_summary(const Tie *t, Buf *out);

/* "+1.2" */
void tie_put_signed(Buf *b, double v);

/* --- inside of ties/ --- */

/* What the acts of one day weigh. */
typedef struct TieDay {
  int32_t day;
  double warm, cold;
} TieDay;
typedef VEC(TieDay) TieDays;

/* The weight of one act: above zero for cooperation, below for conflict, 0 for what does not count. */
double tie_weight(const PairEvent *e, const TieModel *m);
/* Told as done or announced: what the series counts. */
bool tie_counts(const PairEvent *e);
/* The store tells each type by one pointer: mostly the texts need not be compared. */
static inline bool tie_same_type(const char *x, const char *y) { return x == y || strcmp(x, y) == 0; }
void tie_days(Arena *a, const TieActs *acts, const TieModel *m, TieDays *out);

/* Sums of weights that fade by the half-life, and the index of them. */
typedef struct TieIndex {
  int32_t day;
  double warm, cold, squares; /* squares: of the single weights, for the number of acts they stand for */
} TieIndex;
void tie_index_add(TieIndex *x, const TieModel *m, const TieDay *d);
/* At the end of a day; low and high hold 90%. */
double tie_index_at(TieIndex *x, const TieModel *m, int32_t day, double *low_out, double *high_out);

void tie_changes(Arena *a, Tie *t, const TieDays *days, const TieReports *reports, const TieModel *m);

#endif
