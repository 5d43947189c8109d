/* The calendar: the value and the days of what an expression names, and holidays.
**
** Under the rules.  Values are TIMEX3's: 2025-01-14, 2025-W03, 2025-01, 2025-Q1, 2025-H1, 2025-SU, 2025, 202, 20, and T-parts. */
#include "when/rules.h"
#include <stdio.h>

static void span(Found *f, Date first, Date last, int granularity) {
  f->t.date = first;
  f->t.date_end = last;
  f->t.granularity = (uint8_t)granularity;
}

static const Date no_date = {0};

void put_range(Found *f, int32_t first_day, int32_t last_day) { span(f, date_from_days(first_day), date_from_days(last_day), GRAN_RANGE); }

void put_day(Found *f, Date day) {
  snprintf(f->t.value, sizeof f->t.value, "%04d-%02d-%02d", day.year, day.month, day.day);
  span(f, day, no_date, GRAN_DAY);
}

void put_day_part(Found *f, Date day, int part) {
  static const char *const names[] = {"", "TMO", "TAF", "TEV", "TNI", "TMO", "TEV"};
  put_day(f, day);
  size_t n = strlen(f->t.value);
  snprintf(f->t.value + n, sizeof f->t.value - n, "%s", names[part]);
}

void put_month(Found *f, int32_t year, int32_t month) {
  snprintf(f->t.value, sizeof f->t.value, "%04d-%02d", year, month);
  span(f, (Date){(int16_t)year, (uint8_t)month, 0}, no_date, GRAN_MONTH);
}

void put_year(Found *f, int32_t year) {
  snprintf(f->t.value, sizeof f->t.value, "%04d", year);
  span(f, (Date){(int16_t)year, 0, 0}, no_date, GRAN_YEAR);
}

/* The ISO week and its year of a day. */
static int32_t iso_week(int32_t day, int32_t *year_out) {
  int32_t thursday = day - (date_weekday(date_from_days(day)) - 4);
  Date t = date_from_days(thursday);
  *year_out = t.year;
  return (thursday - date_days((Date){t.year, 1, 1})) / 7 + 1;
}

static int32_t monday_of(int32_t day) { return day - (date_weekday(date_from_days(day)) - 1); }

void put_week(Found *f, int32_t day) {
  int32_t year, week = iso_week(day, &year), monday = monday_of(day);
  snprintf(f->t.value, sizeof f->t.value, "%04d-W%02d", year, week);
  span(f, date_from_days(monday), date_from_days(monday + 6), GRAN_WEEK);
}

void put_weekend(Found *f, int32_t day) {
  int32_t year, week = iso_week(day, &year), monday = monday_of(day);
  snprintf(f->t.value, sizeof f->t.value, "%04d-W%02d-WE", year, week);
  put_range(f, monday + 5, monday + 6);
}

static void months_range(Found *f, int32_t year, int32_t first, int32_t n) {
  int32_t last = first + n - 1, last_year = year + (last - 1) / 12;
  last = (last - 1) % 12 + 1;
  put_range(f, date_days((Date){(int16_t)year, (uint8_t)first, 1}),
            date_days((Date){(int16_t)last_year, (uint8_t)last, (uint8_t)date_month_days(last_year, last)}));
}

void put_quarter(Found *f, int32_t year, int32_t q) {
  snprintf(f->t.value, sizeof f->t.value, "%04d-Q%d", year, q);
  months_range(f, year, 3 * q - 2, 3);
}

void put_half(Found *f, int32_t year, int32_t half) {
  snprintf(f->t.value, sizeof f->t.value, "%04d-H%d", year, half);
  months_range(f, year, 6 * half - 5, 6);
}

/* Months of the northern year; winter runs into the next one. */
void put_season(Found *f, int32_t year, int season) {
  static const char *const names[] = {"", "SP", "SU", "FA", "WI"};
  snprintf(f->t.value, sizeof f->t.value, "%04d-%s", year, names[season]);
  months_range(f, year, 3 * season, 3);
}

void put_decade(Found *f, int32_t year) {
  snprintf(f->t.value, sizeof f->t.value, "%d", year / 10);
  span(f, (Date){(int16_t)(year / 10 * 10), 1, 1}, (Date){(int16_t)(year / 10 * 10 + 9), 12, 31}, GRAN_RANGE);
}

void put_century(Found *f, int32_t first_year) {
  snprintf(f->t.value, sizeof f->t.value, "%02d", first_year / 100);
  span(f, (Date){(int16_t)(first_year / 100 * 100 + (first_year < 100)), 1, 1}, (Date){(int16_t)(first_year / 100 * 100 + 99), 12, 31},
       GRAN_RANGE);
}

void put_ref(const When *c, Found *f, int ref) {
  static const char *const names[] = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"};
  snprintf(f->t.value, sizeof f->t.value, "%s", names[ref]);
  if (ref == REF_PRESENT && c->dated) span(f, c->dct, no_date, GRAN_DAY);
}

void put_unknown(Found *f, const char *value) { snprintf(f->t.value, sizeof f->t.value, "%s", value); }

void put_duration(Found *f, int unit, int32_t tenths, bool vague) {
  static const struct {
    const char *time, *letter;
    int32_t times;
  } form[] = {{"", "D", 1}, {"T", "S", 1}, {"T", "M", 1}, {"T", "H", 1}, {"", "D", 1},  {"", "D", 2},   {"", "W", 1},
              {"", "W", 2}, {"", "M", 1},  {"", "M", 3},  {"", "Y", 1},  {"", "Y", 10}, {"", "Y", 100}, {"", "Y", 1000}};
  const char *t = form[unit].time, *letter = form[unit].letter;
  if (vague) {
    snprintf(f->t.value, sizeof f->t.value, "P%sX%s", t, unit == UNIT_CENTURY ? "C" : letter);
    return;
  }
  int64_t value = (int64_t)tenths * form[unit].times;
  if (value % 10 == 0) snprintf(f->t.value, sizeof f->t.value, "P%s%lld%s", t, (long long)(value / 10), letter);
  else if (unit == UNIT_YEAR && value % 10 == 5)
    snprintf(f->t.value, sizeof f->t.value, value < 10 ? "P%.0lld6M" : "P%lldY6M", (long long)(value / 10));
  else if (unit == UNIT_HOUR && value == 5) snprintf(f->t.value, sizeof f->t.value, "PT30M");
  else snprintf(f->t.value, sizeof f->t.value, "P%s%lld.%lld%s", t, (long long)(value / 10), (long long)(value % 10), letter);
}

Date day_plus(const When *c, int32_t n) { return date_from_days(c->today + n); }

bool in_reach(const When *c, int unit, int32_t n) {
  static const int32_t days[] = {1, 1, 1, 1, 1, 7, 7, 14, 31, 92, 366, 3653, 36525, 365250};
  int64_t at = (int64_t)c->today + (int64_t)n * days[unit];
  return at > -718000 && at < 2900000;
}

/* The day is cut to the length of the month. */
Date months_plus(Date d, int32_t n) {
  int32_t month = d.year * 12 + (d.month ? d.month - 1 : 0) + n;
  int32_t year = month / 12, day = d.day;
  month = month % 12 + 1;
  if (day > date_month_days(year, month)) day = date_month_days(year, month);
  return (Date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* --- holidays ------------------------------------------------------------------------------------------------------------------- */

/* Gregorian Easter Sunday by the anonymous algorithm. */
static int32_t easter(int32_t year) {
  int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  int32_t month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return date_days((Date){(int16_t)year, (uint8_t)month, (uint8_t)day});
}

/* Orthodox Easter: the Julian reckoning, in Gregorian days. */
static int32_t orthodox_easter(int32_t year) {
  int32_t a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  int32_t month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
  return date_days((Date){(int16_t)year, (uint8_t)month, (uint8_t)day}) + year / 100 - year / 400 - 2;
}

/* The nth weekday of a month, or the last one (n 5). */
static int32_t nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n) {
  int32_t first = date_days((Date){(int16_t)year, (uint8_t)month, 1});
  int32_t day = first + (weekday - date_weekday(date_from_days(first)) + 7) % 7 + 7 * (n - 1);
  return day >= first + date_month_days(year, month) ? day - 7 : day;
}

/* Day 1 of a month of the tabular Islamic calendar (civil epoch), the one of those that begins in the Gregorian year; sightings differ by a day. */
static int32_t islamic(int32_t year, int32_t month, int32_t day) {
  for (int32_t h = (year - 622) * 33 / 32 - 1; h < (year - 622) * 33 / 32 + 3; h++) {
    int32_t days = day + (59 * (month - 1) + 1) / 2 + (h - 1) * 354 + (3 + 11 * h) / 30 - 1 - 492148;
    if (date_from_days(days).year == year) return days;
  }
  return 0;
}

enum HolidayKind { FIXED, EASTER, ORTHODOX, NTH, ISLAMIC };
static const struct Holiday {
  const char *words; /* as tokens, small */
  uint8_t kind, month, day, n, length;
  int16_t shift;
} holidays[] = {
#define X(words, kind, month, day, n, shift, length) {words, kind, month, day, n, length, shift},
#include "when/holidays.def"
#undef X
};

/* How many tokens from i match the words; 0 if they do not.  The first must have a capital. */
static uint32_t match_words(const When *c, uint32_t i, const char *list) {
  Str rest = str_of(list);
  uint32_t n = 0;
  if (!(c->words[i].flags & WF_CAP)) return 0;
  while (rest.n) {
    Str w = str_cut(rest, ' ', &rest);
    if (i + n >= c->hi || c->d->tokens[i + n].low != key_fold(w)) return 0;
    n++;
  }
  return n;
}

void holiday_filter(uint8_t bits[32]) {
  memset(bits, 0, 32);
  for (size_t k = 0; k < sizeof holidays / sizeof *holidays; k++) {
    Str rest, first = str_cut(str_of(holidays[k].words), ' ', &rest);
    uint8_t low = (uint8_t)key_fold(first);
    bits[low / 8] |= (uint8_t)(1u << low % 8);
  }
}

uint32_t holiday_at(const When *c, uint32_t i, int *which_out) {
  uint32_t best = 0;
  for (size_t k = 0; k < sizeof holidays / sizeof *holidays; k++) {
    Str form = tok_text(c->d, &c->d->tokens[i]);
    if (to_lower(form.p[0]) != holidays[k].words[0]) continue;
    uint32_t n = match_words(c, i, holidays[k].words);
    if (n > best) {
      best = n;
      *which_out = (int)k;
    }
  }
  return best;
}

bool holiday_date(int which, int32_t year, int32_t *first_out, int32_t *last_out) {
  const struct Holiday *h = &holidays[which];
  if (year < 1900 || year > 2100) return false;
  int32_t day = 0;
  switch (h->kind) {
  case FIXED: day = date_days((Date){(int16_t)year, h->month, h->day}); break;
  case EASTER: day = easter(year); break;
  case ORTHODOX: day = orthodox_easter(year); break;
  case NTH: day = nth_weekday(year, h->month, h->day, h->n); break;
  default: day = islamic(year, h->month, h->day); break;
  }
  *first_out = day + h->shift;
  *last_out = *first_out + h->length - 1;
  return day != 0;
}
