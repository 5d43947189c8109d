/* Datelines: place, date, agency and a dash before the first words of a report.
**
** Beside the splitter.  Read left to right: places, a date, an agency in brackets, a dash; what makes it a dateline is an agency, a date, or
** a place in capitals. */
#include "text/segment.h"

static const char *const agencies[] = {"aa",      "afp",  "ani",  "ansa",   "antara",   "ap",        "app",    "bbc",     "belga",
                                       "bernama", "bss",  "cna",  "cnn",    "ctk",      "dpa",       "dw",     "efe",     "ians",
                                       "irna",    "isna", "ina",  "inp",    "interfax", "itar-tass", "kcna",   "kuna",    "kyodo",
                                       "lusa",    "mena", "nna",  "online", "pajhwok",  "pna",       "pti",    "reuter",  "reuters",
                                       "rfe",     "ria",  "saba", "sana",   "spa",      "sputnik",   "tass",   "thomson", "un",
                                       "unb",     "uni",  "upi",  "voa",    "wafa",     "wam",       "xinhua", "yonhap"};
static const char *const months[] = {"jan",   "feb",  "mar",  "apr",    "may",       "jun",     "jul",      "aug",
                                     "sep",   "sept", "oct",  "nov",    "dec",       "january", "february", "march",
                                     "april", "june", "july", "august", "september", "october", "november", "december"};
/* Places of four letters and fewer: other short words in capitals are acronyms. */
static const char *const short_places[] = {"ADEN", "APIA", "BAKU", "BERN", "BONN", "CUBA", "DOHA", "FIJI", "GAZA", "HOMS",
                                           "IRAN", "IRAQ", "JUBA", "KIEV", "KYIV", "LIMA", "LOME", "LVIV", "LYON", "MALE",
                                           "NICE", "OMAN", "OSLO", "PERU", "RIGA", "ROME", "SUVA", "TOGO", "WUHAN"};
/* Words in capitals that head a line but name no place. */
static const char *const headings[] = {"ANALYSIS", "BREAKING", "CORRECTED", "CORRECTION", "EDITORIAL", "EXCLUSIVE", "EXPLAINER",
                                       "FACTBOX",  "FLASH",    "IMPORTANT", "INTERVIEW",  "LIVE",      "NEWS",      "NOTE",
                                       "OPINION",  "PHOTO",    "PHOTOS",    "REFILE",     "REPEAT",    "SPECIAL",   "SUMMARY",
                                       "TEXT",     "TIMELINE", "UPDATE",    "URGENT",     "VIDEO",     "WARNING",   "WATCH"};
#define COUNT(t) (sizeof(t) / sizeof *(t))

typedef struct Line {
  Str text;
  const ScanTok *t;
  uint32_t n, i;
} Line;

static Str word(const Line *l, uint32_t i) { return (Str){l->text.p + l->t[i].at, i < l->n ? l->t[i].n : 0}; }
static bool is_mark(const Line *l, uint32_t i, char c) { return i < l->n && l->t[i].n == 1 && l->text.p[l->t[i].at] == c; }

static bool one_of(const char *const *table, size_t n, Str w) {
  for (size_t i = 0; i < n; i++)
    if (str_eq_nocase(str_of(table[i]), w)) return true;
  return false;
}

static bool is_month(const Line *l, uint32_t i) {
  Str w = word(l, i);
  if (w.n && w.p[w.n - 1] == '.') w.n--;
  return one_of(months, COUNT(months), w);
}

static bool is_number(const Line *l, uint32_t i, uint32_t max) {
  Str w = word(l, i);
  for (uint32_t k = 0; k < w.n; k++)
    if (!is_digit(w.p[k])) return false;
  return w.n > 0 && w.n <= max;
}

static bool is_caps(Str w) {
  for (uint32_t i = 0; i < w.n; i++)
    if (is_lower(w.p[i])) return false;
  return w.n > 1 && (is_upper(w.p[0]) || (unsigned char)w.p[0] >= 0x80);
}

/* Places: words with a capital, parted by blanks, commas, hyphens, slashes.  Returns the letters of the first place if all are capitals. */
static uint32_t places(Line *l) {
  static const char *const links[] = {"al", "and", "de", "del", "el", "of", "the"};
  uint32_t caps = 0;
  bool first = true;
  while (l->i < l->n && l->i < 12 && !is_month(l, l->i)) {
    Str w = word(l, l->i);
    bool capital = is_upper(w.p[0]) || (unsigned char)w.p[0] >= 0xC3;
    bool mark = is_mark(l, l->i, ',') || is_mark(l, l->i, '/') || is_mark(l, l->i, '\'') || (is_mark(l, l->i, '-') && l->t[l->i].glued);
    if (l->i == 0 && !capital) break;
    if (l->t[l->i].kind != SCAN_WORD && l->t[l->i].kind != SCAN_ABBREV && !mark) break;
    if (!capital && !mark && !one_of(links, COUNT(links), w)) break;
    if (is_mark(l, l->i, ',')) first = false;
    if (first && capital) caps = is_caps(w) && (l->i == 0 || caps) ? caps + w.n : 0;
    l->i++;
  }
  return caps;
}

/* "Jan. 5", "5 January", with a year or without. */
static bool date(Line *l) {
  uint32_t i = l->i;
  if (is_mark(l, i, ',')) i++;
  if (is_month(l, i) && is_number(l, i + 1, 2)) i += 2;
  else if (is_number(l, i, 2) && is_month(l, i + 1)) i += 2;
  else return false;
  if (is_mark(l, i, ',') && is_number(l, i + 1, 4)) i += 2;
  else if (is_number(l, i, 4)) i++;
  if (is_mark(l, i, ',')) i++;
  l->i = i;
  return true;
}

/* "(Reuters)", "(AP/AFP)", "(Xinhua News Agency)"; ", Reuter" without brackets. */
static bool agency(Line *l) {
  uint32_t bare = l->i + is_mark(l, l->i, ',');
  if (l->i > 0 && bare + 1 < l->n && one_of(agencies, COUNT(agencies), word(l, bare)) && l->t[bare + 1].kind == SCAN_DASH) {
    l->i = bare + 1;
    return true;
  }
  if (!is_mark(l, l->i, '(')) return false;
  bool known = false;
  for (uint32_t i = l->i + 1; i < l->n && i < l->i + 8; i++) {
    if (is_mark(l, i, ')')) {
      if (known) l->i = i + 1;
      return known;
    }
    known |= one_of(agencies, COUNT(agencies), word(l, i)) || str_eq_nocase(word(l, i), STR("agencies"));
  }
  return false;
}

/* Is what follows the dash text in small letters, or a headline in capitals? */
static bool has_small_words(const Line *l, uint32_t from) {
  uint32_t small = 0;
  for (uint32_t i = from; i < l->n && i < from + 12; i++) small += is_lower(word(l, i).p[0]);
  return small >= 1 && l->n - from >= 3;
}

uint32_t dateline_tokens(Str text, const ScanTok *t, uint32_t n) {
  Line l = {text, t, n, 0};
  if (n < 4) return 0;
  uint32_t caps = places(&l), named = l.i;
  Str first = word(&l, 0);
  bool wire = named == 1 && one_of(agencies, COUNT(agencies), first) && is_upper(first.p[0]);
  bool dated = date(&l), credited = agency(&l);
  dated |= !dated && date(&l);
  bool dash =
      l.i < n && (t[l.i].kind == SCAN_DASH || is_mark(&l, l.i, '_')) && !(t[l.i].glued && l.i + 1 < n && t[l.i + 1].glued && t[l.i].n == 1);
  bool colon = is_mark(&l, l.i, ':');
  if ((!dash && !colon) || l.i == 0) return 0;
  if (one_of(headings, COUNT(headings), first) && !credited) return 0;
  bool place = caps >= 5 || (caps == 4 && one_of(short_places, COUNT(short_places), first));
  bool holds = credited || (dash && dated && named > 0) || (dash && wire) || (place && named <= (dash ? 8u : 3u));
  if (holds && credited && l.i + 1 == n) return n; /* it has a line of its own */
  return holds && has_small_words(&l, l.i + 1) ? l.i + 1 : 0;
}
