/* An event as pairs of parties, with numbers for those data sets whose ids are numbers. */
#include "record/record.h"

#include "base/hash.h"

static int hex_digit(char c) { return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

enum { NUMBER_DIGITS = 13, NUMBER_BITS = 4 * NUMBER_DIGITS };

uint64_t record_number(Str id) {
  uint64_t v = 0;
  bool hex = id.n >= NUMBER_DIGITS;
  for (uint32_t i = 0; hex && i < NUMBER_DIGITS; i++) {
    int d = hex_digit(id.p[i]);
    hex = d >= 0;
    v = v * 16 + (uint64_t)(hex ? d : 0);
  }
  return hex ? v : hash_bytes(id.p, id.n, 0) >> (64 - NUMBER_BITS);
}

static bool mutual(const EventRecord *e) { return !e->recipient.n && e->actor.n > 1; }

RecordPairs record_pairs(const EventRecord *e) {
  uint32_t actors = e->actor.n ? e->actor.n : 1, others = mutual(e) ? e->actor.n : e->recipient.n ? e->recipient.n : 1;
  return (RecordPairs){e, 0, actors * others, actors * others == 1};
}

static bool same_party(const RecordParty *a, const RecordParty *b) {
  return a && b && strcmp(a->country, b->country) == 0 && strcmp(a->sector, b->sector) == 0 && str_eq(a->name, b->name);
}

static uint64_t mix_party(uint64_t seed, const RecordParty *p) {
  if (!p) return hash_bytes("-", 1, seed);
  seed = hash_bytes(p->country, strlen(p->country), seed);
  seed = hash_bytes(p->sector, strlen(p->sector), seed);
  return hash_bytes(p->name.p, p->name.n, seed);
}

bool record_pair_next(RecordPairs *p, RecordPair *out) {
  const RecordParties *to = mutual(p->e) ? &p->e->actor : &p->e->recipient;
  uint32_t others = to->n ? to->n : 1;
  for (; p->at < p->n; p->at++) {
    uint32_t i = p->at / others, k = p->at % others;
    out->from = p->e->actor.n ? &p->e->actor.at[i] : NULL;
    out->to = to->n ? &to->at[k] : NULL;
    if (out->from && same_party(out->from, out->to)) continue;
    uint64_t seed = hash_bytes(p->e->event.p, p->e->event.n, 0);
    out->number = p->single ? record_number(p->e->event) : mix_party(mix_party(seed, out->from), out->to) >> (64 - NUMBER_BITS);
    p->at++;
    return true;
  }
  return false;
}
