/* Opening the gazetteer of an image, and what its rows are worth.  Every reference between sections is checked once here, so that the
** finder follows them blindly. */
#include "where/gaz.h"

int gaz_log8(uint32_t n) {
  uint64_t v = (uint64_t)n + 1;
  int whole = 63 - __builtin_clzll(v);
  int eighths = whole >= 3 ? (int)((v >> (whole - 3)) & 7) : (int)((v << (3 - whole)) & 7);
  return 8 * whole + eighths;
}

int gaz_prior(const GazRow *r) {
  int people = gaz_log8(r->population);
  switch (r->feature) {
  case 'C': return 340;
  case 'A': return 80 + people;
  case 'K': return 90 + people;
  case 'Q': return 8 + people;
  case 'D': return people ? people - 10 : 125;
  case 'P': return people;
  case 'R':
  case 'H': return people ? 120 + people : 262;
  case 'T':
  case 'S': return people ? 80 + people : 190;
  default: return 0;
  }
}

int gaz_post_prior(const GazRow *r, uint32_t post) {
  int v = gaz_prior(r);
  if (post & POST_ALIAS) v -= r->feature == 'A' || r->feature == 'D' ? 70 : 40;
  return post & POST_FIRST ? v + 130 : v;
}

/* 1000 * cos of a whole degree. */
static int cos_degree(int degree) {
  static const short table[91] = {1000, 1000, 999, 999, 998, 996, 995, 993, 990, 988, 985, 982, 978, 974, 970, 966, 961, 956, 951,
                                  946,  940,  934, 927, 921, 914, 906, 899, 891, 883, 875, 866, 857, 848, 839, 829, 819, 809, 799,
                                  788,  777,  766, 755, 743, 731, 719, 707, 695, 682, 669, 656, 643, 629, 616, 602, 588, 574, 559,
                                  545,  530,  515, 500, 485, 469, 454, 438, 423, 407, 391, 375, 358, 342, 326, 309, 292, 276, 259,
                                  242,  225,  208, 191, 174, 156, 139, 122, 105, 87,  70,  52,  35,  17,  0};
  if (degree < 0) degree = -degree;
  return table[degree > 90 ? 90 : degree];
}

static int64_t isqrt(int64_t v) {
  int64_t x = v, y = (x + 1) / 2;
  while (y < x) {
    x = y;
    y = (x + v / x) / 2;
  }
  return x;
}

int gaz_km(const GazRow *a, const GazRow *b) {
  if (a->lat == GAZ_NOPOINT || b->lat == GAZ_NOPOINT) return 20000;
  int64_t dy = (int64_t)a->lat - b->lat, dx = (int64_t)a->lon - b->lon;
  if (dx < 0) dx = -dx;
  if (dx > 1800000) dx = 3600000 - dx;
  dx = dx * cos_degree((int)(((int64_t)a->lat + b->lat) / 20000)) / 1000;
  return (int)(isqrt(dx * dx + dy * dy) * 1112 / 100000);
}

/* Words that are written short in half of all texts. */
static Str long_form(Str s) {
  static const char *const pairs[][2] = {{"st", "saint"}, {"ste", "sainte"}, {"mt", "mount"}, {"ft", "fort"}};
  for (size_t i = 0; s.n <= 3 && i < sizeof pairs / sizeof *pairs; i++)
    if (str_is(s, pairs[i][0])) return str_of(pairs[i][1]);
  return s;
}

Key gaz_word(Str s) {
  char folded[128], plain[128];
  uint32_t n = str_fold(s, folded, sizeof folded), m = 0;
  for (uint32_t i = 0; i < n; i++)
    if (folded[i] != '\'' && folded[i] != '.') plain[m++] = folded[i];
  return m ? key_of(long_form((Str){plain, m})) : 0;
}

Key gaz_inner(Key word) {
  /* key_of of each form of the Arabic article; fixed for ever, as keys are */
  static const char *const forms[] = {"el",  "ad", "ar", "as", "ash", "at", "az", "an", "adh",
                                      "ath", "ed", "er", "es", "esh", "et", "ez", "ul", "il"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (word == key_of(str_of(forms[i]))) return key_of(STR("al"));
  return word;
}

Key gaz_token_word(const Doc *d, const Token *t) {
  Str s = tok_text(d, t);
  if (s.n > 4)
    for (uint32_t i = 0;; i++) {
      if (i == s.n) return t->low;
      if (s.p[i] == '\'' || s.p[i] == '.' || (unsigned char)s.p[i] >= 0x80) break;
    }
  return s.n < 120 ? gaz_word(s) : 0;
}

static bool check_names(const Gazetteer *g) {
  for (uint32_t i = 0; i < g->nnames; i++)
    if (g->names[i].post > g->nposts || g->names[i].n > g->nposts - g->names[i].post) return false;
  for (uint32_t i = 0; i < g->nposts; i++)
    if (POST_ROW(g->posts[i]) >= g->nrows) return false;
  for (uint32_t i = 0; i <= g->words.mask; i++) {
    uint32_t v = g->words.slots[i].value & ~GAZ_MORE;
    if (g->words.slots[i].key && v != GAZ_NONE && v >= g->nnames) return false;
  }
  return true;
}

static bool text_ok(const Gazetteer *g, uint32_t at) { return at < g->ntext && (unsigned char)g->text[at] < g->ntext - at; }

static bool check_rows(const Gazetteer *g) {
  for (uint32_t i = 0; i < g->nrows; i++) {
    const GazRow *r = &g->rows[i];
    if (!text_ok(g, r->name) || r->country >= g->nlands || (r->division != GAZ_NOROW && r->division >= g->nrows) ||
        r->origin >> 24 >= g->nfiles)
      return false;
  }
  for (uint32_t i = 0; i < g->nfiles; i++)
    if (!text_ok(g, g->files[i])) return false;
  for (uint32_t i = 0; i < g->nlands; i++)
    if (g->lands[i].code[3] || g->lands[i].former[3] || (g->lands[i].row != GAZ_NOROW && g->lands[i].row >= g->nrows)) return false;
  return g->nlands > 0;
}

Gazetteer *where_open(Arena *engine, const Image *im, EntError *err) {
  Gazetteer *g = ARENA_NEW(engine, Gazetteer);
  if (!keymap_open(&g->words, im, "places.words", err) || !keymap_open(&g->cues, im, "places.cues", err)) return NULL;
  g->names = image_section(im, "places.names", sizeof *g->names, &g->nnames, err);
  g->posts = image_section(im, "places.posts", sizeof *g->posts, &g->nposts, err);
  g->rows = image_section(im, "places.rows", sizeof *g->rows, &g->nrows, err);
  g->lands = image_section(im, "places.lands", sizeof *g->lands, &g->nlands, err);
  g->text = image_section(im, "places.text", 1, &g->ntext, err);
  g->files = image_section(im, "places.files", sizeof *g->files, &g->nfiles, err);
  if (!g->names || !g->posts || !g->rows || !g->lands || !g->text || !g->files) return NULL;
  if (!check_names(g) || !check_rows(g)) {
    err_at(err, ENT_EDATA, im->name, 0, 0, "has places sections that do not fit together");
    return NULL;
  }
  return g;
}

bool where_origin(const Gazetteer *g, uint32_t row, Str *file_out, uint32_t *line_out) {
  if (row >= g->nrows) return false;
  *file_out = gaz_text(g, g->files[g->rows[row].origin >> 24]);
  *line_out = g->rows[row].origin & 0xFFFFFF;
  return true;
}
