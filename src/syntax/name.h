/* Names: spans of the tree, weighed.  Internal to syntax/. */
#ifndef SYNTAX_NAME_H
#define SYNTAX_NAME_H

#include "syntax/network.h"

/* Sets ne and TOK_NE_BEGIN of a piece's tokens, whose tags and heads are set, and adds its names to w->names. */
void name_mark(SyntaxWork *w, Doc *doc, const Piece *p);
/* Names of the document with one word at their head get one kind, that of their scores together. */
void name_agree(const SyntaxWork *w, Doc *doc);

#endif
