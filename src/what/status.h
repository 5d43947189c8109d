/* Fact, plan or not at all: the status of an act, read upwards from its verb.  Inside of what/. */
#ifndef WHAT_STATUS_H
#define WHAT_STATUS_H

#include "what/path.h"

typedef struct StatusFound {
  uint8_t status;
  int32_t token;   /* the word that shows it, or -1 */
  bool drop;       /* no act at all: denied, supposed, asked, meant */
  const char *why; /* of a drop */
  bool pluperfect, perfect;
} StatusFound;

StatusFound status_of(const Stage *s, uint32_t trigger);

#endif
