/* The tables of lexicon/places brought into the image: rows, names, and the postings from names to rows.
**
** All tables are read first, since a city may name a division of a file that comes later; then references are settled and the
** names of all rows are put into one array of (key, row), sorted by key and worth, from which the sections are cut. */
#include <dirent.h>
#include <stdlib.h>

#include "base/mapfile.h"
#include "base/utf8.h"
#include "where/gaz.h"

enum { MAX_FILES = 250, MAX_WORDS = 12 };

typedef struct File {
  const char *name, *shown; /* "cities-asia.tsv", "places/cities-asia.tsv" */
  Str text;
} File;

/* One line of a table, cut at its tabs. */
typedef struct Line {
  Str col[10];
  uint32_t n, number;
  const File *file;
} Line;

typedef struct Entry { /* a name of a row */
  Key key;
  uint32_t post;
  int32_t worth;
} Entry;

typedef struct Compile {
  Arena *a;
  EntError *err;
  File files[MAX_FILES];
  uint32_t nfiles;
  VEC(GazRow) rows;
  VEC(Line) lines; /* of each row */
  VEC(GazLand) lands;
  VEC(Entry) entries;
  Slots divisions;  /* country and division -> row */
  Slots ids;        /* geoname id -> row */
  Slots land_of;    /* code -> land */
  Slots flags;      /* name -> GazNameFlag */
  Slots beginnings; /* of longer names */
  Buf text;
} Compile;

/* As slots_get, into *out. */
static bool known(const Slots *x, Key key, uint32_t *out) {
  const uint32_t *v = slots_get(x, key);
  if (v) *out = *v;
  return v != NULL;
}

static bool complain(Compile *c, const Line *l, uint32_t col, const char *what, Str seen) {
  uint32_t at = col < l->n ? (uint32_t)(l->col[col].p - l->col[0].p) + 1 : 1;
  return err_at(c->err, ENT_EDATA, l->file->shown, l->number, at, "%s: '%.*s'", what, STRF(str_head(seen, 60)));
}

/* The keys of a name's words; their number, 0 when it has none or too many. */
static uint32_t name_words(Str name, Key out[MAX_WORDS]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < name.n;) {
    uint32_t from = i;
    while (i < name.n && name.p[i] != ' ' && name.p[i] != '-' && name.p[i] != ',' && name.p[i] != '(' && name.p[i] != ')') i++;
    Str word = {name.p + from, i - from};
    bool owner = word.n > 5 && str_ends(word, STR("'s")); /* two tokens of text: "Martha", "'s" */
    Key parts[2] = {gaz_word(str_head(word, owner ? word.n - 2 : word.n)), owner ? gaz_word(STR("s")) : 0};
    for (int k = 0; k < 2; k++) {
      if (parts[k] && n == MAX_WORDS) return 0;
      if (parts[k]) {
        out[n] = n ? gaz_inner(parts[k]) : parts[k];
        n++;
      }
    }
    i++;
  }
  return n;
}

static Key name_key(Str name, uint32_t *nwords_out) {
  Key words[MAX_WORDS], key = 0;
  *nwords_out = name_words(name, words);
  for (uint32_t i = 0; i < *nwords_out; i++) key = gaz_join(key, words[i]);
  return key;
}

/* Capitals alone, two to five of them ("UAE", "U.S.")? */
static bool is_acronym(Str s) {
  uint32_t letters = 0;
  for (uint32_t i = 0; i < s.n; i++) {
    if (is_upper(s.p[i])) letters++;
    else if (s.p[i] != '.') return false;
  }
  return letters >= 2 && letters <= 5;
}

static bool add_name(Compile *c, const Line *l, Str name, uint32_t row, uint32_t flags) {
  if (str_starts(name, STR(","))) {
    flags |= POST_AFTER;
    name = str_from(name, 1);
  }
  if (str_starts(name, STR("+"))) {
    flags |= POST_FIRST;
    name = str_from(name, 1);
  }
  if (is_acronym(name))
    flags |= name.n <= 5 && str_ends(name, STR(".")) && !str_is(name, "U.S.") && !str_is(name, "U.K.") ? POST_CAPS | POST_DOTS : POST_CAPS;
  Key words[MAX_WORDS], key = 0;
  uint32_t n = name_words(name, words);
  if (!n) return complain(c, l, 0, "a name of one to twelve words was expected", name);
  for (uint32_t i = 0; i < n; i++) {
    if (i) *slots_at(c->a, &c->beginnings, key) = 1;
    key = gaz_join(key, words[i]);
  }
  if (n > 1) *slots_at(c->a, &c->flags, key) |= NAME_MULTI;
  uint32_t end = name.n;
  while (end > 0 && name.p[end - 1] != ' ') end--;
  if (end > 0 && is_lower(name.p[end])) *slots_at(c->a, &c->flags, key) |= NAME_SMALL_END;
  int worth = gaz_post_prior(&c->rows.at[row], row | flags);
  VEC_PUSH(c->a, &c->entries, ((Entry){key, row | flags, worth}));
  return true;
}

static uint32_t keep_text(Compile *c, Str s) {
  uint32_t at = (uint32_t)c->text.n;
  s = str_head(s, 255);
  buf_c(&c->text, (char)s.n);
  buf_str(&c->text, s);
  return at;
}

static uint32_t land(Compile *c, Str code) {
  uint32_t *at = slots_at(c->a, &c->land_of, key_of(code));
  if (!*at) {
    *at = c->lands.n;
    GazLand *l = VEC_ADD(c->a, &c->lands);
    memcpy(l->code, code.p, 3);
    l->row = GAZ_NOROW;
  }
  return *at;
}

/* "-12.345" in 1/10,000; false if it is no such number or over `most` degrees. */
static bool read_degrees(Str s, int most, int32_t *out) {
  bool minus = str_starts(s, STR("-"));
  Str rest = str_from(s, minus), whole = str_cut(rest, '.', &rest);
  int64_t v, part = 0;
  if (!str_int(whole, &v) || v > most || rest.n > 4 || (rest.n && !str_int(rest, &part))) return false;
  for (uint32_t i = rest.n; i < 4; i++) part *= 10;
  v = v * 10000 + part;
  *out = (int32_t)(minus ? -v : v);
  return true;
}

static Key division_key(Str country, Str code) { return key_mix(key_of(country), key_of(code)); }

static bool read_row(Compile *c, Line *l) {
  Str feature = l->col[1], country = l->col[2];
  GazRow r = {.division = GAZ_NOROW, .lat = GAZ_NOPOINT, .lon = GAZ_NOPOINT};
  int64_t people = 0, id = 0;
  if (l->n != 10) return complain(c, l, 0, "ten columns were expected", l->col[0]);
  if (feature.n != 1 || !strchr("CADKQPHRTS", feature.p[0]))
    return complain(c, l, 1, "one of the features CADKQPHRTS was expected", feature);
  if (country.n && country.n != 3) return complain(c, l, 2, "a country code of three letters was expected", country);
  if (l->col[4].n && (!read_degrees(l->col[4], 90, &r.lat) || !read_degrees(l->col[5], 180, &r.lon)))
    return complain(c, l, 4, "degrees were expected", l->col[4]);
  if (l->col[6].n && (!str_int(l->col[6], &people) || people > UINT32_MAX))
    return complain(c, l, 6, "a population was expected", l->col[6]);
  if (l->col[7].n && (!str_int(l->col[7], &id) || id > UINT32_MAX)) return complain(c, l, 7, "a GeoNames id or 0 was expected", l->col[7]);
  uint32_t row = c->rows.n;
  if (row == POST_ROW(UINT32_MAX)) return complain(c, l, 0, "too many rows", l->col[0]);
  r.feature = feature.p[0];
  r.population = (uint32_t)people;
  r.geoname_id = (uint32_t)id;
  r.country = country.n ? (uint16_t)land(c, country) : 0;
  r.name = keep_text(c, l->col[0]);
  r.origin = (uint32_t)(l->file - c->files) << 24 | l->number;
  VEC_PUSH(c->a, &c->rows, r);
  VEC_PUSH(c->a, &c->lines, *l);
  if (r.feature == 'C') c->lands.at[r.country].row = row;
  if (id && !known(&c->ids, (Key)id, &row)) *slots_at(c->a, &c->ids, (Key)id) = c->rows.n - 1;
  if (r.feature == 'A') *slots_at(c->a, &c->divisions, division_key(country, l->col[3])) = c->rows.n - 1;
  return true;
}

static bool settle_row(Compile *c, uint32_t row) {
  const Line *l = &c->lines.at[row];
  GazRow *r = &c->rows.at[row];
  if (l->col[3].n && !known(&c->divisions, division_key(l->col[2], l->col[3]), &r->division))
    return complain(c, l, 3, "no first-level division of that country has this code", l->col[3]);
  bool made = strchr("APQKD", r->feature) && str_starts(l->col[8], STR("gn"));
  if (!add_name(c, l, l->col[0], row, 0)) return false;
  for (Str rest = l->col[9]; rest.n;)
    if (!add_name(c, l, str_cut(rest, '|', &rest), row, made || str_is(l->col[8], "ne") ? POST_ALIAS : 0)) return false;
  return true;
}

/* aliases.tsv: alias, GeoNames id, name of the row (so that a wrong id is seen), source. */
static bool read_alias(Compile *c, Line *l) {
  uint32_t row;
  int64_t id;
  if (l->n != 4) return complain(c, l, 0, "alias, id, name and source were expected", l->col[0]);
  if (!str_int(l->col[1], &id) || !known(&c->ids, (Key)id, &row)) return complain(c, l, 1, "no row has this GeoNames id", l->col[1]);
  if (!str_eq(c->lines.at[row].col[0], l->col[2])) return complain(c, l, 2, "the row of this id has another name", c->lines.at[row].col[0]);
  return add_name(c, l, l->col[0], row, 0);
}

/* A row that is found and is never a place. */
static bool add_people(Compile *c, const Line *l, uint32_t country) {
  uint32_t n;
  GazRow r = {.division = GAZ_NOROW, .lat = GAZ_NOPOINT, .lon = GAZ_NOPOINT, .feature = 'N', .country = (uint16_t)country};
  r.name = keep_text(c, l->col[0]);
  r.origin = (uint32_t)(l->file - c->files) << 24 | l->number;
  VEC_PUSH(c->a, &c->rows, r);
  VEC_PUSH(c->a, &c->lines, *l);
  if (!add_name(c, l, l->col[0], c->rows.n - 1, 0)) return false;
  *slots_at(c->a, &c->flags, name_key(l->col[0], &n)) |= NAME_PEOPLE;
  return true;
}

/* demonyms.tsv: name, country or "-", source. */
static bool read_people(Compile *c, Line *l) {
  uint32_t country = 0;
  if (l->n != 3) return complain(c, l, 0, "name, country and source were expected", l->col[0]);
  if (!str_is(l->col[1], "-") && (l->col[1].n != 3 || !known(&c->land_of, key_of(l->col[1]), &country)))
    return complain(c, l, 1, "no country has this code", l->col[1]);
  return add_people(c, l, country);
}

/* former.tsv: country, state that it was part of, first day on its own, source. */
static bool read_former(Compile *c, Line *l) {
  Date since;
  if (l->n != 4) return complain(c, l, 0, "country, former state, day and source were expected", l->col[0]);
  for (uint32_t i = 0; i < 2; i++)
    if (l->col[i].n != 3) return complain(c, l, i, "a country code of three letters was expected", l->col[i]);
  if (!date_parse_iso(l->col[2], &since)) return complain(c, l, 2, "a day was expected", l->col[2]);
  GazLand *to = &c->lands.at[land(c, l->col[0])];
  if (to->former[0]) return complain(c, l, 0, "a country has one former state", l->col[0]);
  memcpy(to->former, l->col[1].p, 3);
  to->since = date_days(since);
  return true;
}

/* words.tsv, careful.tsv: name, why, source. */
static bool read_careful(Compile *c, Line *l) {
  static const struct {
    const char *why;
    uint32_t flag;
  } kinds[] = {{"word", NAME_WORD}, {"given", NAME_GIVEN}, {"surname", NAME_SURNAME}, {"never", NAME_NEVER}};
  uint32_t n;
  if (l->n != 3) return complain(c, l, 0, "name, why and source were expected", l->col[0]);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(l->col[1], kinds[i].why)) {
      Key key = name_key(l->col[0], &n);
      if (kinds[i].flag == NAME_NEVER && n > 1) return add_people(c, l, 0); /* so that its halves are not found */
      if (!n) return complain(c, l, 0, "a name of one to twelve words was expected", l->col[0]);
      *slots_at(c->a, &c->flags, key) |= kinds[i].flag;
      return true;
    }
  return complain(c, l, 1, "one of word, given, surname, never was expected", l->col[1]);
}

/* Calls f for each line of a file that is no comment. */
static bool each_line(Compile *c, const File *file, bool (*f)(Compile *, Line *)) {
  Str rest = file->text, s;
  for (uint32_t number = 1; str_line(&rest, &s); number++) {
    Line l = {.number = number, .file = file};
    if (!s.n || s.p[0] == '#') continue;
    for (bool more = true; more && l.n < 10; l.n++) {
      more = str_find(s, '\t', 0) < s.n;
      l.col[l.n] = l.n < 9 ? str_cut(s, '\t', &s) : s;
    }
    if (!f(c, &l)) return false;
  }
  return true;
}

static bool is_table(const char *name, const char *const *kinds, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strncmp(name, kinds[i], strlen(kinds[i])) == 0) return true;
  return false;
}

/* The files of one of the kinds, in the order of their names. */
static bool each_file(Compile *c, const char *const *kinds, size_t n, bool (*f)(Compile *, Line *)) {
  for (uint32_t i = 0; i < c->nfiles; i++)
    if (is_table(c->files[i].name, kinds, n) && !each_line(c, &c->files[i], f)) return false;
  return true;
}

static int by_name(const void *a, const void *b) { return strcmp(((const File *)a)->name, ((const File *)b)->name); }

static bool open_files(Compile *c, const char *dir) {
  Str folder = arena_fmt(c->a, "%s/places", dir);
  DIR *d = opendir(folder.p);
  if (!d) return true; /* an overlay may have none */
  for (struct dirent *e; (e = readdir(d)) && c->nfiles < MAX_FILES;) {
    Str name = str_of(e->d_name);
    if (!str_ends(name, STR(".tsv"))) continue;
    c->files[c->nfiles++] = (File){.name = arena_str(c->a, name).p, .shown = arena_fmt(c->a, "places/%s", e->d_name).p};
  }
  closedir(d);
  qsort(c->files, c->nfiles, sizeof *c->files, by_name);
  for (uint32_t i = 0; i < c->nfiles; i++) {
    MapFile m;
    if (!mapfile_open(&m, arena_fmt(c->a, "%s/%s", folder.p, c->files[i].name).p, c->err)) return false;
    c->files[i].text = arena_str(c->a, (Str){m.p, (uint32_t)m.n});
    mapfile_close(&m);
    if (utf8_bad_at(c->files[i].text) < c->files[i].text.n) return err_at(c->err, ENT_EDATA, c->files[i].shown, 0, 0, "is not UTF-8");
  }
  return true;
}

static int by_key(const void *pa, const void *pb) {
  const Entry *a = pa, *b = pb;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->worth != b->worth) return a->worth > b->worth ? -1 : 1;
  return a->post < b->post ? -1 : a->post > b->post;
}

/* Names and postings from the sorted entries; a value for each beginning and each name. */
static bool write_names(Compile *c, ImageWriter *w) {
  if (c->entries.n) qsort(c->entries.at, c->entries.n, sizeof *c->entries.at, by_key);
  VEC(GazName) names = {0};
  VEC(uint32_t) posts = {0}, values = {0};
  VEC(Key) keys = {0};
  for (uint32_t i = 0; i < c->entries.n;) {
    Key key = c->entries.at[i].key;
    uint32_t flags = 0, more = 0, from = posts.n;
    for (; i < c->entries.n && c->entries.at[i].key == key; i++) {
      bool seen = false;
      for (uint32_t k = from; k < posts.n; k++) seen |= POST_ROW(posts.at[k]) == POST_ROW(c->entries.at[i].post);
      if (posts.n > from && c->entries.at[i].post & POST_ALIAS && !(posts.at[from] & POST_ALIAS) &&
          c->rows.at[POST_ROW(posts.at[from])].population > 500000)
        continue; /* what Philadelphia may once have been is not Amman */
      if (!seen && posts.n - from < UINT16_MAX) VEC_PUSH(c->a, &posts, c->entries.at[i].post);
    }
    known(&c->flags, key, &flags);
    if (known(&c->beginnings, key, &more)) *slots_at(c->a, &c->beginnings, key) = 2;
    VEC_PUSH(c->a, &keys, key);
    VEC_PUSH(c->a, &values, names.n | (more ? GAZ_MORE : 0));
    VEC_PUSH(c->a, &names, ((GazName){from, (uint16_t)(posts.n - from), (uint16_t)flags}));
  }
  for (uint32_t i = 0; i < c->beginnings.size; i++)
    if (c->beginnings.at[i].key && c->beginnings.at[i].value == 1) {
      VEC_PUSH(c->a, &keys, c->beginnings.at[i].key);
      VEC_PUSH(c->a, &values, GAZ_NONE | GAZ_MORE);
    }
  image_add(w, "places.names", names.at, sizeof *names.at, names.n);
  image_add(w, "places.posts", posts.at, sizeof *posts.at, posts.n);
  uint32_t clash;
  return keymap_write(w, "places.words", keys.at, values.at, keys.n, &clash) ||
         err_at(c->err, ENT_EDATA, "places", 0, 0, "two names have one key, or memory ran out");
}

/* cues.tsv: word, class, source. */
static bool read_cue(Compile *c, Line *l) {
  static const char *const classes[] = {
#define X(name, text) text,
#include "where/cues.def"
#undef X
  };
  if (l->n != 3) return complain(c, l, 0, "word, class and source were expected", l->col[0]);
  Key word = key_fold(l->col[0]);
  if (!word) return complain(c, l, 0, "a word was expected", l->col[0]);
  for (uint32_t i = 0; i < CUE_COUNT; i++)
    if (str_is(l->col[1], classes[i])) {
      *slots_at(c->a, &c->beginnings, word) |= 1u << i;
      return true;
    }
  return complain(c, l, 1, "no class of cues has this name", l->col[1]);
}

/* Cues use the index of beginnings for themselves, once the names are written. */
static bool write_cues(Compile *c, ImageWriter *w) {
  static const char *const kinds[] = {"cues"};
  c->beginnings = (Slots){0};
  if (!each_file(c, kinds, 1, read_cue)) return false;
  VEC(Key) keys = {0};
  VEC(uint32_t) values = {0};
  for (uint32_t i = 0; i < c->beginnings.size; i++)
    if (c->beginnings.at[i].key) {
      VEC_PUSH(c->a, &keys, c->beginnings.at[i].key);
      VEC_PUSH(c->a, &values, c->beginnings.at[i].value);
    }
  uint32_t clash;
  return keymap_write(w, "places.cues", keys.at, values.at, keys.n, &clash) || err_at(c->err, ENT_ENOMEM, "places", 0, 0, "memory ran out");
}

static bool compile(Compile *c, const char *dir, ImageWriter *w) {
  static const char *const tables[] = {"countries", "divisions", "districts", "cities", "regions", "sites"};
  static const char *const aliases[] = {"aliases"}, *const people[] = {"demonyms"}, *const careful[] = {"words", "careful"},
                           *const former[] = {"former"};
  VEC_ADD(c->a, &c->lands)->row = GAZ_NOROW;
  if (!open_files(c, dir) || !each_file(c, tables, sizeof tables / sizeof *tables, read_row)) return false;
  for (uint32_t i = 0, n = c->rows.n; i < n; i++)
    if (!settle_row(c, i)) return false;
  if (!each_file(c, aliases, 1, read_alias) || !each_file(c, people, 1, read_people) || !each_file(c, careful, 2, read_careful) ||
      !each_file(c, former, 1, read_former))
    return false;
  uint32_t *files = ARENA_ARRAY(c->a, uint32_t, c->nfiles + 1);
  for (uint32_t i = 0; i < c->nfiles; i++) files[i] = keep_text(c, str_of(c->files[i].name));
  image_add(w, "places.rows", c->rows.at, sizeof(GazRow), c->rows.n);
  image_add(w, "places.lands", c->lands.at, sizeof(GazLand), c->lands.n);
  image_add(w, "places.files", files, sizeof *files, c->nfiles);
  image_add(w, "places.text", c->text.p, 1, (uint32_t)c->text.n);
  if (c->text.bad) return err_at(c->err, ENT_ENOMEM, "places", 0, 0, "memory ran out");
  return write_names(c, w) && write_cues(c, w);
}

bool where_compile(Arena *scratch, const char *dir, ImageWriter *w, EntError *err) {
  Compile *c = ARENA_NEW(scratch, Compile);
  c->a = scratch;
  c->err = err;
  bool ok = compile(c, dir, w);
  buf_free(&c->text);
  return ok;
}
