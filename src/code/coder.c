/* One document through all stages. */
#include "code/build.h"
#include "code/engine.h"
#include "code/mend.h"
#include "text/tree.h"
#include <stdlib.h>

struct Coder {
  const Engine *engine;
  Arena arena;
  size_t limit; /* 0: by the text */
  SyntaxWork *work;
  Doc doc;
  TriedFn *tried;
  void *ctx;
};

enum { LIMIT = 256 << 20, LIMIT_PER_BYTE = 128 /* of text: measured 60 to 70 of news */ };

Coder *coder_new(const Engine *e, size_t limit) {
  Coder *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->engine = e;
  c->work = syntax_work_new(e->syntax);
  c->limit = limit;
  arena_init(&c->arena, limit ? limit : LIMIT);
  if (c->work) return c;
  coder_free(c);
  return NULL;
}

void coder_free(Coder *c) {
  if (!c) return;
  if (c->work) syntax_work_free(c->work);
  arena_free(&c->arena);
  free(c);
}

void coder_trace(Coder *c, TriedFn *tried, void *ctx) {
  c->tried = tried;
  c->ctx = ctx;
}

static void begin(Coder *c, Coded *out) {
  arena_reset(&c->arena);
  c->doc = (Doc){.arena = &c->arena};
  *out = (Coded){.doc = &c->doc};
}

/* From tokens with trees to records. */
static void understand(Coder *c, Coded *out) {
  Doc *d = &c->doc;
  const Engine *e = c->engine;
  mend_trees(d);
  who_find(&e->who, d, &out->who);
  when_find(d, &out->when);
  where_find(e->gazetteer, d, &out->where);
  Stage s = {&e->what, d, &out->who, &out->when, &out->where};
  what_find(&s, &out->acts, c->tried, c->ctx);
  if (date_known(d->date)) build_records(e, out);
}

/* A dateline is no part of its sentence's tree: it becomes a run of its own that is never coded. */
static void part_datelines(Doc *d) {
  uint32_t more = 0, k = 0;
  for (uint32_t i = 0; i < d->nsents; i++) more += d->sents[i].dateline > 0 && (uint32_t)d->sents[i].dateline < d->sents[i].n;
  if (!more) return;
  Sent *out = ARENA_ARRAY(d->arena, Sent, d->nsents + more);
  for (uint32_t i = 0; i < d->nsents; i++) {
    Sent s = d->sents[i];
    uint32_t n = s.dateline > 0 ? (uint32_t)s.dateline : 0;
    if (n && n < s.n) {
      const Token *last = &d->tokens[s.first + n - 1];
      out[k] = s;
      out[k].n = n;
      out[k].end = last->at + last->n;
      out[k++].kind = SENT_NOISE;
      s.first += n;
      s.n -= n;
      s.at = d->tokens[s.first].at;
      s.dateline = 0;
      d->tokens[s.first].flags |= TOK_SENT_START;
    }
    out[k++] = s;
  }
  d->sents = out;
  d->nsents = k;
  for (uint32_t i = 0; i < k; i++)
    for (uint32_t t = out[i].first; t < out[i].first + out[i].n; t++) d->tokens[t].sent = i;
}

static int from_text(Coder *c, const RawDoc *raw, bool undated_too, Coded *out) {
  Doc *d = &c->doc;
  d->id = raw->id;
  d->publisher = raw->publisher;
  d->url = raw->url;
  d->language = raw->language;
  d->date = raw->date;
  d->title_given = raw->title;
  d->body_given = raw->text;
  if (!date_known(d->date) && !undated_too) return CODE_UNDATED;
  text_normalise(d);
  if (!undated_too && !text_is_english(d->text)) return CODE_FOREIGN;
  text_segment(d);
  part_datelines(d);
  syntax_parse(c->engine->syntax, c->work, d);
  understand(c, out);
  return CODE_OK;
}

int coder_run(Coder *c, const RawDoc *raw, bool undated_too, Coded *out, EntError *err) {
  jmp_buf full;
  begin(c, out);
  if (!c->limit) c->arena.limit = raw->text.n > LIMIT / LIMIT_PER_BYTE ? (size_t)raw->text.n * LIMIT_PER_BYTE : LIMIT;
  c->arena.on_full = &full;
  if (setjmp(full)) {
    begin(c, out);
    err_at(err, ENT_ENOMEM, NULL, 0, 0, "document %.*s needs more memory than its limit", STRF(raw->id));
    return CODE_BROKEN;
  }
  return from_text(c, raw, undated_too, out);
}

int coder_conllu(Coder *c, Str *rest, uint32_t *line, const char *file, Coded *out, EntError *err) {
  jmp_buf full;
  begin(c, out);
  c->arena.on_full = &full;
  if (setjmp(full)) {
    begin(c, out);
    err_at(err, ENT_ENOMEM, file, *line, 0, "a document needs more memory than its limit");
    return CODE_BROKEN;
  }
  if (!conllu_read(&c->doc, rest, line, file, err)) return err->code == ENT_OK ? -1 : CODE_BROKEN;
  bool parsed = false;
  for (uint32_t t = 0; t < c->doc.ntokens && !parsed; t++) parsed = c->doc.tokens[t].deprel != DEP_NONE;
  if (!parsed || !c->tried) /* given trees are kept only for explain */
    syntax_parse(c->engine->syntax, c->work, &c->doc);
  understand(c, out);
  return CODE_OK;
}
