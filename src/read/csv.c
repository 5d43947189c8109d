/* CSV with a header, by RFC 4180; the separator (comma, semicolon, tab) is the one under which the header has known names.
**
** A record is gathered line by line until its quotes are closed.  If they never are, its first line is told to be broken and the lines
** behind it are read again: one stray quote must not swallow the file. */
#include "read/reader.h"

/* The next field of s (UTF-8, in memory that may be written): unquoted in place.  *rest moves behind its separator; false after the last. */
static bool next_field(Str *rest, char sep, bool *more, Str *out) {
  if (!*more) return false;
  char *from = (char *)(uintptr_t)rest->p, *to = from;
  uint32_t at = 0;
  if (rest->n && from[0] == '"') {
    for (at = 1; at < rest->n; at++) {
      if (from[at] == '"') {
        if (at + 1 >= rest->n || from[at + 1] != '"') {
          at++;
          break;
        }
        at++;
      }
      *to++ = from[at];
    }
  }
  while (at < rest->n && from[at] != sep) *to++ = from[at++]; /* the whole of a plain field; strays behind a closing quote */
  *out = (Str){from, (uint32_t)(to - from)};
  *more = at < rest->n;
  *rest = str_from(*rest, at + *more);
  return true;
}

/* Is a quoted field still open after this line?  `open` is the state before it. */
static bool open_after(Str line, char sep, bool open) {
  bool at_start = !open;
  for (uint32_t i = 0; i < line.n; i++) {
    char c = line.p[i];
    if (open) {
      if (c != '"') continue;
      if (i + 1 < line.n && line.p[i + 1] == '"') i++;
      else open = false;
      at_start = false;
    } else {
      open = c == '"' && at_start;
      at_start = c == sep;
    }
  }
  return open;
}

static Str without_newline(Str line) {
  if (line.n && line.p[line.n - 1] == '\n') line.n--;
  if (line.n && line.p[line.n - 1] == '\r') line.n--;
  return line;
}

typedef struct Header {
  int columns, known;
  bool text;
  int field[COLUMNS_MAX], rank[COLUMNS_MAX];
} Header;

static void read_header(Str line, char sep, Header *h) {
  *h = (Header){0};
  char copy[4096];
  if (line.n > sizeof copy) return;
  memcpy(copy, line.p, line.n);
  Str rest = {copy, line.n}, name;
  for (bool more = true; h->columns < COLUMNS_MAX && next_field(&rest, sep, &more, &name); h->columns++) {
    int rank = 0, field = field_find(name, &rank);
    h->field[h->columns] = field;
    h->rank[h->columns] = rank;
    h->known += field >= 0;
    h->text |= field == FIELD_TEXT || field == FIELD_TITLE;
  }
}

static char tell_separator(Str line, Header *best) {
  static const char separators[] = {',', ';', '\t', '|'};
  char found = 0;
  *best = (Header){0};
  for (size_t i = 0; i < sizeof separators; i++) {
    Header h;
    read_header(line, separators[i], &h);
    if (h.text && h.known > best->known) {
      *best = h;
      found = separators[i];
    }
  }
  return found;
}

static int fits(Str head) {
  Str rest = head, line;
  Header h;
  if (!str_line(&rest, &line) || !line.n) return 0;
  return tell_separator(line, &h) && h.known >= 2 ? 2 : 0;
}

static bool start(Reader *r, EntError *err) {
  Str line;
  Header h;
  int got = stream_line(r->stream, &line, err);
  if (got == LINE_FAIL) return false;
  r->separator = got == LINE_OK ? tell_separator(without_newline(line), &h) : 0;
  if (!r->separator)
    return err_at(err, ENT_EINPUT, stream_name(r->stream), 1, 0,
                  "the header names no column for the text (text, event_text, maintext, body, content, ...)");
  r->columns = h.columns;
  memcpy(r->column_field, h.field, sizeof h.field);
  memcpy(r->column_rank, h.rank, sizeof h.rank);
  return true;
}

/* Lines to be read again first, then those of the file. */
static int next_line(Reader *r, Str *line, uint32_t *number, EntError *err) {
  if (r->held_at >= r->held.n) {
    int got = stream_line(r->stream, line, err);
    *number = stream_line_number(r->stream);
    return got;
  }
  char *from = r->held.p + r->held_at, *nl = memchr(from, '\n', r->held.n - r->held_at);
  size_t n = nl ? (size_t)(nl - from) + 1 : r->held.n - r->held_at;
  *line = (Str){from, (uint32_t)n};
  *number = r->held_line++;
  r->held_at += n;
  return LINE_OK;
}

/* Puts all but the first line of the record back, before what is still to be read again. */
static void read_again(Reader *r, uint32_t first_line) {
  Buf again = {0};
  char *nl = memchr(r->doc.p, '\n', r->doc.n);
  size_t from = nl ? (size_t)(nl - r->doc.p) + 1 : r->doc.n;
  buf_add(&again, r->doc.p + from, r->doc.n - from);
  buf_add(&again, r->held.p + r->held_at, r->held.n - r->held_at);
  buf_free(&r->held);
  r->held = again;
  r->held_at = 0;
  r->held_line = first_line + 1;
}

static int bad(Reader *r, uint32_t line, const char *why, EntError *err) {
  err_at(err, ENT_EINPUT, stream_name(r->stream), line, 0, "%s", why);
  return READ_BAD;
}

/* The lines of one record into r->doc. */
static int gather(Reader *r, uint32_t *line_out, EntError *err) {
  bool open = false;
  buf_clear(&r->doc);
  do {
    Str line;
    uint32_t number;
    int got = next_line(r, &line, &number, err);
    if (!r->doc.n) *line_out = number;
    if (got == LINE_FAIL) return READ_BAD;
    if (got == LINE_LONG && !open) return bad(r, number, "the line is longer than " STREAM_LINE_MAX_TEXT, err);
    if (got == LINE_END && !open) return READ_END;
    if (got != LINE_OK || r->doc.n + line.n > STREAM_LINE_MAX) {
      if (got == LINE_OK) buf_str(&r->doc, line); /* which did not fit any more and is read again too */
      read_again(r, *line_out);
      return bad(r, *line_out, "a quoted field is not closed", err);
    }
    if (!open && !r->doc.n && !str_trim(line).n) continue;
    buf_str(&r->doc, line);
    open = open_after(line, r->separator, open);
  } while (open || !r->doc.n);
  return r->doc.bad ? bad(r, *line_out, "out of memory", err) : READ_DOC;
}

static int next(Reader *r, Arena *a, Fields *out, uint32_t *line_out, EntError *err) {
  int got = gather(r, line_out, err), column = 0;
  Str rest, value;
  if (got != READ_DOC) return got;
  if (!reader_utf8(r, a, without_newline((Str){r->doc.p, (uint32_t)r->doc.n}), *line_out, &rest, err)) return READ_BAD;
  for (bool more = true; next_field(&rest, r->separator, &more, &value); column++) {
    if (column >= r->columns && value.n) {
      err_at(err, ENT_EINPUT, stream_name(r->stream), *line_out, 0, "has more than the header's %d fields", r->columns);
      return READ_BAD;
    }
    if (column >= r->columns || r->column_field[column] < 0) continue;
    field_set(out, r->column_field[column], r->column_rank[column], value);
    if (!out->rank[r->column_field[column]]) out->rank[r->column_field[column]] = INT32_MAX;
  }
  if (column >= r->columns) return READ_DOC;
  err_at(err, ENT_EINPUT, stream_name(r->stream), *line_out, 0, "has %d fields, the header %d", column, r->columns);
  return READ_BAD;
}

const Format format_csv = {"csv", "CSV or TSV with a header that names the columns", fits, next, start};
