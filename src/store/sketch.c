/* Near-copies: a sketch is the 32 smallest hashes of a text's runs of three words.
**
** Hashes spread evenly, so up to the largest hash that both sketches hold they are complete samples of their texts, and how much of the smaller sample the
** other has tells how much of the shorter text stands in the longer one (Broder 1997, "On the resemblance and containment of documents").  Of texts of two
** sentences the sketch is nearly everything. */
#include "base/hash.h"
#include "store/same.h"
#include "store/word.h"

enum {
  RUN = 3,
  SHARED_LEAST = 6, /* of fewer shared runs of words nothing follows */
};

static void sketch_add(Sketch *s, uint64_t h) {
  if (s->n == SKETCH_SIZE && h >= s->at[s->n - 1]) return;
  uint32_t i = s->n;
  while (i && s->at[i - 1] > h) i--;
  if (i && s->at[i - 1] == h) return;
  uint32_t after = s->n - i;
  if (s->n == SKETCH_SIZE) after--;
  else s->n++;
  memmove(s->at + i + 1, s->at + i, after * sizeof *s->at);
  s->at[i] = h;
}

static void add_runs(Sketch *s, Str text) {
  Key last[RUN] = {0};
  uint32_t n = 0, at = 0;
  for (Word w; word_next(text, &at, &w); n++) {
    last[0] = last[1];
    last[1] = last[2];
    last[2] = key_of((Str){w.text, w.n});
    if (n + 1 >= RUN) sketch_add(s, key_mix(key_mix(last[0], last[1]), last[2]));
  }
}

void sketch_make(Str title, Str text, Sketch *out) {
  *out = (Sketch){0};
  add_runs(out, title);
  add_runs(out, text);
}

/* How far the sketch is complete. */
static uint64_t reach(const Sketch *s) { return s->n < SKETCH_SIZE ? UINT64_MAX : s->at[s->n - 1]; }

static uint32_t upto(const Sketch *s, uint64_t top) {
  uint32_t n = 0;
  while (n < s->n && s->at[n] <= top) n++;
  return n;
}

bool sketch_copy(const Sketch *a, const Sketch *b) {
  uint64_t top = reach(a) < reach(b) ? reach(a) : reach(b);
  uint32_t na = upto(a, top), nb = upto(b, top), shared = 0;
  for (uint32_t i = 0, k = 0; i < na && k < nb;) {
    shared += a->at[i] == b->at[k];
    if (a->at[i] < b->at[k]) i++;
    else if (b->at[k] < a->at[i]) k++;
    else i++, k++;
  }
  uint32_t least = na < nb ? na : nb;
  if (shared < SHARED_LEAST) return shared && shared == na && shared == nb && top == UINT64_MAX;
  return 2 * shared >= least;
}

/* --- sources --- */

enum { NAMES_MOST = 1024 }; /* publishers of one event that are looked at; the most reported act of a decade of wires had 212 */

typedef struct Names {
  Key key[NAMES_MOST];
  uint16_t same[NAMES_MOST]; /* index of one that it goes with; its own: stands for itself */
  uint32_t n;
} Names;

static uint32_t root(Names *l, uint32_t i) {
  while (l->same[i] != i) i = l->same[i] = l->same[l->same[i]];
  return i;
}

static void join(Names *l, uint32_t a, uint32_t b) {
  a = root(l, a);
  b = root(l, b);
  l->same[a > b ? a : b] = (uint16_t)(a < b ? a : b);
}

/* "AP via Google News" is AP's; "The Guardian" and "Guardian" are one. */
static Key publisher_key(Str name) {
  uint32_t via = str_find_str(name, STR(" via "), 0);
  name = str_trim(str_head(name, via));
  if (name.n > 4 && str_eq_nocase(str_head(name, 4), STR("the "))) name = str_trim(str_from(name, 4));
  return key_fold(name);
}

static uint32_t name_index(Names *l, Key key) {
  uint32_t i = 0;
  while (i < l->n && (!key || l->key[i] != key)) i++; /* key 0, no name: one of its own */
  if (i < l->n) return i;
  if (l->n == NAMES_MOST) return NAMES_MOST - 1;
  l->key[i] = key;
  l->same[i] = (uint16_t)i;
  return l->n++;
}

/* The index of the report's first name; all of them are in the list then. */
static uint32_t add_names(Names *l, Str publisher) {
  uint32_t first = NAMES_MOST;
  for (Str rest = publisher; rest.n;) {
    Key key = publisher_key(str_cut(rest, ';', &rest));
    if (!key) continue;
    uint32_t i = name_index(l, key);
    if (first == NAMES_MOST) first = i;
  }
  return first < NAMES_MOST ? first : name_index(l, 0);
}

uint32_t independent_sources(const Str *publishers, const Sketch *const *sketches, uint32_t n) {
  Names names = {.n = 0};
  uint16_t first[NAMES_MOST];
  if (n > NAMES_MOST) n = NAMES_MOST;
  for (uint32_t i = 0; i < n; i++) first[i] = (uint16_t)add_names(&names, publishers[i]);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < i; k++)
      if (root(&names, first[i]) != root(&names, first[k]) && sketch_copy(sketches[i], sketches[k])) join(&names, first[i], first[k]);
  uint32_t count = 0;
  for (uint32_t i = 0; i < names.n; i++) count += names.same[i] == i;
  return count;
}
