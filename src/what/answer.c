/* Acts that answer what was told before: "Mali expelled him. France condemned the move" is towards Mali. */
#include "what/answer.h"

#include "what/attach.h"
#include "what/other.h"

/* "condemned | the move": a thing told before. */
static bool told_before_here(const Stage *s, uint32_t t) {
  const Mention *m = mention_at(s, t);
  return m && m->kind == MENTION_OTHER && !m->nparties && m->flags & MEN_DEFINITE && what_word(s, t, W_TOLD);
}

/* The object; of what is promised or refused ("promised to veto the bill") only a thing told before. */
static void told_object(const Stage *s, const Act *a, Heads *obj) {
  enum { STATEMENT = 3 /* quad */ };
  const TypeRec *type = attach_type(s, a);
  verb_object(s, a->trigger, obj);
  int32_t to = obj->n ? -1 : tree_dep(s->d, a->trigger, DEP_XCOMP);
  if (to < 0 || tok(s, (uint32_t)to)->upos != UPOS_VERB) return;
  if (type->quad == STATEMENT && type->traits & TRAIT_PROMISE) return; /* whom a threat meets its condition tells */
  verb_object(s, (uint32_t)to, obj);
  if (obj->n && !told_before_here(s, obj->at[0])) obj->n = 0;
}

bool answer_wanted(const Stage *s, const FrameRec *r, const Act *a) {
  Heads obj = {.n = 0};
  if (!(r->flags & FRAME_ANSWERS)) return false;
  told_object(s, a, &obj);
  return !obj.n || told_before_here(s, obj.at[0]);
}

static bool one_side(const Stage *s, const Heads *a, const Heads *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++) {
      const Mention *x = mention_at(s, a->at[i]), *y = mention_at(s, b->at[k]);
      if (x && y && shares_country(x, y) && !strcmp(x->parties[0].sector, y->parties[0].sector)) return true;
    }
  return false;
}

static bool of_one_country(const Stage *s, const Heads *a, const Heads *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (mention_at(s, a->at[i]) && mention_at(s, b->at[k]) && shares_country(mention_at(s, a->at[i]), mention_at(s, b->at[k])))
        return true;
  return false;
}

/* "Kenya closed the port. Uganda deplored the move": what no frame makes an act is done by its sentence's subject. */
static void subject_before(const Stage *s, Act *a) {
  if (!a->sent) return;
  const Sent *before = &s->d->sents[a->sent - 1];
  Heads h = {.n = 0};
  for (uint32_t t = before->first; t < before->first + before->n && before->kind != SENT_NOISE; t++)
    if (tok(s, t)->deprel == DEP_ROOT) verb_subject(s, t, &h);
  path_join(s, &h);
  for (uint32_t i = 0; i < h.n; i++)
    if (match_weight(s, h.at[i]) == 2 && mention_at(s, h.at[i])->parties[0].country[0]) heads_add(&a->whom, h.at[i]);
  if (one_side(s, &a->whom, &a->who)) a->whom.n = 0;
}

/* Is the act of a type that the noun is told as: "the raids" of an assault? */
static bool act_of_noun(const Stage *s, uint32_t noun, const Act *b) {
  const Frames *f = &s->what->frames[b->lex];
  uint32_t first, type = f->codes[b->code].type;
  if (!tok(s, noun)->lemma || !keymap_get(&f->by_lemma, tok(s, noun)->lemma, &first)) return false;
  for (uint32_t i = first; i < first + f->run[first]; i++) {
    const FrameRec *r = &f->frames[f->triggers[i].frame];
    if (!(f->triggers[i].pos & POS_NOUN) || r->flags & FRAME_NONE) continue;
    for (uint32_t c = r->first_code; c < r->first_code + r->ncodes; c++)
      if (f->codes[c].type == type) return true;
  }
  return false;
}

/* "Parliament passed a law. Police ... Kenya condemned the law": who did what was done with the thing where it was told before. */
static void doer_of_thing(const Stage *s, uint32_t thing, uint32_t back, Act *a) {
  const Doc *d = s->d;
  uint32_t sent = tok(s, thing)->sent, from = d->sents[sent > back ? sent - back : 0].first;
  for (uint32_t t = d->sents[sent].first; t-- > from && !a->whom.n;) {
    Heads h = {.n = 0};
    if (tok(s, t)->lemma != tok(s, thing)->lemma || tok(s, t)->upos != UPOS_NOUN || tok(s, t)->deprel != DEP_OBJ || tok(s, t)->head < 0)
      continue;
    verb_subject(s, (uint32_t)tok(s, t)->head, &h);
    path_join(s, &h);
    for (uint32_t i = 0; i < h.n; i++)
      if (match_weight(s, h.at[i]) == 2 && mention_at(s, h.at[i])->parties[0].country[0]) heads_add(&a->whom, h.at[i]);
    if (one_side(s, &a->whom, &a->who)) a->whom.n = 0;
  }
}

/* Which acts are asked whose doer is meant: of the noun's own type, any, at last those told in passing. */
enum Pass { TOLD_AS, TOLD, ASIDE, PASSES };

static bool asked(const Stage *s, const Act *b, enum Pass pass, const Heads *obj) {
  return b->background == (pass == ASIDE) && (pass != TOLD_AS || act_of_noun(s, obj->at[0], b));
}

/* "Mali expelled him. France condemned the move": towards the doer of the last act told before by another side, of "the raids" of the last assault;
** without an object ("vowed to retaliate") only of an act towards its own. */
static void answer(const Stage *s, Act *acts, uint32_t at) {
  enum { BACK = 2, FAR = 5 /* sentences; of a thing told before */ };
  Act *a = &acts[at];
  Heads obj = {.n = 0};
  told_object(s, a, &obj);
  if (obj.n) doer_of_thing(s, obj.at[0], FAR, a);
  for (enum Pass pass = obj.n ? TOLD_AS : TOLD; pass < PASSES && !a->whom.n; pass++)
    for (uint32_t i = at; i-- > 0 && acts[i].sent + (obj.n ? FAR : BACK) >= a->sent && !a->whom.n;) {
      const Act *b = &acts[i];
      if (!b->who.n || one_side(s, &b->who, &a->who) || !asked(s, b, pass, &obj)) continue;
      if (obj.n || !b->whom.n || of_one_country(s, &b->whom, &a->who)) a->whom = b->who;
    }
  if (!a->whom.n && obj.n) subject_before(s, a);
}

void answer_link(const Stage *s, Act *acts, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (acts[i].answers && !acts[i].whom.n) answer(s, acts, i);
}
