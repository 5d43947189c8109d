/* The examples of a lexicon's frames, run as tests. */
#ifndef CLI_EXAMPLES_H
#define CLI_EXAMPLES_H

#include "code/code.h"

/* Does the example of that number give what it should?  If not, out gets what was expected and what came. */
bool example_holds(Coder *c, const Frames *f, uint32_t number, Buf *out);

#endif
