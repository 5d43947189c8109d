/* The forward pass, as train/student.py describes it: a sum of table rows, blocks over a residual stream, then the heads.  SYNC network
**
** Fixed point: the stream is in 1/1024, a product's inputs in 1/64 around 64, attention's keys and the arcs' vectors in 1/32, arc scores
** in 1/8192.  Products run over strips of rows so that their sums stay in the first cache. */
#include "syntax/network.h"

#include <stdlib.h>

enum { STRIP = 24, PAD_INPUT = 64, NAME_LIMIT = 1 << 17 };

static size_t up64(size_t n) { return (n + 63) / 64 * 64; }

/* Lays the buffers into one block; with base NULL only counts. */
static size_t lay_out(const Syntax *s, SyntaxWork *w, char *base) {
  size_t at = 0, d = s->width, widest = d * 3;
#define PLACE(field, count)                             \
  do {                                                  \
    if (base) w->field = (void *)(base + at);           \
    at = up64(at + sizeof *w->field * (size_t)(count)); \
  } while (0)
  if (widest < MODEL_LABELS) widest = MODEL_LABELS;
  PLACE(feat, BATCH);
  PLACE(r, BATCH * d);
  PLACE(u, BATCH * d);
  PLACE(x, BATCH * 3 * d);
  PLACE(y, STRIP * widest);
  PLACE(y2, STRIP * widest);
  PLACE(q, BATCH * MODEL_HEADS * MODEL_QK);
  PLACE(k, BATCH * MODEL_HEADS * MODEL_QK);
  PLACE(v, BATCH * d);
  PLACE(kt, MODEL_HEADS * MODEL_QK * ARBOR_STRIDE);
  PLACE(ad, BATCH * MODEL_ARC);
  PLACE(ah, BATCH * MODEL_ARC);
  PLACE(ht, MODEL_ARC * ARBOR_STRIDE);
  PLACE(at, BATCH * 32);
  PLACE(ld, BATCH * MODEL_LAB);
  PLACE(lh, BATCH * MODEL_LAB);
  PLACE(z, BATCH * MODEL_LAB);
  PLACE(score, SYNTAX_MAX * ARBOR_STRIDE);
  PLACE(tag, BATCH);
  PLACE(name, BATCH);
  PLACE(span, SYNTAX_MAX * NAME_ENDS * NAME_ENDS);
  PLACE(head, BATCH);
  PLACE(rel, BATCH);
#undef PLACE
  return at;
}

SyntaxWork *syntax_work_new(const Syntax *s) {
  SyntaxWork *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  size_t n = lay_out(s, w, NULL);
  w->block = aligned_alloc(64, up64(n));
  w->arbor = arbor_new();
  if (!w->block || !w->arbor) {
    syntax_work_free(w);
    return NULL;
  }
  memset(w->block, 0, n);
  lay_out(s, w, w->block);
  return w;
}

void syntax_work_free(SyntaxWork *w) {
  if (!w) return;
  arbor_free(w->arbor);
  free(w->block);
  free(w);
}

/* Rows of x through a product to 16 bits. */
static void project16(const Syntax *s, SyntaxWork *w, const Product *p, const uint8_t *x, int32_t lo, int32_t hi, int16_t *out) {
  for (uint32_t t = 0; t < w->rows; t += STRIP) {
    uint32_t n = w->rows - t < STRIP ? w->rows - t : STRIP;
    s->kernel->product(p, x + (size_t)t * p->in, n, w->y);
    for (uint32_t i = 0; i < n; i++) s->kernel->to16(w->y + i * p->pad, p, lo, hi, out + (size_t)(t + i) * p->pad);
  }
}

static void project32(const Syntax *s, SyntaxWork *w, const Product *p, const uint8_t *x, int32_t *out) {
  for (uint32_t t = 0; t < w->rows; t += STRIP) {
    uint32_t n = w->rows - t < STRIP ? w->rows - t : STRIP;
    s->kernel->product(p, x + (size_t)t * p->in, n, w->y);
    for (uint32_t i = 0; i < n; i++) s->kernel->to32(w->y + i * p->pad, p, out + (size_t)(t + i) * p->pad);
  }
}

/* The index of the highest score of each row; the first of equals, `barred` left out. */
static void project_best(const Syntax *s, SyntaxWork *w, const Product *p, const uint8_t *x, uint32_t barred, uint16_t *out,
                         uint32_t stride) {
  for (uint32_t t = 0; t < w->rows; t += STRIP) {
    uint32_t n = w->rows - t < STRIP ? w->rows - t : STRIP;
    s->kernel->product(p, x + (size_t)t * p->in, n, w->y);
    for (uint32_t i = 0; i < n; i++) {
      s->kernel->to32(w->y + i * p->pad, p, w->y2);
      uint32_t best = barred == 0 ? 1 : 0;
      for (uint32_t o = 0; o < p->out; o++)
        if (w->y2[o] > w->y2[best] && o != barred) best = o;
      out[(size_t)(t + i) * stride] = (uint16_t)best;
    }
  }
}

static int32_t clamped(int64_t v) { return (int32_t)(v > NAME_LIMIT ? NAME_LIMIT : v < -NAME_LIMIT ? -NAME_LIMIT : v); }

static NameScore name_score(const Syntax *s, const int32_t *y, uint32_t n) {
  int32_t of[1 + 2 * NAME_KINDS];
  NameScore score;
  for (int k = 0; k <= 2 * NAME_KINDS; k++) of[k] = -NAME_LIMIT;
  for (uint32_t o = 0; o < n; o++) of[s->ne_label[o]] = y[o];
  for (int k = 0; k < NAME_KINDS; k++) {
    score.begin[k] = clamped((int64_t)of[1 + 2 * k] - of[0]);
    score.inside[k] = clamped((int64_t)of[2 + 2 * k] - of[0]);
  }
  return score;
}

static void project_names(const Syntax *s, SyntaxWork *w) {
  const Product *p = &s->tag[TAG_NE];
  for (uint32_t t = 0; t < w->rows; t += STRIP) {
    uint32_t n = w->rows - t < STRIP ? w->rows - t : STRIP;
    s->kernel->product(p, w->u + (size_t)t * p->in, n, w->y);
    for (uint32_t i = 0; i < n; i++) {
      s->kernel->to32(w->y + i * p->pad, p, w->y2);
      w->name[t + i] = name_score(s, w->y2, p->out);
    }
  }
}

static void activate_all(const Syntax *s, SyntaxWork *w, const Activation *a) {
  size_t d = s->width;
  for (uint32_t i = 0; i < w->rows; i++) s->kernel->activate(w->r + i * d, a->gain, a->bias, w->u + i * d, s->width);
}

/* Each word with its neighbours at the dilation; beyond the ends stands zero. */
static void convolve(const Syntax *s, SyntaxWork *w, const Block *b) {
  size_t d = s->width;
  uint32_t k = (uint32_t)b->dilation;
  activate_all(s, w, &b->in);
  for (uint32_t p = 0; p < w->pieces; p++) {
    const Piece *pc = &w->piece[p];
    for (uint32_t i = 0; i < pc->n; i++) {
      const uint8_t *u = w->u + (pc->row + i) * d;
      uint8_t *x = w->x + (pc->row + i) * 3 * d;
      if (i >= k) memcpy(x, u - k * d, d);
      else memset(x, PAD_INPUT, d);
      memcpy(x + d, u, d);
      if (i + k < pc->n) memcpy(x + 2 * d, u + k * d, d);
      else memset(x + 2 * d, PAD_INPUT, d);
    }
  }
  for (uint32_t t = 0; t < w->rows; t += STRIP) {
    uint32_t n = w->rows - t < STRIP ? w->rows - t : STRIP;
    s->kernel->product(&b->a, w->x + t * 3 * d, n, w->y);
    s->kernel->product(&b->g, w->x + t * 3 * d, n, w->y2);
    for (uint32_t i = 0; i < n; i++) s->kernel->gate(w->y + i * d, w->y2 + i * d, &b->a, &b->g, w->r + (t + i) * d);
  }
}

/* [n][width] to [width][ARBOR_STRIDE], from column `from` on; the columns past n are zero up to a multiple of 16. */
static void transpose(const int16_t *x, uint32_t n, uint32_t width, uint32_t from, int16_t *t) {
  uint32_t end = (n + from + 15) / 16 * 16;
  for (uint32_t c = 0; c < width; c++) {
    int16_t *row = t + (size_t)c * ARBOR_STRIDE;
    for (uint32_t j = 0; j < n; j++) row[from + j] = x[(size_t)j * width + c];
    for (uint32_t j = n + from; j < end; j++) row[j] = 0;
  }
}

static uint32_t bucket_of(const Syntax *s, uint32_t i, uint32_t j) {
  if (i == j) return MODEL_BUCKETS - 1;
  return i > j ? s->bucket[i - j] : (uint32_t)s->bucket[j - i] + MODEL_STEPS;
}

/* Scores to weights that add up to 16384 at most. */
static void soften(const Syntax *s, int32_t *score, uint32_t n) {
  int32_t top = score[0];
  for (uint32_t j = 1; j < n; j++) top = score[j] > top ? score[j] : top;
  uint32_t sum = 0;
  for (uint32_t j = 0; j < n; j++) {
    uint32_t down = ((uint32_t)(top - score[j]) + 128) >> 8;
    score[j] = s->exp[down > 255 ? 255 : down];
    sum += (uint32_t)score[j];
  }
  uint32_t scale = (1u << 30) / (sum ? sum : 1);
  for (uint32_t j = 0; j < n; j++) score[j] = (int32_t)((uint32_t)score[j] * scale >> 16);
}

static void attend_piece(const Syntax *s, SyntaxWork *w, const Block *b, const Piece *p) {
  uint32_t d = s->width, hd = d / b->heads, kw = b->heads * MODEL_QK;
  int32_t score[ARBOR_STRIDE], o[MODEL_WIDTH];
  transpose(w->k + (size_t)p->row * kw, p->n, kw, 0, w->kt);
  for (uint32_t h = 0; h < b->heads; h++) {
    const int32_t *bias = b->bias + h * MODEL_BUCKETS;
    for (uint32_t i = 0; i < p->n; i++) {
      s->kernel->dots(w->q + (size_t)(p->row + i) * kw + h * MODEL_QK, MODEL_QK, w->kt + (size_t)h * MODEL_QK * ARBOR_STRIDE, ARBOR_STRIDE,
                      p->n, score);
      for (uint32_t j = 0; j < p->n; j++) score[j] += bias[bucket_of(s, i, j)];
      soften(s, score, p->n);
      s->kernel->mix(score, p->n, w->v + (size_t)p->row * d + h * hd, d, hd, o);
      uint8_t *x = w->x + (size_t)(p->row + i) * d + h * hd;
      for (uint32_t c = 0; c < hd; c++) x[c] = (uint8_t)(((o[c] + 8192) >> 14) + 64);
    }
  }
}

static void attend(const Syntax *s, SyntaxWork *w, const Block *b) {
  size_t d = s->width;
  activate_all(s, w, &b->in);
  project16(s, w, &b->q, w->u, -127, 127, w->q);
  project16(s, w, &b->k, w->u, -127, 127, w->k);
  project16(s, w, &b->v, w->u, -64, 63, w->v);
  for (uint32_t p = 0; p < w->pieces; p++) attend_piece(s, w, b, &w->piece[p]);
  project16(s, w, &b->o, w->x, -32768, 32767, w->v);
  for (uint32_t i = 0; i < w->rows; i++) s->kernel->add(w->r + i * d, w->v + i * d, s->width);
}

static void find_heads(const Syntax *s, SyntaxWork *w, const Piece *p) {
  uint32_t n = p->n, arc = s->arc;
  for (uint32_t c = 0; c < arc; c++) w->ht[(size_t)c * ARBOR_STRIDE] = s->arc_root[c];
  transpose(w->ah + (size_t)p->row * arc, n, arc, 1, w->ht);
  for (uint32_t i = 0; i < n; i++) {
    int32_t *score = w->score + (size_t)i * ARBOR_STRIDE;
    const int32_t *t = w->at + (size_t)(p->row + i) * 32;
    s->kernel->dots(w->ad + (size_t)(p->row + i) * arc, arc, w->ht, ARBOR_STRIDE, n + 1, score);
    score[0] += t[MODEL_BUCKETS - 1];
    for (uint32_t j = 0; j < n; j++) score[j + 1] += t[bucket_of(s, i, j)];
  }
  arbor_solve(w->arbor, w->score, n, w->head + p->row);
}

/* The hidden layer of the labels, each word with its head. */
static void join_heads(const Syntax *s, SyntaxWork *w, const Piece *p) {
  size_t lab = s->lab;
  for (uint32_t i = 0; i < p->n; i++) {
    uint32_t h = w->head[p->row + i], b = h ? bucket_of(s, i, h - 1) : MODEL_BUCKETS - 1;
    const int16_t *over = h ? w->lh + (p->row + h - 1) * lab : s->lab_root;
    s->kernel->hidden(w->ld + (p->row + i) * lab, over, s->lab_t + b * lab, w->z + (p->row + i) * lab, s->lab);
  }
}

void network_run(const Syntax *s, SyntaxWork *w) {
  size_t d = s->width;
  for (uint32_t i = 0; i < w->rows; i++) s->kernel->sum_rows(w->feat[i], MODEL_TABLES, w->r + i * d, s->width);
  for (uint32_t i = 0; i < s->nblocks; i++) {
    if (s->blocks[i].attention) attend(s, w, &s->blocks[i]);
    else convolve(s, w, &s->blocks[i]);
  }
  activate_all(s, w, &s->last);
  for (int k = 0; k < TAG_NE; k++) project_best(s, w, &s->tag[k], w->u, UINT32_MAX, &w->tag[0][k], TAG_NE);
  project_names(s, w);
  project16(s, w, &s->arc_d, w->u, -127, 127, w->ad);
  project16(s, w, &s->arc_h, w->u, -127, 127, w->ah);
  project32(s, w, &s->arc_t, w->u, w->at);
  project16(s, w, &s->lab_d, w->u, -32767, 32767, w->ld);
  project16(s, w, &s->lab_h, w->u, -32767, 32767, w->lh);
  for (uint32_t p = 0; p < w->pieces; p++) {
    find_heads(s, w, &w->piece[p]);
    join_heads(s, w, &w->piece[p]);
  }
  project_best(s, w, &s->lab_o, w->z, s->rel_root, w->rel, 1);
}
