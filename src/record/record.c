/* The table of output formats. */
#include "record/record.h"

#include "record/formats.h"

#include <math.h>

static const RecordFormat formats[] = {
    {.name = "jsonl", .about = "one JSON object a line, every field", .put = record_put_jsonl},
    {.name = "csv", .about = "a header and one row an event; lists joined by ';'", .begin = record_begin_csv, .put = record_put_csv},
    {.name = "table", .about = "for reading in a terminal", .begin = record_begin_table, .put = record_put_table},
    {.name = "gdelt", .about = "GDELT 2.0 events: 61 columns, no header, a row a pair", .put = record_put_gdelt, .fits = record_fits_acts},
    {.name = "gdelt-mentions",
     .about = "GDELT 2.0 mentions: 16 columns, no header",
     .put = record_put_gdelt_mentions,
     .fits = record_fits_acts},
    {.name = "icews",
     .about = "ICEWS: 20 columns, a row a pair",
     .begin = record_begin_icews,
     .put = record_put_icews,
     .fits = record_fits_acts},
    {.name = "polecat",
     .about = "POLECAT: 40 columns, one row an event",
     .begin = record_begin_polecat,
     .put = record_put_polecat,
     .fits = record_fits_acts},
    {.name = "phoenix", .about = "Phoenix: 26 columns, no header, a row a pair", .put = record_put_phoenix, .fits = record_fits_acts},
    {.name = "geojson",
     .about = "GeoJSON: events that have a point",
     .begin = record_begin_geojson,
     .put = record_put_geojson,
     .end = record_end_geojson,
     .fits = record_fits_geojson,
     .commas = true},
};

const char *record_formats(void) { return "jsonl, csv, table, gdelt, gdelt-mentions, icews, polecat, phoenix, geojson"; }

const RecordFormat *record_format_at(uint32_t i) { return i < sizeof formats / sizeof *formats ? &formats[i] : NULL; }

const RecordFormat *record_format_find(const char *name) {
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (strcmp(formats[i].name, name) == 0) return &formats[i];
  return NULL;
}

EventRecord record_none(void) {
  return (EventRecord){.score = NAN, .goldstein = NAN, .granularity = "", .status = "", .dead = -1, .injured = -1, .size = -1};
}

RecordTold record_told(const EventRecord *e) {
  if (e->told && e->told->mentions) return *e->told;
  RecordTold t = {.mentions = 1,
                  .articles = 1,
                  .sources = 1,
                  .first_report = e->doc_date,
                  .last_report = e->doc_date,
                  .dead_low = e->dead,
                  .dead_high = e->dead,
                  .injured_low = e->injured,
                  .injured_high = e->injured,
                  .date_low = e->date,
                  .date_high = e->date_end.year ? e->date_end : e->date};
  if (e->told) {
    t.title = e->told->title;
    if (date_known(e->told->first_report)) t.first_report = e->told->first_report;
    t.doc_bytes = e->told->doc_bytes;
    t.rows = e->told->rows;
    t.nrows = e->told->nrows;
  }
  return t;
}

/* Data sets of acts have no column for what was only feared, denied or announced. */
bool record_fits_acts(const EventRecord *e) {
  return !e->status || strcmp(e->status, "actual") == 0 || strcmp(e->status, "historical") == 0;
}

Str record_date(Date d, char buf[12]) {
  date_text(d, buf);
  return str_of(buf);
}
