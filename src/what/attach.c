/* What hangs on an act: how near, and the words that carry it. */
#include "what/attach.h"
#include <string.h>

enum { WORDS_MAX = 15 /* tokens of an act's words */ };

void attach_all(const Stage *s, Act *acts, uint32_t n);

uint32_t attach_head(const Doc *d, uint32_t first, uint32_t last) {
  int32_t found = -1; /* of two, the one that the other hangs below: "central and South Kordofan" */
  for (uint32_t t = first; t <= last; t++) {
    int32_t head = d->tokens[t].head;
    if (head >= (int32_t)first && head <= (int32_t)last) continue;
    if (found < 0 || tree_below(d, (uint32_t)found, t)) found = (int32_t)t;
  }
  return found < 0 ? last : (uint32_t)found;
}

/* Steps from t up to `to` that stay in one telling: -1 when a relative clause, or what somebody says, lies between. */
static int steps_up(const Stage *s, uint32_t t, uint32_t to) {
  int n = 0;
  for (int32_t i = (int32_t)t; i >= 0 && n < ATTACH_UP; i = tok(s, (uint32_t)i)->head, n++) {
    if ((uint32_t)i == to) return n;
    int rel = tok(s, (uint32_t)i)->deprel;
    if (rel == DEP_ACL_RELCL || rel == DEP_PARATAXIS) return -1;
    if (rel == DEP_CCOMP && tok(s, (uint32_t)i)->head >= 0 && what_word(s, (uint32_t)tok(s, (uint32_t)i)->head, W_SAY)) return -1;
  }
  return -1;
}

bool attach_names_act(const Stage *s, uint32_t noun) {
  for (uint32_t x = 0; x < s->what->n; x++) {
    const Frames *f = &s->what->frames[x];
    uint32_t first;
    if (!tok(s, noun)->lemma || !keymap_get(&f->by_lemma, tok(s, noun)->lemma, &first)) continue;
    for (uint32_t i = first; i < first + f->run[first]; i++)
      if (f->triggers[i].pos == POS_NOUN && !f->triggers[i].part) return true;
  }
  return false;
}

/* "talks on the fighting", "a row over arrests": what an act is about. */
static bool is_topic(const Stage *s, uint32_t noun) {
  Key c = tree_case(s->d, noun, NULL);
  return c == key_fold(STR("on")) || c == key_fold(STR("over")) || c == key_fold(STR("about"));
}

/* May a word of time or place pass through this word to the act?  Through a place ("at a mosque in Kabul"), not through another act ("a warrant over the arrest
** of judges in 2007"), unless it is the same told by two words ("killed in a raid in Kabul"). */
static bool passes(const Stage *s, const Act *a, uint32_t noun) {
  if (verbal(tok(s, noun)) || !attach_names_act(s, noun)) return true;
  return tok(s, noun)->head == (int32_t)a->trigger && !is_topic(s, noun);
}

int attach_distance(const Stage *s, const Act *a, uint32_t head, bool side) {
  int32_t light = verbal(tok(s, a->trigger)) ? -1 : light_verb(s, a->trigger);
  int n = 0;
  for (int32_t g = (int32_t)head; g >= 0 && n < ATTACH_UP; g = tok(s, (uint32_t)g)->head, n++) {
    if ((uint32_t)g == a->trigger || g == light) return n <= 1 ? 0 : 1;
    bool predicate = !n && tree_dep(s->d, head, DEP_COP) >= 0; /* "is in Lima to meet" */
    int up = n || predicate ? steps_up(s, a->trigger, (uint32_t)g) : -1;
    if (up >= 0) return 2 * up + n;
    if (n && !passes(s, a, (uint32_t)g)) return -1;
    int rel = tok(s, (uint32_t)g)->deprel;
    if (rel == DEP_ACL_RELCL || rel == DEP_CCOMP || rel == DEP_PARATAXIS ||
        (n && verbal(tok(s, (uint32_t)g)) && rel != DEP_CONJ && rel != DEP_XCOMP && !(side && rel == DEP_ADVCL)))
      return -1;
  }
  return -1;
}

const TypeRec *attach_type(const Stage *s, const Act *a) {
  const Frames *f = &s->what->frames[a->lex];
  return &f->onto.types[f->codes[a->code].type];
}

bool attach_has_trait(const Stage *s, const Act *a, int trait) { return attach_type(s, a)->traits & trait; }

bool attach_past(const Stage *s, uint32_t v) {
  if (tok(s, v)->xpos == XPOS_VBD) return true;
  EACH_DEP (s->d, c, v)
    if ((tok(s, (uint32_t)c)->deprel == DEP_AUX || tok(s, (uint32_t)c)->deprel == DEP_AUX_PASS || tok(s, (uint32_t)c)->deprel == DEP_COP) &&
        tok(s, (uint32_t)c)->xpos == XPOS_VBD)
      return true;
  return false;
}

static void widen(uint32_t *lo, uint32_t *hi, uint32_t a, uint32_t b) {
  *lo = a < *lo ? a : *lo;
  *hi = b > *hi ? b : *hi;
}

/* The trigger with its light verb and particles, and the near roles as far as they fit. */
static void find_words(const Stage *s, Act *a) {
  uint32_t lo = a->trigger, hi = a->trigger;
  int32_t light = verbal(tok(s, a->trigger)) ? -1 : light_verb(s, a->trigger);
  if (light >= 0 && (light > (int32_t)a->trigger ? light - (int32_t)a->trigger : (int32_t)a->trigger - light) < WORDS_MAX)
    widen(&lo, &hi, (uint32_t)light, (uint32_t)light);
  EACH_DEP (s->d, c, a->trigger) {
    int rel = tok(s, (uint32_t)c)->deprel;
    uint32_t f, l;
    if (rel == DEP_COMPOUND_PRT || rel == DEP_COMPOUND || rel == DEP_AMOD) widen(&lo, &hi, (uint32_t)c, (uint32_t)c);
    if (rel == DEP_OBJ || rel == DEP_XCOMP || rel == DEP_NMOD || rel == DEP_CCOMP || rel == DEP_OBL) {
      tree_hull(s->d, (uint32_t)c, &f, &l);
      if (f > lo && f - lo < WORDS_MAX && l > hi) hi = l - lo < WORDS_MAX ? l : lo + WORDS_MAX - 1;
    }
  }
  for (uint32_t k = 0; k < a->whom.n; k++) {
    const Mention *m = &s->who->at[s->who->of[a->whom.at[k]]];
    uint32_t f = m->first < lo ? m->first : lo, l = m->last > hi ? m->last : hi;
    if (l - f < WORDS_MAX && tok(s, m->head)->sent == a->sent) widen(&lo, &hi, m->first, m->last);
  }
  while (hi > a->trigger && tok(s, hi)->flags & TOK_PUNCT) hi--;
  a->first = lo;
  a->last = hi;
}

void attach_all(const Stage *s, Act *acts, uint32_t n) {
  attach_days(s, acts, n);
  for (uint32_t i = 0; i < n; i++) {
    attach_place(s, &acts[i]);
    attach_sides(s, &acts[i]);
    attach_source(s, &acts[i]);
    find_words(s, &acts[i]);
  }
  attach_sides_before(s, acts, n);
  attach_claims(s, acts, n);
  attach_places_before(s, acts, n);
}

void what_attributions(const Stage *s, Attributions *out) {
  VEC(Attribution) list = {0};
  for (uint32_t t = 0; t < s->d->ntokens; t++) {
    const Token *k = tok(s, t);
    if (!verbal(k) || !what_word(s, t, W_SAY)) continue;
    int32_t content = tree_dep(s->d, t, DEP_CCOMP);
    if (content < 0 && k->deprel == DEP_PARATAXIS) content = k->head;
    if (content < 0) continue;
    Heads h = {.n = 0};
    verb_subject(s, t, &h);
    Attribution a = {h.n ? (int32_t)h.at[0] : -1, t, 0, 0};
    tree_hull(s->d, (uint32_t)content, &a.first, &a.last);
    VEC_PUSH(s->d->arena, &list, a);
  }
  *out = (Attributions){list.at, list.n};
}
