/* entente lexicon unknown: the parties of acts that the lexicon could not resolve, most frequent first: what to write next.
**
** Each document gives lines "missing TAB kind TAB words TAB example"; they are counted in the order of the input, so that the example shown is the first
** whatever the threads did. */
#include "cli/lexicon.h"
#include "cli/run.h"

#include "base/hash.h"

#include <stdlib.h>

typedef struct Row {
  Key key;
  uint32_t count;
  Str missing, kind, words, example;
} Row;

typedef struct Tally {
  Arena arena;
  Row *rows; /* in the order of their first time */
  uint32_t n, cap;
  uint32_t *slots; /* open addressing over rows, index + 1 */
  uint32_t size;
  uint32_t parties; /* all that took part in acts */
} Tally;

/* ---- what a document lacks ---- */

static bool has_record_without_country(const Coded *c, Str words) {
  for (uint32_t i = 0; i < c->records.n; i++) {
    const EventRecord *r = &c->records.at[i];
    const RecordParties *sides[] = {&r->actor, &r->recipient, &r->source};
    for (int s = 0; s < 3; s++)
      for (uint32_t k = 0; k < sides[s]->n; k++) {
        const RecordParty *p = &sides[s]->at[k];
        bool nowhere = !p->country[0] && strcmp(p->sector, "UAF") && strcmp(p->sector, "UNK");
        if (nowhere && str_eq(p->span.text, words)) return true;
      }
  }
  return false;
}

static bool is_body(const char *country) {
  static const char *const bodies[] = {"UNO", "EUR", "IGO", "NGO", "MNC", "ISM", "IMG"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (!strcmp(country, bodies[i])) return true;
  return false;
}

/* What a mention lacks, or NULL: nobody knows who it is; its country; its sector. */
static const char *missing(const Coded *c, const Mention *m, Str words) {
  bool guessed = m->lex < 0 && m->role < 0 && m->antecedent < 0 && m->flags & MEN_NAMED && m->flags & MEN_NO_COUNTRY &&
                 !strcmp(m->parties[0].sector, "CVL");               /* a person of no known office is called a civilian */
  bool thing = m->kind == MENTION_OTHER || m->kind == MENTION_PLACE; /* what was hit: its people are those of the place */
  if (!m->nparties && thing) return has_record_without_country(c, words) ? "who" : NULL;
  if (!m->nparties || guessed) return "who";
  if (!m->parties[0].country[0]) return has_record_without_country(c, words) ? "country" : NULL;
  return m->parties[0].sector[0] || is_body(m->parties[0].country) ? NULL : "sector";
}

/* A name by its words, a noun by its last one: "two angry shepherds" lacks the role "shepherds". */
static Str shown_words(const Doc *d, const Mention *m) {
  if (m->flags & MEN_NAMED) return tok_span_text(d, m->first, m->last);
  return tok_text(d, &d->tokens[m->head]);
}

static void put_clean(Buf *b, Str s) {
  for (uint32_t i = 0; i < s.n; i++) buf_c(b, is_space(s.p[i]) ? ' ' : s.p[i]);
}

static void put_party(Buf *out, const Coded *c, uint32_t head) {
  const Doc *d = c->doc;
  const Mention *m = c->who.of[head] < 0 ? NULL : &c->who.at[c->who.of[head]];
  if (!m) return;
  Str words = tok_span_text(d, m->first, m->last);
  const char *lacks = missing(c, m, words);
  const Sent *s = &d->sents[d->tokens[head].sent];
  Str text = str_trim((Str){d->text.p + s->at, s->end - s->at});
  buf_fmt(out, "%s\t%s\t", lacks ? lacks : "-", mention_kind_text(m->kind));
  put_clean(out, shown_words(d, m));
  buf_fmt(out, "\t%.*s: ", STRF(d->id));
  put_clean(out, text);
  buf_c(out, '\n');
}

static void work(Run *r, Coder *c, Job *j) {
  (void)r;
  Coded coded;
  EntError err = {0};
  int got = coder_run(c, &j->doc, false, &coded, &err);
  if (got == CODE_BROKEN) job_fate(j, FATE_BROKEN, "%s", err.msg);
  else if (got == CODE_FOREIGN) job_fate(j, FATE_NOT_ENGLISH, "is not English");
  else if (got == CODE_UNDATED) job_fate(j, FATE_UNDATED, "has no date");
  if (got != CODE_OK) return;
  j->sentences = coded.doc->nsents;
  j->tokens = coded.doc->ntokens;
  j->events = coded.records.n;
  j->fate = j->events ? FATE_CODED : FATE_NO_EVENT;
  for (uint32_t i = 0; i < coded.acts.n; i++) {
    const Act *a = &coded.acts.at[i];
    const Heads *sides[] = {&a->who, &a->whom, &a->source};
    for (int s = 0; s < 3; s++)
      for (uint32_t k = 0; k < sides[s]->n; k++) put_party(&j->out, &coded, sides[s]->at[k]);
  }
}

/* ---- counting ---- */

static uint32_t *slot_of(const Tally *t, Key key) {
  uint32_t i = (uint32_t)key & (t->size - 1);
  while (t->slots[i] && t->rows[t->slots[i] - 1].key != key) i = (i + 1) & (t->size - 1);
  return &t->slots[i];
}

static void widen(Tally *t) {
  t->size = t->size ? t->size * 2 : 1024;
  t->slots = ARENA_ARRAY(&t->arena, uint32_t, t->size);
  for (uint32_t i = 0; i < t->n; i++) *slot_of(t, t->rows[i].key) = i + 1;
}

static void count(Tally *t, Str line) {
  Str rest, lacks = str_cut(line, '\t', &rest), kind = str_cut(rest, '\t', &rest), words = str_cut(rest, '\t', &rest);
  t->parties++;
  if (str_is(lacks, "-")) return;
  Key key = key_mix(key_fold(words), key_of(lacks));
  if (t->n * 2 >= t->size) widen(t);
  uint32_t *slot = slot_of(t, key);
  if (!*slot) {
    t->rows = vec_room_(&t->arena, t->rows, t->n, &t->cap, sizeof *t->rows);
    t->rows[t->n++] = (Row){key,
                            0,
                            arena_str(&t->arena, lacks),
                            arena_str(&t->arena, kind),
                            arena_str(&t->arena, words),
                            arena_str(&t->arena, str_head(rest, 400))};
    *slot = t->n;
  }
  t->rows[*slot - 1].count++;
}

static void take(Run *r, const Job *j) {
  Str rest = {j->out.p, (uint32_t)j->out.n}, line;
  while (rest.n && str_line(&rest, &line)) count(r->ctx, line);
}

/* Most frequent first; of equals the first seen (rows lie in that order). */
static int by_count(const void *a, const void *b) {
  const Row *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return str_cmp(x->words, y->words) ? str_cmp(x->words, y->words) : str_cmp(x->missing, y->missing);
}

static void print(const Tally *t, int most) {
  uint32_t unresolved = 0, shown = 0;
  if (t->n) qsort(t->rows, t->n, sizeof *t->rows, by_count);
  for (uint32_t i = 0; i < t->n; i++) {
    const Row *w = &t->rows[i];
    unresolved += w->count;
    if (most && shown >= (uint32_t)most) continue;
    shown++;
    printf("%u\t%.*s\t%.*s\t%.*s\t%.*s\n", w->count, STRF(w->missing), STRF(w->kind), STRF(w->words), STRF(w->example));
  }
  fprintf(stderr, "%u parties took part in acts, %u of them are not resolved (%.1f%%): %u different\n", t->parties, unresolved,
          t->parties ? 100.0 * unresolved / t->parties : 0.0, t->n);
}

int lexicon_unknown(int nfiles, char **files, const Knowledge *k, int most, int threads) {
  Tally t = {0};
  Run r = {.command = "lexicon",
           .files = files,
           .nfiles = nfiles,
           .needs_date = true,
           .threads = threads,
           .knowledge = *k,
           .work = work,
           .take = take};
  arena_init(&t.arena, 0);
  r.ctx = &t;
  int status = run_files(&r);
  print(&t, most);
  arena_free(&t.arena);
  return status;
}
