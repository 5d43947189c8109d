/* Inside of record/: a party and a place as CAMEO's data sets code them. */
#ifndef RECORD_CODED_H
#define RECORD_CODED_H

#include "record/cells.h"
#include "record/codes.h"

enum { CODED_TYPES = 3 };

/* A party's codes, the strings static or of the record. */
typedef struct CodedParty {
  Str country, group;     /* empty: none */
  Str types[CODED_TYPES]; /* CAMEO's types, a body's generic type first, none twice */
  uint32_t ntypes;
  bool body; /* it is written type first: IGOEUREEC */
} CodedParty;

/* gdelt: with GDELT's own country codes (ROM), else those of the codebook; p may be NULL. */
CodedParty coded_party(const RecordParty *p, bool gdelt);
/* A cell with "USAGOV", "IGOEUREEC". */
void coded_cell(const CodedParty *c, Cells *out);
/* The name, else the words. */
Str party_name(const RecordParty *p);

enum PlaceLevel { PLACE_NONE, PLACE_COUNTRY, PLACE_DIVISION, PLACE_CITY };
/* How fine a place is: by the names of countries, and by the ids of divisions (without an id one that bears the name of its division is it). */
enum PlaceLevel place_level(const RecordPlace *p);
/* FIPS code of its country; the Gaza Strip has its own; "" none. */
Str place_fips(const RecordPlace *p);

#endif
