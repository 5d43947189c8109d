/* Expressions of how long and how often: "three days", "two-week", "the past five years", "every Thursday", "daily".
**
** Rules of when_find.  A length that leans on the report ("the past two weeks") names its days too. */
#include "when/rules.h"
#include <stdio.h>

static uint32_t about_at(const When *c, uint32_t i) {
  if (is_one_of(c, i, "more less fewer") && is_word(c, i + 1, "than")) return 2;
  if (is_word(c, i, "at") && is_one_of(c, i + 1, "least most")) return 2;
  if (is_word(c, i, "up") && is_word(c, i + 1, "to")) return 2;
  if (is_one_of(c, i, "only just exactly under over some barely")) return 0;
  return cls_at(c, i) == W_ABOUT;
}

/* The days of a length that ends or begins at the report's day. */
static void lean(const When *c, Found *f, int unit, int32_t tenths, int32_t direction) {
  if (!c->dated || unit < UNIT_DAY || tenths % 10) return;
  int32_t n = tenths / 10 * direction;
  if (!in_reach(c, unit, n)) return;
  Date far;
  if (unit == UNIT_DAY || unit == UNIT_WEEK || unit == UNIT_FORTNIGHT)
    far = day_plus(c, n * (unit == UNIT_DAY ? 1 : unit == UNIT_WEEK ? 7 : 14));
  else if (unit == UNIT_MONTH || unit == UNIT_QUARTER) far = months_plus(c->dct, n * (unit == UNIT_MONTH ? 1 : 3));
  else if (unit == UNIT_YEAR || unit == UNIT_DECADE) far = months_plus(c->dct, n * (unit == UNIT_YEAR ? 12 : 120));
  else return;
  int32_t other = date_days(far);
  put_range(f, direction < 0 ? other : c->today, direction < 0 ? c->today : other);
}

/* After a length: "old", "long"; and what makes it part of something else. */
static bool is_age(const When *c, uint32_t k) {
  return is_word(c, k + 1, "old") || (is_hyphen(c, k + 1) && is_one_of(c, k + 2, "old olds"));
}

/* "the past five days", "last three months", "the next two weeks", "the coming years": the length leans on the report. */
static bool rule_leaning(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + about_at(c, i);
  k += cls_at(c, k) == W_THE;
  uint8_t lead = cls_at(c, k);
  int32_t direction = lead == W_PAST || lead == W_LAST ? -1 : lead == W_NEXT || lead == W_COMING || lead == W_FOLLOWING ? 1 : 0;
  if (!direction) return false;
  k++;
  Quantity q = quantity_at(c, k);
  if (q.article) return false;
  bool bare = !q.n;
  if (bare) {
    if ((lead != W_PAST && lead != W_COMING) || cls_at(c, k) != W_UNIT) return false;
    q.tenths = 10;
  }
  k += q.n;
  k += is_one_of(c, k, "trading working business full fiscal consecutive straight more");
  if (!is_unit(c, k)) return false;
  int unit = val_at(c, k);
  put_duration(f, unit, q.tenths, q.vague);
  if (!q.vague) {
    lean(c, f, unit, q.tenths, direction);
  } else if (c->dated && unit >= UNIT_DAY && unit <= UNIT_WEEK) { /* "the past few days": the month of the report */
    f->t.date = (Date){c->dct.year, c->dct.month, 0};
    f->t.granularity = GRAN_MONTH;
  }
  if (is_word(c, k + 1, "or") && is_word(c, k + 2, "so")) k += 2;
  return found(f, i, k, TIMEX_DURATION, RULE("lengths.c:leaning"));
}

/* "three days", "a two-week siege", "the first nine months", "about five hours". */
static bool rule_length(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + about_at(c, i);
  bool the = false;
  if (cls_at(c, k) == W_THE || cls_at(c, k) == W_POSS) {
    if (k > i) return false;
    uint32_t q = k + 1;
    if (cls_at(c, q) == W_ORD || cls_at(c, q) == W_LATEST) q++;
    if (!quantity_at(c, q).n || cls_at(c, q) == W_DET || cls_at(c, q) == W_QUANT || cls_at(c, k) == W_POSS) return false;
    the = true;
    k = q;
  }
  Quantity q = quantity_at(c, k);
  if (!q.n) return false;
  if (is_year(c, k) && q.n == 1 && c->d->tokens[k].n == 4 && is_hyphen(c, k + 1)) return false;
  if (cls_at(c, k) == W_DET && !q.article && is_hyphen(c, k + q.n)) return false; /* "a several-year tenure" */
  k += q.n;
  bool hyphen = is_hyphen(c, k);
  k += hyphen;
  k += is_one_of(c, k, "trading working business full whole consecutive straight more long");
  if (!is_unit(c, k)) return false;
  int unit = val_at(c, k);
  if (unit == UNIT_QUARTER && hyphen && cls_at(c, k) == W_UNITS) return false; /* "three-quarters" of something */
  if (is_age(c, k)) return false;
  for (uint32_t b = i; b > c->lo && i - b < 3; b--)
    if (is_one_of(c, b - 1, "aged age ages")) return false; /* "aged 16 to 18 years" */
  /* "27 years old", "a six-month-old" */
  if (the && (hyphen || (cls_at(c, k) == W_UNIT && q.tenths != 10))) return false; /* "the two-week siege": the adjective alone */
  if (q.article && is_hyphen(c, k + 1)) return false;
  if ((c->words[k].flags & WF_CAP) && !(c->d->tokens[k].flags & TOK_ALLCAPS) && !(c->d->tokens[k].flags & TOK_SENT_START))
    return false; /* "60 Minutes" */
  if (is_word(c, k + 1, "of") && is_word(c, k + 2, "age")) return false;
  if (q.article &&
      (unit <= UNIT_MINUTE || unit == UNIT_DAY || hyphen || the || unit == UNIT_WEEKEND || unit == UNIT_QUARTER || unit == UNIT_CENTURY))
    return false;
  if (q.article && cls_at(c, k) == W_UNITS) return false;
  put_duration(f, unit, q.tenths, q.vague);
  return found(f, i, k, TIMEX_DURATION, RULE("lengths.c:length"));
}

/* "a quarter of a century", "a quarter-century ago". */
static bool rule_quarter_century(const When *c, uint32_t i, Found *f) {
  uint32_t k = i + (cls_at(c, i) == W_DET);
  if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_QUARTER) return false;
  k++;
  if (is_hyphen(c, k)) k++;
  else if (cls_at(c, k) == W_OF && cls_at(c, k + 1) == W_DET) k += 2;
  if (cls_at(c, k) != W_UNIT || val_at(c, k) != UNIT_CENTURY) return false;
  if (cls_at(c, k + 1) == W_AGO && c->dated) {
    put_year(f, c->dct.year - 25);
    return found(f, i, k + 1, TIMEX_DATE, RULE("lengths.c:quarter_century"));
  }
  put_duration(f, UNIT_YEAR, 250, false);
  return found(f, i, k, TIMEX_DURATION, RULE("lengths.c:quarter_century"));
}

/* "decades-long", "day-long", "years", "the fiscal year" without a number. */
static bool rule_bare_length(const When *c, uint32_t i, Found *f) {
  if (is_unit(c, i) && is_hyphen(c, i + 1) && is_word(c, i + 2, "long")) {
    put_duration(f, val_at(c, i), 10, cls_at(c, i) == W_UNITS);
    return found(f, i, i + 2, TIMEX_DURATION, RULE("lengths.c:bare"));
  }
  if (cls_at(c, i) == W_THE && cls_at(c, i + 1) == W_FISCAL && cls_at(c, i + 2) == W_UNIT && val_at(c, i + 2) == UNIT_YEAR) {
    put_duration(f, UNIT_YEAR, 10, false);
    return found(f, i, i + 2, TIMEX_DURATION, RULE("lengths.c:bare"));
  }
  if (cls_at(c, i) == W_THE && cls_at(c, i + 1) == W_UNIT && val_at(c, i + 1) == UNIT_YEAR && !is_hyphen(c, i + 2) && i > c->lo &&
      is_one_of(c, i - 1, "for during throughout in")) {
    put_duration(f, UNIT_YEAR, 10, false);
    return found(f, i, i + 1, TIMEX_DURATION, RULE("lengths.c:bare"));
  }
  bool vague = cls_at(c, i) == W_UNITS && val_at(c, i) >= UNIT_DAY && val_at(c, i) != UNIT_QUARTER && i > c->lo &&
               is_one_of(c, i - 1, "for in after within");
  if (vague && (is_one_of(c, i - 1, "for after within") || (is_word(c, i - 1, "in") && i + 1 < c->hi && !is_word(c, i + 1, "of")))) {
    put_duration(f, val_at(c, i), 0, true);
    return found(f, i, i, TIMEX_DURATION, RULE("lengths.c:bare"));
  }
  return false;
}

/* --- sets ------------------------------------------------------------------------------------------------------------------------------ */

static const char *const set_values[] = {"P1D", "P1W", "P2W", "P1M", "P3M", "P6M", "P1Y", "PT1H"};

/* What repeats at i: a unit, weekday, month, season or part of the day; tokens, 0 if nothing. */
static uint32_t repeated(const When *c, uint32_t i, Found *f) {
  char value[24] = "";
  uint8_t cls = cls_at(c, i);
  if (cls == W_UNIT) put_duration(f, val_at(c, i), 10, false);
  else if (is_weekday(c, i)) snprintf(value, sizeof value, "XXXX-WXX-%d", val_at(c, i));
  else if (cls == W_WEEKDAYS) snprintf(value, sizeof value, "XXXX-WXX-%d", val_at(c, i));
  else if (is_month(c, i)) snprintf(value, sizeof value, "XXXX-%02d", val_at(c, i));
  else if (cls == W_SEASON) snprintf(value, sizeof value, "XXXX-%s", &"SPSUFAWI"[2 * (val_at(c, i) - 1)]);
  else if (cls == W_PART || cls == W_PARTS) snprintf(value, sizeof value, "XXXX-XX-XXT%.2s", &"MOAFEVNIMOEV"[2 * (val_at(c, i) - 1)]);
  else return 0;
  if (cls == W_SEASON) value[7] = 0;
  if (value[0]) put_unknown(f, value);
  uint8_t next = cls_at(c, i + 1);
  if ((cls == W_WEEKDAY || cls == W_WEEKDAYS) && (next == W_PART || next == W_PARTS)) {
    size_t n = strlen(f->t.value);
    snprintf(f->t.value + n, sizeof f->t.value - n, "T%.2s", &"MOAFEVNIMOEV"[2 * (val_at(c, i + 1) - 1)]);
    return 2;
  }
  return 1;
}

static bool rule_set(const When *c, uint32_t i, Found *f) {
  uint8_t cls = cls_at(c, i);
  if (cls == W_SET) {
    put_unknown(f, set_values[val_at(c, i)]);
    bool name = (c->words[i].flags & WF_CAP) && i > c->lo && i + 1 < c->hi && (c->d->tokens[i + 1].flags & TOK_CAP);
    return !name && !(c->d->tokens[i].flags & TOK_CAP && !(c->d->tokens[i].flags & TOK_SENT_START)) &&
           found(f, i, i, TIMEX_SET, RULE("lengths.c:set"));
  }
  if (cls == W_EACH) {
    uint32_t k = i + 1;
    k += is_one_of(c, k, "other single");
    uint32_t n = repeated(c, k, f);
    if (n) return found(f, i, k + n - 1, TIMEX_SET, RULE("lengths.c:set"));
    Quantity q = quantity_at(c, k);
    if (!q.n || q.article || !is_unit(c, k + q.n)) return false;
    put_duration(f, val_at(c, k + q.n), q.tenths, q.vague);
    return found(f, i, k + q.n, TIMEX_SET, RULE("lengths.c:set"));
  }
  if (cls == W_WEEKDAYS || (is_weekday(c, i) && cls_at(c, i + 1) == W_PARTS)) {
    uint32_t n = repeated(c, i, f);
    return found(f, i, i + n - 1, TIMEX_SET, RULE("lengths.c:set"));
  }
  /* "$5 a year", "twice a week", "per day" */
  if ((cls == W_DET || cls == W_PER) && cls_at(c, i + 1) == W_UNIT && i > c->lo && val_at(c, i + 1) >= UNIT_HOUR) {
    const Token *before = &c->d->tokens[i - 1];
    bool counted = i > c->lo + 1 &&
                   ((c->d->tokens[i - 2].flags & TOK_NUMERIC) || cls_at(c, i - 2) == W_NUM || cls_at(c, i - 2) == W_SCALE) &&
                   str_ends(tok_text(c->d, before), STR("s")); /* "400 ships a month" */
    bool rate = cls == W_PER || counted || (before->flags & TOK_NUMERIC) ||
                is_one_of(c, i - 1, "once twice times million billion percent % dollars barrels dlrs pct") || cls_at(c, i - 1) == W_SCALE;
    uint8_t after = cls_at(c, i + 2);
    if (!rate || after == W_AGO || after == W_EARLIER || after == W_LATER || is_word(c, i + 2, "from")) return false;
    put_duration(f, val_at(c, i + 1), 10, false);
    return found(f, i, i + 1, TIMEX_SET, RULE("lengths.c:set"));
  }
  return false;
}

const Rule length_rules[] = {rule_set, rule_quarter_century, rule_leaning, rule_length, rule_bare_length, NULL};
