#include "unit.h"

static void test_arena_gives_zeroed_aligned_memory_after_reset(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  for (int round = 0; round < 3; round++) {
    for (size_t n = 1; n < 3000; n = n * 2 + 1) {
      unsigned char *p = arena_push(&a, n);
      assert_int_equal((uintptr_t)p % 16, 0);
      for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
      memset(p, 0xAB, n);
    }
    arena_reset(&a);
  }
  arena_free(&a);
}

static void test_arena_keeps_one_block_for_documents_of_the_like(void **state) {
  (void)state;
#ifndef ENT_ARENA_MALLOC
  Arena a;
  arena_init(&a, 0);
  arena_push(&a, 100);
  arena_push(&a, 200000);
  arena_push(&a, 300000);
  arena_reset(&a);
  assert_int_equal(a.used, 0);
  const ArenaBlock *block = a.first;
  assert_non_null(block);
  for (int i = 0; i < 3; i++) {
    arena_push(&a, 100);
    arena_push(&a, 500000);
    assert_ptr_equal(a.last, block);
    arena_reset(&a);
    assert_ptr_equal(a.first, block);
  }
  arena_free(&a);
#endif
}

static void test_arena_leaves_past_its_limit(void **state) {
  (void)state;
  Arena a;
  jmp_buf full;
  volatile int pushed = 0;
  arena_init(&a, 4096);
  a.on_full = &full;
  if (setjmp(full) == 0)
    for (;;) {
      arena_push(&a, 64);
      pushed++;
    }
  assert_int_equal(pushed, 64);
  arena_reset(&a);
  if (setjmp(full) == 0) assert_non_null(arena_push(&a, 4096));
  else fail_msg("a reset arena has its limit again");
  arena_free(&a);
}

static void test_arena_array_leaves_on_overflow(void **state) {
  (void)state;
  Arena a;
  jmp_buf full;
  arena_init(&a, 0);
  a.on_full = &full;
  if (setjmp(full) == 0) {
    arena_array(&a, SIZE_MAX / 4, 8);
    fail_msg("an overflowing array must not be given");
  }
  arena_free(&a);
}

static void test_arena_fmt_and_str_end_in_nul(void **state) {
  (void)state;
  Arena a;
  arena_init(&a, 0);
  Str s = arena_fmt(&a, "%s-%d", "x", 42);
  assert_str(s, "x-42");
  assert_int_equal(s.p[s.n], 0);
  s = arena_str(&a, STR("abc"));
  assert_int_equal(s.p[3], 0);
  arena_free(&a);
}

static void test_vec_grows_and_zeroes_slots_given_back(void **state) {
  (void)state;
  Arena a;
  VEC(int) v = {0};
  arena_init(&a, 0);
  for (int i = 0; i < 1000; i++) VEC_PUSH(&a, &v, i);
  for (int i = 0; i < 1000; i++) assert_int_equal(v.at[i], i);
  v.n = 10;
  assert_int_equal(*VEC_ADD(&a, &v), 0);
  arena_free(&a);
}

static const struct CMUnitTest arena[] = {
    cmocka_unit_test(test_arena_gives_zeroed_aligned_memory_after_reset),
    cmocka_unit_test(test_arena_keeps_one_block_for_documents_of_the_like),
    cmocka_unit_test(test_arena_leaves_past_its_limit),
    cmocka_unit_test(test_arena_array_leaves_on_overflow),
    cmocka_unit_test(test_arena_fmt_and_str_end_in_nul),
    cmocka_unit_test(test_vec_grows_and_zeroes_slots_given_back),
};
UNIT_MAIN(arena)
