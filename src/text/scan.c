/* Words of a paragraph by the conventions of the English treebanks (EWT, GUM).
**
** Under sentence splitting.  A word is a run of letters and digits that grows over a connector ("'", ".", "-", "/" ...) when a small rule for
** that connector says so; what no rule joins is a token of its own.  Nearly all words end at a blank and meet no rule at all. */
#include "text/scan.h"

#include "base/utf8.h"

static const struct {
  const char *word;
  uint8_t cls;
} abbrevs[] = {
#define X(word, cls) {word, ABBREV_##cls},
#include "text/abbrev.def"
#undef X
};
static const char *const starters[] = {
#define X(word) word,
#include "text/starters.def"
#undef X
};
static const char *const prefixes[] = {
#define X(word) word,
#include "text/prefixes.def"
#undef X
};
static const char *const syllables[] = {
#define X(word) word,
#include "text/syllables.def"
#undef X
};
/* Units that are parted from the number before them: "10pm", "$2bn", "5km". */
static const char *const units[] = {"am",  "b",  "bn",  "cm",  "ft",  "g",  "gb", "h",   "hr", "hrs", "hz", "k",   "kg",
                                    "kgs", "km", "kmh", "kms", "kph", "kw", "lb", "lbs", "m",  "mb",  "mg", "mhz", "min",
                                    "ml",  "mm", "mn",  "mph", "mw",  "oz", "pm", "tb",  "tn", "x",   "yr", "yrs"};
static const char *const domains[] = {"ae",   "au",  "biz", "br",   "ca",  "cn", "co", "com", "de", "edu", "eu",  "fr", "gov", "htm",
                                      "html", "il",  "in",  "info", "int", "io", "ir", "it",  "jp", "mil", "net", "nl", "org", "pdf",
                                      "ph",   "php", "pk",  "pl",   "ru",  "sg", "tr", "tv",  "ua", "uk",  "us",  "za"};
#define COUNT(t) (sizeof(t) / sizeof *(t))

typedef struct Scan {
  const char *p;       /* the whole text */
  uint32_t start, end; /* of the window a token is read in: its start and at most 2 * SCAN_MAX_TOKEN bytes of the paragraph */
  const ScanTok *prev; /* the token before; NULL at the start of the paragraph */
  uint8_t kind, cls;   /* of the token being read */
  bool glued;
} Scan;

/* --- tables ------------------------------------------------------------------------------------------------------------------ */

bool scan_in_table(const char *const *table, size_t n, Str w) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int c = str_cmp(str_of(table[mid]), w);
    if (c == 0) return true;
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  return false;
}

/* The word in small letters (ASCII), if it fits. */
static Str lowered(Str w, char *buf, uint32_t cap) {
  if (w.n > cap) return (Str){w.p, 0};
  for (uint32_t i = 0; i < w.n; i++) buf[i] = to_lower(w.p[i]);
  return (Str){buf, w.n};
}

static bool lower_in(const char *const *table, size_t n, Str w) {
  char buf[16];
  Str low = lowered(w, buf, sizeof buf);
  return low.n && scan_in_table(table, n, low);
}

bool scan_is_starter(Str word) {
  char buf[16];
  Str low = lowered(word, buf, sizeof buf);
  if (!low.n || !is_upper(word.p[0])) return false;
  buf[0] = word.p[0];
  return scan_in_table(starters, COUNT(starters), low);
}

static uint8_t abbrev_class(Str w) {
  char buf[12], other[12];
  Str low = lowered(w, buf, sizeof buf);
  if (!low.n) return ABBREV_NONE;
  size_t first = 0, last = COUNT(abbrevs);
  while (first < last) {
    size_t mid = (first + last) / 2;
    Str entry = str_of(abbrevs[mid].word);
    int c = str_cmp(lowered(entry, other, sizeof other), low);
    if (c == 0) {
      bool as_written = str_eq(entry, w) || is_lower(entry.p[0]) || (is_upper(w.p[0]) && is_upper(w.p[w.n - 1]) && w.n > 1);
      return as_written ? abbrevs[mid].cls : ABBREV_NONE;
    }
    if (c < 0) first = mid + 1;
    else last = mid;
  }
  return ABBREV_NONE;
}

/* --- characters -------------------------------------------------------------------------------------------------------------- */

static bool is_word_byte(char c) { return is_alpha(c) || is_digit(c); }

/* Not ASCII: is it a mark or sign rather than a letter? */
static bool is_sign(uint32_t cp) {
  if (cp < 0xC0) return cp != 0xAA && cp != 0xB5 && cp != 0xBA;
  if (cp == 0xD7 || cp == 0xF7) return true;
  return (cp >= 0x2010 && cp <= 0x205E) || (cp >= 0x20A0 && cp <= 0x20CF) || (cp >= 0x2116 && cp <= 0x2117) ||
         (cp >= 0x2120 && cp <= 0x2122) || (cp >= 0x2190 && cp <= 0x2BFF) || (cp >= 0x3001 && cp <= 0x3020) ||
         (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0x1F000 && cp <= 0x1FAFF) || cp == 0xFFFD;
}

/* End of the run of letters and digits from i. */
static uint32_t run_end(const Scan *s, uint32_t i) {
  while (i < s->end) {
    if (is_word_byte(s->p[i])) {
      i++;
    } else if ((unsigned char)s->p[i] < 0x80) {
      break;
    } else {
      uint32_t len, cp = utf8_next((Str){s->p, s->end}, i, &len);
      if (is_sign(cp)) break;
      i += len;
    }
  }
  return i;
}

static char at_or_nul(const Scan *s, uint32_t i) { return i < s->end ? s->p[i] : 0; }
static bool is_digit_at(const Scan *s, uint32_t i) { return i < s->end && is_digit(s->p[i]); }

/* Does a letter or digit stand at i? */
static bool is_word_at(const Scan *s, uint32_t i) { return i < s->end && run_end(s, i) > i; }

/* Length of an apostrophe at i (' or ’), else 0. */
static uint32_t apostrophe_at(const Scan *s, uint32_t i) {
  if (i >= s->end) return 0;
  if (s->p[i] == '\'') return 1;
  return s->end - i >= 3 && memcmp(s->p + i, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static Str slice(const Scan *s, uint32_t from, uint32_t to) { return (Str){s->p + from, to - from}; }

static bool all_digits(Str w) {
  for (uint32_t i = 0; i < w.n; i++)
    if (!is_digit(w.p[i])) return false;
  return w.n > 0;
}

/* The next byte to be seen after i, closing marks and blanks passed over; 0 at the paragraph's end. */
static uint32_t next_word_at(const Scan *s, uint32_t i) {
  while (i < s->end && (s->p[i] == '"' || s->p[i] == ')' || s->p[i] == ']' || s->p[i] == '\'')) i++;
  while (i < s->end && is_space(s->p[i])) i++;
  while (i < s->end && (s->p[i] == '"' || s->p[i] == '\'' || s->p[i] == '(')) i++;
  if (s->end - i >= 3 && (memcmp(s->p + i, "\xE2\x80\x9C", 3) == 0 || memcmp(s->p + i, "\xE2\x80\x98", 3) == 0)) i += 3;
  return i;
}

static bool prev_is_capital(const Scan *s) { return s->prev && is_upper(s->p[s->prev->at]); }
static bool prev_is(const Scan *s, char c) { return s->prev && s->prev->n == 1 && s->p[s->prev->at] == c; }

/* --- full stops -------------------------------------------------------------------------------------------------------------- */

/* U.S, a.m, Ph.D: letters in pieces of at most three, small pieces of at most two. */
static bool is_dotted(Str w) {
  uint32_t piece = 0, dots = 0;
  for (uint32_t i = 0; i <= w.n; i++) {
    if (i == w.n || w.p[i] == '.') {
      if (piece == 0 || piece > 3) return false;
      dots += i < w.n;
      piece = 0;
    } else if (!is_alpha(w.p[i])) {
      return false;
    } else {
      piece++;
    }
  }
  return dots > 0 && (w.n < 6 || is_upper(w.p[0])) && (is_upper(w.p[w.n - 1]) || w.n <= 5);
}

/* The class of the initial or letter w before a full stop at `dot`. */
static uint8_t initial_class(const Scan *s, Str w, uint32_t dot) {
  uint32_t next = next_word_at(s, dot + 1);
  if (next >= s->end) return ABBREV_NONE;
  char c = s->p[next];
  if (is_lower(w.p[0]))
    return (w.p[0] == 'p' || w.p[0] == 'c') && is_digit(c)      ? ABBREV_NUM
           : w.p[0] == 'v' && is_upper(c) && prev_is_capital(s) ? ABBREV_MID
                                                                : ABBREV_NONE;
  bool named = prev_is_capital(s);
  if (w.p[0] == 'I' && !named && s->prev) return ABBREV_NONE;
  if (is_upper(c) && !named && s->prev && scan_is_starter(slice(s, next, run_end(s, next)))) return ABBREV_NONE;
  return is_digit(c) && !named && s->prev ? ABBREV_NONE : ABBREV_INITIAL;
}

/* Does the full stop at `dot` belong to the word w before it?  The class, or ABBREV_NONE. */
static uint8_t stop_class(const Scan *s, Str w, uint32_t dot) {
  if (w.n == 1 && is_alpha(w.p[0])) return initial_class(s, w, dot);
  uint8_t cls = abbrev_class(w);
  if (cls == ABBREV_NONE) return is_dotted(w) ? ABBREV_ANY : ABBREV_NONE;
  uint32_t next = next_word_at(s, dot + 1);
  char c = at_or_nul(s, next);
  bool ends = next >= s->end;
  switch (cls) {
  case ABBREV_TITLE: return !ends && (is_alpha(c) || is_digit(c) || (unsigned char)c >= 0x80) ? cls : ABBREV_NONE;
  case ABBREV_NUM: return is_digit(c) || (c == '#') || (is_lower(c) && is_upper(w.p[0])) ? cls : ABBREV_NONE;
  case ABBREV_MONTH: return is_upper(c) && str_is(w, "Sun") ? ABBREV_NONE : cls;
  case ABBREV_LOWER: return is_lower(c) || is_digit(c) ? cls : ABBREV_NONE;
  case ABBREV_STATE: return prev_is(s, ',') || (is_lower(c) && w.n > 3) ? cls : ABBREV_NONE;
  default: return cls;
  }
}

/* --- connectors: each takes the token [at, i) and the place i of the connector, and gives the new end, or i to stop there ------- */

static uint32_t url_end(const Scan *s, uint32_t i) {
  while (i < s->end && !is_space(s->p[i]) && s->p[i] != '"' && s->p[i] != '<' && s->p[i] != '>') i++;
  while (strchr(".,;:!?'", s->p[i - 1]) || (s->p[i - 1] == ')' && !memchr(s->p + s->start, '(', i - s->start)) || s->p[i - 1] == ']') i--;
  return i;
}

/* An e-mail address from `at`: its end, or 0. */
static uint32_t email_end(const Scan *s, uint32_t at) {
  uint32_t i = at, limit = s->end - at > 64 ? at + 64 : s->end;
  while (i < limit && (is_word_byte(s->p[i]) || strchr("._%+-", s->p[i]))) i++;
  if (i == at || i >= limit || s->p[i] != '@' || !is_word_at(s, i + 1)) return 0;
  limit = s->end - i > 256 ? i + 256 : s->end;
  for (i++; i < limit && (is_word_byte(s->p[i]) || ((s->p[i] == '.' || s->p[i] == '-') && is_word_at(s, i + 1)));) i++;
  return i;
}

static uint32_t join_apostrophe(const Scan *s, uint32_t at, uint32_t i, bool *done) {
  uint32_t len = apostrophe_at(s, i), end = run_end(s, i + len);
  Str word = slice(s, at, i), tail = slice(s, i + len, end);
  char c = tail.n ? to_lower(tail.p[0]) : 0;
  *done = true;
  if (!tail.n || all_digits(tail)) return i;
  if (tail.n == 1 && c == 't' && to_lower(word.p[word.n - 1]) == 'n') return word.n > 1 ? i - 1 : end;
  if (tail.n == 1 && c == 's' && all_digits(word) && word.p[word.n - 1] == '0') return end; /* 1960's */
  if (tail.n == 1 && (c == 's' || c == 'm' || c == 'd')) return i;
  if (tail.n == 2 && ((c == 'l' && to_lower(tail.p[1]) == 'l') || ((c == 'r' || c == 'v') && to_lower(tail.p[1]) == 'e'))) return i;
  *done = false;
  return end;
}

/* A full stop with a letter or digit behind it. */
static uint32_t join_inner_stop(const Scan *s, uint32_t at, uint32_t i, bool *done) {
  uint32_t end = run_end(s, i + 1);
  Str left = slice(s, at, i), right = slice(s, i + 1, end);
  *done = false;
  if (is_digit(left.p[left.n - 1]) && is_digit(right.p[0])) return end;
  if (lower_in(domains, COUNT(domains), right) && !is_upper(right.p[0])) {
    *done = at_or_nul(s, end) == '/';
    return *done ? url_end(s, end) : end;
  }
  if (is_dotted(slice(s, at, end))) return end;
  *done = true;
  if (abbrev_class(left) && !(is_lower(right.p[0]) && right.n < 4))
    return i + 1; /* "Mr.Smith", "No.2": the caller makes it an abbreviation */
  bool sentence_end =
      left.n >= 3 && is_lower(left.p[left.n - 1]) && is_upper(right.p[0]) && (right.n == 1 || is_lower(right.p[right.n - 1]));
  if (sentence_end || (all_digits(left) && is_upper(right.p[0]))) return i; /* "said.The": a blank was lost */
  *done = false;
  return end;
}

/* Digits in three groups ("2025-01-14", telephone numbers) or three and four ("555-1234") are one token; ranges are not. */
static uint32_t join_digits(const Scan *s, uint32_t at, uint32_t i) {
  uint32_t groups = 1, end = i, last = 0;
  while (at_or_nul(s, end) == '-' && is_digit_at(s, end + 1)) {
    uint32_t from = end + 1;
    for (end = from; is_digit_at(s, end);) end++;
    last = end - from;
    groups++;
  }
  if (is_word_at(s, end) || (groups == 2 && !(i - at == 3 && last == 4))) return i;
  return end;
}

static uint32_t join_hyphen(const Scan *s, uint32_t at, uint32_t i) {
  Str left = slice(s, at, i);
  if (all_digits(left)) return is_digit_at(s, i + 1) ? join_digits(s, at, i) : i;
  if (!is_word_at(s, i + 1)) return i;
  uint32_t end = run_end(s, i + 1);
  Str right = slice(s, i + 1, end);
  if (lower_in(prefixes, COUNT(prefixes), left)) return end;
  bool name =
      is_upper(left.p[0]) && left.n >= 2 && left.n <= 6 && is_lower(left.p[left.n - 1]) && lower_in(syllables, COUNT(syllables), right);
  if (name && (is_lower(right.p[0]) || lower_in(syllables, COUNT(syllables), left))) return end;
  return i;
}

static uint32_t join_slash(const Scan *s, uint32_t at, uint32_t i) {
  uint32_t end = run_end(s, i + 1);
  Str left = slice(s, at, i), right = slice(s, i + 1, end);
  if (!right.n) return i;
  if (is_digit(left.p[left.n - 1]) && all_digits(right)) return end;
  return (left.n == 1 || right.n == 1) && is_alpha(left.p[0]) && is_alpha(right.p[0]) ? end : i;
}

/* Thousands: "1,000", "1,00,000". */
static uint32_t join_comma(const Scan *s, uint32_t i) {
  if (!is_digit(s->p[i - 1])) return i;
  uint32_t end = run_end(s, i + 1);
  while (end > i + 1 && is_alpha(s->p[end - 1])) end--; /* "1,000km" */
  Str right = slice(s, i + 1, end);
  if (!all_digits(right)) return i;
  if (right.n == 3 || (right.n == 2 && at_or_nul(s, end) == ',' && is_digit_at(s, end + 1))) return run_end(s, i + 1);
  return i;
}

static bool is_currency_prefix(Str w) {
  static const char *const names[] = {"A", "AU", "C", "CA", "HK", "NT", "NZ", "R", "S", "US", "Z"};
  return w.n <= 2 && scan_in_table(names, COUNT(names), w);
}

/* --- words -------------------------------------------------------------------------------------------------------------------- */

/* "cannot", "gonna", "dont": where the first word ends, or 0. */
static uint32_t fused_at(Str w) {
  static const struct {
    const char *word;
    uint8_t at;
  } fused[] = {{"cannot", 3}, {"gonna", 3}, {"wanna", 3},  {"gotta", 3}, {"outta", 3},  {"alot", 1},     {"lemme", 3},   {"gimme", 3},
               {"dont", 2},   {"didnt", 3}, {"doesnt", 4}, {"isnt", 2},  {"wasnt", 3},  {"couldnt", 5},  {"wouldnt", 5}, {"cant", 2},
               {"aint", 2},   {"arent", 3}, {"havent", 4}, {"hasnt", 3}, {"werent", 4}, {"shouldnt", 6}, {"hadnt", 3}};
  if (w.n < 4 || w.n > 8 || !strchr("cgwldihasoCGWLDIHASO", w.p[0])) return 0;
  char last = to_lower(w.p[w.n - 1]);
  if (last != 't' && last != 'a' && last != 'e') return 0;
  for (size_t i = 0; i < COUNT(fused); i++)
    if (str_eq_nocase(w, str_of(fused[i].word))) return fused[i].at;
  return 0;
}

/* The number of a token such as "10pm", "2.5bn", "7p.m.": where it ends, or 0 when no unit follows. */
static uint32_t number_before_unit(const Scan *s, uint32_t at, uint32_t end) {
  uint32_t i = at;
  while (i < end && (is_digit(s->p[i]) || ((s->p[i] == '.' || s->p[i] == ',' || s->p[i] == ':') && is_digit_at(s, i + 1)))) i++;
  if (i == at || i == end) return 0;
  Str unit = slice(s, i, end);
  if (unit.n && unit.p[unit.n - 1] == '.') unit.n--;
  if (str_eq_nocase(unit, STR("a.m")) || str_eq_nocase(unit, STR("p.m"))) return i;
  bool money = prev_is(s, '$') || (s->prev && s->prev->n >= 2 && (unsigned char)s->p[s->prev->at + s->prev->n - 1] >= 0x80);
  if (unit.n == 1 && is_upper(unit.p[0]) && !(money && strchr("BKM", unit.p[0]))) return 0; /* 3D, 4G */
  return lower_in(units, COUNT(units), unit) ? i : 0;
}

/* Lets the token [at, i) grow over the connector at i; i when it ends there. */
static uint32_t grow(Scan *s, uint32_t at, uint32_t i, bool *done) {
  *done = false;
  switch (s->p[i]) {
  case '\'': return join_apostrophe(s, at, i, done);
  case '.': return is_word_at(s, i + 1) ? join_inner_stop(s, at, i, done) : i;
  case '-': return join_hyphen(s, at, i);
  case ',': return join_comma(s, i);
  case ':': return is_digit(s->p[i - 1]) && is_digit_at(s, i + 1) ? run_end(s, i + 1) : i;
  case '/': return join_slash(s, at, i);
  case '&': return is_alpha(s->p[i - 1]) && is_word_at(s, i + 1) ? run_end(s, i + 1) : i;
  case '*': return is_alpha(s->p[i - 1]) && i + 1 < s->end && is_alpha(s->p[i + 1]) ? run_end(s, i + 1) : i;
  case '@':
  case '_': return is_word_at(s, i + 1) ? run_end(s, i + 1) : i;
  case '$': *done = true; return is_currency_prefix(slice(s, at, i)) ? i + 1 : i;
  default: break;
  }
  if (apostrophe_at(s, i)) return join_apostrophe(s, at, i, done);
  return i;
}

static bool starts_url(const Scan *s, uint32_t at, uint32_t i) {
  if (s->p[i] == ':') return at_or_nul(s, i + 1) == '/' && at_or_nul(s, i + 2) == '/';
  return s->p[i] == '.' && i - at == 3 && str_eq_nocase(slice(s, at, i), STR("www")) && is_word_at(s, i + 1);
}

/* The end of the word at `at`; sets kind and cls. */
static uint32_t scan_word(Scan *s, uint32_t at) {
  uint32_t i = run_end(s, at);
  if (i < s->end && !is_space(s->p[i]) && s->p[i] != ',') {
    if (starts_url(s, at, i)) return url_end(s, i);
    uint32_t mail = strchr(".@-_+%", s->p[i]) ? email_end(s, at) : 0;
    if (mail) return mail;
  }
  bool done = false;
  while (i < s->end && !done) {
    uint32_t end = grow(s, at, i, &done);
    if (end <= i) {
      i = end;
      break;
    }
    i = end;
    if (i - at > SCAN_MAX_TOKEN) break;
  }
  if (is_digit(s->p[at])) {
    uint32_t number = number_before_unit(s, at, i);
    if (number) return number;
  } else {
    uint32_t first = fused_at(slice(s, at, i));
    if (first) return at + first;
  }
  bool stop = i < s->end && s->p[i] == '.' && at_or_nul(s, i + 1) != '.';
  if (i > at && s->p[i - 1] == '.') i--, stop = true; /* join_inner_stop took "Mr." of "Mr.Smith" */
  if (stop && (s->cls = stop_class(s, slice(s, at, i), i)) != ABBREV_NONE) {
    s->kind = SCAN_ABBREV;
    i++;
  }
  return i;
}

/* --- marks -------------------------------------------------------------------------------------------------------------------- */

static uint32_t same_run(const Scan *s, uint32_t at) {
  uint32_t i = at + 1;
  while (i < s->end && s->p[i] == s->p[at]) i++;
  return i;
}

/* A word cut off at an apostrophe: 's, 'll, 've ... after a word or alone, '90s, 'em; 0 if it is a quotation mark. */
static uint32_t clitic_end(const Scan *s, uint32_t at) {
  uint32_t from = at + apostrophe_at(s, at), end = run_end(s, from);
  Str w = slice(s, from, end);
  static const char *const after[] = {"d", "ll", "m", "re", "s", "ve"};
  static const char *const alone[] = {"cause", "em", "n", "til", "tis", "twas"};
  if (!w.n || w.n > 5) return 0;
  if (lower_in(after, COUNT(after), w)) return end;
  if (s->glued) return 0;
  if (is_digit(w.p[0]) && is_digit_at(s, from + 1) && (w.n == 2 || (w.n == 3 && w.p[2] == 's'))) return end;
  return lower_in(alone, COUNT(alone), w) ? end : 0;
}

static uint32_t scan_apostrophe(Scan *s, uint32_t at) {
  uint32_t end = clitic_end(s, at), len = apostrophe_at(s, at);
  if (end) return end;
  s->kind = len == 3 ? SCAN_CLOSE : SCAN_QUOTE;
  if (len == 1 && at_or_nul(s, at + 1) == '\'') return at + 2;
  return at + len;
}

static uint32_t scan_sign(Scan *s, uint32_t at) {
  uint32_t len, cp = utf8_next((Str){s->p, s->end}, at, &len);
  s->kind = SCAN_PUNCT;
  if (cp == 0x2019) return scan_apostrophe(s, at);
  if (cp == 0x2026) {
    s->kind = SCAN_ELLIPSIS;
    while (s->end - at >= len + 3 && memcmp(s->p + at + len, "\xE2\x80\xA6", 3) == 0) len += 3;
    while (at_or_nul(s, at + len) == '.') len++;
  } else if (cp == 0x201C || cp == 0x201E || cp == 0x2018 || cp == 0x201A || cp == 0xAB || cp == 0x2039) {
    s->kind = SCAN_OPEN;
  } else if (cp == 0x201D || cp == 0xBB || cp == 0x203A) {
    s->kind = SCAN_CLOSE;
  } else if (cp >= 0x2012 && cp <= 0x2015) {
    s->kind = SCAN_DASH;
  }
  return at + len;
}

/* "#tag", "@name", ".5", "+44" at the start of a word: its end, or 0. */
static uint32_t marked_word(Scan *s, uint32_t at) {
  char c = s->p[at];
  if (at + 1 >= s->end) return 0;
  if ((c == '.' || c == '+') && is_digit(s->p[at + 1]) && !s->glued) return scan_word(s, at + 1);
  if ((c == '#' && is_alpha(s->p[at + 1])) || (c == '@' && is_word_byte(s->p[at + 1]))) {
    if (s->glued) return 0;
    uint32_t i = run_end(s, at + 1);
    while (at_or_nul(s, i) == '_' && is_word_at(s, i + 1)) i = run_end(s, i + 1);
    return i;
  }
  return 0;
}

static uint32_t scan_mark(Scan *s, uint32_t at) {
  char c = s->p[at];
  uint32_t i = marked_word(s, at);
  if (i) return i;
  s->kind = SCAN_PUNCT;
  switch (c) {
  case '\'': return scan_apostrophe(s, at);
  case '"': s->kind = SCAN_QUOTE; return at + 1;
  case '.':
    i = same_run(s, at);
    s->kind = i - at > 1 ? SCAN_ELLIPSIS : SCAN_STOP;
    return i;
  case '!':
  case '?':
    for (i = at + 1; i < s->end && (s->p[i] == '!' || s->p[i] == '?');) i++;
    s->kind = SCAN_STOP;
    return i;
  case '(':
  case '[':
  case '{': s->kind = SCAN_OPEN; return at + 1;
  case ')':
  case ']':
  case '}': s->kind = SCAN_CLOSE; return at + 1;
  case '`': s->kind = SCAN_OPEN; return same_run(s, at);
  case '-': s->kind = SCAN_DASH; return same_run(s, at);
  case ':':
  case ';': /* the commonest faces */
    if (!s->glued && at + 1 < s->end) {
      i = at + 1 + (s->p[at + 1] == '-');
      if (i < s->end && (s->p[i] == ')' || s->p[i] == '(') && (i + 1 == s->end || is_space(s->p[i + 1]))) return i + 1;
    }
    return at + 1;
  case '*':
  case '=':
  case '_':
  case '~':
  case '#':
  case '+':
  case '$':
  case '/':
  case '<':
  case '>': return same_run(s, at);
  default: return at + 1;
  }
}

void scan_paragraph(Arena *a, Str text, uint32_t at, uint32_t end, ScanToks *out) {
  Scan s = {.p = text.p};
  uint32_t first = out->n;
  bool glued = false;
  while (at < end) {
    if (is_space(text.p[at])) {
      at++;
      glued = false;
      continue;
    }
    s.start = at;
    s.end = end - at > 2 * SCAN_MAX_TOKEN ? at + 2 * SCAN_MAX_TOKEN : end;
    s.kind = SCAN_WORD;
    s.cls = ABBREV_NONE;
    s.glued = glued;
    s.prev = out->n > first ? &out->at[out->n - 1] : NULL;
    uint32_t stop = is_word_byte(text.p[at]) ? scan_word(&s, at) : 0;
    if (!stop) stop = (unsigned char)text.p[at] < 0x80 ? scan_mark(&s, at) : is_word_at(&s, at) ? scan_word(&s, at) : scan_sign(&s, at);
    if (stop - at > SCAN_MAX_TOKEN) {
      stop = at + SCAN_MAX_TOKEN;
      while (stop > at + 1 && ((unsigned char)text.p[stop] & 0xC0) == 0x80) stop--;
    }
    VEC_PUSH(a, out, ((ScanTok){at, stop - at, s.kind, s.cls, glued}));
    at = stop;
    glued = true;
  }
}
