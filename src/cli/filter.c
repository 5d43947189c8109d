/* Options of the commands that take events out of a database. */
#include "cli/filter.h"

#include "record/codes.h"

static const char *const statuses[] = {"actual", "future", "hypothetical", "negated", "historical"};

/* A country's name as its code; what is none stays as it is. */
static Str party(const char *arg) {
  Str code = country_code(str_of(arg));
  return code.n ? code : str_of(arg);
}

static int dyad(Filter *f, const char *command, const char *arg) {
  Str rest, first = str_cut(str_of(arg), '-', &rest);
  if (!first.n || !rest.n) return tell_misuse(command, "--dyad takes two parties such as USA-CHN, not '%s'", arg);
  Str a = country_code(first), b = country_code(rest);
  f->f.party = a.n ? a : first;
  f->f.other = b.n ? b : rest;
  return EXIT_OK;
}

/* The first or last day of a month or year. */
static int span_end(const char *command, const char *option, const char *arg, bool last, Date *out) {
  Date d;
  if (!date_parse_iso(str_of(arg), &d)) return tell_misuse(command, "%s takes a date such as 2024-08-05 or 2024-08, not '%s'", option, arg);
  *out = last ? date_last(d) : date_from_days(date_days(d));
  return EXIT_OK;
}

static int status_arg(Filter *f, const char *command, const char *arg) {
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
    if (str_eq_nocase(str_of(arg), str_of(statuses[i]))) {
      f->f.status = str_of(statuses[i]);
      return EXIT_OK;
    }
  return tell_misuse(command, "--status takes actual, future, hypothetical, negated or historical, not '%s'", arg);
}

static int quad_arg(Filter *f, const char *command, const char *arg) {
  if (strlen(arg) != 1 || arg[0] < '1' || arg[0] > '4') return tell_misuse(command, "--quad takes a number from 1 to 4, not '%s'", arg);
  f->f.quad = str_of(arg);
  return EXIT_OK;
}

int filter_option(Filter *f, const char *command, int c, const char *arg) {
  int limit;
  switch (c) {
  case OPT_DB: f->db = arg; break;
  case OPT_ID: f->f.id = str_of(arg); break;
  case OPT_ACTOR: f->f.actor = party(arg); break;
  case OPT_RECIPIENT: f->f.recipient = party(arg); break;
  case OPT_PARTY: f->f.party = party(arg); break;
  case OPT_DYAD: return dyad(f, command, arg);
  case OPT_TYPE: f->f.type = str_of(arg); break;
  case OPT_MODE: f->f.mode = str_of(arg); break;
  case OPT_CONTEXT: f->f.context = str_of(arg); break;
  case OPT_QUAD: return quad_arg(f, command, arg);
  case OPT_STATUS: return status_arg(f, command, arg);
  case OPT_SOURCE: f->f.source = party(arg); break;
  case OPT_PLACE: f->f.place = party(arg); break;
  case OPT_PUBLISHER: f->f.publisher = str_of(arg); break;
  case OPT_WORDS: f->f.words = str_of(arg); break;
  case OPT_SINCE: return span_end(command, "--since", arg, false, &f->f.since);
  case OPT_UNTIL: return span_end(command, "--until", arg, true, &f->f.until);
  case OPT_LIMIT:
    if (!number_arg(command, "--limit", arg, 1, INT32_MAX, &limit)) return EXIT_MISUSE;
    f->f.limit = (uint32_t)limit;
    break;
  default: return -1;
  }
  return EXIT_OK;
}

/* ---- names of the lexicon ---- */

enum { WORD_MOST = 40 };

uint32_t letters_apart(Str a, Str b) {
  uint32_t row[WORD_MOST + 1];
  if (a.n > WORD_MOST || b.n > WORD_MOST) return WORD_MOST;
  for (uint32_t k = 0; k <= b.n; k++) row[k] = k;
  for (uint32_t i = 1; i <= a.n; i++) {
    uint32_t corner = row[0];
    row[0] = i;
    for (uint32_t k = 1; k <= b.n; k++) {
      uint32_t change = corner + (to_lower(a.p[i - 1]) != to_lower(b.p[k - 1])), shorter = row[k - 1] + 1, longer = row[k] + 1;
      corner = row[k];
      row[k] = change < shorter ? change : shorter;
      if (longer < row[k]) row[k] = longer;
    }
  }
  return row[b.n];
}

/* Looks for one name among many: exact, or the nearest that differs by no more than a third of its letters. */
typedef struct Seek {
  Str want, nearest;
  uint32_t off;
  bool found;
} Seek;

static void look(Seek *s, const char *name) {
  Str n = str_of(name);
  if (!n.n || s->found) return;
  s->found = str_eq_nocase(n, s->want);
  uint32_t off = s->found ? 0 : letters_apart(n, s->want);
  if (s->found || (off < s->off && off * 3 <= n.n)) {
    s->off = off;
    s->nearest = n;
  }
}

/* The found name, kept beyond the engine. */
static void keep(const Seek *s, char to[32], Str *out) {
  if (!s->found) return;
  snprintf(to, 32, "%.*s", STRF(s->nearest));
  *out = str_of(to);
}

static Seek seek(Str want) { return (Seek){.want = want, .off = WORD_MOST}; }

static int tell_unknown(const char *command, const char *what, const Seek *s, const char *list) {
  if (s->nearest.n) return tell_misuse(command, "unknown %s '%.*s'; did you mean '%.*s'?", what, STRF(s->want), STRF(s->nearest));
  return tell_misuse(command, "unknown %s '%.*s'; the %ss are %s", what, STRF(s->want), what, list);
}

/* Adds to "A, B, C". */
static void listed(Buf *list, const char *name) {
  if (list->n) buf_z(list, ", ");
  buf_z(list, name);
}

static int check_type(const Ontology *o, Filter *filter, const char *command) {
  Buf types = {0}, modes = {0};
  EventFilter *f = &filter->f;
  Seek type = seek(f->type), mode = seek(f->mode);
  for (uint32_t i = 0; i < o->ntypes; i++) {
    const char *t = o->str + o->types[i].type, *m = o->str + o->types[i].mode;
    if (!*m) {
      listed(&types, t);
      look(&type, t);
    } else if (!f->type.n || str_eq_nocase(f->type, str_of(t))) {
      listed(&modes, m);
      look(&mode, m);
    }
  }
  buf_c(&types, 0);
  buf_c(&modes, 0);
  int status = EXIT_OK;
  if (f->type.n && !type.found) status = tell_unknown(command, "type", &type, types.p);
  else if (f->mode.n && !mode.found) {
    status = f->type.n && modes.n == 1 ? tell_misuse(command, "%.*s has no modes", STRF(f->type))
                                       : tell_unknown(command, "mode", &mode, modes.p);
  }
  keep(&type, filter->type, &f->type);
  keep(&mode, filter->mode, &f->mode);
  buf_free(&types);
  buf_free(&modes);
  return status;
}

static int check_context(const Ontology *o, Filter *f, const char *command) {
  Buf list = {0};
  Seek s = seek(f->f.context);
  for (uint32_t i = 0; i < o->ncontexts; i++) {
    listed(&list, o->str + o->contexts[i]);
    look(&s, o->str + o->contexts[i]);
  }
  buf_c(&list, 0);
  int status = s.found ? EXIT_OK : tell_unknown(command, "context", &s, list.p);
  keep(&s, f->context, &f->f.context);
  buf_free(&list);
  return status;
}

int filter_check(Filter *f, const char *command) {
  if (!f->f.type.n && !f->f.mode.n && !f->f.context.n) return EXIT_OK;
  Knowledge k = {0};
  Engine *e = knowledge_open(&k);
  if (!e) return EXIT_DATA;
  const What *w = engine_what(e);
  const Ontology *o = &w->frames[w->n - 1].onto;
  int status = f->f.type.n || f->f.mode.n ? check_type(o, f, command) : EXIT_OK;
  if (status == EXIT_OK && f->f.context.n) status = check_context(o, f, command);
  engine_close(e);
  return status;
}

Store *filter_open(const Filter *f, const char *command, enum StoreAccess access, int *status_out) {
  EntError err = {0};
  if (!f->db) {
    *status_out = tell_misuse(command, "which database? --db FILE is expected");
    return NULL;
  }
  Store *s = store_open(f->db, access, &err);
  if (!s) tell_error(&err);
  *status_out = s ? EXIT_OK : EXIT_DATA;
  return s;
}

RecordTold stored_told(const StoredEvent *s) {
  return (RecordTold){.mentions = s->mentions,
                      .articles = s->articles,
                      .sources = s->sources,
                      .first_report = s->first_report,
                      .last_report = s->last_report,
                      .dead_low = s->dead_low,
                      .dead_high = s->dead_high,
                      .injured_low = s->injured_low,
                      .injured_high = s->injured_high,
                      .date_low = s->date_low,
                      .date_high = s->date_high,
                      .parties_differ = s->parties_differ,
                      .title = s->title};
}
