/* A whole file as read-only memory.  What cannot be mapped (a pipe, an empty file) is read to the heap. */
#include "base/mapfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(MapFile *f, int fd) {
  size_t cap = 0;
  char *p = NULL;
  for (;;) {
    if (f->n == cap) {
      cap = cap ? cap * 2 : 64 * 1024;
      char *more = realloc(p, cap);
      if (!more) break;
      p = more;
    }
    ssize_t got = read(fd, p + f->n, cap - f->n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    if (got == 0) {
      f->p = p;
      return true;
    }
    f->n += (size_t)got;
  }
  free(p);
  f->n = 0;
  return false;
}

static bool map(MapFile *f, int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0) return false;
  void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (p == MAP_FAILED) return false;
  *f = (MapFile){p, (size_t)st.st_size, true};
  return true;
}

bool mapfile_open(MapFile *f, const char *path, EntError *err) {
  *f = (MapFile){0};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool ok = fd >= 0 && (map(f, fd) || read_all(f, fd));
  int why = errno;
  if (fd >= 0) close(fd);
  return ok || err_at(err, ENT_EIO, path, 0, 0, "cannot be read: %s", strerror(why));
}

void mapfile_close(MapFile *f) {
  if (f->mapped) munmap((void *)(uintptr_t)f->p, f->n);
  else free((void *)(uintptr_t)f->p);
  *f = (MapFile){0};
}
