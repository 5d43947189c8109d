/* Words of time: a token's class, from a sorted table or from the shape of a number; and small questions to the words around.
**
** Under the rules.  A word is looked up once; the rules then compare small numbers. */
#include "when/rules.h"

static const struct {
  const char *word;
  uint8_t cls;
  int16_t val;
} words[] = {
#define X(word, cls, val) {word, W_##cls, val},
#include "when/words.def"
#undef X
};

static bool look_up(Str w, TimeWord *out) {
  size_t low = 0, high = sizeof words / sizeof *words;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int c = str_cmp(str_of(words[mid].word), w);
    if (c == 0) {
      out->cls = words[mid].cls;
      out->val = words[mid].val;
      return true;
    }
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  return false;
}

/* Digits at s->p[*at]: their value; *n_out how many (at most 9 are taken). */
static int32_t digits(Str s, uint32_t *at, uint32_t *n_out) {
  int32_t v = 0;
  uint32_t n = 0;
  while (*at < s.n && is_digit(s.p[*at]) && n < 9) {
    v = v * 10 + (s.p[(*at)++] - '0');
    n++;
  }
  *n_out = n;
  return v;
}

static void set(TimeWord *w, int cls, int32_t val) {
  w->cls = (uint8_t)cls;
  w->val = val;
}

/* The tens of a decade of two digits: "80s" are the 1980s, "10s" and "20s" of this century. */
static int32_t decade_year(int32_t tens) { return tens < 30 ? 2000 + tens : 1900 + tens; }

static void classify_number(Str s, TimeWord *w) {
  uint32_t at = 0, n, m;
  int32_t v = digits(s, &at, &n);
  Str rest = str_from(s, at);
  if (rest.n == 0) {
    set(w, W_NUMBER, v);
    w->flags |= WF_PLAIN;
  } else if (str_is(rest, "st") || str_is(rest, "nd") || str_is(rest, "rd") || str_is(rest, "th")) {
    set(w, W_ORD, v);
  } else if ((str_is(rest, "s") || str_is(rest, "'s")) && v % 10 == 0) {
    if (n == 4 && v >= 1000 && v <= 2100) set(w, W_DECADE, v);
    if (n == 2 && v > 0) set(w, W_DECADE, decade_year(v));
  } else if (rest.p[0] == ':') {
    at++;
    int32_t minutes = digits(s, &at, &m);
    if (m == 2 && v <= 24 && minutes < 60 && (at == s.n || s.p[at] == ':')) set(w, W_CLOCK, v * 60 + minutes);
  } else if (rest.p[0] == '.') {
    at++;
    int32_t tenths = digits(s, &at, &m);
    if (m == 1 && at == s.n && v < 100000) set(w, W_DECIMAL, v * 10 + tenths);
  } else if (rest.p[0] == ',') {
    while (at < s.n && (is_digit(s.p[at]) || s.p[at] == ',')) {
      if (is_digit(s.p[at]) && v < 100000000) v = v * 10 + (s.p[at] - '0');
      at++;
    }
    if (at == s.n) set(w, W_NUMBER, v);
  } else if (rest.p[0] == '/') {
    if (str_is(s, "9/11")) set(w, W_NINE11, 0);
    else if (str_is(s, "1/2")) set(w, W_FRACTION, 5);
    else if (str_find(rest, '/', 1) < rest.n) set(w, W_SLASH, 0);
  } else if (rest.p[0] == '-') {
    if (n == 4 && s.n == 10 && s.p[7] == '-') set(w, W_ISO, 0);
  }
}

/* "'90s", "'98", "FY2024", "Q3", "mid-1990s". */
static bool classify_shape(Str s, TimeWord *w) {
  uint32_t at, n;
  if (s.p[0] == '\'' && s.n >= 3 && is_digit(s.p[1])) {
    at = 1;
    int32_t v = digits(s, &at, &n);
    if (n != 2) return false;
    if (at == s.n) set(w, W_SHORTYEAR, v < 40 ? 2000 + v : 1900 + v);
    else if (s.p[at] == 's' && v % 10 == 0) set(w, W_DECADE, decade_year(v));
    return true;
  }
  if (s.n == 2 && is_digit(s.p[1]) && s.p[1] >= '1' && ((s.p[0] == 'q' && s.p[1] <= '4') || (s.p[0] == 'h' && s.p[1] <= '2'))) {
    set(w, s.p[0] == 'q' ? W_QNUM : W_HNUM, s.p[1] - '0');
    return true;
  }
  if (str_starts(s, STR("fy")) && (s.n == 4 || s.n == 6) && is_digit(s.p[2])) {
    at = 2;
    int32_t v = digits(s, &at, &n);
    if (at == s.n) set(w, W_FISCALYEAR, n == 2 ? 2000 + v : v);
    return true;
  }
  return false;
}

TimeWord word_of(const Doc *d, const Token *t) {
  TimeWord w = {0};
  char buf[20];
  Str s = tok_text(d, t);
  if (t->flags & TOK_CAP) w.flags |= WF_CAP;
  if (s.n > 1 && s.p[s.n - 1] == '.' && !(t->flags & TOK_PUNCT)) {
    s.n--;
    w.flags |= WF_STOP;
  }
  if (s.n == 0 || s.n > sizeof buf || (t->flags & TOK_PUNCT && s.p[0] != '\'')) return w;
  s = (Str){buf, str_fold(s, buf, sizeof buf)};
  if (s.n > 4 && str_starts(s, STR("mid-"))) {
    s = str_from(s, 4);
    w.flags |= WF_MID;
  }
  if (s.n && is_digit(s.p[0])) classify_number(s, &w);
  else if (s.n && !look_up(s, &w)) classify_shape(s, &w);
  return w;
}

bool is_word(const When *c, uint32_t i, const char *w) {
  return i >= c->lo && i < c->hi && str_eq_nocase(tok_text(c->d, &c->d->tokens[i]), str_of(w));
}

bool is_one_of(const When *c, uint32_t i, const char *list) {
  if (i < c->lo || i >= c->hi) return false;
  Str w = tok_text(c->d, &c->d->tokens[i]), part, rest = str_of(list);
  while (rest.n) {
    part = str_cut(rest, ' ', &rest);
    if (str_eq_nocase(part, w)) return true;
  }
  return false;
}

bool is_hyphen(const When *c, uint32_t i) {
  if (i < c->lo || i >= c->hi) return false;
  Str w = tok_text(c->d, &c->d->tokens[i]);
  return str_is(w, "-") || str_is(w, "\xE2\x80\x93") || str_is(w, "\xE2\x80\x91") || str_is(w, "\xE2\x80\x90");
}

bool is_year(const When *c, uint32_t i) {
  return cls_at(c, i) == W_NUMBER && (c->words[i].flags & WF_PLAIN) && val_at(c, i) >= 1000 && val_at(c, i) <= 2100 &&
         c->d->tokens[i].n >= 4 && c->d->tokens[i].n <= 8;
}

int32_t day_number(const When *c, uint32_t i) {
  uint8_t cls = cls_at(c, i);
  bool number = (cls == W_NUMBER && (c->words[i].flags & WF_PLAIN) && c->d->tokens[i].n <= 2) || cls == W_ORD;
  return number && val_at(c, i) >= 1 && val_at(c, i) <= 31 ? val_at(c, i) : 0;
}

bool is_unit(const When *c, uint32_t i) { return cls_at(c, i) == W_UNIT || cls_at(c, i) == W_UNITS; }

static bool near_number(const When *c, uint32_t i) {
  return day_number(c, i + 1) || is_year(c, i + 1) || (i > c->lo && day_number(c, i - 1)) ||
         (is_word(c, i + 1, ",") && is_year(c, i + 2)) || cls_at(c, i + 1) == W_SHORTYEAR;
}

static bool after_cue(const When *c, uint32_t i) {
  if (i == c->lo) return false;
  uint8_t p = cls_at(c, i - 1);
  return p == W_LAST || p == W_NEXT || p == W_THIS || p == W_EARLY || p == W_LATE || p == W_MID || p == W_EACH || p == W_PREVIOUS ||
         p == W_FOLLOWING || p == W_COMING ||
         is_one_of(c, i - 1, "in since until till by from through during before after between of for mid- throughout");
}

bool is_month(const When *c, uint32_t i) {
  uint8_t cls = cls_at(c, i);
  if (cls != W_MONTH && cls != W_MONTH_SHORT) return false;
  uint8_t flags = c->words[i].flags;
  const Token *t = &c->d->tokens[i];
  if (!(flags & (WF_CAP | WF_MID))) return false;
  bool a_name = is_one_of(c, i, "April May June August Jan Jan."); /* of persons too */
  if (t->ne == NE_PERSON && a_name && !near_number(c, i) && !after_cue(c, i)) return false;
  if (cls == W_MONTH_SHORT) return near_number(c, i) || (flags & WF_STOP) || (i > c->lo && is_hyphen(c, i - 1)) || is_hyphen(c, i + 1);
  bool doubtful = (val_at(c, i) == 5 || val_at(c, i) == 3) && !(flags & WF_MID);
  if (near_number(c, i)) return true;
  if (c->d->sents[c->sent].all_caps && doubtful) return after_cue(c, i);
  if (doubtful) {
    if (after_cue(c, i)) return !is_one_of(c, i + 1, "day on") || cls_at(c, i + 1) == W_UNIT;
    if (t->upos == UPOS_AUX || t->upos == UPOS_VERB) return false;
    return t->upos == UPOS_PROPN && i > c->lo && !(c->words[i].flags & WF_MID) && (cls_at(c, i + 1) == W_S || cls_at(c, i - 1) == W_OF);
  }
  bool named = i + 1 < c->hi && (c->d->tokens[i + 1].flags & TOK_CAP) && !(c->d->tokens[i + 1].flags & TOK_ALLCAPS) &&
               cls_at(c, i + 1) == W_NONE && !after_cue(c, i);
  return !named || c->d->sents[c->sent].all_caps || c->d->sents[c->sent].kind == SENT_TITLE;
}

bool is_weekday(const When *c, uint32_t i) {
  uint8_t cls = cls_at(c, i);
  if (cls == W_WEEKDAY) return !(i > c->lo && is_one_of(c, i - 1, "Super Black Bloody Cyber Fat Holy")); /* days with a name */
  if (cls != W_WEEKDAY_SHORT || !(c->words[i].flags & WF_CAP)) return false;
  if (c->words[i].flags & WF_STOP) return true;
  uint8_t next = cls_at(c, i + 1 + is_word(c, i + 1, ","));
  return next == W_NUMBER || next == W_MONTH || next == W_MONTH_SHORT || cls_at(c, i + 1) == W_PART;
}
