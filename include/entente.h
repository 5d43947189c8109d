/* Entente: dated news in, event records out.
**
** The one public header of libentente.  An engine holds what is known (lexicon, places, weights) and is read-only once open;
** a document codes one text at a time and is reused; events point into their document and die with it. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_VERSION "0.1.0"

/* One list gives the enum, the text, the exit status of the program. */
#define ENT_STATUS_LIST(X)                                     \
  X(OK, "ok", 0)                                               \
  X(EDATA, "a lexicon, model or image file is malformed", 1)   \
  X(EINPUT, "a document or its container is malformed", 1)     \
  X(EDATE, "a document has no date that can be read", 1)       \
  X(EIO, "a file cannot be opened, read or written", 1)        \
  X(ENOMEM, "a document needed more memory than its limit", 1) \
  X(EUSAGE, "the command line is not understood", 2)

typedef enum EntStatus {
#define X(name, text, exit_status) ENT_##name,
  ENT_STATUS_LIST(X)
#undef X
} EntStatus;

/* A borrowed run of bytes, not NUL-terminated. */
typedef struct EntStr {
  const char *p;
  uint32_t n;
} EntStr;

/* What went wrong and where: the caller's, on the stack; nothing to free. */
typedef struct EntError {
  EntStatus code;
  uint32_t line, col; /* 1-based; 0 when no text is to blame */
  const char *file;   /* borrowed */
  char msg[200];      /* one sentence, no newline */
} EntError;

const char *ent_status_text(EntStatus s);
int ent_status_exit(EntStatus s);

#ifdef __cplusplus
}
#endif
#endif
