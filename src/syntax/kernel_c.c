/* The kernel that every machine has: plain C, and the yardstick of the others. */
#include "syntax/kernel.h"

#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif

#define FN static
#define PLAIN
#include "syntax/kernel_loops.inc"

static void product(const Product *p, const uint8_t *restrict x, uint32_t n, int32_t *restrict y) {
  for (uint32_t t = 0; t < n; t++, x += p->in, y += p->pad) {
    for (uint32_t o = 0; o < p->pad; o++) y[o] = 0;
    const int8_t *restrict w = p->w;
    for (uint32_t i = 0; i < p->in; i += 4, w += 4 * p->pad) {
      int32_t a = x[i], b = x[i + 1], c = x[i + 2], d = x[i + 3];
      for (uint32_t o = 0; o < p->pad; o++) y[o] += a * w[4 * o] + b * w[4 * o + 1] + c * w[4 * o + 2] + d * w[4 * o + 3];
    }
  }
}

static bool here(void) { return true; }

const Kernel kernel_c = {"c", here, product, fn_activate, fn_gate, fn_to16, fn_to32, fn_sum_rows, fn_dots, fn_mix, fn_hidden, fn_add};
