/* The compiler of lexicon/frames.  A frame is a paragraph:
**
**   frame NAME
**     on    WORD.v | WORD.n | WORD.a ...     triggers; "carry_out.v", "air_strike.n"
**     who   PATHS      whom PATHS      at PATHS
**     if    CONDITION            not CONDITION
**     code  TYPE MODE CAMEO [if CONDITION [and CONDITION ...]]      the first that holds; MODE `-` for none
**     mutual | needs who | needs whom | shows | none | alone | people | weight N
**     + sentence                  then, on the next line, what it must give
**     - sentence                  must give no event
** PATHS: steps joined by '.', pooled by '&', alternatives by '|'.  CONDITION: PATHS, PATHS in WORD|@CLASS|..., PATHS is KIND. */
#include "base/lexfile.h"
#include "what/frames.h"

typedef struct Trigger {
  Key lemma;
  TriggerRec rec;
} Trigger;

typedef struct Builder {
  Arena *a;
  EntError *err;
  Ontology onto; /* arrays of the builder below, to look types up */
  LexText str;
  VEC(FrameRec) frames;
  VEC(CondRec) conds;
  VEC(CodeRec) codes;
  VEC(PathRec) paths;
  VEC(StepRec) steps;
  VEC(WordRec) words;
  VEC(Trigger) triggers;
  VEC(ExampleRec) examples;
  const char *file;
  uint32_t file_str;
  bool example_open; /* the line before was a "+ sentence" */
} Builder;

static uint32_t add_str(Builder *b, Str s) { return lex_text(b->a, &b->str, s); }

static FrameRec *current(Builder *b) { return &b->frames.at[b->frames.n - 1]; }

static void add_step(Builder *b, Str word) {
  static const char *const names[STEP_OPS] = {
#define X(name, text) text,
      STEP_LIST(X)
#undef X
  };
  StepRec s = {0, STEP_CASE, 0};
  for (uint32_t i = 0; i < STEP_CASE; i++)
    if (str_is(word, names[i])) s.op = i;
  if (s.op == STEP_CASE) s.word = key_fold(word);
  VEC_PUSH(b->a, &b->steps, s);
}

static bool add_path(Builder *b, const LexLine *l, Str path, bool joined) {
  PathRec p = {b->steps.n, 0, joined};
  if (!path.n) return lex_error(b->err, l, path, "an empty path");
  while (path.n) {
    Str step = str_trim(str_cut(path, '.', &path));
    if (!step.n || str_find(step, ' ', 0) < step.n)
      return lex_error(b->err, l, step, "'%.*s' is no step, expected subj, obj, ccomp, xcomp, a preposition ...", STRF(step));
    add_step(b, step);
  }
  p.n = b->steps.n - p.first;
  VEC_PUSH(b->a, &b->paths, p);
  return true;
}

/* a.b & c | d */
static bool add_role(Builder *b, const LexLine *l, Str text, RoleExpr *out) {
  *out = (RoleExpr){b->paths.n, 0};
  for (Str alt; lex_bar(&text, &alt);) {
    bool joined = false;
    while (alt.n) {
      Str path = str_trim(str_cut(alt, '&', &alt));
      if (!add_path(b, l, path, joined)) return false;
      joined = true;
    }
  }
  out->n = b->paths.n - out->first;
  return out->n > 0 || lex_error(b->err, l, l->text, "a role without a path");
}

static bool add_words(Builder *b, const LexLine *l, Str list, CondRec *c) {
  c->first = b->words.n;
  for (Str w; lex_bar(&list, &w);) {
    if (!w.n || str_find(w, ' ', 0) < w.n) return lex_error(b->err, l, w, "'%.*s' is no word or @class", STRF(w));
    bool class = w.p[0] == '@';
    VEC_PUSH(b->a, &b->words, ((WordRec){key_fold(class ? str_from(w, 1) : w), class, 0}));
  }
  c->n = b->words.n - c->first;
  return c->n > 0 || lex_error(b->err, l, list, "'in' without words");
}

static bool find_kind(Str s, uint8_t *out) {
  static const char *const names[] = {"none",   "actor", "state", "person",  "group", "organisation",
                                      "number", "name",  "body",  "country", "place", "official"};
  for (size_t i = 1; i < sizeof names / sizeof *names; i++)
    if (str_is(s, names[i])) {
      *out = (uint8_t)i;
      return true;
    }
  return false;
}

static bool add_condition(Builder *b, const LexLine *l, Str text, bool negate) {
  CondRec c = {.negate = negate};
  uint32_t in = str_find_str(text, STR(" in "), 0), is = str_find_str(text, STR(" is "), 0);
  Str path = str_trim(str_head(text, in < is ? in : is));
  if (!add_role(b, l, path, &c.path)) return false;
  if (in < text.n && in < is && !add_words(b, l, str_trim(str_from(text, in + 4)), &c)) return false;
  Str kind = is < text.n && is < in ? str_trim(str_from(text, is + 4)) : (Str){0};
  if (kind.n && !find_kind(kind, &c.kind))
    return lex_error(b->err, l, kind, "'%.*s' is none of actor, state, country, person, group, organisation, body, name, number",
                     STRF(kind));
  VEC_PUSH(b->a, &b->conds, c);
  return true;
}

/* "obj in @x and with": conditions in a row; "not" before one negates it. */
static bool add_conditions(Builder *b, const LexLine *l, Str text) {
  while (text.n) {
    uint32_t at = str_find_str(text, STR(" and "), 0);
    Str one = str_trim(str_head(text, at));
    text = at < text.n ? str_from(text, at + 5) : (Str){0};
    bool negate = str_starts(one, STR("not "));
    if (!add_condition(b, l, negate ? str_trim(str_from(one, 4)) : one, negate)) return false;
  }
  return true;
}

static bool add_code(Builder *b, const LexLine *l, Str rest) {
  Str type, mode = {0}, cameo = {0}, word;
  CodeRec c = {.first = b->conds.n};
  if (!lex_word(&rest, &type) || !lex_word(&rest, &mode) || !lex_word(&rest, &cameo))
    return lex_error(b->err, l, l->text, "expected: code TYPE MODE CAMEO");
  if (str_eq(mode, STR("-"))) mode.n = 0;
  int32_t row = ontology_find(&b->onto, type, mode);
  if (row < 0) return lex_error(b->err, l, type, "the ontology has no %.*s with mode '%.*s'", STRF(type), STRF(mode));
  if (ontology_cameo(&b->onto, cameo) < 0) return lex_error(b->err, l, cameo, "CAMEO has no code '%.*s'", STRF(cameo));
  c.type = (uint32_t)row;
  c.cameo = add_str(b, cameo);
  if (lex_word(&rest, &word) && (!str_eq(word, STR("if")) || !add_conditions(b, l, rest)))
    return lex_error(b->err, l, word, "'%.*s' after a code, expected 'if'", STRF(word));
  c.n = b->conds.n - c.first;
  VEC_PUSH(b->a, &b->codes, c);
  current(b)->ncodes++;
  return true;
}

static bool add_trigger(Builder *b, const LexLine *l, Str t) {
  uint32_t dot = t.n;
  while (dot && t.p[dot - 1] != '.') dot--;
  Str pos = str_from(t, dot), word = dot ? str_head(t, dot - 1) : t, first;
  Trigger out = {.rec = {.frame = b->frames.n - 1}};
  out.rec.pos = str_is(pos, "v") ? POS_VERB : str_is(pos, "n") ? POS_NOUN : str_is(pos, "a") ? POS_ADJ : 0;
  if (!out.rec.pos || !word.n) return lex_error(b->err, l, t, "'%.*s' is no trigger, expected a word and .v, .n or .a", STRF(t));
  first = str_cut(word, '_', &word);
  if (!word.n) out.lemma = key_fold(first);
  else if (out.rec.pos == POS_NOUN) {
    out.lemma = key_fold(word);
    out.rec.part = key_fold(first);
  } else {
    out.lemma = key_fold(first);
    out.rec.part = key_fold(word);
  }
  VEC_PUSH(b->a, &b->triggers, out);
  return true;
}

static bool add_triggers(Builder *b, const LexLine *l, Str rest) {
  for (Str t; lex_bar(&rest, &t);)
    if (!add_trigger(b, l, t)) return false;
  return true;
}

static bool begin_frame(Builder *b, const LexLine *l, Str rest) {
  Str name;
  if (!lex_word(&rest, &name)) return lex_error(b->err, l, l->text, "a frame needs a name");
  if (b->file != l->file) {
    b->file = l->file;
    b->file_str = add_str(b, str_of(l->file));
  }
  VEC_PUSH(b->a, &b->frames,
           ((FrameRec){.name = add_str(b, name),
                       .file = b->file_str,
                       .line = l->line,
                       .first_cond = b->conds.n,
                       .first_code = b->codes.n,
                       .weight = -1}));
  return true;
}

static bool add_example(Builder *b, const LexLine *l) {
  bool good = l->text.p[0] == '+';
  uint32_t text = add_str(b, str_trim(str_from(l->text, 1)));
  VEC_PUSH(b->a, &b->examples, ((ExampleRec){b->frames.n - 1, l->line, text, add_str(b, (Str){0})}));
  b->example_open = good;
  return true;
}

static bool set_flag(Builder *b, const LexLine *l, Str word, Str rest) {
  FrameRec *f = current(b);
  int64_t v;
  if (str_is(word, "mutual")) f->flags |= FRAME_MUTUAL;
  else if (str_is(word, "shows")) f->flags |= FRAME_SHOWS;
  else if (str_is(word, "none")) f->flags |= FRAME_NONE;
  else if (str_is(word, "alone")) f->flags |= FRAME_ALONE;
  else if (str_is(word, "people")) f->flags |= FRAME_PEOPLE;
  else if (str_is(word, "answers")) f->flags |= FRAME_ANSWERS;
  else if (str_is(word, "needs") && str_is(rest, "who")) f->flags |= FRAME_NEED_WHO;
  else if (str_is(word, "needs") && str_is(rest, "whom")) f->flags |= FRAME_NEED_WHOM;
  else if (str_is(word, "weight") && str_int(rest, &v) && v < 1000) f->weight = (int32_t)v;
  else
    return lex_error(
        b->err, l, word,
        "'%.*s' is unknown, expected on, who, whom, at, if, not, code, mutual, needs who, needs whom, shows, none, alone, people, weight N, + or -",
        STRF(word));
  return true;
}

static bool frame_condition(Builder *b, const LexLine *l, Str rest, bool negate) {
  if (current(b)->ncodes) return lex_error(b->err, l, l->text, "a condition of the frame must stand before its codes");
  uint32_t before = b->conds.n;
  bool ok = negate ? add_condition(b, l, rest, true) : add_conditions(b, l, rest);
  current(b)->nconds += b->conds.n - before;
  return ok;
}

static bool frame_line(void *ctx, const LexLine *l) {
  Builder *b = ctx;
  Str rest = l->text, word;
  if (b->example_open && l->indent > 2 && l->text.p[0] != '+' && l->text.p[0] != '-') {
    ExampleRec *e = &b->examples.at[b->examples.n - 1];
    Str old = str_of(b->str.at + e->expect);
    Str both = arena_fmt(b->a, "%.*s%s%.*s", STRF(old), old.n ? "; " : "", STRF(l->text));
    e->expect = add_str(b, both);
    return true;
  }
  b->example_open = false;
  lex_word(&rest, &word);
  if (str_is(word, "frame")) return begin_frame(b, l, rest);
  if (!b->frames.n) return lex_error(b->err, l, word, "expected 'frame NAME'");
  if (l->text.p[0] == '+' || l->text.p[0] == '-') return add_example(b, l);
  if (str_is(word, "on")) return add_triggers(b, l, rest);
  RoleExpr *role = str_is(word, "who")    ? &current(b)->who
                   : str_is(word, "whom") ? &current(b)->whom
                   : str_is(word, "at")   ? &current(b)->place
                                          : NULL;
  if (role) return add_role(b, l, rest, role);
  if (str_is(word, "if") || str_is(word, "not")) return frame_condition(b, l, rest, str_is(word, "not"));
  return str_is(word, "code") ? add_code(b, l, rest) : set_flag(b, l, word, rest);
}

/* Triggers of one lemma side by side, in the order of the files: a stable counting by first appearance. */
static bool write_triggers(Builder *b, ImageWriter *w) {
  uint32_t n = b->triggers.n, at = 0, nkeys = 0, clash;
  TriggerRec *out = ARENA_ARRAY(b->a, TriggerRec, n + 1);
  uint32_t *run = ARENA_ARRAY(b->a, uint32_t, n + 1), *first = ARENA_ARRAY(b->a, uint32_t, n + 1);
  Key *keys = ARENA_ARRAY(b->a, Key, n + 1);
  bool *used = ARENA_ARRAY(b->a, bool, n + 1);
  for (uint32_t i = 0; i < n; i++) {
    if (used[i]) continue;
    uint32_t start = at;
    for (uint32_t k = i; k < n; k++)
      if (b->triggers.at[k].lemma == b->triggers.at[i].lemma) {
        used[k] = true;
        out[at++] = b->triggers.at[k].rec;
      }
    run[start] = at - start;
    keys[nkeys] = b->triggers.at[i].lemma;
    first[nkeys++] = start;
  }
  image_add(w, "what.trigger", out, sizeof *out, at);
  image_add(w, "what.run", run, sizeof *run, at);
  return keymap_write(w, "what.lemma", keys, first, nkeys, &clash);
}

static void set_weights(Builder *b) {
  for (uint32_t i = 0; i < b->frames.n; i++) {
    FrameRec *f = &b->frames.at[i];
    if (f->weight < 0) f->weight = (int32_t)(f->nconds * 2 + (f->flags & (FRAME_NEED_WHO | FRAME_NEED_WHOM) ? 1 : 0));
  }
}

/* The folder's ontology, or the base's where it has no types, into w; it is compiled first into a writer of its own, so that frames can
** be held against it. */
static bool settle_ontology(Builder *b, const char *dir, const Image *base, ImageWriter *w) {
  ImageWriter own;
  Buf bytes = {0};
  Image im;
  image_begin(&own, 1);
  bool ok = ontology_compile(b->a, dir, &own, b->err);
  ok = image_end(&own, &bytes) && ok;
  void *held = ok ? arena_push(b->a, bytes.n) : NULL;
  if (ok) memcpy(held, bytes.p, bytes.n);
  ok = ok && image_open(&im, held, bytes.n, "ontology", 1, b->err) && ontology_open(&b->onto, &im, b->err);
  buf_free(&bytes);
  if (ok && base && !b->onto.ntypes) ok = ontology_open(&b->onto, base, b->err);
  if (ok) ontology_copy(&b->onto, w);
  return ok;
}

bool frames_compile(Arena *a, const char *dir, const Image *base, ImageWriter *w, EntError *err) {
  Builder b = {.a = a, .err = err};
  if (!settle_ontology(&b, dir, base, w) || !lexfile_each(a, dir, "frames", frame_line, &b, err)) return false;
  set_weights(&b);
  add_str(&b, (Str){0});
  image_add(w, "what.str", b.str.at, 1, b.str.n);
  image_add(w, "what.frame", b.frames.at, sizeof(FrameRec), b.frames.n);
  image_add(w, "what.cond", b.conds.at, sizeof(CondRec), b.conds.n);
  image_add(w, "what.code", b.codes.at, sizeof(CodeRec), b.codes.n);
  image_add(w, "what.path", b.paths.at, sizeof(PathRec), b.paths.n);
  image_add(w, "what.step", b.steps.at, sizeof(StepRec), b.steps.n);
  image_add(w, "what.word", b.words.at, sizeof(WordRec), b.words.n);
  image_add(w, "what.example", b.examples.at, sizeof(ExampleRec), b.examples.n);
  return write_triggers(&b, w);
}

static bool run_ok(uint32_t first, uint32_t n, uint32_t count) { return first <= count && n <= count - first; }

static bool refs_ok(const Frames *f) {
  bool ok = f->nstr && !f->str[f->nstr - 1];
  for (uint32_t i = 0; i < f->nframes && ok; i++) {
    const FrameRec *r = &f->frames[i];
    ok = r->name < f->nstr && r->file < f->nstr && run_ok(r->who.first, r->who.n, f->npaths) &&
         run_ok(r->whom.first, r->whom.n, f->npaths) && run_ok(r->place.first, r->place.n, f->npaths) &&
         run_ok(r->first_cond, r->nconds, f->nconds) && run_ok(r->first_code, r->ncodes, f->ncodes);
  }
  for (uint32_t i = 0; i < f->nconds && ok; i++)
    ok = run_ok(f->conds[i].path.first, f->conds[i].path.n, f->npaths) && run_ok(f->conds[i].first, f->conds[i].n, f->nwords);
  for (uint32_t i = 0; i < f->ncodes && ok; i++)
    ok = f->codes[i].type < f->onto.ntypes && f->codes[i].cameo < f->nstr && run_ok(f->codes[i].first, f->codes[i].n, f->nconds);
  for (uint32_t i = 0; i < f->npaths && ok; i++) ok = run_ok(f->paths[i].first, f->paths[i].n, f->nsteps);
  for (uint32_t i = 0; i < f->nsteps && ok; i++) ok = f->steps[i].op < STEP_OPS;
  for (uint32_t i = 0; i < f->ntriggers && ok; i++) ok = f->triggers[i].frame < f->nframes && run_ok(i, f->run[i], f->ntriggers);
  for (uint32_t i = 0; i <= f->by_lemma.mask && ok; i++) ok = !f->by_lemma.slots[i].key || f->by_lemma.slots[i].value < f->ntriggers;
  for (uint32_t i = 0; i < f->nexamples && ok; i++)
    ok = f->examples[i].frame < f->nframes && f->examples[i].text < f->nstr && f->examples[i].expect < f->nstr;
  return ok;
}

bool frames_open(Frames *f, const Image *im, EntError *err) {
  uint32_t nrun;
  if (!ontology_open(&f->onto, im, err) || !(f->str = image_section(im, "what.str", 1, &f->nstr, err)) ||
      !(f->frames = image_section(im, "what.frame", sizeof(FrameRec), &f->nframes, err)) ||
      !(f->conds = image_section(im, "what.cond", sizeof(CondRec), &f->nconds, err)) ||
      !(f->codes = image_section(im, "what.code", sizeof(CodeRec), &f->ncodes, err)) ||
      !(f->paths = image_section(im, "what.path", sizeof(PathRec), &f->npaths, err)) ||
      !(f->steps = image_section(im, "what.step", sizeof(StepRec), &f->nsteps, err)) ||
      !(f->words = image_section(im, "what.word", sizeof(WordRec), &f->nwords, err)) ||
      !(f->examples = image_section(im, "what.example", sizeof(ExampleRec), &f->nexamples, err)) ||
      !(f->triggers = image_section(im, "what.trigger", sizeof(TriggerRec), &f->ntriggers, err)) ||
      !(f->run = image_section(im, "what.run", sizeof(uint32_t), &nrun, err)) || !keymap_open(&f->by_lemma, im, "what.lemma", err))
    return false;
  if (nrun != f->ntriggers || !refs_ok(f)) return err_at(err, ENT_EDATA, im->name, 0, 0, "the frames point outside themselves");
  return true;
}
