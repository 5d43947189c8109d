/* The noun phrase around a head: its core (what belongs to the name or noun itself) and the evidence in it: nationalities, organisations,
** possessors, and what follows with "of", "from", "in". */
#include "who/resolve.h"

/* Relations inside the core, to the left or right of the head. */
static bool core_left(int rel) {
  switch (rel) {
  case DEP_COMPOUND:
  case DEP_FLAT:
  case DEP_FLAT_NAME:
  case DEP_AMOD:
  case DEP_NUMMOD:
  case DEP_DET:
  case DEP_DET_PREDET:
  case DEP_NMOD_POSS:
  case DEP_NMOD_DESC:
  case DEP_NMOD_UNMARKED:
  case DEP_GOESWITH: return true;
  default: return false;
  }
}

static bool core_right(int rel) {
  return rel == DEP_FLAT || rel == DEP_FLAT_NAME || rel == DEP_GOESWITH || rel == DEP_NMOD_DESC || rel == DEP_COMPOUND;
}

static bool has_finite_verb(const Doc *d, uint32_t a, uint32_t b) {
  for (uint32_t t = a; t <= b; t++) {
    const Token *k = &d->tokens[t];
    if (k->upos == UPOS_VERB && (k->xpos == XPOS_VBD || k->xpos == XPOS_VBZ || k->xpos == XPOS_VBP)) return true;
  }
  return false;
}

void phrase_core(const Doc *d, uint32_t h, uint32_t *lo, uint32_t *hi) {
  *lo = *hi = h;
  EACH_DEP (d, c, h) {
    uint32_t a, b;
    int rel = d->tokens[c].deprel;
    if ((uint32_t)c < h ? !core_left(rel) : !core_right(rel)) continue;
    if ((uint32_t)c > h) phrase_core(d, (uint32_t)c, &a, &b); /* not what is told of the name behind it */
    else tree_hull(d, (uint32_t)c, &a, &b);
    if ((uint32_t)c > h && a > *hi + 2) continue; /* what the tree tears off ("Modi" ... "met Xi Jinping") is no part of the phrase */
    if (has_finite_verb(d, a, b)) continue;
    *lo = a < *lo ? a : *lo;
    *hi = b > *hi && (uint32_t)c > h ? b : *hi;
  }
}

bool phrase_class(const Resolver *r, uint32_t lo, uint32_t hi, int class) {
  for (uint32_t t = lo; t <= hi; t++)
    if (token_class(r, t, class)) return true;
  return false;
}

bool token_class(const Resolver *r, uint32_t t, int class) {
  const Token *tok = &r->d->tokens[t];
  return who_class(r->w, r->w->classes[class], tok->low) || (tok->lemma != tok->low && who_class(r->w, r->w->classes[class], tok->lemma));
}

const RoleRec *role_at(const Resolver *r, uint32_t t) {
  const RoleSpan *s = &r->found.roles[t];
  return s->role < 0 ? NULL : &r->w->lex[s->lex].roles[s->role];
}

/* "suspected rebels", "a criminal inquiry": what sort, not who. */
static bool tells_sort(const Resolver *r, uint32_t t) {
  const Token *k = &r->d->tokens[t];
  const RoleRec *role = role_at(r, t);
  return role && !strcmp(role->sector, "CRM") && (k->upos == UPOS_ADJ || k->upos == UPOS_VERB);
}

/* "General" of "General Motors": a word of the name of what is no person. */
static bool within_name(const Resolver *r, uint32_t t) {
  int32_t n = r->found.name_of[t];
  if (n < 0 || r->found.names[n].first == r->found.names[n].last) return false;
  const NameSpan *s = &r->found.names[n];
  const Lexicon *lx = &r->w->lex[s->lex];
  for (uint32_t i = 0; i < s->nvalues; i++)
    if (lx->entities[lx->names[lx->name_trie.values[s->value + i]].entity].kind != ENTITY_COMPANY) return false;
  return s->nvalues > 0;
}

const RoleRec *phrase_title(const Resolver *r, uint32_t lo, uint32_t hi, uint32_t h) {
  const RoleRec *best = NULL, *own = role_at(r, h);
  for (uint32_t t = lo; t <= hi; t++) {
    const Token *k = &r->d->tokens[t];
    bool name = t > h && k->upos == UPOS_PROPN && (k->deprel == DEP_FLAT || k->deprel == DEP_FLAT_NAME); /* "Travis King" */
    bool within = own && t >= r->found.roles[h].first && t <= h;                                         /* "deputy" of "deputy chairman" */
    bool count = own && k->upos == UPOS_NUM;                                                             /* "two hundred soldiers" */
    const RoleRec *role = t == h || name || within || count || tells_sort(r, t) || within_name(r, t) ? NULL : role_at(r, t);
    bool word = role && own && own->kind != ROLE_PERSON && role->flags & ROLE_TITLE && !strcmp(role->sector, "MIL"); /* "General Union" */
    if (role && role->sector[0] && !word) best = role;
  }
  return best;
}

/* "US-backed", "anti-Syrian", "pro-Russian": the name says with or against whom, not whose; "US-led" says whose. */
bool names_another(const Resolver *r, const NameSpan *s, uint32_t hi) {
  const Doc *d = r->d;
  uint32_t t = s->last + 1, b = s->first;
  bool hyphen = t <= hi && d->tokens[t].flags & TOK_PUNCT;
  t += hyphen;
  /* "US-armed rebels", but "the Syrian Armed Forces" */
  if (t <= hi && token_class(r, t, hyphen ? WORDS_BACKED : WORDS_BACKED_APART)) return true;
  if (b && d->tokens[b - 1].flags & TOK_PUNCT) b--;
  if (b && token_class(r, b - 1, WORDS_AGAINST)) return true;
  Str text = tok_text(d, &d->tokens[s->last]);
  return str_find_str(text, STR("-backed"), 0) < text.n || str_starts(text, STR("anti-")) || str_starts(text, STR("pro-"));
}

static void add_evidence(Evidence *ev, PartyCode p, bool sector) {
  add_party(ev->parties, &ev->n, p);
  ev->sector |= sector && p.sector[0];
}

static PartyCode country_party(const EntityRec *e) {
  PartyCode p = {0};
  memcpy(p.country, e->code, 4);
  return p;
}

/* owned: whose it is has been said ("Peru's London embassy"), and a state named behind is where it is. */
static void name_evidence(Resolver *r, const NameSpan *s, bool owned, Evidence *ev) {
  uint32_t name;
  if (!pick_name(r, s, NULL, &name)) return;
  const Lexicon *lx = &r->w->lex[s->lex];
  const EntityRec *e = &lx->entities[lx->names[name].entity];
  PartyCode p[WHO_PARTIES];
  if (owned && e->kind == ENTITY_COUNTRY) return;
  if (e->kind == ENTITY_COUNTRY && !e->nparties) add_evidence(ev, country_party(e), false);
  else if (parties_on(lx, e, r->day, NULL, p)) {
    if (e->kind == ENTITY_PEOPLE) memset(p[0].sector, 0, sizeof p[0].sector); /* "Kurdish leaders" are no civilians */
    add_evidence(ev, p[0], e->kind != ENTITY_PERSON);
  }
}

static void mention_evidence(Resolver *r, uint32_t t, Evidence *ev) {
  int32_t i = resolve(r, t);
  if (i < 0) return;
  const Mention *m = &r->out->at[i], *said = m;
  while (said->kind == MENTION_PRONOUN && said->antecedent >= 0) said = &r->out->at[said->antecedent]; /* "Turkey ... its troops" */
  bool place = said->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE);
  for (uint32_t k = 0; k < m->nparties; k++) {
    PartyCode p = m->parties[k];
    if (place) memset(p.sector, 0, sizeof p.sector);
    add_evidence(ev, p, !place);
  }
}

/* A head and what is joined to it by "and". */
static void joined_evidence(Resolver *r, uint32_t t, Evidence *ev) {
  mention_evidence(r, t, ev);
  EACH_DEP (r->d, c, t)
    if (r->d->tokens[c].deprel == DEP_CONJ) joined_evidence(r, (uint32_t)c, ev);
}

/* settled: a nationality stands before the head already, and only "of" adds to it ("the Ugandan embassy in Kenya" is not Kenya's). */
static bool binds(const Resolver *r, uint32_t c, bool settled) {
  int32_t word;
  if (!tree_case(r->d, c, &word) || !token_class(r, (uint32_t)word, WORDS_BINDS)) return false;
  return !settled || str_eq_nocase(tok_text(r->d, &r->d->tokens[word]), STR("of"));
}

/* "Rukh" of "Shah Rukh Khan": a piece of a person's name that is also a name of its own. */
static bool inside_person(const Resolver *r, uint32_t h, const NameSpan *s) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[s->first], *head = &d->tokens[h];
  if (s->first != s->last || t->ne != NE_PERSON || head->ne != NE_PERSON || head->upos != UPOS_PROPN || t->upos != UPOS_PROPN) return false;
  bool flat = t->deprel == DEP_FLAT || t->deprel == DEP_FLAT_NAME;
  return flat && s->first > h;
}

/* "the Paris Agreement", "the Geneva Convention": the town where it was signed is no party. */
static bool town_of_thing(const Resolver *r, uint32_t h, const NameSpan *s) {
  uint32_t name;
  if (s->last >= h || !token_class(r, h, WORDS_THING) || !pick_name(r, s, NULL, &name)) return false;
  return r->w->lex[s->lex].names[name].flags & NAME_CAPITAL;
}

/* Names inside the core, the head's own left out. */
void core_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, const NameSpan *own, Evidence *ev) {
  int32_t last = -1;
  bool owned = false;
  for (uint32_t t = lo; t <= hi; t++) {
    int32_t n = r->found.name_of[t];
    if (n < 0) {
      int32_t local = t != h && r->d->tokens[t].upos == UPOS_PROPN ? local_find(r, r->d->tokens[t].low) : -1;
      if (local >= 0 && r->out->at[local].nparties && r->out->at[local].kind != MENTION_PERSON)
        add_evidence(ev, r->out->at[local].parties[0], true);
      continue;
    }
    const NameSpan *s = &r->found.names[n];
    if (n != last && s != own && !names_another(r, s, hi) && !inside_person(r, h, s) && !town_of_thing(r, h, s))
      name_evidence(r, s, owned, ev);
    owned |= ev->n && r->d->tokens[t].deprel == DEP_NMOD_POSS;
    last = n;
  }
}

/* "the embassy of Ghana in Lima": whose it is before where it is. */
static bool of_first(const Resolver *r, uint32_t h, uint32_t hi) {
  EACH_DEP (r->d, c, h) {
    int32_t word;
    if (r->d->tokens[c].deprel != DEP_NMOD || (uint32_t)c <= hi || !tree_case(r->d, (uint32_t)c, &word)) continue;
    if (str_eq_nocase(tok_text(r->d, &r->d->tokens[word]), STR("of")) && r->found.name_of[c] >= 0) return true;
  }
  return false;
}

void phrase_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, const NameSpan *own, Evidence *ev) {
  core_evidence(r, h, lo, hi, own, ev);
  bool settled = ev->n > 0 || of_first(r, h, hi);
  EACH_DEP (r->d, c, h) {
    const Token *t = &r->d->tokens[c];
    if (t->deprel == DEP_NMOD && (uint32_t)c > hi && binds(r, (uint32_t)c, settled)) joined_evidence(r, (uint32_t)c, ev);
    else if (t->deprel == DEP_NMOD_POSS && r->found.name_of[c] < 0 && !settled /* "his Ugandan counterpart" */)
      joined_evidence(r, (uint32_t)c, ev);
  }
}

/* "the offer that Kenya made": whose work a thing is. */
static int32_t maker_of(const Resolver *r, uint32_t h, uint32_t hi) {
  const Doc *d = r->d;
  EACH_DEP (d, c, h) {
    bool behind = (uint32_t)c > hi && d->tokens[c].deprel == DEP_ACL_RELCL;
    if (!behind || hi + 1 >= d->ntokens || d->tokens[hi + 1].flags & TOK_PUNCT) continue;
    int32_t who = tree_dep(d, (uint32_t)c, DEP_NSUBJ);
    if (who >= 0 && d->tokens[who].upos == UPOS_PROPN) return who;
  }
  return -1;
}

void thing_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, Evidence *ev) {
  core_evidence(r, h, lo, hi, NULL, ev);
  EACH_DEP (r->d, c, h) {
    int32_t word;
    if (ev->n) return;
    if (r->d->tokens[c].deprel == DEP_NMOD_POSS) joined_evidence(r, (uint32_t)c, ev);
    else if (r->d->tokens[c].deprel == DEP_NMOD && (uint32_t)c > hi && tree_case(r->d, (uint32_t)c, &word) &&
             token_class(r, (uint32_t)word, WORDS_OWNS))
      joined_evidence(r, (uint32_t)c, ev);
  }
  int32_t maker = ev->n ? -1 : maker_of(r, h, hi);
  if (maker >= 0) joined_evidence(r, (uint32_t)maker, ev);
}
