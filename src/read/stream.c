/* Bytes of a file, unpacked, cut into lines.
**
** One buffer holds what is unpacked and not yet taken; it grows only to hold the longest line, and never past STREAM_LINE_MAX.
** A codec is two functions in a table; gz files of several members and zst files of several frames read as one. */
#include "read/stream.h"

#include <errno.h>
#include <stdio.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { CHUNK = 64 * 1024 };

enum Codec { CODEC_PLAIN, CODEC_GZ, CODEC_ZST };

struct Stream {
  char *name;
  int fd;     /* -1: memory */
  Str memory; /* what is left of it */
  uint64_t read, size;
  bool input_end; /* no more bytes of the file */
  bool end, told; /* no more unpacked bytes; a failure was told */
  enum Codec codec;
  bool midway; /* inside a gz member or zst frame: an end here is a truncation */
  z_stream gz;
  ZSTD_DStream *zst;
  unsigned char *in; /* bytes of the file not yet unpacked: in[in_at..in_n) */
  size_t in_at, in_n;
  char *buf; /* unpacked bytes: buf[at..n) */
  size_t at, n, cap;
  uint32_t line;
  char long_head[64]; /* of a line that was passed over */
  char why[120];      /* the failure that ended it, or "" */
};

static void fail(Stream *s, const char *why) {
  s->end = true;
  snprintf(s->why, sizeof s->why, "%s", why);
}

/* Fills `in` when all of it is used.  False at the end of the file. */
static bool more_input(Stream *s) {
  if (s->in_at < s->in_n) return true;
  if (s->input_end) return false;
  s->in_at = s->in_n = 0;
  if (s->fd < 0) {
    size_t n = s->memory.n < CHUNK ? s->memory.n : CHUNK;
    if (n) memcpy(s->in, s->memory.p, n);
    s->memory = str_from(s->memory, (uint32_t)n);
    s->in_n = n;
  } else {
    ssize_t got;
    do got = read(s->fd, s->in, CHUNK);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
      char why[sizeof s->why];
      snprintf(why, sizeof why, "cannot be read: %s", strerror(errno));
      fail(s, why);
    }
    s->in_n = got > 0 ? (size_t)got : 0;
  }
  s->read += s->in_n;
  s->input_end = s->in_n == 0;
  return s->in_n > 0;
}

static size_t unpack_plain(Stream *s, char *out, size_t room) {
  size_t n = s->in_n - s->in_at < room ? s->in_n - s->in_at : room;
  memcpy(out, s->in + s->in_at, n);
  s->in_at += n;
  return n;
}

static size_t unpack_gz(Stream *s, char *out, size_t room) {
  s->gz.next_in = s->in + s->in_at;
  s->gz.avail_in = (uInt)(s->in_n - s->in_at);
  s->gz.next_out = (Bytef *)out;
  s->gz.avail_out = (uInt)room;
  s->midway = true;
  int rc = inflate(&s->gz, Z_NO_FLUSH);
  s->in_at = s->in_n - s->gz.avail_in;
  if (rc == Z_STREAM_END) {
    s->midway = false;
    inflateReset(&s->gz);
  } else if (rc != Z_OK && rc != Z_BUF_ERROR) fail(s, "the gz data is damaged");
  return room - s->gz.avail_out;
}

static size_t unpack_zst(Stream *s, char *out, size_t room) {
  ZSTD_inBuffer in = {s->in, s->in_n, s->in_at};
  ZSTD_outBuffer to = {out, room, 0};
  size_t rc = ZSTD_decompressStream(s->zst, &to, &in);
  s->in_at = in.pos;
  s->midway = rc != 0;
  if (ZSTD_isError(rc)) fail(s, "the zst data is damaged");
  return to.pos;
}

static const struct {
  const char *truncated;
  size_t (*unpack)(Stream *s, char *out, size_t room);
} codecs[] = {
    [CODEC_PLAIN] = {"", unpack_plain},
    [CODEC_GZ] = {"the gz data ends too early: the file is truncated", unpack_gz},
    [CODEC_ZST] = {"the zst data ends too early: the file is truncated", unpack_zst},
};

/* Unpacks some bytes to the end of buf.  False at the end. */
static bool more(Stream *s) {
  if (s->at) {
    memmove(s->buf, s->buf + s->at, s->n - s->at);
    s->n -= s->at;
    s->at = 0;
  }
  if (s->cap - s->n < CHUNK) {
    size_t cap = s->cap * 2 > s->n + CHUNK ? s->cap * 2 : s->n + CHUNK;
    char *p = realloc(s->buf, cap);
    if (!p) {
      fail(s, "out of memory");
      return false;
    }
    s->buf = p;
    s->cap = cap;
  }
  size_t before = s->n;
  while (!s->end && s->n == before) {
    /* A codec may hold bytes back, so it is asked once more after the last of the input. */
    bool fed = more_input(s);
    if (s->end) break;
    size_t got = fed || s->midway ? codecs[s->codec].unpack(s, s->buf + s->n, s->cap - s->n) : 0;
    s->n += got;
    if (got || fed) continue;
    if (s->midway) fail(s, codecs[s->codec].truncated);
    s->end = true;
  }
  return s->n > before;
}

static bool start_codec(Stream *s) {
  static const unsigned char gz_magic[] = {0x1F, 0x8B}, zst_magic[] = {0x28, 0xB5, 0x2F, 0xFD};
  if (!more_input(s)) return true;
  if (s->in_n >= 2 && memcmp(s->in, gz_magic, 2) == 0) {
    s->codec = CODEC_GZ;
    return inflateInit2(&s->gz, 15 + 16) == Z_OK;
  }
  if (s->in_n >= 4 && memcmp(s->in, zst_magic, 4) == 0) {
    s->codec = CODEC_ZST;
    s->zst = ZSTD_createDStream();
    return s->zst != NULL;
  }
  return true;
}

/* Looks at the first bytes: codec, emptiness, byte order marks. */
static bool start(Stream *s, EntError *err) {
  if (!start_codec(s)) return err_at(err, ENT_ENOMEM, s->name, 0, 0, "out of memory");
  Str head = stream_head(s);
  if (!head.n) return err_at(err, s->read ? ENT_EINPUT : ENT_EIO, s->name, 0, 0, "%s", s->why[0] ? s->why : "is empty");
  if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF")))
    return err_at(err, ENT_EINPUT, s->name, 1, 0, "is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8");
  if (str_starts(head, STR("\xEF\xBB\xBF"))) s->at += 3;
  return true;
}

static Stream *new_stream(const char *name) {
  Stream *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->fd = -1;
  s->name = strdup(name);
  s->in = malloc(CHUNK);
  if (s->name && s->in) return s;
  stream_close(s);
  return NULL;
}

static Stream *started(Stream *s, EntError *err) {
  if (start(s, err)) return s;
  /* The name dies with the stream: errors of opening are told by the caller, who has the path. */
  if (err) err->file = NULL;
  stream_close(s);
  return NULL;
}

Stream *stream_open_memory(const char *name, Str bytes, EntError *err) {
  Stream *s = new_stream(name);
  if (!s) {
    err_at(err, ENT_ENOMEM, name, 0, 0, "out of memory");
    return NULL;
  }
  s->memory = bytes;
  s->size = bytes.n;
  s = started(s, err);
  if (!s && err) err->file = name;
  return s;
}

Stream *stream_open(const char *path, EntError *err) {
  bool is_stdin = strcmp(path, "-") == 0;
  const char *name = is_stdin ? "standard input" : path;
  Stream *s = new_stream(name);
  if (!s) {
    err_at(err, ENT_ENOMEM, name, 0, 0, "out of memory");
    return NULL;
  }
  s->fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
  if (s->fd < 0) {
    err_at(err, ENT_EIO, name, 0, 0, "cannot be opened: %s", strerror(errno));
    stream_close(s);
    return NULL;
  }
  struct stat st;
  if (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode)) s->size = (uint64_t)st.st_size;
  s = started(s, err);
  if (!s && err) err->file = name;
  return s;
}

void stream_close(Stream *s) {
  if (!s) return;
  if (s->fd >= 0) close(s->fd);
  if (s->codec == CODEC_GZ) inflateEnd(&s->gz);
  ZSTD_freeDStream(s->zst);
  free(s->name);
  free(s->in);
  free(s->buf);
  free(s);
}

/* Passes over the rest of a line that is too long. */
static void skip_line(Stream *s) {
  do {
    char *nl = s->n > s->at ? memchr(s->buf + s->at, '\n', s->n - s->at) : NULL;
    s->at = nl ? (size_t)(nl - s->buf) + 1 : s->n;
    if (nl) return;
  } while (more(s));
}

int stream_line(Stream *s, Str *line_out, EntError *err) {
  size_t searched = 0; /* bytes after `at` that hold no newline */
  *line_out = (Str){s->buf, 0};
  for (;;) {
    size_t from = s->at + searched;
    char *nl = s->n > from ? memchr(s->buf + from, '\n', s->n - from) : NULL;
    size_t len = nl ? (size_t)(nl - s->buf) + 1 - s->at : s->n - s->at;
    if (len > STREAM_LINE_MAX) {
      s->line++;
      memcpy(s->long_head, s->buf + s->at, sizeof s->long_head);
      *line_out = (Str){s->long_head, sizeof s->long_head};
      skip_line(s);
      return LINE_LONG;
    }
    if (!nl) {
      searched = len;
      if (more(s)) continue;
      if (s->why[0]) { /* half a line before a failure is no line */
        s->at = s->n;
        if (s->told) return LINE_END;
        s->told = true;
        s->line++;
        err_at(err, ENT_EINPUT, s->name, s->line, 0, "%s", s->why);
        return LINE_FAIL;
      }
      if (!len) return LINE_END;
    }
    s->line++;
    *line_out = (Str){s->buf + s->at, (uint32_t)len};
    s->at += len;
    return LINE_OK;
  }
}

Str stream_head(Stream *s) {
  while (s->n - s->at < CHUNK && more(s)) {
  }
  size_t n = s->n - s->at < CHUNK ? s->n - s->at : CHUNK;
  return (Str){n ? s->buf + s->at : "", (uint32_t)n};
}

uint32_t stream_line_number(const Stream *s) { return s->line; }
const char *stream_name(const Stream *s) { return s->name; }

void stream_position(const Stream *s, uint64_t *at_out, uint64_t *size_out) {
  *at_out = s->read - (s->in_n - s->in_at);
  *size_out = s->size;
}
