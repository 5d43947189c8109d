/* Speed of the parser on one core: sentences and words, tags and trees, and a bare 8-bit matrix product of the network's size beside them.
**
** usage: bench_parse MODEL TEXT...     each TEXT a plain text; all of them are read over and over for about two seconds a figure */
#include "base/mapfile.h"
#include "syntax/network.h"
#include "text/doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TEXTS_MAX = 256, ROWS = 384 };

typedef struct Bench {
  MapFile model, text[TEXTS_MAX];
  int texts;
  Arena engine;
  Syntax *s;
  SyntaxWork *w;
} Bench;

/* Of this thread, so that a busy machine changes little. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const EntError *err) {
  char text[512];
  err_text(err, text, sizeof text);
  fprintf(stderr, "bench_parse: %s\n", text);
  exit(1);
}

/* Seconds a token of segmenting the texts, and of parsing them. */
static void measure(Bench *b, double *segment_out, double *parse_out) {
  double segment = 0, parse = 0;
  uint64_t tokens = 0;
  while (segment + parse < 2) {
    for (int i = 0; i < b->texts; i++) {
      Arena a;
      arena_init(&a, 0);
      Doc d = {.arena = &a, .body_given = {b->text[i].p, (uint32_t)b->text[i].n}};
      double t0 = now();
      text_normalise(&d);
      text_segment(&d);
      double t1 = now();
      syntax_parse(b->s, b->w, &d);
      parse += now() - t1;
      segment += t1 - t0;
      tokens += d.ntokens;
      arena_free(&a);
    }
  }
  *segment_out = segment / (double)tokens;
  *parse_out = parse / (double)tokens;
}

/* The network's products, as many of each as there are: their weights are read in the order of a parse. */
static uint32_t products(const Syntax *s, const Product **list) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->nblocks; i++) {
    const Block *k = &s->blocks[i];
    if (k->attention) list[n++] = &k->q, list[n++] = &k->k, list[n++] = &k->v, list[n++] = &k->o;
    else list[n++] = &k->a, list[n++] = &k->g;
  }
  for (int k = 0; k < TAG_KINDS; k++) list[n++] = &s->tag[k];
  list[n++] = &s->arc_d, list[n++] = &s->arc_h, list[n++] = &s->arc_t;
  list[n++] = &s->lab_d, list[n++] = &s->lab_h, list[n++] = &s->lab_o;
  return n;
}

/* Seconds a row of nothing but the products, and their multiply-adds. */
static double bare(const Bench *b, uint64_t *macs_out) {
  const Product *list[64 * 4 + TAG_KINDS + 6];
  uint32_t n = products(b->s, list);
  uint8_t *x = aligned_alloc(64, (size_t)ROWS * 3 * MODEL_WIDTH);
  int32_t *y = aligned_alloc(64, sizeof *y * 24 * 3 * MODEL_WIDTH);
  if (!x || !y) exit(1);
  memset(x, 70, (size_t)ROWS * 3 * MODEL_WIDTH);
  *macs_out = 0;
  for (uint32_t k = 0; k < n; k++) *macs_out += (uint64_t)list[k]->in * list[k]->out;
  uint64_t rows = 0;
  double t0 = now(), t = 0;
  for (; t < 2; t = now() - t0, rows += ROWS)
    for (uint32_t k = 0; k < n; k++)
      for (uint32_t r = 0; r < ROWS; r += 24) b->s->kernel->product(list[k], x + (size_t)r * list[k]->in, 24, y);
  free(x);
  free(y);
  return t / (double)rows;
}

static void report(Bench *b, const char *kernel) {
  double segment, parse;
  uint64_t macs;
  if (!syntax_set_kernel(b->s, kernel)) return;
  measure(b, &segment, &parse);
  double product = bare(b, &macs);
  printf(
      "%-5s %9.0f tokens/s tagged and parsed, one core; %.2f times as long as its bare product (%.2f M multiply-adds a token: %.0f tokens/s); "
      "sentences and words %.1f%% of all\n",
      kernel, 1 / parse, parse / product, 1e-6 * (double)macs, 1 / product, 100 * segment / (segment + parse));
}

int main(int argc, char **argv) {
  static Bench b;
  EntError err = {0};
  if (argc < 3) {
    fputs("usage: bench_parse MODEL TEXT...\n", stderr);
    return 2;
  }
  double t0 = now();
  if (!mapfile_open(&b.model, argv[1], &err)) fail(&err);
  arena_init(&b.engine, 0);
  b.s = syntax_open(&b.engine, b.model.p, b.model.n, argv[1], &err);
  if (!b.s) fail(&err);
  printf("model %.1f MB, opened and checked in %.1f ms\n", 1e-6 * (double)b.model.n, 1e3 * (now() - t0));
  b.w = syntax_work_new(b.s);
  if (!b.w) return 1;
  for (int i = 2; i < argc && b.texts < TEXTS_MAX; i++)
    if (!mapfile_open(&b.text[b.texts++], argv[i], &err)) fail(&err);
  report(&b, "vnni");
  report(&b, "avx2");
  report(&b, "sse2");
  report(&b, "dot");
  report(&b, "neon");
  while (b.texts) mapfile_close(&b.text[--b.texts]);
  syntax_work_free(b.w);
  arena_free(&b.engine);
  mapfile_close(&b.model);
  return 0;
}
