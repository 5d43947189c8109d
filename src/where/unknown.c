/* Places that no table knows: villages, camps, squares.  The network must call the words a place, and words beside them must too ("in
** Torkula", "the village of Torkula", "Torkula district"); what follows after a comma gives the country.  The rest stays empty. */
#include "where/mention.h"

enum { MOST_WORDS = 4, SURE_NAMESAKE = 30 };

/* Words of the name that the network left out at its start: "Wadi [Rahal]". */
static uint32_t name_start(const Doc *d, uint32_t from) {
  while (from > 0 && d->tokens[from - 1].sent == d->tokens[from].sent && d->tokens[from - 1].upos == UPOS_PROPN &&
         where_is_cap(d, from - 1) && !(d->tokens[from - 1].flags & (TOK_SENT_START | TOK_PUNCT)) && d->tokens[from - 1].ne != NE_PERSON)
    from--;
  return from;
}

/* The end of the network's name that starts at `from`; behind a comma stands another place. */
static uint32_t name_end(const Doc *d, uint32_t from) {
  uint32_t to = from;
  uint8_t ne = d->tokens[from].ne;
  while (ne && to + 1 < d->ntokens && d->tokens[to + 1].ne == ne && !(d->tokens[to + 1].flags & TOK_NE_BEGIN) &&
         d->tokens[to + 1].sent == d->tokens[from].sent && !where_is_mark(d, to + 1, ','))
    to++;
  return to;
}

static bool is_name(const Doc *d, uint32_t from, uint32_t to, bool called) {
  for (uint32_t i = from; i <= to; i++) {
    const Token *t = &d->tokens[i];
    if ((t->upos != UPOS_PROPN && !called) || !where_is_cap(d, i) || t->n < 3 || t->flags & (TOK_NUMERIC | TOK_PUNCT)) return false;
  }
  return to - from < MOST_WORDS;
}

/* Does the gazetteer's people table or list of things that are no places know the words? */
static bool is_known_other(const Mentions *m, uint32_t from, uint32_t to) {
  Key key = 0;
  uint32_t v;
  for (uint32_t i = from; i <= to; i++) {
    Key word = gaz_token_word(m->d, &m->d->tokens[i]);
    key = gaz_join(key, i > from ? gaz_inner(word) : word);
  }
  if (!keymap_get(&m->g->words, key, &v) || (v & ~GAZ_MORE) == GAZ_NONE) return false;
  return m->g->names[v & ~GAZ_MORE].flags & (NAME_PEOPLE | NAME_NEVER | NAME_GIVEN | NAME_SURNAME | NAME_WORD);
}

/* "Torkula, Nigeria", "Torkula in Nigeria", "Torkula, in Benue": the place found right after it. */
static const Place *holder(const Doc *d, const Places *found, uint32_t to) {
  for (uint32_t i = 0; i < found->n; i++) {
    const Place *p = &found->at[i];
    if (p->first <= to || p->first > to + 3 || d->tokens[p->first].sent != d->tokens[to].sent || !strchr("CADR", p->feature)) continue;
    uint32_t comma = where_is_mark(d, to + 1, ','), in = str_is(tok_text(d, &d->tokens[p->first - 1]), "in");
    if (p->first == to + 1 + comma + in && comma + in > 0) return p;
  }
  return NULL;
}

/* "in Kenya close to the village of X": a place right before it, with no comma between. */
static const Place *neighbour(const Doc *d, const Places *found, uint32_t from) {
  enum { REACH = 6 };
  for (uint32_t i = found->n; i-- > 0;) {
    const Place *p = &found->at[i];
    if (p->last >= from) continue;
    if (from - p->last > REACH || d->tokens[p->last].sent != d->tokens[from].sent || !strchr("CAD", p->feature) || p->first == 0)
      return NULL;
    for (uint32_t k = p->last + 1; k < from; k++)
      if (d->tokens[k].flags & TOK_PUNCT || d->tokens[k].upos == UPOS_VERB) return NULL;
    return str_is(tok_text(d, &d->tokens[p->first - 1]), "in") ? p : NULL;
  }
  return NULL;
}

/* The country before it: "the Syrian town of X". */
static uint16_t hint(const Mentions *m, const Mention *x) {
  for (uint32_t i = m->at.n; i-- > 0;)
    if (m->at.at[i].last < x->first)
      return m->d->tokens[m->at.at[i].last].sent == m->d->tokens[x->first].sent ? signs_hint(m, x, &m->at.at[i]) : 0;
  return 0;
}

void where_unplace(const Mentions *m, const Mention *x, Place *p) {
  const Group *gr = &m->groups.at[x->group];
  const Mention *next = x + 1 < m->at.at + m->at.n ? x + 1 : NULL;
  uint32_t last = x->last + (signs_wild(m, x) ? 1 : 0);
  Place u = {
      .first = x->first, .last = last, .at = p->at, .end = m->d->tokens[last].at + m->d->tokens[last].n, .row = UINT32_MAX, .feature = 'U'};
  u.name = tok_span_text(m->d, x->first, last);
  if (x->contradicted && next) {
    const GazRow *in = &m->g->rows[m->groups.at[next->group].row];
    memcpy(u.country, m->g->lands[in->country].code, 4);
    if (in->division != GAZ_NOROW) u.admin1 = gaz_name(m->g, in->division);
  } else if (x->signs & SIGN(LAND_NAMED) && gr->margin >= SURE_NAMESAKE) { /* the river flows by its namesake: near enough for a map */
    memcpy(u.country, p->country, 4);
    u.admin1 = p->admin1;
    u.lat = p->lat;
    u.lon = p->lon;
    u.has_point = p->has_point;
    u.row = p->row;
  } else memcpy(u.country, m->g->lands[x->hint].code, 4);
  *p = u;
}

static bool overlaps(const Places *found, uint32_t from, uint32_t to) {
  for (uint32_t i = 0; i < found->n; i++)
    if (found->at[i].first <= to && found->at[i].last >= from) return true;
  return false;
}

uint32_t where_unknown(const Mentions *m, const Places *found, Place *out, uint32_t room) {
  static const uint64_t enough = SIGN(LOCATIVE) | SIGN(CALLED) | SIGN(AREA_OF) | SIGN(AREA);
  static const uint64_t against = SIGN(ORG) | SIGN(TITLE) | SIGN(SAYS) | SIGN(NAME_AFTER);
  const Doc *d = m->d;
  uint32_t n = 0;
  for (uint32_t i = 0; i < d->ntokens && n < room; i++) {
    Mention x = {.first = i, .last = name_end(d, i)};
    bool called =
        where_is_cap(d, i) && signs_called(m, &x) == 'P' && signs_beside(m, &x) & (SIGN(AREA_OF) | SIGN(CALLED)); /* "the village of X" */
    if (!called && (d->tokens[i].ne != NE_PLACE || !(d->tokens[i].flags & TOK_NE_BEGIN))) continue;
    x.first = name_start(d, i);
    uint64_t signs = signs_beside(m, &x);
    if (!(signs & enough) || signs & against || !is_name(d, x.first, x.last, called) || overlaps(found, x.first, x.last) ||
        is_known_other(m, x.first, x.last))
      continue;
    const Place *in = holder(d, found, x.last);
    if (!in) in = neighbour(d, found, x.first);
    out[n] = (Place){.first = x.first,
                     .last = x.last,
                     .at = d->tokens[x.first].at,
                     .end = d->tokens[x.last].at + d->tokens[x.last].n,
                     .row = UINT32_MAX,
                     .feature = 'U'};
    out[n].name = tok_span_text(d, x.first, x.last);
    if (in) {
      memcpy(out[n].country, in->country, 4);
      out[n].admin1 = in->admin1;
    } else memcpy(out[n].country, m->g->lands[hint(m, &x)].code, 4);
    n++;
    i = x.last;
  }
  return n;
}
