/* Reading under a limit that is raised byte by byte: each shortage leaves by on_full, nothing leaks, and the reader goes on. */
#include "unit.h"

#include "read/read.h"

static const char *const inputs[] = {
    "date 2024-08-05 One caf\xE9.\ndate 2024-08-06 Two.\n",
    "{\"id\":\"a\",\"date\":\"2024-08-05\",\"text\":\"X \\u00e9\",\"source\":[\"AP\",\"AFP\"],\"deep\":[[1],{\"k\":null}]}\n{\"text\":\"Y\"}\n",
    "date,text,source\n2024-08-05,\"a\nb \"\"c\"\"\",AP\n2024-08-06,d,\n",
};

/* Documents read until memory ran out; -1 when it did not. */
static int read_under(const char *input, size_t limit) {
  Arena a;
  RawDoc d;
  EntError err = {0};
  jmp_buf full;
  volatile int seen = 0;
  Reader *r = read_open_memory("x", str_of(input), NULL, &err);
  assert_non_null(r);
  arena_init(&a, limit);
  a.on_full = &full;
  bool ran_out = setjmp(full) != 0;
  if (!ran_out)
    while (read_next(r, &a, &d, &err) == READ_DOC) seen++;
  read_close(r);
  arena_free(&a);
  return ran_out ? seen : -1;
}

static void test_reading_survives_every_shortage(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    size_t limit = 1;
    while (read_under(inputs[i], limit) >= 0) limit++;
    assert_in_range(limit, 32, 64 * 1024);
  }
}

static void test_reading_goes_on_after_a_shortage(void **state) {
  (void)state;
  Arena small, large;
  RawDoc d;
  EntError err = {0};
  jmp_buf full;
  Reader *r = read_open_memory("x", str_of(inputs[1]), NULL, &err);
  arena_init(&small, 64);
  arena_init(&large, 0);
  small.on_full = &full;
  if (setjmp(full) == 0) {
    read_next(r, &small, &d, &err);
    fail_msg("64 bytes were enough");
  }
  assert_int_equal(read_next(r, &large, &d, &err), READ_DOC);
  assert_str(d.text, "Y");
  read_close(r);
  arena_free(&small);
  arena_free(&large);
}

static const struct CMUnitTest fault_read[] = {
    cmocka_unit_test(test_reading_survives_every_shortage),
    cmocka_unit_test(test_reading_goes_on_after_a_shortage),
};
UNIT_MAIN(fault_read)
