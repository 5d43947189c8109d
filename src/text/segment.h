/* The pieces of text_segment.  Internal to text/. */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H

#include "text/doc.h"
#include "text/scan.h"

/* Is this line (or sentence) noise of a web page: a menu, a byline, a caption, a call to share?  Real sentences never are. */
bool noise_line(Str line);
/* Of n tokens that begin a paragraph: how many are its dateline ("PARIS, Jan 5 (Reuters) -"), 0 if none. */
uint32_t dateline_tokens(Str text, const ScanTok *t, uint32_t n);
/* Index after the last token of the sentence that begins at t[0], of the n that are left of its paragraph. */
uint32_t sentence_end(Str text, const ScanTok *t, uint32_t n);

/* Fills the token of these bytes: keys, flags of its letters, no head. */
void text_token(Doc *d, Token *t, uint32_t at, uint32_t n);
/* With the tokens of a sentence in place: its bytes, all_caps, and the flag of its first word. */
void text_finish_sentence(Doc *d, Sent *s);

/* A sentence is cut at a semicolon or comma after the first, anywhere after the second. */
enum { SENTENCE_SOFT = 200, SENTENCE_MAX = 400 };

#endif
