/* What the commands share: complaints, arguments, output files, the engine. */
#include "cli/cli.h"

#include "cli/embed.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

void tell_error(const EntError *err) {
  char text[512];
  err_text(err, text, sizeof text);
  fprintf(stderr, "entente: %s\n", text);
}

int tell_misuse(const char *command, const char *fmt, ...) {
  va_list ap;
  fprintf(stderr, "entente %s: ", command);
  va_start(ap, fmt);
  vfprintf(stderr, fmt, ap);
  va_end(ap);
  fprintf(stderr, "; see entente %s --help\n", command);
  return EXIT_MISUSE;
}

int tell_option(const char *command, int argc, char **argv, int c) {
  const char *word = optind > 0 && optind <= argc ? argv[optind - 1] : "";
  if (c == ':') return tell_misuse(command, "option '%s' needs a value", word);
  if (optopt && optopt < 128) return tell_misuse(command, "unknown option '-%c'", optopt);
  return tell_misuse(command, "unknown option '%s'", word);
}

bool number_arg(const char *command, const char *option, const char *s, int least, int most, int *out) {
  int64_t v;
  if (str_int(str_of(s), &v) && v >= least && v <= most) {
    *out = (int)v;
    return true;
  }
  tell_misuse(command, "%s takes a number from %d to %d, not '%s'", option, least, most, s);
  return false;
}

bool date_arg(const char *command, const char *s, Date *out) {
  if (date_parse_iso(str_of(s), out) && out->day) return true;
  tell_misuse(command, "--date takes a day such as 2024-08-05, not '%s'", s);
  return false;
}

/* A device or pipe keeps its name and is written at once. */
static bool is_special(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

bool output_open(Output *o, const char *path) {
  *o = (Output){.f = stdout, .path = path};
  if (!path || strcmp(path, "-") == 0) {
    o->path = NULL;
    return true;
  }
  size_t n = strlen(path) + sizeof ".partial";
  bool special = is_special(path);
  o->partial = special ? NULL : malloc(n);
  if (o->partial) snprintf(o->partial, n, "%s.partial", path);
  o->f = special ? fopen(path, "wb") : o->partial ? fopen(o->partial, "wb") : NULL;
  if (o->f) return true;
  fprintf(stderr, "entente: %s: cannot be written: %s\n", path, strerror(errno));
  free(o->partial);
  return false;
}

bool output_close(Output *o, bool keep) {
  bool ok = fflush(o->f) == 0 && !ferror(o->f);
  if (o->path) ok = fclose(o->f) == 0 && ok;
  if (o->partial) ok = ok && (!keep || rename(o->partial, o->path) == 0);
  if (!ok) fprintf(stderr, "entente: %s: cannot be written: %s\n", o->path ? o->path : "standard output", strerror(errno));
  if (o->partial && !(ok && keep)) remove(o->partial);
  free(o->partial);
  return ok;
}

int output_width(void) {
  struct winsize w;
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : 100;
}

bool is_folder(const char *dir) {
  struct stat st;
  if (stat(dir, &st) == 0 && S_ISDIR(st.st_mode)) return true;
  fprintf(stderr, "entente: %s: is no folder\n", dir);
  return false;
}

bool knowledge_add(Knowledge *k, const char *dir) {
  if (!is_folder(dir)) return false;
  if (k->n == LEXICONS_MAX) {
    fprintf(stderr, "entente: more than %d lexicons\n", LEXICONS_MAX);
    return false;
  }
  k->lexicons[k->n++] = dir;
  return true;
}

Engine *knowledge_open(const Knowledge *k) {
  EntError err = {0};
  EngineOptions o = {.lexicon = embedded_lexicon,
                     .nlexicon = (size_t)((uintptr_t)embedded_lexicon_end - (uintptr_t)embedded_lexicon),
                     .model = embedded_model,
                     .nmodel = (size_t)((uintptr_t)embedded_model_end - (uintptr_t)embedded_model),
                     .dirs = k->lexicons,
                     .ndirs = k->n};
  Engine *e = engine_open(&o, &err);
  if (!e) tell_error(&err);
  return e;
}
