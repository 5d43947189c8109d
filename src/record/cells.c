/* Cells of a table parted by tabs. */
#include "record/cells.h"

#include "record/formats.h"

void cell_open(Cells *c) {
  if (c->any) buf_c(c->b, '\t');
  c->any = true;
}

void cell_add(Cells *c, Str s) {
  for (uint32_t i = 0; i < s.n; i++) {
    char x = s.p[i];
    buf_c(c->b, (unsigned char)x < ' ' ? ' ' : x == '"' ? '\'' : x == '\\' ? '/' : x);
  }
}

void cell_none(Cells *c) {
  cell_open(c);
  buf_z(c->b, c->none);
}

void cells_none(Cells *c, uint32_t n) {
  while (n--) cell_none(c);
}

void cell(Cells *c, Str s) {
  cell_open(c);
  if (s.n) cell_add(c, s);
  else buf_z(c->b, c->none);
}

void cell_int(Cells *c, int64_t v, bool known) {
  cell_open(c);
  if (known) buf_int(c->b, v);
  else buf_z(c->b, c->none);
}

void cell_fixed(Cells *c, double v, int places, bool known) {
  cell_open(c);
  if (known) buf_fixed(c->b, v, places);
  else buf_z(c->b, c->none);
}

void cell_end(Cells *c) {
  buf_c(c->b, '\n');
  c->any = false;
}

void cell_day(Cells *c, Date d, bool compact) {
  char text[12];
  Str s = d.day ? record_date(d, text) : STR("");
  if (compact && s.n) {
    cell_open(c);
    for (uint32_t i = 0; i < s.n; i++)
      if (s.p[i] != '-') buf_c(c->b, s.p[i]);
  } else cell(c, s);
}
