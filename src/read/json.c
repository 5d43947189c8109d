/* JSON by recursive descent over one slice; depth is bounded, so the stack is. */
#include "read/json.h"

#include "base/utf8.h"

typedef struct Parser {
  Arena *a;
  Str s;
  uint32_t at;
  int depth;
  const char *file;
  uint32_t line;
  EntError *err;
} Parser;

static bool fail(Parser *p, const char *why) {
  uint32_t line = p->line, from = 0;
  for (uint32_t i = 0; i < p->at && i < p->s.n; i++)
    if (p->s.p[i] == '\n') line++, from = i + 1;
  return err_at(p->err, ENT_EINPUT, p->file, line, p->at - from + 1, "not JSON: %s", why);
}

static void skip_blanks(Parser *p) {
  while (p->at < p->s.n && (p->s.p[p->at] == ' ' || p->s.p[p->at] == '\t' || p->s.p[p->at] == '\n' || p->s.p[p->at] == '\r')) p->at++;
}

/* 0 at the end of the text, which is never a byte of JSON. */
static char peek(const Parser *p) { return p->at < p->s.n ? p->s.p[p->at] : 0; }

static bool take(Parser *p, char c) {
  if (peek(p) != c) return false;
  p->at++;
  return true;
}

static int hex4(const Parser *p, uint32_t at) {
  int v = 0;
  if (p->s.n - at < 4) return -1;
  for (uint32_t i = at; i < at + 4; i++) {
    char c = p->s.p[i], low = to_lower(c);
    if (is_digit(c)) v = v * 16 + (c - '0');
    else if (low >= 'a' && low <= 'f') v = v * 16 + (low - 'a' + 10);
    else return -1;
  }
  return v;
}

/* \uXXXX, p->at behind the u; the second half of a pair is taken too. */
static bool read_unicode(Parser *p, char *out, uint32_t *n) {
  int cp = hex4(p, p->at);
  if (cp < 0) return fail(p, "expected four hex digits after \\u");
  p->at += 4;
  if (cp >= 0xD800 && cp < 0xDC00 && p->s.n - p->at >= 6 && p->s.p[p->at] == '\\' && p->s.p[p->at + 1] == 'u') {
    int low = hex4(p, p->at + 2);
    if (low >= 0xDC00 && low < 0xE000) {
      cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
      p->at += 6;
    }
  }
  *n += utf8_put((uint32_t)cp, out + *n);
  return true;
}

static bool read_escape(Parser *p, char *out, uint32_t *n) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = peek(p);
  p->at++;
  if (c == 'u') return read_unicode(p, out, n);
  const char *found = c ? strchr(from, c) : NULL;
  if (!found) {
    p->at--;
    return fail(p, "unknown escape in a string");
  }
  out[(*n)++] = to[found - from];
  return true;
}

/* From the first escape on, the string is copied: never longer than its source. */
static bool read_escaped(Parser *p, uint32_t from, uint32_t end, Str *out) {
  char *to = arena_push(p->a, end - from + 1);
  uint32_t n = p->at - from;
  memcpy(to, p->s.p + from, n);
  while (p->at < end)
    if (p->s.p[p->at] != '\\') to[n++] = p->s.p[p->at++];
    else {
      p->at++;
      if (!read_escape(p, to, &n)) return false;
    }
  p->at = end + 1;
  *out = (Str){to, n};
  return true;
}

static bool read_string(Parser *p, Str *out) {
  if (!take(p, '"')) return fail(p, "expected a string");
  uint32_t from = p->at, end = from, escape = UINT32_MAX;
  for (; end < p->s.n && p->s.p[end] != '"'; end++) {
    if ((unsigned char)p->s.p[end] < ' ') {
      p->at = end;
      return fail(p, p->s.p[end] == '\n' ? "the line ends inside a string" : "a control byte in a string");
    }
    if (p->s.p[end] != '\\') continue;
    if (escape == UINT32_MAX) escape = end;
    end++;
  }
  if (end >= p->s.n) {
    p->at = p->s.n;
    return fail(p, "the text ends inside a string");
  }
  if (escape != UINT32_MAX) {
    p->at = escape;
    return read_escaped(p, from, end, out);
  }
  *out = (Str){p->s.p + from, end - from};
  p->at = end + 1;
  return true;
}

static uint32_t skip_digits(Parser *p) {
  uint32_t from = p->at;
  while (is_digit(peek(p))) p->at++;
  return p->at - from;
}

static bool read_number(Parser *p, Str *out) {
  uint32_t from = p->at;
  take(p, '-');
  if (!take(p, '0') && !skip_digits(p)) return fail(p, "expected a value");
  if (take(p, '.') && !skip_digits(p)) return fail(p, "expected a digit");
  if (take(p, 'e') || take(p, 'E')) {
    if (!take(p, '+')) take(p, '-');
    if (!skip_digits(p)) return fail(p, "expected a digit");
  }
  *out = (Str){p->s.p + from, p->at - from};
  return true;
}

static bool read_value(Parser *p, Json *v);

/* The elements of an array or the members of an object, p->at behind the bracket. */
static bool read_items(Parser *p, Json *v, char close) {
  const Json **link = &v->first;
  skip_blanks(p);
  if (take(p, close)) return true;
  if (++p->depth > JSON_DEPTH_MAX) return fail(p, "nested too deeply");
  do {
    Json *item = ARENA_NEW(p->a, Json);
    skip_blanks(p);
    if (close == '}') {
      if (!read_string(p, &item->key)) return false;
      skip_blanks(p);
      if (!take(p, ':')) return fail(p, "expected ':'");
    }
    if (!read_value(p, item)) return false;
    *link = item;
    link = &item->next;
    skip_blanks(p);
  } while (take(p, ','));
  p->depth--;
  return take(p, close) || fail(p, close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
}

static bool read_word(Parser *p, Json *v) {
  static const struct {
    Str word;
    enum JsonType type;
  } words[] = {{STR("null"), JSON_NULL}, {STR("true"), JSON_TRUE}, {STR("false"), JSON_FALSE}};
  for (int i = 0; i < 3; i++)
    if (str_starts(str_from(p->s, p->at), words[i].word)) {
      p->at += words[i].word.n;
      v->type = words[i].type;
      return true;
    }
  return fail(p, p->at < p->s.n ? "expected a value" : "the text ends too early");
}

static bool read_value(Parser *p, Json *v) {
  skip_blanks(p);
  char c = peek(p);
  if (c == '"') {
    v->type = JSON_STRING;
    return read_string(p, &v->text);
  }
  if (c == '{' || c == '[') {
    v->type = c == '{' ? JSON_OBJECT : JSON_ARRAY;
    p->at++;
    return read_items(p, v, c == '{' ? '}' : ']');
  }
  if (c == '-' || is_digit(c)) {
    v->type = JSON_NUMBER;
    return read_number(p, &v->text);
  }
  return read_word(p, v);
}

const Json *json_parse(Arena *a, Str s, const char *file, uint32_t line, EntError *err) {
  Parser p = {.a = a, .s = s, .file = file, .line = line, .err = err};
  Json *v = ARENA_NEW(a, Json);
  if (!read_value(&p, v)) return NULL;
  skip_blanks(&p);
  if (p.at < s.n) {
    fail(&p, "something follows the value");
    return NULL;
  }
  return v;
}

const Json *json_member(const Json *o, const char *key) {
  if (!o || o->type != JSON_OBJECT) return NULL;
  for (const Json *m = o->first; m; m = m->next)
    if (str_is(m->key, key)) return m;
  return NULL;
}
