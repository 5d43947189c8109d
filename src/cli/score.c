/* entente score: coded events against gold records.
**
** Events of a document are paired one to one, best agreement first, those of one type alone: 1 for the type, up to 1 for shared countries, 0.5 for
** shared words, 0.5 for the same countries on each side.  The figures are those that tools for this gold use: precision, recall and F1 of type, dyad
** (and the countries) and full (and the sectors), with a bootstrap over documents for the interval of F1. */
#include "cli/cli.h"

#include "base/hash.h"
#include "base/mapfile.h"
#include "read/json.h"

#include <math.h>
#include <stdlib.h>

static const char help[] =
    "usage: entente score GOLD CODED [-f text|json]\n"
    "\n"
    "Scores coded events against gold ones: GOLD has a document a line, {\"id\", \"events\": [...]}; CODED the same, or an event a line with its\n"
    "document in \"doc_id\", as entente code and entente export write it.  Documents that GOLD does not have are not looked at.\n"
    "Precision, recall and F1 of the type; of type and countries on each side (dyad); of type, countries and sectors (full).  Brackets hold 95% of\n"
    "F1 over draws of documents.  Where actor and recipient are one side (talks, agreements) both are pooled.\n"
    "\n"
    "  -f FORMAT   text (the default), json\n"
    "\n"
    "Exit status: 0; 1 when a file cannot be read; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente code news.jsonl > coded.jsonl && entente score gold.jsonl coded.jsonl\n"
    "  entente score audit.jsonl coded.jsonl -f json\n";

enum { SIDE_MOST = 64, WORDS_MOST = 256, DRAWS = 400 };

/* A set of keys: countries, countries with sectors, or words. */
typedef struct Set {
  Key at[WORDS_MOST];
  uint32_t n;
} Set;

typedef struct Event {
  const Json *j;
  Str type;
  bool pooled; /* actor and recipient are one side */
} Event;

typedef VEC(Event) Events;

typedef struct GoldDoc {
  Str id;
  Events gold, coded;
} GoldDoc;

typedef VEC(GoldDoc) GoldDocs;

typedef struct Counts {
  uint32_t gold, coded, hit[3]; /* type, dyad, full */
} Counts;

enum { TYPE, DYAD, FULL, LEVELS };
static const char *const level_names[] = {"type", "dyad", "full"};

/* ---- sets ---- */

static bool has(const Set *s, Key k) {
  for (uint32_t i = 0; i < s->n; i++)
    if (s->at[i] == k) return true;
  return false;
}

static void put(Set *s, Key k) {
  if (s->n < WORDS_MOST && !has(s, k)) s->at[s->n++] = k;
}

static uint32_t shared(const Set *x, const Set *y) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->n; i++) n += has(y, x->at[i]);
  return n;
}

static bool same(const Set *x, const Set *y) { return x->n == y->n && shared(x, y) == x->n; }

static double overlap(const Set *x, const Set *y) {
  uint32_t both = shared(x, y), all = x->n + y->n - both;
  return all ? (double)both / all : 1;
}

/* ---- events ---- */

static Str text_of(const Json *o, const char *key) {
  const Json *v = json_member(o, key);
  return v && v->type == JSON_STRING ? v->text : (Str){0};
}

/* Adds the parties of a side; a party of no country says nothing about a dyad. */
static void add_side(Set *s, const Json *event, const char *role, bool sectors) {
  const Json *side = json_member(event, role);
  for (const Json *p = side ? side->first : NULL; p; p = p->next) {
    Str country = text_of(p, "country");
    if (sectors) put(s, key_mix(key_of(country) + 1, key_of(text_of(p, "sector"))));
    else if (country.n) put(s, key_of(country));
  }
}

static void both_sides(Set *s, const Json *event, bool sectors) {
  s->n = 0;
  add_side(s, event, "actor", sectors);
  add_side(s, event, "recipient", sectors);
}

static uint32_t count_parties(const Json *event, const char *role) {
  const Json *side = json_member(event, role);
  uint32_t n = 0;
  for (const Json *p = side ? side->first : NULL; p; p = p->next) n++;
  return n;
}

/* Who meets is one side, whoever is told of first; so are several who act and nobody is acted on. */
static bool is_pooled(const Ontology *o, Str type, const Json *event) {
  int32_t row = ontology_find(o, type, STR(""));
  return (row >= 0 && (o->types[row].traits & TRAIT_MEETING)) || (!count_parties(event, "recipient") && count_parties(event, "actor") > 1);
}

static bool same_parties(const Event *gold, const Event *coded, bool sectors) {
  Set x = {.n = 0}, y = {.n = 0};
  if (gold->pooled) {
    both_sides(&x, gold->j, sectors);
    both_sides(&y, coded->j, sectors);
    return same(&x, &y);
  }
  static const char *const roles[] = {"actor", "recipient"};
  for (int r = 0; r < 2; r++) {
    x.n = y.n = 0;
    add_side(&x, gold->j, roles[r], sectors);
    add_side(&y, coded->j, roles[r], sectors);
    if (!same(&x, &y)) return false;
  }
  return true;
}

static void words_of(Set *s, Str text) {
  s->n = 0;
  for (uint32_t i = 0; i < text.n;) {
    while (i < text.n && is_space(text.p[i])) i++;
    uint32_t from = i;
    while (i < text.n && !is_space(text.p[i])) i++;
    char low[64];
    uint32_t n = 0;
    for (uint32_t k = from; k < i && n < sizeof low; k++) low[n++] = to_lower(text.p[k]);
    if (n) put(s, key_of((Str){low, n}));
  }
}

static double agreement(const Event *gold, const Event *coded) {
  Set x, y;
  if (!str_eq(gold->type, coded->type)) return 0;
  both_sides(&x, gold->j, false);
  both_sides(&y, coded->j, false);
  double sum = 1 + overlap(&x, &y);
  words_of(&x, text_of(gold->j, "text"));
  words_of(&y, text_of(coded->j, "text"));
  return sum + 0.5 * overlap(&x, &y) + 0.5 * same_parties(gold, coded, false);
}

/* ---- pairing ---- */

typedef struct Match {
  double score;
  uint32_t gold, coded;
} Match;

/* Best first; of equals the later ones. */
static int by_score(const void *x, const void *y) {
  const Match *a = x, *b = y;
  if (a->score != b->score) return a->score < b->score ? 1 : -1;
  if (a->gold != b->gold) return a->gold < b->gold ? 1 : -1;
  return (a->coded < b->coded) - (a->coded > b->coded);
}

static Counts score_doc(Arena *a, const GoldDoc *d) {
  Counts c = {.gold = d->gold.n, .coded = d->coded.n};
  VEC(Match) matches = {0};
  bool *gold_used = ARENA_ARRAY(a, bool, d->gold.n), *coded_used = ARENA_ARRAY(a, bool, d->coded.n);
  for (uint32_t g = 0; g < d->gold.n; g++)
    for (uint32_t k = 0; k < d->coded.n; k++) {
      double s = agreement(&d->gold.at[g], &d->coded.at[k]);
      if (s > 0) VEC_PUSH(a, &matches, ((Match){s, g, k}));
    }
  if (matches.n) qsort(matches.at, matches.n, sizeof *matches.at, by_score);
  for (uint32_t i = 0; i < matches.n; i++) {
    const Match *m = &matches.at[i];
    if (gold_used[m->gold] || coded_used[m->coded]) continue;
    gold_used[m->gold] = coded_used[m->coded] = true;
    c.hit[TYPE]++;
    c.hit[DYAD] += same_parties(&d->gold.at[m->gold], &d->coded.at[m->coded], false);
    c.hit[FULL] += same_parties(&d->gold.at[m->gold], &d->coded.at[m->coded], true);
  }
  return c;
}

/* ---- files ---- */

typedef struct Scoring {
  Arena a;
  const Ontology *onto;
  MapFile files[2];
  GoldDocs docs;
  uint32_t *slots; /* of ids: index + 1 */
  uint32_t nslots;
} Scoring;

static GoldDoc *doc_of(Scoring *s, Str id, bool make) {
  if (make && s->docs.n * 2 >= s->nslots) {
    uint32_t n = s->nslots ? s->nslots * 2 : 1024;
    s->slots = ARENA_ARRAY(&s->a, uint32_t, n);
    s->nslots = n;
    for (uint32_t i = 0; i < s->docs.n; i++) {
      uint32_t at = (uint32_t)key_of(s->docs.at[i].id) & (n - 1);
      while (s->slots[at]) at = (at + 1) & (n - 1);
      s->slots[at] = i + 1;
    }
  }
  if (!s->nslots) return NULL;
  uint32_t at = (uint32_t)key_of(id) & (s->nslots - 1);
  for (; s->slots[at]; at = (at + 1) & (s->nslots - 1))
    if (str_eq(s->docs.at[s->slots[at] - 1].id, id)) return &s->docs.at[s->slots[at] - 1];
  if (!make) return NULL;
  VEC_PUSH(&s->a, &s->docs, (GoldDoc){.id = id});
  s->slots[at] = s->docs.n;
  return &s->docs.at[s->docs.n - 1];
}

static void add_event(Scoring *s, GoldDoc *d, const Json *event, bool gold) {
  Events *to = gold ? &d->gold : &d->coded;
  Str type = text_of(event, "type");
  VEC_PUSH(&s->a, to, ((Event){event, type, gold && is_pooled(s->onto, type, event)}));
}

static bool take_line(Scoring *s, Str line, const char *path, uint32_t n, bool gold, EntError *err) {
  const Json *row = json_parse(&s->a, line, path, n, err), *events = json_member(row, "events");
  if (!row) return false;
  Str id = text_of(row, events ? "id" : "doc_id");
  if (!id.n) return err_at(err, ENT_EINPUT, path, n, 0, "neither a document with \"id\" and \"events\" nor an event with \"doc_id\"");
  GoldDoc *d = doc_of(s, id, gold);
  if (!d) return true;
  if (!events) add_event(s, d, row, gold);
  for (const Json *e = events ? events->first : NULL; e; e = e->next) add_event(s, d, e, gold);
  return true;
}

static bool load(Scoring *s, int i, const char *path, EntError *err) {
  MapFile *m = &s->files[i];
  if (!mapfile_open(m, path, err)) return false;
  if (m->n > UINT32_MAX) return err_at(err, ENT_EINPUT, path, 0, 0, "is larger than 4 GB");
  Str rest = {m->p, (uint32_t)m->n}, line;
  for (uint32_t n = 1; str_line(&rest, &line); n++)
    if (str_trim(line).n && !take_line(s, line, path, n, i == 0, err)) return false;
  return true;
}

/* ---- figures ---- */

typedef struct Figure {
  double precision, recall, f1, low, high;
} Figure;

static Figure figure_of(const Counts *c, int level) {
  Figure f = {0};
  f.precision = c->coded ? (double)c->hit[level] / c->coded : 0;
  f.recall = c->gold ? (double)c->hit[level] / c->gold : 0;
  f.f1 = f.precision + f.recall > 0 ? 2 * f.precision * f.recall / (f.precision + f.recall) : 0;
  return f;
}

static void add_counts(Counts *to, const Counts *c) {
  to->gold += c->gold;
  to->coded += c->coded;
  for (int l = 0; l < LEVELS; l++) to->hit[l] += c->hit[l];
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* The interval of F1 over draws of as many documents, with a generator of a fixed seed. */
static void bootstrap(const Counts *rows, uint32_t n, Figure out[LEVELS]) {
  double f1[LEVELS][DRAWS];
  uint64_t seed = 7;
  for (int k = 0; k < DRAWS; k++) {
    Counts sum = {0};
    for (uint32_t i = 0; i < n; i++) {
      seed += 0x9E3779B97F4A7C15ull;
      add_counts(&sum, &rows[key_mix(seed, 1) % n]);
    }
    for (int l = 0; l < LEVELS; l++) f1[l][k] = figure_of(&sum, l).f1;
  }
  for (int l = 0; l < LEVELS; l++) {
    qsort(f1[l], DRAWS, sizeof f1[l][0], by_value);
    out[l].low = f1[l][DRAWS / 40];
    out[l].high = f1[l][DRAWS - 1 - DRAWS / 40];
  }
}

static void print_text(const Counts *all, uint32_t docs, const Figure f[LEVELS]) {
  Buf b = {0};
  buf_fmt(&b, "%u documents, %u gold events, %u coded\n", docs, all->gold, all->coded);
  for (int l = 0; l < LEVELS; l++) {
    static const char *const before[] = {"P ", "  R ", "  F1 ", "  [", ", "};
    double v[] = {f[l].precision, f[l].recall, f[l].f1, f[l].low, f[l].high};
    buf_fmt(&b, "%-6s", level_names[l]);
    for (int i = 0; i < 5; i++) {
      buf_z(&b, before[i]);
      buf_fixed(&b, v[i], 3);
    }
    buf_z(&b, "]\n");
  }
  fwrite(b.p, 1, b.n, stdout);
  buf_free(&b);
}

static void print_json(const Counts *all, uint32_t docs, const Figure f[LEVELS]) {
  Buf b = {0};
  buf_fmt(&b, "{\"documents\":%u,\"gold\":%u,\"coded\":%u", docs, all->gold, all->coded);
  for (int l = 0; l < LEVELS; l++) {
    static const char *const before[] = {"{\"precision\":", ",\"recall\":", ",\"f1\":", ",\"low\":", ",\"high\":"};
    double v[] = {f[l].precision, f[l].recall, f[l].f1, f[l].low, f[l].high};
    buf_fmt(&b, ",\"%s\":", level_names[l]);
    for (int i = 0; i < 5; i++) {
      buf_z(&b, before[i]);
      buf_fixed(&b, v[i], 4);
    }
    buf_c(&b, '}');
  }
  buf_z(&b, "}\n");
  fwrite(b.p, 1, b.n, stdout);
  buf_free(&b);
}

static void report(Scoring *s, bool json) {
  uint32_t n = s->docs.n;
  Counts *rows = ARENA_ARRAY(&s->a, Counts, n), all = {0};
  Figure f[LEVELS] = {{0}}, spread[LEVELS] = {{0}};
  for (uint32_t i = 0; i < n; i++) {
    rows[i] = score_doc(&s->a, &s->docs.at[i]);
    add_counts(&all, &rows[i]);
  }
  if (n) bootstrap(rows, n, spread);
  for (int l = 0; l < LEVELS; l++) {
    f[l] = figure_of(&all, l);
    f[l].low = spread[l].low;
    f[l].high = spread[l].high;
  }
  if (json) print_json(&all, n, f);
  else print_text(&all, n, f);
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"format", required_argument, NULL, 'f'}, {0}};
  bool json = false;
  for (int c; (c = getopt_long(argc, argv, ":f:", options, NULL)) != -1;) {
    if (c != 'f') return tell_option("score", argc, argv, c);
    json = strcmp(optarg, "json") == 0;
    if (!json && strcmp(optarg, "text") != 0) return tell_misuse("score", "unknown format '%s' (known: text, json)", optarg);
  }
  if (argc - optind != 2) return tell_misuse("score", "a gold file and a coded one are expected");
  Engine *engine = knowledge_open(&(Knowledge){0});
  if (!engine) return EXIT_DATA;
  const What *what = engine_what(engine);
  Scoring s = {.onto = &what->frames[what->n - 1].onto};
  EntError err = {0};
  arena_init(&s.a, 0);
  bool ok = load(&s, 0, argv[optind], &err) && load(&s, 1, argv[optind + 1], &err);
  if (ok) report(&s, json);
  else tell_error(&err);
  for (int i = 0; i < 2; i++)
    if (s.files[i].p) mapfile_close(&s.files[i]);
  arena_free(&s.a);
  engine_close(engine);
  return ok ? EXIT_OK : EXIT_DATA;
}

const Command command_score = {"score", "scores coded events against gold ones", help, run};
