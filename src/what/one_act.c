/* One act that a sentence tells by two words: "killed in an attack", "carried out strikes, killing six". */
#include "what/one_act.h"

#include "what/attach.h"
#include "what/other.h"

static bool has_mode(const Stage *s, const Act *a) { return s->what->frames[a->lex].onto.str[attach_type(s, a)->mode] != 0; }

static bool same_heads(const Heads *a, const Heads *b) {
  if (a->n != b->n) return false;
  for (uint32_t i = 0; i < a->n; i++)
    if (a->at[i] != b->at[i]) return false;
  return true;
}

/* "killed two and injured four": joined verbs of one doer and one mode are one act with all its victims; "visited and met" are two. */
static bool joined_act(const Stage *s, const Act *up, const Act *low) {
  return same_heads(&up->who, &low->who) &&
         (attach_type(s, up) == attach_type(s, low) || (attach_type(s, low)->quad == 4 && !has_mode(s, low)));
}

/* "Wagner" of "Wagner drones" */
static bool names_owner(const Stage *s, uint32_t t, uint32_t of) {
  const Mention *m = mention_at(s, of);
  return m && t < of && m->first <= t && mention_at(s, t) && shares_country(mention_at(s, t), m);
}

static bool share_party(const Stage *s, const Heads *a, const Heads *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (same_party(s, a->at[i], b->at[k]) || names_owner(s, a->at[i], b->at[k]) || names_owner(s, b->at[k], a->at[i])) return true;
  return false;
}

/* "fired at the base in retaliation for American strikes on its ports": what the other side had done to the doer. */
static bool turned(const Stage *s, const Act *up, const Act *low) {
  if (!is_noun(tok(s, low->trigger)) || !up->who.n || !low->who.n || !low->whom.n) return false;
  const Mention *doer = mention_at(s, up->who.at[0]), *other = mention_at(s, low->who.at[0]), *hit = mention_at(s, low->whom.at[0]);
  return doer && other && hit && other->nparties && other->parties[0].country[0] && !shares_country(doer, other) &&
         shares_country(doer, hit);
}

/* "shot dead after they attacked a convoy", "struck Gaza after Hamas fired rockets": clauses with doers of their own tell two acts. */
static bool other_doer(const Stage *s, const Act *up, const Act *low) {
  if (!up->who.n || !low->who.n || is_noun(tok(s, low->trigger)) || share_party(s, &up->who, &low->who)) return false;
  const Mention *a = mention_at(s, up->who.at[0]), *b = mention_at(s, low->who.at[0]);
  return a->kind == MENTION_GROUP || b->kind == MENTION_GROUP ||
         !shares_country(a, b); /* "an Israeli airstrike" is as Israeli as "Israeli" */
}

/* "a mine kills two while shells fall on a market", "freed after the banker was freed": a clause with sides of its own that share none; "exchanged fire
** after three were abducted": what two sides did to each other has no third. */
static bool beside(const Stage *s, const Act *up, const Act *low) {
  int32_t mark = tree_dep(s->d, low->trigger, DEP_MARK);
  if (mark >= 0 && up->who.n > 1 && !up->whom.n && low->whom.n && !share_party(s, &up->who, &low->who) &&
      (tok(s, (uint32_t)mark)->low == key_fold(STR("after")) || tok(s, (uint32_t)mark)->low == key_fold(STR("before"))))
    return true;
  if (mark < 0 || !up->whom.n || !low->whom.n || share_party(s, &up->whom, &low->whom)) return false;
  return tok(s, (uint32_t)mark)->low == key_fold(STR("while")) || attach_type(s, up)->quad != 4;
}

/* "condemned | what | it called an outrage" */
static bool is_what_object(const Stage *s, uint32_t t, uint32_t verb) {
  const Token *k = tok(s, t);
  return k->upos == UPOS_PRON && k->low == key_fold(STR("what")) && k->deprel == DEP_OBJ && k->head == (int32_t)verb;
}

/* Are they one act told by two words of a sentence ("killed in an attack")? */
bool one_act(const Stage *s, const Act *up, const Act *low) {
  if (strcmp(s->what->frames[up->lex].onto.str + attach_type(s, up)->type, s->what->frames[low->lex].onto.str + attach_type(s, low)->type))
    return false;
  if (other_doer(s, up, low) || turned(s, up, low)) return false;
  if (is_noun(tok(s, low->trigger)) && light_verb(s, low->trigger) == (int32_t)up->trigger) return true;
  if (is_noun(tok(s, low->trigger)) && tok(s, up->trigger)->deprel == DEP_XCOMP && tok(s, up->trigger)->head == tok(s, low->trigger)->head)
    return true; /* "violence left ten injured" */
  bool told_on = attach_type(s, up)->traits & TRAIT_ATTACK && is_noun(tok(s, up->trigger)) && tok(s, low->trigger)->deprel == DEP_ADVCL;
  int32_t light = told_on ? light_verb(s, up->trigger) : -1;
  for (int32_t i = (int32_t)low->trigger; i >= 0; i = tok(s, (uint32_t)i)->head) {
    if ((uint32_t)i == up->trigger || (i == light && (uint32_t)i != low->trigger)) return true; /* "carried out strikes, killing six" */
    int rel = tok(s, (uint32_t)i)->deprel;
    if (rel == DEP_ACL_RELCL && (uint32_t)i == low->trigger && what_word(s, (uint32_t)tok(s, (uint32_t)i)->head, W_VIOLENT)) continue;
    if (rel == DEP_ACL_RELCL && (uint32_t)i == low->trigger && is_what_object(s, (uint32_t)tok(s, (uint32_t)i)->head, up->trigger))
      return true;
    if (rel == DEP_ACL_RELCL) /* "a bombing that killed 14": the clause tells its own noun */
      return (uint32_t)i == low->trigger && tok(s, (uint32_t)i)->head == (int32_t)up->trigger && is_noun(tok(s, up->trigger));
    if (rel == DEP_PARATAXIS || rel == DEP_CCOMP || rel == DEP_APPOS) return false;
    if (rel == DEP_ACL && (uint32_t)i != low->trigger && is_noun(tok(s, low->trigger)))
      return false; /* "a prosecutor leading the trial over the murder of" */
    if (rel == DEP_CONJ && !is_noun(tok(s, (uint32_t)i)) && low->whom.n) return joined_act(s, up, low);
    if (rel == DEP_ADVCL && (uint32_t)i == low->trigger && beside(s, up, low)) return false;
  }
  return false;
}

/* A town, a camp: where it was, if people are told whom it hit. */
static bool only_place(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  return !m || m->kind == MENTION_PLACE ||
         (m->kind != MENTION_PERSON && who_class(s->what->who, s->what->who->classes[WORDS_PLACE], tok(s, t)->lemma));
}

static bool only_places(const Stage *s, const Heads *h) {
  for (uint32_t i = 0; i < h->n; i++)
    if (!only_place(s, h->at[i])) return false;
  return true;
}

/* The upper act takes what it lacks from the lower. */
void one_act_merge(const Stage *s, Act *up, const Act *low) {
  if (!up->who.n) up->who = low->who;
  if (only_places(s, &up->whom) && !only_places(s, &low->whom)) up->whom.n = 0;                /* "fired at a town, killing nine" */
  bool has = up->whom.n > 0, between = frame_of(s, up)->flags & FRAME_MUTUAL && up->who.n > 1; /* "clashes between them left nine dead" */
  for (uint32_t i = 0; i < low->whom.n && !between; i++) /* "killed in strikes on a region": the dead are who it is done to */
    if (!has || (match_weight(s, low->whom.at[i]) && !only_place(s, low->whom.at[i]))) heads_add(&up->whom, low->whom.at[i]);
  without_party(s, &up->whom, &up->who);
  without_own_state(s, &up->whom, &up->who);
  if (!has_mode(s, up) && has_mode(s, low)) {
    up->lex = low->lex;
    up->frame = low->frame;
    up->code = low->code;
  }
  if (up->status_token < 0 && low->status != STATUS_ACTUAL && up->status == STATUS_ACTUAL) up->background |= low->background;
}
