/* entente code: documents in, event records out. */
#include "cli/run.h"
#include "store/store.h"

static const char help[] =
    "usage: entente code [OPTION]... [FILE|-]...\n"
    "\n"
    "Reads dated news and writes event records: who did what to whom, when, where, on whose word.  Without FILE, standard input is read.\n"
    "Files may be packed (gz, zst); text that is not English is counted and not coded.\n"
    "\n"
    "  -i FORMAT        format of the input: text, jsonl, csv; told by the content when absent\n"
    "  -f FORMAT        format of the output: jsonl (the default), csv, table; gdelt, gdelt-mentions, icews, polecat, phoenix, geojson with the\n"
    "                   columns of those data sets (entente export --help tells of them)\n"
    "  -o FILE          writes there instead of standard output\n"
    "      --db DB      keeps documents and events in a database, an SQLite file or postgresql://...; made when there is none.  What is in it\n"
    "                   already is not coded again.  Then records are printed only with -f or -o\n"
    "      --batch N    documents a transaction, which is what a run that is stopped loses (8000)\n"
    "  -j N             threads that code; as many as there are processors when absent.  The output does not depend on it.  A database is written\n"
    "                   by one more\n"
    "      --date DAY   the date of documents that have none, as 2024-08-05\n"
    "      --lexicon DIR  a lexicon of your own, which goes before the built-in one; may be given several times\n"
    "  -q, --quiet      no progress and no summary\n"
    "\n"
    "A run ends with a summary on standard error.  Exit status: 0; 1 if a file or document was broken; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente code report.txt                       one JSON record a line\n"
    "  entente code -f csv -o events.csv news.jsonl  a table for R or a spreadsheet\n"
    "  entente code -f table examples/*.txt          for reading\n"
    "  zcat wire.jsonl.gz | entente code -j 4 > events.jsonl\n"
    "  entente code --db news.db wire.jsonl.gz       a database, for entente events, ties, export\n";

enum { OPT_DATE = 256, OPT_LEXICON, OPT_DB, OPT_BATCH };

/* What the run is for. */
typedef struct Coding {
  const RecordFormat *format; /* NULL: nothing is printed */
  const char *db;             /* NULL: none */
  int batch;                  /* documents a transaction; 0: as the store likes */
  Store *store;
} Coding;

static void begin(Run *r, Buf *out) {
  const Coding *c = r->ctx;
  if (c->format && c->format->begin) c->format->begin(out, r->width);
}

static void end(Run *r, Buf *out) {
  const Coding *c = r->ctx;
  if (c->format && c->format->end) c->format->end(out);
}

static void print(Run *r, Job *j, const EventRecord *e) {
  const RecordFormat *f = ((const Coding *)r->ctx)->format;
  if (f->fits && !f->fits(e)) j->left_out++;
  else f->put(&j->out, e, r->width);
}

static void work(Run *r, Coder *c, Job *j) {
  const Coding *coding = r->ctx;
  Coded coded;
  EntError err = {0};
  switch (coder_run(c, &j->doc, false, &coded, &err)) {
  case CODE_UNDATED: job_fate(j, FATE_UNDATED, "has no date (--date gives one)"); return;
  case CODE_FOREIGN: job_fate(j, FATE_NOT_ENGLISH, "is not English"); return;
  case CODE_BROKEN: job_fate(j, FATE_BROKEN, "%s", err.msg); return;
  default: break;
  }
  j->sentences = coded.doc->nsents;
  j->tokens = coded.doc->ntokens;
  j->events = coded.records.n;
  j->fate = j->events ? FATE_CODED : FATE_NO_EVENT;
  if (coding->store) j->records = ARENA_ARRAY(&j->arena, EventRecord, j->events);
  for (uint32_t i = 0; i < j->events; i++) {
    if (coding->format) print(r, j, &coded.records.at[i]);
    if (coding->store) j->records[i] = record_copy(&j->arena, &coded.records.at[i]);
  }
}

/* ---- the database ---- */

static bool stored(Run *r, const Job *j) {
  EntError err = {0};
  return store_has(((Coding *)r->ctx)->store, &j->doc, &err) == 1; /* an error comes again in keep, and is told there */
}

static bool keep(Run *r, const Job *j) {
  EntError err = {0};
  if (store_put(((Coding *)r->ctx)->store, &j->doc, j->records, j->events, &err)) return true;
  tell_error(&err);
  return false;
}

/* Once the engine is open, since its lexicon is part of what makes a row. */
static bool open_store(Run *r) {
  Coding *c = r->ctx;
  EntError err = {0};
  StoreRun what = {ENT_VERSION, engine_lexicon_id(r->engine), (uint32_t)c->batch, .beside = true};
  c->store = store_open(c->db, STORE_WRITE, &err);
  if (c->store && store_begin(c->store, &what, &err)) return true;
  tell_error(&err);
  return false;
}

static bool close_store(Run *r, bool ok) {
  Coding *c = r->ctx;
  EntError err = {0};
  if (ok && c->store && !store_commit(c->store, &err)) {
    tell_error(&err);
    ok = false;
  }
  store_close(c->store);
  return ok;
}

/* ---- options ---- */

static int read_options(int argc, char **argv, Run *r, Coding *c, const char **format) {
  static const struct option options[] = {{"input", required_argument, NULL, 'i'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"threads", required_argument, NULL, 'j'},
                                          {"date", required_argument, NULL, OPT_DATE},
                                          {"lexicon", required_argument, NULL, OPT_LEXICON},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {"db", required_argument, NULL, OPT_DB},
                                          {"batch", required_argument, NULL, OPT_BATCH},
                                          {0}};
  for (int o; (o = getopt_long(argc, argv, ":i:f:o:j:q", options, NULL)) != -1;) switch (o) {
    case 'i': r->format = optarg; break;
    case 'f': *format = optarg; break;
    case 'o': r->output = optarg; break;
    case 'q': r->quiet = true; break;
    case OPT_DB: c->db = optarg; break;
    case OPT_BATCH:
      if (!number_arg("code", "--batch", optarg, 1, 1000000, &c->batch)) return EXIT_MISUSE;
      break;
    case 'j':
      if (!number_arg("code", "-j", optarg, 1, 256, &r->threads)) return EXIT_MISUSE;
      break;
    case OPT_DATE:
      if (!date_arg("code", optarg, &r->date)) return EXIT_MISUSE;
      break;
    case OPT_LEXICON:
      if (!knowledge_add(&r->knowledge, optarg)) return EXIT_MISUSE;
      break;
    default: return tell_option("code", argc, argv, o);
    }
  return EXIT_OK;
}

static int run(int argc, char **argv) {
  Coding c = {0};
  Run r = {.command = "code",
           .needs_date = true,
           .threads = run_threads(),
           .width = output_width(),
           .begin = begin,
           .end = end,
           .work = work,
           .ctx = &c};
  const char *format = NULL;
  int status = read_options(argc, argv, &r, &c, &format);
  if (status != EXIT_OK) return status;
  if (!format && (!c.db || r.output)) format = "jsonl";
  if (format && !(c.format = record_format_find(format)))
    return tell_misuse("code", "unknown output format '%s' (known: %s)", format, record_formats());
  r.commas = c.format && c.format->commas;
  if (c.db) {
    r.opened = open_store;
    r.closing = close_store;
    r.stored = stored;
    r.keep = keep;
  }
  r.files = argv + optind;
  r.nfiles = argc - optind;
  return run_files(&r);
}

const Command command_code = {"code", "documents in, event records out", help, run};
