/* One record for an act told twice: which tellings are of one act, and what a later one adds. */
#include "code/told.h"
#include "code/engine.h"
#include "text/tree.h"

const Mention *told_of(const Mentions *who, const Mention *m) {
  for (int n = 0; n < 8 && m->kind == MENTION_PRONOUN && m->antecedent >= 0; n++) m = &who->at[m->antecedent];
  return m;
}

static const Mention *side(const Coded *c, const Heads *h, uint32_t i) { return &c->who.at[c->who.of[h->at[i]]]; }

/* Is a side told by words that name no country ("kills photojournalist", "hundreds arrested")? */
static bool names_nobody(const Coded *c, const Heads *h) {
  for (uint32_t i = 0; i < h->n; i++)
    if (side(c, h, i)->nparties && side(c, h, i)->parties[0].country[0]) return false;
  return h->n > 0;
}

/* The one named person of a side, by number of entity, or -1. */
static int32_t named_person(const Coded *c, const Heads *h) {
  const Mention *m = h->n == 1 ? told_of(&c->who, side(c, h, 0)) : NULL;
  return m && m->kind == MENTION_PERSON && !(m->flags & MEN_PLURAL) ? (int32_t)m->entity : -1;
}

/* Does a noun with "the" or "this" tell it ("the attack on a hall"), and of nobody that it hit by name or office? */
static bool goes_back(const Coded *c, const Act *a) {
  if (c->doc->tokens[a->trigger].upos != UPOS_NOUN) return false;
  for (uint32_t i = 0; i < a->whom.n; i++)
    if (side(c, &a->whom, i)->nparties) return false;
  int32_t det = tree_dep(c->doc, a->trigger, DEP_DET);
  return det >= 0 && (tok_is(&c->doc->tokens[det], key_fold(STR("the"))) || tok_is(&c->doc->tokens[det], key_fold(STR("this"))));
}

Telling telling_of(const Engine *e, const Coded *c, const Act *a) {
  const Frames *f = &e->what.frames[a->lex];
  const TypeRec *type = &f->onto.types[f->codes[a->code].type];
  bool force = type->traits & TRAIT_ATTACK && a->status == STATUS_ACTUAL;
  return (Telling){.type = type,
                   .by_report = a->timex < 0,
                   .no_who = names_nobody(c, &a->who),
                   .no_whom = names_nobody(c, &a->whom),
                   .goes_back = force && goes_back(c, a),
                   .victim = force ? named_person(c, &a->whom) : -1,
                   .doer = named_person(c, &a->who),
                   .other = named_person(c, &a->whom),
                   .stays = a->stays,
                   .in_body = c->doc->sents[a->sent].kind == SENT_BODY};
}

static bool has_code(const RecordParties *l, const RecordParty *p, bool sectors) {
  for (uint32_t i = 0; i < l->n; i++)
    if (!memcmp(l->at[i].country, p->country, 4) && (!sectors || !memcmp(l->at[i].sector, p->sector, 4))) return true;
  return false;
}

static bool codes_within(const RecordParties *a, const RecordParties *b, bool sectors) {
  for (uint32_t i = 0; i < a->n; i++)
    if (!has_code(b, &a->at[i], sectors)) return false;
  return true;
}

static bool one_code(const RecordParties *l, bool sectors) {
  for (uint32_t i = 1; i < l->n; i++)
    if (memcmp(l->at[i].country, l->at[0].country, 4) || (sectors && memcmp(l->at[i].sector, l->at[0].sector, 4))) return false;
  return true;
}

static bool in_order(const RecordParties *a, const RecordParties *b, bool sectors) {
  for (uint32_t i = 0; i < a->n; i++)
    if (memcmp(a->at[i].country, b->at[i].country, 4) || (sectors && memcmp(a->at[i].sector, b->at[i].sector, 4))) return false;
  return true;
}

/* The same codes: one, however often ("dozens at a base" are the "soldiers and cooks" told of later), or several in one order: "officials
** from both met ...  The Malian also met the Chadian general" are two meetings. */
static bool same_codes(const RecordParties *a, const RecordParties *b, bool sectors) {
  if (!codes_within(a, b, sectors) || !codes_within(b, a, sectors)) return false;
  return one_code(a, sectors) || (a->n == b->n && in_order(a, b, sectors));
}

/* Is one country on both sides? Then its sectors tell the acts apart. */
static bool at_home(const EventRecord *r) {
  return r->actor.n && r->recipient.n && r->actor.at[0].country[0] && !memcmp(r->actor.at[0].country, r->recipient.at[0].country, 4);
}

/* Equal, or one is only the report's, where the text gives no day, and the other within the week before it. */
static bool dates_agree(const EventRecord *a, bool a_by_report, const EventRecord *b, bool b_by_report) {
  enum { WEEK = 7 };
  if (!date_known(a->date) || !date_known(b->date) || date_cmp(a->date, b->date) == 0) return true;
  if (a_by_report == b_by_report) return false;
  int32_t days = a_by_report ? date_days(a->date) - date_days(b->date) : date_days(b->date) - date_days(a->date);
  return days >= 0 && days <= WEEK;
}

static bool has_country(const RecordParties *l) {
  for (uint32_t i = 0; i < l->n; i++)
    if (l->at[i].country[0]) return true;
  return false;
}

static bool has_sectors_of(const RecordParties *a, const RecordParties *b) {
  return a->n == 1 && b->n == 1 && a->at[0].sector[0] && !memcmp(a->at[0].sector, b->at[0].sector, 4);
}

/* "The army retook the town that rebels had seized": of one country, with the sides changed about. */
static bool turned_about(const EventRecord *a, const EventRecord *b) {
  return has_sectors_of(&a->actor, &b->recipient) && has_sectors_of(&a->recipient, &b->actor) && !has_sectors_of(&a->actor, &a->recipient);
}

static bool is_people(const RecordParty *p) { return !strcmp(p->sector, "CVL") || !strcmp(p->sector, "CRM"); }

static bool is_state(const RecordParty *p) { return !strcmp(p->sector, "GOV") || !strcmp(p->sector, "MIL"); }

/* "killed in an airstrike" and "killed by settlers" are two acts, though of one country. */
static bool people_or_state(const RecordParties *a, const RecordParties *b) {
  if (a->n != 1 || b->n != 1) return false;
  return (is_people(&a->at[0]) && is_state(&b->at[0])) || (is_state(&a->at[0]) && is_people(&b->at[0]));
}

/* Another act of the same sides and type: another mode ("arrested ... banned"; violence has many words), what a statement says in
** another sentence ("condemned ... sued"), though not what a title says otherwise, or violence in another country. */
static bool another_act(const EventRecord *old, const EventRecord *r, const TypeRec *type) {
  enum { STATEMENT = 3, FORCE = 4 /* quad */ };
  bool modes = old->mode.n && r->mode.n && !str_eq(old->mode, r->mode);
  if (modes && !(type->traits & TRAIT_ATTACK)) return true;
  if (r->quad == STATEMENT && old->sentence != r->sentence && !old->span.in_title && !str_eq(old->cameo, r->cameo)) return true;
  return r->quad == FORCE && old->place.country[0] && r->place.country[0] && memcmp(old->place.country, r->place.country, 4) != 0;
}

static bool same_sectors(const RecordParties *a, const RecordParties *b) {
  for (uint32_t i = 0; i < a->n; i++)
    for (uint32_t k = 0; k < b->n; k++)
      if (!memcmp(a->at[i].sector, b->at[k].sector, 4)) return true;
  return false;
}

/* "shot dead a reporter", "gunmen attacked the reporter": armed men whom no country is told of, and whom the first telling left out. */
static bool gunmen(const EventRecord *old, const EventRecord *r, const TypeRec *type) {
  bool modes = old->mode.n && r->mode.n && !str_eq(old->mode, r->mode);
  return type->traits & TRAIT_ATTACK && !has_country(&r->actor) && !old->actor.n && !modes && same_sectors(&old->recipient, &r->recipient);
}

/* Told twice: the same countries on both sides, or a side that one telling leaves out. */
static bool same_sides(const EventRecord *old, const EventRecord *r, const TypeRec *type) {
  /* "killed two and abducted three", "travelled to Lima and met the president" */
  bool modes = r->mode.n || r->quad == 1;
  if (old->sentence == r->sentence && modes && !str_eq(old->mode, r->mode)) return false;
  if (another_act(old, r, type)) return false;
  bool home = r->quad != 4 && at_home(old) && at_home(r); /* of violence a text names the doer in many ways */
  bool actor = same_codes(&old->actor, &r->actor, home), recipient = same_codes(&old->recipient, &r->recipient, home);
  /* what two say together is one act only in the same words */
  if (actor && recipient && r->actor.n > 1 && type->hides && !str_eq(old->rule, r->rule)) return false;
  if (actor && recipient && (turned_about(old, r) || people_or_state(&old->actor, &r->actor))) return false;
  if (actor && recipient) return has_country(&r->actor) || has_country(&r->recipient);
  return (actor && has_country(&r->actor) && !r->recipient.n) ||
         (recipient && has_country(&r->recipient) && (!r->actor.n || gunmen(old, r, type)));
}

static bool same_type_and_days(const EventRecord *old, const Telling *told, const EventRecord *r, const Telling *t) {
  return str_eq(old->type, r->type) && dates_agree(old, told->by_report, r, t->by_report);
}

/* "killed a general. The airstrike at the airport ...": by a noun that goes back to what other words told; the first that fits, which the
** text is about. */
static bool told_back(const EventRecord *old, const EventRecord *r, const Telling *t) {
  if (!t->goes_back || old->sentence == r->sentence) return false;
  return same_codes(&old->actor, &r->actor, false) || !has_country(&r->actor) || !has_country(&old->actor);
}

/* "Kenya arrested Juma.  It arrested Otieno too", "Juma criticised the bill, Otieno called it unfair": done to another named person, or said by
** another. */
static bool of_others(const Telling *told, const Telling *t) {
  if (told->other >= 0 && t->other >= 0 && told->other != t->other) return true;
  return t->type->hides && told->doer >= 0 && t->doer >= 0 && told->doer != t->doer;
}

bool told_before(const EventRecord *old, const Telling *told, const EventRecord *r, const Telling *t) {
  if (!same_type_and_days(old, told, r, t) || of_others(told, t)) return false;
  /* "attacked the mayor", "shot dead", "her murder": of one named person a text tells one attack, by whatever words */
  return (t->victim >= 0 && t->victim == told->victim) || same_sides(old, r, t->type) || told_back(old, r, t);
}

/* A side that the title leaves out, or whose country it does not name. */
bool tells_more(const EventRecord *title, const Telling *told, const EventRecord *r, const Telling *t) {
  if (!title->span.in_title || r->span.in_title || !same_type_and_days(title, told, r, t)) return false;
  if (title->mode.n && r->mode.n && !str_eq(title->mode, r->mode)) return false;
  bool actor = same_codes(&title->actor, &r->actor, false), recipient = same_codes(&title->recipient, &r->recipient, false);
  if (told->no_who && recipient && same_sectors(&title->actor, &r->actor)) return true;
  if (told->no_whom && actor && same_sectors(&title->recipient, &r->recipient)) return true;
  return (actor && r->actor.n && !title->recipient.n) || (recipient && r->recipient.n && !title->actor.n);
}

/* A later sentence says where it was, or who did it, when the first did not.  The first of the body says on whose word too, and the day
** of what the title tells ("Bomb kills four" ... "in Basra on Friday, police said"); what the body tells plainly first stays its own word. */
void add_telling(EventRecord *old, const Telling *told, const EventRecord *r) {
  bool undated = !date_known(old->date) && date_known(r->date); /* "the recent launches ...  It fired two on Friday" */
  if (undated || (old->span.in_title && told->by_report)) {
    old->date = r->date;
    old->date_end = r->date_end;
    old->granularity = r->granularity;
  }
  if (!old->place.name.n) old->place = r->place;
  if (!old->actor.n) old->actor = r->actor;
  if (!old->recipient.n) old->recipient = r->recipient;
  if (!told->in_body && !old->source.n) old->source = r->source;
}

EventRecord in_place_of(const EventRecord *title, const EventRecord *r) {
  EventRecord out = *r;
  if (r->mode.n || !title->mode.n) return out;
  out.mode = title->mode;
  out.cameo = title->cameo;
  out.score = title->score;
  out.goldstein = title->goldstein;
  return out;
}
