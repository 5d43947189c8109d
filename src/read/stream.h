/* A file as lines: plain, gz or zst, whatever its first bytes say; memory is bounded whatever the file holds.
**
** Under the readers.  A byte order mark is dropped; UTF-16 is refused with advice, since no news file has it on purpose. */
#ifndef READ_STREAM_H
#define READ_STREAM_H

#include "base/err.h"

/* Bytes of the longest line (and of the longest document) that is read. */
enum { STREAM_LINE_MAX = 32 * 1024 * 1024 };
#define STREAM_LINE_MAX_TEXT "32 MB"

typedef struct Stream Stream;

enum LineResult {
  LINE_OK,
  LINE_END,
  LINE_LONG, /* longer than STREAM_LINE_MAX; it was passed over, *line_out is its beginning */
  LINE_FAIL  /* the file cannot be read on; err says why, and LINE_END follows */
};

/* path "-" is stdin.  NULL with err (ENT_EIO, ENT_EINPUT: empty or UTF-16) when there is nothing to read. */
Stream *stream_open(const char *path, EntError *err);
/* Of memory, which is borrowed: for tests and fuzzing. */
Stream *stream_open_memory(const char *name, Str bytes, EntError *err);
void stream_close(Stream *s);
/* The next line with its newline (the last may have none); valid until the next call. */
int stream_line(Stream *s, Str *line_out, EntError *err);
/* The beginning of what is left, as far as it is buffered (64 KB where the file has so many): to tell the format. */
Str stream_head(Stream *s);
/* 1-based number of the line that stream_line gave last. */
uint32_t stream_line_number(const Stream *s);
const char *stream_name(const Stream *s);
/* Bytes of the file consumed, and its size (0: unknown). */
void stream_position(const Stream *s, uint64_t *at_out, uint64_t *size_out);

#endif
