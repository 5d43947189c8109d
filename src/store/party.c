/* Comparing the parties of two tellings.
**
** Countries must agree, as far as they are known.  Names and sectors speak for one act or against it: coders and reporters choose among several right ones
** ("police", "the government"), so that they are no condition. */
#include "store/party.h"

#include "store/actwords.h"

/* --- countries --- */

bool countries_have(const Countries *c, Key key) {
  for (uint32_t i = 0; i < c->n; i++)
    if (c->at[i] == key) return true;
  return false;
}

void countries_add(Countries *c, const char *code) {
  Key key = key_of(str_of(code));
  if (!key || c->n == COUNTRIES_MOST || countries_have(c, key)) return;
  c->code[c->n] = code;
  c->at[c->n++] = key;
}

Countries countries_of(const RecordParties *a, const RecordParties *b) {
  Countries c = {.n = 0};
  for (uint32_t i = 0; i < a->n; i++) countries_add(&c, a->at[i].country);
  for (uint32_t i = 0; b && i < b->n; i++) countries_add(&c, b->at[i].country);
  return c;
}

static bool within(const Countries *a, const Countries *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (!countries_have(b, a->at[i])) return false;
  return true;
}

static enum Side compare(const Countries *a, const Countries *b) {
  if (!a->n || !b->n) return SIDE_UNKNOWN;
  bool ab = within(a, b), ba = within(b, a);
  return ab && ba ? SIDE_EQUAL : ab || ba ? SIDE_PART : SIDE_DIFFERENT;
}

/* --- sectors --- */

static const char *const rebels[] = {"REB", "UAF", NULL};
static const char *const state[] = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", NULL};

static bool sector_in(const RecordParty *p, const char *const *list) {
  for (; *list; list++)
    if (!strcmp(p->sector, *list)) return true;
  return false;
}

static bool all_in(const RecordParties *p, const char *const *list) {
  for (uint32_t i = 0; i < p->n; i++)
    if (!sector_in(&p->at[i], list)) return false;
  return p->n > 0;
}

static bool is_private(const RecordParties *p) {
  for (uint32_t i = 0; i < p->n; i++)
    if (sector_in(&p->at[i], rebels) || sector_in(&p->at[i], state)) return false;
  return true;
}

/* --- sides --- */

/* Several act together and nobody is acted on: a meeting, which others may tell as the visit of one to the other. */
static bool is_mutual(const EventRecord *e) { return !e->recipient.n && e->actor.n > 1; }

static bool names_one(const ActWords *w, const RecordParties *p) {
  Countries c = countries_of(p, NULL);
  for (uint32_t i = 0; i < c.n; i++)
    if (act_words_name_nation(w, c.code[i])) return true;
  return false;
}

/* "A Tibetan set himself on fire in Delhi": of India or of China?  States that do the same are two, and who fights whom is not mistaken for another. */
static enum Side crossed(const Telling *a, const Telling *b, const RecordParties *of_a, const RecordParties *of_b) {
  bool texts = a->words && b->words && !str_eq(a->record->doc_id, b->record->doc_id);
  if (!texts || !is_private(of_a) || !is_private(of_b)) return SIDE_DIFFERENT;
  return names_one(b->words, of_a) && names_one(a->words, of_b) ? SIDE_CROSSED : SIDE_DIFFERENT;
}

/* Both say who does it and who suffers it, and nothing contradicts: two who attack together are not two who meet. */
static bool is_directed(const Sides *s, const EventRecord *a, const EventRecord *b) {
  return (a->quad == 4 || b->quad == 4) && s->actor != SIDE_DIFFERENT && s->recipient != SIDE_DIFFERENT;
}

Sides sides_compare(const Telling *ta, const Telling *tb) {
  const EventRecord *a = ta->record, *b = tb->record;
  Countries aa = countries_of(&a->actor, NULL), ba = countries_of(&b->actor, NULL);
  Countries ar = countries_of(&a->recipient, NULL), br = countries_of(&b->recipient, NULL);
  Countries all_a = countries_of(&a->actor, &a->recipient), all_b = countries_of(&b->actor, &b->recipient);
  enum Side all = compare(&all_a, &all_b);
  Sides s = {compare(&aa, &ba), compare(&ar, &br), false};
  if ((is_mutual(a) || is_mutual(b)) && (all == SIDE_EQUAL || !is_directed(&s, a, b))) s = (Sides){all, all, false};
  s.abroad = all == SIDE_EQUAL && all_a.n > 1;
  if (s.actor == SIDE_DIFFERENT && s.recipient != SIDE_DIFFERENT) s.actor = crossed(ta, tb, &a->actor, &b->actor);
  else if (s.recipient == SIDE_DIFFERENT && s.actor != SIDE_DIFFERENT) s.recipient = crossed(ta, tb, &a->recipient, &b->recipient);
  return s;
}

/* --- names --- */

static Str last_word(Str name) {
  uint32_t at = name.n;
  while (at && name.p[at - 1] != ' ') at--;
  return str_from(name, at);
}

static bool is_name(const RecordParty *p) { return p->name.n && is_upper(p->name.p[0]); }

/* Somebody with a name of two words or more, of no force that acts day after day: "the banker Pavel Orlin". */
static bool is_somebody(const RecordParty *p) {
  static const char *const forces[] = {"REB", "MIL", "COP", "SPY", "PRM", "UAF", "PTY", NULL};
  return is_name(p) && !sector_in(p, forces) && str_find_str(p->name, STR(" "), 0) < p->name.n;
}

static bool share_somebody(const RecordParties *a, const RecordParties *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (is_somebody(&a->at[i]) && is_somebody(&b->at[k]) && str_eq_nocase(last_word(a->at[i].name), last_word(b->at[k].name)))
        return true;
  return false;
}

/* Of the private sort, and with a name in the text: a firm, a paper, a politician out of office. */
static bool is_private_name(const RecordParty *p) {
  return is_name(p) && p->sector[0] && !sector_in(p, rebels) && !sector_in(p, state) && p->span.text.n && is_upper(p->span.text.p[0]);
}

static bool are_others(const RecordParty *x, const RecordParty *y, const Telling *a, const Telling *b) {
  if (!(is_somebody(x) && is_somebody(y)) && !(is_private_name(x) && is_private_name(y))) return false;
  return !act_words_have(b->words, last_word(x->name)) && !act_words_have(a->words, last_word(y->name));
}

/* Each report names its own, and nowhere that of the other: one firm bans him, and another firm bans him. */
static bool other_names(const Telling *a, const Telling *b, const RecordParties *of_a, const RecordParties *of_b) {
  if (!a->words || !b->words) return false;
  for (uint32_t i = 0; i < of_a->n; i++)
    for (uint32_t k = 0; k < of_b->n; k++)
      if (!are_others(&of_a->at[i], &of_b->at[k], a, b)) return false;
  return of_a->n && of_b->n;
}

static bool are_kin(const RecordParties *a, const RecordParties *b) {
  static const char *const groups[] = {"AGR", "BUS", "CRM", "EDU", "JRN", "LAB", "MED", "NGO", "REF", "REL", NULL};
  if (a->n != 1 || b->n != 1 || !sector_in(&a->at[0], groups) || strcmp(a->at[0].sector, b->at[0].sector) != 0) return false;
  return !(is_somebody(&a->at[0]) && is_upper(last_word(a->at[0].name).p[0])) &&
         !(is_somebody(&b->at[0]) && is_upper(last_word(b->at[0].name).p[0]));
}

static bool are_strange(const RecordParties *a, const RecordParties *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++) {
      const char *x = a->at[i].sector, *y = b->at[k].sector;
      if (!x[0] || !y[0] || !strcmp(x, y) || !strcmp(x, "CVL") || !strcmp(y, "CVL")) return false;
      if (sector_in(&a->at[i], state) && sector_in(&b->at[k], state)) return false;
    }
  return a->n && b->n;
}

PartySigns party_signs(const Telling *ta, const Telling *tb) {
  const EventRecord *a = ta->record, *b = tb->record;
  PartySigns s = {.acted_on = share_somebody(&a->recipient, &b->recipient), .acting = share_somebody(&a->actor, &b->actor)};
  s.others = other_names(ta, tb, &a->recipient, &b->recipient) || other_names(ta, tb, &a->actor, &b->actor);
  s.opposed = (all_in(&a->actor, rebels) && all_in(&b->actor, state)) || (all_in(&a->actor, state) && all_in(&b->actor, rebels));
  s.kin = !s.others && (are_kin(&a->actor, &b->actor) || are_kin(&a->recipient, &b->recipient));
  s.strange = are_strange(&a->recipient, &b->recipient);
  return s;
}
