/* Place names: found in the tokens, resolved to rows of the gazetteer. */
#ifndef WHERE_WHERE_H
#define WHERE_WHERE_H

#include "base/image.h"
#include "text/doc.h"

typedef struct Gazetteer Gazetteer;

typedef struct Place {
  uint32_t first, last; /* tokens, both included */
  uint32_t at, end;     /* bytes of Doc.text */
  Str name;             /* the row's name */
  char country[4];      /* alpha-3 of the codebook, "" for seas and regions of several states */
  Str admin1;           /* name of the first-level division, or empty */
  double lat, lon;      /* degrees; valid if has_point */
  bool has_point;
  uint32_t geoname_id; /* 0: none */
  uint32_t row;        /* of the gazetteer: what explain names (where_origin); of 'U' the row that lent its point, or UINT32_MAX */
  char feature;        /* 'C' country, 'A' first-level division, 'D' second-level division, 'P' populated place, 'H' water,
                             'R' region, 'T' mountain, 'S' site, 'U' unresolved: a place by its words, but of no row */
  uint32_t population;
} Place;

typedef struct Places {
  Place *at;
  uint32_t n;
} Places;

/* Reads the image's places sections; the image must outlive it. */
Gazetteer *where_open(Arena *engine, const Image *im, EntError *err);
/* Compiles lexicon/places (tables and regions) of `dir` into the image. */
bool where_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err);
/* Finds and resolves the document's places in text order; in d->arena.  Needs tokens, tags and trees.
** Country names are places too ('C'), demonyms never. */
void where_find(const Gazetteer *g, Doc *d, Places *out);
/* The first place of a sentence and the end of its places: a long text has many thousands. */
uint32_t where_first(const Places *l, const Doc *d, uint32_t sent);
uint32_t where_end(const Places *l, const Doc *d, uint32_t sent);
/* The place that token t is a word of, or NULL. */
const Place *where_at(const Places *l, const Doc *d, uint32_t t);
/* The line of the tables that gave a row, for explain ("cities-asia.tsv", 1204); false if there is no such row. */
bool where_origin(const Gazetteer *g, uint32_t row, Str *file_out, uint32_t *line_out);

#endif
