/* Bytes as they came to bytes as the stages want them: double-encoded UTF-8 and entities mended, odd blanks folded, marks of no width and
** left-over tags dropped.
**
** Second stage, before sentences.  Its one trick: most texts need nothing, so a first pass looks for a byte that could need something, and
** only then is a copy made.  Each place where the bytes moved leaves a Shift, from which doc_span finds the given bytes again. */
#include "text/doc.h"

#include "base/utf8.h"

static const struct {
  const char *name;
  uint16_t cp;
} entities[] = {
#define X(name, cp) {name, cp},
#include "text/entities.def"
#undef X
};

/* What stands at a place: `len` given bytes that mean `cp`; CP_DROP and CP_KEEP say what to do instead. */
enum { CP_KEEP = 0xFFFFFFFF, CP_DROP = 0xFFFFFFFE };
typedef struct Piece {
  uint32_t cp, len;
} Piece;

typedef VEC(Shift) Shifts;
typedef struct Mend {
  Arena *arena;
  Shifts shifts;
  char *out; /* NULL while only looking */
  uint32_t n, given;
} Mend;

/* Bytes 0x80 to 0x9F of Windows-1252. */
static const uint16_t high_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                       0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                       0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/* The Windows-1252 byte of a code point above ASCII, or 0. */
static uint8_t byte_1252(uint32_t cp) {
  if (cp >= 0x80 && cp <= 0xFF) return (uint8_t)cp;
  for (int i = 0; i < 32; i++)
    if (high_1252[i] == cp) return (uint8_t)(0x80 + i);
  return 0;
}

/* The first letters of double encoding: Latin, Cyrillic, typographic marks, emoji.  Others ("é”…") occur by themselves. */
static bool is_double_lead(uint32_t cp) {
  return (cp >= 0xC2 && cp <= 0xC5) || cp == 0xD0 || cp == 0xD1 || cp == 0xE2 || cp == 0xEF || cp == 0xF0;
}

/* UTF-8 that was read as Windows-1252 and written as UTF-8 again: two to four letters such as "â€™" that are the bytes of one. */
static Piece double_encoded(Str s, uint32_t at) {
  Piece none = {CP_KEEP, 0};
  uint32_t len, end = at, n = 0;
  uint32_t cp = utf8_next(s, at, &len);
  if (!is_double_lead(cp)) return none;
  uint32_t need = cp < 0xE0 ? 2 : cp < 0xF0 ? 3 : 4;
  char bytes[4];
  bytes[n++] = (char)cp;
  end += len;
  while (n < need && end < s.n) {
    uint8_t byte = byte_1252(utf8_next(s, end, &len));
    if (byte < 0x80 || byte >= 0xC0) break;
    bytes[n++] = (char)byte;
    end += len;
  }
  if (n == 2 && need == 3 && bytes[0] == (char)0xE2 && bytes[1] == (char)0x80) /* "â€" whose last byte was lost: a closing quote */
    return (Piece){0x201D, end - at};
  if (n < need) return none;
  cp = utf8_next((Str){bytes, n}, 0, &len);
  return len == n ? (Piece){cp, end - at} : none;
}

static Piece numeric_entity(Str s, uint32_t at) {
  uint32_t i = at + 2, cp = 0, first;
  bool hex = i < s.n && (s.p[i] == 'x' || s.p[i] == 'X');
  i += hex;
  for (first = i; i < s.n && i - first < 7; i++) {
    char c = s.p[i];
    uint32_t digit = is_digit(c)                                       ? (uint32_t)(c - '0')
                     : hex && to_lower(c) >= 'a' && to_lower(c) <= 'f' ? (uint32_t)(to_lower(c) - 'a' + 10)
                                                                       : 99;
    if (digit == 99) break;
    cp = cp * (hex ? 16 : 10) + digit;
  }
  if (i == first || i >= s.n || s.p[i] != ';' || cp == 0 || cp > 0x10FFFF) return (Piece){CP_KEEP, 0};
  return (Piece){cp, i + 1 - at};
}

static Piece named_entity(Str s, uint32_t at) {
  uint32_t semicolon = str_find(str_head(s, at + 12), ';', at + 1);
  if (semicolon >= s.n || semicolon >= at + 12) return (Piece){CP_KEEP, 0};
  Str name = {s.p + at + 1, semicolon - at - 1};
  size_t low = 0, high = sizeof entities / sizeof *entities;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int c = str_cmp(str_of(entities[mid].name), name);
    if (c == 0) return (Piece){entities[mid].cp, semicolon + 1 - at};
    if (c < 0) low = mid + 1;
    else high = mid;
  }
  return (Piece){CP_KEEP, 0};
}

/* "&amp;quot;" was escaped twice: the ampersand may open another entity. */
static Piece entity(Str s, uint32_t at) {
  if (at + 3 >= s.n) return (Piece){CP_KEEP, 0};
  Piece p = s.p[at + 1] == '#' ? numeric_entity(s, at) : named_entity(s, at);
  if (p.cp == '&') {
    char again[16] = "&";
    Str rest = str_from(s, at + p.len);
    uint32_t n = rest.n < 14 ? rest.n : 14;
    memcpy(again + 1, rest.p, n);
    Piece q = n && (again[1] == '#' || is_alpha(again[1])) ? entity((Str){again, n + 1}, 0) : (Piece){CP_KEEP, 0};
    if (q.cp != CP_KEEP) return (Piece){q.cp, p.len + q.len - 1};
  }
  if (p.cp >= 0x80 && p.cp < 0xA0) p.cp = high_1252[p.cp - 0x80]; /* as browsers read them */
  return p;
}

/* A left-over tag: its length, and whether it parts lines. */
static uint32_t html_tag(Str s, uint32_t at, bool *block_out) {
  static const char *const inline_tags[] = {"a", "abbr", "b", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "u"};
  static const char *const block_tags[] = {"blockquote", "br", "div", "h1",    "h2", "h3", "h4", "hr",
                                           "li",         "ol", "p",   "table", "td", "tr", "ul"};
  uint32_t i = at + 1, first;
  if (i < s.n && s.p[i] == '/') i++;
  for (first = i; i < s.n && i - first < 11 && (is_lower(to_lower(s.p[i])) || is_digit(s.p[i]));) i++;
  char name[12];
  uint32_t n = i - first;
  if (n == 0 || n > 11 || i >= s.n || (s.p[i] != '>' && s.p[i] != ' ' && s.p[i] != '/')) return 0;
  for (uint32_t k = 0; k < n; k++) name[k] = s.p[first + k];
  name[n] = 0;
  bool known = false;
  for (size_t k = 0; k < sizeof inline_tags / sizeof *inline_tags && !known; k++) known = strcmp(name, inline_tags[k]) == 0;
  *block_out = !known;
  for (size_t k = 0; k < sizeof block_tags / sizeof *block_tags && !known; k++) known = strcmp(name, block_tags[k]) == 0;
  uint32_t close = str_find(str_head(s, at + 400), '>', i);
  return known && close < s.n && close < at + 400 && s.p[close] == '>' ? close + 1 - at : 0;
}

/* What a code point becomes: itself, a blank, a line's end, or nothing. */
static uint32_t fold_blank(uint32_t cp) {
  if (cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0x1680) return ' ';
  if (cp == 0x2028 || cp == 0x2029 || cp == 0x85) return '\n';
  if (cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF ||
      cp == 0x180E || (cp >= 0xFE00 && cp <= 0xFE0F))
    return CP_DROP;
  if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) return cp == '\n' || cp == '\t' ? cp : ' ';
  return cp;
}

/* What to do at a place that may need something; CP_KEEP with the length of what stands there when it needs nothing. */
static Piece look(Str s, uint32_t at) {
  unsigned char c = (unsigned char)s.p[at];
  Piece p = {CP_KEEP, 0};
  if (c == '&') {
    p = entity(s, at);
  } else if (c == '<') {
    bool block = false;
    uint32_t n = html_tag(s, at, &block);
    if (n) return (Piece){block ? '\n' : CP_DROP, n};
  } else if (c == '\r') {
    return at + 1 < s.n && s.p[at + 1] == '\n' ? (Piece){CP_DROP, 1} : (Piece){'\n', 1};
  } else if (c >= 0xC0) {
    p = double_encoded(s, at);
  }
  if (p.cp != CP_KEEP) {
    p.cp = fold_blank(p.cp);
    return p;
  }
  uint32_t len, cp = utf8_next(s, at, &len), to = fold_blank(cp);
  return to == cp ? (Piece){CP_KEEP, len} : (Piece){to, len};
}

/* Bytes that may need something: controls, & and <, and the lead bytes of what is folded, dropped or doubly encoded. */
static bool is_suspect(unsigned char c) {
  if (c >= 0xC2) return c <= 0xF4 && (c <= 0xC3 || c == 0xE1 || c == 0xE2 || c == 0xE3 || c == 0xEF);
  return c == '&' || c == '<' || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

static void shift(Mend *m, uint32_t from) {
  Shifts *v = &m->shifts;
  if (v->n && v->at[v->n - 1].at == m->n) v->at[v->n - 1].from = from;
  else VEC_PUSH(m->arena, v, ((Shift){m->n, from}));
}

/* Passes over s; with m->out writes it mended.  Returns whether anything changes. */
static bool mend(Mend *m, Str s) {
  bool changed = false;
  for (uint32_t at = 0; at < s.n;) {
    uint32_t from = at;
    while (at < s.n && !is_suspect((unsigned char)s.p[at])) at++;
    if (m->out) memcpy(m->out + m->n, s.p + from, at - from), m->n += at - from;
    if (at == s.n) break;
    Piece p = look(s, at);
    if (p.cp == CP_KEEP) {
      if (m->out) memcpy(m->out + m->n, s.p + at, p.len), m->n += p.len;
    } else if (!m->out) {
      return true;
    } else {
      changed = true;
      if (p.cp != CP_DROP) {
        shift(m, m->given + at);
        m->n += utf8_put(p.cp, m->out + m->n);
      }
      shift(m, m->given + at + p.len);
    }
    at += p.len;
  }
  m->given += s.n;
  return changed;
}

void text_normalise(Doc *d) {
  Mend look_only = {.arena = d->arena};
  Str title = d->title_given, body = d->body_given;
  d->shifts = NULL;
  d->nshifts = 0;
  if (!title.n && !mend(&look_only, body)) {
    d->text = body;
    d->body_at = 0;
    return;
  }
  Mend m = {.arena = d->arena, .out = arena_push(d->arena, (size_t)title.n + body.n + 2)};
  if (title.n) {
    mend(&m, title);
    m.out[m.n++] = '\n';
    m.out[m.n++] = '\n';
    m.given += 2;
  }
  d->body_at = m.n;
  mend(&m, body);
  d->text = (Str){m.out, m.n};
  d->shifts = m.shifts.at;
  d->nshifts = m.shifts.n;
}

/* The last shift at or before `at` (before it, if `strictly`); NULL if there is none. */
static const Shift *shift_before(const Doc *d, uint32_t at, bool strictly) {
  uint32_t low = 0, high = d->nshifts;
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if (d->shifts[mid].at < at || (!strictly && d->shifts[mid].at == at)) low = mid + 1;
    else high = mid;
  }
  return low ? &d->shifts[low - 1] : NULL;
}

static uint32_t given_at(const Shift *s, uint32_t at) { return s ? s->from + (at - s->at) : at; }

/* The given buffer's byte (title, two newlines, body). */
static Str given_from(const Doc *d, uint32_t at) {
  uint32_t gap = d->title_given.n ? d->title_given.n + 2 : 0;
  if (d->title_given.n && at < d->title_given.n) return str_from(d->title_given, at);
  return str_from(d->body_given, at >= gap ? at - gap : 0);
}

/* Where a span ends in the given buffer.  A run that was replaced belongs to the letter before it, one that was dropped does not. */
static uint32_t given_end(const Doc *d, uint32_t at, uint32_t end) {
  const Shift *before = shift_before(d, end, true), *here = shift_before(d, end, false);
  uint32_t lower = given_at(before, end);
  if (here == before || !here) return lower;
  Str run = given_from(d, lower);
  if (here->from < lower) return here->from;
  run = str_head(run, here->from - lower);
  bool start_of_run = before && end > at && before->at + 4 >= end; /* the letter before may be what was replaced */
  for (uint32_t i = 0; i < run.n;) {
    Piece p = look(run, i);
    if (p.cp != CP_DROP) return start_of_run ? here->from : lower;
    i += p.len;
  }
  return lower;
}

Span doc_span(const Doc *d, uint32_t at, uint32_t end) {
  uint32_t start = given_at(shift_before(d, at, false), at);
  uint32_t stop = end > at ? given_end(d, at, end) : start;
  uint32_t gap = d->title_given.n ? d->title_given.n + 2 : 0;
  bool in_title = d->title_given.n && start < d->title_given.n;
  Str given = in_title ? d->title_given : d->body_given;
  uint32_t base = in_title || start < gap ? 0 : gap;
  start -= base;
  stop = stop > base ? stop - base : 0;
  if (stop > given.n) stop = given.n;
  if (start > stop) start = stop;
  return (Span){start, stop, {given.p + start, stop - start}, in_title};
}
