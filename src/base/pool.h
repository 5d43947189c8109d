/* Threads over a stream of jobs, their output in the order of the jobs whatever the timing. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PoolSpec {
  int threads;                                 /* 1: everything on the caller's thread */
  int window;                                  /* jobs under way at the most; bounds memory; 0: 4 a thread */
  void *ctx;
  bool (*next)(void *ctx, void **job_out);     /* the next job; called under a lock, in order; false at the end */
  void *(*worker_new)(void *ctx);              /* a thread's own state */
  void (*run)(void *ctx, void *worker, void *job);
  bool (*done)(void *ctx, void *job);          /* in order, one at a time; frees the job; false stops the stream */
  void (*worker_free)(void *ctx, void *worker);
} PoolSpec;

/* True if every job was done; false if `done` stopped it or a thread could not be made. */
bool pool_run(const PoolSpec *s);

#endif
