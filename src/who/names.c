/* Which entity a name means here: by the day, by what the document has named before, by the title that stands with it. */
#include "who/resolve.h"

bool add_party(PartyCode list[WHO_PARTIES], uint32_t *n, PartyCode p) {
  for (uint32_t i = 0; i < *n; i++)
    if (!memcmp(&list[i], &p, sizeof p))
      return false;
  if (*n == WHO_PARTIES)
    return false;
  list[(*n)++] = p;
  return true;
}

static bool on(int32_t from, int32_t to, int32_t day) { return from <= day && day < to; }

/* The line true on the day; on the day an office ends it still counts, since who is ousted was in office. Else the nearest past line, else the first. */
uint32_t parties_on(const Lexicon *lx, const EntityRec *e, int32_t day, PartyCode out[WHO_PARTIES]) {
  const PartyRec *best = NULL;
  for (uint32_t i = 0; i < e->nparties; i++) {
    const PartyRec *p = &lx->parties[e->first + i];
    if (p->from <= day && day <= p->to) {
      best = p;
      break;
    }
    if (p->to <= day && (!best || p->to > best->to))
      best = p;
  }
  if (!best && e->nparties)
    best = &lx->parties[e->first];
  if (!best)
    return 0;
  memset(out, 0, sizeof *out);
  memcpy(out->country, best->country, 4);
  memcpy(out->sector, best->sector, 4);
  return 1;
}

static bool seen_before(const Resolver *r, uint32_t lex, uint32_t entity) {
  for (uint32_t i = 0; i < r->out->n; i++)
    if (r->out->at[i].lex == (int32_t)lex && r->out->at[i].known == (int32_t)entity)
      return true;
  return false;
}

static bool country_seen(const Resolver *r, const char *code) {
  for (uint32_t i = 0; i < r->out->n; i++)
    for (uint32_t p = 0; p < r->out->at[i].nparties; p++)
      if (!memcmp(r->out->at[i].parties[p].country, code, 4))
        return true;
  return false;
}

/* Did the entity ever hold a place of that sector? "President" fits one who is, was or will be in government. */
static bool title_fits(const Lexicon *lx, const EntityRec *e, const RoleRec *title) {
  for (uint32_t i = 0; title && title->sector[0] && i < e->nparties; i++)
    if (!memcmp(lx->parties[e->first + i].sector, title->sector, 4))
      return true;
  return false;
}

static int ne_of(int kind) {
  switch (kind) {
  case ENTITY_PERSON:
    return NE_PERSON;
  case ENTITY_COUNTRY:
    return NE_PLACE;
  default:
    return NE_ORGANISATION;
  }
}

static bool case_ok(const Doc *d, const Lexicon *lx, const NameRec *nm, const NameSpan *s) {
  if (nm->flags & NAME_EXACT)
    return str_eq(tok_span_text(d, s->first, s->last), lexicon_str(lx, nm->text));
  return true;
}

/* "Rafeo Bashir Shah" is not Bashir: a surname alone has no other name beside it, titles apart. */
static bool beside_name(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[s->first];
  if (s->last + 1 < d->ntokens) {
    const Token *n = &d->tokens[s->last + 1];
    if (n->sent == t->sent && n->upos == UPOS_PROPN && (n->deprel == DEP_FLAT || n->deprel == DEP_FLAT_NAME) && n->flags & TOK_CAP)
      return true;
  }
  if (s->first == 0 || d->tokens[s->first - 1].sent != t->sent)
    return false;
  const Token *b = &d->tokens[s->first - 1];
  if (b->n == 1 && d->text.p[b->at] == '-' && !(b->flags & TOK_SPACE_AFTER)) /* "Kamr-ul-Hassan" */
    return true;
  bool one_name = t->deprel == DEP_FLAT || t->deprel == DEP_FLAT_NAME || (b->head == (int32_t)s->first && b->deprel == DEP_COMPOUND);
  return one_name && b->upos == UPOS_PROPN && b->flags & TOK_CAP && !role_at(r, s->first - 1) && r->found.name_of[s->first - 1] < 0;
}

/* -1: not this one; else the higher the better. */
static int fit(const Resolver *r, const NameSpan *s, uint32_t value, const RoleRec *title) {
  const Lexicon *lx = &r->w->lex[s->lex];
  const NameRec *nm = &lx->names[lx->name_trie.values[value]];
  const EntityRec *e = &lx->entities[nm->entity];
  const Token *t = &r->d->tokens[s->last];
  if (!case_ok(r->d, lx, nm, s))
    return -1;
  bool in_time = on(nm->from, nm->to, r->day) && on(e->from, e->to, r->day);
  bool seen = seen_before(r, s->lex, nm->entity), titled = title_fits(lx, e, title), weak = nm->flags & NAME_WEAK;
  bool ne_agrees = t->ne == ne_of(e->kind);
  if (weak && !seen && !titled && ((nm->flags & NAME_SURNAME) || !ne_agrees))
    return -1;
  if (e->kind == ENTITY_PERSON && s->first == s->last && ((t->ne == NE_PLACE && weak) || beside_name(r, s)))
    return -1;
  PartyCode p[WHO_PARTIES];
  bool known = parties_on(lx, e, r->day, p) > 0;
  return 1 + (in_time ? 8 : 0) + (seen ? 8 : 0) + (weak ? 0 : 6) + (titled ? 3 : 0) + (ne_agrees ? 2 : 0) +
         (known && p[0].country[0] && country_seen(r, p[0].country) ? 2 : 0) + (known && !strcmp(p[0].sector, "GOV") ? 1 : 0);
}

bool pick_name(const Resolver *r, const NameSpan *s, const RoleRec *title, uint32_t *name_out) {
  int best = -1;
  const Lexicon *lx = &r->w->lex[s->lex];
  for (uint32_t i = 0; i < s->nvalues; i++) {
    int score = fit(r, s, s->value + i, title);
    if (score > best) {
      best = score;
      *name_out = lx->name_trie.values[s->value + i];
    }
  }
  return best > 0;
}
