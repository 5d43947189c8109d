/* Frames: which words, in which tree, make an act of which type.  The compiled form of lexicon/frames; the format is lexicon/README.md. */
#ifndef WHAT_FRAMES_H
#define WHAT_FRAMES_H

#include "base/arena.h"
#include "base/keymap.h"
#include "what/ontology.h"

/* A step from a token to others.  X(NAME, word in the lexicon) */
#define STEP_LIST(X)                                                                                                            \
  X(SELF, "self") /* the trigger */                                                                                             \
  X(SUBJ, "subj") /* who does it: active subject, passive agent; of a noun: by, possessor, light verb's subject, nationality */ \
  X(OBJ, "obj")   /* whom it is done to: object, passive subject, head of a participle; of a noun: of */                        \
  X(IOBJ, "iobj")                                                                                                               \
  X(CCOMP, "ccomp") /* clause with a subject of its own ("said that ...") */                                                    \
  X(XCOMP, "xcomp") /* infinitive or gerund ("vowed to ..."), also of a noun ("a promise to ...") */                            \
  X(ADVCL, "advcl")                                                                                                             \
  X(POSS, "poss")     /* possessor */                                                                                           \
  X(MOD, "mod")       /* noun or adjective before a noun */                                                                     \
  X(ADV, "adv")       /* adverb */                                                                                              \
  X(LIGHT, "light")   /* the verb that has a noun as object or subject ("carried out" an attack) */                             \
  X(HEAD, "head")     /* the governor */                                                                                        \
  X(BELOW, "below")   /* any word below, relative clauses left out */                                                           \
  X(SENT, "sentence") /* any word of the sentence */                                                                            \
  X(CONJ, "conj")                                                                                                               \
  X(PREP, "prep")       /* the preposition of a noun itself ("in protest") */                                                   \
  X(AUX, "aux")         /* auxiliaries and copula ("will", "must", "was") */                                                    \
  X(NUM, "num")         /* number before a noun */                                                                              \
  X(SPEAKER, "speaker") /* who says the words that it stands in, in its sentence or in the one before a quotation goes on */    \
  X(CASE, "")           /* any other word: a preposition, its noun */

enum StepOp {
#define X(name, word) STEP_##name,
  STEP_LIST(X)
#undef X
      STEP_OPS
};

typedef struct StepRec {
  Key word; /* of STEP_CASE */
  uint32_t op, pad;
} StepRec;

typedef struct PathRec {
  uint32_t first, n; /* steps */
  uint32_t joined;   /* 1: pooled with the path before it (`&`); 0: an alternative, used where those before gave nothing (`|`) */
} PathRec;

typedef struct RoleExpr {
  uint32_t first, n; /* paths; n 0: no such role */
} RoleExpr;

enum Kind {
  KIND_NONE,
  KIND_ACTOR,
  KIND_STATE,
  KIND_PERSON,
  KIND_GROUP,
  KIND_ORGANISATION,
  KIND_NUMBER,
  KIND_NAME,
  KIND_BODY,
  KIND_COUNTRY,
  KIND_PLACE,
  KIND_OFFICIAL
};

typedef struct CondRec {
  RoleExpr path;
  uint32_t first, n; /* words, 0: is there anything */
  uint8_t negate;    /* the condition must not hold */
  uint8_t kind;      /* `is KIND` */
  uint8_t pad[2];
} CondRec;

typedef struct WordRec {
  Key key;
  uint32_t is_class, pad;
} WordRec;

typedef struct CodeRec {
  uint32_t type;     /* row of the ontology */
  uint32_t cameo;    /* string */
  uint32_t first, n; /* conditions */
} CodeRec;

enum FrameFlag {
  FRAME_MUTUAL = 1,
  FRAME_NEED_WHO = 2,
  FRAME_NEED_WHOM = 4,
  FRAME_SHOWS = 8 /* its content may be coded too */,
  FRAME_NONE = 16 /* yields no event: it only takes the trigger away from other frames */,
  FRAME_SWAP_EMPTY = 32,
  FRAME_ALONE = 64,   /* may stand without any party */
  FRAME_PEOPLE = 128, /* who is acted on are people, whatever they are called */
  FRAME_ANSWERS = 256 /* without another side of its own it is towards the doer of the act told before */
};

typedef struct FrameRec {
  uint32_t name, file, line;
  RoleExpr who, whom, place;
  uint32_t first_cond, nconds, first_code, ncodes;
  uint32_t flags;
  int32_t weight; /* the heavier frame wins a trigger; by default the number of its conditions */
} FrameRec;

enum TriggerPos { POS_VERB = 1, POS_NOUN = 2, POS_ADJ = 4 };

typedef struct TriggerRec {
  uint32_t frame;
  uint32_t pos;
  Key part; /* particle of a verb ("out"), word before a noun ("air"), or 0 */
} TriggerRec;

typedef struct ExampleRec {
  uint32_t frame, line;
  uint32_t text, expect; /* strings; expect empty: must not code */
} ExampleRec;

typedef struct Frames {
  Ontology onto;
  const char *str;
  const FrameRec *frames;
  const CondRec *conds;
  const CodeRec *codes;
  const PathRec *paths;
  const StepRec *steps;
  const WordRec *words;
  const TriggerRec *triggers;
  const ExampleRec *examples;
  uint32_t nstr, nframes, nconds, ncodes, npaths, nsteps, nwords, ntriggers, nexamples;
  KeyMap by_lemma;     /* to the first trigger of a lemma */
  const uint32_t *run; /* on the first trigger of a lemma: how many there are */
} Frames;

bool frames_open(Frames *f, const Image *im, EntError *err);
bool frames_compile(Arena *scratch, const char *dir, const Image *base, ImageWriter *w, EntError *err);

#endif
