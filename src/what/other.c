/* The other side of an act: whom it cannot be though a path leads there, and who it is where the frame names nobody. */
#include "what/other.h"

#include "what/attach.h"

/* The noun that a pronoun goes back to, or the pronoun. */
uint32_t meant_by(const Stage *s, uint32_t pronoun) {
  const Mention *m = mention_at(s, pronoun);
  for (int steps = 0; m && m->antecedent >= 0 && steps < 4 && tok(s, m->head)->upos == UPOS_PRON; steps++) m = &s->who->at[m->antecedent];
  return m ? m->head : pronoun;
}

bool same_party(const Stage *s, uint32_t a, uint32_t b) {
  return a == b || (mention_at(s, a) && mention_at(s, b) && mention_at(s, a)->entity == mention_at(s, b)->entity);
}

void without_party(const Stage *s, Heads *from, const Heads *these) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++) {
    bool twice = false;
    for (uint32_t k = 0; k < these->n; k++) twice |= same_party(s, from->at[i], these->at[k]);
    if (!twice) from->at[n++] = from->at[i];
  }
  from->n = n;
}

/* "its arrest warrant", "its troops": a thing or a force of the doer is no other side. */
static void without_own_things(const Stage *s, Heads *from, const Heads *who) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++) {
    bool own = false;
    bool thing = mention_at(s, from->at[i])->kind == MENTION_OTHER || what_word(s, from->at[i], W_FORCES);
    int32_t poss = thing ? tree_dep(s->d, from->at[i], DEP_NMOD_POSS) : -1;
    for (uint32_t k = 0; poss >= 0 && k < who->n; k++)
      own |= same_party(s, (uint32_t)poss, who->at[k]) && shares_country(mention_at(s, from->at[i]), mention_at(s, who->at[k]));
    if (!own) from->at[n++] = from->at[i];
  }
  from->n = n;
}

/* "will send troops to Mali": what is sent is no other side, if somebody else is. */
static void without_what_is_sent(const Stage *s, Heads *from) {
  Heads keep = {.n = 0};
  for (uint32_t i = 0; i < from->n; i++) {
    const Token *k = tok(s, from->at[i]);
    bool sent = what_word(s, from->at[i], W_FORCES) && k->deprel == DEP_OBJ && k->head >= 0 &&
                who_class(s->what->who, key_fold(STR("send")), tok(s, (uint32_t)k->head)->lemma);
    if (!sent) heads_add(&keep, from->at[i]);
  }
  if (keep.n) *from = keep;
}

/* "The president said Kenya must act": a ruler's own state is no other side. */
void without_own_state(const Stage *s, Heads *from, const Heads *who) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++) {
    const Mention *m = mention_at(s, meant_by(s, from->at[i])); /* "the raid, calling it an aggression" */
    bool own = false;
    for (uint32_t k = 0; k < who->n; k++) {
      const Mention *w = mention_at(s, who->at[k]);
      own |= m && w && m->flags & MEN_STATE && shares_country(m, w) &&
             (!strcmp(w->parties[0].sector, "GOV") || !strcmp(w->parties[0].sector, "MIL"));
    }
    if (!own) from->at[n++] = from->at[i];
  }
  from->n = n;
}

/* "the Community will retaliate, its commissioner warned": nobody threatens the body that he speaks for. */
static void without_own_body(const Stage *s, Heads *from, const Heads *who) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++) {
    const Mention *m = mention_at(s, from->at[i]);
    bool own = false;
    for (uint32_t k = 0; k < who->n && m && m->nparties && !m->parties[0].sector[0]; k++)
      own |= !mention_at(s, who->at[k])->parties[0].sector[0] && shares_country(m, mention_at(s, who->at[k]));
    if (!own) from->at[n++] = from->at[i];
  }
  from->n = n;
}

static void without_token(Heads *from, uint32_t t) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++)
    if (from->at[i] != t) from->at[n++] = from->at[i];
  from->n = n;
}

/* "the attack on the embassy": does the phrase say who suffers the violence that its noun names? */
static bool suffers(const Stage *s, uint32_t c) {
  Key word = tree_case(s->d, c, NULL);
  int32_t head = tok(s, c)->head;
  bool towards = word == key_fold(STR("on")) || word == key_fold(STR("of")) || word == key_fold(STR("against"));
  if (!towards || head < 0) return false;
  const Mention *m = mention_at(s, c), *what = mention_at(s, (uint32_t)head);
  bool people =
      word == key_fold(STR("of")) && m && m->flags & MEN_NO_COUNTRY && m->flags & MEN_PLURAL && !strcmp(m->parties[0].sector, "CVL");
  return what_word(s, (uint32_t)head, W_VIOLENT) || (people && what && what->kind == MENTION_OTHER); /* "the sterilization of women" */
}

/* Below what is said: what was before or meanwhile, and against whom something is asked for, are no other side. */
static bool beside_content(const Stage *s, uint32_t c, const TypeRec *type) {
  Key word = tree_case(s->d, c, NULL);
  int32_t mark = tree_dep(s->d, c, DEP_CASE);
  if (mark < 0 || tok(s, c)->upos == UPOS_VERB) return false;
  bool gets = (word == key_fold(STR("to")) || word == key_fold(STR("for"))) && tok(s, c)->head >= 0 &&
              who_class(s->what->who, key_fold(STR("relief")), tok(s, (uint32_t)tok(s, c)->head)->lemma); /* "appealed for aid to Mali" */
  return what_word(s, (uint32_t)mark, W_BACKGROUND) || word == key_fold(STR("during")) ||
         (word == key_fold(STR("over")) && !(type->traits & TRAIT_BLAME)) || /* "urged calm over a Dutch film" */
         (type->traits & TRAIT_ASK && (word == key_fold(STR("against")) || gets));
}

/* "condemned the attack on the embassy": the victims are not blamed. */
static void without_victims(const Stage *s, Heads *from) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++)
    if (!suffers(s, from->at[i])) from->at[n++] = from->at[i];
  from->n = n;
}

/* "a deal between Mali and Chad": the parties joined to the first. */
static void add_between(const Stage *s, uint32_t first, const Heads *who, Heads *out) {
  Heads all = {.n = 0};
  if (tree_case(s->d, first, NULL) != key_fold(STR("between"))) return;
  heads_add(&all, first);
  path_join(s, &all);
  for (uint32_t i = 1; i < all.n; i++) {
    const Mention *m = mention_at(s, all.at[i]);
    bool other = m && m->nparties && m->parties[0].country[0];
    for (uint32_t k = 0; other && k < who->n; k++) other = !shares_country(m, mention_at(s, who->at[k]));
    if (other) heads_add(out, all.at[i]);
  }
}

static bool is_background(const Stage *s, uint32_t clause) {
  int32_t mark = tree_dep(s->d, clause, DEP_MARK);
  return mark >= 0 && what_word(s, (uint32_t)mark, W_BACKGROUND);
}

/* "In the West Bank, Israel approved": where it was. */
static bool is_scene(const Stage *s, uint32_t t, uint32_t c) {
  const Mention *m = mention_at(s, c);
  int32_t mark = tree_dep(s->d, c, DEP_CASE);
  return c < t && tok(s, c)->deprel == DEP_OBL && m && m->kind == MENTION_PLACE && mark >= 0 && what_word(s, (uint32_t)mark, W_PLACE_AT);
}

/* The first party of another country in what is promised, asked, refused or threatened: TABARI's rule, held to the clause. */
static void first_other(const Stage *s, uint32_t t, const TypeRec *type, const Heads *who, Heads *out) {
  enum { FRIENDLY_WORDS = 1 /* quad */ };
  EACH_DEP (s->d, c, t) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (out->n || rel == DEP_ACL_RELCL || rel == DEP_PARATAXIS || rel == DEP_NSUBJ || rel == DEP_CONJ || rel == DEP_APPOS) continue;
    if (rel == DEP_ADVCL && (uint32_t)c < t && tok(s, (uint32_t)c)->upos == UPOS_VERB && tree_dep(s->d, (uint32_t)c, DEP_MARK) < 0)
      continue; /* "angered by Mali, he threatened to" */
    if (beside_content(s, (uint32_t)c, type) || suffers(s, (uint32_t)c) || is_scene(s, t, (uint32_t)c)) continue;
    if (rel == DEP_ADVCL && type->quad == FRIENDLY_WORDS && is_background(s, (uint32_t)c))
      continue; /* "agreed on it after Mali shelled Chad" */
    const Mention *m = mention_at(s, (uint32_t)c);
    if (rel == DEP_COMPOUND && m && m->flags & MEN_CAPITAL) continue; /* "the Paris Agreement" */
    bool party = m && match_weight(s, (uint32_t)c) && m->nparties && m->parties[0].country[0] && m->kind != MENTION_PRONOUN;
    for (uint32_t i = 0; party && i < who->n; i++) party = !shares_country(m, mention_at(s, who->at[i]));
    if (party) heads_add(out, (uint32_t)c);
    if (party) add_between(s, (uint32_t)c, who, out);
    else first_other(s, (uint32_t)c, type, who, out);
  }
}

void other_trim(const Stage *s, const TypeRec *type, Act *a) {
  without_party(s, &a->whom, &a->who);
  without_own_things(s, &a->whom, &a->who);
  without_what_is_sent(s, &a->whom);
  without_own_state(s, &a->whom, &a->who);
  without_token(&a->whom, a->trigger);
  if (type->traits & TRAIT_BLAME) without_victims(s, &a->whom);
  if (type->quad == 3 && type->traits & TRAIT_PROMISE) without_own_body(s, &a->whom, &a->who);
}

void other_first(const Stage *s, const TypeRec *type, Act *a) { first_other(s, a->trigger, type, &a->who, &a->whom); }
