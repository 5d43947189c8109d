/* The words around a name: signs that it is a place here ("in Lincoln"), a person ("Mr. Lincoln") or part of another name ("Lincoln
** Journal").  A sign is a bit; its weight stands in signs.def; the words that make it stand in lexicon/places/cues.tsv. */
#include "base/utf8.h"
#include "where/mention.h"

int signs_weight(uint64_t signs) {
  static const int8_t weights[] = {
#define X(name, weight) weight,
#include "where/signs.def"
#undef X
  };
  int sum = 0;
  for (; signs; signs &= signs - 1) sum += weights[__builtin_ctzll(signs)];
  return sum;
}

bool where_is_mark(const Doc *d, uint32_t i, char c) { return d->tokens[i].n == 1 && d->text.p[d->tokens[i].at] == c; }

bool where_is_hyphen(const Doc *d, uint32_t i) {
  const Token *t = &d->tokens[i];
  return t->n <= 3 && t->flags & TOK_PUNCT && !(t->flags & TOK_SPACE_AFTER) && i > 0 && !(d->tokens[i - 1].flags & TOK_SPACE_AFTER) &&
         (where_is_mark(d, i, '-') || str_is(tok_text(d, t), "\xE2\x80\x91"));
}

bool where_is_cap(const Doc *d, uint32_t i) {
  const Token *t = &d->tokens[i];
  uint32_t len;
  if (t->flags & TOK_CAP) return true;
  Str s = tok_text(d, t);
  if ((unsigned char)s.p[0] >= 0xC3) return cp_is_upper(utf8_next(s, 0, &len));
  uint32_t mark = s.n > 3 && s.p[1] == '\'' ? 2 : s.n > 5 && memcmp(s.p + 1, "\xE2\x80\x99", 3) == 0 ? 4 : 0; /* "d'Ivoire" */
  return mark && cp_is_upper(utf8_next(s, mark, &len));
}

static uint32_t cues_of(const Mentions *m, uint32_t i) {
  const Token *t = &m->d->tokens[i];
  uint32_t v;
  Str s = tok_text(m->d, t);
  if (keymap_get(&m->g->cues, t->low, &v)) return v;
  if (s.n > 1 && s.p[s.n - 1] == '.' && keymap_get(&m->g->cues, key_fold(str_head(s, s.n - 1)), &v)) return v; /* "Gen." */
  return 0;
}

/* The tokens beside i in its sentence, or NO_MENTION. */
static uint32_t before(const Mentions *m, uint32_t i) { return i > m->d->sents[m->d->tokens[i].sent].first ? i - 1 : NO_MENTION; }

static uint32_t after(const Mentions *m, uint32_t i) {
  const Sent *s = &m->d->sents[m->d->tokens[i].sent];
  return i + 1 < s->first + s->n ? i + 1 : NO_MENTION;
}

static bool is_proper(const Mentions *m, uint32_t i) {
  const Token *t = &m->d->tokens[i];
  if (!where_is_cap(m->d, i) || t->flags & TOK_NUMERIC) return false;
  if (m->tagged) return t->upos == UPOS_PROPN;
  return !(t->flags & TOK_SENT_START) && !m->d->sents[t->sent].all_caps;
}

static bool is_word(const Mentions *m, uint32_t i, const char *word) {
  return str_eq_nocase(tok_text(m->d, &m->d->tokens[i]), str_of(word));
}

static bool is_owner(const Mentions *m, uint32_t i) { return is_word(m, i, "'s") || is_word(m, i, "\xE2\x80\x99s"); }

static uint64_t signs_of(const Mentions *m, uint32_t of) {
  uint32_t b = before(m, of), cues = b == NO_MENTION ? 0 : cues_of(m, b);
  if (cues & (CUE(AREA) | CUE(DIVISION) | CUE(SETTLED))) return SIGN(OF) | SIGN(AREA_OF);
  return b != NO_MENTION && cues & (CUE(ORG) | CUE(BODY)) && is_proper(m, b) ? SIGN(OF) | SIGN(ORG_OF) : SIGN(OF);
}

static uint64_t signs_before(const Mentions *m, const Mention *x, const Mention *last) {
  uint32_t b = before(m, x->first);
  if (b == NO_MENTION) return SIGN(SENT_START);
  if (where_is_hyphen(m->d, b))
    return where_is_mark(m->d, b - 1, 'R') || where_is_mark(m->d, b - 1, 'D') ? SIGN(PARTY) : SIGN(HYPHEN_BEFORE);
  uint32_t cues = cues_of(m, b), bb = before(m, b);
  const Token *t = &m->d->tokens[b];
  bool cap = where_is_cap(m->d, b), first = t->flags & TOK_SENT_START;
  bool linked = last && !last->people && last->last + 1 == b;
  if (cues & CUE(LOCATIVE)) return SIGN(LOCATIVE);
  if (cues & CUE(MOTION)) return SIGN(MOTION);
  if (cues & CUE(DIRECTION)) return SIGN(DIRECTION);
  if (cues & (CUE(SETTLED) | CUE(DIVISION)) && !cap) return SIGN(CALLED);
  if (cues & CUE(HALF) && cap && !first) return SIGN(HALF);
  if (cues & CUE(TITLE) && cap) return SIGN(TITLE);
  if (cues & CUE(OF)) return signs_of(m, b);
  if ((cues & CUE(JOINT) || where_is_mark(m->d, b, ',')) && linked) return SIGN(LIST);
  if (is_word(m, b, "the"))
    return bb != NO_MENTION && cues_of(m, bb) & (CUE(LOCATIVE) | CUE(MOTION)) ? SIGN(THE) | SIGN(IN_THE) : SIGN(THE);
  return is_proper(m, b) && !(last && last->last == b) ? SIGN(NAME_BEFORE) : 0;
}

static uint64_t signs_after(const Mentions *m, const Mention *x) {
  uint32_t a = after(m, x->last);
  if (a == NO_MENTION) return 0;
  if (where_is_hyphen(m->d, a)) {
    uint32_t aa = after(m, a);
    return aa != NO_MENTION && cues_of(m, aa) & CUE(BASED) ? SIGN(BASED) : 0;
  }
  if (is_owner(m, a)) return is_word(m, x->first, "st.") || is_word(m, x->first, "saint") ? SIGN(OWNER) | SIGN(SAINTS) : SIGN(OWNER);
  uint32_t cues = cues_of(m, a);
  bool cap = where_is_cap(m->d, a);
  if (cues & CUE(SITE)) return SIGN(SITE);
  if (cues & (CUE(AREA) | CUE(DIVISION) | CUE(SETTLED))) return SIGN(AREA);
  if (cues & CUE(LOCAL)) return SIGN(LOCAL);
  if (cues & CUE(BODY)) return SIGN(BODY);
  if (cues & CUE(ROAD) && cap) return SIGN(ROAD);
  if (cues & CUE(ORG) && cap) return SIGN(ORG);
  if (cues & CUE(SAYS)) return SIGN(SAYS);
  if (cues & CUE(TITLE)) return cap ? SIGN(OFFICE) : 0;
  return cap && is_proper(m, a) && !m->d->sents[m->d->tokens[a].sent].all_caps ? SIGN(NAME_AFTER) : 0;
}

/* What the network's names and tags say of the mention. */
static uint64_t signs_marks(const Mentions *m, const Mention *x) {
  const Token *t = m->d->tokens;
  uint64_t signs = m->tagged ? SIGN(NOT_PROPN) : 0;
  for (uint32_t i = x->first; i <= x->last; i++)
    if (t[i].upos == UPOS_PROPN) signs = 0;
  if (!m->named) return signs;
  uint32_t first = x->first, last = x->last; /* articles and possessives in the network's name do not make it longer */
  uint8_t ne = t[first].ne;
  if (!(t[first].flags & TOK_NE_BEGIN) && first > 0 && is_word(m, first - 1, "the")) first--;
  if (last + 1 < m->d->ntokens && t[last + 1].ne == ne && is_owner(m, last + 1)) last++;
  bool ends = last + 1 >= m->d->ntokens || t[last + 1].ne != ne || t[last + 1].flags & TOK_NE_BEGIN;
  bool whole = t[first].flags & TOK_NE_BEGIN && ends;
  switch (ne) {
  case NE_PLACE: return signs | (whole ? SIGN(NE_PLACE) : SIGN(NE_PLACE_PART));
  case NE_PERSON: return signs | (whole ? SIGN(NE_PERSON) : SIGN(NE_PERSON_PART));
  case NE_ORGANISATION: return signs | (whole ? SIGN(NE_ORG) : SIGN(NE_ORG_PART));
  case NE_OTHER: return signs | SIGN(NE_OTHER);
  default: return signs | SIGN(NE_NONE);
  }
}

static uint64_t signs_form(const Mentions *m, const Mention *x) {
  uint16_t flags = m->g->names[x->name].flags;
  return (flags & NAME_WORD ? SIGN(WORD) : 0) | (flags & NAME_GIVEN ? SIGN(GIVEN) : 0) | (flags & NAME_SURNAME ? SIGN(SURNAME) : 0) |
         (flags & NAME_MULTI ? SIGN(MULTI) : 0) | (m->d->sents[m->d->tokens[x->first].sent].all_caps ? SIGN(ALL_CAPS) : 0);
}

/* In the dateline that opens its sentence ("KABUL, Jan 5 (Reuters) -")? */
static bool in_dateline(const Mentions *m, const Mention *x) {
  const Sent *s = &m->d->sents[m->d->tokens[x->first].sent];
  return s->dateline > 0 && x->last < s->first + (uint32_t)s->dateline;
}

/* "OKLAHOMA CITY The Latest on", "WASHINGTON (AP)": capitals in a sentence that has small letters too. */
static bool stands_out(const Mentions *m, const Mention *x) {
  const Sent *s = &m->d->sents[m->d->tokens[x->first].sent];
  uint32_t a = after(m, x->last);
  for (uint32_t i = x->first; i <= x->last; i++)
    if (!(m->d->tokens[i].flags & TOK_ALLCAPS)) return false;
  if (s->all_caps || a == NO_MENTION || m->d->tokens[a].flags & TOK_ALLCAPS) return false;
  return (x->first == s->first && m->d->tokens[x->first].n > 3) || where_is_mark(m->d, a, '(');
}

bool signs_wild(const Mentions *m, const Mention *x) {
  uint32_t a = after(m, x->last);
  return a != NO_MENTION && where_is_cap(m->d, a) && cues_of(m, a) & CUE(WILD);
}

uint64_t signs_around(const Mentions *m, const Mention *x, const Mention *last) {
  uint64_t signs = signs_form(m, x) | signs_marks(m, x);
  if (in_dateline(m, x)) return signs | SIGN(DATELINE);
  if (stands_out(m, x)) return signs | SIGN(STANDS_OUT);
  return signs | signs_before(m, x, last) | signs_after(m, x);
}

uint64_t signs_beside(const Mentions *m, const Mention *x) { return signs_before(m, x, NULL) | signs_after(m, x); }

char signs_called(const Mentions *m, const Mention *x) {
  uint32_t b = before(m, x->first), a = after(m, x->last), cues = 0;
  if (a != NO_MENTION) cues |= cues_of(m, a);
  if (b != NO_MENTION && cues_of(m, b) & CUE(OF)) { /* "the province of X", but not "Kupwara district of X" */
    uint32_t bb = before(m, b), named = bb == NO_MENTION ? NO_MENTION : before(m, bb);
    if (bb != NO_MENTION && !(named != NO_MENTION && is_proper(m, named))) cues |= cues_of(m, bb);
  } else if (b != NO_MENTION) cues |= cues_of(m, b) & (CUE(SETTLED) | CUE(DIVISION));
  return cues & CUE(DIVISION) ? 'A' : cues & CUE(SETTLED) ? 'P' : 0;
}

uint16_t signs_hint(const Mentions *m, const Mention *x, const Mention *last) {
  enum { BETWEEN = 4 };
  if (!last || !last->people || last->last + 1 >= x->first || x->first - last->last > BETWEEN + 1) return 0;
  bool called = false;
  for (uint32_t i = last->last + 1; i < x->first; i++) {
    uint32_t cues = cues_of(m, i);
    if (m->d->tokens[i].flags & TOK_PUNCT && !where_is_hyphen(m->d, i)) return 0;
    if (cues & (CUE(LOCATIVE) | CUE(MOTION))) return 0;
    called |= (cues & (CUE(SETTLED) | CUE(DIVISION) | CUE(AREA) | CUE(SITE))) != 0;
  }
  return called ? m->g->rows[POST_ROW(m->g->posts[m->g->names[last->name].post])].country : 0;
}

static uint64_t kind_of(const GazRow *r) {
  switch (r->feature) {
  case 'C': return SIGN(ROW_COUNTRY);
  case 'A': return SIGN(ROW_DIVISION);
  case 'K': return SIGN(ROW_CAPITAL);
  case 'D': return SIGN(ROW_DISTRICT);
  case 'R':
  case 'H': return SIGN(ROW_REGION);
  case 'T':
  case 'S': return SIGN(ROW_SITE);
  default:
    return r->population >= 500000   ? SIGN(ROW_500K)
           : r->population >= 100000 ? SIGN(ROW_100K)
           : r->population >= 20000  ? SIGN(ROW_20K)
           : r->population >= 5000   ? SIGN(ROW_5K)
                                     : SIGN(ROW_SMALL);
  }
}

uint64_t signs_row(const Gazetteer *g, const Group *gr) {
  uint32_t top = g->posts[g->names[gr->name].post]; /* the best known of that name vouches for the others */
  uint64_t own = kind_of(&g->rows[gr->row]) | (gr->post & POST_ALIAS ? SIGN(ROW_ALIAS) : 0);
  uint64_t best = kind_of(&g->rows[POST_ROW(top)]) | SIGN(ROW_ALIAS);
  return g->rows[POST_ROW(top)].feature != 'N' && signs_weight(best) > signs_weight(own) ? best : own;
}
