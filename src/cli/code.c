/* entente code: documents in, event records out. */
#include "cli/run.h"

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
    "  -j N             threads; as many as there are processors when absent.  The output does not depend on it\n"
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
    "  zcat wire.jsonl.gz | entente code -j 4 > events.jsonl\n";

enum { OPT_DATE = 256, OPT_LEXICON };

static void begin(Run *r, Buf *out) {
  const RecordFormat *f = r->ctx;
  if (f->begin) f->begin(out, r->width);
}

static void end(Run *r, Buf *out) {
  const RecordFormat *f = r->ctx;
  if (f->end) f->end(out);
}

static void work(Run *r, Coder *c, Job *j) {
  const RecordFormat *f = r->ctx;
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
  RecordTold told = {.title = j->doc.title, .doc_bytes = j->doc.text.n};
  for (uint32_t i = 0; i < coded.records.n; i++) {
    EventRecord *e = &coded.records.at[i];
    e->told = &told;
    if (f->fits && !f->fits(e)) j->left_out++;
    else f->put(&j->out, e, r->width);
  }
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"input", required_argument, NULL, 'i'},     {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},    {"threads", required_argument, NULL, 'j'},
                                          {"date", required_argument, NULL, OPT_DATE}, {"lexicon", required_argument, NULL, OPT_LEXICON},
                                          {"quiet", no_argument, NULL, 'q'},           {0}};
  Run r = {
      .command = "code", .needs_date = true, .threads = run_threads(), .width = output_width(), .begin = begin, .end = end, .work = work};
  const char *format = "jsonl";
  for (int c; (c = getopt_long(argc, argv, ":i:f:o:j:q", options, NULL)) != -1;) switch (c) {
    case 'i': r.format = optarg; break;
    case 'f': format = optarg; break;
    case 'o': r.output = optarg; break;
    case 'q': r.quiet = true; break;
    case 'j':
      if (!number_arg("code", "-j", optarg, 1, 256, &r.threads)) return EXIT_MISUSE;
      break;
    case OPT_DATE:
      if (!date_arg("code", optarg, &r.date)) return EXIT_MISUSE;
      break;
    case OPT_LEXICON:
      if (!knowledge_add(&r.knowledge, optarg)) return EXIT_MISUSE;
      break;
    default: return tell_option("code", argc, argv, c);
    }
  const RecordFormat *f = record_format_find(format);
  if (!f) return tell_misuse("code", "unknown output format '%s' (known: %s)", format, record_formats());
  r.ctx = (void *)(uintptr_t)f;
  r.commas = f->commas;
  r.files = argv + optind;
  r.nfiles = argc - optind;
  return run_files(&r);
}

const Command command_code = {"code", "documents in, event records out", help, run};
