/* Inside of `entente ties`: what was asked, and the forms in which a tie is printed. */
#ifndef CLI_TIES_H
#define CLI_TIES_H

#include "cli/cli.h"
#include "ties/tie.h"

/* Words of an act that moved the tie. */
typedef struct TieEvidence {
  Str event; /* its id */
  Str text, publisher, title, who, whom, type;
  Date date;
} TieEvidence;

typedef struct TieReport {
  Str a, b; /* codes, or names of parties that are no countries */
  const char *a_name, *b_name;
  Tie tie;
  Str summary;
  TieEvidence *evidence; /* TIE_TOP for each change; only where a form shows it */
  bool audited;
} TieReport;

typedef struct TieForm {
  const char *name;
  bool evidence;
  void (*put)(Buf *b, const TieReport *r, int width);
} TieForm;

/* NULL: no such form. */
const TieForm *tie_form_find(const char *name);
void tie_put_svg(Buf *b, const TieReport *r, int width);
/* Of a country or body; else the code itself. */
const char *tie_name(const char *code);
const char *tie_by_name(enum TiePeriod by);
/* "2024-08-05" */
void tie_put_day(Buf *b, int32_t day);
/* `before` and the number; where it is none (NaN), `none`. */
void tie_put_value(Buf *b, const char *before, double v, int places, const char *none);
/* A line of bars, `width` characters for all of the values. */
void tie_put_spark(Buf *b, const double *v, uint32_t n, double low, double high, uint32_t width);

/* A pair in a ranking. */
typedef struct TieRank {
  char a[4], b[4];
  uint32_t events, recent;
  double index, low, high; /* at the end */
  double past;             /* index of all acts before the last half year; NaN: none */
  double moved;            /* standard errors between the two; signed */
  int32_t last;            /* day of the last act */
} TieRank;

/* Ranks the partners of `one` by their index, or with one NULL all pairs by how much they moved.  The exit status. */
int tie_rank(Store *s, const char *one, int32_t from, int32_t to, const TieModel *m, uint32_t limit, const char *form, FILE *out);

#endif
