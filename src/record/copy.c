/* A record that outlives the document it was made from. */
#include "record/record.h"

static void copy_parties(Arena *a, RecordParties *p) {
  RecordParty *mine = ARENA_ARRAY(a, RecordParty, p->n);
  for (uint32_t i = 0; i < p->n; i++) {
    mine[i] = p->at[i];
    Str *sectors = ARENA_ARRAY(a, Str, mine[i].nsectors);
    for (uint32_t k = 0; k < mine[i].nsectors; k++) sectors[k] = arena_str(a, mine[i].sectors[k]);
    mine[i].sectors = sectors;
    mine[i].name = arena_str(a, mine[i].name);
    mine[i].span.text = arena_str(a, mine[i].span.text);
  }
  p->at = mine;
}

EventRecord record_copy(Arena *a, const EventRecord *e) {
  EventRecord r = *e;
  Str *texts[] = {&r.id,         &r.event,        &r.doc_id,          &r.span.text,        &r.type, &r.mode,      &r.cameo,
                  &r.place.name, &r.place.admin1, &r.place.span.text, &r.status_text.text, &r.rule, &r.publisher, &r.url};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = arena_str(a, *texts[i]);
  Str *contexts = ARENA_ARRAY(a, Str, r.ncontexts);
  for (uint32_t i = 0; i < r.ncontexts; i++) contexts[i] = arena_str(a, r.contexts[i]);
  r.contexts = contexts;
  copy_parties(a, &r.actor);
  copy_parties(a, &r.recipient);
  copy_parties(a, &r.source);
  r.told = NULL;
  return r;
}
