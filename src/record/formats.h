/* Inside of record/: the writers that the table in record.c names. */
#ifndef RECORD_FORMATS_H
#define RECORD_FORMATS_H

#include "record/record.h"

void record_put_jsonl(Buf *b, const EventRecord *e, int width);
void record_begin_csv(Buf *b, int width);
void record_put_csv(Buf *b, const EventRecord *e, int width);
void record_begin_table(Buf *b, int width);
void record_put_table(Buf *b, const EventRecord *e, int width);

/* At its own granularity, into buf. */
Str record_date(Date d, char buf[12]);

#endif
