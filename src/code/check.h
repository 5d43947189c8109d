/* The lexicon's own tests: every example sentence of every frame, coded and held against what it must give. */
#ifndef CODE_CHECK_H
#define CODE_CHECK_H

#include "code/code.h"

typedef struct Checked {
  uint32_t passed, failed;
} Checked;

/* Told of each example that fails: the frame's file and the example's line, its text, what was expected and what came (one event a line). */
typedef void CheckFn(void *ctx, const char *file, uint32_t line, Str text, Str expected, Str got);

/* Runs all examples of the engine's lexicons; false with err when there is no memory. */
bool check_lexicon(const Engine *e, CheckFn *failed, void *ctx, Checked *out, EntError *err);

/* Does a record answer to "TYPE[/MODE] [cameo=C] [actor=CCC.SEC+...] [recipient=...] [source=...] [date=D] [place=CCC] [status=S]"?  What is not named is not compared.
** Spec files use it too. */
bool check_record(const EventRecord *r, Str expected);
/* A record in that form, for messages; in the arena. */
Str check_text(Arena *a, const EventRecord *r);

#endif
