/* Errors with a place.  Under everything. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

bool err_at(EntError *err, EntStatus code, const char *file, uint32_t line, uint32_t col, const char *fmt, ...) {
  if (!err || err->code != ENT_OK) return false;
  err->code = code;
  err->file = file;
  err->line = line;
  err->col = col;
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(err->msg, sizeof err->msg, fmt, ap);
  va_end(ap);
  /* One sentence on one line, whatever the input held. */
  for (char *p = err->msg; *p; p++)
    if ((unsigned char)*p < ' ' || *p == 0x7F) *p = ' ';
  return false;
}

void err_text(const EntError *err, char *buf, size_t size) {
  if (!size) return;
  char place[32] = "";
  if (err->line && err->col) snprintf(place, sizeof place, "%u:%u:", err->line, err->col);
  else if (err->line) snprintf(place, sizeof place, "%u:", err->line);
  const char *file = err->file ? err->file : "";
  const char *msg = err->msg[0] ? err->msg : ent_status_text(err->code);
  snprintf(buf, size, "%s%s%s%s%s", file, *file ? ":" : "", place, *file || *place ? " " : "", msg);
}

void err_clear(EntError *err) {
  if (err) *err = (EntError){0};
}

static const struct {
  const char *text;
  int exit_status;
} statuses[] = {
#define X(name, text, exit_status) {text, exit_status},
    ENT_STATUS_LIST(X)
#undef X
};

static bool is_status(EntStatus s) { return (size_t)s < sizeof statuses / sizeof *statuses; }

const char *ent_status_text(EntStatus s) { return is_status(s) ? statuses[s].text : "unknown status"; }
int ent_status_exit(EntStatus s) { return is_status(s) ? statuses[s].exit_status : 1; }
