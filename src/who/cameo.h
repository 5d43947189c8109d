/* Actor codes of CAMEO ("IRQGOVMIL", "NGOUSAHRI", "~REBMUS") in the codes of the codebook, by the table of lexicon/cameo. */
#ifndef WHO_CAMEO_H
#define WHO_CAMEO_H

#include "who/who.h"

typedef struct Cameo {
  const Who *who;
  uint8_t states[26 * 26 * 26 / 8 + 1]; /* a bit for each code that is a state's in the lexicons */
} Cameo;

/* Over the tables of the lexicons, the user's first; `who` must outlive it. */
void cameo_open(Cameo *c, const Who *who);
/* Reads dir/cameo into a section of w; complaints have file, line and column. */
bool cameo_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err);

enum CameoResult {
  CAMEO_OK,
  CAMEO_STATE,   /* good too: a state and nothing more; its sector is GOV */
  CAMEO_EMPTY,   /* no part of three letters */
  CAMEO_UNKNOWN, /* its first part is in no table */
  CAMEO_VOID,    /* made up, or a region that is nobody */
};
/* A code of an actor, or with `role` of an agent ("~MUS" is of Muslims, "MUS" Mauritius).  Fills *out where it is good. */
int cameo_code(const Cameo *c, Str code, bool role, PartyCode *out);

#endif
