/* Tags, lemmas, dependency trees and names of a document's tokens, by a small network of 8-bit integers.
**
** The model is one checked file (src/syntax/model.h); every step of the network is a table look-up, an integer sum or a shift, so that all
** kernels (plain C, SSE2, AVX2, AVX-512 VNNI, NEON) give the same trees, whatever the compiler.
**
** Bound: a sentence of more than SYNTAX_MAX tokens is cut at punctuation into pieces of at most that many for the network; the roots of
** the later pieces hang on the root of the first as `parataxis`.  So time is linear in the length of the text, memory bounded. */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "text/doc.h"

#define SYNTAX_MAX 200

typedef struct Syntax Syntax;         /* a model: read-only, shared by threads */
typedef struct SyntaxWork SyntaxWork; /* one thread's buffers, used again for each document */

/* A model from the bytes of its file.
**
** engine  owns what is built (small; the tables stay in `bytes`).  May be left by its on_full.
** bytes   borrowed, 16-aligned; must outlive the model.  name: of the file, for errors.
** Returns NULL with err (ENT_EDATA) if the file is damaged or of another version; the engine keeps what it was handed.
** Threads: the model may be used by any number at once. */
Syntax *syntax_open(Arena *engine, const void *bytes, size_t n, const char *name, EntError *err);

/* The kernels a machine may have; the best is chosen when the model is opened, or the one that ENTENTE_KERNEL names ("c"; "sse2", "avx2",
** "vnni" of x86-64; "neon", "dot" of 64-bit ARM).  The output does not depend on it. */
const char *syntax_kernel(const Syntax *s);
/* Another kernel by name, for tests and benches, before the model is shared; false if this machine lacks it. */
bool syntax_set_kernel(Syntax *s, const char *name);

/* Buffers of fixed size, on the heap; NULL when there is no memory. */
SyntaxWork *syntax_work_new(const Syntax *s);
void syntax_work_free(SyntaxWork *w);

/* Fills upos, xpos, feats, lemma, lemma_text, head, deprel, ne and TOK_NE_BEGIN of every token of every sentence of doc.
**
** Strings lie in the model or in doc->arena (which may leave by its on_full).  It cannot fail otherwise.
** Every sentence gets one root and no cycle.  Threads: one SyntaxWork a thread. */
void syntax_parse(const Syntax *s, SyntaxWork *w, Doc *doc);

#endif
