/* Reads what `entente audit` wrote. */
#include "ties/trust.h"

#include "base/mapfile.h"
#include "read/json.h"

#include <math.h>

typedef struct Tally {
  char type[16];
  uint32_t right, n;
} Tally;

typedef VEC(Tally) Tallies;

static Tally *tally_of(Arena *a, Tallies *t, Str type) {
  for (uint32_t i = 0; i < t->n; i++)
    if (str_is(type, t->at[i].type)) return &t->at[i];
  Tally *k = VEC_ADD(a, t);
  memcpy(k->type, type.p, type.n);
  return k;
}

/* One judgement. */
static bool count_line(Arena *a, Tallies *t, Str line, const char *path, uint32_t n, EntError *err) {
  const Json *j = json_parse(a, line, path, n, err);
  if (!j) return false;
  const Json *type = json_member(j, "type"), *verdict = json_member(j, "verdict");
  if (!type || type->type != JSON_STRING || !type->text.n || type->text.n > 15)
    return err_at(err, ENT_EINPUT, path, n, 0, "no \"type\" of an event, as entente audit writes it");
  if (!verdict || (!str_is(verdict->text, "right") && !str_is(verdict->text, "wrong") && !str_is(verdict->text, "fix")))
    return err_at(err, ENT_EINPUT, path, n, 0, "\"verdict\" is not right, wrong or fix");
  const Json *same = json_member(j, "same_type");
  Tally *k = tally_of(a, t, type->text);
  k->n++;
  /* a mended record is an act of its type all the same, unless the type was what was wrong */
  k->right += str_is(verdict->text, "right") || (str_is(verdict->text, "fix") && (!same || same->type == JSON_TRUE));
  return true;
}

bool trust_read(Arena *a, const char *path, const TieTrust **out, uint32_t *n_out, EntError *err) {
  MapFile m;
  Tallies t = {0};
  if (!mapfile_open(&m, path, err)) return false;
  Str rest = {m.p, (uint32_t)m.n}, line;
  uint32_t n = 0;
  bool ok = m.n <= UINT32_MAX || err_at(err, ENT_EINPUT, path, 0, 0, "is too large for a file of judgements");
  while (ok && str_line(&rest, &line)) {
    n++;
    if (str_trim(line).n) ok = count_line(a, &t, line, path, n, err);
  }
  mapfile_close(&m);
  TieTrust *trust = ARENA_ARRAY(a, TieTrust, t.n);
  for (uint32_t i = 0; i < t.n; i++) {
    memcpy(trust[i].type, t.at[i].type, sizeof trust[i].type);
    trust[i].precision = (t.at[i].right + 0.5) / (t.at[i].n + 1.0);
  }
  *out = trust;
  *n_out = t.n;
  return ok;
}

void wilson(uint32_t right, uint32_t n, double *low_out, double *high_out) {
  const double z = 1.96;
  double p = n ? (double)right / n : 0, d = 1 + z * z / (n ? n : 1), mid = p + z * z / (2.0 * (n ? n : 1));
  double half = z * sqrt(p * (1 - p) / (n ? n : 1) + z * z / (4.0 * (n ? n : 1) * (n ? n : 1)));
  *low_out = n ? fmax(0, (mid - half) / d) : 0;
  *high_out = n ? fmin(1, (mid + half) / d) : 1;
}
