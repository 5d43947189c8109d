/* The whole way: any bytes as a file of reports, each coded.  What a record points to lies in its report, its text is those bytes, and
** the record is read back from JSONL as it was printed. */
#include "base/utf8.h"
#include "cli/embed.h"
#include "code/code.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
  if (!ok) abort();
}

static void check_span(const RawDoc *d, const Span *s) {
  Str whole = s->in_title ? d->title : d->text;
  must(s->start <= s->end && s->end <= whole.n);
  must(!s->text.n || str_eq(s->text, (Str){whole.p + s->start, s->end - s->start}));
  must(utf8_bad_at(s->text) == s->text.n);
}

static void check_parties(const RawDoc *d, const RecordParties *l) {
  for (uint32_t i = 0; i < l->n; i++) {
    must(strlen(l->at[i].country) <= 3 && strlen(l->at[i].sector) <= 3);
    check_span(d, &l->at[i].span);
  }
}

static void check_again(Arena *a, const EventRecord *e) {
  const RecordFormat *f = record_format_find("jsonl");
  Buf first = {0}, second = {0};
  EventRecord again;
  f->put(&first, e, 0);
  must(record_read_jsonl(a, (Str){first.p, (uint32_t)first.n}, "again", 1, &again, NULL, NULL));
  f->put(&second, &again, 0);
  must(first.n == second.n && !memcmp(first.p, second.p, first.n));
  buf_free(&first);
  buf_free(&second);
}

static void check_record(Arena *a, const RawDoc *d, const EventRecord *e) {
  must(e->type.n && e->event.n == 16 && e->id.n == 16 && e->confidence >= 0 && e->confidence <= 1);
  must(e->actor.n || e->recipient.n || e->place.country[0]);
  check_span(d, &e->span);
  check_parties(d, &e->actor);
  check_parties(d, &e->recipient);
  check_parties(d, &e->source);
  if (e->place.name.n) check_span(d, &e->place.span);
  if (e->status_text.text.n) check_span(d, &e->status_text);
  check_again(a, e);
}

static Coder *coder(void) {
  static Coder *c;
  EntError err = {0};
  EngineOptions o = {.lexicon = embedded_lexicon,
                     .nlexicon = (size_t)(embedded_lexicon_end - embedded_lexicon),
                     .model = embedded_model,
                     .nmodel = (size_t)(embedded_model_end - embedded_model)};
  if (c) return c;
  Engine *e = engine_open(&o, &err);
  must(e != NULL);
  c = coder_new(e, 0);
  must(c != NULL);
  return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena a, scratch;
  RawDoc d;
  EntError err = {0};
  Coded coded;
  Reader *r = read_open_memory("fuzz", (Str){(const char *)data, (uint32_t)size}, NULL, &err);
  arena_init(&a, 0);
  arena_init(&scratch, 0);
  for (int got; r && (got = read_next(r, &a, &d, &err)) != READ_END; arena_reset(&a)) {
    err_clear(&err);
    if (got != READ_DOC) continue;
    if (!date_known(d.date)) d.date = (Date){2020, 2, 20};
    if (coder_run(coder(), &d, false, &coded, &err) != CODE_OK) continue;
    for (uint32_t i = 0; i < coded.records.n; i++) check_record(&scratch, &d, &coded.records.at[i]);
    arena_reset(&scratch);
  }
  read_close(r);
  arena_free(&a);
  arena_free(&scratch);
  return 0;
}
