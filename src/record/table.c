/* A table for reading: a line for who, what and whom, and a second one for the words, the place and whatever is out of the ordinary; of an event of a
** database also reports and independent sources (under the date) and the event's id (at the end).
** Columns are fixed by the terminal's width, so rows can be written as they come. */
#include "record/formats.h"

#include "base/utf8.h"

enum { DATE_COLUMNS = 12, TYPE_COLUMNS = 20, ID_COLUMNS = 17, WIDTH_LEAST = 60 };

typedef struct Layout {
  int actor, recipient, words; /* columns */
} Layout;

static Layout layout_of(int width) {
  if (width < WIDTH_LEAST) width = WIDTH_LEAST;
  int left = width - DATE_COLUMNS - TYPE_COLUMNS;
  return (Layout){left / 2, left - left / 2, width - DATE_COLUMNS};
}

/* Bytes and columns of the longest beginning of s that fits; a code point is a column, a combining mark none. */
static uint32_t fit(Str s, int columns, int *used_out) {
  uint32_t at = 0;
  int used = 0;
  while (at < s.n) {
    uint32_t len, cp = utf8_next(s, at, &len);
    int w = !(cp >= 0x300 && cp < 0x370);
    if (used + w > columns) break;
    used += w;
    at += len;
  }
  *used_out = used;
  return at;
}

/* s in that many columns, filled with blanks or cut with an ellipsis; blanks and line ends of the text become one blank. */
static void put_cell(Buf *b, Str s, int columns, bool pad) {
  int used;
  uint32_t n = fit(s, columns, &used);
  bool cut = n < s.n;
  if (cut) n = fit(s, columns - 1, &used);
  for (uint32_t i = 0; i < n; i++) buf_c(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
  if (cut) {
    buf_z(b, "\xE2\x80\xA6");
    used++;
  }
  for (; pad && used < columns; used++) buf_c(b, ' ');
}

static Str str_buf(const Buf *b) { return (Str){b->p, (uint32_t)b->n}; }

static void add_party(Buf *b, const RecordParty *p) {
  if (b->n) buf_z(b, "; ");
  if (p->country[0] || p->sector[0]) buf_fmt(b, "%s%s%s ", p->country, p->country[0] && p->sector[0] ? " " : "", p->sector);
  buf_str(b, p->name.n ? p->name : p->span.text);
}

static void put_parties(Buf *b, const RecordParties *list, int columns, bool pad) {
  Buf cell = {0};
  for (uint32_t i = 0; i < list->n; i++) add_party(&cell, &list->at[i]);
  if (!list->n) buf_z(&cell, "-");
  put_cell(b, str_buf(&cell), columns, pad);
  buf_free(&cell);
}

void record_begin_table(Buf *b, int width) {
  Layout l = layout_of(width);
  put_cell(b, STR("DATE"), DATE_COLUMNS, true);
  put_cell(b, STR("EVENT"), TYPE_COLUMNS, true);
  put_cell(b, STR("WHO"), l.actor, true);
  buf_z(b, "TO WHOM\n");
}

/* "12 dead", or "12 to 15 dead" where reports differ. */
static void put_count(Buf *b, int64_t low, int64_t high, const char *what) {
  if (low < 0) return;
  buf_fmt(b, "  %lld", (long long)low);
  if (high > low) buf_fmt(b, " to %lld", (long long)high);
  buf_fmt(b, " %s", what);
}

static void put_words(Buf *b, const EventRecord *e, int columns, bool pad) {
  Buf cell = {0};
  buf_fmt(&cell, "\"%.*s\"", STRF(e->span.text));
  if (e->place.name.n) buf_fmt(&cell, "  in %.*s%s%s", STRF(e->place.name), e->place.country[0] ? ", " : "", e->place.country);
  if (e->status[0] && strcmp(e->status, "actual") != 0) buf_fmt(&cell, "  [%s]", e->status);
  for (uint32_t i = 0; i < e->source.n; i++) {
    const RecordParty *p = &e->source.at[i];
    buf_fmt(&cell, "%s%.*s", i ? ", " : "  says ", STRF(p->span.text.n ? p->span.text : p->name));
  }
  RecordTold t = record_told(e);
  put_count(&cell, t.dead_low, t.dead_high, "dead");
  put_count(&cell, t.injured_low, t.injured_high, "injured");
  put_cell(b, str_buf(&cell), columns, pad);
  buf_free(&cell);
}

/* Reports and sources as 12/3, since words for them would not fit. */
static void put_second(Buf *b, const EventRecord *e, int columns) {
  Buf counts = {0};
  bool stored = e->told && e->told->mentions;
  if (stored) buf_fmt(&counts, "%u/%u", e->told->articles, e->told->sources);
  put_cell(b, str_buf(&counts), DATE_COLUMNS, true);
  put_words(b, e, stored ? columns - ID_COLUMNS : columns, stored);
  if (stored) {
    buf_c(b, ' ');
    buf_str(b, e->event);
  }
  buf_free(&counts);
}

void record_put_table(Buf *b, const EventRecord *e, int width) {
  Layout l = layout_of(width);
  char date[12];
  Buf type = {0};
  buf_fmt(&type, "%.*s%s%.*s", STRF(e->type), e->mode.n ? " " : "", STRF(e->mode));
  put_cell(b, record_date(e->date, date), DATE_COLUMNS, true);
  put_cell(b, str_buf(&type), TYPE_COLUMNS - 1, true);
  buf_c(b, ' ');
  put_parties(b, &e->actor, l.actor - 1, true);
  buf_c(b, ' ');
  put_parties(b, &e->recipient, l.recipient, false);
  buf_c(b, '\n');
  put_second(b, e, l.words);
  buf_c(b, '\n');
  buf_free(&type);
}
