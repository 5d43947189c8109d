/* Any tree over any words: tags, trees and names are drawn (by a number that the input gives) instead of parsed, so that all stages
** behind the parser meet trees that no parser of today makes.  Much faster than the whole way, and as strict: the tree stays one after
** its mending, and every record's words lie in the text. */
#include "base/utf8.h"
#include "cli/embed.h"
#include "code/build.h"
#include "code/engine.h"
#include "code/mend.h"
#include "syntax/lemma.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TREES = 8 /* of each input */ };

static void must(bool ok) {
  if (!ok) abort();
}

static const Engine *engine(void) {
  static Engine *e;
  EntError err = {0};
  EngineOptions o = {.lexicon = embedded_lexicon,
                     .nlexicon = (size_t)(embedded_lexicon_end - embedded_lexicon),
                     .model = embedded_model,
                     .nmodel = (size_t)(embedded_model_end - embedded_model)};
  if (!e) e = engine_open(&o, &err);
  must(e != NULL);
  return e;
}

static uint32_t draw(uint64_t *seed, uint32_t below) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*seed >> 33) % below;
}

static void draw_tags(Doc *d, Token *t, uint64_t *seed) {
  static const uint8_t usual[] = {UPOS_VERB, UPOS_VERB, UPOS_NOUN, UPOS_NOUN, UPOS_ADP, UPOS_ADJ, UPOS_AUX, UPOS_PRON};
  bool any = draw(seed, 8) == 0;
  t->upos = (uint8_t)(any ? draw(seed, UPOS_COUNT) : t->flags & TOK_CAP ? UPOS_PROPN : usual[draw(seed, sizeof usual)]);
  t->xpos = (uint8_t)draw(seed, XPOS_COUNT);
  t->feats = STR("");
  t->lemma_text = lemma_of(engine()->syntax, d->arena, tok_text(d, t), t->upos, t->xpos);
  t->lemma = key_fold(t->lemma_text);
}

/* Names are runs of one kind, the first word marked. */
static void draw_names(Doc *d, const Sent *s, uint64_t *seed) {
  for (uint32_t i = s->first; i < s->first + s->n; i++) {
    uint8_t kind = d->tokens[i].flags & TOK_CAP || !draw(seed, 10) ? (uint8_t)draw(seed, NE_OTHER + 1) : NE_NONE;
    bool goes_on = i > s->first && kind && draw(seed, 2) && d->tokens[i - 1].ne;
    d->tokens[i].ne = goes_on ? d->tokens[i - 1].ne : kind;
    if (kind && !goes_on) d->tokens[i].flags |= TOK_NE_BEGIN;
  }
}

static uint8_t draw_relation(uint64_t *seed) {
  static const uint8_t usual[] = {DEP_NSUBJ, DEP_OBJ, DEP_OBL,   DEP_NMOD,  DEP_COMPOUND, DEP_CONJ,  DEP_CASE,       DEP_DET,
                                  DEP_AMOD,  DEP_ACL, DEP_ADVCL, DEP_CCOMP, DEP_XCOMP,    DEP_APPOS, DEP_NSUBJ_PASS, DEP_PARATAXIS};
  for (;;) {
    uint32_t r = draw(seed, 8) ? usual[draw(seed, sizeof usual)] : draw(seed, DEP_COUNT);
    if (r != DEP_ROOT && r != DEP_NONE) return (uint8_t)r;
  }
}

/* Each word is hung on one that hangs already: mostly on a near one. */
static void draw_tree(Doc *d, const Sent *s, uint64_t *seed) {
  uint32_t *order = ARENA_ARRAY(d->arena, uint32_t, s->n);
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t k = draw(seed, 3) ? i : draw(seed, i + 1);
    order[i] = order[k];
    order[k] = s->first + i;
  }
  for (uint32_t i = 0; i < s->n; i++) {
    Token *t = &d->tokens[order[i]];
    uint32_t back = i ? (draw(seed, 4) ? draw(seed, i < 4 ? i : 4) : draw(seed, i)) : 0;
    t->head = i ? (int32_t)order[i - 1 - back] : -1;
    t->deprel = i ? draw_relation(seed) : DEP_ROOT;
  }
}

static void check_tree(const Doc *d, const Sent *s) {
  uint32_t roots = 0;
  for (uint32_t i = s->first; i < s->first + s->n; i++) {
    uint32_t steps = 0;
    roots += d->tokens[i].head < 0;
    for (int32_t h = d->tokens[i].head; h >= 0; h = d->tokens[h].head) {
      must(h >= (int32_t)s->first && h < (int32_t)(s->first + s->n));
      must(++steps <= s->n);
    }
  }
  must(roots == 1);
}

static void check_span(const Doc *d, const Span *s) {
  Str whole = s->in_title ? d->title_given : d->body_given;
  must(s->start <= s->end && s->end <= whole.n);
  must(!s->text.n || str_eq(s->text, (Str){whole.p + s->start, s->end - s->start}));
}

static void check_parties(const Doc *d, const RecordParties *l) {
  for (uint32_t i = 0; i < l->n; i++) check_span(d, &l->at[i].span);
}

static void understand(Doc *d) {
  const Engine *e = engine();
  Coded c = {.doc = d};
  mend_trees(d);
  for (uint32_t i = 0; i < d->nsents; i++) check_tree(d, &d->sents[i]);
  who_find(&e->who, d, &c.who);
  when_find(d, &c.when);
  where_find(e->gazetteer, d, &c.where);
  Stage s = {&e->what, d, &c.who, &c.when, &c.where};
  what_find(&s, &c.acts, NULL, NULL);
  build_records(e, &c);
  for (uint32_t i = 0; i < c.records.n; i++) {
    const EventRecord *r = &c.records.at[i];
    check_span(d, &r->span);
    check_parties(d, &r->actor);
    check_parties(d, &r->recipient);
    check_parties(d, &r->source);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena a;
  arena_init(&a, 0);
  Str text = {(const char *)data, (uint32_t)size};
  uint64_t seed = hash_bytes(data, size, 1);
  for (int n = 0; n < TREES; n++, arena_reset(&a)) {
    Doc d = {.arena = &a, .id = STR("fuzz"), .date = {2020, 2, 20}};
    d.body_given = utf8_bad_at(text) < text.n ? utf8_from_1252(&a, text) : text;
    text_normalise(&d);
    text_segment(&d);
    for (uint32_t i = 0; i < d.ntokens; i++) draw_tags(&d, &d.tokens[i], &seed);
    for (uint32_t i = 0; i < d.nsents; i++) {
      draw_names(&d, &d.sents[i], &seed);
      draw_tree(&d, &d.sents[i], &seed);
    }
    understand(&d);
  }
  arena_free(&a);
  return 0;
}
