/* AVX-512 VNNI: four 8-bit products a lane and step.  Six rows against 64 outputs keep 24 sums in registers. */
#include "syntax/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

#if !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2")))
#define FN     TARGET static
#include "syntax/kernel_loops.inc"
#include "syntax/kernel_ymm.inc"

enum { ROWS = 6 };

TARGET static inline __m512i four(const uint8_t *x) {
  int32_t v;
  __builtin_memcpy(&v, x, 4);
  return _mm512_set1_epi32(v);
}

/* `rows` rows (1 to 6) against `regs` registers of 16 outputs (1 to 4); always inlined with both constant. */
TARGET static inline __attribute__((always_inline)) void block(const Product *p, const uint8_t *x, int32_t *y, uint32_t o,
                                                               const uint32_t rows, const uint32_t regs) {
  __m512i acc[ROWS][4];
#if defined(__clang__)
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 8
#endif
  for (uint32_t r = 0; r < rows; r++)
    for (uint32_t k = 0; k < regs; k++) acc[r][k] = _mm512_setzero_si512();
  const int8_t *w = p->w + 4 * o;
  for (uint32_t i = 0; i < p->in; i += 4, w += 4 * p->pad) {
    __m512i v[4];
#if !defined(__clang__)
#pragma GCC unroll 8
#endif
    for (uint32_t k = 0; k < regs; k++) v[k] = _mm512_loadu_si512(w + 64 * k);
#if !defined(__clang__)
#pragma GCC unroll 8
#endif
    for (uint32_t r = 0; r < rows; r++) {
      __m512i b = four(x + r * p->in + i);
#if !defined(__clang__)
#pragma GCC unroll 8
#endif
      for (uint32_t k = 0; k < regs; k++) acc[r][k] = _mm512_dpbusd_epi32(acc[r][k], b, v[k]);
    }
  }
#if !defined(__clang__)
#pragma GCC unroll 8
#endif
  for (uint32_t r = 0; r < rows; r++)
#if !defined(__clang__)
#pragma GCC unroll 8
#endif
    for (uint32_t k = 0; k < regs; k++) _mm512_storeu_si512(y + r * p->pad + o + 16 * k, acc[r][k]);
}

#define STRIP(rows)                                               \
  do {                                                            \
    uint32_t o = 0;                                               \
    for (; o + 64 <= p->pad; o += 64) block(p, x, y, o, rows, 4); \
    for (; o + 32 <= p->pad; o += 32) block(p, x, y, o, rows, 2); \
    for (; o < p->pad; o += 16) block(p, x, y, o, rows, 1);       \
  } while (0)

TARGET static void rows6(const Product *p, const uint8_t *x, int32_t *y) { STRIP(ROWS); }
TARGET static void rows1(const Product *p, const uint8_t *x, int32_t *y) { STRIP(1); }

TARGET static void product(const Product *p, const uint8_t *x, uint32_t n, int32_t *y) {
  uint32_t t = 0;
  for (; t + ROWS <= n; t += ROWS) rows6(p, x + t * p->in, y + t * p->pad);
  for (; t < n; t++) rows1(p, x + t * p->in, y + t * p->pad);
}

static bool here(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vnni");
}

const Kernel kernel_vnni = {"vnni",   here,        product, activate256, gate256,   to16_256,
                            to32_256, fn_sum_rows, fn_dots, fn_mix,      fn_hidden, add256};
#else
static bool here(void) { return false; }
const Kernel kernel_vnni = {.name = "vnni", .here = here};
#endif
