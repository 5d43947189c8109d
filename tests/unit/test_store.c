/* The database: what is put comes back, once, joined the same whatever came first. */
#include "unit.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/store.h"

#include <unistd.h>

typedef struct Made {
  char path[64];
  Arena arena;
  EntError err;
} Made;

static int set_up(void **state) {
  Made *m = calloc(1, sizeof *m);
  snprintf(m->path, sizeof m->path, "/tmp/entente-store-%d.db", (int)getpid());
  unlink(m->path);
  arena_init(&m->arena, 0);
  *state = m;
  return 0;
}

static int tear_down(void **state) {
  Made *m = *state;
  unlink(m->path);
  arena_free(&m->arena);
  free(m);
  return 0;
}

static void must(bool ok, const EntError *err) {
  char text[512];
  if (ok) return;
  err_text(err, text, sizeof text);
  fail_msg("%s", text);
}

/* --- reports of one sentence: "Kenya accused Uganda" --- */

typedef struct Said {
  const char *id, *date, *publisher, *text, *type, *actor, *recipient, *day;
  int64_t dead;
} Said;

static const Said said[] = {
    {"a1", "2024-03-02", "Herald", "Kenya accused Uganda of backing rebels on the lake.", "ACCUSE", "KEN", "UGA", "2024-03-01", -1},
    {"a2", "2024-03-02", "Courier", "Kenya accused Uganda of backing rebels on the lake.", "ACCUSE", "KEN", "UGA", "2024-03-01", -1},
    {"a3", "2024-03-03", "Wire; Post", "On Friday Kenya accused Uganda of backing rebels.", "ACCUSE", "KEN", "UGA", "2024-03-01", -1},
    {"b1", "2024-03-02", "Herald", "Shells fired by Peru killed 12 villagers in Chile.", "ASSAULT", "PER", "CHL", "2024-03-02", 12},
    {"b2", "2024-03-03", "Wire", "Shells fired by Peru killed 15 villagers in Chile.", "ASSAULT", "PER", "CHL", "2024-03-02", 15},
    {"c1", "2024-04-02", "Herald", "Norway sent wheat to Nepal after the flood.", "AID", "NOR", "NPL", "2024-04", -1},
    {"d1", "2024-05-02", "", "Ghana expelled two diplomats of Togo.", "COERCE", "GHA", "TGO", "", -1},
    {"d1", "2024-05-02", "", "Ghana expelled four diplomats of Togo.", "COERCE", "GHA", "TGO", "2024-05-01", -1},
};
enum { NSAID = sizeof said / sizeof *said };

static RecordParties party(Arena *a, const char *country) {
  RecordParty *p = ARENA_NEW(a, RecordParty);
  snprintf(p->country, sizeof p->country, "%s", country);
  snprintf(p->sector, sizeof p->sector, "GOV");
  Str *sector = ARENA_NEW(a, Str);
  *sector = STR("GOV");
  p->sectors = sector;
  p->nsectors = 1;
  p->name = str_of(country);
  return (RecordParties){p, 1};
}

static RawDoc document(const Said *s) {
  RawDoc d = {.id = str_of(s->id), .id_given = true, .publisher = str_of(s->publisher), .text = str_of(s->text)};
  date_parse_iso(str_of(s->date), &d.date);
  return d;
}

static EventRecord record(Arena *a, const Said *s) {
  EventRecord e = record_none();
  RawDoc d = document(s);
  char hex[33];
  hash_hex(arena_fmt(a, "%s %s", s->id, s->text), hex);
  e.id = arena_str(a, str_head(str_of(hex), 16));
  hash_hex(arena_fmt(a, "%s %s %s %s", s->type, s->actor, s->recipient, s->day), hex);
  e.event = arena_str(a, str_head(str_of(hex), 16));
  e.doc_id = d.id;
  e.sentence = 1;
  e.span = (Span){.text = d.text, .end = d.text.n};
  e.type = str_of(s->type);
  e.cameo = STR("112");
  e.score = -2;
  e.goldstein = -2.5;
  e.quad = 3;
  e.actor = party(a, s->actor);
  e.recipient = party(a, s->recipient);
  date_parse_iso(str_of(s->day), &e.date);
  e.granularity = !s->day[0] ? "" : e.date.day ? "day" : "month";
  e.status = "actual";
  e.dead = s->dead;
  e.rule = STR("test:1");
  e.confidence = 0.5;
  e.doc_date = d.date;
  e.publisher = d.publisher;
  return e;
}

static Store *writer(Made *m, const char *lexicon, uint32_t batch) {
  Store *s = store_open(m->path, STORE_WRITE, &m->err);
  must(s != NULL, &m->err);
  must(store_begin(s, &(StoreRun){"test", lexicon, batch, false}, &m->err), &m->err);
  return s;
}

static void put(Made *m, Store *s, const Said *what, bool with_record) {
  RawDoc d = document(what);
  EventRecord e = record(&m->arena, what);
  must(store_put(s, &d, &e, with_record ? 1 : 0, &m->err), &m->err);
}

static void put_all(Made *m, const char *lexicon, const int *order, uint32_t batch) {
  Store *s = writer(m, lexicon, batch);
  for (int i = 0; i < NSAID; i++) put(m, s, &said[order ? order[i] : i], true);
  must(store_commit(s, &m->err), &m->err);
  store_close(s);
}

static Store *reader(Made *m) {
  Store *s = store_open(m->path, STORE_READ, &m->err);
  must(s != NULL, &m->err);
  return s;
}

static bool add_line(void *ctx, Str line) {
  buf_str(ctx, line);
  return true;
}

static Str dump(Made *m) {
  Buf line = {0}, all = {0};
  Store *s = reader(m);
  must(store_dump(s, &line, add_line, &all, &m->err), &m->err);
  store_close(s);
  Str copy = arena_str(&m->arena, (Str){all.p, (uint32_t)all.n});
  buf_free(&line);
  buf_free(&all);
  return copy;
}

/* --- events as they come --- */

enum { SEEN_MOST = 16 };
typedef struct Seen {
  Arena *a;
  StoredEvent at[SEEN_MOST];
  uint32_t n;
} Seen;

static bool see(void *ctx, const StoredEvent *e) {
  Seen *s = ctx;
  assert_true(s->n < SEEN_MOST);
  s->at[s->n] = *e;
  s->at[s->n++].record = record_copy(s->a, &e->record);
  return true;
}

static Seen ask(Made *m, EventFilter f) {
  Seen seen = {.a = &m->arena};
  Store *s = reader(m);
  must(store_events(s, &f, see, &seen, &m->err), &m->err);
  store_close(s);
  return seen;
}

static uint32_t count(Made *m, EventFilter f) { return ask(m, f).n; }

/* --- the tests --- */

static void test_open_tells_what_is_missing(void **state) {
  Made *m = *state;
  assert_null(store_open("/tmp/no such folder/news.db", STORE_READ, &m->err));
  assert_err(&m->err, "/tmp/no such folder/news.db: no such database");
}

static void test_open_takes_an_empty_file(void **state) {
  Made *m = *state;
  fclose(fopen(m->path, "w"));
  assert_null(store_open(m->path, STORE_READ, &m->err));
  err_clear(&m->err);
  put_all(m, "one", NULL, 0);
  assert_int_equal(count(m, (EventFilter){0}), 5);
}

static void test_tellings_of_one_act_are_one_event(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Seen s = ask(m, (EventFilter){.type = STR("ACCUSE")});
  assert_int_equal(s.n, 1);
  assert_int_equal(s.at[0].mentions, 3);
  assert_int_equal(s.at[0].articles, 3);
  assert_int_equal(date_cmp(s.at[0].first_report, (Date){2024, 3, 2}), 0);
  assert_int_equal(date_cmp(s.at[0].last_report, (Date){2024, 3, 3}), 0);
}

static void test_reports_that_differ_give_both_numbers(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Seen s = ask(m, (EventFilter){.type = STR("ASSAULT")});
  assert_int_equal(s.n, 1);
  assert_int_equal(s.at[0].dead_low, 12);
  assert_int_equal(s.at[0].dead_high, 15);
}

static void test_one_id_with_two_texts_is_two_documents(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  assert_int_equal(count(m, (EventFilter){.words = STR("expelled")}), 2);
}

static void test_what_is_put_twice_is_there_once(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Str before = dump(m);
  RawDoc d = document(&said[3]);
  Store *s = writer(m, "one", 0);
  assert_int_equal(store_has(s, &d, &m->err), 1);
  d.text = STR("Another text.");
  assert_int_equal(store_has(s, &d, &m->err), 0);
  store_close(s);
  put_all(m, "one", NULL, 1);
  put_all(m, "one", NULL, 3);
  assert_true(str_eq(dump(m), before));
}

/* Orders from a small generator of its own, so that all machines try the same. */
static void shuffle(int *order, uint32_t seed) {
  for (int i = 0; i < NSAID; i++) order[i] = i;
  for (int i = NSAID - 1; i > 0; i--) {
    seed = seed * 1664525u + 1013904223u;
    int k = (int)((seed >> 16) % (uint32_t)(i + 1)), held = order[i];
    order[i] = order[k];
    order[k] = held;
  }
}

static void test_order_of_arrival_does_not_matter(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Str expected = dump(m);
  for (uint32_t seed = 1; seed <= 12; seed++) {
    int order[NSAID];
    shuffle(order, seed);
    unlink(m->path);
    put_all(m, "one", order, seed % 4); /* batches of one, two, three, all */
    assert_true(str_eq(dump(m), expected));
  }
}

static void test_coding_anew_replaces_and_keeps(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Store *s = writer(m, "two", 0);
  RawDoc d = document(&said[0]);
  assert_int_equal(store_has(s, &d, &m->err), 0);
  for (int i = 0; i < NSAID; i++) put(m, s, &said[i], i != 3 && i != 4); /* the new lexicon sees no ASSAULT */
  must(store_commit(s, &m->err), &m->err);
  store_close(s);
  assert_int_equal(count(m, (EventFilter){0}), 4);
  assert_int_equal(count(m, (EventFilter){.type = STR("ASSAULT")}), 0);
  Str all = dump(m);
  uint32_t past = 0;
  for (uint32_t at = 0; (at = str_find_str(all, STR("\"past\"\t\"test one\""), at)) < all.n; at++) past++;
  assert_int_equal(past, NSAID * 3); /* each telling with its two parties */
}

/* Without the telling between them two acts come apart again. */
static void test_coding_anew_takes_back_what_it_joined(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Store *s = writer(m, "two", 0);
  for (int i = 0; i < NSAID; i++) put(m, s, &said[i], i > 2);
  must(store_commit(s, &m->err), &m->err);
  put(m, s, &said[0], true); /* of this run: nothing changes */
  must(store_commit(s, &m->err), &m->err);
  store_close(s);
  assert_int_equal(count(m, (EventFilter){.type = STR("ACCUSE")}), 0);
  assert_int_equal(count(m, (EventFilter){0}), 4);
}

static void test_what_is_not_committed_is_not_there(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Str before = dump(m);
  Store *s = writer(m, "two", 0);
  for (int i = 0; i < NSAID; i++) put(m, s, &said[i], false);
  store_close(s);
  assert_true(str_eq(dump(m), before));
}

static void test_filters(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  assert_int_equal(count(m, (EventFilter){.actor = STR("KEN")}), 1);
  assert_int_equal(count(m, (EventFilter){.recipient = STR("KEN")}), 0);
  assert_int_equal(count(m, (EventFilter){.party = STR("UGA.GOV")}), 1);
  assert_int_equal(count(m, (EventFilter){.party = STR("UGA.MIL")}), 0);
  assert_int_equal(count(m, (EventFilter){.party = STR("CHL"), .other = STR("PER")}), 1);
  assert_int_equal(count(m, (EventFilter){.publisher = STR("post")}), 1);    /* one of two names */
  assert_int_equal(count(m, (EventFilter){.publisher = STR("courier")}), 1); /* any telling's */
  assert_int_equal(count(m, (EventFilter){.words = STR("wheat \"the flood\"")}), 1);
  assert_int_equal(count(m, (EventFilter){.words = STR("wheat villagers")}), 0);
  assert_int_equal(count(m, (EventFilter){.since = {2024, 4, 1}, .until = {2024, 4, 30}}), 1);
  assert_int_equal(count(m, (EventFilter){.quad = STR("3"), .limit = 2}), 2);
}

static void test_ids_and_ids_of_tellings_find_the_event(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Seen s = ask(m, (EventFilter){.type = STR("ACCUSE")});
  assert_int_equal(s.n, 1);
  assert_int_equal(count(m, (EventFilter){.id = s.at[0].record.event}), 1);
  for (int i = 0; i < 3; i++) assert_int_equal(count(m, (EventFilter){.id = record(&m->arena, &said[i]).id}), 1);
  assert_int_equal(count(m, (EventFilter){.id = STR("0000000000000000")}), 0);
}

typedef struct Days {
  int32_t day[SEEN_MOST];
  uint32_t n, reports;
} Days;

static bool see_pair(void *ctx, const PairEvent *e) {
  Days *d = ctx;
  assert_true(strcmp(e->a, e->b) < 0 && d->n < SEEN_MOST);
  d->day[d->n++] = e->day;
  return true;
}

static bool see_reports(void *ctx, int32_t day, uint32_t reports) {
  (void)day;
  ((Days *)ctx)->reports += reports;
  return true;
}

static void test_days_of_pairs(void **state) {
  Made *m = *state;
  put_all(m, "one", NULL, 0);
  Store *s = reader(m);
  Days d = {0}, month = {0}, all = {0};
  must(store_pair_events(s, "TGO", "GHA", (Date){0}, (Date){0}, see_pair, &d, &m->err), &m->err);
  assert_int_equal(d.n, 2);
  assert_int_equal(d.day[0], date_days((Date){2024, 5, 1}));
  assert_int_equal(d.day[1], date_days((Date){2024, 5, 2})); /* no date: of the report */
  must(store_pair_events(s, "NOR", "NPL", (Date){0}, (Date){0}, see_pair, &month, &m->err), &m->err);
  assert_int_equal(month.n, 1);
  assert_int_equal(month.day[0], date_days((Date){2024, 4, 2})); /* in April: of the report, which lies in it */
  must(store_pair_events(s, NULL, NULL, (Date){0}, (Date){0}, see_pair, &all, &m->err), &m->err);
  assert_int_equal(all.n, 5);
  must(store_reports(s, (Date){0}, (Date){0}, see_reports, &all, &m->err), &m->err);
  assert_int_equal(all.reports, NSAID);
  store_close(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(open_tells_what_is_missing),
      TEST(open_takes_an_empty_file),
      TEST(tellings_of_one_act_are_one_event),
      TEST(reports_that_differ_give_both_numbers),
      TEST(one_id_with_two_texts_is_two_documents),
      TEST(what_is_put_twice_is_there_once),
      TEST(order_of_arrival_does_not_matter),
      TEST(coding_anew_replaces_and_keeps),
      TEST(coding_anew_takes_back_what_it_joined),
      TEST(what_is_not_committed_is_not_there),
      TEST(filters),
      TEST(ids_and_ids_of_tellings_find_the_event),
      TEST(days_of_pairs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
