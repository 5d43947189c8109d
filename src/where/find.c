/* Names of places in running text: one pass over the tokens finds every name that the gazetteer knows; the words around it (signs.c)
** and the row it is resolved to (resolve.c) say whether it is a place here.
**
** Evidence is a sum of small integers; a mention over the threshold is a place.  Without the network's tags and names there is less of
** it, and the threshold is another. */
#include "where/mention.h"

enum { ENOUGH = 4, ENOUGH_BARE = 8, GOOD = 20 };

static bool any_usable(const Gazetteer *g, const Mention *x) {
  const GazName *n = &g->names[x->name];
  for (uint32_t i = 0; i < n->n; i++)
    if (post_usable(g->posts[n->post + i], x->after, x->caps, x->acronym, x->dots)) return true;
  return false;
}

static bool has_dot(const Doc *d, uint32_t i) {
  Str s = tok_text(d, &d->tokens[i]);
  return str_find(s, '.', 0) < s.n;
}

/* In capitals that mean something: "US" in a line of capitals is the pronoun as often as the country. */
static bool in_capitals(const Mentions *m, uint32_t i) {
  const Token *t = &m->d->tokens[i];
  if (has_dot(m->d, i)) return true;
  return t->flags & TOK_ALLCAPS && (!m->d->sents[t->sent].all_caps || (m->tagged && t->upos == UPOS_PROPN));
}

/* Four capitals or fewer among words of small letters: an acronym, unless a dateline puts it so ("ROME (Reuters)"). */
static bool is_acronym(const Doc *d, uint32_t i, uint32_t end) {
  const Token *t = &d->tokens[i];
  if (!(t->flags & TOK_ALLCAPS) || t->n > 4 || d->sents[t->sent].all_caps) return false;
  return !d->sents[t->sent].dateline && (i + 1 == end || !(where_is_mark(d, i + 1, '(') || where_is_mark(d, i + 1, ':')));
}

/* The longest name that starts at token `from`, before `end`. */
static bool longest(const Mentions *m, uint32_t from, uint32_t end, bool after, Mention *out) {
  const Doc *d = m->d;
  Key key = 0;
  bool found = false, caps = in_capitals(m, from), acronym = is_acronym(d, from, end), dots = has_dot(d, from);
  for (uint32_t i = from; i < end; i++) {
    const Token *t = &d->tokens[i];
    if (i > from && where_is_hyphen(d, i)) continue;
    if (t->flags & TOK_PUNCT && t->n == 1) break;
    bool cap = where_is_cap(d, i);
    uint32_t v;
    Key word = gaz_token_word(d, t);
    key = gaz_join(key, i > from && t->n <= 3 ? gaz_inner(word) : word);
    if (!keymap_get(&m->g->words, key, &v)) break;
    Mention x = {.first = from, .last = i, .name = v & ~GAZ_MORE, .inside = NO_MENTION, .after = after, .caps = caps, .dots = dots};
    x.acronym = acronym && i == from;
    if (x.name != GAZ_NONE && (cap || m->g->names[x.name].flags & NAME_SMALL_END) && any_usable(m->g, &x)) {
      *out = x;
      found = true;
    }
    if (!(v & GAZ_MORE)) break;
  }
  /* names that are no places in news are the states' two letters at times: "Gary, IN" */
  return found && (!(m->g->names[out->name].flags & NAME_NEVER) || (after && caps && d->tokens[from].n == 2));
}

static uint32_t group_of(Mentions *m, const Mention *x) {
  uint32_t *group = slots_at(m->d->arena, &m->group_of, (Key)x->name + 1);
  if (*group) return *group - 1;
  VEC_PUSH(m->d->arena, &m->groups, ((Group){.name = x->name, .row = GAZ_NOROW, .best = INT32_MIN, .division = GAZ_NOROW}));
  *group = m->groups.n;
  return m->groups.n - 1;
}

static void add_mention(Mentions *m, Mention x) {
  static const uint64_t person = SIGN(TITLE) | SIGN(NE_PERSON_PART) | SIGN(NE_PERSON);
  static const uint64_t good =
      SIGN(LOCATIVE) | SIGN(DIRECTION) | SIGN(AREA_OF) | SIGN(AREA) | SIGN(DATELINE) | SIGN(BASED) | SIGN(STANDS_OUT) | SIGN(CALLED);
  int weight = signs_weight(x.signs);
  x.group = group_of(m, &x);
  Group *g = &m->groups.at[x.group];
  g->acronym = (!g->mentions || g->acronym) && x.acronym;
  g->mentions++;
  g->as_division = (uint16_t)(g->as_division + (x.kind == 'A'));
  g->as_settlement = (uint16_t)(g->as_settlement + (x.kind == 'P'));
  g->after |= x.after;
  g->caps |= x.caps;
  g->dots |= x.dots;
  if (!g->hint) g->hint = x.hint;
  g->good += x.signs & good && weight >= GOOD;
  g->persons += (x.signs & person) != 0;
  if (weight > g->best) g->best = weight;
  VEC_PUSH(m->d->arena, &m->at, x);
}

/* Does a name at token `first` follow `last` as what it lies in: "Paris, Texas", "Kobani (Syria)"? */
static bool follows(const Doc *d, const Mention *last, uint32_t first) {
  if (!last || last->people || last->last + 2 != first) return false;
  return where_is_mark(d, first - 1, ',') || (where_is_mark(d, first - 1, '(') && first + 1 < d->ntokens);
}

static void find_in(Mentions *m, const Sent *s) {
  uint32_t start = m->at.n, end = s->first + s->n;
  for (uint32_t i = s->first; i < end; i++) {
    Mention x, *last = m->at.n > start ? &m->at.at[m->at.n - 1] : NULL;
    if (!where_is_cap(m->d, i)) continue;
    bool next = follows(m->d, last, i);
    if (!longest(m, i, end, next, &x)) continue;
    x.people = (m->g->names[x.name].flags & NAME_PEOPLE) != 0;
    x.kind = signs_called(m, &x);
    x.signs = signs_around(m, &x, last);
    x.hint = signs_hint(m, &x, last);
    if (next) last->inside = m->at.n; /* a claim, which the resolver checks */
    if (last && x.signs & SIGN(LIST)) last->signs |= SIGN(LIST);
    add_mention(m, x);
    i = x.last;
  }
}

void mentions_find(Mentions *m) {
  for (uint32_t i = 0; i < m->d->ntokens; i++) {
    m->tagged |= m->d->tokens[i].upos == UPOS_PROPN;
    m->named |= m->d->tokens[i].ne != NE_NONE;
  }
  for (uint32_t s = 0; s < m->d->nsents; s++) find_in(m, &m->d->sents[s]);
}

/* The signs that only show when all is resolved. */
static uint64_t late_signs(const Mentions *m, uint32_t i) {
  const Mention *x = &m->at.at[i];
  const Group *g = &m->groups.at[x->group];
  uint16_t land = m->g->rows[g->row].country;
  uint64_t signs = signs_row(m->g, g);
  if (x->inside != NO_MENTION) signs |= SIGN(INSIDE);
  if (i && m->at.at[i - 1].inside == i) signs |= SIGN(HOLDS);
  if (g->good > ((x->signs & (SIGN(LOCATIVE) | SIGN(AREA) | SIGN(DIRECTION))) != 0)) signs |= SIGN(GOOD_ELSEWHERE);
  else if (g->persons > ((x->signs & (SIGN(TITLE) | SIGN(NE_PERSON_PART) | SIGN(NE_PERSON))) != 0)) signs |= SIGN(PERSON_ELSEWHERE);
  if (land && m->lands[land] > g->land_weight) signs |= SIGN(LAND_NAMED);
  if (x->hint && x->hint == land) signs |= SIGN(HINTED);
  return signs;
}

/* Half of a longer name that the network calls a place ("Ain Issa" is not the Ain): left to where_unknown. */
static bool is_half(const Mentions *m, const Mention *x, uint32_t row) {
  return x->signs & SIGN(NE_PLACE_PART) && x->signs & SIGN(NAME_AFTER) && x->signs & (SIGN(LOCATIVE) | SIGN(AREA_OF) | SIGN(CALLED)) &&
         strchr("PQAD", m->g->rows[row].feature);
}

/* The text says where it lies, and no row does: "Hot Springs, Virginia".  Or a river has the town's name. */
static bool is_another(const Mentions *m, const Mention *x, uint32_t row) {
  const GazRow *r = &m->g->rows[row];
  return (x->contradicted && r->feature == 'P' && r->population < 300000) ||
         (strchr("PQ", r->feature) && r->population < 500000 && signs_wild(m, x));
}

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

/* Two lists in text order into one. */
static void merge(Place *out, const Place *a, uint32_t na, const Place *b, uint32_t nb) {
  for (uint32_t i = 0, j = 0; i < na || j < nb;) *out++ = j == nb || (i < na && a[i].first < b[j].first) ? a[i++] : b[j++];
}

uint32_t where_first(const Places *l, const Doc *d, uint32_t sent) { return doc_from(l->at, l->n, sizeof *l->at, d->sents[sent].first); }

uint32_t where_end(const Places *l, const Doc *d, uint32_t sent) {
  return doc_from(l->at, l->n, sizeof *l->at, d->sents[sent].first + d->sents[sent].n);
}

const Place *where_at(const Places *l, const Doc *d, uint32_t t) {
  uint32_t sent = d->tokens[t].sent, end = where_end(l, d, sent);
  for (uint32_t i = where_first(l, d, sent); i < end; i++)
    if (l->at[i].first <= t && t <= l->at[i].last) return &l->at[i];
  return NULL;
}

static void find_all(const Gazetteer *g, Doc *d, Places *out) {
  enum { UNKNOWN = 64 };
  Mentions m = {.g = g, .d = d};
  *out = (Places){0};
  mentions_find(&m);
  mentions_resolve(&m);
  Places known = {ARENA_ARRAY(d->arena, Place, m.at.n + 1), 0};
  for (uint32_t i = 0; i < m.at.n; i++) {
    Mention *x = &m.at.at[i];
    const Group *gr = &m.groups.at[x->group];
    if (x->people || gr->row == GAZ_NOROW || !post_usable(gr->post, x->after, x->caps, x->acronym, x->dots)) continue;
    if (is_half(&m, x, gr->row)) continue;
    x->signs |= late_signs(&m, i);
    if (signs_weight(x->signs) < (m.named ? ENOUGH : ENOUGH_BARE)) continue;
    Place *p = &known.at[known.n++];
    fill(&m, x, gr->row, p);
    if (is_another(&m, x, gr->row)) where_unplace(&m, x, p);
  }
  *out = known;
  if (!m.named) return;
  Place unknown[UNKNOWN];
  uint32_t n = where_unknown(&m, &known, unknown, UNKNOWN);
  if (!n) return;
  *out = (Places){ARENA_ARRAY(d->arena, Place, known.n + n), known.n + n};
  merge(out->at, known.at, known.n, unknown, n);
}

/* Moscow of 1987 is of the Soviet Union: a place has the country of the report's day. */
static void of_their_day(const Gazetteer *g, const Doc *d, Places *l) {
  int32_t day = date_days(d->date);
  for (uint32_t i = 0; i < l->n; i++)
    for (uint32_t k = 1; k < g->nlands; k++)
      if (g->lands[k].former[0] && day < g->lands[k].since && !strcmp(l->at[i].country, g->lands[k].code)) {
        memcpy(l->at[i].country, g->lands[k].former, 4);
        break;
      }
}

void where_find(const Gazetteer *g, Doc *d, Places *out) {
  find_all(g, d, out);
  if (date_known(d->date)) of_their_day(g, d, out);
}
