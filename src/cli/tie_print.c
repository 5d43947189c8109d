/* A tie as a table for the terminal, as CSV, as JSON. */
#include "cli/ties.h"

#include <math.h>

static const char *const quad_names[] = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"};

const char *tie_by_name(enum TiePeriod by) { return by == TIE_DAY ? "day" : by == TIE_WEEK ? "week" : "month"; }

void tie_put_day(Buf *b, int32_t day) {
  char text[12];
  date_text(date_from_days(day), text);
  buf_z(b, text);
}

void tie_put_value(Buf *b, const char *before, double v, int places, const char *none) {
  buf_z(b, before);
  if (isnan(v)) buf_z(b, none);
  else buf_fixed(b, v, places);
}

/* A count, or an expected one with its decimal. */
static void put_count(Buf *b, double v, bool audited) {
  if (audited) buf_fixed(b, v, 1);
  else buf_int(b, llround(v));
}

/* ---- JSON ---- */

static void json_day(Buf *b, const char *key, int32_t day) {
  buf_fmt(b, "\"%s\":\"", key);
  tie_put_day(b, day);
  buf_c(b, '"');
}

static void json_row(Buf *b, const TieReport *r, const TieRow *row) {
  buf_c(b, '{');
  json_day(b, "start", row->start);
  buf_fmt(b, ",\"reports\":%u,\"events\":%u", row->reports, row->events);
  for (int q = 0; q < 4; q++) {
    buf_fmt(b, ",\"%s\":", quad_names[q]);
    put_count(b, row->quad[q], r->audited);
  }
  tie_put_value(b, ",\"plover\":", row->plover.mean, 2, "null");
  tie_put_value(b, ",\"goldstein\":", row->goldstein.mean, 2, "null");
  tie_put_value(b, ",\"index\":", row->index, 2, "null");
  tie_put_value(b, ",\"low\":", row->low, 2, "null");
  tie_put_value(b, ",\"high\":", row->high, 2, "null");
  buf_c(b, '}');
}

static void json_change(Buf *b, const TieReport *r, uint32_t i) {
  const TieChange *c = &r->tie.changes[i];
  buf_c(b, '{');
  json_day(b, "date", c->date);
  buf_c(b, ',');
  json_day(b, "date_low", c->date_low);
  buf_c(b, ',');
  json_day(b, "date_high", c->date_high);
  buf_fmt(b, ",\"direction\":\"%s\"", c->warming ? "warming" : "cooling");
  tie_put_value(b, ",\"size\":", c->size, 2, "null");
  tie_put_value(b, ",\"low\":", c->low, 2, "null");
  tie_put_value(b, ",\"high\":", c->high, 2, "null");
  tie_put_value(b, ",\"probability\":", c->probability, 3, "null");
  buf_z(b, ",\"events\":[");
  for (uint32_t k = 0; k < c->ntop; k++) buf_fmt(b, "%s\"%.*s\"", k ? "," : "", STRF(r->evidence[i * TIE_TOP + k].event));
  buf_z(b, "]}");
}

static void put_json(Buf *b, const TieReport *r, int width) {
  (void)width;
  const Tie *t = &r->tie;
  buf_z(b, "{\"a\":");
  buf_json(b, r->a);
  buf_z(b, ",\"b\":");
  buf_json(b, r->b);
  buf_fmt(b, ",\"by\":\"%s\",", tie_by_name(t->by));
  json_day(b, "from", t->from);
  buf_c(b, ',');
  json_day(b, "to", t->to);
  buf_z(b, ",\"summary\":");
  buf_json(b, r->summary);
  buf_z(b, ",\n\"series\":[");
  for (uint32_t i = 0; i < t->nrows; i++) {
    buf_z(b, i ? ",\n" : "\n");
    json_row(b, r, &t->rows[i]);
  }
  buf_z(b, "],\n\"changes\":[");
  for (uint32_t i = 0; i < t->nchanges; i++) {
    buf_z(b, i ? ",\n" : "\n");
    json_change(b, r, i);
  }
  buf_z(b, "]}\n");
}

/* ---- CSV ---- */

static void csv_row(Buf *b, const TieReport *r, const TieRow *row) {
  tie_put_day(b, row->start);
  buf_fmt(b, ",%u,%u,%u", row->reports, row->events, row->sources);
  for (int q = 0; q < 4; q++) {
    buf_c(b, ',');
    put_count(b, row->quad[q], r->audited);
  }
  const TieMean *means[] = {&row->plover, &row->goldstein};
  for (int i = 0; i < 2; i++) {
    tie_put_value(b, ",", means[i]->mean, 2, "");
    tie_put_value(b, ",", means[i]->low, 2, "");
    tie_put_value(b, ",", means[i]->high, 2, "");
  }
  tie_put_value(b, ",", row->index, 2, "");
  tie_put_value(b, ",", row->low, 2, "");
  tie_put_value(b, ",", row->high, 2, "");
}

static const TieChange *change_in(const Tie *t, const TieRow *row, int32_t end) {
  for (uint32_t i = 0; i < t->nchanges; i++)
    if (t->changes[i].date >= row->start && t->changes[i].date < end) return &t->changes[i];
  return NULL;
}

static int32_t row_end(const Tie *t, uint32_t i) { return i + 1 < t->nrows ? t->rows[i + 1].start : t->to + 1; }

static void put_csv(Buf *b, const TieReport *r, int width) {
  (void)width;
  const Tie *t = &r->tie;
  buf_fmt(b, "%s,reports,events,sources", tie_by_name(t->by));
  for (int q = 0; q < 4; q++) buf_fmt(b, ",%s", quad_names[q]);
  buf_z(b, ",plover,plover_low,plover_high,goldstein,goldstein_low,goldstein_high,index,low,high,change");
  for (uint32_t i = 0; i < t->ntypes; i++) buf_fmt(b, ",%s", t->types[i]);
  buf_c(b, '\n');
  for (uint32_t i = 0; i < t->nrows; i++) {
    const TieChange *c = change_in(t, &t->rows[i], row_end(t, i));
    csv_row(b, r, &t->rows[i]);
    buf_fmt(b, ",%s", !c ? "" : c->warming ? "warming" : "cooling");
    for (uint32_t k = 0; k < t->ntypes; k++) {
      buf_c(b, ',');
      put_count(b, t->rows[i].types[k], r->audited);
    }
    buf_c(b, '\n');
  }
}

/* ---- the table ---- */

void tie_put_spark(Buf *b, const double *v, uint32_t n, double low, double high, uint32_t width) {
  static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  uint32_t cells = n < width ? n : width;
  for (uint32_t i = 0; i < cells; i++) {
    uint32_t from = (uint32_t)((uint64_t)n * i / cells), to = (uint32_t)((uint64_t)n * (i + 1) / cells);
    double sum = 0;
    for (uint32_t k = from; k < to; k++) sum += v[k] / (to - from);
    double share = high > low ? (sum - low) / (high - low) : 0;
    int bar = (int)(share * 8);
    buf_z(b, bars[bar < 0 ? 0 : bar > 7 ? 7 : bar]);
  }
  buf_c(b, '\n');
}

static void put_sparks(Buf *b, const Tie *t, uint32_t width) {
  Arena a;
  arena_init(&a, 0);
  double *index = ARENA_ARRAY(&a, double, t->nrows), *cooperation = ARENA_ARRAY(&a, double, t->nrows),
         *conflict = ARENA_ARRAY(&a, double, t->nrows), most = 0;
  for (uint32_t i = 0; i < t->nrows; i++) {
    const TieRow *r = &t->rows[i];
    index[i] = r->index;
    cooperation[i] = r->quad[0] + r->quad[1];
    conflict[i] = r->quad[2] + r->quad[3];
    most = fmax(most, fmax(cooperation[i], conflict[i]));
  }
  most = fmax(most / (t->nrows > width ? 3 : 1), 1);
  buf_z(b, "index        ");
  tie_put_spark(b, index, t->nrows, -10, 10, width);
  buf_z(b, "cooperation  ");
  tie_put_spark(b, cooperation, t->nrows, 0, most, width);
  buf_z(b, "conflict     ");
  tie_put_spark(b, conflict, t->nrows, 0, most, width);
  arena_free(&a);
}

static void put_evidence(Buf *b, const TieEvidence *e, int width) {
  if (!e->type.n) return;
  char day[12];
  date_text(e->date, day);
  buf_fmt(b, "    %-10s  %-9.*s ", day, STRF(e->type));
  uint32_t room = width > 60 ? (uint32_t)width - 26 : 34;
  size_t at = b->n;
  if (e->who.n) buf_fmt(b, "%.*s: ", STRF(e->who));
  buf_str(b, e->text);
  if (e->publisher.n) buf_fmt(b, "  (%.*s)", STRF(e->publisher));
  for (size_t i = at; i < b->n; i++)
    if (b->p[i] == '\n' || b->p[i] == '\t') b->p[i] = ' ';
  if (b->n - at > room) { /* never within a letter */
    b->n = at + room - 1;
    while (b->n > at && ((unsigned char)b->p[b->n] & 0xC0) == 0x80) b->n--;
    buf_z(b, "…");
  }
  buf_c(b, '\n');
}

static void put_change(Buf *b, const TieReport *r, uint32_t i, int width) {
  const TieChange *c = &r->tie.changes[i];
  tie_put_day(b, c->date);
  buf_fmt(b, "  %s  ", c->warming ? "warming" : "cooling");
  tie_put_signed(b, c->size);
  buf_z(b, " [");
  buf_fixed(b, c->low, 1);
  buf_z(b, ", ");
  buf_fixed(b, c->high, 1);
  buf_z(b, "]  from ");
  tie_put_signed(b, c->before);
  buf_z(b, " to ");
  tie_put_signed(b, c->after);
  buf_fmt(b, "; probability %d%%, between ", (int)llround(c->probability * 100));
  tie_put_day(b, c->date_low);
  buf_z(b, " and ");
  tie_put_day(b, c->date_high);
  buf_c(b, '\n');
  for (uint32_t k = 0; r->evidence && k < c->ntop; k++) put_evidence(b, &r->evidence[i * TIE_TOP + k], width);
}

static void put_cell(Buf *b, double v, bool audited) {
  if (audited) buf_fmt(b, "%7.1f", v);
  else buf_fmt(b, "%7lld", llround(v));
}

static void put_mean(Buf *b, double v) {
  if (isnan(v)) buf_z(b, "       -");
  else {
    buf_fmt(b, "%*s", fabs(v) < 9.95 ? 4 : 3, "");
    tie_put_signed(b, v);
  }
}

static void put_row(Buf *b, const TieReport *r, const TieRow *row, const TieChange *c) {
  tie_put_day(b, row->start);
  buf_fmt(b, "  %7u %7u", row->reports, row->events);
  for (int q = 0; q < 4; q++) put_cell(b, row->quad[q], r->audited);
  put_mean(b, row->plover.mean);
  put_mean(b, row->goldstein.mean);
  put_mean(b, row->index);
  buf_z(b, " [");
  tie_put_signed(b, row->low);
  buf_z(b, ", ");
  tie_put_signed(b, row->high);
  buf_fmt(b, "]%s\n", !c ? "" : c->warming ? "  warming" : "  cooling");
}

static void put_rows(Buf *b, const TieReport *r) {
  enum { ROWS = 24 };
  const Tie *t = &r->tie;
  uint32_t first = t->nrows > ROWS ? t->nrows - ROWS : 0;
  buf_fmt(b, "%-10s  %7s %7s%7s%7s%7s%7s%8s%8s%8s\n", tie_by_name(t->by), "reports", "events", "verb+", "mat+", "verb-", "mat-", "plover",
          "goldst", "index");
  for (uint32_t i = first; i < t->nrows; i++) put_row(b, r, &t->rows[i], change_in(t, &t->rows[i], row_end(t, i)));
  if (first) buf_fmt(b, "(the last %d of %u %ss; -f csv has all)\n", ROWS, t->nrows, tie_by_name(t->by));
}

static void put_types(Buf *b, const TieReport *r) {
  const Tie *t = &r->tie;
  for (uint32_t k = 0; k < t->ntypes; k++) {
    double sum = 0;
    for (uint32_t i = 0; i < t->nrows; i++) sum += t->rows[i].types[k];
    buf_fmt(b, "%s%s ", k ? ", " : "", t->types[k]);
    put_count(b, sum, r->audited);
  }
  if (t->ntypes) buf_c(b, '\n');
}

static void put_table(Buf *b, const TieReport *r, int width) {
  const Tie *t = &r->tie;
  buf_fmt(b, "%s and %s, ", r->a_name, r->b_name);
  tie_put_day(b, t->from);
  buf_z(b, " to ");
  tie_put_day(b, t->to);
  buf_fmt(b, ", by %s\n%.*s\n", tie_by_name(t->by), STRF(r->summary));
  if (t->nrows) {
    buf_z(b, "index now ");
    tie_put_signed(b, t->index);
    buf_z(b, " [");
    tie_put_signed(b, t->low);
    buf_z(b, ", ");
    tie_put_signed(b, t->high);
    buf_z(b, "] of -10 to +10, 90%\n\n");
    put_sparks(b, t, width > 40 ? (uint32_t)width - 14 : 40);
  }
  put_types(b, r);
  if (t->nchanges) buf_z(b, "\n");
  for (uint32_t i = 0; i < t->nchanges; i++) put_change(b, r, i, width);
  buf_c(b, '\n');
  put_rows(b, r);
}

static const TieForm forms[] = {{"table", true, put_table}, {"csv", false, put_csv}, {"json", true, put_json}, {"svg", false, tie_put_svg}};

const TieForm *tie_form_find(const char *name) {
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].name, name) == 0) return &forms[i];
  return NULL;
}
