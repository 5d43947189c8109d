/* Walks from the trigger's verb up through the words that govern it.  A plain denial or a supposition is no event; a plan is the future;
** "failed to" is an act that did not take place. */
#include "what/status.h"

enum { UP = 8 };

/* The verb whose tense and negation are the act's: itself, or the light verb of a noun. */
static int32_t verb_of(const Stage *s, uint32_t t) {
  return verbal(tok(s, t)) || tok(s, t)->upos == UPOS_ADJ ? (int32_t)t : light_verb(s, t);
}

static void drop(StatusFound *f, const char *why, uint32_t t) {
  if (!f->drop) *f = (StatusFound){STATUS_HYPOTHETICAL, (int32_t)t, true, why, f->pluperfect, f->perfect};
}

static bool no_longer(const Stage *s, uint32_t t) {
  EACH_DEP (s->d, c, t)
    if (what_word(s, (uint32_t)c, W_NEGATION)) return true;
  return false;
}

/* "rather than", "instead of" right before a verb. */
static bool is_instead(const Stage *s, uint32_t v) {
  if (v < 2 || tok(s, v - 2)->sent != tok(s, v)->sent) return false;
  Str word = tok_text(s->d, tok(s, v - 2)), of = tok_text(s->d, tok(s, v - 1));
  return (str_eq_nocase(word, STR("rather")) && str_eq_nocase(of, STR("than"))) ||
         (str_eq_nocase(word, STR("instead")) && str_eq_nocase(of, STR("of")));
}

/* "would bomb the port if attacked" */
static bool is_conditional(const Stage *s, uint32_t v) {
  bool would = false, only_if = false;
  EACH_DEP (s->d, c, v) {
    would |= tok(s, (uint32_t)c)->deprel == DEP_AUX && tok(s, (uint32_t)c)->low == key_fold(STR("would"));
    int32_t mark = tok(s, (uint32_t)c)->deprel == DEP_ADVCL ? tree_dep(s->d, (uint32_t)c, DEP_MARK) : -1;
    only_if |= mark >= 0 && what_word(s, (uint32_t)mark, W_IF);
  }
  return would && only_if;
}

/* "Kenya is against expelling them": a clause that is what is said of a subject. */
static bool is_said_of(const Stage *s, uint32_t v) {
  Key be = key_fold(STR("be"));
  EACH_DEP (s->d, c, v)
    if ((tok(s, (uint32_t)c)->deprel == DEP_AUX || tok(s, (uint32_t)c)->deprel == DEP_COP) && tok(s, (uint32_t)c)->lemma == be) return true;
  return false;
}

static void auxiliaries(const Stage *s, uint32_t v, StatusFound *f) {
  if (is_conditional(s, v)) drop(f, "only if", v);
  if (is_instead(s, v)) drop(f, "denied", v - 1);
  EACH_DEP (s->d, c, v) {
    const Token *k = tok(s, (uint32_t)c);
    if (k->deprel == DEP_AUX && what_word(s, (uint32_t)c, W_WILL)) {
      if (f->status == STATUS_ACTUAL) {
        f->status = STATUS_FUTURE;
        f->token = c;
      }
    } else if (k->deprel == DEP_AUX && what_word(s, (uint32_t)c, W_MAY)) drop(f, "only possible or wished", (uint32_t)c);
    else if (k->deprel == DEP_AUX && str_eq_nocase(tok_text(s->d, k), STR("had"))) f->pluperfect = true;
    else if (k->deprel == DEP_AUX && (str_eq_nocase(tok_text(s->d, k), STR("has")) || str_eq_nocase(tok_text(s->d, k), STR("have"))))
      f->perfect = true;
    else if (k->deprel == DEP_ADVMOD && no_longer(s, (uint32_t)c)) drop(f, "denied", (uint32_t)c);
    else if ((k->deprel == DEP_ADVMOD || k->deprel == DEP_DET) && what_word(s, (uint32_t)c, W_NEGATION)) drop(f, "denied", (uint32_t)c);
    else if (k->deprel == DEP_MARK && what_word(s, (uint32_t)c, W_IF)) drop(f, "only if", (uint32_t)c);
    else if (k->deprel == DEP_MARK && str_eq_nocase(tok_text(s->d, k), STR("without"))) drop(f, "denied", (uint32_t)c);
    else if (k->deprel == DEP_MARK && k->low == key_fold(STR("against")) && is_said_of(s, v)) drop(f, "denied", (uint32_t)c);
  }
}

/* "must lift it before Cuba frees them", "will not pay until they leave": what has yet to be. */
static bool not_yet(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  int32_t mark = t->deprel == DEP_ADVCL && t->head >= 0 ? tree_dep(s->d, v, DEP_MARK) : -1;
  if (mark < 0 || !what_word(s, (uint32_t)mark, W_BEFORE)) return false;
  if (what_word(s, (uint32_t)t->head, W_NEEDS)) return true;
  EACH_DEP (s->d, c, (uint32_t)t->head) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (rel == DEP_AUX && (what_word(s, (uint32_t)c, W_MAY) || what_word(s, (uint32_t)c, W_WILL))) return true;
  }
  return false;
}

/* "speculation that Peru would attack", "calls that he meet them": a clause on a noun of what is only thought or asked. */
static bool only_thought(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  int32_t mark = tree_dep(s->d, v, DEP_MARK), noun = t->head;
  if (mark < 1 || tok(s, (uint32_t)mark)->low != key_fold(STR("that"))) return false;
  if (t->deprel == DEP_CCOMP) noun = mark - 1; /* a tree may hang the clause on the verb */
  else if (t->deprel != DEP_ACL) return false;
  return noun >= 0 && is_noun(tok(s, (uint32_t)noun)) && what_word(s, (uint32_t)noun, W_THOUGHT);
}

/* "puts off a plan to shut the camp": the plan itself is given up. */
static bool plan_given_up(const Stage *s, uint32_t plan) {
  const Token *t = tok(s, plan);
  if (!is_noun(t) || t->head < 0) return false;
  return (t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS) &&
         (what_word(s, (uint32_t)t->head, W_UNDONE) || what_word(s, (uint32_t)t->head, W_GIVEN_UP));
}

static bool has_to(const Stage *s, uint32_t v) {
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_MARK && str_eq_nocase(tok_text(s->d, tok(s, (uint32_t)c)), STR("to"))) return true;
  return false;
}

static bool has_perfect(const Stage *s, uint32_t v) {
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_AUX && str_eq_nocase(tok_text(s->d, tok(s, (uint32_t)c)), STR("have"))) return true;
  return false;
}

/* "110th" */
static bool is_ordinal(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  char c = s->d->text.p[k->at];
  return k->upos == UPOS_ADJ && (k->xpos == XPOS_CD || (c >= '0' && c <= '9'));
}

/* "the first president to visit", "the latest state to recognise": it is told as done. */
static bool first_to(const Stage *s, uint32_t noun) {
  EACH_DEP (s->d, c, noun)
    if (what_word(s, (uint32_t)c, W_FIRST) || is_ordinal(s, (uint32_t)c)) return true;
  return false;
}

/* "suggested expelling the envoy", "talked about bombing": a gerund below a verb of proposing is no act yet. */
static bool only_mooted(const Stage *s, uint32_t v, uint32_t g, int32_t mark) {
  int rel = tok(s, v)->deprel;
  if (tok(s, v)->xpos != XPOS_VBG || !what_word(s, g, W_MOOTED)) return false;
  if (mark >= 0) return str_eq_nocase(tok_text(s->d, tok(s, (uint32_t)mark)), STR("about"));
  return rel == DEP_XCOMP || rel == DEP_CCOMP;
}

/* "Kenyan minister to visit Uganda": a headline whose root is who will. */
static bool headline_to(const Stage *s, uint32_t v, uint32_t g) {
  if (!has_to(s, v)) return false;
  if (tok(s, v)->deprel != DEP_ACL) return tok_is(tok(s, g), key_fold(STR("say"))) && v == g + 2; /* "Kenya says to lift the ban" */
  return tok(s, g)->head < 0 && !verbal(tok(s, g)) && s->who->of[g] >= 0 && s->who->at[s->who->of[g]].flags & MEN_ACTOR;
}

/* What the governor g says of a complement or infinitive v.  True: go on upwards from g. */
static bool governed(const Stage *s, uint32_t v, uint32_t g, StatusFound *f) {
  int rel = tok(s, v)->deprel;
  EACH_DEP (s->d, c, g)
    if (tok(s, (uint32_t)c)->deprel == DEP_DET && what_word(s, (uint32_t)c, W_NEGATION))
      drop(f, "denied", (uint32_t)c); /* "has no plans to" */
  int32_t mark = tree_dep(s->d, v, DEP_MARK);
  if (what_word(s, g, W_DOUBT) || (mark >= 0 && tok(s, (uint32_t)mark)->low == key_fold(STR("against"))))
    drop(f, "denied", g); /* "warned against attacking" */
  if (only_mooted(s, v, g, mark)) drop(f, "only proposed", g);
  if (what_word(s, g, W_FAIL)) {
    f->status = STATUS_NEGATED;
    f->token = (int32_t)g;
    return true;
  }
  if (plan_given_up(s, g)) drop(f, "it did not take place", g);
  if (what_word(s, g, W_FUTURE)) {
    if (tok_is(tok(s, g), key_fold(STR("want"))) && (tree_dep(s->d, g, DEP_OBJ) >= 0 || tree_dep(s->d, v, DEP_NSUBJ) >= 0))
      drop(f, "wanted of others", g); /* "wants the minister to resign" */
    if (tok_is(tok(s, g), key_fold(STR("expect"))) && tree_dep(s->d, g, DEP_AUX_PASS) >= 0 && tree_dep(s->d, g, DEP_OBL_AGENT) < 0)
      drop(f, "only expected by others", g);
    if (f->status == STATUS_ACTUAL) {
      f->status = STATUS_FUTURE;
      f->token = (int32_t)g;
    }
    return true;
  }
  if (rel == DEP_ADVCL && tree_dep(s->d, v, DEP_MARK) >= 0 && !has_to(s, v)) return false; /* "in criticising the raid" is done */
  if (headline_to(s, v, g)) {
    if (f->status == STATUS_ACTUAL) {
      f->status = STATUS_FUTURE;
      f->token = (int32_t)v;
    }
    return false;
  }
  if (what_word(s, g, W_GO_ON)) return true;
  if (has_to(s, v) && has_perfect(s, v)) return true; /* "is said to have fled" */
  if (rel == DEP_ACL && has_to(s, v) && first_to(s, g)) return true;
  if (rel == DEP_ACL && has_to(s, v) && what_word(s, g, W_DECISION)) {
    if (f->status == STATUS_ACTUAL) {
      f->status = STATUS_FUTURE;
      f->token = (int32_t)g;
    }
    return light_verb(s, g) >= 0; /* "had not made a decision to" */
  }
  if (rel == DEP_ADVCL && !has_to(s, v)) return false;
  if (has_to(s, v) && tok(s, g)->deprel == DEP_ROOT && !verbal(tok(s, g)) && rel == DEP_CSUBJ) return false;
  if (has_to(s, v)) drop(f, rel == DEP_ADVCL ? "a purpose" : "only wanted, asked or planned", g);
  return false;
}

/* "ministers are to meet", "Chad to free rebels": an infinitive that is the main verb. */
static bool is_to(const Stage *s, uint32_t v) {
  bool main = tok(s, v)->head < 0 || tree_dep(s->d, v, DEP_AUX) >= 0 || tree_dep(s->d, v, DEP_COP) >= 0;
  return main && has_to(s, v) && !has_perfect(s, v);
}

/* "could lead to clashes", "run the risk of sparking protests": what a thing may bring about is not told as done. */
static bool only_caused(const Stage *s, uint32_t g) {
  if (!what_word(s, g, W_CAUSE)) return false;
  if (has_to(s, g) && !has_perfect(s, g)) return true;
  if (tok(s, g)->xpos == XPOS_VBG && tok(s, g)->head >= 0 && what_word(s, (uint32_t)tok(s, g)->head, W_NOUN_PLAN)) return true;
  EACH_DEP (s->d, c, g)
    if (tok(s, (uint32_t)c)->deprel == DEP_AUX && (what_word(s, (uint32_t)c, W_MAY) || what_word(s, (uint32_t)c, W_WILL))) return true;
  return false;
}

/* "had levied sanctions" */
static void had_done(const Stage *s, uint32_t v, StatusFound *f) {
  EACH_DEP (s->d, c, v) f->pluperfect |= tok(s, (uint32_t)c)->deprel == DEP_AUX && tok(s, (uint32_t)c)->low == key_fold(STR("had"));
}

/* "the threatened strike", "possible retaliation" */
static bool only_supposed(const Stage *s, uint32_t noun) {
  EACH_DEP (s->d, c, noun)
    if (tok(s, (uint32_t)c)->deprel == DEP_AMOD && what_word(s, (uint32_t)c, W_SUPPOSED)) return true;
  return false;
}

/* "the visit, which was cancelled", "the talks postponed on Monday"; a tree may hang the clause on a noun below. */
static bool called_off(const Stage *s, uint32_t noun) {
  EACH_DEP (s->d, c, noun) {
    int rel = tok(s, (uint32_t)c)->deprel;
    bool clause = rel == DEP_ACL_RELCL || rel == DEP_ACL;
    if (clause && what_word(s, (uint32_t)c, W_UNDONE) && verb_passive(s, (uint32_t)c)) return true;
    if (rel == DEP_NMOD && called_off(s, (uint32_t)c)) return true;
  }
  return false;
}

/* What the noun is of: "the threat of strikes", "plans for an attack"; "protects tankers from attacks". */
static void noun_of(const Stage *s, uint32_t noun, StatusFound *f) {
  const Token *t = tok(s, noun);
  if (t->deprel != DEP_NMOD && t->deprel != DEP_OBL) return;
  Key word = tree_case(s->d, noun, NULL);
  uint32_t g = (uint32_t)t->head;
  bool of = word == key_fold(STR("of")) || word == key_fold(STR("for"));
  if (of && is_noun(tok(s, g)) && what_word(s, g, W_NOUN_PLAN)) drop(f, "only meant, feared or asked for", g);
  for (int n = 0; n < 2 && (word == key_fold(STR("from")) || word == key_fold(STR("against"))); n++) {
    if (what_word(s, g, W_SHIELD)) drop(f, "only guarded against", g);
    if (tok(s, g)->head < 0 || !is_noun(tok(s, g))) break;
    g = (uint32_t)tok(s, g)->head; /* a tree may hang it on what is protected */
  }
}

/* What the verb over a noun says of it: "averted a strike", "could lead to clashes". */
static void noun_governed(const Stage *s, uint32_t noun, StatusFound *f) {
  const Token *t = tok(s, noun);
  if (t->upos != UPOS_NOUN) return;
  if (only_supposed(s, noun)) drop(f, "only supposed", noun);
  if (called_off(s, noun)) drop(f, "it did not take place", noun);
  if (t->head < 0) return;
  noun_of(s, noun, f);
  uint32_t g = (uint32_t)t->head;
  if ((t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS) && what_word(s, g, W_UNDONE)) drop(f, "it did not take place", g);
  if (t->deprel == DEP_OBJ && verbal(tok(s, g)) && tree_dep(s->d, g, DEP_NSUBJ) >= 0) had_done(s, g, f);
  if ((t->deprel == DEP_OBJ || t->deprel == DEP_OBL) && only_caused(s, g)) drop(f, "only possible or wished", g);
}

/* "anyone attacking a station", "whoever attacks it": nobody has. */
static bool of_anyone(const Stage *s, uint32_t v) {
  Key anyone = key_fold(STR("anyone"));
  const Token *t = tok(s, v);
  if ((t->deprel == DEP_ACL || t->deprel == DEP_ACL_RELCL) && who_class(s->what->who, anyone, tok(s, (uint32_t)t->head)->low)) return true;
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_NSUBJ && who_class(s->what->who, anyone, tok(s, (uint32_t)c)->low)) return true;
  return false;
}

/* "a plan for expelling the envoy" */
static bool plan_for(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  int32_t mark = t->deprel == DEP_ACL && t->xpos == XPOS_VBG ? tree_dep(s->d, v, DEP_MARK) : -1;
  return mark >= 0 && tok(s, (uint32_t)mark)->low == key_fold(STR("for")) && what_word(s, (uint32_t)t->head, W_NOUN_PLAN);
}

StatusFound status_of(const Stage *s, uint32_t trigger) {
  StatusFound f = {STATUS_ACTUAL, -1, false, NULL, false, false};
  EACH_DEP (s->d, c, trigger)
    if (tok(s, (uint32_t)c)->deprel == DEP_DET && what_word(s, (uint32_t)c, W_NEGATION)) drop(&f, "denied", (uint32_t)c);
  noun_governed(s, trigger, &f);
  int32_t v = verb_of(s, trigger);
  if (v >= 0 && v != (int32_t)trigger && is_noun(tok(s, trigger)) && what_word(s, (uint32_t)v, W_FUTURE)) { /* "plans a strike" */
    f.status = STATUS_FUTURE;
    f.token = v;
  }
  for (int n = 0; v >= 0 && n < UP && !f.drop; n++) {
    const Token *t = tok(s, (uint32_t)v);
    auxiliaries(s, (uint32_t)v, &f);
    if (of_anyone(s, (uint32_t)v)) drop(&f, "of anyone", (uint32_t)v);
    if (not_yet(s, (uint32_t)v)) drop(&f, "not yet", (uint32_t)v);
    if (only_thought(s, (uint32_t)v)) drop(&f, "only thought or asked for", (uint32_t)v);
    bool top = t->head < 0 || t->deprel == DEP_CCOMP || t->deprel == DEP_PARATAXIS;
    if (f.status == STATUS_ACTUAL && top && is_to(s, (uint32_t)v)) { /* is the future */
      f.status = STATUS_FUTURE;
      f.token = v;
    }
    if (t->head < 0) break;
    uint32_t g = (uint32_t)t->head;
    if (t->deprel == DEP_CONJ && verbal(t) && verbal(tok(s, g))) {
      bool own = tree_dep(s->d, (uint32_t)v, DEP_NSUBJ) >= 0 || tree_dep(s->d, (uint32_t)v, DEP_AUX) >= 0;
      if (own) break;
      v = (int32_t)g;
    } else if (t->deprel == DEP_CCOMP && (what_word(s, g, W_NOT_SAYS))) {
      drop(&f, "hoped, feared or denied", g);
    } else if (t->deprel == DEP_CSUBJ && has_to(s, (uint32_t)v) && tok(s, g)->upos == UPOS_ADJ) {
      drop(&f, "only weighed", g); /* "it would be hard to override the veto" */
    } else if (plan_for(s, (uint32_t)v)) {
      drop(&f, "only meant, feared or asked for", g);
    } else if (t->deprel == DEP_XCOMP || (t->deprel == DEP_ADVCL) || (t->deprel == DEP_ACL && has_to(s, (uint32_t)v)) ||
               (t->deprel == DEP_CCOMP && has_to(s, (uint32_t)v) && !is_to(s, (uint32_t)v))) {
      if (!governed(s, (uint32_t)v, g, &f)) break;
      v = verb_of(s, g) >= 0 ? verb_of(s, g) : (int32_t)g;
    } else break;
  }
  return f;
}
