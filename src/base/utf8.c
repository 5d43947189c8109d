/* UTF-8: decoding, checking, and Windows-1252 brought to it.  Overlong forms, surrogates and code points above U+10FFFF are invalid. */
#include "base/utf8.h"

static bool is_cont(Str s, uint32_t at) { return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80; }
static uint32_t bits(Str s, uint32_t at) { return (unsigned char)s.p[at] & 0x3F; }

uint32_t utf8_next(Str s, uint32_t at, uint32_t *len_out) {
  unsigned char c = (unsigned char)s.p[at];
  *len_out = 1;
  if (c < 0x80) return c;
  uint32_t cp = 0xFFFD, len = 1;
  if (c >= 0xC2 && c < 0xE0 && is_cont(s, at + 1)) {
    cp = (c & 0x1Fu) << 6 | bits(s, at + 1);
    len = 2;
  } else if (c >= 0xE0 && c < 0xF0 && is_cont(s, at + 1) && is_cont(s, at + 2)) {
    cp = (c & 0x0Fu) << 12 | bits(s, at + 1) << 6 | bits(s, at + 2);
    len = cp < 0x800 || (cp >= 0xD800 && cp < 0xE000) ? 1 : 3;
  } else if (c >= 0xF0 && c < 0xF5 && is_cont(s, at + 1) && is_cont(s, at + 2) && is_cont(s, at + 3)) {
    cp = (c & 0x07u) << 18 | bits(s, at + 1) << 12 | bits(s, at + 2) << 6 | bits(s, at + 3);
    len = cp < 0x10000 || cp > 0x10FFFF ? 1 : 4;
  }
  *len_out = len;
  return len == 1 ? 0xFFFD : cp;
}

uint32_t utf8_put(uint32_t cp, char out[4]) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  if (cp < 0x800) {
    out[0] = (char)(0xC0 | cp >> 6);
    out[1] = (char)(0x80 | (cp & 0x3F));
    return 2;
  }
  if ((cp >= 0xD800 && cp < 0xE000) || cp > 0x10FFFF) cp = 0xFFFD;
  if (cp < 0x10000) {
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | cp >> 18);
  out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
  out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
  out[3] = (char)(0x80 | (cp & 0x3F));
  return 4;
}

uint32_t utf8_bad_at(Str s) {
  uint32_t at = 0;
  while (at < s.n) {
    uint64_t eight;
    while (s.n - at >= 8) { /* runs of ASCII, eight bytes at a time */
      memcpy(&eight, s.p + at, 8);
      if (eight & 0x8080808080808080ull) break;
      at += 8;
    }
    if (at >= s.n) break;
    uint32_t len;
    utf8_next(s, at, &len);
    if (len == 1 && (unsigned char)s.p[at] >= 0x80) return at;
    at += len;
  }
  return s.n;
}

/* Bytes 0x80 to 0x9F of Windows-1252; the five that it leaves open are kept as C1 controls, as browsers do. */
static const uint16_t cp1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
};

Str utf8_from_1252(Arena *a, Str s) {
  char *out = arena_push(a, (size_t)s.n * 3 + 1);
  size_t n = 0;
  for (uint32_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    n += utf8_put(c >= 0x80 && c < 0xA0 ? cp1252[c - 0x80] : c, out + n);
  }
  return (Str){out, (uint32_t)n};
}

bool cp_is_letter(uint32_t cp) {
  if (cp < 0x80) return is_alpha((char)cp);
  if (cp < 0xC0) return cp == 0xAA || cp == 0xB5 || cp == 0xBA;
  if (cp < 0x250) return cp != 0xD7 && cp != 0xF7;
  if (cp < 0x2B0) return true; /* IPA extensions: schwa of Azeri names */
  if (cp >= 0x370 && cp < 0x400) return cp >= 0x386 && cp != 0x387;
  if (cp >= 0x400 && cp < 0x530) return cp < 0x482 || cp > 0x489;
  return cp >= 0x1E00 && cp < 0x2000; /* Latin and Greek with further marks */
}

/* Where capitals and small letters alternate, the capital is even (or odd, from U+0139 to U+0148 and U+0179 to U+017E). */
static bool extended_upper(uint32_t cp) {
  if (cp == 0x178) return true;
  if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E)) return cp & 1;
  if (cp >= 0x1CD && cp <= 0x1DC) return cp & 1;
  if (cp == 0x138 || cp == 0x149 || cp == 0x17F) return false;
  if (cp < 0x180 || (cp >= 0x1DE && cp < 0x250)) return !(cp & 1);
  return cp == 0x18F || cp == 0x1A0 || cp == 0x1AF; /* schwa, and the horned letters of Vietnamese */
}

bool cp_is_upper(uint32_t cp) {
  if (cp < 0x80) return is_upper((char)cp);
  if (cp < 0xC0) return false;
  if (cp < 0x100) return cp < 0xDF && cp != 0xD7;
  if (cp < 0x250) return extended_upper(cp);
  if (cp >= 0x386 && cp < 0x3AC) return cp != 0x390 && cp != 0x387;
  if (cp >= 0x400 && cp < 0x430) return true;
  if (cp >= 0x460 && cp < 0x530) return cp_is_letter(cp) && !(cp & 1);
  return cp >= 0x1E00 && cp < 0x1F00 && !(cp & 1);
}
