/* Dictionaries of PETRARCH and TABARI (.actors, .agents) in the format of lexicon/actors and lexicon/roles. */
#ifndef WHO_IMPORT_H
#define WHO_IMPORT_H

#include "base/buf.h"
#include "who/cameo.h"

/* Why something was left out, or cut; SYNC import reasons */
#define IMPORT_LEFT_LIST(X)                                                                \
  X(LINE, "lines that are malformed")                                                      \
  X(UTF8, "lines that are no UTF-8")                                                       \
  X(DATE, "codes with a date that is none")                                                \
  X(CODE, "codes that no table has")                                                       \
  X(VOID, "codes of nobody (made up, or a whole region)")                                  \
  X(NO_CODE, "entries without a code that could be taken")                                 \
  X(NAME, "names that are empty or hold marks of the format")                              \
  X(LONG, "names of more than 12 words")                                                   \
  X(TWICE, "names that stand twice in their entry")                                        \
  X(STATE, "names of states, peoples and capitals that the built-in lexicon has for them") \
  X(ROLE, "nouns that the built-in lexicon has with that sector")                          \
  X(BODY, "agents of bodies, which no sector says")

enum ImportLeft {
#define X(name, text) IMPORT_##name,
  IMPORT_LEFT_LIST(X)
#undef X
      IMPORT_LEFT_COUNT
};
const char *import_left_text(int left);

typedef struct ImportSum {
  uint32_t lines, entries;                        /* of the dictionary */
  uint32_t actors, names, parties, offices, weak; /* taken: entries, their names (weak ones among them), codes (dated ones among them) */
  uint32_t roles, nouns;                          /* taken: rows, and their nouns */
  uint32_t left[IMPORT_LEFT_COUNT];
} ImportSum;

/* Told of each line, code or name that a person may want to mend. */
typedef void ImportTell(void *ctx, const char *file, uint32_t line, const char *why);

/* Reads one dictionary and appends what it holds to `actors` and `roles`, as text of those folders.  A line that cannot be read is told, counted and
** passed over; nothing else fails.  Scratch memory comes from `a`. */
void import_dictionary(Arena *a, const Cameo *c, const char *file, Str text, Buf *actors, Buf *roles, ImportSum *sum, ImportTell *tell,
                       void *ctx);

/* "ISLAMIC_REPUBLIC_OF_IRAN_" as "Islamic Republic of Iran"; acronyms that the lexicons have stay in capitals.  Empty when there are only marks. */
Str import_readable(Arena *a, const Who *w, Str name);

#endif
