/* Event types, modes and CAMEO codes: the compiled form of lexicon/ontology.  No type is named in C. */
#ifndef WHAT_ONTOLOGY_H
#define WHAT_ONTOLOGY_H

#include "base/arena.h"
#include "base/keymap.h"

typedef struct TypeRec {
  uint32_t type, mode; /* strings; mode empty on the type's own row */
  int32_t score;       /* PLOVER's, in hundredths */
  uint8_t quad;        /* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict */
  uint8_t hides;       /* 1: what is demanded, threatened, promised or charged is no second event */
  uint8_t pad[2];
  uint32_t future; /* string: the type that it becomes as a promise ("AGREE"), or empty */
  uint32_t future_cameo;
} TypeRec;

typedef struct CameoRec {
  uint32_t code, name; /* strings */
  int32_t goldstein;   /* in hundredths */
  uint32_t pad;
} CameoRec;

enum { CONTEXTS = 64 };

typedef struct Ontology {
  const char *str;
  const TypeRec *types;
  const CameoRec *cameo;    /* sorted by code */
  const uint32_t *contexts; /* names: strings */
  const uint64_t *masks;    /* sets of contexts, a bit each in the order of `contexts` */
  KeyMap context_words;     /* a lemma to its mask */
  uint32_t nstr, ntypes, ncameo, ncontexts, nmasks;
} Ontology;

bool ontology_open(Ontology *o, const Image *im, EntError *err);
bool ontology_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err);
/* The row of a type and mode (mode may be empty), or -1. */
int32_t ontology_find(const Ontology *o, Str type, Str mode);
/* The row of a code, or -1; a code that has no row takes that of its root ("1822" -> "182" -> "18"). */
int32_t ontology_cameo(const Ontology *o, Str code);

/* The contexts that a word tells of, as a set of bits. */
static inline uint64_t ontology_contexts(const Ontology *o, Key lemma) {
  uint32_t i;
  return lemma && keymap_get(&o->context_words, lemma, &i) && i < o->nmasks ? o->masks[i] : 0;
}

#endif
