/* Temporal expressions: found in the tokens, valued as TIMEX3, resolved to dates against the document's own date.
** No clock is read; a document without a date leaves relative expressions unresolved. */
#ifndef WHEN_WHEN_H
#define WHEN_WHEN_H

#include "text/doc.h"

enum TimexType { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET };
enum Granularity { GRAN_NONE, GRAN_DAY, GRAN_WEEK, GRAN_MONTH, GRAN_YEAR, GRAN_RANGE };
const char *timex_type_text(int t);
const char *granularity_text(int g); /* "" for GRAN_NONE */

typedef struct Timex {
  uint32_t first, last; /* tokens, both included */
  uint32_t at, end;     /* bytes of Doc.text */
  uint8_t type, granularity;
  char value[40];      /* TIMEX3 value: 2013-03, P2D, PRESENT_REF, XXXX-WXX-1; NUL-terminated */
  Date date, date_end; /* resolved start and (weeks, ranges) end; year 0 when it names no date */
  const char *rule;    /* the rule that gave it ("when/rules.c:weekday" or file:line); static */
} Timex;

typedef struct Timexes {
  Timex *at;
  uint32_t n;
} Timexes;

/* Appends in text order to *out (in d->arena).  Needs tokens; uses tags, lemmas and heads where they are set (tense of the governing verb settles whether
** "Tuesday" is the last or the next). */
void when_find(Doc *d, Timexes *out);

#endif
