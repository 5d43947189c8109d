/* The lexicon's text files: those of a folder in the order of their names, line by line, each with its place. */
#ifndef BASE_LEXFILE_H
#define BASE_LEXFILE_H

#include "base/arena.h"
#include "base/err.h"

typedef struct LexLine {
  Str text;         /* without comment and blanks at the end; never empty */
  uint32_t indent;  /* blanks before it */
  uint32_t line;    /* 1-based */
  const char *file; /* as errors print it: folder/name */
} LexLine;

/* Calls `line` for each line of each *.txt file of dir/sub.  A missing folder is no error (an overlay may hold only some).  A callback that returns false ends
** it.  Files must be UTF-8.  Text and names are in the arena. */
bool lexfile_each(Arena *a, const char *dir, const char *sub, bool (*line)(void *ctx, const LexLine *l), void *ctx, EntError *err);
/* Parts of s between ` | ` bars (or any '|'), trimmed; false at the end. */
bool lex_bar(Str *rest, Str *part_out);
/* Next word parted by blanks; false at the end. */
bool lex_word(Str *rest, Str *word_out);
/* The strings of an image, each with a NUL behind it and known by where it begins. */
typedef VEC(char) LexText;
uint32_t lex_text(Arena *a, LexText *t, Str s);
/* err at the place of `at` (a slice of l->text). */
bool lex_error(EntError *err, const LexLine *l, Str at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
