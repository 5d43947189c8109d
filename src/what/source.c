/* On whose word: reported speech, "according to", claims of responsibility. */
#include "what/attach.h"
#include <string.h>

enum { DEPTH = 3 /* authors of authors: "data in a report by the office of the minister" */ };

static bool same_country(const Mention *a, const Mention *b) {
  return a->nparties && b->nparties && a->parties[0].country[0] && !memcmp(a->parties[0].country, b->parties[0].country, 4);
}

/* Are the doers of several countries?  Who tells what they did together is a source. */
static bool of_several(const Stage *s, const Act *a) {
  for (uint32_t i = 1; i < a->who.n; i++) {
    int32_t first = s->who->of[a->who.at[0]], k = s->who->of[a->who.at[i]];
    if (first >= 0 && k >= 0 && !same_country(&s->who->at[first], &s->who->at[k])) return true;
  }
  return false;
}

/* A state by its name or by a word for it ("his country", "the government"), no person or office of it. */
static bool whole_state(const Stage *s, const Mention *m) {
  if (m->flags & (MEN_STATE | MEN_CAPITAL)) return true;
  if (m->antecedent >= 0 && s->who->at[m->antecedent].flags & (MEN_STATE | MEN_CAPITAL)) return true;
  return m->flags & MEN_DEFINITE && !(m->flags & MEN_NAMED) && m->kind != MENTION_PRONOUN && m->kind != MENTION_ROLE &&
         !strcmp(m->parties[0].sector, "GOV");
}

/* Told by its verb as over: "said it had met", "said they held talks". */
static bool told_as_done(const Stage *s, const Act *a) {
  int32_t v = verbal(tok(s, a->trigger)) ? (int32_t)a->trigger : light_verb(s, a->trigger);
  if (v < 0 || a->status != STATUS_ACTUAL || a->future_promise) return false;
  if (tok(s, (uint32_t)v)->xpos == XPOS_VBG && tree_dep(s->d, (uint32_t)v, DEP_AUX) >= 0) return false; /* "said it was pulling out" */
  StatusFound f = status_of(s, a->trigger);
  return attach_past(s, (uint32_t)v) || f.perfect || f.pluperfect;
}

/* Does it tell of itself?  The doer does; so does who gives the word of its own state ("his country would agree"), and who announces
** what its side will do. */
static bool tells_itself(const Stage *s, const Act *a, const Mention *m, bool announces) {
  bool several = of_several(s, a), done = told_as_done(s, a);
  for (uint32_t i = 0; i < a->who.n; i++) {
    int32_t k = s->who->of[a->who.at[i]];
    if (k < 0) continue;
    const Mention *w = &s->who->at[k];
    if (w->entity == m->entity) return true;
    if (!several && same_country(w, m) && (announces || (!done && whole_state(s, w)))) return true;
  }
  return false;
}

/* Who tells of its own words, measures or plans is no source ("the president said he would agree"); who tells of its own deeds is ("the
** army said it took", "the minister said he had met"), and who tells of another of its side ("his spokesman said the president would
** agree").  `verb` says so, or -1. */
static bool tells_own(const Stage *s, const Act *a, const Mention *m, int32_t verb) {
  uint8_t quad = attach_type(s, a)->quad;
  bool words = quad == 1 || quad == 3 || a->future_promise || a->status == STATUS_FUTURE;
  bool announces = verb >= 0 && what_word(s, (uint32_t)verb, W_ANNOUNCE);
  if (verb >= 0 && quad != 3 && told_as_done(s, a)) words = false;
  if (announces && words && !a->who.n) return true; /* "announces that entry will be barred" */
  return (words || attach_has_trait(s, a, TRAIT_DESK)) && tells_itself(s, a, m, announces);
}

static void add_sources(const Stage *s, Act *a, Heads *h, int32_t verb, int depth);

/* Who gave out what is written: "the statement issued by the embassy", "the army released a statement". */
static void giver(const Stage *s, uint32_t work, Heads *out) {
  EACH_DEP (s->d, c, work)
    if (tok(s, (uint32_t)c)->deprel == DEP_ACL && verb_passive(s, (uint32_t)c)) verb_subject(s, (uint32_t)c, out);
  const Token *t = tok(s, work);
  if (!out->n && t->deprel == DEP_OBJ && t->head >= 0) verb_subject(s, (uint32_t)t->head, out);
}

/* "a UN report", "a police statement": the noun before it. */
static int32_t maker(const Stage *s, uint32_t work) {
  int32_t last = -1;
  EACH_DEP (s->d, c, work)
    if ((uint32_t)c < work && tok(s, (uint32_t)c)->deprel == DEP_COMPOUND) last = c;
  return last >= 0 && s->who->of[last] >= 0 && s->who->at[s->who->of[last]].nparties ? last : -1;
}

/* "Chinese media reports": words whose maker is no mention of its own. */
static bool names_maker(const Stage *s, uint32_t work, const Mention *m) {
  return what_word(s, work, W_WRITTEN) && m->parties[0].country[0] && m->parties[0].sector[0] && tree_dep(s->d, work, DEP_COMPOUND) >= 0;
}

/* "a report by the ministry", "an article in Le Monde", "the group's statement": who it is by; "the office of the minister": whose it is.  False when the words
** are nobody's. */
static bool add_author(const Stage *s, Act *a, uint32_t work, int32_t verb, int depth) {
  static const char *const by[] = {"of", "by", "from", "in"};
  bool written = what_word(s, work, W_WRITTEN);
  int32_t author = written ? tree_dep(s->d, work, DEP_NMOD_POSS) : -1;
  for (uint32_t k = 0; k < (written ? sizeof by / sizeof *by : 1) && author < 0; k++)
    EACH_DEP (s->d, c, work)
      if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && tree_case(s->d, (uint32_t)c, NULL) == key_fold(str_of(by[k]))) author = c;
  if (written && author < 0) author = maker(s, work);
  Heads h = {.n = 0};
  if (author >= 0) heads_add(&h, (uint32_t)author);
  else if (written) giver(s, work, &h);
  if (h.n) add_sources(s, a, &h, verb, depth + 1);
  return h.n > 0;
}

static void add_source(const Stage *s, Act *a, uint32_t head, int32_t verb, int depth) {
  const Mention *m = s->who->of[head] < 0 ? NULL : &s->who->at[s->who->of[head]];
  bool nobody = !m || !m->nparties || m->kind == MENTION_OTHER;
  if (nobody && depth < DEPTH && add_author(s, a, head, verb, depth)) return;
  /* "Chinese media Xinhua": the name that stands right behind a noun is who says it. */
  if (m && !(m->flags & MEN_NAMED) && m->last + 1 < s->d->ntokens && tok(s, m->last + 1)->sent == a->sent && s->who->of[m->last + 1] >= 0) {
    const Mention *name = &s->who->at[s->who->of[m->last + 1]];
    if (name->flags & MEN_NAMED && name->kind == MENTION_ORGANISATION && name->nparties) {
      head = m->last + 1;
      m = name;
    }
  }
  if (m && m->nparties && (m->kind != MENTION_OTHER || names_maker(s, head, m)) && !tells_own(s, a, m, verb)) heads_add(&a->source, head);
}

static void add_sources(const Stage *s, Act *a, Heads *h, int32_t verb, int depth) {
  path_join(s, h);
  for (uint32_t i = 0; i < h->n; i++) add_source(s, a, h->at[i], verb, depth);
}

/* The mention that ends right before token t, or NULL. */
static const Mention *ends_before(const Stage *s, uint32_t t) {
  int32_t found = -1;
  for (uint32_t h = s->d->sents[tok(s, t - 1)->sent].first; h < t; h++) {
    int32_t i = s->who->of[h];
    if (i >= 0 && s->who->at[i].last + 1 == t && s->who->at[i].kind != MENTION_PRONOUN && (found < 0 || i < found)) found = i;
  }
  return found < 0 ? NULL : &s->who->at[found];
}

/* "..., medics and witnesses said": the words between a comma and a last verb of saying that a tree leaves without a subject. */
static bool before_comma(const Stage *s, uint32_t verb, Heads *out) {
  Heads h = {.n = 0};
  for (uint32_t t = verb; t > s->d->sents[tok(s, verb)->sent].first;) {
    const Mention *m = ends_before(s, t);
    if (!m) return false;
    heads_add(&h, m->head);
    t = m->first;
    while (t > 0 && tok(s, t - 1)->upos == UPOS_DET) t--;
    if (t > 0 && tok_text(s->d, tok(s, t - 1)).p[0] == ',') {
      *out = h;
      return true;
    }
    if (t > 1 && tok(s, t - 1)->upos == UPOS_CCONJ) t--;
    else return false;
  }
  return false;
}

/* The verb behind a teller and a comma, wherever the tree hangs it: "according to the agency, citing the army, ...". */
static int32_t cites_behind(const Stage *s, uint32_t teller) {
  uint32_t first, last;
  tree_hull(s->d, teller, &first, &last);
  if (last > teller && tok(s, last)->flags & TOK_PUNCT) last--; /* the comma may hang on the teller */
  if (last + 2 >= s->d->ntokens || tok(s, last + 2)->sent != tok(s, teller)->sent || !(tok(s, last + 1)->flags & TOK_PUNCT)) return -1;
  return tok(s, last + 2)->xpos == XPOS_VBG && what_word(s, last + 2, W_CITE) ? (int32_t)last + 2 : -1;
}

static void cited_by(const Stage *s, Act *a, uint32_t verb) {
  int32_t from = tree_dep(s->d, verb, DEP_OBJ);
  Heads h = {.n = 0};
  if (from >= 0) heads_add(&h, (uint32_t)from);
  path_join(s, &h);
  for (uint32_t i = 0; i < h.n; i++) add_source(s, a, h.at[i], -1, DEPTH);
}

/* Whom the teller has it from: "the paper, citing officials, said", "according to the agency, which quoted the police". */
static void cited(const Stage *s, Act *a, uint32_t teller) {
  int32_t behind = verbal(tok(s, teller)) ? -1 : cites_behind(s, teller);
  if (behind >= 0) cited_by(s, a, (uint32_t)behind);
  EACH_DEP (s->d, c, teller) {
    int rel = tok(s, (uint32_t)c)->deprel;
    bool clause = rel == DEP_ACL || rel == DEP_ADVCL || rel == DEP_ACL_RELCL;
    if (clause && c != behind && what_word(s, (uint32_t)c, W_CITE)) cited_by(s, a, (uint32_t)c);
  }
}

/* Who says: the subject, or behind the verb what a tree may take for its object ("reported the agency"; but "observing the mission"). */
static void sayers(const Stage *s, Act *a, uint32_t verb, bool inverted) {
  Heads h = {.n = 0};
  int32_t own = tree_dep(s->d, verb, DEP_NSUBJ), obj = tree_dep(s->d, verb, DEP_OBJ);
  if (own < 0 && before_comma(s, verb, &h)) {
    for (uint32_t i = 0; i < h.n; i++) add_source(s, a, h.at[i], (int32_t)verb, 0);
    return;
  }
  if (inverted && own < 0 && tok(s, verb)->xpos == XPOS_VBG) return;
  if (inverted && own < 0 && obj > (int32_t)verb) heads_add(&h, (uint32_t)obj);
  else verb_subject(s, verb, &h);
  uint32_t n = h.n;
  add_sources(s, a, &h, (int32_t)verb, 0);
  for (uint32_t i = 0; i < n; i++) cited(s, a, h.at[i]);
  cited(s, a, verb);
}

/* Does a comma, a dash or a quotation mark stand between a clause and a verb of saying behind it?  "The ban the mayor declared" is no
** report. */
static bool set_apart(const Stage *s, uint32_t verb, uint32_t clause) {
  if (verb < clause) return true;
  for (uint32_t t = clause; t < verb; t++)
    if (tok(s, t)->flags & TOK_PUNCT) return true;
  return false;
}

/* "as the agency reported" tells on, "after a minister said" is another act. */
static bool other_mark(const Stage *s, uint32_t v) {
  int32_t m = tree_dep(s->d, v, DEP_MARK);
  return m >= 0 && tok(s, (uint32_t)m)->low != key_fold(STR("as"));
}

/* "reported X" behind the clause, "according to X" on it. */
static void clause_sources(const Stage *s, Act *a, uint32_t clause) {
  EACH_DEP (s->d, c, clause) {
    const Token *k = tok(s, (uint32_t)c);
    bool joined = tree_dep(s->d, (uint32_t)c, DEP_CC) >= 0 || (k->deprel == DEP_ADVCL && other_mark(s, (uint32_t)c));
    bool beside = k->deprel == DEP_PARATAXIS || ((k->deprel == DEP_CONJ || k->deprel == DEP_ADVCL) && !joined && (uint32_t)c > clause);
    if (beside && set_apart(s, (uint32_t)c, clause) && verbal(k) && what_word(s, (uint32_t)c, W_SAY) &&
        tree_dep(s->d, (uint32_t)c, DEP_CCOMP) < 0)
      sayers(s, a, (uint32_t)c, true);
  }
}

/* "..., which the mayor praised according to the paper": of the relative clause alone, without a comma before it. */
static bool in_other_clause(const Stage *s, const Act *a, uint32_t t, uint32_t mark) {
  if (mark == 0 || tok(s, mark - 1)->flags & TOK_PUNCT) return false;
  for (int32_t i = tok(s, t)->head; i >= 0; i = tok(s, (uint32_t)i)->head)
    if (tok(s, (uint32_t)i)->deprel == DEP_ACL_RELCL) return (uint32_t)i != a->trigger && !tree_below(s->d, a->trigger, (uint32_t)i);
  return false;
}

/* "according to police" at the end of a sentence stands for all of it, wherever the tree hangs it. */
static void according(const Stage *s, Act *a) {
  const Sent *sent = &s->d->sents[a->sent];
  for (uint32_t t = sent->first; t < sent->first + sent->n; t++) {
    int32_t mark = tok(s, t)->deprel == DEP_OBL || tok(s, t)->deprel == DEP_NMOD ? tree_dep(s->d, t, DEP_CASE) : -1;
    if (mark >= 0 && what_word(s, (uint32_t)mark, W_ACCORDING) && !in_other_clause(s, a, t, (uint32_t)mark)) {
      Heads h = {{t}, 1};
      add_sources(s, a, &h, -1, 0);
      cited(s, a, t);
    }
  }
}

/* "died in a raid", "was reached during talks": the act is what a verb that names none tells. */
static bool carried(const Stage *s, uint32_t t) {
  static const char *const cases[] = {"in", "into", "under", "during"};
  int32_t head = tok(s, t)->head;
  if (tok(s, t)->deprel != DEP_OBL || head < 0 || !verbal(tok(s, (uint32_t)head)) || attach_names_act(s, (uint32_t)head)) return false;
  Key by = tree_case(s->d, t, NULL);
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
    if (by == key_fold(str_of(cases[k]))) return true;
  return false;
}

/* An act named in passing ("after the raid on its port", "nurses abducted in June") is nobody's report. */
static bool in_passing(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  if (verbal(k)) return (k->deprel == DEP_ACL && tree_dep(s->d, t, DEP_MARK) < 0) || k->deprel == DEP_AMOD;
  if (k->upos == UPOS_ADJ || light_verb(s, t) >= 0 || carried(s, t)) return false;
  return k->deprel == DEP_OBL || k->deprel == DEP_NMOD || k->deprel == DEP_COMPOUND;
}

/* Is t what its governor says?  "announces sanctions" tells of no report, "confirms the raid" does. */
static bool is_said(const Stage *s, const Act *a, uint32_t t) {
  const Token *k = tok(s, t);
  if (k->head < 0 || (uint32_t)k->head == a->trigger) return false;
  if (k->deprel == DEP_OBJ) return t == a->trigger && !verbal(k) && what_word(s, (uint32_t)k->head, W_REPORT);
  int32_t mark = tree_dep(s->d, t, DEP_MARK);
  if (!what_word(s, (uint32_t)k->head, W_SAY) || (mark >= 0 && what_word(s, (uint32_t)mark, W_BACKGROUND)))
    return false; /* "said after ..." */
  return k->deprel == DEP_CCOMP || k->deprel == DEP_PARATAXIS || k->deprel == DEP_XCOMP;
}

static bool is_quote(const Stage *s, uint32_t t) {
  Str w = tok_text(s->d, tok(s, t));
  return str_is(w, "\"") || str_is(w, "\xE2\x80\x9C") || str_is(w, "\xE2\x80\x9D") || str_is(w, "``") || str_is(w, "''");
}

static bool has_quote(const Stage *s, const Sent *sent) {
  for (uint32_t t = sent->first; t < sent->first + sent->n; t++)
    if (is_quote(s, t)) return true;
  return false;
}

/* Does token t stand inside quotation marks? */
static bool inside_quotes(const Stage *s, uint32_t t) {
  const Sent *sent = &s->d->sents[tok(s, t)->sent];
  bool open = sent->quote;
  for (uint32_t i = sent->first; i < t; i++) {
    Str w = tok_text(s->d, tok(s, i));
    if (str_is(w, "\"")) open = !open;
    else if (str_is(w, "\xE2\x80\x9C") || str_is(w, "``")) open = true;
    else if (str_is(w, "\xE2\x80\x9D") || str_is(w, "''")) open = false;
  }
  return open;
}

/* Is it the verb by which a sentence tells who speaks? */
static bool says(const Stage *s, uint32_t t) {
  return verbal(tok(s, t)) && what_word(s, t, W_SAY) && (tok(s, t)->head < 0 || tok(s, t)->deprel == DEP_PARATAXIS);
}

/* "'They killed three.  They are murderers,' said the mayor": who speaks stands behind the last sentence of the quotation. */
static void quoted_till(const Stage *s, Act *a) {
  enum { ON = 5 };
  for (uint32_t i = a->sent + 1; i < s->d->nsents && i <= a->sent + ON && s->d->sents[i].quote; i++) {
    const Sent *next = &s->d->sents[i];
    for (uint32_t t = next->first; t < next->first + next->n; t++)
      if (says(s, t) && !inside_quotes(s, t)) {
        sayers(s, a, t, true);
        return;
      }
  }
}

/* A quotation of several sentences: who speaks stands at its end, else ("... ," he said.  "They killed three.") in a sentence before. */
static void quoted(const Stage *s, Act *a) {
  enum { BACK = 3 };
  const Sent *sent = &s->d->sents[a->sent];
  if (sent->kind != SENT_BODY || !inside_quotes(s, a->trigger)) return;
  quoted_till(s, a);
  for (uint32_t i = a->sent, n = 0; i-- > 0 && n < BACK && !a->source.n; n++) {
    const Sent *before = &s->d->sents[i];
    if (before->kind != SENT_BODY) return;
    for (uint32_t t = before->first; t < before->first + before->n; t++)
      if (says(s, t) && has_quote(s, before)) {
        sayers(s, a, t, true);
        return;
      }
    if (!before->quote && !is_quote(s, before->first)) return;
  }
}

/* "..., while Qatar will help too", "..., as protests go on": a clause set beside what is told is the text's own word. */
static bool set_beside(const Stage *s, uint32_t t) {
  int32_t m = tok(s, t)->deprel == DEP_ADVCL ? tree_dep(s->d, t, DEP_MARK) : -1;
  if (m < 1 || tok(s, (uint32_t)m - 1)->n != 1 || tok_text(s->d, tok(s, (uint32_t)m - 1)).p[0] != ',') return false;
  Key w = tok(s, (uint32_t)m)->low;
  return w == key_fold(STR("while")) || w == key_fold(STR("as")) || w == key_fold(STR("whereas"));
}

/* "said in a statement that he was held": the verb of saying above the words that tell it, or -1. */
static int32_t in_words(const Stage *s, uint32_t t) {
  int32_t work = tok(s, t)->head;
  if (tok(s, t)->deprel != DEP_ACL || tree_dep(s->d, t, DEP_MARK) < 0 || work < 0 || !what_word(s, (uint32_t)work, W_WRITTEN)) return -1;
  int32_t verb = tok(s, (uint32_t)work)->deprel == DEP_OBL ? tok(s, (uint32_t)work)->head : -1;
  return verb >= 0 && what_word(s, (uint32_t)verb, W_SAY) ? verb : -1;
}

/* Who says what token i heads: in a clause beside it, by the verb of saying above it, in words that tell it.  True: one of the last two
** tells it, be it known who or not. */
static bool tellers(const Stage *s, Act *a, uint32_t i) {
  clause_sources(s, a, i);
  bool said = is_said(s, a, i);
  if (said) sayers(s, a, (uint32_t)tok(s, i)->head, false);
  int32_t says = in_words(s, i);
  if (says >= 0 && !a->source.n) sayers(s, a, (uint32_t)says, false);
  return said || says >= 0;
}

void attach_source(const Stage *s, Act *a) {
  bool passing = in_passing(s, a->trigger), told = false;
  int n = 0;
  for (int32_t i = (int32_t)a->trigger; i >= 0 && n < ATTACH_UP && !passing; i = tok(s, (uint32_t)i)->head, n++) {
    Heads inner = a->source; /* of "the police say a guard saw them flee" it is the police, whose word all of it is */
    a->source.n = 0;
    told |= tellers(s, a, (uint32_t)i);
    if (!a->source.n) a->source = inner;
    if (tok(s, (uint32_t)i)->deprel == DEP_ACL_RELCL || set_beside(s, (uint32_t)i)) break;
  }
  if (!a->source.n) according(s, a);
  if (!a->source.n && !told) quoted(s, a);
}

void attach_speaker(const Stage *s, uint32_t t, Heads *out) {
  Act words = {.trigger = t, .sent = tok(s, t)->sent};
  attach_source(s, &words);
  for (uint32_t i = 0; i < words.source.n; i++) heads_add(out, words.source.at[i]);
}

/* ---- claims of responsibility ---- */

/* Who claims an attack as its own: "the Taliban claimed responsibility", "the blast was claimed by the rebels". */
static void claimers(const Stage *s, uint32_t verb, Heads *out) {
  if (!verbal(tok(s, verb)) || !what_word(s, verb, W_CLAIM)) return;
  int32_t obj = tree_dep(s->d, verb, DEP_OBJ), subject = tree_dep(s->d, verb, DEP_NSUBJ_PASS);
  bool active = obj >= 0 && tok(s, (uint32_t)obj)->lemma == key_fold(STR("responsibility"));
  bool passive = subject >= 0 && attach_names_act(s, (uint32_t)subject);
  if ((!active && !passive) || status_of(s, verb).drop) return;
  Heads h = {.n = 0};
  verb_subject(s, verb, &h);
  path_join(s, &h);
  for (uint32_t i = 0; i < h.n; i++) {
    int32_t k = s->who->of[h.at[i]], det = tree_dep(s->d, h.at[i], DEP_DET);
    if (k >= 0 && s->who->at[k].nparties && (det < 0 || !what_word(s, (uint32_t)det, W_NEGATION))) heads_add(out, h.at[i]);
  }
}

/* The claimer is the doer of the attack told last, where that names none, and the source of what it claims. */
static void claim(const Stage *s, Act *acts, uint32_t n, uint32_t verb, const Heads *by) {
  enum { BACK = 4 };
  uint32_t sent = tok(s, verb)->sent;
  int32_t last = -1;
  uint32_t back = sent >= BACK ? sent - BACK + 1 : 0; /* the first sentence that counts */
  for (uint32_t i = doc_from(acts, n, sizeof *acts, s->d->sents[back].first); i < n && acts[i].sent <= sent; i++) {
    if (!attach_has_trait(s, &acts[i], TRAIT_ATTACK)) continue;
    bool own = acts[i].trigger == verb || tree_below(s->d, acts[i].trigger, verb);
    if (own) acts[i].source = *by;
    else if (!acts[i].who.n) last = (int32_t)acts[i].sent;
  }
  for (uint32_t i = last < 0 ? n : doc_from(acts, n, sizeof *acts, s->d->sents[last].first); i < n && acts[i].sent <= (uint32_t)last; i++)
    if (!acts[i].who.n && attach_has_trait(s, &acts[i], TRAIT_ATTACK)) {
      acts[i].who = *by;
      acts[i].source = *by;
    }
}

void attach_claims(const Stage *s, Act *acts, uint32_t n) {
  for (uint32_t t = 0; n && t < s->d->ntokens; t++) {
    Heads by = {.n = 0};
    claimers(s, t, &by);
    if (by.n) claim(s, acts, n, t, &by);
  }
}

/* ---- words ---- */
