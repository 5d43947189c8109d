/* ICEWS: 20 columns parted by tabs, a header; a row for each pair of parties.
**
** Event Text is the name of the CAMEO code, as in ICEWS; Story ID is the document's own id.  A state by its bare name has, as there, itself as name and
** no sector.  SYNC record */
#include "record/coded.h"
#include "record/formats.h"

#include <math.h>

void record_begin_icews(Buf *b, int width) {
  (void)width;
  buf_z(
      b,
      "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
      "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n");
}

static Str country_name(const char *code) {
  const Country *c = country_find(str_of(code));
  const Body *body = c ? NULL : body_find(str_of(code));
  return c ? str_of(c->icews) : body ? str_of(body->name) : str_of(code);
}

/* Whether `one` is among the parts of `list` so far. */
static bool has_part(const Buf *list, Str one) {
  Str rest = {list->p, (uint32_t)list->n};
  while (rest.n)
    if (str_eq(str_cut(rest, ',', &rest), one)) return true;
  return false;
}

static void add_sector(Buf *list, Str code) {
  const Sector *s = sector_find(code);
  for (Str rest = s ? str_of(s->icews) : code; rest.n;) {
    Str one = str_cut(rest, ',', &rest);
    if (has_part(list, one)) continue;
    if (list->n) buf_c(list, ',');
    buf_str(list, one);
  }
}

static bool bare_state(const RecordParty *p) {
  const Country *c = country_find(str_of(p->country));
  return c && p->nsectors <= 1 && strcmp(p->sector, "GOV") == 0 && str_is(p->name, c->name);
}

static void put_party(Cells *c, const RecordParty *p) {
  if (!p) {
    cells_none(c, 3);
    return;
  }
  Buf sectors = {0};
  bool bare = bare_state(p);
  for (uint32_t i = 0; !bare && i < p->nsectors; i++) add_sector(&sectors, p->sectors[i]);
  if (!bare && !p->nsectors) add_sector(&sectors, str_of(p->sector));
  cell(c, bare ? country_name(p->country) : party_name(p));
  cell(c, (Str){sectors.p, (uint32_t)sectors.n});
  cell(c, country_name(p->country));
  buf_free(&sectors);
}

/* City, district, province, country, point. */
static void put_place(Cells *c, const RecordPlace *p) {
  enum PlaceLevel level = place_level(p);
  cell(c, level == PLACE_CITY || (level == PLACE_NONE && p->name.n) ? p->name : STR(""));
  cell_none(c);
  cell(c, p->admin1);
  cell(c, country_name(p->country));
  cell_fixed(c, p->lat, 4, p->has_point);
  cell_fixed(c, p->lon, 4, p->has_point);
}

static void put_row(Cells *c, const EventRecord *e, const RecordPair *pair) {
  cell_int(c, (int64_t)pair->number, true);
  cell_day(c, e->date, false);
  put_party(c, pair->from);
  cell(c, cameo_name(e->cameo));
  cell(c, e->cameo);
  cell_fixed(c, e->goldstein, 1, !isnan(e->goldstein));
  put_party(c, pair->to);
  cell(c, e->doc_id);
  cell_int(c, e->sentence, true);
  cell(c, e->publisher);
  put_place(c, &e->place);
  cell_end(c);
}

void record_put_icews(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Cells c = {b, "", false};
  RecordPairs pairs = record_pairs(e);
  for (RecordPair pair; record_pair_next(&pairs, &pair);) put_row(&c, e, &pair);
}
