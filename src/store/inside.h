/* The inside of a Store, for the files of this folder. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/db.h"
#include "store/same.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

/* A telling in memory: what joining compares and what stands for an event. */
typedef struct Known {
  int64_t mention, doc;
  EventRecord record; /* record.event is the key of the act as told */
  Sketch sketch;
  ActWords words;
} Known;

/* The tellings that were wanted lately, in two generations: when one is full the other is forgotten. */
enum { KNOWN_SLOTS = 16384, KNOWN_GENERATION = 4096 };
typedef struct KnownCache {
  Arena arena[2];
  Known *slot[KNOWN_SLOTS];
  uint8_t of[KNOWN_SLOTS]; /* generation of the slot */
  uint32_t n, now;
} KnownCache;

/* Ids of names that came lately; a slot is overwritten by the next name that falls on it. */
enum { NAME_SLOTS = 8192 };
typedef struct NameCache {
  Key key[NAME_SLOTS];
  int64_t id[NAME_SLOTS];
} NameCache;

/* A document that waits to be written. */
enum { WAITING_MOST = 256, WAITING_BYTES = 1 << 20 };
enum { WAITING_KNOWN, WAITING_NEW, WAITING_AGAIN };
typedef struct Waiting {
  RawDoc doc;
  EventRecord *records;
  uint32_t n;
  int fate; /* there already, by this run; new; coded anew */
  int64_t row;
  char key[33];
  Sketch sketch;
} Waiting;

/* Documents that are written together. */
typedef struct Group {
  Waiting at[WAITING_MOST];
  uint32_t n;
  size_t bytes;
  Arena room; /* what they consist of */
} Group;

/* Groups go round in a ring: the oldest are written, the next one is filled.  While a batch is committed, the parser fills some of them. */
enum { GROUPS = 16 };

/* The thread that writes, where there is one (queue.c). */
typedef struct Writer {
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t turn; /* a group was handed over, or is written */
  bool running, quit;
  uint32_t first, n, most; /* the groups handed over: the first is being written */
  bool failed;             /* one could not be, for the reason err; those handed over since are void */
  EntError err;
} Writer;

typedef VEC(int64_t) Ids;
typedef VEC(Str) Keys;

struct Store {
  Db *db;
  const char *where;
  enum StoreAccess access;
  bool search;   /* documents go into the table `search` by hand (SQLite) */
  Arena row;     /* what a callback sees; reset for each */
  Arena scratch; /* of one document or event */
  Arena kept;    /* what lives as long as the store */
  Keys types;    /* in it: the types that series were told of */
  /* writing */
  bool in_batch;
  uint32_t in_hand, batch_most; /* documents of the batch */
  int64_t run, next_doc, next_mention, next_event, next_entity, next_source;
  int64_t old_events; /* events below it were there before the batch */
  Arena batch;
  Ids dirty;         /* events to be summed up anew */
  Keys touched;      /* keys whose events may need another id */
  VEC(int32_t) days; /* of the documents of the batch */
  NameCache entities, sources;
  atomic_bool fresh; /* no document was there before this writer */
  size_t in_hand_bytes;
  Buf bytes;
  KnownCache known;
  /* the queue; what stands above belongs to the thread that writes, if there is one */
  Group group[GROUPS], *filling;
  Writer writer;
  Db *reader; /* for store_has beside that thread; NULL until it is wanted */
  Buf asked;
};

/* Statements that fail leave err set, and their callers pass that on. */

/* load.c: rows to records, in the arena. */
bool load_mention(Store *s, Arena *a, int64_t mention, Known *out, EntError *err);
/* The telling, from the cache or the database; NULL with err. */
const Known *known_mention(Store *s, int64_t mention, EntError *err);
/* Keeps a copy in the cache. */
const Known *known_add(Store *s, const Known *k);
void known_forget(Store *s);

/* join.c: the event of a telling that is new or has been set loose; the events that it bridges become one.  0 with err. */
int64_t join_telling(Store *s, const Known *k, EntError *err);
/* The event lost a telling: the rest is joined anew. */
bool join_again(Store *s, int64_t event, EntError *err);
bool mark_dirty(Store *s, int64_t event);

/* sum.c: what the tellings of the events of the batch say together. */
bool sum_dirty(Store *s, EntError *err);
bool sum_drop(Store *s, int64_t event, EntError *err);

/* The act's day where known to the day; of a longer span the first report's day if it lies within, else the first day; else the first report. */
int32_t day_of_event(const EventRecord *e, Date first_report);

/* batch.c: alone in the database from the one to the other.  Where it is begun already, that is fine. */
bool batch_begin(Store *s, EntError *err);
bool batch_commit(Store *s, EntError *err);
bool batch_rollback(Store *s);

/* queue.c */
/* What is put from now on is written by a thread of its own, if one can be made. */
void queue_start(Store *s);
/* Ends that thread and frees what waits; a batch that is begun stays so. */
void queue_stop(Store *s);

/* write.c */
/* 1 with its row and run; 0; -1. */
int find_document(Db *db, const char *key, int64_t *doc, int64_t *run, EntError *err);
/* Sets row; WAITING_...; -1 with err.  The tellings of one that is coded anew are retired. */
int write_document(Store *s, Waiting *w, EntError *err);
bool write_search(Store *s, const Waiting *w, EntError *err);
bool write_tellings(Store *s, const Waiting *w, EntError *err);

/* The rows of one column of numbers, in the arena. */
bool read_ids(Store *s, DbQuery *q, Arena *a, Ids *out, EntError *err);
/* Ascending, each once. */
void ids_sort(Ids *ids);

#endif
