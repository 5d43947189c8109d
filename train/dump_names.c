/* What train/names.py learns from: the parser's trees and what its network says of names, for tokens that are given.
**
** usage: dump_names MODEL FILE.conllu     a line a token: form, UPOS, head (0 root), relation, then begin and inside of each kind less
** outside, in 1/1024; an empty line after a sentence, `# document` before a document.  Sentences too long for one piece get tokens without
** scores. */
#include "base/mapfile.h"
#include "syntax/network.h"
#include "text/doc.h"

#include <stdio.h>

static void print_sentence(const SyntaxWork *w, const Doc *d, const Sent *s) {
  for (uint32_t i = 0; i < s->n; i++) {
    const Token *t = &d->tokens[s->first + i];
    printf("%.*s\t%s\t%d\t%s", STRF(tok_text(d, t)), upos_text(t->upos), t->head < 0 ? 0 : t->head - (int32_t)s->first + 1,
           deprel_text(t->deprel));
    for (int k = 0; k < NAME_KINDS && s->n <= SYNTAX_MAX; k++) printf("\t%d\t%d", w->name[i].begin[k], w->name[i].inside[k]);
    puts("");
  }
  puts("");
}

static bool dump(const char *model, const char *path, EntError *err) {
  MapFile m, in;
  Arena engine, arena;
  Doc d;
  uint32_t line = 0;
  if (!mapfile_open(&m, model, err) || !mapfile_open(&in, path, err)) return false;
  arena_init(&engine, 0);
  arena_init(&arena, 0);
  Syntax *s = syntax_open(&engine, m.p, m.n, model, err);
  SyntaxWork *w = s ? syntax_work_new(s) : NULL;
  Str rest = {in.p, (uint32_t)in.n};
  for (; w; arena_reset(&arena)) {
    d = (Doc){.arena = &arena};
    if (!conllu_read(&d, &rest, &line, path, err)) break;
    puts("# document");
    for (uint32_t k = 0; k < d.nsents; k++) { /* one at a time, so that its rows are the first of the batch */
      Doc one = d;
      one.sents = &d.sents[k], one.nsents = 1;
      syntax_parse(s, w, &one);
      print_sentence(w, &one, one.sents);
    }
  }
  syntax_work_free(w);
  arena_free(&arena);
  arena_free(&engine);
  mapfile_close(&in);
  mapfile_close(&m);
  return err->code == 0;
}

int main(int argc, char **argv) {
  EntError err = {0};
  char text[512];
  if (argc != 3) {
    fputs("usage: dump_names MODEL FILE.conllu\n", stderr);
    return 2;
  }
  if (dump(argv[1], argv[2], &err)) return 0;
  err_text(&err, text, sizeof text);
  fprintf(stderr, "dump_names: %s\n", text);
  return 1;
}
