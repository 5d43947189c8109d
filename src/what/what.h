/* Acts: frames matched on trees, with their roles, status and who says so. */
#ifndef WHAT_WHAT_H
#define WHAT_WHAT_H

#include "what/frames.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

enum { WHAT_LEXICONS = WHO_LEXICONS, ROLE_HEADS = 64 };

/* What is known, shared and read-only. */
typedef struct What {
  const Who *who;
  Frames frames[WHAT_LEXICONS];
  uint32_t n;
  Key classes[48]; /* SYNC what words (src/what/what.c) */
} What;

bool what_add(What *w, const Who *who, const Image *im, EntError *err);

/* What stands in a document before acts are looked for. */
typedef struct Stage {
  const What *what;
  Doc *d;
  const Mentions *who;
  const Timexes *when;
  const Places *where;
} Stage;

/* A list of tokens, none twice. */
typedef struct Heads {
  uint32_t at[ROLE_HEADS];
  uint32_t n;
} Heads;

enum Status { STATUS_ACTUAL, STATUS_FUTURE, STATUS_HYPOTHETICAL, STATUS_NEGATED, STATUS_HISTORICAL };
const char *status_text(int status);

typedef struct Act {
  uint32_t trigger; /* token */
  uint32_t sent;
  uint32_t lex, frame, code; /* frames[lex].frames[frame], .codes[code] */
  Heads who, whom;           /* heads with a mention each */
  Heads place;               /* by the frame's `at` */
  Heads source;              /* who says so */
  uint8_t status;
  int32_t status_token; /* the word that shows the status, or -1 */
  int32_t timex;        /* index in when, or -1 */
  int32_t where;        /* index in where, or -1 */
  int32_t near;         /* the place nearest in the tree, said of the act or not: where its people are at home; or -1 */
  int32_t stays;        /* where none is said of it: the place of the act told before, in where, or -1 */
  bool background;      /* told as done before: pluperfect, "following the ouster" */
  bool already;         /* perfect without a time word */
  bool answers;         /* towards whom the act told before says */
  bool future_promise;  /* becomes the type's promise (ontology `future`) */
  uint32_t first, last; /* tokens of the words that carry it */
} Act;

typedef struct Acts {
  Act *at;
  uint32_t n;
} Acts;

/* Why a frame held or not, for explain: called for each frame tried. */
typedef struct Tried {
  uint32_t trigger, lex, frame;
  const char *why; /* "held", or what failed; static */
  uint32_t line;   /* of the frame, in its file */
} Tried;
typedef void TriedFn(void *ctx, const Tried *t);

/* Finds the acts of all sentences, in text order, in d->arena.  tried may be NULL. */
void what_find(const Stage *s, Acts *out, TriedFn *tried, void *ctx);

/* Reported speech: who says, the word that says so, what is said. */
typedef struct Attribution {
  int32_t source;       /* token of the source's head, or -1 */
  uint32_t cue;         /* token */
  uint32_t first, last; /* tokens of the content */
} Attribution;
typedef struct Attributions {
  Attribution *at;
  uint32_t n;
} Attributions;
void what_attributions(const Stage *s, Attributions *out);

#endif
