/* A document on its way: text, sentences, tokens, and what the later stages hang on them.
**
** The title and the body are one buffer: title, two newlines, body (an empty title leaves the body alone).  Every offset inside
** the program is a byte of this buffer (`Doc.text`, after normalisation); doc_span turns it into what users see: bytes of the title or
** of the body as they were given. */
#ifndef TEXT_DOC_H
#define TEXT_DOC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"

enum Upos {
#define X(name, text) UPOS_##name,
#include "text/upos.def"
#undef X
  UPOS_COUNT
};
enum Xpos {
#define X(name, text) XPOS_##name,
#include "text/xpos.def"
#undef X
  XPOS_COUNT
};
/* Relations with their subtypes; UD's names with ':' as '_' (nsubj:pass is DEP_NSUBJ_PASS). */
enum Deprel {
#define X(name, text) DEP_##name,
#include "text/deprel.def"
#undef X
  DEP_COUNT
};
enum NameKind { NE_NONE, NE_PERSON, NE_ORGANISATION, NE_PLACE, NE_OTHER };

const char *upos_text(int u);
const char *xpos_text(int x);
const char *deprel_text(int d);
/* -1 when there is none of that name. */
int upos_find(Str s);
int xpos_find(Str s);
int deprel_find(Str s);

enum TokenFlag {
  TOK_SPACE_AFTER = 1,   /* a blank follows in the text */
  TOK_CAP = 2,           /* first letter is upper case */
  TOK_ALLCAPS = 4,       /* two or more letters, all upper case */
  TOK_SENT_START = 8,    /* first word of its sentence (opening punctuation passed over) */
  TOK_NUMERIC = 16,      /* holds a digit */
  TOK_PUNCT = 32,        /* no letter, no digit */
  TOK_NE_BEGIN = 64,     /* first token of a name found by the network */
  TOK_MISC_NOSPACE = 128 /* SpaceAfter=No was given by CoNLL-U */
};

typedef struct Token {
  uint32_t at, n; /* bytes of Doc.text */
  Key form, low;  /* key_of and key_fold of the words of the text */
  Key lemma;      /* key_fold of lemma_text; set by syntax (or CoNLL-U) */
  Str lemma_text; /* lower case except proper nouns; in the document's arena or the model */
  Str feats;      /* "Mood=Ind|Tense=Past" or empty; in the model or arena */
  int32_t head;   /* index in Doc.tokens; -1 for the root of its sentence */
  uint32_t sent;  /* index in Doc.sents */
  uint8_t upos, xpos, deprel, ne;
  uint16_t flags;
} Token;

enum SentKind { SENT_BODY, SENT_TITLE, SENT_NOISE };

typedef struct Sent {
  uint32_t first, n; /* tokens */
  uint32_t at, end;  /* bytes of Doc.text */
  uint8_t kind;      /* SENT_NOISE: menus, captions, bylines: parsed as text, never coded */
  uint8_t all_caps;  /* 1: a headline or text in capitals: case says nothing */
  int32_t dateline;  /* tokens of a dateline at the start ("PARIS, Jan 5 (Reuters) -"), 0 if none */
  uint8_t quote;     /* 1: starts inside an open quotation */
} Sent;

/* One run of the text whose bytes moved by normalisation; between two entries both sides advance alike. */
typedef struct Shift {
  uint32_t at;   /* in Doc.text */
  uint32_t from; /* in the given buffer (title, two newlines, body) */
} Shift;

typedef struct Doc {
  Arena *arena; /* the document's; reset by its owner */
  Str id, publisher, url, language;
  Date date;                   /* year 0: undated */
  Str title_given, body_given; /* as read */
  Str text;                    /* normalised title, two newlines, body; in the arena or borrowed when nothing changed */
  uint32_t body_at;            /* where the body starts in text */
  Shift *shifts;
  uint32_t nshifts;
  Token *tokens;
  uint32_t ntokens;
  Sent *sents;
  uint32_t nsents;
  int32_t *first_dep, *next_dep; /* the tree downwards, a list a token in text order; -1 ends it; set by tree_link */
} Doc;

static inline Str tok_text(const Doc *d, const Token *t) { return (Str){d->text.p + t->at, t->n}; }
/* The words from token a to token b (both included), as they stand. */
static inline Str tok_span_text(const Doc *d, uint32_t a, uint32_t b) {
  return (Str){d->text.p + d->tokens[a].at, d->tokens[b].at + d->tokens[b].n - d->tokens[a].at};
}
static inline bool tok_is(const Token *t, Key lemma) { return t->lemma == lemma; }

/* Of `n` things of `size` bytes in the order of their sentences, each beginning with the number (uint32_t) of its first token: the first
** that stands at `token`, the beginning of a sentence, or behind it; n if none does. */
uint32_t doc_from(const void *at, uint32_t n, size_t size, uint32_t token);

/* A span as users see it. */
typedef struct Span {
  uint32_t start, end; /* bytes of the title or body as given */
  Str text;            /* the given bytes */
  bool in_title;
} Span;
Span doc_span(const Doc *d, uint32_t at, uint32_t end);

/* Sets arena, body_at and text of a fresh document from title_given and body_given: mends double-encoded UTF-8 and HTML entities, folds
** odd blanks, drops zero-width marks and keeps the shifts.  Text must be UTF-8.  Fills nothing else. */
void text_normalise(Doc *d);
/* Marks what is no sentence of the news (web noise), splits into sentences and tokens by the conventions of UD English; fills tokens (without
** tags), sents. */
void text_segment(Doc *d);
/* Is this English?  Judged by the commonest words; short texts get the benefit of the doubt. */
bool text_is_english(Str text);

/* CoNLL-U in: one document a call (all sentences of the input up to the end, or to the next "# newdoc" when it is not the first line).
** The tokens are kept as given; Doc.text is rebuilt from forms and SpaceAfter ("# text" is not needed). Columns may be "_". Bad lines: ENT_EINPUT with their
** line. *rest moves past what was read; false at the end without error (err->code ENT_OK) or with one. */
bool conllu_read(Doc *d, Str *rest, uint32_t *line, const char *file, EntError *err);
/* CoNLL-U out, with NE in MISC. */

void conllu_write(Buf *b, const Doc *d);

/* Follow the tree: the first dependent of `head` after token `from` (exclusive; start with -1) in its sentence, or -1. */
int32_t tok_dep_next(const Doc *d, uint32_t head, int32_t from);
/* The first dependent with that relation, or -1. */
int32_t tok_dep(const Doc *d, uint32_t head, int deprel);
/* First and last token of the subtree of `head` (contiguous hull). */
void tok_subtree(const Doc *d, uint32_t head, uint32_t *first_out, uint32_t *last_out);
/* Is `t` equal to or below `head` in the tree? */
bool tok_below(const Doc *d, uint32_t t, uint32_t head);

#endif
