/* GeoJSON (RFC 7946): a FeatureCollection of the events that have a point.  SYNC record */
#include "record/formats.h"

#include <math.h>

void record_begin_geojson(Buf *b, int width) {
  (void)width;
  buf_z(b, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void record_end_geojson(Buf *b) { buf_z(b, "\n]}\n"); }

bool record_fits_geojson(const EventRecord *e) { return e->place.name.n && e->place.has_point; }

static void put_str(Buf *b, const char *key, Str v) {
  buf_fmt(b, ",\"%s\":", key);
  buf_json(b, v);
}

static void put_int(Buf *b, const char *key, int64_t v, bool known) {
  buf_fmt(b, ",\"%s\":", key);
  if (known) buf_int(b, v);
  else buf_z(b, "null");
}

static void put_fixed(Buf *b, const char *key, double v) {
  buf_fmt(b, ",\"%s\":", key);
  if (isnan(v)) buf_z(b, "null");
  else buf_fixed(b, v, 1);
}

/* "PAK GOV; BGD": maps show properties as they stand, so a list is one text. */
static void put_parties(Buf *b, const char *key, const RecordParties *list, bool names) {
  Buf text = {0};
  for (uint32_t i = 0; i < list->n; i++) {
    const RecordParty *p = &list->at[i];
    if (i) buf_z(&text, "; ");
    if (names) buf_str(&text, p->name.n ? p->name : p->span.text);
    else buf_fmt(&text, "%s%s%s", p->country, p->country[0] && p->sector[0] ? " " : "", p->sector);
  }
  put_str(b, key, text.n ? (Str){text.p, (uint32_t)text.n} : STR(""));
  buf_free(&text);
}

static void put_properties(Buf *b, const EventRecord *e) {
  RecordTold t = record_told(e);
  char date[12];
  buf_z(b, "{\"event\":");
  buf_json(b, e->event);
  put_str(b, "date", record_date(e->date, date));
  put_str(b, "date_end", record_date(e->date_end, date));
  put_str(b, "granularity", str_of(e->granularity));
  put_str(b, "type", e->type);
  put_str(b, "mode", e->mode);
  put_str(b, "cameo", e->cameo);
  put_int(b, "quad", e->quad, e->quad > 0);
  put_fixed(b, "score", e->score);
  put_fixed(b, "goldstein", e->goldstein);
  put_parties(b, "actor", &e->actor, false);
  put_parties(b, "actor_name", &e->actor, true);
  put_parties(b, "recipient", &e->recipient, false);
  put_parties(b, "recipient_name", &e->recipient, true);
  put_str(b, "place", e->place.name);
  put_str(b, "country", str_of(e->place.country));
  put_str(b, "admin1", e->place.admin1);
  put_int(b, "geoname_id", e->place.geoname_id, e->place.geoname_id != 0);
  put_str(b, "status", str_of(e->status));
  put_int(b, "dead", e->dead, e->dead >= 0);
  put_int(b, "injured", e->injured, e->injured >= 0);
  put_str(b, "text", e->span.text);
  put_int(b, "mentions", t.mentions, true);
  put_int(b, "sources", t.sources, true);
  put_str(b, "doc_id", e->doc_id);
  put_str(b, "doc_date", record_date(e->doc_date, date));
  put_str(b, "publisher", e->publisher);
  put_str(b, "url", e->url);
  buf_c(b, '}');
}

void record_put_geojson(Buf *b, const EventRecord *e, int width) {
  (void)width;
  buf_z(b, ",\n{\"type\":\"Feature\",\"id\":");
  buf_json(b, e->id);
  buf_z(b, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
  buf_fixed(b, e->place.lon, 4);
  buf_c(b, ',');
  buf_fixed(b, e->place.lat, 4);
  buf_z(b, "]},\"properties\":");
  put_properties(b, e);
  buf_c(b, '}');
}
