/* What was said before: acronyms and surnames the document taught, pronouns, and phrases that stand for an earlier party.
** All look back over the tokens, nearest first, within a few sentences; what is not found stays empty. */
#include "who/resolve.h"

/* Sentences that a phrase looks back over; by the same noun ("the minister", "the union") it may be further. */
enum { BACK = 4, BACK_SAME = 8, BACK_PRONOUN = 2 };

/* Of a short form in brackets, beside the words that names teach. */
static Key form_key(Key key) { return key_mix(key, 1); }

int32_t local_find(const Resolver *r, Key key) {
  const uint32_t *m = key ? slots_get(&r->locals, key) : NULL;
  return m ? (int32_t)*m : -1;
}

/* Of a person's surname. */
static Key surname_key(Key key) { return key_mix(key, 2); }

/* Of the noun that heads an organisation's name: "the House", "the Commission". */
static Key part_key(Key key) { return key_mix(key, 3); }

int32_t part_find(const Resolver *r, const Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  bool bare = m->last == m->head && (m->first == m->head || (m->first + 1 == m->head && r->d->tokens[m->first].upos == UPOS_DET));
  return bare && m->flags & MEN_DEFINITE && t->low ? local_find(r, part_key(t->low)) : -1;
}

int32_t surname_find(const Resolver *r, Key key) { return key ? local_find(r, surname_key(key)) : -1; }

static void learn(Resolver *r, Key key, int32_t mention) {
  if (key) *slots_at(r->d->arena, &r->locals, key) = (uint32_t)mention;
}

/* The last token of a name without what follows with "of" ("President Ada Mbeki of Kenya"). */
static uint32_t name_end(const Doc *d, const Mention *m) {
  for (uint32_t t = m->head + 1; t <= m->last; t++)
    if (d->tokens[t].upos == UPOS_ADP) return t - 1;
  return m->last;
}

/* A named mention teaches its last word; one of several words that is no person teaches its initials where they stand in brackets. */
void local_learn(Resolver *r, const Mention *m, int32_t index) {
  const Doc *d = r->d;
  if (!(m->flags & MEN_NAMED) || m->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE)) return;
  uint32_t last = name_end(d, m);
  if (m->kind == MENTION_PERSON || m->lex < 0) learn(r, d->tokens[m->head].low, index);
  if (m->kind == MENTION_PERSON && last != m->head) learn(r, d->tokens[last].low, index);
  if (m->kind == MENTION_ORGANISATION && m->first != m->last && m->nparties) learn(r, part_key(d->tokens[m->head].low), index);
  if (m->kind == MENTION_PERSON && last > m->first && d->tokens[last].upos == UPOS_PROPN) learn(r, surname_key(d->tokens[last].low), index);
}

static char to_upper(char c) { return is_lower(c) ? (char)(c - 32) : c; }

/* Do the first letters of tokens first..last spell the acronym ("Movement for Free Moldova", MFM)?  Words may be passed over. */
static bool spells(const Doc *d, Str acronym, uint32_t first, uint32_t last) {
  uint32_t k = 0;
  for (uint32_t t = first; t <= last; t++) {
    Str w = tok_text(d, &d->tokens[t]);
    if (k < acronym.n && w.n && to_upper(w.p[0]) == acronym.p[k]) k++;
    for (uint32_t i = 1; i + 1 < w.n; i++) /* "Inter-Services" */
      if (w.p[i] == '-' && k < acronym.n && w.p[i + 1] == acronym.p[k]) k++;
  }
  return acronym.n > 1 && k == acronym.n;
}

static bool bracketed_at(const Doc *d, uint32_t t) {
  return t > 0 && t + 1 < d->ntokens && d->text.p[d->tokens[t - 1].at] == '(' && d->text.p[d->tokens[t + 1].at] == ')' &&
         d->tokens[t].flags & (TOK_ALLCAPS | TOK_CAP) && d->tokens[t].n <= 10;
}

/* "the Trading Corporation of Pakistan (TCP)": capitals in brackets behind a phrase are its name from now on, where they hang on it or spell it. */
void acronym_learn(Resolver *r, const Mention *m, int32_t index) {
  const Doc *d = r->d;
  enum { REACH = 12 };
  for (uint32_t t = m->head + 2; t < m->head + REACH && t < d->ntokens && d->tokens[t].sent == d->tokens[m->head].sent; t++) {
    if (!bracketed_at(d, t)) continue;
    bool close = t == m->last + 2, below = d->tokens[t].head == (int32_t)m->head;
    if ((close && below) || spells(d, tok_text(d, &d->tokens[t]), m->first, t - 2)) {
      learn(r, d->tokens[t].low, index);
      learn(r, form_key(d->tokens[t].low), index);
    }
    return;
  }
}

int32_t acronym_find(const Resolver *r, const Token *t) {
  return t->flags & TOK_ALLCAPS && t->n > 1 && t->low ? local_find(r, form_key(t->low)) : -1;
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
static bool fits_state(const Resolver *r, const Mention *m, const Mention *c);
static bool fits_crowd(const Resolver *r, const Mention *m, const Mention *c);

static bool is_subject(const Doc *d, uint32_t t) {
  int rel = d->tokens[t].deprel;
  return rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS;
}

static int32_t subject_of(const Doc *d, uint32_t verb) {
  int32_t s = tree_dep(d, verb, DEP_NSUBJ);
  return s >= 0 ? s : tree_dep(d, verb, DEP_NSUBJ_PASS);
}

/* "Mali accused it": an object is not the subject of its own clause. */
static bool own_subject(const Resolver *r, uint32_t pronoun, uint32_t candidate) {
  const Doc *d = r->d;
  if (!is_subject(d, candidate) || d->tokens[pronoun].deprel == DEP_NMOD_POSS || is_subject(d, pronoun)) return false;
  for (int32_t i = (int32_t)pronoun; i >= 0; i = d->tokens[i].head) {
    int32_t s = i == (int32_t)pronoun ? -1 : subject_of(d, (uint32_t)i);
    if (s >= 0) return s == (int32_t)candidate; /* "the plane crashed, with rebels claiming to have shot it down" */
    if (d->tokens[candidate].head == d->tokens[i].head && d->tokens[i].head >= 0) return true;
    if (d->tokens[i].deprel == DEP_CCOMP || d->tokens[i].deprel == DEP_ACL_RELCL || d->tokens[i].deprel == DEP_PARATAXIS) return false;
  }
  return false;
}

/* "The president met Otieno when he first came to the country": a phrase is none that its clause's subject names. */
static bool below_subject(const Resolver *r, const Mention *m, uint32_t candidate) {
  const Doc *d = r->d;
  if (m->kind == MENTION_PRONOUN || is_subject(d, m->head)) return false;
  for (int32_t v = d->tokens[m->head].head; v >= 0; v = d->tokens[v].head) {
    int32_t s = subject_of(d, (uint32_t)v);
    if (s >= 0) return !tree_below(d, m->head, (uint32_t)s) && tree_below(d, candidate, (uint32_t)s);
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
            (back || fits == fits_crowd || !(own_subject(r, m->head, t) || (fits == fits_state && below_subject(r, m, t)))))
          return i;
      }
  }
  return -1;
}

/* ---- pronouns ---- */

static bool homeless(const Mention *m) { return !m->nparties || !m->parties[0].country[0]; }

/* What a mention goes back to in the end, through pronouns. */
static const Mention *root_of(const Resolver *r, const Mention *c) {
  for (int n = 0; n < 16 && c->kind == MENTION_PRONOUN && c->antecedent >= 0; n++) c = &r->out->at[c->antecedent];
  return c;
}

static bool fits_he(const Resolver *r, const Mention *m, const Mention *c) {
  (void)m;
  c = root_of(r, c);
  return c->kind == MENTION_PERSON && !(c->flags & MEN_PLURAL);
}

/* "The Egyptian general denied it. He ...": a single role that says whose. */
static bool fits_he_role(const Resolver *r, const Mention *m, const Mention *c) {
  (void)m;
  return c->kind == MENTION_ROLE && !(c->flags & (MEN_PLURAL | MEN_BARE)) && c->parties[0].country[0] && is_subject(r->d, c->head);
}

static bool fits_it(const Resolver *r, const Mention *m, const Mention *c) {
  bool object = !is_subject(r->d, m->head) && r->d->tokens[m->head].deprel != DEP_NMOD_POSS;
  bool clause = r->d->tokens[c->head].deprel == DEP_OBL;
  if (object && clause && c->flags & (MEN_STATE | MEN_CAPITAL) && tree_case(r->d, c->head, NULL) == key_fold(STR("in")))
    return false; /* only where */
  return c->nparties == 1 && !(c->flags & (MEN_PLURAL | MEN_PEOPLE | MEN_BARE)) && c->kind != MENTION_PERSON && c->kind != MENTION_OTHER;
}

/* "labels the militia terrorist and bans its members": of a group or body, not of the state that does it. */
static bool fits_owner(const Resolver *r, const Mention *m, const Mention *c) {
  bool some = c->flags & MEN_NAMED || (c->nparties && c->parties[0].country[0]);
  return some && fits_it(r, m, c) && !(c->flags & (MEN_STATE | MEN_CAPITAL)) &&
         (c->kind == MENTION_ORGANISATION || c->kind == MENTION_GROUP);
}

/* "its members", "its fighters" */
static bool owns_members(const Resolver *r, const Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  return t->deprel == DEP_NMOD_POSS && t->head >= 0 && token_class(r, (uint32_t)t->head, WORDS_MEMBERS);
}

static bool fits_they(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r, (void)m;
  return (c->flags & (MEN_PLURAL | MEN_PEOPLE) || c->nparties > 1 || c->kind == MENTION_GROUP || c->kind == MENTION_ORGANISATION) &&
         c->kind != MENTION_OTHER;
}

/* The one who speaks the words of t: the subject of a verb of saying above it, or beside the top of its clause ("...," Karimi said). */
static int32_t speaker_in_sentence(const Resolver *r, uint32_t t) {
  const Doc *d = r->d;
  uint32_t top = t, steps = d->sents[d->tokens[t].sent].n;
  for (int32_t h = d->tokens[t].head; h >= 0 && steps-- > 0; h = d->tokens[h].head) {
    int32_t s = token_class(r, (uint32_t)h, WORDS_SAY) ? subject_of(d, (uint32_t)h) : -1;
    if (s >= 0 && s != (int32_t)t && !tree_below(d, t, (uint32_t)s)) return s;
    top = (uint32_t)h;
  }
  EACH_DEP (d, c, top) {
    int rel = d->tokens[c].deprel;
    if ((rel != DEP_PARATAXIS && rel != DEP_CCOMP && rel != DEP_DEP) || !token_class(r, (uint32_t)c, WORDS_SAY)) continue;
    int32_t s = subject_of(d, (uint32_t)c);
    if (s >= 0 && s != (int32_t)t) return s;
  }
  return -1;
}

static bool fits_speaker(const Resolver *r, const Mention *m, const Mention *c) {
  (void)m;
  return (c->kind == MENTION_PERSON || c->kind == MENTION_ROLE) && !(c->flags & MEN_BARE) && is_subject(r->d, c->head);
}

static bool quoted(const Resolver *r, uint32_t t) {
  const Doc *d = r->d;
  const Sent *s = &d->sents[d->tokens[t].sent];
  bool open = s->quote;
  for (uint32_t i = s->first; i < t; i++) {
    Str w = tok_text(d, &d->tokens[i]);
    if (str_is(w, "\"") || str_is(w, "''") || str_is(w, "``") || str_is(w, "\xE2\x80\x9C") || str_is(w, "\xE2\x80\x9D")) open = !open;
  }
  return open;
}

static bool coref_first_person(Resolver *r, Mention *m) {
  int32_t s = speaker_in_sentence(r, m->head), i = s >= 0 ? resolve(r, (uint32_t)s) : -1;
  if (i < 0 && quoted(r, m->head)) i = look_back(r, m, 0, BACK_PRONOUN, fits_speaker);
  if (i < 0 || !r->out->at[i].nparties) return false;
  mention_take(m, &r->out->at[i], i);
  return true;
}

static int32_t look_back_he(const Resolver *r, const Mention *m) {
  int32_t i = look_back(r, m, 0, 1, fits_he);
  if (i < 0) i = look_back(r, m, 0, 1, fits_he_role);
  return i < 0 ? look_back(r, m, 2, BACK_PRONOUN, fits_he) : i;
}

/* "Kenya and Uganda vowed to deepen their ties": of two who do something together, it is theirs. */
static bool theirs_together(Resolver *r, Mention *m) {
  const Doc *d = r->d;
  int32_t s = -1;
  if (d->tokens[m->head].deprel != DEP_NMOD_POSS) return false;
  for (int32_t v = d->tokens[m->head].head; v >= 0 && s < 0; v = d->tokens[v].head) s = subject_of(d, (uint32_t)v);
  int32_t other = s < 0 ? -1 : tree_dep(d, (uint32_t)s, DEP_CONJ);
  if (other < 0 || s > (int32_t)m->head || r->out->of[s] < 0 || r->out->of[other] < 0) return false;
  const Mention *a = &r->out->at[r->out->of[s]], *b = &r->out->at[r->out->of[other]];
  if (a->nparties != 1 || b->nparties != 1 || homeless(a) || homeless(b) || !memcmp(a->parties, b->parties, sizeof *a->parties))
    return false;
  m->parties[0] = a->parties[0];
  m->parties[1] = b->parties[0];
  m->nparties = 2;
  m->flags |= MEN_COREF | MEN_PLURAL | (a->flags & b->flags & MEN_ACTOR);
  return true;
}

/* The one that a word of a meeting says the subject meets: "met | Fidan", "talks with | Fidan". */
static bool is_met(const Resolver *r, uint32_t t) {
  const Token *k = &r->d->tokens[t];
  if (k->head < 0 || !token_class(r, (uint32_t)k->head, WORDS_MEETS)) return false;
  if (k->deprel == DEP_OBJ) return r->d->tokens[k->head].upos == UPOS_VERB;
  return (k->deprel == DEP_OBL || k->deprel == DEP_NMOD) && tree_case(r->d, t, NULL) == key_fold(STR("with"));
}

static const Mention *one_party(const Resolver *r, int32_t t) {
  const Mention *m = t < 0 || r->out->of[t] < 0 ? NULL : &r->out->at[r->out->of[t]];
  return m && m->nparties == 1 && !homeless(m) && m->kind != MENTION_OTHER && !(m->flags & MEN_BARE) ? m : NULL;
}

/* "The minister arrived for talks with Fidan. They agreed": the two who met in the sentence before. */
static bool who_met(Resolver *r, Mention *m) {
  const Doc *d = r->d;
  uint32_t sent = d->tokens[m->head].sent;
  if (!sent || !is_subject(d, m->head)) return false;
  const Sent *s = &d->sents[sent - 1];
  for (uint32_t t = s->first; t < s->first + s->n; t++) {
    if (!is_met(r, t)) continue;
    int32_t who = -1;
    for (int32_t v = d->tokens[t].head; v >= 0 && who < 0; v = d->tokens[v].head) who = subject_of(d, (uint32_t)v);
    const Mention *a = one_party(r, who), *b = one_party(r, (int32_t)t);
    if (!a || !b || !memcmp(a->parties[0].country, b->parties[0].country, 4)) continue;
    m->parties[0] = a->parties[0];
    m->parties[1] = b->parties[0];
    m->nparties = 2;
    m->flags |= MEN_COREF | MEN_PLURAL | MEN_ACTOR;
    return true;
  }
  return false;
}

/* "several diplomats and their families": what is joined to a noun and said to be theirs is its. */
static int32_t owner_joined(const Resolver *r, const Mention *m) {
  const Token *t = &r->d->tokens[m->head];
  if (t->deprel != DEP_NMOD_POSS || t->head < 0 || r->d->tokens[t->head].deprel != DEP_CONJ) return -1;
  int32_t first = r->d->tokens[t->head].head, i = first < 0 ? -1 : r->out->of[first];
  return i >= 0 && r->out->at[i].nparties && r->out->at[i].kind != MENTION_OTHER ? i : -1;
}

/* "imposes sanctions on Mali for its tests": what one is punished for is one's own. */
static int32_t reason_of(const Resolver *r, const Mention *m) {
  const Doc *d = r->d;
  const Token *t = &d->tokens[m->head];
  if (t->deprel != DEP_NMOD_POSS || t->head < 0 || tree_case(d, (uint32_t)t->head, NULL) != key_fold(STR("for"))) return -1;
  int32_t verb = d->tokens[t->head].head;
  for (uint32_t k = m->head; k-- > d->sents[t->sent].first && (int32_t)k > verb;) {
    int32_t i = r->out->of[k];
    Key word = tree_case(d, k, NULL);
    bool towards = word == key_fold(STR("on")) || word == key_fold(STR("against")) || d->tokens[k].deprel == DEP_OBJ;
    if (i >= 0 && towards && fits_it(r, m, &r->out->at[i]) && r->out->at[i].parties[0].country[0]) return i;
  }
  return -1;
}

bool coref_pronoun(Resolver *r, Mention *m) {
  int32_t i = -1;
  if (token_class(r, m->head, WORDS_THEY) || token_class(r, m->head, WORDS_IT) || token_class(r, m->head, WORDS_HE)) i = owner_joined(r, m);
  if (i >= 0) {
    mention_take(m, &r->out->at[i], i);
    return true;
  }
  if (token_class(r, m->head, WORDS_THEY) && (theirs_together(r, m) || who_met(r, m))) return true;
  if (token_class(r, m->head, WORDS_FIRST)) return coref_first_person(r, m);
  if (token_class(r, m->head, WORDS_HE)) i = look_back_he(r, m);
  else if (token_class(r, m->head, WORDS_IT)) {
    i = reason_of(r, m);
    if (i < 0 && owns_members(r, m)) i = look_back(r, m, 0, 1, fits_owner);
    if (i < 0) i = look_back(r, m, 0, BACK_PRONOUN, fits_it);
  } else if (token_class(r, m->head, WORDS_THEY)) i = look_back(r, m, 0, BACK_PRONOUN, fits_they);
  if (i < 0) return false;
  mention_take(m, &r->out->at[i], i);
  return true;
}

/* ---- phrases ---- */

Key mention_noun(const Resolver *r, const Mention *m) {
  const Doc *d = r->d;
  if (role_at(r, m->head) || m->kind == MENTION_ORGANISATION) return d->tokens[m->head].lemma;
  for (uint32_t t = m->last + 1; m->kind == MENTION_PERSON && t-- > m->first;)
    if (role_at(r, t)) return d->tokens[t].lemma;
  return m->antecedent >= 0 && m->kind == MENTION_PERSON ? r->out->at[m->antecedent].noun : 0;
}

static bool same_country(const Mention *a, const Mention *b) {
  return homeless(a) || !memcmp(a->parties[0].country, b->parties[0].country, 4);
}

static bool has_word(Str text, Str word) {
  for (uint32_t i = 0; i + word.n <= text.n; i++)
    if ((i == 0 || !is_alpha(text.p[i - 1])) && str_eq_nocase(str_head(str_from(text, i), word.n), word) &&
        (i + word.n == text.n || !is_alpha(text.p[i + word.n])))
      return true;
  return false;
}

/* Does the person hold an office of that name on the day of the report ("the chancellor")? */
static bool in_office(const Resolver *r, const Mention *c, Str noun) {
  if (c->lex < 0 || c->known < 0 || noun.n < 4) return false;
  const Lexicon *lx = &r->w->lex[c->lex];
  const EntityRec *e = &lx->entities[c->known];
  for (uint32_t i = 0; e->kind == ENTITY_PERSON && i < e->nparties; i++) {
    const PartyRec *p = &lx->parties[e->first + i];
    if (p->from <= r->day && r->day <= p->to && has_word(lexicon_str(lx, p->what), noun)) return true;
  }
  return false;
}

/* The same noun said with more before: "the judge" of "Spanish judge Manuel Ortega", "the union" of "the Zambian Miners Union". */
static bool fits_same(const Resolver *r, const Mention *m, const Mention *c) {
  const Token *head = &r->d->tokens[m->head];
  bool same = c->noun && c->noun == head->lemma;
  if (!same && !in_office(r, c, tok_text(r->d, head))) return false;
  if (c->kind == MENTION_PRONOUN || homeless(c) || !same_country(m, c)) return false;
  return !((m->flags ^ c->flags) & MEN_PLURAL);
}

/* "the rebel militia" is not the government named before. */
static bool foes(const Mention *m, const Mention *c) {
  bool rebel = m->nparties && !strcmp(m->parties[0].sector, "REB");
  return rebel && (!strcmp(c->parties[0].sector, "GOV") || !strcmp(c->parties[0].sector, "MIL"));
}

/* "the group", "the movement" is no force or body of a state. */
static bool private_word(const Resolver *r, const Mention *m) {
  return who_class(r->w, key_fold(STR("private-group")), r->d->tokens[m->head].lemma);
}

static bool fits_group(const Resolver *r, const Mention *m, const Mention *c) {
  if (c->nparties && holds_office(c->parties[0].sector) && private_word(r, m)) return false;
  bool named = c->flags & MEN_NAMED || (r->d->tokens[c->head].upos == UPOS_PROPN && c->kind == MENTION_ORGANISATION);
  if (c->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE) || !named || c->kind == MENTION_PERSON || c->kind == MENTION_PRONOUN) return false;
  return same_country(m, c) && !foes(m, c);
}

/* The class of lexicon/words/regions.txt that the words from a up to the head, or the head alone, name: "West African", "kingdom"; or 0. */
static Key region_class(const Resolver *r, uint32_t a, uint32_t end) {
  char name[64] = "region";
  size_t n = strlen(name);
  for (uint32_t t = a; t < end; t++) {
    Str w = tok_text(r->d, &r->d->tokens[t]);
    if (n + w.n + 1 >= sizeof name) return 0;
    name[n++] = '-';
    if (w.n == 1 && w.p[0] == '-') n--;
    else {
      memcpy(name + n, w.p, w.n);
      n += w.n;
    }
  }
  name[n] = 0;
  return key_fold((Str){name, (uint32_t)n});
}

static Key region_of(const Resolver *r, const Mention *m) {
  for (uint32_t a = m->first; a <= m->head; a++) {
    Key class = region_class(r, a, a < m->head ? m->head : m->head + 1);
    if (class && who_class(r->w, class, key_fold(WORDS_MARK))) return class;
  }
  return 0;
}

/* "the West African nation": may the country be meant?  So may any where no word tells. */
static bool in_region(const Resolver *r, const Mention *m, const PartyCode *p) {
  Key region = region_of(r, m);
  return !region || who_class(r->w, region, key_fold(str_of(p->country)));
}

static bool fits_state(const Resolver *r, const Mention *m, const Mention *c) {
  return c->flags & MEN_STATE && (m->kind == MENTION_PRONOUN || in_region(r, m, &c->parties[0]));
}

/* "Iraq's vote came late. Iran urged its neighbour": another state than the possessor's. */
static bool fits_neighbour(const Resolver *r, const Mention *m, const Mention *c) {
  int32_t poss = tok_dep(r->d, m->head, DEP_NMOD_POSS), i = poss < 0 ? -1 : r->out->of[poss];
  bool state = c->flags & MEN_STATE || (c->kind != MENTION_PRONOUN && holds_office(c->parties[0].sector) && c->parties[0].country[0]);
  return i >= 0 && state && r->out->at[i].nparties && memcmp(c->parties[0].country, r->out->at[i].parties[0].country, 4) != 0;
}

bool coref_neighbour(Resolver *r, Mention *m) {
  int32_t i = look_back(r, m, 0, BACK, fits_neighbour);
  if (i < 0 || !m->nparties) return false;
  memcpy(m->parties[0].country, r->out->at[i].parties[0].country, 4);
  m->flags |= MEN_COREF;
  m->antecedent = i;
  return true;
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

/* ---- two sides ---- */

static bool differ(const PartyCode *a, const PartyCode *b) { return memcmp(a, b, sizeof *a) != 0; }

/* "in Gaza": where it was, not who. */
static bool is_scene(const Resolver *r, const Mention *c) {
  int32_t word;
  if (c->kind != MENTION_PLACE || !tree_case(r->d, c->head, &word)) return false;
  Str w = tok_text(r->d, &r->d->tokens[word]);
  return str_eq_nocase(w, STR("in")) || str_eq_nocase(w, STR("at")) || str_eq_nocase(w, STR("near"));
}

static const Mention *side_at(const Resolver *r, const Mention *m, uint32_t t) {
  int32_t i = r->out->of[t];
  const Mention *c = i < 0 ? NULL : &r->out->at[i];
  if (c && r->d->tokens[t].sent == r->d->tokens[m->head].sent && below_subject(r, m, t)) return NULL; /* "Russia urges both sides" */
  return c && c->nparties && c->parties[0].country[0] && !(c->flags & MEN_BARE) && c->kind != MENTION_PRONOUN && !is_scene(r, c) ? c : NULL;
}

/* "Kenya's army clashed with Ugandan rebels": the subject of the verb that t stands with. */
static const Mention *side_faced(const Resolver *r, const Mention *m, uint32_t t) {
  const Token *k = &r->d->tokens[t];
  int32_t word;
  if (k->deprel != DEP_OBL || k->head < 0 || tree_case(r->d, t, &word) != key_fold(STR("with"))) return NULL;
  EACH_DEP (r->d, c, (uint32_t)k->head) {
    const Mention *a = r->d->tokens[c].deprel == DEP_NSUBJ ? side_at(r, m, (uint32_t)c) : NULL;
    if (a && a->nparties == 1) return a;
  }
  return NULL;
}

/* The last two that were named in one breath: joined by "and" or "with", or two parties of one phrase. */
static bool joined_pair(const Resolver *r, const Mention *m, PartyCode found[2]) {
  const Doc *d = r->d;
  uint32_t sent = d->tokens[m->head].sent, from = d->sents[sent > BACK ? sent - BACK : 0].first;
  for (uint32_t t = m->first < m->head ? m->first : m->head; t-- > from;) {
    const Mention *a = side_at(r, m, t);
    if (!a) continue;
    if (a->nparties == 2) {
      memcpy(found, a->parties, 2 * sizeof *found);
      return true;
    }
    const Mention *faced = side_faced(r, m, t);
    if (faced && memcmp(faced->parties[0].country, a->parties[0].country, 4) != 0) {
      found[0] = faced->parties[0];
      found[1] = a->parties[0];
      return true;
    }
    EACH_DEP (d, c, t) {
      const Mention *b = d->tokens[c].deprel == DEP_CONJ && (uint32_t)c < m->head ? side_at(r, m, (uint32_t)c) : NULL;
      if (!b || !differ(&a->parties[0], &b->parties[0])) continue;
      found[0] = a->parties[0];
      found[1] = b->parties[0];
      return true;
    }
  }
  return false;
}

/* The two countries last named one after the other. */
static bool last_pair(const Resolver *r, const Mention *m, PartyCode found[2]) {
  uint32_t n = 0;
  for (uint32_t t = m->first < m->head ? m->first : m->head; t-- > 0 && n < 2;) {
    const Mention *c = side_at(r, m, t);
    for (uint32_t k = c ? c->nparties : 0; k-- > 0 && n < 2;)
      if (c->parties[k].country[0] && (!n || memcmp(found[1].country, c->parties[k].country, 4))) found[1 - n++] = c->parties[k];
  }
  return n == 2;
}

static bool two_sides(Resolver *r, Mention *m, const RoleRec *role) {
  PartyCode found[2];
  if (!joined_pair(r, m, found) && !last_pair(r, m, found)) return false;
  m->nparties = 0;
  for (uint32_t k = 0; k < 2; k++) {
    if (role && role->sector[0] && !(role->flags & (ROLE_INHERIT | ROLE_BARE)) && !token_class(r, m->head, WORDS_STATE) &&
        !token_class(r, m->head, WORDS_GROUP) && !token_class(r, m->head, WORDS_FACING))
      memcpy(found[k].sector, role->sector, 4);
    else if (found[k].sector[0] && token_class(r, m->head, WORDS_STATE))
      memcpy(found[k].sector, "GOV", 4); /* "two Kenyan farmers and a Ugandan guard died. Both countries" */
    m->parties[m->nparties++] = found[k];
  }
  m->flags |= MEN_COREF | MEN_ACTOR | MEN_PLURAL;
  m->flags &= (uint16_t) ~(MEN_BARE | MEN_NO_COUNTRY);
  m->kind = MENTION_GROUP;
  return true;
}

/* "both sides", "the two countries"; "the rivals" and "the former foes" face each other without a number. */
static bool is_pair(const Resolver *r, const Mention *m) {
  bool two = phrase_class(r, m->first, m->last, WORDS_TWO);
  bool known = m->flags & MEN_DEFINITE || token_class(r, m->head, WORDS_STATE) || token_class(r, m->head, WORDS_FACING);
  if (token_class(r, m->head, WORDS_SIDES) && two && known) return true; /* not "only two presidents were impeached" */
  return token_class(r, m->head, WORDS_FACING) && m->flags & MEN_DEFINITE && m->flags & MEN_PLURAL && homeless(m);
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

/* "Belarusian police arrested nine Russians. The government": of the state whose organ did something. */
static bool fits_organ(const Resolver *r, const Mention *m, const Mention *c) {
  if (!is_subject(r->d, c->head) || homeless(c) || !same_country(m, c)) return false;
  return holds_office(c->parties[0].sector) && strcmp(c->parties[0].sector, "GOV") != 0;
}

/* "Kenyan farmers blocked the border with Uganda to protest against the government": of the people who face it. */
static bool fits_crowd(const Resolver *r, const Mention *m, const Mention *c) {
  static const char *const crowds[] = {"CVL", "AGR", "LAB", "EDU", "OPP"};
  if (!is_subject(r->d, c->head) || !(c->flags & MEN_PLURAL) || homeless(c) || !same_country(m, c)) return false;
  for (size_t k = 0; k < sizeof crowds / sizeof *crowds; k++)
    if (!strcmp(c->parties[0].sector, crowds[k])) return true;
  return false;
}

/* "The government blamed smugglers": of the state that the text is about, subjects first. */
static bool government_of(Resolver *r, Mention *m) {
  int32_t i = -1;
  for (uint32_t b = 0; b <= BACK && i < 0; b++) {
    i = look_back(r, m, b, b, b ? fits_organ : fits_crowd);
    if (i < 0) i = look_back(r, m, b, b, fits_state);
  }
  if (i < 0 || !m->nparties) return false;
  memcpy(m->parties[0].country, r->out->at[i].parties[0].country, 4);
  m->flags &= (uint16_t)~MEN_NO_COUNTRY;
  return true;
}

/* "The paper said": the medium named before. */
static bool fits_medium(const Resolver *r, const Mention *m, const Mention *c) {
  (void)r;
  return c->flags & MEN_NAMED && c->kind == MENTION_ORGANISATION && c->nparties && !strcmp(c->parties[0].sector, "JRN") &&
         same_country(m, c);
}

static bool is_medium(const Resolver *r, const Mention *m) {
  return m->nparties && !strcmp(m->parties[0].sector, "JRN") && who_class(r->w, key_fold(STR("one-medium")), r->d->tokens[m->head].lemma);
}

static int32_t phrase_antecedent(const Resolver *r, const Mention *m, const RoleRec *role) {
  bool person = role ? role->kind == ROLE_PERSON : false;
  int32_t i = homeless(m) ? look_back(r, m, person ? 1 : 0, BACK_SAME, fits_same) : -1;
  if (i >= 0 || m->flags & MEN_PLURAL) return i;
  if (is_medium(r, m)) return look_back(r, m, 0, BACK, fits_medium);
  if (token_class(r, m->head, WORDS_GROUP) && (!role || role->flags & ROLE_INHERIT || homeless(m)))
    return look_back(r, m, 0, BACK, fits_group);
  if (token_class(r, m->head, WORDS_STATE)) return look_back(r, m, 0, BACK, fits_state);
  /* "X dismissed the minister": two people */
  return token_class(r, m->head, WORDS_PERSON) ? look_back(r, m, 1, BACK, fits_person) : -1;
}

bool coref_region(Resolver *r, Mention *m) {
  bool state = token_class(r, m->head, WORDS_STATE) && m->flags & MEN_DEFINITE && m->first < m->head && region_of(r, m);
  return state && coref_phrase(r, m, NULL);
}

bool coref_phrase(Resolver *r, Mention *m, const RoleRec *role) {
  if (is_pair(r, m)) return two_sides(r, m, role);
  if (!(m->flags & MEN_DEFINITE)) return false;
  int32_t i = phrase_antecedent(r, m, role);
  if (i >= 0) {
    take_country(m, &r->out->at[i], i);
    return true;
  }
  if (role && homeless(m) && token_class(r, m->head, WORDS_GOVERNMENT)) government_of(r, m);
  return false;
}
