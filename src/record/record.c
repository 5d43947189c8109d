/* The table of output formats. */
#include "record/record.h"

#include "record/formats.h"

#include <math.h>

static const RecordFormat formats[] = {
    {"jsonl", "one JSON object a line, every field", NULL, record_put_jsonl},
    {"csv", "a header and one row an event; lists joined by ';'", record_begin_csv, record_put_csv},
    {"table", "for reading in a terminal", record_begin_table, record_put_table},
};

const char *record_formats(void) { return "jsonl, csv, table"; }

const RecordFormat *record_format_find(const char *name) {
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (strcmp(formats[i].name, name) == 0) return &formats[i];
  return NULL;
}

EventRecord record_none(void) {
  return (EventRecord){.score = NAN, .goldstein = NAN, .granularity = "", .status = "", .dead = -1, .injured = -1, .size = -1};
}

Str record_date(Date d, char buf[12]) {
  date_text(d, buf);
  return str_of(buf);
}
