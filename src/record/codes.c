/* Look-ups in the tables of codes.  They are sorted, and a few hundred rows long. */
#include "record/codes.h"

#include <stdlib.h>

static const Country countries[] = {
#define X(iso3, iso2, fips, cow, gw, gdelt, icews, name) {iso3, iso2, fips, cow, gw, gdelt, icews, name},
#include "record/countries.def"
#undef X
};

static const Body bodies[] = {
#define X(code, name, country, group, type) {code, name, country, group, type},
#include "record/bodies.def"
#undef X
};

static const Sector sectors[] = {
#define X(code, cameo, icews) {code, cameo, icews},
#include "record/sectors.def"
#undef X
};

typedef struct Named {
  const char *key, *value;
} Named;

static const Named states[] = {
#define X(name, code) {name, code},
#include "record/us_states.def"
#undef X
};

static const Named cameo[] = {
#define X(code, name) {code, name},
#include "record/cameo_names.inc"
#undef X
};

/* Numbers that were others before a day: the two Germanies and Yemens. */
static const struct {
  char iso3[4];
  Date until; /* the day from which the table's numbers hold */
  int16_t cow, gw;
} changes[] = {
    {"DEU", {1990, 10, 3}, 260, 260},
    {"YEM", {1990, 5, 22}, 678, 678},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A row whose first member is the code, NUL-terminated. */
static int by_code(const void *key, const void *row) { return str_cmp(*(const Str *)key, str_of(row)); }

const Country *country_find(Str iso3) { return bsearch(&iso3, countries, COUNT(countries), sizeof *countries, by_code); }
const Country *country_at(uint32_t i) { return i < COUNT(countries) ? &countries[i] : NULL; }
const Body *body_find(Str code) { return bsearch(&code, bodies, COUNT(bodies), sizeof *bodies, by_code); }
const Sector *sector_find(Str code) { return bsearch(&code, sectors, COUNT(sectors), sizeof *sectors, by_code); }

Str country_code(Str text) {
  for (size_t i = 0; i < COUNT(countries); i++) {
    const Country *c = &countries[i];
    if (str_eq_nocase(text, str_of(c->iso3)) || str_eq_nocase(text, str_of(c->name)) || str_eq_nocase(text, str_of(c->icews)))
      return str_of(c->iso3);
  }
  for (size_t i = 0; i < COUNT(bodies); i++)
    if (str_eq_nocase(text, str_of(bodies[i].code)) || str_eq_nocase(text, str_of(bodies[i].name))) return str_of(bodies[i].code);
  return STR("");
}

static int by_key(const void *key, const void *row) { return str_cmp(*(const Str *)key, str_of(((const Named *)row)->key)); }

static Str named(const Named *table, size_t n, Str key) {
  const Named *row = bsearch(&key, table, n, sizeof *table, by_key);
  return row ? str_of(row->value) : STR("");
}

Str us_state(Str name) { return named(states, COUNT(states), name); }
Str cameo_name(Str code) { return named(cameo, COUNT(cameo), code); }

static int number_on(const Country *c, Date on, bool gw) {
  for (size_t i = 0; i < COUNT(changes) && date_known(on); i++)
    if (strcmp(changes[i].iso3, c->iso3) == 0 && date_days(on) < date_days(changes[i].until)) return gw ? changes[i].gw : changes[i].cow;
  return gw ? c->gw : c->cow;
}

int country_cow(const Country *c, Date on) { return number_on(c, on, false); }
int country_gw(const Country *c, Date on) { return number_on(c, on, true); }

/* A digit for each root from 01 to 20. */
static int by_root(Str code, const char *classes) {
  if (code.n < 2 || !is_digit(code.p[0]) || !is_digit(code.p[1])) return -1;
  int root = (code.p[0] - '0') * 10 + code.p[1] - '0';
  return root >= 1 && root <= 20 ? classes[root - 1] - '0' : -1;
}

int cameo_quad(Str code) { return by_root(code, "11111222333334444444"); }
/* 01 and 02 stand apart, 16 is verbal. */
int cameo_penta(Str code) { return by_root(code, "00111222333334434444"); }
