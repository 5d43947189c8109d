/* What hangs on an act: its day, its place, who says so, and the words that carry it. */
#include "what/path.h"

enum { UP = 10, WORDS_MAX = 15 /* tokens of an act's words */ };

void attach_all(const Stage *s, Act *acts, uint32_t n);

static const Token *tok(const Stage *s, uint32_t t) { return &s->d->tokens[t]; }
static bool verbal(const Token *t) { return t->upos == UPOS_VERB || t->upos == UPOS_AUX; }

/* The token of a span whose head lies outside it. */
static uint32_t span_head(const Doc *d, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++)
    if (d->tokens[t].head < (int32_t)first || d->tokens[t].head > (int32_t)last) return t;
  return last;
}

/* Steps from t up to `to` that stay in one telling: -1 when a relative clause, or what somebody says, lies between. */
static int steps_up(const Stage *s, uint32_t t, uint32_t to) {
  int n = 0;
  for (int32_t i = (int32_t)t; i >= 0 && n < UP; i = tok(s, (uint32_t)i)->head, n++) {
    if ((uint32_t)i == to) return n;
    int rel = tok(s, (uint32_t)i)->deprel;
    if (rel == DEP_ACL_RELCL || rel == DEP_PARATAXIS) return -1;
    if (rel == DEP_CCOMP && tok(s, (uint32_t)i)->head >= 0 && what_word(s, (uint32_t)tok(s, (uint32_t)i)->head, W_SAY)) return -1;
  }
  return -1;
}

/* Does some frame make an act of this noun ("attack", "arrest")? */
static bool names_act(const Stage *s, uint32_t noun) {
  for (uint32_t x = 0; x < s->what->n; x++) {
    const Frames *f = &s->what->frames[x];
    uint32_t first;
    if (!tok(s, noun)->lemma || !keymap_get(&f->by_lemma, tok(s, noun)->lemma, &first)) continue;
    for (uint32_t i = first; i < first + f->run[first]; i++)
      if (f->triggers[i].pos == POS_NOUN && !f->triggers[i].part) return true;
  }
  return false;
}

/* May a word of time or place pass through this word to the act?  Through a place ("at a mosque in Kabul"), not through another act ("a warrant over the arrest
** of judges in 2007"). */
static bool passes(const Stage *s, const Act *a, uint32_t noun) {
  return verbal(tok(s, noun)) || tok(s, noun)->head == (int32_t)a->trigger || !names_act(s, noun);
}

/* How far a word (of time, of place) is from an act; `side` lets it stand in a clause beside ("killed when a bomb went off in"): 0 hangs on the trigger; more on a word above it; -1 is another clause's. */
static int distance(const Stage *s, const Act *a, uint32_t head, bool side) {
  int32_t light = verbal(tok(s, a->trigger)) ? -1 : light_verb(s, a->trigger);
  int n = 0;
  for (int32_t g = (int32_t)head; g >= 0 && n < UP; g = tok(s, (uint32_t)g)->head, n++) {
    if ((uint32_t)g == a->trigger || g == light) return n <= 1 ? 0 : 1;
    int up = n ? steps_up(s, a->trigger, (uint32_t)g) : -1;
    if (up >= 0) return 2 * up + n;
    if (n && !passes(s, a, (uint32_t)g)) return -1;
    int rel = tok(s, (uint32_t)g)->deprel;
    if (rel == DEP_ACL_RELCL || rel == DEP_CCOMP || rel == DEP_PARATAXIS ||
        (n && verbal(tok(s, (uint32_t)g)) && rel != DEP_CONJ && rel != DEP_XCOMP && !(side && rel == DEP_ADVCL)))
      return -1;
  }
  return -1;
}

static void find_date(const Stage *s, Act *a) {
  int best = -1;
  for (uint32_t i = 0; s->when && i < s->when->n; i++) {
    const Timex *x = &s->when->at[i];
    if (tok(s, x->first)->sent != a->sent || x->type == TIMEX_DURATION || x->type == TIMEX_SET || !date_known(x->date)) continue;
    int d = distance(s, a, span_head(s->d, x->first, x->last), false);
    if (d >= 0 && (best < 0 || d < best)) {
      best = d;
      a->timex = (int32_t)i;
    }
  }
}

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

static bool locative(const Stage *s, uint32_t head) {
  EACH_DEP (s->d, c, head)
    if (tok(s, (uint32_t)c)->deprel == DEP_CASE && what_word(s, (uint32_t)c, W_PLACE)) return true;
  return false;
}

static bool is_role(const Stage *s, const Act *a, uint32_t head) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (tree_below(s->d, head, a->who.at[i])) return a->who.at[i] == head || !locative(s, head);
  for (uint32_t i = 0; i < a->whom.n; i++)
    if (tree_below(s->d, head, a->whom.at[i])) /* "arrived in Malta": whom and where */
      return !locative(s, head);
  return false;
}

static void find_place(const Stage *s, Act *a) {
  int best = -1;
  for (uint32_t i = 0; s->where && i < s->where->n; i++) {
    const Place *p = &s->where->at[i];
    if (tok(s, p->first)->sent != a->sent || p->feature == 'U') continue;
    uint32_t head = span_head(s->d, p->first, p->last);
    if (is_role(s, a, head) || !locative(s, head)) continue;
    int d = distance(s, a, head, true);
    if (d < 0) continue;
    int score = d * 2 + grain(p->feature);
    if (best < 0 || score < best) {
      best = score;
      a->where = (int32_t)i;
    }
  }
}

static const TypeRec *type_of(const Stage *s, const Act *a) {
  const Frames *f = &s->what->frames[a->lex];
  return &f->onto.types[f->codes[a->code].type];
}

static bool same_country(const Mention *a, const Mention *b) {
  return a->nparties && b->nparties && a->parties[0].country[0] && !memcmp(a->parties[0].country, b->parties[0].country, 4);
}

/* Who tells of its own side's words is no source ("his spokesman said the president would agree"); who tells of its own deeds is ("the army said it took"). */
static bool tells_own(const Stage *s, const Act *a, const Mention *m) {
  uint8_t quad = type_of(s, a)->quad;
  bool words = quad == 1 || quad == 3 || a->future_promise;
  for (uint32_t i = 0; words && i < a->who.n; i++) {
    int32_t k = s->who->of[a->who.at[i]];
    if (k >= 0 && (s->who->at[k].entity == m->entity ||
                   (same_country(&s->who->at[k], m) && s->who->at[k].flags & (MEN_COREF | MEN_DEFINITE | MEN_STATE))))
      return true;
  }
  return false;
}

static void add_source(const Stage *s, Act *a, uint32_t head) {
  const Mention *m = s->who->of[head] < 0 ? NULL : &s->who->at[s->who->of[head]];
  /* "Chinese media Xinhua": the name that stands right behind a noun is who says it. */
  if (m && !(m->flags & MEN_NAMED) && m->last + 1 < s->d->ntokens && tok(s, m->last + 1)->sent == a->sent && s->who->of[m->last + 1] >= 0) {
    const Mention *name = &s->who->at[s->who->of[m->last + 1]];
    if (name->flags & MEN_NAMED && name->kind == MENTION_ORGANISATION && name->nparties) {
      head = m->last + 1;
      m = name;
    }
  }
  if (m && m->nparties && m->kind != MENTION_OTHER && !tells_own(s, a, m)) heads_add(&a->source, head);
}

/* Who says: the subject, or behind the verb what a tree may take for its object ("reported the agency"). */
static void sayers(const Stage *s, Act *a, uint32_t verb, bool inverted) {
  Heads h = {.n = 0};
  int32_t own = tree_dep(s->d, verb, DEP_NSUBJ), obj = tree_dep(s->d, verb, DEP_OBJ);
  if (inverted && own < 0 && obj > (int32_t)verb) heads_add(&h, (uint32_t)obj);
  else verb_subject(s, verb, &h);
  path_join(s, &h);
  for (uint32_t i = 0; i < h.n; i++) add_source(s, a, h.at[i]);
}

/* "reported X" behind the clause, "according to X" on it. */
static void clause_sources(const Stage *s, Act *a, uint32_t clause) {
  EACH_DEP (s->d, c, clause) {
    const Token *k = tok(s, (uint32_t)c);
    bool beside = k->deprel == DEP_PARATAXIS ||
                  ((k->deprel == DEP_CONJ || k->deprel == DEP_ADVCL) && tree_dep(s->d, (uint32_t)c, DEP_CC) < 0 && (uint32_t)c > clause);
    if (beside && verbal(k) && what_word(s, (uint32_t)c, W_SAY) && tree_dep(s->d, (uint32_t)c, DEP_CCOMP) < 0)
      sayers(s, a, (uint32_t)c, true);
  }
}

/* "according to police" at the end of a sentence stands for all of it, wherever the tree hangs it. */
static void according(const Stage *s, Act *a) {
  const Sent *sent = &s->d->sents[a->sent];
  for (uint32_t t = sent->first; t < sent->first + sent->n; t++) {
    int32_t mark = tok(s, t)->deprel == DEP_OBL || tok(s, t)->deprel == DEP_NMOD ? tree_dep(s->d, t, DEP_CASE) : -1;
    if (mark >= 0 && what_word(s, (uint32_t)mark, W_ACCORDING)) add_source(s, a, t);
  }
}

/* An act named in passing ("after the attacks on its ally") is nobody's report. */
static bool in_passing(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  if (verbal(k) || k->upos == UPOS_ADJ || light_verb(s, t) >= 0) return false;
  return k->deprel == DEP_OBL || k->deprel == DEP_NMOD || k->deprel == DEP_COMPOUND;
}

static void find_source(const Stage *s, Act *a) {
  int n = 0;
  for (int32_t i = (int32_t)a->trigger; i >= 0 && n < UP && !a->source.n && !in_passing(s, a->trigger);
       i = tok(s, (uint32_t)i)->head, n++) {
    clause_sources(s, a, (uint32_t)i);
    const Token *t = tok(s, (uint32_t)i);
    bool said = t->deprel == DEP_CCOMP || t->deprel == DEP_PARATAXIS || (t->deprel == DEP_OBJ && !verbal(t) && (uint32_t)i == a->trigger) ||
                (t->deprel == DEP_XCOMP && i >= 0);
    if (said && t->head >= 0 && what_word(s, (uint32_t)t->head, W_SAY) && (uint32_t)t->head != a->trigger)
      sayers(s, a, (uint32_t)t->head, false);
    if (t->deprel == DEP_ACL_RELCL) break;
  }
  if (!a->source.n) according(s, a);
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
  for (uint32_t i = 0; i < n; i++) {
    find_date(s, &acts[i]);
    find_place(s, &acts[i]);
    find_source(s, &acts[i]);
    find_words(s, &acts[i]);
  }
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
