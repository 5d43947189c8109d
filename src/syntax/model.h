/* The model as it lies in its file: tables borrowed from the image, products described.  Internal to syntax/. */
#ifndef SYNTAX_MODEL_H
#define SYNTAX_MODEL_H

#include "base/image.h"
#include "syntax/kernel.h"
#include "syntax/syntax.h"

#define MODEL_VERSION 1
#define MODEL_TABLES  7  /* word vectors, then the hashed tables: word, prefix, suffixes of 2, 3, 4, shape.  SYNC features */
#define MODEL_STEPS   10 /* distance buckets to each side */
#define MODEL_BUCKETS (2 * MODEL_STEPS + 1)
#define MODEL_WIDTH   320 /* the widest network that is accepted */
#define MODEL_QK      16  /* width of one attention head's keys */
#define MODEL_HEADS   8
#define MODEL_ARC     128
#define MODEL_LAB     256
#define MODEL_LABELS  512 /* of one kind, at most */

/* The residual stream's way into a product: (r * gain >> 15) + bias, clamped to 7 bits. */
typedef struct Activation {
  const int16_t *gain, *bias;
} Activation;

typedef struct Block {
  bool attention;
  int32_t dilation; /* of a convolution */
  uint32_t heads;   /* of an attention */
  Activation in;
  Product a, g; /* convolution: value and gate */
  Product q, k, v, o;
  const int32_t *bias; /* [heads][MODEL_BUCKETS] */
} Block;

enum TagKind { TAG_UPOS, TAG_XPOS, TAG_FEATS, TAG_NE, TAG_KINDS };

typedef struct VocabSlot {
  uint32_t check, row; /* upper half of the word's hash; row 0: empty */
} VocabSlot;

typedef struct LemmaSlot {
  uint32_t check, place; /* place in lemma_text: a length byte, then the lemma; 0: empty */
} LemmaSlot;

struct Syntax {
  const Kernel *kernel;
  uint32_t width, arc, lab, nblocks;
  const VocabSlot *vocab;
  uint32_t vocab_mask;
  const int8_t *table[MODEL_TABLES];
  uint32_t rows[MODEL_TABLES];
  Block *blocks;
  Activation last;
  Product tag[TAG_KINDS];
  uint8_t *tag_value[2]; /* UPOS, XPOS: label of the file -> enum of the program */
  uint8_t *ne_label;     /* label of the file -> 0 outside, 1 begin and 2 inside of a person, 3 and 4 of an organisation, ... */
  Str *feats;
  Product arc_d, arc_h, arc_t, lab_d, lab_h, lab_o;
  const int16_t *arc_root, *lab_root, *lab_t;
  uint8_t *rel_value;
  uint32_t rel_root;              /* the file's label `root` */
  uint8_t bucket[SYNTAX_MAX + 1]; /* of a distance */
  const uint16_t *exp;
  const uint32_t *lemma_base;
  uint32_t lemma_base_mask;
  const LemmaSlot *lemma_exc;
  uint32_t lemma_exc_mask;
  const uint8_t *lemma_text;
  uint32_t lemma_text_n;
};

/* The hash of vocabulary and lemma tables.  SYNC features */
uint64_t model_hash(const char *p, uint32_t n);

#endif
