/* Lemmas from form and tag, the same as train/lemma.py gives.  SYNC lemma */
#include "syntax/lemma.h"

#include "syntax/feature.h"

/* A word under work: its normal form, and room for "kind + base" and "form, tab, tag". */
typedef struct Work {
  char w[NORM_BYTES + 16];
  uint32_t n;
} Work;

static bool known(const Syntax *s, char kind, const char *p, uint32_t n, const char *end) {
  char buf[NORM_BYTES + 4];
  uint32_t m = 0;
  buf[m++] = kind;
  memcpy(buf + m, p, n);
  m += n;
  while (*end) buf[m++] = *end++;
  uint64_t h = model_hash(buf, m);
  uint32_t check = (uint32_t)(h >> 32) ? (uint32_t)(h >> 32) : 1;
  for (uint32_t i = (uint32_t)h & s->lemma_base_mask;; i = (i + 1) & s->lemma_base_mask) {
    if (s->lemma_base[i] == 0) return false;
    if (s->lemma_base[i] == check) return true;
  }
}

static bool one_of(char c, const char *set) { return c && strchr(set, c); }
static char back(const Work *w, uint32_t k) { return w->n >= k ? w->w[w->n - k] : 0; }
static bool ends(const Work *w, const char *z) {
  uint32_t n = (uint32_t)strlen(z);
  return w->n >= n && memcmp(w->w + w->n - n, z, n) == 0;
}

static void put(Work *w, uint32_t cut, const char *end) {
  w->n -= cut;
  while (*end) w->w[w->n++] = *end++;
}

/* One syllable, one vowel, one last consonant: it doubles before -ed, so what is not doubled had an e. */
static bool vowel_consonant(const Work *w) {
  if (w->n < 2 || one_of(back(w, 1), "aeiouwxy") || !one_of(back(w, 2), "aeiou")) return false;
  for (uint32_t i = 0; i + 2 < w->n; i++)
    if (one_of(w->w[i], "aeiouy")) return false;
  return true;
}

/* w is what is left of a word without -ed, -ing, -er or -est. */
static void restore_stem(const Syntax *s, Work *w, char kind) {
  char last = back(w, 1), before = back(w, 2);
  bool plain = known(s, kind, w->w, w->n, ""), with_e = known(s, kind, w->w, w->n, "e");
  if (plain && !(with_e && vowel_consonant(w))) return;
  if (with_e) {
    put(w, 0, "e");
    return;
  }
  bool twice = w->n > 2 && last == before && !one_of(last, "aeiou");
  if (twice && (known(s, kind, w->w, w->n - 1, "") || !one_of(last, "lszf"))) {
    put(w, 1, "");
    return;
  }
  if (one_of(last, "cvuz") || (last == 's' && before != 's') || (last == 'l' && one_of(before, "bdgkpt")) || vowel_consonant(w))
    put(w, 0, "e");
}

static void plural(const Syntax *s, Work *w, char kind) {
  bool es = ends(w, "ses") || ends(w, "xes") || ends(w, "zes") || ends(w, "ches") || ends(w, "shes") || ends(w, "oes");
  if (ends(w, "ies") && w->n > 4) {
    if (known(s, kind, w->w, w->n - 1, "")) put(w, 1, "");
    else put(w, 3, "y");
  } else {
    put(w, es && !known(s, kind, w->w, w->n - 1, "") ? 2 : 1, "");
  }
}

/* "quits" with the tag of another form of a verb: the ending is right where it leaves a verb. */
static void mistaken_s(const Syntax *s, Work *w) {
  if (!ends(w, "s") || ends(w, "ss") || w->n <= 3 || known(s, 'v', w->w, w->n, "")) return;
  Work base = *w;
  plural(s, &base, 'v');
  if (known(s, 'v', base.w, base.n, "")) *w = base;
}

static void by_rule(const Syntax *s, Work *w, int xpos) {
  switch (xpos) {
  case XPOS_VB:
  case XPOS_VBP: mistaken_s(s, w); return;
  case XPOS_VBD:
  case XPOS_VBN:
    if (!ends(w, "ed") || w->n <= 3) {
      mistaken_s(s, w);
      return;
    }
    if (ends(w, "ied") && w->n > 4) put(w, 3, "y");
    else w->n -= 2, restore_stem(s, w, 'v');
    return;
  case XPOS_VBG:
    if (ends(w, "ing") && w->n > 4) w->n -= 3, restore_stem(s, w, 'v');
    return;
  case XPOS_VBZ:
  case XPOS_NNS:
  case XPOS_NNPS:
    if (ends(w, "s") && !ends(w, "ss") && w->n > 2) plural(s, w, xpos == XPOS_VBZ ? 'v' : 'n');
    return;
  case XPOS_JJR:
  case XPOS_RBR:
    if (!ends(w, "er") || w->n <= 4) return;
    if (ends(w, "ier")) put(w, 3, "y");
    else w->n -= 2, restore_stem(s, w, 'a');
    return;
  case XPOS_JJS:
  case XPOS_RBS:
    if (!ends(w, "est") || w->n <= 5) return;
    if (ends(w, "iest")) put(w, 4, "y");
    else w->n -= 3, restore_stem(s, w, 'a');
    return;
  default: return;
  }
}

/* The lemma in the table of exceptions, or nothing (p NULL). */
static Str exception(const Syntax *s, const Work *w, int xpos) {
  char buf[NORM_BYTES + 16];
  uint32_t n = w->n;
  memcpy(buf, w->w, n);
  buf[n++] = '\t';
  for (const char *x = xpos_text(xpos); *x && n < sizeof buf; x++) buf[n++] = *x;
  uint64_t h = model_hash(buf, n);
  for (uint32_t i = (uint32_t)h & s->lemma_exc_mask;; i = (i + 1) & s->lemma_exc_mask) {
    LemmaSlot e = s->lemma_exc[i];
    if (e.place == 0) return (Str){0};
    if (e.check == (uint32_t)(h >> 32)) return (Str){(const char *)s->lemma_text + e.place + 1, s->lemma_text[e.place]};
  }
}

/* "retook", "overrode": an irregular form behind a prefix that makes another verb; or nothing. */
static Str prefixed(const Syntax *s, Arena *a, const Work *w, int xpos) {
  static const char *const prefixes[] = {"re", "over", "out", "under", "mis", "un", "fore", "with"};
  if (xpos != XPOS_VB && xpos != XPOS_VBP && xpos != XPOS_VBD && xpos != XPOS_VBN)
    return (Str){0}; /* rare words: the tag may be of another form */
  if (known(s, 'v', w->w, w->n, "")) return (Str){0};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    uint32_t n = (uint32_t)strlen(prefixes[i]);
    if (w->n < n + 3 || memcmp(w->w, prefixes[i], n) != 0) continue;
    Work rest = {.n = w->n - n}, whole = {.n = n};
    memcpy(rest.w, w->w + n, rest.n);
    Str base = exception(s, &rest, xpos == XPOS_VBN ? XPOS_VBN : XPOS_VBD);
    if (!base.p || n + base.n > sizeof whole.w) continue;
    memcpy(whole.w, prefixes[i], n);
    memcpy(whole.w + n, base.p, base.n);
    whole.n += base.n;
    if (known(s, 'v', whole.w, whole.n, "")) return arena_str(a, (Str){whole.w, whole.n});
  }
  return (Str){0};
}

/* A proper noun in the plural: the same ending goes, the case stays. */
static Str proper_plural(Arena *a, Str form, const char *low, Str lem) {
  uint32_t keep = 0;
  for (uint32_t i = 0; i < form.n; i++)
    if ((unsigned char)form.p[i] >= 0x80) return form;
  while (keep < form.n && keep < lem.n && low[keep] == lem.p[keep]) keep++;
  if (!keep || form.n > NORM_CHARS) return form;
  if (keep == lem.n) return str_head(form, keep);
  return arena_fmt(a, "%.*s%.*s", (int)keep, form.p, (int)(lem.n - keep), lem.p + keep);
}

Str lemma_of(const Syntax *s, Arena *a, Str form, int upos, int xpos) {
  if (upos == UPOS_PROPN && xpos != XPOS_NNPS) return form;
  Work w;
  w.n = word_norm(form, w.w);
  char low[NORM_BYTES];
  uint32_t low_n = w.n;
  memcpy(low, w.w, low_n);
  Str lem = exception(s, &w, xpos);
  if (!lem.p) lem = prefixed(s, a, &w, xpos);
  bool table = lem.p != NULL;
  if (!table) {
    by_rule(s, &w, xpos);
    lem = (Str){w.w, w.n};
  }
  if (upos == UPOS_PROPN) return proper_plural(a, form, low, lem);
  if (table) return lem;
  if (form.n >= lem.n && memcmp(form.p, lem.p, lem.n) == 0) return str_head(form, lem.n);
  return arena_str(a, lem);
}
