/* A whole file as read-only memory, mapped where that is possible. */
#ifndef BASE_MAPFILE_H
#define BASE_MAPFILE_H

#include "base/err.h"

typedef struct MapFile {
  const char *p;
  size_t n;
  bool mapped; /* else on the heap */
} MapFile;

/* False with err (ENT_EIO) when it cannot be opened or read. */
bool mapfile_open(MapFile *f, const char *path, EntError *err);
void mapfile_close(MapFile *f);

#endif
