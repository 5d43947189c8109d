/* entente diff: what two databases, or two runs in one, say differently. */
#include "cli/compare.h"
#include "cli/filter.h"

#include <math.h>
#include <unistd.h>

static const char help[] =
    "usage: entente diff [OPTION]... DB1 DB2\n"
    "       entente diff --runs[=N,M] DB\n"
    "\n"
    "Shows the events that the second database gained, lost and has otherwise, with the fields that changed, and the pairs of countries whose events\n"
    "or mean PLOVER score move.  Events are one by their id, or by the place of their words in the report.  With --runs, two runs of one database are\n"
    "compared, telling by telling, on the reports that both coded: what another lexicon makes of the same news.\n"
    "\n"
    "      --runs[=N,M] runs N and M as the message lists them; the last two when absent\n" FILTER_HELP
    "  -f FORMAT        table (the default on a terminal), json (elsewhere)\n"
    "  -n N             shows no more than N of each kind (20 in a table, all in JSON); 0: all\n"
    "  -o FILE          writes there instead of standard output\n"
    "\n"
    "All events of both are held in memory; the options that choose events narrow both.  Exit status: 0, with differences or without; 1 when a\n"
    "database cannot be read; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente diff before.db after.db                          after a change of the lexicon\n"
    "  entente diff --type ASSAULT --since 2024 before.db after.db -n 0\n"
    "  entente diff --dyad JPN-USA -f json before.db after.db\n"
    "  entente diff --runs news.db                              the last two runs in one database\n";

enum { OPT_RUNS = 256, SHOWN = 20, RUNS_MOST = 1000 };

typedef struct Diff {
  Filter filter;
  const char *name[2]; /* of the sets, for the reader */
  char run_name[2][80];
  bool runs, filtered, json;
  int run[2]; /* 0: the last two */
  int shown;  /* -1: not given */
  Comparison *c;
  Output to;
  Buf out;
} Diff;

/* ---- reading ---- */

typedef struct Adding {
  Comparison *c;
  int set;
} Adding;

static bool add_event(void *ctx, const StoredEvent *s) {
  Adding *a = ctx;
  RecordTold told = stored_told(s);
  EventRecord e = s->record;
  e.told = &told;
  comparison_add(a->c, a->set, &e);
  return true;
}

static bool add_telling(void *ctx, const StoredMention *m) {
  Adding *a = ctx;
  EventRecord e = m->record;
  e.event = e.id;
  comparison_add(a->c, a->set, &e);
  return true;
}

static bool read_events(Diff *d, int set) {
  EntError err = {0};
  Adding a = {d->c, set};
  Store *s = store_open(d->name[set], STORE_READ, &err);
  bool ok = s && store_events(s, &d->filter.f, add_event, &a, &err);
  if (!ok) tell_error(&err);
  if (s) store_close(s);
  return ok;
}

typedef struct Runs {
  int64_t run[RUNS_MOST];
  char what[RUNS_MOST][64]; /* program and the head of the lexicon's id */
  uint64_t tellings[RUNS_MOST];
  uint32_t n;
} Runs;

static bool add_run(void *ctx, const StoredRun *r) {
  Runs *l = ctx;
  if (l->n == RUNS_MOST) return false;
  l->run[l->n] = r->run;
  l->tellings[l->n] = r->tellings;
  snprintf(l->what[l->n], sizeof l->what[0], "entente %.*s, lexicon %.*s", STRF(str_head(r->program, 20)), STRF(str_head(r->lexicon, 8)));
  l->n++;
  return true;
}

static int find_run(const Runs *l, int run) {
  for (uint32_t i = 0; i < l->n; i++)
    if (l->run[i] == run) return (int)i;
  return -1;
}

static bool tell_runs(const Diff *d, const Runs *l) {
  if (l->n < 2) {
    fprintf(stderr, "entente: %s: has %s run\n", d->name[0], l->n ? "one" : "no");
    return false;
  }
  fprintf(stderr, "entente: %s: has no such run; it has\n", d->name[0]);
  for (uint32_t i = 0; i < l->n; i++)
    fprintf(stderr, "  %lld  %s, %llu tellings\n", (long long)l->run[i], l->what[i], (unsigned long long)l->tellings[i]);
  return false;
}

static bool choose_runs(Diff *d, const Runs *l) {
  if (l->n < 2) return tell_runs(d, l);
  if (!d->run[0]) {
    d->run[0] = (int)l->run[l->n - 2];
    d->run[1] = (int)l->run[l->n - 1];
  }
  for (int s = 0; s < 2; s++) {
    int at = find_run(l, d->run[s]);
    if (at < 0) return tell_runs(d, l);
    snprintf(d->run_name[s], sizeof d->run_name[s], "run %d (%s)", d->run[s], l->what[at]);
  }
  return true;
}

static bool read_runs(Diff *d) {
  EntError err = {0};
  static Runs runs;
  Store *s = store_open(d->name[0], STORE_READ, &err);
  bool ok = s && store_runs(s, add_run, &runs, &err), chosen = ok && choose_runs(d, &runs);
  for (int set = 0; chosen && ok && set < 2; set++) {
    Adding a = {d->c, set};
    ok = store_run_tellings(s, d->run[set], d->run[!set], add_telling, &a, &err);
  }
  if (!ok) tell_error(&err);
  if (s) store_close(s);
  for (int set = 0; set < 2; set++) d->name[set] = d->run_name[set];
  return ok && chosen;
}

/* ---- counting ---- */

enum DiffKind { LOST, GAINED, CHANGED, KINDS };
static const char *const kind_names[KINDS] = {"lost", "gained", "changed"};

typedef struct Totals {
  uint32_t events[2], equal, kind[KINDS], field[COMPARED_COUNT];
} Totals;

static bool is_kind(const ComparedEvent *e, enum DiffKind k) { return k == CHANGED ? e->other && e->changed : !e->other; }
/* The set in which a kind is looked for. */
static int set_of(enum DiffKind k) { return k == LOST ? 0 : 1; }

static Totals count(const Comparison *c) {
  Totals t = {.equal = 0};
  for (int k = 0; k < KINDS; k++) {
    const ComparedEvent *e = comparison_set(c, set_of((enum DiffKind)k), &t.events[set_of((enum DiffKind)k)]);
    for (uint32_t i = 0; i < t.events[set_of((enum DiffKind)k)]; i++) t.kind[k] += is_kind(&e[i], (enum DiffKind)k);
  }
  const ComparedEvent *e = comparison_set(c, 1, &t.events[1]);
  for (uint32_t i = 0; i < t.events[1]; i++) {
    t.equal += e[i].other && !e[i].changed;
    for (int f = 0; f < COMPARED_COUNT; f++) t.field[f] += e[i].other && !str_eq(e[i].field[f], e[i].other->field[f]);
  }
  return t;
}

/* ---- the table ---- */

static Str or_dash(Str s) { return s.n ? s : STR("-"); }

static void put_event(Buf *b, const ComparedEvent *e) {
  const Str *f = e->field;
  buf_fmt(b, "%-10.*s  %.*s", STRF(f[COMPARED_DATE]), STRF(f[COMPARED_TYPE]));
  if (f[COMPARED_MODE].n) buf_fmt(b, " %.*s", STRF(f[COMPARED_MODE]));
  buf_fmt(b, "  %.*s > %.*s  %.*s\n", STRF(or_dash(f[COMPARED_ACTOR])), STRF(or_dash(f[COMPARED_RECIPIENT])), STRF(e->id));
  buf_fmt(b, "            \"%.*s\"%s  %.*s\n", STRF(str_head(e->text, 90)), e->text.n > 90 ? "..." : "", STRF(e->doc_id));
}

static void put_changes(Buf *b, const ComparedEvent *e) {
  if (!str_eq(e->id, e->other->id)) buf_fmt(b, "            was %.*s\n", STRF(e->other->id));
  for (int f = 0; f < COMPARED_COUNT; f++)
    if (!str_eq(e->field[f], e->other->field[f]))
      buf_fmt(b, "            %s: %.*s -> %.*s\n", compared_names[f], STRF(or_dash(e->other->field[f])), STRF(or_dash(e->field[f])));
}

static void put_kind(Diff *d, const Totals *t, enum DiffKind k, uint32_t most) {
  uint32_t n, shown = 0;
  const ComparedEvent *e = comparison_set(d->c, set_of(k), &n);
  if (!t->kind[k]) return;
  buf_fmt(&d->out, "\n%s\n", kind_names[k]);
  for (uint32_t i = 0; i < n && shown < most; i++) {
    if (!is_kind(&e[i], k)) continue;
    put_event(&d->out, &e[i]);
    if (k == CHANGED) put_changes(&d->out, &e[i]);
    shown++;
  }
  if (shown < t->kind[k]) buf_fmt(&d->out, "  ... and %u more (-n 0 shows all)\n", t->kind[k] - shown);
}

static void put_mean(Buf *b, double v) {
  if (isnan(v)) buf_fmt(b, "%7s", "-");
  else buf_fmt(b, "%+7.2f", v);
}

static void put_dyads(Diff *d, uint32_t most) {
  uint32_t n;
  const ComparedDyad *p = comparison_dyads(d->c, &n);
  if (!n) return;
  buf_z(&d->out, "\npairs that move\n              events              PLOVER mean\n");
  for (uint32_t i = 0; i < n && i < most; i++) {
    buf_fmt(&d->out, "  %s-%s  %7u -> %-7u  ", p[i].a, p[i].b, p[i].events[0], p[i].events[1]);
    put_mean(&d->out, p[i].plover[0]);
    buf_z(&d->out, " -> ");
    put_mean(&d->out, p[i].plover[1]);
    buf_c(&d->out, '\n');
  }
  if (n > most) buf_fmt(&d->out, "  ... and %u more (-n 0 shows all)\n", n - most);
}

static void put_table(Diff *d, uint32_t most) {
  Totals t = count(d->c);
  for (int s = 0; s < 2; s++) buf_fmt(&d->out, "%s: %u %s\n", d->name[s], t.events[s], d->runs ? "tellings" : "events");
  buf_fmt(&d->out, "equal %u, changed %u, lost %u, gained %u\n", t.equal, t.kind[CHANGED], t.kind[LOST], t.kind[GAINED]);
  const char *between = "fields that changed: ";
  for (int f = 0; f < COMPARED_COUNT; f++)
    if (t.field[f]) {
      buf_fmt(&d->out, "%s%s %u", between, compared_names[f], t.field[f]);
      between = ", ";
    }
  if (t.kind[CHANGED]) buf_c(&d->out, '\n');
  for (int k = 0; k < KINDS; k++) put_kind(d, &t, (enum DiffKind)k, most);
  put_dyads(d, most);
}

/* ---- JSON ---- */

static void json_name(Buf *b, const char *name) {
  for (const char *p = name; *p; p++) buf_c(b, *p == ' ' ? '_' : *p);
}

static void json_event(Buf *b, const ComparedEvent *e, bool changes) {
  buf_z(b, "{\"id\":");
  buf_json(b, e->id);
  buf_z(b, ",\"doc_id\":");
  buf_json(b, e->doc_id);
  buf_z(b, ",\"text\":");
  buf_json(b, e->text);
  for (int f = 0; f < COMPARED_COUNT; f++) {
    buf_z(b, ",\"");
    json_name(b, compared_names[f]);
    buf_z(b, "\":");
    buf_json(b, e->field[f]);
  }
  if (changes) {
    buf_z(b, ",\"was\":{\"id\":");
    buf_json(b, e->other->id);
    for (int f = 0; f < COMPARED_COUNT; f++) {
      if (str_eq(e->field[f], e->other->field[f])) continue;
      buf_z(b, ",\"");
      json_name(b, compared_names[f]);
      buf_z(b, "\":");
      buf_json(b, e->other->field[f]);
    }
    buf_c(b, '}');
  }
  buf_c(b, '}');
}

static void json_kind(Diff *d, enum DiffKind k, uint32_t most) {
  uint32_t n, shown = 0;
  const ComparedEvent *e = comparison_set(d->c, set_of(k), &n);
  buf_fmt(&d->out, ",\"%s\":[", kind_names[k]);
  for (uint32_t i = 0; i < n && shown < most; i++) {
    if (!is_kind(&e[i], k)) continue;
    if (shown++) buf_c(&d->out, ',');
    json_event(&d->out, &e[i], k == CHANGED);
  }
  buf_c(&d->out, ']');
}

static void json_mean(Buf *b, double v) {
  if (isnan(v)) buf_z(b, "null");
  else buf_fixed(b, v, 3);
}

static void json_dyads(Diff *d, uint32_t most) {
  uint32_t n;
  const ComparedDyad *p = comparison_dyads(d->c, &n);
  buf_z(&d->out, ",\"dyads\":[");
  for (uint32_t i = 0; i < n && i < most; i++) {
    buf_fmt(&d->out, "%s{\"a\":\"%s\",\"b\":\"%s\",\"events\":[%u,%u],\"plover\":[", i ? "," : "", p[i].a, p[i].b, p[i].events[0],
            p[i].events[1]);
    json_mean(&d->out, p[i].plover[0]);
    buf_c(&d->out, ',');
    json_mean(&d->out, p[i].plover[1]);
    buf_z(&d->out, "],\"quads\":[");
    for (int s = 0; s < 2; s++)
      buf_fmt(&d->out, "%s[%u,%u,%u,%u]", s ? "," : "", p[i].quads[s][0], p[i].quads[s][1], p[i].quads[s][2], p[i].quads[s][3]);
    buf_z(&d->out, "]}");
  }
  buf_z(&d->out, "]}\n");
}

static void put_json(Diff *d, uint32_t most) {
  Totals t = count(d->c);
  buf_z(&d->out, "{\"a\":");
  buf_json(&d->out, str_of(d->name[0]));
  buf_z(&d->out, ",\"b\":");
  buf_json(&d->out, str_of(d->name[1]));
  buf_fmt(&d->out, ",\"counts\":{\"a\":%u,\"b\":%u,\"equal\":%u,\"changed\":%u,\"lost\":%u,\"gained\":%u},\"fields\":{", t.events[0],
          t.events[1], t.equal, t.kind[CHANGED], t.kind[LOST], t.kind[GAINED]);
  for (int f = 0; f < COMPARED_COUNT; f++) {
    buf_z(&d->out, f ? ",\"" : "\"");
    json_name(&d->out, compared_names[f]);
    buf_fmt(&d->out, "\":%u", t.field[f]);
  }
  buf_c(&d->out, '}');
  for (int k = 0; k < KINDS; k++) json_kind(d, (enum DiffKind)k, most);
  json_dyads(d, most);
}

/* ---- the command ---- */

static int compare(Diff *d, const char *path) {
  int status = EXIT_DATA;
  d->c = comparison_new();
  if (!d->c) {
    fputs("entente: out of memory\n", stderr);
    return status;
  }
  bool ok = d->runs ? read_runs(d) : read_events(d, 0) && read_events(d, 1);
  if (ok && output_open(&d->to, path)) {
    uint32_t most = d->shown > 0 ? (uint32_t)d->shown : d->shown < 0 && !d->json ? SHOWN : UINT32_MAX;
    comparison_match(d->c);
    if (d->json) put_json(d, most);
    else put_table(d, most);
    ok = !d->out.bad && fwrite(d->out.p, 1, d->out.n, d->to.f) == d->out.n;
    if (output_close(&d->to, ok) && ok) status = EXIT_OK;
  }
  buf_free(&d->out);
  comparison_free(d->c);
  return status;
}

/* "3,5" */
static bool runs_arg(Diff *d, const char *s) {
  Str second, first = str_cut(str_of(s), ',', &second);
  int64_t a, b;
  if (!str_int(first, &a) || !str_int(second, &b) || a < 1 || b < 1 || a > INT32_MAX || b > INT32_MAX || a == b) {
    tell_misuse("diff", "--runs takes two runs such as 1,2, not '%s'", s);
    return false;
  }
  d->run[0] = (int)a;
  d->run[1] = (int)b;
  return true;
}

static int take_options(Diff *d, int argc, char **argv, const char **path) {
  static const struct option options[] = {FILTER_OPTIONS,
                                          {"runs", optional_argument, NULL, OPT_RUNS},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {0}};
  const char *format = NULL;
  for (int c; (c = getopt_long(argc, argv, ":f:o:n:", options, NULL)) != -1;) switch (c) {
    case 'f': format = optarg; break;
    case 'o': *path = optarg; break;
    case 'n':
      if (!number_arg("diff", "-n", optarg, 0, INT32_MAX, &d->shown)) return EXIT_MISUSE;
      break;
    case OPT_RUNS:
      d->runs = true;
      if (optarg && !runs_arg(d, optarg)) return EXIT_MISUSE;
      break;
    case OPT_DB: return tell_misuse("diff", "databases are named without --db");
    default: {
      int status = filter_option(&d->filter, "diff", c, optarg);
      if (status < 0) return tell_option("diff", argc, argv, c);
      if (status != EXIT_OK) return status;
      d->filtered = true;
    }
    }
  if (!format) format = !*path && isatty(STDOUT_FILENO) ? "table" : "json";
  d->json = strcmp(format, "json") == 0;
  if (!d->json && strcmp(format, "table") != 0) return tell_misuse("diff", "unknown format '%s' (known: table, json)", format);
  return EXIT_OK;
}

static int run(int argc, char **argv) {
  static Diff d;
  const char *path = NULL;
  d = (Diff){.shown = -1};
  int status = take_options(&d, argc, argv, &path);
  if (status != EXIT_OK) return status;
  if (argc - optind != (d.runs ? 1 : 2))
    return tell_misuse("diff", d.runs ? "--runs takes one database" : "two databases are expected, or --runs and one");
  if (d.runs && d.filtered) return tell_misuse("diff", "--runs compares all tellings; options that choose events are for two databases");
  status = filter_check(&d.filter, "diff");
  if (status != EXIT_OK) return status;
  for (int s = 0; s < 2; s++) d.name[s] = argv[optind + (d.runs ? 0 : s)];
  return compare(&d, path);
}

const Command command_diff = {"diff", "what two databases, or two runs in one, say differently", help, run};
