/* Where a sentence ends.
**
** Over the scanner, which has settled whose a full stop is.  A stop ends a sentence unless what follows carries it on: a small letter, a comma,
** or, behind an abbreviation, a word that is no beginning. */
#include "text/segment.h"

/* So many marks in a row are looked at: a bound for text that is none. */
enum { MARKS_MAX = 16 };

typedef struct Para {
  Str text;
  const ScanTok *t;
  uint32_t n;
} Para;

static Str word(const Para *p, uint32_t i) { return (Str){p->text.p + p->t[i].at, p->t[i].n}; }
static char first_byte(const Para *p, uint32_t i) { return i < p->n ? p->text.p[p->t[i].at] : 0; }

/* A reference such as "[25]" at j. */
static bool is_reference(const Para *p, uint32_t j) {
  if (j + 2 >= p->n || first_byte(p, j) != '[' || first_byte(p, j + 2) != ']') return false;
  Str w = word(p, j + 1);
  int64_t number;
  return str_int(w, &number);
}

/* Past the closing marks that belong to the stop at i. */
static uint32_t past_closers(const Para *p, uint32_t i) {
  uint32_t j = i + 1;
  while (j < p->n && j < i + MARKS_MAX) {
    const ScanTok *t = &p->t[j];
    bool closes = t->kind == SCAN_CLOSE || t->kind == SCAN_STOP || (t->glued && t->kind == SCAN_QUOTE);
    if (!closes && !is_reference(p, j)) break;
    j += closes ? 1 : 3;
  }
  return j;
}

/* The first word at or after j: opening marks passed over. */
static uint32_t past_openers(const Para *p, uint32_t j) {
  for (uint32_t last = j + MARKS_MAX; j < p->n && j < last && (p->t[j].kind == SCAN_OPEN || p->t[j].kind == SCAN_QUOTE);) j++;
  return j;
}

static bool is_small(char c) { return is_lower(c); }
static bool is_capital(char c) { return is_upper(c) || (unsigned char)c >= 0xC3; }

/* A number or letter that heads a list: "1.", "b." at the start. */
static bool is_list_mark(const Para *p, uint32_t stop) {
  if (stop != 1 || !p->t[1].glued) return false;
  Str w = word(p, 0);
  for (uint32_t i = 0; i < w.n; i++)
    if (!is_digit(w.p[i]) && !(w.n == 1 && is_alpha(w.p[i]))) return false;
  return w.n <= 2;
}

/* A writer who began this sentence with a small letter begins the next one so too. */
static bool starts_small(const Para *p) {
  uint32_t first = past_openers(p, 0);
  return first < p->n && p->t[first].kind == SCAN_WORD && is_small(first_byte(p, first)) &&
         !memchr(p->text.p + p->t[first].at, '.', p->t[first].n);
}

/* Before a small letter only a small word ends a sentence: not "Yahoo!", nor what may be an abbreviation nobody has listed. */
static bool is_plain_end(const Para *p, uint32_t stop) {
  Str w = word(p, stop - 1);
  for (uint32_t i = 0; i < w.n; i++)
    if (!is_lower(w.p[i])) return false;
  return w.n >= (first_byte(p, stop) == '.' ? 5 : 2);
}

/* After "p.m." or "etc." a capital opens a sentence unless it tells the time or the day. */
static bool after_time(Str w) {
  static const char *const not_new[] = {
      "AEST",   "BST", "CDT", "CEST", "CET",     "CST",      "Central", "EDT",      "EEST",    "EET", "EST",      "ET",       "Eastern",
      "Friday", "GMT", "HKT", "IST",  "JST",     "KST",      "MDT",     "MSK",      "MST",     "MT",  "Monday",   "Mountain", "Moscow",
      "PDT",    "PKT", "PST", "PT",   "Pacific", "Saturday", "Sunday",  "Thursday", "Tuesday", "UTC", "Wednesday"};
  return !scan_in_table(not_new, sizeof not_new / sizeof *not_new, w);
}

static bool abbrev_ends(const Para *p, uint32_t i, uint32_t next) {
  const ScanTok *t = &p->t[i];
  if (t->cls != ABBREV_ANY && t->cls != ABBREV_STATE && t->cls != ABBREV_MONTH && t->cls != ABBREV_INITIAL) return false;
  if (next >= p->n) return true;
  Str w = word(p, next), a = word(p, i);
  if (!is_capital(w.p[0]) || i < 2) return false;
  if (t->cls == ABBREV_ANY && (str_eq_nocase(a, STR("p.m.")) || str_eq_nocase(a, STR("a.m.")) || str_eq_nocase(a, STR("etc."))))
    return after_time(w);
  return scan_is_starter(w) && (t->cls != ABBREV_INITIAL || w.n > 1);
}

/* ":-)" and the like. */
static bool is_face(Str w) {
  return w.n >= 2 && w.n <= 3 && (w.p[0] == ':' || w.p[0] == ';') && (w.p[w.n - 1] == ')' || w.p[w.n - 1] == '(');
}

/* "*****" */
static bool is_rule(Str w) {
  if (w.n < 5 || !strchr("*=_~-", w.p[0])) return false;
  for (uint32_t i = 1; i < w.n; i++)
    if (w.p[i] != w.p[0]) return false;
  return true;
}

/* An address of the web or of mail. */
static bool is_address(Str w) {
  const char *at = memchr(w.p, '@', w.n);
  if (at) return at > w.p && memchr(at, '.', (size_t)(w.p + w.n - at));
  return str_starts(w, STR("www.")) || str_starts(w, STR("http://")) || str_starts(w, STR("https://"));
}

/* "03/28/2001 05:09 PM", as it heads a message, ending at i. */
static bool is_stamp(const Para *p, uint32_t i) {
  if (i < 2 || !(str_is(word(p, i), "AM") || str_is(word(p, i), "PM"))) return false;
  Str time = word(p, i - 1), date = word(p, i - 2);
  return time.n >= 4 && time.n <= 5 && time.p[time.n - 3] == ':' && date.n >= 6 && is_digit(date.p[0]) && is_digit(date.p[date.n - 1]) &&
         memchr(date.p, '/', date.n);
}

/* What web and mail end a sentence with instead of a stop, before a capital (in EWT's training part a face does so in 88 of 100 cases, a web
** address in 94, one of mail in 89, a row of marks in 85; a stamp always). */
static bool ends_bare(const Para *p, uint32_t i) {
  if (i + 1 >= p->n || p->t[i + 1].glued) return false;
  Str w = word(p, i);
  if (is_stamp(p, i)) return true;
  if (is_rule(word(p, i + 1))) return p->t[i].kind != SCAN_OPEN && !is_rule(w);
  return is_capital(first_byte(p, i + 1)) && (is_face(w) || is_rule(w) || is_address(w));
}

/* Does the sentence end with the mark at i?  Its end is *end_out (closing marks taken in). */
static bool ends_at(const Para *p, uint32_t i, uint32_t *end_out) {
  const ScanTok *t = &p->t[i];
  *end_out = i + 1;
  if (t->kind != SCAN_STOP && t->kind != SCAN_ELLIPSIS && t->kind != SCAN_ABBREV) return ends_bare(p, i);
  uint32_t end = past_closers(p, i), next = past_openers(p, end);
  *end_out = end;
  if (t->kind == SCAN_ABBREV) return abbrev_ends(p, i, next);
  if (next >= p->n) return end == p->n;
  if (p->t[next].kind == SCAN_DASH && next + 1 < p->n) next++;
  char c = first_byte(p, next);
  if (p->t[next].kind == SCAN_PUNCT && strchr(",;:/%", c)) return false;
  if (is_list_mark(p, i)) return false;
  if (t->kind == SCAN_ELLIPSIS) return is_capital(c) && !p->t[next].glued && i > 0;
  if (p->t[i].n == 1 && first_byte(p, i) == '.' && p->t[end].glued && end == i + 1 && !is_capital(c)) return false;
  if (i > 0 && p->t[i - 1].kind == SCAN_OPEN) return false; /* "(!)" */
  if (is_small(c)) return end == i + 1 && !p->t[end].glued && (starts_small(p) || (i > 0 && is_plain_end(p, i)));
  return true;
}

uint32_t sentence_end(Str text, const ScanTok *t, uint32_t n) {
  Para p = {text, t, n};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t end = 0;
    if (ends_at(&p, i, &end)) return end;
    bool soft = t[i].n == 1 && (text.p[t[i].at] == ';' || text.p[t[i].at] == ',');
    if (i + 1 >= SENTENCE_MAX || (i + 1 >= SENTENCE_SOFT && soft)) return i + 1;
  }
  return n;
}
