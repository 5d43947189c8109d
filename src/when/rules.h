/* The pieces of when_find: words of time, the calendar, the rules.  Internal to when/.
**
** A rule looks at one place of a sentence and says what expression begins there, or nothing; the longest wins.  Rules change nothing:
** what an expression leaves for later ones (the last day, year and quarter named) is taken over when it has won. */
#ifndef WHEN_RULES_H
#define WHEN_RULES_H

#include "when/when.h"

enum Unit {
  UNIT_NONE,
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEKEND,
  UNIT_WEEK,
  UNIT_FORTNIGHT,
  UNIT_MONTH,
  UNIT_QUARTER,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY,
  UNIT_MILLENNIUM
};
enum Season { SEASON_SP = 1, SEASON_SU, SEASON_FA, SEASON_WI };
enum Part { PART_MO = 1, PART_AF, PART_EV, PART_NI, PART_DAWN, PART_DUSK };
enum Ref { REF_PRESENT, REF_PAST, REF_FUTURE };
enum SetEvery { SET_P1D, SET_P1W, SET_P2W, SET_P1M, SET_P3M, SET_P6M, SET_P1Y, SET_PT1H };

/* Classes of words.  Those above W_TABLE come from words.def, the others from the shape of a number. */
enum WordClass {
  W_NONE,
  W_NUMBER,     /* digits: val */
  W_DECIMAL,    /* 2.5: val is ten times the value, cut */
  W_FRACTION,   /* 1/2 */
  W_CLOCK,      /* 10:30: minutes of the day */
  W_ISO,        /* 2025-01-14 */
  W_SLASH,      /* 14/01/2025 */
  W_NINE11,     /* 9/11 */
  W_SHORTYEAR,  /* '98: the year */
  W_FISCALYEAR, /* FY2024 */
  W_QNUM,       /* Q3 */
  W_HNUM,       /* H1 */
  W_TABLE,
  W_ABOUT,
  W_AFTER,
  W_AGO,
  W_AM,
  W_BEFORE,
  W_CLOCKWORD,
  W_COMING,
  W_COUPLE,
  W_DAYWORD,
  W_DECADE,
  W_DET,
  W_EACH,
  W_EARLIER,
  W_EARLY,
  W_END,
  W_FISCAL,
  W_FOLLOWING,
  W_FUTURE,
  W_HALF,
  W_HENCE,
  W_LAST,
  W_LATE,
  W_LATER,
  W_LATEST,
  W_MID,
  W_MONTH,
  W_MONTH_SHORT,
  W_NEXT,
  W_NUM,
  W_OCLOCK,
  W_OF,
  W_ORD,
  W_OVERNIGHT,
  W_PART,
  W_PARTS,
  W_PAST,
  W_PER,
  W_PERIOD,
  W_PM,
  W_POSS,
  W_PREVIOUS,
  W_QUANT,
  W_RECENT,
  W_REF,
  W_S,
  W_SAME,
  W_SCALE,
  W_SEASON,
  W_SET,
  W_START,
  W_THAT,
  W_THE,
  W_THESE,
  W_THIS,
  W_TIME,
  W_TIMEZONE,
  W_TONIGHT,
  W_UNIT,
  W_UNITS,
  W_WEEKDAY,
  W_WEEKDAYS,
  W_WEEKDAY_SHORT
};
enum WordFlag {
  WF_MID = 1 /* "mid-" in front */,
  WF_PLAIN = 2 /* digits alone: may be a year */,
  WF_CAP = 4,
  WF_STOP = 8 /* ends in a full stop */,
  WF_STRONG = 16 /* no expression is without such a word */
};

typedef struct TimeWord {
  int32_t val;
  uint8_t cls, flags;
} TimeWord;

/* What is known at a place of the document. */
typedef struct When {
  Doc *d;
  const TimeWord *words; /* one for each token */
  uint32_t lo, hi;       /* the sentence: tokens [lo, hi) */
  uint32_t sent;
  bool dated;
  Date dct;           /* the document's date */
  int32_t today;      /* its days */
  Date day;           /* the last day named; year 0: none */
  Timex before;       /* the expression before this one; type 255 when there is none in the sentence */
  int32_t year;       /* the last year named in digits; 0: none */
  uint32_t year_sent; /* in this sentence */
  bool year_leads;    /* it opened its sentence ("In 1998, ..."): what follows is told of that year */
  bool long_period;   /* months or a year were spoken of since the last quarter: "a year earlier" means a year */
  int32_t q_year, q;  /* the last quarter named; 0: none */
} When;

/* An expression and what it names. */
typedef struct Found {
  Timex t;
  bool year_named;    /* its year stood in the text */
  bool quarter_named; /* a quarter by its number: what "the quarter" means from here on */
  int32_t year;
} Found;

typedef bool (*Rule)(const When *c, uint32_t i, Found *f);

/* --- words.c --- */
TimeWord word_of(const Doc *d, const Token *t);
/* The class at i, W_NONE outside the sentence. */
static inline uint8_t cls_at(const When *c, uint32_t i) { return i >= c->lo && i < c->hi ? c->words[i].cls : W_NONE; }
static inline int32_t val_at(const When *c, uint32_t i) { return c->words[i].val; }
/* Is the token at i this small word? */
bool is_word(const When *c, uint32_t i, const char *w);
/* Is it one of the words of a list parted by blanks? */
bool is_one_of(const When *c, uint32_t i, const char *list);
bool is_hyphen(const When *c, uint32_t i);
/* A month, a weekday by its neighbours too ("may", "sun", "march" are words of their own). */
bool is_month(const When *c, uint32_t i);
bool is_weekday(const When *c, uint32_t i);
/* A year in digits: 1000 to 2100. */
bool is_year(const When *c, uint32_t i);
/* A day of the month: "5", "5th", "fifth"; 0 if none. */
int32_t day_number(const When *c, uint32_t i);
bool is_unit(const When *c, uint32_t i);

/* --- calendar.c: what an expression names --- */
void put_day(Found *f, Date day);
void put_day_part(Found *f, Date day, int part);
void put_month(Found *f, int32_t year, int32_t month);
void put_year(Found *f, int32_t year);
void put_week(Found *f, int32_t day);
void put_weekend(Found *f, int32_t day); /* of the week of that day */
void put_quarter(Found *f, int32_t year, int32_t q);
void put_half(Found *f, int32_t year, int32_t half);
void put_season(Found *f, int32_t year, int season);
void put_decade(Found *f, int32_t year);
void put_century(Found *f, int32_t first_year);
void put_ref(const When *c, Found *f, int ref);
void put_duration(Found *f, int unit, int32_t tenths, bool vague);
void put_unknown(Found *f, const char *value); /* a report without a date */
void put_range(Found *f, int32_t first_day, int32_t last_day);
Date day_plus(const When *c, int32_t n);
/* Is the day n units from the report's within the years 1 to 9999? */
bool in_reach(const When *c, int unit, int32_t n);
Date months_plus(Date d, int32_t n);
/* First words of holidays, as a filter of 256 bits over the low byte of their keys. */
void holiday_filter(uint8_t bits[32]);
/* A holiday's words at i: how many tokens, 0 if none; its date in a year (day 0: the year has none). */
uint32_t holiday_at(const When *c, uint32_t i, int *which_out);
bool holiday_date(int which, int32_t year, int32_t *first_out, int32_t *last_out);

/* --- tense.c --- */
enum Tense { TENSE_NONE, TENSE_PAST, TENSE_FUTURE };
int tense_of(const When *c, uint32_t first, uint32_t last);
/* Does it stand before a noun as part of it ("the Oct. 23 slaying")?  Only a tree can tell. */
bool is_before_noun(const When *c, uint32_t first, uint32_t last);
/* The year of a month (and day, or 0) that stands without one. */
int32_t year_of(const When *c, uint32_t first, uint32_t last, int32_t month, int32_t day);
/* The end of "from Monday to Friday": its start, if this expression is one; year 0 if not. */
Date range_start(const When *c, uint32_t first);
/* The day of a weekday that stands alone. */
Date weekday_date(const When *c, uint32_t first, uint32_t last, int32_t weekday);

/* --- numbers.c --- */
typedef struct Quantity {
  uint32_t n;     /* tokens */
  int32_t tenths; /* ten times the value */
  bool vague;     /* several */
  bool article;   /* only "a" or "an" */
} Quantity;
Quantity quantity_at(const When *c, uint32_t i);

/* Found from i to last, by this rule. */
static inline bool found(Found *f, uint32_t first, uint32_t last, int type, const char *rule) {
  f->t.first = first;
  f->t.last = last;
  f->t.type = (uint8_t)type;
  f->t.rule = rule;
  return true;
}
#define RULE(name) "when/" name

/* The rules of the three files, NULL at the end. */
extern const Rule absolute_rules[], relative_rules[], length_rules[];

#endif
