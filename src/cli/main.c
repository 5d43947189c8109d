/* entente: finds the command and hands over. */
#include "cli/cli.h"

#include <string.h>

static const Command *const commands[] = {&command_code,    &command_events, &command_export, &command_import,
                                          &command_diff,    &command_ties,   &command_audit,  &command_score,
                                          &command_explain, &command_parse,  &command_lexicon};
enum { NCOMMANDS = sizeof commands / sizeof *commands };

static int print_help(FILE *f) {
  fputs("entente " ENT_VERSION ": dated news in, event records out\n\nusage: entente COMMAND [OPTION]... [FILE]...\n\n", f);
  for (int i = 0; i < NCOMMANDS; i++) fprintf(f, "  %-10s %s\n", commands[i]->name, commands[i]->about);
  fputs("\nentente COMMAND --help tells more of each, with examples; entente --version gives the version.\n", f);
  return f == stdout ? EXIT_OK : EXIT_MISUSE;
}

static const Command *find(const char *name) {
  for (int i = 0; i < NCOMMANDS; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

static bool wants_help(int argc, char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
  return false;
}

int main(int argc, char **argv) {
  const char *word = argc > 1 ? argv[1] : "";
  if (!*word) return print_help(stderr);
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
    puts("entente " ENT_VERSION);
    return EXIT_OK;
  }
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) return print_help(stdout);
  bool help = strcmp(word, "help") == 0;
  if (help && argc < 3) return print_help(stdout);
  const Command *c = find(help ? argv[2] : word);
  if (!c) {
    fprintf(stderr, "entente: unknown command '%s'; entente --help lists them\n", help ? argv[2] : word);
    return EXIT_MISUSE;
  }
  if (help || wants_help(argc - 1, argv + 1)) {
    fputs(c->help, stdout);
    return EXIT_OK;
  }
  opterr = 0;
  return c->run(argc - 1, argv + 1);
}
