/* Phoenix: 26 columns parted by tabs, no header; a row for each pair of parties.
**
** Parties by PETRARCH's codes, which are the codebook's countries; the class is Phoenix' own, 0 to 4 with 0 for statements and appeals.  Issues are the
** contexts, each told once.  SYNC record */
#include "record/coded.h"
#include "record/formats.h"

#include <math.h>

/* The roles that Phoenix keeps in a column of their own; others are attributes. */
static bool is_role(Str type) {
  static const char *const roles[] = {"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (str_is(type, roles[i])) return true;
  return false;
}

typedef struct Rest {
  Str at[CODED_TYPES + 2];
  uint32_t n;
} Rest;

static void keep(Rest *r, Str s) {
  if (s.n) r->at[r->n++] = s;
}

/* Full code, entity (a country or a generic body), role, attributes. */
static void put_actor(Cells *c, const RecordParty *p) {
  CodedParty a = coded_party(p, false);
  Rest rest = {0};
  Str entity = a.body ? a.types[0] : a.country, role = {0};
  if (a.body) {
    keep(&rest, a.country);
    keep(&rest, a.group);
  }
  for (uint32_t i = a.body ? 1 : 0; i < a.ntypes; i++)
    if (!role.n && is_role(a.types[i])) role = a.types[i];
    else keep(&rest, a.types[i]);
  coded_cell(&a, c);
  cell(c, entity);
  cell(c, role);
  cell_open(c);
  for (uint32_t i = 0; i < rest.n; i++) {
    if (i) cell_add(c, STR(";"));
    cell_add(c, rest.at[i]);
  }
}

static void put_dates(Cells *c, Date d) {
  cell_day(c, d, true);
  cell_int(c, d.year, d.year != 0);
  cell_open(c);
  if (d.month) buf_fmt(c->b, "%02d", d.month);
  cell_open(c);
  if (d.day) buf_fmt(c->b, "%02d", d.day);
}

static void put_issues(Cells *c, const EventRecord *e) {
  cell_open(c);
  for (uint32_t i = 0; i < e->ncontexts; i++) {
    if (i) cell_add(c, STR(";"));
    for (uint32_t k = 0; k < e->contexts[i].n; k++) {
      char x = is_lower(e->contexts[i].p[k]) ? (char)(e->contexts[i].p[k] - 32) : e->contexts[i].p[k];
      cell_add(c, (Str){&x, 1});
    }
    cell_add(c, STR(",1"));
  }
}

static void put_row(Cells *c, const EventRecord *e, const RecordPair *pair) {
  const RecordPlace *p = &e->place;
  cell_int(c, (int64_t)pair->number, true);
  put_dates(c, e->date);
  put_actor(c, pair->from);
  put_actor(c, pair->to);
  cell(c, e->cameo);
  cell(c, str_head(e->cameo, 2));
  cell_int(c, cameo_penta(e->cameo), cameo_penta(e->cameo) >= 0);
  cell_fixed(c, e->goldstein, 1, !isnan(e->goldstein));
  put_issues(c, e);
  cell_fixed(c, p->lat, 4, p->has_point);
  cell_fixed(c, p->lon, 4, p->has_point);
  cell(c, p->name);
  cell(c, p->admin1);
  cell_z(c, p->country);
  cell(c, e->doc_id);
  buf_fmt(c->b, "_%u", e->sentence);
  cell(c, e->url);
  cell(c, e->publisher);
  cell_end(c);
}

void record_put_phoenix(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Cells c = {b, "", false};
  RecordPairs pairs = record_pairs(e);
  for (RecordPair pair; record_pair_next(&pairs, &pair);) put_row(&c, e, &pair);
}
