/* entente audit: a sample of a database's events is judged by a reader; what is right by type and field, and gold records of it.
**
** The sample is those events whose hash with the seed is smallest: the same on every machine, and whatever the order in which they were stored. */
#include "cli/filter.h"

#include "base/hash.h"
#include "base/mapfile.h"
#include "read/json.h"
#include "ties/trust.h"

#include <errno.h>
#include <stdlib.h>

static const char help[] =
    "usage: entente audit --db DB [-n N] [--by type] [--seed N] [-o FILE] [FILTER]...\n"
    "       entente audit --report FILE\n"
    "\n"
    "Draws events of a database, shows each in its sentence, the words of the act in brackets, and asks whether it is right; gives the precision by\n"
    "type and field with its interval (Wilson, 95%).  Answers are lines of standard input, typed or from a pipe:\n"
    "\n"
    "  r                    right\n"
    "  w                    wrong: no such event\n"
    "  f FIELD=VALUE ...    an event, but for these: type, mode, cameo, actor, recipient, source, date, place, status; parties as KEN.GOV,UGA;\n"
    "                       place as a country's code; nothing behind = for what is empty\n"
    "  s                    skip                 q   enough\n"
    "\n"
    "Each judgement is written at once: a line of FILE, which is gold for entente score and corrects the counts of entente ties --audit.  Run again\n"
    "with the same FILE it goes on where it stopped.\n"
    "\n"
    "      --db DB      an SQLite file, or postgresql://...\n"
    "  -n N             events to draw (50); with --by type of each type\n"
    "      --by type    as many of each type as of another\n"
    "      --seed N     of the draw (1)\n"
    "  -o FILE          judgements (audit.jsonl)\n"
    "      --report FILE   what the judgements of a file say\n" FILTER_HELP "\n"
    "Exit status: 0; 1 when a file or database cannot be read or written; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente audit --db news.db -n 100 --since 2024 -o audit.jsonl\n"
    "  entente audit --db news.db --by type -n 10\n"
    "  entente ties USA CHN --db news.db --audit audit.jsonl\n"
    "  entente code news.jsonl > coded.jsonl && entente score audit.jsonl coded.jsonl\n";

enum { OPT_SEED = 800, OPT_REPORT, OPT_BY, DRAWN_MOST = 5000, STRATA_MOST = 64 };

/* What may be mended, in the order of the report.  Its name is that of the gold record's member. */
static const char *const fields[] = {"type", "mode", "cameo", "actor", "recipient", "source", "date", "place", "status"};
enum { FIELDS = sizeof fields / sizeof *fields, F_TYPE = 0, F_ACTOR = 3, F_SOURCE = 5, F_PLACE = 7 };

/* ---- the draw ---- */

typedef struct Draw {
  Key key;
  char id[40];
} Draw;

typedef struct Stratum {
  char type[16];
  Draw *at; /* by key */
  uint32_t n;
} Stratum;

typedef struct Drawing {
  Arena *a;
  Stratum strata[STRATA_MOST];
  uint32_t nstrata, most;
  bool by_type;
  uint64_t seed;
} Drawing;

static Stratum *stratum_of(Drawing *d, Str type) {
  if (!d->by_type) type = (Str){0};
  for (uint32_t i = 0; i < d->nstrata; i++)
    if (str_is(type, d->strata[i].type)) return &d->strata[i];
  if (d->nstrata == STRATA_MOST || type.n > 15) return NULL;
  Stratum *s = &d->strata[d->nstrata++];
  if (type.n) memcpy(s->type, type.p, type.n);
  s->at = ARENA_ARRAY(d->a, Draw, d->most);
  return s;
}

static bool draw(void *ctx, const StoredEvent *e) {
  Drawing *d = ctx;
  Stratum *s = stratum_of(d, e->record.type);
  Key key = key_mix(key_of(e->record.event), d->seed);
  if (!s || (s->n == d->most && key >= s->at[s->n - 1].key)) return true;
  if (s->n < d->most) s->n++;
  uint32_t i = s->n - 1;
  for (; i && s->at[i - 1].key > key; i--) s->at[i] = s->at[i - 1];
  s->at[i].key = key;
  snprintf(s->at[i].id, sizeof s->at[i].id, "%.*s", STRF(e->record.event));
  return true;
}

/* ---- a judgement ---- */

typedef struct Audit {
  Arena a; /* of the run */
  Store *store;
  EntError *err;
  FILE *to;
  const char *path;
  VEC(Key) judged; /* events that the file has */
  bool stop, bad;
  uint32_t shown, of;
  Str answers[FIELDS];
  bool mended[FIELDS];
} Audit;

static bool is_judged(const Audit *u, Key k) {
  for (uint32_t i = 0; i < u->judged.n; i++)
    if (u->judged.at[i] == k) return true;
  return false;
}

static void show_side(const char *name, const RecordParties *side) {
  for (uint32_t i = 0; i < side->n; i++) {
    const RecordParty *p = &side->at[i];
    Str text = p->span.text.n ? p->span.text : p->name;
    printf("  %-10s %s%s%s  \"%.*s\"\n", i ? "" : name, p->country, p->sector[0] ? "." : "", p->sector, STRF(text));
  }
}

/* The sentence, the words of the act in brackets. */
static void show_sentence(const StoredSentence *s) {
  Buf b = {0};
  for (uint32_t i = 0; i <= s->text.n; i++) {
    if (s->end > s->start && i == s->end) buf_c(&b, ']');
    if (s->end > s->start && i == s->start) buf_c(&b, '[');
    if (i < s->text.n) buf_c(&b, is_space(s->text.p[i]) ? ' ' : s->text.p[i]);
  }
  printf("  text       %.*s\n", (int)b.n, b.p ? b.p : "");
  buf_free(&b);
}

static void show(const Audit *u, const StoredEvent *s, const StoredSentence *sentence) {
  const EventRecord *e = &s->record;
  char day[12], date[12];
  date_text(e->doc_date, day);
  date_text(e->date, date);
  printf("\n%u of %u  %.*s  report of %s%s%.*s\n", u->shown, u->of, STRF(e->event), day, e->publisher.n ? ", " : "", STRF(e->publisher));
  if (s->title.n) printf("  title      %.*s\n", STRF(s->title));
  if (sentence->text.n) show_sentence(sentence);
  else printf("  act        \"%.*s\"\n", STRF(e->span.text));
  printf("  type       %.*s %.*s  %.*s\n", STRF(e->type), STRF(e->mode), STRF(e->cameo));
  show_side("actor", &e->actor);
  show_side("recipient", &e->recipient);
  show_side("source", &e->source);
  printf("  date       %s   status %s%s%.*s%s\n", date, e->status, e->status_text.text.n ? "  \"" : "", STRF(e->status_text.text),
         e->status_text.text.n ? "\"" : "");
  if (e->place.name.n) printf("  place      %.*s, %s\n", STRF(e->place.name), e->place.country);
}

static int field_of(Str name) {
  for (int i = 0; i < FIELDS; i++)
    if (str_is(name, fields[i])) return i;
  return -1;
}

/* "f date=2024-08-05 actor=KEN.GOV"; false with a word on standard error when it is not understood. */
static bool read_fix(Audit *u, Str line) {
  memset(u->mended, 0, sizeof u->mended);
  uint32_t n = 0;
  while (line.n) {
    Str word = str_cut(line, ' ', &line), value, name = str_cut(word, '=', &value);
    if (!word.n) continue;
    int f = field_of(name);
    if (f < 0 || name.n == word.n) {
      fprintf(stderr, "entente audit: '%.*s' is no FIELD=VALUE; fields: type mode cameo actor recipient source date place status\n",
              STRF(word));
      return false;
    }
    if (f == F_TYPE && (!value.n || value.n > 15)) {
      fputs("entente audit: a type is a word of the codebook, such as ACCUSE\n", stderr);
      return false;
    }
    u->mended[f] = true;
    u->answers[f] = arena_str(&u->a, value);
    n++;
  }
  if (!n) fputs("entente audit: f what?  f date=2024-08-05\n", stderr);
  return n > 0;
}

/* ---- the file of judgements ---- */

static void put_party(Buf *b, Str country, Str sector, Str text) {
  buf_z(b, "{\"country\":");
  buf_json(b, country);
  buf_z(b, ",\"sector\":");
  buf_json(b, sector);
  buf_z(b, ",\"text\":");
  buf_json(b, text);
  buf_c(b, '}');
}

static void put_side(Buf *b, const Audit *u, int f, const RecordParties *side) {
  buf_fmt(b, ",\"%s\":[", fields[f]);
  Str list = u->answers[f];
  for (bool any = false; u->mended[f] && list.n; any = true) {
    Str sector, country = str_cut(str_cut(list, ',', &list), '.', &sector);
    if (any) buf_c(b, ',');
    put_party(b, country, sector, (Str){0});
  }
  for (uint32_t i = 0; !u->mended[f] && i < side->n; i++) {
    const RecordParty *p = &side->at[i];
    if (i) buf_c(b, ',');
    put_party(b, str_of(p->country), str_of(p->sector), p->span.text);
  }
  buf_c(b, ']');
}

static void put_value(Buf *b, const Audit *u, int f, Str as_coded) {
  buf_fmt(b, "%s\"%s\":", f ? "," : "", fields[f]);
  buf_json(b, u->mended[f] ? u->answers[f] : as_coded);
}

static void put_place(Buf *b, const Audit *u, const RecordPlace *p) {
  Str country = u->mended[F_PLACE] ? u->answers[F_PLACE] : str_of(p->country), name = u->mended[F_PLACE] ? (Str){0} : p->name;
  buf_z(b, ",\"place\":");
  if (!country.n && !name.n) {
    buf_z(b, "null");
    return;
  }
  buf_z(b, "{\"name\":");
  buf_json(b, name);
  buf_z(b, ",\"country\":");
  buf_json(b, country);
  buf_c(b, '}');
}

static void put_event(Buf *b, const Audit *u, const EventRecord *e) {
  char date[12];
  date_text(e->date, date);
  buf_c(b, '{');
  put_value(b, u, 0, e->type);
  put_value(b, u, 1, e->mode);
  put_value(b, u, 2, e->cameo);
  put_side(b, u, F_ACTOR, &e->actor);
  put_side(b, u, F_ACTOR + 1, &e->recipient);
  put_side(b, u, F_SOURCE, &e->source);
  put_value(b, u, 6, str_of(date));
  put_place(b, u, &e->place);
  put_value(b, u, 8, str_of(e->status));
  buf_z(b, ",\"text\":");
  buf_json(b, e->span.text);
  buf_c(b, '}');
}

static void keep(Audit *u, const EventRecord *e, const char *verdict) {
  Buf b = {0};
  bool any = false, fix = strcmp(verdict, "fix") == 0;
  buf_z(&b, "{\"id\":");
  buf_json(&b, e->doc_id);
  buf_z(&b, ",\"event\":");
  buf_json(&b, e->event);
  buf_fmt(&b, ",\"verdict\":\"%s\",\"type\":", verdict);
  buf_json(&b, e->type);
  bool same_type = !fix || !u->mended[F_TYPE] || str_eq(u->answers[F_TYPE], e->type);
  buf_fmt(&b, ",\"same_type\":%s,\"wrong\":[", same_type ? "true" : "false");
  for (int f = 0; fix && f < FIELDS; f++)
    if (u->mended[f]) {
      buf_fmt(&b, "%s\"%s\"", any ? "," : "", fields[f]);
      any = true;
    }
  buf_z(&b, "],\"events\":[");
  if (!fix) memset(u->mended, 0, sizeof u->mended);
  if (strcmp(verdict, "wrong") != 0) put_event(&b, u, e);
  buf_z(&b, "]}\n");
  u->bad |= b.bad || fwrite(b.p, 1, b.n, u->to) != b.n || fflush(u->to) != 0;
  buf_free(&b);
}

/* Asks until there is an answer; the end of input is enough. */
static bool judge(void *ctx, const StoredEvent *s) {
  Audit *u = ctx;
  char line[4096];
  StoredSentence sentence;
  if (!store_sentence(u->store, s->row, &u->a, &sentence, u->err)) return u->stop = true, false;
  show(u, s, &sentence);
  for (;;) {
    fputs("right, wrong, fix FIELD=VALUE, skip, quit? ", stdout);
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) break;
    Str rest, word = str_cut(str_trim(str_of(line)), ' ', &rest);
    if (str_is(word, "r") || str_is(word, "right")) return keep(u, &s->record, "right"), false;
    if (str_is(word, "w") || str_is(word, "wrong")) return keep(u, &s->record, "wrong"), false;
    if (str_is(word, "s") || str_is(word, "skip")) return false;
    if (str_is(word, "q") || str_is(word, "quit")) break;
    if (str_is(word, "f") || str_is(word, "fix")) {
      if (read_fix(u, rest)) return keep(u, &s->record, "fix"), false;
    } else {
      fputs("entente audit: r, w, f FIELD=VALUE ..., s or q\n", stderr);
    }
  }
  u->stop = true;
  return false;
}

/* ---- the report ---- */

typedef struct Tally {
  char name[16];
  uint32_t right, n;
} Tally;

typedef struct Report {
  Tally types[STRATA_MOST], fields[FIELDS], all;
  uint32_t ntypes;
} Report;

static void count(Tally *t, bool right) {
  t->n++;
  t->right += right;
}

static bool is_true(const Json *o, const char *key) {
  const Json *v = json_member(o, key);
  return v && v->type == JSON_TRUE;
}

static bool names_field(const Json *wrong, const char *field) {
  for (const Json *w = wrong ? wrong->first : NULL; w; w = w->next)
    if (str_is(w->text, field)) return true;
  return false;
}

static bool count_line(Report *r, const Json *j, const char *path, uint32_t n, EntError *err) {
  const Json *type = json_member(j, "type"), *verdict = json_member(j, "verdict"), *wrong = json_member(j, "wrong");
  if (!type || !verdict || type->text.n > 15) return err_at(err, ENT_EINPUT, path, n, 0, "is no judgement of entente audit");
  bool act = !str_is(verdict->text, "wrong"), right = act && is_true(j, "same_type");
  uint32_t i = 0;
  while (i < r->ntypes && !str_is(type->text, r->types[i].name)) i++;
  if (i < STRATA_MOST) {
    if (i == r->ntypes) snprintf(r->types[r->ntypes++].name, 16, "%.*s", STRF(type->text));
    count(&r->types[i], right);
  }
  count(&r->all, right);
  for (int f = 0; act && f < FIELDS; f++) count(&r->fields[f], !names_field(wrong, fields[f]));
  return true;
}

/* Goes over a file's judgements; `judged` (may be NULL) gets the events. */
static bool read_judgements(const char *path, Report *r, Audit *judged, EntError *err) {
  MapFile m;
  Arena a;
  if (!mapfile_open(&m, path, err)) return false;
  arena_init(&a, 0);
  Str rest = {m.p, (uint32_t)m.n}, line;
  bool ok = true;
  for (uint32_t n = 1; ok && str_line(&rest, &line); n++) {
    if (!str_trim(line).n) continue;
    const Json *j = json_parse(&a, line, path, n, err), *event = json_member(j, "event");
    ok = j && count_line(r, j, path, n, err);
    if (ok && judged && event) VEC_PUSH(&judged->a, &judged->judged, key_of(event->text));
    arena_reset(&a);
  }
  arena_free(&a);
  mapfile_close(&m);
  return ok;
}

static void put_tally(Buf *b, const char *name, const Tally *t) {
  double low, high;
  wilson(t->right, t->n, &low, &high);
  buf_fmt(b, "%-12s %6u %6u  ", name, t->n, t->right);
  if (t->n) buf_fixed(b, (double)t->right / t->n, 3);
  else buf_z(b, "    -");
  buf_z(b, "  [");
  buf_fixed(b, low, 3);
  buf_z(b, ", ");
  buf_fixed(b, high, 3);
  buf_z(b, "]\n");
}

static int by_name(const void *x, const void *y) { return strcmp(((const Tally *)x)->name, ((const Tally *)y)->name); }

static int report(const char *path) {
  Report r = {0};
  EntError err = {0};
  Buf b = {0};
  if (!read_judgements(path, &r, NULL, &err)) {
    tell_error(&err);
    return EXIT_DATA;
  }
  if (!r.all.n) {
    puts("Nothing is judged yet.");
    return EXIT_OK;
  }
  qsort(r.types, r.ntypes, sizeof r.types[0], by_name);
  buf_fmt(&b, "%-12s %6s %6s  %5s  %s\n", "type", "judged", "right", "share", "95%");
  for (uint32_t i = 0; i < r.ntypes; i++) put_tally(&b, r.types[i].name, &r.types[i]);
  put_tally(&b, "all", &r.all);
  buf_fmt(&b, "\n%-12s %6s %6s  %5s  %s\n", "field", "acts", "right", "share", "95%");
  for (int f = 0; f < FIELDS; f++) put_tally(&b, fields[f], &r.fields[f]);
  bool ok = !b.bad && fwrite(b.p, 1, b.n, stdout) == b.n;
  buf_free(&b);
  return ok ? EXIT_OK : EXIT_DATA;
}

/* ---- the run ---- */

static bool judge_all(Audit *u, Store *store, const Drawing *d, EntError *err) {
  for (uint32_t i = 0; i < d->nstrata; i++) u->of += d->strata[i].n;
  for (uint32_t i = 0; i < d->nstrata; i++)
    for (uint32_t k = 0; k < d->strata[i].n; k++) {
      Str id = str_of(d->strata[i].at[k].id);
      EventFilter one = {.id = id, .limit = 1};
      u->shown++;
      if (is_judged(u, key_of(id))) continue;
      if (!store_events(store, &one, judge, u, err)) return false;
      if (err->code != ENT_OK) return false;
      if (u->bad) return err_at(err, ENT_EIO, u->path, 0, 0, "cannot be written: %s", strerror(errno));
      if (u->stop) return true;
    }
  return true;
}

static bool open_judgements(Audit *u, EntError *err) {
  Report ignored = {0};
  FILE *f = fopen(u->path, "rb");
  if (f) fclose(f);
  if (f && !read_judgements(u->path, &ignored, u, err)) return false;
  u->to = fopen(u->path, "ab");
  return u->to || err_at(err, ENT_EIO, u->path, 0, 0, "cannot be written: %s", strerror(errno));
}

static int audit(const Filter *f, Drawing *d, const char *path) {
  EntError err = {0};
  int status;
  Store *store = filter_open(f, "audit", STORE_READ, &status);
  if (!store) return status;
  Audit u = {.path = path, .store = store, .err = &err};
  arena_init(&u.a, 0);
  d->a = &u.a;
  bool ok = store_events(store, &f->f, draw, d, &err) && open_judgements(&u, &err) && judge_all(&u, store, d, &err);
  if (u.to && fclose(u.to) != 0 && ok) ok = err_at(&err, ENT_EIO, path, 0, 0, "cannot be written: %s", strerror(errno));
  arena_free(&u.a);
  store_close(store);
  if (!ok) {
    tell_error(&err);
    return EXIT_DATA;
  }
  if (!u.of) {
    fputs("entente: no event fits\n", stderr);
    return EXIT_OK;
  }
  fputs("\n\n", stdout);
  return report(path);
}

static int run(int argc, char **argv) {
  static const struct option options[] = {FILTER_OPTIONS,
                                          {"seed", required_argument, NULL, OPT_SEED},
                                          {"report", required_argument, NULL, OPT_REPORT},
                                          {"by", required_argument, NULL, OPT_BY},
                                          {"output", required_argument, NULL, 'o'},
                                          {0}};
  Filter f = {0};
  static Drawing d; /* too large for the stack of a small thread */
  const char *path = "audit.jsonl", *of = NULL;
  int n = 50, seed = 1;
  for (int c; (c = getopt_long(argc, argv, ":n:o:", options, NULL)) != -1;) switch (c) {
    case 'n':
      if (!number_arg("audit", "-n", optarg, 1, DRAWN_MOST, &n)) return EXIT_MISUSE;
      break;
    case OPT_SEED:
      if (!number_arg("audit", "--seed", optarg, 0, INT32_MAX, &seed)) return EXIT_MISUSE;
      break;
    case OPT_BY:
      if (strcmp(optarg, "type") != 0) return tell_misuse("audit", "--by takes type, not '%s'", optarg);
      d.by_type = true;
      break;
    case OPT_REPORT: of = optarg; break;
    case 'o': path = optarg; break;
    default: {
      int status = filter_option(&f, "audit", c, optarg);
      if (status < 0) return tell_option("audit", argc, argv, c);
      if (status != EXIT_OK) return status;
    }
    }
  if (optind < argc) return tell_misuse("audit", "'%s' was not expected", argv[optind]);
  if (of) return report(of);
  int status = filter_check(&f, "audit");
  d.most = (uint32_t)n;
  d.seed = (uint64_t)seed;
  return status == EXIT_OK ? audit(&f, &d, path) : status;
}

const Command command_audit = {"audit", "a sample of events judged by a reader: how much is right", help, run};
