/* Paths over the tree, with grammar undone: passives, coordination, control, relative clauses and participles all answer to "subj" and "obj".
** Inside of what/. */
#ifndef WHAT_PATH_H
#define WHAT_PATH_H

#include "text/tree.h"
#include "what/what.h"
#include <string.h>

static inline const Token *tok(const Stage *s, uint32_t t) { return &s->d->tokens[t]; }
static inline bool verbal(const Token *t) { return t->upos == UPOS_VERB || t->upos == UPOS_AUX; }
static inline bool is_noun(const Token *t) { return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN; }

/* Is the lemma of a class of words (lexicon/words), by the name of the class? */
static inline bool in_class(const Stage *s, uint32_t t, const char *class) {
  return who_class(s->what->who, key_fold(str_of(class)), tok(s, t)->lemma);
}

/* The mention that a token is the head of, or NULL. */
static inline const Mention *mention_at(const Stage *s, uint32_t t) { return s->who->of[t] < 0 ? NULL : &s->who->at[s->who->of[t]]; }

static inline bool shares_country(const Mention *a, const Mention *b) {
  for (uint32_t i = 0; i < a->nparties; i++)
    for (uint32_t k = 0; k < b->nparties; k++)
      if (!memcmp(a->parties[i].country, b->parties[k].country, 4)) return true;
  return false;
}

static inline const FrameRec *frame_of(const Stage *s, const Act *a) { return &s->what->frames[a->lex].frames[a->frame]; }

static inline bool has_head(const Heads *h, uint32_t t) {
  for (uint32_t i = 0; i < h->n; i++)
    if (h->at[i] == t) return true;
  return false;
}

void heads_add(Heads *h, uint32_t t);
/* Tokens that the role expression leads to from t: of alternatives the first that gives any. */
void path_role(const Stage *s, const Frames *f, const RoleExpr *e, uint32_t t, Heads *out);
/* Adds what is joined by "and" to each head. */
void path_join(const Stage *s, Heads *h);

bool verb_passive(const Stage *s, uint32_t v);
/* The grammatical subject, found through coordination, control, relative clauses and participles; -1 if none. */
int32_t verb_surface_subject(const Stage *s, uint32_t v, int depth);
void verb_subject(const Stage *s, uint32_t v, Heads *out);
void verb_object(const Stage *s, uint32_t v, Heads *out);
/* The light verb that governs a noun ("launched" an attack, talks "were held"), or -1. */
int32_t light_verb(const Stage *s, uint32_t noun);
/* "accused of shelling", "criticised for arresting": is the clause what its verb says? */
bool content_clause(const Stage *s, uint32_t v);
bool what_word(const Stage *s, uint32_t t, int class);

/* SYNC what words (lexicon/words/what.txt) */
enum {
  W_LIGHT,
  W_CONTROL,
  W_SAY,
  W_ANNOUNCE,
  W_CLAIM,
  W_FUTURE,
  W_FAIL,
  W_GO_ON,
  W_NEGATION,
  W_WILL,
  W_MAY,
  W_IF,
  W_BACKGROUND,
  W_MEANWHILE,
  W_ACCORDING,
  W_NOT_SAYS,
  W_DOUBT,
  W_PLACE,
  W_PLACE_AT,
  W_NOUN_PLAN,
  W_ALREADY,
  W_OBJECT_LIGHT,
  W_CONTENT,
  W_NOT_PEOPLE,
  W_FIRST,
  W_TOLD,
  W_WRITTEN,
  W_VIOLENT,
  W_STRIKE,
  W_DECISION,
  W_FORCES,
  W_QUANTITY,
  W_REPORT,
  W_CITE,
  W_NEEDS_OBJECT,
  W_CAUSE,
  W_UNDONE,
  W_MOOTED,
  W_SUPPOSED,
  W_SHIELD,
  W_BEFORE,
  W_NEEDS,
  W_PENALTY,
  W_PUNISH,
  W_THOUGHT,
  W_GIVEN_UP,
  W_COUNT
};

#endif
