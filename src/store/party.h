/* The parties of two tellings: may they be the same, and what do they say for one act or against it.  Inside the store's joining. */
#ifndef STORE_PARTY_H
#define STORE_PARTY_H

#include "base/hash.h"
#include "store/same.h"

enum { COUNTRIES_MOST = 8 }; /* of a side; longer lists are cut */
typedef struct Countries {
  Key at[COUNTRIES_MOST];
  const char *code[COUNTRIES_MOST]; /* of the records */
  uint32_t n;
} Countries;

void countries_add(Countries *c, const char *code);
bool countries_have(const Countries *c, Key key);
/* Of both sides; b may be NULL. */
Countries countries_of(const RecordParties *a, const RecordParties *b);

/* CROSSED: two countries, and each report names that of the other too, so that one of them may have taken the wrong one. */
enum Side { SIDE_DIFFERENT, SIDE_CROSSED, SIDE_UNKNOWN, SIDE_PART, SIDE_EQUAL };
typedef struct Sides {
  enum Side actor, recipient;
  bool abroad; /* known parties of more than one country, the same in both */
} Sides;
Sides sides_compare(const Telling *a, const Telling *b);

/* What names and sectors say. */
typedef struct PartySigns {
  bool acted_on; /* somebody is acted on in both */
  bool acting;   /* somebody acts in both */
  bool others;   /* two who have names, of which each report knows one */
  bool opposed;  /* the one telling has rebels act, the other the state */
  bool kin;      /* both have one group act, or be acted on, that few acts have: students, workers, priests */
  bool strange;  /* no sector in common of those acted on */
} PartySigns;
PartySigns party_signs(const Telling *a, const Telling *b);

#endif
