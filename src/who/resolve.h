/* The inside of who/: what the files that compose mentions share.  Not for other stages. */
#ifndef WHO_RESOLVE_H
#define WHO_RESOLVE_H

#include "base/slots.h"
#include "text/tree.h"
#include "who/find.h"

typedef struct Resolver {
  const Who *w;
  Doc *d;
  Found found;
  Mentions *out;
  uint8_t *state; /* a token: 0 not seen, 1 under way, 2 done */
  uint32_t cap;   /* of out->at */
  Slots locals;   /* names that this document taught, surnames and short forms in brackets: to mentions */
  Slots seen;     /* entities of the lexicon that it has named, and whether their people were meant: to entity numbers */
  uint32_t entities;
  uint8_t *countries; /* a bit a code that the document names somewhere */
  char last[4];       /* the country named last, or "" */
  int32_t day;        /* of the report, days since 1970 */
} Resolver;

/* What stands with a head and says where it belongs. */
typedef struct Evidence {
  PartyCode parties[WHO_PARTIES];
  uint32_t n;
  bool sector; /* some party has a sector that an "official" or "spokesman" takes over */
} Evidence;

/* mend.c: brings titles and the names behind them together in the tree. */
void mend_names(const Who *w, Doc *d, const Found *f);

/* The mention on token h, made when needed; -1 if there is none or it is under way. */
int32_t resolve(Resolver *r, uint32_t h);

/* names.c: does more of a person's name stand behind the span ("Abdul Hamid Dbeibeh")? */
bool name_goes_on(const Resolver *r, const NameSpan *s);
/* The lexicon's entity for a span in this document, or false.  role: the title that stands with it, or NULL. */
bool pick_name(const Resolver *r, const NameSpan *s, const RoleRec *title, uint32_t *name_out);
/* Is it a sector of a state's organs, which one leaves with the office: after it, with nothing else said, a person is a former official? */
bool holds_office(const char *sector);
/* prefer: a sector that a line true on the day wins by ("President Merino" who is a deputy too), or NULL. */
uint32_t parties_on(const Lexicon *lx, const EntityRec *e, int32_t day, const char *prefer, PartyCode out[WHO_PARTIES]);
bool add_party(PartyCode list[WHO_PARTIES], uint32_t *n, PartyCode p);

/* seen.c: what the document names. */
void country_survey(Resolver *r);
void country_note(Resolver *r, const char *code);
bool country_seen(const Resolver *r, const char *code);
bool entity_seen(const Resolver *r, int32_t lex, int32_t known);
/* The entity's number in this document, given when it is new. */
uint32_t entity_number(Resolver *r, int32_t lex, int32_t known, bool people);

/* phrase.c: the phrase around a head, and what its parts say. */
void phrase_core(const Doc *d, uint32_t h, uint32_t *lo, uint32_t *hi);
void phrase_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, const NameSpan *own, Evidence *ev);
/* Names before the head alone. */
void core_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, const NameSpan *own, Evidence *ev);
/* The same for a thing ("convoy", "proposals"): what stands before it, else what follows with "of", "by", "from". */
void thing_evidence(Resolver *r, uint32_t h, uint32_t lo, uint32_t hi, Evidence *ev);
bool names_another(const Resolver *r, const NameSpan *s, uint32_t hi);
const RoleRec *role_at(const Resolver *r, uint32_t t);
/* The title in a phrase: the last role that ends in lo..hi, other than on h. */
const RoleRec *phrase_title(const Resolver *r, uint32_t lo, uint32_t hi, uint32_t h);
/* Is the token (its word or lemma), or any of lo..hi, in a WORDS_ class? */
bool token_class(const Resolver *r, uint32_t t, int class);
bool phrase_class(const Resolver *r, uint32_t lo, uint32_t hi, int class);

/* coref.c: what was said before. */
int32_t local_find(const Resolver *r, Key key);
void acronym_learn(Resolver *r, const Mention *m, int32_t index);
/* A person named in full before by whose last word the key is, or -1. */
int32_t surname_find(const Resolver *r, Key key);
/* "the House", "the Commission": the organisation named before whose name that noun heads, or -1. */
int32_t part_find(const Resolver *r, const Mention *m);
/* The mention whose short form in brackets the token repeats, or -1. */
int32_t acronym_find(const Resolver *r, const Token *t);
void local_learn(Resolver *r, const Mention *m, int32_t index);
/* Fills a pronoun's mention from its antecedent; false when there is none. */
bool coref_pronoun(Resolver *r, Mention *m);
/* "both sides", "the group", "the Bangladeshi official": takes over what an earlier mention denotes.  True if it did. */
bool coref_phrase(Resolver *r, Mention *m, const RoleRec *role);
/* "its neighbour", "his counterpart": gives it the country of another state told before.  True if it did. */
bool coref_neighbour(Resolver *r, Mention *m);
/* "the Gulf state", a name by its letters: the state of that region told before. */
bool coref_region(Resolver *r, Mention *m);
/* The noun by which a later phrase may go back to the mention; 0 for none. */
Key mention_noun(const Resolver *r, const Mention *m);
void mention_take(Mention *m, const Mention *from, int32_t index);

#endif
