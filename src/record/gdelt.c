/* GDELT 2.0 events: 61 columns parted by tabs, no header; a row for each pair of parties.
**
** What GDELT knows and a record does not (tone, ethnic groups, religions, where an actor is) is empty.  QuadClass is that of the CAMEO root, as in GDELT,
** which for requests (02) is another than PLOVER's.  A date that is not known to the day leaves SQLDATE empty.  SYNC record */
#include "record/coded.h"
#include "record/formats.h"

#include <math.h>

static void put_upper(Cells *c, Str s) {
  cell_open(c);
  for (uint32_t i = 0; i < s.n; i++) {
    char x = is_lower(s.p[i]) ? (char)(s.p[i] - 32) : s.p[i];
    cell_add(c, (Str){&x, 1});
  }
}

/* Code, name, country, known group, ethnic, two of religion, three types. */
static void put_actor(Cells *c, const RecordParty *p) {
  CodedParty a = coded_party(p, true);
  coded_cell(&a, c);
  put_upper(c, p ? party_name(p) : STR(""));
  cell(c, a.country);
  cell(c, a.group);
  cells_none(c, 3);
  for (uint32_t i = 0; i < CODED_TYPES; i++) cell(c, a.types[i]);
}

/* GDELT's own reckoning: months of 30 days, the year of 365. */
static void put_dates(Cells *c, Date d) {
  cell_day(c, d, true);
  cell_open(c);
  if (d.month) buf_fmt(c->b, "%04d%02d", d.year, d.month);
  cell_int(c, d.year, d.year != 0);
  cell_fixed(c, d.year + ((d.month - 1) * 30 + d.day) / 365.0, 4, d.day != 0);
}

static void put_full_name(Cells *c, const RecordPlace *p, enum PlaceLevel level) {
  const Country *country = country_find(str_of(p->country));
  cell(c, p->name);
  if (level == PLACE_CITY && p->admin1.n) {
    cell_add(c, STR(", "));
    cell_add(c, p->admin1);
  }
  if (level != PLACE_COUNTRY) {
    cell_add(c, STR(", "));
    cell_add(c, country ? str_of(country->name) : str_of(p->country));
  }
}

/* Country and division: a state of the USA by its postal code, elsewhere the country alone, since the codes of FIPS are not known. */
static void put_adm1(Cells *c, const RecordPlace *p) {
  cell(c, place_fips(p));
  if (strcmp(p->country, "USA") == 0) cell_add(c, us_state(p->admin1));
}

/* 1 country, 2 state of the USA, 3 city there, 4 city elsewhere, 5 division elsewhere; 0 none. */
static int geo_type(const RecordPlace *p, enum PlaceLevel level) {
  bool usa = strcmp(p->country, "USA") == 0;
  switch (level) {
  case PLACE_COUNTRY: return 1;
  case PLACE_DIVISION: return usa ? 2 : 5;
  case PLACE_CITY: return usa ? 3 : 4;
  default: return 0;
  }
}

/* Type, name, country, two divisions, point, feature. */
static void put_geo(Cells *c, const RecordPlace *p) {
  enum PlaceLevel level = place_level(p);
  cell_int(c, geo_type(p, level), true);
  if (level == PLACE_NONE) {
    cells_none(c, 7);
    return;
  }
  put_full_name(c, p, level);
  cell(c, place_fips(p));
  put_adm1(c, p);
  cell_none(c);
  cell_fixed(c, p->lat, 4, p->has_point);
  cell_fixed(c, p->lon, 4, p->has_point);
  cell(c, level == PLACE_COUNTRY ? place_fips(p) : STR("")); /* GDELT's ids are those of GNS and GNIS, not GeoNames' */
}

static void put_event(Cells *c, const EventRecord *e) {
  cell_int(c, e->span.in_title || e->sentence <= 1, true);
  cell(c, e->cameo);
  cell(c, str_head(e->cameo, 3));
  cell(c, str_head(e->cameo, 2));
  cell_int(c, cameo_quad(e->cameo), cameo_quad(e->cameo) >= 0);
  cell_fixed(c, e->goldstein, 1, !isnan(e->goldstein));
}

static void put_stamp(Cells *c, Date d) {
  cell_day(c, d, true);
  if (d.day) cell_add(c, STR("000000"));
}

static void put_row(Cells *c, const EventRecord *e, const RecordTold *t, const RecordPair *pair) {
  static const RecordPlace nowhere;
  cell_int(c, (int64_t)pair->number, true);
  put_dates(c, e->date);
  put_actor(c, pair->from);
  put_actor(c, pair->to);
  put_event(c, e);
  cell_int(c, t->mentions, true);
  cell_int(c, t->sources, true);
  cell_int(c, t->articles, true);
  cell_none(c);
  put_geo(c, &nowhere);
  put_geo(c, &nowhere);
  put_geo(c, &e->place);
  put_stamp(c, t->first_report);
  cell(c, e->url.n ? e->url : e->doc_id);
  cell_end(c);
}

void record_put_gdelt(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Cells c = {b, "", false};
  RecordTold t = record_told(e);
  RecordPairs pairs = record_pairs(e);
  for (RecordPair pair; record_pair_next(&pairs, &pair);) put_row(&c, e, &t, &pair);
}

static const RecordParty *first_of(const RecordParties *l, uint32_t i) { return i < l->n ? &l->at[i] : NULL; }

/* Bytes, where GDELT counts characters; -1 where the text does not name it. */
static void put_offset(Cells *c, const Span *s) { cell_int(c, s && s->text.n ? (int64_t)s->start : -1, true); }

/* Percents in tens, from 10 to 100. */
static int tens(double confidence) {
  int t = (int)(confidence * 10 + 0.5);
  return 10 * (t < 1 ? 1 : t > 10 ? 10 : t);
}

static void put_mention(Cells *c, const EventRecord *e, const RecordTold *t, uint64_t number) {
  bool mutual = !e->recipient.n && e->actor.n > 1;
  const RecordParty *from = first_of(&e->actor, 0), *to = mutual ? first_of(&e->actor, 1) : first_of(&e->recipient, 0);
  cell_int(c, (int64_t)number, true);
  put_stamp(c, t->first_report);
  put_stamp(c, e->doc_date);
  cell_int(c, e->url.n ? 1 : 2, true); /* 1: a page, 2: known by its citation alone */
  cell(c, e->publisher);
  cell(c, e->url.n ? e->url : e->doc_id);
  cell_int(c, e->sentence, true);
  put_offset(c, from ? &from->span : NULL);
  put_offset(c, to ? &to->span : NULL);
  put_offset(c, &e->span);
  cell_int(c, 1, true);
  cell_int(c, tens(e->confidence), true);
  cell_int(c, t->doc_bytes, t->doc_bytes != 0);
  cells_none(c, 3);
  cell_end(c);
}

/* GDELT 2.0 mentions: 16 columns, no header; a row for each row of the event that the telling belongs to. */
void record_put_gdelt_mentions(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Cells c = {b, "", false};
  RecordTold t = record_told(e);
  for (uint32_t i = 0; t.rows && i < t.nrows; i++) put_mention(&c, e, &t, t.rows[i]);
  RecordPairs pairs = record_pairs(e);
  for (RecordPair pair; !t.rows && record_pair_next(&pairs, &pair);) put_mention(&c, e, &t, pair.number);
}
