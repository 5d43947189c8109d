/* Slices: comparing, finding, cutting.  Under everything; nothing here allocates. */
#include "base/str.h"

int str_cmp(Str a, Str b) {
  uint32_t n = a.n < b.n ? a.n : b.n;
  int c = n ? memcmp(a.p, b.p, n) : 0;
  if (c) return c < 0 ? -1 : 1;
  return (a.n > b.n) - (a.n < b.n);
}

bool str_eq_nocase(Str a, Str b) {
  if (a.n != b.n) return false;
  for (uint32_t i = 0; i < a.n; i++)
    if (to_lower(a.p[i]) != to_lower(b.p[i])) return false;
  return true;
}

uint32_t str_find(Str a, char c, uint32_t from) {
  if (from >= a.n) return a.n;
  const char *p = memchr(a.p + from, c, a.n - from);
  return p ? (uint32_t)(p - a.p) : a.n;
}

uint32_t str_find_str(Str a, Str b, uint32_t from) {
  if (from > a.n) return a.n;
  if (!b.n) return from;
  while (a.n - from >= b.n) {
    from = str_find(a, b.p[0], from);
    if (a.n - from < b.n) break;
    if (memcmp(a.p + from, b.p, b.n) == 0) return from;
    from++;
  }
  return a.n;
}

Str str_trim(Str a) {
  while (a.n && is_space(a.p[0])) a.p++, a.n--;
  while (a.n && is_space(a.p[a.n - 1])) a.n--;
  return a;
}

Str str_cut(Str a, char c, Str *rest) {
  uint32_t at = str_find(a, c, 0);
  *rest = str_from(a, at + (at < a.n));
  return str_head(a, at);
}

bool str_line(Str *rest, Str *line_out) {
  if (!rest->n) return false;
  Str line = str_cut(*rest, '\n', rest);
  if (line.n && line.p[line.n - 1] == '\r') line.n--;
  *line_out = line;
  return true;
}

bool str_int(Str a, int64_t *out) {
  int64_t v = 0;
  if (!a.n) return false;
  for (uint32_t i = 0; i < a.n; i++) {
    if (!is_digit(a.p[i])) return false;
    int digit = a.p[i] - '0';
    if (v > (INT64_MAX - digit) / 10) return false;
    v = v * 10 + digit;
  }
  *out = v;
  return true;
}
