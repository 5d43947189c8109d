/* The document in sentences and tokens.
**
** After normalisation, before syntax.  Lines become paragraphs (a line of a wrapped text goes on in the next one), paragraphs are scanned
** into words, words grouped into sentences.  The scan keeps small records; the tokens proper are made once, when their number is known. */
#include "text/segment.h"

enum { WRAP_MIN = 40, WRAP_MAX = 110 };

typedef struct Lines {
  Str text;
  uint32_t end;   /* of the region */
  uint32_t width; /* the longest line of a wrapped text; 0: lines are paragraphs */
} Lines;

typedef struct SentMade {
  uint32_t first, n;
  int32_t dateline;
  uint8_t kind, quote;
} SentMade;

typedef struct Seg {
  Doc *d;
  ScanToks toks;
  VEC(SentMade) sents;
} Seg;

static uint32_t line_end(const Lines *l, uint32_t at) {
  const char *p = at < l->end ? memchr(l->text.p + at, '\n', l->end - at) : NULL;
  return p ? (uint32_t)(p - l->text.p) : l->end;
}

static bool is_blank_line(Str text, uint32_t at, uint32_t end) {
  while (at < end && is_space(text.p[at])) at++;
  return at == end;
}

static uint32_t trim_end(Str text, uint32_t at, uint32_t end) {
  while (end > at && is_space(text.p[end - 1])) end--;
  return end;
}

/* Lines of 40 to 110 bytes that follow each other without a blank one: a text wrapped by hand.  A line of one word (an address) may be longer, and one
** in a hundred of the others. */
static uint32_t wrapped_width(const Lines *l, uint32_t at) {
  uint32_t widest = 0, pairs = 0, last = 0, lines = 0, longer = 0;
  while (at < l->end) {
    uint32_t end = line_end(l, at), n = trim_end(l->text, at, end) - at;
    bool words = n && memchr(l->text.p + at, ' ', n);
    if (n && last) pairs++;
    lines += words;
    if (words && n > WRAP_MAX) longer++;
    else if (words && n > widest) widest = n;
    last = n;
    at = end + 1;
  }
  return pairs >= 1 && widest >= WRAP_MIN && longer * 100 <= lines ? widest : 0;
}

static bool ends_sentence(Str text, uint32_t at, uint32_t end) {
  while (end > at && strchr("\"')]", text.p[end - 1])) end--;
  return end > at && strchr(".!?:", text.p[end - 1]);
}

/* Does the line [at, end) go on in the line at `next`? */
static bool goes_on(const Lines *l, uint32_t at, uint32_t end, uint32_t next) {
  uint32_t next_end = line_end(l, next), word = next;
  uint32_t n = trim_end(l->text, at, end) - at;
  while (word < next_end && is_space(l->text.p[word])) word++;
  uint32_t indent = word - next, word_end = word;
  while (word_end < next_end && !is_space(l->text.p[word_end])) word_end++;
  if (word == next_end || n == 0) return false;
  if (indent >= 2 && !is_space(l->text.p[at])) return false;
  if (strchr("*-|#", l->text.p[word]) && (word_end - word == 1 || !l->width)) return false;
  bool small = is_lower(l->text.p[word]) && !ends_sentence(l->text, at, at + n);
  if (!l->width) return small && n > 40;
  return small || n + 1 + (word_end - word) + 8 > l->width;
}

/* The end of the paragraph that starts with the line at `at`. */
static uint32_t paragraph_end(const Lines *l, uint32_t at) {
  for (;;) {
    uint32_t end = line_end(l, at);
    if (end >= l->end || !goes_on(l, at, end, end + 1)) return end;
    at = end + 1;
  }
}

/* The state of double quotes after the tokens [first, end): open or closed. */
static bool quote_after(Str text, const ScanTok *t, uint32_t n, bool open) {
  for (uint32_t i = 0; i < n; i++) {
    if (t[i].kind == SCAN_QUOTE && text.p[t[i].at] == '"') open = !open;
    else if (t[i].n == 3 && memcmp(text.p + t[i].at, "\xE2\x80\x9C", 3) == 0) open = true;
    else if (t[i].n == 3 && memcmp(text.p + t[i].at, "\xE2\x80\x9D", 3) == 0) open = false;
  }
  return open;
}

static void add_paragraph(Seg *s, uint32_t at, uint32_t end, uint8_t kind) {
  Str text = s->d->text;
  uint32_t first = s->toks.n;
  bool start = true, open = false, noise = kind == SENT_BODY && noise_line((Str){text.p + at, end - at});
  scan_paragraph(s->d->arena, text, at, end, &s->toks);
  while (first < s->toks.n) {
    const ScanTok *t = s->toks.at + first;
    uint32_t left = s->toks.n - first, dateline = 0;
    uint32_t n = sentence_end(text, t, left);
    if (start && kind == SENT_BODY && !noise) dateline = dateline_tokens(text, t, n);
    SentMade *made = VEC_ADD(s->d->arena, &s->sents);
    uint32_t from = t->at, to = t[n - 1].at + t[n - 1].n;
    made->first = first;
    made->n = n;
    made->kind = noise || (kind == SENT_BODY && n < 40 && noise_line((Str){text.p + from, to - from})) ? SENT_NOISE : kind;
    made->dateline = (int32_t)dateline;
    made->quote = open;
    open = quote_after(text, t, n, open);
    first += n;
    start = false;
  }
}

static void add_region(Seg *s, uint32_t at, uint32_t end, uint8_t kind) {
  Lines l = {s->d->text, end, 0};
  l.width = wrapped_width(&l, at);
  while (at < end) {
    uint32_t stop = line_end(&l, at);
    if (is_blank_line(l.text, at, stop)) {
      at = stop + 1;
      continue;
    }
    stop = paragraph_end(&l, at);
    add_paragraph(s, at, stop, kind);
    at = stop + 1;
  }
}

/* --- tokens and sentences as the stages see them ------------------------------------------------------------------------------ */

/* Letters tell the flags; bytes above ASCII count as letters of no case, accented capitals of Latin-1 as capitals. */
static uint16_t token_flags(Str w) {
  uint32_t upper = 0, lower = 0, digits = 0, others = 0;
  bool cap = false, seen = false;
  for (uint32_t i = 0; i < w.n; i++) {
    unsigned char c = (unsigned char)w.p[i];
    bool accented_cap = c == 0xC3 && i + 1 < w.n && (unsigned char)w.p[i + 1] < 0x9F;
    if (is_upper((char)c) || accented_cap) {
      upper++;
      cap |= !seen;
      seen = true;
      i += accented_cap;
    } else if (is_lower((char)c)) {
      lower++;
      seen = true;
    } else if (is_digit((char)c)) {
      digits++;
      seen = true;
    } else if (c >= 0xC3 && c != 0xE2) {
      others++;
      seen = true;
    }
  }
  uint16_t flags = cap ? TOK_CAP : 0;
  if (upper >= 2 && !lower) flags |= TOK_ALLCAPS;
  if (digits) flags |= TOK_NUMERIC;
  if (!upper && !lower && !digits && !others) flags |= TOK_PUNCT;
  return flags;
}

static bool is_plain_lower(Str w) {
  for (uint32_t i = 0; i < w.n; i++)
    if ((unsigned char)w.p[i] >= 0x80 || is_upper(w.p[i])) return false;
  return true;
}

void text_token(Doc *d, Token *t, uint32_t at, uint32_t n) {
  Str w = {d->text.p + at, n};
  t->at = at;
  t->n = n;
  t->head = -1;
  t->flags = token_flags(w);
  t->form = key_of(w);
  t->low = is_plain_lower(w) ? t->form : key_fold(w);
}

/* Is all of it in capitals?  Acronyms in short lines do not make it so. */
static bool is_all_caps(const Doc *d, const Sent *s) {
  uint32_t upper = 0, lower = 0, words = 0;
  for (uint32_t i = s->at; i < s->end; i++) {
    upper += is_upper(d->text.p[i]);
    lower += is_lower(d->text.p[i]);
  }
  for (uint32_t i = s->first; i < s->first + s->n; i++) words += !(d->tokens[i].flags & TOK_PUNCT);
  return words >= 3 && upper >= 10 && lower * 10 <= upper;
}

void text_finish_sentence(Doc *d, Sent *s) {
  s->at = d->tokens[s->first].at;
  s->end = d->tokens[s->first + s->n - 1].at + d->tokens[s->first + s->n - 1].n;
  s->all_caps = is_all_caps(d, s);
  uint32_t start = s->first, stop = s->first + s->n;
  while (start < stop && (d->tokens[start].flags & TOK_PUNCT)) start++;
  if (start < stop) d->tokens[start].flags |= TOK_SENT_START;
}

static void make_tokens(Seg *s) {
  Doc *d = s->d;
  d->ntokens = s->toks.n;
  d->nsents = s->sents.n;
  d->tokens = ARENA_ARRAY(d->arena, Token, d->ntokens);
  d->sents = ARENA_ARRAY(d->arena, Sent, d->nsents);
  for (uint32_t k = 0; k < d->nsents; k++) {
    const SentMade *made = &s->sents.at[k];
    for (uint32_t i = made->first; i < made->first + made->n; i++) {
      const ScanTok *from = &s->toks.at[i];
      Token *t = &d->tokens[i];
      text_token(d, t, from->at, from->n);
      t->sent = k;
      if (i + 1 == d->ntokens || !from[1].glued) t->flags |= TOK_SPACE_AFTER;
    }
    d->sents[k] = (Sent){.first = made->first, .n = made->n, .kind = made->kind, .dateline = made->dateline, .quote = made->quote};
    text_finish_sentence(d, &d->sents[k]);
  }
}

void text_segment(Doc *d) {
  enum { TOKEN_BYTES = 5 }; /* English has 5.6 a token: room at once, since the copies of a growing list stay */
  Seg s = {.d = d};
  s.toks.cap = d->text.n / TOKEN_BYTES + 8;
  s.toks.at = ARENA_ARRAY(d->arena, ScanTok, s.toks.cap);
  if (d->body_at) add_region(&s, 0, d->body_at - 2, SENT_TITLE);
  add_region(&s, d->body_at, d->text.n, SENT_BODY);
  make_tokens(&s);
}
