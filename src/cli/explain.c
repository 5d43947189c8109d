/* entente explain: shows how a text came to its records: tokens and tree, what was found, each frame tried and why it held or not, and the
** words under each value. */
#include "cli/cli.h"
#include "store/store.h"

#include <math.h>
#include <unistd.h>

static const char help[] =
    "usage: entente explain [OPTION]... TEXT | FILE | -\n"
    "       entente explain --event ID --db DB\n"
    "\n"
    "Shows how a text came to its records: tokens and tree, mentions with their parties, dates, places, each frame tried and why it held or\n"
    "not, and the records with the words under each value.  An argument that names no file is taken as text.\n"
    "With --event it shows an event of a database: what its tellings say together, each telling with its words, and how the one that stands\n"
    "for the event came to be.\n"
    "\n"
    "      --event ID   an event's id, an alias of it, or the id of a telling\n"
    "      --db DB      the database: an SQLite file, or postgresql://...\n"
    "      --date DAY   the date of the text (2025-01-15 when it has none, so that relative dates resolve)\n"
    "      --lexicon DIR  a lexicon of your own, before the built-in one\n"
    "\n"
    "examples:\n"
    "  entente explain 'Kenya accused Uganda of backing the rebels.'\n"
    "  entente explain --date 2024-08-05 report.txt | less\n"
    "  entente explain --event 08f3c4b8a5d1810d --db news.db\n";

enum { OPT_DATE = 256, OPT_LEXICON, OPT_EVENT, OPT_DB };

typedef struct Trace {
  Buf tried; /* of Tried, in the order in which they came */
} Trace;

static void note(void *ctx, const Tried *t) {
  Trace *tr = ctx;
  buf_add(&tr->tried, t, sizeof *t);
}

static void put_tokens(Buf *b, const Doc *d, const Sent *s) {
  for (uint32_t i = s->first; i < s->first + s->n; i++) {
    const Token *t = &d->tokens[i];
    uint32_t head = t->head < 0 ? 0 : (uint32_t)t->head - s->first + 1;
    Str word = tok_text(d, t);
    buf_fmt(b, "  %3u %-20.*s %-16.*s %-6s %-6s %3u %s\n", i - s->first + 1, STRF(word), STRF(t->lemma_text), upos_text(t->upos),
            xpos_text(t->xpos), head, deprel_text(t->deprel));
  }
}

static bool in_sent(const Sent *s, uint32_t token) { return token >= s->first && token < s->first + s->n; }

static void put_mentions(Buf *b, const Coded *c, const Sent *s) {
  bool any = false;
  for (uint32_t i = 0; i < c->who.n; i++) {
    const Mention *m = &c->who.at[i];
    if (!in_sent(s, m->head)) continue;
    if (!any) buf_z(b, "\n  who\n");
    any = true;
    buf_fmt(b, "    %-30.*s %-12s", STRF(tok_span_text(c->doc, m->first, m->last)), mention_kind_text(m->kind));
    for (uint32_t p = 0; p < m->nparties; p++)
      buf_fmt(b, "%s%s.%s", p ? "+" : " ", m->parties[p].country[0] ? m->parties[p].country : "-", m->parties[p].sector);
    buf_fmt(b, "  entity %u", m->entity);
    if (m->antecedent >= 0) buf_fmt(b, ", goes back to '%.*s'", STRF(c->who.at[m->antecedent].name));
    if (m->file) buf_fmt(b, "  (%s:%u)", m->file, m->line);
    buf_c(b, '\n');
  }
}

static void put_dates(Buf *b, const Coded *c, const Sent *s) {
  bool any = false;
  for (uint32_t i = 0; i < c->when.n; i++) {
    const Timex *t = &c->when.at[i];
    char from[12], to[12];
    if (!in_sent(s, t->first)) continue;
    if (!any) buf_z(b, "\n  when\n");
    any = true;
    date_text(t->date, from);
    date_text(t->date_end, to);
    buf_fmt(b, "    %-30.*s %s %s", STRF(tok_span_text(c->doc, t->first, t->last)), timex_type_text(t->type), t->value);
    if (from[0]) buf_fmt(b, " = %s%s%s", from, to[0] ? ".." : "", to);
    buf_fmt(b, "  (%s)\n", t->rule ? t->rule : "");
  }
}

static void put_places(Buf *b, const Coded *c, const Sent *s) {
  bool any = false;
  for (uint32_t i = 0; i < c->where.n; i++) {
    const Place *p = &c->where.at[i];
    if (!in_sent(s, p->first)) continue;
    if (!any) buf_z(b, "\n  where\n");
    any = true;
    buf_fmt(b, "    %-30.*s %.*s", STRF(tok_span_text(c->doc, p->first, p->last)), STRF(p->name));
    if (p->admin1.n) buf_fmt(b, ", %.*s", STRF(p->admin1));
    if (p->country[0]) buf_fmt(b, ", %s", p->country);
    if (p->geoname_id) buf_fmt(b, "  (GeoNames %u)", p->geoname_id);
    buf_c(b, '\n');
  }
}

static void put_tried(Buf *b, const What *w, const Doc *d, const Trace *tr, const Sent *s) {
  bool any = false;
  for (size_t at = 0; at + sizeof(Tried) <= tr->tried.n; at += sizeof(Tried)) {
    Tried t;
    memcpy(&t, tr->tried.p + at, sizeof t);
    if (!in_sent(s, t.trigger)) continue;
    if (!any) buf_z(b, "\n  frames\n");
    any = true;
    const Frames *f = &w->frames[t.lex];
    const FrameRec *frame = &f->frames[t.frame];
    buf_fmt(b, "    %-16.*s %-24s %s  (%s:%u)\n", STRF(tok_text(d, &d->tokens[t.trigger])), f->str + frame->name, t.why,
            f->str + frame->file, t.line);
  }
}

static void put_span(Buf *b, const char *field, Str value, const Span *s) {
  if (!value.n && !s->text.n) return;
  buf_fmt(b, "    %-12s %-24.*s", field, STRF(value));
  if (s->text.n) buf_fmt(b, " \"%.*s\" %s%u-%u", STRF(s->text), s->in_title ? "title " : "", s->start, s->end);
  buf_c(b, '\n');
}

static void put_parties(Buf *b, const char *field, const RecordParties *list) {
  for (uint32_t i = 0; i < list->n; i++) {
    const RecordParty *p = &list->at[i];
    char code[160];
    snprintf(code, sizeof code, "%s %s %.*s", p->country[0] ? p->country : "-", p->sector[0] ? p->sector : "-",
             STRF(str_head(p->name, 100)));
    put_span(b, field, str_of(code), &p->span);
  }
}

static void put_field(Buf *b, const char *field, Str value) {
  if (value.n) buf_fmt(b, "    %-12s %.*s\n", field, STRF(value));
}

static void put_record(Buf *b, const EventRecord *e) {
  char from[12], to[12], date[40];
  date_text(e->date, from);
  date_text(e->date_end, to);
  snprintf(date, sizeof date, "%s%s%s %s", from, to[0] ? ".." : "", to, e->granularity ? e->granularity : "");
  buf_fmt(b, "\n  record %.*s%s%.*s %.*s", STRF(e->type), e->mode.n ? " " : "", STRF(e->mode), STRF(e->cameo));
  if (!isnan(e->goldstein)) {
    buf_z(b, "  goldstein ");
    buf_fixed(b, e->goldstein, 1);
  }
  buf_c(b, '\n');
  put_span(b, "act", STR(""), &e->span);
  put_parties(b, "actor", &e->actor);
  put_parties(b, "recipient", &e->recipient);
  put_parties(b, "source", &e->source);
  put_field(b, "date", str_trim(str_of(date)));
  put_span(b, "place", e->place.name, &e->place.span);
  put_span(b, "status", str_of(e->status), &e->status_text);
  if (e->dead >= 0) buf_fmt(b, "    %-12s %lld\n", "dead", (long long)e->dead);
  if (e->injured >= 0) buf_fmt(b, "    %-12s %lld\n", "injured", (long long)e->injured);
  if (e->size >= 0) buf_fmt(b, "    %-12s %lld\n", "size", (long long)e->size);
  put_field(b, "rule", e->rule);
  buf_fmt(b, "    %-12s ", "confidence");
  buf_fixed(b, e->confidence, 2);
  buf_c(b, '\n');
}

/* only: the number of one sentence; 0: all. */
static void put_document(Buf *b, const Engine *e, const Coded *c, const Trace *tr, uint32_t only) {
  static const char *const kinds[] = {"", " (title)", " (noise of the page, not coded)"};
  for (uint32_t i = 0; i < c->doc->nsents; i++) {
    const Sent *s = &c->doc->sents[i];
    if (only && only != i + 1) continue;
    buf_fmt(b, "%ssentence %u%s: %.*s\n\n", i && !only ? "\n" : "", i + 1, kinds[s->kind],
            STRF(((Str){c->doc->text.p + s->at, s->end - s->at})));
    put_tokens(b, c->doc, s);
    put_mentions(b, c, s);
    put_dates(b, c, s);
    put_places(b, c, s);
    put_tried(b, engine_what(e), c->doc, tr, s);
    for (uint32_t k = 0; k < c->records.n; k++)
      if (c->records.at[k].sentence == i + 1) put_record(b, &c->records.at[k]);
  }
}

static bool explain_all(const Engine *e, Reader *r, Date date) {
  Arena a;
  Trace tr = {0};
  Buf out = {0};
  RawDoc doc;
  EntError err = {0};
  bool ok = true;
  Coder *c = coder_new(e, 0);
  arena_init(&a, 0);
  if (c) coder_trace(c, note, &tr);
  for (int got; c && (got = read_next(r, &a, &doc, &err)) != READ_END; arena_reset(&a)) {
    Coded coded;
    if (!date_known(doc.date)) doc.date = date;
    buf_clear(&tr.tried);
    buf_clear(&out);
    if (got == READ_BAD || coder_run(c, &doc, true, &coded, &err) == CODE_BROKEN) {
      tell_error(&err);
      err_clear(&err);
      ok = false;
      continue;
    }
    put_document(&out, e, &coded, &tr, 0);
    fwrite(out.p, 1, out.n, stdout);
  }
  coder_free(c);
  arena_free(&a);
  buf_free(&tr.tried);
  buf_free(&out);
  return ok && c;
}

static int explain(const char *what, Date date, const Knowledge *k) {
  EntError err = {0};
  bool is_file = strcmp(what, "-") == 0 || access(what, R_OK) == 0;
  Reader *r = is_file ? read_open(what, NULL, &err) : read_open_memory("text", str_of(what), "text", &err);
  Engine *e = r ? knowledge_open(k) : NULL;
  if (!r) tell_error(&err);
  if (r && !is_file && !strchr(what, ' ')) fprintf(stderr, "entente: no file has the name '%s'; it is taken as text\n", what);
  bool ok = e && explain_all(e, r, date);
  engine_close(e);
  read_close(r);
  return ok && fflush(stdout) == 0 ? EXIT_OK : EXIT_DATA;
}

/* ---- an event of a database ---- */

typedef struct Replay {
  Store *store;
  const Engine *engine;
  Buf out;
  Arena arena; /* of the record that stands for the event */
  EventRecord record;
  bool found, replayed;
} Replay;

static void put_range(Buf *b, const char *field, int64_t low, int64_t high) {
  if (low < 0) return;
  buf_fmt(b, "    %-12s %lld", field, (long long)low);
  if (high != low) buf_fmt(b, " to %lld: reports differ", (long long)high);
  buf_c(b, '\n');
}

static bool put_event(void *ctx, const StoredEvent *e) {
  Replay *r = ctx;
  char first[12], last[12];
  date_text(e->first_report, first);
  date_text(e->last_report, last);
  buf_fmt(&r->out, "event %.*s: %u telling%s in %u report%s, %u independent source%s, reported %s", STRF(e->record.event), e->mentions,
          e->mentions == 1 ? "" : "s", e->articles, e->articles == 1 ? "" : "s", e->sources, e->sources == 1 ? "" : "s", first);
  if (strcmp(first, last) != 0) buf_fmt(&r->out, " to %s", last);
  buf_c(&r->out, '\n');
  put_range(&r->out, "dead", e->dead_low, e->dead_high);
  put_range(&r->out, "injured", e->injured_low, e->injured_high);
  if (e->parties_differ) buf_z(&r->out, "    reports name different parties\n");
  r->record = record_copy(&r->arena, &e->record);
  r->found = true;
  return false;
}

static bool put_telling(void *ctx, const StoredMention *m) {
  Replay *r = ctx;
  char day[12];
  date_text(m->record.doc_date, day);
  bool stands = str_eq(m->record.id, r->record.id);
  buf_fmt(&r->out, "\ntelling %.*s%s: %.*s, %s", STRF(m->record.id), stands ? " (stands for the event)" : "", STRF(m->record.doc_id), day);
  if (m->record.publisher.n) buf_fmt(&r->out, ", %.*s", STRF(m->record.publisher));
  if (m->record.url.n) buf_fmt(&r->out, ", %.*s", STRF(m->record.url));
  if (!str_eq(m->near, m->record.id)) buf_fmt(&r->out, ", a copy of the report of %.*s", STRF(m->near));
  buf_c(&r->out, '\n');
  if (m->title.n) buf_fmt(&r->out, "  \"%.*s\"\n", STRF(m->title));
  put_record(&r->out, &m->record);
  return true;
}

/* The words of the act stand where the record says. */
static bool holds(const RawDoc *d, const EventRecord *e) {
  Str text = e->span.in_title ? d->title : d->text;
  if (date_cmp(d->date, e->doc_date) != 0 || !str_eq(d->publisher, e->publisher) || e->span.end > text.n) return false;
  return str_eq((Str){text.p + e->span.start, e->span.end - e->span.start}, e->span.text);
}

static bool put_replay(void *ctx, const RawDoc *d) {
  Replay *r = ctx;
  Trace tr = {0};
  Coded coded;
  EntError err = {0};
  if (r->replayed || !holds(d, &r->record)) return true;
  Coder *c = coder_new(r->engine, 0);
  if (!c) return false;
  coder_trace(c, note, &tr);
  if (coder_run(c, d, true, &coded, &err) == CODE_OK) {
    buf_fmt(&r->out, "\nhow %.*s came about, with the lexicon of this program\n\n", STRF(r->record.id));
    put_document(&r->out, r->engine, &coded, &tr, r->record.sentence);
    r->replayed = true;
  }
  coder_free(c);
  buf_free(&tr.tried);
  return !r->replayed;
}

static bool replay(Replay *r, const char *id, EntError *err) {
  EventFilter f = {.id = str_of(id)};
  if (!store_events(r->store, &f, put_event, r, err)) return false;
  if (!r->found) return err_at(err, ENT_EDATA, NULL, 0, 0, "no event or telling has the id '%s'", id);
  f.id = arena_str(&r->arena, r->record.event);
  return store_mentions(r->store, &f, put_telling, r, err) && store_documents(r->store, r->record.doc_id, put_replay, r, err);
}

static int explain_event(const char *id, const char *db, const Knowledge *k) {
  EntError err = {0};
  Replay r = {.store = store_open(db, STORE_READ, &err)};
  Engine *e = r.store ? knowledge_open(k) : NULL;
  arena_init(&r.arena, 0);
  r.engine = e;
  bool ok = e && replay(&r, id, &err);
  if (err.code != ENT_OK) tell_error(&err);
  if (ok) fwrite(r.out.p, 1, r.out.n, stdout);
  buf_free(&r.out);
  arena_free(&r.arena);
  engine_close(e);
  store_close(r.store);
  return ok && fflush(stdout) == 0 ? EXIT_OK : EXIT_DATA;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"date", required_argument, NULL, OPT_DATE},
                                          {"lexicon", required_argument, NULL, OPT_LEXICON},
                                          {"event", required_argument, NULL, OPT_EVENT},
                                          {"db", required_argument, NULL, OPT_DB},
                                          {0}};
  Knowledge k = {0};
  Date date = {2025, 1, 15};
  const char *event = NULL, *db = NULL;
  for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;) switch (c) {
    case OPT_DATE:
      if (!date_arg("explain", optarg, &date)) return EXIT_MISUSE;
      break;
    case OPT_LEXICON:
      if (!knowledge_add(&k, optarg)) return EXIT_MISUSE;
      break;
    case OPT_EVENT: event = optarg; break;
    case OPT_DB: db = optarg; break;
    default: return tell_option("explain", argc, argv, c);
    }
  if (!event != !db) return tell_misuse("explain", "--event and --db go together");
  if (optind + !event != argc) return tell_misuse("explain", event ? "no TEXT goes with --event" : "one TEXT or FILE is expected");
  return event ? explain_event(event, db, &k) : explain(argv[optind], date, &k);
}

const Command command_explain = {"explain", "how a text came to its records", help, run};
