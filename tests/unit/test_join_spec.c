/* The cases of tests/spec/join.spec: reports, and the events that their tellings are.
**
**   == name   # what it shows
**   doc 2025-01-15 Reuters                     a report: its date, its publisher (may be absent)
**   title Six die in Mosul                     optional
**   One or more lines of text.
**   doc 2025-01-15 The Herald
**   ...
**   --
**   ASSAULT mentions=2 articles=2 sources=1 dead=12..15 date=2025-01-14..2025-01-15
**
** All events of the reports are listed, each by its type; what is not named is not compared, and mentions is 1 where it is not named. */
#include "engine.h"

#include "cases.h"
#include "code/check.h"
#include "store/same.h"

enum { DOCS_MAX = 6, TELLINGS_MAX = 24 };

typedef struct Report {
  RawDoc raw;
  Sketch sketch;
} Report;

typedef struct Told {
  EventRecord record;
  ActWords words;
  uint32_t doc, group; /* group: index of the first telling of its event */
} Told;

typedef struct Case {
  Str name, expected;
  uint32_t line;
  Report docs[DOCS_MAX];
  uint32_t ndocs;
  Told tellings[TELLINGS_MAX];
  uint32_t ntellings;
} Case;

/* What an expected line says and an event has. */
typedef struct Event {
  Str type;
  int64_t mentions, articles, sources, dead_low, dead_high;
  Str date_low, date_high;
} Event;

/* --- reading --- */

static void begin_doc(Arena *a, Case *c, Str head, uint32_t line) {
  Str rest;
  assert_true(c->ndocs < DOCS_MAX);
  RawDoc *d = &c->docs[c->ndocs].raw;
  *d = (RawDoc){.id = arena_fmt(a, "doc-%u", c->ndocs + 1)};
  if (!date_parse_iso(str_cut(head, ' ', &rest), &d->date)) fail_msg("join.spec:%u: 'doc DATE PUBLISHER' is expected", line);
  d->publisher = str_trim(rest);
  c->ndocs++;
}

static void add_line(Arena *a, Case *c, Str line, uint32_t at) {
  if (str_starts(line, STR("doc "))) {
    begin_doc(a, c, str_from(line, 4), at);
    return;
  }
  if (!c->ndocs) fail_msg("join.spec:%u: text before the first 'doc'", at);
  RawDoc *d = &c->docs[c->ndocs - 1].raw;
  if (str_starts(line, STR("title ")) && !d->text.n) d->title = str_from(line, 6);
  else case_add(a, &d->text, line, ' ');
}

static bool next_case(Arena *a, Cases *l, Case *c) {
  Str line;
  bool answers = false;
  memset(c, 0, sizeof *c);
  if (!cases_next(l, &c->name)) return false;
  c->line = l->line;
  while (case_line(l, &line, &answers)) {
    if (answers) case_add(a, &c->expected, line, '\n');
    else add_line(a, c, line, l->line);
  }
  return true;
}

/* --- coding and joining --- */

static RecordParties keep_parties(Arena *a, RecordParties l) {
  RecordParty *at = ARENA_ARRAY(a, RecordParty, l.n + 1);
  for (uint32_t i = 0; i < l.n; i++) {
    at[i] = l.at[i];
    at[i].name = arena_str(a, l.at[i].name);
    at[i].span.text = arena_str(a, l.at[i].span.text);
  }
  return (RecordParties){at, l.n};
}

/* The coder's records die with its next document. */
static EventRecord keep(Arena *a, const EventRecord *e, const RawDoc *d) {
  EventRecord r = *e;
  r.id = arena_str(a, e->id);
  r.event = arena_str(a, e->event);
  r.doc_id = d->id;
  r.publisher = d->publisher;
  r.actor = keep_parties(a, e->actor);
  r.recipient = keep_parties(a, e->recipient);
  r.source = keep_parties(a, e->source);
  r.span.text = arena_str(a, e->span.text);
  r.place.name = arena_str(a, e->place.name);
  r.place.admin1 = arena_str(a, e->place.admin1);
  r.rule = arena_str(a, e->rule);
  return r;
}

static void code_docs(Bench *b, Case *c) {
  for (uint32_t i = 0; i < c->ndocs; i++) {
    Report *r = &c->docs[i];
    Coded coded;
    EntError err = {0};
    if (coder_run(b->coder, &r->raw, true, &coded, &err) != CODE_OK) fail_with(&err);
    sketch_make(r->raw.title, r->raw.text, &r->sketch);
    for (uint32_t k = 0; k < coded.records.n; k++) {
      assert_true(c->ntellings < TELLINGS_MAX);
      Told *t = &c->tellings[c->ntellings];
      *t = (Told){.record = keep(&b->arena, &coded.records.at[k], &r->raw), .doc = i, .group = c->ntellings};
      act_words(r->raw.title, r->raw.text, &t->record, &t->words);
      c->ntellings++;
    }
  }
}

static bool blocks_meet(const EventRecord *a, const EventRecord *b) {
  uint64_t x[SAME_BLOCKS], y[SAME_BLOCKS];
  uint32_t nx = same_blocks(a, x), ny = same_blocks(b, y);
  for (uint32_t i = 0; i < nx; i++)
    for (uint32_t k = 0; k < ny; k++)
      if (x[i] == y[k]) return true;
  return false;
}

static bool joined(const Case *c, uint32_t i, uint32_t k) {
  const Told *a = &c->tellings[i], *b = &c->tellings[k];
  Telling x = {&a->record, &c->docs[a->doc].sketch, &a->words}, y = {&b->record, &c->docs[b->doc].sketch, &b->words};
  bool same = same_act(&x, &y);
  assert_int_equal(same, same_act(&y, &x));
  if (same && !blocks_meet(&a->record, &b->record)) fail_msg("join.spec:%u: one act, but no block in common", c->line);
  return same;
}

static void join_all(Case *c) {
  for (uint32_t i = 0; i < c->ntellings; i++)
    for (uint32_t k = 0; k < i; k++) {
      uint32_t from = c->tellings[i].group, to = c->tellings[k].group;
      if (from == to || !joined(c, i, k)) continue;
      uint32_t low = from < to ? from : to, high = from < to ? to : from;
      for (uint32_t n = 0; n < c->ntellings; n++)
        if (c->tellings[n].group == high) c->tellings[n].group = low;
    }
}

/* --- comparing --- */

static Str iso(Arena *a, Date d) {
  char text[12];
  date_text(d, text);
  return arena_str(a, str_of(text));
}

static void add_telling(Arena *a, Event *e, const Told *t) {
  const EventRecord *r = &t->record;
  e->mentions++;
  if (r->dead >= 0 && (e->dead_low < 0 || r->dead < e->dead_low)) e->dead_low = r->dead;
  if (r->dead > e->dead_high) e->dead_high = r->dead;
  Str date = iso(a, r->date);
  if (date.n && (!e->date_low.n || str_cmp(date, e->date_low) < 0)) e->date_low = date;
  if (date.n && str_cmp(date, e->date_high) > 0) e->date_high = date;
}

static Event event_of(Arena *a, const Case *c, uint32_t group) {
  Event e = {.type = c->tellings[group].record.type, .dead_low = -1, .dead_high = -1};
  Str publishers[DOCS_MAX];
  const Sketch *sketches[DOCS_MAX];
  uint32_t docs = 0;
  for (uint32_t d = 0; d < c->ndocs; d++) {
    bool tells = false;
    for (uint32_t i = 0; i < c->ntellings; i++) {
      if (c->tellings[i].group != group || c->tellings[i].doc != d) continue;
      add_telling(a, &e, &c->tellings[i]);
      tells = true;
    }
    if (!tells) continue;
    publishers[docs] = c->docs[d].raw.publisher;
    sketches[docs++] = &c->docs[d].sketch;
  }
  e.articles = docs;
  e.sources = independent_sources(publishers, sketches, docs);
  return e;
}

static bool number_is(Str value, int64_t low, int64_t high) {
  int64_t v = -1, w;
  uint32_t dots = str_find_str(value, STR(".."), 0);
  if (str_is(value, "none")) return low < 0;
  if (!str_int(str_head(value, dots), &v)) return false;
  w = v;
  if (dots < value.n && !str_int(str_from(value, dots + 2), &w)) return false;
  return v == low && w == high;
}

static bool dates_are(Str value, Str low, Str high) {
  uint32_t dots = str_find_str(value, STR(".."), 0);
  return str_eq(str_head(value, dots), low) && str_eq(dots < value.n ? str_from(value, dots + 2) : str_head(value, dots), high);
}

static bool word_holds(Str word, const Event *e, uint32_t line) {
  Str value, key = str_cut(word, '=', &value);
  if (str_is(key, "mentions")) return number_is(value, e->mentions, e->mentions);
  if (str_is(key, "articles")) return number_is(value, e->articles, e->articles);
  if (str_is(key, "sources")) return number_is(value, e->sources, e->sources);
  if (str_is(key, "dead")) return number_is(value, e->dead_low, e->dead_high);
  if (str_is(key, "date")) return dates_are(value, e->date_low, e->date_high);
  fail_msg("join.spec:%u: '%.*s' is not known", line, STRF(key));
  return false;
}

static bool answers(Str expected, const Event *e, uint32_t line) {
  Str rest = expected;
  if (!str_eq(str_cut(rest, ' ', &rest), e->type)) return false;
  bool counted = false;
  while (rest.n) {
    Str word = str_cut(str_trim(rest), ' ', &rest);
    counted |= str_starts(word, STR("mentions="));
    if (!word_holds(word, e, line)) return false;
  }
  return counted || e->mentions == 1;
}

static bool as_expected(Arena *a, const Case *c) {
  bool used[TELLINGS_MAX] = {false};
  uint32_t events = 0, lines = 0;
  for (uint32_t i = 0; i < c->ntellings; i++) events += c->tellings[i].group == i;
  Str rest = c->expected;
  for (Str one; str_line(&rest, &one); lines++) {
    uint32_t i = 0;
    for (; i < c->ntellings; i++) {
      if (used[i] || c->tellings[i].group != i) continue;
      Event e = event_of(a, c, i);
      if (answers(one, &e, c->line)) break;
    }
    if (i == c->ntellings) return false;
    used[i] = true;
  }
  return lines == events;
}

static void tell(Arena *a, const Case *c) {
  print_error("tests/spec/join.spec:%u: %.*s\n", c->line, STRF(c->name));
  Str rest = c->expected, one;
  while (str_line(&rest, &one)) print_error("  expected %.*s\n", STRF(one));
  for (uint32_t i = 0; i < c->ntellings; i++) {
    if (c->tellings[i].group != i) continue;
    Event e = event_of(a, c, i);
    print_error("  got      %.*s mentions=%d articles=%d sources=%d dead=%d..%d date=%.*s..%.*s\n", STRF(e.type), (int)e.mentions,
                (int)e.articles, (int)e.sources, (int)e.dead_low, (int)e.dead_high, STRF(e.date_low), STRF(e.date_high));
    for (uint32_t k = i; k < c->ntellings; k++) {
      if (c->tellings[k].group != i) continue;
      Str text = check_text(a, &c->tellings[k].record);
      print_error("             doc %u: %.*s\n", c->tellings[k].doc + 1, STRF(text));
    }
  }
}

static void test_tellings_are_joined(void **state) {
  Bench *b = *state;
  static Case c;
  uint32_t n = 0, bad = 0;
  Cases l = cases_open("join.spec");
  for (; next_case(&b->arena, &l, &c); n++, arena_reset(&b->arena)) {
    code_docs(b, &c);
    join_all(&c);
    if (as_expected(&b->arena, &c)) continue;
    tell(&b->arena, &c);
    bad++;
  }
  cases_close(&l, n, bad);
}

static const struct CMUnitTest join_spec[] = {cmocka_unit_test(test_tellings_are_joined)};

int main(void) { return cmocka_run_group_tests_name("join_spec", join_spec, open_bench, close_bench); }
