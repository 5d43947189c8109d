/* JSONL: the full record.  Every key is always there, in the order of DESIGN's list; a value that is not known is "", [] or null.  Of an event of a
** database what its tellings say together follows.  SYNC record */
#include "record/formats.h"

#include <math.h>

typedef struct Out {
  Buf *b;
  bool any; /* a member was written, so the next needs a comma */
} Out;

static void key(Out *o, const char *name) {
  if (o->any) buf_c(o->b, ',');
  o->any = true;
  buf_c(o->b, '"');
  buf_z(o->b, name);
  buf_z(o->b, "\":");
}

static void put_str(Out *o, const char *name, Str v) {
  key(o, name);
  buf_json(o->b, v);
}

static void put_int(Out *o, const char *name, int64_t v, bool known) {
  key(o, name);
  if (known) buf_int(o->b, v);
  else buf_z(o->b, "null");
}

static void put_fixed(Out *o, const char *name, double v, int places, bool known) {
  key(o, name);
  if (known) buf_fixed(o->b, v, places);
  else buf_z(o->b, "null");
}

static void put_strings(Out *o, const char *name, const Str *v, uint32_t n) {
  key(o, name);
  buf_c(o->b, '[');
  for (uint32_t i = 0; i < n; i++) {
    if (i) buf_c(o->b, ',');
    buf_json(o->b, v[i]);
  }
  buf_c(o->b, ']');
}

static void put_span(Out *o, const Span *s) {
  put_int(o, "start", s->start, s->text.n);
  put_int(o, "end", s->end, s->text.n);
  if (s->in_title) put_str(o, "in", STR("title"));
}

static void put_parties(Out *o, const char *name, const RecordParties *list) {
  key(o, name);
  buf_c(o->b, '[');
  for (uint32_t i = 0; i < list->n; i++) {
    const RecordParty *p = &list->at[i];
    Out one = {o->b, false};
    buf_z(o->b, i ? ",{" : "{");
    put_str(&one, "country", str_of(p->country));
    put_str(&one, "sector", str_of(p->sector));
    put_strings(&one, "sectors", p->sectors, p->nsectors);
    put_str(&one, "text", p->span.text);
    put_str(&one, "name", p->name);
    put_span(&one, &p->span);
    buf_c(o->b, '}');
  }
  buf_c(o->b, ']');
}

static void put_place(Out *o, const RecordPlace *p) {
  key(o, "place");
  if (!p->name.n) {
    buf_z(o->b, "null");
    return;
  }
  Out one = {o->b, false};
  buf_c(o->b, '{');
  put_str(&one, "name", p->name);
  put_str(&one, "country", str_of(p->country));
  put_str(&one, "admin1", p->admin1);
  put_fixed(&one, "lat", p->lat, 4, p->has_point);
  put_fixed(&one, "lon", p->lon, 4, p->has_point);
  put_int(&one, "geoname_id", p->geoname_id, p->geoname_id != 0);
  put_str(&one, "text", p->span.text);
  put_span(&one, &p->span);
  buf_c(o->b, '}');
}

static void put_told(Out *o, const RecordTold *t) {
  char date[12];
  put_str(o, "title", t->title);
  put_int(o, "mentions", t->mentions, true);
  put_int(o, "articles", t->articles, true);
  put_int(o, "sources", t->sources, true);
  put_str(o, "first_report", record_date(t->first_report, date));
  put_str(o, "last_report", record_date(t->last_report, date));
  put_int(o, "dead_low", t->dead_low, t->dead_low >= 0);
  put_int(o, "dead_high", t->dead_high, t->dead_high >= 0);
  put_int(o, "injured_low", t->injured_low, t->injured_low >= 0);
  put_int(o, "injured_high", t->injured_high, t->injured_high >= 0);
  put_str(o, "date_low", record_date(t->date_low, date));
  put_str(o, "date_high", record_date(t->date_high, date));
  key(o, "parties_differ");
  buf_z(o->b, t->parties_differ ? "true" : "false");
}

void record_put_jsonl(Buf *b, const EventRecord *e, int width) {
  (void)width;
  Out o = {b, false};
  char date[12];
  buf_c(b, '{');
  put_str(&o, "id", e->id);
  put_str(&o, "event", e->event);
  put_str(&o, "doc_id", e->doc_id);
  put_int(&o, "sentence", e->sentence, true);
  put_span(&o, &e->span);
  put_str(&o, "text", e->span.text);
  put_str(&o, "type", e->type);
  put_str(&o, "mode", e->mode);
  put_str(&o, "cameo", e->cameo);
  put_fixed(&o, "score", e->score, 1, !isnan(e->score));
  put_fixed(&o, "goldstein", e->goldstein, 1, !isnan(e->goldstein));
  put_int(&o, "quad", e->quad, e->quad > 0);
  put_strings(&o, "contexts", e->contexts, e->ncontexts);
  put_parties(&o, "actor", &e->actor);
  put_parties(&o, "recipient", &e->recipient);
  put_parties(&o, "source", &e->source);
  put_str(&o, "date", record_date(e->date, date));
  put_str(&o, "date_end", record_date(e->date_end, date));
  put_str(&o, "granularity", str_of(e->granularity));
  put_place(&o, &e->place);
  put_str(&o, "status", str_of(e->status));
  put_str(&o, "status_text", e->status_text.text);
  put_int(&o, "dead", e->dead, e->dead >= 0);
  put_int(&o, "injured", e->injured, e->injured >= 0);
  put_int(&o, "size", e->size, e->size >= 0);
  put_str(&o, "rule", e->rule);
  put_fixed(&o, "confidence", e->confidence, 2, true);
  put_str(&o, "doc_date", record_date(e->doc_date, date));
  put_str(&o, "publisher", e->publisher);
  put_str(&o, "url", e->url);
  if (e->told && e->told->mentions) put_told(&o, e->told);
  buf_z(b, "}\n");
}
