/* Precision and recall of the joining over pairs of news items that were judged by hand (tests/data/join-pairs.tsv): two items are joined when a mention of the
** one and a mention of the other are of one act.  Needs the items, data/wire/current-events.jsonl.gz under $ENTENTE_SHARED; without them it passes over.
** Of the first 501 pairs 142 are joined, .92 rightly, and .82 of the 97 that tell one act are found; of all 1,544 378, .92 and .75 of 187.  Of the 146 later ones,
** for which alone no rule was made, 17, .88 and .30 of 10 (docs/diary.md).  JOIN_TELL does not tell the fresh and later ones.
** JOIN_TELL=1 prints the pairs that went wrong, with their mentions; JOIN_TELL=2 all. */
#include "engine.h"

#include "base/mapfile.h"
#include "code/check.h"
#include "store/same.h"

#ifndef DATA_DIR
#error "the folder of the pairs"
#endif

enum { PAIRS_MAX = 2048, MENTIONS_MAX = 16 };
enum Judged { DIFFERENT, PASSING, SAME };
enum Half { TUNE, REPORT, DRAWN, FRESH, LATER, HALVES };
static const char *const half_names[] = {"tune", "report", "drawn", "fresh", "later"};

typedef struct Pair {
  Str id[2];
  enum Judged judged;
  enum Half half;
  RawDoc item[2];
  bool joined;
  bool types_met; /* both have a mention of one type: the coder gave what can be joined */
  uint32_t line;
} Pair;

typedef struct Pairs {
  Pair at[PAIRS_MAX];
  uint32_t n;
} Pairs;

static enum Judged judged_of(Str s, uint32_t line) {
  if (str_is(s, "same")) return SAME;
  if (str_is(s, "passing")) return PASSING;
  if (!str_is(s, "different")) fail_msg("join-pairs.tsv:%u: '%.*s' is no judgement", line, STRF(s));
  return DIFFERENT;
}

static enum Half half_of(Str s, uint32_t line) {
  for (enum Half h = 0; h < HALVES; h++)
    if (str_is(s, half_names[h])) return h;
  fail_msg("join-pairs.tsv:%u: '%.*s' is no half", line, STRF(s));
  return TUNE;
}

static void read_pairs(Str rest, Pairs *out) {
  uint32_t n = 0;
  for (Str line; str_line(&rest, &line);) {
    n++;
    if (!line.n || line.p[0] == '#') continue;
    assert_true(out->n < PAIRS_MAX);
    Pair *p = &out->at[out->n++];
    *p = (Pair){.line = n};
    p->id[0] = str_cut(line, '\t', &line);
    p->id[1] = str_cut(line, '\t', &line);
    p->judged = judged_of(str_cut(line, '\t', &line), n);
    p->half = half_of(str_cut(line, '\t', &line), n);
  }
}

/* The items of the pairs, by one reading of the file. */
static bool find_items(const char *path, Pairs *pairs, Arena *keep) {
  EntError err = {0};
  Reader *r = read_open(path, "jsonl", &err);
  if (!r) return false;
  Arena a;
  arena_init(&a, 0);
  RawDoc d;
  for (int got; (got = read_next(r, &a, &d, &err)) != READ_END; arena_reset(&a))
    for (uint32_t i = 0; got == READ_DOC && i < 2 * pairs->n; i++) {
      Pair *p = &pairs->at[i / 2];
      if (!str_eq(d.id, p->id[i & 1])) continue;
      p->item[i & 1] = d;
      p->item[i & 1].id = p->id[i & 1];
      p->item[i & 1].text = arena_str(keep, d.text);
      p->item[i & 1].title = arena_str(keep, d.title);
      p->item[i & 1].publisher = p->item[i & 1].url = (Str){0};
    }
  read_close(r);
  arena_free(&a);
  return true;
}

/* What joining has of an item. */
typedef struct Item {
  Coder *coder;
  Coded coded;
  Sketch sketch;
  ActWords words[MENTIONS_MAX];
} Item;

static void code_item(Item *it, const RawDoc *d) {
  EntError err = {0};
  if (coder_run(it->coder, d, true, &it->coded, &err) != CODE_OK) fail_with(&err);
  if (it->coded.records.n > MENTIONS_MAX) it->coded.records.n = MENTIONS_MAX;
  sketch_make(d->title, d->text, &it->sketch);
  for (uint32_t i = 0; i < it->coded.records.n; i++) act_words(d->title, d->text, &it->coded.records.at[i], &it->words[i]);
}

static Telling telling(const Item *it, uint32_t i) { return (Telling){&it->coded.records.at[i], &it->sketch, &it->words[i]}; }

static bool blocks_meet(const EventRecord *a, const EventRecord *b) {
  uint64_t x[SAME_BLOCKS], y[SAME_BLOCKS];
  uint32_t nx = same_blocks(a, x), ny = same_blocks(b, y);
  for (uint32_t i = 0; i < nx * ny; i++)
    if (x[i / ny] == y[i % ny]) return true;
  return false;
}

static void join_pair(Item *a, Item *b, Pair *p) {
  code_item(a, &p->item[0]);
  code_item(b, &p->item[1]);
  for (uint32_t i = 0; i < a->coded.records.n; i++)
    for (uint32_t k = 0; k < b->coded.records.n; k++) {
      Telling x = telling(a, i), y = telling(b, k);
      p->types_met |= str_eq(x.record->type, y.record->type);
      bool same = blocks_meet(x.record, y.record) && same_act(&x, &y);
      assert_int_equal(same_act(&x, &y), same_act(&y, &x));
      p->joined |= same;
    }
}

static void tell(Arena *arena, const Pair *p, const Item *a, const Item *b) {
  static const char *const names[] = {"different", "passing", "same"};
  print_message("%u %s, %s\n", p->line, names[p->judged], p->joined ? "joined" : "apart");
  for (int s = 0; s < 2; s++) {
    const Item *it = s ? b : a;
    print_message("  %.*s %.*s\n", STRF(p->id[s]), STRF(p->item[s].text));
    for (uint32_t i = 0; i < it->coded.records.n; i++) {
      Str line = check_text(arena, &it->coded.records.at[i]);
      print_message("    %.*s\n", STRF(line));
    }
  }
}

static bool is_wrong(const Pair *p) { return p->joined ? p->judged == DIFFERENT : p->judged == SAME; }

typedef struct Figures {
  int pairs, right, wrong, same, found, same_coded;
} Figures;

static void count(Figures *f, const Pair *p) {
  f->pairs++;
  f->right += p->joined && p->judged != DIFFERENT;
  f->wrong += p->joined && p->judged == DIFFERENT;
  f->same += p->judged == SAME;
  f->same_coded += p->judged == SAME && p->types_met;
  f->found += p->judged == SAME && p->joined;
}

static void add(Figures *sum, const Figures *f) {
  sum->pairs += f->pairs;
  sum->right += f->right;
  sum->wrong += f->wrong;
  sum->same += f->same;
  sum->same_coded += f->same_coded;
  sum->found += f->found;
}

static double share(int a, int b) { return b ? (double)a / b : 1; }

static void print_figures(const char *name, const Figures *f) {
  print_message("# %s: %d pairs, joined %d, precision %.3f; same %d, recall %.3f, of the %d whose act is coded in both %.3f\n", name,
                f->pairs, f->right + f->wrong, share(f->right, f->right + f->wrong), f->same, share(f->found, f->same), f->same_coded,
                share(f->found, f->same_coded));
}

static void test_pairs_are_joined_as_judged(void **state) {
  static Pairs pairs;
  static Item a, b;
  Bench *bench = *state;
  char path[512];
  MapFile f;
  EntError err = {0};
  const char *shared = getenv("ENTENTE_SHARED"), *more = getenv("JOIN_TELL");
  if (!mapfile_open(&f, DATA_DIR "/join-pairs.tsv", &err)) fail_with(&err);
  read_pairs((Str){f.p, (uint32_t)f.n}, &pairs);
  snprintf(path, sizeof path, "%s/data/wire/current-events.jsonl.gz", shared ? shared : "");
  if (!shared || !find_items(path, &pairs, &bench->arena)) skip();
  a.coder = bench->coder;
  b.coder = coder_new(bench->engine, 0);
  Figures halves[HALVES] = {{0}};
  for (uint32_t i = 0; i < pairs.n; i++) {
    Pair *p = &pairs.at[i];
    if (!p->item[0].text.n || !p->item[1].text.n) fail_msg("join-pairs.tsv:%u: no such item", p->line);
    join_pair(&a, &b, p);
    count(&halves[p->half], p);
    if (more && p->half < FRESH && (is_wrong(p) || *more == '2')) tell(&bench->arena, p, &a, &b);
  }
  print_figures("tuned on", &halves[TUNE]);
  print_figures("drawn for tuning", &halves[DRAWN]);
  print_figures("other half", &halves[REPORT]);
  print_figures("fresh", &halves[FRESH]);
  print_figures("later", &halves[LATER]);
  coder_free(b.coder);
  mapfile_close(&f);
  /* What stands today, .92 and .81, and a little room for the coder to change; wanted are 0.90 and 0.80. */
  Figures all = {0};
  for (enum Half h = 0; h < HALVES; h++) add(&all, &halves[h]);
  print_figures("all", &all);
  int right = halves[TUNE].right + halves[REPORT].right, wrong = halves[TUNE].wrong + halves[REPORT].wrong;
  int found = halves[TUNE].found + halves[REPORT].found, same = halves[TUNE].same + halves[REPORT].same;
  assert_true(share(right, right + wrong) >= 0.90);
  assert_true(share(found, same) >= 0.78);
}

static const struct CMUnitTest join_pairs[] = {cmocka_unit_test(test_pairs_are_joined_as_judged)};

int main(void) { return cmocka_run_group_tests_name("join_pairs", join_pairs, open_bench, close_bench); }
