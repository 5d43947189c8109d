/* The parts of `entente lexicon` that have files of their own. */
#ifndef CLI_LEXICON_H
#define CLI_LEXICON_H

#include "cli/cli.h"

/* Dictionaries of PETRARCH and TABARI into a folder; the exit status. */
int lexicon_import(int nfiles, char **files, const char *dir);

#endif
