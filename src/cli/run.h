/* A run over files of news: threads, order, messages, the summary.  Shared by the commands that take documents. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "base/progress.h"
#include "cli/cli.h"

/* What became of a document. */
#define FATE_LIST(X)            \
  X(CODED, "coded")             \
  X(NO_EVENT, "with no event")  \
  X(UNDATED, "undated")         \
  X(NOT_ENGLISH, "not English") \
  X(DOUBLED, "doubled")         \
  X(STORED, "stored before")    \
  X(BROKEN, "broken")

enum Fate {
#define X(name, text) FATE_##name,
  FATE_LIST(X)
#undef X
      FATE_COUNT
};

/* A document on its way through the threads; used again and again. */
typedef struct Job Job;
struct Job {
  Job *next_free;
  Arena arena; /* of the document as read */
  RawDoc doc;
  const char *file;
  enum Fate fate;
  bool ready;        /* the work on it is done before it comes to a thread */
  char message[320]; /* why it is broken, undated, ... */
  Buf out;
  uint32_t events, sentences, tokens;
  uint32_t left_out;    /* records that the format has no room for */
  EventRecord *records; /* `events` of them, in the arena, when the run keeps them; else NULL */
};

typedef struct Run {
  /* set by the command */
  const char *command;
  char *const *files; /* none: stdin */
  int nfiles;
  const char *format; /* of the input; NULL: told by content */
  Date date;          /* of documents without one */
  bool needs_date, quiet;
  int threads, width; /* columns of the terminal */
  const char *output;
  Knowledge knowledge;
  void (*begin)(struct Run *r, Buf *out);        /* what comes before all documents; may be NULL */
  void (*end)(struct Run *r, Buf *out);          /* what comes after them; may be NULL */
  bool commas;                                   /* records are parted by commas: the first byte of all is left out */
  void (*work)(struct Run *r, Coder *c, Job *j); /* sets out, fate and message; on a thread of its own */
  void (*take)(struct Run *r, const Job *j);     /* gets what `work` made, in the order of the input, instead of the output; may be NULL */
  bool (*opened)(struct Run *r);                 /* the engine is open, nothing is read yet; false (told) ends the run; may be NULL */
  bool (*closing)(struct Run *r, bool ok);       /* all is done, well or not; true if it ends well; may be NULL */
  bool (*stored)(struct Run *r, const Job *j);   /* the document need not be coded again; may be NULL */
  bool (*keep)(struct Run *r,
               const Job *j); /* gets every coded document, in the order of the input; false (told) stops the run; may be NULL */
  void *ctx;
  /* the run's own */
  Engine *engine;
  Output to;
  Reader *reader;
  int file;
  Job *free_jobs;
  Progress progress;
  uint64_t bytes_before; /* of the files that are read */
  uint64_t read, events, left_out, sentences, tokens, fates[FATE_COUNT];
  char first[FATE_COUNT][320];
  uint64_t messages;
  bool data_bad, write_bad;
  uint64_t *seen; /* a hash table of the keys of documents, to tell doubled ones */
  uint32_t nseen;
} Run;

/* As many threads as there are processors. */
int run_threads(void);
/* Runs it all; the exit status. */
int run_files(Run *r);
/* Sets a document's fate with a message "file:line: ..." */
void job_fate(Job *j, enum Fate fate, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
