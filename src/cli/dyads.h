/* Counts of events by pair of countries and period: the table that regressions start from. */
#ifndef CLI_DYADS_H
#define CLI_DYADS_H

#include "record/record.h"

enum Period { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_YEAR };

typedef struct Dyads Dyads;

/* directed: a row for who acts and on whom, else one for the pair.  NULL: no memory. */
Dyads *dyads_new(enum Period by, bool directed);
void dyads_free(Dyads *d);
/* Counts an event in each of its pairs of countries, once; one whose date is coarser than the period on the day of its first report, if that lies
** within the date, else on the date's first day.  False: no memory. */
bool dyads_add(Dyads *d, const EventRecord *e);
/* The table as CSV: pairs in byte order, periods with an event alone. */
void dyads_put(Dyads *d, Buf *out);

#endif
