/* Runs a fuzz target over the files of a folder: the corpus as a test, for compilers without libFuzzer. */
#include "base/mapfile.h"

#include <dirent.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
  DIR *d = argc > 1 ? opendir(argv[1]) : NULL;
  int n = 0;
  for (struct dirent *e; d && (e = readdir(d));) {
    char path[4096];
    MapFile f;
    if (e->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name) >= (int)sizeof path) continue;
    if (!mapfile_open(&f, path, NULL)) return 1;
    LLVMFuzzerTestOneInput((const uint8_t *)f.p, f.n);
    mapfile_close(&f);
    n++;
  }
  if (d) closedir(d);
  printf("%d inputs\n", n);
  return n > 0 ? 0 : 1;
}
