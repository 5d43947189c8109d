/* The progress line.  The clock is read here to be shown, never to be kept. */
#include "base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(Progress *p, const char *unit, uint64_t total, bool quiet) {
  *p = (Progress){.on = !quiet && isatty(STDERR_FILENO), .total = total, .unit = unit};
  if (p->on) p->start = p->last = now();
}

static void show(const Progress *p, uint64_t units, uint64_t at, double t) {
  double spent = t - p->start;
  fprintf(stderr, "\r%llu %s, %.0f/s", (unsigned long long)units, p->unit, spent > 0 ? (double)units / spent : 0.0);
  if (p->total && at && at <= p->total) {
    double share = (double)at / (double)p->total;
    long left = (long)(spent / share - spent + 0.5);
    fprintf(stderr, ", %.0f%%, %ld:%02ld left", share * 100, left / 60, left % 60);
  }
  fputs("\033[K", stderr);
}

void progress_tick(Progress *p, uint64_t units, uint64_t at) {
  if (!p->on || (units & 15)) return;
  double t = now();
  if (t - p->last < 0.2) return;
  p->last = t;
  show(p, units, at, t);
}

void progress_clear(const Progress *p) {
  if (p->on) fputs("\r\033[K", stderr);
}

void progress_end(Progress *p) {
  progress_clear(p);
  p->on = false;
}
