/* The maximum spanning tree of Chu, Liu and Edmonds, taken only where the best heads form no tree.
**
** Every arc from the root costs so much that one is used and no more.  A cycle is contracted into one of its slots; logical nodes (words, then
** contracted cycles) remember their parts, and the arcs keep their ends in the words, so that cycles open again in reverse order. */
#include "syntax/arbor.h"

#include <stdlib.h>

enum { N = ARBOR_NODES };

struct Arbor {
  int64_t w[N][N];               /* [to][from], by slot */
  uint16_t from[N][N], to[N][N]; /* the words at the ends of that arc */
  uint16_t best[N];              /* slot of the best head of a slot */
  bool live[N];
  uint16_t node[N];                      /* logical node in a slot */
  uint16_t up[2 * N];                    /* the cycle that a logical node went into; 0 none */
  uint16_t in_from[2 * N], in_to[2 * N]; /* the arc into a logical node */
  uint16_t mark[N];
  uint16_t cycle[N];
};

Arbor *arbor_new(void) { return malloc(sizeof(Arbor)); }
void arbor_free(Arbor *a) { free(a); }

/* The best head of each word; true if they form a tree with one root. */
static bool greedy(Arbor *a, const int32_t *score, uint32_t n, uint16_t *head) {
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    const int32_t *s = score + (size_t)i * ARBOR_STRIDE;
    uint32_t best = 0;
    for (uint32_t j = 1; j <= n; j++)
      if (j != i + 1 && s[j] > s[best]) best = j;
    head[i] = (uint16_t)best;
    roots += best == 0;
  }
  if (roots != 1) return false;
  memset(a->mark, 0, sizeof a->mark);
  for (uint32_t i = 1; i <= n; i++) {
    uint32_t v = i;
    while (v && !a->mark[v]) a->mark[v] = (uint16_t)i, v = head[v - 1];
    if (v && a->mark[v] == i) return false;
  }
  return true;
}

static void fill(Arbor *a, const int32_t *score, uint32_t n) {
  memset(a->up, 0, sizeof a->up);
  for (uint32_t v = 1; v <= n; v++) {
    a->live[v] = true;
    a->node[v] = (uint16_t)v;
    for (uint32_t u = 0; u <= n; u++) {
      a->w[v][u] = score[(size_t)(v - 1) * ARBOR_STRIDE + u] - (u ? 0 : (int64_t)1 << 42);
      a->from[v][u] = (uint16_t)u, a->to[v][u] = (uint16_t)v;
    }
  }
  a->live[0] = true;
}

static void choose(Arbor *a, uint32_t n) {
  for (uint32_t v = 1; v <= n; v++) {
    if (!a->live[v]) continue;
    uint32_t best = 0;
    for (uint32_t u = 1; u <= n; u++)
      if (a->live[u] && u != v && a->w[v][u] > a->w[v][best]) best = u;
    a->best[v] = (uint16_t)best;
    a->in_from[a->node[v]] = a->from[v][best], a->in_to[a->node[v]] = a->to[v][best];
  }
}

/* The slots of a cycle among the best heads; 0 if there is none. */
static uint32_t find_cycle(Arbor *a, uint32_t n) {
  memset(a->mark, 0, sizeof a->mark);
  for (uint32_t i = 1; i <= n; i++) {
    if (!a->live[i] || a->mark[i]) continue;
    uint32_t v = i;
    while (v && !a->mark[v]) a->mark[v] = (uint16_t)i, v = a->best[v];
    if (!v || a->mark[v] != i) continue;
    uint32_t k = 0, x = v;
    do a->cycle[k++] = (uint16_t)x, x = a->best[x];
    while (x != v);
    return k;
  }
  return 0;
}

/* Makes the first slot of the cycle stand for all of it. */
static void contract(Arbor *a, uint32_t n, uint32_t k, uint16_t id) {
  uint32_t c = a->cycle[0];
  int64_t own[N];
  for (uint32_t i = 0; i < k; i++) {
    uint32_t v = a->cycle[i];
    own[i] = a->w[v][a->best[v]];
    a->up[a->node[v]] = id;
    a->live[v] = false;
  }
  for (uint32_t u = 0; u <= n; u++) {
    if (!a->live[u]) continue;
    uint32_t in = 0, out = 0;
    for (uint32_t i = 1; i < k; i++) {
      if (a->w[a->cycle[i]][u] - own[i] > a->w[a->cycle[in]][u] - own[in]) in = i;
      if (u && a->w[u][a->cycle[i]] > a->w[u][a->cycle[out]]) out = i;
    }
    uint32_t v = a->cycle[in], x = a->cycle[out];
    a->w[c][u] = a->w[v][u] - own[in];
    a->from[c][u] = a->from[v][u], a->to[c][u] = a->to[v][u];
    if (u) a->w[u][c] = a->w[u][x], a->from[u][c] = a->from[u][x], a->to[u][c] = a->to[u][x];
  }
  a->live[c] = true;
  a->node[c] = id;
}

void arbor_solve(Arbor *a, const int32_t *score, uint32_t n, uint16_t *head) {
  if (greedy(a, score, n, head)) return;
  fill(a, score, n);
  uint16_t id = (uint16_t)n;
  for (;;) {
    choose(a, n);
    uint32_t k = find_cycle(a, n);
    if (!k) break;
    contract(a, n, k, ++id);
  }
  for (; id > n; id--) { /* the arc into a cycle replaces that of the part it enters */
    uint16_t part = a->in_to[id];
    while (a->up[part] != id) part = a->up[part];
    a->in_from[part] = a->in_from[id], a->in_to[part] = a->in_to[id];
  }
  for (uint32_t v = 1; v <= n; v++) head[v - 1] = a->in_from[v];
}
