/* Options of the commands that take events out of a database: which events, told once for all of them. */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "cli/cli.h"
#include "store/store.h"

enum FilterOption {
  OPT_DB = 512,
  OPT_ID,
  OPT_ACTOR,
  OPT_RECIPIENT,
  OPT_PARTY,
  OPT_DYAD,
  OPT_TYPE,
  OPT_MODE,
  OPT_CONTEXT,
  OPT_QUAD,
  OPT_STATUS,
  OPT_SOURCE,
  OPT_PLACE,
  OPT_PUBLISHER,
  OPT_WORDS,
  OPT_SINCE,
  OPT_UNTIL,
  OPT_LIMIT
};

/* For a command's table of long options. */
#define FILTER_OPTIONS                                                                                                             \
  {"db", required_argument, NULL, OPT_DB}, {"id", required_argument, NULL, OPT_ID}, {"actor", required_argument, NULL, OPT_ACTOR}, \
      {"recipient", required_argument, NULL, OPT_RECIPIENT}, {"party", required_argument, NULL, OPT_PARTY},                        \
      {"dyad", required_argument, NULL, OPT_DYAD}, {"type", required_argument, NULL, OPT_TYPE},                                    \
      {"mode", required_argument, NULL, OPT_MODE}, {"context", required_argument, NULL, OPT_CONTEXT},                              \
      {"quad", required_argument, NULL, OPT_QUAD}, {"status", required_argument, NULL, OPT_STATUS},                                \
      {"source", required_argument, NULL, OPT_SOURCE}, {"place", required_argument, NULL, OPT_PLACE},                              \
      {"publisher", required_argument, NULL, OPT_PUBLISHER}, {"words", required_argument, NULL, OPT_WORDS},                        \
      {"since", required_argument, NULL, OPT_SINCE}, {"until", required_argument, NULL, OPT_UNTIL}, {                              \
    "limit", required_argument, NULL, OPT_LIMIT                                                                                    \
  }

/* For its help text. */
#define FILTER_HELP                                                                                                                            \
  "      --actor P, --recipient P, --party P   who acts; who is acted on; on either side.  A party is a country (KEN, Kenya), a country and\n" \
  "                   sector (KEN.MIL), or a name (Hamas)\n"                                                                                   \
  "      --dyad A-B   both on the two sides, in either direction\n"                                                                            \
  "      --type T, --mode M, --context C       as in docs/codebook.md: ACCUSE, allege, economic\n"                                             \
  "      --quad N     1 verbal, 2 material cooperation, 3 verbal, 4 material conflict\n"                                                       \
  "      --status S   actual, future, hypothetical, negated, historical\n"                                                                     \
  "      --since D, --until D   a day, month or year, both included: 2024-08-05, 2024-08, 2024\n"                                              \
  "      --place X    where: a country or a name         --source P   on whose word\n"                                                         \
  "      --publisher X          --words 'WORDS'   all of them in one of its reports; \"a phrase\" in double quotes\n"                          \
  "      --id ID      of an event, an alias of it, or a mention\n"                                                                             \
  "      --limit N    no more than the first N\n"

typedef struct Filter {
  EventFilter f;
  const char *db;
  char type[32], mode[32], context[32]; /* as the lexicon writes them */
} Filter;

/* Takes an option of the list above.  EXIT_OK; EXIT_MISUSE (told) for a bad value; -1: c is none of them. */
int filter_option(Filter *f, const char *command, int c, const char *arg);
/* Checks types, modes and contexts against the built-in lexicon, in any case; EXIT_MISUSE (told, with what may have been meant).  f must not move later. */
int filter_check(Filter *f, const char *command);
/* The database of --db; NULL (told) with the exit status. */
Store *filter_open(const Filter *f, const char *command, enum StoreAccess access, int *status_out);

/* Letters to change, add or leave out to make b of a, whatever their case: few for a slip of the pen.  A text over 40 bytes is that far from any. */
uint32_t letters_apart(Str a, Str b);

/* What a stored event's tellings say together, for the formats. */
RecordTold stored_told(const StoredEvent *s);

#endif
