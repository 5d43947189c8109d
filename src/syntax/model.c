/* Reads the model file (written by train/export.py) where it lies: after these checks every table can be used without a look at its size.
** SYNC model */
#include "syntax/model.h"

#include <stdlib.h>

typedef struct Reader {
  const uint8_t *p;
  size_t at, n;
  bool bad;
} Reader;

uint64_t model_hash(const char *p, uint32_t n) {
  uint64_t h = 0xCBF29CE484222325ull;
  for (uint32_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 0x100000001B3ull;
  return h ^ (h >> 29);
}

/* `count` elements from the section; what follows them starts at a multiple of 64. */
static const void *take(Reader *r, size_t count, size_t size) {
  size_t bytes = count * size;
  if (r->bad || bytes > r->n - r->at) {
    r->bad = true;
    return NULL;
  }
  const void *p = r->p + r->at;
  size_t next = r->at + (bytes + 63) / 64 * 64;
  r->at = next < r->n ? next : r->n;
  return p;
}

static Product take_product(Reader *r, uint32_t in, uint32_t out) {
  Product p = {.in = in, .out = out, .pad = (out + 15) / 16 * 16};
  p.plus = take(r, p.pad, 4);
  p.mul = take(r, p.pad, 4);
  p.shift = take(r, p.pad, 4);
  p.w = take(r, (size_t)in * p.pad, 1);
  for (uint32_t i = 0; !r->bad && i < out; i++) r->bad = p.shift[i] < 1 || p.shift[i] > 30;
  for (uint32_t i = out; !r->bad && i < p.pad; i++) r->bad = p.shift[i] < 0 || p.shift[i] > 30;
  return p;
}

static Activation take_activation(Reader *r, uint32_t d) {
  Activation a;
  a.gain = take(r, d, 2);
  a.bias = take(r, d, 2);
  for (uint32_t i = 0; !r->bad && i < d; i++) r->bad = a.gain[i] == INT16_MIN; /* pmulhrsw's one case of its own */
  return a;
}

static void take_block(Syntax *s, Reader *r, Block *b) {
  uint32_t d = s->width;
  b->in = take_activation(r, d);
  if (!b->attention) {
    b->a = take_product(r, 3 * d, d);
    b->g = take_product(r, 3 * d, d);
    return;
  }
  b->q = take_product(r, d, b->heads * MODEL_QK);
  b->k = take_product(r, d, b->heads * MODEL_QK);
  b->v = take_product(r, d, d);
  b->o = take_product(r, d, d);
  b->bias = take(r, (size_t)b->heads * MODEL_BUCKETS, 4);
  for (uint32_t i = 0; !r->bad && i < b->heads * MODEL_BUCKETS; i++) r->bad = b->bias[i] < -(1 << 28) || b->bias[i] > 1 << 28;
}

/* Values of the config section, in order.  SYNC model */
enum { C_WIDTH, C_STEPS, C_ARC, C_LAB, C_QK, C_UPOS, C_XPOS, C_FEATS, C_NE, C_REL, C_TABLES, C_BLOCKS, C_FIXED };

static bool config_ok(const int32_t *c, uint32_t n) {
  if (n < C_FIXED || c[C_BLOCKS] < 1 || c[C_BLOCKS] > 64 || n != (uint32_t)(C_FIXED + 2 * c[C_BLOCKS] + MODEL_STEPS)) return false;
  if (c[C_WIDTH] < 64 || c[C_WIDTH] > MODEL_WIDTH || c[C_WIDTH] % 32 || c[C_STEPS] != MODEL_STEPS || c[C_QK] != MODEL_QK) return false;
  if (c[C_ARC] < 16 || c[C_ARC] > MODEL_ARC || c[C_ARC] % 16 || c[C_LAB] < 16 || c[C_LAB] > MODEL_LAB || c[C_LAB] % 16) return false;
  for (int i = C_UPOS; i <= C_REL; i++)
    if (c[i] < 1 || c[i] > MODEL_LABELS) return false;
  if (c[C_TABLES] != MODEL_TABLES - 1) return false;
  for (int i = 0; i < c[C_BLOCKS]; i++) {
    int32_t kind = c[C_FIXED + 2 * i], x = c[C_FIXED + 2 * i + 1];
    if (kind == 0 ? x < 1 || x > 16 : kind != 1 || x < 1 || x > MODEL_HEADS || c[C_WIDTH] / x % 16 || c[C_WIDTH] % x) return false;
  }
  const int32_t *steps = c + C_FIXED + 2 * c[C_BLOCKS];
  for (int i = 0; i < MODEL_STEPS; i++)
    if (steps[i] != (i ? steps[i] : 1) || (i && steps[i] <= steps[i - 1])) return false;
  return true;
}

/* 0 outside, 1 + 2k the first word of a name of kind k, 2 + 2k a later one. */
static uint8_t name_label(Str s) {
  static const char *const kinds[] = {"person", "organisation", "place", "other"};
  for (uint8_t k = 0; s.n > 2 && k < 4; k++)
    if (str_is(str_from(s, 2), kinds[k])) return (uint8_t)(1 + 2 * k + (s.p[0] == 'I'));
  return 0;
}

static uint8_t number(int v) { return (uint8_t)(v < 0 ? 0 : v); }

/* The names of the labels, as the program's own numbers. */
static bool take_labels(Syntax *s, Arena *a, const int32_t *c, Str text) {
  Str line;
  s->tag_value[TAG_UPOS] = ARENA_ARRAY(a, uint8_t, (uint32_t)c[C_UPOS]);
  s->tag_value[TAG_XPOS] = ARENA_ARRAY(a, uint8_t, (uint32_t)c[C_XPOS]);
  s->feats = ARENA_ARRAY(a, Str, (uint32_t)c[C_FEATS]);
  s->ne_label = ARENA_ARRAY(a, uint8_t, (uint32_t)c[C_NE]);
  s->rel_value = ARENA_ARRAY(a, uint8_t, (uint32_t)c[C_REL]);
  s->rel_root = (uint32_t)c[C_REL];
  for (int kind = C_UPOS; kind <= C_REL; kind++)
    for (uint32_t i = 0; i < (uint32_t)c[kind]; i++) {
      if (!str_line(&text, &line)) return false;
      if (kind == C_UPOS) s->tag_value[TAG_UPOS][i] = number(upos_find(line));
      if (kind == C_XPOS) s->tag_value[TAG_XPOS][i] = number(xpos_find(line));
      if (kind == C_FEATS) s->feats[i] = str_is(line, "_") ? (Str){line.p, 0} : line;
      if (kind == C_NE) s->ne_label[i] = name_label(line);
      if (kind == C_REL) s->rel_value[i] = number(deprel_find(line));
      if (kind == C_REL && s->rel_value[i] == DEP_ROOT) s->rel_root = i;
    }
  return s->rel_root < (uint32_t)c[C_REL] && c[C_REL] > 1 && text.n == 0;
}

/* A hash table's slots: a power of two of them, one empty at least, so that every search ends. */
static bool slots_ok(const uint32_t *p, uint32_t n, uint32_t words, uint32_t value, uint32_t limit, uint32_t *mask_out) {
  if (!p || n == 0 || (n & (n - 1))) return false;
  *mask_out = n - 1;
  bool empty = false;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t v = p[i * words + value];
    if (v >= limit) return false;
    empty = empty || v == 0;
  }
  return empty;
}

static const char *const table_names[MODEL_TABLES] = {"t.glove", "t.word", "t.pre", "t.suf2", "t.suf3", "t.suf4", "t.shape"};

static bool take_tables(Syntax *s, const Image *im, EntError *err) {
  uint32_t n;
  for (int i = 0; i < MODEL_TABLES; i++) {
    s->table[i] = image_section(im, table_names[i], 1, &n, err);
    if (!s->table[i]) return false;
    s->rows[i] = n / s->width;
    if (n == 0 || n % s->width || (i && (s->rows[i] & (s->rows[i] - 1))))
      return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad table '%s'", table_names[i]);
  }
  const uint32_t *vocab = image_section(im, "vocab", 8, &n, err);
  if (!slots_ok(vocab, n, 2, 1, s->rows[0], &s->vocab_mask)) return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad vocabulary");
  s->vocab = (const VocabSlot *)vocab;
  return true;
}

static bool lemma_places_ok(const Syntax *s, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = s->lemma_exc[i].place;
    if (at && s->lemma_text[at] > s->lemma_text_n - at - 1) return false;
  }
  return true;
}

static bool take_lemmas(Syntax *s, const Image *im, EntError *err) {
  uint32_t n;
  s->lemma_text = image_section(im, "lem.text", 1, &s->lemma_text_n, err);
  s->lemma_base = image_section(im, "lem.base", 4, &n, err);
  if (!s->lemma_text || !slots_ok(s->lemma_base, n, 1, 0, UINT32_MAX, &s->lemma_base_mask))
    return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad list of bases");
  const uint32_t *exc = image_section(im, "lem.exc", 8, &n, err);
  if (!slots_ok(exc, n, 2, 1, s->lemma_text_n, &s->lemma_exc_mask))
    return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad list of lemmas");
  s->lemma_exc = (const LemmaSlot *)exc;
  return lemma_places_ok(s, n) || err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad list of lemmas");
}

static bool take_net(Syntax *s, const int32_t *c, Reader *r) {
  uint32_t d = s->width;
  for (uint32_t i = 0; i < s->nblocks; i++) take_block(s, r, &s->blocks[i]);
  s->last = take_activation(r, d);
  for (int k = 0; k < TAG_KINDS; k++) s->tag[k] = take_product(r, d, (uint32_t)c[C_UPOS + k]);
  s->arc_d = take_product(r, d, s->arc);
  s->arc_h = take_product(r, d, s->arc);
  s->arc_t = take_product(r, d, MODEL_BUCKETS);
  s->arc_root = take(r, s->arc, 2);
  s->lab_d = take_product(r, d, s->lab);
  s->lab_h = take_product(r, d, s->lab);
  s->lab_root = take(r, s->lab, 2);
  s->lab_t = take(r, (size_t)MODEL_BUCKETS * s->lab, 2);
  s->lab_o = take_product(r, s->lab, (uint32_t)c[C_REL]);
  return !r->bad && r->at == r->n;
}

static bool take_all(Syntax *s, Arena *a, const Image *im, EntError *err) {
  uint32_t n;
  const int32_t *c = image_section(im, "config", 4, &n, err);
  if (!c) return false;
  if (!config_ok(c, n)) return err_at(err, ENT_EDATA, im->name, 0, 0, "describes a network that this program does not know");
  s->width = (uint32_t)c[C_WIDTH], s->arc = (uint32_t)c[C_ARC], s->lab = (uint32_t)c[C_LAB], s->nblocks = (uint32_t)c[C_BLOCKS];
  s->blocks = ARENA_ARRAY(a, Block, s->nblocks);
  for (uint32_t i = 0; i < s->nblocks; i++) {
    const int32_t *b = c + C_FIXED + 2 * i;
    s->blocks[i] = (Block){.attention = b[0] == 1, .dilation = b[1], .heads = (uint32_t)b[1]};
  }
  const int32_t *steps = c + C_FIXED + 2 * s->nblocks;
  for (int32_t i = 1; i <= SYNTAX_MAX; i++)
    for (int k = 0; k < MODEL_STEPS; k++)
      if (i >= steps[k]) s->bucket[i] = (uint8_t)k;
  const char *labels = image_section(im, "labels", 1, &n, err);
  if (!labels || n == 0 || labels[n - 1] != '\n' || !take_labels(s, a, c, (Str){labels, n}))
    return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad list of labels");
  Reader r = {0};
  r.p = image_section(im, "net", 1, &n, err);
  r.n = n;
  if (!r.p || !take_net(s, c, &r)) return err_at(err, ENT_EDATA, im->name, 0, 0, "has weights of another size than it says");
  s->exp = image_section(im, "exp", 2, &n, err);
  bool ok = s->exp && n == 256 && s->exp[0] == 16384;
  for (uint32_t i = 0; ok && i < n; i++) ok = s->exp[i] <= 16384;
  if (!ok) return err_at(err, ENT_EDATA, im->name, 0, 0, "has a bad table of powers");
  return take_tables(s, im, err) && take_lemmas(s, im, err);
}

static const Kernel *const kernels[] = {&kernel_vnni, &kernel_avx2, &kernel_sse2, &kernel_dot, &kernel_neon, &kernel_c};

bool syntax_set_kernel(Syntax *s, const char *name) {
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
    if (strcmp(kernels[i]->name, name) == 0 && kernels[i]->here()) {
      s->kernel = kernels[i];
      return true;
    }
  return false;
}

const char *syntax_kernel(const Syntax *s) { return s->kernel->name; }

Syntax *syntax_open(Arena *engine, const void *bytes, size_t n, const char *name, EntError *err) {
  Image im;
  if (!image_open(&im, bytes, n, name, MODEL_VERSION, err)) return NULL;
  Syntax *s = ARENA_NEW(engine, Syntax);
  if (!take_all(s, engine, &im, err)) return NULL;
  const char *wanted = getenv("ENTENTE_KERNEL");
  if (wanted && syntax_set_kernel(s, wanted)) return s;
  for (size_t i = 0; !s->kernel; i++)
    if (kernels[i]->here()) s->kernel = kernels[i];
  return s;
}
