/* Threads over a stream of jobs, their output in the order of the jobs whatever the timing. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PoolSpec {
  int threads; /* 1: everything on the caller's thread */
  int window;  /* jobs under way at the most; bounds memory; 0: 4 a thread */
  void *ctx;
  bool (*next)(void *ctx, void **job_out); /* the next job; called under a lock, in order; false at the end */
  void *(*worker_new)(void *ctx);          /* a thread's own state; NULL: this thread does not work */
  void (*run)(void *ctx, void *worker, void *job);
  bool (*done)(void *ctx, void *job); /* in order, one at a time; frees the job; false stops the stream */
  void (*worker_free)(void *ctx, void *worker);
} PoolSpec;

/* `next` and `done` share one lock: never two of them at a time.  Where threads cannot be made, fewer do the work.
** True if every job was done; false if `done` stopped it (jobs under way are then freed by `done` too, their results unused) or no worker
** could be made. */
bool pool_run(const PoolSpec *s);

#endif
