/* The parts of `entente lexicon` that have files of their own. */
#ifndef CLI_LEXICON_H
#define CLI_LEXICON_H

#include "cli/cli.h"

/* Dictionaries of PETRARCH and TABARI into a folder; the exit status. */
int lexicon_import(int nfiles, char **files, const char *dir);
/* The parties of acts in FILE... that are not resolved, most frequent first, at most `most` of them (0: all); the exit status. */
int lexicon_unknown(int nfiles, char **files, const Knowledge *k, int most, int threads);

#endif
