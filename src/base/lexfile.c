/* Reads a folder of the lexicon whole: the files are small and people edit them, so their complaints need places more than speed. */
#include "base/lexfile.h"
#include "base/mapfile.h"
#include "base/utf8.h"
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* A comment starts the line, or stands after two blanks. */
static Str without_comment(Str s) {
  for (uint32_t i = 0; i < s.n; i++)
    if (s.p[i] == '#' && (i == 0 || (i >= 2 && s.p[i - 1] == ' ' && s.p[i - 2] == ' '))) return str_head(s, i);
  return s;
}

static bool each_line(Str rest, const char *file, bool (*fn)(void *, const LexLine *), void *ctx) {
  Str line;
  for (uint32_t n = 1; str_line(&rest, &line); n++) {
    line = without_comment(line);
    uint32_t indent = 0;
    while (indent < line.n && line.p[indent] == ' ') indent++;
    LexLine l = {str_trim(line), indent, n, file};
    if (l.text.n && !fn(ctx, &l)) return false;
  }
  return true;
}

static bool read_file(Arena *a, const char *path, const char *shown, bool (*fn)(void *, const LexLine *), void *ctx, EntError *err) {
  MapFile f;
  if (!mapfile_open(&f, path, err)) return false;
  Str text = {0};
  if (f.n <= UINT32_MAX) text = arena_str(a, (Str){f.p, (uint32_t)f.n});
  mapfile_close(&f);
  uint32_t bad = utf8_bad_at(text);
  if (bad < text.n) {
    uint32_t line = 1;
    for (uint32_t i = 0; i < bad; i++) line += text.p[i] == '\n';
    return err_at(err, ENT_EDATA, shown, line, 0, "bytes that are no UTF-8");
  }
  return each_line(text, shown, fn, ctx);
}

bool lexfile_each(Arena *a, const char *dir, const char *sub, bool (*line)(void *, const LexLine *), void *ctx, EntError *err) {
  Str folder = arena_fmt(a, "%s/%s", dir, sub);
  DIR *d = opendir(folder.p);
  if (!d) return errno == ENOENT ? true : err_at(err, ENT_EIO, arena_str(a, folder).p, 0, 0, "cannot be opened: %s", strerror(errno));
  VEC(char *) names = {0};
  for (struct dirent *e; (e = readdir(d));)
    if (str_ends(str_of(e->d_name), STR(".txt"))) VEC_PUSH(a, &names, (char *)arena_str(a, str_of(e->d_name)).p);
  closedir(d);
  if (names.n) qsort(names.at, names.n, sizeof *names.at, by_name);
  bool ok = true;
  for (uint32_t i = 0; i < names.n && ok; i++) {
    const char *path = arena_fmt(a, "%s/%s", folder.p, names.at[i]).p;
    ok = read_file(a, path, arena_fmt(a, "%s/%s", sub, names.at[i]).p, line, ctx, err);
  }
  return ok;
}

bool lex_bar(Str *rest, Str *part_out) {
  if (!rest->n) return false;
  *part_out = str_trim(str_cut(*rest, '|', rest));
  return true;
}

bool lex_word(Str *rest, Str *word_out) {
  *rest = str_trim(*rest);
  if (!rest->n) return false;
  uint32_t n = 0;
  while (n < rest->n && !is_space(rest->p[n])) n++;
  *word_out = str_head(*rest, n);
  *rest = str_trim(str_from(*rest, n));
  return true;
}

uint32_t lex_text(Arena *a, LexText *t, Str s) {
  uint32_t at = t->n;
  for (uint32_t i = 0; i < s.n; i++) VEC_PUSH(a, t, s.p[i]);
  VEC_PUSH(a, t, '\0');
  return at;
}

bool lex_error(EntError *err, const LexLine *l, Str at, const char *fmt, ...) {
  char msg[160];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(msg, sizeof msg, fmt, ap);
  va_end(ap);
  bool inside = at.p >= l->text.p && at.p <= l->text.p + l->text.n;
  uint32_t col = inside ? (uint32_t)(at.p - l->text.p) + l->indent + 1 : 0;
  return err_at(err, ENT_EDATA, l->file, l->line, col, "%s", msg);
}
