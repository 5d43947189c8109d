/* Noise of web pages, told by the words of a line.
**
** Beside the splitter, which marks the sentences of such a line SENT_NOISE.  A table holds the phrases; a few rules know bylines, captions and menus.
** When in doubt a line is news: a lost sentence costs more than a parsed menu. */
#include "text/segment.h"

enum { NOISE_WHOLE, NOISE_START, NOISE_SHORT, NOISE_COUNT };
static const struct {
  uint8_t how, n;
  const char *words;
} phrases[] = {
#define X(how, words) {NOISE_##how, sizeof(words) - 1, words},
#include "text/noise.def"
#undef X
};

static bool is_letter_byte(char c) { return is_alpha(c) || (unsigned char)c >= 0x80; }

/* Marks and blanks at both ends that say nothing: brackets, stars, dots, dashes. */
static Str bare(Str s) {
  while (s.n && strchr(" \t()[]*.|>-<:\n", s.p[0])) s.p++, s.n--;
  while (s.n && strchr(" \t()[]*.|>-<:\n", s.p[s.n - 1])) s.n--;
  return s;
}

static bool starts_nocase(Str s, const char *z, uint32_t n) { return s.n >= n && str_eq_nocase(str_head(s, n), (Str){z, n}); }

static uint32_t count_words(Str s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.n; i++) n += !is_space(s.p[i]) && (i == 0 || is_space(s.p[i - 1]));
  return n;
}

/* After the phrase a word ends. */
static bool ends_word(Str s, uint32_t n) { return s.n == n || !is_letter_byte(s.p[n]) || !is_letter_byte(s.p[n - 1]); }

static bool is_phrase(Str line) {
  Str s = bare(line);
  bool stopped = line.n && line.p[line.n - 1] == '.' && count_words(s) > 4;
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    uint32_t n = phrases[i].n;
    if (to_lower(s.p[0]) != phrases[i].words[0] || !starts_nocase(s, phrases[i].words, n) || !ends_word(s, n)) continue;
    switch (phrases[i].how) {
    case NOISE_WHOLE:
      if (s.n == n) return true;
      break;
    case NOISE_START:
      if (count_words(s) <= 40) return true;
      break;
    case NOISE_SHORT:
      if (count_words(s) <= 12 && !stopped) return true;
      break;
    default: break;
    }
  }
  return false;
}

/* "5 comments", "3 min read", "2 hours ago" and nothing else. */
static bool is_count(Str s) {
  uint32_t i = 0;
  while (i < s.n && (is_digit(s.p[i]) || strchr(",.k", s.p[i]))) i++;
  if (i == 0 || s.n - i > 20) return false;
  Str words = str_trim(str_from(s, i));
  for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++)
    if (phrases[k].how == NOISE_COUNT && str_eq_nocase(words, (Str){phrases[k].words, phrases[k].n})) return true;
  return false;
}

/* "By John Smith", "By Ann Lee and Bo Chan, Reuters": capitals to the end. */
static bool is_byline(Str s) {
  if (!starts_nocase(s, "by ", 3) || s.n > 120 || s.p[s.n - 1] == '.' || s.p[s.n - 1] == ':') return false;
  uint32_t words = 0, capitals = 0;
  bool caps_only = true;
  for (uint32_t i = 2; i < s.n; i++)
    if (!is_space(s.p[i]) && is_space(s.p[i - 1])) {
      Str rest = str_from(s, i);
      bool small = starts_nocase(rest, "and ", 4) || starts_nocase(rest, "of ", 3) || starts_nocase(rest, "in ", 3) ||
                   starts_nocase(rest, "de ", 3) || starts_nocase(rest, "al-", 3) || starts_nocase(rest, "the ", 4) || s.p[i] == '|' ||
                   s.p[i] == '&' || s.p[i] == '-';
      if (is_digit(s.p[i])) return false;
      words++;
      if (is_lower(s.p[i]) && !small) return false;
      capitals += !is_lower(s.p[i]);
    } else if (is_lower(s.p[i])) {
      caps_only = false;
    }
  return capitals >= 2 && words <= 12 && (!caps_only || words <= 4);
}

/* Credits by the mark that stands in them: what precedes it and what follows.  SYNC credits */
static const struct {
  char mark;
  const char *before, *after;
} credits[] = {
    {'/', "AP Photo", ""},   {'/', "EPA-EFE", ""},      {'/', "", "Getty Images"}, {'/', "", "AFP via Getty"}, {'/', "", "EPA-EFE"},
    {'/', "", "File Photo"}, {'/', "", "Handout via"},  {'(', "", "AP Photo"},     {'(', "", "Photo:"},        {'(', "", "Photo by"},
    {'(', "", "Image:"},     {'(', "", "Image credit"}, {'(', "", "Picture:"},     {'(', "", "File photo"},    {'(', "", "Reuters photo"},
    {'[', "", "Photo:"},     {'[', "", "Photo by"},     {'[', "", "File photo"},   {':', "Photo credit", ""},  {':', "Image credit", ""},
    {':', " Image", " "},    {':', " Photo", " "},
};

/* A bracketed credit stands at the end of its line. */
static bool closes_line(Str s, uint32_t at) {
  uint32_t close = str_find(s, s.p[at] == '(' ? ')' : ']', at);
  return close == s.n || count_words(str_from(s, close + 1)) <= 1;
}

static bool is_credit(Str s, uint32_t at) {
  if ((s.p[at] == '(' || s.p[at] == '[') && !closes_line(s, at)) return false;
  for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
    if (credits[i].mark != s.p[at]) continue;
    Str before = str_of(credits[i].before), after = str_of(credits[i].after);
    if (before.n > at || !str_eq_nocase((Str){s.p + at - before.n, before.n}, before)) continue;
    if (str_eq_nocase(str_head(str_from(s, at + 1), after.n), after)) return true;
  }
  return false;
}

/* A credit near the end of the line marks a caption. */
static bool is_caption(Str s) {
  for (uint32_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if ((c == '/' || c == '(' || c == '[' || c == ':') && is_credit(s, i) && count_words(str_from(s, i)) <= 10) return true;
  }
  return str_ends(s, STR("Getty Images")) || str_ends(s, STR("/AP")) || str_ends(s, STR("/REUTERS")) || str_ends(s, STR("/AFP"));
}

/* "Home | News | Sport": bars part the items of a menu. */
static bool is_menu(Str s) {
  uint32_t bars = 0;
  for (uint32_t i = 0; i < s.n; i++) bars += s.p[i] == '|' || (s.n - i >= 2 && memcmp(s.p + i, "\xC2\xBB", 2) == 0);
  return bars >= 2 && count_words(s) <= bars * 6 && !str_ends(s, STR("."));
}

static bool is_address(Str s) {
  if (count_words(s) != 1) return false;
  return starts_nocase(s, "http://", 7) || starts_nocase(s, "https://", 8) || starts_nocase(s, "www.", 4) || s.p[0] == '@' ||
         (str_find(s, '@', 1) < s.n && str_find(s, '.', 1) < s.n);
}

bool noise_line(Str line) {
  line = str_trim(line);
  Str s = bare(line);
  bool letters = false;
  for (uint32_t i = 0; i < s.n && !letters; i++) letters = is_letter_byte(s.p[i]);
  if (!letters) return !s.n || !is_digit(s.p[0]); /* stars, dashes: a bare number may be a year or a figure */
  if (s.n > 400) return false;
  if (is_digit(s.p[0])) return is_count(s);
  return is_phrase(line) || is_byline(s) || is_address(s) || is_menu(line) || is_caption(line);
}
