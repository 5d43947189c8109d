/* Expressions that name a place of the calendar: dates, months, years, decades, quarters, holidays, times of day.
**
** Rules of when_find.  What a text leaves out (the year of "Aug. 7") comes from the report's date and the tense. */
#include "when/rules.h"
#include <stdio.h>

/* --- small parts ------------------------------------------------------------------------------------------------------------------ */

/* A part of a span before a month, year or season: "early", "late", "mid-", "the end of", "earlier in"; its tokens. */
static uint32_t modifier_at(const When *c, uint32_t i) {
  uint32_t k = i + (cls_at(c, i) == W_THE);
  uint8_t cls = cls_at(c, k);
  if (cls == W_EARLY || cls == W_LATE || cls == W_MID || cls == W_EARLIER || cls == W_LATER) {
    if (is_hyphen(c, k + 1)) return k + 2 - i;
    if (is_word(c, k + 1, "in")) return cls == W_MID ? 0 : k + 2 - i;
    if (cls == W_MID && cls_at(c, k + 1) == W_OF) return k + 2 - i;
    return k + 1 - i;
  }
  if ((cls == W_END || cls == W_START) && cls_at(c, k + 1) == W_OF) return k + 2 - i;
  return 0;
}

/* "this year", "last year", "next year" at i: its tokens and the year. */
static uint32_t year_phrase(const When *c, uint32_t i, int32_t *year) {
  uint8_t cls = cls_at(c, i);
  if (!c->dated || cls_at(c, i + 1) != W_UNIT || val_at(c, i + 1) != UNIT_YEAR) return 0;
  if (cls == W_THIS || cls == W_THE) *year = c->dct.year;
  else if (cls == W_LAST || cls == W_PREVIOUS) *year = c->dct.year - 1;
  else if (cls == W_NEXT) *year = c->dct.year + 1;
  else return 0;
  return 2;
}

typedef struct DateParts {
  int32_t year, month, day, day_end;
  bool year_named;
} DateParts;

/* A year behind a month or a day: ", 2025", "2025", "'98", "of 2025", "last year"; its tokens. */
static uint32_t year_behind(const When *c, uint32_t i, DateParts *p) {
  uint32_t k = i + (is_word(c, i, ",") || cls_at(c, i) == W_OF);
  if (is_year(c, k) && !(k > i && c->words[k].val < 1000) && !is_unit(c, k + 1)) {
    p->year = val_at(c, k);
    p->year_named = true;
    return k + 1 - i;
  }
  if (k == i && cls_at(c, k) == W_SHORTYEAR) {
    p->year = val_at(c, k);
    p->year_named = true;
    return 1;
  }
  k = i + (cls_at(c, i) == W_OF);
  uint32_t n = cls_at(c, k) == W_THE ? 0 : year_phrase(c, k, &p->year);
  return n ? k + n - i : 0;
}

/* A second day behind the first: "5-7", "5 to 7", "5 and 6"; its tokens. */
static uint32_t day_behind(const When *c, uint32_t i, int32_t day, DateParts *p) {
  bool to = is_one_of(c, i, "to through") || (is_word(c, i, "and") && day_number(c, i + 1) == day + 1);
  if ((!is_hyphen(c, i) && !to) || !day_number(c, i + 1) || day_number(c, i + 1) <= day) return 0;
  if (is_unit(c, i + 2) || is_month(c, i + 2)) return 0;
  p->day_end = day_number(c, i + 1);
  return 2;
}

/* "Jan. 5, 2025", "January 5-7", "March 2025", "March last year", "March": tokens from i, 0 if none. */
static uint32_t month_first(const When *c, uint32_t i, DateParts *p) {
  if (!is_month(c, i)) return 0;
  p->month = val_at(c, i);
  uint32_t k = i + 1;
  int32_t day = day_number(c, k);
  if (day && !is_unit(c, k + 1) && cls_at(c, k + 1) != W_AM && cls_at(c, k + 1) != W_PM &&
      !is_one_of(c, k + 1, "% percent pct million billion mln per")) {
    p->day = day;
    k++;
    k += day_behind(c, k, day, p);
  }
  return k + year_behind(c, k, p) - i;
}

/* "5 January 2025", "the 5th of January", "5-7 January". */
static uint32_t day_first(const When *c, uint32_t i, DateParts *p) {
  uint32_t k = i + (cls_at(c, i) == W_THE);
  int32_t day = day_number(c, k);
  if (!day || (k > i && cls_at(c, k) != W_ORD)) return 0;
  p->day = day;
  k++;
  if (is_hyphen(c, k) && day_number(c, k + 1) > day && is_month(c, k + 2)) {
    p->day_end = day_number(c, k + 1);
    k += 2;
  }
  k += cls_at(c, k) == W_OF;
  if (!is_month(c, k)) return 0;
  if (day_number(c, k + 1) && cls_at(c, k - 1) == W_NUMBER) return 0; /* "2 March 5" */
  p->month = val_at(c, k);
  k++;
  return k + year_behind(c, k, p) - i;
}

/* "Between March and May 2022": the year stands behind the second; 0 if it does not. */
static int32_t year_ahead(const When *c, uint32_t i, const DateParts *p) {
  DateParts other = {0};
  if (!is_one_of(c, i, "and to until till through or") && !is_hyphen(c, i)) return 0;
  uint32_t n = month_first(c, i + 1, &other);
  if (!n) n = day_first(c, i + 1, &other);
  return n && other.year_named && !p->day == !other.day ? other.year - (p->month > other.month) : 0;
}

/* Fills what the parts name; false for a day that does not exist. */
static bool put_parts(const When *c, Found *f, uint32_t first, uint32_t last, DateParts p) {
  f->year_named = p.year_named;
  f->year = p.year;
  if (!p.year && !c->dated) {
    char value[24];
    if (p.day) snprintf(value, sizeof value, "XXXX-%02d-%02d", p.month, p.day);
    else snprintf(value, sizeof value, "XXXX-%02d", p.month);
    put_unknown(f, value);
    return true;
  }
  if (!p.year) p.year = year_of(c, first, last, p.month, p.day);
  if (!p.day) {
    put_month(f, p.year, p.month);
    return true;
  }
  if (!date_valid(p.year, p.month, p.day)) return false;
  Date day = {(int16_t)p.year, (uint8_t)p.month, (uint8_t)p.day};
  put_day(f, day);
  if (p.day_end && date_valid(p.year, p.month, p.day_end)) put_range(f, date_days(day), date_days(day) + p.day_end - p.day);
  return true;
}

/* --- rules ------------------------------------------------------------------------------------------------------------------------ */

static bool rule_date(const When *c, uint32_t i, Found *f) {
  uint32_t k = i;
  DateParts p = {0};
  uint32_t modifier = modifier_at(c, i);
  bool weekday = is_weekday(c, k);
  if (weekday) k += 1 + (is_word(c, k + 1, ",") || is_word(c, k + 1, "the"));
  else k += modifier;
  uint32_t n = month_first(c, k, &p);
  if (!n) n = day_first(c, k, &p);
  if (!n || (weekday && !p.day)) return false;
  if (i > c->lo && !modifier && !weekday && !p.day && !p.year && is_one_of(c, i, "may march") && tense_of(c, i, i) == TENSE_NONE &&
      is_word(c, i - 1, "for"))
    return false;
  uint32_t last = k + n - 1;
  if (!p.year) p.year = year_ahead(c, last + 1, &p);
  return put_parts(c, f, i, last, p) && found(f, i, last, TIMEX_DATE, RULE("absolute.c:date"));
}

static bool rule_iso(const When *c, uint32_t i, Found *f) {
  Date day;
  if (cls_at(c, i) != W_ISO || !date_parse_iso(tok_text(c->d, &c->d->tokens[i]), &day)) return false;
  put_day(f, day);
  f->year_named = true;
  f->year = day.year;
  return found(f, i, i, TIMEX_DATE, RULE("absolute.c:iso"));
}

/* 05/03/2025 is month and day, as American wires write it, unless only the other order exists. */
static bool rule_slash(const When *c, uint32_t i, Found *f) {
  if (cls_at(c, i) != W_SLASH) return false;
  Str a, b, y = tok_text(c->d, &c->d->tokens[i]);
  a = str_cut(y, '/', &y);
  b = str_cut(y, '/', &y);
  int64_t first, second, year;
  if (!str_int(a, &first) || !str_int(b, &second) || !str_int(y, &year)) return false;
  if (year < 100) year += year < 40 ? 2000 : 1900;
  if (year > 2100 || first > 31 || second > 31) return false;
  bool swapped = first > 12;
  int32_t month = (int32_t)(swapped ? second : first), day = (int32_t)(swapped ? first : second);
  if (!date_valid((int)year, month, day)) return false;
  put_day(f, (Date){(int16_t)year, (uint8_t)month, (uint8_t)day});
  f->year_named = true;
  f->year = (int32_t)year;
  return found(f, i, i, TIMEX_DATE, RULE("absolute.c:slash"));
}

static bool rule_nine11(const When *c, uint32_t i, Found *f) {
  if (cls_at(c, i) != W_NINE11) return false;
  put_day(f, (Date){2001, 9, 11});
  return found(f, i, i, TIMEX_DATE, RULE("absolute.c:9/11"));
}

/* A number of four digits that counts something is no year. */
static bool counts_things(const When *c, uint32_t i) {
  const Doc *d = c->d;
  if (i > c->lo && is_one_of(c, i - 1, "$ US$ \xC2\xA3 \xE2\x82\xAC # No. Rs Rs. than nearly some over least flight resolution room"))
    return true;
  if (is_unit(c, i + 1) || cls_at(c, i + 1) == W_SCALE ||
      is_one_of(c, i + 1, "% percent pct million billion trillion km m ft mln dlrs people hours gmt troops soldiers"))
    return true;
  if (i + 1 >= c->hi) return false;
  const Token *next = &d->tokens[i + 1];
  bool plural = next->xpos == XPOS_NNS ||
                (next->xpos == XPOS_NONE && next->n > 3 && str_ends(tok_text(d, next), STR("s")) && !(next->flags & TOK_CAP));
  bool led = i > c->lo && is_one_of(c, i - 1, "in since of by from until till during before after the to between early late and through '");
  return plural && !led;
}

static bool rule_year(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + modifier_at(c, i);
  if (cls_at(c, k) == W_THE && cls_at(c, k + 1) == W_UNIT && val_at(c, k + 1) == UNIT_YEAR && is_year(c, k + 2)) k += 2;
  k += cls_at(c, k) == W_FISCAL;
  bool led =
      k > i || (i > c->lo && is_one_of(c, i - 1, "in since of by from until till during before after to between year and through circa"));
  int32_t year = 0;
  if (cls_at(c, k) == W_SHORTYEAR || cls_at(c, k) == W_FISCALYEAR) year = val_at(c, k);
  else if (is_year(c, k) && (!counts_things(c, k) || cls_at(c, k - 1) == W_FISCAL) &&
           (led || (val_at(c, k) >= 1900 && val_at(c, k) <= 2060)))
    year = val_at(c, k);
  if (!year) return false;
  if (i > c->lo && is_hyphen(c, i - 1) && i - 1 > c->lo && cls_at(c, i - 2) == W_NUMBER && !is_year(c, i - 2)) return false;
  put_year(f, year);
  f->year_named = true;
  f->year = year;
  uint32_t last = k;
  if (is_word(c, k + 1, "or") && cls_at(c, k + 2) == W_LATER) last = k + 2;
  return found(f, i, last, TIMEX_DATE, RULE("absolute.c:year"));
}

/* "nineteen ninety-six", "twenty twenty-four", "the year two thousand". */
static bool rule_spelled_year(const When *c, uint32_t i, Found *f) {
  uint32_t k = i;
  if (cls_at(c, k) == W_THE && cls_at(c, k + 1) == W_UNIT && val_at(c, k + 1) == UNIT_YEAR) k += 2;
  if (k > i && cls_at(c, k) == W_NUM && val_at(c, k) == 2 && cls_at(c, k + 1) == W_SCALE && val_at(c, k + 1) == 1000) {
    put_year(f, 2000);
    return found(f, i, k + 1, TIMEX_DATE, RULE("absolute.c:spelled_year"));
  }
  if (cls_at(c, k) != W_NUM || (val_at(c, k) != 19 && val_at(c, k) != 20 && val_at(c, k) != 18) || cls_at(c, k + 1) != W_NUM ||
      val_at(c, k + 1) < 10)
    return false;
  int32_t year = val_at(c, k) * 100 + val_at(c, k + 1);
  uint32_t last = k + 1, ones = last + 1 + is_hyphen(c, last + 1);
  if (val_at(c, last) >= 20 && cls_at(c, ones) == W_NUM && val_at(c, ones) < 10) {
    year += val_at(c, ones);
    last = ones;
  }
  if (val_at(c, k) == 20 && year < 2010) return false;
  put_year(f, year);
  f->year_named = true;
  f->year = year;
  return found(f, i, last, TIMEX_DATE, RULE("absolute.c:spelled_year"));
}

static bool rule_decade(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + modifier_at(c, i);
  k += cls_at(c, k) == W_THE;
  if (cls_at(c, k) != W_DECADE) return false;
  int32_t year = val_at(c, k);
  bool spelled = !is_digit(c->d->text.p[c->d->tokens[k].at]) && c->d->text.p[c->d->tokens[k].at] != '\'' && !(c->words[k].flags & WF_MID);
  if (spelled && k == i) return false;
  if (i > c->lo && cls_at(c, i - 1) == W_POSS) return false; /* "in his sixties" */
  put_decade(f, year);
  return found(f, i, k, TIMEX_DATE, RULE("absolute.c:decade"));
}

static bool rule_century(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + modifier_at(c, i);
  k += cls_at(c, k) == W_THE;
  uint8_t cls = cls_at(c, k);
  int32_t number = cls == W_ORD ? val_at(c, k) : 0;
  if (c->dated && cls == W_THIS) number = c->dct.year / 100 + 1;
  if (c->dated && cls == W_LAST) number = c->dct.year / 100;
  if (number < 1 || number > 30) return false;
  k += 1 + is_hyphen(c, k + 1);
  if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_CENTURY) return false;
  put_century(f, (number - 1) * 100);
  return found(f, i, k, TIMEX_DATE, RULE("absolute.c:century"));
}

/* The year of a quarter or half that stands without one: the latest that has begun, or the next one in the future. */
static int32_t begun_year(const When *c, uint32_t first, uint32_t last, int32_t month) {
  bool begun = c->dct.month >= month;
  if (!begun && tense_of(c, first, last) == TENSE_FUTURE) return c->dct.year;
  return begun ? c->dct.year : c->dct.year - 1;
}

/* Behind a quarter or half: "of 1990", "of fiscal 1990", "of last year", "1990"; its tokens. */
static uint32_t of_year(const When *c, uint32_t i, int32_t *year) {
  uint32_t k = i + (cls_at(c, i) == W_OF);
  k += cls_at(c, k) == W_FISCAL;
  if (is_year(c, k) && !counts_things(c, k)) {
    *year = val_at(c, k);
    return k + 1 - i;
  }
  uint32_t n = k > i || cls_at(c, k) != W_THE ? year_phrase(c, k, year) : 0;
  return n ? k + n - i : 0;
}

/* "the third quarter of 1990", "its fiscal first quarter", "third-quarter", "last year's second quarter", "Q3 2024". */
static bool rule_quarter(const When *c, uint32_t i, Found *f) {
  uint32_t k = i;
  int32_t year = 0, q = 0;
  uint32_t own = cls_at(c, k) == W_THE ? 0 : year_phrase(c, k, &year);
  if (own && cls_at(c, k + own) == W_S) k += own + 1;
  else if (cls_at(c, k) == W_THE || cls_at(c, k) == W_POSS) k++;
  if (is_year(c, k) && k > i) year = val_at(c, k++);
  uint32_t start = k;
  if (cls_at(c, k) == W_FISCAL) k += 1 + is_hyphen(c, k + 1);
  if (cls_at(c, k) == W_QNUM) {
    q = val_at(c, k);
  } else if (cls_at(c, k) == W_ORD && val_at(c, k) <= 4) {
    q = val_at(c, k);
    if (is_hyphen(c, k + 1) && start != i && !own) return false; /* "its third-quarter loss": the adjective alone */
    k += 1 + is_hyphen(c, k + 1);
    k += cls_at(c, k) == W_FISCAL;
    if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_QUARTER || is_one_of(c, k + 1, "final finals century")) return false;
  }
  if (!q) return false;
  k += of_year(c, k + 1, &year);
  if (!year && !c->dated) {
    char value[16];
    snprintf(value, sizeof value, "XXXX-Q%d", q);
    put_unknown(f, value);
  } else {
    put_quarter(f, year ? year : begun_year(c, i, k, 3 * q - 2), q);
  }
  f->quarter_named = true;
  return found(f, i, k, TIMEX_DATE, RULE("absolute.c:quarter"));
}

/* "the first half of 1990", "the last half of this year". */
static bool rule_half(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + (cls_at(c, i) == W_THE), half = 0;
  int32_t year = 0;
  if (cls_at(c, k) == W_ORD && val_at(c, k) <= 2) half = (uint32_t)val_at(c, k);
  else if (cls_at(c, k) == W_LAST || is_word(c, k, "latter")) half = 2;
  if (half && cls_at(c, k + 1) == W_HALF) {
    uint32_t n = of_year(c, k + 2, &year);
    if (!n && cls_at(c, k + 2) == W_OF && cls_at(c, k + 3) == W_THE && cls_at(c, k + 4) == W_UNIT && val_at(c, k + 4) == UNIT_YEAR &&
        c->dated) {
      year = begun_year(c, i, k + 4, half == 1 ? 1 : 7);
      n = 3;
    }
    if (!n) return false;
    put_half(f, year, (int32_t)half);
    return found(f, i, k + 1 + n, TIMEX_DATE, RULE("absolute.c:half"));
  }
  if (cls_at(c, i) != W_HNUM || !is_year(c, i + 1)) return false;
  put_half(f, val_at(c, i + 1), val_at(c, i));
  return found(f, i, i + 1, TIMEX_DATE, RULE("absolute.c:half"));
}

/* "the summer of 1998", "spring 2024", "early in the summer". */
static bool rule_season(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + modifier_at(c, i);
  bool led = k > i;
  if (cls_at(c, k) == W_THE) k++, led = true;
  uint32_t before = k;
  if (cls_at(c, k) == W_EARLY || cls_at(c, k) == W_LATE) k++;
  if (cls_at(c, k) != W_SEASON) return false;
  int32_t year = 0, season = val_at(c, k);
  uint32_t n = of_year(c, k + 1, &year);
  bool doubtful = is_one_of(c, k, "fall spring");
  bool prep = i > c->lo && is_one_of(c, i - 1, "in by during until since through");
  if (!n && doubtful && !(prep && c->d->tokens[k].upos != UPOS_VERB && k + 1 < c->hi && (c->d->tokens[k + 1].flags & TOK_PUNCT)))
    return false;
  if (!n && !prep && !(led && before > i && cls_at(c, before - 1) == W_THE)) return false;
  if (!n && is_one_of(c, k + 1, "olympics olympic games")) return false;
  k += n;
  if (!year && !c->dated) return false;
  put_season(f, year ? year : begun_year(c, i, k, 3 * season), season);
  return found(f, i, k, TIMEX_DATE, RULE("absolute.c:season"));
}

static bool rule_holiday(const When *c, uint32_t i, Found *f) {
  int which = 0;
  uint32_t k = i, n;
  int32_t year = 0, first, last;
  uint8_t lead = cls_at(c, i);
  if (lead == W_LAST || lead == W_NEXT || lead == W_THIS) k++;
  n = holiday_at(c, k, &which);
  if (!n) return false;
  k += n;
  uint32_t y = k + (is_word(c, k, ",") || cls_at(c, k) == W_OF);
  if (is_year(c, y)) {
    year = val_at(c, y);
    k = y + 1;
  }
  if (!year && !c->dated) return false;
  if (!year) {
    year = c->dct.year;
    if (!holiday_date(which, year, &first, &last)) return false;
    bool future = lead == W_NEXT || (lead != W_LAST && tense_of(c, i, k - 1) == TENSE_FUTURE);
    if (future && last < c->today) year++;
    else if (lead == W_LAST ? first >= c->today : !future && first > c->today + 7) year--;
  }
  if (!holiday_date(which, year, &first, &last)) return false;
  put_day(f, date_from_days(first));
  if (last > first) put_range(f, first, last);
  return found(f, i, k - 1, TIMEX_DATE, RULE("absolute.c:holiday"));
}

/* --- times of day ------------------------------------------------------------------------------------------------------------------- */

/* A clock time at i: minutes of the day, tokens; 0 if none. */
static uint32_t clock_at(const When *c, uint32_t i, int32_t *minutes) {
  uint8_t cls = cls_at(c, i);
  uint32_t k = i;
  if (cls == W_CLOCKWORD) {
    if ((c->words[i].flags & WF_CAP) && !(c->d->tokens[i].flags & TOK_SENT_START)) return 0; /* a title: "High Noon" */
    *minutes = val_at(c, i) * 60;
    return 1;
  }
  if (cls == W_CLOCK) *minutes = val_at(c, i);
  else if (cls == W_NUMBER && val_at(c, i) >= 1 && val_at(c, i) <= 12) *minutes = val_at(c, i) * 60;
  else if (cls == W_NUM && val_at(c, i) <= 12) *minutes = val_at(c, i) * 60;
  else if (cls == W_NUMBER && c->d->tokens[i].n == 4 && cls_at(c, i + 1) == W_TIMEZONE && val_at(c, i) < 2400 && val_at(c, i) % 100 < 60) {
    *minutes = val_at(c, i) / 100 * 60 + val_at(c, i) % 100;
    return 2;
  } else {
    return 0;
  }
  k++;
  if (cls_at(c, k) == W_PM || cls_at(c, k) == W_AM) {
    bool pm = cls_at(c, k) == W_PM;
    if (*minutes / 60 == 12) *minutes -= pm ? 0 : 720;
    else if (pm && *minutes < 720) *minutes += 720;
    k++;
  } else if (cls_at(c, k) == W_OCLOCK) {
    k++;
  } else if (is_word(c, k, "in") && cls_at(c, k + 1) == W_THE && cls_at(c, k + 2) == W_PART) {
    if (val_at(c, k + 2) != PART_MO && *minutes < 720) *minutes += 720;
    k += 3;
  } else if (cls != W_CLOCK) {
    return 0;
  }
  if (cls_at(c, k) == W_TIMEZONE) k++;
  else if (is_one_of(c, k, "local Moscow Eastern Pacific Kyiv Beijing") && is_word(c, k + 1, "time")) k += 2;
  else if (cls == W_CLOCK && k == i + 1 &&
           !(i > c->lo && is_one_of(c, i - 1, "at by around about until from since before after , between")))
    return 0;
  return k - i;
}

/* A day that a time belongs to, before or behind it: "Tuesday", "on Jan. 5", "yesterday"; its tokens. */
static uint32_t day_of_time(const When *c, uint32_t i, Date *day) {
  uint32_t k = i + is_word(c, i, ",");
  k += is_word(c, k, "on");
  DateParts p = {0};
  if (cls_at(c, k) == W_DAYWORD && c->dated) {
    *day = day_plus(c, val_at(c, k));
    return k + 1 - i;
  }
  bool weekday = is_weekday(c, k);
  uint32_t m = k + (weekday ? 1 + (uint32_t)is_word(c, k + 1, ",") : 0), n = month_first(c, m, &p);
  if (!n) n = day_first(c, m, &p);
  if (n && p.day && (p.year || c->dated)) {
    *day = (Date){(int16_t)(p.year ? p.year : year_of(c, m, m + n - 1, p.month, p.day)), (uint8_t)p.month, (uint8_t)p.day};
    return date_valid(day->year, day->month, day->day) ? m + n - i : 0;
  }
  if (weekday && c->dated) {
    *day = weekday_date(c, k, k, val_at(c, k));
    return k + 1 - i;
  }
  return 0;
}

static bool rule_clock(const When *c, uint32_t i, Found *f) {
  int32_t minutes = 0;
  uint32_t n = clock_at(c, i, &minutes);
  if (!n) return false;
  Date day = c->day.year ? c->day : c->dct;
  uint32_t behind = day_of_time(c, i + n, &day);
  uint32_t last = i + n + behind - 1;
  if (!behind && i > c->lo + 1) { /* "on Tuesday at 9 p.m." */
    uint32_t at = i - 1 - (is_one_of(c, i - 1, "at around about") ? 1 : 0);
    if (is_weekday(c, at) && c->dated) day = weekday_date(c, at, at, val_at(c, at));
    else if (!c->day.year) day = c->dct;
  }
  if (!day.year) {
    snprintf(f->t.value, sizeof f->t.value, "XXXX-XX-XXT%02d:%02d", minutes / 60, minutes % 60);
  } else {
    put_day(f, day);
    snprintf(f->t.value, sizeof f->t.value, "%04d-%02d-%02dT%02d:%02d", day.year, day.month, day.day, minutes / 60, minutes % 60);
  }
  return found(f, i, last, TIMEX_TIME, RULE("absolute.c:clock"));
}

const Rule absolute_rules[] = {rule_date,    rule_iso,     rule_slash, rule_nine11, rule_year,    rule_spelled_year, rule_decade,
                               rule_century, rule_quarter, rule_half,  rule_season, rule_holiday, rule_clock,        NULL};
