/* Slices of text.  A Str borrows; it is never NUL-terminated and never freed. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "entente.h"
#include <string.h>

typedef EntStr Str;

#define STR(lit) ((Str){(lit), sizeof(lit) - 1})
#define STRF(s)  (int)(s).n, (s).p

static inline Str str_of(const char *z) { return (Str){z, z ? (uint32_t)strlen(z) : 0}; }
static inline bool str_eq(Str a, Str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool str_is(Str a, const char *z) { return str_eq(a, str_of(z)); }
static inline bool str_starts(Str a, Str b) { return a.n >= b.n && memcmp(a.p, b.p, b.n) == 0; }
static inline bool str_ends(Str a, Str b) { return a.n >= b.n && memcmp(a.p + a.n - b.n, b.p, b.n) == 0; }
static inline Str str_from(Str a, uint32_t at) { return at >= a.n ? (Str){a.p + a.n, 0} : (Str){a.p + at, a.n - at}; }
static inline Str str_head(Str a, uint32_t n) { return (Str){a.p, n < a.n ? n : a.n}; }

/* Byte order, then length: the order of every sorted table. */
int str_cmp(Str a, Str b);
/* ASCII letters alone are folded; other bytes must be equal. */
bool str_eq_nocase(Str a, Str b);
/* Position of the first `c` at or after `from`, or a.n. */
uint32_t str_find(Str a, char c, uint32_t from);
/* Position of the first `b` at or after `from`, or a.n. */
uint32_t str_find_str(Str a, Str b, uint32_t from);
/* Without blanks and tabs (and CR, LF) at both ends. */
Str str_trim(Str a);
/* Cut at the first `c`: the part before is returned, *rest gets what follows (empty, p at the end, if no `c`). */
Str str_cut(Str a, char c, Str *rest);
/* The next line without its LF or CRLF; *rest moves past it.  False at the end. */
bool str_line(Str *rest, Str *line_out);
/* Decimal digits only; false if empty, another byte, or over INT64_MAX. */
bool str_int(Str a, int64_t *out);

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
static inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
static inline char to_lower(char c) { return is_upper(c) ? (char)(c + 32) : c; }

#endif
