/* Mentions: stretches of tokens that carry a name of the gazetteer, before and after they are resolved. */
#ifndef WHERE_MENTION_H
#define WHERE_MENTION_H

#include "where/gaz.h"

#define NO_MENTION UINT32_MAX

enum Sign {
#define X(name, weight) SIGN_##name,
#include "where/signs.def"
#undef X
  SIGN_COUNT
};
#define SIGN(name) ((uint64_t)1 << SIGN_##name)
_Static_assert(SIGN_COUNT <= 64, "signs are bits of one number");

typedef struct Mention {
  uint32_t first, last; /* tokens */
  uint32_t name;        /* in names */
  uint32_t group;       /* of the document's equal names */
  uint32_t inside;      /* the mention that says what it lies in ("Paris, Texas"), or NO_MENTION */
  uint64_t signs;       /* SIGN() bits; those of the row and the company once it is resolved */
  bool contradicted;    /* said to lie where no row of its name does ("Hot Springs, Virginia") */
  uint16_t hint;        /* the country that an adjective gives it ("the Syrian town of X"), or 0 */
  bool after;           /* follows another place and a comma, so that ", Nev." counts */
  bool caps;            /* in capitals, so that "US" counts */
  bool dots;            /* has a full stop in it, so that "N.C." counts */
  bool acronym;         /* four capitals or fewer in running text: only names written so ("WA" is not Wa) */
  bool people;          /* names a people: never a place */
  char kind;            /* what the words beside it call it: 'A' a division, 'P' a settlement, 0 nothing */
} Mention;

/* All mentions of one name in a document are taken to mean one place. */
typedef struct Group {
  uint32_t name;
  uint32_t mentions;
  bool claimed;                        /* some mention is said to lie in another, or another in it */
  uint32_t row;                        /* chosen; GAZ_NOROW none */
  uint32_t post;                       /* its posting with flags */
  int32_t score, margin;               /* of the chosen row; over the best row elsewhere */
  int32_t land_margin;                 /* over the best row of another country */
  int32_t best;                        /* the best evidence of its mentions, rows left out */
  uint32_t good;                       /* mentions with a good sign of their own */
  uint32_t persons;                    /* mentions that look like a person */
  bool after, caps, dots;              /* some mention allows such postings */
  bool acronym;                        /* all of them are */
  uint16_t as_division, as_settlement; /* mentions called a division, a settlement */
  uint16_t hint;                       /* the first of its mentions' */
  uint16_t land;                       /* what it lends to the weights of countries and divisions, so that it is not its own witness */
  int16_t land_weight, division_weight;
  uint32_t division;
} Group;

typedef struct Mentions {
  const Gazetteer *g;
  Doc *d;
  VEC(Mention) at;
  VEC(Group) groups;
  Slots group_of;       /* name + 1 to group + 1 */
  const int32_t *lands; /* weight of each country, when resolved */
  bool tagged, named;   /* the document has tags, names of the network */
} Mentions;

/* May a mention or group use the posting? */
static inline bool post_usable(uint32_t post, bool after, bool caps, bool acronym, bool dots) {
  return (!(post & POST_AFTER) || after) && (!(post & POST_DOTS) || dots || after) &&
         (post & POST_CAPS ? caps : !acronym || post & POST_AFTER);
}

/* The sum of the weights of signs. */
int signs_weight(uint64_t signs);
/* The signs of the words around x; `last` is the mention before it in its sentence or NULL. */
uint64_t signs_around(const Mentions *m, const Mention *x, const Mention *last);
/* Only those of the words to its left and right; x needs no name. */
uint64_t signs_beside(const Mentions *m, const Mention *x);
/* Is a river, a range or the like called after x: "Susquehanna River"? */
bool signs_wild(const Mentions *m, const Mention *x);
/* What the words around x call it: 'A', 'P' or 0. */
char signs_called(const Mentions *m, const Mention *x);
/* The country of a people named before x and what x is called ("the Syrian town of X"), or 0. */
uint16_t signs_hint(const Mentions *m, const Mention *x, const Mention *last);
/* The signs of a group's row. */
uint64_t signs_row(const Gazetteer *g, const Group *gr);

/* Finds the mentions and the signs around them. */
void mentions_find(Mentions *m);
/* Chooses a row for every group. */
void mentions_resolve(Mentions *m);

/* Appends places of no row that the words alone show; in text order among themselves, none over one of `found`.  Their number, at most
** `room`.  Needs the network's names. */
uint32_t where_unknown(const Mentions *m, const Places *found, Place *out, uint32_t room);

/* Makes of a place one of no row: its words are right, its row is not. */
void where_unplace(const Mentions *m, const Mention *x, Place *p);

/* Small helpers on tokens that scanning and signs share. */
bool where_is_hyphen(const Doc *d, uint32_t token); /* binds its neighbours: "Asia-Pacific" */
bool where_is_mark(const Doc *d, uint32_t token, char c);
bool where_is_cap(const Doc *d, uint32_t token); /* starts with a capital of any alphabet */

#endif
