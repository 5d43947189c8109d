/* Quantities before a unit: "three", "24", "two hundred", "a couple of", "2 1/2", "several", "half a".
**
** Under the rules of lengths and of "ago". */
#include "when/rules.h"

/* Number words from i: value in *v, tokens returned. */
static uint32_t number_words(const When *c, uint32_t i, int32_t *v) {
  uint32_t k = i;
  int32_t total = 0, part = -1;
  for (;;) {
    uint8_t cls = cls_at(c, k);
    if (cls == W_NUM) {
      int32_t w = val_at(c, k);
      if (part >= 20 && part % 10 == 0 && w < 10 && part < 100) part += w;
      else if (part >= 100 && part % 100 == 0 && w < 100) part += w;
      else if (part < 0) part = w;
      else break;
      k++;
    } else if (cls == W_SCALE && part < 1000000 && (part > 0 || (k == i && val_at(c, k) == 12))) {
      part = (part > 0 ? part : 1) * val_at(c, k);
      if (val_at(c, k) == 1000) {
        total += part;
        part = 0;
      }
      k++;
    } else if (k > i && (is_hyphen(c, k) || is_word(c, k, "and")) && cls_at(c, k + 1) == W_NUM && part >= 20 && (part % 10 == 0)) {
      k++;
    } else {
      break;
    }
  }
  if (k == i) return 0;
  *v = total + (part > 0 ? part : 0);
  return k - i;
}

static uint32_t number_at(const When *c, uint32_t i, int32_t *tenths) {
  int32_t v = 0;
  uint8_t cls = cls_at(c, i);
  if (cls == W_NUMBER) {
    v = val_at(c, i);
    bool half = cls_at(c, i + 1) == W_FRACTION;
    if (v > 100000000) return 0;
    *tenths = v * 10 + (half ? 5 : 0);
    return half ? 2 : 1;
  }
  if (cls == W_DECIMAL) {
    *tenths = val_at(c, i);
    return 1;
  }
  uint32_t n = number_words(c, i, &v);
  *tenths = v * 10;
  if (n && is_word(c, i + n, "and") && cls_at(c, i + n + 1) == W_DET && cls_at(c, i + n + 2) == W_HALF) { /* "two and a half" */
    *tenths += 5;
    return n + 3;
  }
  return n;
}

Quantity quantity_at(const When *c, uint32_t i) {
  Quantity q = {0};
  uint8_t cls = cls_at(c, i), next = cls_at(c, i + 1);
  if (cls == W_DET) {
    q.tenths = 10;
    q.n = 1;
    if (next == W_QUANT || next == W_COUPLE || next == W_SCALE) {
      Quantity rest = quantity_at(c, i + 1);
      if (next == W_SCALE) rest = (Quantity){1, val_at(c, i + 1) * 10, false, false};
      if (rest.n) return (Quantity){rest.n + 1, rest.tenths, rest.vague, false};
    }
    q.article = true;
    return q;
  }
  if (cls == W_QUANT) return (Quantity){1, 0, true, false};
  if (cls == W_COUPLE) return (Quantity){1 + (next == W_OF), 20, false, false};
  if (cls == W_HALF) return (Quantity){1 + (next == W_DET), 5, false, false};
  q.n = number_at(c, i, &q.tenths);
  if (!q.n) return q;
  uint32_t k = i + q.n; /* "two to three", "12 or 18": the first counts */
  if (is_one_of(c, k, "to or -") || is_hyphen(c, k)) {
    int32_t second;
    uint32_t n = number_at(c, k + 1, &second);
    if (n && second > q.tenths) q.n += 1 + n;
  }
  return q;
}
