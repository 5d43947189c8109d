/* What hangs on an act: its day, its place, who says so, and the words that carry it. */
#include "what/status.h"
#include <string.h>

enum {
  UP = 10,
  ELSEWHERE = 20,      /* a distance beyond all in one clause */
  WORDS_MAX = 15,      /* tokens of an act's words */
  STORY_DAYS = 14,     /* a day longer ago is history, not the story's */
  STORY_SENTENCES = 6, /* for so many sentences a day is remembered */
  LEAD_SENTENCES = 3   /* the title's day is said within these */
};

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

/* "the 2012 election", "a June agreement": a date that stands before a noun dates that noun. */
static bool before_noun(const Stage *s, uint32_t head) {
  const Token *t = tok(s, head);
  switch (t->deprel) {
  case DEP_COMPOUND:
  case DEP_AMOD:
  case DEP_NUMMOD:
  case DEP_NMOD_DESC:
  case DEP_NMOD_POSS:
  case DEP_NMOD_UNMARKED: return t->head > (int32_t)head;
  default: return false;
  }
}

/* May the date be that of something done?  Not one to come, nor a year or month that is still going on beside the day of the report. */
static bool may_date(const Stage *s, const Act *a, const Timex *x) {
  if (a->status == STATUS_FUTURE) return true;
  int32_t from = date_days(x->date), today = date_days(s->d->date);
  if (from > today) return false;
  if (x->granularity == GRAN_YEAR && x->date.year == s->d->date.year) return false;
  return true;
}

static void find_date(const Stage *s, Act *a) {
  int best = -1;
  for (uint32_t i = 0; s->when && i < s->when->n; i++) {
    const Timex *x = &s->when->at[i];
    if (tok(s, x->first)->sent != a->sent || x->type == TIMEX_DURATION || x->type == TIMEX_SET || !date_known(x->date)) continue;
    if (!may_date(s, a, x)) continue;
    uint32_t head = span_head(s->d, x->first, x->last);
    if (before_noun(s, head) && tok(s, head)->head != (int32_t)a->trigger) continue;
    int d = distance(s, a, head, false);
    if (d >= 0 && (best < 0 || d < best)) {
      best = d;
      a->timex = (int32_t)i;
    }
  }
}

/* ---- the day that a story is about ---- */

static bool past_tense(const Stage *s, uint32_t v) {
  if (tok(s, v)->xpos == XPOS_VBD) return true;
  EACH_DEP (s->d, c, v)
    if ((tok(s, (uint32_t)c)->deprel == DEP_AUX || tok(s, (uint32_t)c)->deprel == DEP_AUX_PASS || tok(s, (uint32_t)c)->deprel == DEP_COP) &&
        tok(s, (uint32_t)c)->xpos == XPOS_VBD)
      return true;
  return false;
}

static int32_t sentence_root(const Stage *s, uint32_t sent) {
  const Sent *k = &s->d->sents[sent];
  for (uint32_t t = k->first; t < k->first + k->n; t++)
    if (tok(s, t)->head < 0) return (int32_t)t;
  return -1;
}

/* The day of a sentence's main verb, or -1. */
static int32_t main_day(const Stage *s, uint32_t sent) {
  int32_t root = sentence_root(s, sent), found = -1, best = -1;
  if (root < 0 || (!verbal(tok(s, (uint32_t)root)) && !past_tense(s, (uint32_t)root))) return -1;
  Act a = {.trigger = (uint32_t)root, .sent = sent};
  for (uint32_t i = 0; s->when && i < s->when->n; i++) {
    const Timex *x = &s->when->at[i];
    if (tok(s, x->first)->sent != sent || x->type > TIMEX_TIME || !date_known(x->date)) continue;
    if (x->granularity != GRAN_DAY || date_days(x->date) > date_days(s->d->date)) continue;
    uint32_t head = span_head(s->d, x->first, x->last);
    if (before_noun(s, head)) continue;
    int d = distance(s, &a, head, false);
    if (d >= 0 && (best < 0 || d < best)) {
      best = d;
      found = (int32_t)i;
    }
  }
  return found;
}

/* For each sentence the date that the story has come to: that of the last main verb with a day of its own.  It holds for a few sentences ("On Tuesday he
** pardoned ...  He also freed ..."); the title tells of the day that the report begins with. */
static int32_t *story_days(const Stage *s) {
  int32_t *day = ARENA_ARRAY(s->d->arena, int32_t, s->d->nsents + 1), now = -1, lead = -1;
  uint32_t body = 0, since = 0;
  for (uint32_t i = 0; i < s->d->nsents; i++) {
    day[i] = -1;
    if (s->d->sents[i].kind != SENT_BODY) continue;
    int32_t own = main_day(s, i);
    if (own >= 0) {
      bool recent = date_days(s->d->date) - date_days(s->when->at[own].date) <= STORY_DAYS;
      now = recent ? own : -1;
      since = 0;
    }
    if (lead < 0 && body++ < LEAD_SENTENCES) lead = now;
    day[i] = since++ < STORY_SENTENCES ? now : -1;
  }
  for (uint32_t i = 0; i < s->d->nsents; i++)
    if (s->d->sents[i].kind == SENT_TITLE) day[i] = lead;
  return day;
}

static bool background_noun(const Stage *s, uint32_t t) {
  int32_t c = tree_dep(s->d, t, DEP_CASE);
  return c >= 0 && what_word(s, (uint32_t)c, W_BACKGROUND);
}

/* Told as done before the main telling: in the pluperfect, in a participle or relative clause, by a noun behind "following" or on another noun. */
static bool told_aside(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  if (status_of(s, t).pluperfect) return true;
  if (verbal(k) || k->upos == UPOS_ADJ) return k->deprel == DEP_ACL || k->deprel == DEP_ACL_RELCL || k->deprel == DEP_AMOD;
  if (light_verb(s, t) >= 0) return false;
  return background_noun(s, t) || k->deprel == DEP_NMOD || k->deprel == DEP_APPOS || k->deprel == DEP_COMPOUND;
}

/* What has no date of its own has the story's: in the title, and in the past tense. */
static void carry_date(const Stage *s, Act *a, const int32_t *day) {
  if (a->timex >= 0 || a->background || a->already || a->status != STATUS_ACTUAL) return;
  int32_t root = sentence_root(s, a->sent);
  if (s->d->sents[a->sent].kind == SENT_TITLE) a->timex = day[a->sent];
  else if (root >= 0 && past_tense(s, (uint32_t)root)) a->timex = day[a->sent];
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

static bool has_case(const Stage *s, uint32_t head, int class) {
  EACH_DEP (s->d, c, head)
    if (tok(s, (uint32_t)c)->deprel == DEP_CASE && what_word(s, (uint32_t)c, class)) return true;
  return false;
}

static bool locative(const Stage *s, uint32_t head) { return has_case(s, head, W_PLACE); }

/* Is the word part of a phrase that says where, and no more: "the city of", "the region", a word of a longer name? */
static bool place_word(const Stage *s, uint32_t t) {
  const Who *w = s->what->who;
  return tok(s, t)->ne == NE_PLACE || who_class(w, w->classes[WORDS_PLACE], tok(s, t)->lemma) ||
         who_class(w, w->classes[WORDS_PLACE], tok(s, t)->low);
}

/* The next word outwards of a phrase of place ("the northern city of | X", "Y's X | region"), or -1. */
static int32_t place_outwards(const Stage *s, uint32_t t) {
  switch (tok(s, t)->deprel) {
  case DEP_NMOD:
  case DEP_NMOD_POSS:
  case DEP_NMOD_UNMARKED:
  case DEP_NMOD_DESC:
  case DEP_COMPOUND:
  case DEP_APPOS:
  case DEP_FLAT:
  case DEP_FLAT_NAME:
  case DEP_CONJ: return tok(s, t)->head >= 0 && place_word(s, (uint32_t)tok(s, t)->head) ? tok(s, t)->head : -1;
  default: return -1;
  }
}

/* The head of the phrase that a place stands in: the first outwards with a preposition of place, else the outermost. */
static uint32_t place_phrase(const Stage *s, const Place *p) {
  uint32_t t = span_head(s->d, p->first, p->last);
  for (int n = 0; n < UP && !locative(s, t) && place_outwards(s, t) >= 0; n++) t = (uint32_t)place_outwards(s, t);
  return t;
}

static bool is_role(const Stage *s, const Act *a, uint32_t head) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (tree_below(s->d, head, a->who.at[i])) return a->who.at[i] == head || !locative(s, head);
  for (uint32_t i = 0; i < a->whom.n; i++)
    if (tree_below(s->d, head, a->whom.at[i])) /* "arrived in Malta": whom and where */
      return !locative(s, head);
  return false;
}

static const TypeRec *type_of(const Stage *s, const Act *a) {
  const Frames *f = &s->what->frames[a->lex];
  return &f->onto.types[f->codes[a->code].type];
}

static bool is_type(const Stage *s, const Act *a, const char *name) {
  return !strcmp(s->what->frames[a->lex].onto.str + type_of(s, a)->type, name);
}

static bool is_visit(const Stage *s, const Act *a) {
  return is_type(s, a, "CONSULT") && !strcmp(s->what->frames[a->lex].onto.str + type_of(s, a)->mode, "visit");
}

/* Done by words: where it was voiced is its place, not where its content would happen. */
static bool by_words(const Stage *s, const Act *a) {
  uint8_t quad = type_of(s, a)->quad;
  return a->future_promise || ((quad == 1 || quad == 3) && !is_type(s, a, "CONSULT"));
}

/* May the preposition of a phrase say where such an act was?  Words and sanctions are not "to", "from" or "over" a place; force and visits are. */
static bool case_fits(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  Key c = tree_case(s->d, head, NULL);
  bool named = head >= p->first && head <= p->last, land = p->feature == 'C' || p->feature == 'A' || p->feature == 'P';
  if (c == key_fold(STR("on")) && named && land) return false; /* "sanctions on X"; but "on the island of X" */
  if (has_case(s, head, W_PLACE_AT)) return true;
  if (by_words(s, a) || is_type(s, a, "SANCTION")) return false;
  if (c == key_fold(STR("between"))) return false;
  return is_type(s, a, "CONSULT") ? c != key_fold(STR("from")) : c != key_fold(STR("to"));
}

/* How far a phrase of place is from an act; -1: it says nothing of it.  Words are spoken where the phrase is the verb's own or stands before it ("in talks in X
** they agreed"); for what is done by force any place of the sentence will do. */
static int place_distance(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  if (!case_fits(s, a, p, head)) return -1;
  int d = distance(s, a, head, true);
  if (by_words(s, a)) return tok(s, head)->head == (int32_t)a->trigger || head < a->trigger ? d : -1;
  if (d < 0 && !is_type(s, a, "SANCTION") && has_case(s, head, W_PLACE_AT)) return head < a->trigger ? ELSEWHERE + 1 : ELSEWHERE;
  return d;
}

/* A place that the act is done to: "visits X", "captured the town of X", "the shelling of X". */
static bool done_to(const Stage *s, const Act *a, const Place *p, uint32_t head) {
  const Token *t = tok(s, head);
  bool visit = is_visit(s, a), force = p->feature != 'C' && (is_type(s, a, "ASSAULT") || is_type(s, a, "COERCE"));
  if (t->head != (int32_t)a->trigger || (!visit && !force)) return false;
  Key c = tree_case(s->d, head, NULL);
  if (visit && c == key_fold(STR("to"))) return true;
  return t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS ||
         ((t->deprel == DEP_NMOD || t->deprel == DEP_OBL) &&
          (c == key_fold(STR("of")) || c == key_fold(STR("on")) || c == key_fold(STR("against"))));
}

static void take_nearer(int d, const Place *p, uint32_t i, int *best, int32_t *out) {
  int score = d * 2 + grain(p->feature);
  if (d < 0 || (*best >= 0 && score >= *best)) return;
  *best = score;
  *out = (int32_t)i;
}

static void find_place(const Stage *s, Act *a) {
  int best = -1, nearest = -1;
  a->near = -1;
  for (uint32_t i = 0; s->where && i < s->where->n; i++) {
    const Place *p = &s->where->at[i];
    if (tok(s, p->first)->sent != a->sent || (p->feature == 'U' && !p->country[0])) continue;
    uint32_t head = place_phrase(s, p);
    if (done_to(s, a, p, head)) {
      take_nearer(2, p, i, &best, &a->where);
      continue;
    }
    if (!locative(s, head) || is_role(s, a, head)) continue;
    take_nearer(distance(s, a, head, true), p, i, &nearest, &a->near);
    take_nearer(place_distance(s, a, p, head), p, i, &best, &a->where);
  }
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
  int32_t *day = story_days(s);
  for (uint32_t i = 0; i < n; i++) {
    find_date(s, &acts[i]);
    acts[i].background = told_aside(s, acts[i].trigger);
    carry_date(s, &acts[i], day);
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
