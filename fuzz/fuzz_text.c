/* Any bytes, as a text with a title and as CoNLL-U: no fault, every token inside the text, every span inside what was given. */
#include "text/doc.h"

#include "base/utf8.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
  if (!ok) abort();
}

static void check_spans(const Doc *d) {
  for (uint32_t i = 0; i < d->ntokens; i++) {
    const Token *t = &d->tokens[i];
    must(t->n > 0 && t->at + t->n <= d->text.n);
    Span s = doc_span(d, t->at, t->at + t->n);
    Str given = s.in_title ? d->title_given : d->body_given;
    must(s.start <= s.end && s.end <= given.n);
  }
  for (uint32_t k = 0; k < d->nsents; k++) must(d->sents[k].n > 0 && d->sents[k].first + d->sents[k].n <= d->ntokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena a;
  arena_init(&a, 0);
  Str text = {(const char *)data, (uint32_t)size}, body, title;
  if (utf8_bad_at(text) < text.n) text = utf8_from_1252(&a, text);
  title = str_cut(text, '\x01', &body);
  Doc d = {.arena = &a, .title_given = body.n ? title : body, .body_given = body.n ? body : title};
  text_normalise(&d);
  text_segment(&d);
  text_is_english(d.text);
  check_spans(&d);
  Doc c = {.arena = &a};
  EntError err = {0};
  Buf out = {0};
  uint32_t line = 1;
  Str rest = text;
  while (conllu_read(&c, &rest, &line, "fuzz", &err)) conllu_write(&out, &c);
  buf_free(&out);
  arena_free(&a);
  return 0;
}
