/* entente ties: the tie between two parties over time, the partners of one, or the pairs that moved most. */
#include "cli/ties.h"

#include "base/hash.h"
#include "cli/filter.h"
#include "record/codes.h"
#include "ties/trust.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const char help[] =
    "usage: entente ties [A [B]] --db DB [OPTION]...\n"
    "\n"
    "How a tie went: for two countries or parties (USA, Japan, USA.MIL, Hamas) the reports read and the acts between them in each period, by class\n"
    "and type, their PLOVER and Goldstein means, and an index from -10 (conflict alone) to +10 (cooperation alone) in which an act loses half of its\n"
    "weight in 90 days; then the days on which the tie changed, by how much, how sure that is, and the acts that did it.\n"
    "With A alone its partners, the best tie first; with neither the pairs that lately moved most against their own past.\n"
    "\n"
    "      --db DB            an SQLite file, or postgresql://...\n"
    "      --by PERIOD        month (the default), week, day\n"
    "      --since D, --until D   a day, month or year, both included; all that is stored if not given\n"
    "      --half-life DAYS   of an act in the index (90)\n"
    "      --audit FILE       counts corrected by what an audit found right (see entente audit)\n"
    "      --limit N          rows of a ranking (20)\n"
    "  -f FORMAT              table (the default), csv, json, svg\n"
    "  -o FILE                writes there instead of standard output\n"
    "\n"
    "The model is told in docs/ties.md.  A pair without an act has a series of zeros and no change.\n"
    "\n"
    "Exit status: 0; 1 when the database cannot be read; 2 for a mistake in the command.\n"
    "\n"
    "examples:\n"
    "  entente ties USA CHN --db news.db\n"
    "  entente ties Pakistan Bangladesh --db news.db --by week --since 2024 -f csv > pak-bgd.csv\n"
    "  entente ties Israel Hamas --db news.db -f svg -o tie.svg\n"
    "  entente ties India --db news.db\n"
    "  entente ties --db news.db --until 2024-12\n";

enum { OPT_BY = 700, OPT_HALF_LIFE, OPT_AUDIT };

typedef struct Ask {
  Filter filter;
  enum TiePeriod by;
  TieModel model;
  const char *form, *path, *audit;
  Arena arena;
  TieReports reports;
  TieActs acts;  /* of the one tie; from malloc */
  bool acts_cut; /* there was no memory for more */
} Ask;

/* ---- parties ---- */

typedef struct Party {
  Str code; /* of a country; else the name as given */
  bool country;
  const char *name; /* to show */
} Party;

/* The country that a misspelt name or code is nearest to; NULL: none is near. */
static const Country *nearest(Str text) {
  const Country *best = NULL, *c;
  uint32_t least = UINT32_MAX;
  for (uint32_t i = 0; (c = country_at(i)); i++) {
    Str words[] = {str_of(c->name), str_of(c->iso3)};
    for (int k = 0; k < 2; k++) {
      uint32_t d = letters_apart(text, words[k]);
      if (d < least && d * 3 <= words[k].n) {
        least = d;
        best = c;
      }
    }
  }
  return best;
}

static bool see(void *ctx, const StoredEvent *e) {
  (void)e;
  *(bool *)ctx = true;
  return false;
}

static int tell_unknown_party(const char *text) {
  const Country *c = nearest(str_of(text));
  if (c) return tell_misuse("ties", "no country or party '%s'; did you mean %s (%s)?", text, c->name, c->iso3);
  return tell_misuse(
      "ties",
      "no country or party '%s' in this database; countries are codes (KEN) or names, parties a code and sector (KEN.MIL) or a name", text);
}

/* A country by code or name; else a party that some event has. */
static int find_party(Store *s, const char *text, Party *out) {
  EntError err = {0};
  Str sector, head = str_cut(str_of(text), '.', &sector), code = country_code(str_of(text));
  if (code.n) {
    *out = (Party){code, true, tie_name(code.p)};
    return EXIT_OK;
  }
  bool any = false;
  EventFilter f = {.party = str_of(text), .limit = 1};
  *out = (Party){str_of(text), false, text};
  if (sector.n && country_code(head).n && sector_find(sector)) return EXIT_OK;
  if (!store_events(s, &f, see, &any, &err)) {
    tell_error(&err);
    return EXIT_DATA;
  }
  return any ? EXIT_OK : tell_unknown_party(text);
}

/* ---- what the store has ---- */

/* Not in an arena, which would keep every size that it grows through. */
static bool take_act(void *ctx, const PairEvent *e) {
  Ask *q = ctx;
  TieActs *acts = &q->acts;
  if (acts->n == acts->cap) {
    uint32_t cap = acts->cap ? 2 * acts->cap : 1024;
    PairEvent *at = realloc(acts->at, cap * sizeof *at);
    q->acts_cut = !at;
    if (!at) return false;
    acts->at = at;
    acts->cap = cap;
  }
  acts->at[acts->n++] = *e;
  return true;
}

static bool load_acts(Ask *q, Store *s, const Party *a, const Party *b, Date since) {
  EntError err = {0};
  Date until = q->filter.f.until;
  bool ok;
  if (a->country && b->country) {
    char x[4] = {0}, y[4] = {0};
    memcpy(x, a->code.p, a->code.n < 3 ? a->code.n : 3);
    memcpy(y, b->code.p, b->code.n < 3 ? b->code.n : 3);
    ok = store_pair_events(s, x, y, since, until, take_act, q, &err);
  } else {
    ok = store_party_events(s, a->code, b->code, since, until, take_act, q, &err);
  }
  if (ok && q->acts_cut) ok = err_at(&err, ENT_ENOMEM, "ties", 0, 0, "out of memory");
  if (!ok) tell_error(&err);
  return ok;
}

typedef struct DayCount {
  int32_t day;
  uint32_t reports;
} DayCount;
typedef VEC(DayCount) DayCounts;

typedef struct Days {
  Arena *a;
  DayCounts at;
} Days;

static bool take_day(void *ctx, int32_t day, uint32_t reports) {
  Days *d = ctx;
  VEC_PUSH(d->a, &d->at, ((DayCount){day, reports}));
  return true;
}

/* Reports of all days from --since (or the first that is stored) to --until (or the last). */
static bool load_reports(Ask *q, Store *s) {
  EntError err = {0};
  Date since = q->filter.f.since, until = q->filter.f.until;
  Days d = {.a = &q->arena};
  if (!store_reports(s, since, until, take_day, &d, &err)) {
    tell_error(&err);
    return false;
  }
  if (!d.at.n && !(date_known(since) && date_known(until))) return true;
  int32_t first = date_known(since) ? date_days(since) : d.at.at[0].day,
          last = date_known(until) ? date_days(until) : d.at.at[d.at.n - 1].day;
  q->reports = (TieReports){.first = first, .n = last < first ? 0 : (uint32_t)(last - first) + 1};
  q->reports.at = ARENA_ARRAY(&q->arena, uint32_t, q->reports.n);
  for (uint32_t i = 0; i < d.at.n; i++) q->reports.at[d.at.at[i].day - first] += d.at.at[i].reports;
  return true;
}

/* ---- words of the acts ---- */

typedef struct Reading {
  Arena *a;
  TieEvidence *to;
} Reading;

static Str party_words(Arena *a, const RecordParties *side) {
  if (!side->n) return (Str){0};
  const RecordParty *p = &side->at[0];
  return arena_str(a, p->name.n ? p->name : p->span.text);
}

static bool read_evidence(void *ctx, const StoredEvent *s) {
  Reading *r = ctx;
  const EventRecord *e = &s->record;
  *r->to = (TieEvidence){.event = arena_str(r->a, e->event),
                         .text = arena_str(r->a, e->span.text),
                         .publisher = arena_str(r->a, e->publisher),
                         .title = arena_str(r->a, s->title),
                         .type = arena_str(r->a, e->type),
                         .who = party_words(r->a, &e->actor),
                         .whom = party_words(r->a, &e->recipient),
                         .date = date_known(e->date) ? e->date : s->first_report};
  return false;
}

static bool load_evidence(Ask *q, Store *s, TieReport *r) {
  EntError err = {0};
  r->evidence = ARENA_ARRAY(&q->arena, TieEvidence, (size_t)r->tie.nchanges * TIE_TOP);
  for (uint32_t i = 0; i < r->tie.nchanges; i++) {
    const TieChange *c = &r->tie.changes[i];
    for (uint32_t k = 0; k < c->ntop; k++) {
      Reading reading = {&q->arena, &r->evidence[i * TIE_TOP + k]};
      EventFilter f = {.row = r->tie.acts.at[c->top[k]].event, .limit = 1};
      if (store_events(s, &f, read_evidence, &reading, &err)) continue;
      tell_error(&err);
      return false;
    }
  }
  return true;
}

/* ---- publishers ---- */

typedef struct Publishers {
  Arena *a;
  VEC(Key) at;
} Publishers;

/* A publisher field may name several, parted by ';'. */
static bool see_publishers(void *ctx, const StoredMention *m) {
  Publishers *p = ctx;
  for (Str rest = m->record.publisher; rest.n;) {
    Str name = str_trim(str_cut(rest, ';', &rest));
    Key k = key_fold(name);
    uint32_t i = 0;
    while (i < p->at.n && p->at.at[i] != k) i++;
    if (name.n && i == p->at.n) VEC_PUSH(p->a, &p->at, k);
  }
  return true;
}

/* Counted where that takes no time that is felt; else the summary leaves them out. */
static bool count_publishers(Ask *q, Store *s, const Party *a, const Party *b, Tie *t) {
  enum { EVENTS_MOST = 1000 };
  if (!t->events || t->events > EVENTS_MOST || t->acts.n > 2 * EVENTS_MOST) return true;
  EntError err = {0};
  Publishers p = {.a = &q->arena};
  EventFilter f = {.party = a->code, .other = b->code, .since = date_from_days(t->from), .until = date_from_days(t->to)};
  if (!store_mentions(s, &f, see_publishers, &p, &err)) {
    tell_error(&err);
    return false;
  }
  t->publishers = p.at.n;
  return true;
}

/* ---- one tie ---- */

static bool write_out(Ask *q, const Buf *b) {
  Output to;
  if (!output_open(&to, q->path)) return false;
  bool ok = !b->bad && fwrite(b->p ? b->p : "", 1, b->n, to.f) == b->n;
  return output_close(&to, ok) && ok;
}

/* Acts of five half-lives before the series, so that the index does not begin from nothing. */
static Date before_since(const Ask *q) {
  Date since = q->filter.f.since;
  return date_known(since) ? date_from_days(date_days(since) - (int32_t)(5 * q->model.half_life)) : since;
}

static bool build(Ask *q, Store *s, const Party *a, const Party *b, TieReport *r) {
  if (!load_acts(q, s, a, b, before_since(q))) return false;
  const TieActs acts = q->acts;
  int32_t from = q->reports.first, to = from + (int32_t)q->reports.n - 1;
  if (!q->reports.n && acts.n) { /* events alone were stored, without reports */
    from = acts.at[0].day;
    to = acts.at[acts.n - 1].day;
  }
  *r = (TieReport){.a = a->code, .b = b->code, .a_name = a->name, .b_name = b->name, .audited = q->audit != NULL};
  tie_build(&q->arena, &acts, &q->reports, q->by, from, to, &q->model, &r->tie);
  if (!count_publishers(q, s, a, b, &r->tie)) return false;
  Buf words = {0};
  tie_summary(&r->tie, &words);
  r->summary = arena_str(&q->arena, (Str){words.p, (uint32_t)words.n});
  buf_free(&words);
  return true;
}

static int show_tie(Ask *q, Store *s, char **names) {
  Party p[2];
  for (int i = 0; i < 2; i++) {
    int status = find_party(s, names[i], &p[i]);
    if (status != EXIT_OK) return status;
  }
  if (str_eq_nocase(p[0].code, p[1].code)) return tell_misuse("ties", "'%s' and '%s' are one; a tie is between two", names[0], names[1]);
  TieReport r;
  const TieForm *form = tie_form_find(q->form);
  if (!load_reports(q, s) || !build(q, s, &p[0], &p[1], &r)) return EXIT_DATA;
  if (form->evidence && !load_evidence(q, s, &r)) return EXIT_DATA;
  Buf b = {0};
  form->put(&b, &r, output_width());
  bool ok = write_out(q, &b);
  buf_free(&b);
  return ok ? EXIT_OK : EXIT_DATA;
}

static int show_ranking(Ask *q, Store *s, const char *name) {
  Party p = {0};
  int status = name ? find_party(s, name, &p) : EXIT_OK;
  if (status != EXIT_OK) return status;
  if (name && !p.country)
    return tell_misuse("ties", "partners are ranked of a country, and '%s' is none; name two parties for their tie", name);
  if (!load_reports(q, s)) return EXIT_DATA;
  char code[4] = {0};
  if (name) memcpy(code, p.code.p, 3);
  Output to;
  if (!output_open(&to, q->path)) return EXIT_DATA;
  uint32_t limit = q->filter.f.limit ? q->filter.f.limit : 20;
  status = tie_rank(s, name ? code : NULL, q->reports.first, q->reports.first + (int32_t)q->reports.n - 1, &q->model, limit, q->form, to.f);
  return output_close(&to, status == EXIT_OK) ? status : EXIT_DATA;
}

/* ---- the command line ---- */

static int by_arg(Ask *q, const char *arg) {
  for (q->by = TIE_DAY; q->by <= TIE_MONTH; q->by++)
    if (strcmp(arg, tie_by_name(q->by)) == 0) return EXIT_OK;
  return tell_misuse("ties", "--by takes day, week or month, not '%s'", arg);
}

static int half_life_arg(Ask *q, const char *arg) {
  int days;
  if (!number_arg("ties", "--half-life", arg, 1, 36500, &days)) return EXIT_MISUSE;
  q->model.half_life = days;
  return EXIT_OK;
}

static int option(Ask *q, int c, int argc, char **argv) {
  switch (c) {
  case OPT_BY: return by_arg(q, optarg);
  case OPT_HALF_LIFE: return half_life_arg(q, optarg);
  case OPT_AUDIT: q->audit = optarg; return EXIT_OK;
  case 'f': q->form = optarg; return EXIT_OK;
  case 'o': q->path = optarg; return EXIT_OK;
  case OPT_DB:
  case OPT_SINCE:
  case OPT_UNTIL:
  case OPT_LIMIT: return filter_option(&q->filter, "ties", c, optarg);
  default: return tell_option("ties", argc, argv, c);
  }
}

static int check(const Ask *q, int names) {
  Date since = q->filter.f.since, until = q->filter.f.until;
  if (names > 2) return tell_misuse("ties", "a tie is between two; %d parties were named", names);
  if (!tie_form_find(q->form)) return tell_misuse("ties", "unknown format '%s' (known: table, csv, json, svg)", q->form);
  if (names < 2 && strcmp(q->form, "svg") == 0)
    return tell_misuse("ties", "a ranking is no picture; name two parties, or take -f table, csv or json");
  if (date_known(since) && date_known(until) && date_cmp(since, until) > 0) return tell_misuse("ties", "--since is after --until");
  return EXIT_OK;
}

static bool load_trust(Ask *q) {
  EntError err = {0};
  if (!q->audit || trust_read(&q->arena, q->audit, &q->model.trust, &q->model.ntrust, &err)) return true;
  tell_error(&err);
  return false;
}

static int run(int argc, char **argv) {
  static const struct option options[] = {{"db", required_argument, NULL, OPT_DB},
                                          {"by", required_argument, NULL, OPT_BY},
                                          {"since", required_argument, NULL, OPT_SINCE},
                                          {"until", required_argument, NULL, OPT_UNTIL},
                                          {"half-life", required_argument, NULL, OPT_HALF_LIFE},
                                          {"audit", required_argument, NULL, OPT_AUDIT},
                                          {"limit", required_argument, NULL, OPT_LIMIT},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {0}};
  Ask q = {.by = TIE_MONTH, .model = tie_model(), .form = "table"};
  for (int c; (c = getopt_long(argc, argv, ":f:o:", options, NULL)) != -1;) {
    int status = option(&q, c, argc, argv);
    if (status != EXIT_OK) return status;
  }
  int names = argc - optind, status = check(&q, names);
  if (status != EXIT_OK) return status;
  arena_init(&q.arena, 0);
  Store *s = load_trust(&q) ? filter_open(&q.filter, "ties", STORE_READ, &status) : NULL;
  if (!s && status == EXIT_OK) status = EXIT_DATA;
  if (s) {
    status = names == 2 ? show_tie(&q, s, argv + optind) : show_ranking(&q, s, names ? argv[optind] : NULL);
    store_close(s);
  }
  arena_free(&q.arena);
  free(q.acts.at);
  return status;
}

const Command command_ties = {"ties", "how the tie between two parties went, and when it changed", help, run};
