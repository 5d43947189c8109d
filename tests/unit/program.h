/* The program run as its users run it, in a folder of its own; $ENTENTE is its path. */
#ifndef TEST_PROGRAM_H
#define TEST_PROGRAM_H

#include "unit.h"

#include <sys/wait.h>
#include <unistd.h>

typedef struct Result {
  char out[40000], err[20000];
  int status;
} Result;

static char dir[] = "/tmp/entente-test-XXXXXX";

static inline int open_dir(void **state) {
  (void)state;
  return mkdtemp(dir) ? 0 : -1;
}

static inline int close_dir(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", dir);
  return system(command);
}

/* A folder of the folder, with those that it lies in. */
static inline void make_folder(const char *name) {
  char command[128];
  snprintf(command, sizeof command, "mkdir -p %s/%s", dir, name);
  assert_int_equal(system(command), 0);
}

/* A file of the folder, as a text. */
static inline void slurp(const char *name, char *to, size_t cap) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "rb");
  size_t n = f ? fread(to, 1, cap - 1, f) : 0;
  to[n] = 0;
  if (f) fclose(f);
}

static inline void spill_bytes(const char *name, Str bytes) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "wb");
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
  fclose(f);
}

static inline void spill(const char *name, const char *text) { spill_bytes(name, str_of(text)); }

/* `entente ARGS` in the folder, with `input` on standard input; what it wrote on both outputs, and its status, until the next run. */
static inline const Result *run_on(const char *args, const char *input) {
  static Result r;
  char command[1024];
  const char *program = getenv("ENTENTE");
  spill("in", input);
  snprintf(command, sizeof command, "cd %s && '%s' %s <in >out 2>err", dir, program ? program : "entente", args);
  int status = system(command);
  r.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  slurp("out", r.out, sizeof r.out);
  slurp("err", r.err, sizeof r.err);
  return &r;
}

static inline const Result *run(const char *args) { return run_on(args, ""); }

static inline void assert_has(const char *text, const char *part) {
  bool has = text && part && strstr(text, part);
  if (!has) fail_msg("'%s' is not in:\n%s", part ? part : "", text ? text : "");
}

static inline int count(const char *text, const char *part) {
  int n = 0;
  for (const char *p = text; (p = strstr(p, part)); p += strlen(part)) n++;
  return n;
}

#endif
