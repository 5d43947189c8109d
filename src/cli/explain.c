/* entente explain: shows how a text came to its records: tokens and tree, what was found, each frame tried and why it held or not, and the
** words under each value. */
#include "cli/cli.h"

#include <math.h>
#include <unistd.h>

static const char help[] =
    "usage: entente explain [OPTION]... TEXT | FILE | -\n"
    "\n"
    "Shows how a text came to its records: tokens and tree, mentions with their parties, dates, places, each frame tried and why it held or\n"
    "not, and the records with the words under each value.  An argument that names no file is taken as text.\n"
    "\n"
    "      --date DAY   the date of the text (2025-01-15 when it has none, so that relative dates resolve)\n"
    "      --lexicon DIR  a lexicon of your own, before the built-in one\n"
    "\n"
    "examples:\n"
    "  entente explain 'Kenya accused Uganda of backing the rebels.'\n"
    "  entente explain --date 2024-08-05 report.txt | less\n";

enum { OPT_DATE = 256, OPT_LEXICON };

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

static void put_document(Buf *b, const Engine *e, const Coded *c, const Trace *tr) {
  static const char *const kinds[] = {"", " (title)", " (noise of the page, not coded)"};
  for (uint32_t i = 0; i < c->doc->nsents; i++) {
    const Sent *s = &c->doc->sents[i];
    buf_fmt(b, "%ssentence %u%s: %.*s\n\n", i ? "\n" : "", i + 1, kinds[s->kind], STRF(((Str){c->doc->text.p + s->at, s->end - s->at})));
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
    put_document(&out, e, &coded, &tr);
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
  bool ok = e && explain_all(e, r, date);
  engine_close(e);
  read_close(r);
  return ok && fflush(stdout) == 0 ? EXIT_OK : EXIT_DATA;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {
      {"date", required_argument, NULL, OPT_DATE}, {"lexicon", required_argument, NULL, OPT_LEXICON}, {0}};
  Knowledge k = {0};
  Date date = {2025, 1, 15};
  for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;) switch (c) {
    case OPT_DATE:
      if (!date_arg("explain", optarg, &date)) return EXIT_MISUSE;
      break;
    case OPT_LEXICON:
      if (!knowledge_add(&k, optarg)) return EXIT_MISUSE;
      break;
    default: return tell_option("explain", argc, argv, c);
    }
  if (optind + 1 != argc) return tell_misuse("explain", "one TEXT or FILE is expected");
  return explain(argv[optind], date, &k);
}

const Command command_explain = {"explain", "how a text came to its records", help, run};
