/* Names of places in running text: one pass over the tokens finds every name that the gazetteer knows, and the words around it say
** whether it is a place here, a person ("Mr. Lincoln") or part of another name ("Boston Globe").
**
** Evidence is a sum of small integers.  It is gathered without knowing which Springfield is meant; the chosen row adds its share, and a
** mention over the threshold is a place.  Where the network has marked names and tagged words, these marks weigh most. */
#include "where/mention.h"

/* Weights: points of evidence, tuned on the development set as a whole.  A lone name of a middling town needs about one good sign. */
enum {
  ENOUGH = 30,
  W_LOCATIVE = 35, W_MOTION = 20, W_OF = 6, W_DIRECTION = 35, W_LIST = 15, W_INSIDE = 60, W_AREA_OF = 40,
  W_AREA_AFTER = 30, W_SITE_AFTER = 25, W_BASED = 30, W_DATELINE = 60, W_POSSESSIVE = 5,
  W_TITLE = -60, W_NAME_BEFORE = -40, W_NAME_AFTER = -28, W_ORG_AFTER = -40, W_ROAD_AFTER = -45, W_BEFORE = -45, W_SAYS = -15, W_THE = -12,
  W_HYPHEN = -20, W_WORD = -38, W_GIVEN = -25, W_SURNAME = -15, W_SENT_START = -5, W_ALL_CAPS = -12,
  W_NE_PLACE = 45, W_NE_PERSON = -70, W_NE_PART = -45, W_NE_ORG = -25, W_NE_NONE = -10, W_NOT_PROPN = -30,
  W_TWICE = 12, W_PERSON_ELSEWHERE = -40
};

typedef struct Finder {
  Mentions *m;
  const Gazetteer *g;
  Doc *d;
  bool tagged, named; /* the document has tags, names */
} Finder;

static Str word_at(const Finder *f, uint32_t i) { return tok_text(f->d, &f->d->tokens[i]); }

static bool is_hyphen(const Finder *f, uint32_t i) {
  const Token *t = &f->d->tokens[i];
  return t->n <= 3 && t->flags & TOK_PUNCT && !(t->flags & TOK_SPACE_AFTER) && (str_is(word_at(f, i), "-") || str_is(word_at(f, i), "\xE2\x80\x91")) &&
         i > 0 && !(f->d->tokens[i - 1].flags & TOK_SPACE_AFTER);
}

static bool is_mark(const Finder *f, uint32_t i, char c) {
  const Token *t = &f->d->tokens[i];
  return t->n == 1 && f->d->text.p[t->at] == c;
}

static uint32_t cues_of(const Finder *f, uint32_t i) {
  const Token *t = &f->d->tokens[i];
  uint32_t v;
  Str s = tok_text(f->d, t);
  if (keymap_get(&f->g->cues, t->low, &v)) return v;
  if (s.n > 1 && s.p[s.n - 1] == '.' && keymap_get(&f->g->cues, key_fold(str_head(s, s.n - 1)), &v)) return v; /* "Gen." */
  return 0;
}

/* In capitals that mean something: "US" in a line of capitals is the pronoun as often as the country. */
static bool in_capitals(const Finder *f, uint32_t i) {
  const Token *t = &f->d->tokens[i];
  Str s = tok_text(f->d, t);
  if (str_find(s, '.', 0) < s.n) return true;
  return t->flags & TOK_ALLCAPS && (!f->d->sents[t->sent].all_caps || (f->tagged && t->upos == UPOS_PROPN));
}

static bool any_usable(const Gazetteer *g, uint32_t name, bool after, bool caps) {
  const GazName *n = &g->names[name];
  for (uint32_t i = 0; i < n->n; i++)
    if (post_usable(g->posts[n->post + i], after, caps)) return true;
  return false;
}

/* The longest name that starts at token `from`, before `end`. */
static bool longest(const Finder *f, uint32_t from, uint32_t end, bool after, Mention *out) {
  const Gazetteer *g = f->g;
  Key key = 0;
  bool found = false, caps = in_capitals(f, from);
  for (uint32_t i = from; i < end; i++) {
    const Token *t = &f->d->tokens[i];
    if (i > from && is_hyphen(f, i)) continue;
    if (t->flags & TOK_PUNCT && t->n == 1) break;
    if (i > from && !(t->flags & TOK_CAP) && t->n > 4) break;
    uint32_t v;
    key = gaz_join(key, gaz_token_word(f->d, t));
    if (!keymap_get(&g->words, key, &v)) break;
    uint32_t name = v & ~GAZ_MORE;
    if (name != GAZ_NONE && t->flags & TOK_CAP && any_usable(g, name, after, caps)) {
      *out = (Mention){.first = from, .last = i, .name = name, .inside = NO_MENTION, .after = after, .caps = caps};
      found = true;
    }
    if (!(v & GAZ_MORE)) break;
  }
  return found && !(g->names[out->name].flags & NAME_NEVER);
}

/* ---- the words to the left and right */

/* The token before, blanks of punctuation that binds (quotes, hyphens) passed over; NO_MENTION at the start of the sentence. */
static uint32_t before(const Finder *f, uint32_t i) {
  uint32_t start = f->d->sents[f->d->tokens[i].sent].first;
  return i > start ? i - 1 : NO_MENTION;
}

static uint32_t after(const Finder *f, uint32_t i) {
  const Sent *s = &f->d->sents[f->d->tokens[i].sent];
  return i + 1 < s->first + s->n ? i + 1 : NO_MENTION;
}

static bool is_proper(const Finder *f, uint32_t i) {
  const Token *t = &f->d->tokens[i];
  if (!(t->flags & TOK_CAP) || t->flags & TOK_NUMERIC) return false;
  if (f->tagged) return t->upos == UPOS_PROPN;
  return !(t->flags & TOK_SENT_START) && !f->d->sents[t->sent].all_caps;
}

static int weigh_before(const Finder *f, const Mention *m, const Mention *last) {
  uint32_t b = before(f, m->first);
  if (b == NO_MENTION) return W_SENT_START;
  int w = 0;
  bool linked = last && !last->people && last->last + 1 == b;
  if (is_hyphen(f, b)) return W_HYPHEN;
  uint32_t cues = cues_of(f, b);
  const Token *t = &f->d->tokens[b];
  bool cap = t->flags & TOK_CAP && !(t->flags & TOK_SENT_START);
  if (cues & CUE(LOCATIVE)) w += W_LOCATIVE;
  else if (cues & CUE(MOTION)) w += W_MOTION;
  else if (cues & CUE(DIRECTION)) w += W_DIRECTION;
  else if (cues & CUE(BEFORE) && cap) w += W_BEFORE;
  else if (cues & CUE(TITLE) && t->flags & TOK_CAP) w += W_TITLE;
  else if (cues & CUE(OF)) {
    w += W_OF;
    uint32_t bb = before(f, b);
    if (bb != NO_MENTION && cues_of(f, bb) & CUE(AREA)) w += W_AREA_OF;
    else if (bb != NO_MENTION && cues_of(f, bb) & CUE(ORG) && is_proper(f, bb)) w += W_ORG_AFTER;
  } else if ((cues & CUE(JOINT) || is_mark(f, b, ',')) && linked) w += W_LIST;
  else if (str_eq_nocase(word_at(f, b), STR("the"))) {
    w += W_THE;
    uint32_t bb = before(f, b);
    if (bb != NO_MENTION && cues_of(f, bb) & (CUE(LOCATIVE) | CUE(MOTION))) w += 15;
  } else if (is_proper(f, b) && !(last && last->last == b)) w += W_NAME_BEFORE;
  return w;
}

static int weigh_after(const Finder *f, const Mention *m) {
  uint32_t a = after(f, m->last);
  if (a == NO_MENTION) return 0;
  const Token *t = &f->d->tokens[a];
  uint32_t cues = cues_of(f, a);
  bool cap = t->flags & TOK_CAP;
  if (is_hyphen(f, a)) {
    uint32_t aa = after(f, a);
    return aa != NO_MENTION && cues_of(f, aa) & CUE(BASED) ? W_BASED : 0;
  }
  if (str_is(word_at(f, a), "'s") || str_is(word_at(f, a), "\xE2\x80\x99s")) return W_POSSESSIVE;
  if (cues & CUE(SITE)) return W_SITE_AFTER;
  if (cues & CUE(AREA)) return W_AREA_AFTER;
  if (cues & CUE(ROAD) && cap) return W_ROAD_AFTER;
  if (cues & CUE(ORG) && cap) return W_ORG_AFTER;
  if (cues & CUE(SAYS)) return W_SAYS;
  if (cues & CUE(TITLE)) return 0;
  if (cap && is_proper(f, a) && !f->d->sents[t->sent].all_caps) return W_NAME_AFTER;
  return 0;
}

/* What the network's names and tags say of the mention. */
static int weigh_marks(const Finder *f, const Mention *m) {
  const Doc *d = f->d;
  int w = 0;
  bool proper = false;
  for (uint32_t i = m->first; i <= m->last; i++) proper |= d->tokens[i].upos == UPOS_PROPN;
  if (f->tagged && !proper) w += W_NOT_PROPN;
  if (!f->named) return w;
  const Token *t = &d->tokens[m->first];
  if (t->ne == NE_NONE) return w + W_NE_NONE;
  uint32_t from = m->first, to = m->first, n = d->ntokens;
  while (from > 0 && !(d->tokens[from].flags & TOK_NE_BEGIN) && d->tokens[from - 1].ne == t->ne) from--;
  while (to + 1 < n && d->tokens[to + 1].ne == t->ne && !(d->tokens[to + 1].flags & TOK_NE_BEGIN)) to++;
  bool part = from < m->first || to > m->last;
  if (t->ne == NE_PLACE) return w + W_NE_PLACE;
  if (t->ne == NE_PERSON) return w + W_NE_PERSON;
  return w + (part ? W_NE_PART : t->ne == NE_ORGANISATION ? W_NE_ORG : W_NE_PART);
}

static int weigh_name(const Finder *f, const Mention *m) {
  uint16_t flags = f->g->names[m->name].flags;
  int w = 0;
  if (flags & NAME_WORD) w += W_WORD;
  if (flags & NAME_GIVEN) w += W_GIVEN;
  if (flags & NAME_SURNAME) w += W_SURNAME;
  if (f->d->sents[f->d->tokens[m->first].sent].all_caps) w += W_ALL_CAPS;
  return w;
}

/* Is the mention in the dateline that opens its sentence ("KABUL, Jan 5 (Reuters) -")? */
static bool in_dateline(const Finder *f, const Mention *m) {
  const Sent *s = &f->d->sents[f->d->tokens[m->first].sent];
  return s->dateline > 0 && m->last < s->first + (uint32_t)s->dateline;
}

static void weigh(Finder *f, Mention *m, const Mention *last) {
  m->people = (f->g->names[m->name].flags & NAME_PEOPLE) != 0;
  int w = weigh_name(f, m) + weigh_marks(f, m);
  if (in_dateline(f, m)) w += W_DATELINE;
  else w += weigh_before(f, m, last) + weigh_after(f, m);
  m->evidence = (int16_t)w;
}

/* ---- groups */

static uint32_t group_of(Mentions *m, const Mention *x) {
  for (uint32_t i = 0; i < m->groups.n; i++)
    if (m->groups.at[i].name == x->name) return i;
  VEC_PUSH(m->d->arena, &m->groups, ((Group){.name = x->name, .first = m->at.n, .row = GAZ_NOROW, .evidence = INT16_MIN}));
  return m->groups.n - 1;
}

static void add_mention(Mentions *m, Mention x) {
  x.group = group_of(m, &x);
  Group *g = &m->groups.at[x.group];
  g->mentions++;
  g->after |= x.after;
  g->caps |= x.caps;
  if (x.evidence > g->evidence) g->evidence = x.evidence;
  VEC_PUSH(m->d->arena, &m->at, x);
}

/* Does `x` follow `last` as what it lies in: "Paris, Texas", "Kobani (Syria)", "Kobani in Syria"? */
static bool follows(const Finder *f, const Mention *last, uint32_t first) {
  if (!last || last->people || last->last + 2 != first) return false;
  return is_mark(f, first - 1, ',') || is_mark(f, first - 1, '(');
}

void mentions_find(Mentions *m) {
  Finder f = {.m = m, .g = m->g, .d = m->d};
  for (uint32_t i = 0; i < m->d->ntokens; i++) {
    f.tagged |= m->d->tokens[i].upos == UPOS_PROPN;
    f.named |= m->d->tokens[i].ne != NE_NONE;
  }
  for (uint32_t s = 0; s < m->d->nsents; s++) {
    uint32_t i = m->d->sents[s].first, end = i + m->d->sents[s].n;
    for (uint32_t start = i; i < end; i++) {
      Mention x, *last = m->at.n && m->at.at[m->at.n - 1].first >= start ? &m->at.at[m->at.n - 1] : NULL;
      if (!(m->d->tokens[i].flags & TOK_CAP)) continue;
      bool next = follows(&f, last, i);
      if (!longest(&f, i, end, next, &x)) continue;
      weigh(&f, &x, last);
      if (next) last->inside = m->at.n; /* a claim, which the resolver checks */
      add_mention(m, x);
      i = x.last;
    }
  }
}

int mention_row_evidence(const Gazetteer *g, const Group *gr) {
  const GazRow *r = &g->rows[gr->row];
  bool multi = g->names[gr->name].flags & NAME_MULTI, alias = gr->post & POST_ALIAS;
  int people = gaz_log8(r->population), w = multi ? 15 : 0;
  switch (r->feature) {
  case 'C': return 75;
  case 'A': w += 32; break;
  case 'K': w += 42; break;
  case 'R': case 'H': w += 38; break;
  case 'T': case 'S': w += 30; break;
  case 'D': w += multi ? 45 : 0; break;
  default: w += (people - 100) / 2; /* 6,000 people: 0; a million: 30 */
  }
  return w - (alias ? 12 : 0);
}

/* ---- places out */

static void fill(const Mentions *m, const Mention *x, uint32_t row, Place *p) {
  const Gazetteer *g = m->g;
  const GazRow *r = &g->rows[row];
  const Token *a = &m->d->tokens[x->first], *b = &m->d->tokens[x->last];
  *p = (Place){.first = x->first, .last = x->last, .at = a->at, .end = b->at + b->n, .row = row};
  p->name = gaz_name(g, row);
  memcpy(p->country, g->lands[r->country].code, 4);
  if (r->division != GAZ_NOROW) p->admin1 = gaz_name(g, r->division);
  p->has_point = r->lat != GAZ_NOPOINT;
  if (p->has_point) {
    p->lat = r->lat / 10000.0;
    p->lon = r->lon / 10000.0;
  }
  p->geoname_id = r->geoname_id;
  p->population = r->population;
  p->feature = r->feature == 'K' || r->feature == 'Q' ? 'P' : r->feature;
}

void where_find(const Gazetteer *g, Doc *d, Places *out) {
  Mentions m = {.g = g, .d = d};
  *out = (Places){0};
  mentions_find(&m);
  mentions_resolve(&m);
  Place *at = ARENA_ARRAY(d->arena, Place, m.at.n + 1);
  for (uint32_t i = 0; i < m.at.n; i++) {
    const Mention *x = &m.at.at[i];
    const Group *gr = &m.groups.at[x->group];
    if (x->people || gr->row == GAZ_NOROW || !post_usable(gr->post, x->after, x->caps)) continue;
    int w = x->evidence + mention_row_evidence(g, gr);
    if (x->inside != NO_MENTION) w += W_INSIDE;
    if (i && m.at.at[i - 1].inside == i) w += W_INSIDE;
    if (gr->mentions > 1 && gr->evidence >= W_LOCATIVE) w += W_TWICE;
    if (w >= ENOUGH) fill(&m, x, gr->row, &at[out->n++]);
  }
  out->at = at;
}
