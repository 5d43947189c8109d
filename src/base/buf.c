/* A growing buffer for output.  Numbers are written by integer arithmetic, so that no locale can change a byte. */
#include "base/buf.h"

#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_free(Buf *b) {
  free(b->p);
  *b = (Buf){0};
}

static bool room(Buf *b, size_t n) {
  if (b->bad) return false;
  if (b->cap - b->n >= n) return true;
  size_t cap = b->cap ? b->cap : 256;
  while (cap - b->n < n) {
    if (cap > SIZE_MAX / 2) return !(b->bad = true);
    cap *= 2;
  }
  char *p = realloc(b->p, cap);
  if (!p) return !(b->bad = true);
  b->p = p;
  b->cap = cap;
  return true;
}

void buf_add(Buf *b, const void *p, size_t n) {
  if (!n || !room(b, n)) return;
  memcpy(b->p + b->n, p, n);
  b->n += n;
}

void buf_fmt(Buf *b, const char *fmt, ...) {
  va_list ap, again;
  va_start(ap, fmt);
  va_copy(again, ap);
  int n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  if (n > 0 && room(b, (size_t)n + 1)) {
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    b->n += (size_t)n;
  }
  va_end(again);
}

void buf_int(Buf *b, int64_t v) {
  char digits[24];
  size_t at = sizeof digits;
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  do digits[--at] = (char)('0' + u % 10);
  while (u /= 10);
  if (v < 0) digits[--at] = '-';
  buf_add(b, digits + at, sizeof digits - at);
}

void buf_fixed(Buf *b, double v, int places) {
  if (!(fabs(v) < 1e12)) { /* NaN and what no field of a record holds */
    buf_c(b, '0');
    return;
  }
  int64_t unit = 1;
  for (int i = 0; i < places && i < 6; i++) unit *= 10;
  int64_t scaled = (int64_t)(fabs(v) * (double)unit + 0.5);
  if (v < 0 && scaled) buf_c(b, '-');
  buf_int(b, scaled / unit);
  if (unit == 1) return;
  buf_c(b, '.');
  int64_t rest = scaled % unit;
  for (int64_t u = unit / 10; u; u /= 10) buf_c(b, (char)('0' + rest / u % 10));
}

static void json_escape(Buf *b, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  switch (c) {
  case '"': buf_z(b, "\\\""); break;
  case '\\': buf_z(b, "\\\\"); break;
  case '\n': buf_z(b, "\\n"); break;
  case '\r': buf_z(b, "\\r"); break;
  case '\t': buf_z(b, "\\t"); break;
  default: {
    char u[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    buf_add(b, u, sizeof u);
  }
  }
}

void buf_json(Buf *b, Str s) {
  buf_c(b, '"');
  uint32_t from = 0; /* bytes from here on go out as they stand */
  for (uint32_t at = 0; at < s.n;) {
    unsigned char c = (unsigned char)s.p[at];
    uint32_t len = 1;
    bool plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    bool valid = plain || c < 0x80;
    if (c >= 0x80) {
      utf8_next(s, at, &len);
      plain = valid = len > 1;
    }
    if (!plain) {
      buf_add(b, s.p + from, at - from);
      if (valid) json_escape(b, c);
      else buf_z(b, "\xEF\xBF\xBD");
      from = at + len;
    }
    at += len;
  }
  if (from < s.n) buf_add(b, s.p + from, s.n - from);
  buf_c(b, '"');
}
