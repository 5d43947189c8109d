/* The pipeline: a document in, event records out, with all that each stage found.
**
** An Engine is what is known (lexicon, gazetteer, weights), read-only once open and shared by threads.  A Coder is one thread's room; it codes one document at
** a time and what it gives lies in its arena until the next. */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "read/read.h"
#include "record/record.h"
#include "syntax/syntax.h"
#include "what/what.h"

enum { LEXICON_VERSION = 1, CODE_LEXICONS = WHO_LEXICONS };

typedef struct Engine Engine;
typedef struct Coder Coder;

typedef struct EngineOptions {
  const void *lexicon; /* a compiled image, 16-aligned, borrowed for the engine's life */
  size_t nlexicon;
  const void *model; /* weights, 16-aligned, borrowed */
  size_t nmodel;
  const char *const *dirs; /* a user's own lexicon folders, compiled now; they go before the built-in one */
  uint32_t ndirs;
} EngineOptions;

/* NULL with err (ENT_EDATA with file and line for a lexicon folder).  Threads: the engine may be shared by any number. */
Engine *engine_open(const EngineOptions *o, EntError *err);
void engine_close(Engine *e);
const What *engine_what(const Engine *e);
/* The parser's kernel, for --version and bench. */
const char *engine_kernel(const Engine *e);
/* "sha"-like content hash of the lexicon image, 32 hex digits: which knowledge made a record. */
const char *engine_lexicon_id(const Engine *e);

/* Compiles a lexicon folder (lexicon/README.md) into the bytes of an image.  The frames of a folder without an ontology are of that of
** `base`, another image (or NULL).  False with err at the place of the mistake. */
bool lexicon_image(const char *dir, const Image *base, Buf *out, EntError *err);

enum CodeResult { CODE_OK, CODE_UNDATED, CODE_FOREIGN, CODE_BROKEN };

/* What a document gave. */
typedef struct Coded {
  Doc *doc;
  Mentions who;
  Timexes when;
  Places where;
  Acts acts;
  EventRecords records;
} Coded;

/* NULL when there is no memory.  limit: bytes a document may need (0: 256 MB, or 128 for each byte of its text if that is more). */
Coder *coder_new(const Engine *e, size_t limit);
void coder_free(Coder *c);

/* Codes one document.  CODE_BROKEN fills err (ENT_ENOMEM: over the limit) and leaves the coder usable; CODE_UNDATED and CODE_FOREIGN give no records.
** undated_too: parse what has no date as well (relative dates stay unresolved), for `parse`. */
int coder_run(Coder *c, const RawDoc *raw, bool undated_too, Coded *out, EntError *err);
/* The same over tokens that are given: the next document of a CoNLL-U file.  CODE_OK, CODE_BROKEN, or -1 at the end. */
int coder_conllu(Coder *c, Str *rest, uint32_t *line, const char *file, Coded *out, EntError *err);
/* Told of each frame tried; for explain. */
void coder_trace(Coder *c, TriedFn *tried, void *ctx);

#endif
