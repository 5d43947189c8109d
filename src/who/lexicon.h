/* What is known of actors and roles: the compiled forms of lexicon/actors and lexicon/roles.
**
** Several lexicons may be open at once (the built-in one and a user's); look-ups go through all of them, the user's first. */
#ifndef WHO_LEXICON_H
#define WHO_LEXICON_H

#include "base/arena.h"
#include "base/image.h"
#include "who/trie.h"

enum EntityKind {
  ENTITY_COUNTRY,
  ENTITY_PERSON,
  ENTITY_GROUP,
  ENTITY_PARTY,
  ENTITY_ORGANISATION,
  ENTITY_FORCE,
  ENTITY_BODY,
  ENTITY_MEDIA,
  ENTITY_COMPANY,
  ENTITY_PEOPLE,
  ENTITY_STATES, /* several parties at once: "the Koreas" */
  ENTITY_KINDS
};

/* A date no line gives: before and after all days. */
enum { DAY_NONE_BEFORE = INT32_MIN, DAY_NONE_AFTER = INT32_MAX };

typedef struct EntityRec {
  uint32_t name, file, line; /* name and file: offsets of NUL-terminated strings */
  uint32_t first, nparties;  /* in parties */
  uint32_t cue, ncues;       /* in cues: words near which its weak names count */
  int32_t from, to;          /* days since 1970 in which it exists; `to` excluded */
  char code[4];              /* of a country */
  uint8_t kind, pad[3];
} EntityRec;

typedef struct PartyRec {
  char country[4], sector[4]; /* NUL-terminated, empty for none */
  int32_t from, to;
  uint32_t what; /* free text */
} PartyRec;

enum NameFlag {
  NAME_WEAK = 1,
  NAME_EXACT = 2,
  NAME_ADJ = 4,
  NAME_PEOPLE = 8,
  NAME_CAPITAL = 16,
  NAME_SEAT = 32,
  NAME_SURNAME = 64,
  NAME_CAPS = 128 /* written with a capital, so the text must have one too */
};

typedef struct NameRec {
  uint32_t text; /* as the lexicon has it */
  uint32_t entity;
  int32_t from, to;
  uint32_t flags;
} NameRec;

enum RoleKind { ROLE_PERSON, ROLE_GROUP, ROLE_BODY };
enum RoleFlag { ROLE_BARE = 1, ROLE_TITLE = 2, ROLE_OFFICE = 4, ROLE_INHERIT = 8 };

typedef struct RoleRec {
  uint32_t text, file, line;
  char sector[4], former[4];
  uint8_t kind, flags, pad[2];
} RoleRec;

enum CameoKind { CAMEO_COUNTRY, CAMEO_BODY, CAMEO_SECTOR, CAMEO_MARKER, CAMEO_REGION, CAMEO_NONE, CAMEO_KINDS };

/* A part of CAMEO's actor codes and what it means (lexicon/cameo); sorted by part. */
typedef struct ActorCodeRec {
  char part[4], value[4]; /* NUL-terminated */
  uint32_t kind;
} ActorCodeRec;

typedef struct Lexicon {
  const char *str;
  uint32_t nstr;
  const EntityRec *entities;
  const PartyRec *parties;
  const NameRec *names;
  const RoleRec *roles;
  const ActorCodeRec *cameo;
  const Key *cues;
  uint32_t nentities, nparties, nnames, nroles, ncameo, ncues;
  Trie name_trie, role_trie;
} Lexicon;

/* Checks every reference; the image must outlive it. */
bool lexicon_open(Lexicon *lx, const Image *im, EntError *err);
/* Reads dir/actors and dir/roles into sections of w.  Complaints have file, line and column. */
bool lexicon_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err);

static inline Str lexicon_str(const Lexicon *lx, uint32_t at) { return str_of(lx->str + at); }

#endif
