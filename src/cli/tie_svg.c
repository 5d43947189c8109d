/* A tie as a picture: the index with its interval, the changes, and under it the acts of cooperation and conflict of each period. */
#include "cli/ties.h"

#include <math.h>

enum { WIDE = 960, LEFT = 44, RIGHT = 20, TOP = 56, TALL = 260, GAP = 30, BARS = 110, FOOT = 30 };

typedef struct Plot {
  Buf *b;
  const Tie *t;
} Plot;

static double x_of(const Plot *p, int32_t day) {
  double span = p->t->to > p->t->from ? p->t->to - p->t->from : 1;
  return LEFT + (WIDE - LEFT - RIGHT) * (day - p->t->from) / span;
}

static double y_of(double index) { return TOP + TALL * (10 - index) / 20; }

static void point(const Plot *p, int32_t day, double y) {
  buf_fixed(p->b, x_of(p, day), 1);
  buf_c(p->b, ',');
  buf_fixed(p->b, y, 1);
  buf_c(p->b, ' ');
}

/* The last day of a row, where its index holds. */
static int32_t end_of(const Tie *t, uint32_t i) { return i + 1 < t->nrows ? t->rows[i + 1].start - 1 : t->to; }

static void text(const Plot *p, double x, double y, const char *anchor, const char *fill) {
  buf_z(p->b, "<text x=\"");
  buf_fixed(p->b, x, 1);
  buf_z(p->b, "\" y=\"");
  buf_fixed(p->b, y, 1);
  buf_fmt(p->b, "\" text-anchor=\"%s\" fill=\"%s\">", anchor, fill);
}

static void escaped(Buf *b, Str s) {
  for (uint32_t i = 0; i < s.n; i++) {
    if (s.p[i] == '<') buf_z(b, "&lt;");
    else if (s.p[i] == '&') buf_z(b, "&amp;");
    else buf_c(b, s.p[i]);
  }
}

static void rule(const Plot *p, double x1, double y1, double x2, double y2, const char *style) {
  double v[] = {x1, y1, x2, y2};
  static const char *const names[] = {"x1", "y1", "x2", "y2"};
  buf_z(p->b, "<line");
  for (int i = 0; i < 4; i++) {
    buf_fmt(p->b, " %s=\"", names[i]);
    buf_fixed(p->b, v[i], 1);
    buf_c(p->b, '"');
  }
  buf_fmt(p->b, " %s/>\n", style);
}

static void axes(const Plot *p) {
  for (int v = -10; v <= 10; v += 5) {
    rule(p, LEFT, y_of(v), WIDE - RIGHT, y_of(v), v ? "stroke=\"#e4e4e4\"" : "stroke=\"#999\"");
    text(p, LEFT - 6, y_of(v) + 4, "end", "#555");
    buf_fmt(p->b, "%s%d</text>\n", v > 0 ? "+" : "", v);
  }
  int first = date_from_days(p->t->from).year, last = date_from_days(p->t->to).year, step = (last - first) / 12 + 1;
  for (int y = first + 1; y <= last; y += step) {
    double x = x_of(p, date_days((Date){(int16_t)y, 1, 1}));
    rule(p, x, TOP, x, TOP + TALL + GAP + BARS, "stroke=\"#f0f0f0\"");
    text(p, x, TOP + TALL + GAP + BARS + 18, "middle", "#555");
    buf_fmt(p->b, "%d</text>\n", y);
  }
}

static void band(const Plot *p) {
  const Tie *t = p->t;
  buf_z(p->b, "<polygon fill=\"#4477aa\" fill-opacity=\"0.15\" points=\"");
  for (uint32_t i = 0; i < t->nrows; i++) point(p, end_of(t, i), y_of(t->rows[i].high));
  for (uint32_t i = t->nrows; i-- > 0;) point(p, end_of(t, i), y_of(t->rows[i].low));
  buf_z(p->b, "\"/>\n<polyline fill=\"none\" stroke=\"#224466\" stroke-width=\"1.5\" points=\"");
  for (uint32_t i = 0; i < t->nrows; i++) point(p, end_of(t, i), y_of(t->rows[i].index));
  buf_z(p->b, "\"/>\n");
}

static void bars(const Plot *p) {
  const Tie *t = p->t;
  double most = 1, middle = TOP + TALL + GAP + BARS / 2.0;
  for (uint32_t i = 0; i < t->nrows; i++)
    for (int s = 0; s < 4; s += 2) most = fmax(most, t->rows[i].quad[s] + t->rows[i].quad[s + 1]);
  for (uint32_t i = 0; i < t->nrows; i++)
    for (int s = 0; s < 4; s += 2) {
      double n = t->rows[i].quad[s] + t->rows[i].quad[s + 1], x = x_of(p, (t->rows[i].start + end_of(t, i)) / 2), h = BARS / 2.0 * n / most;
      if (n > 0)
        rule(p, x, middle, x, s ? middle + h : middle - h,
             s ? "stroke=\"#b03a2e\" stroke-width=\"2\"" : "stroke=\"#1e8449\" stroke-width=\"2\"");
    }
  rule(p, LEFT, middle, WIDE - RIGHT, middle, "stroke=\"#999\"");
}

static void marks(const Plot *p) {
  for (uint32_t i = 0; i < p->t->nchanges; i++) {
    const TieChange *c = &p->t->changes[i];
    double x = x_of(p, c->date);
    const char *colour = c->warming ? "#1e8449" : "#b03a2e";
    rule(p, x, TOP, x, TOP + TALL,
         c->warming ? "stroke=\"#1e8449\" stroke-dasharray=\"3,3\"" : "stroke=\"#b03a2e\" stroke-dasharray=\"3,3\"");
    text(p, x, TOP - 4, "middle", colour);
    buf_fmt(p->b, "%s<title>", c->warming ? "▲" : "▼");
    tie_put_day(p->b, c->date);
    buf_fmt(p->b, " %s ", c->warming ? "warming" : "cooling");
    buf_fixed(p->b, c->size, 1);
    buf_z(p->b, "</title></text>\n");
  }
}

void tie_put_svg(Buf *b, const TieReport *r, int width) {
  (void)width;
  Plot p = {b, &r->tie};
  int tall = TOP + TALL + GAP + BARS + FOOT;
  buf_fmt(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n", WIDE, tall);
  buf_fmt(b, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDE, tall);
  text(&p, LEFT, 20, "start", "#000");
  escaped(b, str_of(r->a_name));
  buf_z(b, " and ");
  escaped(b, str_of(r->b_name));
  buf_z(b, ": ");
  escaped(b, r->summary);
  buf_z(b, "</text>\n");
  if (r->tie.nrows) {
    axes(&p);
    band(&p);
    bars(&p);
    marks(&p);
  }
  buf_z(b, "</svg>\n");
}
