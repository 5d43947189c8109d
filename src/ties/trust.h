/* What an audit found: for each type how many of the records drawn were looked at, and how many were right. */
#ifndef TIES_TRUST_H
#define TIES_TRUST_H

#include "ties/tie.h"

/* A file of `entente audit`: JSONL, one judged record a line, with "type" and "verdict" (right, wrong, fix).  The precision of a type is
** (right + 1/2) / (judged + 1), Jeffreys' mean, so that a type of few judgements is not taken for perfect or worthless.
** False with err at file:line. */
bool trust_read(Arena *a, const char *path, const TieTrust **out, uint32_t *n_out, EntError *err);

/* Wilson's 95% interval of a share. */
void wilson(uint32_t right, uint32_t n, double *low_out, double *high_out);

#endif
