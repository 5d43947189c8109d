/* What was said before: acronyms and surnames the document taught, pronouns, and phrases that stand for an earlier party.
** All look back over the tokens, nearest first, within a few sentences; what is not found stays empty. */
#include "who/resolve.h"

enum { BACK = 4 /* sentences that a phrase looks back over */, BACK_PRONOUN = 2 };

int32_t local_find(const Resolver *r, Key key) {
  for (uint32_t i = r->locals.n; i-- > 0;)
    if (r->locals.at[i].key == key) return r->locals.at[i].mention;
  return -1;
}

static void learn(Resolver *r, Key key, int32_t mention) { VEC_PUSH(r->d->arena, &r->locals, ((Local){key, mention})); }

/* A named mention teaches its last word; one of several words that is no person teaches its initials where they stand in brackets. */
void local_learn(Resolver *r, const Mention *m, int32_t index) {
  const Doc *d = r->d;
  if (!(m->flags & MEN_NAMED) || m->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE)) return;
  if (m->kind == MENTION_PERSON || m->lex < 0) learn(r, d->tokens[m->head].low, index);
  if (m->kind == MENTION_PERSON && m->last != m->head) learn(r, d->tokens[m->last].low, index);
}

/* "the Trading Corporation of Pakistan (TCP)": capitals in brackets behind a phrase are its name from now on. */
void acronym_learn(Resolver *r, const Mention *m, int32_t index) {
  const Doc *d = r->d;
  EACH_DEP (d, c, m->head) {
    uint32_t t = (uint32_t)c;
    bool bracketed =
        t > m->head && t > 0 && d->text.p[d->tokens[t - 1].at] == '(' && t + 1 < d->ntokens && d->text.p[d->tokens[t + 1].at] == ')';
    if (bracketed && d->tokens[t].flags & (TOK_ALLCAPS | TOK_CAP) && d->tokens[t].n <= 10) learn(r, d->tokens[t].low, index);
  }
}

void mention_take(Mention *m, const Mention *from, int32_t index) {
  memcpy(m->parties, from->parties, sizeof m->parties);
  m->nparties = from->nparties;
  m->entity = from->entity;
  m->name = from->name;
  m->file = from->file;
  m->line = from->line;
  m->lex = from->lex;
  m->known = from->known;
  m->antecedent = index;
  m->flags |= (uint16_t)(MEN_COREF | (from->flags & (MEN_ACTOR | MEN_NO_COUNTRY | MEN_FORMER)));
  m->flags &= (uint16_t)~MEN_BARE;
}

typedef bool Fits(const Resolver *r, const Mention *m, const Mention *candidate);

static bool is_subject(const Doc *d, uint32_t t) {
  int rel = d->tokens[t].deprel;
  return rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS;
}

/* "Mali accused it": an object is not the subject of its own clause. */
static bool own_subject(const Resolver *r, uint32_t pronoun, uint32_t candidate) {
  const Doc *d = r->d;
  if (!is_subject(d, candidate) || d->tokens[pronoun].deprel == DEP_NMOD_POSS || is_subject(d, pronoun)) return false;
  for (int32_t i = (int32_t)pronoun; i >= 0; i = d->tokens[i].head) {
    if (d->tokens[candidate].head == d->tokens[i].head && d->tokens[i].head >= 0) return true;
    if (d->tokens[i].deprel == DEP_CCOMP || d->tokens[i].deprel == DEP_ACL_RELCL || d->tokens[i].deprel == DEP_PARATAXIS) return false;
  }
  return false;
}

/* The nearest fitting mention before m; of an earlier sentence its subject goes first. */
static int32_t look_back(const Resolver *r, const Mention *m, uint32_t nearest, uint32_t sentences, Fits *fits) {
  const Doc *d = r->d;
  uint32_t sent = d->tokens[m->head].sent, stop = m->first < m->head ? m->first : m->head;
  for (uint32_t back = nearest; back <= sentences && back <= sent; back++) {
    const Sent *s = &d->sents[sent - back];
    uint32_t end = back ? s->first + s->n : stop;
    for (int pass = 0; pass < 2; pass++)
      for (uint32_t t = end; t-- > s->first;) {
        int32_t i = r->out->of[t];
        if (i >= 0 && (pass || is_subject(d, t)) && r->out->at[i].nparties && fits(r, m, &r->out->at[i]) &&
            (back || !own_subject(r, m->head, t)))
          return i;
      }
  }
  return -1;
}

static bool fits_he(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r, (void)m;
  return c->kind == MENTION_PERSON && !(c->flags & MEN_PLURAL);
}

static bool fits_it(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r, (void)m;
  return c->nparties == 1 && !(c->flags & (MEN_PLURAL | MEN_PEOPLE | MEN_BARE)) && c->kind != MENTION_PERSON && c->kind != MENTION_OTHER;
}

static bool fits_they(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r, (void)m;
  return (c->flags & (MEN_PLURAL | MEN_PEOPLE) || c->nparties > 1 || c->kind == MENTION_GROUP || c->kind == MENTION_ORGANISATION) &&
         c->kind != MENTION_OTHER;
}

bool coref_pronoun(Resolver *r, Mention *m) {
  Fits *fits = token_class(r, m->head, WORDS_HE)     ? fits_he
               : token_class(r, m->head, WORDS_IT)   ? fits_it
               : token_class(r, m->head, WORDS_THEY) ? fits_they
                                                     : NULL;
  int32_t i = fits ? look_back(r, m, 0, BACK_PRONOUN, fits) : -1;
  if (i < 0) return false;
  mention_take(m, &r->out->at[i], i);
  return true;
}

static bool fits_group(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r;
  if (c->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE) || !(c->flags & MEN_NAMED) || c->kind == MENTION_PERSON) return false;
  return !m->nparties || !m->parties[0].country[0] || !memcmp(m->parties[0].country, c->parties[0].country, 4);
}

static bool fits_state(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r, (void)m;
  return c->flags & MEN_STATE;
}

/* Same country where both have one; same sector unless the word is broad ("the official"). */
static bool fits_person(const Resolver *r, const Mention *m, const Mention *c) {
  bool role = token_class(r, m->head, WORDS_BROAD) && c->kind == MENTION_ROLE && !(c->flags & (MEN_PLURAL | MEN_BARE)) && c->nparties &&
              c->parties[0].country[0];
  if (!role && (c->kind != MENTION_PERSON || !(c->flags & MEN_NAMED))) return false;
  if (!m->nparties) return true;
  const PartyCode *a = &m->parties[0], *b = &c->parties[0];
  if (a->country[0] && memcmp(a->country, b->country, 4)) return false;
  return token_class(r, m->head, WORDS_BROAD) || !a->sector[0] || !memcmp(a->sector, b->sector, 4);
}

/* The two countries last named together or one after the other, with the sectors they had. */
static bool two_sides(Resolver *r, Mention *m, const RoleRec *role) {
  PartyCode found[2];
  uint32_t n = 0, first = m->first < m->head ? m->first : m->head;
  for (uint32_t t = first; t-- > 0 && n < 2;) {
    int32_t i = r->out->of[t];
    const Mention *c = i < 0 ? NULL : &r->out->at[i];
    for (uint32_t k = c ? c->nparties : 0; k-- > 0 && n < 2;)
      if (c->parties[k].country[0] && !(c->flags & MEN_BARE) && (!n || memcmp(found[0].country, c->parties[k].country, 4)))
        found[n++] = c->parties[k];
  }
  if (n < 2) return false;
  m->nparties = 0;
  for (uint32_t k = 2; k-- > 0;) {
    if (role && role->sector[0] && !(role->flags & (ROLE_INHERIT | ROLE_BARE)) && !token_class(r, m->head, WORDS_STATE))
      memcpy(found[k].sector, role->sector, 4);
    m->parties[m->nparties++] = found[k];
  }
  m->flags |= MEN_COREF | MEN_ACTOR | MEN_PLURAL;
  m->flags &= (uint16_t) ~(MEN_BARE | MEN_NO_COUNTRY);
  m->kind = MENTION_GROUP;
  return true;
}

/* Of an earlier mention of two countries a phrase that names one ("the Bangladeshi official") takes that one. */
static void take_country(Mention *m, const Mention *from, int32_t index) {
  char own[4] = "";
  uint8_t n = 0;
  if (m->nparties) memcpy(own, m->parties[0].country, 4);
  mention_take(m, from, index);
  for (uint8_t k = 0; own[0] && k < m->nparties; k++)
    if (!memcmp(m->parties[k].country, own, 4)) m->parties[n++] = m->parties[k];
  m->nparties = n ? n : m->nparties;
}

bool coref_phrase(Resolver *r, Mention *m, const RoleRec *role) {
  if (token_class(r, m->head, WORDS_SIDES) && phrase_class(r, m->first, m->last, WORDS_TWO)) return two_sides(r, m, role);
  if (!(m->flags & MEN_DEFINITE) || m->flags & MEN_PLURAL) return false;
  int32_t i = -1;
  if (token_class(r, m->head, WORDS_GROUP) && (!role || role->flags & ROLE_INHERIT || !m->nparties || !m->parties[0].country[0]))
    i = look_back(r, m, 0, BACK, fits_group);
  else if (token_class(r, m->head, WORDS_STATE)) i = look_back(r, m, 0, BACK, fits_state);
  else if (token_class(r, m->head, WORDS_PERSON)) i = look_back(r, m, 1, BACK, fits_person) /* "X dismissed the minister": two people */;
  if (i < 0) return false;
  take_country(m, &r->out->at[i], i);
  return true;
}
