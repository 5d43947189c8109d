/* Which entity a name means here: by the day, by what the document has named before, by the title that stands with it. */
#include "who/resolve.h"

bool add_party(PartyCode list[WHO_PARTIES], uint32_t *n, PartyCode p) {
  for (uint32_t i = 0; i < *n; i++)
    if (!memcmp(&list[i], &p, sizeof p)) return false;
  if (*n == WHO_PARTIES) return false;
  list[(*n)++] = p;
  return true;
}

static bool on(int32_t from, int32_t to, int32_t day) { return from <= day && day < to; }

static uint32_t all_parties(const Lexicon *lx, const EntityRec *e, PartyCode out[WHO_PARTIES]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < e->nparties && n < WHO_PARTIES; i++, n++) {
    memset(&out[n], 0, sizeof out[n]);
    memcpy(out[n].country, lx->parties[e->first + i].country, 4);
    memcpy(out[n].sector, lx->parties[e->first + i].sector, 4);
  }
  return n;
}

bool holds_office(const char *sector) {
  static const char *const offices[] = {"GOV", "LEG", "MIL", "COP", "SPY", "JUD"};
  for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
    if (!strcmp(sector, offices[i])) return true;
  return false;
}

/* The line true on the day; on the day an office ends it still counts, since who is ousted was in office. Else the nearest past line, else the first. */
uint32_t parties_on(const Lexicon *lx, const EntityRec *e, int32_t day, const char *prefer, PartyCode out[WHO_PARTIES]) {
  const PartyRec *best = NULL, *true_one = NULL;
  if (e->kind == ENTITY_STATES) return all_parties(lx, e, out);
  for (uint32_t i = 0; i < e->nparties; i++) {
    const PartyRec *p = &lx->parties[e->first + i];
    bool now = p->from <= day && day <= p->to;
    if (now && prefer && !memcmp(p->sector, prefer, 3)) {
      true_one = p;
      break;
    }
    if (now && !true_one) true_one = p;
    if (now && !prefer) break;
    if (p->to <= day && (!best || p->to > best->to)) best = p;
  }
  best = true_one ? true_one : best ? best : e->nparties ? &lx->parties[e->first] : NULL;
  if (!best) return 0;
  memset(out, 0, sizeof *out);
  memcpy(out->country, best->country, 4);
  memcpy(out->sector, best->sector, 4);
  if (!true_one && e->kind == ENTITY_PERSON && best->to <= day && holds_office(best->sector)) memcpy(out->sector, "ELI", 4);
  return 1;
}

/* Did the entity ever hold a place of that sector? "President" fits one who is, was or will be in government. */
static bool title_fits(const Lexicon *lx, const EntityRec *e, const RoleRec *title) {
  for (uint32_t i = 0; title && title->sector[0] && i < e->nparties; i++)
    if (!memcmp(lx->parties[e->first + i].sector, title->sector, 4)) return true;
  return false;
}

static int ne_of(int kind) {
  switch (kind) {
  case ENTITY_PERSON: return NE_PERSON;
  case ENTITY_COUNTRY: return NE_PLACE;
  default: return NE_ORGANISATION;
  }
}

static bool case_ok(const Doc *d, const Lexicon *lx, const NameRec *nm, const NameSpan *s) {
  if (nm->flags & NAME_EXACT) return str_eq(tok_span_text(d, s->first, s->last), lexicon_str(lx, nm->text));
  return true;
}

/* The country of a span that can be one by its plain name, or NULL. */
static const char *span_country(const Resolver *r, int32_t span) {
  const NameSpan *s = span < 0 ? NULL : &r->found.names[span];
  for (uint32_t i = 0; s && i < s->nvalues; i++) {
    const Lexicon *lx = &r->w->lex[s->lex];
    const NameRec *nm = &lx->names[lx->name_trie.values[s->value + i]];
    if (lx->entities[nm->entity].kind == ENTITY_COUNTRY && !(nm->flags & NAME_WEAK)) return lx->entities[nm->entity].code;
  }
  return NULL;
}

static bool title_at(const Resolver *r, uint32_t t) { return role_at(r, t) && role_at(r, t)->kind == ROLE_PERSON; }

/* "Rafeo Bashir Shah" is not Bashir, an "App Store" not Mr Store: a surname alone has no other name beside it, titles apart. */
static bool beside_name(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[s->first];
  if (s->last + 1 < d->ntokens) {
    const Token *n = &d->tokens[s->last + 1];
    if (n->sent == t->sent && n->upos == UPOS_PROPN && (n->deprel == DEP_FLAT || n->deprel == DEP_FLAT_NAME) && n->flags & TOK_CAP)
      return true;
  }
  if (s->first == 0 || d->tokens[s->first - 1].sent != t->sent) return false;
  const Token *b = &d->tokens[s->first - 1];
  if (b->n == 1 && d->text.p[b->at] == '-' && !(b->flags & TOK_SPACE_AFTER)) /* "Kamr-ul-Hassan" */
    return true;
  bool one_name = t->deprel == DEP_FLAT || t->deprel == DEP_FLAT_NAME || b->head == (int32_t)s->first;
  return one_name && (b->upos == UPOS_PROPN || b->upos == UPOS_NOUN) && b->flags & TOK_CAP && !title_at(r, s->first - 1) &&
         !span_country(r, r->found.name_of[s->first - 1]);
}

bool name_goes_on(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  if (s->last + 1 >= d->ntokens) return false;
  const Token *n = &d->tokens[s->last + 1];
  return n->sent == d->tokens[s->first].sent && n->upos == UPOS_PROPN && n->ne == NE_PERSON && n->flags & TOK_CAP &&
         (n->deprel == DEP_FLAT || n->deprel == DEP_FLAT_NAME) && n->head <= (int32_t)s->last;
}

/* The nationality right before a name ("the Russian Ministry of Defence"), or the state of which it is ("House of Representatives of the
** Philippines"): whose a name of that sort is. */
static const char *country_beside(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  uint32_t sent = d->tokens[s->first].sent, b = s->first, a = s->last + 1;
  Str of = STR("of"), the = STR("the");
  if (a + 1 < d->ntokens && d->tokens[a].sent == sent && str_eq(tok_text(d, &d->tokens[a]), of)) {
    a += 1 + str_eq(tok_text(d, &d->tokens[a + 1]), the);
    const char *c = a < d->ntokens && d->tokens[a].sent == sent ? span_country(r, r->found.name_of[a]) : NULL;
    if (c) return c;
  }
  if (b && str_eq(tok_text(d, &d->tokens[b - 1]), STR("'s"))) b--;
  if (!b || d->tokens[b - 1].sent != sent || r->found.name_of[b - 1] < 0) return NULL;
  return names_another(r, &r->found.names[r->found.name_of[b - 1]], s->last) ? NULL : span_country(r, r->found.name_of[b - 1]);
}

/* Is the country one of a state, not of a body that stands in every text? */
static bool of_state(const PartyCode *p) {
  static const char bodies[][4] = {"UNO", "EUR", "IGO", "NGO", "MNC", "ISM", "IMG"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (!memcmp(p->country, bodies[i], 4)) return false;
  return p->country[0];
}

enum { CUE_REACH = 200 };

/* Does a word that the entity is known by stand near the span (in its sentence, or some lines before or after)? */
static bool has_cue(const Resolver *r, const NameSpan *s, const Lexicon *lx, const EntityRec *e) {
  const Doc *d = r->d;
  uint32_t from = s->first > CUE_REACH ? s->first - CUE_REACH : 0, to = s->last + CUE_REACH;
  for (uint32_t t = from; e->ncues && t < to && t < d->ntokens; t++)
    for (uint32_t i = 0; i < e->ncues; i++)
      if (d->tokens[t].low == lx->cues[e->cue + i]) return true;
  return false;
}

static bool person_token(const Resolver *r, uint32_t t, uint32_t sent) {
  const Token *k = &r->d->tokens[t];
  return t < r->d->ntokens && k->sent == sent && k->ne == NE_PERSON && k->upos == UPOS_PROPN && k->flags & TOK_CAP && !role_at(r, t) &&
         !span_country(r, r->found.name_of[t]);
}

static bool us_place(const Resolver *r, uint32_t t) {
  const char *c = t < r->d->ntokens ? span_country(r, r->found.name_of[t]) : NULL;
  return c && !strcmp(c, "USA");
}

/* "Ciudad Victoria": a capital's name behind another word of one name. */
static bool capital_in_name(const Resolver *r, const NameSpan *s) {
  const Token *t = &r->d->tokens[s->first];
  if (!s->first || t->deprel != DEP_FLAT || t->head != (int32_t)s->first - 1) return false;
  const Token *b = &r->d->tokens[s->first - 1];
  return b->upos == UPOS_PROPN && b->ne == NE_PLACE && b->flags & TOK_CAP && r->found.name_of[s->first - 1] < 0 &&
         !role_at(r, s->first - 1);
}

/* "Michael Jordan", "Jersey City", "Lebanon, Pennsylvania": the name of a state as a part of another name. */
static bool state_in_name(const Resolver *r, const NameSpan *s, const EntityRec *e) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[s->first];
  uint32_t next = s->last + 1;
  bool after_of = s->first && d->tokens[s->first - 1].upos == UPOS_ADP; /* "Prime Minister of Libya Ali Zeidan" */
  if (t->ne == NE_PERSON && ((s->first && person_token(r, s->first - 1, t->sent)) || (!after_of && person_token(r, next, t->sent))))
    return true;
  if (next + 1 >= d->ntokens || d->tokens[next].sent != t->sent) return false;
  if (strcmp(e->code, "USA") && d->text.p[d->tokens[next].at] == ',' && us_place(r, next + 1)) return true;
  const Token *n = &d->tokens[next];
  return n->upos == UPOS_PROPN && n->ne == NE_PLACE && t->ne == NE_PLACE && n->flags & TOK_CAP && r->found.name_of[next] < 0 &&
         d->tokens[s->last].head == (int32_t)next && d->tokens[s->last].upos == UPOS_PROPN;
}

/* "Aden Garaar": another word of the name stands behind that of a town or a state, and no place reads so. */
static bool place_goes_on(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  uint32_t next = s->last + 1;
  if (next >= d->ntokens || d->tokens[next].sent != d->tokens[s->first].sent || r->found.name_of[next] >= 0) return false;
  const Token *n = &d->tokens[next];
  bool flat = n->deprel == DEP_FLAT || n->deprel == DEP_FLAT_NAME, of_it = n->head >= (int32_t)s->first && n->head <= (int32_t)s->last;
  return flat && of_it && n->upos == UPOS_PROPN && n->flags & TOK_CAP && n->ne != NE_PLACE && d->tokens[s->last].ne != NE_PLACE;
}

/* Have other states been named before, in the text or its title, and not this one?  "Peru's president asked the Supreme Court": not that of a state named later. */
static bool told_of_others(const Resolver *r, const NameSpan *s, const char *code) {
  bool others = false;
  for (uint32_t t = 0; t < s->first; t++) {
    const char *c = span_country(r, r->found.name_of[t]);
    if (c && !strcmp(c, code)) return false;
    others |= c != NULL;
  }
  return others;
}

/* "the Kennedy mountains", "Otieno Street" */
static bool names_place(const Resolver *r, const NameSpan *s) {
  const Token *t = &r->d->tokens[s->last];
  return t->deprel == DEP_COMPOUND && t->head > (int32_t)s->last && token_class(r, (uint32_t)t->head, WORDS_PLACE);
}

/* "the Social Democratic Party": another word of the name stands before that of a party. */
static bool party_in_name(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  if (!s->first || s->first == s->last) return false;
  const Token *t = &d->tokens[s->first], *b = &d->tokens[s->first - 1];
  if (b->sent != t->sent || !(b->flags & TOK_CAP) || b->flags & TOK_PUNCT || b->upos == UPOS_DET || d->sents[t->sent].all_caps)
    return false;
  return b->ne == NE_ORGANISATION && t->ne == NE_ORGANISATION && r->found.name_of[s->first - 1] < 0 && !role_at(r, s->first - 1);
}

/* "737", "Su-24", "A330": a digit behind few letters; not "COVID-19". */
static bool is_model(Str text) {
  enum { LETTERS = 3 };
  for (uint32_t i = 0; i < text.n && i <= LETTERS; i++)
    if (text.p[i] >= '0' && text.p[i] <= '9') return true;
  return false;
}

/* "an Air Force Boeing 737": the maker's name of a plane or a car. */
static bool names_model(const Resolver *r, const NameSpan *s) {
  const Doc *d = r->d;
  uint32_t next = s->last + 1;
  if (next >= d->ntokens || d->tokens[next].sent != d->tokens[s->first].sent || !(d->tokens[s->last].flags & TOK_SPACE_AFTER)) return false;
  const Token *n = &d->tokens[next];
  uint32_t end = n->at;
  while (end < d->text.n && !is_space(d->text.p[end])) end++;
  Str text = {d->text.p + n->at, end - n->at}; /* "Su-24" */
  bool year = n->n == 4 && (text.p[0] == '1' || text.p[0] == '2');
  return n->deprel != DEP_NUMMOD && is_model(text) && !year && (n->upos == UPOS_NUM || n->upos == UPOS_PROPN);
}

/* "Finn Olsen", "Marco Franco": a first name, or a last one. */
static bool people_in_name(const Resolver *r, const NameSpan *s, bool adj) {
  const Token *t = &r->d->tokens[s->first];
  bool behind = s->first && !r->d->sents[t->sent].all_caps && person_token(r, s->first - 1, t->sent);
  bool before = !adj && person_token(r, s->last + 1, t->sent);
  return s->first == s->last && t->ne == NE_PERSON && t->xpos != XPOS_NNPS && (behind || before);
}

/* -1: not this one; else the higher the better. */
static int fit(const Resolver *r, const NameSpan *s, uint32_t value, const RoleRec *title, const char *beside) {
  const Lexicon *lx = &r->w->lex[s->lex];
  const NameRec *nm = &lx->names[lx->name_trie.values[value]];
  const EntityRec *e = &lx->entities[nm->entity];
  const Token *t = &r->d->tokens[s->last];
  if (!case_ok(r->d, lx, nm, s)) return -1;
  if (e->kind == ENTITY_COUNTRY && !(nm->flags & (NAME_ADJ | NAME_PEOPLE)) && state_in_name(r, s, e)) return -1;
  if (nm->flags & NAME_CAPITAL && (capital_in_name(r, s) || place_goes_on(r, s))) return -1;
  if (e->kind == ENTITY_COUNTRY && nm->flags & (NAME_PEOPLE | NAME_ADJ) && t->upos == UPOS_PROPN &&
      people_in_name(r, s, nm->flags & NAME_ADJ))
    return -1;
  if ((e->kind == ENTITY_PARTY && party_in_name(r, s)) || (e->kind == ENTITY_COMPANY && names_model(r, s))) return -1;
  bool in_time = on(nm->from, nm->to, r->day) && on(e->from, e->to, r->day);
  bool seen = entity_seen(r, (int32_t)s->lex, (int32_t)nm->entity), titled = title_fits(lx, e, title), cue = has_cue(r, s, lx, e),
       weak = nm->flags & NAME_WEAK && !cue;
  bool ne_agrees = t->ne == ne_of(e->kind), person = e->kind == ENTITY_PERSON, alone = s->first == s->last;
  PartyCode p[WHO_PARTIES];
  bool known = parties_on(lx, e, r->day, NULL, p) > 0, state = known && of_state(&p[0]), here = state && country_seen(r, p[0].country);
  bool owned = beside && state && e->kind != ENTITY_COUNTRY && !memcmp(p[0].country, beside, 4);
  if (beside && state && !owned && e->kind != ENTITY_COUNTRY && (!person || alone || weak)) return -1;
  if (weak && e->ncues && !seen) return -1; /* known near its words alone */
  if (weak && !seen && !titled && !owned && ((nm->flags & NAME_SURNAME) || !ne_agrees || (!person && state && !here))) return -1;
  if (weak && !seen && !owned && state && e->kind == ENTITY_BODY && told_of_others(r, s, p[0].country)) return -1;
  if (person && alone && ((t->ne == NE_PLACE && weak) || beside_name(r, s) || names_place(r, s))) return -1;
  if (person && !alone && !seen && state && !here && name_goes_on(r, s)) return -1; /* a namesake of a land that the text is not about */
  return 1 + (cue ? 12 : 0) + (in_time ? 8 : 0) + (seen ? 8 : 0) + (weak ? 0 : 6) + (titled ? 3 : 0) + (ne_agrees ? 2 : 0) +
         (here ? 3 : 0) + (owned ? 6 : 0) + (state && !memcmp(p[0].country, r->last, 4) ? 1 : 0) +
         (known && !strcmp(p[0].sector, "GOV") ? 1 : 0);
}

bool pick_name(const Resolver *r, const NameSpan *s, const RoleRec *title, uint32_t *name_out) {
  int best = -1;
  const Lexicon *lx = &r->w->lex[s->lex];
  const char *beside = country_beside(r, s);
  for (uint32_t i = 0; i < s->nvalues; i++) {
    int score = fit(r, s, s->value + i, title, beside);
    if (score > best) {
      best = score;
      *name_out = lx->name_trie.values[s->value + i];
    }
  }
  return best > 0;
}
