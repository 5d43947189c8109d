/* The files of tests/spec, line by line.  "== name  # what it shows" begins a case, "--" parts what is given from what is expected;
** lines that are empty or begin with "#" say nothing, "@ FILE" is of the cases behind it. */
#ifndef TEST_CASES_H
#define TEST_CASES_H

#include "unit.h"

#include "base/mapfile.h"

#ifndef SPEC_DIR
#error "the folder of the cases"
#endif

typedef struct Cases {
  const char *file; /* its name in tests/spec */
  MapFile map;
  Str rest;
  Str held; /* a line "== " that ended the case before it */
  Str home; /* of the last line "@ FILE" */
  uint32_t line;
} Cases;

static inline Cases cases_open(const char *file) {
  EntError err = {0};
  char path[512];
  Cases c = {.file = file};
  snprintf(path, sizeof path, "%s/%s", SPEC_DIR, file);
  if (!mapfile_open(&c.map, path, &err)) fail_with(&err);
  c.rest = (Str){c.map.p, (uint32_t)c.map.n};
  return c;
}

/* Tells how many cases were run; none may be wrong. */
static inline void cases_close(Cases *c, uint32_t run, uint32_t wrong) {
  printf("# %s: %u cases, %u wrong\n", c->file, run, wrong);
  mapfile_close(&c->map);
  assert_int_equal(wrong, 0);
}

/* The next line that says something. */
static inline bool cases_line(Cases *c, Str *line) {
  if (c->held.n) {
    *line = c->held;
    c->held.n = 0;
    return true;
  }
  while (str_line(&c->rest, line)) {
    c->line++;
    *line = str_trim(*line);
    if (str_starts(*line, STR("@ "))) c->home = str_trim(str_from(*line, 2));
    else if (line->n && line->p[0] != '#') return true;
  }
  return false;
}

/* The name of the next case; false at the end of the file. */
static inline bool cases_next(Cases *c, Str *name) {
  Str line, rest;
  if (!cases_line(c, &line)) return false;
  if (!str_starts(line, STR("== "))) fail_msg("%s:%u: '== name' is expected", c->file, c->line);
  *name = str_trim(str_cut(str_from(line, 3), '#', &rest));
  return true;
}

/* The next line of the case; *expected becomes true behind "--".  False at its end. */
static inline bool case_line(Cases *c, Str *line, bool *expected) {
  while (cases_line(c, line)) {
    if (str_starts(*line, STR("== "))) {
      c->held = *line;
      return false;
    }
    if (!str_is(*line, "--")) return true;
    *expected = true;
  }
  return false;
}

static inline void case_add(Arena *a, Str *text, Str line, char by) {
  *text = text->n ? arena_fmt(a, "%.*s%c%.*s", STRF(*text), by, STRF(line)) : line;
}

/* A line "date 2025-01-15". */
static inline Date case_date(const Cases *c, Str line) {
  Date d;
  if (!date_parse_iso(str_from(line, 5), &d)) fail_msg("%s:%u: no date: %.*s", c->file, c->line, STRF(line));
  return d;
}

#endif
