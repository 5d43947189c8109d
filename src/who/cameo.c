/* A code is read part by part, three letters each: who it is first (a state, a body), then what.  Later parts only refine: a body gets more exact
** (IGO, IGOUNO), the first role wins (GOVMIL is GOV), and what no table has is a finer shade that the codebook does not tell apart. */
#include "who/cameo.h"
#include "base/lexfile.h"
#include <stdlib.h>

static const char *const kinds[CAMEO_KINDS] = {"country", "body", "sector", "marker", "region", "none"};

typedef struct Builder {
  Arena *a;
  EntError *err;
  VEC(ActorCodeRec) rows;
} Builder;

static bool set_part(char out[4], Str s) {
  if (s.n != 3 || !is_upper(s.p[0]) || !is_upper(s.p[1]) || !is_upper(s.p[2])) return false;
  memcpy(out, s.p, 3);
  out[3] = 0;
  return true;
}

static bool code_line(void *ctx, const LexLine *l) {
  Builder *b = ctx;
  ActorCodeRec r = {.kind = CAMEO_KINDS};
  Str rest = l->text, part, kind = {0}, value = {0};
  lex_word(&rest, &part);
  if (!set_part(r.part, part)) return lex_error(b->err, l, part, "'%.*s' is no part of three capitals", STRF(part));
  lex_word(&rest, &kind);
  for (uint32_t i = 0; i < CAMEO_KINDS; i++)
    if (str_is(kind, kinds[i])) r.kind = i;
  if (r.kind == CAMEO_KINDS) return lex_error(b->err, l, kind, "'%.*s' is none of country, body, sector, marker, region, none", STRF(kind));
  bool valued = r.kind < CAMEO_REGION;
  lex_word(&rest, &value);
  if (valued && !set_part(r.value, value)) return lex_error(b->err, l, l->text, "a code of three capitals is missing");
  for (uint32_t i = 0; i < b->rows.n; i++)
    if (!memcmp(b->rows.at[i].part, r.part, 4)) return lex_error(b->err, l, part, "'%s' stands twice", r.part);
  VEC_PUSH(b->a, &b->rows, r);
  return true;
}

static int by_part(const void *a, const void *b) { return memcmp(((const ActorCodeRec *)a)->part, ((const ActorCodeRec *)b)->part, 4); }

bool cameo_compile(Arena *a, const char *dir, ImageWriter *w, EntError *err) {
  Builder b = {.a = a, .err = err};
  if (!lexfile_each(a, dir, "cameo", code_line, &b, err)) return false;
  if (b.rows.n) qsort(b.rows.at, b.rows.n, sizeof *b.rows.at, by_part);
  image_add(w, "who.cameo", b.rows.at, sizeof *b.rows.at, b.rows.n);
  return true;
}

static uint32_t bit_of(const char part[4]) {
  uint32_t at = 0;
  for (int i = 0; i < 3; i++) at = at * 26 + (uint32_t)(part[i] - 'A');
  return at;
}

void cameo_open(Cameo *c, const Who *who) {
  *c = (Cameo){.who = who};
  for (uint32_t x = 0; x < who->n; x++)
    for (uint32_t i = 0; i < who->lex[x].nentities; i++) {
      const EntityRec *e = &who->lex[x].entities[i];
      Str code = str_of(e->code);
      if (e->kind != ENTITY_COUNTRY || code.n != 3 || !is_upper(code.p[0]) || !is_upper(code.p[1]) || !is_upper(code.p[2])) continue;
      c->states[bit_of(e->code) / 8] |= (uint8_t)(1 << bit_of(e->code) % 8);
    }
}

static const ActorCodeRec *find_part(const Cameo *c, const char part[4]) {
  ActorCodeRec key = {0};
  memcpy(key.part, part, 4);
  for (uint32_t x = 0; x < c->who->n; x++) {
    const Lexicon *lx = &c->who->lex[x];
    const ActorCodeRec *row = lx->ncameo ? bsearch(&key, lx->cameo, lx->ncameo, sizeof *lx->cameo, by_part) : NULL;
    if (row) return row;
  }
  return NULL;
}

static bool is_state(const Cameo *c, const char part[4]) { return c->states[bit_of(part) / 8] >> bit_of(part) % 8 & 1; }

typedef struct Reading {
  char country[4], body[4], sector[4], marker[4];
  bool region, none;
} Reading;

static void set_once(char to[4], const char from[4]) {
  if (!to[0]) memcpy(to, from, 4);
}

static void apply(Reading *r, const ActorCodeRec *row) {
  switch (row->kind) {
  case CAMEO_COUNTRY: set_once(r->country, row->value); break;
  case CAMEO_SECTOR: set_once(r->sector, row->value); break;
  case CAMEO_MARKER: set_once(r->marker, row->value); break;
  case CAMEO_REGION: r->region = true; break;
  case CAMEO_NONE: r->none = true; break;
  default:
    if (!r->body[0] || !strcmp(r->body, "IGO")) memcpy(r->body, row->value, 4);
  }
}

/* False: nobody knows the part. */
static bool read_part(const Cameo *c, Reading *r, const char part[4], bool state_first) {
  const ActorCodeRec *row = state_first && is_state(c, part) ? NULL : find_part(c, part);
  if (row) apply(r, row);
  else if (is_state(c, part)) set_once(r->country, part);
  else return false;
  return true;
}

/* Bodies of no one country have a sector only as forces, courts, parliaments; transnational groups are rebels; a company is its country's. */
static void settle(const Reading *r, PartyCode *out) {
  const char *sector = r->sector[0] ? r->sector : r->marker;
  if (!strcmp(r->body, "MNC") && r->country[0]) {
    memcpy(out->country, r->country, 4);
    memcpy(out->sector, "BUS", 4);
  } else if (r->body[0]) {
    memcpy(out->country, r->body, 4);
    bool organ = !strcmp(sector, "MIL") || !strcmp(sector, "JUD") || !strcmp(sector, "LEG");
    if (!strcmp(r->body, "IMG")) memcpy(out->sector, "REB", 4);
    else if (organ) memcpy(out->sector, sector, 4);
  } else {
    memcpy(out->country, r->country, 4);
    memcpy(out->sector, sector[0] ? sector : "GOV", 4);
  }
}

int cameo_code(const Cameo *c, Str code, bool role, PartyCode *out) {
  Reading r = {0};
  uint32_t parts = 0;
  memset(out, 0, sizeof *out);
  while (code.n && !is_alpha(code.p[0])) code = str_from(code, 1);
  for (; code.n >= 3 && is_alpha(code.p[0]) && is_alpha(code.p[1]) && is_alpha(code.p[2]); code = str_from(code, 3), parts++) {
    char part[4] = {0};
    for (int i = 0; i < 3; i++) part[i] = is_lower(code.p[i]) ? (char)(code.p[i] - 32) : code.p[i];
    if (!read_part(c, &r, part, parts == 0 && !role) && parts == 0) return CAMEO_UNKNOWN;
  }
  if (!parts) return CAMEO_EMPTY;
  bool somebody = r.country[0] || r.body[0] || r.sector[0] || r.marker[0];
  if (r.none || !somebody) return CAMEO_VOID;
  settle(&r, out);
  return r.body[0] || r.sector[0] || r.marker[0] ? CAMEO_OK : CAMEO_STATE;
}
