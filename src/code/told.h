/* Acts that a text tells more than once.  Inside of code/. */
#ifndef CODE_TOLD_H
#define CODE_TOLD_H

#include "code/code.h"

/* What tells the tellings of one act apart from other acts, beside the record. */
typedef struct Telling {
  const TypeRec *type;
  bool by_report;       /* its day is only the report's */
  bool no_who, no_whom; /* the words for that side name no country */
  bool goes_back;       /* force, told by a noun with "the" */
  int32_t victim;       /* the named person that force is used on, by number of entity, or -1 */
  int32_t doer, other;  /* the one named person on each side, by number of entity, or -1 */
  int32_t stays;        /* where its act still is when no telling says where (Act.stays) */
  bool in_body;         /* the body has told it */
} Telling;

/* The mention that a pronoun stands for, or the mention itself. */
const Mention *told_of(const Mentions *who, const Mention *m);
Telling telling_of(const Engine *e, const Coded *c, const Act *a);

/* Is the second act the first, told again? */
bool told_before(const EventRecord *old, const Telling *told, const EventRecord *r, const Telling *t);
/* Does the body tell more of an act of the title than the title does? Then its record takes the place of the title's. */
bool tells_more(const EventRecord *title, const Telling *told, const EventRecord *r, const Telling *t);

/* Gives a record what a later telling adds; its keys are the caller's to set. */
void add_telling(EventRecord *old, const Telling *told, const EventRecord *r);
/* The body's record with the mode that only the title has. */
EventRecord in_place_of(const EventRecord *title, const EventRecord *r);

#endif
