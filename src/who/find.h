/* Spans of lexicon names and roles over the tokens of a document. */
#ifndef WHO_FIND_H
#define WHO_FIND_H

#include "who/who.h"

typedef struct NameSpan {
  uint32_t first, last;
  uint32_t lex, value, nvalues; /* the lexicon and its postings: lex.name_trie.values[value ...] */
} NameSpan;

typedef struct RoleSpan {
  uint32_t first, last;
  int32_t lex, role; /* role -1: none ends here */
} RoleSpan;

typedef struct Found {
  NameSpan *names;
  uint32_t nnames;
  int32_t *name_of; /* a token's name span, or -1 */
  RoleSpan *roles;  /* by the token on which the role ends: the longest */
} Found;

void find_spans(const Who *w, Doc *d, Found *out);

#endif
