/* Runs a fuzz target without libFuzzer.
**
** usage: replay DIR        over the files of a folder: the corpus as a test, for compilers that have none
**        replay -r BYTES   over so many random bytes, in inputs of 1 to 4,096; the same bytes every time
**        replay -l FILE    over the lines of a file */
#include "base/mapfile.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_folder(const char *folder) {
  DIR *d = opendir(folder);
  int n = 0;
  for (struct dirent *e; d && (e = readdir(d));) {
    char path[4096];
    MapFile f;
    if (e->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path) continue;
    if (!mapfile_open(&f, path, NULL)) return 0;
    LLVMFuzzerTestOneInput((const uint8_t *)f.p, f.n);
    mapfile_close(&f);
    n++;
  }
  if (d) closedir(d);
  return n;
}

static uint32_t next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* An input has bytes of every kind, or mostly such as text has. */
static int run_random(size_t left) {
  static const char common[] = "the of to in a rebels said U.S. Gen. Smith 12 2004 ,.;:!?'\"()-- \n";
  uint8_t bytes[4096];
  uint32_t seed = 1;
  int n = 0;
  while (left) {
    size_t size = 1 + next(&seed) % sizeof bytes;
    if (size > left) size = left;
    bool text = next(&seed) % 2;
    for (size_t i = 0; i < size; i++)
      bytes[i] = text && next(&seed) % 8 ? (uint8_t)common[next(&seed) % (sizeof common - 1)] : (uint8_t)(next(&seed) >> 4);
    LLVMFuzzerTestOneInput(bytes, size);
    left -= size;
    n++;
  }
  return n;
}

static int run_lines(const char *path) {
  MapFile f;
  int n = 0;
  if (!mapfile_open(&f, path, NULL)) return 0;
  for (size_t at = 0; at < f.n;) {
    const char *end = memchr(f.p + at, '\n', f.n - at);
    size_t size = end ? (size_t)(end - f.p) - at : f.n - at;
    LLVMFuzzerTestOneInput((const uint8_t *)f.p + at, size);
    at += size + 1;
    n++;
  }
  mapfile_close(&f);
  return n;
}

int main(int argc, char **argv) {
  int n = 0;
  if (argc == 3 && strcmp(argv[1], "-r") == 0) n = run_random((size_t)strtoull(argv[2], NULL, 10));
  else if (argc == 3 && strcmp(argv[1], "-l") == 0) n = run_lines(argv[2]);
  else if (argc == 2) n = run_folder(argv[1]);
  printf("%d inputs\n", n);
  return n > 0 ? 0 : 1;
}
