/* entente events: looks into a database of events. */
#include "cli/filter.h"

#include <unistd.h>

static const char help[] =
    "usage: entente events --db DB [OPTION]...\n"
    "\n"
    "Prints the events of a database in the order of their dates: of each the telling that stands for it, with what all its tellings say together.\n"
    "The table has two lines an event; under its date stand the reports and the independent sources (12/3), at the end its id.\n"
    "\n"
    "      --db DB      an SQLite file, or postgresql://...\n" FILTER_HELP
    "  -f FORMAT        table (the default on a terminal), jsonl (elsewhere), csv\n"
    "  -o FILE          writes there instead of standard output\n"
    "\n"
    "Exit status: 0, also when no event fits; 1 when the database cannot be read; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente events --db news.db --dyad PAK-BGD --since 2024-08\n"
    "  entente events --db news.db --actor Kenya --type ACCUSE --mode allege\n"
    "  entente events --db news.db --quad 4 --place Lebanon --since 2024-09 --until 2024-10 -f csv > lebanon.csv\n"
    "  entente events --db news.db --words 'semiconductor sanctions' --party JPN | less\n"
    "  entente events --db news.db --id 08f3c4b8a5d1810d -f jsonl\n";

typedef struct Listing {
  const RecordFormat *format;
  Output to;
  Buf line;
  int width;
  uint64_t n;
  bool bad;
} Listing;

static bool flush(Listing *l) {
  l->bad |= l->line.bad || (l->line.n && fwrite(l->line.p, 1, l->line.n, l->to.f) != l->line.n);
  buf_clear(&l->line);
  return !l->bad;
}

static bool put(void *ctx, const StoredEvent *s) {
  Listing *l = ctx;
  RecordTold told = stored_told(s);
  EventRecord e = s->record;
  e.told = &told;
  l->format->put(&l->line, &e, l->width);
  l->n++;
  return flush(l);
}

static int list(Store *store, const Filter *f, Listing *l, const char *path) {
  EntError err = {0};
  if (!output_open(&l->to, path)) return EXIT_DATA;
  if (l->format->begin) l->format->begin(&l->line, l->width);
  bool ok = flush(l) && store_events(store, &f->f, put, l, &err) && !l->bad;
  if (err.code != ENT_OK) tell_error(&err);
  ok = output_close(&l->to, ok) && ok;
  buf_free(&l->line);
  if (ok && !l->n) fputs("entente: no event fits\n", stderr);
  return ok ? EXIT_OK : EXIT_DATA;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {
      FILTER_OPTIONS, {"format", required_argument, NULL, 'f'}, {"output", required_argument, NULL, 'o'}, {0}};
  Filter f = {0};
  const char *format = NULL, *path = NULL;
  for (int c; (c = getopt_long(argc, argv, ":f:o:", options, NULL)) != -1;) switch (c) {
    case 'f': format = optarg; break;
    case 'o': path = optarg; break;
    default: {
      int status = filter_option(&f, "events", c, optarg);
      if (status < 0) return tell_option("events", argc, argv, c);
      if (status != EXIT_OK) return status;
    }
    }
  if (optind < argc) return tell_misuse("events", "'%s' was not expected", argv[optind]);
  if (!format) format = !path && isatty(STDOUT_FILENO) ? "table" : "jsonl";
  Listing l = {.width = output_width()};
  if (strcmp(format, "table") == 0 || strcmp(format, "jsonl") == 0 || strcmp(format, "csv") == 0) l.format = record_format_find(format);
  if (!l.format) return tell_misuse("events", "unknown format '%s' (known: table, jsonl, csv; entente export has more)", format);
  int status = filter_check(&f, "events");
  Store *store = status == EXIT_OK ? filter_open(&f, "events", STORE_READ, &status) : NULL;
  if (store) status = list(store, &f, &l, path);
  if (store) store_close(store);
  return status;
}

const Command command_events = {"events", "looks into a database of events", help, run};
