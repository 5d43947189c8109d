/* entente export: events of a database in the formats that users load next. */
#include "cli/dyads.h"
#include "cli/filter.h"

#include <stdlib.h>

static const char help[] =
    "usage: entente export --db DB -f FORMAT [OPTION]...\n"
    "\n"
    "Writes events of a database for R, Python, SQL or a map.  Codes are text (010 is not 10); what is not known is empty.\n"
    "\n"
    "  -f FORMAT\n"
    "      jsonl           every telling, the full record, one a line: what entente import takes back\n"
    "      documents       the reports themselves, one JSON object a line: entente code and import read them (--since, --until, --limit)\n"
    "      csv             one row an event, a header; COW and Gleditsch-Ward numbers, reports, sources, where reports differ\n"
    "      csv-mentions    one row a telling, a header\n"
    "      gdelt           GDELT 2.0 events: 61 columns, tabs, no header\n"
    "      gdelt-mentions  GDELT 2.0 mentions: 16 columns, tabs, no header; joins with gdelt by the first column\n"
    "      icews           ICEWS: 20 columns, tabs, a header\n"
    "      polecat         POLECAT: 40 columns, tabs, a header; None where not known, \"; \" between parties\n"
    "      phoenix         Phoenix: 26 columns, tabs, no header\n"
    "      geojson         a FeatureCollection of the events that have a point\n"
    "      dyads           pairs of countries by period, a header: counts by quad class, means, COW and Gleditsch-Ward numbers\n"
    "      dump            everything that the database says, in an order that does not depend on how it came there\n"
    "\n"
    "gdelt, icews, phoenix and dyads are data of pairs: an event of several parties has a row for each pair, a mutual act one for each direction.\n"
    "These and polecat have no column for the status: acts that are future, hypothetical or negated are left out and counted.\n"
    "\n"
    "  -o FILE          writes there instead of standard output\n"
    "      --by P       (dyads) day, week (from Monday) or month, the default, or year\n"
    "      --directed   (dyads) a row for who acts and on whom, instead of one for the pair\n"
    "      --db DB      an SQLite file, or postgresql://...\n" FILTER_HELP "\n"
    "Exit status: 0; 1 when the database cannot be read; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente export --db news.db -f csv -o events.csv\n"
    "  entente export --db news.db -f dyads --by month --since 2010 > dyads.csv\n"
    "  entente export --db news.db -f gdelt --party RUS > rus.export.tsv\n"
    "  entente export --db news.db -f geojson --quad 4 -o conflict.geojson\n"
    "  entente export --db news.db -f jsonl | gzip > all.jsonl.gz\n";

enum { OPT_BY = 256, OPT_DIRECTED };

/* What is written from what. */
enum Source { FROM_EVENTS, FROM_MENTIONS, FROM_BOTH, FROM_DOCUMENTS, FROM_DYADS, FROM_DUMP };

typedef struct Shape {
  const char *name, *format; /* format: of record.h, or NULL */
  enum Source from;
} Shape;

static const Shape shapes[] = {
    {"jsonl", "jsonl", FROM_MENTIONS},   {"csv", "csv", FROM_EVENTS},         {"csv-mentions", "csv", FROM_MENTIONS},
    {"gdelt", "gdelt", FROM_EVENTS},     {"icews", "icews", FROM_EVENTS},     {"gdelt-mentions", "gdelt-mentions", FROM_BOTH},
    {"polecat", "polecat", FROM_EVENTS}, {"phoenix", "phoenix", FROM_EVENTS}, {"geojson", "geojson", FROM_EVENTS},
    {"documents", NULL, FROM_DOCUMENTS}, {"dyads", NULL, FROM_DYADS},         {"dump", NULL, FROM_DUMP},
};

static const Shape *shape_find(const char *name) {
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    if (strcmp(shapes[i].name, name) == 0) return &shapes[i];
  return NULL;
}

typedef struct Export {
  Store *store;
  const Filter *filter;
  const Shape *shape;
  const RecordFormat *format;
  Output to;
  Buf out;
  bool commas, write_bad, no_memory; /* commas: the next byte is a comma too many */
  uint64_t n, left_out;
  Dyads *dyads;
  FILE *numbers; /* of the events' rows, in their order: what mentions are joined by */
} Export;

static bool flush(Export *x) {
  size_t skip = x->commas && x->out.n ? 1 : 0;
  if (skip) x->commas = false;
  x->write_bad |= x->out.bad || (x->out.n > skip && fwrite(x->out.p + skip, 1, x->out.n - skip, x->to.f) != x->out.n - skip);
  buf_clear(&x->out);
  return !x->write_bad;
}

static bool put(Export *x, EventRecord *e, const RecordTold *told) {
  e->told = told;
  if (x->format->fits && !x->format->fits(e)) {
    x->left_out++;
    return true;
  }
  x->format->put(&x->out, e, 0);
  x->n++;
  return flush(x);
}

static bool put_event(void *ctx, const StoredEvent *s) {
  EventRecord e = s->record;
  RecordTold told = stored_told(s);
  return put(ctx, &e, &told);
}

static bool put_mention(void *ctx, const StoredMention *m) {
  EventRecord e = m->record;
  RecordTold told = {.title = m->title, .doc_bytes = m->doc_bytes};
  return put(ctx, &e, &told);
}

/* ---- mentions with the numbers of their events' rows ---- */

typedef struct Numbered {
  char event[24];
  Date first_report;
  uint32_t n; /* numbers that follow; 0: the event was left out */
} Numbered;

static bool keep_numbers(void *ctx, const StoredEvent *s) {
  Export *x = ctx;
  Numbered one = {.first_report = s->first_report};
  RecordPair p;
  bool fits = x->format->fits(&s->record);
  snprintf(one.event, sizeof one.event, "%.*s", STRF(s->record.event));
  for (RecordPairs pairs = record_pairs(&s->record); fits && record_pair_next(&pairs, &p);) one.n++;
  x->left_out += !fits;
  x->write_bad |= fwrite(&one, sizeof one, 1, x->numbers) != 1;
  for (RecordPairs pairs = record_pairs(&s->record); fits && record_pair_next(&pairs, &p);)
    x->write_bad |= fwrite(&p.number, sizeof p.number, 1, x->numbers) != 1;
  return !x->write_bad;
}

typedef struct Joined {
  Export *x;
  Numbered now;
  uint64_t *numbers;
  uint32_t cap;
} Joined;

/* The next event, with its numbers. */
static bool next_numbers(Joined *j) {
  if (fread(&j->now, sizeof j->now, 1, j->x->numbers) != 1) return false;
  if (j->now.n > j->cap) {
    uint64_t *more = realloc(j->numbers, j->now.n * sizeof *more);
    if (!more) return !(j->x->no_memory = true);
    j->numbers = more;
    j->cap = j->now.n;
  }
  return fread(j->numbers, sizeof *j->numbers, j->now.n, j->x->numbers) == j->now.n;
}

/* Events and mentions come in one order, so the two are walked together. */
static bool join_mention(void *ctx, const StoredMention *m) {
  Joined *j = ctx;
  while (!str_is(m->record.event, j->now.event))
    if (!next_numbers(j)) return false;
  if (!j->now.n) return true;
  EventRecord e = m->record;
  RecordTold told = {
      .title = m->title, .doc_bytes = m->doc_bytes, .first_report = j->now.first_report, .rows = j->numbers, .nrows = j->now.n};
  e.told = &told;
  j->x->format->put(&j->x->out, &e, 0);
  j->x->n++;
  return flush(j->x);
}

static bool run_both(Export *x, EntError *err) {
  x->numbers = tmpfile();
  if (!x->numbers) return err_at(err, ENT_EIO, NULL, 0, 0, "no room for a temporary file");
  Joined j = {.x = x};
  bool ok = store_events(x->store, &x->filter->f, keep_numbers, x, err) && fflush(x->numbers) == 0;
  rewind(x->numbers);
  ok = ok && store_mentions(x->store, &x->filter->f, join_mention, &j, err);
  free(j.numbers);
  fclose(x->numbers);
  return ok;
}

/* ---- dyads ---- */

static bool count_event(void *ctx, const StoredEvent *s) {
  Export *x = ctx;
  EventRecord e = s->record;
  RecordTold told = stored_told(s);
  e.told = &told;
  if (!x->filter->f.status.n && !record_format_find("gdelt")->fits(&e)) {
    x->left_out++;
    return true;
  }
  x->n++;
  x->no_memory |= !dyads_add(x->dyads, &e);
  return !x->no_memory;
}

static bool run_dyads(Export *x, EntError *err) {
  bool ok = store_events(x->store, &x->filter->f, count_event, x, err) && !x->no_memory;
  if (ok) dyads_put(x->dyads, &x->out);
  return ok && flush(x);
}

/* ---- documents ---- */

static void put_member(Buf *b, const char *key, Str value) {
  buf_fmt(b, "%s\"%s\":", b->n > 1 ? "," : "", key);
  buf_json(b, value);
}

static bool put_document(void *ctx, const RawDoc *d) {
  Export *x = ctx;
  const EventFilter *f = &x->filter->f;
  char date[12];
  if (date_known(f->since) && date_cmp(d->date, f->since) < 0) return true;
  if (date_known(f->until) && date_cmp(d->date, f->until) > 0) return true;
  date_text(d->date, date);
  buf_c(&x->out, '{');
  put_member(&x->out, "id", d->id);
  put_member(&x->out, "date", str_of(date));
  put_member(&x->out, "title", d->title);
  put_member(&x->out, "text", d->text);
  put_member(&x->out, "publisher", d->publisher);
  put_member(&x->out, "url", d->url);
  put_member(&x->out, "language", d->language);
  buf_z(&x->out, "}\n");
  x->n++;
  return flush(x) && x->n != f->limit;
}

static bool run_documents(Export *x, EntError *err) { return store_documents(x->store, STR(""), put_document, x, err); }

/* ---- all ---- */

static bool put_line(void *ctx, Str line) {
  Export *x = ctx;
  buf_str(&x->out, line);
  if (!line.n || line.p[line.n - 1] != '\n') buf_c(&x->out, '\n');
  x->n++;
  return flush(x);
}

static bool run_dump(Export *x, EntError *err) {
  Buf line = {0};
  bool ok = store_dump(x->store, &line, put_line, x, err);
  buf_free(&line);
  return ok;
}

static bool run_records(Export *x, EntError *err) {
  const RecordFormat *f = x->format;
  const EventFilter *filter = &x->filter->f;
  bool ok = true;
  if (f->begin) f->begin(&x->out, 0);
  ok = flush(x);
  x->commas = f->commas;
  if (ok && x->shape->from == FROM_EVENTS) ok = store_events(x->store, filter, put_event, x, err);
  if (ok && x->shape->from == FROM_MENTIONS) ok = store_mentions(x->store, filter, put_mention, x, err);
  if (ok && x->shape->from == FROM_BOTH) ok = run_both(x, err);
  x->commas = false;
  if (ok && f->end) f->end(&x->out);
  return flush(x) && ok;
}

static int write_out(Export *x, const char *path) {
  EntError err = {0};
  if (!output_open(&x->to, path)) return EXIT_DATA;
  bool ok = false;
  switch (x->shape->from) {
  case FROM_DOCUMENTS: ok = run_documents(x, &err); break;
  case FROM_DYADS: ok = run_dyads(x, &err); break;
  case FROM_DUMP: ok = run_dump(x, &err); break;
  default: ok = run_records(x, &err);
  }
  if (err.code != ENT_OK) tell_error(&err);
  if (x->no_memory) fputs("entente: out of memory\n", stderr);
  ok = ok && !x->write_bad && !x->no_memory;
  ok = output_close(&x->to, ok) && ok;
  buf_free(&x->out);
  if (ok && x->left_out)
    fprintf(stderr, "entente: %llu events left out: %s has no room for them (see entente export --help)\n", (unsigned long long)x->left_out,
            x->shape->name);
  return ok ? EXIT_OK : EXIT_DATA;
}

static bool period_arg(const char *arg, enum Period *out) {
  static const char *const names[] = {"day", "week", "month", "year"};
  for (int i = 0; i < 4; i++)
    if (strcmp(names[i], arg) == 0) {
      *out = (enum Period)i;
      return true;
    }
  tell_misuse("export", "--by takes day, week, month or year, not '%s'", arg);
  return false;
}

typedef struct Asked {
  const char *format, *path;
  enum Period by;
  bool directed, by_given;
} Asked;

static int read_options(int argc, char **argv, Filter *f, Asked *a) {
  static const struct option options[] = {FILTER_OPTIONS,
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"by", required_argument, NULL, OPT_BY},
                                          {"directed", no_argument, NULL, OPT_DIRECTED},
                                          {0}};
  for (int c; (c = getopt_long(argc, argv, ":f:o:", options, NULL)) != -1;) switch (c) {
    case 'f': a->format = optarg; break;
    case 'o': a->path = optarg; break;
    case OPT_DIRECTED: a->directed = true; break;
    case OPT_BY:
      if (!period_arg(optarg, &a->by)) return EXIT_MISUSE;
      a->by_given = true;
      break;
    default: {
      int status = filter_option(f, "export", c, optarg);
      if (status < 0) return tell_option("export", argc, argv, c);
      if (status != EXIT_OK) return status;
    }
    }
  if (optind < argc) return tell_misuse("export", "'%s' was not expected", argv[optind]);
  return EXIT_OK;
}

/* A filter that narrows by what is in an event. */
static bool names_events(const EventFilter *f) {
  return f->id.n + f->actor.n + f->recipient.n + f->party.n + f->other.n + f->type.n + f->mode.n + f->context.n + f->quad.n + f->status.n +
             f->source.n + f->place.n + f->publisher.n + f->words.n >
         0;
}

static int run(int argc, char **argv) {
  Filter f = {0};
  Asked a = {.by = PERIOD_MONTH};
  int status = read_options(argc, argv, &f, &a);
  if (status != EXIT_OK) return status;
  if (!a.format) return tell_misuse("export", "which format? -f FORMAT is expected");
  Export x = {.filter = &f, .shape = shape_find(a.format)};
  if (!x.shape)
    return tell_misuse(
        "export",
        "unknown format '%s' (known: jsonl, documents, csv, csv-mentions, gdelt, gdelt-mentions, icews, polecat, phoenix, geojson, dyads, dump)",
        a.format);
  if ((a.by_given || a.directed) && x.shape->from != FROM_DYADS) return tell_misuse("export", "--by and --directed go with -f dyads");
  if (x.shape->from == FROM_DOCUMENTS && names_events(&f.f))
    return tell_misuse("export", "documents take --since, --until and --limit alone");
  if (x.shape->from == FROM_DUMP && (names_events(&f.f) || f.f.since.year || f.f.until.year || f.f.limit))
    return tell_misuse("export", "a dump is of everything: it takes no filter");
  if (x.shape->format) x.format = record_format_find(x.shape->format);
  if ((status = filter_check(&f, "export")) != EXIT_OK) return status;
  x.dyads = dyads_new(a.by, a.directed);
  if (!x.dyads) return EXIT_DATA;
  x.store = filter_open(&f, "export", STORE_READ, &status);
  if (x.store) {
    status = write_out(&x, a.path);
    store_close(x.store);
  }
  dyads_free(x.dyads);
  return status;
}

const Command command_export = {"export", "writes events in the formats of R, GIS and other data sets", help, run};
