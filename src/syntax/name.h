/* Names: their extent from the tree, their kind from the network.  Internal to syntax/. */
#ifndef SYNTAX_NAME_H
#define SYNTAX_NAME_H

#include "syntax/network.h"

/* Sets ne and TOK_NE_BEGIN of a piece's tokens, whose tags and heads are set. */
void name_mark(const SyntaxWork *w, Doc *doc, const Piece *p);

#endif
