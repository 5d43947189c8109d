/* The program: a thin layer over the library, one file a command. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/err.h"
#include "code/code.h"

#include <getopt.h>
#include <stdio.h>

enum { EXIT_OK = 0, EXIT_DATA = 1, EXIT_MISUSE = 2 };
enum { LEXICONS_MAX = 7 };

typedef struct Command {
  const char *name, *about;
  const char *help;                  /* usage, options, examples */
  int (*run)(int argc, char **argv); /* argv[0] is the command; the exit status */
} Command;

extern const Command command_code, command_parse, command_explain, command_lexicon, command_events, command_export, command_import,
    command_diff, command_ties, command_audit, command_score;

/* What every command that needs knowledge takes. */
typedef struct Knowledge {
  const char *lexicons[LEXICONS_MAX];
  uint32_t n;
} Knowledge;

/* False (told) when there is no folder of that name. */
bool is_folder(const char *dir);
/* Adds a --lexicon folder; false (told) when there is none or there are too many. */
bool knowledge_add(Knowledge *k, const char *dir);
/* The engine over the built-in lexicon and model and the user's folders; NULL (told). */
Engine *knowledge_open(const Knowledge *k);

/* "entente: file:line: message" on stderr. */
void tell_error(const EntError *err);
/* "entente COMMAND: message; see ..." on stderr; EXIT_MISUSE. */
int tell_misuse(const char *command, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* An option that getopt_long refused; EXIT_MISUSE. */
int tell_option(const char *command, int argc, char **argv, int c);
/* A number of the command line from `least` to `most`; false (told). */
bool number_arg(const char *command, const char *option, const char *s, int least, int most, int *out);
/* A date of the command line; false (told). */
bool date_arg(const char *command, const char *s, Date *out);

/* Where output goes: stdout, or a file that gets its name only when it is complete. */
typedef struct Output {
  FILE *f;
  const char *path; /* NULL: stdout */
  char *partial;
} Output;

bool output_open(Output *o, const char *path);
/* True if all of it was written; else told. */
bool output_close(Output *o, bool keep);
/* Columns of the terminal of stdout; 100 where it is none. */
int output_width(void);

#endif
