/* entente lexicon: compiles a lexicon folder, runs the examples of its frames, and imports dictionaries. */
#include "cli/lexicon.h"
#include "cli/embed.h"
#include "cli/run.h"
#include "code/check.h"
#include "who/lint.h"

static const char help[] =
    "usage: entente lexicon check [--notes] [DIR]\n"
    "       entente lexicon compile DIR [-o IMAGE]\n"
    "       entente lexicon import -o DIR FILE...\n"
    "       entente lexicon unknown [--lexicon DIR]... [-n NUMBER] [-j NUMBER] FILE...\n"
    "\n"
    "check runs every example sentence of the frames, of DIR over the built-in lexicon or, without DIR, of the built-in one, and shows those\n"
    "that do not give what they should.  It also notes what a person should look at among the actors of DIR: offices that overlap, gaps, names that\n"
    "two entries have, names that are common words; of the built-in lexicon these are counted, and shown with --notes.  compile reports the first mistake of a folder as file:line:col, and writes its image with -o.\n"
    "import takes .actors and .agents dictionaries of PETRARCH and TABARI into the folder DIR, which --lexicon and check take: names to DIR/actors,\n"
    "agents to DIR/roles, dated codes as dated offices, CAMEO's codes by the table lexicon/cameo.  It tells what was taken of each file and what was\n"
    "not, by reason, and shows the lines that a person may want to mend (they do not change the exit status).\n"
    "unknown codes FILE... and lists the names and nouns that took part in acts but were not resolved, most frequent first, at most NUMBER: how\n"
    "often, what is missing (`who`: nobody knows the name or noun; `country`: nothing says where it belongs; `sector`), of which kind it is, its words,\n"
    "and its first example with the id of the document, parted by tabs.\n"
    "The format of the files is told in lexicon/README.md.\n"
    "\n"
    "examples:\n"
    "  entente lexicon check\n"
    "  entente lexicon check my-lexicon && entente code --lexicon my-lexicon news.jsonl\n"
    "  entente lexicon compile my-lexicon\n"
    "  entente lexicon import -o mine Phoenix.Countries.actors.txt Phoenix.agents.txt && entente code --lexicon mine news.jsonl\n"
    "  entente lexicon unknown -n 200 news.jsonl.gz > to-write.tsv\n";

static void tell_failure(void *ctx, const char *file, uint32_t line, Str text, Str expected, Str got) {
  (void)ctx;
  Str one;
  printf("%s:%u: %.*s\n", file, line, STRF(text));
  if (!str_trim(expected).n) puts("  expected  no event");
  while (str_line(&expected, &one))
    if (str_trim(one).n) printf("  expected  %.*s\n", STRF(str_trim(one)));
  if (!str_trim(got).n) puts("  got       no event");
  while (str_line(&got, &one))
    if (str_trim(one).n) printf("  got       %.*s\n", STRF(str_trim(one)));
}

typedef struct Notes {
  uint32_t counts[LINT_KINDS];
  bool show;
} Notes;

static void count_note(void *ctx, int kind, const char *file, uint32_t line, const char *what) {
  Notes *n = ctx;
  n->counts[kind]++;
  if (n->show) printf("%s:%u: note: %s\n", file, line, what);
}

/* What a person should look at; of the built-in lexicon only counted, unless asked for. */
static void lint(const Engine *e, bool show) {
  Notes n = {.show = show};
  lexicon_lint(engine_what(e)->who, 0, count_note, &n);
  for (int i = 0; i < LINT_KINDS; i++)
    if (n.counts[i]) printf("%6u notes: %s\n", n.counts[i], lint_text(i));
}

static int check(const char *dir, bool notes) {
  Knowledge k = {0};
  Checked sum = {0};
  EntError err = {0};
  if (dir && !knowledge_add(&k, dir)) return EXIT_DATA;
  Engine *e = knowledge_open(&k);
  if (!e) return EXIT_DATA;
  lint(e, notes || dir);
  bool ok = check_lexicon(e, tell_failure, NULL, &sum, &err);
  if (!ok) tell_error(&err);
  printf("%u examples hold, %u do not\n", sum.passed, sum.failed);
  engine_close(e);
  return ok && !sum.failed ? EXIT_OK : EXIT_DATA;
}

static int compile(const char *dir, const char *path) {
  Buf image = {0};
  EntError err = {0};
  Output to;
  Image builtin;
  bool ok = is_folder(dir) &&
            image_open(&builtin, embedded_lexicon, (size_t)(embedded_lexicon_end - embedded_lexicon), "lexicon", LEXICON_VERSION, &err) &&
            lexicon_image(dir, &builtin, &image, &err);
  if (err.code != ENT_OK) tell_error(&err);
  if (ok && path && (ok = output_open(&to, path))) {
    fwrite(image.p, 1, image.n, to.f);
    ok = output_close(&to, true);
  }
  if (ok && !path) printf("%s: good, %zu bytes compiled\n", dir, image.n);
  buf_free(&image);
  return ok ? EXIT_OK : EXIT_DATA;
}

enum { OPT_LEXICON = 256, OPT_NOTES };

static int run(int argc, char **argv) {
  static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                          {"lexicon", required_argument, NULL, OPT_LEXICON},
                                          {"notes", no_argument, NULL, OPT_NOTES},
                                          {0}};
  const char *path = NULL;
  Knowledge k = {0};
  bool notes = false;
  int most = 0, threads = run_threads();
  for (int c; (c = getopt_long(argc, argv, ":o:n:j:", options, NULL)) != -1;) switch (c) {
    case 'o': path = optarg; break;
    case 'n':
      if (!number_arg("lexicon", "-n", optarg, 1, 1000000, &most)) return EXIT_MISUSE;
      break;
    case 'j':
      if (!number_arg("lexicon", "-j", optarg, 1, 256, &threads)) return EXIT_MISUSE;
      break;
    case OPT_NOTES: notes = true; break;
    case OPT_LEXICON:
      if (!knowledge_add(&k, optarg)) return EXIT_MISUSE;
      break;
    default: return tell_option("lexicon", argc, argv, c);
    }
  int words = argc - optind;
  const char *what = words ? argv[optind] : "", *dir = words > 1 ? argv[optind + 1] : NULL;
  if (!dir && k.n) dir = k.lexicons[0];
  if (strcmp(what, "check") == 0 && words <= 2) return check(dir, notes);
  if (strcmp(what, "compile") == 0 && words == 2) return compile(dir, path);
  if (strcmp(what, "import") == 0) {
    if (words < 2 || !path) return tell_misuse("lexicon", "import needs -o DIR and one FILE or more");
    return lexicon_import(words - 1, argv + optind + 1, path);
  }
  if (strcmp(what, "unknown") == 0) {
    if (words < 2) return tell_misuse("lexicon", "unknown needs one FILE or more");
    return lexicon_unknown(words - 1, argv + optind + 1, &k, most, threads);
  }
  return tell_misuse("lexicon", "'check [DIR]', 'compile DIR', 'import -o DIR FILE...' or 'unknown FILE...' is expected");
}

const Command command_lexicon = {"lexicon", "checks and compiles a lexicon", help, run};
