/* Threads over a stream of jobs, done in order.
**
** A ring of `window` jobs: each worker takes the next job under the lock, runs it outside, marks it, and then hands every finished
** job at the head of the ring to `done`.  The order of output is the order of input, so timing cannot be seen in it.  */
#include "base/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct Slot {
  void *job;
  bool ready;
} Slot;

typedef struct Pool {
  const PoolSpec *spec;
  pthread_mutex_t lock;
  pthread_cond_t moved; /* the head moved or the stream ended */
  Slot *ring;
  uint64_t window, taken, finished; /* jobs given to workers; jobs handed to done */
  bool ended, stopped;
  int workers; /* that could be made */
} Pool;

/* Takes a job into the ring; false when the stream is over.  Called with the lock held. */
static bool take(Pool *p, uint64_t *at_out) {
  while (!p->ended && p->taken - p->finished >= p->window) pthread_cond_wait(&p->moved, &p->lock);
  void *job = NULL;
  if (p->ended) return false;
  if (!p->spec->next(p->spec->ctx, &job)) {
    p->ended = true;
    pthread_cond_broadcast(&p->moved);
    return false;
  }
  *at_out = p->taken++;
  p->ring[*at_out % p->window] = (Slot){job, false};
  return true;
}

/* Hands over what is finished at the head.  Called with the lock held. */
static void drain(Pool *p) {
  uint64_t before = p->finished;
  while (p->finished < p->taken && p->ring[p->finished % p->window].ready) {
    void *job = p->ring[p->finished++ % p->window].job;
    if (!p->spec->done(p->spec->ctx, job)) p->ended = p->stopped = true;
  }
  if (p->finished != before) pthread_cond_broadcast(&p->moved);
}

static void *work(void *arg) {
  Pool *p = arg;
  const PoolSpec *s = p->spec;
  void *worker = s->worker_new ? s->worker_new(s->ctx) : NULL;
  if (s->worker_new && !worker) return NULL;
  pthread_mutex_lock(&p->lock);
  p->workers++;
  for (uint64_t at; take(p, &at);) {
    void *job = p->ring[at % p->window].job;
    pthread_mutex_unlock(&p->lock);
    s->run(s->ctx, worker, job);
    pthread_mutex_lock(&p->lock);
    p->ring[at % p->window].ready = true;
    drain(p);
  }
  pthread_mutex_unlock(&p->lock);
  if (s->worker_free) s->worker_free(s->ctx, worker);
  return NULL;
}

bool pool_run(const PoolSpec *s) {
  int threads = s->threads > 1 ? s->threads : 1, made = 0;
  Pool p = {.spec = s, .window = (uint64_t)(s->window > 0 ? s->window : 4 * threads)};
  if (p.window < (uint64_t)threads) p.window = (uint64_t)threads;
  p.ring = calloc(p.window, sizeof *p.ring);
  pthread_t *thread = calloc((size_t)threads, sizeof *thread);
  bool ok = p.ring && thread && pthread_mutex_init(&p.lock, NULL) == 0;
  if (ok) {
    pthread_cond_init(&p.moved, NULL);
    while (made < threads - 1 && pthread_create(&thread[made], NULL, work, &p) == 0) made++;
    work(&p);
    for (int i = 0; i < made; i++) pthread_join(thread[i], NULL);
    pthread_cond_destroy(&p.moved);
    pthread_mutex_destroy(&p.lock);
    ok = p.workers > 0 && !p.stopped;
  }
  free(p.ring);
  free(thread);
  return ok;
}
