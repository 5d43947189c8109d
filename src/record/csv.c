/* CSV: one row an event, by RFC 4180 (but for LF).  Lists are joined by ';', parties become four columns a side that correspond item by item.
** Codes are quoted, so that a reader which heeds quotes keeps 010 apart from 10.  Behind the record's own fields stand the numbers of states and what a
** database knows of the event.  SYNC record */
#include "record/codes.h"
#include "record/formats.h"

#include <math.h>

static void sep(Buf *b) {
  if (b->n && b->p[b->n - 1] != '\n') buf_c(b, ',');
}

static void put_inner(Buf *b, Str s) {
  for (uint32_t from = 0; from < s.n;) {
    uint32_t quote = str_find(s, '"', from);
    buf_add(b, s.p + from, quote - from);
    if (quote < s.n) buf_z(b, "\"\"");
    from = quote + 1;
  }
}

static void put_quoted(Buf *b, Str s) {
  sep(b);
  buf_c(b, '"');
  put_inner(b, s);
  buf_c(b, '"');
}

static void put_str(Buf *b, Str s) {
  bool quote = false;
  for (uint32_t i = 0; i < s.n; i++) quote |= s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == ';';
  if (quote) {
    put_quoted(b, s);
    return;
  }
  sep(b);
  buf_str(b, s);
}

static void put_int(Buf *b, int64_t v, bool known) {
  sep(b);
  if (known) buf_int(b, v);
}

static void put_fixed(Buf *b, double v, int places, bool known) {
  sep(b);
  if (known) buf_fixed(b, v, places);
}

enum Part { PART_COUNTRY, PART_SECTOR, PART_TEXT, PART_NAME };

static Str part_of(const RecordParty *p, enum Part part) {
  switch (part) {
  case PART_COUNTRY: return str_of(p->country);
  case PART_SECTOR: return str_of(p->sector);
  case PART_TEXT: return p->span.text;
  default: return p->name;
  }
}

static void put_parties(Buf *b, const RecordParties *list) {
  for (int part = PART_COUNTRY; part <= PART_NAME; part++) {
    sep(b);
    buf_c(b, '"');
    for (uint32_t i = 0; i < list->n; i++) {
      if (i) buf_c(b, ';');
      put_inner(b, part_of(&list->at[i], (enum Part)part));
    }
    buf_c(b, '"');
  }
}

void record_begin_csv(Buf *b, int width) {
  (void)width;
  buf_z(b, "id,event,doc_id,sentence,start,end,in,text,type,mode,cameo,score,goldstein,quad,contexts,"
           "actor_country,actor_sector,actor_text,actor_name,recipient_country,recipient_sector,recipient_text,recipient_name,"
           "source_country,source_sector,source_text,source_name,date,date_end,granularity,"
           "place_name,place_country,place_admin1,place_lat,place_lon,place_geoname_id,place_text,"
           "status,status_text,dead,injured,size,rule,confidence,doc_date,publisher,url,"
           "actor_cow,actor_gw,recipient_cow,recipient_gw,title,mentions,articles,sources,first_report,last_report,"
           "dead_low,dead_high,injured_low,injured_high,date_low,date_high,parties_differ\n");
}

static void put_place(Buf *b, const RecordPlace *p) {
  put_str(b, p->name);
  put_str(b, str_of(p->country));
  put_str(b, p->admin1);
  put_fixed(b, p->lat, 4, p->has_point);
  put_fixed(b, p->lon, 4, p->has_point);
  put_int(b, p->geoname_id, p->geoname_id != 0);
  put_str(b, p->span.text);
}

/* Numbers of the Correlates of War list or of Gleditsch and Ward's, on the day of the act; empty where a party is no state. */
static void put_numbers(Buf *b, const RecordParties *list, Date on, int (*number)(const Country *c, Date on)) {
  sep(b);
  buf_c(b, '"');
  for (uint32_t i = 0; i < list->n; i++) {
    const Country *c = country_find(str_of(list->at[i].country));
    int v = c ? number(c, on) : 0;
    if (i) buf_c(b, ';');
    if (v) buf_int(b, v);
  }
  buf_c(b, '"');
}

static void put_told(Buf *b, const EventRecord *e) {
  RecordTold t = record_told(e);
  char date[12];
  Date on = e->date.year ? e->date : e->doc_date;
  put_numbers(b, &e->actor, on, country_cow);
  put_numbers(b, &e->actor, on, country_gw);
  put_numbers(b, &e->recipient, on, country_cow);
  put_numbers(b, &e->recipient, on, country_gw);
  put_str(b, t.title);
  put_int(b, t.mentions, true);
  put_int(b, t.articles, true);
  put_int(b, t.sources, true);
  put_str(b, record_date(t.first_report, date));
  put_str(b, record_date(t.last_report, date));
  put_int(b, t.dead_low, t.dead_low >= 0);
  put_int(b, t.dead_high, t.dead_high >= 0);
  put_int(b, t.injured_low, t.injured_low >= 0);
  put_int(b, t.injured_high, t.injured_high >= 0);
  put_str(b, record_date(t.date_low, date));
  put_str(b, record_date(t.date_high, date));
  put_int(b, t.parties_differ, true);
}

void record_put_csv(Buf *b, const EventRecord *e, int width) {
  (void)width;
  char date[12];
  buf_str(b, e->id); /* hex digits: the one field that is first and needs no care */
  put_str(b, e->event);
  put_str(b, e->doc_id);
  put_int(b, e->sentence, true);
  put_int(b, e->span.start, true);
  put_int(b, e->span.end, true);
  put_str(b, e->span.in_title ? STR("title") : STR(""));
  put_str(b, e->span.text);
  put_str(b, e->type);
  put_str(b, e->mode);
  put_quoted(b, e->cameo);
  put_fixed(b, e->score, 1, !isnan(e->score));
  put_fixed(b, e->goldstein, 1, !isnan(e->goldstein));
  put_int(b, e->quad, e->quad > 0);
  sep(b);
  for (uint32_t i = 0; i < e->ncontexts; i++) {
    if (i) buf_c(b, ';');
    buf_str(b, e->contexts[i]);
  }
  put_parties(b, &e->actor);
  put_parties(b, &e->recipient);
  put_parties(b, &e->source);
  put_str(b, record_date(e->date, date));
  put_str(b, record_date(e->date_end, date));
  put_str(b, str_of(e->granularity));
  put_place(b, &e->place);
  put_str(b, str_of(e->status));
  put_str(b, e->status_text.text);
  put_int(b, e->dead, e->dead >= 0);
  put_int(b, e->injured, e->injured >= 0);
  put_int(b, e->size, e->size >= 0);
  put_str(b, e->rule);
  put_fixed(b, e->confidence, 2, true);
  put_str(b, record_date(e->doc_date, date));
  put_str(b, e->publisher);
  put_str(b, e->url);
  put_told(b, e);
  buf_c(b, '\n');
}
