/* A small strict JSON reader: a text becomes a tree in an arena.
**
** RFC 8259 to the letter, but for this: half a surrogate pair reads as U+FFFD, and nesting is bounded by JSON_DEPTH_MAX. */
#ifndef READ_JSON_H
#define READ_JSON_H

#include "base/arena.h"
#include "base/err.h"

enum { JSON_DEPTH_MAX = 64 };

enum JsonType { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

typedef struct Json Json;
struct Json {
  enum JsonType type;
  Str key;           /* of a member of an object */
  Str text;          /* of a string, escapes undone; of a number, as written */
  const Json *first; /* of the elements or members */
  const Json *next;  /* beside it */
};

/* One value and nothing behind it.  Strings are slices of s where they hold no escape, else in the arena.  s must be UTF-8.
** NULL with err (ENT_EINPUT; file and line as given, col in bytes from 1): "not JSON: expected ':'". */
const Json *json_parse(Arena *a, Str s, const char *file, uint32_t line, EntError *err);
/* The member of that name, or NULL (also when o is no object). */
const Json *json_member(const Json *o, const char *key);

#endif
