/* Frames on a sentence: for each trigger the heaviest frame that holds, then what hides or repeats what. */
#include "what/answer.h"
#include "what/attach.h"
#include "what/one_act.h"
#include "what/other.h"
#include "what/status.h"

typedef struct Matcher {
  const Stage *s;
  TriedFn *tried;
  void *ctx;
  VEC(Act) acts;
} Matcher;

static bool pos_fits(const Token *t, uint32_t pos) {
  bool verb = t->upos == UPOS_VERB || t->upos == UPOS_AUX || (t->upos == UPOS_ADJ && (t->xpos == XPOS_VBN || t->xpos == XPOS_VBG));
  bool noun = t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
  return (pos == POS_VERB && verb) || (pos == POS_NOUN && noun) || (pos == POS_ADJ && (t->upos == UPOS_ADJ || t->upos == UPOS_ADV));
}

/* The particle of a verb ("carried out"), the word before a noun ("air strike", "air-strike"). */
static bool part_fits(const Stage *s, uint32_t t, const TriggerRec *r) {
  if (!r->part) return true;
  EACH_DEP (s->d, c, t) {
    const Token *k = tok(s, (uint32_t)c);
    if (k->lemma != r->part && k->low != r->part) continue;
    if (r->pos == POS_NOUN ? (uint32_t)c < t
                           : (k->deprel == DEP_COMPOUND_PRT || k->deprel == DEP_ADVMOD || k->deprel == DEP_CASE || k->deprel == DEP_OBJ))
      return true;
  }
  if (r->pos != POS_NOUN)
    return t + 1 < s->d->ntokens && tok(s, t + 1)->low == r->part && tok(s, t + 1)->upos == UPOS_ADP &&
           tok(s, t + 1)->deprel == DEP_COMPOUND_PRT;
  uint32_t b = t;
  while (b > 0 && tok(s, b - 1)->flags & TOK_PUNCT && tok(s, b - 1)->sent == tok(s, t)->sent && t - b < 1) b--;
  return b > 0 && (tok(s, b - 1)->low == r->part || tok(s, b - 1)->lemma == r->part);
}

/* A place of some state, whatever else its name may mean. */
static bool is_place(const Stage *s, uint32_t t) {
  const Place *p = where_at(s->where, s->d, t);
  return p && p->country[0] && p->feature != 'U';
}

/* "he", "she", "her" of one who was named */
static bool is_he(const Stage *s, const Mention *m) {
  return m->kind == MENTION_PRONOUN && m->nparties && who_class(s->what->who, s->what->who->classes[WORDS_HE], tok(s, m->head)->low);
}

/* A person who acts for a state, a party, a force or a body: a minister, a general, a bishop; no traveller, worker or police officer. */
static bool is_official(const Mention *m) {
  static const char sectors[][4] = {"GOV", "MIL", "LEG", "JUD", "SPY", "PTY", "OPP", "ELI", "REB", "PRE", "REL"};
  bool one = m->kind == MENTION_PERSON || m->kind == MENTION_ROLE || (m->kind == MENTION_PRONOUN && !(m->flags & MEN_PLURAL));
  if (!one || !m->nparties || (m->flags & MEN_BARE)) return false;
  if (!m->parties[0].sector[0]) return m->parties[0].country[0];
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (!strcmp(m->parties[0].sector, sectors[i])) return true;
  return false;
}

static bool kind_fits(const Stage *s, uint32_t t, int kind) {
  const Mention *m = mention_at(s, t);
  if (kind == KIND_NUMBER) return tok(s, t)->upos == UPOS_NUM;
  if (kind == KIND_PLACE) return is_place(s, t);
  if (!m) return false;
  switch (kind) {
  case KIND_ACTOR: return m->flags & MEN_ACTOR || (m->nparties && m->parties[0].country[0]);
  case KIND_STATE: return m->flags & (MEN_STATE | MEN_CAPITAL);
  case KIND_COUNTRY: return m->nparties && m->parties[0].country[0];
  case KIND_PERSON: return m->kind == MENTION_PERSON || m->kind == MENTION_ROLE || is_he(s, m);
  case KIND_GROUP: return m->kind == MENTION_GROUP;
  case KIND_ORGANISATION: return m->kind == MENTION_ORGANISATION && (m->nparties || !is_place(s, t));
  case KIND_BODY: return m->kind == MENTION_ORGANISATION;
  case KIND_NAME: return m->flags & MEN_NAMED;
  case KIND_OFFICIAL: return is_official(m);
  default: return false;
  }
}

static bool word_fits(const Stage *s, const Frames *f, const CondRec *c, uint32_t t) {
  const Token *k = tok(s, t);
  for (uint32_t i = 0; i < c->n; i++) {
    const WordRec *w = &f->words[c->first + i];
    if (w->is_class ? who_class(s->what->who, w->key, k->lemma) || who_class(s->what->who, w->key, k->low)
                    : k->lemma == w->key || k->low == w->key)
      return true;
  }
  return false;
}

/* "hundreds of miners"; of what is written or said also who it is by: "a report by the ministry". */
static bool hands_over(const Stage *s, uint32_t t, uint32_t c) {
  Key word = tree_case(s->d, c, NULL);
  return word == key_fold(STR("of")) || (what_word(s, t, W_WRITTEN) && (word == key_fold(STR("by")) || word == key_fold(STR("from"))));
}

/* A head that says nothing itself ("hundreds", "a group") hands over to the noun behind its "of". */
static uint32_t content_head(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  for (int n = 0; n < 3 && (!m || (m->kind == MENTION_OTHER && (!m->nparties || !m->parties[0].country[0]))); n++) {
    int32_t inner = -1;
    EACH_DEP (s->d, c, t)
      if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && hands_over(s, t, (uint32_t)c)) {
        inner = c;
        break;
      }
    if (inner < 0 || !mention_at(s, (uint32_t)inner)) return t;
    t = (uint32_t)inner;
    m = mention_at(s, t);
  }
  return t;
}

/* "dozens of rockets", "two of its soldiers": what is counted, whether or not the number may stand for people. */
static uint32_t counted(const Stage *s, uint32_t t) {
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && tree_case(s->d, (uint32_t)c, NULL) == key_fold(STR("of"))) return (uint32_t)c;
  return t;
}

/* "Jean Uwera, the former envoy accused of": a person's apposition is that person; "ousted president Jean Uwera": a title is whose name
** follows. */
static uint32_t by_its_name(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  const Mention *m = mention_at(s, t), *name = k->deprel == DEP_APPOS && k->head >= 0 ? mention_at(s, (uint32_t)k->head) : NULL;
  if (!m && k->deprel == DEP_NMOD_DESC && k->head > (int32_t)t && mention_at(s, (uint32_t)k->head)) return (uint32_t)k->head;
  bool named = name && name->kind == MENTION_PERSON && name->flags & MEN_NAMED && !(name->flags & MEN_PLURAL);
  return named && m && m->kind == MENTION_ROLE && !(m->flags & (MEN_NAMED | MEN_PLURAL)) ? (uint32_t)k->head : t;
}

/* A path that ends in the verb above: what is joined to that verb does not govern the trigger. */
static bool ends_above(const Frames *f, const RoleExpr *e) {
  const PathRec *p = &f->paths[e->first];
  int op = p->n ? f->steps[p->first + p->n - 1].op : STEP_SELF;
  return op == STEP_HEAD || op == STEP_LIGHT;
}

static bool condition(const Stage *s, const Frames *f, const CondRec *c, uint32_t t) {
  Heads h = {.n = 0};
  path_role(s, f, &c->path, t, &h);
  if ((c->n || c->kind) && !ends_above(f, &c->path)) path_join(s, &h);
  bool found = false;
  for (uint32_t i = 0; i < h.n && !found; i++) {
    found = c->n ? word_fits(s, f, c, h.at[i]) : c->kind ? kind_fits(s, by_its_name(s, h.at[i]), c->kind) : true;
    if (!found && c->n && tok(s, h.at[i])->upos == UPOS_PRON) found = word_fits(s, f, c, meant_by(s, h.at[i]));
    if (!found && c->n && (tok(s, h.at[i])->upos == UPOS_NUM || what_word(s, h.at[i], W_QUANTITY)))
      found = word_fits(s, f, c, counted(s, h.at[i]));
  }
  return found != (bool)c->negate;
}

static bool conditions(const Stage *s, const Frames *f, uint32_t first, uint32_t n, uint32_t t) {
  for (uint32_t i = 0; i < n; i++)
    if (!condition(s, f, &f->conds[first + i], t)) return false;
  return true;
}

static bool has_target(const Stage *s, uint32_t noun) {
  EACH_DEP (s->d, c, noun) {
    Key word = tree_case(s->d, (uint32_t)c, NULL);
    if (word == key_fold(STR("on")) || word == key_fold(STR("against"))) return true;
  }
  return false;
}

/* "the Kabul bombing", "a Yemen bomb": a place before a noun of violence says where, not who; a nationality, or a state before a strike, says who. */
static bool says_where(const Stage *s, uint32_t place, uint32_t noun) {
  const Mention *m = mention_at(s, place);
  if (!m || tok(s, place)->deprel != DEP_COMPOUND || tok(s, place)->head != (int32_t)noun || tok(s, place)->upos != UPOS_PROPN)
    return false;
  if (!(m->flags & (MEN_CAPITAL | MEN_STATE)) || !what_word(s, noun, W_VIOLENT)) return false;
  const Place *p = where_at(s->where, s->d, place);
  bool part = p && p->country[0] && p->feature != 'C' && p->feature != 'U'; /* "the Gaza offensive" */
  return m->flags & MEN_CAPITAL || part || (!what_word(s, noun, W_STRIKE) && !has_target(s, noun));
}

static bool only_where(const Stage *s, uint32_t t) {
  if (tok(s, t)->head >= 0 && says_where(s, t, (uint32_t)tok(s, t)->head)) return true;
  const Mention *m = mention_at(s, t);
  if (!m || m->kind != MENTION_OTHER) return false;
  EACH_DEP (s->d, c, t)
    if (says_where(s, (uint32_t)c, t)) return true;
  return false;
}

int match_weight(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  if (only_where(s, t) || who_class(s->what->who, s->what->who->classes[WORDS_OPPOSED], tok(s, t)->low)) return 0;
  if (!m || (m->kind == MENTION_PRONOUN && !m->nparties)) return 0;
  if (m->kind == MENTION_OTHER) return m->nparties && m->parties[0].country[0] ? 1 : 0;
  if (m->flags & MEN_BARE) return 1;
  return m->nparties ? 2 : 0;
}

/* "the bombing of 1998", "a strike on June 11": words of time. */
static bool in_time(const Stage *s, uint32_t t) {
  for (uint32_t i = 0; i < s->when->n; i++)
    if (t >= s->when->at[i].first && t <= s->when->at[i].last) return true;
  return false;
}

/* A common noun that no role knows ("shot 13 co-workers"), a town: where only people can be meant it is people. */
static bool some_people(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  if (in_time(s, t)) return false;
  if (m && !m->nparties && (m->kind == MENTION_PLACE || (m->kind == MENTION_ORGANISATION && is_place(s, t)))) return true;
  return m && m->kind == MENTION_OTHER && !m->nparties && (tok(s, t)->upos == UPOS_NOUN || tok(s, t)->upos == UPOS_NUM) &&
         !what_word(s, t, W_NOT_PEOPLE);
}

/* "several states, including Spain and Italy": those named stand for or beside a head of no country. */
static void named_members(const Stage *s, uint32_t t, Heads *h) {
  const Mention *m = mention_at(s, t);
  if (m && m->nparties && m->parties[0].country[0]) return;
  Key including = key_fold(STR("including")), include = key_fold(STR("include"));
  EACH_DEP (s->d, c, t)
    EACH_DEP (s->d, k, (uint32_t)c)
      if (tok(s, (uint32_t)k)->deprel == DEP_CASE && (tok(s, (uint32_t)k)->low == including || tok(s, (uint32_t)k)->lemma == include)) {
        Heads more = {{(uint32_t)c}, 1};
        path_join(s, &more);
        for (uint32_t i = 0; i < more.n; i++) heads_add(h, more.at[i]);
      }
}

/* "launched a missile towards Japan": what a path with one preposition finds nothing for on the verb may hang on its object. */
static void on_object(const Stage *s, const Frames *f, const PathRec *p, uint32_t t, Heads *out) {
  if (p->n != 1 || f->steps[p->first].op != STEP_CASE) return;
  Heads obj = {.n = 0};
  verb_object(s, t, &obj);
  for (uint32_t i = 0; i < obj.n; i++)
    EACH_DEP (s->d, c, obj.at[i])
      if (tok(s, (uint32_t)c)->deprel == DEP_NMOD && tree_case(s->d, (uint32_t)c, NULL) == f->steps[p->first].word)
        heads_add(out, (uint32_t)c);
}

/* The heads that are parties, with what they weigh at most; settled: one has a country ("German goods" are Germany's). */
static int parties_among(const Stage *s, Heads *raw, bool people, Heads *found, bool *settled) {
  int weight = 0;
  path_join(s, raw);
  for (uint32_t k = 0; k < raw->n; k++) {
    named_members(s, raw->at[k], raw);
    uint32_t h = by_its_name(s, content_head(s, raw->at[k]));
    int w = match_weight(s, h);
    if (!w && people && some_people(s, h)) w = 1;
    if (w) heads_add(found, h);
    weight = w > weight ? w : weight;
    *settled |= w && mention_at(s, h)->nparties && mention_at(s, h)->parties[0].country[0];
  }
  return weight;
}

/* Of the alternatives the first that gives a party of its own, else the first that gives any; where none does, the object's own phrases. */
static int fill(const Stage *s, const Frames *f, const RoleExpr *e, uint32_t t, bool people, Heads *out) {
  int best = 0;
  bool settled = false;
  for (uint32_t i = 0; i < e->n && best < (people ? 1 : 2) && !settled;) { /* whoever is killed is who it is done to, not where */
    RoleExpr one = {e->first + i, 1};
    Heads raw = {.n = 0}, found = {.n = 0};
    for (i++; i < e->n && f->paths[e->first + i].joined; i++) one.n++;
    path_role(s, f, &one, t, &raw);
    int weight = parties_among(s, &raw, people, &found, &settled);
    if (weight > best) {
      best = weight;
      *out = found;
    }
  }
  for (uint32_t i = 0; i < e->n && !best; i++) {
    Heads raw = {.n = 0}, found = {.n = 0};
    on_object(s, f, &f->paths[e->first + i], t, &raw);
    best = parties_among(s, &raw, people, &found, &settled);
    if (best) *out = found;
  }
  return best;
}

/* Are they of more countries than one? */
static bool of_several_countries(const Stage *s, const Heads *who) {
  for (uint32_t i = 1; i < who->n; i++) {
    const Mention *a = mention_at(s, who->at[0]), *b = mention_at(s, who->at[i]);
    if (a->nparties && b->nparties && a->parties[0].country[0] && b->parties[0].country[0] && !shares_country(a, b)) return true;
  }
  return false;
}

/* How many states, bodies or groups of no state the heads are of. */
static uint32_t sides_of(const Stage *s, const Heads *h) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < h->n; i++) {
    const Mention *m = mention_at(s, h->at[i]);
    n += m->nparties > 1 || m->flags & MEN_PLURAL ? 2 : 1;
  }
  return n;
}

/* "the protests began": a crowd known only by its act, and told of as known. */
static bool only_known(const Stage *s, uint32_t t, const Act *a) {
  if (a->who.n != 1 || a->who.at[0] != t || a->whom.n) return false;
  bool definite = false;
  EACH_DEP (s->d, c, t) {
    const Token *k = tok(s, (uint32_t)c);
    if (k->deprel == DEP_DET && (k->low == key_fold(STR("the")) || k->low == key_fold(STR("these")) || k->low == key_fold(STR("those"))))
      definite = true;
    else if (k->deprel != DEP_CASE && k->deprel != DEP_PUNCT) return false;
  }
  return definite;
}

/* "movement in the trade talks", "eyes on the OPEC meeting": of talks that nobody is told to hold and before whose noun one side stands alone
** nothing is told. */
static bool only_topic(const Stage *s, uint32_t t, const Act *a) {
  if (!is_noun(tok(s, t)) || light_verb(s, t) >= 0 || a->whom.n || sides_of(s, &a->who) != 1) return false;
  const Token *k = tok(s, a->who.at[0]);
  return k->head == (int32_t)t && k->deprel != DEP_NMOD && k->deprel != DEP_NMOD_POSS && k->deprel != DEP_NSUBJ;
}

/* NULL: it holds, with the act filled; else what failed. */
static const char *try_frame(const Stage *s, uint32_t lex, uint32_t frame, uint32_t t, Act *a) {
  const Frames *f = &s->what->frames[lex];
  const FrameRec *r = &f->frames[frame];
  if (!conditions(s, f, r->first_cond, r->nconds, t)) return "a condition does not hold";
  *a = (Act){.trigger = t, .sent = tok(s, t)->sent, .lex = lex, .frame = frame, .status_token = -1, .timex = -1, .where = -1};
  if (r->flags & FRAME_NONE) return NULL;
  uint32_t k = 0;
  while (k < r->ncodes && !conditions(s, f, f->codes[r->first_code + k].first, f->codes[r->first_code + k].n, t)) k++;
  if (k == r->ncodes) return "no code line holds";
  a->code = r->first_code + k;
  int who = fill(s, f, &r->who, t, false, &a->who), whom = fill(s, f, &r->whom, t, r->flags & FRAME_PEOPLE, &a->whom);
  const TypeRec *type = attach_type(s, a);
  other_trim(s, type, a);
  /* "Mali and Niger agreed to send arms to Chad" */
  bool joint = type->quad == 1 && type->traits & TRAIT_PROMISE && of_several_countries(s, &a->who);
  if (joint && !(r->flags & FRAME_MUTUAL)) a->whom.n = 0;
  /* "tariffs on the imports of Chadian cotton" */
  bool abroad = type->traits & TRAIT_ABROAD && !(type->traits & TRAIT_ATTACK);
  if (who == 2 && !joint && !a->whom.n && (type->hides || abroad)) other_first(s, type, a);
  path_role(s, f, &r->place, t, &a->place);
  if (r->flags & FRAME_NEED_WHO && !a->who.n) return "nobody does it";
  if (only_known(s, t, a) || (r->flags & FRAME_MUTUAL && only_topic(s, t, a))) return "it is only what is spoken of";
  a->answers = !a->whom.n && a->who.n && answer_wanted(s, r, a);
  if (r->flags & FRAME_NEED_WHOM && !a->whom.n && !a->answers) return "it is done to nobody";
  if (!(r->flags & FRAME_ALONE) && who < 2 && whom < 2 && !(who && whom)) return "no party takes part";
  return NULL;
}

static void tell(Matcher *m, uint32_t t, uint32_t lex, uint32_t frame, const char *why) {
  if (m->tried) {
    Tried x = {t, lex, frame, why ? why : "held", m->s->what->frames[lex].frames[frame].line};
    m->tried(m->ctx, &x);
  }
}

/* The heaviest frame of the token's lemma that holds. */
static bool best_frame(Matcher *m, uint32_t t, Act *out) {
  const Stage *s = m->s;
  int32_t best = -1;
  for (uint32_t x = 0; x < s->what->n; x++) {
    const Frames *f = &s->what->frames[x];
    uint32_t first;
    if (!tok(s, t)->lemma || !keymap_get(&f->by_lemma, tok(s, t)->lemma, &first)) continue;
    for (uint32_t i = first; i < first + f->run[first]; i++) {
      const TriggerRec *r = &f->triggers[i];
      int32_t weight = f->frames[r->frame].weight + (r->part ? 3 : 0);
      if (!pos_fits(tok(s, t), r->pos) || !part_fits(s, t, r)) continue;
      Act a;
      const char *why = try_frame(s, x, r->frame, t, &a);
      tell(m, t, x, r->frame, why);
      if (!why && weight > best) {
        best = weight;
        *out = a;
      }
    }
  }
  return best >= 0;
}

static bool background_noun(const Stage *s, uint32_t t) {
  int32_t c = tree_dep(s->d, t, DEP_CASE);
  return c >= 0 && what_word(s, (uint32_t)c, W_BACKGROUND);
}

/* From a up to b: does a stand in what b says (not in its subject, nor in a relative clause that tells on)? */
static bool in_content(const Stage *s, uint32_t a, uint32_t b) {
  for (int32_t i = (int32_t)a; i >= 0 && (uint32_t)i != b; i = tok(s, (uint32_t)i)->head) {
    int rel = tok(s, (uint32_t)i)->deprel;
    bool told = rel == DEP_ACL_RELCL || rel == DEP_PARATAXIS || (rel == DEP_ACL && tok(s, (uint32_t)i)->xpos == XPOS_VBN);
    bool aside = (rel == DEP_OBL || rel == DEP_NMOD) && background_noun(s, (uint32_t)i); /* "... amid protests", however deep */
    if (told || aside) return false;
    if (tok(s, (uint32_t)i)->head == (int32_t)b)
      return rel != DEP_NSUBJ && rel != DEP_NSUBJ_PASS && rel != DEP_CONJ && (rel != DEP_ADVCL || content_clause(s, (uint32_t)i));
  }
  return false;
}

/* A noun that another act's verb has as its object is what that act is about: "suspended talks", "praised the visit". */
static bool is_object_of(const Stage *s, uint32_t noun, uint32_t verb) {
  const Token *t = tok(s, noun);
  if (t->upos != UPOS_NOUN && t->upos != UPOS_PROPN) return false;
  if (t->deprel == DEP_CONJ && t->head >= 0) return is_object_of(s, (uint32_t)t->head, verb);
  return t->head == (int32_t)verb && (t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ_PASS);
}

/* Told beside the main telling: in a participle or relative clause, or by a noun that is no subject and has no verb of its own. */
static bool told_aside(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  if (k->deprel == DEP_ACL && k->xpos == XPOS_VBG && what_word(s, (uint32_t)k->head, W_WRITTEN))
    return false; /* "signed an order banning" */
  if (!is_noun(k)) return k->deprel == DEP_ACL || k->deprel == DEP_ACL_RELCL || k->deprel == DEP_AMOD;
  if (background_noun(s, t)) return true;
  return light_verb(s, t) < 0 && k->deprel != DEP_ROOT && k->deprel != DEP_NSUBJ && k->deprel != DEP_NSUBJ_PASS && k->deprel != DEP_CONJ;
}

static bool has_already(const Stage *s, uint32_t t) {
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel == DEP_ADVMOD && what_word(s, (uint32_t)c, W_ALREADY)) return true;
  return false;
}

/* "stopped fighting": the verb that denies an act is an act itself. */
static bool told_by_denier(const Stage *s, const Act *a, const Act *b) {
  return a->status == STATUS_NEGATED && a->status_token == (int32_t)b->trigger && !(frame_of(s, b)->flags & FRAME_NONE);
}

static void settle(Matcher *m, uint32_t from) {
  const Stage *s = m->s;
  uint32_t n = m->acts.n, keep = from;
  bool *gone = ARENA_ARRAY(s->d->arena, bool, n - from + 1);
  for (uint32_t i = from; i < n; i++)
    for (uint32_t k = from; k < n; k++) {
      Act *a = &m->acts.at[i], *b = &m->acts.at[k];
      if (i == k || gone[i - from] || gone[k - from]) continue;
      bool none = frame_of(s, b)->flags & FRAME_NONE;
      if (!none && attach_type(s, b)->hides && !(frame_of(s, b)->flags & FRAME_SHOWS) && in_content(s, a->trigger, b->trigger)) {
        gone[i - from] = true;
        tell(m, a->trigger, a->lex, a->frame, "it is only what another act says");
      } else if (!none && !(frame_of(s, a)->flags & FRAME_NONE) && a->trigger != b->trigger && one_act(s, b, a)) {
        gone[i - from] = true;
        one_act_merge(s, b, a);
        tell(m, a->trigger, a->lex, a->frame, "the same act as another word of the sentence");
      } else if (told_by_denier(s, a, b)) {
        gone[i - from] = true;
        tell(m, a->trigger, a->lex, a->frame, "the verb that denies it is the act");
      } else if (a->trigger != b->trigger && is_object_of(s, a->trigger, b->trigger)) {
        gone[i - from] = true;
        tell(m, a->trigger, a->lex, a->frame, "it is what another act is about");
      }
    }
  for (uint32_t i = from; i < n; i++)
    if (!gone[i - from] && !(frame_of(s, &m->acts.at[i])->flags & FRAME_NONE)) m->acts.at[keep++] = m->acts.at[i];
  m->acts.n = keep;
}

/* "Kenya will receive the envoy": of a promise it is the subject who promises, though of the act itself the visitor acts. */
static void promised_by_subject(const Stage *s, Act *a) {
  Heads subject = {.n = 0};
  verb_subject(s, a->trigger, &subject);
  if (!subject.n || !has_head(&a->whom, subject.at[0]) || has_head(&a->who, subject.at[0])) return;
  Heads visitor = a->who;
  a->who = a->whom;
  a->whom = visitor;
}

static bool set_status(Matcher *m, Act *a) {
  const Stage *s = m->s;
  StatusFound f = status_of(s, a->trigger);
  if (frame_of(s, a)->flags & FRAME_NONE) return true;
  if (f.drop) {
    tell(m, a->trigger, a->lex, a->frame, f.why);
    return false;
  }
  a->status = f.status;
  a->status_token = f.token;
  a->background = f.pluperfect || told_aside(s, a->trigger);
  a->already = f.perfect && has_already(s, a->trigger);
  const Frames *fr = &s->what->frames[a->lex];
  if (f.status == STATUS_FUTURE && fr->onto.str[attach_type(s, a)->future]) {
    a->future_promise = true;
    a->status = STATUS_ACTUAL;
    promised_by_subject(s, a);
  }
  return true;
}

static bool question(const Doc *d, const Sent *s) { return s->n && tok_text(d, &d->tokens[s->first + s->n - 1]).p[0] == '?'; }

static void match_sentence(Matcher *m, const Sent *sent) {
  uint32_t from = m->acts.n;
  for (uint32_t t = sent->first; t < sent->first + sent->n; t++) {
    Act a;
    if (best_frame(m, t, &a) && set_status(m, &a)) VEC_PUSH(m->s->d->arena, &m->acts, a);
  }
  settle(m, from);
}

/* Those whose frame needs the other side and that have none are no acts. */
static void drop_one_sided(Matcher *m) {
  uint32_t keep = 0;
  for (uint32_t i = 0; i < m->acts.n; i++) {
    Act *a = &m->acts.at[i];
    if (a->whom.n || !(frame_of(m->s, a)->flags & FRAME_NEED_WHOM)) m->acts.at[keep++] = *a;
  }
  m->acts.n = keep;
}

void attach_all(const Stage *s, Act *acts, uint32_t n); /* attach.c */

void what_find(const Stage *s, Acts *out, TriedFn *tried, void *ctx) {
  Matcher m = {.s = s, .tried = tried, .ctx = ctx};
  for (uint32_t i = 0; i < s->d->nsents; i++)
    if (s->d->sents[i].kind != SENT_NOISE && !question(s->d, &s->d->sents[i])) match_sentence(&m, &s->d->sents[i]);
  answer_link(s, m.acts.at, m.acts.n);
  drop_one_sided(&m);
  attach_all(s, m.acts.at, m.acts.n);
  *out = (Acts){m.acts.at, m.acts.n};
}
