/* Names.  A proper noun, or another word with a capital, may head one, together with its nearest dependents to each side: as many spans
** as there are ways to cut these off.  A span's score is a sum over the signs of its cut and of its place in the tree, and over what the
** network finds in its words and in the one behind it; the best spans that do not overlap are the names.  Weights: train/names.py, which
** finds the same spans.  SYNC names
**
** Measured on GUM's test (F1 of person, organisation, place): the tree's usual extent with the likeliest kind 66.1, the network's begin and
** inside alone 66.3, spans 69.6, with one kind for a word of a document 71.7, with what is kept for the stages behind 71.5. */
#include "syntax/name.h"

#include "base/utf8.h"

enum Sign {
#define X(name, person, organisation, place, other) SIGN_##name,
#include "syntax/name.def"
#undef X
  SIGN_COUNT
};
#define BIT(sign) (UINT64_C(1) << SIGN_##sign)
_Static_assert(SIGN_COUNT <= 64, "a set of signs is 64 bits");

/* In 1/1024; of the first four, which weigh the network's scores, in 1/256. */
static const int16_t weight[SIGN_COUNT][NAME_KINDS] = {
#define X(name, person, organisation, place, other) {person, organisation, place, other},
#include "syntax/name.def"
#undef X
};

enum { KEPT_BELOW = 1024 }; /* SYNC kept */

typedef struct Hull {
  uint8_t lo, hi; /* within the piece; SYNTAX_MAX fits */
} Hull;

/* The end of a span to one side of its head, and the signs of the dependents in between. */
typedef struct End {
  uint32_t at;
  uint64_t signs;
} End;

/* One piece under the search. */
typedef struct Names {
  const Doc *doc;
  const Token *t;
  const uint16_t *head; /* 1-based, 0 root */
  const NameScore *score;
  uint32_t n;
  bool caseless;
  Hull hull[SYNTAX_MAX], usual[SYNTAX_MAX];   /* of the subtree; of the name that a word usually heads */
  int32_t inside[SYNTAX_MAX + 1][NAME_KINDS]; /* sums of the scores before a word */
  NameSpan *span;
  uint32_t spans, ends_at[SYNTAX_MAX]; /* the spans with this last word, counted from 1 */
} Names;

/* Relations below the head of a name that usually do not belong to it. */
static bool outside(int deprel) {
  switch (deprel) {
  case DEP_CC:
  case DEP_CC_PRECONJ:
  case DEP_CONJ:
  case DEP_APPOS:
  case DEP_ACL:
  case DEP_ACL_RELCL:
  case DEP_PARATAXIS:
  case DEP_COP:
  case DEP_NSUBJ:
  case DEP_NSUBJ_OUTER:
  case DEP_CSUBJ:
  case DEP_CCOMP:
  case DEP_MARK:
  case DEP_ADVMOD:
  case DEP_AUX:
  case DEP_DISCOURSE:
  case DEP_ADVCL:
  case DEP_DEP:
  case DEP_LIST:
  case DEP_ORPHAN:
  case DEP_VOCATIVE:
  case DEP_EXPL:
  case DEP_OBL:
  case DEP_OBL_UNMARKED:
  case DEP_OBJ:
  case DEP_PUNCT: return true;
  default: return false;
  }
}

/* Relations that end a name to the left of its head. */
static bool stops(int deprel) {
  switch (deprel) {
  case DEP_CC:
  case DEP_COP:
  case DEP_NSUBJ:
  case DEP_AUX:
  case DEP_MARK:
  case DEP_DISCOURSE:
  case DEP_EXPL:
  case DEP_CSUBJ:
  case DEP_CCOMP:
  case DEP_CASE:
  case DEP_ADVCL:
  case DEP_VOCATIVE:
  case DEP_REPARANDUM: return true;
  default: return false;
  }
}

static void widen(Hull *a, Hull b) {
  a->lo = b.lo < a->lo ? b.lo : a->lo;
  a->hi = b.hi > a->hi ? b.hi : a->hi;
}

static void find_hulls(Names *m) {
  for (uint32_t i = 0; i < m->n; i++) m->hull[i] = m->usual[i] = (Hull){(uint8_t)i, (uint8_t)i};
  for (uint32_t i = 0; i < m->n; i++)
    for (uint32_t v = m->head[i]; v; v = m->head[v - 1]) widen(&m->hull[v - 1], m->hull[i]);
  for (uint32_t i = 0; i < m->n; i++) {
    if (!m->head[i]) continue;
    uint32_t h = m->head[i] - 1u;
    bool left_case = i < h && m->t[i].deprel == DEP_CASE;
    if (!left_case && !outside(m->t[i].deprel)) widen(&m->usual[h], m->hull[i]);
  }
}

static Str form(const Names *m, uint32_t i) { return tok_text(m->doc, &m->t[i]); }

static bool comma_before(const Names *m, uint32_t i) { return m->usual[i].lo && str_is(form(m, m->usual[i].lo - 1u), ","); }

static bool has_capital(const Names *m, uint32_t i) {
  uint32_t len;
  return !m->caseless && cp_is_upper(utf8_next(form(m, i), 0, &len));
}

static bool proper(const Names *m, uint32_t i) { return m->t[i].upos == UPOS_PROPN; }

/* The sign of a word as a head that is no proper noun; BIAS is that of every span.  0: it heads no name. */
static uint64_t head_sign(const Names *m, uint32_t h) {
  if (proper(m, h)) return BIT(BIAS);
  if (h == 0 || !has_capital(m, h)) return 0;
  switch (m->t[h].upos) {
  case UPOS_ADJ: return BIT(BIAS) | BIT(HEAD_ADJ);
  case UPOS_NOUN: return BIT(BIAS) | BIT(HEAD_NOUN);
  case UPOS_X:
  case UPOS_VERB:
  case UPOS_NUM: return BIT(BIAS) | BIT(HEAD_OTHER);
  default: return 0;
  }
}

static uint64_t relation_sign(const Names *m, uint32_t h) {
  bool name = m->head[h] && proper(m, m->head[h] - 1u);
  switch (m->t[h].deprel) {
  case DEP_FLAT:
  case DEP_GOESWITH:
  case DEP_FIXED: return BIT(IS_FLAT);
  case DEP_COMPOUND:
    return name ? BIT(IS_COMPOUND_OF_NAME) : m->t[m->head[h] - 1u].upos == UPOS_NUM ? BIT(IS_COMPOUND_OF_NUMBER) : BIT(IS_COMPOUND);
  case DEP_APPOS: return comma_before(m, h) ? BIT(IS_APPOS_COMMA) : BIT(IS_APPOS);
  case DEP_CONJ: return name ? BIT(IS_CONJ_OF_NAME) : BIT(IS_CONJ);
  case DEP_NMOD: return name ? BIT(IS_NMOD_OF_NAME) : BIT(IS_NMOD);
  case DEP_NMOD_UNMARKED: return BIT(IS_NMOD_UNMARKED);
  case DEP_NMOD_POSS: return BIT(IS_POSS);
  case DEP_OBL: return BIT(IS_OBL);
  case DEP_AMOD: return BIT(IS_AMOD);
  case DEP_ROOT: return BIT(IS_ROOT);
  case DEP_DEP: return BIT(IS_DEP);
  case DEP_LIST: return BIT(IS_LIST);
  case DEP_PARATAXIS: return BIT(IS_PARATAXIS);
  case DEP_VOCATIVE: return BIT(IS_VOCATIVE);
  default: return 0;
  }
}

static uint64_t left_sign(int deprel) {
  switch (deprel) {
  case DEP_DET: return BIT(LEFT_DET);
  case DEP_COMPOUND: return BIT(LEFT_COMPOUND);
  case DEP_AMOD: return BIT(LEFT_AMOD);
  case DEP_NMOD_POSS: return BIT(LEFT_POSS);
  case DEP_NMOD_DESC: return BIT(LEFT_DESC);
  case DEP_NUMMOD: return BIT(LEFT_NUMBER);
  default: return BIT(LEFT_OTHER);
  }
}

/* "of", places ("in", "at", "for", "from"), or other: by the preposition. */
static uint64_t nmod_sign(const Names *m, uint32_t c) {
  static const char *const places[] = {"in", "at", "for", "from", "@"};
  for (uint32_t i = 0; i < c; i++) {
    if (m->head[i] != c + 1 || m->t[i].deprel != DEP_CASE) continue;
    if (str_eq_nocase(form(m, i), STR("of"))) return BIT(RIGHT_OF);
    for (int k = 0; k < 5; k++)
      if (str_eq_nocase(form(m, i), str_of(places[k]))) return BIT(RIGHT_IN);
    break;
  }
  return BIT(RIGHT_NMOD);
}

static uint64_t right_sign(const Names *m, uint32_t c) {
  switch (m->t[c].deprel) {
  case DEP_NMOD: return nmod_sign(m, c);
  case DEP_NMOD_UNMARKED: return comma_before(m, c) ? BIT(RIGHT_UNMARKED_COMMA) : BIT(RIGHT_UNMARKED);
  case DEP_FLAT: return BIT(RIGHT_FLAT);
  case DEP_COMPOUND: return BIT(RIGHT_COMPOUND);
  case DEP_CONJ: return proper(m, c) ? BIT(RIGHT_CONJ_NAME) : BIT(RIGHT_CONJ);
  case DEP_APPOS: return proper(m, c) ? BIT(RIGHT_APPOS_NAME) : BIT(RIGHT_APPOS);
  case DEP_CASE: return BIT(RIGHT_CASE);
  case DEP_ACL: return BIT(RIGHT_ACL);
  case DEP_ACL_RELCL: return BIT(RIGHT_RELCL);
  case DEP_LIST:
  case DEP_DEP:
  case DEP_PARATAXIS: return BIT(RIGHT_LOOSE);
  default: return BIT(RIGHT_OTHER);
  }
}

/* The head alone, then one dependent more each. */
static uint32_t left_ends(const Names *m, uint32_t h, End *end) {
  uint32_t n = 1;
  end[0] = (End){h, 0};
  for (uint32_t c = h; c-- && n < NAME_ENDS;) {
    if (m->head[c] != h + 1) continue;
    if (stops(m->t[c].deprel)) break;
    if (m->t[c].deprel == DEP_PUNCT) {
      if (form(m, c).n == 1 && strchr(",(:;", form(m, c).p[0])) break;
      continue;
    }
    end[n] = (End){m->hull[c].lo < end[n - 1].at ? m->hull[c].lo : end[n - 1].at, end[n - 1].signs | left_sign(m->t[c].deprel)};
    n++;
  }
  return n;
}

static uint32_t right_ends(const Names *m, uint32_t h, End *end) {
  uint32_t n = 1;
  end[0] = (End){h, 0};
  for (uint32_t c = h + 1; c < m->n && n < NAME_ENDS; c++) {
    int r = m->t[c].deprel;
    if (m->head[c] != h + 1 || r == DEP_PUNCT || r == DEP_CC || r == DEP_COP || r == DEP_NSUBJ || r == DEP_AUX) continue;
    end[n] = (End){m->hull[c].hi > end[n - 1].at ? m->hull[c].hi : end[n - 1].at, end[n - 1].signs | right_sign(m, c)};
    n++;
  }
  return n;
}

/* Signs of the head's letters: "NATO" alone, "F16". */
static uint64_t shape_sign(const Names *m, uint32_t h, bool alone) {
  Str s = form(m, h);
  bool capitals = s.n > 1 && !m->caseless, digit = false;
  for (uint32_t i = 0; i < s.n; i++) {
    capitals &= is_upper(s.p[i]);
    digit |= is_digit(s.p[i]);
  }
  return capitals ? alone ? BIT(CAPITALS_ALONE) : BIT(CAPITALS) : digit && alone ? BIT(DIGITS_ALONE) : 0;
}

static int best_kind(const int64_t *score) {
  int best = 0;
  for (int k = 1; k < NAME_KINDS; k++) best = score[k] > score[best] ? k : best;
  return best;
}

static void weigh(const Names *m, NameSpan *x, uint64_t signs) {
  for (int k = 0; k < NAME_KINDS; k++) {
    const NameScore *head = &m->score[x->head];
    int32_t next = x->last + 1 < m->n ? m->score[x->last + 1].inside[k] : 0;
    int64_t sum = (int64_t)weight[SIGN_FIRST][k] * m->score[x->first].begin[k] +
                  (int64_t)weight[SIGN_LATER][k] * (m->inside[x->last + 1][k] - m->inside[x->first + 1][k]) +
                  (int64_t)weight[SIGN_NEXT][k] * (next > 0 ? next : 0) +
                  (int64_t)weight[SIGN_HEAD][k] * (head->begin[k] > head->inside[k] ? head->begin[k] : head->inside[k]);
    int32_t tree = 0;
    for (uint64_t rest = signs; rest; rest &= rest - 1) tree += weight[__builtin_ctzll(rest)][k];
    x->score[k] = (sum >> 8) + tree;
  }
}

/* GUM's names lack those of a noun's apposition ("the activist NAME") and the like, but the stages behind want them: a proper noun of its
** own is at least the name that it usually heads, or that with its flat words, where no better one overlaps. */
static bool is_kept(const Names *m, const NameSpan *x) {
  int r = m->t[x->head].deprel;
  if (!proper(m, x->head) || x->first != m->usual[x->head].lo) return false;
  if (r == DEP_FLAT || r == DEP_GOESWITH || r == DEP_FIXED || r == DEP_COMPOUND || r == DEP_NMOD_UNMARKED) return false;
  uint32_t core = x->head;
  for (uint32_t c = x->head + 1; c < m->n; c++)
    if (m->head[c] == x->head + 1 && m->t[c].deprel == DEP_FLAT && m->hull[c].hi > core) core = m->hull[c].hi;
  return x->last == m->usual[x->head].hi || x->last == core;
}

/* But not what is far less likely a name: of 2,455 records of news one changed for the better, none of the six gold sets. */
static void keep(NameSpan *x) {
  int64_t below = 1 - x->score[best_kind(x->score)];
  for (int k = 0; k < NAME_KINDS && below > 0 && below <= KEPT_BELOW; k++) x->score[k] += below;
}

static void add_span(Names *m, uint32_t h, uint32_t first, uint32_t last, uint64_t signs) {
  NameSpan *x = &m->span[m->spans++];
  *x = (NameSpan){.first = first, .last = last, .head = h, .next = m->ends_at[last]};
  m->ends_at[last] = m->spans;
  bool flat = signs & BIT(IS_FLAT);
  if (proper(m, h) && !flat && first == m->usual[h].lo && last == m->usual[h].hi) signs |= BIT(USUAL);
  if (first < last) signs |= BIT(MANY);
  weigh(m, x, signs | shape_sign(m, h, first == last));
  if (is_kept(m, x)) keep(x);
}

static void add_spans(Names *m, uint32_t h, uint64_t signs) {
  End left[NAME_ENDS], right[NAME_ENDS];
  uint32_t nleft = left_ends(m, h, left), nright = right_ends(m, h, right);
  signs |= relation_sign(m, h);
  for (uint32_t i = 0; i < nleft; i++)
    for (uint32_t j = 0; j < nright; j++) add_span(m, h, left[i].at, right[j].at, signs | left[i].signs | right[j].signs);
}

/* The spans of the best sum, each `from[i]` the one that ends before word i, counted from 1; 0: the word is in none. */
static void choose(const Names *m, uint32_t *from) {
  int64_t sum[SYNTAX_MAX + 1] = {0};
  for (uint32_t i = 1; i <= m->n; i++) {
    sum[i] = sum[i - 1];
    from[i] = 0;
    for (uint32_t k = m->ends_at[i - 1]; k; k = m->span[k - 1].next) {
      const NameSpan *x = &m->span[k - 1];
      int64_t with = sum[x->first] + x->score[best_kind(x->score)];
      if (with > sum[i]) sum[i] = with, from[i] = k;
    }
  }
}

static void find_spans(Names *m) {
  find_hulls(m);
  for (uint32_t i = 0; i < m->n; i++)
    for (int k = 0; k < NAME_KINDS; k++) m->inside[i + 1][k] = m->inside[i][k] + m->score[i].inside[k];
  for (uint32_t h = 0; h < m->n; h++) {
    uint64_t signs = head_sign(m, h);
    if (signs) add_spans(m, h, signs);
  }
}

static void mark(Doc *doc, const NameSpan *x, int kind) {
  for (uint32_t i = x->first; i <= x->last; i++) doc->tokens[i].ne = (uint8_t)(NE_PERSON + kind);
  doc->tokens[x->first].flags |= TOK_NE_BEGIN;
}

void name_mark(SyntaxWork *w, Doc *doc, const Piece *p) {
  uint32_t from[SYNTAX_MAX + 1];
  Names m = {
      .doc = doc, .t = doc->tokens + p->first, .head = w->head + p->row, .score = w->name + p->row, .n = p->n, .caseless = p->caseless};
  m.span = w->span;
  for (uint32_t i = p->first; i < p->first + p->n; i++)
    doc->tokens[i].ne = NE_NONE, doc->tokens[i].flags = (uint16_t)(doc->tokens[i].flags & ~TOK_NE_BEGIN);
  find_spans(&m);
  choose(&m, from);
  for (uint32_t i = p->n; i;) {
    if (!from[i]) {
      i--;
      continue;
    }
    NameSpan *x = VEC_ADD(doc->arena, &w->names);
    *x = m.span[from[i] - 1];
    i = x->first;
    x->first += p->first, x->last += p->first, x->head += p->first;
    mark(doc, x, best_kind(x->score));
  }
}

typedef struct Word {
  Key key;
  int64_t score[NAME_KINDS];
} Word;

static Word *word_of(Word *table, uint32_t mask, const Doc *doc, const NameSpan *x) {
  Key key = key_fold(tok_text(doc, &doc->tokens[x->head]));
  if (!key) key = 1;
  uint32_t i = (uint32_t)key & mask;
  while (table[i].key && table[i].key != key) i = (i + 1) & mask;
  table[i].key = key;
  return &table[i];
}

void name_agree(const SyntaxWork *w, Doc *doc) {
  uint32_t slots = 4;
  while (slots < 2 * w->names.n) slots *= 2;
  Word *table = ARENA_ARRAY(doc->arena, Word, slots);
  for (uint32_t i = 0; i < w->names.n; i++) {
    const NameSpan *x = &w->names.at[i];
    Word *word = word_of(table, slots - 1, doc, x);
    for (int k = 0; k < NAME_KINDS; k++) word->score[k] += x->score[k];
  }
  for (uint32_t i = 0; i < w->names.n; i++) {
    const NameSpan *x = &w->names.at[i];
    const Word *word = word_of(table, slots - 1, doc, x);
    mark(doc, x, best_kind(word->score));
  }
}
