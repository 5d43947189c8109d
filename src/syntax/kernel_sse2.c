/* SSE2, which every x86-64 has: 8-bit weights widened to 16 bits, products summed in pairs.  Two sums an output are kept apart until the end. */
#include "syntax/kernel.h"

#if defined(__x86_64__)
#include <emmintrin.h>

#if !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif

#define FN static
#define PLAIN
#include "syntax/kernel_loops.inc"

enum { ROWS = 2 };

static inline __m128i four(const uint8_t *x) {
  int32_t v;
  __builtin_memcpy(&v, x, 4);
  __m128i b = _mm_unpacklo_epi8(_mm_cvtsi32_si128(v), _mm_setzero_si128());
  return _mm_unpacklo_epi64(b, b);
}

static inline void store(int32_t *y, __m128i low, __m128i high) {
  __m128 a = _mm_castsi128_ps(low), b = _mm_castsi128_ps(high);
  __m128i even = _mm_castps_si128(_mm_shuffle_ps(a, b, 0x88)), odd = _mm_castps_si128(_mm_shuffle_ps(a, b, 0xDD));
  _mm_storeu_si128((__m128i *)(void *)y, _mm_add_epi32(even, odd));
}

/* `rows` rows (1 or 2) against eight outputs. */
static inline __attribute__((always_inline)) void block(const Product *p, const uint8_t *x, int32_t *y, uint32_t o, const uint32_t rows) {
  __m128i zero = _mm_setzero_si128(), acc[ROWS][4] = {{zero, zero, zero, zero}, {zero, zero, zero, zero}};
  const int8_t *w = p->w + 4 * o;
  for (uint32_t i = 0; i < p->in; i += 4, w += 4 * p->pad) {
    __m128i v[4];
    for (uint32_t k = 0; k < 2; k++) {
      __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(w + 16 * k)), sign = _mm_cmpgt_epi8(zero, b);
      v[2 * k] = _mm_unpacklo_epi8(b, sign), v[2 * k + 1] = _mm_unpackhi_epi8(b, sign);
    }
    for (uint32_t r = 0; r < rows; r++) {
      __m128i b = four(x + r * p->in + i);
      for (uint32_t k = 0; k < 4; k++) acc[r][k] = _mm_add_epi32(acc[r][k], _mm_madd_epi16(b, v[k]));
    }
  }
  for (uint32_t r = 0; r < rows; r++) {
    store(y + r * p->pad + o, acc[r][0], acc[r][1]);
    store(y + r * p->pad + o + 4, acc[r][2], acc[r][3]);
  }
}

static void product(const Product *p, const uint8_t *x, uint32_t n, int32_t *y) {
  uint32_t t = 0;
  for (; t + ROWS <= n; t += ROWS)
    for (uint32_t o = 0; o < p->pad; o += 8) block(p, x + t * p->in, y + t * p->pad, o, ROWS);
  for (; t < n; t++)
    for (uint32_t o = 0; o < p->pad; o += 8) block(p, x + t * p->in, y + t * p->pad, o, 1);
}

static bool here(void) { return true; }

const Kernel kernel_sse2 = {"sse2", here, product, fn_activate, fn_gate, fn_to16, fn_to32, fn_sum_rows, fn_dots, fn_mix, fn_hidden, fn_add};
#else
static bool here(void) { return false; }
const Kernel kernel_sse2 = {.name = "sse2", .here = here};
#endif
