/* Where an act was: the phrase of place that its tree or its sentence gives. */
#include "what/attach.h"
#include <string.h>

enum { ELSEWHERE = 20 /* a distance beyond all in one clause */, NOWHERE = 100 /* worse than any place with a country */ };

/* The finer the better: a town before its province before its country. */
static int grain(char feature) {
  switch (feature) {
  case 'P':
  case 'S': return 0;
  case 'R':
  case 'T': return 1;
  case 'A': return 2;
  case 'H': return 3;
  default: return 4;
  }
}

static bool has_case(const Stage *s, uint32_t head, int class) {
  EACH_DEP (s->d, c, head)
    if (tok(s, (uint32_t)c)->deprel == DEP_CASE && what_word(s, (uint32_t)c, class)) return true;
  return false;
}

static bool locative(const Stage *s, uint32_t head) { return has_case(s, head, W_PLACE); }

/* Is the word part of a phrase that says where, and no more: "the city of", "the region", a word of a longer name? */
bool attach_place_word(const Stage *s, uint32_t t) {
  const Who *w = s->what->who;
  return tok(s, t)->ne == NE_PLACE || who_class(w, w->classes[WORDS_PLACE], tok(s, t)->lemma) ||
         who_class(w, w->classes[WORDS_PLACE], tok(s, t)->low);
}

/* "a Lima theatre", "the Gao checkpoint": a building whose town stands before it. */
static bool facility(const Stage *s, uint32_t t) { return in_class(s, t, "facility"); }

/* "a U.S. air base": a state before a building says whose it is. */
static bool names_owner(const Stage *s, const Place *p, uint32_t t) {
  return p->feature == 'C' && t >= p->first && t <= p->last && tok(s, t)->deprel == DEP_COMPOUND && tok(s, t)->head >= 0 &&
         facility(s, (uint32_t)tok(s, t)->head);
}

/* The next word outwards of a phrase of place ("the northern city of | X", "Y's X | region"), or -1. */
static int32_t place_outwards(const Stage *s, uint32_t t) {
  int32_t head = tok(s, t)->head;
  switch (tok(s, t)->deprel) {
  case DEP_COMPOUND:
  case DEP_NMOD_POSS:
    if (head >= 0 && facility(s, (uint32_t)head)) return head;
    return head >= 0 && attach_place_word(s, (uint32_t)head) ? head : -1;
  case DEP_NMOD:
    if (head >= 0 && tree_case(s->d, t, NULL) == key_fold(STR("of")) && in_class(s, (uint32_t)head, "place-part")) return head;
    return head >= 0 && attach_place_word(s, (uint32_t)head) ? head : -1;
  case DEP_NMOD_UNMARKED:
  case DEP_NMOD_DESC:
  case DEP_APPOS:
  case DEP_FLAT:
  case DEP_FLAT_NAME:
  case DEP_CONJ: return head >= 0 && attach_place_word(s, (uint32_t)head) ? head : -1;
  default: return -1;
  }
}

/* "in the capital X": a tree may hang the name beside its kind. */
static bool beside_kind(const Stage *s, const Place *p, uint32_t head) {
  if (p->first == 0 || locative(s, head)) return false;
  const Token *kind = tok(s, p->first - 1);
  return kind->sent == tok(s, head)->sent && kind->head == tok(s, head)->head && attach_place_word(s, p->first - 1) &&
         locative(s, p->first - 1);
}

/* The head of the phrase that a place stands in: the first outwards with a preposition of place, else the outermost below the act. */
static uint32_t place_phrase(const Stage *s, const Act *a, const Place *p) {
  uint32_t t = attach_head(s->d, p->first, p->last);
  for (int n = 0; n < ATTACH_UP && !locative(s, t); n++) {
    int32_t out = names_owner(s, p, t) ? -1 : place_outwards(s, t);
    if (out < 0 || out == (int32_t)a->trigger) break;
    t = (uint32_t)out;
  }
  return beside_kind(s, p, t) ? p->first - 1 : t;
}

static bool is_role(const Stage *s, const Act *a, uint32_t head) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (tree_below(s->d, head, a->who.at[i])) /* "the curfew in Bavaria": of whom and where; "money from Bavaria" */
      return a->who.at[i] == head ? !has_case(s, head, W_PLACE_AT) : !locative(s, head);
  for (uint32_t i = 0; i < a->whom.n; i++)
    if (tree_below(s->d, head, a->whom.at[i])) /* "arrived in Malta": whom and where */
      return !locative(s, head);
  return false;
}

static bool is_visit(const Stage *s, const Act *a) { return attach_has_trait(s, a, TRAIT_VISIT); }

/* Done by words, or from a desk as a sanction or a resignation: where it was voiced is its place, not where its content would happen. */
static bool by_words(const Stage *s, const Act *a) {
  uint8_t quad = attach_type(s, a)->quad;
  if (attach_has_trait(s, a, TRAIT_MEETING)) return a->future_promise;
  return a->future_promise || quad == 1 || quad == 3 || attach_has_trait(s, a, TRAIT_DESK);
}

/* Forces sent without being used are where they are sent to. */
static bool sends(const Stage *s, const Act *a) {
  return attach_type(s, a)->quad == 4 && !by_words(s, a) && !attach_has_trait(s, a, TRAIT_FORCE) && !attach_has_trait(s, a, TRAIT_CROWD);
}

/* May the preposition of a phrase say where such an act was?  Words and sanctions are not "to", "from" or "over" a place; force and visits are. */
static bool case_fits(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  Key c = tree_case(s->d, head, NULL);
  bool named = head >= p->first && head <= p->last, land = p->feature == 'C' || p->feature == 'A' || p->feature == 'P';
  if (c == key_fold(STR("on")) && named && land) return false; /* "sanctions on X"; but "on the island of X" */
  if (has_case(s, head, W_PLACE_AT)) return true;
  if (by_words(s, a)) return false;
  if (c == key_fold(STR("between"))) return false;
  if (sends(s, a)) return true;
  return attach_has_trait(s, a, TRAIT_MEETING) ? c != key_fold(STR("from")) : c != key_fold(STR("to"));
}

/* "the mosques in Austria", "leaders in Kherson": the phrase says which people or things act or are acted on, not where. */
static bool names_party(const Stage *s, const Act *a, uint32_t head) {
  uint32_t t = head;
  while (tok(s, t)->deprel == DEP_NMOD && tok(s, t)->head >= 0) t = (uint32_t)tok(s, t)->head;
  return t != head && tok(s, t)->deprel == DEP_OBJ && tok(s, t)->head != (int32_t)a->trigger;
}

/* Words are spoken where the phrase stands before them ("in talks in X they agreed") or is their verb's own; but what will be ("will meet in X") is not
** yet there. */
static bool voiced_there(const Stage *s, const Act *a, uint32_t head) {
  if (names_party(s, a, head)) return false;
  if (a->future_promise) return head < a->trigger && !tree_below(s->d, head, a->trigger);
  int32_t up = tok(s, head)->head;
  return head < a->trigger || up == (int32_t)a->trigger ||
         (up >= 0 && in_class(s, (uint32_t)up, "gathering") && tok(s, (uint32_t)up)->deprel == DEP_OBL);
}

/* "the Quetta bombing killed nine", "the Lima raid": a town before the noun of the act, or of what did it. */
static bool names_act_there(const Stage *s, const Act *a, const Place *p) {
  uint32_t named = attach_head(s->d, p->first, p->last);
  int32_t noun = tok(s, named)->head;
  if (p->feature != 'P' || tok(s, named)->deprel != DEP_COMPOUND || noun < 0 || by_words(s, a) || !attach_names_act(s, (uint32_t)noun))
    return false;
  int rel = tok(s, (uint32_t)noun)->deprel;
  return noun == (int32_t)a->trigger ||
         (tok(s, (uint32_t)noun)->head == (int32_t)a->trigger && (rel == DEP_NSUBJ || rel == DEP_OBL || rel == DEP_OBL_AGENT));
}

/* How far a phrase of place is from an act; -1: it says nothing of it.  For violence and protest any place of the sentence will do, for
** what else is done on the ground any before it: behind an arrest it is the place of what the arrested did. */
static int place_distance(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  if (!case_fits(s, a, p, head)) return -1;
  int d = attach_distance(s, a, head, true);
  if (by_words(s, a)) return voiced_there(s, a, head) ? d : -1;
  bool anywhere = attach_has_trait(s, a, TRAIT_ATTACK) || attach_has_trait(s, a, TRAIT_CROWD);
  if (d < 0 && !attach_has_trait(s, a, TRAIT_MEETING) && has_case(s, head, W_PLACE_AT) && (anywhere || head < a->trigger))
    return head < a->trigger ? ELSEWHERE + 1 : ELSEWHERE;
  return d;
}

/* "opens an embassy in Malta", "signs a treaty in Malta": a building is where it stands, a paper is signed where it is. */
static bool stands_there(const Stage *s, const Act *a, uint32_t head) {
  int32_t what = tok(s, head)->deprel == DEP_NMOD && has_case(s, head, W_PLACE_AT) ? tok(s, head)->head : -1;
  bool paper = tok(s, a->trigger)->lemma == key_fold(STR("sign"));
  return what >= 0 && (paper || facility(s, (uint32_t)what)) && tok(s, (uint32_t)what)->head == (int32_t)a->trigger &&
         tok(s, (uint32_t)what)->deprel == DEP_OBJ;
}

/* "the troops left Iraq", "Gao fell to the rebels": what is left or falls and is no side of the act. */
static bool left_or_fell(const Stage *s, const Act *a, uint32_t head) {
  const Token *t = tok(s, head);
  if (t->head != (int32_t)a->trigger || has_head(&a->who, head) || has_head(&a->whom, head)) return false;
  bool left = t->deprel == DEP_OBJ && attach_type(s, a)->quad == 2 && !by_words(s, a);
  return left || (t->deprel == DEP_NSUBJ && attach_has_trait(s, a, TRAIT_FORCE));
}

/* A place that the act is done to: "visits X", "captured the town of X", "the shelling of X"; a whole country only as "the invasion of X". */
static bool done_to(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  const Token *t = tok(s, head);
  Key c = tree_case(s->d, head, NULL);
  if (attach_type(s, a)->quad != 3 && stands_there(s, a, head)) return true;
  if (left_or_fell(s, a, head)) return true;
  bool visit = is_visit(s, a), force = attach_has_trait(s, a, TRAIT_FORCE);
  if (p->feature == 'C' && c != key_fold(STR("of"))) force = false;
  if (t->head != (int32_t)a->trigger || (!visit && !force)) return false;
  if (visit && c == key_fold(STR("to"))) return true;
  return t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS ||
         ((t->deprel == DEP_NMOD || t->deprel == DEP_OBL) &&
          (c == key_fold(STR("of")) || c == key_fold(STR("on")) || c == key_fold(STR("against"))));
}

static void take_nearer(int d, const Place *p, uint32_t i, int *best, int32_t *out) {
  int score = d * 2 + grain(p->feature) + (p->country[0] ? 0 : NOWHERE); /* "the Sahel" only where no country is named */
  if (d < 0 || (*best >= 0 && score >= *best)) return;
  *best = score;
  *out = (int32_t)i;
}

/* "in Lima, where she met the mayor": the place that a clause of the act is told of. */
static bool where_clause(const Stage *s, const Act *a, uint32_t head) {
  int n = 0;
  for (int32_t i = (int32_t)a->trigger; i >= 0 && n < ATTACH_UP; i = tok(s, (uint32_t)i)->head, n++) {
    if (tok(s, (uint32_t)i)->deprel != DEP_ACL_RELCL) continue;
    int32_t by = tree_dep(s->d, (uint32_t)i, DEP_ADVMOD);
    return by >= 0 && tok(s, (uint32_t)by)->low == key_fold(STR("where")) && tok(s, (uint32_t)i)->head == (int32_t)head;
  }
  return false;
}

/* "on the border with Peru": whom it is with lies beyond it. */
static bool beyond_border(const Stage *s, const Place *p, uint32_t head) {
  uint32_t named = attach_head(s->d, p->first, p->last);
  while (tok(s, named)->deprel == DEP_CONJ && tok(s, named)->head >= 0) named = (uint32_t)tok(s, named)->head;
  return (p->feature == 'C' || p->feature == 'A') && tree_case(s->d, named, NULL) == key_fold(STR("with")) &&
         tok(s, head)->lemma == key_fold(STR("border"));
}

/* The place that a token is a word of, or -1. */
static int32_t place_of(const Stage *s, uint32_t t) {
  uint32_t sent = tok(s, t)->sent, end = where_end(s->where, s->d, sent);
  for (uint32_t i = where_first(s->where, s->d, sent); i < end; i++)
    if (s->where->at[i].first <= t && t <= s->where->at[i].last) return (int32_t)i;
  return -1;
}

/* The land of a doer that is named by it, or -1. */
static int32_t near_side(const Stage *s, const Act *a) {
  for (uint32_t k = 0; k < a->who.n; k++) {
    int32_t i = place_of(s, a->who.at[k]);
    if (i >= 0 && s->where->at[i].feature == 'C') return i;
  }
  return -1;
}

/* "his first visit to the country": the place that a word for the one visited goes back to, or -1. */
static int32_t visited(const Stage *s, const Act *a) {
  for (uint32_t k = 0; s->where && k < a->whom.n; k++) {
    const Mention *m = &s->who->at[s->who->of[a->whom.at[k]]];
    if (m->antecedent < 0 || m->kind == MENTION_PERSON || m->kind == MENTION_ROLE || m->kind == MENTION_PRONOUN) continue;
    while (m->antecedent >= 0) m = &s->who->at[m->antecedent];
    if (place_of(s, m->head) >= 0) return place_of(s, m->head);
  }
  return -1;
}

void attach_place(const Stage *s, Act *a) {
  int best = -1, nearest = -1;
  a->near = -1;
  uint32_t end = s->where ? where_end(s->where, s->d, a->sent) : 0;
  for (uint32_t i = end ? where_first(s->where, s->d, a->sent) : 0; i < end; i++) {
    const Place *p = &s->where->at[i];
    if (p->feature == 'U' && !p->country[0]) continue;
    uint32_t head = place_phrase(s, a, p);
    if (beyond_border(s, p, head)) {
      if (best < 0 && locative(s, head) && !by_words(s, a)) a->where = near_side(s, a);
      continue;
    }
    bool told_there = where_clause(s, a, head) && (!by_words(s, a) || has_case(s, head, W_PLACE_AT));
    if (told_there || done_to(s, a, p, head) || names_act_there(s, a, p)) {
      take_nearer(2, p, i, &best, &a->where);
      continue;
    }
    if (!locative(s, head) || is_role(s, a, head)) continue;
    take_nearer(attach_distance(s, a, head, true), p, i, &nearest, &a->near);
    take_nearer(place_distance(s, a, p, head), p, i, &best, &a->where);
  }
  if (a->where < 0 && is_visit(s, a)) a->where = visited(s, a);
}

/* How many sentences on an act is still where the one told last was, or -1: violence and protest go on to the end (in hand-coded articles
** a limit of four or ten sentences loses places), arrests follow at once, words are spoken anywhere. */
static int stays(const Stage *s, const Act *a) {
  enum { NEXT = 1, FAR = 1000 };
  if (a->status != STATUS_ACTUAL || by_words(s, a)) return -1;
  if (attach_has_trait(s, a, TRAIT_ATTACK) || attach_has_trait(s, a, TRAIT_CROWD)) return FAR;
  return attach_has_trait(s, a, TRAIT_FORCE) ? NEXT : 0;
}

/* The last place that the sentence before says something of, or -1. */
static int32_t named_before(const Stage *s, uint32_t sent) {
  if (sent == 0 || s->d->sents[sent - 1].kind != SENT_BODY || !s->where) return -1;
  int32_t found = -1;
  uint32_t end = where_end(s->where, s->d, sent - 1);
  for (uint32_t i = where_first(s->where, s->d, sent - 1); i < end; i++) {
    const Place *p = &s->where->at[i];
    if (p->country[0] && has_case(s, attach_head(s->d, p->first, p->last), W_PLACE_AT)) found = (int32_t)i;
  }
  return found;
}

void attach_places_before(const Stage *s, Act *acts, uint32_t n) {
  const Act *last = NULL;
  for (uint32_t i = 0; i < n; i++) {
    Act *a = &acts[i];
    a->stays = -1;
    if (s->d->sents[a->sent].kind != SENT_BODY) continue;
    if (a->where >= 0) {
      last = by_words(s, a) ? last : a;
      continue;
    }
    int reach = stays(s, a);
    bool near = last && (int)(a->sent - last->sent) <= reach;
    if (near) a->stays = last->where >= 0 ? last->where : last->stays;
    else if (reach > 1) a->stays = named_before(s, a->sent);
    if (!near && a->stays >= 0) last = a;
  }
}
