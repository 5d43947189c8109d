/* Inside of read/: what a format gives and what it may use.  A new format is a file with `fits` and `next`, and a line in read.c. */
#ifndef READ_READER_H
#define READ_READER_H

#include "base/buf.h"
#include "read/read.h"
#include "read/stream.h"

enum Field { FIELD_ID, FIELD_DATE, FIELD_TITLE, FIELD_TEXT, FIELD_PUBLISHER, FIELD_URL, FIELD_LANGUAGE, FIELD_COUNT };

/* A document's fields as a format finds them: UTF-8, in the arena. */
typedef struct Fields {
  Str at[FIELD_COUNT];
  int rank[FIELD_COUNT]; /* of the name under which it stood; 0: not there */
} Fields;

/* The field that has this name, or -1; *rank_out is 1 for the best name. */
int field_find(Str name, int *rank_out);
/* Sets a field unless it was found under a better name. */
void field_set(Fields *f, int field, int rank, Str value);

typedef struct Format {
  const char *name;
  const char *about;
  /* How well a file that begins so fits: 0 not, 1 for want of better, 2 surely. */
  int (*fits)(Str head);
  /* As read_next, for the fields; sets *line_out to where the document starts. */
  int (*next)(Reader *r, Arena *a, Fields *out, uint32_t *line_out, EntError *err);
  /* May be NULL; after the stream was opened.  False with err when the file cannot be of this format. */
  bool (*start)(Reader *r, EntError *err);
} Format;

enum { COLUMNS_MAX = 256 };

struct Reader {
  Stream *stream;
  const Format *format;
  char *stem;   /* of the file's name: what ids are made of */
  uint32_t nth; /* documents so far */
  Buf doc;      /* lines of the document on its way */
  Buf held;     /* text: the line that begins the next document; csv: lines to be read again */
  size_t held_at;
  uint32_t held_line; /* number of the line at held_at */
  bool held_long;     /* text: that line was too long to be kept */
  char separator;     /* csv */
  int columns, column_field[COLUMNS_MAX], column_rank[COLUMNS_MAX];
};

/* raw as UTF-8 in the arena: as it stands, or from Windows-1252.  False with err when it is no text: a NUL byte or many other control
** bytes; line is that of its first byte. */
bool reader_utf8(Reader *r, Arena *a, Str raw, uint32_t line, Str *out, EntError *err);

extern const Format format_text, format_jsonl, format_csv;

#endif
