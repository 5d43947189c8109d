#include "unit.h"

#include "base/pool.h"

#include <stdatomic.h>
#include <unistd.h>

typedef struct Job {
  int number, result;
} Job;

typedef struct Ctx {
  int made, total, expected, stop_at;
  int live, most_live;
  atomic_int workers;
} Ctx;

static bool next(void *ctx, void **job_out) {
  Ctx *c = ctx;
  if (c->made == c->total) return false;
  Job *j = calloc(1, sizeof *j);
  j->number = c->made++;
  if (++c->live > c->most_live) c->most_live = c->live;
  *job_out = j;
  return true;
}

static void *worker_new(void *ctx) {
  Ctx *c = ctx;
  c->workers++;
  return malloc(1);
}

static void worker_free(void *ctx, void *worker) {
  Ctx *c = ctx;
  c->workers--;
  free(worker);
}

static void run(void *ctx, void *worker, void *job) {
  (void)ctx;
  (void)worker;
  Job *j = job;
  if (j->number % 7 == 0) usleep(300); /* the first of a group is the last to finish */
  j->result = j->number * j->number;
}

static bool done(void *ctx, void *job) {
  Ctx *c = ctx;
  Job *j = job;
  bool right = j->number == c->expected && (j->result == j->number * j->number);
  c->expected++;
  c->live--;
  bool go_on = c->stop_at != j->number;
  free(j);
  assert_true(right);
  return go_on;
}

static bool run_pool(Ctx *c, int threads, int window) {
  PoolSpec s = {threads, window, c, next, worker_new, run, done, worker_free};
  return pool_run(&s);
}

static void test_pool_keeps_the_order_at_any_number_of_threads(void **state) {
  (void)state;
  for (int threads = 1; threads <= 8; threads++) {
    Ctx c = {.total = 500, .stop_at = -1};
    assert_true(run_pool(&c, threads, 0));
    assert_int_equal(c.expected, 500);
    assert_int_equal(c.workers, 0);
  }
}

static void test_pool_bounds_the_jobs_under_way(void **state) {
  (void)state;
  Ctx c = {.total = 500, .stop_at = -1};
  assert_true(run_pool(&c, 4, 5));
  assert_true(c.most_live <= 5);
}

static void test_pool_stops_when_done_says_so_and_frees_all_jobs(void **state) {
  (void)state;
  Ctx c = {.total = 500, .stop_at = 100};
  assert_false(run_pool(&c, 4, 0));
  assert_int_equal(c.live, 0);
  assert_true(c.made < 500);
}

static void test_pool_without_jobs_is_done(void **state) {
  (void)state;
  Ctx c = {.stop_at = -1};
  assert_true(run_pool(&c, 3, 0));
}

static const struct CMUnitTest pool[] = {
    cmocka_unit_test(test_pool_keeps_the_order_at_any_number_of_threads),
    cmocka_unit_test(test_pool_bounds_the_jobs_under_way),
    cmocka_unit_test(test_pool_stops_when_done_says_so_and_frees_all_jobs),
    cmocka_unit_test(test_pool_without_jobs_is_done),
};
UNIT_MAIN(pool)
