/* The pipeline: a document as read becomes event records, a parse, or an explanation.
**
** An Engine is what is known (lexicons, model), read-only once open and shared by threads.  A Coder is one thread's workspace: it codes one
** document at a time in an arena of its own; what it gives dies with the next call. */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "read/read.h"
#include "record/record.h"

typedef struct Engine Engine;
typedef struct Coder Coder;

typedef struct EngineOptions {
  const void *image, *model; /* the compiled lexicon and the parser's weights, 16-aligned, borrowed until engine_close */
  size_t image_n, model_n;
  const char *const *lexicons; /* folders of further lexicons, the last one weighs most; compiled on opening */
  uint32_t nlexicons;
} EngineOptions;

/* NULL with err (ENT_EDATA, with the file and line of a lexicon). */
Engine *engine_open(const EngineOptions *o, EntError *err);
void engine_close(Engine *e);
/* Compiles the folder `dir` (the whole of lexicon/) to an image into out.  False with err at the first mistake. */
bool engine_compile(const char *dir, Buf *out, EntError *err);
/* Runs every example of a lexicon folder (NULL: those in the image); what failed goes to out as text, one line an example.  Returns the number
** of failures; *total_out examples. */
uint32_t engine_check(const Engine *e, const char *dir, Buf *out, uint32_t *total_out, EntError *err);

/* NULL when there is no memory.  Threads: one Coder a thread. */
Coder *coder_new(const Engine *e);
void coder_free(Coder *c);

enum CodeResult {
  CODE_OK,
  CODE_NOT_ENGLISH, /* not coded */
  CODE_BAD          /* err says why (over its memory limit) */
};

typedef struct CodeCounts {
  uint32_t sentences, tokens;
} CodeCounts;

/* Records in text order; they borrow from doc and from the coder, until its next call.  After any result the coder may be used again. */
int coder_run(Coder *c, const RawDoc *doc, EventRecords *out, CodeCounts *counts_out, EntError *err);

enum ParseFormat { PARSE_CONLLU, PARSE_JSONL };
/* Appends the parse of a document to out; language is not judged. */
int coder_parse(Coder *c, const RawDoc *doc, enum ParseFormat format, Buf *out, EntError *err);
/* The same for tokens given as CoNLL-U: takes one document off *rest (see conllu_read).  READ_DOC, READ_END or READ_BAD. */
int coder_parse_conllu(Coder *c, Str *rest, uint32_t *line, const char *file, enum ParseFormat format, Buf *out, EntError *err);
/* Appends, for people: tokens, tree, mentions, each frame tried and why it held or not, the records with the words under them. */
int coder_explain(Coder *c, const RawDoc *doc, Buf *out, EntError *err);

#endif
