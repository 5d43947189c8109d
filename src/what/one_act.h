/* One act told by two words of a sentence.  Inside of what/. */
#ifndef WHAT_ONE_ACT_H
#define WHAT_ONE_ACT_H

#include "what/path.h"

/* Is the act of the lower word in the tree the same as that of the upper one? */
bool one_act(const Stage *s, const Act *up, const Act *low);
/* The upper act takes what it lacks from the lower: sides, mode, background. */
void one_act_merge(const Stage *s, Act *up, const Act *low);

#endif
