/* Names as dictionaries write them, in capitals with underscores, brought to how news writes them.  Matching folds case, so that only what a record
** shows and what must be exact (acronyms) depends on it. */
#include "who/import.h"

static bool is_small(Str w) {
  static const char *const small[] = {"of", "the", "and", "for", "in",  "on",  "to",  "at",  "by",  "with", "from", "de",
                                      "la", "del", "du",  "des", "van", "von", "der", "bin", "ibn", "da",   "dos",  "y"};
  for (size_t i = 0; i < sizeof small / sizeof *small; i++)
    if (str_eq_nocase(w, str_of(small[i]))) return true;
  return false;
}

static bool is_vowel(char c) { return c && strchr("AEIOUY", c); }

/* "PKK", "U.S.", "II", "K.", "G8": stays in capitals.  Of words of other letters nobody can say. */
static bool stays(Str w, bool alone) {
  uint32_t letters = 0, vowels = 0, dots = 0;
  for (uint32_t i = 0; i < w.n; i++) {
    if (is_digit(w.p[i])) return true;
    if (w.p[i] == '.') dots++;
    else if (is_upper(w.p[i])) {
      letters++;
      vowels += is_vowel(w.p[i]);
    }
  }
  if (str_is(w, "II") || str_is(w, "III") || str_is(w, "IV") || str_is(w, "VI") || str_is(w, "VII") || str_is(w, "XVI")) return true;
  if (dots) return letters <= dots || (letters == dots + 1 && w.p[w.n - 1] != '.');
  return letters + 0u == w.n && letters <= 5 && (!vowels || letters == 1 || (alone && letters <= 3));
}

/* Do the lexicons have the word as a name in exactly these capitals ("UNHCR")? */
static bool known_acronym(const Who *who, Str w) {
  Key key;
  for (uint32_t x = 0; x < who->n && name_words(w, &key, 1) == 1; x++) {
    const Lexicon *lx = &who->lex[x];
    uint32_t state = 0;
    if (!trie_step(&lx->name_trie, &state, key)) continue;
    const TrieState *s = &lx->name_trie.states[state];
    for (uint32_t i = 0; i < s->n; i++)
      if (str_eq(lexicon_str(lx, lx->names[lx->name_trie.values[s->first + i]].text), w)) return true;
  }
  return false;
}

static void put_word(Buf *b, const Who *who, Str w, bool first, bool alone) {
  if (stays(w, alone) || (w.n > 1 && w.n <= 8 && known_acronym(who, w))) {
    buf_str(b, w);
    return;
  }
  bool small = !first && is_small(w), up = !small;
  for (uint32_t i = 0; i < w.n; i++) {
    char c = w.p[i];
    bool accent = (unsigned char)c == 0xC3 && i + 1 < w.n; /* Latin-1 capitals: one bit from their small letters */
    if (accent) {
      unsigned char next = (unsigned char)w.p[i + 1];
      buf_c(b, c);
      buf_c(b, (char)(!up && next >= 0x80 && next <= 0x9E && next != 0x97 ? next + 0x20 : next));
      i++;
      up = false;
      continue;
    }
    buf_c(b, up ? c : to_lower(c));
    if (is_alpha(c) || (unsigned char)c >= 0x80) up = false;
    if (c == '-' || (c == '\'' && i + 2 < w.n && i <= 2)) up = true;
  }
}

static bool has_small(Str s) {
  for (uint32_t i = 0; i < s.n; i++)
    if (is_lower(s.p[i])) return true;
  return false;
}

/* Blanks for underscores; stray brackets and quotation marks dropped. */
static Str plain(Arena *a, Str name) {
  char *p = arena_array(a, name.n + 1, 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < name.n; i++) {
    char c = name.p[i] == '_' || is_space(name.p[i]) ? ' ' : name.p[i];
    if (c == ' ' && (!n || p[n - 1] == ' ')) continue;
    if (!strchr("[]{}()\"*", c)) p[n++] = c;
  }
  return str_trim((Str){p, n});
}

Str import_readable(Arena *a, const Who *who, Str name) {
  Str rest = plain(a, name), word;
  bool mixed = has_small(rest), first = true;
  Buf b = {0};
  while (rest.n) {
    word = str_cut(rest, ' ', &rest);
    if (!word.n) continue;
    if (!first) buf_c(&b, ' ');
    if (mixed) buf_str(&b, word);
    else put_word(&b, who, word, first, first && !rest.n);
    first = false;
  }
  Str out = arena_str(a, (Str){b.p, (uint32_t)b.n});
  buf_free(&b);
  while (out.n && strchr(",;:-", out.p[out.n - 1])) out.n--;
  return str_trim(out);
}
