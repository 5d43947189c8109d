/* The inside of an Engine.  Not for other stages. */
#ifndef CODE_ENGINE_H
#define CODE_ENGINE_H

#include "code/code.h"

struct Engine {
  Arena arena;
  Image images[CODE_LEXICONS];
  uint32_t nimages;
  Who who;
  What what;
  Gazetteer *gazetteer;
  Syntax *syntax;
  char lexicon_id[33];
};

#endif
