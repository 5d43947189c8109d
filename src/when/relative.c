/* Expressions that count from the report's day or from a day named before: weekdays, "last month", "two weeks ago", "the next day", "now".
**
** Rules of when_find.  Without a date of the report they keep their place and type, with a value that leaves the date open. */
#include "when/rules.h"
#include <stdio.h>

/* "early", "late", "earlier", "later" in front: tokens. */
static uint32_t loose_modifier(const When *c, uint32_t i) {
  uint8_t cls = cls_at(c, i);
  bool opens =
      (c->words[i].flags & WF_CAP) && (c->d->tokens[i].flags & TOK_SENT_START); /* "Earlier Friday, ...": an adverb of the sentence */
  if (opens && (cls == W_EARLIER || cls == W_LATER || cls == W_LATE)) return 0;
  return cls == W_EARLY || cls == W_LATE || cls == W_EARLIER || cls == W_LATER || (cls == W_MID && !is_hyphen(c, i + 1)) ? 1
         : cls == W_MID                                                                                                  ? 2
                                                                                                                         : 0;
}

static int32_t direction(uint8_t cls) {
  switch (cls) {
  case W_LAST:
  case W_PAST:
  case W_PREVIOUS: return -1;
  case W_NEXT:
  case W_COMING:
  case W_FOLLOWING: return 1;
  default: return 0;
  }
}

static bool is_deictic(uint8_t cls) {
  return cls == W_LAST || cls == W_PREVIOUS || cls == W_NEXT || cls == W_COMING || cls == W_FOLLOWING || cls == W_THIS || cls == W_PAST;
}

/* The day that "the next day", "that week" count from: the last one named, else the report's. */
static int32_t anchor(const When *c) { return c->day.year ? date_days(c->day) : c->today; }

/* --- days ----------------------------------------------------------------------------------------------------------------------------- */

/* "Tuesday (Jan 14)": the bracket says which Tuesday. */
static bool bracket_date(const When *c, uint32_t i, int32_t weekday, Date *out) {
  if (!is_word(c, i, "(") && !is_word(c, i, ",")) return false;
  bool month_first = is_month(c, i + 1);
  uint32_t m = month_first ? i + 1 : i + 2, n = month_first ? i + 2 : i + 1;
  if (!is_month(c, m) || !day_number(c, n)) return false;
  for (int32_t y = c->dct.year - 1; y <= c->dct.year + 1; y++) {
    Date d = {(int16_t)y, (uint8_t)val_at(c, m), (uint8_t)day_number(c, n)};
    if (date_valid(d.year, d.month, d.day) && date_weekday(d) == weekday) {
      *out = d;
      return true;
    }
  }
  return false;
}

/* A day and the part behind it, if any: "Monday night", "tomorrow morning". */
static bool put_with_part(const When *c, Found *f, uint32_t i, uint32_t last, Date day, const char *rule) {
  uint8_t next = cls_at(c, last + 1);
  uint32_t part = last + 1;
  if ((next == W_EARLY || next == W_LATE) && cls_at(c, last + 2) == W_PART) part++;
  if (cls_at(c, part) == W_PART) {
    put_day_part(f, day, val_at(c, part));
    return found(f, i, part, TIMEX_TIME, rule);
  }
  put_day(f, day);
  return found(f, i, last, TIMEX_DATE, rule);
}

static bool rule_weekday(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + loose_modifier(c, i);
  if (cls_at(c, k) == W_THE && is_deictic(cls_at(c, k + 1))) k++;
  uint8_t lead = cls_at(c, k);
  bool led = is_deictic(lead);
  if (led) k++;
  if (!is_weekday(c, k)) return false;
  int32_t weekday = val_at(c, k);
  if (!c->dated) {
    char value[16];
    snprintf(value, sizeof value, "XXXX-WXX-%d", weekday);
    put_unknown(f, value);
    return found(f, i, k, TIMEX_DATE, RULE("relative.c:weekday"));
  }
  int32_t back = (date_weekday(c->dct) - weekday + 7) % 7;
  Date day, other;
  uint32_t last = k;
  if (lead == W_LAST) day = day_plus(c, back ? -back : -7);
  else if (lead == W_PREVIOUS) day = date_from_days(anchor(c) - ((date_weekday(date_from_days(anchor(c))) - weekday + 6) % 7 + 1));
  else if (lead == W_FOLLOWING) day = date_from_days(anchor(c) + ((weekday - date_weekday(date_from_days(anchor(c))) + 6) % 7 + 1));
  else if (lead == W_NEXT || lead == W_COMING) day = day_plus(c, 7 - back);
  else if (lead == W_THIS) day = day_plus(c, weekday - date_weekday(c->dct));
  else if (bracket_date(c, k + 1, weekday, &other)) day = other;
  else day = weekday_date(c, i, k, weekday);
  uint8_t next = cls_at(c, k + 1); /* "Monday last week", "Tuesday of this week" */
  uint32_t w = k + 1 + (next == W_OF);
  if (!led && is_deictic(cls_at(c, w)) && cls_at(c, w + 1) == W_UNIT && val_at(c, w + 1) == UNIT_WEEK) {
    day = day_plus(c, 7 * direction(cls_at(c, w)) + weekday - date_weekday(c->dct));
    last = w + 1;
  }
  return put_with_part(c, f, i, last, day, RULE("relative.c:weekday"));
}

static bool rule_dayword(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + loose_modifier(c, i);
  uint8_t cls = cls_at(c, k);
  if (cls == W_THE && cls_at(c, k + 1) == W_UNIT && val_at(c, k + 1) == UNIT_DAY &&
      (cls_at(c, k + 2) == W_BEFORE || cls_at(c, k + 2) == W_AFTER) && cls_at(c, k + 3) == W_DAYWORD) {
    if (!c->dated) return false;
    put_day(f, day_plus(c, val_at(c, k + 3) + (cls_at(c, k + 2) == W_BEFORE ? -1 : 1)));
    return found(f, i, k + 3, TIMEX_DATE, RULE("relative.c:dayword"));
  }
  if (cls != W_DAYWORD && cls != W_TONIGHT && cls != W_OVERNIGHT) return false;
  if (cls == W_DAYWORD && cls_at(c, k + 1) == W_S && is_one_of(c, k + 2, "world generation youth society")) return false;
  if (!c->dated) {
    put_unknown(f, cls == W_DAYWORD ? "XXXX-XX-XX" : "XXXX-XX-XXTNI");
    return found(f, i, k, cls == W_DAYWORD ? TIMEX_DATE : TIMEX_TIME, RULE("relative.c:dayword"));
  }
  if (cls != W_DAYWORD) {
    put_day_part(f, c->dct, PART_NI);
    return found(f, i, k, TIMEX_TIME, RULE("relative.c:dayword"));
  }
  return put_with_part(c, f, i, k, day_plus(c, val_at(c, k)), RULE("relative.c:dayword"));
}

/* "this morning", "last night", "that evening", "the night of ..." only with a pointer. */
static bool rule_part(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + loose_modifier(c, i);
  uint8_t lead = cls_at(c, k);
  if (cls_at(c, k) == W_THE && is_deictic(cls_at(c, k + 1))) lead = cls_at(c, ++k);
  if (lead == W_LATE || lead == W_EARLY) return false;
  if ((!is_deictic(lead) && lead != W_THAT && lead != W_SAME) || lead == W_PAST) return false;
  if (lead == W_THAT && cls_at(c, k + 1) == W_SAME) k++;
  if (cls_at(c, k + 1) != W_PART) return false;
  int32_t base = lead == W_LAST || lead == W_THIS ? c->today : anchor(c);
  if (lead == W_LAST || lead == W_PREVIOUS) base--;
  if (lead == W_NEXT || lead == W_FOLLOWING) base++;
  if (c->dated || c->day.year) put_day_part(f, date_from_days(base), val_at(c, k + 1));
  else put_unknown(f, "XXXX-XX-XX");
  return found(f, i, k + 1, TIMEX_TIME, RULE("relative.c:part"));
}

/* --- units ---------------------------------------------------------------------------------------------------------------------------- */

/* The unit n away from the one that holds `base`. */
static void put_unit(Found *f, int unit, Date base, int32_t n) {
  int32_t day = date_days(base);
  switch (unit) {
  case UNIT_DAY: put_day(f, date_from_days(day + n)); break;
  case UNIT_WEEK: put_week(f, day + 7 * n); break;
  case UNIT_FORTNIGHT: put_week(f, day + 14 * n); break;
  case UNIT_WEEKEND: put_weekend(f, day + 7 * n); break;
  case UNIT_MONTH: {
    Date d = months_plus((Date){base.year, base.month, 1}, n);
    put_month(f, d.year, d.month);
    break;
  }
  case UNIT_QUARTER: {
    int32_t q = base.year * 4 + (base.month - 1) / 3 + n;
    put_quarter(f, q / 4, q % 4 + 1);
    break;
  }
  case UNIT_YEAR: put_year(f, base.year + n); break;
  case UNIT_DECADE: put_decade(f, base.year + 10 * n); break;
  default: put_century(f, base.year + 100 * n); break;
  }
}

static bool is_calendar_unit(const When *c, uint32_t i) {
  return cls_at(c, i) == W_UNIT && val_at(c, i) >= UNIT_DAY && val_at(c, i) <= UNIT_CENTURY;
}

/* "this week", "early next year", "the end of last month", "the following day", "last year": a pointer and one unit. */
static bool rule_unit(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + (cls_at(c, i) == W_THE && (cls_at(c, i + 1) == W_END || cls_at(c, i + 1) == W_START || cls_at(c, i + 1) == W_MID));
  if ((cls_at(c, k) == W_END || cls_at(c, k) == W_START || cls_at(c, k) == W_MID) && cls_at(c, k + 1) == W_OF) k += 2;
  else k += loose_modifier(c, k);
  if (k > i && is_word(c, k, "in") && cls_at(c, k + 1) == W_THE) k++;
  bool bounded = k > i;
  bool the = cls_at(c, k) == W_THE;
  if (the) k++;
  uint8_t lead = cls_at(c, k);
  if (bounded && the && is_calendar_unit(c, k) && val_at(c, k) >= UNIT_WEEK) lead = W_THIS, k--; /* "the end of the year" */
  if (!is_deictic(lead)) return false;
  uint32_t u = k + 1;
  u += cls_at(c, u) == W_FISCAL;
  if (is_word(c, u, "full") || is_word(c, u, "financial") || is_word(c, u, "calendar")) u++;
  if (!is_calendar_unit(c, u) || is_hyphen(c, u + 1)) return false;
  int unit = val_at(c, u);
  int32_t n = direction(lead);
  if (lead == W_PAST && !bounded) return false; /* "the past year" is a length */
  if (unit == UNIT_DAY && lead == W_LAST) return false;
  bool from_anchor = lead == W_FOLLOWING || lead == W_PREVIOUS || (lead == W_NEXT && the && unit == UNIT_DAY);
  Date base = from_anchor && c->day.year ? c->day : c->dct;
  if (lead == W_FOLLOWING && unit == UNIT_YEAR && c->year) base = (Date){(int16_t)c->year, 1, 1};
  if (!base.year)
    put_unknown(f, unit == UNIT_YEAR ? "XXXX" : unit == UNIT_WEEK ? "XXXX-WXX" : unit == UNIT_MONTH ? "XXXX-XX" : "XXXX-XX-XX");
  else put_unit(f, unit, base, n);
  if (unit == UNIT_WEEKEND && lead == W_LAST && date_weekday(c->dct) < 6 && c->dated) put_weekend(f, c->today - 7);
  if (unit == UNIT_WEEKEND && lead == W_THIS && c->dated && date_weekday(c->dct) == 1 && tense_of(c, i, u) == TENSE_PAST)
    put_weekend(f, c->today - 7);
  return found(f, i, u, TIMEX_DATE, RULE("relative.c:unit"));
}

/* "the first nine months of the year", "the full year", "the latest fiscal year". */
static bool rule_year_in_hand(const When *c, uint32_t i, Found *f) {
  if (cls_at(c, i) != W_THE || !c->dated) return false;
  uint32_t k = i + 1;
  bool latest = cls_at(c, k) == W_LATEST, full = is_word(c, k, "full");
  k += latest || full;
  k += latest && cls_at(c, k) == W_FISCAL;
  if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_YEAR || is_hyphen(c, k + 1) || is_year(c, k + 1)) return false;
  bool part = i > c->lo + 1 && cls_at(c, i - 1) == W_OF && is_unit(c, i - 2);
  if (!latest && !full && !part) return false;
  put_year(f, c->dct.year - latest);
  return found(f, i, k, TIMEX_DATE, RULE("relative.c:year_in_hand"));
}

/* "last April", "next March", "last fall", "this summer". */
static bool rule_named(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + loose_modifier(c, i);
  uint8_t lead = cls_at(c, k);
  if (!is_deictic(lead) || lead == W_PAST || !c->dated) return false;
  uint32_t m = k + 1;
  m += cls_at(c, m) == W_EARLY || cls_at(c, m) == W_LATE;
  int32_t year = c->dct.year;
  if (is_month(c, m)) {
    int32_t month = val_at(c, m), day = day_number(c, m + 1);
    bool passed = month < c->dct.month;
    if (lead == W_LAST || lead == W_PREVIOUS) year -= !passed;
    else if (lead == W_NEXT || lead == W_COMING || lead == W_FOLLOWING) year += month <= c->dct.month;
    if (day && date_valid(year, month, day) && !is_unit(c, m + 2)) {
      put_day(f, (Date){(int16_t)year, (uint8_t)month, (uint8_t)day});
      m++;
    } else {
      put_month(f, year, month);
    }
    return found(f, i, m, TIMEX_DATE, RULE("relative.c:named"));
  }
  if (cls_at(c, m) != W_SEASON) return false;
  int32_t season = val_at(c, m), start = 3 * season, end = start + 2;
  if (lead == W_LAST || lead == W_PREVIOUS) year -= c->dct.month <= end || season == SEASON_WI;
  else if (lead == W_NEXT || lead == W_COMING) year += c->dct.month >= start;
  else if (season == SEASON_WI && c->dct.month <= 2) year--;
  put_season(f, year, season);
  return found(f, i, m, TIMEX_DATE, RULE("relative.c:named"));
}

/* "the weekend", "over the weekend". */
static bool rule_weekend(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + (cls_at(c, i) == W_THE);
  if (k == i || cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_WEEKEND || !c->dated) return false;
  bool ahead = tense_of(c, i, k) == TENSE_FUTURE;
  int32_t day = c->today;
  if (!ahead && date_weekday(c->dct) < 6) day -= 7;
  put_weekend(f, day);
  return found(f, i, k, TIMEX_DATE, RULE("relative.c:weekend"));
}

/* "that day", "the same year", "that same week". */
static bool rule_that(const When *c, uint32_t i, Found *f) {
  uint32_t k = i;
  if (cls_at(c, k) == W_THAT) k += 1 + (cls_at(c, k + 1) == W_SAME);
  else if (cls_at(c, k) == W_THE && cls_at(c, k + 1) == W_SAME) k += 2;
  else return false;
  if (!is_calendar_unit(c, k)) return false;
  int unit = val_at(c, k);
  Date base = c->day.year ? c->day : c->dct;
  if (unit == UNIT_YEAR && c->year) base = (Date){(int16_t)c->year, 1, 1};
  if (unit == UNIT_QUARTER && c->q) base = (Date){(int16_t)c->q_year, (uint8_t)(3 * c->q - 2), 1};
  if (!base.year) return false;
  put_unit(f, unit, base, 0);
  return found(f, i, k, TIMEX_DATE, RULE("relative.c:that"));
}

/* "year-end", "year's end", "the year end". */
static bool rule_year_end(const When *c, uint32_t i, Found *f) {
  uint32_t k = i;
  if (cls_at(c, k) != W_UNIT || (val_at(c, k) != UNIT_YEAR && val_at(c, k) != UNIT_MONTH) || !c->dated) return false;
  int unit = val_at(c, k);
  k += 1 + (is_hyphen(c, k + 1) || cls_at(c, k + 1) == W_S);
  if (!is_word(c, k, "end")) return false;
  if (i > c->lo && (cls_at(c, i - 1) == W_THE || cls_at(c, i - 1) == W_DET || cls_at(c, i - 1) == W_THIS) && cls_at(c, i + 1) == W_S)
    return false;
  put_unit(f, unit, c->dct, 0);
  uint32_t last = k;
  if (is_year(c, k + 1)) {
    put_year(f, val_at(c, k + 1));
    last++;
  }
  return found(f, i, last, TIMEX_DATE, RULE("relative.c:year_end"));
}

/* --- quarters of a report on business --------------------------------------------------------------------------------------------------- */

/* The quarter that the text speaks of: the last one named, else the last that is over. */
static void quarter_in_hand(const When *c, int32_t *year, int32_t *q) {
  *year = c->q_year;
  *q = c->q;
  if (!c->q) {
    int32_t n = c->dct.year * 4 + (c->dct.month - 1) / 3 - 1;
    *year = n / 4;
    *q = n % 4 + 1;
  }
}

/* "last year", "a year ago", "a year earlier" at i; tokens. */
static uint32_t year_back(const When *c, uint32_t i) {
  if (cls_at(c, i + 1) != W_UNIT || val_at(c, i + 1) != UNIT_YEAR) return 0;
  if (cls_at(c, i) == W_LAST) return 2;
  return cls_at(c, i) == W_DET && (cls_at(c, i + 2) == W_AGO || cls_at(c, i + 2) == W_EARLIER) ? 3 : 0;
}

/* "the quarter", "the latest quarter", "the year-ago quarter", "the 1988 period", "the year-earlier period", "year-ago". */
static bool rule_quarter_in_hand(const When *c, uint32_t i, Found *f) {
  if (!c->dated) return false;
  uint32_t k = i + (cls_at(c, i) == W_THE);
  bool the = k > i, year_ago = false;
  int32_t year, q, named = 0;
  quarter_in_hand(c, &year, &q);
  bool compared = is_one_of(c, k, "comparable corresponding same");
  k += compared;
  if (cls_at(c, k) == W_UNIT && val_at(c, k) == UNIT_YEAR && (is_hyphen(c, k + 1)) &&
      (cls_at(c, k + 2) == W_AGO || cls_at(c, k + 2) == W_EARLIER)) {
    year_ago = true;
    k += 3;
  } else if (is_year(c, k) && the) {
    named = val_at(c, k++);
  } else if (cls_at(c, k) == W_LATEST) {
    k++;
  } else if (cls_at(c, i) == W_LAST && cls_at(c, i + 1) == W_UNIT && val_at(c, i + 1) == UNIT_YEAR && cls_at(c, i + 2) == W_S) {
    year_ago = true; /* "last year's quarter" */
    k = i + 3;
    if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_QUARTER) return false;
  } else if (!the) {
    return false;
  }
  bool ordinal = cls_at(c, k) == W_ORD && val_at(c, k) <= 4 && cls_at(c, k + 1) == W_UNIT && val_at(c, k + 1) == UNIT_QUARTER;
  if (ordinal) {
    q = val_at(c, k);
    k++;
  }
  bool quarter = cls_at(c, k) == W_UNIT && val_at(c, k) == UNIT_QUARTER, period = cls_at(c, k) == W_PERIOD;
  if (!quarter && !period) {
    if (!year_ago || the) return false; /* "the year-ago results": the adjective alone */
    k--;
  }
  uint32_t tail = year_ago || named ? 0 : year_back(c, k + 1); /* "the same period last year" */
  if (period && !year_ago && !named && cls_at(c, k - 1) != W_LATEST && !(tail && compared)) return false;
  if (tail) {
    year_ago = true;
    k += tail;
  }
  if (quarter && is_one_of(c, k + 1, "century of")) return false;
  if (year_ago) year--;
  if (named) year = named;
  if (!c->q && named && period) put_year(f, named);
  else if (year_ago && !c->q && !quarter) put_year(f, c->dct.year - 1);
  else put_quarter(f, year, q);
  return found(f, i, k, TIMEX_DATE, RULE("relative.c:quarter_in_hand"));
}

/* --- so and so long ago ---------------------------------------------------------------------------------------------------------------- */

/* Around a quantity: "about", "more than", "at least", "up to"; tokens. */
static uint32_t about_at(const When *c, uint32_t i) {
  if (is_one_of(c, i, "more less fewer") && is_word(c, i + 1, "than")) return 2;
  if (is_word(c, i, "at") && is_one_of(c, i + 1, "least most")) return 2;
  if (is_word(c, i, "up") && is_word(c, i + 1, "to")) return 2;
  return cls_at(c, i) == W_ABOUT && !is_one_of(c, i, "only just exactly under some") ? 1 : 0;
}

/* n units from a day, as fine as the unit. */
static void put_distance(Found *f, int unit, Date base, int32_t n) {
  if (unit == UNIT_DECADE) put_year(f, base.year + 10 * n);
  else if (unit == UNIT_CENTURY || unit == UNIT_MILLENNIUM) put_year(f, base.year + 100 * n > 0 ? base.year + 100 * n : 1);
  else if (unit <= UNIT_HOUR) put_day(f, date_from_days(date_days(base) + (unit == UNIT_HOUR ? n / 24 : 0)));
  else put_unit(f, unit, base, n);
}

static bool rule_ago(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + about_at(c, i);
  Quantity q = quantity_at(c, k);
  if (!q.n) return false;
  k += q.n;
  k += is_word(c, k, "full") || is_word(c, k, "whole");
  if (!is_unit(c, k)) return false;
  int unit = val_at(c, k);
  uint8_t next = cls_at(c, k + 1);
  uint32_t last = k + 1;
  int32_t sign = -1;
  bool from_anchor = false;
  if (next == W_AGO) {
  } else if (next == W_EARLIER || next == W_LATER) {
    sign = next == W_LATER ? 1 : -1;
    from_anchor = true;
  } else if (is_word(c, k + 1, "from") && is_one_of(c, k + 2, "now today")) {
    sign = 1;
    last = k + 2;
  } else if (next == W_HENCE) {
    sign = 1;
  } else {
    return false;
  }
  if (from_anchor && !q.article && (q.vague || !c->day.year) && !c->dated) return false;
  if (q.vague) {
    put_ref(c, f, sign < 0 ? REF_PAST : REF_FUTURE);
    if (c->dated && unit <= UNIT_WEEK && !from_anchor) {
      f->t.date = (Date){c->dct.year, c->dct.month, 0};
      f->t.granularity = GRAN_MONTH;
    }
    return found(f, i, last, TIMEX_DATE, RULE("relative.c:ago"));
  }
  int32_t n = q.tenths / 10 * sign;
  Date base = from_anchor && c->day.year ? c->day : c->dct;
  if (q.tenths % 10 && (unit == UNIT_YEAR)) { /* "a year and a half ago": to the month */
    unit = UNIT_MONTH;
    n = q.tenths * 12 / 10 * sign;
  }
  if (c->dated && !in_reach(c, unit, n)) { /* "40,000 years ago" */
    put_ref(c, f, sign < 0 ? REF_PAST : REF_FUTURE);
    return found(f, i, last, TIMEX_DATE, RULE("relative.c:ago"));
  }
  if (!base.year) {
    put_unknown(f, "XXXX");
    return found(f, i, last, TIMEX_DATE, RULE("relative.c:ago"));
  }
  bool compare = unit == UNIT_YEAR && q.article && next != W_LATER;
  if (compare && c->q && !c->long_period) put_quarter(f, c->q_year - 1, c->q);
  else if (unit == UNIT_YEAR && from_anchor && c->year && !q.article) put_year(f, c->year + n);
  else put_distance(f, unit, compare ? c->dct : base, n);
  if (next == W_AGO && cls_at(c, last + 1) == W_DAYWORD && c->dated) { /* "a year ago today" */
    Date same = unit == UNIT_YEAR    ? months_plus(c->dct, 12 * n)
                : unit == UNIT_MONTH ? months_plus(c->dct, n)
                                     : day_plus(c, unit == UNIT_WEEK ? 7 * n : n);
    put_day(f, same);
    last++;
  }
  return found(f, i, last, unit <= UNIT_HOUR ? TIMEX_TIME : TIMEX_DATE, RULE("relative.c:ago"));
}

/* --- no date of their own ---------------------------------------------------------------------------------------------------------------- */

/* "now", "currently", "recently", "soon", "the future", "at the time", "these days". */
static bool rule_reference(const When *c, uint32_t i, Found *f) {
  uint8_t cls = cls_at(c, i);
  uint32_t last = i;
  int ref = REF_PRESENT;
  if (cls == W_REF) {
    ref = val_at(c, i);
    if (is_word(c, i, "now") && (is_hyphen(c, i + 1) || is_one_of(c, i + 1, "that"))) return false;
    if (is_word(c, i, "shortly") && cls_at(c, i + 1) == W_AFTER) return false;
    if (is_word(c, i, "soon") && is_one_of(c, i + 1, "after as")) return false;
  } else if (is_word(c, i, "more") && is_word(c, i + 1, "recently")) {
    ref = REF_PAST;
    last = i + 1;
  } else if (is_word(c, i, "current") && !is_unit(c, i + 1) && cls_at(c, i + 1) != W_FISCAL && !(c->words[i].flags & WF_CAP)) {
    last = i;
  } else if (cls == W_THESE && cls_at(c, i + 1) == W_UNITS && val_at(c, i + 1) == UNIT_DAY) {
    last = i + 1;
  } else if (cls == W_THE && cls_at(c, i + 1) == W_FUTURE && !is_one_of(c, i + 2, "of")) {
    ref = REF_FUTURE;
    last = i + 1;
  } else if (cls == W_THE && is_one_of(c, i + 1, "near foreseeable short long near-") &&
             (cls_at(c, i + 2) == W_FUTURE || is_word(c, i + 2, "term"))) {
    ref = REF_FUTURE;
    last = i + 2;
  } else if (cls == W_DET && cls_at(c, i + 1) == W_LATER && is_one_of(c, i + 2, "date time stage")) {
    ref = REF_FUTURE;
    last = i + 2;
  } else if (cls == W_FUTURE && cls_at(c, i + 1) == W_UNITS) {
    ref = REF_FUTURE;
    last = i + 1;
  } else if ((cls == W_THE || cls == W_THAT) && is_word(c, i + 1, "time") && i > c->lo && is_word(c, i - 1, "at") &&
             !is_one_of(c, i + 2, "of when that")) {
    ref = REF_PAST;
    last = i + 1;
  } else if (cls == W_THE && cls_at(c, i + 1) == W_PAST && !is_unit(c, i + 2) && cls_at(c, i + 2) != W_NUM &&
             cls_at(c, i + 2) != W_NUMBER && i > c->lo && is_word(c, i - 1, "in")) {
    ref = REF_PAST;
    last = i + 1;
  } else {
    return false;
  }
  put_ref(c, f, ref);
  return found(f, i, last, TIMEX_DATE, RULE("relative.c:reference"));
}

/* "recent days", "the recent weeks", "recent years", "coming weeks": the month of the report for days and weeks. */
static bool rule_recent(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + (cls_at(c, i) == W_THE);
  uint8_t cls = cls_at(c, k);
  if (cls != W_RECENT && cls != W_COMING && cls != W_PAST) return false;
  if (cls_at(c, k + 1) != W_UNITS) return false;
  int unit = val_at(c, k + 1);
  put_ref(c, f, cls == W_COMING ? REF_FUTURE : REF_PAST);
  if (c->dated && unit <= UNIT_WEEK && unit >= UNIT_HOUR) {
    f->t.date = (Date){c->dct.year, c->dct.month, 0};
    f->t.granularity = GRAN_MONTH;
  }
  return found(f, i, k + 1, TIMEX_DATE, RULE("relative.c:recent"));
}

const Rule relative_rules[] = {rule_weekday, rule_dayword,   rule_part,   rule_unit,     rule_year_in_hand,
                               rule_named,   rule_weekend,   rule_that,   rule_year_end, rule_quarter_in_hand,
                               rule_ago,     rule_reference, rule_recent, NULL};
