/* Bytes to documents.  A Source is a file (or stdin), opened as the format that its bytes show; a Reader gives its documents one by one.
** Memory does not grow with the file. */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

/* One document as read; slices live in the arena given to read_next (UTF-8 already). */
typedef struct RawDoc {
  Str id, title, text, publisher, url, language;
  Str date_text; /* as it stood */
  bool id_given; /* else it was made of the file's name */
  Date date;     /* year 0: none given */
  bool date_bad; /* a date was given that is none */
  uint32_t line; /* where it starts in the file, 1-based */
} RawDoc;

typedef struct Reader Reader;

enum ReadResult { READ_DOC, READ_END, READ_BAD };

/* path "-" is stdin; format NULL: told by content ("text", "jsonl", "csv").  NULL with err when it cannot be opened or no format fits. */
Reader *read_open(const char *path, const char *format, EntError *err);
/* Of memory, which is borrowed until read_close. */
Reader *read_open_memory(const char *name, Str bytes, const char *format, EntError *err);
/* READ_BAD: one document was broken; err says where and why, reading goes on with the next one. */
int read_next(Reader *r, Arena *a, RawDoc *out, EntError *err);
/* Bytes of the file consumed so far (compressed bytes) and its size (0 unknown), for progress. */
void read_position(const Reader *r, uint64_t *at_out, uint64_t *size_out);
void read_close(Reader *r);
/* "text, jsonl, csv": for help texts. */
const char *read_formats(void);
bool read_format_known(const char *name);

#endif
