/* JSONL back to records: what jsonl.c prints, and what others may have changed in it.
**
** A field that is absent or null is not known; one of another type than it should be is an error, since a silent blank would lose data.  SYNC record */
#include "record/record.h"

#include "base/utf8.h"
#include "read/json.h"

#include <math.h>

typedef struct In {
  Arena *a;
  const char *file;
  uint32_t line;
  EntError *err;
  bool bad;
} In;

static void complain(In *in, const char *key, const char *expected) {
  if (!in->bad) err_at(in->err, ENT_EINPUT, in->file, in->line, 0, "\"%s\": %s was expected", key, expected);
  in->bad = true;
}

/* The member, or NULL where it is absent or null. */
static const Json *get(const Json *o, const char *key) {
  const Json *m = json_member(o, key);
  return m && m->type != JSON_NULL ? m : NULL;
}

static Str get_str(In *in, const Json *o, const char *key) {
  const Json *m = get(o, key);
  if (m && m->type != JSON_STRING) complain(in, key, "a text");
  return m && m->type == JSON_STRING ? m->text : STR("");
}

static Str need_str(In *in, const Json *o, const char *key) {
  Str s = get_str(in, o, key);
  if (!s.n) complain(in, key, "a text that is not empty");
  return s;
}

static const char *const granularities[] = {"day", "week", "month", "year", "range", NULL};
static const char *const statuses[] = {"actual", "future", "hypothetical", "negated", "historical", NULL};

/* One of a list of words, as the list's own: it lives for ever, as the pipeline's do. */
static const char *get_word(In *in, const Json *o, const char *key, const char *const *words) {
  Str s = get_str(in, o, key);
  for (; s.n && *words; words++)
    if (str_is(s, *words)) return *words;
  if (s.n) complain(in, key, "one of the codebook's words");
  return "";
}

/* Decimals by integers, so that what is printed again has the same digits. */
static bool decimal(Str s, double *out) {
  double mantissa = 0, unit = 1;
  bool minus = s.n && s.p[0] == '-', point = false;
  uint32_t digits = 0;
  for (uint32_t i = minus; i < s.n; i++) {
    if (s.p[i] == '.' && !point) point = true;
    else if (is_digit(s.p[i]) && digits < 15) {
      mantissa = mantissa * 10 + (s.p[i] - '0');
      if (point) unit *= 10;
      digits++;
    } else if (!is_digit(s.p[i]) || !point) return false; /* exponents, numbers that no field holds */
  }
  *out = (minus ? -mantissa : mantissa) / unit;
  return digits > 0;
}

static double get_double(In *in, const Json *o, const char *key, double none) {
  const Json *m = get(o, key);
  double v = none;
  if (m && (m->type != JSON_NUMBER || !decimal(m->text, &v))) complain(in, key, "a decimal number");
  return v;
}

/* From 0 to most. */
static int64_t get_int(In *in, const Json *o, const char *key, int64_t none, int64_t most) {
  const Json *m = get(o, key);
  int64_t v = none;
  if (m && (m->type != JSON_NUMBER || !str_int(m->text, &v) || v > most)) complain(in, key, "a whole number");
  return v;
}

static Date get_date(In *in, const Json *o, const char *key) {
  Str s = get_str(in, o, key);
  Date d = {0};
  if (s.n && !date_parse_iso(s, &d)) complain(in, key, "a date such as 2024-08-05");
  return d;
}

static void get_code(In *in, const Json *o, const char *key, char out[4]) {
  Str s = get_str(in, o, key);
  bool good = s.n <= 3;
  for (uint32_t i = 0; i < s.n; i++) good &= is_upper(s.p[i]) || is_digit(s.p[i]);
  if (!good) complain(in, key, "a code of three capital letters");
  else if (s.n) memcpy(out, s.p, s.n);
}

static const Str *get_strings(In *in, const Json *o, const char *key, uint32_t *n_out) {
  const Json *m = get(o, key);
  VEC(Str) v = {0};
  if (m && m->type != JSON_ARRAY) complain(in, key, "a list of texts");
  else
    for (const Json *x = m ? m->first : NULL; x; x = x->next)
      if (x->type == JSON_STRING) VEC_PUSH(in->a, &v, x->text);
      else complain(in, key, "a list of texts");
  *n_out = v.n;
  return v.at;
}

static Span get_span(In *in, const Json *o) {
  Span s = {0};
  s.text = get_str(in, o, "text");
  s.start = (uint32_t)get_int(in, o, "start", 0, UINT32_MAX);
  s.end = (uint32_t)get_int(in, o, "end", 0, UINT32_MAX);
  s.in_title = str_eq(get_str(in, o, "in"), STR("title"));
  return s;
}

static RecordParties get_parties(In *in, const Json *o, const char *key) {
  const Json *m = get(o, key);
  VEC(RecordParty) v = {0};
  if (m && m->type != JSON_ARRAY) complain(in, key, "a list of parties");
  for (const Json *x = m && m->type == JSON_ARRAY ? m->first : NULL; x; x = x->next) {
    if (x->type != JSON_OBJECT) {
      complain(in, key, "a list of parties");
      break;
    }
    RecordParty *p = VEC_ADD(in->a, &v);
    get_code(in, x, "country", p->country);
    get_code(in, x, "sector", p->sector);
    p->sectors = get_strings(in, x, "sectors", &p->nsectors);
    p->name = get_str(in, x, "name");
    p->span = get_span(in, x);
  }
  return (RecordParties){v.at, v.n};
}

static RecordPlace get_place(In *in, const Json *o) {
  const Json *m = get(o, "place");
  RecordPlace p = {0};
  if (!m) return p;
  if (m->type != JSON_OBJECT) {
    complain(in, "place", "an object");
    return p;
  }
  p.name = get_str(in, m, "name");
  get_code(in, m, "country", p.country);
  p.admin1 = get_str(in, m, "admin1");
  p.lat = get_double(in, m, "lat", NAN);
  p.lon = get_double(in, m, "lon", NAN);
  p.has_point = !isnan(p.lat) && !isnan(p.lon);
  if (!p.has_point) p.lat = p.lon = 0;
  p.geoname_id = (uint32_t)get_int(in, m, "geoname_id", 0, UINT32_MAX);
  p.span = get_span(in, m);
  return p;
}

static void get_act(In *in, const Json *o, EventRecord *e) {
  e->id = need_str(in, o, "id");
  e->event = need_str(in, o, "event");
  e->doc_id = need_str(in, o, "doc_id");
  e->sentence = (uint32_t)get_int(in, o, "sentence", 0, UINT32_MAX);
  e->span = get_span(in, o);
  e->type = need_str(in, o, "type");
  e->mode = get_str(in, o, "mode");
  e->cameo = get_str(in, o, "cameo");
  e->score = get_double(in, o, "score", NAN);
  e->goldstein = get_double(in, o, "goldstein", NAN);
  e->quad = (int)get_int(in, o, "quad", 0, 4);
  e->contexts = get_strings(in, o, "contexts", &e->ncontexts);
}

bool record_read_jsonl(Arena *a, Str text, const char *file, uint32_t line, EventRecord *out, RecordTold *told, EntError *err) {
  uint32_t bad = utf8_bad_at(text);
  if (bad < text.n) return err_at(err, ENT_EINPUT, file, line, bad + 1, "is not UTF-8");
  const Json *o = json_parse(a, text, file, line, err);
  if (!o) return false;
  if (o->type != JSON_OBJECT) return err_at(err, ENT_EINPUT, file, line, 1, "an object was expected");
  In in = {.a = a, .file = file, .line = line, .err = err};
  EventRecord e = record_none();
  get_act(&in, o, &e);
  e.actor = get_parties(&in, o, "actor");
  e.recipient = get_parties(&in, o, "recipient");
  e.source = get_parties(&in, o, "source");
  e.date = get_date(&in, o, "date");
  e.date_end = get_date(&in, o, "date_end");
  e.granularity = get_word(&in, o, "granularity", granularities);
  e.place = get_place(&in, o);
  e.status = get_word(&in, o, "status", statuses);
  e.status_text.text = get_str(&in, o, "status_text");
  e.dead = get_int(&in, o, "dead", -1, INT64_MAX);
  e.injured = get_int(&in, o, "injured", -1, INT64_MAX);
  e.size = get_int(&in, o, "size", -1, INT64_MAX);
  e.rule = get_str(&in, o, "rule");
  e.confidence = get_double(&in, o, "confidence", 0);
  e.doc_date = get_date(&in, o, "doc_date");
  e.publisher = get_str(&in, o, "publisher");
  e.url = get_str(&in, o, "url");
  if (told) *told = (RecordTold){.title = get_str(&in, o, "title")};
  if (!in.bad) *out = e;
  return !in.bad;
}
