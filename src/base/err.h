/* Errors with a place.  The first one kept wins, so that callers chain and check once. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/str.h"

/* Fills *err unless it already holds an error (err may be NULL); always false. */
bool err_at(EntError *err, EntStatus code, const char *file, uint32_t line, uint32_t col, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* "file:line:col: message" into buf (always terminated); parts that are unknown are left out. */
void err_text(const EntError *err, char *buf, size_t size);
void err_clear(EntError *err);

#endif
