/* Acts that answer what was told before.  Inside of what/. */
#ifndef WHAT_ANSWER_H
#define WHAT_ANSWER_H

#include "what/path.h"

/* "condemned the move", "threatened to retaliate": may the frame's act be one that answers, and is its object a thing told before, or is there none? */
bool answer_wanted(const Stage *s, const FrameRec *r, const Act *a);
/* Fills the other side of those marked `answers` that have none, as far as the acts and the sentence before tell it. */
void answer_link(const Stage *s, Act *acts, uint32_t n);

#endif
