/* Files to documents: which format a file has, and what all formats share (names of fields, encoding, dates, ids). */
#include "read/read.h"

#include "base/utf8.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>

/* The formats; a new one joins here. */
static const Format *const formats[] = {&format_text, &format_jsonl, &format_csv};
enum { NFORMATS = sizeof formats / sizeof *formats };

const char *read_formats(void) { return "text, jsonl, csv"; }

static const struct {
  uint8_t field;
  const char *name;
} names[] = {
#define X(field, name) {FIELD_##field, name},
#include "read/fields.def"
#undef X
};

/* Equal without case, '_', '-' and blanks; `name` is plain already. */
static bool same_name(Str s, const char *name) {
  for (uint32_t i = 0; i < s.n; i++) {
    if (s.p[i] == '_' || s.p[i] == '-' || s.p[i] == ' ') continue;
    if (!*name || to_lower(s.p[i]) != *name) return false; /* a NUL in s is no end */
    name++;
  }
  return *name == 0;
}

int field_find(Str name, int *rank_out) {
  name = str_trim(name);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (same_name(name, names[i].name)) {
      *rank_out = (int)i + 1;
      return names[i].field;
    }
  return -1;
}

void field_set(Fields *f, int field, int rank, Str value) {
  if (!value.n || (f->rank[field] && f->rank[field] <= rank)) return;
  f->at[field] = value;
  f->rank[field] = rank;
}

static bool is_control(char c) { return ((unsigned char)c < ' ' && !is_space(c) && c != 0x1A && c != 0x1B) || c == 0x7F; }

/* A NUL is never text; a stray control byte happens in old archives, many of them do not. */
static uint32_t control_at(Str s) {
  uint32_t first = s.n, count = 0;
  for (uint32_t i = 0; i < s.n; i++) {
    if (s.p[i] == 0) return i;
    if (!is_control(s.p[i])) continue;
    if (first == s.n) first = i;
    count++;
  }
  return count > 3 && count > s.n / 100 ? first : s.n;
}

bool reader_utf8(Reader *r, Arena *a, Str raw, uint32_t line, Str *out, EntError *err) {
  uint32_t bad = control_at(raw);
  if (bad < raw.n) {
    for (uint32_t i = 0; i < bad; i++) line += raw.p[i] == '\n';
    if (raw.p[bad] == 0) return err_at(err, ENT_EINPUT, stream_name(r->stream), line, 0, "holds a NUL byte");
    return err_at(err, ENT_EINPUT, stream_name(r->stream), line, 0, "holds bytes that are no text (0x%02x)", (unsigned char)raw.p[bad]);
  }
  *out = utf8_bad_at(raw) == raw.n ? arena_str(a, raw) : utf8_from_1252(a, raw);
  return true;
}

static const Format *find_format(const char *name) {
  Str s = str_of(strcmp(name, "tsv") == 0 ? "csv" : strcmp(name, "txt") == 0 ? "text" : name);
  for (int i = 0; i < NFORMATS; i++)
    if (str_is(s, formats[i]->name)) return formats[i];
  return NULL;
}

bool read_format_known(const char *name) { return find_format(name) != NULL; }

static const Format *tell_format(Str head) {
  int best = 0;
  const Format *found = NULL;
  for (int i = 0; i < NFORMATS; i++) {
    int fit = formats[i]->fits(head);
    if (fit > best) best = fit, found = formats[i];
  }
  return found;
}

/* "dir/2024-08.jsonl.gz" -> "2024-08". */
static char *stem_of(const char *path) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  char *stem = strdup(strcmp(path, "-") == 0 ? "stdin" : *base ? base : "file");
  static const char *const packed[] = {".gz", ".zst"}, *const kinds[] = {".txt", ".text", ".jsonl", ".ndjson", ".json", ".csv", ".tsv"};
  if (!stem) return NULL;
  size_t n = strlen(stem);
  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
    if (n > strlen(packed[i]) && strcmp(stem + n - strlen(packed[i]), packed[i]) == 0) stem[n -= strlen(packed[i])] = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (n > strlen(kinds[i]) && strcmp(stem + n - strlen(kinds[i]), kinds[i]) == 0) {
      stem[n - strlen(kinds[i])] = 0;
      break;
    }
  return stem;
}

/* Binary files are refused at once, before they are taken for one long report. */
static bool check_head(const Format *f, Str head, const char *name, EntError *err) {
  uint32_t bad = control_at(head);
  if (f->fits(head) >= 2 || bad == head.n) return true;
  uint32_t line = 1;
  for (uint32_t i = 0; i < bad; i++) line += head.p[i] == '\n';
  return err_at(err, ENT_EINPUT, name, line, 0, "holds bytes that are no text (0x%02x); text, jsonl or csv is expected",
                (unsigned char)head.p[bad]);
}

static Reader *open_stream(Stream *s, const char *path, const char *format, EntError *err) {
  if (!s) return NULL;
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  const Format *f = format ? find_format(format) : tell_format(stream_head(s));
  Reader *r = calloc(1, sizeof *r);
  if (!f) err_at(err, ENT_EUSAGE, NULL, 0, 0, "unknown format '%s'; known: %s", format ? format : "", read_formats());
  if (r) *r = (Reader){.stream = s, .format = f, .stem = stem_of(path)};
  if (r && r->stem && f && check_head(f, stream_head(s), name, err) && (!f->start || f->start(r, err))) return r;
  err_at(err, ENT_ENOMEM, name, 0, 0, "out of memory");
  if (err && err->file) err->file = name;
  if (r) read_close(r);
  else stream_close(s);
  return NULL;
}

Reader *read_open(const char *path, const char *format, EntError *err) { return open_stream(stream_open(path, err), path, format, err); }

Reader *read_open_memory(const char *name, Str bytes, const char *format, EntError *err) {
  return open_stream(stream_open_memory(name, bytes, err), name, format, err);
}

void read_close(Reader *r) {
  if (!r) return;
  stream_close(r->stream);
  buf_free(&r->doc);
  buf_free(&r->held);
  free(r->stem);
  free(r);
}

void read_position(const Reader *r, uint64_t *at_out, uint64_t *size_out) { stream_position(r->stream, at_out, size_out); }

/* The names that would have been taken for the text: for the message that none was there. */
static bool complain_no_text(Reader *r, uint32_t line, const Fields *f, EntError *err) {
  const char *why = f->rank[FIELD_TEXT] || r->format == &format_text
                        ? "the text is empty"
                        : "has no text (a field named text, event_text, maintext, body, content, ...)";
  return err_at(err, ENT_EINPUT, stream_name(r->stream), line, 0, "%s", why);
}

int read_next(Reader *r, Arena *a, RawDoc *out, EntError *err) {
  Fields f = {0};
  *out = (RawDoc){0};
  int got = r->format->next(r, a, &f, &out->line, err);
  if (got == READ_END) return READ_END;
  r->nth++;
  for (int i = 0; i < FIELD_COUNT; i++)
    if (i != FIELD_TEXT && i != FIELD_TITLE) f.at[i] = str_trim(f.at[i]);
  out->id = f.at[FIELD_ID];
  out->id_given = out->id.n > 0;
  if (!out->id.n) out->id = r->nth == 1 ? arena_fmt(a, "%s", r->stem) : arena_fmt(a, "%s-%u", r->stem, r->nth);
  if (got == READ_BAD) return READ_BAD;
  if (!str_trim(f.at[FIELD_TEXT]).n && !str_trim(f.at[FIELD_TITLE]).n) {
    complain_no_text(r, out->line, &f, err);
    return READ_BAD;
  }
  out->title = f.at[FIELD_TITLE];
  out->text = f.at[FIELD_TEXT];
  out->publisher = f.at[FIELD_PUBLISHER];
  out->url = f.at[FIELD_URL];
  out->language = f.at[FIELD_LANGUAGE];
  out->date_text = f.at[FIELD_DATE];
  out->date_bad = out->date_text.n && !date_parse_any(out->date_text, &out->date);
  if (out->date_bad) out->date = (Date){0};
  return READ_DOC;
}
