/* entente lexicon import: dictionaries of PETRARCH and TABARI become a folder for --lexicon. */
#include "cli/lexicon.h"

#include "base/mapfile.h"
#include "who/import.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { TOLD_MOST = 20 };

typedef struct Teller {
  uint32_t told;
} Teller;

static void tell(void *ctx, const char *file, uint32_t line, const char *why) {
  Teller *t = ctx;
  if (t->told++ < TOLD_MOST) fprintf(stderr, "entente: %s:%u: %s\n", file, line, why);
  else if (t->told == TOLD_MOST + 1) fprintf(stderr, "entente: %s: further lines are only counted\n", file);
}

static void summarize(const char *file, const ImportSum *s) {
  fprintf(stderr, "%s: %u lines, %u entries\n", file, s->lines, s->entries);
  if (s->actors)
    fprintf(stderr, "%10u actors taken, with %u names (%u of them weak: common words) and %u codes (%u of them dated)\n", s->actors,
            s->names, s->weak, s->parties, s->offices);
  if (s->roles) fprintf(stderr, "%10u roles taken, with %u nouns\n", s->roles, s->nouns);
  for (int i = 0; i < IMPORT_LEFT_COUNT; i++)
    if (s->left[i]) fprintf(stderr, "%10u not taken: %s\n", s->left[i], import_left_text(i));
}

/* "dir/Phoenix.agents.txt" is "Phoenix.agents". */
static Str stem(const char *path) {
  Str s = str_of(path);
  for (uint32_t i = s.n; i-- > 0;)
    if (s.p[i] == '/') {
      s = str_from(s, i + 1);
      break;
    }
  if (str_ends(s, STR(".txt")) && s.n > 4) s.n -= 4;
  return s;
}

static bool make_folder(const char *path) {
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return true;
  fprintf(stderr, "entente: %s: cannot be made: %s\n", path, strerror(errno));
  return false;
}

/* DIR/SUB/STEM.txt; nothing where there is nothing to write. */
static bool write_part(const char *dir, const char *sub, const char *source, const Buf *text) {
  char path[4096];
  Output to;
  Str name = stem(source);
  if (!text->n) return true;
  if (snprintf(path, sizeof path, "%s/%s", dir, sub) >= (int)sizeof path || !make_folder(path)) return false;
  if (snprintf(path, sizeof path, "%s/%s/%.*s.txt", dir, sub, STRF(name)) >= (int)sizeof path || !output_open(&to, path)) return false;
  fprintf(to.f, "# Made by entente lexicon import from %.*s.  Format: lexicon/README.md.\n\n", STRF(name));
  fwrite(text->p, 1, text->n, to.f);
  return output_close(&to, true);
}

static bool import_one(const Cameo *c, const char *path, const char *dir) {
  MapFile f;
  EntError err = {0};
  Buf actors = {0}, roles = {0};
  ImportSum sum = {0};
  Teller teller = {0};
  Arena a;
  if (!mapfile_open(&f, path, &err)) {
    tell_error(&err);
    return false;
  }
  arena_init(&a, 0);
  Str name = stem(path);
  const char *shown = arena_str(&a, name).p;
  bool ok = f.n <= UINT32_MAX || err_at(&err, ENT_EINPUT, path, 0, 0, "is larger than 4 GB");
  if (ok) import_dictionary(&a, c, shown, (Str){f.p, (uint32_t)f.n}, &actors, &roles, &sum, tell, &teller);
  if (ok && !actors.n && !roles.n) ok = err_at(&err, ENT_EINPUT, path, 0, 0, "holds no entry that could be taken");
  if (err.code != ENT_OK) tell_error(&err);
  ok = ok && write_part(dir, "actors", path, &actors) && write_part(dir, "roles", path, &roles);
  summarize(path, &sum);
  buf_free(&actors);
  buf_free(&roles);
  mapfile_close(&f);
  arena_free(&a);
  return ok;
}

int lexicon_import(int nfiles, char **files, const char *dir) {
  Knowledge k = {0};
  EntError err = {0};
  Buf image = {0};
  Engine *e = knowledge_open(&k);
  bool ok = e && make_folder(dir);
  Cameo *c = ok ? malloc(sizeof *c) : NULL;
  if (c) cameo_open(c, engine_what(e)->who);
  for (int i = 0; i < nfiles && c; i++) ok = import_one(c, files[i], dir) && ok;
  /* What was written must be a lexicon. */
  if (ok && !lexicon_image(dir, NULL, &image, &err)) {
    tell_error(&err);
    ok = false;
  }
  buf_free(&image);
  free(c);
  engine_close(e);
  return ok && c ? EXIT_OK : EXIT_DATA;
}
