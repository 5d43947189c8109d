/* Sides that an act's own clause leaves out, and that news puts elsewhere in the sentence. */
#include "what/attach.h"
#include <string.h>

/* A party of a known country, NULL for anything else. */
static const Mention *party_at(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  return m && m->nparties && m->parties[0].country[0] ? m : NULL;
}

static bool shares_with(const Stage *s, const Mention *m, const Heads *h) {
  for (uint32_t i = 0; i < h->n; i++)
    if (mention_at(s, h->at[i]) && shares_country(m, mention_at(s, h->at[i]))) return true;
  return false;
}

static bool shares_entity(const Stage *s, const Mention *m, const Heads *h) {
  for (uint32_t i = 0; i < h->n; i++)
    if (mention_at(s, h->at[i]) && mention_at(s, h->at[i])->entity == m->entity) return true;
  return false;
}

/* ---- the doer ---- */

/* Whose a noun of violence is: "Israeli strikes", "the rebels' raid", "an attack by gunmen", "a gun battle with police". */
static void whose_violence(const Stage *s, uint32_t noun, Heads *out) {
  EACH_DEP (s->d, c, noun) {
    const Mention *m = mention_at(s, (uint32_t)c);
    int rel = tok(s, (uint32_t)c)->deprel;
    Key word = rel == DEP_NMOD ? tree_case(s->d, (uint32_t)c, NULL) : 0;
    bool before = rel == DEP_AMOD || rel == DEP_COMPOUND || rel == DEP_NMOD_POSS;
    bool by = word == key_fold(STR("by")) || (word == key_fold(STR("with")) && in_class(s, noun, "fight"));
    if (!m || !m->nparties || m->flags & (MEN_BARE | MEN_CAPITAL)) continue;
    if (rel == DEP_COMPOUND && m->flags & MEN_STATE && tok(s, (uint32_t)c)->upos == UPOS_PROPN && !what_word(s, noun, W_STRIKE)) continue;
    if (by || (before && m->parties[0].country[0])) heads_add(out, (uint32_t)c);
  }
}

static bool sector_in(const Mention *m, const char *const *sectors) {
  for (; *sectors; sectors++)
    if (!strcmp(m->parties[0].sector, *sectors)) return true;
  return false;
}

/* "killed when militants blew up a tunnel": armed men of another side who did something then. */
static void doer_of_clause(const Stage *s, Act *a) {
  static const char *const armed[] = {"MIL", "REB", "UAF", "CRM", "COP", "PRM", NULL};
  EACH_DEP (s->d, c, a->trigger) {
    int32_t mark = tok(s, (uint32_t)c)->deprel == DEP_ADVCL ? tree_dep(s->d, (uint32_t)c, DEP_ADVMOD) : -1;
    if (mark < 0) mark = tok(s, (uint32_t)c)->deprel == DEP_ADVCL ? tree_dep(s->d, (uint32_t)c, DEP_MARK) : -1;
    if (mark < 0 || tok(s, (uint32_t)mark)->low != key_fold(STR("when")) || !verbal(tok(s, (uint32_t)c))) continue;
    Heads h = {.n = 0};
    verb_subject(s, (uint32_t)c, &h);
    const Mention *m = h.n ? mention_at(s, h.at[0]) : NULL, *whom = a->whom.n ? mention_at(s, a->whom.at[0]) : NULL;
    if (!m || !m->nparties || !sector_in(m, armed) || tree_dep(s->d, (uint32_t)c, DEP_OBJ) < 0) continue;
    bool own = whom && whom->nparties && shares_country(m, whom) && !strcmp(m->parties[0].sector, whom->parties[0].sector);
    if (!own) heads_add(&a->who, h.at[0]);
    return;
  }
}

static bool harms(const Stage *s, uint32_t t) { return in_class(s, t, "kills") || in_class(s, t, "injures"); }

/* "killed in Israeli strikes", "two are killed and five injured in an attack by rebels": whose the violence is, of which a passive
** without a doer tells the victims. */
static void doer_of_violence(const Stage *s, Act *a) {
  if (!verbal(tok(s, a->trigger)) || !verb_passive(s, a->trigger)) return;
  for (int32_t v = (int32_t)a->trigger; v >= 0 && !a->who.n;) {
    int32_t next = -1;
    EACH_DEP (s->d, c, (uint32_t)v) {
      const Token *k = tok(s, (uint32_t)c);
      if (k->deprel == DEP_OBL && (what_word(s, (uint32_t)c, W_VIOLENT) || in_class(s, (uint32_t)c, "fight")))
        whose_violence(s, (uint32_t)c, &a->who);
      if (k->deprel == DEP_OBL_AGENT && v != (int32_t)a->trigger && mention_at(s, (uint32_t)c) && mention_at(s, (uint32_t)c)->nparties)
        heads_add(&a->who, (uint32_t)c);
      if (k->deprel == DEP_CONJ && verbal(k) && harms(s, a->trigger) && harms(s, (uint32_t)c) && verb_passive(s, (uint32_t)c)) next = c;
    }
    v = next;
  }
  if (!a->who.n && harms(s, a->trigger)) doer_of_clause(s, a);
}

/* The clause that a passive verb stands in, through joined verbs and infinitives. */
static uint32_t clause_top(const Stage *s, uint32_t v) {
  while ((tok(s, v)->deprel == DEP_CONJ || tok(s, v)->deprel == DEP_XCOMP) && tok(s, v)->head >= 0 &&
         verbal(tok(s, (uint32_t)tok(s, v)->head)))
    v = (uint32_t)tok(s, v)->head;
  return v;
}

static bool authority(const char *sector) {
  return !strcmp(sector, "GOV") || !strcmp(sector, "COP") || !strcmp(sector, "JUD") || !strcmp(sector, "MIL") || !strcmp(sector, "LEG");
}

/* "Swedish police announced that a man had been detained": an authority that tells what was done, and not by whom, did it; not of its
** own people elsewhere ("two of its citizens were held"). */
static void doer_who_tells(const Stage *s, Act *a) {
  int32_t verb = verbal(tok(s, a->trigger)) ? (int32_t)a->trigger : light_verb(s, a->trigger); /* "that an inquiry has been opened" */
  bool confirmed = verb < 0 && tok(s, a->trigger)->deprel == DEP_OBJ && what_word(s, (uint32_t)tok(s, a->trigger)->head, W_REPORT);
  if (!confirmed && (verb < 0 || !verb_passive(s, (uint32_t)verb))) return;
  uint32_t top = confirmed ? a->trigger : clause_top(s, (uint32_t)verb);
  int32_t say = confirmed || tok(s, top)->deprel == DEP_CCOMP ? tok(s, top)->head : -1; /* "confirmed the seizure of two boats" */
  if (say < 0 || !(confirmed || what_word(s, (uint32_t)say, W_SAY) || what_word(s, (uint32_t)say, W_ANNOUNCE))) return;
  Heads h = {.n = 0};
  verb_subject(s, (uint32_t)say, &h);
  const Mention *m = h.n ? mention_at(s, h.at[0]) : NULL;
  if (!m || !m->nparties || !authority(m->parties[0].sector) || m->flags & MEN_FORMER) return;
  const char *country = m->parties[0].country;
  if (a->where >= 0 && country[0] && memcmp(s->where->at[a->where].country, country, 3)) return;
  bool state = !strcmp(m->parties[0].sector, "GOV") || !strcmp(m->parties[0].sector, "LEG");
  const Mention *whom = a->whom.n ? mention_at(s, a->whom.at[0]) : NULL;
  bool official = whom && whom->nparties && authority(whom->parties[0].sector); /* "an inquiry into the president" */
  if (state && country[0] && !official && shares_with(s, m, &a->whom)) return;
  heads_add(&a->who, h.at[0]);
}

/* "acquitted in the Senate", "charged before a Malian court": the court or chamber that it was done in did it. */
static void doer_in_court(const Stage *s, Act *a) {
  enum { FORCE = 4 /* quad: "arrested in parliament" */ };
  static const char *const courts[] = {"JUD", NULL}, *const chambers[] = {"JUD", "LEG", NULL};
  if (!verbal(tok(s, a->trigger)) || !verb_passive(s, a->trigger)) return;
  EACH_DEP (s->d, c, a->trigger) {
    const Mention *m = tok(s, (uint32_t)c)->deprel == DEP_OBL ? mention_at(s, (uint32_t)c) : NULL;
    Key word = tree_case(s->d, (uint32_t)c, NULL);
    if (!m || !m->nparties || !sector_in(m, attach_type(s, a)->quad == FORCE ? courts : chambers)) continue;
    if (word != key_fold(STR("in")) && word != key_fold(STR("before")) && word != key_fold(STR("at"))) continue;
    heads_add(&a->who, (uint32_t)c);
    return;
  }
}

/* "police used batons, and 40 were arrested", "arrested after fighting with police": the police that the sentence tells of. */
static void doer_police(const Stage *s, Act *a) {
  static const char *const police[] = {"COP", NULL};
  const Sent *sent = &s->d->sents[a->sent];
  if (!verbal(tok(s, a->trigger)) || !verb_passive(s, a->trigger) || !in_class(s, a->trigger, "arrests")) return;
  int32_t found = -1;
  for (uint32_t t = sent->first; t < sent->first + sent->n; t++) {
    const Mention *m = mention_at(s, t);
    int rel = tok(s, t)->deprel;
    bool thing = m && (m->kind == MENTION_OTHER || m->kind == MENTION_PLACE); /* "a police van" */
    if (!m || thing || !m->nparties || !sector_in(m, police) || m->head != t || (rel != DEP_NSUBJ && rel != DEP_OBL)) continue;
    if (found >= 0 || tree_case(s->d, t, NULL) == key_fold(STR("in"))) return;
    found = (int32_t)t;
  }
  for (uint32_t i = 0; i < a->whom.n; i++)
    if (found >= 0 && (a->whom.at[i] == (uint32_t)found || tree_below(s->d, (uint32_t)found, a->whom.at[i]))) return;
  if (found >= 0) heads_add(&a->who, (uint32_t)found);
}

/* ---- the other side ---- */

static bool conditional(const Stage *s, uint32_t clause) {
  EACH_DEP (s->d, c, clause)
    if (tok(s, (uint32_t)c)->deprel == DEP_MARK && what_word(s, (uint32_t)c, W_IF)) return true;
  return false;
}

/* "threatened to strike if Peru does not yield": who must do something is who is threatened. */
static void side_of_condition(const Stage *s, uint32_t t, Act *a) {
  EACH_DEP (s->d, c, t) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (a->whom.n) return;
    if (rel == DEP_XCOMP || rel == DEP_CCOMP || rel == DEP_OBL || rel == DEP_OBJ || rel == DEP_ACL ||
        (rel == DEP_ADVCL && !conditional(s, (uint32_t)c))) {
      side_of_condition(s, (uint32_t)c, a);
      continue;
    }
    if (rel != DEP_ADVCL) continue;
    Heads h = {.n = 0};
    verb_subject(s, (uint32_t)c, &h);
    path_join(s, &h);
    for (uint32_t i = 0; i < h.n; i++) {
      const Mention *m = party_at(s, h.at[i]);
      if (m && !shares_with(s, m, &a->who)) heads_add(&a->whom, h.at[i]);
    }
  }
}

/* "forces retook the town, days after rebels seized it": whom a state takes a place from, or rebels, is the foe that the sentence names. */
static void foe_named(const Stage *s, Act *a) {
  static const char *const state[] = {"MIL", "GOV", "COP", "PRM", NULL}, *const rebel[] = {"REB", "PRE", NULL};
  const Mention *first = mention_at(s, a->who.at[0]);
  const Sent *sent = &s->d->sents[a->sent];
  if (!first || !first->nparties) return;
  bool by_state = sector_in(first, state), by_rebel = sector_in(first, rebel);
  for (uint32_t t = sent->first; t < sent->first + sent->n && !a->whom.n; t++) {
    const Mention *m = mention_at(s, t);
    bool many = m && (m->kind == MENTION_GROUP || m->kind == MENTION_ORGANISATION || (m->kind == MENTION_ROLE && m->flags & MEN_PLURAL));
    if (!many || !m->nparties || m->head != t) continue;
    bool foe = (by_state && sector_in(m, rebel)) || (by_rebel && sector_in(m, state) && !strcmp(m->parties[0].sector, "MIL"));
    if (foe && !shares_entity(s, m, &a->who)) heads_add(&a->whom, t);
  }
}

/* "anti-government protests", "anti-government protesters marched": the word says against whom. */
static void opposed(const Stage *s, uint32_t t, Act *a) {
  EACH_DEP (s->d, c, t) {
    const Token *k = tok(s, (uint32_t)c);
    if (who_class(s->what->who, s->what->who->classes[WORDS_OPPOSED], k->low) && mention_at(s, (uint32_t)c))
      heads_add(&a->whom, (uint32_t)c);
    else if (k->deprel == DEP_NMOD && !verbal(tok(s, t))) opposed(s, (uint32_t)c, a);
  }
}

/* "clashes between police and protesters": of a crowd and a force that clash, the crowd riots and the force is whom it faces. */
static void force_is_faced(const Stage *s, Act *a) {
  static const char *const forces[] = {"COP", "MIL", NULL};
  Heads crowd = {.n = 0}, force = {.n = 0};
  for (uint32_t i = 0; i < a->who.n; i++) {
    const Mention *m = mention_at(s, a->who.at[i]);
    heads_add(m && m->nparties && sector_in(m, forces) ? &force : &crowd, a->who.at[i]);
  }
  if (!crowd.n || !force.n || a->whom.n) return;
  a->who = crowd;
  a->whom = force;
}

/* "Kenya accuses Uganda of theft and demands an apology": of two states that the text tells of, what one does to none that is named it does to
** the other. */
static void other_state(const Stage *s, Act *a) {
  bool words = attach_type(s, a)->quad == 3; /* others that the text names may be whom they are about */
  enum { NEAR = 2 /* sentences */ };
  const Mention *own = mention_at(s, a->who.at[0]);
  if (!own || own->nparties != 1 || !own->parties[0].country[0] || strcmp(own->parties[0].sector, "GOV")) return;
  int32_t other = -1;
  bool named = false;
  uint32_t from = s->d->sents[a->sent > NEAR ? a->sent - NEAR : 0].first, end = s->d->sents[a->sent].first + s->d->sents[a->sent].n;
  for (uint32_t t = from; t < end; t++) {
    const Mention *m = party_at(s, t);
    bool town = m && m->flags & MEN_CAPITAL && tok(s, t)->deprel != DEP_NSUBJ; /* "the Paris Agreement" */
    if (!m || town || shares_country(m, own)) continue;
    bool state = m->nparties == 1 && !strcmp(m->parties[0].sector, "GOV") && m->kind != MENTION_OTHER;
    if (m->nparties != 1 || (words && !state) || (other >= 0 && !shares_country(m, mention_at(s, (uint32_t)other)))) return;
    if (state) named = true;
    if (other < 0 || (state && strcmp(mention_at(s, (uint32_t)other)->parties[0].sector, "GOV"))) other = (int32_t)t;
  }
  if (other >= 0 && named) heads_add(&a->whom, (uint32_t)other);
}

/* "calls for a rally", "threatens to hold a strike": the protest is what is wanted, not whom the words are to. */
static void drop_protest_wanted(const Stage *s, bool threat, Act *a) {
  static const char *const crowds[] = {"CVL", "LAB", NULL};
  Heads kept = {.n = 0};
  for (uint32_t i = 0; i < a->whom.n; i++) {
    uint32_t t = a->whom.at[i];
    const Mention *m = mention_at(s, t);
    bool wanted = is_noun(tok(s, t)) && in_class(s, t, "protest-words") && (!threat || light_verb(s, t) >= 0);
    if (!wanted || !m || !m->nparties || !sector_in(m, crowds)) heads_add(&kept, t);
  }
  a->whom = kept;
}

void attach_sides(const Stage *s, Act *a) {
  const TypeRec *type = attach_type(s, a);
  bool attack = type->traits & TRAIT_ATTACK, threat = type->quad == 3 && type->traits & TRAIT_PROMISE;
  if (!a->who.n && attack) doer_of_violence(s, a);
  if (!a->who.n && !attack && !(type->traits & TRAIT_CROWD)) doer_who_tells(s, a);
  if (!a->who.n && !attack) doer_in_court(s, a);
  if (!a->who.n && !attack) doer_police(s, a);
  if (threat || type->traits & TRAIT_ASK) drop_protest_wanted(s, threat, a);
  if (!a->whom.n && a->who.n && threat) side_of_condition(s, a->trigger, a);
  if (!a->whom.n && a->who.n && type->traits & TRAIT_TAKE) foe_named(s, a);
  bool against = type->quad == 3 || (type->quad == 4 && type->traits & TRAIT_ABROAD && type->traits & TRAIT_DESK);
  if (!a->whom.n && a->who.n == 1 && against) other_state(s, a);
  if (type->traits & TRAIT_CROWD) force_is_faced(s, a);
  if (type->traits & TRAIT_CROWD && !a->whom.n) opposed(s, a->trigger, a);
  for (uint32_t i = 0; type->traits & TRAIT_CROWD && !a->whom.n && i < a->who.n; i++) opposed(s, a->who.at[i], a);
}

/* "Police arrested two men on Monday. A third was arrested on Friday": of a passive without a doer who did the same a sentence before. */
void attach_sides_before(const Stage *s, Act *acts, uint32_t n) {
  enum { BACK = 2 /* sentences */ };
  for (uint32_t i = 1; i < n; i++) {
    Act *a = &acts[i];
    if (a->who.n || !verbal(tok(s, a->trigger)) || !verb_passive(s, a->trigger)) continue;
    for (uint32_t k = i; k-- > 0 && acts[k].sent + BACK >= a->sent;) {
      if (acts[k].sent == a->sent || !acts[k].who.n || tok(s, acts[k].trigger)->lemma != tok(s, a->trigger)->lemma) continue;
      if (attach_type(s, &acts[k]) != attach_type(s, a)) continue;
      a->who = acts[k].who;
      break;
    }
  }
}
