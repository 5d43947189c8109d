/* What hangs on an act: its day, its place, who says so.  Inside of what/. */
#ifndef WHAT_ATTACH_H
#define WHAT_ATTACH_H

#include "what/status.h"

enum { ATTACH_UP = 10 /* steps upwards in a tree that are followed */ };

/* The token of a span whose head lies outside it. */
uint32_t attach_head(const Doc *d, uint32_t first, uint32_t last);
/* How far a word (of time, of place) is from an act; `side` lets it stand in a clause beside ("killed when a bomb went off in"): 0 hangs on the trigger; more
** on a word above it; -1 is another clause's. */
int attach_distance(const Stage *s, const Act *a, uint32_t head, bool side);
/* Does some frame make an act of this noun ("attack", "arrest")? */
bool attach_names_act(const Stage *s, uint32_t noun);
/* Is the word part of a phrase that says where, and no more: "the city of", "the region", a word of a longer name? */
bool attach_place_word(const Stage *s, uint32_t t);
/* Is the verb, or an auxiliary of it, in the past tense? */
bool attach_past(const Stage *s, uint32_t verb);
const TypeRec *attach_type(const Stage *s, const Act *a);
bool attach_has_trait(const Stage *s, const Act *a, int trait);

/* Sets timex and background of each act. */
void attach_days(const Stage *s, Act *acts, uint32_t n);
/* Sets where and near. */
void attach_place(const Stage *s, Act *a);
/* Sets stays; where of all must be set. */
void attach_places_before(const Stage *s, Act *acts, uint32_t n);
/* Fills a side that is empty from elsewhere in the sentence; where must be set. */
void attach_sides(const Stage *s, Act *a);
/* Fills the doer of a passive from a sentence before; the sides of all must be set. */
void attach_sides_before(const Stage *s, Act *acts, uint32_t n);
/* Sets source; for claims of responsibility, when all have theirs, who too. */
void attach_source(const Stage *s, Act *a);
/* Adds who says the words in which t stands: of an act there it would be the source. */
void attach_speaker(const Stage *s, uint32_t t, Heads *out);
void attach_claims(const Stage *s, Act *acts, uint32_t n);

#endif
