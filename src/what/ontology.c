/* lexicon/ontology/types.txt:   TYPE quad score [hides] [trait]... [future TYPE CODE], under it `mode score [trait]...` lines.
** lexicon/ontology/cameo.txt:   code goldstein name.
** lexicon/ontology/contexts.txt:   context NAME = words.  The three are told by how a line starts. */
#include "what/ontology.h"
#include "base/lexfile.h"
#include <stdlib.h>

typedef struct Builder {
  uint16_t traits; /* of the type in hand */
  Arena *a;
  EntError *err;
  LexText str;
  VEC(TypeRec) types;
  VEC(CameoRec) cameo;
  VEC(uint32_t) contexts;
  VEC(Key) words;
  VEC(uint64_t) masks;
} Builder;

static uint32_t add_str(Builder *b, Str s) { return lex_text(b->a, &b->str, s); }

/* "-3.5" to -350. */
static bool read_score(Str s, int32_t *out) {
  bool minus = s.n && s.p[0] == '-';
  Str rest = str_from(s, minus), whole = str_cut(rest, '.', &rest);
  int64_t w, f = 0;
  if (!str_int(whole, &w) || (rest.n && !str_int(rest, &f)) || rest.n > 2) return false;
  int32_t v = (int32_t)(w * 100 + (rest.n == 1 ? f * 10 : f));
  *out = minus ? -v : v;
  return true;
}

/* False when the word is no trait. */
static bool read_trait(Str word, uint16_t *traits) {
  static const char *const words[] = {
#define X(name, text) text,
      TYPE_TRAITS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(word, words[i])) {
      *traits |= (uint16_t)(1 << i);
      return true;
    }
  return false;
}

static bool mode_line(Builder *b, const LexLine *l) {
  Str rest = l->text, mode, score = {0}, word;
  if (!b->types.n) return lex_error(b->err, l, l->text, "a mode before the first type");
  TypeRec t = b->types.at[b->types.n - 1];
  lex_word(&rest, &mode);
  lex_word(&rest, &score);
  if (!read_score(score, &t.score)) return lex_error(b->err, l, score, "'%.*s' is no score", STRF(score));
  t.mode = add_str(b, mode);
  t.traits = b->traits;
  while (lex_word(&rest, &word))
    if (!read_trait(word, &t.traits)) return lex_error(b->err, l, word, "'%.*s' is no trait of a mode", STRF(word));
  VEC_PUSH(b->a, &b->types, t);
  return true;
}

static bool type_line(Builder *b, const LexLine *l) {
  Str rest = l->text, type, quad = {0}, score = {0}, word;
  int64_t q;
  TypeRec t = {0};
  lex_word(&rest, &type);
  lex_word(&rest, &quad);
  lex_word(&rest, &score);
  if (!str_int(quad, &q) || q < 1 || q > 4) return lex_error(b->err, l, quad, "quad class '%.*s' is none of 1 to 4", STRF(quad));
  if (!read_score(score, &t.score)) return lex_error(b->err, l, score, "'%.*s' is no score", STRF(score));
  t.type = add_str(b, type);
  t.mode = t.future = t.future_cameo = add_str(b, (Str){0});
  t.quad = (uint8_t)q;
  while (lex_word(&rest, &word)) {
    Str code = {0};
    if (str_eq(word, STR("hides"))) t.hides = 1;
    else if (str_eq(word, STR("future")) && lex_word(&rest, &word) && lex_word(&rest, &code)) {
      t.future = add_str(b, word);
      t.future_cameo = add_str(b, code);
    } else if (!read_trait(word, &t.traits))
      return lex_error(b->err, l, word, "'%.*s' is neither 'hides' nor a trait nor 'future TYPE CODE'", STRF(word));
  }
  b->traits = t.traits;
  VEC_PUSH(b->a, &b->types, t);
  return true;
}

static bool cameo_line(Builder *b, const LexLine *l) {
  Str rest = l->text, code, score = {0};
  CameoRec c = {0};
  lex_word(&rest, &code);
  lex_word(&rest, &score);
  if (!read_score(score, &c.goldstein)) return lex_error(b->err, l, score, "'%.*s' is no Goldstein score", STRF(score));
  c.code = add_str(b, code);
  c.name = add_str(b, rest);
  VEC_PUSH(b->a, &b->cameo, c);
  return true;
}

static void add_context_word(Builder *b, Key word, uint32_t context) {
  uint32_t i = 0;
  while (i < b->words.n && b->words.at[i] != word) i++;
  if (i == b->words.n) {
    VEC_PUSH(b->a, &b->words, word);
    VEC_PUSH(b->a, &b->masks, (uint64_t)0);
  }
  b->masks.at[i] |= (uint64_t)1 << context;
}

static bool context_line(Builder *b, const LexLine *l, Str rest) {
  uint32_t eq = str_find_str(rest, STR(" = "), 0), i = 0;
  Str name = str_trim(str_head(rest, eq)), word;
  if (eq == rest.n || !name.n) return lex_error(b->err, l, rest, "expected: context NAME = words");
  while (i < b->contexts.n && !str_is(name, b->str.at + b->contexts.at[i])) i++;
  if (i == CONTEXTS) return lex_error(b->err, l, name, "more than %d contexts", CONTEXTS);
  if (i == b->contexts.n) VEC_PUSH(b->a, &b->contexts, add_str(b, name));
  for (rest = str_from(rest, eq + 3); lex_word(&rest, &word);) add_context_word(b, key_fold(word), i);
  return true;
}

static bool line(void *ctx, const LexLine *l) {
  Builder *b = ctx;
  if (str_starts(l->text, STR("context "))) return context_line(b, l, str_from(l->text, 8));
  return is_digit(l->text.p[0]) ? cameo_line(b, l) : l->indent ? mode_line(b, l) : type_line(b, l);
}

bool ontology_compile(Arena *a, const char *dir, ImageWriter *w, EntError *err) {
  Builder b = {.a = a, .err = err};
  if (!lexfile_each(a, dir, "ontology", line, &b, err)) return false;
  add_str(&b, (Str){0});
  image_add(w, "onto.str", b.str.at, 1, b.str.n);
  image_add(w, "onto.type", b.types.at, sizeof(TypeRec), b.types.n);
  image_add(w, "onto.cameo", b.cameo.at, sizeof(CameoRec), b.cameo.n);
  image_add(w, "onto.context", b.contexts.at, sizeof(uint32_t), b.contexts.n);
  image_add(w, "onto.mask", b.masks.at, sizeof(uint64_t), b.masks.n);
  uint32_t *ids = ARENA_ARRAY(a, uint32_t, b.words.n + 1), clash;
  for (uint32_t i = 0; i < b.words.n; i++) ids[i] = i;
  return keymap_write(w, "onto.word", b.words.at, ids, b.words.n, &clash);
}

void ontology_copy(const Ontology *o, ImageWriter *w) {
  image_add(w, "onto.str", o->str, 1, o->nstr);
  image_add(w, "onto.type", o->types, sizeof(TypeRec), o->ntypes);
  image_add(w, "onto.cameo", o->cameo, sizeof(CameoRec), o->ncameo);
  image_add(w, "onto.context", o->contexts, sizeof(uint32_t), o->ncontexts);
  image_add(w, "onto.mask", o->masks, sizeof(uint64_t), o->nmasks);
  image_add(w, "onto.word", o->context_words.slots, sizeof(KeySlot), o->context_words.mask + 1);
}

bool ontology_open(Ontology *o, const Image *im, EntError *err) {
  if (!(o->str = image_section(im, "onto.str", 1, &o->nstr, err)) ||
      !(o->types = image_section(im, "onto.type", sizeof(TypeRec), &o->ntypes, err)) ||
      !(o->cameo = image_section(im, "onto.cameo", sizeof(CameoRec), &o->ncameo, err)) ||
      !(o->contexts = image_section(im, "onto.context", sizeof(uint32_t), &o->ncontexts, err)) ||
      !(o->masks = image_section(im, "onto.mask", sizeof(uint64_t), &o->nmasks, err)) ||
      !keymap_open(&o->context_words, im, "onto.word", err))
    return false;
  bool ok = o->nstr && !o->str[o->nstr - 1];
  for (uint32_t i = 0; i < o->ntypes && ok; i++)
    ok = o->types[i].type < o->nstr && o->types[i].mode < o->nstr && o->types[i].future < o->nstr && o->types[i].future_cameo < o->nstr;
  for (uint32_t i = 0; i < o->ncameo && ok; i++) ok = o->cameo[i].code < o->nstr && o->cameo[i].name < o->nstr;
  for (uint32_t i = 0; i < o->ncontexts && ok; i++) ok = o->contexts[i] < o->nstr && o->ncontexts <= CONTEXTS;
  return ok || err_at(err, ENT_EDATA, im->name, 0, 0, "the ontology points outside itself");
}

int32_t ontology_find(const Ontology *o, Str type, Str mode) {
  for (uint32_t i = 0; i < o->ntypes; i++)
    if (str_is(type, o->str + o->types[i].type) && str_is(mode, o->str + o->types[i].mode)) return (int32_t)i;
  return -1;
}

int32_t ontology_cameo(const Ontology *o, Str code) {
  for (; code.n >= 2; code.n--)
    for (uint32_t i = 0; i < o->ncameo; i++)
      if (str_is(code, o->str + o->cameo[i].code)) return (int32_t)i;
  return -1;
}
