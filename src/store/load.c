/* Rows to records. */
#include "store/inside.h"

#include <string.h>

static const char mention_sql[] =
    "SELECT m.doc, m.id, m.key, m.sentence, m.act_text, m.act_start, m.act_end, m.act_in_title,"
    " m.type, m.mode, m.cameo, m.score, m.goldstein, m.quad, m.contexts, m.date, m.date_end, m.granularity,"
    " m.place, m.place_country, m.admin1, m.lat, m.lon, m.geoname, m.place_text, m.place_start, m.place_end, m.place_in_title,"
    " m.status, m.status_text, m.status_start, m.status_end, m.status_in_title, m.dead, m.injured, m.size, m.rule, m.confidence, m.words,"
    " d.id, d.date, d.publisher, d.url, d.sketch FROM mentions m JOIN documents d ON d.doc = m.doc WHERE m.mention = ?1";

static const char parties_sql[] =
    "SELECT p.side, e.country, p.sector, p.sectors, e.name, p.name_text, p.name_start, p.name_end, p.name_in_title"
    " FROM parties p JOIN entities e ON e.entity = p.entity WHERE p.mention = ?1 ORDER BY p.side, p.n";

/* The columns of a row, one after the other. */
typedef struct Row {
  DbQuery *q;
  Arena *a;
  int at;
} Row;

static int64_t next_int(Row *r) { return db_get_int(r->q, r->at++); }
static double next_real(Row *r) { return db_get_real(r->q, r->at++); }
static Str next_text(Row *r) { return arena_str(r->a, db_get_text(r->q, r->at++)); }

static void next_code(Row *r, char out[4]) {
  Str s = str_head(db_get_text(r->q, r->at++), 3);
  memcpy(out, s.p, s.n);
  out[s.n] = 0;
}

static Date next_date(Row *r) {
  Date d = {0};
  date_parse_iso(db_get_text(r->q, r->at++), &d);
  return d;
}

static Span next_span(Row *r) {
  Span s = {.text = next_text(r)};
  s.start = (uint32_t)next_int(r);
  s.end = (uint32_t)next_int(r);
  s.in_title = next_int(r) != 0;
  return s;
}

/* "GOV MIL": the words in the arena. */
static const Str *next_list(Row *r, uint32_t *n) {
  VEC(Str) list = {0};
  Str rest = next_text(r);
  while (rest.n) VEC_PUSH(r->a, &list, str_cut(rest, ' ', &rest));
  *n = list.n;
  return list.at;
}

/* The static texts that a record points to. */
static const char *known_word(Str s) {
  static const char *const words[] = {"day", "week", "month", "year", "range", "actual", "future", "hypothetical", "negated", "historical"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(s, words[i])) return words[i];
  return "";
}

static void read_place(Row *r, RecordPlace *p) {
  p->name = next_text(r);
  next_code(r, p->country);
  p->admin1 = next_text(r);
  p->lat = next_real(r);
  p->lon = next_real(r);
  p->has_point = p->lat == p->lat;
  p->geoname_id = (uint32_t)next_int(r);
  p->span = next_span(r);
}

static void read_what(Row *r, EventRecord *e) {
  e->type = next_text(r);
  e->mode = next_text(r);
  e->cameo = next_text(r);
  e->score = next_real(r);
  e->goldstein = next_real(r);
  e->quad = (int)next_int(r);
  e->contexts = next_list(r, &e->ncontexts);
  e->date = next_date(r);
  e->date_end = next_date(r);
  e->granularity = known_word(next_text(r));
  read_place(r, &e->place);
  e->status = known_word(next_text(r));
  e->status_text = next_span(r);
  e->dead = next_int(r);
  e->injured = next_int(r);
  e->size = next_int(r);
  e->rule = next_text(r);
  e->confidence = next_real(r);
}

/* A blob of numbers, at most `most` of them. */
static uint32_t next_blob(Row *r, void *out, size_t each, uint32_t most) {
  Str b = db_get_blob(r->q, r->at++);
  uint32_t n = (uint32_t)(b.n / each);
  if (n > most) n = most;
  if (n) memcpy(out, b.p, n * each);
  return n;
}

static void read_mention(Row *r, Known *k) {
  EventRecord *e = &k->record;
  k->doc = next_int(r);
  e->id = next_text(r);
  e->event = next_text(r);
  e->sentence = (uint32_t)next_int(r);
  e->span = next_span(r);
  read_what(r, e);
  k->words.n = next_blob(r, k->words.at, sizeof *k->words.at, ACT_WORDS_SIZE);
  e->doc_id = next_text(r);
  e->doc_date = next_date(r);
  e->publisher = next_text(r);
  e->url = next_text(r);
  k->sketch.n = next_blob(r, k->sketch.at, sizeof *k->sketch.at, SKETCH_SIZE);
}

static void read_party(Row *r, RecordParty *p) {
  next_code(r, p->country);
  next_code(r, p->sector);
  p->sectors = next_list(r, &p->nsectors);
  p->name = next_text(r);
  p->span = next_span(r);
}

static bool read_parties(Store *s, Arena *a, int64_t mention, EventRecord *e, EntError *err) {
  DbQuery *q = db_query(s->db, parties_sql, err);
  VEC(RecordParty) sides[3] = {0};
  int got;
  if (!q) return false;
  db_int(q, 1, mention);
  while ((got = db_step(q, err)) > 0) {
    Row r = {q, a, 0};
    int64_t side = next_int(&r);
    if (side >= 0 && side < 3) read_party(&r, VEC_ADD(a, &sides[side]));
  }
  e->actor = (RecordParties){sides[0].at, sides[0].n};
  e->recipient = (RecordParties){sides[1].at, sides[1].n};
  e->source = (RecordParties){sides[2].at, sides[2].n};
  return got == 0;
}

bool load_mention(Store *s, Arena *a, int64_t mention, Known *out, EntError *err) {
  DbQuery *q = db_query(s->db, mention_sql, err);
  if (!q) return false;
  db_int(q, 1, mention);
  int got = db_step(q, err);
  if (got < 0) return false;
  if (got == 0) return err_at(err, ENT_EDATA, s->db->where, 0, 0, "is damaged: mention %lld is missing", (long long)mention);
  *out = (Known){.mention = mention, .record = record_none()};
  Row r = {q, a, 0};
  read_mention(&r, out);
  db_reset(q);
  return read_parties(s, a, mention, &out->record, err);
}

/* ---- the cache ---- */

static Known *new_known(Store *s, int64_t mention) {
  KnownCache *c = &s->known;
  if (++c->n > KNOWN_GENERATION) {
    c->n = 1;
    c->now ^= 1;
    for (uint32_t i = 0; i < KNOWN_SLOTS; i++)
      if (c->of[i] == c->now) c->slot[i] = NULL;
    arena_reset(&c->arena[c->now]);
  }
  Known *k = ARENA_NEW(&c->arena[c->now], Known);
  c->slot[(uint64_t)mention % KNOWN_SLOTS] = k;
  c->of[(uint64_t)mention % KNOWN_SLOTS] = (uint8_t)c->now;
  return k;
}

const Known *known_mention(Store *s, int64_t mention, EntError *err) {
  Known *k = s->known.slot[(uint64_t)mention % KNOWN_SLOTS];
  if (k && k->mention == mention) return k;
  k = new_known(s, mention);
  if (load_mention(s, &s->known.arena[s->known.now], mention, k, err)) return k;
  known_forget(s);
  return NULL;
}

const Known *known_add(Store *s, const Known *k) {
  Known *mine = new_known(s, k->mention);
  *mine = *k;
  mine->record = record_copy(&s->known.arena[s->known.now], &k->record);
  return mine;
}

void known_forget(Store *s) {
  memset(s->known.slot, 0, sizeof s->known.slot);
  for (int i = 0; i < 2; i++) arena_reset(&s->known.arena[i]);
  s->known.n = 0;
}
