/* POLECAT: 40 columns parted by tabs, a header, one row an event.  Cells of several parties are parted by "; " and correspond item by item; what is not
** known is None, as in that data set.  SYNC record */
#include "record/coded.h"
#include "record/formats.h"

#include <math.h>

void record_begin_polecat(Buf *b, int width) {
  (void)width;
  buf_z(
      b,
      "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\t"
      "Actor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\t"
      "Recipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
      "Wikipedia Recipient ID\t"
      "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\t"
      "Source\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n");
}

static const char *quad_name(int quad) {
  static const char *const names[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
  return quad >= 1 && quad <= 4 ? names[quad] : "";
}

enum Part { PART_NAME, PART_COUNTRY, PART_COW, PART_PRIMARY, PART_SECTORS, PART_RAW };

static void add(Cells *c, Str s) { cell_add(c, s.n ? s : str_of(c->none)); }

static void add_cow(Cells *c, const RecordParty *p, Date on) {
  const Country *country = country_find(str_of(p->country));
  int cow = country ? country_cow(country, on) : 0;
  if (cow) buf_int(c->b, cow);
  else add(c, STR(""));
}

/* All of a party's sectors, parted by a comma, since "; " parts the parties. */
static void add_sectors(Cells *c, const RecordParty *p) {
  for (uint32_t i = 0; i < p->nsectors; i++) {
    if (i) cell_add(c, STR(", "));
    cell_add(c, p->sectors[i]);
  }
  if (!p->nsectors) add(c, str_of(p->sector));
}

static void put_part(Cells *c, const RecordParties *list, enum Part part, Date on) {
  if (!list->n) {
    cell_none(c);
    return;
  }
  cell_open(c);
  for (uint32_t i = 0; i < list->n; i++) {
    const RecordParty *p = &list->at[i];
    if (i) cell_add(c, STR("; "));
    switch (part) {
    case PART_NAME: add(c, party_name(p)); break;
    case PART_COUNTRY: add(c, str_of(p->country)); break;
    case PART_COW: add_cow(c, p, on); break;
    case PART_PRIMARY: add(c, str_of(p->sector)); break;
    case PART_SECTORS: add_sectors(c, p); break;
    case PART_RAW: add(c, p->span.text); break;
    }
  }
}

static void put_parties(Cells *c, const RecordParties *list, Date on) {
  for (int part = PART_NAME; part <= PART_SECTORS; part++) put_part(c, list, (enum Part)part, on);
  cell_none(c); /* title */
  put_part(c, list, PART_RAW, on);
  cell_none(c); /* Wikipedia */
}

static void put_place(Cells *c, const RecordPlace *p) {
  cell(c, p->name);
  cell(c, place_level(p) == PLACE_CITY ? p->name : STR(""));
  cell_none(c);
  cell(c, p->admin1);
  cell_z(c, p->country);
  cell_fixed(c, p->lat, 4, p->has_point);
  cell_fixed(c, p->lon, 4, p->has_point);
  cell_int(c, p->geoname_id, p->geoname_id != 0);
  cell(c, p->span.text);
  cell_none(c);
}

static void put_contexts(Cells *c, const EventRecord *e) {
  if (!e->ncontexts) {
    cell_none(c);
    return;
  }
  cell_open(c);
  for (uint32_t i = 0; i < e->ncontexts; i++) {
    if (i) cell_add(c, STR("; "));
    cell_add(c, e->contexts[i]);
  }
}

void record_put_polecat(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Cells c = {b, "None", false};
  Date on = e->date.year ? e->date : e->doc_date;
  cell(&c, e->event);
  cell_day(&c, e->date, false);
  cell(&c, e->type);
  cell(&c, e->mode);
  cell_fixed(&c, e->score, 1, !isnan(e->score));
  cell_z(&c, quad_name(e->quad));
  put_contexts(&c, e);
  put_parties(&c, &e->actor, on);
  put_parties(&c, &e->recipient, on);
  put_place(&c, &e->place);
  cell(&c, e->publisher);
  cell_day(&c, e->doc_date, false);
  cells_none(&c, 3);
  cell_z(&c, "en");
  cell_z(&c, "entente " ENT_VERSION);
  cell_end(&c);
}
