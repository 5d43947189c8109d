/* Inside of record/: cells of a table parted by tabs, one line a row.
**
** A cell can be read by every reader without quoting: tabs, line ends and other control bytes become blanks, and since SQLite's shell, Python and R take a
** double quote at the start of a cell as a quote, and PostgreSQL a backslash as an escape, these become ' and /. */
#ifndef RECORD_CELLS_H
#define RECORD_CELLS_H

#include "record/record.h"

typedef struct Cells {
  Buf *b;
  const char *none; /* what stands for a value that is not known */
  bool any;         /* the row has a cell */
} Cells;

void cell(Cells *c, Str s);
static inline void cell_z(Cells *c, const char *z) { cell(c, str_of(z)); }
void cell_none(Cells *c);
void cells_none(Cells *c, uint32_t n);
void cell_int(Cells *c, int64_t v, bool known);
void cell_fixed(Cells *c, double v, int places, bool known);
/* Opens a cell whose content the caller appends by cell_add; an empty one is the caller's to avoid. */
void cell_open(Cells *c);
void cell_add(Cells *c, Str s);
void cell_end(Cells *c); /* of the row */
/* "2024-08-05" or with `compact` "20240805"; none unless the day is known. */
void cell_day(Cells *c, Date d, bool compact);

#endif
