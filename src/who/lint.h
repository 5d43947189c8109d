/* What a person should look at in a lexicon of actors: it compiles, but may not say what was meant. */
#ifndef WHO_LINT_H
#define WHO_LINT_H

#include "who/who.h"

#define LINT_LIST(X)                                                    \
  X(TWICE, "lines of one country and sector that overlap")              \
  X(OVERLAP, "offices of a person that overlap: the first counts")      \
  X(GAP, "gaps of more than two years between the offices of a person") \
  X(NAME, "names that two entries of one time have as strong ones")     \
  X(COMMON, "names that are common words, and not marked as weak")

enum LintKind {
#define X(name, text) LINT_##name,
  LINT_LIST(X)
#undef X
      LINT_KINDS
};
const char *lint_text(int kind);

/* Told of each note, entry by entry: the place of the entry and what is to be seen. */
typedef void LintFn(void *ctx, int kind, const char *file, uint32_t line, const char *what);

/* All notes on lexicon `lex` of w; common words and clashing names are looked up in all. */
void lexicon_lint(const Who *w, uint32_t lex, LintFn *note, void *ctx);

#endif
