/* Codes of the data sets that users hold: countries, bodies, sectors, CAMEO.  Tables are *.def; everything is static and read-only. */
#ifndef RECORD_CODES_H
#define RECORD_CODES_H

#include "base/date.h"

typedef struct Country {
  char iso3[4], iso2[3]; /* the codebook's alpha-3; alpha-2 */
  char fips[3];          /* FIPS 10-4; "" none */
  int16_t cow, gw;       /* numbers of today; 0: not in that list */
  char gdelt[4];         /* as GDELT's CAMEO files write it */
  const char *icews;     /* the name that ICEWS uses */
  const char *name;
} Country;

/* NULL: no state of that code (a body, or none). */
const Country *country_find(Str iso3);
/* The code that a text means: a code in any case, or a name of the table ("Kenya", "Russian Federation", "European Union"); empty: none. */
Str country_code(Str text);
/* In byte order of the codes; for tests and listings. */
const Country *country_at(uint32_t i);
/* The Correlates of War number on a day (an unknown one: today), 0 for none. */
int country_cow(const Country *c, Date on);
/* Gleditsch and Ward's. */
int country_gw(const Country *c, Date on);

/* UNO, EUR, IGO, NGO, MNC, IMG, ISM. */
typedef struct Body {
  char code[4];
  const char *name;
  char country[4], group[4], type[4]; /* GDELT's country code and known group, CAMEO's generic type */
} Body;
const Body *body_find(Str code);

typedef struct Sector {
  char code[4];      /* the codebook's */
  char cameo[4];     /* "" none */
  const char *icews; /* parted by ',' */
} Sector;
const Sector *sector_find(Str code);

/* Postal code of a state of the USA by its name, or "". */
Str us_state(Str name);

/* The name of a CAMEO code as lexicon/ontology has it, or "". */
Str cameo_name(Str code);
/* Class of a CAMEO code by its root: GDELT's 1 to 4, Phoenix' 0 to 4; -1 when it has none. */
int cameo_quad(Str code);
int cameo_penta(Str code);

#endif
