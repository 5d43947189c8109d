/* One mention: what its head and the parts of its phrase say together.
**
** In this order: a pronoun goes back; a name of the lexicon says who it is; a role noun ("troops", "foreign minister") has a sector and takes
** its country from what stands with it; a name that nobody knows is what its title, its apposition or an earlier mention says. */
#include "who/resolve.h"

static Mention *store(Resolver *r, const Mention *m) {
  r->out->at = vec_room_(r->d->arena, r->out->at, r->out->n, &r->cap, sizeof *r->out->at);
  r->out->of[m->head] = (int32_t)r->out->n;
  r->out->at[r->out->n] = *m;
  for (uint32_t i = 0; i < m->nparties; i++)
    if (m->parties[i].country[0]) {
      country_note(r, m->parties[i].country);
      memcpy(r->last, m->parties[i].country, 4);
    }
  return &r->out->at[r->out->n++];
}

static bool is_body(const char *country) {
  static const char bodies[][4] = {"UNO", "EUR", "IGO", "NGO", "MNC", "ISM"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (!memcmp(country, bodies[i], 4)) return true;
  return false;
}

/* Bodies of no one country have a sector only as forces, courts, parliaments; transnational groups are REB. */
static void fit_body(PartyCode *p) {
  if (!memcmp(p->country, "IMG", 4)) memcpy(p->sector, "REB", 4);
  if (is_body(p->country) && strcmp(p->sector, "MIL") && strcmp(p->sector, "JUD") && strcmp(p->sector, "LEG"))
    memset(p->sector, 0, sizeof p->sector);
}

static void set_sector(PartyCode *p, const char *sector) {
  memset(p->sector, 0, sizeof p->sector);
  memcpy(p->sector, sector, strnlen(sector, 3));
}

static void from_lexicon(const Resolver *r, Mention *m, uint32_t lex, uint32_t entity) {
  const Lexicon *lx = &r->w->lex[lex];
  const EntityRec *e = &lx->entities[entity];
  m->lex = (int32_t)lex;
  m->known = (int32_t)entity;
  m->name = lexicon_str(lx, e->name);
  m->file = lx->str + e->file;
  m->line = e->line;
}

/* "French raids", "French and Spanish raids": does the nationality belong to a noun behind it? */
static bool stands_before(const Doc *d, uint32_t t) {
  while (d->tokens[t].deprel == DEP_CONJ && d->tokens[t].head >= 0 && d->tokens[d->tokens[t].head].upos != UPOS_NOUN)
    t = (uint32_t)d->tokens[t].head;
  return d->tokens[t].deprel == DEP_AMOD || d->tokens[t].deprel == DEP_COMPOUND;
}

/* "a 16-year-old Israeli", "two Swiss". */
static bool is_somebody(const Doc *d, uint32_t t) {
  EACH_DEP (d, c, t) {
    const Token *k = &d->tokens[c];
    if (k->deprel == DEP_NUMMOD || k->deprel == DEP_AMOD) return true;
    if (k->deprel == DEP_DET && (str_eq_nocase(tok_text(d, k), STR("a")) || str_eq_nocase(tok_text(d, k), STR("an")))) return true;
  }
  return false;
}

static bool is_counted(const Doc *d, uint32_t t) { return tree_dep(d, t, DEP_NUMMOD) >= 0; }

static void as_country(const Resolver *r, Mention *m, const EntityRec *e, const NameRec *nm) {
  PartyCode own[WHO_PARTIES], p = {0};
  memcpy(p.country, e->code, 4);
  set_sector(&p, "GOV");
  if (e->nparties && parties_on(&r->w->lex[m->lex], e, r->day, NULL, own)) p = own[0];
  m->kind = MENTION_PLACE;
  m->flags |= MEN_NAMED | MEN_ACTOR;
  const Token *t = &r->d->tokens[m->head];
  if (nm->flags & NAME_PEOPLE || (nm->flags & NAME_ADJ && t->xpos == XPOS_NNPS)) {
    set_sector(&p, "CVL");
    m->flags |= MEN_PEOPLE;
    m->kind = MENTION_GROUP;
  } else if (nm->flags & NAME_ADJ && (t->upos != UPOS_PROPN || is_somebody(r->d, m->head)) && !stands_before(r->d, m->head) &&
             !(m->flags & MEN_DEFINITE)) {
    set_sector(&p, "CVL");
    m->flags |= MEN_PEOPLE;
    m->kind = MENTION_GROUP;
  } else if (nm->flags & NAME_CAPITAL) m->flags |= MEN_CAPITAL;
  else if (nm->flags & NAME_SEAT) m->kind = MENTION_ORGANISATION;
  else m->flags |= MEN_STATE;
  m->parties[0] = p;
  m->nparties = 1;
}

/* "the Albanians of Serbia": people of a nation who live in another state are that state's. */
static void at_home(Resolver *r, Mention *m) {
  EACH_DEP (r->d, c, m->head) {
    int32_t word;
    if (r->d->tokens[c].deprel != DEP_NMOD || (uint32_t)c < m->head || !tree_case(r->d, (uint32_t)c, &word)) continue;
    Str text = tok_text(r->d, &r->d->tokens[word]);
    int32_t i = str_eq_nocase(text, STR("of")) || str_eq_nocase(text, STR("in")) ? resolve(r, (uint32_t)c) : -1;
    if (i >= 0 && r->out->at[i].flags & MEN_STATE && r->out->at[i].nparties)
      memcpy(m->parties[0].country, r->out->at[i].parties[0].country, 4);
  }
}

/* "Human rights watchdog Amnesty International": a name right behind a noun, without a comma, is who the noun means. */
static bool by_name_behind(Resolver *r, Mention *m) {
  uint32_t next = m->last + 1;
  if (next >= r->d->ntokens || r->d->tokens[next].sent != r->d->tokens[m->head].sent || r->found.name_of[next] < 0 || m->flags & MEN_PLURAL)
    return false;
  const NameSpan *s = &r->found.names[r->found.name_of[next]];
  uint32_t t = s->first;
  while (t < s->last && r->d->tokens[t].head >= (int32_t)s->first && r->d->tokens[t].head <= (int32_t)s->last) t++;
  if (s->first != next || r->d->tokens[t].head != (int32_t)m->head) return false;
  int32_t i = resolve(r, t);
  if (i < 0 || r->out->at[i].flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE) || !(r->out->at[i].flags & MEN_NAMED)) return false;
  if (r->out->at[i].flags & MEN_GUESSED || !r->out->at[i].nparties) { /* a name that nobody knows is what the noun says */
    memcpy(r->out->at[i].parties, m->parties, sizeof m->parties);
    r->out->at[i].nparties = m->nparties;
    r->out->at[i].flags = (uint16_t)((r->out->at[i].flags & ~(MEN_GUESSED | MEN_NO_COUNTRY)) | (m->flags & MEN_NO_COUNTRY));
    if (m->kind == MENTION_ROLE) r->out->at[i].kind = MENTION_PERSON;
    return false;
  }
  mention_take(m, &r->out->at[i], i);
  m->kind = r->out->at[i].kind;
  m->flags |= MEN_NAMED | MEN_ACTOR;
  m->last = s->last;
  return true;
}

static int kind_of_entity(int kind) {
  switch (kind) {
  case ENTITY_PERSON: return MENTION_PERSON;
  case ENTITY_GROUP:
  case ENTITY_PEOPLE: return MENTION_GROUP;
  default: return MENTION_ORGANISATION;
  }
}

/* "former" makes an official of today a former one; soldiers and rebels too. */
static void make_former(Mention *m, const RoleRec *role) {
  if (role && !strcmp(role->sector, "PTY") && !role->former[0] && m->known >= 0) return; /* a former candidate may hold an office */
  m->flags |= MEN_FORMER;
  for (uint32_t i = 0; i < m->nparties; i++) {
    const char *s = m->parties[i].sector;
    if (role && (role->former[0] || !strcmp(role->sector, "ELI"))) set_sector(&m->parties[i], role->former[0] ? role->former : "ELI");
    else if (holds_office(s)) set_sector(&m->parties[i], "ELI");
  }
}

/* The name span that names the head: on the head, or on a name that follows a title ("President" + flat "Obama"). */
static const NameSpan *head_name(const Resolver *r, uint32_t h) {
  if (r->found.name_of[h] >= 0) return &r->found.names[r->found.name_of[h]];
  EACH_DEP (r->d, c, h) {
    int rel = r->d->tokens[c].deprel;
    if ((rel == DEP_FLAT || rel == DEP_FLAT_NAME) && r->found.name_of[c] >= 0) return &r->found.names[r->found.name_of[c]];
  }
  return NULL;
}

static bool by_name(Resolver *r, Mention *m) {
  const NameSpan *s = head_name(r, m->head);
  uint32_t name;
  if (!s) return false;
  const RoleRec *title = phrase_title(r, m->first, m->last, m->head);
  if (r->found.name_of[m->head] < 0) title = role_at(r, m->head) ? role_at(r, m->head) : title;
  if (!pick_name(r, s, title, &name)) return false;
  const Lexicon *lx = &r->w->lex[s->lex];
  const NameRec *nm = &lx->names[name];
  const EntityRec *e = &lx->entities[nm->entity];
  const RoleRec *own_role = role_at(r, m->head);
  /* "Syrian rebels" where the name ends before the head; "Israeli" + role on one span never meets here. */
  if (e->kind == ENTITY_COUNTRY && own_role && (m->head < s->first || m->head > s->last)) return false;
  /* "Philippine and U.S. troops" are of both, though "U.S. troops" has a name. */
  if (own_role && s->first > m->first && r->d->tokens[s->first - 1].upos == UPOS_CCONJ) return false;
  from_lexicon(r, m, s->lex, nm->entity);
  if (s->first < m->first) m->first = s->first;
  if (s->last > m->last) m->last = s->last; /* "of Nigeria" of "Central Bank of Nigeria" */
  if (e->kind == ENTITY_COUNTRY) {
    as_country(r, m, e, nm);
    if (m->flags & MEN_PEOPLE) at_home(r, m);
  } else {
    if (title && title->sector[0]) memcpy(m->prefer, title->sector, 4);
    m->nparties = (uint8_t)parties_on(lx, e, r->day, m->prefer[0] ? m->prefer : NULL, m->parties);
    m->kind = (uint8_t)kind_of_entity(e->kind);
    m->flags |= MEN_NAMED | MEN_ACTOR;
    if (e->kind == ENTITY_PEOPLE && m->nparties && !strcmp(m->parties[0].sector, "REL") && is_counted(r->d, m->head))
      set_sector(&m->parties[0], "CVL"); /* "nine Copts" are people, "the Copts" a church */
    if (e->kind == ENTITY_PEOPLE && m->nparties && !m->parties[0].country[0]) at_home(r, m);
    if (e->kind == ENTITY_PEOPLE && m->nparties && !m->parties[0].country[0]) m->flags |= MEN_NO_COUNTRY;
    if (m->kind == MENTION_PERSON && phrase_class(r, m->first, m->last, WORDS_FORMER)) make_former(m, title);
  }
  m->entity = entity_number(r, m->lex, m->known, m->flags & MEN_PEOPLE);
  return true;
}

/* "the president of Toyota": heads of companies, unions and schools have the title too. */
static bool heads_private(const Resolver *r, const Mention *m, const RoleRec *role, const PartyCode *from) {
  static const char *const sectors[] = {"BUS", "EDU", "LAB", "JRN", "MED", "SOC"};
  if (strcmp(role->sector, "GOV") || !from->sector[0] || !phrase_class(r, m->first, m->last, WORDS_PRESIDES)) return false;
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (!strcmp(from->sector, sectors[i])) return true;
  return false;
}

/* The sector that an inheriting role takes: of an organisation that stands with it, of another role in the phrase, else its own. */
static void role_sector(const Resolver *r, const Mention *m, const RoleRec *role, const Evidence *ev, const PartyCode *from, char out[4]) {
  const RoleRec *other = role->flags & ROLE_INHERIT ? phrase_title(r, m->first, m->last, m->head) : NULL;
  memcpy(out, heads_private(r, m, role, from) ? from->sector : role->sector, 4);
  if (!(role->flags & ROLE_INHERIT)) return;
  if (from->sector[0] && !(out[0] && !strcmp(from->sector, "GOV"))) memcpy(out, from->sector, 4); /* a ruler's troops stay soldiers */
  else if (other || (!strcmp(out, "UNK") && from->sector[0])) memcpy(out, other ? other->sector : from->sector, 4);
  else if (!out[0] && ev->n) memcpy(out, "GOV", 4);
}

/* "delegates from 22 countries". */
static bool of_many_states(const Resolver *r, uint32_t h) {
  EACH_DEP (r->d, c, h) {
    int32_t word;
    const Token *k = &r->d->tokens[c];
    if (k->deprel != DEP_NMOD || (uint32_t)c < h || k->xpos != XPOS_NNS || str_is(k->lemma_text, "state") ||
        !tree_case(r->d, (uint32_t)c, &word))
      continue;
    if (token_class(r, (uint32_t)word, WORDS_BINDS) && token_class(r, (uint32_t)c, WORDS_STATE) && r->found.name_of[c] < 0) return true;
  }
  return false;
}

/* "foreign citizens", "world powers": of no one country, and not of the place of the act; "foreign" of "foreign minister" says nothing of that. */
static bool from_abroad(const Resolver *r, const Mention *m, const RoleRec *role) {
  bool office = role->kind == ROLE_BODY || role->flags & (ROLE_TITLE | ROLE_OFFICE);
  uint32_t end = office ? r->found.roles[m->head].first : m->head;
  if (!strcmp(role->sector, "MIL") && phrase_class(r, m->first, m->last, WORDS_UNKNOWN)) return true; /* "unidentified jets" */
  return of_many_states(r, m->head) || token_class(r, m->head, WORDS_ABROAD) ||
         (end > m->first && phrase_class(r, m->first, end - 1, WORDS_ABROAD));
}

/* "peacekeepers", "the inspectors": sent by a body that the text names, peacekeepers by the United Nations where none is named. */
static void sent_by_body(const Resolver *r, Mention *m) {
  static const char bodies[][4] = {"UNO", "IGO", "EUR"};
  bool peace = phrase_class(r, m->first, m->head, WORDS_PEACEKEEPERS), alone = r->found.roles[m->head].first == m->head;
  bool inspect = token_class(r, m->head, WORDS_INSPECTORS) && m->flags & MEN_PLURAL && alone;
  if (!(m->flags & MEN_NO_COUNTRY) || (!peace && !inspect)) return;
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (country_seen(r, bodies[i]) || (peace && i + 1 == sizeof bodies / sizeof *bodies)) {
      memcpy(m->parties[0].country, country_seen(r, bodies[i]) ? bodies[i] : "UNO", 4);
      if (!peace) memset(m->parties[0].sector, 0, sizeof m->parties[0].sector);
      fit_body(&m->parties[0]);
      m->flags &= (uint16_t) ~(MEN_NO_COUNTRY | MEN_BARE);
      return;
    }
}

static void role_parties(Resolver *r, Mention *m, const RoleRec *role, const Evidence *ev) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < ev->n; i++) {
    PartyCode p = {0};
    memcpy(p.country, ev->parties[i].country, 4);
    role_sector(r, m, role, ev, &ev->parties[i], p.sector);
    fit_body(&p);
    bool twice = false;
    for (uint32_t k = 0; k < n; k++) twice |= !memcmp(m->parties[k].country, p.country, 4);
    if (p.country[0] && !twice) add_party(m->parties, &n, p);
  }
  if (!n) {
    PartyCode p = {0};
    role_sector(r, m, role, ev, ev->n ? &ev->parties[0] : &p, p.sector);
    add_party(m->parties, &n, p);
    if (!from_abroad(r, m, role)) m->flags |= MEN_NO_COUNTRY;
    if (role->flags & ROLE_BARE) m->flags |= MEN_BARE;
  }
  m->nparties = (uint8_t)n;
}

/* What the appositions of a head say, or the noun that the head is in apposition to. */
static bool apposition_of(Resolver *r, Mention *m, uint32_t h) {
  EACH_DEP (r->d, c, h) {
    int rel = r->d->tokens[c].deprel;
    if ((rel == DEP_FLAT || rel == DEP_FLAT_NAME) && apposition_of(r, m, (uint32_t)c)) return true;
    int32_t i = rel == DEP_APPOS || rel == DEP_LIST ? resolve(r, (uint32_t)c) : -1;
    if (i < 0 || !r->out->at[i].nparties || r->out->at[i].kind == MENTION_OTHER) continue;
    if (r->out->at[i].flags & MEN_GUESSED) continue;
    uint32_t entity = m->entity;
    uint8_t kind = m->kind;
    Str name = m->name;
    mention_take(m, &r->out->at[i], i);
    m->kind = kind;
    m->name = name;
    m->entity = entity;
    r->out->at[i].entity = entity;
    return true;
  }
  return false;
}

static bool by_apposition(Resolver *r, Mention *m) { return apposition_of(r, m, m->head); }

/* "Israeli helicopters and tanks", "the Peruvian president and defence minister": the second of two joined nouns without a word of its own, or that is a title,
** shares the nationality of the first. */
static void shared_evidence(Resolver *r, const Mention *m, const RoleRec *role, Evidence *ev) {
  const Token *t = &r->d->tokens[m->head];
  bool bare = m->first == m->head || role->flags & (ROLE_TITLE | ROLE_OFFICE);
  if (ev->n || t->deprel != DEP_CONJ || t->head < 0 || m->flags & MEN_DEFINITE || !bare) return;
  uint32_t g = (uint32_t)t->head, lo, hi;
  phrase_core(r->d, g, &lo, &hi);
  if (g < m->head && r->found.name_of[g] < 0) core_evidence(r, g, lo, hi, NULL, ev);
}

/* "his counterpart, Ishaq Dar": who faces the possessor is of another country, which the name behind may tell. */
static bool is_faced(Resolver *r, const Mention *m, const Evidence *ev) {
  int32_t poss = tok_dep(r->d, m->head, DEP_NMOD_POSS), i = poss < 0 ? -1 : resolve(r, (uint32_t)poss);
  if (i < 0 || ev->n != 1 || !r->out->at[i].nparties || !token_class(r, m->head, WORDS_FACING)) return false;
  return !memcmp(ev->parties[0].country, r->out->at[i].parties[0].country, 4);
}

static bool by_role(Resolver *r, Mention *m) {
  const RoleRec *role = role_at(r, m->head);
  if (!role) return false;
  const RoleSpan *span = &r->found.roles[m->head];
  const Lexicon *lx = &r->w->lex[span->lex];
  Evidence ev = {0};
  m->role = span->role;
  m->role_lex = span->lex;
  m->file = lx->str + role->file;
  m->line = role->line;
  m->kind = role->kind == ROLE_PERSON ? MENTION_ROLE : role->kind == ROLE_GROUP ? MENTION_GROUP : MENTION_ORGANISATION;
  m->flags |= MEN_ACTOR;
  phrase_evidence(r, m->head, m->first, m->last, NULL, &ev);
  shared_evidence(r, m, role, &ev);
  bool faced = is_faced(r, m, &ev);
  if (faced) ev.n = 0;
  role_parties(r, m, role, &ev);
  sent_by_body(r, m);
  if (faced) m->flags &= (uint16_t)~MEN_NO_COUNTRY; /* nor of the land where they meet */
  if (phrase_class(r, m->first, m->last, WORDS_FORMER)) make_former(m, role);
  m->entity = r->entities;
  if (by_name_behind(r, m)) return true;
  if (faced && (by_apposition(r, m) || coref_neighbour(r, m))) {
    r->entities++;
    return true;
  }
  if (role->flags & ROLE_BARE && (m->flags & MEN_BARE || role->kind == ROLE_PERSON) && by_apposition(r, m)) {
    r->entities++;
    return true;
  }
  if (!coref_phrase(r, m, role)) r->entities++;
  /* A person named after the role ("minister Abbas Stanekzai" by flat) is a named mention that later surnames go back to. */
  if (m->last > m->head && r->d->tokens[m->last].upos == UPOS_PROPN && role->kind == ROLE_PERSON) {
    m->kind = MENTION_PERSON;
    m->flags |= MEN_NAMED;
  }
  return true;
}

static int kind_of_ne(const Resolver *r, uint32_t h) {
  const Token *t = &r->d->tokens[h];
  if (t->ne == NE_PERSON && token_class(r, h, WORDS_ORG)) return MENTION_ORGANISATION; /* "Bolivian Workers' Center" */
  return t->ne == NE_PERSON ? MENTION_PERSON : t->ne == NE_PLACE ? MENTION_PLACE : MENTION_ORGANISATION;
}

static bool by_title(Resolver *r, Mention *m) {
  const RoleRec *title = phrase_title(r, m->first, m->last, m->head);
  Evidence ev = {0};
  if (m->kind == MENTION_PLACE && token_class(r, m->head, WORDS_PLACE)) return false; /* "Sea of Japan", "Aden International Airport" */
  phrase_evidence(r, m->head, m->first, m->last, NULL, &ev);
  if (!title && !ev.n) return false;
  if (title) {
    role_parties(r, m, title, &ev);
    m->flags &= (uint16_t)~MEN_BARE;
    if (title->kind == ROLE_PERSON && !token_class(r, m->head, WORDS_ORG)) m->kind = MENTION_PERSON;
    if (phrase_class(r, m->first, m->last, WORDS_FORMER)) make_former(m, title);
  } else {
    memcpy(m->parties, ev.parties, sizeof m->parties);
    m->nparties = (uint8_t)ev.n;
    for (uint32_t i = 0; i < m->nparties && m->kind == MENTION_PERSON; i++) /* "American Paul Jackson", without an office */
      if (!m->parties[i].sector[0]) set_sector(&m->parties[i], "CVL");
  }
  m->flags |= MEN_ACTOR;
  return true;
}

/* "Defence Minister Pascal Ndoro" where a tree hangs title and name side by side on the verb. */
static bool by_title_beside(Resolver *r, Mention *m) {
  if (m->first == 0) return false;
  uint32_t p = m->first - 1;
  const Token *t = &r->d->tokens[p], *own = &r->d->tokens[m->head];
  const RoleRec *role = role_at(r, p);
  if (t->sent != own->sent || !role || role->kind != ROLE_PERSON || t->head != own->head) return false;
  int32_t i = resolve(r, p);
  if (i < 0 || !r->out->at[i].nparties) return false;
  Str name = m->name;
  mention_take(m, &r->out->at[i], i);
  m->name = name;
  m->kind = MENTION_PERSON;
  return true;
}

/* "opposition leader Kemal Ardic" where the name hangs on the title as its apposition. */
static bool by_title_above(Resolver *r, Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  if (t->deprel != DEP_APPOS && t->deprel != DEP_FLAT) return false;
  const RoleRec *role = t->head < 0 ? NULL : role_at(r, (uint32_t)t->head);
  int32_t i = role && (role->kind == ROLE_PERSON || t->head + 1 == (int32_t)m->first) ? resolve(r, (uint32_t)t->head) : -1;
  if (i < 0 || !r->out->at[i].nparties || r->out->at[i].flags & MEN_PLURAL) return false;
  Str name = m->name;
  mention_take(m, &r->out->at[i], i);
  m->name = name;
  m->kind = role->kind == ROLE_PERSON ? MENTION_PERSON : MENTION_ORGANISATION;
  return true;
}

/* "the Republic of Argentina", where no list has it so: a state doing what states do. */
static void as_state(const Resolver *r, Mention *m) {
  if (m->kind != MENTION_PERSON && m->nparties == 1 && !m->parties[0].sector[0] && token_class(r, m->head, WORDS_STATE))
    set_sector(&m->parties[0], "GOV");
}

/* "Kettil Moberg resigns as head of the Norwegian navy": a subject of whom nothing is known is what it is said to act as. */
static bool by_as(Resolver *r, Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  if ((t->deprel != DEP_NSUBJ && t->deprel != DEP_NSUBJ_PASS) || t->head < 0) return false;
  EACH_DEP (r->d, c, (uint32_t)t->head) {
    const RoleRec *role = r->d->tokens[c].deprel == DEP_OBL ? role_at(r, (uint32_t)c) : NULL;
    if (!role || role->kind != ROLE_PERSON || tree_case(r->d, (uint32_t)c, NULL) != key_fold(STR("as"))) continue;
    int32_t i = resolve(r, (uint32_t)c);
    if (i < 0 || !r->out->at[i].nparties) continue;
    Str name = m->name;
    mention_take(m, &r->out->at[i], i);
    m->name = name;
    m->entity = r->entities - 1;
    return true;
  }
  return false;
}

/* "Admiral Kettil Moberg resigns as head of the Norwegian navy": so is the country of a title that names none. */
static void country_as(Resolver *r, Mention *m) {
  Mention as = *m;
  if (m->nparties != 1 || !by_as(r, &as) || !as.parties[0].country[0]) return;
  memcpy(m->parties[0].country, as.parties[0].country, sizeof as.parties[0].country);
  m->flags &= (uint16_t)~MEN_NO_COUNTRY;
}

static void unknown_name(Resolver *r, Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  m->kind = (uint8_t)kind_of_ne(r, m->head);
  m->entity = r->entities;
  if (coref_region(r, m)) return;
  m->flags |= MEN_NAMED;
  int32_t local = local_find(r, r->d->tokens[m->last].low);
  if (local < 0) local = local_find(r, t->low);
  if (local < 0) local = part_find(r, m);
  bool titled = by_title(r, m) || by_title_beside(r, m) || by_title_above(r, m);
  bool complete = titled && m->nparties && m->parties[0].country[0];
  if (!complete && local >= 0 && r->out->at[local].nparties) {
    mention_take(m, &r->out->at[local], local);
    m->kind = r->out->at[local].kind;
    return;
  }
  r->entities++;
  as_state(r, m);
  if (titled && m->flags & MEN_NO_COUNTRY) country_as(r, m);
  if (!complete) {
    Mention before = *m;
    if (!by_apposition(r, m) && !m->nparties && m->kind == MENTION_PERSON && !by_as(r, m)) {
      set_sector(&m->parties[0], "CVL"); /* a person of no known office, at home where the act is */
      m->nparties = 1;
      m->flags |= MEN_NO_COUNTRY | MEN_GUESSED;
      return;
    }
    if (before.nparties && before.parties[0].sector[0] && m->nparties == 1 && !m->parties[0].sector[0])
      memcpy(m->parties[0].sector, before.parties[0].sector, 4);
  }
}

/* "the breakaway state of Abkhazia": is what the name behind says. */
static bool state_of_name(Resolver *r, Mention *m) {
  if (!token_class(r, m->head, WORDS_STATE) || m->flags & MEN_PLURAL) return false;
  EACH_DEP (r->d, c, m->head) {
    int32_t word;
    if (r->d->tokens[c].deprel != DEP_NMOD || (uint32_t)c < m->head || r->found.name_of[c] < 0 || !tree_case(r->d, (uint32_t)c, &word))
      continue;
    int32_t i = str_eq_nocase(tok_text(r->d, &r->d->tokens[word]), STR("of")) ? resolve(r, (uint32_t)c) : -1;
    if (i < 0 || !(r->out->at[i].flags & MEN_STATE) || !r->out->at[i].nparties) continue;
    mention_take(m, &r->out->at[i], i);
    return true;
  }
  return false;
}

/* "the Otieno Group", "Norsk Fiskeri AS", "the Peruvian Bakers' Federation": of a name that nobody knows the last word says of what sort it is. */
static void sort_of_name(const Resolver *r, Mention *m) {
  const char *sector = token_class(r, m->last, WORDS_FIRMS) ? "BUS" : token_class(r, m->head, WORDS_CLUBS) ? "SOC" : "";
  const Token *t = &r->d->tokens[m->head];
  if (!sector[0] || m->kind != MENTION_ORGANISATION || m->first == m->last || !(t->flags & TOK_CAP) || m->antecedent >= 0) return;
  if (m->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE) || m->nparties > 1 || (m->nparties && m->parties[0].sector[0])) return;
  set_sector(&m->parties[0], sector);
  fit_body(&m->parties[0]);
  m->nparties = 1;
  m->flags |= MEN_ACTOR;
}

/* A noun that is no role ("convoy", "fire"): nationalities in its phrase still say whose it is. */
static void other_noun(Resolver *r, Mention *m) {
  Evidence ev = {0};
  m->kind = MENTION_OTHER;
  m->entity = r->entities;
  if (state_of_name(r, m)) return;
  if (coref_phrase(r, m, NULL)) {
    m->kind = MENTION_GROUP;
    return;
  }
  r->entities++;
  m->flags |= MEN_BARE;
  if (token_class(r, m->head, WORDS_PLACE)) return;
  thing_evidence(r, m->head, m->first, m->last, &ev);
  memcpy(m->parties, ev.parties, sizeof m->parties);
  m->nparties = (uint8_t)ev.n;
  const RoleRec *inside = phrase_title(r, m->first, m->last, m->head);
  if (inside && phrase_class(r, m->first, m->last, WORDS_UNMANNED)) inside = NULL; /* "a Turkish drone strike" is Turkey's */
  for (uint32_t i = 0; i < m->nparties; i++)
    if (!m->parties[i].sector[0]) {
      set_sector(&m->parties[i], inside ? inside->sector : "GOV");
      fit_body(&m->parties[i]);
    }
}

static void shape_flags(const Resolver *r, Mention *m) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[m->head];
  bool joined = false;
  if (t->xpos == XPOS_NNS || t->xpos == XPOS_NNPS) m->flags |= MEN_PLURAL;
  EACH_DEP (d, c, m->head) {
    const Token *k = &d->tokens[c];
    if ((k->deprel == DEP_DET && (str_eq_nocase(tok_text(d, k), STR("the")) || str_eq_nocase(tok_text(d, k), STR("this")) ||
                                  str_eq_nocase(tok_text(d, k), STR("both")) || str_eq_nocase(tok_text(d, k), STR("these")))) ||
        k->deprel == DEP_NMOD_POSS)
      m->flags |= MEN_DEFINITE;
    joined |= k->deprel == DEP_CONJ;
  }
  (void)joined;
}

/* "the University of Cairo", "the Ministry of Defence of Estonia": a name goes on over "of" and a name. */
static void extend_of(const Doc *d, Mention *m) {
  const Token *h = &d->tokens[m->head];
  if (h->upos != UPOS_PROPN || !(h->flags & TOK_CAP) || m->flags & MEN_PLURAL) return;
  EACH_DEP (d, c, m->head) {
    int32_t word;
    uint32_t lo, hi;
    if (d->tokens[c].deprel != DEP_NMOD || (uint32_t)c < m->head || d->tokens[c].upos != UPOS_PROPN || !tree_case(d, (uint32_t)c, &word))
      continue;
    if (!str_eq_nocase(tok_text(d, &d->tokens[word]), STR("of")) || (uint32_t)word != m->last + 1) continue;
    phrase_core(d, (uint32_t)c, &lo, &hi);
    if (lo > (uint32_t)word + 2) continue;
    m->last = hi;
    EACH_DEP (d, k, (uint32_t)c) { /* one step more: "of Defence of Estonia" */
      int32_t next;
      if (d->tokens[k].deprel != DEP_NMOD || (uint32_t)k < hi || d->tokens[k].upos != UPOS_PROPN || !tree_case(d, (uint32_t)k, &next))
        continue;
      if ((uint32_t)next != hi + 1 || !str_eq_nocase(tok_text(d, &d->tokens[next]), STR("of"))) continue;
      phrase_core(d, (uint32_t)k, &lo, &m->last);
    }
  }
}

/* The phrase's words without an article at its start or a possessive mark. */
static void trim_phrase(const Doc *d, Mention *m) {
  while (m->first < m->head &&
         (d->tokens[m->first].upos == UPOS_DET || d->tokens[m->first].upos == UPOS_CCONJ || d->tokens[m->first].flags & TOK_PUNCT))
    m->first++;
  while (m->last > m->head && d->tokens[m->last].flags & TOK_PUNCT) m->last--;
}

/* "Ioannis Lagos fled. ... Lagos was arrested": the surname of one who was named in full, not the city; a mention by that name alone. */
static int32_t surname_again(const Resolver *r, const Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  int32_t span = r->found.name_of[m->head];
  if (m->first != m->last || t->upos != UPOS_PROPN || span < 0) return -1;
  const NameSpan *s = &r->found.names[span];
  const Lexicon *lx = &r->w->lex[s->lex];
  for (uint32_t i = 0; i < s->nvalues; i++) {
    const NameRec *nm = &lx->names[lx->name_trie.values[s->value + i]];
    if (lx->entities[nm->entity].kind == ENTITY_COUNTRY && s->first == s->last) return surname_find(r, t->low);
  }
  return -1;
}

/* Is the token the exact short name of a body of the world (GATT, WHO)?  What a text puts in brackets behind a misspelt name does not change it. */
static bool world_body(const Resolver *r, uint32_t t) {
  int32_t span = r->found.name_of[t];
  if (span < 0) return false;
  const NameSpan *s = &r->found.names[span];
  const Lexicon *lx = &r->w->lex[s->lex];
  for (uint32_t i = 0; i < s->nvalues; i++) {
    const NameRec *nm = &lx->names[lx->name_trie.values[s->value + i]];
    const EntityRec *e = &lx->entities[nm->entity];
    if (e->kind == ENTITY_BODY && nm->flags & NAME_EXACT && !(nm->flags & NAME_WEAK) && e->nparties &&
        is_body(lx->parties[e->first].country))
      return true;
  }
  return false;
}

static void compose(Resolver *r, Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  if (token_class(r, m->head, WORDS_OPPOSED)) { /* "anti-government protests": whom they are against, no party by itself */
    m->kind = MENTION_GROUP;
    set_sector(&m->parties[0], "GOV");
    m->nparties = 1;
    m->flags |= MEN_NO_COUNTRY;
    m->entity = r->entities++;
    return;
  }
  int32_t short_form = world_body(r, m->head) ? -1 : acronym_find(r, t);
  if (short_form < 0) short_form = surname_again(r, m);
  if (short_form >= 0 && r->out->at[short_form].nparties) {
    mention_take(m, &r->out->at[short_form], short_form);
    m->kind = r->out->at[short_form].kind;
    m->flags |= MEN_NAMED;
    return;
  }
  bool capitals = r->found.name_of[m->head] >= 0 && t->flags & TOK_ALLCAPS && t->n > 1; /* "the WHO", "US" */
  if (capitals && by_name(r, m)) return;
  if (t->upos == UPOS_PRON || (t->upos == UPOS_DET && t->deprel != DEP_NSUBJ)) {
    m->kind = MENTION_PRONOUN;
    m->entity = r->entities;
    if (!coref_pronoun(r, m)) r->entities++;
    return;
  }
  if (by_name(r, m) || by_role(r, m)) return;
  bool name = t->upos == UPOS_PROPN || (t->ne != NE_NONE && t->flags & TOK_CAP);
  if (name && !token_class(r, m->head, WORDS_TIME) && !token_class(r, m->head, WORDS_THING)) {
    unknown_name(r, m);
    sort_of_name(r, m);
  } else other_noun(r, m);
}

int32_t resolve(Resolver *r, uint32_t h) {
  if (r->state[h]) return r->state[h] == 2 ? r->out->of[h] : -1;
  r->state[h] = 1;
  Mention m = {.head = h, .lex = -1, .known = -1, .role = -1, .role_lex = -1, .antecedent = -1};
  phrase_core(r->d, h, &m.first, &m.last);
  shape_flags(r, &m);
  m.name = tok_span_text(r->d, m.first, m.last);
  compose(r, &m);
  extend_of(r->d, &m);
  trim_phrase(r->d, &m);
  if (m.lex < 0 && m.antecedent < 0) m.name = tok_span_text(r->d, m.first, m.last);
  m.noun = mention_noun(r, &m);
  store(r, &m);
  r->state[h] = 2;
  local_learn(r, &m, r->out->of[h]);
  if (m.nparties && m.kind != MENTION_PRONOUN) acronym_learn(r, &m, r->out->of[h]);
  return r->out->of[h];
}
