/* What the document names, in tables: its countries as bits, its entities by number.  So a question costs the same in a long text as in a short one. */
#include "who/resolve.h"

enum { CODES = 26 * 26 * 26 };

static int32_t code_bit(const char *code) {
  int32_t at = 0;
  for (int i = 0; i < 3; i++) {
    if (!is_upper(code[i])) return -1;
    at = at * 26 + (code[i] - 'A');
  }
  return at;
}

void country_note(Resolver *r, const char *code) {
  int32_t bit = code_bit(code);
  if (bit >= 0) r->countries[bit / 8] |= (uint8_t)(1 << bit % 8);
}

bool country_seen(const Resolver *r, const char *code) {
  int32_t bit = code_bit(code);
  return bit >= 0 && r->countries[bit / 8] >> bit % 8 & 1;
}

static Key entity_key(int32_t lex, int32_t known, bool people) { return key_mix((Key)lex * 2 + people + 1, (Key)known + 1); }

bool entity_seen(const Resolver *r, int32_t lex, int32_t known) {
  return slots_get(&r->seen, entity_key(lex, known, false)) || slots_get(&r->seen, entity_key(lex, known, true));
}

uint32_t entity_number(Resolver *r, int32_t lex, int32_t known, bool people) {
  Key key = entity_key(lex, known, people);
  const uint32_t *old = slots_get(&r->seen, key);
  if (old) return *old;
  *slots_at(r->d->arena, &r->seen, key) = r->entities;
  return r->entities++;
}

/* The one entity that a span can only mean, or NULL: strong names of a single entity. */
static const EntityRec *plain_entity(const Lexicon *lx, const NameSpan *s) {
  const EntityRec *found = NULL;
  for (uint32_t i = 0; i < s->nvalues; i++) {
    const NameRec *nm = &lx->names[lx->name_trie.values[s->value + i]];
    const EntityRec *e = &lx->entities[nm->entity];
    if (nm->flags & NAME_WEAK || (found && found != e)) return found && found->kind == ENTITY_COUNTRY ? found : NULL;
    found = e;
  }
  return found;
}

void country_survey(Resolver *r) {
  r->countries = ARENA_ARRAY(r->d->arena, uint8_t, CODES / 8 + 1);
  for (uint32_t i = 0; i < r->found.nnames; i++) {
    const Lexicon *lx = &r->w->lex[r->found.names[i].lex];
    const EntityRec *e = plain_entity(lx, &r->found.names[i]);
    PartyCode p[WHO_PARTIES];
    if (e && e->kind == ENTITY_COUNTRY) country_note(r, e->code);
    else if (e && !(e->kind == ENTITY_PERSON && name_goes_on(r, &r->found.names[i])) && parties_on(lx, e, r->day, NULL, p))
      country_note(r, p[0].country);
  }
}
