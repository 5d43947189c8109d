/* What a tree of headlines and of long titles has wrong often, told by its shape alone. */
#include "code/mend.h"

#include "text/segment.h"
#include "text/tree.h"

static Token *tok(const Doc *d, uint32_t t) { return &d->tokens[t]; }
static bool is_noun(const Token *t) { return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN; }

static bool has(const Doc *d, uint32_t t, int rel) { return tree_dep(d, t, rel) >= 0; }

/* "French police arrest two men": a word that a tree calls a noun, though it has an object and stands where the verb does: its compound is who does it. */
static bool noun_that_is_verb(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  bool main = t->deprel == DEP_ROOT || t->deprel == DEP_PARATAXIS || t->deprel == DEP_CCOMP;
  if (!main || t->xpos == XPOS_VBN || !has(d, v, DEP_OBJ) || has(d, v, DEP_DET) || has(d, v, DEP_CASE) || has(d, v, DEP_NSUBJ) || v == 0)
    return false;
  if (t->upos != UPOS_NOUN && (t->upos != UPOS_VERB || !has(d, v, DEP_COMPOUND))) return false;
  int32_t subject = -1;
  EACH_DEP (d, c, v)
    if ((uint32_t)c < v && tok(d, (uint32_t)c)->deprel == DEP_COMPOUND && is_noun(tok(d, (uint32_t)c))) subject = c;
  if (subject != (int32_t)v - 1) return false;
  EACH_DEP (d, c, v) {
    Token *k = tok(d, (uint32_t)c);
    if (c < subject && (k->deprel == DEP_COMPOUND || k->deprel == DEP_AMOD || k->deprel == DEP_NUMMOD || k->deprel == DEP_NMOD_POSS))
      k->head = subject;
  }
  tok(d, (uint32_t)subject)->deprel = DEP_NSUBJ;
  t->upos = UPOS_VERB;
  t->xpos = t->xpos == XPOS_NNS ? XPOS_VBZ : XPOS_VBP;
  return true;
}

/* A span of time, which stands without a preposition too: "took off last week". */
static bool is_span(const Token *t) {
  static const char *const spans[] = {"day", "week", "month", "year", "night", "morning", "evening", "afternoon", "time", "hour", "minute"};
  for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
    if (str_is(t->lemma_text, spans[i])) return true;
  return false;
}

/* "called off | a meeting": a bare noun behind a verb and its particle is its object. */
static bool object_behind_particle(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  uint32_t first, last;
  if ((k->deprel != DEP_XCOMP && k->deprel != DEP_OBL) || k->upos != UPOS_NOUN || k->head < 0 || k->head > (int32_t)t) return false;
  int32_t particle = tree_dep(d, (uint32_t)k->head, DEP_COMPOUND_PRT);
  if (particle < 0 || has(d, (uint32_t)k->head, DEP_OBJ) || has(d, (uint32_t)k->head, DEP_NSUBJ_PASS) || is_span(k)) return false;
  tree_hull(d, t, &first, &last);
  if (first != (uint32_t)particle + 1 || has(d, t, DEP_COP) || has(d, t, DEP_MARK) || has(d, t, DEP_CASE)) return false;
  k->deprel = DEP_OBJ;
  return true;
}

/* "handed over | their weapons": the particle of such verbs is no preposition of what follows. */
static bool particle_that_is_case(Doc *d, uint32_t c) {
  static const char *const verbs[][2] = {
      {"hand", "over"}, {"call", "off"},   {"carry", "out"}, {"rule", "out"},  {"set", "up"},      {"cut", "off"},
      {"give", "up"},   {"turn", "over"},  {"take", "over"}, {"lay", "down"},  {"shoot", "down"},  {"seal", "off"},
      {"break", "off"}, {"wipe", "out"},   {"kick", "out"},  {"throw", "out"}, {"shut", "down"},   {"close", "down"},
      {"set", "off"},   {"put", "off"},    {"blow", "up"},   {"round", "up"},  {"step", "up"},     {"break", "up"},
      {"call", "up"},   {"bring", "down"}, {"tear", "down"}, {"gun", "down"},  {"strike", "down"}, {"turn", "down"},
      {"play", "down"}, {"drive", "out"},  {"force", "out"}, {"phase", "out"}, {"single", "out"},  {"cordon", "off"}};
  Token *k = tok(d, c);
  if (k->deprel != DEP_CASE || c == 0 || k->head < (int32_t)c) return false;
  Token *noun = tok(d, (uint32_t)k->head), *verb = tok(d, c - 1);
  if (noun->deprel != DEP_OBL || noun->head != (int32_t)c - 1 || verb->upos != UPOS_VERB || has(d, c - 1, DEP_OBJ) ||
      has(d, c - 1, DEP_NSUBJ_PASS))
    return false;
  int32_t other = tree_dep(d, (uint32_t)k->head, DEP_CASE);
  EACH_DEP (d, x, (uint32_t)k->head)
    if (tok(d, (uint32_t)x)->deprel == DEP_CASE && x != other) return false; /* "out of" */
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (str_is(verb->lemma_text, verbs[i][0]) && str_eq_nocase(tok_text(d, k), str_of(verbs[i][1]))) {
      k->head = (int32_t)c - 1;
      k->deprel = DEP_COMPOUND_PRT;
      noun->deprel = DEP_OBJ;
      return true;
    }
  return false;
}

/* "pulled | out | of the accord": the particle of the verb right before it. */
static bool out_of(Doc *d, uint32_t c) {
  Token *k = tok(d, c);
  if (k->deprel != DEP_CASE || c == 0 || c + 1 >= d->ntokens || k->head < (int32_t)c) return false;
  const Token *of = tok(d, c + 1), *noun = tok(d, (uint32_t)k->head);
  if (of->deprel != DEP_CASE || of->head != k->head || noun->deprel != DEP_OBL || noun->head != (int32_t)c - 1) return false;
  if (!str_eq_nocase(tok_text(d, k), STR("out")) || !str_eq_nocase(tok_text(d, of), STR("of")) || tok(d, c - 1)->upos != UPOS_VERB ||
      has(d, c - 1, DEP_NSUBJ_PASS))
    return false;
  k->head = (int32_t)c - 1;
  k->deprel = DEP_COMPOUND_PRT;
  return true;
}

/* Hands what hangs on `from` over to `to`. */
static void hand_over(Doc *d, uint32_t from, uint32_t to) {
  EACH_DEP (d, c, from)
    if ((uint32_t)c != to) tok(d, (uint32_t)c)->head = (int32_t)to;
}

/* "Iran test | -fired a missile", "has test-fired two missiles": a verb behind a hyphen, hung on the noun before it or on what it is done to. */
static bool verb_behind_hyphen(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (v < 3 || t->upos != UPOS_VERB || has(d, v, DEP_AUX) || !str_eq(tok_text(d, tok(d, v - 1)), STR("-"))) return false;
  Token *noun = tok(d, v - 2), *have = tok(d, v - 3);
  if (noun->upos != UPOS_NOUN || tok(d, v - 3)->sent != t->sent) return false;
  if (have->upos == UPOS_VERB && tok_is(have, key_fold(STR("have")))) {
    int32_t object = t->deprel == DEP_AMOD ? t->head : -1;
    if (object < 0 && has(d, v, DEP_NSUBJ)) return false;
    if (object >= 0 && tok(d, (uint32_t)object)->head != (int32_t)v - 3) return false;
    bool under = false; /* hung on "have", be it by what is done to */
    for (int32_t h = t->head; h >= 0 && !under; h = tok(d, (uint32_t)h)->head) under = h == (int32_t)v - 3;
    hand_over(d, v - 3, v);
    if (under) {
      t->head = have->head;
      t->deprel = have->deprel;
    }
    have->head = (int32_t)v;
    have->deprel = DEP_AUX;
    have->upos = UPOS_AUX;
  } else if (t->head == (int32_t)v - 2 && has(d, v, DEP_OBJ)) {
    hand_over(d, v - 2, v);
    t->head = noun->head;
    t->deprel = noun->deprel;
  } else if (noun->head == (int32_t)v && noun->deprel == DEP_NSUBJ && have->head == (int32_t)v - 2 && is_noun(have)) {
    hand_over(d, v - 2, v);
  } else return false;
  if (have->deprel == DEP_COMPOUND) have->deprel = DEP_NSUBJ;
  noun->head = (int32_t)v;
  noun->deprel = DEP_COMPOUND;
  return true;
}

/* A noun that has both a subject and an object is a verb. */
static bool noun_with_object(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->upos != UPOS_NOUN || !has(d, v, DEP_NSUBJ) || !has(d, v, DEP_OBJ) || has(d, v, DEP_COP) || has(d, v, DEP_DET)) return false;
  t->upos = UPOS_VERB;
  t->xpos = t->xpos == XPOS_NNS ? XPOS_VBZ : XPOS_VBP;
  return true;
}

static bool is_finite(const Doc *d, uint32_t v) {
  int32_t aux = tree_dep(d, v, DEP_AUX);
  if (aux < 0) aux = tree_dep(d, v, DEP_AUX_PASS);
  int tag = tok(d, aux >= 0 ? (uint32_t)aux : v)->xpos;
  return tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP || tag == XPOS_MD;
}

/* "told reporters | that police had seized", "complained to the court | that": a clause with its own subject behind "that" is what is
** told, not a relative clause of who is told. */
static bool clause_that_is_told(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  int32_t mark = tree_dep(d, v, DEP_MARK), told = t->head, verb = told >= 0 ? tok(d, (uint32_t)told)->head : -1, to;
  if (t->deprel != DEP_ACL_RELCL && t->deprel != DEP_ACL) return false;
  if (mark < 0 || tok(d, (uint32_t)mark)->upos != UPOS_SCONJ || !has(d, v, DEP_NSUBJ) || verb < 0 ||
      tok(d, (uint32_t)verb)->upos != UPOS_VERB)
    return false;
  int rel = tok(d, (uint32_t)told)->deprel;
  bool addressed = rel == DEP_OBL && is_finite(d, v) && tree_case(d, (uint32_t)told, &to) == key_fold(STR("to"));
  if (!addressed && ((rel != DEP_OBJ && rel != DEP_IOBJ) || has(d, (uint32_t)told, DEP_DET))) return false;
  if (!str_eq_nocase(tok_text(d, tok(d, (uint32_t)mark)), STR("that"))) return false;
  t->head = verb;
  t->deprel = DEP_CCOMP;
  return true;
}

/* The noun that ends right before a verb, and that a tree joins to a noun further back: its head, or -1. */
static int32_t joined_before(const Doc *d, uint32_t v) {
  uint32_t first, last;
  for (int32_t n = (int32_t)v - 1, steps = 0; n > 0 && n < (int32_t)v && steps < 8; n = tok(d, (uint32_t)n)->head, steps++) {
    if (tok(d, (uint32_t)n)->sent != tok(d, v)->sent || !is_noun(tok(d, (uint32_t)n))) return -1;
    if (tok(d, (uint32_t)n)->deprel != DEP_CONJ) continue;
    tree_hull(d, (uint32_t)n, &first, &last);
    return last == v - 1 ? n : -1;
  }
  return -1;
}

/* "Chad recalled its envoy from Mali, and | Niger criticised Chad": the noun between ", and" and a finite verb is its subject. */
static bool subject_behind_and(Doc *d, uint32_t v) {
  const Token *t = tok(d, v);
  if (t->deprel != DEP_CONJ || t->upos != UPOS_VERB || v < 3 || has(d, v, DEP_NSUBJ) || has(d, v, DEP_NSUBJ_PASS)) return false;
  if (t->xpos != XPOS_VBD && t->xpos != XPOS_VBZ && t->xpos != XPOS_VBP) return false;
  int32_t n = joined_before(d, v);
  int32_t and = n < 0 ? -1 : tree_dep(d, (uint32_t)n, DEP_CC);
  if (n >= 0 && and < 0) and = tree_dep(d, v, DEP_CC); /* a tree may hang it on the verb */
  if (and < 1 || and > n || has(d, (uint32_t)n, DEP_CASE)) return false;
  const Token *up = t->head >= 0 ? tok(d, (uint32_t)t->head) : t;
  bool odd = (up->xpos == XPOS_VBZ && t->xpos == XPOS_VBP) ||
             (up->xpos == XPOS_VBP && t->xpos == XPOS_VBZ); /* "kills two and clashes break out" */
  if (d->text.p[tok(d, (uint32_t) and -1)->at] != ',' && !odd) return false;
  tok(d, (uint32_t) and)->head = (int32_t)v;
  tok(d, (uint32_t)n)->head = (int32_t)v;
  tok(d, (uint32_t)n)->deprel = DEP_NSUBJ;
  return true;
}

/* The phrase that stands right behind a word without a preposition, hung on it as if by one: its head, or -1. */
static int32_t bare_phrase_behind(const Doc *d, uint32_t v) {
  EACH_DEP (d, c, v) {
    const Token *k = tok(d, (uint32_t)c);
    uint32_t first, last;
    if ((uint32_t)c < v || !is_noun(k) || (k->deprel != DEP_APPOS && k->deprel != DEP_NMOD && k->deprel != DEP_NMOD_UNMARKED)) continue;
    tree_hull(d, (uint32_t)c, &first, &last);
    if (first == v + 1 && !has(d, (uint32_t)c, DEP_CASE) && !(tok(d, first)->flags & TOK_PUNCT)) return c;
  }
  return -1;
}

/* "A court sentences the former mayor to": a plural behind a singular, with a bare phrase right behind it. */
static bool plural_that_is_verb(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  int32_t object = t->deprel == DEP_ROOT && t->xpos == XPOS_NNS && v > 0 ? bare_phrase_behind(d, v) : -1;
  if (object < 0) return false;
  Token *subject = tok(d, v - 1);
  if (subject->head != (int32_t)v || subject->deprel != DEP_COMPOUND || !is_noun(subject)) return false;
  EACH_DEP (d, c, v) {
    Token *k = tok(d, (uint32_t)c);
    if ((uint32_t)c < v - 1) k->head = (int32_t)v - 1;
    else if (c == object) k->deprel = DEP_OBJ;
    else if (k->deprel == DEP_NMOD || k->deprel == DEP_NMOD_UNMARKED) k->deprel = DEP_OBL;
  }
  subject->deprel = DEP_NSUBJ;
  t->upos = UPOS_VERB;
  t->xpos = XPOS_VBZ;
  return true;
}

/* "A jury indicts the former mayor": a finite verb by its tag, a noun by its class. */
static bool noun_that_is_finite(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->upos != UPOS_NOUN || (t->xpos != XPOS_VBZ && t->xpos != XPOS_VBD && t->xpos != XPOS_VBP)) return false;
  if (!has(d, v, DEP_NSUBJ) || has(d, v, DEP_COP) || has(d, v, DEP_DET)) return false;
  int32_t object = has(d, v, DEP_OBJ) ? -1 : bare_phrase_behind(d, v);
  if (object >= 0) tok(d, (uint32_t)object)->deprel = DEP_OBJ;
  t->upos = UPOS_VERB;
  return true;
}

/* "The envoy reopens the embassy", called an infinitive: its lemma is without the "s". */
static bool finite_not_infinitive(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  Str word = t->lemma_text;
  if (t->upos != UPOS_VERB || t->xpos != XPOS_VB || !has(d, v, DEP_NSUBJ) || has(d, v, DEP_AUX) || has(d, v, DEP_MARK)) return false;
  if (word.n < 4 || !str_ends(word, STR("s")) || str_ends(word, STR("ss")) || !str_eq_nocase(word, tok_text(d, t))) return false;
  bool es = str_ends(word, STR("shes")) || str_ends(word, STR("ches")) || str_ends(word, STR("xes")) || str_ends(word, STR("sses"));
  t->lemma_text = str_head(word, word.n - (es ? 2 : 1));
  t->lemma = key_fold(t->lemma_text);
  t->xpos = XPOS_VBZ;
  return true;
}

/* "on Vice President | Rosa Rivas": the preposition of a name that a tree hangs on the title before it. */
static bool case_on_title(Doc *d, uint32_t c) {
  Token *k = tok(d, c);
  if (k->deprel != DEP_CASE || k->head < 0) return false;
  const Token *title = tok(d, (uint32_t)k->head);
  if ((title->deprel == DEP_FLAT || title->deprel == DEP_FLAT_NAME) && title->head > (int32_t)c) { /* ... or on the last part of a name */
    k->head = title->head;
    return true;
  }
  if (title->deprel != DEP_NMOD_DESC || title->head <= k->head || c > (uint32_t)k->head) return false;
  k->head = title->head;
  return true;
}

static bool side_by_side(int rel) {
  return rel == DEP_NMOD || rel == DEP_CONJ || rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS || rel == DEP_OBJ || rel == DEP_OBL ||
         rel == DEP_APPOS;
}

/* "Gen. A, the chief of the Division of Kenya, | and Gen. B vowed": a second subject behind "and" stands beside the first. */
static bool second_subject(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->deprel != DEP_NSUBJ || t->head < 0 || !is_noun(t)) return false;
  int32_t and = tree_dep(d, n, DEP_CC), before = tree_dep(d, (uint32_t)t->head, DEP_NSUBJ);
  if (and < 0 || and > (int32_t)n || before < 0 || before >= and || !is_noun(tok(d, (uint32_t)before))) return false;
  t->head = before;
  t->deprel = DEP_CONJ;
  return true;
}

/* "demanded | that Kenya withdraw", "demanded | Kenya withdraw": a clause with a subject of its own is no open one. */
static bool clause_with_subject(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->deprel != DEP_XCOMP || t->upos != UPOS_VERB || !has(d, v, DEP_NSUBJ)) return false;
  int32_t mark = tree_dep(d, v, DEP_MARK);
  if (mark < 0 ? t->xpos == XPOS_VBG || t->xpos == XPOS_VBN : !str_is(tok(d, (uint32_t)mark)->lemma_text, "that")) return false;
  t->deprel = DEP_CCOMP;
  return true;
}

/* "Kenya | mediated": the subject of a finite verb without an auxiliary is one of the active. */
static bool active_subject(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->deprel != DEP_NSUBJ_PASS || t->head < 0) return false;
  const Token *v = tok(d, (uint32_t)t->head);
  bool finite = v->xpos == XPOS_VBD || v->xpos == XPOS_VBZ || v->xpos == XPOS_VBP;
  if (!finite || has(d, (uint32_t)t->head, DEP_AUX_PASS) || has(d, (uint32_t)t->head, DEP_OBL_AGENT)) return false;
  t->deprel = DEP_NSUBJ;
  return true;
}

/* "accused of | spying": what a subordinator marks is a clause, though its verb be called a noun. */
static bool gerund_called_noun(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->upos != UPOS_NOUN || (t->deprel != DEP_OBL && t->deprel != DEP_NMOD) || !has(d, n, DEP_MARK) || has(d, n, DEP_CASE)) return false;
  if (!str_ends(tok_text(d, t), STR("ing")) || t->n < 6) return false;
  t->deprel = t->deprel == DEP_OBL ? DEP_ADVCL : DEP_ACL;
  t->upos = UPOS_VERB;
  t->xpos = XPOS_VBG;
  return true;
}

/* "blamed the attack | on rebels": on whom the blame is laid, not what was attacked. */
static bool blamed_on(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->deprel != DEP_NMOD || t->head < 0 || tree_case(d, n, NULL) != key_fold(STR("on"))) return false;
  const Token *thing = tok(d, (uint32_t)t->head);
  if (thing->deprel != DEP_OBJ || thing->head < 0 || !str_eq(tok(d, (uint32_t)thing->head)->lemma_text, STR("blame"))) return false;
  t->head = thing->head;
  t->deprel = DEP_OBL;
  return true;
}

/* Has the word nothing of its own before it that would begin another phrase? */
static bool begins_bare(const Doc *d, uint32_t t) {
  EACH_DEP (d, c, t)
    if ((uint32_t)c < t) return false;
  return true;
}

static bool has_subject(const Doc *d, uint32_t v) {
  return has(d, v, DEP_NSUBJ) || has(d, v, DEP_NSUBJ_PASS) || has(d, v, DEP_CSUBJ) || has(d, v, DEP_EXPL);
}

/* "..., reported | Kenyan radio": behind what is told and its verb without a subject stands who tells it. */
static bool teller_behind(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->deprel != DEP_OBJ || t->head < 0 || t->head > (int32_t)n || !is_noun(t)) return false;
  uint32_t v = (uint32_t)t->head;
  int32_t told = tree_dep(d, v, DEP_CCOMP);
  if (told < 0 || told > (int32_t)v || has_subject(d, v) || !is_finite(d, v)) return false;
  EACH_DEP (d, c, v)
    if (c > (int32_t)v && tok(d, (uint32_t)c)->deprel == DEP_OBJ) tok(d, (uint32_t)c)->deprel = DEP_NSUBJ; /* "media | Pamoja": both */
  return true;
}

/* "Kenyan troops, | officials said, | shelled": of two subjects of a verb of saying the one set apart before it does what is told. */
static bool subject_before_teller(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->deprel != DEP_CCOMP || t->head < 0 || t->head > (int32_t)v || has_subject(d, v) || !is_finite(d, v)) return false;
  int32_t first = -1, second = -1;
  EACH_DEP (d, c, (uint32_t)t->head)
    if (tok(d, (uint32_t)c)->deprel == DEP_NSUBJ && c < t->head) *(first < 0 ? &first : &second) = c;
  if (second < 0 || !is_noun(tok(d, (uint32_t)first))) return false;
  tok(d, (uint32_t)first)->head = (int32_t)v;
  tok(d, (uint32_t)first)->deprel = has(d, v, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
  return true;
}

/* "were killed by gunmen | near the market": a place behind a bare doer is where it was done, not where the doers are from. */
static bool place_behind_doer(Doc *d, uint32_t n) {
  Token *t = tok(d, n);
  if (t->deprel != DEP_NMOD || t->head < 0 || t->head > (int32_t)n) return false;
  const Token *doer = tok(d, (uint32_t)t->head);
  int32_t word = tree_dep(d, n, DEP_CASE);
  if (doer->deprel != DEP_OBL_AGENT || doer->upos != UPOS_NOUN || word < 0) return false;
  Str prep = tok(d, (uint32_t)word)->lemma_text;
  if (!str_is(prep, "near") && !str_is(prep, "outside") && !str_is(prep, "at")) return false;
  t->head = doer->head;
  t->deprel = DEP_OBL;
  return true;
}

/* "comes as | neighbours Kenya and Uganda | have accused": a finite clause without a subject, right behind a phrase of such a preposition, is its clause. */
static bool subject_behind_as(Doc *d, uint32_t v) {
  static const char *const words[] = {"as", "after", "before", "since", "until"};
  Token *t = tok(d, v);
  uint32_t first, last, first_of_subject;
  if (t->deprel != DEP_ADVCL || t->head < 0 || t->head > (int32_t)v || has_subject(d, v) || has(d, v, DEP_MARK) || !is_finite(d, v))
    return false;
  tree_hull(d, v, &first, &last);
  EACH_DEP (d, c, (uint32_t)t->head) {
    Token *n = tok(d, (uint32_t)c);
    int32_t mark = tree_dep(d, (uint32_t)c, DEP_CASE);
    if (n->deprel != DEP_OBL || !is_noun(n) || mark < 0) continue;
    tree_hull(d, (uint32_t)c, &first_of_subject, &last);
    if (last + 1 != first || (int32_t)first_of_subject != mark) continue;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      if (!str_is(tok(d, (uint32_t)mark)->lemma_text, words[i])) continue;
      n->head = tok(d, (uint32_t)mark)->head = (int32_t)v;
      n->deprel = has(d, v, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
      tok(d, (uint32_t)mark)->deprel = DEP_MARK;
      return true;
    }
  }
  return false;
}

/* "neighbours | Kenya and Uganda": names right behind a plural stand for it, so that each of them is a party; a tree may give a verb
** both. */
static bool names_behind_plural(Doc *d, uint32_t t) {
  Token *n = tok(d, t);
  if (n->xpos != XPOS_NNS || t + 1 >= d->ntokens) return false;
  Token *name = tok(d, t + 1);
  bool behind = name->head == (int32_t)t && name->deprel == DEP_APPOS, beside = name->head == n->head && name->deprel == n->deprel;
  if ((!behind && !(beside && n->deprel == DEP_NSUBJ)) || name->upos != UPOS_PROPN || !has(d, t + 1, DEP_CONJ)) return false;
  EACH_DEP (d, c, t) {
    Token *k = tok(d, (uint32_t)c);
    if (k->deprel == DEP_CASE || k->deprel == DEP_MARK || k->deprel == DEP_CC || ((uint32_t)c > t + 1)) k->head = (int32_t)t + 1;
  }
  name->head = n->head;
  name->deprel = n->deprel;
  n->head = (int32_t)t + 1;
  n->deprel = DEP_NMOD_DESC;
  return true;
}

static bool is_initial(const Doc *d, uint32_t t) { return tok(d, t)->n == 1 && is_upper(d->text.p[tok(d, t)->at]); }

/* "General S M Rahman-ul-Haq": the initials of a name begin it, whatever a tree takes them for; the rest of the name hangs on the first. */
static bool name_with_initials(Doc *d, uint32_t t) {
  if (t == 0 || !is_initial(d, t) || is_initial(d, t - 1) || tok(d, t - 1)->upos != UPOS_PROPN) return false;
  uint32_t end = t + 1, outer = t;
  while (end < d->ntokens && tok(d, end)->sent == tok(d, t)->sent && (tok(d, end)->upos == UPOS_PROPN || is_initial(d, end))) end++;
  while (end + 1 < d->ntokens && d->text.p[tok(d, end)->at] == '-' && tok(d, end + 1)->upos == UPOS_PROPN) end += 2;
  if (end < t + 2 || tok(d, t)->upos == UPOS_PROPN) return false;
  int32_t h = tok(d, outer)->head;
  while (++outer < end && h >= (int32_t)t - 1 && h < (int32_t)end) h = tok(d, outer)->head; /* the first that hangs on something outside */
  Token *first = tok(d, t), out = *tok(d, outer - 1);
  const Sent *s = &d->sents[first->sent];
  for (uint32_t k = s->first; k < s->first + s->n; k++)
    if ((k < t || k >= end) && tok(d, k)->head > (int32_t)t && tok(d, k)->head < (int32_t)end) tok(d, k)->head = (int32_t)t;
  for (uint32_t k = t; k < end; k++) {
    tok(d, k)->head = (int32_t)t;
    tok(d, k)->deprel = DEP_FLAT;
    if (d->text.p[tok(d, k)->at] != '-') tok(d, k)->upos = UPOS_PROPN;
    tok(d, k)->ne = NE_PERSON;
  }
  first->head = out.head;
  first->deprel = out.deprel;
  first->xpos = XPOS_NNP;
  return true;
}

/* "In Lima, | Peru and Chile | signed": of a list that opens a sentence with a preposition, before a verb without a subject, what stands
** behind the first comma is the subject. */
static bool subject_behind_place(Doc *d, uint32_t v) {
  if (tok(d, v)->upos != UPOS_VERB || has_subject(d, v) || !is_finite(d, v)) return false;
  int32_t place = -1, subject = -1;
  EACH_DEP (d, c, v)
    if (place < 0 && c < (int32_t)v && tok(d, (uint32_t)c)->deprel == DEP_OBL) place = c;
  int32_t word = place < 0 ? -1 : tree_dep(d, (uint32_t)place, DEP_CASE);
  if (word < 0 || !(tok(d, (uint32_t)word)->flags & TOK_CAP)) return false;
  EACH_DEP (d, c, (uint32_t)place) {
    Token *t = tok(d, (uint32_t)c);
    if (c < place || c > (int32_t)v || !(t->deprel == DEP_CONJ || (t->deprel == DEP_APPOS && subject < 0))) continue;
    int32_t comma = tree_dep(d, (uint32_t)c, DEP_PUNCT);
    if (subject < 0 && (comma < 0 || comma > c)) continue; /* "In Lima and Quito, ..." */
    t->head = subject < 0 ? (int32_t)v : subject;
    t->deprel = subject >= 0 ? DEP_CONJ : has(d, v, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
    if (subject < 0) subject = c;
  }
  return subject >= 0;
}

/* "said that | the general | vowed": what is told has one verb; a noun beside it is its subject. */
static bool subject_beside_told(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->deprel != DEP_CCOMP || t->head < 0 || t->head > (int32_t)v || t->upos != UPOS_VERB || has_subject(d, v) || !is_finite(d, v))
    return false;
  EACH_DEP (d, c, (uint32_t)t->head) {
    Token *n = tok(d, (uint32_t)c);
    if (n->deprel != DEP_CCOMP || !is_noun(n) || c < t->head || c > (int32_t)v || has_subject(d, (uint32_t)c) ||
        has(d, (uint32_t)c, DEP_COP))
      continue;
    n->head = (int32_t)v;
    n->deprel = has(d, v, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
    return true;
  }
  return false;
}

/* "Gen. A, the chief of the Division of Kenya, and Gen. B": a person behind a comma and "and" is named beside the person, not beside what is in the apposition. */
static bool person_beside_person(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->deprel != DEP_CONJ || k->ne != NE_PERSON || k->head < 0 || tok(d, (uint32_t)k->head)->ne == NE_PERSON) return false;
  int32_t and = tree_dep(d, t, DEP_CC), h = k->head;
  if (and < 1 || d->text.p[tok(d, (uint32_t) and -1)->at] != ',') return false;
  while (h >= 0 && tok(d, (uint32_t)h)->deprel != DEP_APPOS) h = tok(d, (uint32_t)h)->head;
  if (h < 0 || tok(d, (uint32_t)h)->head < 0 || tok(d, (uint32_t)tok(d, (uint32_t)h)->head)->ne != NE_PERSON) return false;
  k->head = tok(d, (uint32_t)h)->head;
  return true;
}

/* "Secretary of State Jane Otieno and the Ugandan minister": beside a name that hangs on its title stands what is beside the title. */
static bool beside_titled_name(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->deprel != DEP_CONJ || k->head < 1) return false;
  const Token *name = tok(d, (uint32_t)k->head);
  if (name->deprel != DEP_APPOS || name->ne != NE_PERSON || name->head < 0 || name->head > k->head) return false;
  const Token *title = tok(d, (uint32_t)name->head);
  if (title->xpos == XPOS_NNS || title->xpos == XPOS_NNPS || tok(d, (uint32_t)k->head - 1)->flags & TOK_PUNCT) return false;
  k->head = name->head;
  return true;
}

/* Where a name begins, with a rank that stands right before it ("Sgt. | Juma Bakari"); 0 where something else stands there. */
static uint32_t rank_before(const Doc *d, uint32_t t) {
  if (begins_bare(d, t)) return t;
  EACH_DEP (d, c, t)
    if ((uint32_t)c < t) return (uint32_t)c == t - 1 && tok(d, (uint32_t)c)->deprel == DEP_NMOD_DESC && begins_bare(d, t - 1) ? t - 1 : 0;
  return 0;
}

/* "Foreign Secretary | Jane Otieno": a name right behind a title is the title's, where a tree hangs both on one word. */
static bool name_behind_title(Doc *d, uint32_t t) {
  Token *name = tok(d, t);
  uint32_t begin = rank_before(d, t);
  if (begin == 0 || name->upos != UPOS_PROPN || name->head < 0 || !side_by_side(name->deprel)) return false;
  Token *title = tok(d, begin - 1);
  bool word = title->upos == UPOS_NOUN || (title->upos == UPOS_PROPN && title->ne != NE_PERSON);
  if (title->sent != name->sent || !word || title->flags & TOK_PUNCT) return false;
  bool beside = title->head == name->head && side_by_side(title->deprel);
  bool medium = beside && title->upos == UPOS_NOUN && title->deprel == name->deprel; /* "Kenyan radio | Pamoja" */
  if (name->ne != NE_PERSON && !medium) return false;
  bool first = name->head == (int32_t)begin - 1 && name->deprel == DEP_CONJ && !has(d, t, DEP_CC); /* a second name without "and" */
  if (!beside && !first) return false;
  EACH_DEP (d, c, t)
    if ((uint32_t)c > t && tok(d, (uint32_t)c)->deprel != DEP_FLAT && tok(d, (uint32_t)c)->deprel != DEP_FLAT_NAME)
      tok(d, (uint32_t)c)->head = (int32_t)begin - 1;
  name->head = (int32_t)begin - 1;
  name->deprel = DEP_FLAT;
  return true;
}

/* "Chad recalls its envoy and | demands for Mali to pay": a bare plural joined to a finite verb is a verb. */
static bool plural_joined_to_verb(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->upos != UPOS_NOUN || k->xpos != XPOS_NNS || k->deprel != DEP_CONJ || k->head < 0 || k->head > (int32_t)t) return false;
  const Token *verb = tok(d, (uint32_t)k->head);
  int32_t and = tree_dep(d, t, DEP_CC);
  if (verb->upos != UPOS_VERB || verb->xpos != XPOS_VBZ || and != (int32_t)t - 1) return false;
  EACH_DEP (d, c, t) {
    Token *dep = tok(d, (uint32_t)c);
    if (c < and) return false;
    if (dep->deprel == DEP_ACL && has(d, (uint32_t)c, DEP_NSUBJ)) dep->deprel = DEP_CCOMP;
    else if (dep->deprel == DEP_ACL) dep->deprel = DEP_XCOMP;
    else if (dep->deprel == DEP_NMOD) dep->deprel = DEP_OBL;
  }
  k->upos = UPOS_VERB;
  k->xpos = XPOS_VBZ;
  return true;
}

/* "Minister of Finance | Ada Rossi": a person's name behind a title with "of", both hung on one word; the title is the name's. */
static bool name_behind_office(Doc *d, uint32_t t) {
  Token *name = tok(d, t);
  uint32_t first, last;
  if (t == 0 || name->upos != UPOS_PROPN || name->ne != NE_PERSON || name->head < 0 || !side_by_side(name->deprel) || !begins_bare(d, t))
    return false;
  EACH_DEP (d, c, (uint32_t)name->head) {
    Token *title = tok(d, (uint32_t)c);
    if ((uint32_t)c >= t || title->deprel != name->deprel || !is_noun(title)) continue;
    if (title->xpos == XPOS_NNS || title->xpos == XPOS_NNPS || !has(d, (uint32_t)c, DEP_NMOD) || has(d, (uint32_t)c, DEP_CONJ)) continue;
    tree_hull(d, (uint32_t)c, &first, &last);
    if (last != t - 1 || tok(d, last)->flags & TOK_PUNCT) continue;
    EACH_DEP (d, k, (uint32_t)c)
      if (tok(d, (uint32_t)k)->deprel == DEP_CASE) tok(d, (uint32_t)k)->head = (int32_t)t;
    title->head = (int32_t)t;
    title->deprel = DEP_NMOD_DESC;
    return true;
  }
  return false;
}

/* "Bahir | Dar": two words of one name, both hung on one word. */
static bool torn_name(Doc *d, uint32_t t) {
  Token *second = tok(d, t);
  if (t == 0 || second->upos != UPOS_PROPN || second->head < 0 || !side_by_side(second->deprel) || !begins_bare(d, t)) return false;
  Token *first = tok(d, t - 1);
  if (first->upos != UPOS_PROPN || first->head != second->head || first->deprel != second->deprel || first->sent != second->sent)
    return false;
  if (second->xpos == XPOS_NNPS || first->xpos == XPOS_NNPS || (first->ne == NE_PERSON) != (second->ne == NE_PERSON)) return false;
  hand_over(d, t, t - 1);
  second->head = (int32_t)t - 1;
  second->deprel = DEP_FLAT;
  return true;
}

/* "Front for the Liberation of Kivu | forces": a bare noun behind a name, both subjects of one verb: the name says whose. */
static bool noun_behind_name(Doc *d, uint32_t t) {
  const Token *noun = tok(d, t);
  uint32_t first, last;
  if (noun->upos != UPOS_NOUN || noun->deprel != DEP_NSUBJ || noun->head < (int32_t)t || !begins_bare(d, t)) return false;
  EACH_DEP (d, c, (uint32_t)noun->head) {
    Token *name = tok(d, (uint32_t)c);
    if ((uint32_t)c >= t || name->deprel != DEP_NSUBJ || name->upos != UPOS_PROPN || name->ne == NE_PERSON) continue;
    tree_hull(d, (uint32_t)c, &first, &last);
    if (last != t - 1 || tok(d, last)->flags & TOK_PUNCT) continue;
    name->head = (int32_t)t;
    name->deprel = DEP_COMPOUND;
    return true;
  }
  return false;
}

/* "Papua New Guinea and | Kenya": what is joined behind a noun is joined to it, not to a word before it. */
static bool joined_to_modifier(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->deprel != DEP_CONJ || k->head < 0 || k->head > (int32_t)t || !is_noun(k)) return false;
  const Token *word = tok(d, (uint32_t)k->head);
  if ((word->deprel != DEP_COMPOUND && word->deprel != DEP_AMOD) || word->head < k->head || word->head >= (int32_t)t) return false;
  k->head = word->head;
  return true;
}

/* "the former candidate Ada Rossi and | former president Juan Perez": who is joined to a title is joined to its name. */
static bool joined_to_title(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->deprel != DEP_CONJ || k->head < 0 || k->head > (int32_t)t || k->ne != NE_PERSON) return false;
  const Token *title = tok(d, (uint32_t)k->head);
  if (title->deprel != DEP_NMOD_DESC || title->head < k->head || title->head >= (int32_t)t) return false;
  k->head = title->head;
  return true;
}

/* "Amnesty International | and British doctors": what follows a name hangs on its first word, not on a later one. */
static bool below_name_part(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  int rel = k->deprel;
  if (rel != DEP_CONJ && rel != DEP_ACL && rel != DEP_ACL_RELCL && rel != DEP_APPOS && rel != DEP_NMOD) return false;
  if (k->head < 0 || k->head > (int32_t)t) return false;
  const Token *part = tok(d, (uint32_t)k->head);
  if ((part->deprel != DEP_FLAT && part->deprel != DEP_FLAT_NAME) || part->head < 0 || part->head > k->head) return false;
  k->head = part->head;
  return true;
}

/* "vowed to make a push and | defended the raid": a finite verb is not joined to an infinitive, but to the verb that governs it. */
static bool finite_behind_infinitive(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->deprel != DEP_CONJ || t->upos != UPOS_VERB || (t->xpos != XPOS_VBD && t->xpos != XPOS_VBZ) || t->head < 0 || has(d, v, DEP_AUX))
    return false;
  const Token *inf = tok(d, (uint32_t)t->head);
  if (has_subject(d, v) || inf->xpos != XPOS_VB || (inf->deprel != DEP_XCOMP && inf->deprel != DEP_ADVCL) || inf->head < 0) return false;
  const Token *up = tok(d, (uint32_t)inf->head);
  if (up->xpos != t->xpos || inf->head > t->head) return false;
  t->head = inf->head;
  return true;
}

/* "North Korea–Kenya summit": of two names with a dash between them, before a noun, each stands for itself. */
static bool name_behind_dash(Doc *d, uint32_t t) {
  Token *name = tok(d, t);
  if (t < 2 || name->upos != UPOS_PROPN || (name->deprel != DEP_COMPOUND && name->deprel != DEP_FLAT) || name->head != (int32_t)t - 2)
    return false;
  const Token *first = tok(d, t - 2);
  if (!str_eq(tok_text(d, tok(d, t - 1)), STR("\xE2\x80\x93")) || first->deprel != DEP_COMPOUND || first->head <= (int32_t)t) return false;
  name->head = first->head;
  name->deprel = DEP_COMPOUND;
  return true;
}

/* "the Mali-Chad air travel ban": the first of two places with a hyphen between them, before a noun, hung on the second. */
static bool place_before_hyphen(Doc *d, uint32_t t) {
  Token *name = tok(d, t);
  if (name->upos != UPOS_PROPN || name->ne != NE_PLACE || name->deprel != DEP_COMPOUND || name->head != (int32_t)t + 2) return false;
  const Token *second = tok(d, t + 2);
  if (!str_eq(tok_text(d, tok(d, t + 1)), STR("-")) || second->ne != NE_PLACE || second->deprel != DEP_COMPOUND) return false;
  if (second->upos != UPOS_PROPN || second->head <= (int32_t)t + 2) return false;
  name->head = second->head;
  return true;
}

/* "voted, with Kenya abstaining, | to demand": an infinitive without "and" goes on from the verb before what stands apart between commas. */
static bool infinitive_behind_absolute(Doc *d, uint32_t v) {
  Token *t = tok(d, v);
  if (t->deprel != DEP_CONJ || t->xpos != XPOS_VB || t->head < 0 || tree_dep(d, v, DEP_CC) >= 0) return false;
  uint32_t g = (uint32_t)t->head;
  int32_t to = tree_dep(d, v, DEP_MARK), subject = tree_dep(d, g, DEP_NSUBJ);
  if (to < 0 || to < (int32_t)g || tok(d, g)->deprel != DEP_ADVCL || tok(d, g)->xpos != XPOS_VBG || subject < 0) return false;
  if (tok(d, g)->head < 0 || tok(d, g)->head > subject) return false;
  t->head = tok(d, g)->head;
  t->deprel = DEP_XCOMP;
  return true;
}

/* "called on | Baku | to release": what has a preposition is no subject of the infinitive behind it; it hangs on the verb above. */
static bool phrase_before_infinitive(Doc *d, uint32_t t) {
  Token *noun = tok(d, t);
  if (noun->deprel != DEP_NSUBJ || noun->head <= (int32_t)t || tree_dep(d, t, DEP_CASE) < 0) return false;
  const Token *verb = tok(d, (uint32_t)noun->head);
  int32_t to = tree_dep(d, (uint32_t)noun->head, DEP_MARK), prep = tree_dep(d, t, DEP_CASE);
  if (verb->deprel != DEP_XCOMP || verb->head < 0 || verb->head >= prep || prep > (int32_t)t || to <= (int32_t)t) return false;
  if (!str_eq_nocase(tok_text(d, tok(d, (uint32_t)to)), STR("to"))) return false;
  noun->head = verb->head;
  noun->deprel = DEP_OBL;
  return true;
}

/* "Kenya, | Uganda | sign a pact": in a headline a comma joins; a verb in the plural behind a single name and what looks like its apposition says so. */
static bool joined_by_comma(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  uint32_t first, last;
  if (k->deprel != DEP_APPOS || k->head < 0 || k->head > (int32_t)t) return false;
  const Token *name = tok(d, (uint32_t)k->head);
  if (name->deprel != DEP_NSUBJ || name->head < (int32_t)t || name->xpos == XPOS_NNS || name->upos == UPOS_PRON) return false;
  tree_hull(d, t, &first, &last);
  uint32_t comma = tok(d, first)->flags & TOK_PUNCT ? first : first - 1;
  if (first == 0 || !str_eq(tok_text(d, tok(d, comma)), STR(",")) || last + 1 != (uint32_t)name->head) return false;
  if (tok(d, (uint32_t)name->head)->xpos != XPOS_VBP || has(d, (uint32_t)k->head, DEP_CONJ)) return false;
  k->deprel = DEP_CONJ;
  return true;
}

/* "give Chad | patrol boats": of two that are given something the second is what is given. */
static bool second_given(Doc *d, uint32_t t) {
  Token *k = tok(d, t);
  if (k->deprel != DEP_IOBJ || k->head < 0 || has(d, (uint32_t)k->head, DEP_OBJ)) return false;
  int32_t given = tree_dep(d, (uint32_t)k->head, DEP_IOBJ);
  if (given < 0 || given >= (int32_t)t) return false;
  k->deprel = DEP_OBJ;
  return true;
}

typedef bool (*Mending)(Doc *d, uint32_t t);

/* A token has the first of these that applies. */
static const Mending mendings[] = {
    beside_titled_name,
    names_behind_plural,
    name_with_initials,
    person_beside_person,
    subject_beside_told,
    name_behind_office,
    torn_name,
    noun_behind_name,
    below_name_part,
    joined_to_modifier,
    plural_joined_to_verb,
    joined_to_title,
    finite_behind_infinitive,
    infinitive_behind_absolute,
    out_of,
    joined_by_comma,
    second_given,
    phrase_before_infinitive,
    name_behind_dash,
    place_before_hyphen,
    teller_behind,
    place_behind_doer,
    subject_before_teller,
    second_subject,
    clause_with_subject,
    active_subject,
    gerund_called_noun,
    blamed_on,
    clause_that_is_told,
    subject_behind_place,
    subject_behind_and,
    subject_behind_as,
    verb_behind_hyphen,
    noun_with_object,
    noun_that_is_verb,
    plural_that_is_verb,
    case_on_title,
    noun_that_is_finite,
    finite_not_infinitive,
    object_behind_particle,
    particle_that_is_case,
};

static void mend_sentence(Doc *d, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    for (size_t i = 0; i < sizeof mendings / sizeof *mendings; i++)
      if (mendings[i](d, t)) {
        tree_relink(d, t);
        break;
      }
  for (uint32_t t = end; t-- > first;) /* from the last: what hangs on a name moves to its title, and on to the title before */
    if (name_behind_title(d, t)) tree_relink(d, t);
}

/* Does every token reach the root? */
static bool is_tree(const Doc *d, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    uint32_t steps = 0;
    for (int32_t h = d->tokens[t].head; h >= 0; h = d->tokens[h].head)
      if (++steps > end - first) return false;
  }
  return true;
}

/* Mendings that make a circle together are all taken back.  Sentences longer than a segmented one (given as CoNLL-U) stay as they are. */
void mend_trees(Doc *d) {
  Token saved[SENTENCE_MAX];
  tree_link(d);
  for (uint32_t i = 0; i < d->nsents; i++) {
    uint32_t first = d->sents[i].first, n = d->sents[i].n;
    if (n == 0 || n > SENTENCE_MAX) continue;
    memcpy(saved, &d->tokens[first], n * sizeof *saved);
    mend_sentence(d, first, first + n);
    if (is_tree(d, first, first + n)) continue;
    memcpy(&d->tokens[first], saved, n * sizeof *saved);
    tree_relink(d, first);
  }
}
