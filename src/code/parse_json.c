/* Each stage's finds as JSON, so that every stage serves and is measured alone. */
#include "code/parse_json.h"
#include "code/engine.h"

static void put_span(Buf *b, const Doc *d, uint32_t at, uint32_t end) {
  Span s = doc_span(d, at, end);
  buf_fmt(b, "\"start\":%u,\"end\":%u,\"text\":", s.start, s.end);
  buf_json(b, s.text);
  if (s.in_title) buf_z(b, ",\"in\":\"title\"");
}

static void put_tokens(Buf *b, const Doc *d, uint32_t first, uint32_t last) {
  put_span(b, d, d->tokens[first].at, d->tokens[last].at + d->tokens[last].n);
}

static void key_str(Buf *b, const char *key, Str v) {
  buf_fmt(b, ",\"%s\":", key);
  buf_json(b, v);
}

/* An array: the comma before all but the first. */
static void open_item(Buf *b, bool *first) {
  buf_z(b, *first ? "{" : ",{");
  *first = false;
}

static void put_sentences(Buf *b, const Doc *d) {
  bool first = true;
  buf_z(b, ",\"sentences\":[");
  for (uint32_t i = 0; i < d->nsents; i++) {
    open_item(b, &first);
    put_span(b, d, d->sents[i].at, d->sents[i].end);
    if (d->sents[i].kind == SENT_NOISE) buf_z(b, ",\"noise\":true");
    buf_c(b, '}');
  }
  buf_c(b, ']');
}

/* One row a party: a phrase that names two parties stands twice with one entity each. */
static void put_mention(Buf *b, const Doc *d, const Mention *m, const PartyCode *p, bool *first) {
  open_item(b, first);
  put_tokens(b, d, m->first, m->last);
  key_str(b, "kind", str_of(mention_kind_text(m->kind)));
  buf_fmt(b, ",\"entity\":%u", m->entity);
  key_str(b, "country", str_of(p ? p->country : ""));
  key_str(b, "sector", str_of(p ? p->sector : ""));
  buf_z(b, ",\"sectors\":[");
  if (p && p->sector[0]) buf_json(b, str_of(p->sector));
  buf_z(b, "]}");
}

static void put_mentions(Buf *b, const Coded *c) {
  bool first = true;
  buf_z(b, ",\"mentions\":[");
  for (uint32_t t = 0; t < c->doc->ntokens; t++) {
    const Mention *m = c->who.of[t] < 0 ? NULL : &c->who.at[c->who.of[t]];
    for (uint32_t i = 0; m && i < (m->nparties ? m->nparties : 1); i++)
      put_mention(b, c->doc, m, m->nparties ? &m->parties[i] : NULL, &first);
  }
  buf_c(b, ']');
}

static void put_places(Buf *b, const Coded *c) {
  bool first = true;
  buf_z(b, ",\"places\":[");
  for (uint32_t i = 0; i < c->where.n; i++) {
    const Place *p = &c->where.at[i];
    open_item(b, &first);
    put_span(b, c->doc, p->at, p->end);
    key_str(b, "name", p->name);
    key_str(b, "country", str_of(p->country));
    key_str(b, "admin1", p->admin1);
    if (p->has_point) {
      buf_z(b, ",\"lat\":");
      buf_fixed(b, p->lat, 5);
      buf_z(b, ",\"lon\":");
      buf_fixed(b, p->lon, 5);
    } else buf_z(b, ",\"lat\":null,\"lon\":null");
    if (p->geoname_id) buf_fmt(b, ",\"geoname_id\":%u", p->geoname_id);
    else buf_z(b, ",\"geoname_id\":null");
    buf_c(b, '}');
  }
  buf_c(b, ']');
}

static void key_date(Buf *b, const char *key, Date d) {
  char text[12];
  date_text(d, text);
  key_str(b, key, str_of(text));
}

static void put_dates(Buf *b, const Coded *c) {
  bool first = true;
  buf_z(b, ",\"dates\":[");
  for (uint32_t i = 0; i < c->when.n; i++) {
    const Timex *x = &c->when.at[i];
    open_item(b, &first);
    put_span(b, c->doc, x->at, x->end);
    key_str(b, "type", str_of(timex_type_text(x->type)));
    key_str(b, "value", str_of(x->value));
    key_date(b, "date", x->date);
    key_date(b, "date_end", x->date_end);
    key_str(b, "granularity", str_of(granularity_text(x->granularity)));
    buf_c(b, '}');
  }
  buf_c(b, ']');
}

static void put_attributions(Buf *b, const Engine *e, const Coded *c) {
  Stage s = {&e->what, c->doc, &c->who, &c->when, &c->where};
  Attributions found;
  what_attributions(&s, &found);
  bool first = true;
  buf_z(b, ",\"attributions\":[");
  for (uint32_t i = 0; i < found.n; i++) {
    const Attribution *a = &found.at[i];
    open_item(b, &first);
    buf_z(b, "\"source\":");
    if (a->source >= 0) {
      int32_t m = c->who.of[a->source];
      uint32_t from = m < 0 ? (uint32_t)a->source : c->who.at[m].first, to = m < 0 ? (uint32_t)a->source : c->who.at[m].last;
      buf_c(b, '{');
      put_tokens(b, c->doc, from, to);
      buf_c(b, '}');
    } else buf_z(b, "null");
    buf_z(b, ",\"cue\":{");
    put_tokens(b, c->doc, a->cue, a->cue);
    buf_z(b, "},\"content\":[{");
    put_tokens(b, c->doc, a->first, a->last);
    buf_z(b, "}]}");
  }
  buf_c(b, ']');
}

void parse_json_put(Buf *b, const Engine *e, const Coded *c) {
  char date[12];
  date_text(c->doc->date, date);
  buf_z(b, "{\"id\":");
  buf_json(b, c->doc->id);
  key_str(b, "date", str_of(date));
  put_sentences(b, c->doc);
  put_mentions(b, c);
  put_places(b, c);
  put_dates(b, c);
  put_attributions(b, e, c);
  buf_z(b, "}\n");
}
