/* CoNLL-U in and out.
**
** A parse that a user brings keeps its tokens: the text of the document is built from their forms, so that every later stage works on it
** as on a text of our own. */
#include "text/segment.h"

enum { COL_ID, COL_FORM, COL_LEMMA, COL_UPOS, COL_XPOS, COL_FEATS, COL_HEAD, COL_DEPREL, COL_DEPS, COL_MISC, COLUMNS };

static const char *const ne_names[] = {"none", "person", "organisation", "place", "other"};

typedef struct Conllu {
  Doc *d;
  char *text; /* grows to the forms and blanks; the input's size bounds it */
  uint32_t n;
  VEC(Token) tokens;
  VEC(Sent) sents;
  uint32_t range_end; /* last word of the multiword token under way; 0: none */
  bool range_nospace, glued, paragraph;
  const char *file;
  uint32_t line;
  EntError *err;
} Conllu;

static bool bad(const Conllu *c, const char *what, Str w) {
  return err_at(c->err, ENT_EINPUT, c->file, c->line, 1, "CoNLL-U: %s '%.*s'", what, STRF(str_head(w, 60)));
}

/* The value of a key in MISC ("SpaceAfter=No|NE=B-person"); empty if absent. */
static Str misc_value(Str misc, Str key) {
  Str part, rest = misc;
  while (rest.n) {
    part = str_cut(rest, '|', &rest);
    Str value;
    if (str_eq(str_cut(part, '=', &value), key)) return value;
  }
  return (Str){misc.p, 0};
}

static bool is_blank_value(Str s) { return s.n == 0 || (s.n == 1 && s.p[0] == '_'); }

static void set_name(Token *t, Str value) {
  if (value.n < 3 || value.p[1] != '-') return;
  for (int k = NE_PERSON; k <= NE_OTHER; k++)
    if (str_is(str_from(value, 2), ne_names[k])) t->ne = (uint8_t)k;
  if (t->ne && value.p[0] == 'B') t->flags |= TOK_NE_BEGIN;
}

static void put(Conllu *c, Str s) {
  memcpy(c->text + c->n, s.p, s.n);
  c->n += s.n;
}

static bool set_tags(Conllu *c, Token *t, const Str *col) {
  int upos = upos_find(col[COL_UPOS]), xpos = xpos_find(col[COL_XPOS]), deprel = deprel_find(col[COL_DEPREL]);
  if (upos < 0) return bad(c, "no such part of speech", col[COL_UPOS]);
  if (deprel < 0) { /* a subtype of another language: its relation will do */
    Str rest;
    deprel = deprel_find(str_cut(col[COL_DEPREL], ':', &rest));
    if (deprel < 0) return bad(c, "no such relation", col[COL_DEPREL]);
  }
  t->upos = (uint8_t)upos;
  t->xpos = (uint8_t)(xpos < 0 ? XPOS_NONE : xpos);
  t->deprel = (uint8_t)deprel;
  bool is_mark = str_is(col[COL_FORM], "_");
  t->lemma_text = is_blank_value(col[COL_LEMMA]) && !is_mark ? (Str){col[COL_LEMMA].p, 0} : col[COL_LEMMA];
  t->lemma = t->lemma_text.n ? key_fold(t->lemma_text) : 0;
  t->feats = is_blank_value(col[COL_FEATS]) ? (Str){col[COL_FEATS].p, 0} : col[COL_FEATS];
  return true;
}

/* One word line.  Heads are kept as they stand until the sentence ends. */
static bool add_word(Conllu *c, Sent *s, const Str *col) {
  int64_t id = 0, head = 0;
  if (!str_int(col[COL_ID], &id) || id != (int64_t)s->n + 1) return bad(c, "unexpected id", col[COL_ID]);
  if (!col[COL_FORM].n) return bad(c, "no form in line", col[COL_ID]);
  if (!is_blank_value(col[COL_HEAD]) && (!str_int(col[COL_HEAD], &head) || head > INT32_MAX || head == id))
    return bad(c, "no head", col[COL_HEAD]);
  if (c->n && !c->glued) put(c, s->n == 0 && c->paragraph ? STR("\n\n") : STR(" "));
  Token *t = VEC_ADD(c->d->arena, &c->tokens);
  uint32_t at = c->n;
  put(c, col[COL_FORM]);
  c->d->text = (Str){c->text, c->n};
  text_token(c->d, t, at, col[COL_FORM].n);
  if (!set_tags(c, t, col)) return false;
  t->head = (int32_t)head - 1; /* -1 for the root; and where the column is blank */
  t->sent = c->sents.n;
  set_name(t, misc_value(col[COL_MISC], STR("NE")));
  bool inside = id < c->range_end, nospace = str_is(misc_value(col[COL_MISC], STR("SpaceAfter")), "No");
  c->glued = inside || (id == c->range_end ? c->range_nospace : nospace);
  if (!c->glued) t->flags |= TOK_SPACE_AFTER;
  if (nospace) t->flags |= TOK_MISC_NOSPACE;
  s->n++;
  return true;
}

static bool add_range(Conllu *c, const Str *col) {
  Str rest;
  int64_t first, last;
  if (!str_int(str_cut(col[COL_ID], '-', &rest), &first) || !str_int(rest, &last) || last <= first || last > UINT32_MAX)
    return bad(c, "unexpected id", col[COL_ID]);
  c->range_end = (uint32_t)last;
  c->range_nospace = str_is(misc_value(col[COL_MISC], STR("SpaceAfter")), "No");
  return true;
}

static bool add_line(Conllu *c, Sent *s, Str line) {
  Str col[COLUMNS], rest = line;
  int n = 0;
  while (n < COLUMNS && (rest.n || n < 2)) col[n++] = str_cut(rest, '\t', &rest);
  if (n < COLUMNS || rest.n) return bad(c, "a line has ten columns parted by tabs, not", line);
  if (str_find(col[COL_ID], '.', 0) < col[COL_ID].n) return true; /* an empty node */
  if (str_find(col[COL_ID], '-', 0) < col[COL_ID].n) return add_range(c, col);
  return add_word(c, s, col);
}

/* The sentence is over: heads become indices of the document. */
static bool end_sentence(Conllu *c, Sent *s) {
  if (s->n == 0) return true;
  for (uint32_t i = s->first; i < s->first + s->n; i++) {
    Token *t = &c->tokens.at[i];
    if (t->head >= (int32_t)s->n) return bad(c, "a head lies outside the sentence of", tok_text(c->d, t));
    if (t->head >= 0) t->head += (int32_t)s->first;
  }
  VEC_PUSH(c->d->arena, &c->sents, *s);
  c->range_end = 0;
  c->paragraph = false;
  *s = (Sent){.first = c->tokens.n};
  return true;
}

static void comment(Conllu *c, Str line) {
  Str value = str_trim(str_from(line, 1));
  if (str_starts(value, STR("newpar")) || str_starts(value, STR("newdoc"))) c->paragraph = true;
  if (!str_starts(value, STR("newdoc id"))) return;
  str_cut(value, '=', &value);
  c->d->id = arena_str(c->d->arena, str_trim(value));
}

/* The lines of one document: up to the next "# newdoc". */
static Str cut_document(Str *rest) {
  uint32_t at = 0;
  do {
    at = str_find_str(*rest, STR("\n# newdoc"), at + 1);
  } while (at < rest->n && str_find_str(str_head(*rest, at), STR("\t"), 0) >= at); /* before the first word */
  Str doc = str_head(*rest, at + (at < rest->n));
  *rest = str_from(*rest, doc.n);
  return doc;
}

static bool read_lines(Conllu *c, Str doc, uint32_t *number) {
  Sent s = {0};
  Str line;
  while (str_line(&doc, &line)) {
    c->line = (*number)++;
    bool ok = true;
    if (!line.n) ok = end_sentence(c, &s);
    else if (line.p[0] == '#') comment(c, line);
    else ok = add_line(c, &s, line);
    if (!ok) {
      while (str_line(&doc, &line)) (*number)++;
      return false;
    }
  }
  return end_sentence(c, &s);
}

bool conllu_read(Doc *d, Str *rest, uint32_t *line, const char *file, EntError *err) {
  while (rest->n && (rest->p[0] == '\n' || rest->p[0] == '\r')) {
    *line += rest->p[0] == '\n';
    *rest = str_from(*rest, 1);
  }
  if (!rest->n) return false;
  if (*line == 0) *line = 1;
  Str doc = cut_document(rest);
  Conllu c = {.d = d, .file = file, .err = err, .paragraph = true, .text = arena_push(d->arena, (size_t)doc.n + 2)};
  d->tokens = NULL;
  d->sents = NULL;
  d->ntokens = d->nsents = d->body_at = d->nshifts = 0;
  if (!read_lines(&c, doc, line)) return false;
  d->text = d->body_given = (Str){c.text, c.n};
  d->title_given = (Str){c.text, 0};
  d->tokens = c.tokens.at;
  d->ntokens = c.tokens.n;
  d->sents = c.sents.at;
  d->nsents = c.sents.n;
  for (uint32_t i = 0; i < d->nsents; i++) text_finish_sentence(d, &d->sents[i]);
  return true;
}

/* --- out ---------------------------------------------------------------------------------------------------------------------- */

static void put_column(Buf *b, Str s) {
  buf_c(b, '\t');
  if (s.n) buf_str(b, s);
  else buf_c(b, '_');
}

static void put_misc(Buf *b, const Token *t) {
  bool nospace = !(t->flags & TOK_SPACE_AFTER), named = t->ne != NE_NONE && t->ne <= NE_OTHER;
  buf_c(b, '\t');
  if (!nospace && !named) buf_c(b, '_');
  if (named) buf_fmt(b, "NE=%c-%s", t->flags & TOK_NE_BEGIN ? 'B' : 'I', ne_names[t->ne]);
  if (nospace) buf_z(b, named ? "|SpaceAfter=No" : "SpaceAfter=No");
}

static void put_token(Buf *b, const Doc *d, const Sent *s, uint32_t i) {
  const Token *t = &d->tokens[i];
  buf_int(b, (int64_t)(i - s->first) + 1);
  put_column(b, tok_text(d, t));
  put_column(b, t->lemma_text);
  put_column(b, str_of(upos_text(t->upos)));
  put_column(b, str_of(xpos_text(t->xpos)));
  put_column(b, t->feats);
  buf_c(b, '\t');
  if (t->head < 0 && t->deprel == DEP_NONE) buf_c(b, '_');
  else buf_int(b, t->head < 0 ? 0 : (int64_t)(t->head - (int32_t)s->first) + 1);
  put_column(b, str_of(deprel_text(t->deprel)));
  buf_z(b, "\t_");
  put_misc(b, t);
  buf_c(b, '\n');
}

static void put_line(Buf *b, Str text) {
  for (uint32_t i = 0; i < text.n; i++) buf_c(b, is_space(text.p[i]) ? ' ' : text.p[i]);
  buf_c(b, '\n');
}

void conllu_write(Buf *b, const Doc *d) {
  static const char *const kinds[] = {"", "# kind = title\n", "# kind = noise\n"};
  if (d->id.n) {
    buf_z(b, "# newdoc id = ");
    put_line(b, d->id);
  }
  for (uint32_t k = 0; k < d->nsents; k++) {
    const Sent *s = &d->sents[k];
    buf_fmt(b, "# sent_id = %u\n", k + 1);
    if (s->kind <= SENT_NOISE) buf_z(b, kinds[s->kind]);
    buf_z(b, "# text = ");
    put_line(b, (Str){d->text.p + s->at, s->end - s->at});
    for (uint32_t i = s->first; i < s->first + s->n; i++) put_token(b, d, s, i);
    buf_c(b, '\n');
  }
}
