/* Lists are threaded through two arrays; walking back to front leaves them in text order. */
#include "text/tree.h"

static void link_run(Doc *d, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) d->first_dep[i] = d->next_dep[i] = -1;
  for (uint32_t i = end; i-- > first;) {
    int32_t h = d->tokens[i].head;
    if (h < 0) continue;
    d->next_dep[i] = d->first_dep[h];
    d->first_dep[h] = (int32_t)i;
  }
}

void tree_link(Doc *d) {
  d->first_dep = ARENA_ARRAY(d->arena, int32_t, d->ntokens + 1);
  d->next_dep = ARENA_ARRAY(d->arena, int32_t, d->ntokens + 1);
  d->first_dep[d->ntokens] = d->next_dep[d->ntokens] = -1;
  link_run(d, 0, d->ntokens);
}

void tree_relink(Doc *d, uint32_t t) {
  const Sent *s = &d->sents[d->tokens[t].sent];
  link_run(d, s->first, s->first + s->n);
}

void tree_hull(const Doc *d, uint32_t h, uint32_t *first, uint32_t *last) {
  *first = *last = h;
  EACH_DEP (d, c, h) {
    uint32_t a, b;
    tree_hull(d, (uint32_t)c, &a, &b);
    *first = a < *first ? a : *first;
    *last = b > *last ? b : *last;
  }
}

bool tree_below(const Doc *d, uint32_t t, uint32_t h) {
  for (int32_t i = (int32_t)t; i >= 0; i = d->tokens[i].head)
    if ((uint32_t)i == h) return true;
  return false;
}

Key tree_case(const Doc *d, uint32_t h, int32_t *token_out) {
  int32_t c = tree_dep(d, h, DEP_CASE);
  if (token_out) *token_out = c;
  return c < 0 ? 0 : d->tokens[c].low;
}
