/* Inside of record/: the writers that the table in record.c names. */
#ifndef RECORD_FORMATS_H
#define RECORD_FORMATS_H

#include "record/record.h"

void record_put_jsonl(Buf *b, const EventRecord *e, int width);
void record_begin_csv(Buf *b, int width);
void record_put_csv(Buf *b, const EventRecord *e, int width);
void record_begin_table(Buf *b, int width);
void record_put_table(Buf *b, const EventRecord *e, int width);
void record_put_gdelt(Buf *b, const EventRecord *e, int width);
void record_put_gdelt_mentions(Buf *b, const EventRecord *e, int width);
void record_begin_icews(Buf *b, int width);
void record_put_icews(Buf *b, const EventRecord *e, int width);
void record_begin_polecat(Buf *b, int width);
void record_put_polecat(Buf *b, const EventRecord *e, int width);
void record_put_phoenix(Buf *b, const EventRecord *e, int width);
void record_begin_geojson(Buf *b, int width);
void record_put_geojson(Buf *b, const EventRecord *e, int width);
void record_end_geojson(Buf *b);
bool record_fits_acts(const EventRecord *e);
bool record_fits_geojson(const EventRecord *e);

/* At its own granularity, into buf. */
Str record_date(Date d, char buf[12]);

#endif
