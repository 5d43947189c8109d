/* A name is a proper noun with what hangs below it: title, given name, article, "of ..."; what only follows it (apposition, clause, a
** second conjunct) is left out.  Names inside a longer one are part of it.  So the extent is as good as the tree: measured on GUM it beats
** tagging begin and inside (with the same network and trees of the treebank 84 of 100 against 66).  The kind is what the network finds likeliest for its proper nouns. */
#include "syntax/name.h"

enum { KINDS = 4 };

/* Relations below the head of a name that do not belong to it. */
static bool outside(int deprel) {
  switch (deprel) {
  case DEP_CC:
  case DEP_CC_PRECONJ:
  case DEP_CONJ:
  case DEP_APPOS:
  case DEP_ACL:
  case DEP_ACL_RELCL:
  case DEP_PARATAXIS:
  case DEP_COP:
  case DEP_NSUBJ:
  case DEP_NSUBJ_OUTER:
  case DEP_CSUBJ:
  case DEP_CCOMP:
  case DEP_MARK:
  case DEP_ADVMOD:
  case DEP_AUX:
  case DEP_DISCOURSE:
  case DEP_ADVCL:
  case DEP_DEP:
  case DEP_LIST:
  case DEP_ORPHAN:
  case DEP_VOCATIVE:
  case DEP_EXPL:
  case DEP_OBL:
  case DEP_OBL_UNMARKED:
  case DEP_OBJ:
  case DEP_PUNCT: return true;
  default: return false;
  }
}

static bool can_head(const Token *t) {
  return t->upos == UPOS_PROPN && t->deprel != DEP_FLAT && t->deprel != DEP_GOESWITH && t->deprel != DEP_FIXED;
}

typedef struct Hull {
  uint8_t lo, hi; /* within the piece; SYNTAX_MAX fits */
} Hull;

static void widen(Hull *a, Hull b) {
  a->lo = b.lo < a->lo ? b.lo : a->lo;
  a->hi = b.hi > a->hi ? b.hi : a->hi;
}

/* hull: of each subtree; name: of each word as the head of a name. */
static void find_hulls(const Token *t, const uint16_t *head, uint32_t n, Hull *hull, Hull *name) {
  for (uint32_t i = 0; i < n; i++) hull[i] = name[i] = (Hull){(uint8_t)i, (uint8_t)i};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t v = head[i]; v; v = head[v - 1]) widen(&hull[v - 1], hull[i]);
  for (uint32_t i = 0; i < n; i++) {
    if (!head[i]) continue;
    uint32_t h = head[i] - 1u;
    bool left_case = i < h && t[i].deprel == DEP_CASE;
    if (!left_case && !outside(t[i].deprel)) widen(&name[h], hull[i]);
  }
}

static uint8_t kind_of(const SyntaxWork *w, const Token *t, uint32_t row, Hull h, uint32_t head) {
  int64_t sum[KINDS] = {0};
  for (uint32_t i = h.lo; i <= h.hi; i++)
    for (int k = 0; k < KINDS; k++)
      if (t[i].upos == UPOS_PROPN || i == head) sum[k] += w->kind[row + i][k] * (i == head ? 2 : 1);
  int best = 0;
  for (int k = 1; k < KINDS; k++) best = sum[k] > sum[best] ? k : best;
  return (uint8_t)(NE_PERSON + best);
}

void name_mark(const SyntaxWork *w, Doc *doc, const Piece *p) {
  Token *t = doc->tokens + p->first;
  Hull hull[SYNTAX_MAX], name[SYNTAX_MAX];
  for (uint32_t i = 0; i < p->n; i++) t[i].ne = NE_NONE, t[i].flags = (uint16_t)(t[i].flags & ~TOK_NE_BEGIN);
  find_hulls(t, w->head + p->row, p->n, hull, name);
  uint32_t end = 0; /* names so far end before this */
  for (uint32_t at = 0; at < p->n; at++) {
    uint32_t best = p->n; /* the head of the longest name that begins here */
    for (uint32_t i = at; i < p->n; i++)
      if (name[i].lo == at && can_head(&t[i]) && (best == p->n || name[i].hi > name[best].hi)) best = i;
    if (best == p->n || at < end) continue;
    uint8_t kind = kind_of(w, t, p->row, name[best], best);
    for (uint32_t i = at; i <= name[best].hi; i++) t[i].ne = kind;
    t[at].flags |= TOK_NE_BEGIN;
    end = name[best].hi + 1u;
  }
}
