/* From arc scores to a tree.  Internal to syntax/. */
#ifndef SYNTAX_ARBOR_H
#define SYNTAX_ARBOR_H

#include "syntax/syntax.h"

#define ARBOR_NODES  (SYNTAX_MAX + 1)
#define ARBOR_STRIDE 208 /* ARBOR_NODES rounded up to 16 */

typedef struct Arbor Arbor; /* buffers of one thread */

Arbor *arbor_new(void);
void arbor_free(Arbor *a);

/* The best tree of n words (1 to SYNTAX_MAX) with exactly one word under the root.
**
** score   [n][ARBOR_STRIDE]: of word i + 1 under head j (0 the root, 1 to n the words); i + 1 under itself is not looked at
** head    out: of each word, 0 for the root
** Equal scores: the head further to the left.  The best heads are taken as they are if they form a tree. */
void arbor_solve(Arbor *a, const int32_t *score, uint32_t n, uint16_t *head);

#endif
