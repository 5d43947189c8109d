/* A progress line on stderr: done, rate, time left.  Silent when stderr is no terminal or when quiet. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Progress {
  bool on;
  double start, last; /* seconds of a steady clock; it is shown, never kept in a result */
  uint64_t total;     /* bytes of input; 0 unknown */
  const char *unit;   /* "documents" */
} Progress;

void progress_start(Progress *p, const char *unit, uint64_t total, bool quiet);
void progress_tick(Progress *p, uint64_t units, uint64_t at); /* at: bytes of input read so far */
/* Takes the line away, so that something else can be written; the next tick shows it again. */
void progress_clear(const Progress *p);
void progress_end(Progress *p);

#endif
