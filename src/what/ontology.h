/* Event types, modes and CAMEO codes: the compiled form of lexicon/ontology.  No type is named in C. */
#ifndef WHAT_ONTOLOGY_H
#define WHAT_ONTOLOGY_H

#include "base/arena.h"
#include "base/keymap.h"

/* What the rooms of the pipeline ask of a type or a mode; words of lexicon/ontology/types.txt. */
#define TYPE_TRAITS(X)                                                                     \
  X(PROMISE, "promise") /* made where it is told, whatever the day it is for */            \
  X(MEETING, "meeting") /* its parties come to its place */                                \
  X(VISIT, "visits")    /* its place is that of the one who is visited */                  \
  X(DESK, "desk")       /* done from a desk: where it was voiced is its place */           \
  X(FORCE, "force")     /* any place of its sentence may be where it was */                \
  X(ATTACK, "attack")   /* who claims it did it */                                         \
  X(CROWD, "crowd")     /* a nation that does it is its people */                          \
  X(BLAME, "blames")    /* its content tells wrongs, and who suffers them is not blamed */ \
  X(ASK, "asks")        /* of somebody; against whom it is asked is no other side */       \
  X(TAKE, "takes")      /* from a foe, whom the sentence may name elsewhere */             \
  X(ABROAD, "abroad")   /* done to another country */

enum {
#define X(name, word) TRAIT_BIT_##name,
  TYPE_TRAITS(X)
#undef X
};
enum {
#define X(name, word) TRAIT_##name = 1 << TRAIT_BIT_##name,
  TYPE_TRAITS(X)
#undef X
};

typedef struct TypeRec {
  uint32_t type, mode; /* strings; mode empty on the type's own row */
  int32_t score;       /* PLOVER's, in hundredths */
  uint8_t quad;        /* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict */
  uint8_t hides;       /* 1: what is demanded, threatened, promised or charged is no second event */
  uint16_t traits;     /* TRAIT_*; a mode has those of its type too */
  uint32_t future;     /* string: the type that it becomes as a promise ("AGREE"), or empty */
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
/* The sections of another image's ontology, which is open as `o`. */
void ontology_copy(const Ontology *o, ImageWriter *w);
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
