/* NEON, which every 64-bit ARM has, and its dot products, which most have: four rows against 16 outputs.  Inputs of 7 bits are good as signed
** bytes; two products fit 16 bits. */
#include "syntax/kernel.h"

#if defined(__aarch64__)
#include <arm_neon.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif

#if !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("O3")
#endif

#define FN static
#define PLAIN
#include "syntax/kernel_loops.inc"

enum { ROWS = 4, OUTPUTS = 16 };

static inline int8x16_t four(const uint8_t *x) {
  int32_t v;
  __builtin_memcpy(&v, x, 4);
  return vreinterpretq_s8_s32(vdupq_n_s32(v));
}

/* `rows` rows (1 or 4) against 16 outputs, ADD being one step of sums: (int32x4_t sums, weights, inputs). */
#define BLOCK(p, x, y, o, rows, ADD)                                                           \
  do {                                                                                         \
    int32x4_t acc[ROWS][4] = {{{0}}};                                                          \
    const int8_t *w = (p)->w + 4 * (o);                                                        \
    for (uint32_t i = 0; i < (p)->in; i += 4, w += 4 * (p)->pad) {                             \
      int8x16_t v[4] = {vld1q_s8(w), vld1q_s8(w + 16), vld1q_s8(w + 32), vld1q_s8(w + 48)};    \
      for (uint32_t r = 0; r < (rows); r++) {                                                  \
        int8x16_t b = four((x) + r * (p)->in + i);                                             \
        for (uint32_t k = 0; k < 4; k++) acc[r][k] = ADD(acc[r][k], v[k], b);                  \
      }                                                                                        \
    }                                                                                          \
    for (uint32_t r = 0; r < (rows); r++)                                                      \
      for (uint32_t k = 0; k < 4; k++) vst1q_s32((y) + r * (p)->pad + (o) + 4 * k, acc[r][k]); \
  } while (0)

#define ALL_ROWS(p, x, n, y, ADD)                                                                                     \
  do {                                                                                                                \
    uint32_t t = 0;                                                                                                   \
    for (; t + ROWS <= (n); t += ROWS)                                                                                \
      for (uint32_t o = 0; o < (p)->pad; o += OUTPUTS) BLOCK(p, (x) + t * (p)->in, (y) + t * (p)->pad, o, ROWS, ADD); \
    for (; t < (n); t++)                                                                                              \
      for (uint32_t o = 0; o < (p)->pad; o += OUTPUTS) BLOCK(p, (x) + t * (p)->in, (y) + t * (p)->pad, o, 1, ADD);    \
  } while (0)

static inline int32x4_t add_pairs(int32x4_t sums, int8x16_t w, int8x16_t x) {
  int16x8_t low = vmull_s8(vget_low_s8(w), vget_low_s8(x)), high = vmull_high_s8(w, x);
  return vpadalq_s16(sums, vpaddq_s16(low, high));
}

static void product_neon(const Product *p, const uint8_t *x, uint32_t n, int32_t *y) { ALL_ROWS(p, x, n, y, add_pairs); }

/* Older clangs know the instruction only where all of the file may use it. */
#if !defined(__clang__)
#define DOT_TARGET __attribute__((target("arch=armv8.2-a+dotprod")))
#elif defined(__ARM_FEATURE_DOTPROD) || __clang_major__ >= 16
#define DOT_TARGET __attribute__((target("dotprod")))
#endif

#if defined(DOT_TARGET)
DOT_TARGET static void product_dot(const Product *p, const uint8_t *x, uint32_t n, int32_t *y) { ALL_ROWS(p, x, n, y, vdotq_s32); }
#else
#define product_dot product_neon
#endif

static bool always(void) { return true; }
static bool dot_here(void) {
#if !defined(DOT_TARGET)
  return false;
#elif defined(__linux__)
  enum { HAS_DOT = 1 << 20 }; /* HWCAP_ASIMDDP */
  return getauxval(AT_HWCAP) & HAS_DOT;
#else
  return true; /* every Apple processor */
#endif
}

const Kernel kernel_neon = {"neon",  always,      product_neon, fn_activate, fn_gate,   fn_to16,
                            fn_to32, fn_sum_rows, fn_dots,      fn_mix,      fn_hidden, fn_add};
const Kernel kernel_dot = {"dot",   dot_here,    product_dot, fn_activate, fn_gate,   fn_to16,
                           fn_to32, fn_sum_rows, fn_dots,     fn_mix,      fn_hidden, fn_add};
#else
static bool here(void) { return false; }
const Kernel kernel_neon = {.name = "neon", .here = here};
const Kernel kernel_dot = {.name = "dot", .here = here};
#endif
