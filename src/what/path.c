/* From a trigger to the heads of its roles. */
#include "what/path.h"

#include "what/attach.h"

enum { DEPTH = 6 /* steps of control and coordination that are followed */ };

void heads_add(Heads *h, uint32_t t) {
  for (uint32_t i = 0; i < h->n; i++)
    if (h->at[i] == t) return;
  if (h->n < ROLE_HEADS) h->at[h->n++] = t;
}

bool what_word(const Stage *s, uint32_t t, int class) {
  const Token *k = &s->d->tokens[t];
  Key c = s->what->classes[class];
  return who_class(s->what->who, c, k->lemma) || (k->low != k->lemma && who_class(s->what->who, c, k->low));
}

bool content_clause(const Stage *s, uint32_t v) {
  int32_t mark = tree_dep(s->d, v, DEP_MARK);
  return mark >= 0 && what_word(s, (uint32_t)mark, W_CONTENT);
}

static int32_t object_gap(const Stage *s, uint32_t v);

/* "Two soldiers killed in Mali": a past form of a verb that needs an object, without one, is a bare passive. */
static bool bare_passive(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  bool past = t->xpos == XPOS_VBD || t->xpos == XPOS_VBN;
  if (!past || !what_word(s, v, W_NEEDS_OBJECT) || object_gap(s, v) >= 0) return false;
  EACH_DEP (s->d, c, v) {
    const Token *k = tok(s, (uint32_t)c);
    int rel = k->deprel;
    if (rel == DEP_OBJ || rel == DEP_IOBJ || rel == DEP_CCOMP || rel == DEP_XCOMP || rel == DEP_AUX || rel == DEP_AUX_PASS) return false;
    if (rel == DEP_CONJ && verbal(k) && tree_dep(s->d, (uint32_t)c, DEP_OBJ) >= 0) return false;
  }
  return t->deprel != DEP_CONJ && t->deprel != DEP_ACL_RELCL;
}

bool verb_passive(const Stage *s, uint32_t v) {
  const Doc *d = s->d;
  const Token *t = &d->tokens[v];
  bool obj = false, subject = false, aux = false, suffers = false;
  EACH_DEP (d, c, v) switch (d->tokens[c].deprel) {
    case DEP_AUX_PASS:
    case DEP_OBL_AGENT: return true;
    case DEP_NSUBJ_PASS:
    case DEP_CSUBJ_PASS: suffers = true; break;
    case DEP_NSUBJ: subject = true; break;
    case DEP_AUX: aux = true; break;
    case DEP_OBJ: obj = true; break;
    default: break;
    }
  if (suffers) return !obj; /* "whom police arrested": a tree may call the police those who suffer */
  if (bare_passive(s, v)) return true;
  if (t->xpos != XPOS_VBN || obj || aux || t->head < 0) return false;
  switch (t->deprel) {
  case DEP_CONJ: return subject || verb_passive(s, (uint32_t)t->head);
  case DEP_CCOMP: /* "said it attacked" with a wrong tag is likelier than a bare participle */ return false;
  default: /* "with eight fighters killed", "reported killed", "two killed in raid" */ return true;
  }
}

static bool relative(const Stage *s, int32_t t) {
  return t >= 0 && tok(s, (uint32_t)t)->upos != UPOS_NOUN && tok(s, (uint32_t)t)->upos != UPOS_PROPN &&
         who_class(s->what->who, s->what->who->classes[WORDS_RELATIVE], tok(s, (uint32_t)t)->low);
}

/* Of several subjects (a tree may hang that of a quoted clause on "said") the nearest before the verb. */
static int32_t own_subject(const Stage *s, uint32_t v) {
  int32_t first = -1, before = -1;
  EACH_DEP (s->d, c, v) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (rel != DEP_NSUBJ && rel != DEP_NSUBJ_PASS && rel != DEP_CSUBJ && rel != DEP_NSUBJ_OUTER) continue;
    if (first < 0) first = c;
    if (c < (int32_t)v) before = c;
  }
  if (first < 0) /* "Kenya remains committed": a tree may take "remains" for the auxiliary and hang the subject on it */
    EACH_DEP (s->d, c, v)
      if (tok(s, (uint32_t)c)->deprel == DEP_AUX_PASS || tok(s, (uint32_t)c)->deprel == DEP_COP)
        return tree_dep(s->d, (uint32_t)c, DEP_NSUBJ);
  return before >= 0 ? before : first;
}

/* "A bomb killed one man, police said": the subject that stands before the clause but hangs on its governor. */
static int32_t lent_subject(const Stage *s, uint32_t v, uint32_t g) {
  int32_t own = own_subject(s, g), lent = -1;
  EACH_DEP (s->d, c, g)
    if (c != own && c < (int32_t)v && v < g && (tok(s, (uint32_t)c)->deprel == DEP_NSUBJ || tok(s, (uint32_t)c)->deprel == DEP_NSUBJ_PASS))
      lent = c;
  return lent;
}

/* A relative pronoun stands for the noun that its clause hangs on. */

/* "the attack on a frigate, which killed 37": it is the attack that kills. */
static int32_t violent_above(const Stage *s, uint32_t v, int32_t pronoun, int32_t noun) {
  if (noun < 0 || !what_word(s, v, W_NEEDS_OBJECT) || tok(s, (uint32_t)pronoun)->low != key_fold(STR("which"))) return noun;
  for (int32_t i = noun; i >= 0 && is_noun(tok(s, (uint32_t)i)); i = tok(s, (uint32_t)i)->head) {
    if (what_word(s, (uint32_t)i, W_VIOLENT)) return i;
    if (tok(s, (uint32_t)i)->deprel != DEP_NMOD) break;
  }
  return noun;
}

static int32_t antecedent(const Stage *s, uint32_t v, int32_t t) {
  if (!relative(s, t)) return t;
  for (int32_t i = (int32_t)v; i >= 0; i = tok(s, (uint32_t)i)->head) {
    int rel = tok(s, (uint32_t)i)->deprel;
    if (rel == DEP_ACL_RELCL || rel == DEP_ACL) return violent_above(s, v, t, tok(s, (uint32_t)i)->head);
  }
  return t;
}

/* A finite clause behind "that", "as", "after" has its subject between the mark and the verb, even where a tree has hung it higher: the last noun there
** whose head lies outside. */
static int32_t stray_subject(const Stage *s, uint32_t v) {
  int32_t mark = tree_dep(s->d, v, DEP_MARK), found = -1;
  const Token *t = tok(s, v);
  bool finite = t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP || tree_dep(s->d, v, DEP_AUX) >= 0;
  if (mark < 0 || mark > (int32_t)v || !finite || tok(s, (uint32_t)mark)->upos != UPOS_SCONJ) return -1;
  for (int32_t i = mark + 1; i < (int32_t)v; i++) {
    const Token *k = tok(s, (uint32_t)i);
    bool noun = k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_PRON;
    if (noun && (k->head < mark || k->head > (int32_t)v) && tree_dep(s->d, (uint32_t)i, DEP_CASE) < 0) found = i;
  }
  return found;
}

static bool finite(const Stage *s, uint32_t v) {
  int x = tok(s, v)->xpos;
  return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || tree_dep(s->d, v, DEP_AUX) >= 0 || tree_dep(s->d, v, DEP_AUX_PASS) >= 0;
}

/* "extradited the leader, Jean Uwera, arrested in France": a bare participle behind a name and a comma, which a tree joins to the verb: the name, or -1. */
static int32_t reduced_relative(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  if (t->xpos != XPOS_VBN || t->deprel != DEP_CONJ || v < 2 || !(tok(s, v - 1)->flags & TOK_PUNCT) || tok(s, v - 2)->upos != UPOS_PROPN)
    return -1;
  EACH_DEP (s->d, c, v) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (rel == DEP_CC || rel == DEP_OBJ || rel == DEP_AUX || rel == DEP_AUX_PASS || rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) return -1;
  }
  uint32_t name = v - 2;
  while (tok(s, name)->head >= 0 && (tok(s, name)->deprel == DEP_FLAT || tok(s, name)->deprel == DEP_FLAT_NAME))
    name = (uint32_t)tok(s, name)->head;
  return (int32_t)name;
}

/* "saw Mali refusing to go": the object that stands right before a gerund below its verb is who does it. */
static int32_t object_before(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  bool below = t->deprel == DEP_XCOMP || t->deprel == DEP_CCOMP || t->deprel == DEP_ADVCL;
  int32_t obj = below && t->head >= 0 && tree_dep(s->d, v, DEP_MARK) < 0 ? tree_dep(s->d, (uint32_t)t->head, DEP_OBJ) : -1;
  return obj == (int32_t)v - 1 && tok(s, (uint32_t)obj)->upos == UPOS_PROPN ? obj : -1;
}

/* "adopted a resolution condemning", "signed a decree banning": what is written does what its writer does. */
static int32_t who_writes(const Stage *s, uint32_t noun, int depth) {
  int32_t g = tok(s, noun)->head, poss = tree_dep(s->d, noun, DEP_NMOD_POSS);
  EACH_DEP (s->d, c, noun) {
    Key word = tree_case(s->d, (uint32_t)c, NULL);
    if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && (word == key_fold(STR("by")) || word == key_fold(STR("from")))) return c;
  }
  if (poss >= 0) return poss;
  if (g < 0 || !verbal(tok(s, (uint32_t)g))) return (int32_t)noun;
  int32_t agent = tree_dep(s->d, (uint32_t)g, DEP_OBL_AGENT);
  if (tok(s, noun)->deprel == DEP_NSUBJ_PASS && agent >= 0) return agent;
  int32_t who = tok(s, noun)->deprel == DEP_OBJ ? verb_surface_subject(s, (uint32_t)g, depth + 1) : -1;
  return who >= 0 ? who : (int32_t)noun;
}

/* "Mali's decision to withdraw", "made an offer to pay": an infinitive below a noun of will is done by whose it is; other nouns do it themselves. */
static int32_t who_decides(const Stage *s, uint32_t v, uint32_t noun, int depth) {
  if (tok(s, v)->xpos == XPOS_VBG && what_word(s, noun, W_WRITTEN)) return who_writes(s, noun, depth);
  int32_t mark = tree_dep(s->d, v, DEP_MARK), poss = tree_dep(s->d, noun, DEP_NMOD_POSS);
  if (mark < 0 || tok(s, (uint32_t)mark)->low != key_fold(STR("to"))) return (int32_t)noun;
  if (!what_word(s, noun, W_DECISION) && !what_word(s, noun, W_NOUN_PLAN)) { /* "Spain is, becomes the tenth state to recognise" */
    int32_t is = tree_dep(s->d, noun, DEP_COP) >= 0 ? own_subject(s, noun) : -1;
    if (is < 0 && tok(s, noun)->deprel == DEP_XCOMP) is = verb_surface_subject(s, (uint32_t)tok(s, noun)->head, depth + 1);
    return is >= 0 ? is : (int32_t)noun;
  }
  if (poss >= 0) return poss;
  int32_t g = tok(s, noun)->head;
  if (g >= 0 && verbal(tok(s, (uint32_t)g)) && tok(s, noun)->deprel == DEP_OBJ) return verb_surface_subject(s, (uint32_t)g, depth + 1);
  return (int32_t)noun;
}

static int32_t governed_subject(const Stage *s, uint32_t v, int depth) {
  int32_t own = own_subject(s, v);
  if (own >= 0) return antecedent(s, v, own);
  own = stray_subject(s, v);
  if (own >= 0) return own;
  const Token *t = tok(s, v);
  if (t->head < 0 || depth > DEPTH) return -1;
  uint32_t h = (uint32_t)t->head;
  if (t->xpos == XPOS_VBG && v > 0 && object_before(s, v) >= 0) return object_before(s, v);
  switch (t->deprel) {
  case DEP_CONJ:
    if (reduced_relative(s, v) >= 0) return reduced_relative(s, v);
    return verb_surface_subject(s, h, depth + 1);
  case DEP_PARATAXIS: /* "several states, including Spain, recognised him": a noun that a tree makes the root */
    if (is_noun(tok(s, h)) && tok(s, h)->head < 0 && h < v && finite(s, v) && own_subject(s, h) < 0) return (int32_t)h;
    return verbal(tok(s, h)) ? verb_surface_subject(s, h, depth + 1) : -1;
  case DEP_XCOMP:
  case DEP_ADVCL: {
    bool control = t->deprel == DEP_XCOMP ? what_word(s, h, W_CONTROL) : content_clause(s, v) && t->xpos == XPOS_VBG;
    int32_t obj = control ? tree_dep(s->d, h, DEP_OBJ) : -1;
    if (control && obj < 0) obj = tree_dep(s->d, h, DEP_IOBJ);
    if (obj >= 0) return antecedent(s, h, obj);
    if (verbal(tok(s, h)) || tok(s, h)->upos == UPOS_ADJ) return verb_surface_subject(s, h, depth + 1);
    return own_subject(s, h) >= 0 ? antecedent(s, h, own_subject(s, h)) : -1;
  }
  case DEP_ACL: return who_decides(s, v, h, depth);
  case DEP_ACL_RELCL:
  case DEP_AMOD: return (int32_t)h;
  case DEP_CCOMP: /* "helped resolve", "let them go": a bare complement shares its subject */
    if (lent_subject(s, v, h) >= 0) return lent_subject(s, v, h);
    return t->xpos == XPOS_VBG || t->xpos == XPOS_VB ? verb_surface_subject(s, h, depth + 1) : -1;
  default: return -1;
  }
}

/* "Kenya says ends ceasefire", "says to lift the ban": headlines leave out a subject that is the speaker's. */
static bool elided_after_say(const Stage *s, uint32_t v) {
  const Token *t = tok(s, v);
  if ((t->deprel != DEP_CCOMP && t->deprel != DEP_XCOMP) || t->head < 0 || v > (uint32_t)t->head + 2) return false;
  return tok_is(tok(s, (uint32_t)t->head), key_fold(STR("say"))) && t->xpos != XPOS_VBN;
}

/* The grammatical subject through coordination, control, relative clauses and participles; for a main verb that a tree leaves without one, the apposition
** right before it ("In talks in Manila, Vietnam and Laos agreed"). */
int32_t verb_surface_subject(const Stage *s, uint32_t v, int depth) {
  int32_t found = governed_subject(s, v, depth);
  if (found >= 0 || depth) return found;
  if (elided_after_say(s, v)) return verb_surface_subject(s, (uint32_t)tok(s, v)->head, 1);
  if (!finite(s, v)) return -1;
  const Sent *sent = &s->d->sents[tok(s, v)->sent];
  for (uint32_t i = v; i-- > sent->first;) {
    const Token *k = tok(s, i);
    if (verbal(k) && k->head != (int32_t)v) return -1;
    if (!is_noun(k)) continue;
    for (int n = 0; n < DEPTH && tok(s, i)->deprel != DEP_APPOS && tok(s, i)->head >= 0 && tok(s, i)->head < (int32_t)v; n++)
      i = (uint32_t)tok(s, i)->head;
    return tok(s, i)->deprel == DEP_APPOS && tree_dep(s->d, i, DEP_CASE) < 0 ? (int32_t)i : -1;
  }
  return -1;
}

static bool case_is(const Stage *s, uint32_t t, Key word) {
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel == DEP_CASE && (tok(s, (uint32_t)c)->low == word || tok(s, (uint32_t)c)->lemma == word)) return true;
  return false;
}

static bool is_actor(const Stage *s, uint32_t t) {
  int32_t m = s->who->of[t];
  return m >= 0 && s->who->at[m].flags & MEN_ACTOR;
}

/* "held in the harbour by soldiers": the by-phrase of a passive that a tree hangs on the place; "attacked and injured by police": on the verb joined. */
static void stray_agents(const Stage *s, uint32_t v, Heads *out) {
  Key by = key_fold(STR("by"));
  EACH_DEP (s->d, c, v) {
    const Token *k = tok(s, (uint32_t)c);
    if (k->deprel == DEP_OBL || k->deprel == DEP_OBL_UNMARKED) {
      EACH_DEP (s->d, n, (uint32_t)c)
        if (tok(s, (uint32_t)n)->deprel == DEP_NMOD && case_is(s, (uint32_t)n, by) && is_actor(s, (uint32_t)n)) heads_add(out, (uint32_t)n);
    } else if (k->deprel == DEP_CONJ && verbal(k) && k->xpos == XPOS_VBN && own_subject(s, (uint32_t)c) < 0) {
      EACH_DEP (s->d, n, (uint32_t)c)
        if (tok(s, (uint32_t)n)->deprel == DEP_OBL_AGENT) heads_add(out, (uint32_t)n);
    }
  }
}

static void agents(const Stage *s, uint32_t v, Heads *out) {
  Key by = key_fold(STR("by"));
  EACH_DEP (s->d, c, v) {
    int rel = tok(s, (uint32_t)c)->deprel;
    Key word = tree_case(s->d, (uint32_t)c, NULL);
    if ((rel == DEP_OBL_AGENT && word != key_fold(STR("as")) && word != key_fold(STR("including"))) ||
        ((rel == DEP_OBL || rel == DEP_NMOD) && case_is(s, (uint32_t)c, by)))
      heads_add(out, (uint32_t)c);
  }
}

/* "Mali announced it had sent troops": a pronoun that stands for nobody known is who says so. */
static int32_t who_speaks(const Stage *s, uint32_t v, int32_t subject) {
  int32_t i = s->who->of[subject], verb = (int32_t)v;
  const Mention *m = i < 0 ? NULL : &s->who->at[i];
  if (tok(s, (uint32_t)subject)->upos != UPOS_PRON || (m && m->nparties) || relative(s, subject)) return subject;
  while (tok(s, (uint32_t)verb)->deprel == DEP_CONJ || tok(s, (uint32_t)verb)->deprel == DEP_XCOMP) verb = tok(s, (uint32_t)verb)->head;
  int32_t say = tok(s, (uint32_t)verb)->deprel == DEP_CCOMP ? tok(s, (uint32_t)verb)->head : -1;
  if (say < 0 || !what_word(s, (uint32_t)say, W_SAY)) return subject;
  int32_t speaker = verb_surface_subject(s, (uint32_t)say, 1);
  return speaker >= 0 ? speaker : subject;
}

void verb_subject(const Stage *s, uint32_t v, Heads *out) {
  if (verb_passive(s, v) || reduced_relative(s, v) >= 0) {
    agents(s, v, out);
    if (!out->n) stray_agents(s, v, out);
    return;
  }
  int32_t subj = verb_surface_subject(s, v, 0);
  if (subj >= 0) subj = who_speaks(s, v, subj);
  if (subj >= 0) heads_add(out, (uint32_t)subj);
}

/* "the forum where he accused Mali", "the day when they met": what the noun stands for in the clause is no object. */
static bool relative_adverb(const Stage *s, uint32_t v) {
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_ADVMOD && tok(s, (uint32_t)c)->xpos == XPOS_WRB) return true;
  return false;
}

/* The gap of an object relative: "the man they killed", "which Tehran vowed to avenge". */
static int32_t object_gap(const Stage *s, uint32_t v) {
  for (int32_t i = (int32_t)v, n = 0; i >= 0 && n < DEPTH; i = tok(s, (uint32_t)i)->head, n++) {
    const Token *t = tok(s, (uint32_t)i);
    if (t->deprel == DEP_ACL_RELCL && t->head >= 0) {
      int32_t subj = own_subject(s, (uint32_t)i);
      return subj >= 0 && !relative(s, subj) && !relative_adverb(s, (uint32_t)i) ? t->head : -1;
    }
    if (t->deprel != DEP_XCOMP && t->deprel != DEP_CCOMP && t->deprel != DEP_CONJ) return -1;
  }
  return -1;
}

/* Of two objects ("granted refugees the right") a tree may call both direct: the thing is the last. */
static int32_t last_object(const Stage *s, uint32_t v) {
  int32_t last = -1;
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_OBJ) last = c;
  return last;
}

static void indirect_object(const Stage *s, uint32_t v, Heads *out) {
  int32_t given = tree_dep(s->d, v, DEP_IOBJ), first = tree_dep(s->d, v, DEP_OBJ);
  if (given < 0 && first != last_object(s, v)) given = first;
  if (given >= 0) heads_add(out, (uint32_t)given);
}

void verb_object(const Stage *s, uint32_t v, Heads *out) {
  if (verb_passive(s, v) || reduced_relative(s, v) >= 0) {
    int32_t subj = verb_surface_subject(s, v, 0);
    if (subj >= 0) heads_add(out, (uint32_t)subj);
    return;
  }
  int32_t obj = last_object(s, v);
  if (obj < 0) obj = tree_dep(s->d, v, DEP_IOBJ);
  if (obj >= 0) {
    heads_add(out, (uint32_t)antecedent(s, v, obj));
    int32_t first = tree_dep(s->d, v, DEP_OBJ); /* "fined the bank three million"; but "holding hostage three workers" */
    if (first >= 0 && (s->d->first_dep[first] >= 0 || tok(s, (uint32_t)first)->upos == UPOS_PROPN)) heads_add(out, (uint32_t)first);
    return;
  }
  int32_t gap = object_gap(s, v);
  if (gap >= 0) heads_add(out, (uint32_t)gap);
  /* "rejects and condemns the plan": where a tree hangs what two joined verbs share on the first. */
  const Token *t = tok(s, v);
  if (t->deprel == DEP_CONJ && t->head >= 0 && verbal(tok(s, (uint32_t)t->head)) && tree_dep(s->d, v, DEP_CCOMP) < 0 &&
      tree_dep(s->d, v, DEP_XCOMP) < 0) {
    int32_t shared = last_object(s, (uint32_t)t->head);
    if (shared > (int32_t)v) heads_add(out, (uint32_t)shared);
  }
  /* "attacked and killed five": the first of two joined verbs shares the object of the second. */
  EACH_DEP (s->d, c, v)
    if (tok(s, (uint32_t)c)->deprel == DEP_CONJ && verbal(tok(s, (uint32_t)c)) && own_subject(s, (uint32_t)c) < 0) {
      int32_t shared = tree_dep(s->d, (uint32_t)c, DEP_OBJ);
      if (shared >= 0 && !out->n) heads_add(out, (uint32_t)shared);
    }
}

/* The verb of "take part in the march", where the parser hangs the march on the verb or on the part. */
static int32_t part_taken(const Stage *s, uint32_t noun) {
  const Token *t = tok(s, noun);
  int32_t verb = t->head, part = verb < 0 ? -1 : tree_dep(s->d, (uint32_t)verb, DEP_OBJ);
  if (t->deprel == DEP_NMOD && tok(s, (uint32_t)verb)->deprel == DEP_OBJ) part = verb, verb = tok(s, (uint32_t)part)->head;
  if (part < 0 || verb < 0 || tok(s, (uint32_t)part)->lemma != key_fold(STR("part")) || !case_is(s, noun, key_fold(STR("in")))) return -1;
  return what_word(s, (uint32_t)verb, W_LIGHT) ? verb : -1;
}

/* The verb that has the noun as its object or subject, or the participle behind it ("talks held in"); with `light` only one that adds nothing. */
static int32_t carrier(const Stage *s, uint32_t noun, bool light) {
  const Token *t = tok(s, noun);
  if (t->head < 0) return -1;
  uint32_t h = (uint32_t)t->head;
  if (t->deprel == DEP_CONJ) return carrier(s, h, light);
  if (t->deprel == DEP_NMOD && what_word(s, h, W_QUANTITY) && case_is(s, noun, key_fold(STR("of")))) return carrier(s, h, light);
  if (t->deprel == DEP_ACL_RELCL || t->deprel == DEP_ACL) return -1;
  EACH_DEP (s->d, c, noun)
    if ((tok(s, (uint32_t)c)->deprel == DEP_ACL || tok(s, (uint32_t)c)->deprel == DEP_ACL_RELCL) && verbal(tok(s, (uint32_t)c)) &&
        (!light || what_word(s, (uint32_t)c, W_LIGHT)))
      return c;
  int32_t taken = part_taken(s, noun);
  if (taken >= 0) return taken;
  bool role = t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS || t->deprel == DEP_NSUBJ || t->deprel == DEP_OBL;
  if (!role || !verbal(tok(s, h))) return -1;
  return !light || what_word(s, h, t->deprel == DEP_OBL ? W_OBJECT_LIGHT : W_LIGHT) ? (int32_t)h : -1;
}

int32_t light_verb(const Stage *s, uint32_t noun) { return carrier(s, noun, true); }

static void by_case(const Stage *s, uint32_t t, Key word, Heads *out) {
  EACH_DEP (s->d, c, t) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if ((rel == DEP_OBL || rel == DEP_NMOD || rel == DEP_OBL_AGENT || rel == DEP_ADVCL || rel == DEP_ACL || rel == DEP_ADVMOD ||
         rel == DEP_OBJ) &&
        case_is(s, (uint32_t)c, word))
      heads_add(out, (uint32_t)c);
    else if ((rel == DEP_ADVCL || rel == DEP_ACL || rel == DEP_XCOMP ||
              rel == DEP_CCOMP)) /* "accused of harbouring": the mark is the preposition */
      EACH_DEP (s->d, m, (uint32_t)c)
        if (tok(s, (uint32_t)m)->deprel == DEP_MARK && tok(s, (uint32_t)m)->low == word) heads_add(out, (uint32_t)c);
  }
}

/* Prepositional phrases of the trigger; for a noun those of its light verb or governing verb too, for a joined verb those of the last one. */
static void step_case(const Stage *s, uint32_t t, Key word, Heads *out) {
  by_case(s, t, word, out);
  if (out->n) return;
  const Token *k = tok(s, t);
  if (!verbal(k) && k->head >= 0 && (k->deprel == DEP_OBJ || k->deprel == DEP_NSUBJ_PASS || k->deprel == DEP_NSUBJ) &&
      verbal(tok(s, (uint32_t)k->head)))
    by_case(s, (uint32_t)k->head, word, out);
  if (out->n || verbal(k)) return;
  EACH_DEP (s->d, c, t) /* "sanctions that it imposed on Mali": on the verb that carries the noun behind it */
    if (tok(s, (uint32_t)c)->deprel == DEP_ACL_RELCL && what_word(s, (uint32_t)c, W_LIGHT) && object_gap(s, (uint32_t)c) == (int32_t)t)
      by_case(s, (uint32_t)c, word, out);
  EACH_DEP (s->d, c, t) /* "clashes in Lagos between": on the place of the noun */
    if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && s->who->of[c] >= 0 && s->who->at[s->who->of[c]].kind == MENTION_PLACE)
      by_case(s, (uint32_t)c, word, out);
}

static void noun_subject(const Stage *s, uint32_t n, Heads *out) {
  agents(s, n, out);
  if (out->n) return;
  int32_t poss = tree_dep(s->d, n, DEP_NMOD_POSS);
  int32_t light = poss >= 0 && tok(s, n)->deprel == DEP_OBL ? -1 : light_verb(s, n); /* "sanctions for its tests" */
  if (light >= 0) verb_subject(s, (uint32_t)light, out);
  if (out->n && out->at[0] != n) return;
  out->n = 0; /* "the release ended the crisis": nothing does itself */
  if (poss >= 0) heads_add(out, (uint32_t)poss);
}

static void modifiers(const Stage *s, uint32_t n, Heads *out) {
  EACH_DEP (s->d, c, n) {
    int rel = tok(s, (uint32_t)c)->deprel;
    if (rel == DEP_COMPOUND || rel == DEP_AMOD || rel == DEP_NMOD_DESC || rel == DEP_NMOD_UNMARKED) heads_add(out, (uint32_t)c);
  }
}

static void step_dep(const Stage *s, uint32_t t, int rel, Heads *out) {
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel == rel) heads_add(out, (uint32_t)c);
}

/* An infinitive that a tree takes for a clause beside the verb: not "agreed, days after ships rammed a boat". */
static void infinitives(const Stage *s, uint32_t t, Heads *out) {
  EACH_DEP (s->d, c, t) {
    int32_t mark = tree_dep(s->d, (uint32_t)c, DEP_MARK);
    bool finite = own_subject(s, (uint32_t)c) >= 0 || (mark >= 0 && tok(s, (uint32_t)mark)->upos == UPOS_SCONJ);
    if (tok(s, (uint32_t)c)->deprel == DEP_ADVCL && !finite) heads_add(out, (uint32_t)c);
  }
}

static void below(const Stage *s, uint32_t t, Heads *out) {
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel != DEP_ACL_RELCL && tok(s, (uint32_t)c)->deprel != DEP_PARATAXIS) {
      heads_add(out, (uint32_t)c);
      below(s, (uint32_t)c, out);
    }
}

static void step(const Stage *s, const StepRec *st, uint32_t t, Heads *out) {
  bool verb = verbal(tok(s, t));
  switch (st->op) {
  case STEP_SELF: heads_add(out, t); break;
  case STEP_SUBJ:
    if (verb || tok(s, t)->upos == UPOS_ADJ) verb_subject(s, t, out);
    else if (own_subject(s, t) >= 0) heads_add(out, (uint32_t)own_subject(s, t));
    else noun_subject(s, t, out);
    break;
  case STEP_OBJ:
    if (verb) verb_object(s, t, out);
    else by_case(s, t, key_fold(STR("of")), out);
    break;
  case STEP_IOBJ: indirect_object(s, t, out); break;
  case STEP_CCOMP: step_dep(s, t, DEP_CCOMP, out); break;
  case STEP_XCOMP:
    step_dep(s, t, DEP_XCOMP, out);
    if (!verb) step_dep(s, t, DEP_ACL, out);
    else if (!out->n) infinitives(s, t, out);
    break;
  case STEP_ADVCL: step_dep(s, t, DEP_ADVCL, out); break;
  case STEP_POSS: step_dep(s, t, DEP_NMOD_POSS, out); break;
  case STEP_MOD: modifiers(s, t, out); break;
  case STEP_ADV: step_dep(s, t, DEP_ADVMOD, out); break;
  case STEP_LIGHT:
    if (carrier(s, t, false) >= 0) heads_add(out, (uint32_t)carrier(s, t, false));
    break;
  case STEP_HEAD:
    if (tok(s, t)->head >= 0) heads_add(out, (uint32_t)tok(s, t)->head);
    break;
  case STEP_BELOW: below(s, t, out); break;
  case STEP_SENT: {
    const Sent *sent = &s->d->sents[tok(s, t)->sent];
    for (uint32_t i = sent->first; i < sent->first + sent->n; i++)
      if (tok(s, i)->upos == UPOS_NOUN || tok(s, i)->upos == UPOS_VERB || tok(s, i)->upos == UPOS_ADJ) heads_add(out, i);
    break;
  }
  case STEP_CONJ: step_dep(s, t, DEP_CONJ, out); break;
  case STEP_AUX:
    step_dep(s, t, DEP_AUX, out);
    step_dep(s, t, DEP_AUX_PASS, out);
    step_dep(s, t, DEP_COP, out);
    break;
  case STEP_PREP: step_dep(s, t, DEP_CASE, out); break;
  case STEP_NUM: step_dep(s, t, DEP_NUMMOD, out); break;
  case STEP_SPEAKER: attach_speaker(s, t, out); break;
  default: step_case(s, t, st->word, out);
  }
}

/* Joined heads of a middle step count too: "agreed to meet and sign"; of verbs above and of that-clauses, not those with a subject of their own
** ("declared a curfew, but rebels broke it", "said it would retaliate, but he did not say how"). */
static void join_middle(const Stage *s, int op, Heads *h) {
  bool clause = op == STEP_HEAD || op == STEP_LIGHT || op == STEP_CCOMP;
  for (uint32_t i = 0; i < h->n; i++)
    EACH_DEP (s->d, c, h->at[i])
      if (tok(s, (uint32_t)c)->deprel == DEP_CONJ && !(clause && verbal(tok(s, (uint32_t)c)) && own_subject(s, (uint32_t)c) >= 0))
        heads_add(h, (uint32_t)c);
}

static void walk(const Stage *s, const Frames *f, const PathRec *p, uint32_t t, Heads *out) {
  Heads at = {{t}, 1};
  for (uint32_t i = 0; i < p->n; i++) {
    Heads next = {.n = 0};
    for (uint32_t k = 0; k < at.n; k++) step(s, &f->steps[p->first + i], at.at[k], &next);
    if (i + 1 < p->n) join_middle(s, f->steps[p->first + i].op, &next);
    at = next;
  }
  for (uint32_t k = 0; k < at.n; k++) heads_add(out, at.at[k]);
}

void path_role(const Stage *s, const Frames *f, const RoleExpr *e, uint32_t t, Heads *out) {
  for (uint32_t i = 0; i < e->n; i++) {
    const PathRec *p = &f->paths[e->first + i];
    if (!p->joined && out->n) return;
    walk(s, f, p, t, out);
  }
}

/* "Kenya, Uganda in gas talks": a headline's list of states, which a tree may take for an apposition. */
static bool is_listed(const Stage *s, uint32_t t, uint32_t c) {
  if (tok(s, c)->deprel != DEP_APPOS || c != t + 2 || tok(s, t + 1)->low != key_fold(STR(","))) return false;
  const Mention *a = mention_at(s, t), *b = mention_at(s, c);
  return a && b && a->flags & MEN_STATE && b->flags & MEN_STATE && !shares_country(a, b);
}

void path_join(const Stage *s, Heads *h) {
  for (uint32_t i = 0; i < h->n; i++) /* grows while it is walked: conjuncts of conjuncts */
    EACH_DEP (s->d, c, h->at[i])
      if (tok(s, (uint32_t)c)->deprel == DEP_CONJ || is_listed(s, h->at[i], (uint32_t)c)) heads_add(h, (uint32_t)c);
}
