/* The dependency tree downwards: lists of dependents, made once a document. */
#ifndef TEXT_TREE_H
#define TEXT_TREE_H

#include "text/doc.h"

/* Fills first_dep and next_dep from the heads. */
void tree_link(Doc *d);
/* Anew for the sentence of token t, after its heads were changed; costs no memory. */
void tree_relink(Doc *d, uint32_t t);

/* A loop over the dependents of h in text order. */
#define EACH_DEP(d, c, h) for (int32_t c = (d)->first_dep[h]; c >= 0; c = (d)->next_dep[c])

/* First dependent of h with relation rel, or -1. */
static inline int32_t tree_dep(const Doc *d, uint32_t h, int rel) {
  EACH_DEP (d, c, h)
    if (d->tokens[c].deprel == rel) return c;
  return -1;
}

/* First and last token of what hangs below h, h included. */
void tree_hull(const Doc *d, uint32_t h, uint32_t *first_out, uint32_t *last_out);
/* Is t below h, or h itself? */
bool tree_below(const Doc *d, uint32_t t, uint32_t h);
/* The word that marks h's case ("of", "with"): its key and the token, or 0. */
Key tree_case(const Doc *d, uint32_t h, int32_t *token_out);

#endif
