#include "unit.h"

#include "base/hash.h"
#include "base/mapfile.h"
#include "syntax/arbor.h"
#include "syntax/model.h"

#include <pthread.h>

/* The model that ships, and documents of plain words: one sentence a line, words between blanks. */
typedef struct Parser {
  MapFile file;
  Arena engine, arena;
  Syntax *s;
  SyntaxWork *w;
} Parser;

static int open_parser(void **state) {
  Parser *p = calloc(1, sizeof *p);
  EntError err = {0};
  assert_true(mapfile_open(&p->file, TEST_DIR "/../../model/english.ent", &err));
  arena_init(&p->engine, 0);
  arena_init(&p->arena, 0);
  p->s = syntax_open(&p->engine, p->file.p, p->file.n, "english.ent", &err);
  assert_non_null(p->s);
  p->w = syntax_work_new(p->s);
  *state = p;
  return 0;
}

static int close_parser(void **state) {
  Parser *p = *state;
  syntax_work_free(p->w);
  arena_free(&p->arena);
  arena_free(&p->engine);
  mapfile_close(&p->file);
  free(p);
  return 0;
}

static Doc words(Parser *p, const char *text) {
  uint32_t n = (uint32_t)strlen(text);
  Doc d = {.arena = &p->arena, .text = {text, n}};
  d.tokens = ARENA_ARRAY(&p->arena, Token, n + 1);
  d.sents = ARENA_ARRAY(&p->arena, Sent, n + 1);
  for (uint32_t at = 0; at < n;) {
    Sent *s = &d.sents[d.nsents];
    s->first = d.ntokens;
    for (; at < n && text[at] != '\n'; at++) {
      if (text[at] == ' ') continue;
      Token *t = &d.tokens[d.ntokens++];
      t->at = at, t->sent = d.nsents;
      while (at + 1 < n && text[at + 1] != ' ' && text[at + 1] != '\n') at++;
      t->n = at + 1 - t->at;
    }
    at++;
    s->n = d.ntokens - s->first;
    d.nsents += s->n > 0;
  }
  return d;
}

static Doc parsed(void **state, const char *text) {
  Parser *p = *state;
  Doc d = words(p, text);
  syntax_parse(p->s, p->w, &d);
  return d;
}

/* Every word reaches the one root of its sentence. */
static void assert_trees(const Doc *d) {
  for (uint32_t k = 0; k < d->nsents; k++) {
    uint32_t first = d->sents[k].first, end = first + d->sents[k].n, roots = 0;
    for (uint32_t i = first; i < end; i++) {
      int32_t h = (int32_t)i;
      for (uint32_t steps = 0; h >= 0; steps++) {
        assert_true(steps <= d->sents[k].n && h >= (int32_t)first && h < (int32_t)end);
        h = d->tokens[h].head;
      }
      roots += d->tokens[i].head < 0;
      assert_int_equal(d->tokens[i].head < 0, d->tokens[i].deprel == DEP_ROOT);
    }
    assert_int_equal(roots, 1);
  }
}

static void assert_arc(const Doc *d, uint32_t i, int32_t head, int deprel) {
  assert_int_equal(d->tokens[i].head, head);
  assert_string_equal(deprel_text(d->tokens[i].deprel), deprel_text(deprel));
}

static void test_syntax_finds_subject_and_object(void **state) {
  Doc d = parsed(state, "Troops attacked villages near the border .");
  assert_arc(&d, 1, -1, DEP_ROOT);
  assert_arc(&d, 0, 1, DEP_NSUBJ);
  assert_arc(&d, 2, 1, DEP_OBJ);
}

static void test_syntax_tells_passive_subject_and_agent(void **state) {
  Doc d = parsed(state, "The convoy was attacked by rebels .");
  assert_arc(&d, 1, 3, DEP_NSUBJ_PASS);
  assert_arc(&d, 2, 3, DEP_AUX_PASS);
  assert_arc(&d, 5, 3, DEP_OBL_AGENT);
}

static void test_syntax_gives_lemmas(void **state) {
  Doc d = parsed(state, "The ministers met rebels , who were holding hostages in cities and accused troops .");
  assert_str(d.tokens[1].lemma_text, "minister");
  assert_str(d.tokens[2].lemma_text, "meet");
  assert_str(d.tokens[3].lemma_text, "rebel");
  assert_str(d.tokens[6].lemma_text, "be");
  assert_str(d.tokens[7].lemma_text, "hold");
  assert_str(d.tokens[8].lemma_text, "hostage");
  assert_str(d.tokens[10].lemma_text, "city");
  assert_str(d.tokens[12].lemma_text, "accuse");
  assert_str(d.tokens[13].lemma_text, "troop");
  assert_true(d.tokens[13].lemma == key_fold(STR("troop")));
}

/* The treebanks call them flead, fre and loan. */
static void test_lemmas_of_verbs_are_verbs(void **state) {
  Doc d = parsed(state, "The rebels fled and were freed by a bank that had lent money .");
  assert_str(d.tokens[2].lemma_text, "flee");
  assert_str(d.tokens[5].lemma_text, "free");
  assert_str(d.tokens[11].lemma_text, "lend");
}

static void test_irregular_verbs_keep_their_prefix(void **state) {
  Doc d = parsed(state, "Troops retook the town and overrode the court .");
  assert_str(d.tokens[1].lemma_text, "retake");
  assert_str(d.tokens[5].lemma_text, "override");
}

static void test_syntax_reads_capitals_as_small_letters(void **state) {
  Doc d = parsed(state, "REBELS ATTACK ARMY BASE IN SYRIA");
  assert_arc(&d, 1, -1, DEP_ROOT);
  assert_arc(&d, 0, 1, DEP_NSUBJ);
  assert_str(d.tokens[0].lemma_text, "rebel");
}

/* The names as "kind[words]", parted by blanks. */
static void assert_names(const Doc *d, const char *want) {
  static const char *const kinds[] = {"", "person", "organisation", "place", "other"};
  Buf b = {0};
  for (uint32_t i = 0; i < d->ntokens; i++) {
    const Token *t = &d->tokens[i];
    if (!t->ne) continue;
    bool last = i + 1 == d->ntokens || !t[1].ne || t[1].flags & TOK_NE_BEGIN;
    if (t->flags & TOK_NE_BEGIN) buf_fmt(&b, "%s%s[", b.n ? " " : "", kinds[t->ne]);
    buf_fmt(&b, "%.*s%s", STRF(tok_text(d, t)), last ? "]" : " ");
  }
  buf_c(&b, 0);
  assert_string_equal(b.p, want);
  buf_free(&b);
}

static void test_names_hold_titles_articles_and_what_they_are_of(void **state) {
  Doc d = parsed(state, "Governor Martin Halloway of Kestrel County and the Harbour Workers Union signed an accord in Dunmore on Friday .");
  assert_names(&d,
               "person[Governor Martin Halloway of Kestrel County] organisation[the Harbour Workers Union] place[Dunmore] other[Friday]");
}

static void test_names_end_before_appositions_and_conjuncts(void **state) {
  Doc d = parsed(state, "The mayor met Lena Torvald , the head of the choir , and Pavel Ostrik and Ingrid Dahl .");
  assert_names(&d, "person[Lena Torvald] person[Pavel Ostrik] person[Ingrid Dahl]");
}

static void test_names_are_found_in_capitals(void **state) {
  Doc d = parsed(state, "TROOPS ENTER BRINDALE AFTER MUTINY BY SOLDIERS OF THE NORTHERN ARMY");
  assert_names(&d, "place[BRINDALE] organisation[THE NORTHERN ARMY]");
}

static void test_names_leave_plain_words_alone(void **state) {
  Doc d = parsed(state, "They left the old town before noon .\nNobody saw them again .");
  assert_names(&d, "");
}

/* One kind for all names of a document with one head: alone the first sentence makes a person of it. */
static void test_names_of_a_document_agree(void **state) {
  Doc alone = parsed(state, "The council praised Karsk .");
  assert_names(&alone, "person[Karsk]");
  Doc d = parsed(state, "The council praised Karsk .\nThe town of Karsk is quiet .\nGuards stood near Karsk .");
  assert_names(&d, "place[Karsk] place[Karsk] place[Karsk]");
}

static const char sample[] =
    "The U.S. Secretary of State met Israeli Prime Minister Benjamin Netanyahu in Jerusalem on Monday .\n"
    "Rebels shelled the city of Goma , killing at least 12 civilians , the army said\n"
    "\" We will not negotiate , \" said Lieutenant General S M Kamr - ul - Hassan , the Principal Staff Officer of the Division .\n"
    "PROTESTERS CLASH WITH POLICE IN CAIRO\n"
    "a\n. . .\n"
    "Élysée spokesman : « non » , Ångström ’s ﬀ 漢字 http://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";

/* The words of a treebank, as words() takes them. */
static char *words_of_treebank(const char *path) {
  MapFile f;
  EntError err = {0};
  Buf b = {0};
  Str line;
  assert_true(mapfile_open(&f, path, &err));
  for (Str rest = {f.p, (uint32_t)f.n}; str_line(&rest, &line);) {
    Str form = line;
    if (line.n == 0) buf_c(&b, '\n');
    if (line.n == 0 || !is_digit(line.p[0])) continue;
    str_cut(form, '\t', &form);
    buf_str(&b, str_cut(form, '\t', &form));
    buf_c(&b, ' ');
  }
  buf_c(&b, 0);
  mapfile_close(&f);
  return b.p;
}

/* All that the parser says of a document. */
static void hash_doc(const Doc *d, char out[33]) {
  Buf b = {0};
  for (uint32_t i = 0; i < d->ntokens; i++) {
    const Token *t = &d->tokens[i];
    buf_fmt(&b, "%d %d %d %d %d %d %.*s %.*s\n", t->upos, t->xpos, t->head, t->deprel, t->ne, t->flags & TOK_NE_BEGIN, STRF(t->feats),
            STRF(t->lemma_text));
  }
  hash_hex((Str){b.p, (uint32_t)b.n}, out);
  buf_free(&b);
}

/* gcc and clang, -O0 and -O3, every kernel: the hash in trees.hash is that of all.  A new model brings a new one. */
static void test_syntax_hashes_to_what_the_model_gives_everywhere(void **state) {
  static const char *const names[] = {"vnni", "avx2", "sse2", "dot", "neon", "c"};
  Parser *p = *state;
  MapFile f;
  EntError err = {0};
  const char *usual = syntax_kernel(p->s);
  char *text = words_of_treebank(TEST_DIR "/../data/news.conllu"), got[33];
  assert_true(mapfile_open(&f, TEST_DIR "/../data/trees.hash", &err));
  for (size_t k = 0; k < 6; k++) {
    if (!syntax_set_kernel(p->s, names[k])) continue;
    Doc d = parsed(state, text);
    assert_trees(&d);
    hash_doc(&d, got);
    if (f.n < 32 || memcmp(got, f.p, 32) != 0) {
      print_error("%s gives %s, tests/data/trees.hash says %.*s\n", names[k], got, (int)f.n, f.p);
      fail();
    }
  }
  assert_true(syntax_set_kernel(p->s, usual));
  mapfile_close(&f);
  free(text);
}

typedef struct Twin {
  const Syntax *s;
  const char *text;
  char hash[33];
} Twin;

static void *parse_alone(void *arg) {
  Twin *t = arg;
  Parser mine = {0};
  arena_init(&mine.arena, 0);
  SyntaxWork *w = syntax_work_new(t->s);
  if (!w) return NULL;
  for (int round = 0; round < 3; round++) {
    Doc d = words(&mine, t->text);
    syntax_parse(t->s, w, &d);
    hash_doc(&d, t->hash);
  }
  syntax_work_free(w);
  arena_free(&mine.arena);
  return NULL;
}

static void test_syntax_is_shared_by_threads(void **state) {
  Parser *p = *state;
  Twin twin[2] = {{p->s, sample, ""}, {p->s, sample, ""}};
  pthread_t thread[2];
  char want[33];
  Doc d = parsed(state, sample);
  hash_doc(&d, want);
  for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&thread[i], NULL, parse_alone, &twin[i]), 0);
  for (int i = 0; i < 2; i++) pthread_join(thread[i], NULL);
  assert_string_equal(twin[0].hash, want);
  assert_string_equal(twin[1].hash, want);
}

static void test_syntax_is_the_same_on_every_kernel(void **state) {
  static const char *const names[] = {"c", "sse2", "avx2", "vnni", "neon", "dot"};
  Parser *p = *state;
  const char *usual = syntax_kernel(p->s);
  Doc want = parsed(state, sample);
  assert_trees(&want);
  for (size_t k = 0; k < 6; k++) {
    if (!syntax_set_kernel(p->s, names[k])) continue;
    Doc d = parsed(state, sample);
    for (uint32_t i = 0; i < d.ntokens; i++) {
      Token *a = &d.tokens[i], *b = &want.tokens[i];
      assert_true(a->head == b->head && a->deprel == b->deprel && a->upos == b->upos && a->xpos == b->xpos && a->ne == b->ne);
      assert_true(str_eq(a->feats, b->feats) && str_eq(a->lemma_text, b->lemma_text));
    }
  }
  assert_true(syntax_set_kernel(p->s, usual));
}

static void test_syntax_does_not_depend_on_neighbours(void **state) {
  Doc all = parsed(state, sample);
  Doc one = parsed(state, "PROTESTERS CLASH WITH POLICE IN CAIRO");
  for (uint32_t i = 0; i < one.ntokens; i++) {
    const Token *t = &all.tokens[all.sents[3].first + i];
    assert_int_equal(t->head < 0 ? -1 : t->head - (int32_t)all.sents[3].first, one.tokens[i].head);
    assert_int_equal(t->deprel, one.tokens[i].deprel);
  }
}

/* A sentence of 1 MB: in pieces of SYNTAX_MAX words at most, so in time that grows with its length alone. */
static void test_syntax_cuts_a_sentence_without_end(void **state) {
  static const char unit[] = "rebels attacked villages , ";
  enum { TIMES = 42000 };
  char *text = malloc(sizeof unit * TIMES);
  size_t n = 0;
  for (int i = 0; i < TIMES; i++) {
    memcpy(text + n, unit, sizeof unit - 1);
    n += sizeof unit - 1;
  }
  text[n] = 0;
  assert_true(n > 1000000);
  Doc d = parsed(state, text);
  assert_int_equal(d.nsents, 1);
  assert_int_equal(d.ntokens, 4 * TIMES);
  assert_trees(&d);
  assert_arc(&d, 0, 1, DEP_NSUBJ);
  free(text);
}

static void test_syntax_refuses_a_damaged_model(void **state) {
  Parser *p = *state;
  char *copy = aligned_alloc(64, (p->file.n + 63) / 64 * 64);
  memcpy(copy, p->file.p, p->file.n);
  for (size_t at = 100; at < p->file.n; at += p->file.n / 7) {
    EntError err = {0};
    copy[at] ^= 16;
    assert_null(syntax_open(&p->arena, copy, p->file.n, "x.ent", &err));
    assert_int_equal(err.code, ENT_EDATA);
    copy[at] ^= 16;
  }
  EntError err = {0};
  assert_null(syntax_open(&p->arena, copy, p->file.n / 2, "x.ent", &err));
  assert_int_equal(err.code, ENT_EDATA);
  err_clear(&err);
  assert_null(syntax_open(&p->arena, copy, 10, "x.ent", &err));
  assert_err(&err, "x.ent: is too short to be an image");
  free(copy);
}

/* A checksum keeps nobody from writing nonsense with a good one: sizes and places are checked too. */
static void test_syntax_refuses_sections_that_disagree(void **state) {
  Parser *p = *state;
  static const char *const names[] = {"config", "labels",  "vocab", "t.glove", "t.word",   "t.pre",   "t.suf2",  "t.suf3",
                                      "t.suf4", "t.shape", "net",   "exp",     "lem.base", "lem.exc", "lem.text"};
  static const size_t elem[] = {4, 1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 1};
  Image im;
  EntError err = {0};
  assert_true(image_open(&im, p->file.p, p->file.n, "m", MODEL_VERSION, &err));
  for (size_t short_one = 0; short_one < 15; short_one++) {
    ImageWriter w;
    Buf b = {0};
    image_begin(&w, MODEL_VERSION);
    for (size_t i = 0; i < 15; i++) {
      uint32_t n;
      const void *at = image_section(&im, names[i], elem[i], &n, &err);
      image_add(&w, names[i], at, elem[i], i == short_one ? n - 1 : n);
    }
    assert_true(image_end(&w, &b));
    char *copy = aligned_alloc(64, (b.n + 63) / 64 * 64);
    memcpy(copy, b.p, b.n);
    err_clear(&err);
    Syntax *s = syntax_open(&p->arena, copy, b.n, "x.ent", &err);
    if (s || err.code != ENT_EDATA) print_error("section %s\n", names[short_one]);
    assert_null(s);
    assert_int_equal(err.code, ENT_EDATA);
    err_clear(&err);
    free(copy);
    buf_free(&b);
  }
}

/* Weights of nonsense under a good checksum: refused, or trees all the same. */
static void test_syntax_stands_any_weights(void **state) {
  Parser *p = *state;
  static const char *const names[] = {"config", "labels",  "vocab", "t.glove", "t.word",   "t.pre",   "t.suf2",  "t.suf3",
                                      "t.suf4", "t.shape", "net",   "exp",     "lem.base", "lem.exc", "lem.text"};
  static const size_t elem[] = {4, 1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 1};
  Image im;
  EntError err = {0};
  uint32_t seed = 7;
  assert_true(image_open(&im, p->file.p, p->file.n, "m", MODEL_VERSION, &err));
  for (size_t bad = 0; bad < 15; bad++) {
    ImageWriter w;
    Buf b = {0};
    Arena a;
    image_begin(&w, MODEL_VERSION);
    for (size_t i = 0; i < 15; i++) {
      uint32_t n;
      const void *at = image_section(&im, names[i], elem[i], &n, &err);
      char *copy = malloc((size_t)n * elem[i] + 1);
      memcpy(copy, at, (size_t)n * elem[i]);
      for (uint32_t k = 0; i == bad && k < 1 + n / 50; k++) {
        seed = seed * 1664525u + 1013904223u;
        copy[(size_t)(seed >> 4) % ((size_t)n * elem[i])] = (char)(seed >> 24);
      }
      image_add(&w, names[i], copy, elem[i], n);
      free(copy);
    }
    assert_true(image_end(&w, &b));
    char *copy = aligned_alloc(64, (b.n + 63) / 64 * 64);
    memcpy(copy, b.p, b.n);
    arena_init(&a, 0);
    err_clear(&err);
    Syntax *s = syntax_open(&a, copy, b.n, "x.ent", &err);
    if (!s) assert_int_equal(err.code, ENT_EDATA);
    SyntaxWork *work = s ? syntax_work_new(s) : NULL;
    Doc d = words(p, sample);
    if (work) {
      syntax_parse(s, work, &d);
      assert_trees(&d);
      syntax_work_free(work);
    }
    arena_free(&a);
    free(copy);
    buf_free(&b);
  }
}

/* The best tree by trying all of them. */
static int64_t best_by_force(const int32_t *score, uint32_t n, uint16_t *head, uint32_t at) {
  if (at < n) {
    int64_t best = INT64_MIN;
    for (uint16_t h = 0; h <= n; h++) {
      if (h == at + 1) continue;
      head[at] = h;
      int64_t v = best_by_force(score, n, head, at + 1);
      best = v > best ? v : best;
    }
    return best;
  }
  int64_t sum = 0;
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t v = i + 1, steps = 0;
    while (v && steps++ <= n) v = head[v - 1];
    if (v) return INT64_MIN;
    roots += head[i] == 0;
    sum += score[i * ARBOR_STRIDE + head[i]];
  }
  return roots == 1 ? sum : INT64_MIN;
}

static void test_arbor_finds_the_best_tree(void **state) {
  (void)state;
  static int32_t score[5 * ARBOR_STRIDE];
  Arbor *a = arbor_new();
  uint32_t seed = 1;
  for (int round = 0; round < 400; round++) {
    uint32_t n = 1 + (uint32_t)round % 5;
    uint16_t head[5], any[5];
    for (size_t i = 0; i < sizeof score / sizeof *score; i++) {
      seed = seed * 1664525u + 1013904223u;
      score[i] = (int32_t)(seed >> 16 & 1023) - 512;
    }
    arbor_solve(a, score, n, head);
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += score[i * ARBOR_STRIDE + head[i]];
    assert_true(sum == best_by_force(score, n, any, 0));
  }
  arbor_free(a);
}

/* With an argument only the tests whose names fit it ("*hashes*"). */
int main(int argc, char **argv) {
  if (argc > 1) cmocka_set_test_filter(argv[1]);
  static const struct CMUnitTest syntax[] = {
      cmocka_unit_test(test_syntax_finds_subject_and_object),
      cmocka_unit_test(test_syntax_tells_passive_subject_and_agent),
      cmocka_unit_test(test_syntax_gives_lemmas),
      cmocka_unit_test(test_lemmas_of_verbs_are_verbs),
      cmocka_unit_test(test_irregular_verbs_keep_their_prefix),
      cmocka_unit_test(test_syntax_reads_capitals_as_small_letters),
      cmocka_unit_test(test_names_hold_titles_articles_and_what_they_are_of),
      cmocka_unit_test(test_names_end_before_appositions_and_conjuncts),
      cmocka_unit_test(test_names_are_found_in_capitals),
      cmocka_unit_test(test_names_leave_plain_words_alone),
      cmocka_unit_test(test_names_of_a_document_agree),
      cmocka_unit_test(test_syntax_is_the_same_on_every_kernel),
      cmocka_unit_test(test_syntax_hashes_to_what_the_model_gives_everywhere),
      cmocka_unit_test(test_syntax_is_shared_by_threads),
      cmocka_unit_test(test_syntax_does_not_depend_on_neighbours),
      cmocka_unit_test(test_syntax_cuts_a_sentence_without_end),
      cmocka_unit_test(test_syntax_refuses_a_damaged_model),
      cmocka_unit_test(test_syntax_refuses_sections_that_disagree),
      cmocka_unit_test(test_syntax_stands_any_weights),
      cmocka_unit_test(test_arbor_finds_the_best_tree),
  };
  return cmocka_run_group_tests(syntax, open_parser, close_parser);
}
