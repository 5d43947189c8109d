/* Acts to records.  Inside of code/. */
#ifndef CODE_BUILD_H
#define CODE_BUILD_H

#include "code/code.h"

/* Fills out->records from out->acts; all in the document's arena. */
void build_records(const Engine *e, Coded *out);

#endif
