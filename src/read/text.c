/* Dated text: each report begins `date YYYY-MM-DD ` at the start of a line; what stands before the first is a report without a date.
**
** The end of a report is known only by the beginning of the next, so that line is held for the next call. */
#include "read/reader.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* "date 2024-08-05 ..." -> its date and how many bytes come before the report's own words; false for any other line. */
static bool date_line(Str line, Str *date_out, uint32_t *skip_out) {
  uint32_t at = 0, marks = 0;
  while (at < line.n && is_blank(line.p[at])) at++;
  if (!str_starts(str_from(line, at), STR("date"))) return false;
  at += 4;
  if (at >= line.n || !is_blank(line.p[at])) return false;
  while (at < line.n && is_blank(line.p[at])) at++;
  uint32_t from = at;
  while (at < line.n && (is_digit(line.p[at]) || line.p[at] == '-' || line.p[at] == '/')) marks += !is_digit(line.p[at++]);
  if (at - from < 8 || at - from > 10 || marks != 2 || !is_digit(line.p[from])) return false;
  if (at < line.n && !is_space(line.p[at])) return false;
  *date_out = (Str){line.p + from, at - from};
  while (at < line.n && is_blank(line.p[at])) at++;
  *skip_out = at;
  return true;
}

static int fits(Str head) {
  Str rest = head, line, date;
  uint32_t skip;
  while (str_line(&rest, &line))
    if (date_line(line, &date, &skip)) return 2;
  return 1;
}

/* The held line first, then those of the file. */
static int next_line(Reader *r, Str *line, uint32_t *number, EntError *err) {
  if (!r->held.n) {
    int got = stream_line(r->stream, line, err);
    *number = stream_line_number(r->stream);
    return got;
  }
  *line = (Str){r->held.p, (uint32_t)r->held.n};
  *number = r->held_line;
  buf_clear(&r->held);
  return r->held_long ? LINE_LONG : LINE_OK;
}

static void hold(Reader *r, Str line, uint32_t number, bool is_long) {
  buf_clear(&r->held);
  buf_str(&r->held, line);
  r->held_line = number;
  r->held_long = is_long;
}

typedef struct Report {
  bool begun, too_long;
  uint32_t line, text_line; /* where it and its words begin */
  char date[12];
} Report;

/* Adds a line to the report; false: it begins the next one and is held. */
static bool add_line(Reader *r, Report *rep, Str line, uint32_t number, bool is_long) {
  Str date;
  uint32_t skip = 0;
  bool dated = date_line(line, &date, &skip);
  if (dated && rep->begun) {
    hold(r, line, number, is_long);
    return false;
  }
  if (!rep->begun && !dated && !is_long && !str_trim(line).n) return true;
  if (dated) {
    memcpy(rep->date, date.p, date.n);
    rep->date[date.n] = 0;
  }
  if (!rep->begun) rep->line = number;
  rep->begun = true;
  line = str_from(line, skip);
  if (!r->doc.n) rep->text_line = number;
  rep->too_long |= is_long || r->doc.n + line.n > STREAM_LINE_MAX;
  if (!rep->too_long && (r->doc.n || str_trim(line).n)) buf_str(&r->doc, line);
  return true;
}

static int next(Reader *r, Arena *a, Fields *out, uint32_t *line_out, EntError *err) {
  Report rep = {0};
  Str line;
  uint32_t number;
  int got;
  buf_clear(&r->doc);
  do {
    got = next_line(r, &line, &number, err);
    *line_out = rep.begun ? rep.line : number;
    if (got == LINE_FAIL) return READ_BAD; /* half a report is none */
    if (got == LINE_END) break;
  } while (add_line(r, &rep, line, number, got == LINE_LONG));
  if (!rep.begun) return READ_END;
  *line_out = rep.line;
  const char *name = stream_name(r->stream);
  if (rep.too_long) err_at(err, ENT_EINPUT, name, rep.line, 0, "the report is longer than " STREAM_LINE_MAX_TEXT);
  else if (r->doc.bad) err_at(err, ENT_ENOMEM, name, rep.line, 0, "out of memory");
  if (rep.too_long || r->doc.bad) return READ_BAD;
  Str raw = {r->doc.p, (uint32_t)r->doc.n}, text;
  while (raw.n && is_space(raw.p[raw.n - 1])) raw.n--;
  if (!reader_utf8(r, a, raw, rep.text_line, &text, err)) return READ_BAD;
  field_set(out, FIELD_TEXT, 1, text);
  field_set(out, FIELD_DATE, 1, arena_str(a, str_of(rep.date)));
  return READ_DOC;
}

const Format format_text = {"text", "reports that begin 'date YYYY-MM-DD ' at the start of a line", fits, next, NULL};
