/* A run over files of news.
**
** The stream of documents goes through the pool; what each gave is written in the order of the input, whatever the threads did.  Memory: a
** window of jobs whose arenas are used again, and eight bytes a document to tell doubled ones, up to a bound. */
#include "cli/run.h"

#include "base/hash.h"
#include "base/pool.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEEN_SLOTS = 1 << 21, SEEN_MOST = SEEN_SLOTS / 2, MESSAGES_MOST = 20 };
/* Documents under way a thread, so that the others go on while one has no processor (which the writer of a database has taken). */
enum { WINDOW = 16 };

static const char *const fate_texts[] = {
#define X(name, text) text,
    FATE_LIST(X)
#undef X
};

void job_fate(Job *j, enum Fate fate, const char *fmt, ...) {
  va_list ap;
  j->fate = fate;
  int n = snprintf(j->message, sizeof j->message, "%s:%u: ", j->file, j->doc.line);
  if (n < 0 || (size_t)n >= sizeof j->message) return;
  va_start(ap, fmt);
  vsnprintf(j->message + n, sizeof j->message - (size_t)n, fmt, ap);
  va_end(ap);
}

static void job_error(Job *j, const EntError *err) {
  j->fate = FATE_BROKEN;
  err_text(err, j->message, sizeof j->message);
}

static Job *new_job(Run *r) {
  Job *j = r->free_jobs;
  if (j) r->free_jobs = j->next_free;
  else {
    j = calloc(1, sizeof *j);
    if (!j) return NULL;
    arena_init(&j->arena, 0);
  }
  arena_reset(&j->arena);
  buf_clear(&j->out);
  j->doc = (RawDoc){0};
  j->fate = FATE_NO_EVENT;
  j->ready = false;
  j->message[0] = 0;
  j->records = NULL;
  j->events = j->left_out = j->sentences = j->tokens = 0;
  return j;
}

static void free_jobs(Run *r) {
  while (r->free_jobs) {
    Job *j = r->free_jobs;
    r->free_jobs = j->next_free;
    arena_free(&j->arena);
    buf_free(&j->out);
    free(j);
  }
}

static const char *file_at(const Run *r, int i) { return r->nfiles ? r->files[i] : "-"; }

/* Opens the next file that can be read; a file that cannot is a job that tells so.  False at the end of all. */
static bool open_next(Run *r, Job *j, bool *told_out) {
  EntError err = {0};
  *told_out = false;
  if (r->file >= (r->nfiles ? r->nfiles : 1)) return false;
  const char *path = file_at(r, r->file++);
  j->file = strcmp(path, "-") == 0 ? "standard input" : path;
  r->reader = read_open(path, r->format, &err);
  if (r->reader) return true;
  job_error(j, &err);
  j->ready = *told_out = true;
  return true;
}

static void close_reader(Run *r) {
  uint64_t at, size;
  read_position(r->reader, &at, &size);
  r->bytes_before += at;
  read_close(r->reader);
  r->reader = NULL;
}

/* Was the same document given before?  Past the bound, only the documents of the first SEEN_MOST are known again. */
static bool is_doubled(Run *r, const RawDoc *d) {
  if (!r->seen) return false;
  uint64_t key = hash_bytes(d->text.p, d->text.n, hash_bytes(d->title.p, d->title.n, (uint64_t)date_days(d->date)));
  key = hash_bytes(d->publisher.p, d->publisher.n, key);
  if (d->id_given) key = hash_bytes(d->id.p, d->id.n, key);
  for (uint64_t i = key % SEEN_SLOTS;; i = (i + 1) % SEEN_SLOTS) {
    if (r->seen[i] == key) return true;
    if (r->seen[i]) continue;
    if (r->nseen < SEEN_MOST) {
      r->seen[i] = key;
      r->nseen++;
    }
    return false;
  }
}

/* "en", "eng", "en-GB", "English"; nothing said counts as English. */
static bool is_english(Str language) {
  if (!language.n || str_eq_nocase(language, STR("english")) || str_eq_nocase(language, STR("eng"))) return true;
  return language.n >= 2 && str_eq_nocase(str_head(language, 2), STR("en")) && (language.n == 2 || !is_alpha(language.p[2]));
}

/* What can be told before the document is parsed. */
static void judge(Run *r, Job *j) {
  RawDoc *d = &j->doc;
  j->ready = true;
  if (d->date_bad) job_fate(j, FATE_UNDATED, "the date '%.*s' is none", STRF(str_head(d->date_text, 40)));
  else if (!date_known(d->date) && !date_known(r->date) && r->needs_date) job_fate(j, FATE_UNDATED, "has no date (--date gives one)");
  else if (!is_english(d->language)) job_fate(j, FATE_NOT_ENGLISH, "is in another language: %.*s", STRF(str_head(d->language, 40)));
  else if (is_doubled(r, d)) job_fate(j, FATE_DOUBLED, "was given before");
  else j->ready = false;
  if (!date_known(d->date) && !d->date_bad) d->date = r->date;
  if (!j->ready && r->stored && r->stored(r, j)) {
    j->ready = true;
    j->fate = FATE_STORED;
  }
}

static bool next(void *ctx, void **job_out) {
  Run *r = ctx;
  Job *j = new_job(r);
  if (!j) return false;
  for (;;) {
    bool told = false;
    if (!r->reader && !open_next(r, j, &told)) break;
    EntError err = {0};
    int got = told ? READ_BAD : read_next(r->reader, &j->arena, &j->doc, &err);
    if (got == READ_END) {
      close_reader(r);
      continue;
    }
    const char *path = file_at(r, r->file - 1);
    j->file = strcmp(path, "-") == 0 ? "standard input" : path;
    if (got == READ_BAD && !told) job_error(j, &err);
    if (got == READ_BAD) j->ready = true;
    else judge(r, j);
    *job_out = j;
    return true;
  }
  j->next_free = r->free_jobs;
  r->free_jobs = j;
  return false;
}

static void *worker_new(void *ctx) {
  Run *r = ctx;
  return coder_new(r->engine, 0);
}

static void worker_free(void *ctx, void *worker) {
  (void)ctx;
  coder_free(worker);
}

static void work(void *ctx, void *worker, void *job) {
  Run *r = ctx;
  Job *j = job;
  if (!j->ready) r->work(r, worker, j);
}

/* What was set aside and should not have been: text in another language or given before is only counted. */
static void tell(Run *r, const Job *j) {
  if (j->fate != FATE_BROKEN && j->fate != FATE_UNDATED) return;
  r->data_bad |= j->fate == FATE_BROKEN || (j->fate == FATE_UNDATED && j->doc.date_bad);
  if (r->messages++ >= MESSAGES_MOST) return;
  progress_clear(&r->progress);
  fprintf(stderr, "entente: %s\n", j->message);
  if (r->messages == MESSAGES_MOST) fputs("entente: further messages are only counted\n", stderr);
}

static bool put_out(Run *r, const Buf *out) {
  if (!out->n) return !out->bad;
  size_t skip = r->commas ? 1 : 0;
  r->commas = false;
  return !out->bad && fwrite(out->p + skip, 1, out->n - skip, r->to.f) == out->n - skip;
}

static bool done(void *ctx, void *job) {
  Run *r = ctx;
  Job *j = job;
  uint64_t at = 0, size;
  r->read++;
  r->events += j->events;
  r->left_out += j->left_out;
  r->sentences += j->sentences;
  r->tokens += j->tokens;
  if (!r->fates[j->fate]++) {
    if (j->message[0]) memcpy(r->first[j->fate], j->message, sizeof j->message);
    else snprintf(r->first[j->fate], sizeof r->first[0], "%s:%u: %.*s", j->file, j->doc.line, STRF(str_head(j->doc.id, 60)));
  }
  if (j->message[0]) tell(r, j);
  if (r->keep && !r->write_bad && (j->fate == FATE_CODED || j->fate == FATE_NO_EVENT)) r->write_bad = !r->keep(r, j);
  if (r->take) r->take(r, j);
  else if (!put_out(r, &j->out)) r->write_bad = true;
  if (r->reader) read_position(r->reader, &at, &size);
  progress_tick(&r->progress, r->read, r->bytes_before + at);
  j->next_free = r->free_jobs;
  r->free_jobs = j;
  return !r->write_bad;
}

/* Bytes of all files; 0 when one is no plain file. */
static uint64_t total_size(const Run *r) {
  uint64_t total = 0;
  for (int i = 0; i < r->nfiles; i++) {
    struct stat st;
    if (stat(r->files[i], &st) != 0 || !S_ISREG(st.st_mode)) return 0;
    total += (uint64_t)st.st_size;
  }
  return total;
}

static void summarize(const Run *r) {
  fprintf(stderr, "%llu documents read, %llu sentences, %llu tokens, %llu events\n", (unsigned long long)r->read,
          (unsigned long long)r->sentences, (unsigned long long)r->tokens, (unsigned long long)r->events);
  if (r->left_out) fprintf(stderr, "%10llu events left out: the format has no room for them\n", (unsigned long long)r->left_out);
  for (int f = 0; f < FATE_COUNT; f++)
    if (r->fates[f]) fprintf(stderr, "%10llu %-14s first: %s\n", (unsigned long long)r->fates[f], fate_texts[f], r->first[f]);
}

static void frame(Run *r, void (*part)(Run *r, Buf *out)) {
  Buf b = {0};
  if (part) part(r, &b);
  if (b.bad || (b.n && fwrite(b.p, 1, b.n, r->to.f) != b.n)) r->write_bad = true;
  buf_free(&b);
}

static bool stream(Run *r) {
  frame(r, r->begin);
  PoolSpec spec = {r->threads, WINDOW * r->threads, r, next, worker_new, work, done, worker_free};
  progress_start(&r->progress, "documents", total_size(r), r->quiet);
  bool ok = pool_run(&spec);
  progress_end(&r->progress);
  frame(r, r->end);
  if (!ok && !r->write_bad) fputs("entente: out of memory\n", stderr);
  return ok;
}

int run_threads(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > 256 ? 256 : (int)n;
}

int run_files(Run *r) {
  if (r->format && !read_format_known(r->format))
    return tell_misuse(r->command, "unknown input format '%s' (known: %s)", r->format, read_formats());
  r->engine = knowledge_open(&r->knowledge);
  if (!r->engine) return EXIT_DATA;
  if (!output_open(&r->to, r->output)) {
    engine_close(r->engine);
    return EXIT_DATA;
  }
  r->seen = calloc(SEEN_SLOTS, sizeof *r->seen); /* pages that no document touches cost nothing */
  bool ok = (!r->opened || r->opened(r)) && stream(r);
  if (r->closing) ok = r->closing(r, ok);
  if (r->reader) read_close(r->reader);
  free_jobs(r);
  free(r->seen);
  ok = output_close(&r->to, ok) && ok;
  engine_close(r->engine);
  if (!r->quiet) summarize(r);
  return ok && !r->data_bad ? EXIT_OK : EXIT_DATA;
}
