/* The inner loops of the network, once for each kind of machine.  All give the same numbers: sums of 8-bit products are whole numbers, and
** 7-bit inputs keep AVX2's pairwise sums inside 16 bits.  Internal to syntax/. */
#ifndef SYNTAX_KERNEL_H
#define SYNTAX_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* y[o] = sum over i of x[i] * w[i][o]; then (y * mul + plus) >> shift, modulo 2^32. */
typedef struct Product {
  const int32_t *plus, *mul, *shift; /* [pad]; shift is 1 to 30 */
  const int8_t *w;                   /* [in / 4][pad][4] */
  uint32_t in, out, pad;             /* pad: out rounded up to 16 */
} Product;

typedef struct Kernel {
  const char *name;
  bool (*here)(void); /* does this machine have it? */
  /* n rows of `in` inputs (0 to 127) to n rows of `pad` sums. */
  void (*product)(const Product *p, const uint8_t *x, uint32_t n, int32_t *y);
  /* One row of `d` (a multiple of 16): u = clamp((r * gain rounded >> 15) + bias, -64, 63) + 64. */
  void (*activate)(const int16_t *r, const int16_t *gain, const int16_t *bias, uint8_t *u, uint32_t d);
  /* r += value * gate, saturated. */
  void (*gate)(const int32_t *a, const int32_t *g, const Product *pa, const Product *pg, int16_t *r);
  /* A row of sums scaled and clamped to lo..hi. */
  void (*to16)(const int32_t *y, const Product *p, int32_t lo, int32_t hi, int16_t *out);
  void (*to32)(const int32_t *y, const Product *p, int32_t *out);
  /* r = (sum of `k` rows of int8) * 16. */
  void (*sum_rows)(const int8_t *const *rows, uint32_t k, int16_t *r, uint32_t d);
  /* s[j] = sum over c of q[c] * t[c * stride + j], j < n rounded up to 16. */
  void (*dots)(const int16_t *q, uint32_t width, const int16_t *t, uint32_t stride, uint32_t n, int32_t *s);
  /* o[c] = sum over j of p[j] * v[j * stride + c], c < d (a multiple of 16). */
  void (*mix)(const int32_t *p, uint32_t n, const int16_t *v, uint32_t stride, uint32_t d, int32_t *o);
  /* z = clamp(a + h + t, 0, 127). */
  void (*hidden)(const int16_t *a, const int16_t *h, const int16_t *t, uint8_t *z, uint32_t n);
  /* r += x, saturated. */
  void (*add)(int16_t *r, const int16_t *x, uint32_t d);
} Kernel;

extern const Kernel kernel_c, kernel_sse2, kernel_avx2, kernel_vnni, kernel_neon, kernel_dot;

#endif
