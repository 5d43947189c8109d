/* Names of tags and relations, and the steps through a tree.
**
** The three .def files give enum and name in one order, so a name is an array element; finding goes through all of them, which only CoNLL-U
** and the loading of a model do. */
#include "text/doc.h"

static const char *const upos_names[] = {
#define X(name, text) text,
#include "text/upos.def"
#undef X
};
static const char *const xpos_names[] = {
#define X(name, text) text,
#include "text/xpos.def"
#undef X
};
static const char *const deprel_names[] = {
#define X(name, text) text,
#include "text/deprel.def"
#undef X
};

static int find(const char *const *names, int n, Str s) {
  for (int i = 0; i < n; i++)
    if (str_is(s, names[i])) return i;
  return -1;
}

const char *upos_text(int u) { return u >= 0 && u < UPOS_COUNT ? upos_names[u] : "_"; }
const char *xpos_text(int x) { return x >= 0 && x < XPOS_COUNT ? xpos_names[x] : "_"; }
const char *deprel_text(int d) { return d >= 0 && d < DEP_COUNT ? deprel_names[d] : "_"; }
int upos_find(Str s) { return find(upos_names, UPOS_COUNT, s); }
int xpos_find(Str s) { return find(xpos_names, XPOS_COUNT, s); }
int deprel_find(Str s) { return find(deprel_names, DEP_COUNT, s); }

uint32_t doc_from(const void *at, uint32_t n, size_t size, uint32_t token) {
  uint32_t lo = 0;
  while (lo < n) {
    uint32_t mid = lo + (n - lo) / 2, first;
    memcpy(&first, (const char *)at + mid * size, sizeof first);
    if (first < token) lo = mid + 1;
    else n = mid;
  }
  return lo;
}

int32_t tok_dep_next(const Doc *d, uint32_t head, int32_t from) {
  const Sent *s = &d->sents[d->tokens[head].sent];
  uint32_t i = from < (int32_t)s->first ? s->first : (uint32_t)from + 1;
  for (; i < s->first + s->n; i++)
    if (d->tokens[i].head == (int32_t)head) return (int32_t)i;
  return -1;
}

int32_t tok_dep(const Doc *d, uint32_t head, int deprel) {
  for (int32_t i = tok_dep_next(d, head, -1); i >= 0; i = tok_dep_next(d, head, i))
    if (d->tokens[i].deprel == deprel) return i;
  return -1;
}

bool tok_below(const Doc *d, uint32_t t, uint32_t head) {
  uint32_t steps = d->sents[d->tokens[t].sent].n; /* a tree that is none (a user's CoNLL-U) must not hold us */
  for (int32_t i = (int32_t)t; i >= 0 && steps-- > 0; i = d->tokens[i].head)
    if (i == (int32_t)head) return true;
  return false;
}

void tok_subtree(const Doc *d, uint32_t head, uint32_t *first_out, uint32_t *last_out) {
  const Sent *s = &d->sents[d->tokens[head].sent];
  uint32_t first = head, last = head;
  for (uint32_t i = s->first; i < head && first == head; i++)
    if (tok_below(d, i, head)) first = i;
  for (uint32_t i = s->first + s->n; i-- > head + 1 && last == head;)
    if (tok_below(d, i, head)) last = i;
  *first_out = first;
  *last_out = last;
}
