/* Is a text English?  Judged by the commonest words of English against those of the languages that news sites mix in.
**
** Beside the stages: asked once a document, of its first 4,000 bytes.  Function words make up a third of English prose; the threshold is a
** fifth of that, since headlines drop them. */
#include "text/doc.h"

#include "base/utf8.h"
#include "text/scan.h"

/* In order; a question mark stands for any letter that is not ASCII.  SYNC english */
static const char *const english[] = {"a",    "about", "after", "against", "an",    "and",  "are",  "as",    "at",   "be",
                                      "been", "but",   "by",    "for",     "from",  "had",  "has",  "have",  "he",   "her",
                                      "his",  "in",    "is",    "it",      "its",   "more", "new",  "not",   "of",   "on",
                                      "over", "said",  "says",  "she",     "than",  "that", "the",  "their", "they", "this",
                                      "to",   "was",   "were",  "which",   "while", "who",  "will", "with",  "would"};
static const char *const foreign[] = {
    "?e",     "?i",  "?n",   "?r",    "ait", "ao",   "att",   "au",   "auf",  "aus",   "aux",   "av",   "avec",  "bir",   "byl",  "ces",
    "cette",  "che", "como", "da",    "dal", "dan",  "dans",  "das",  "dass", "de",    "degli", "dei",  "del",   "della", "dem",  "den",
    "dengan", "der", "des",  "di",    "dos", "du",   "een",   "ein",  "eine", "el",    "elle",  "em",   "en",    "es",    "est",  "esta",
    "este",   "et",  "f?r",  "foi",   "fue", "fur",  "haben", "han",  "hat",  "het",   "il",    "ile",  "ist",   "je",    "jest", "la",
    "las",    "le",  "les",  "leur",  "lo",  "los",  "lui",   "mas",  "mit",  "muy",   "na",    "nao",  "nicht", "nie",   "non",  "nos",
    "och",    "og",  "oraz", "os",    "ou",  "par",  "para",  "pas",  "pela", "pelo",  "por",   "pour", "przez", "que",   "qui",  "se",
    "selon",  "ses", "si?",  "sich",  "sie", "sind", "sobre", "som",  "sono", "sont",  "sous",  "sur",  "sus",   "um",    "uma",  "un",
    "una",    "und", "une",  "untuk", "van", "ve",   "von",   "voor", "wird", "wurde", "yang",  "zu",   "zum"};
enum {
  ENOUGH = 4000,
  ENOUGH_WORDS = 150,
  FEW_WORDS = 12,
  COUNT_ENGLISH = sizeof english / sizeof *english,
  COUNT_FOREIGN = sizeof foreign / sizeof *foreign
};

typedef struct Tally {
  uint32_t words, english, foreign, letters, other; /* other: letters above Latin */
} Tally;

/* A foreign word with a capital is a name's ("UN", "La Paz"). */
static void count_word(Tally *t, const char *w, uint32_t n, bool capital) {
  Str s = {w, n};
  t->words++;
  t->english += scan_in_table(english, COUNT_ENGLISH, s);
  t->foreign += !capital && scan_in_table(foreign, COUNT_FOREIGN, s);
}

static Tally tally(Str text) {
  Tally t = {0};
  char word[16];
  bool capital = false;
  uint32_t n = 0, len, stop = text.n < ENOUGH ? text.n : ENOUGH;
  for (uint32_t i = 0; i < stop; i += len) {
    uint32_t cp = utf8_next(text, i, &len);
    bool letter = cp < 0x80 ? is_alpha((char)cp) : cp >= 0xC0 && (cp < 0x2000 || cp > 0x2BFF) && cp != 0xFFFD;
    t.letters += letter;
    t.other += letter && cp >= 0x250;
    if (letter) {
      if (n == 0) capital = is_upper(text.p[i]);
      if (n < sizeof word) word[n] = cp < 0x80 ? to_lower((char)cp) : '?';
      n++;
    } else if (n) {
      count_word(&t, word, n < sizeof word ? n : sizeof word, capital);
      n = 0;
    }
  }
  if (n) count_word(&t, word, n < sizeof word ? n : sizeof word, capital);
  return t;
}

bool text_is_english(Str text) {
  Tally t = tally(text);
  if (t.other * 3 > t.letters) return false;
  if (t.words < 3 * FEW_WORDS) return t.foreign < 2 || t.foreign <= 2 * t.english;
  if (t.english <= t.foreign && t.foreign >= 3) return false;
  if (t.english == 0) return t.words < ENOUGH_WORDS; /* tables have few words of either */
  return t.english * 100 >= 6 * t.words || t.foreign < 2 || t.foreign * 2 < t.english;
}
