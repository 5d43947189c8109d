/* Civil dates: arithmetic on days, and the forms in which files of news write a date.  No clock is read, no locale asked. */
#include "base/date.h"

bool date_valid(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(year, month);
}

static bool is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int date_month_days(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return days[month - 1] + (month == 2 && is_leap(year));
}

Date date_last(Date d) {
  if (d.day) return d;
  int month = d.month ? d.month : 12;
  return (Date){d.year, (uint8_t)month, (uint8_t)date_month_days(d.year, month)};
}

/* Counted in eras of 400 years that begin on 1 March, so that the leap day ends a year. */
int32_t date_days(Date d) {
  int m = d.month ? d.month : 1, day = d.day ? d.day : 1;
  int y = d.year - (m <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date date_from_days(int32_t days) {
  int64_t z = (int64_t)days + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = (int)(z - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int mp = (5 * day_of_year + 2) / 153;
  int month = mp < 10 ? mp + 3 : mp - 9;
  int64_t year = year_of_era + era * 400 + (month <= 2);
  if (year < 1 || year > 9999) return (Date){0};
  return (Date){(int16_t)year, (uint8_t)month, (uint8_t)(day_of_year - (153 * mp + 2) / 5 + 1)};
}

int date_weekday(Date d) {
  int32_t w = (date_days(d) + 3) % 7; /* 1970-01-01 was a Thursday */
  return (w < 0 ? w + 7 : w) + 1;
}

static int sign(int x) { return (x > 0) - (x < 0); }

int date_cmp(Date a, Date b) {
  if (a.year != b.year) return sign(a.year - b.year);
  if (!a.month || !b.month || a.month != b.month) return a.month && b.month ? sign(a.month - b.month) : 0;
  return a.day && b.day ? sign(a.day - b.day) : 0;
}

static char *put_digits(char *out, unsigned v, int n) {
  for (int i = n; i--; v /= 10) out[i] = (char)('0' + v % 10);
  return out + n;
}

/* By hand: a database takes eight dates an event. */
void date_text(Date d, char out[12]) {
  if (d.year) out = put_digits(out, (unsigned)d.year % 10000u, 4);
  if (d.year && d.month) {
    *out++ = '-';
    out = put_digits(out, d.month % 100u, 2);
    if (d.day) *out++ = '-';
    if (d.day) out = put_digits(out, d.day % 100u, 2);
  }
  *out = 0;
}

/* `n` digits at s.p[at] as a number, or -1. */
static int digits_at(Str s, uint32_t at, uint32_t n) {
  int v = 0;
  if (at + n > s.n) return -1;
  for (uint32_t i = 0; i < n; i++) {
    if (!is_digit(s.p[at + i])) return -1;
    v = v * 10 + (s.p[at + i] - '0');
  }
  return v;
}

static bool set_day(int y, int m, int d, Date *out) {
  if (!date_valid(y, m, d)) return false;
  *out = (Date){(int16_t)y, (uint8_t)m, (uint8_t)d};
  return true;
}

bool date_parse_iso(Str s, Date *out) {
  int y = digits_at(s, 0, 4), m = digits_at(s, 5, 2), d = digits_at(s, 8, 2);
  if (y < 1) return false;
  if (s.n == 4) {
    *out = (Date){(int16_t)y, 0, 0};
    return true;
  }
  if (s.p[4] != '-' || m < 1 || m > 12) return false;
  if (s.n == 7) {
    *out = (Date){(int16_t)y, (uint8_t)m, 0};
    return true;
  }
  return s.n == 10 && s.p[7] == '-' && d >= 1 && set_day(y, m, d, out);
}

/* "2024-08-05T10:00:00Z", "2024-08-05 10:00", "2024/08/05": a day, then nothing or a time. */
static bool parse_ymd(Str s, Date *out) {
  if (s.n < 10 || s.p[4] != s.p[7] || (s.p[4] != '-' && s.p[4] != '/' && s.p[4] != '.')) return false;
  if (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' ' && s.p[10] != 't') return false;
  if (s.n > 11 && !is_digit(s.p[11])) return false;
  int y = digits_at(s, 0, 4), m = digits_at(s, 5, 2), d = digits_at(s, 8, 2);
  return y > 0 && set_day(y, m, d, out);
}

/* YYYYMMDD, YYYYMMDDhhmmss (or with T between), seconds since 1970. */
static bool parse_digits(Str s, Date *out) {
  uint32_t n = 0;
  while (n < s.n && is_digit(s.p[n])) n++;
  bool time_after = n == 8 && s.n > 8 && s.p[8] == 'T';
  if (n == 14 || n == 8) {
    if (n != s.n && !time_after) return false;
    int ymd = digits_at(s, 0, 8);
    return set_day(ymd / 10000, ymd / 100 % 100, ymd % 100, out);
  }
  int64_t seconds;
  if ((n != 9 && n != 10) || (n != s.n && s.p[n] != '.') || !str_int(str_head(s, n), &seconds)) return false;
  *out = date_from_days((int32_t)(seconds / 86400));
  return true;
}

/* A month by its name or the first three letters of it ("Sept" too), or 0. */
static int month_of(Str w) {
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  if (w.n && w.p[w.n - 1] == '.') w.n--;
  if (w.n < 3) return 0;
  for (int m = 0; m < 12; m++) {
    Str name = str_of(names[m]);
    if ((w.n == 3 || w.n == name.n || (m == 8 && w.n == 4)) && str_eq_nocase(w, str_head(name, w.n))) return m + 1;
  }
  return 0;
}

static int day_of(Str w) {
  int64_t v;
  Str end = w.n > 2 ? str_from(w, w.n - 2) : (Str){w.p, 0};
  if (str_eq_nocase(end, STR("st")) || str_eq_nocase(end, STR("nd")) || str_eq_nocase(end, STR("rd")) || str_eq_nocase(end, STR("th")))
    w.n -= 2;
  return w.n <= 2 && str_int(w, &v) ? (int)v : 0;
}

static int year_of(Str w) {
  int64_t v;
  return w.n == 4 && str_int(w, &v) && v >= 1000 ? (int)v : 0;
}

/* The words of a written date: a weekday before it and a time behind it are passed over. */
static bool parse_words(Str s, Date *out) {
  Str word[4];
  uint32_t n = 0;
  for (uint32_t at = 0; at < s.n && n < 4;) {
    while (at < s.n && (is_space(s.p[at]) || s.p[at] == ',' || s.p[at] == '-')) at++;
    uint32_t from = at;
    while (at < s.n && !is_space(s.p[at]) && s.p[at] != ',' && s.p[at] != '-') at++;
    if (at > from) word[n++] = (Str){s.p + from, at - from};
  }
  for (uint32_t i = 0; i + 2 < n && i < 2; i++) {
    int y = year_of(word[i + 2]);
    if (y && month_of(word[i + 1]) && day_of(word[i])) return set_day(y, month_of(word[i + 1]), day_of(word[i]), out);
    if (y && month_of(word[i]) && day_of(word[i + 1])) return set_day(y, month_of(word[i]), day_of(word[i + 1]), out);
    if (!is_alpha(word[0].p[0])) break; /* only a weekday may stand before */
  }
  return false;
}

/* D/M/Y or M/D/Y: taken only when one reading exists. */
static bool parse_slashes(Str s, Date *out) {
  Str rest, time;
  Str day = str_cut(s, ' ', &time);
  char sep = str_find(day, '/', 0) < day.n ? '/' : '.';
  Str a = str_cut(day, sep, &rest), y;
  Str b = str_cut(rest, sep, &y);
  int64_t va, vb;
  if (!str_int(a, &va) || !str_int(b, &vb) || a.n > 2 || b.n > 2 || !year_of(y)) return false;
  if (time.n && !is_digit(time.p[0])) return false;
  bool day_first = date_valid(year_of(y), (int)vb, (int)va), month_first = date_valid(year_of(y), (int)va, (int)vb);
  if (day_first == month_first && va != vb) return false;
  return day_first ? set_day(year_of(y), (int)vb, (int)va, out) : set_day(year_of(y), (int)va, (int)vb, out);
}

bool date_parse_any(Str s, Date *out) {
  s = str_trim(s);
  return date_parse_iso(s, out) || parse_ymd(s, out) || parse_digits(s, out) || parse_words(s, out) || parse_slashes(s, out);
}
