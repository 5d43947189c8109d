/* What every unit test needs: cmocka and comparisons of slices. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above before it */
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define assert_str(s, z) assert_str_((s), (z), __FILE__, __LINE__)
static inline void assert_str_(Str s, const char *z, const char *file, int line) {
  if (str_is(s, z)) return;
  print_error("got '%.*s', expected '%s'\n", STRF(s), z);
  _fail(file, line);
}

/* The error as the program prints it. */
#define assert_err(err, z) assert_err_((err), (z), __FILE__, __LINE__)
static inline void assert_err_(const EntError *err, const char *z, const char *file, int line) {
  char text[512];
  err_text(err, text, sizeof text);
  assert_str_(str_of(text), z, file, line);
}

static inline void fail_with(const EntError *err) {
  char text[512];
  err_text(err, text, sizeof text);
  fail_msg("%s", text);
}

#define UNIT_MAIN(tests) \
  int main(void) { return cmocka_run_group_tests_name(#tests, tests, NULL, NULL); }

#endif
