/* Parties and places in the codes of GDELT and Phoenix. */
#include "record/coded.h"

#include <stdlib.h>

static const uint32_t divisions[] = {
#include "record/division_ids.inc"
};

static void add_type(CodedParty *c, Str type) {
  if (!type.n || c->ntypes == CODED_TYPES) return;
  for (uint32_t i = 0; i < c->ntypes; i++)
    if (str_eq(c->types[i], type)) return;
  c->types[c->ntypes++] = type;
}

static void add_sector(CodedParty *c, Str code) {
  const Sector *s = sector_find(code);
  add_type(c, s ? str_of(s->cameo) : code);
}

CodedParty coded_party(const RecordParty *p, bool gdelt) {
  CodedParty c = {0};
  if (!p) return c;
  const Body *body = body_find(str_of(p->country));
  const Country *country = country_find(str_of(p->country));
  if (body) {
    c.body = true;
    c.country = str_of(body->country);
    c.group = str_of(body->group);
    add_type(&c, str_of(body->type));
  } else c.country = country && gdelt ? str_of(country->gdelt) : str_of(p->country);
  for (uint32_t i = 0; i < p->nsectors; i++) add_sector(&c, p->sectors[i]);
  if (!p->nsectors) add_sector(&c, str_of(p->sector));
  return c;
}

void coded_cell(const CodedParty *c, Cells *out) {
  uint32_t i = 0;
  cell_open(out);
  if (c->body && c->ntypes) cell_add(out, c->types[i++]);
  cell_add(out, c->country);
  cell_add(out, c->group);
  for (; i < c->ntypes; i++) cell_add(out, c->types[i]);
}

Str party_name(const RecordParty *p) { return p->name.n ? p->name : p->span.text; }

static int by_number(const void *key, const void *row) {
  uint32_t a = *(const uint32_t *)key, b = *(const uint32_t *)row;
  return a < b ? -1 : a > b;
}

/* Kabul is a city and a division: the id tells which is meant. */
static bool is_division(const RecordPlace *p) {
  if (!p->geoname_id) return str_eq(p->name, p->admin1);
  return bsearch(&p->geoname_id, divisions, sizeof divisions / sizeof *divisions, sizeof *divisions, by_number) != NULL;
}

enum PlaceLevel place_level(const RecordPlace *p) {
  if (!p->name.n || !p->country[0]) return PLACE_NONE;
  const Country *c = country_find(str_of(p->country));
  if (c && str_is(p->name, c->name)) return PLACE_COUNTRY;
  return is_division(p) ? PLACE_DIVISION : PLACE_CITY;
}

Str place_fips(const RecordPlace *p) {
  const Country *c = country_find(str_of(p->country));
  if (c && strcmp(c->iso3, "PSE") == 0 && (str_is(p->admin1, "Gaza Strip") || str_is(p->name, "Gaza Strip"))) return STR("GZ");
  return c ? str_of(c->fips) : STR("");
}
