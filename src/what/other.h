/* The other side of an act.  Inside of what/. */
#ifndef WHAT_OTHER_H
#define WHAT_OTHER_H

#include "what/path.h"

/* match.c: 2: a party that stands by itself; 1: one that counts beside another; 0: none. */
int match_weight(const Stage *s, uint32_t t);
/* The noun that a pronoun goes back to, or the pronoun. */
uint32_t meant_by(const Stage *s, uint32_t pronoun);
/* One token, or two mentions of one entity? */
bool same_party(const Stage *s, uint32_t a, uint32_t b);
/* Drops from `from` who is among `these`. */
void without_party(const Stage *s, Heads *from, const Heads *these);
/* Drops the states for which those of `who` act. */
void without_own_state(const Stage *s, Heads *from, const Heads *who);

/* Drops from a's other side those to whom nothing is done: the doer, his own things, state or body, what is sent, of blame the victims. */
void other_trim(const Stage *s, const TypeRec *type, Act *a);
/* Adds to a's other side the first party of another country in what is promised, asked, refused or threatened. */
void other_first(const Stage *s, const TypeRec *type, Act *a);

#endif
