/* AVX2: pairs of 8-bit products summed in 16 bits (7-bit inputs: at most 2 * 127 * 127 = 32,258), then in 32.  Four rows at a time against 16
** outputs, so that each load of weights serves four. */
#include "syntax/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

#if !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif

#define TARGET __attribute__((target("avx2")))
#define FN     TARGET static
#include "syntax/kernel_loops.inc"
#include "syntax/kernel_ymm.inc"

TARGET static inline __m256i step(__m256i acc, __m256i x, __m256i w) {
  return _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1)));
}

TARGET static inline __m256i four(const uint8_t *x) {
  int32_t v;
  __builtin_memcpy(&v, x, 4);
  return _mm256_set1_epi32(v);
}

TARGET static inline __m256i load(const int8_t *p) { return _mm256_loadu_si256((const __m256i *)(const void *)p); }
TARGET static inline void store(int32_t *p, __m256i v) { _mm256_storeu_si256((__m256i *)(void *)p, v); }

TARGET static void rows4(const Product *p, const uint8_t *x, int32_t *y) {
  uint32_t in = p->in, pad = p->pad;
  for (uint32_t o = 0; o < pad; o += 16) {
    __m256i z = _mm256_setzero_si256();
    __m256i a0 = z, a1 = z, b0 = z, b1 = z, c0 = z, c1 = z, d0 = z, d1 = z;
    const int8_t *w = p->w + 4 * o;
    for (uint32_t i = 0; i < in; i += 4, w += 4 * pad) {
      __m256i w0 = load(w), w1 = load(w + 32), v;
      v = four(x + i), a0 = step(a0, v, w0), a1 = step(a1, v, w1);
      v = four(x + in + i), b0 = step(b0, v, w0), b1 = step(b1, v, w1);
      v = four(x + 2 * in + i), c0 = step(c0, v, w0), c1 = step(c1, v, w1);
      v = four(x + 3 * in + i), d0 = step(d0, v, w0), d1 = step(d1, v, w1);
    }
    store(y + o, a0), store(y + o + 8, a1);
    store(y + pad + o, b0), store(y + pad + o + 8, b1);
    store(y + 2 * pad + o, c0), store(y + 2 * pad + o + 8, c1);
    store(y + 3 * pad + o, d0), store(y + 3 * pad + o + 8, d1);
  }
}

TARGET static void row1(const Product *p, const uint8_t *x, int32_t *y) {
  for (uint32_t o = 0; o < p->pad; o += 16) {
    __m256i a0 = _mm256_setzero_si256(), a1 = a0;
    const int8_t *w = p->w + 4 * o;
    for (uint32_t i = 0; i < p->in; i += 4, w += 4 * p->pad) {
      __m256i v = four(x + i);
      a0 = step(a0, v, load(w)), a1 = step(a1, v, load(w + 32));
    }
    store(y + o, a0), store(y + o + 8, a1);
  }
}

TARGET static void product(const Product *p, const uint8_t *x, uint32_t n, int32_t *y) {
  uint32_t t = 0;
  for (; t + 4 <= n; t += 4) rows4(p, x + t * p->in, y + t * p->pad);
  for (; t < n; t++) row1(p, x + t * p->in, y + t * p->pad);
}

static bool here(void) { return __builtin_cpu_supports("avx2"); }

const Kernel kernel_avx2 = {"avx2",   here,        product, activate256, gate256,   to16_256,
                            to32_256, fn_sum_rows, fn_dots, fn_mix,      fn_hidden, add256};
#else
static bool here(void) { return false; }
const Kernel kernel_avx2 = {.name = "avx2", .here = here};
#endif
