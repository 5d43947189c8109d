/* JSONL: one JSON object a line. */
#include "read/json.h"
#include "read/reader.h"

/* Begins one of the first lines like an object?  (The very first may be broken.) */
static int fits(Str head) {
  Str rest = head, line;
  for (int seen = 0; seen < 3 && str_line(&rest, &line);) {
    line = str_trim(line);
    if (!line.n) continue;
    seen++;
    if (line.p[0] == '{' || str_starts(line, STR("[{")) || str_is(line, "[")) return 2;
  }
  return 0;
}

static bool start(Reader *r, EntError *err) {
  Str head = str_trim(stream_head(r->stream)), rest;
  Str line = str_trim(str_cut(head, '\n', &rest));
  if (head.n && head.p[0] == '[')
    return err_at(err, ENT_EINPUT, stream_name(r->stream), 1, 0, "is a JSON array; give one document a line: jq -c '.[]'");
  if (str_is(line, "{"))
    return err_at(err, ENT_EINPUT, stream_name(r->stream), 1, 0, "is JSON over several lines; give one document a line: jq -c .");
  return true;
}

/* A field's value as text: several strings are joined, an object gives its name ("source": {"id": ..., "name": "Reuters"}). */
static Str value_text(Arena *a, const Json *v, int field) {
  if (v->type == JSON_STRING || v->type == JSON_NUMBER) return v->text;
  if (v->type == JSON_OBJECT) {
    const Json *name = json_member(v, "name");
    return name && name->type == JSON_STRING ? name->text : (Str){0};
  }
  Str all = {0};
  if (v->type == JSON_ARRAY)
    for (const Json *e = v->first; e; e = e->next)
      if (e->type == JSON_STRING)
        all = all.n ? arena_fmt(a, "%.*s%s%.*s", STRF(all), field == FIELD_TEXT ? "\n\n" : "; ", STRF(e->text)) : e->text;
  return all;
}

static int bad(Reader *r, uint32_t line, const char *why, EntError *err) {
  err_at(err, ENT_EINPUT, stream_name(r->stream), line, 0, "%s", why);
  return READ_BAD;
}

static int next(Reader *r, Arena *a, Fields *out, uint32_t *line_out, EntError *err) {
  Str raw, line;
  int got;
  do got = stream_line(r->stream, &raw, err);
  while (got == LINE_OK && !str_trim(raw).n);
  *line_out = stream_line_number(r->stream);
  if (got == LINE_END) return READ_END;
  if (got == LINE_FAIL) return READ_BAD;
  if (got == LINE_LONG) return bad(r, *line_out, "the line is longer than " STREAM_LINE_MAX_TEXT, err);
  if (!reader_utf8(r, a, raw, *line_out, &line, err)) return READ_BAD;
  const Json *o = json_parse(a, line, stream_name(r->stream), *line_out, err);
  if (!o) return READ_BAD;
  if (o->type != JSON_OBJECT) return bad(r, *line_out, "is no JSON object", err);
  for (const Json *m = o->first; m; m = m->next) {
    int rank, field = field_find(m->key, &rank);
    if (field < 0) continue;
    static const Json none = {.type = JSON_STRING};
    Str value = value_text(a, m->type == JSON_NULL ? &none : m, field);
    if (memchr(value.n ? value.p : "x", 0, value.n ? value.n : 1)) return bad(r, *line_out, "holds a NUL byte", err);
    field_set(out, field, rank, value);
    if (!out->rank[field]) out->rank[field] = INT32_MAX; /* there, but empty */
  }
  return READ_DOC;
}

const Format format_jsonl = {"jsonl", "one JSON object a line: id, date, title, text, publisher, url, language", fits, next, start};
