/* lexc: compiles the lexicon for the build: the program itself needs the image that this makes.
**
** usage: lexc DIR IMAGE [DEPFILE]   DEPFILE: a make rule that names every file of DIR, so that a change to one builds the image anew. */
#include "code/code.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

static bool write_file(const char *path, const void *p, size_t n) {
  FILE *f = fopen(path, "wb");
  bool ok = f && fwrite(p, 1, n, f) == n;
  if (f && fclose(f) != 0) ok = false;
  if (!ok) fprintf(stderr, "lexc: %s: cannot be written\n", path);
  return ok;
}

/* Folders too: a file that joins or leaves changes its folder. */
static void add_deps(Buf *b, const char *path) {
  struct stat st;
  DIR *d = opendir(path);
  buf_fmt(b, " %s", path);
  for (struct dirent *e; d && (e = readdir(d));) {
    char sub[4096];
    if (e->d_name[0] == '.' || snprintf(sub, sizeof sub, "%s/%s", path, e->d_name) >= (int)sizeof sub) continue;
    if (stat(sub, &st) == 0 && S_ISDIR(st.st_mode)) add_deps(b, sub);
    else buf_fmt(b, " %s", sub);
  }
  if (d) closedir(d);
}

int main(int argc, char **argv) {
  EntError err = {0};
  Buf image = {0}, deps = {0};
  if (argc < 3) {
    fputs("usage: lexc DIR IMAGE [DEPFILE]\n", stderr);
    return 2;
  }
  bool ok = lexicon_image(argv[1], NULL, &image, &err);
  if (!ok) {
    char text[512];
    err_text(&err, text, sizeof text);
    fprintf(stderr, "%s\n", text);
  }
  ok = ok && write_file(argv[2], image.p, image.n);
  if (ok && argc > 3) {
    buf_fmt(&deps, "%s:", argv[2]);
    add_deps(&deps, argv[1]);
    buf_c(&deps, '\n');
    ok = write_file(argv[3], deps.p, deps.n);
  }
  buf_free(&image);
  buf_free(&deps);
  return ok ? 0 : 1;
}
