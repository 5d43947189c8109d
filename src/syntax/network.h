/* The network over a batch of whole sentences.  Internal to syntax/. */
#ifndef SYNTAX_NETWORK_H
#define SYNTAX_NETWORK_H

#include "syntax/arbor.h"
#include "syntax/model.h"

#define BATCH (2 * SYNTAX_MAX) /* words; a piece that does not fit waits for the next batch */

/* A sentence, or a part of a long one, in the batch. */
typedef struct Piece {
  uint32_t first;  /* token of the document */
  uint32_t row, n; /* rows of the batch */
  bool later;      /* not the first part of its sentence */
  bool caseless;   /* of a sentence in capitals */
} Piece;

enum { NAME_KINDS = 4, NAME_ENDS = 6 }; /* from NE_PERSON on; ends of a name to each side of its head, at most */

/* How much a word looks like the first or a later word of a name of each kind rather than a word outside, in 1/1024. */
typedef struct NameScore {
  int32_t begin[NAME_KINDS], inside[NAME_KINDS];
} NameScore;

/* A name that may stand in a piece. */
typedef struct NameSpan {
  uint32_t first, last, head;
  uint32_t next;             /* one with the same last word, counted from 1; 0: no more */
  int64_t score[NAME_KINDS]; /* of each kind against no name */
} NameSpan;

struct SyntaxWork {
  Piece piece[BATCH];
  uint32_t pieces, rows;
  const int8_t *(*feat)[MODEL_TABLES]; /* [BATCH] */
  int16_t *r;                          /* [BATCH][width]: the residual stream */
  uint8_t *u, *x;                      /* [BATCH][width], [BATCH][3 * width] */
  int32_t *y, *y2;                     /* sums of one strip */
  int16_t *q, *k, *v, *kt;             /* attention; kt: [heads * MODEL_QK][ARBOR_STRIDE] of one sentence */
  int16_t *ad, *ah, *ht;               /* arcs; ht: [arc][ARBOR_STRIDE] of one sentence */
  int32_t *at;                         /* [BATCH][32] */
  int16_t *ld, *lh;                    /* labels */
  uint8_t *z;                          /* [BATCH][lab] */
  int32_t *score;                      /* [SYNTAX_MAX][ARBOR_STRIDE] */
  uint16_t (*tag)[TAG_NE];             /* [BATCH] */
  NameScore *name;                     /* [BATCH] */
  NameSpan *span;                      /* those of one piece: NAME_ENDS squared for each word at most */
  VEC(NameSpan) names;                 /* of the document so far, in its arena */
  uint16_t *head, *rel;                /* [BATCH]; head within the piece, 1-based, 0 root */
  Arbor *arbor;
  void *block; /* what the pointers above lie in */
};

/* Fills tag, head and rel of w's batch from feat and piece. */
void network_run(const Syntax *s, SyntaxWork *w);

#endif
