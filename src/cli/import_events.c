/* entente import: event records of JSONL into a database.
**
** A document's records may stand anywhere in a file (an export goes event by event), but a database takes them together.  So the lines are read twice: once
** to check them and to put the good ones into a temporary file, then document by document.  In memory are 24 bytes a line, and a hash a document.
** A line that is a document (entente export -f documents) gives its text; else the database's own document of that id is taken, else a stub. */
#include "cli/filter.h"

#include "base/hash.h"
#include "base/progress.h"
#include "base/utf8.h"
#include "read/json.h"
#include "read/stream.h"

#include <stdlib.h>
#include <unistd.h>

static const char help[] =
    "usage: entente import --db DB [OPTION]... [FILE|-]...\n"
    "\n"
    "Takes event records as JSONL, those of entente export -f jsonl or entente code, into a database; it is made when there is none.  Files may\n"
    "be packed (gz, zst).  Documents (entente export -f documents) may stand among the records, in any order; a record of a document that is neither\n"
    "given nor there makes a stub of its id, date, publisher and address, without a text.  Records of a document replace those that the database\n"
    "has of it, so give files that have the same documents in one command.\n"
    "\n"
    "      --db DB      an SQLite file, or postgresql://...\n"
    "  -q, --quiet      no progress and no summary\n"
    "\n"
    "A line that is no record is told as file:line and passed over.  Exit status: 0; 1 if there was such a line or the database cannot be\n"
    "written; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente export --db old.db -f jsonl | entente import --db new.db\n"
    "  entente export --db old.db -f documents > docs.jsonl; entente export --db old.db -f jsonl > events.jsonl\n"
    "  entente import --db postgresql:///news docs.jsonl events.jsonl           all of it, elsewhere\n"
    "  entente import --db team.db events-2024.jsonl.gz events-2025.jsonl.gz\n";

enum { MESSAGES_MOST = 20 };

/* A good line. */
typedef struct Line {
  uint64_t at;     /* in the temporary file */
  uint32_t n, doc; /* bytes; number of its document, in the order of their first lines */
  uint32_t number; /* in its file, for messages */
  uint32_t order;  /* among all lines */
} Line;

typedef struct Import {
  bool quiet;
  FILE *spool;
  uint64_t spooled;
  Line *lines;
  uint32_t n, cap;
  uint64_t *docs; /* hashes of documents' ids: an open table, with their numbers beside */
  uint32_t *numbers, ndocs, nslots;
  uint32_t nrecords;
  uint64_t bad;
  Arena arena; /* of a line, then of a document */
} Import;

/* ---- the first reading ---- */

static void complain(Import *m, const EntError *err) {
  if (m->bad++ < MESSAGES_MOST) tell_error(err);
  else if (m->bad == MESSAGES_MOST + 1) fputs("entente: further messages are only counted\n", stderr);
}

static bool grow_docs(Import *m) {
  if (m->ndocs * 2 < m->nslots) return true;
  uint32_t n = m->nslots ? m->nslots * 2 : 4096;
  uint64_t *docs = calloc(n, sizeof *docs);
  uint32_t *numbers = calloc(n, sizeof *numbers);
  for (uint32_t i = 0; docs && numbers && i < m->nslots; i++) {
    if (!m->docs[i]) continue;
    uint32_t at = (uint32_t)m->docs[i] & (n - 1);
    while (docs[at]) at = (at + 1) & (n - 1);
    docs[at] = m->docs[i];
    numbers[at] = m->numbers[i];
  }
  free(m->docs);
  free(m->numbers);
  m->docs = docs;
  m->numbers = numbers;
  m->nslots = n;
  return docs && numbers;
}

/* The number of a document, a new one for a new hash. */
static bool doc_number(Import *m, uint64_t hash, uint32_t *out) {
  if (!grow_docs(m)) return false;
  uint32_t at = (uint32_t)hash & (m->nslots - 1);
  while (m->docs[at] && m->docs[at] != hash) at = (at + 1) & (m->nslots - 1);
  if (!m->docs[at]) {
    m->docs[at] = hash;
    m->numbers[at] = m->ndocs++;
  }
  *out = m->numbers[at];
  return true;
}

/* What tells documents of one id apart. */
static uint64_t doc_hash(Str id, Date date, Str publisher, Str url) {
  uint64_t h = hash_bytes(id.p, id.n, (uint64_t)date_days(date));
  return hash_bytes(url.p, url.n, hash_bytes(publisher.p, publisher.n, h)) | 1;
}

static bool keep(Import *m, Str line, uint64_t doc, uint32_t number) {
  if (m->n == m->cap) {
    uint32_t cap = m->cap ? m->cap * 2 : 4096;
    Line *more = realloc(m->lines, cap * sizeof *more);
    if (!more) return false;
    m->lines = more;
    m->cap = cap;
  }
  Line *l = &m->lines[m->n];
  *l = (Line){.at = m->spooled, .n = line.n, .number = number, .order = m->n};
  if (!doc_number(m, doc, &l->doc) || fwrite(line.p, 1, line.n, m->spool) != line.n) return false;
  m->spooled += line.n;
  m->n++;
  return true;
}

/* A record or a document: the one has a type of event, the other a text and none. */
typedef struct Item {
  bool is_doc;
  RawDoc doc;
  EventRecord record;
  Str title; /* of the record's document, where it says so */
} Item;

static Str text_of(const Json *o, const char *key) {
  const Json *m = json_member(o, key);
  return m && m->type == JSON_STRING ? m->text : STR("");
}

static bool read_document(const Json *o, const char *file, uint32_t line, RawDoc *d, EntError *err) {
  *d = (RawDoc){.id = text_of(o, "id"),
                .id_given = true,
                .date_text = text_of(o, "date"),
                .title = text_of(o, "title"),
                .text = text_of(o, "text"),
                .publisher = text_of(o, "publisher"),
                .url = text_of(o, "url"),
                .language = text_of(o, "language"),
                .line = line};
  if (!d->id.n) return err_at(err, ENT_EINPUT, file, line, 0, "\"id\": a text that is not empty was expected");
  return date_parse_iso(d->date_text, &d->date) ||
         err_at(err, ENT_EINPUT, file, line, 0, "\"date\": a date such as 2024-08-05 was expected");
}

static bool read_item(Arena *a, Str text, const char *file, uint32_t line, Item *out, EntError *err) {
  *out = (Item){0};
  bool utf8 = utf8_bad_at(text) == text.n;
  const Json *o = utf8 ? json_parse(a, text, file, line, NULL) : NULL;
  if (o && json_member(o, "text") && !json_member(o, "type")) {
    out->is_doc = true;
    return read_document(o, file, line, &out->doc, err);
  }
  RecordTold told;
  if (!record_read_jsonl(a, text, file, line, &out->record, &told, err)) return false;
  out->title = told.title;
  return true;
}

/* False: no memory or no room. */
static bool take_line(Import *m, Stream *s, Str line) {
  EntError err = {0};
  Item item;
  uint32_t number = stream_line_number(s);
  arena_reset(&m->arena);
  line = str_trim(line);
  if (!line.n) return true;
  if (!read_item(&m->arena, line, stream_name(s), number, &item, &err)) {
    complain(m, &err);
    return true;
  }
  const RawDoc *d = &item.doc;
  const EventRecord *e = &item.record;
  m->nrecords += !item.is_doc;
  return keep(m, line,
              item.is_doc ? doc_hash(d->id, d->date, d->publisher, d->url) : doc_hash(e->doc_id, e->doc_date, e->publisher, e->url),
              number);
}

static bool take_file(Import *m, const char *path) {
  EntError err = {0};
  Stream *s = stream_open(path, &err);
  if (!s) {
    complain(m, &err);
    return true;
  }
  bool ok = true;
  Str line;
  for (int got; ok && (got = stream_line(s, &line, &err)) != LINE_END;) {
    if (got == LINE_OK) ok = take_line(m, s, line);
    else {
      if (got == LINE_LONG) err_at(&err, ENT_EINPUT, stream_name(s), stream_line_number(s), 0, "the line is too long");
      complain(m, &err);
      err_clear(&err);
    }
  }
  stream_close(s);
  if (!ok) fputs("entente: no memory, or no room for a temporary file\n", stderr);
  return ok;
}

/* ---- the second ---- */

static int by_document(const void *x, const void *y) {
  const Line *a = x, *b = y;
  if (a->doc != b->doc) return a->doc < b->doc ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static bool read_again(Import *m, const Line *l, Item *out, EntError *err) {
  char *text = arena_push(&m->arena, l->n + 1);
  *out = (Item){0};
  if (pread(fileno(m->spool), text, l->n, (off_t)l->at) != (ssize_t)l->n)
    return err_at(err, ENT_EIO, NULL, 0, 0, "the temporary file cannot be read");
  return read_item(&m->arena, (Str){text, l->n}, "temporary file", l->number, out, err);
}

typedef VEC(RawDoc) RawDocs;

typedef struct Group {
  Arena *a;
  RawDocs docs;         /* those given, else those of the database */
  EventRecords records; /* all of the group */
  Str title;
} Group;

/* A document of the database that has the id, if its date and source are those of the records too. */
static bool add_known(void *ctx, const RawDoc *d) {
  Group *g = ctx;
  const EventRecord *e = &g->records.at[0];
  if (date_cmp(d->date, e->doc_date) != 0 || !str_eq(d->publisher, e->publisher) || !str_eq(d->url, e->url)) return true;
  RawDoc copy = *d;
  copy.id = arena_str(g->a, d->id);
  copy.title = arena_str(g->a, d->title);
  copy.text = arena_str(g->a, d->text);
  copy.publisher = arena_str(g->a, d->publisher);
  copy.url = arena_str(g->a, d->url);
  copy.language = arena_str(g->a, d->language);
  copy.date_text = arena_str(g->a, d->date_text);
  VEC_PUSH(g->a, &g->docs, copy);
  return true;
}

/* What its records say of a document that is nowhere. */
static RawDoc stub(const Group *g) {
  const EventRecord *e = &g->records.at[0];
  return (RawDoc){.id = e->doc_id,
                  .id_given = true,
                  .date = e->doc_date,
                  .title = g->title,
                  .publisher = e->publisher,
                  .url = e->url,
                  .language = STR("en")};
}

/* The words of the act stand where the record says. */
static bool fits(const RawDoc *d, const EventRecord *e) {
  Str in = e->span.in_title ? d->title : d->text;
  return e->span.end <= in.n && e->span.start <= e->span.end &&
         str_eq((Str){in.p + e->span.start, e->span.end - e->span.start}, e->span.text);
}

/* Of several documents of one id each gets the records whose words it has; what fits none goes to the first. */
static bool put_group(Group *g, Store *store, EntError *err) {
  bool *taken = ARENA_ARRAY(g->a, bool, g->records.n + 1);
  for (uint32_t d = g->docs.n; d-- > 0;) {
    EventRecords own = {0};
    for (uint32_t i = 0; i < g->records.n; i++) {
      if (taken[i] || (d && !fits(&g->docs.at[d], &g->records.at[i]))) continue;
      taken[i] = true;
      VEC_PUSH(g->a, &own, g->records.at[i]);
    }
    if (!store_put(store, &g->docs.at[d], own.at, own.n, err)) return false;
  }
  return true;
}

static bool put_document(Import *m, Store *store, const Line *first, uint32_t n, EntError *err) {
  arena_reset(&m->arena);
  Group g = {.a = &m->arena};
  Item item;
  for (uint32_t i = 0; i < n; i++) {
    if (!read_again(m, &first[i], &item, err)) return false;
    if (item.is_doc) VEC_PUSH(g.a, &g.docs, item.doc);
    else VEC_PUSH(g.a, &g.records, item.record);
    if (!g.title.n) g.title = item.title;
  }
  if (!g.docs.n && !store_documents(store, g.records.at[0].doc_id, add_known, &g, err)) return false;
  if (!g.docs.n) VEC_PUSH(g.a, &g.docs, stub(&g));
  return put_group(&g, store, err);
}

static bool put_all(Import *m, Store *store, EntError *err) {
  static const StoreRun made = {.program = "entente " ENT_VERSION, .lexicon = "import"};
  Progress progress;
  if (fflush(m->spool) != 0) return err_at(err, ENT_EIO, NULL, 0, 0, "no room for a temporary file");
  if (m->n) qsort(m->lines, m->n, sizeof *m->lines, by_document);
  if (!store_begin(store, &made, err)) return false;
  progress_start(&progress, "records", m->spooled, m->quiet);
  bool ok = true;
  for (uint32_t i = 0, n; ok && i < m->n; i += n) {
    for (n = 1; i + n < m->n && m->lines[i + n].doc == m->lines[i].doc;) n++;
    ok = put_document(m, store, &m->lines[i], n, err);
    progress_tick(&progress, i + n, m->spooled * (i + n) / m->n);
  }
  progress_end(&progress);
  return ok && store_commit(store, err);
}

static int import_files(Import *m, const Filter *f, char *const *files, int nfiles) {
  int status;
  EntError err = {0};
  Store *store = filter_open(f, "import", STORE_WRITE, &status);
  if (!store) return status;
  m->spool = tmpfile();
  bool ok = m->spool != NULL;
  if (!ok) fputs("entente: no room for a temporary file\n", stderr);
  for (int i = 0; ok && i < (nfiles ? nfiles : 1); i++) ok = take_file(m, nfiles ? files[i] : "-");
  ok = ok && put_all(m, store, &err);
  if (err.code != ENT_OK) tell_error(&err);
  store_close(store);
  if (ok && !m->quiet) {
    fprintf(stderr, "%u records of %u documents taken\n", m->nrecords, m->ndocs);
    if (m->bad) fprintf(stderr, "%10llu lines passed over\n", (unsigned long long)m->bad);
  }
  return ok && !m->bad ? EXIT_OK : EXIT_DATA;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"db", required_argument, NULL, OPT_DB}, {"quiet", no_argument, NULL, 'q'}, {0}};
  Filter f = {0};
  Import m = {0};
  for (int c; (c = getopt_long(argc, argv, ":q", options, NULL)) != -1;) switch (c) {
    case OPT_DB: f.db = optarg; break;
    case 'q': m.quiet = true; break;
    default: return tell_option("import", argc, argv, c);
    }
  arena_init(&m.arena, 0);
  int status = import_files(&m, &f, argv + optind, argc - optind);
  arena_free(&m.arena);
  if (m.spool) fclose(m.spool);
  free(m.lines);
  free(m.docs);
  free(m.numbers);
  return status;
}

const Command command_import = {"import", "takes event records of JSONL into a database", help, run};
