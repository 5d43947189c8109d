/* Civil dates (proleptic Gregorian), with the granularity that a text gives.  No clock is ever read. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

typedef struct Date {
  int16_t year;       /* 0: no date */
  uint8_t month, day; /* 0: not known */
} Date;

/* Days since 1970-01-01; an unknown month or day counts as the first. */
int32_t date_days(Date d);
Date date_from_days(int32_t days);
/* The last day that a month or year has; of a day itself. */
Date date_last(Date d);
int date_weekday(Date d); /* 1 Monday to 7 Sunday */
int date_month_days(int year, int month);
bool date_valid(int year, int month, int day);
/* -1, 0, 1 at the coarser granularity of the two: 2024-08 and 2024-08-05 are equal. */
int date_cmp(Date a, Date b);
static inline bool date_known(Date d) { return d.year != 0; }
/* "2024-08-05", "2024-08", "2024" or "" (NUL-terminated). */
void date_text(Date d, char out[12]);
/* YYYY, YYYY-MM, YYYY-MM-DD, the whole of s; false if it is none or does not exist. */
bool date_parse_iso(Str s, Date *out);
/* Dates as files of news write them: ISO with a time behind it, YYYYMMDD, "5 August 2024", "August 5, 2024", "Mon, 05 Aug 2024 10:00:00 GMT",
** seconds since 1970 of 9 or 10 digits.  D/M/Y and M/D/Y are refused unless only one reading exists. */
bool date_parse_any(Str s, Date *out);

#endif
