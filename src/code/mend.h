/* Trees mended before anything is read from them. */
#ifndef CODE_MEND_H
#define CODE_MEND_H

#include "text/doc.h"

/* Corrects in place what the parser is known to get wrong in headlines and titles; links the tree (tree_link). */
void mend_trees(Doc *d);

#endif
