/* Who is who: mentions of parties in a document, with country, sector and identity.
**
** A mention stands on the head of a noun phrase, a pronoun or a name; `of[token]` finds it.  What it denotes is a list of parties, since
** "officials from both sides" are two. */
#ifndef WHO_WHO_H
#define WHO_WHO_H

#include "text/doc.h"
#include "who/lexicon.h"
#include "who/words.h"

enum { WHO_LEXICONS = 8, WHO_PARTIES = 8 };

/* Word classes that who/ asks for.  SYNC who words */
enum {
  WORDS_BACKED,
  WORDS_BACKED_APART,
  WORDS_AGAINST,
  WORDS_BINDS,
  WORDS_FORMER,
  WORDS_SIDES,
  WORDS_TWO,
  WORDS_GROUP,
  WORDS_STATE,
  WORDS_PERSON,
  WORDS_BROAD,
  WORDS_HE,
  WORDS_IT,
  WORDS_THEY,
  WORDS_RELATIVE,
  WORDS_FIRST,
  WORDS_FACING,
  WORDS_GOVERNMENT,
  WORDS_SAY,
  WORDS_UNMANNED,
  WORDS_ABROAD,
  WORDS_UNKNOWN,
  WORDS_RAIDERS,
  WORDS_OPPOSED,
  WORDS_ORG,
  WORDS_OWNS,
  WORDS_TIME,
  WORDS_PLACE,
  WORDS_THING,
  WORDS_PEACEKEEPERS,
  WORDS_INSPECTORS,
  WORDS_MEMBERS,
  WORDS_FIRMS,
  WORDS_CLUBS,
  WORDS_MEETS,
  WORDS_PRESIDES,
  WORDS_COUNT
};

/* What is known, shared and read-only: lexicons in the order of their weight, the user's first. */
typedef struct Who {
  Lexicon lex[WHO_LEXICONS];
  Words words[WHO_LEXICONS];
  Key classes[WORDS_COUNT];
  uint32_t n;
} Who;

/* Is the word in the class (key_fold of its name) in any lexicon? */
bool who_class(const Who *w, Key class, Key word);

typedef struct PartyCode {
  char country[4], sector[4]; /* codes of the codebook, NUL-terminated, empty for none */
} PartyCode;

enum MentionKind { MENTION_PERSON, MENTION_ORGANISATION, MENTION_PLACE, MENTION_GROUP, MENTION_ROLE, MENTION_PRONOUN, MENTION_OTHER };
const char *mention_kind_text(int kind);

enum MentionFlag {
  MEN_BARE = 1, /* a word too vague to be a party unless something says more */
  MEN_PLURAL = 2,
  MEN_DEFINITE = 4,     /* "the", "this", a possessive */
  MEN_STATE = 8,        /* a state by its bare name */
  MEN_CAPITAL = 16,     /* a capital's name: a government, or just the place */
  MEN_PEOPLE = 32,      /* a nationality: "Pakistanis" */
  MEN_NAMED = 64,       /* by a proper name */
  MEN_COREF = 128,      /* what it denotes was said earlier in the text */
  MEN_NO_COUNTRY = 256, /* a party at home wherever the act is ("police"): code/ gives it the place's country */
  MEN_FORMER = 512,     /* "former", "ex-", "ousted" stands with it */
  MEN_GUESSED = 2048,   /* a person of whom nothing is known: a civilian by default */
  MEN_ACTOR = 1024      /* counts as a politically relevant party */
};

typedef struct Mention {
  uint32_t first, last; /* tokens of the naming phrase, without article and relative clause */
  uint32_t head;
  uint16_t flags;
  uint8_t kind, nparties;
  PartyCode parties[WHO_PARTIES];
  uint32_t entity;  /* the same number for one entity of the document */
  Str name;         /* the lexicon's name, else the words */
  const char *file; /* lexicon file and line that gave it, or NULL */
  uint32_t line;
  int32_t lex, known; /* lexicon and its entity, or -1 */
  int32_t role;       /* role row in `role_lex`, or -1 */
  int32_t role_lex;
  int32_t antecedent; /* mention it goes back to, or -1 */
  Key noun;           /* its role, or the title that stands with the name: "minister" goes back to "foreign minister X"; 0: none */
  char prefer[4];     /* sector of the title that stands with the name, or "" */
} Mention;

typedef struct Mentions {
  Mention *at; /* in text order of their heads */
  uint32_t n;
  int32_t *of; /* for each token the mention that it heads, or -1 */
} Mentions;

/* Adds a lexicon; the image must outlive it.  False with err when there is no room (ENT_EUSAGE) or the image is damaged. */
bool who_add(Who *w, const Image *im, EntError *err);
/* Finds all mentions of a parsed document (tree_link done); in d->arena. */
void who_find(const Who *w, Doc *d, Mentions *out);
/* The parties of a mention as they were on `day` (days since 1970): offices have dates.  Returns their number; they are m->parties where no date matters. */
uint32_t who_parties_on(const Who *w, const Mention *m, int32_t day, PartyCode out[WHO_PARTIES]);

#endif
