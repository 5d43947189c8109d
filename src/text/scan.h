/* Words of a paragraph, before sentences: the scanner's face to the splitter.  Internal to text/. */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include "base/arena.h"

enum ScanKind {
  SCAN_WORD,
  SCAN_ABBREV,   /* ends in a full stop of its own; cls says what may follow */
  SCAN_STOP,     /* . ! ? and runs of them */
  SCAN_ELLIPSIS, /* .. ... … */
  SCAN_QUOTE,    /* " and ' and what opens or closes by its place */
  SCAN_OPEN,     /* ( [ { “ ‘ « */
  SCAN_CLOSE,    /* ) ] } ” ’ » */
  SCAN_DASH,
  SCAN_PUNCT
};
/* What an abbreviation asks of the next word.  SYNC abbrev */
enum AbbrevClass {
  ABBREV_NONE,
  ABBREV_TITLE,
  ABBREV_NUM,
  ABBREV_MONTH,
  ABBREV_MID,
  ABBREV_LOWER,
  ABBREV_STATE,
  ABBREV_ANY,
  ABBREV_INITIAL
};

typedef struct ScanTok {
  uint32_t at, n;
  uint8_t kind, cls;
  bool glued; /* no blank between it and the one before */
} ScanTok;

typedef VEC(ScanTok) ScanToks;

/* Appends the tokens of text[at, end), a paragraph, to *out. */
void scan_paragraph(Arena *a, Str text, uint32_t at, uint32_t end, ScanToks *out);
/* Does this word, as it stands with its capital, open a sentence rather than carry on a name ("The", "However")? */
bool scan_is_starter(Str word);
/* Is w in a sorted table of n small words? */
bool scan_in_table(const char *const *table, size_t n, Str w);

/* A token of this many bytes is cut: nothing that long is a word. */
enum { SCAN_MAX_TOKEN = 1024 };

#endif
