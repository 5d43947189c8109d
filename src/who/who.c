/* The stage: opens what is known, walks the document once, and numbers its entities. */
#include "who/resolve.h"

/* SYNC who words (lexicon/words/who.txt) */
static const char *const class_names[WORDS_COUNT] = {
    "backed",        "backed-apart",   "against",     "binds",         "former",      "sides",
    "two",           "again-group",    "again-state", "again-person",  "again-broad", "person-pronoun",
    "thing-pronoun", "plural-pronoun", "relative",    "first-pronoun", "facing",      "government-noun",
    "say",           "unmanned",       "abroad",      "unknown",       "raiders",     "opposed",
    "org-head",      "owns",           "time-names",  "place-nouns",   "thing-names", "peacekeepers",
    "inspectors",    "members",        "firms",       "clubs",         "meets",       "presides"};

const char *mention_kind_text(int k) {
  static const char *const names[] = {"person", "organisation", "place", "group", "role", "pronoun", "other"};
  return names[k];
}

bool who_add(Who *w, const Image *im, EntError *err) {
  if (w->n == WHO_LEXICONS) return err_at(err, ENT_EUSAGE, im->name, 0, 0, "more than %d lexicons", WHO_LEXICONS);
  if (!lexicon_open(&w->lex[w->n], im, err) || !words_open(&w->words[w->n], im, err)) return false;
  for (int i = 0; i < WORDS_COUNT; i++) w->classes[i] = key_fold(str_of(class_names[i]));
  w->n++;
  return true;
}

bool who_class(const Who *w, Key class, Key word) {
  for (uint32_t i = 0; i < w->n; i++)
    if (words_in(&w->words[i], class, word)) return true;
  return false;
}

/* Inside a name or before a noun only states and their adjectives are parties of their own ("Israeli strike"), and only on the head of their span. */
static bool inner(const Resolver *r, uint32_t t) {
  const Token *k = &r->d->tokens[t];
  switch (k->deprel) {
  case DEP_COMPOUND:
  case DEP_FLAT:
  case DEP_FLAT_NAME:
  case DEP_AMOD:
  case DEP_GOESWITH:
  case DEP_NMOD_DESC: return true;
  default: return false;
  }
}

static bool span_head(const Resolver *r, uint32_t t) {
  const NameSpan *s = &r->found.names[r->found.name_of[t]];
  int32_t h = r->d->tokens[t].head;
  return h < (int32_t)s->first || h > (int32_t)s->last;
}

/* "rebel raids", "the army offensive": who does a violence by a word before it. */
static bool raider(const Resolver *r, uint32_t i) {
  const Token *t = &r->d->tokens[i];
  if ((t->deprel != DEP_COMPOUND && t->deprel != DEP_AMOD) || t->head <= (int32_t)i || !token_class(r, i, WORDS_RAIDERS)) return false;
  return role_at(r, i) && who_class(r->w, key_fold(STR("violent")), r->d->tokens[t->head].lemma);
}

static bool nominal(const Resolver *r, uint32_t i) {
  const Token *t = &r->d->tokens[i];
  if (raider(r, i) || token_class(r, i, WORDS_OPPOSED)) return true;
  if (r->found.name_of[i] >= 0) return span_head(r, i);
  if (inner(r, i)) return false;
  switch (t->upos) {
  case UPOS_NOUN:
  case UPOS_PROPN:
  case UPOS_PRON:
  case UPOS_X: return true;
  case UPOS_ADJ:
  case UPOS_NUM:
  case UPOS_DET:
  case UPOS_SYM:
    return t->deprel == DEP_NSUBJ || t->deprel == DEP_OBJ || t->deprel == DEP_OBL || t->deprel == DEP_NSUBJ_PASS || t->deprel == DEP_NMOD ||
           t->deprel == DEP_OBL_AGENT || t->deprel == DEP_CONJ;
  default: return false;
  }
}

/* Calls `each` for the words that may be mentions, in text order. */
static void each_nominal(Resolver *r, void (*each)(Resolver *r, uint32_t t)) {
  for (uint32_t i = 0; i < r->d->nsents; i++) {
    const Sent *s = &r->d->sents[i];
    for (uint32_t t = s->first + (uint32_t)s->dateline; s->kind != SENT_NOISE && t < s->first + s->n; t++)
      if (nominal(r, t)) each(r, t);
  }
}

static void count(Resolver *r, uint32_t t) {
  (void)t;
  r->cap++;
}

static void find(Resolver *r, uint32_t t) { resolve(r, t); }

void who_find(const Who *w, Doc *d, Mentions *out) {
  *out = (Mentions){.of = ARENA_ARRAY(d->arena, int32_t, d->ntokens + 1)};
  Resolver r = {.w = w, .d = d, .out = out, .state = ARENA_ARRAY(d->arena, uint8_t, d->ntokens + 1)};
  r.day = date_known(d->date) ? date_days(d->date) : DAY_NONE_AFTER - 1;
  for (uint32_t t = 0; t <= d->ntokens; t++) out->of[t] = -1;
  find_spans(w, d, &r.found);
  mend_names(w, d, &r.found);
  country_survey(&r);
  each_nominal(&r, count); /* room at once: of a long text the copies of a growing list would be larger than the list */
  out->at = ARENA_ARRAY(d->arena, Mention, r.cap + 1);
  each_nominal(&r, find);
}

/* Was the office of that day one that has ended since? */
static bool held_then(const Lexicon *lx, const EntityRec *e, int32_t day) {
  for (uint32_t i = 0; i < e->nparties; i++) {
    const PartyRec *p = &lx->parties[e->first + i];
    if (p->from <= day && day <= p->to) return p->to != DAY_NONE_AFTER;
  }
  return false;
}

uint32_t who_parties_on(const Who *w, const Mention *m, int32_t day, PartyCode out[WHO_PARTIES]) {
  if (m->lex >= 0 && m->known >= 0) {
    const Lexicon *lx = &w->lex[m->lex];
    const EntityRec *e = &lx->entities[m->known];
    bool former = m->flags & MEN_FORMER && !held_then(lx, e, day); /* "former" speaks of the report's day, not of the act's */
    if (!former && e->kind != ENTITY_COUNTRY && e->kind != ENTITY_PEOPLE && m->nparties == 1) {
      uint32_t n = parties_on(lx, e, day, m->prefer[0] ? m->prefer : NULL, out);
      bool titled = n == 1 && m->prefer[0] && strcmp(m->prefer, "ELI") && !(m->flags & MEN_FORMER);
      if (titled && !strcmp(out[0].sector, "ELI")) memcpy(out[0].sector, m->prefer, 4); /* an office that no line tells of */
      return n;
    }
  }
  memcpy(out, m->parties, sizeof m->parties);
  return m->nparties;
}
