/* Which Springfield: a row for every name of the document.
**
** A row starts with what it is worth by itself (a country, a capital, a big town) and gains by its company: what it is said to lie in
** ("Paris, Texas"), the countries and divisions that the rest of the document is about, places close by.  The company is made of the
** choices for the other names, so the choice is made over again with the better company: two rounds change all that ever change. */
#include "where/mention.h"

enum {
  R_INSIDE = 320,    /* said to lie in it */
  R_CONTAINER = 220, /* named as what another lies in */
  R_PEOPLE = 70,     /* a country whose people is named too */
  R_LAND = 9,
  R_LAND_MOST = 80, /* a point of weight of the country; at the most */
  R_DIVISION = 12,
  R_DIVISION_MOST = 110,
  R_NEAR_50 = 40,
  R_NEAR_150 = 25,
  R_NEAR_400 = 8,
  R_NEAR_MOST = 80,
  SURE = 30,   /* a margin that lets a choice bear witness */
  R_SEAT = 45, /* a town that its division is named after, where nothing says "province" */
  R_SUPPORT = 30,
  R_SUPPORT_MOST = 90, /* a division with a country's name: each town of the text that it may hold */
  R_HINT = 180,        /* of the country that an adjective before it gives */
  R_CALLED = 120,      /* called a province, a town */
  WITNESS = -15,       /* evidence that its name is a place at all */
  ANCHORS = 24,
  ROUNDS = 2,
  FAR_KM = 100,
  LANDS = 24
};

typedef struct Weight {
  uint32_t division;
  int32_t weight;
} Weight;

typedef struct Resolver {
  Mentions *m;
  const Gazetteer *g;
  int32_t *land;   /* weight of each country */
  int32_t *people; /* mentions of its people */
  Weight *divisions;
  uint32_t ndivisions;
  const GazRow *anchors[ANCHORS];
  uint32_t anchor_group[ANCHORS], nanchors;
  VEC(uint32_t) claims; /* mentions said to lie in another */
} Resolver;

static int at_most(int v, int most) { return v > most ? most : v; }

static int32_t *division_weight(Resolver *r, uint32_t division) {
  for (uint32_t i = 0; i < r->ndivisions; i++)
    if (r->divisions[i].division == division) return &r->divisions[i].weight;
  r->divisions[r->ndivisions] = (Weight){division, 0};
  return &r->divisions[r->ndivisions++].weight;
}

static int32_t division_weight_of(const Resolver *r, uint32_t division) {
  for (uint32_t i = 0; i < r->ndivisions; i++)
    if (r->divisions[i].division == division) return r->divisions[i].weight;
  return 0;
}

/* Does row a lie in row b, as far as rows know? */
static bool lies_in(const Gazetteer *g, uint32_t a, uint32_t b) {
  const GazRow *ra = &g->rows[a], *rb = &g->rows[b];
  if (a == b || !ra->country || ra->country != rb->country || ra->feature == 'C') return false;
  if (rb->feature == 'C') return true;
  if (rb->feature == 'A') return ra->division == b && ra->feature != 'A';
  if (rb->feature == 'D') return ra->division == rb->division && strchr("PQK", ra->feature) && gaz_km(ra, rb) < 120;
  if (rb->feature == 'R') return gaz_km(ra, rb) < 300;
  return strchr("PQK", rb->feature) && rb->population > 500000 && ra->population < rb->population / 4 && gaz_km(ra, rb) < 40;
}

/* The best pair of postings such that the first lies in the second. */
static bool pair(const Resolver *r, const Group *a, const Group *b, uint32_t *row_a, uint32_t *row_b) {
  const GazName *na = &r->g->names[a->name], *nb = &r->g->names[b->name];
  for (uint32_t j = 0; j < nb->n; j++)
    for (uint32_t i = 0; i < na->n; i++) {
      uint32_t pa = r->g->posts[na->post + i], pb = r->g->posts[nb->post + j];
      if (!post_usable(pa, a->after, a->caps, a->acronym, a->dots) || !post_usable(pb, b->after, b->caps, b->acronym, b->dots) ||
          !lies_in(r->g, POST_ROW(pa), POST_ROW(pb)))
        continue;
      *row_a = POST_ROW(pa);
      *row_b = POST_ROW(pb);
      return true;
    }
  return false;
}

static int near_points(const Resolver *r, uint32_t group, const GazRow *row) {
  int points = 0;
  for (uint32_t i = 0; i < r->nanchors; i++) {
    if (r->anchor_group[i] == group) continue;
    int km = gaz_km(row, r->anchors[i]);
    points += km < 50 ? R_NEAR_50 : km < 150 ? R_NEAR_150 : km < 400 ? R_NEAR_400 : 0;
  }
  return at_most(points, R_NEAR_MOST);
}

static int company(const Resolver *r, uint32_t group, uint32_t row) {
  const Group *gr = &r->m->groups.at[group];
  const GazRow *x = &r->g->rows[row];
  int land = x->country ? r->land[x->country] - (gr->land == x->country ? gr->land_weight : 0) : 0;
  int points = at_most(land * R_LAND, R_LAND_MOST);
  if (x->feature == 'C') return points + (r->people[x->country] ? R_PEOPLE : 0);
  if (x->division != GAZ_NOROW) {
    int weight = division_weight_of(r, x->division) - (gr->division == x->division ? gr->division_weight : 0);
    points += at_most(weight * R_DIVISION, R_DIVISION_MOST);
  }
  return points + near_points(r, group, x);
}

/* What the document says outright of group's mentions: "X, Texas". */
static int said(const Resolver *r, uint32_t group, uint32_t row) {
  const Mentions *m = r->m;
  int best = 0;
  for (uint32_t i = 0; i < r->claims.n; i++) {
    const Mention *x = &m->at.at[r->claims.at[i]];
    const Mention *y = &m->at.at[x->inside];
    if (x->group != group && y->group != group) continue;
    uint32_t a, b;
    if (!pair(r, &m->groups.at[x->group], &m->groups.at[y->group], &a, &b)) continue;
    const GazName *other = &r->g->names[m->groups.at[x->group == group ? y->group : x->group].name];
    for (uint32_t k = 0; k < other->n; k++) {
      uint32_t o = POST_ROW(r->g->posts[other->post + k]);
      if (x->group == group && lies_in(r->g, row, o)) best = best < R_INSIDE ? R_INSIDE : best;
      if (y->group == group && lies_in(r->g, o, row) && r->g->rows[row].feature != 'P') best = best < R_CONTAINER ? R_CONTAINER : best;
    }
  }
  return best;
}

/* What the words beside the mentions call it. */
static int called(const Resolver *r, const Group *gr, uint32_t row) {
  const GazRow *x = &r->g->rows[row];
  bool division = x->feature == 'A' || x->feature == 'D', settled = strchr("PQK", x->feature) != NULL;
  if (gr->as_division > gr->as_settlement && gr->as_division * 2u >= gr->mentions) return division ? R_CALLED : 0;
  if (gr->as_settlement * 2u > gr->mentions) return settled ? R_CALLED : 0;
  if (!settled || x->division == GAZ_NOROW || x->population < 15000) return 0;
  const GazName *n = &r->g->names[gr->name];
  for (uint32_t i = 0; i < n->n; i++)
    if (POST_ROW(r->g->posts[n->post + i]) == x->division) return R_SEAT;
  return 0;
}

/* Georgia the state or the country?  Towns named beside it that are of the state's country and may lie in the state speak for it. */
static int support(const Resolver *r, uint32_t group, uint32_t row) {
  int points = 0;
  for (uint32_t i = 0; i < r->m->groups.n && points < R_SUPPORT_MOST; i++) {
    const Group *o = &r->m->groups.at[i];
    if (i == group || o->row == GAZ_NOROW || r->g->rows[o->row].country != r->g->rows[row].country ||
        !strchr("PQKD", r->g->rows[o->row].feature))
      continue;
    if (o->best + signs_weight(signs_row(r->g, o)) < WITNESS) continue;
    const GazName *n = &r->g->names[o->name];
    for (uint32_t k = 0; k < n->n; k++) {
      const GazRow *x = &r->g->rows[POST_ROW(r->g->posts[n->post + k])];
      if (x->division != row || (x->population < 2000 && x->feature != 'D')) continue;
      points += R_SUPPORT;
      break;
    }
  }
  return points;
}

static bool has_country(const Gazetteer *g, const GazName *n) {
  for (uint32_t i = 0; i < n->n && i < 3; i++)
    if (g->rows[POST_ROW(g->posts[n->post + i])].feature == 'C') return true;
  return false;
}

static void choose(Resolver *r, uint32_t group) {
  Group *gr = &r->m->groups.at[group];
  const GazName *n = &r->g->names[gr->name];
  int best = INT32_MIN, next = INT32_MIN, best_in[LANDS] = {0};
  uint32_t lands[LANDS] = {0}, nlands = 0;
  bool country = has_country(r->g, n);
  gr->row = GAZ_NOROW;
  for (uint32_t i = 0; i < n->n; i++) {
    uint32_t post = r->g->posts[n->post + i], row = POST_ROW(post);
    if (!post_usable(post, gr->after, gr->caps, gr->acronym, gr->dots)) continue;
    int score =
        gaz_post_prior(&r->g->rows[row], post) + company(r, group, row) + called(r, gr, row) + (gr->claimed ? said(r, group, row) : 0);
    if (gr->hint && gr->hint == r->g->rows[row].country) score += R_HINT;
    if (country && r->g->rows[row].feature == 'A') score += support(r, group, row);
    uint32_t k = 0;
    while (k < nlands && lands[k] != r->g->rows[row].country) k++;
    if (k == nlands && nlands < LANDS) {
      lands[nlands] = r->g->rows[row].country;
      best_in[nlands++] = score;
    } else if (k < nlands && score > best_in[k]) best_in[k] = score;
    if (score > best) {
      if (gr->row != GAZ_NOROW && gaz_km(&r->g->rows[row], &r->g->rows[gr->row]) > FAR_KM) next = best;
      best = score;
      gr->row = row;
      gr->post = post;
    } else if (score > next && gaz_km(&r->g->rows[row], &r->g->rows[gr->row]) > FAR_KM) next = score;
  }
  gr->score = best;
  gr->margin = next == INT32_MIN ? 1000 : best - next;
  gr->land_margin = 1000;
  for (uint32_t k = 0; gr->row != GAZ_NOROW && k < nlands; k++)
    if (lands[k] != r->g->rows[gr->row].country && best - best_in[k] < gr->land_margin) gr->land_margin = best - best_in[k];
}

/* What each choice bears witness to, anew. */
static void witness(Resolver *r) {
  memset(r->land, 0, r->g->nlands * sizeof *r->land);
  r->ndivisions = 0;
  r->nanchors = 0;
  for (uint32_t i = 0; i < r->m->groups.n; i++) {
    Group *gr = &r->m->groups.at[i];
    gr->land = 0;
    gr->division = GAZ_NOROW;
    gr->land_weight = gr->division_weight = 0;
    if (gr->row == GAZ_NOROW) continue;
    const GazRow *x = &r->g->rows[gr->row];
    int count = at_most((int)gr->mentions, 3);
    if (x->feature != 'N' && gr->best + signs_weight(signs_row(r->g, gr)) < WITNESS) continue;
    if (x->feature == 'N' || x->feature == 'C') gr->land_weight = (int16_t)(count * 2);
    else if (gr->land_margin >= SURE) gr->land_weight = (int16_t)(count + (gr->margin >= SURE ? 2 : 1));
    gr->land = x->country;
    if (x->country) r->land[x->country] += gr->land_weight;
    if (x->feature == 'N' || x->feature == 'C' || gr->margin < SURE) continue;
    if (x->division != GAZ_NOROW) {
      gr->division = x->division;
      gr->division_weight = (int16_t)(count + 2);
      *division_weight(r, x->division) += gr->division_weight;
    }
    if (r->nanchors < ANCHORS && strchr("PQKDS", x->feature)) {
      r->anchor_group[r->nanchors] = i;
      r->anchors[r->nanchors++] = x;
    }
  }
}

/* Claims that no pair of rows bears out ("in Paris, London said") are dropped; "Tripoli and Sidon, Lebanon" makes one for Tripoli too. */
static void check_claims(Resolver *r) {
  for (uint32_t i = r->m->at.n; i-- > 0;) {
    Mention *x = &r->m->at.at[i], *next = i + 1 < r->m->at.n ? x + 1 : NULL;
    uint32_t a, b;
    if (x->inside == NO_MENTION && next && !x->people && x->last + 2 == next->first && next->signs & SIGN(LIST)) x->inside = next->inside;
    if (x->inside == NO_MENTION) continue;
    const Mention *y = &r->m->at.at[x->inside];
    if (y->people || !pair(r, &r->m->groups.at[x->group], &r->m->groups.at[y->group], &a, &b)) {
      const Mention *past = x->inside + 1 < r->m->at.n ? y + 1 : NULL;
      x->contradicted = !y->people && y == x + 1 && where_is_mark(r->m->d, x->last + 1, ',') && !(x->signs & SIGN(LIST)) &&
                        !(past && past->signs & SIGN(LIST));
      x->inside = NO_MENTION;
    }
  }
  for (uint32_t i = 0; i < r->m->at.n; i++) {
    const Mention *x = &r->m->at.at[i];
    if (x->inside == NO_MENTION) continue;
    VEC_PUSH(r->m->d->arena, &r->claims, i);
    r->m->groups.at[x->group].claimed = r->m->groups.at[r->m->at.at[x->inside].group].claimed = true;
  }
}

void mentions_resolve(Mentions *m) {
  Arena *a = m->d->arena;
  Resolver r = {.m = m, .g = m->g};
  r.land = ARENA_ARRAY(a, int32_t, m->g->nlands);
  r.people = ARENA_ARRAY(a, int32_t, m->g->nlands);
  r.divisions = ARENA_ARRAY(a, Weight, m->groups.n + 1);
  m->lands = r.land;
  check_claims(&r);
  for (uint32_t i = 0; i < m->groups.n; i++) choose(&r, i);
  for (uint32_t i = 0; i < m->groups.n; i++) {
    const Group *gr = &m->groups.at[i];
    if (gr->row != GAZ_NOROW && m->g->rows[gr->row].feature == 'N') r.people[m->g->rows[gr->row].country] += (int32_t)gr->mentions;
  }
  for (int round = 0; round < ROUNDS; round++) {
    witness(&r);
    for (uint32_t i = 0; i < m->groups.n; i++) choose(&r, i);
  }
  for (uint32_t i = 0; i + 1 < m->at.n; i++) { /* only a division or a country, and a sure one, contradicts */
    const Group *y = &m->groups.at[m->at.at[i + 1].group];
    if (m->at.at[i].contradicted && (y->row == GAZ_NOROW || !strchr("AC", m->g->rows[y->row].feature) || y->margin < SURE))
      m->at.at[i].contradicted = false;
  }
}
