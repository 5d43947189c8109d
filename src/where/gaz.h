/* The gazetteer as it lies in the image: rows, names, and the words beside names.
**
** A name is looked up by the keys of its words: the key of n words is that of the first n - 1 mixed with the last one's, so one table
** holds all names and all their beginnings, and a walk over the tokens needs one look-up a word.  A value of that table is an index into
** names, with GAZ_MORE where a longer name goes on; GAZ_NONE where only a longer one does. */
#ifndef WHERE_GAZ_H
#define WHERE_GAZ_H

#include "base/keymap.h"
#include "base/slots.h"
#include "where/where.h"

#define GAZ_MORE  0x80000000u
#define GAZ_NONE  0x7FFFFFFFu
#define GAZ_NOROW UINT32_MAX

typedef struct GazRow {
  uint32_t name;     /* in text: 1 byte length, then the name */
  uint32_t division; /* row of its first-level division, or GAZ_NOROW */
  int32_t lat, lon;  /* 1/10,000 of a degree; GAZ_NOPOINT: none */
  uint32_t geoname_id, population;
  uint32_t origin;  /* file << 24 | line */
  uint16_t country; /* in lands; 0: none */
  char feature;     /* as where.h, and 'K' capital, 'Q' seat of a first-level division, 'N' a people (never a place) */
  uint8_t pad;
} GazRow;
#define GAZ_NOPOINT INT32_MIN

typedef struct GazName {
  uint32_t post; /* first in posts */
  uint16_t n;
  uint16_t flags;
} GazName;

enum GazNameFlag {
  NAME_WORD = 1,       /* a common English word */
  NAME_GIVEN = 2,      /* a given name */
  NAME_SURNAME = 4,    /* a common surname */
  NAME_NEVER = 8,      /* looks like a name in the tables, is none in news */
  NAME_MULTI = 16,     /* two or more words */
  NAME_SMALL_END = 64, /* its last word may start small ("Rafah crossing") */
  NAME_PEOPLE = 32     /* an adjective or noun for a people */
};

/* A posting: row, and how it is called so. */
#define POST_ROW(p) ((p)&0xFFFFFFu)
enum GazPostFlag {
  POST_ALIAS = 1u << 24, /* not its first name, and no hand wrote it: counts less */
  POST_AFTER = 1u << 25, /* only after another place and a comma ("Reno, Nev.") */
  POST_CAPS = 1u << 26,  /* only in capitals ("US") */
  POST_DOTS = 1u << 28,  /* only with its full stops ("N.C."), or after a comma */
  POST_FIRST = 1u << 27  /* what the name means unless the text says otherwise (New York the city) */
};

typedef struct GazLand {
  char code[4];   /* NUL-terminated */
  char former[4]; /* the state that it was part of before `since`, or "" */
  int32_t since;  /* days from 1970 */
  uint32_t row;   /* of the country, or GAZ_NOROW */
} GazLand;

enum Cue {
#define X(name, text) CUE_##name,
#include "where/cues.def"
#undef X
  CUE_COUNT
};
#define CUE(name) (1u << CUE_##name)

struct Gazetteer {
  KeyMap words; /* beginnings and names */
  KeyMap cues;  /* word -> set of CUE() */
  const GazName *names;
  uint32_t nnames;
  const uint32_t *posts;
  uint32_t nposts;
  const GazRow *rows;
  uint32_t nrows;
  const GazLand *lands; /* [0] is no country */
  uint32_t nlands;
  const char *text;
  uint32_t ntext;
  const uint32_t *files; /* names in text */
  uint32_t nfiles;
};

/* The key of one word of a name: of its fold without apostrophes and full stops; "St." and "Mt" are "Saint" and "Mount". */
Key gaz_word(Str s);
/* The same for a token, whose fold is known. */
Key gaz_token_word(const Doc *d, const Token *t);
/* The key of a word that is not the first of its name: all forms of the Arabic article are one ("Jisr ash-Shughur", "Jisr al-Shughur"). */
Key gaz_inner(Key word);
static inline Key gaz_join(Key before, Key word) { return before ? key_mix(before, word) : word; }

static inline Str gaz_text(const Gazetteer *g, uint32_t at) { return (Str){g->text + at + 1, (unsigned char)g->text[at]}; }
static inline Str gaz_name(const Gazetteer *g, uint32_t row) { return gaz_text(g, g->rows[row].name); }

/* How likely a row is meant when nothing else is known: 0 to about 400.  log2 of the population in eighths, and what its kind adds. */
int gaz_prior(const GazRow *r);
/* The same for a row called so. */
int gaz_post_prior(const GazRow *r, uint32_t post);
/* 8 * log2(n + 1), by integers. */
int gaz_log8(uint32_t n);
/* Kilometres between two rows, near enough (within 1%% below 500 km), by integers. */
int gaz_km(const GazRow *a, const GazRow *b);

#endif
