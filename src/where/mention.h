/* Mentions: stretches of tokens that carry a name of the gazetteer, before and after they are resolved. */
#ifndef WHERE_MENTION_H
#define WHERE_MENTION_H

#include "where/gaz.h"

#define NO_MENTION UINT32_MAX

typedef struct Mention {
  uint32_t first, last; /* tokens */
  uint32_t name;        /* in names */
  uint32_t group;       /* of the document's equal names */
  uint32_t inside;      /* the mention that says what it lies in ("Paris, Texas"), or NO_MENTION */
  int16_t evidence;     /* of the words around it; the row's share is added when it is known */
  bool after;           /* follows another place and a comma, so that ", Nev." counts */
  bool caps;            /* in capitals, so that "US" counts */
  bool people;          /* names a people: never a place */
} Mention;

/* All mentions of one name in a document are taken to mean one place. */
typedef struct Group {
  uint32_t name;
  uint32_t first;     /* its first mention */
  uint32_t mentions;
  uint32_t row;       /* chosen; GAZ_NOROW none */
  uint32_t post;      /* its posting with flags */
  int32_t score, margin; /* of the chosen row; over the best row elsewhere */
  int16_t evidence;   /* the best of its mentions' */
  bool after, caps;   /* some mention allows such postings */
  uint16_t land;      /* what it lends to the weights of countries and divisions, so that it is not its own witness */
  int16_t land_weight;
  uint32_t division;
  int16_t division_weight;
} Group;

typedef struct Mentions {
  const Gazetteer *g;
  Doc *d;
  VEC(Mention) at;
  VEC(Group) groups;
} Mentions;

/* What a row by itself adds to the evidence that its name is a place in this text. */
int mention_row_evidence(const Gazetteer *g, const Group *gr);
/* May this mention or group use the posting? */
static inline bool post_usable(uint32_t post, bool after, bool caps) {
  return (!(post & POST_AFTER) || after) && (!(post & POST_CAPS) || caps);
}

/* Finds the mentions and weighs the words around them. */
void mentions_find(Mentions *m);
/* Chooses a row for every group. */
void mentions_resolve(Mentions *m);

#endif
