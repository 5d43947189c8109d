/* The stage: sentences into batches, through the network, and the answers into the tokens.
**
** Stands between text/ (sentences, tokens) and who/.  Short sentences share a batch, so that products have many rows; a long one is cut. */
#include "syntax/syntax.h"

#include "syntax/feature.h"
#include "syntax/lemma.h"
#include "syntax/name.h"
#include "syntax/network.h"

/* How many of the next `n` tokens make a piece: all if they fit, else up to the last punctuation of the second half, else SYNTAX_MAX. */
static uint32_t piece_size(const Doc *doc, uint32_t first, uint32_t n) {
  if (n <= SYNTAX_MAX) return n;
  for (uint32_t k = SYNTAX_MAX; k > SYNTAX_MAX / 2; k--) {
    Str t = tok_text(doc, &doc->tokens[first + k - 1]);
    if (t.n == 1 && strchr(",;:.)-", t.p[0])) return k;
  }
  return SYNTAX_MAX;
}

static void set_token(const Syntax *s, Doc *doc, Token *t, const uint16_t tag[TAG_NE]) {
  t->upos = s->tag_value[TAG_UPOS][tag[TAG_UPOS]];
  t->xpos = s->tag_value[TAG_XPOS][tag[TAG_XPOS]];
  t->feats = s->feats[tag[TAG_FEATS]];
  t->lemma_text = lemma_of(s, doc->arena, tok_text(doc, t), t->upos, t->xpos);
  t->lemma = key_fold(t->lemma_text);
}

/* The answers of a piece into its tokens.  Returns the root's token. */
static uint32_t set_piece(const Syntax *s, SyntaxWork *w, Doc *doc, const Piece *p) {
  uint32_t root = p->first;
  for (uint32_t i = 0; i < p->n; i++) {
    Token *t = &doc->tokens[p->first + i];
    uint32_t h = w->head[p->row + i];
    set_token(s, doc, t, w->tag[p->row + i]);
    t->head = h ? (int32_t)(p->first + h - 1) : -1;
    t->deprel = h ? s->rel_value[w->rel[p->row + i]] : DEP_ROOT;
    if (!h) root = p->first + i;
  }
  name_mark(w, doc, p);
  return root;
}

static void flush(const Syntax *s, SyntaxWork *w, Doc *doc, uint32_t *root) {
  if (!w->pieces) return;
  network_run(s, w);
  for (uint32_t i = 0; i < w->pieces; i++) {
    const Piece *p = &w->piece[i];
    uint32_t r = set_piece(s, w, doc, p);
    if (p->later) {
      doc->tokens[r].head = (int32_t)*root;
      doc->tokens[r].deprel = DEP_PARATAXIS;
    } else {
      *root = r;
    }
  }
  w->pieces = w->rows = 0;
}

void syntax_parse(const Syntax *s, SyntaxWork *w, Doc *doc) {
  uint32_t root = 0; /* of the sentence whose pieces are being read */
  w->pieces = w->rows = 0;
  memset(&w->names, 0, sizeof w->names);
  for (uint32_t k = 0; k < doc->nsents; k++) {
    uint32_t first = doc->sents[k].first, left = doc->sents[k].n;
    bool caseless = words_all_caps(doc, first, left), later = false;
    while (left) {
      uint32_t n = piece_size(doc, first, left);
      if (w->rows + n > BATCH) flush(s, w, doc, &root);
      w->piece[w->pieces++] = (Piece){first, w->rows, n, later, caseless};
      for (uint32_t i = 0; i < n; i++) word_rows(s, tok_text(doc, &doc->tokens[first + i]), caseless, w->feat[w->rows + i]);
      w->rows += n;
      first += n, left -= n;
      later = true;
    }
  }
  flush(s, w, doc, &root);
  name_agree(w, doc);
}
