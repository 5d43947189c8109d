/* entente parse: what each stage finds in a document, so that every stage serves alone. */
#include "base/mapfile.h"
#include "cli/run.h"
#include "code/parse_json.h"

static const char help[] =
    "usage: entente parse [OPTION]... [FILE|-]...\n"
    "\n"
    "Prints the parse of each document: sentences, tokens, tags, dependency trees and names as CoNLL-U, or with -f jsonl what each stage\n"
    "found: sentences, mentions with their parties, places, dates, attributions.  Documents need no date; without one, relative dates stay\n"
    "unresolved.\n"
    "\n"
    "  -i FORMAT        format of the input: text, jsonl, csv; told by the content when absent\n"
    "      --conllu     the input is CoNLL-U: its tokens are kept, its trees are made anew\n"
    "  -f FORMAT        conllu (the default) or jsonl\n"
    "  -o FILE          writes there instead of standard output\n"
    "  -j N             threads\n"
    "      --date DAY   the date of documents that have none\n"
    "      --lexicon DIR  a lexicon of your own, before the built-in one\n"
    "  -q, --quiet      no progress and no summary\n"
    "\n"
    "examples:\n"
    "  echo 'Kenya and Uganda met in Nairobi.' | entente parse\n"
    "  entente parse -f jsonl news.jsonl > found.jsonl\n"
    "  entente parse --conllu < tokens.conllu > trees.conllu\n";

enum { OPT_DATE = 256, OPT_LEXICON, OPT_CONLLU };
enum { PARSE_CONLLU, PARSE_JSONL };

static void put(Buf *b, const Engine *e, const Coded *coded, int format) {
  if (format == PARSE_JSONL) parse_json_put(b, e, coded);
  else conllu_write(b, coded->doc);
}

static void work(Run *r, Coder *c, Job *j) {
  Coded coded;
  EntError err = {0};
  if (coder_run(c, &j->doc, true, &coded, &err) == CODE_BROKEN) {
    job_fate(j, FATE_BROKEN, "%s", err.msg);
    return;
  }
  j->fate = FATE_CODED;
  j->sentences = coded.doc->nsents;
  j->tokens = coded.doc->ntokens;
  put(&j->out, r->engine, &coded, *(int *)r->ctx);
}

/* Documents of one CoNLL-U file.  False (told) when one is broken. */
static bool parse_conllu(const Engine *e, Coder *c, const char *path, int format, FILE *to) {
  MapFile f;
  EntError err = {0};
  Buf out = {0};
  uint32_t line = 1;
  bool ok = mapfile_open(&f, strcmp(path, "-") == 0 ? "/dev/stdin" : path, &err);
  if (ok && f.n > UINT32_MAX) ok = err_at(&err, ENT_EINPUT, path, 0, 0, "is larger than 4 GB");
  Str rest = {f.p, ok ? (uint32_t)f.n : 0};
  while (ok) {
    Coded coded;
    int got = coder_conllu(c, &rest, &line, path, &coded, &err);
    if (got < 0) break;
    ok = got == CODE_OK;
    if (!ok) break;
    buf_clear(&out);
    put(&out, e, &coded, format);
    fwrite(out.p, 1, out.n, to);
  }
  if (!ok) tell_error(&err);
  buf_free(&out);
  mapfile_close(&f);
  return ok;
}

static int run_conllu(Run *r, int format) {
  bool ok = true;
  Output to;
  Engine *e = knowledge_open(&r->knowledge);
  Coder *c = e ? coder_new(e, 0) : NULL;
  if (!c || !output_open(&to, r->output)) {
    coder_free(c);
    engine_close(e);
    return EXIT_DATA;
  }
  for (int i = 0; i < (r->nfiles ? r->nfiles : 1); i++) ok = parse_conllu(e, c, r->nfiles ? r->files[i] : "-", format, to.f) && ok;
  ok = output_close(&to, true) && ok;
  coder_free(c);
  engine_close(e);
  return ok ? EXIT_OK : EXIT_DATA;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"input", required_argument, NULL, 'i'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"threads", required_argument, NULL, 'j'},
                                          {"date", required_argument, NULL, OPT_DATE},
                                          {"lexicon", required_argument, NULL, OPT_LEXICON},
                                          {"conllu", no_argument, NULL, OPT_CONLLU},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {0}};
  Run r = {.command = "parse", .threads = run_threads(), .work = work};
  const char *format = "conllu";
  bool conllu = false;
  for (int c; (c = getopt_long(argc, argv, ":i:f:o:j:q", options, NULL)) != -1;) switch (c) {
    case 'i': r.format = optarg; break;
    case 'f': format = optarg; break;
    case 'o': r.output = optarg; break;
    case 'q': r.quiet = true; break;
    case OPT_CONLLU: conllu = true; break;
    case 'j':
      if (!number_arg("parse", "-j", optarg, 1, 256, &r.threads)) return EXIT_MISUSE;
      break;
    case OPT_DATE:
      if (!date_arg("parse", optarg, &r.date)) return EXIT_MISUSE;
      break;
    case OPT_LEXICON:
      if (!knowledge_add(&r.knowledge, optarg)) return EXIT_MISUSE;
      break;
    default: return tell_option("parse", argc, argv, c);
    }
  int kind = strcmp(format, "jsonl") == 0 ? PARSE_JSONL : PARSE_CONLLU;
  if (kind == PARSE_CONLLU && strcmp(format, "conllu") != 0)
    return tell_misuse("parse", "unknown output format '%s' (known: conllu, jsonl)", format);
  if (conllu && r.format) return tell_misuse("parse", "-i and --conllu both say what the input is");
  r.ctx = &kind;
  r.files = argv + optind;
  r.nfiles = argc - optind;
  return conllu ? run_conllu(&r, kind) : run_files(&r);
}

const Command command_parse = {"parse", "what each stage finds: trees, names, places, dates", help, run};
