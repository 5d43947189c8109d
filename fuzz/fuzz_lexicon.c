/* A lexicon folder of any bytes: a line "@actors" begins the text of that part, and so for the others.  It is compiled, or told to be
** bad at a place; an image that was made opens.  "@dictionary" is text for the importer, and what it writes must be a lexicon. */
#include "cli/embed.h"
#include "code/code.h"
#include "who/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const parts[] = {"actors", "roles", "frames", "words", "ontology", "places", "dictionary"};
enum { PARTS = sizeof parts / sizeof *parts, DICTIONARY = PARTS - 1 };

static char folder[64];

static void must(bool ok) {
  if (!ok) abort();
}

static EngineOptions builtin(void) {
  return (EngineOptions){.lexicon = embedded_lexicon,
                         .nlexicon = (size_t)(embedded_lexicon_end - embedded_lexicon),
                         .model = embedded_model,
                         .nmodel = (size_t)(embedded_model_end - embedded_model)};
}

static void file_name(int part, char out[160]) {
  snprintf(out, 160, "%s/%s/%s", folder, parts[part], strcmp(parts[part], "places") ? "fuzz.txt" : "sites.tsv");
}

static void remove_all(void) {
  char name[160];
  for (int i = 0; i < PARTS; i++) {
    file_name(i, name);
    unlink(name);
    *strrchr(name, '/') = 0;
    rmdir(name);
  }
  rmdir(folder);
}

static void make_folder(void) {
  char name[160];
  if (folder[0]) return;
  snprintf(folder, sizeof folder, "/tmp/entente-fuzz-XXXXXX");
  must(mkdtemp(folder) != NULL);
  for (int i = 0; i < PARTS; i++) {
    file_name(i, name);
    *strrchr(name, '/') = 0;
    must(mkdir(name, 0700) == 0);
  }
  atexit(remove_all);
}

static void write_part(int part, Str text) {
  char name[160];
  file_name(part, name);
  if (!text.n) {
    unlink(name);
    return;
  }
  FILE *f = fopen(name, "wb");
  must(f && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
}

/* The parts of the input; text before the first mark is of the actors. */
static void part_input(Str rest, Buf out[PARTS]) {
  Str line;
  int at = 0;
  while (str_line(&rest, &line)) {
    int mark = -1;
    for (int i = 0; i < PARTS && line.n > 1 && line.p[0] == '@'; i++)
      if (str_eq(str_trim(str_from(line, 1)), str_of(parts[i]))) mark = i;
    if (mark >= 0) at = mark;
    else {
      buf_str(&out[at], line);
      buf_c(&out[at], '\n');
    }
  }
}

static void check_opens(const Buf *image) {
  Image im;
  Who who = {.n = 0};
  What what = {.n = 0};
  EntError err = {0};
  void *p = aligned_alloc(16, (image->n + 15) / 16 * 16);
  memcpy(p, image->p, image->n);
  must(image_open(&im, p, image->n, "fuzz", LEXICON_VERSION, &err) && who_add(&who, &im, &err) && what_add(&what, &who, &im, &err));
  free(p);
}

/* Does the folder make a lexicon?  If so, one that opens. */
static bool compiles(void) {
  Buf image = {0};
  EntError err = {0};
  static Image base;
  if (!base.p) must(image_open(&base, embedded_lexicon, (size_t)(embedded_lexicon_end - embedded_lexicon), "base", LEXICON_VERSION, &err));
  bool ok = lexicon_image(folder, &base, &image, &err);
  must(ok == (err.code == ENT_OK));
  if (ok) check_opens(&image);
  buf_free(&image);
  return ok;
}

static void tell(void *ctx, const char *file, uint32_t line, const char *why) {
  (void)ctx;
  must(file && line && why && *why);
}

static void import(Str text) {
  static Engine *engine;
  static Cameo cameo;
  if (!engine) {
    EntError err = {0};
    EngineOptions o = builtin();
    engine = engine_open(&o, &err);
    must(engine != NULL);
    cameo_open(&cameo, engine_what(engine)->who);
  }
  Arena a;
  Buf actors = {0}, roles = {0};
  ImportSum sum = {0};
  arena_init(&a, 0);
  import_dictionary(&a, &cameo, "fuzz", text, &actors, &roles, &sum, tell, NULL);
  for (int i = 0; i < PARTS; i++) write_part(i, (Str){0});
  write_part(0, (Str){actors.p, (uint32_t)actors.n});
  write_part(1, (Str){roles.p, (uint32_t)roles.n});
  must(compiles());
  buf_free(&actors);
  buf_free(&roles);
  arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Buf text[PARTS] = {{0}};
  make_folder();
  part_input((Str){(const char *)data, (uint32_t)size}, text);
  if (text[DICTIONARY].n) import((Str){text[DICTIONARY].p, (uint32_t)text[DICTIONARY].n});
  else {
    for (int i = 0; i < DICTIONARY; i++) write_part(i, (Str){text[i].p, (uint32_t)text[i].n});
    compiles();
  }
  for (int i = 0; i < PARTS; i++) buf_free(&text[i]);
  return 0;
}
