/* One pass over the words of each sentence for names, one for roles.  A word is a token, or a part of one that holds hyphens, so that
** "al-Shabaab", "al Shabaab" and "al - Shabaab" are the same three steps. */
#include "who/find.h"

typedef struct Word {
  Key low, lemma;
  uint32_t token;
} Word;

static bool is_hyphen(Str s) {
  return (s.n == 1 && s.p[0] == '-') || (s.n == 3 && (unsigned char)s.p[0] == 0xE2 && (unsigned char)s.p[1] == 0x80 &&
                                         (unsigned char)s.p[2] >= 0x90 && (unsigned char)s.p[2] <= 0x94);
}

static uint32_t words_of(const Doc *d, const Sent *s, Word *out, uint32_t cap) {
  uint32_t n = 0;
  for (uint32_t t = s->first; t < s->first + s->n && n + NAME_WORDS < cap; t++) {
    const Token *tok = &d->tokens[t];
    Str text = tok_text(d, tok);
    if (is_hyphen(text)) continue;
    Key parts[NAME_WORDS];
    uint32_t k = tok->n > 2 && memchr(text.p, '-', text.n) ? name_words(text, parts, NAME_WORDS) : 0;
    if (k < 2) {
      out[n++] = (Word){tok->low, tok->lemma, t};
      continue;
    }
    for (uint32_t i = 0; i < k; i++) out[n++] = (Word){parts[i], parts[i], t};
  }
  return n;
}

/* In a headline of capitals a verb, an adverb or a common noun is no short name ("TRADE PLAN" is not the PLAN). */
static bool plain_word(const Doc *d, const Sent *s, uint32_t first, uint32_t last) {
  const Token *t = &d->tokens[first];
  return s->all_caps && first == last && t->n > 3 && (t->upos == UPOS_NOUN || t->upos == UPOS_VERB || t->upos == UPOS_ADV);
}

/* Does the span's case allow the name?  Exact names byte for byte, capitalised names with a capital at the first letter that has one. */
static bool case_fits(const Doc *d, const Lexicon *lx, const NameRec *name, const Sent *s, uint32_t first, uint32_t last) {
  if (name->flags & NAME_EXACT) {
    Str is = tok_span_text(d, first, last), want = lexicon_str(lx, name->text);
    return str_eq(is, want) && !plain_word(d, s, first, last);
  }
  if (!(name->flags & NAME_CAPS) || s->all_caps) return true;
  for (uint32_t t = first; t <= last; t++)
    if (d->tokens[t].flags & TOK_CAP) return true;
  return false;
}

static bool any_fits(const Doc *d, const Lexicon *lx, const TrieState *st, const Sent *s, uint32_t first, uint32_t last) {
  for (uint32_t i = 0; i < st->n; i++)
    if (case_fits(d, lx, &lx->names[lx->name_trie.values[st->first + i]], s, first, last)) return true;
  return false;
}

static bool any_strong(const Doc *d, const Lexicon *lx, const TrieState *st, const Sent *s, uint32_t first, uint32_t last) {
  for (uint32_t i = 0; i < st->n; i++) {
    const NameRec *name = &lx->names[lx->name_trie.values[st->first + i]];
    if (!(name->flags & NAME_WEAK) && case_fits(d, lx, name, s, first, last)) return true;
  }
  return false;
}

/* The longest name that starts at word i in any lexicon; of equal ones that of the first lexicon, but a surname of a user's lexicon ("Nepal") does not
** hide what another lexicon has by that name alone. */
static bool longest_name(const Who *w, const Doc *d, const Sent *s, const Word *words, uint32_t n, uint32_t i, NameSpan *out) {
  uint32_t best = 0;
  bool strong = false;
  for (uint32_t x = 0; x < w->n; x++) {
    const Lexicon *lx = &w->lex[x];
    uint32_t state = 0;
    for (uint32_t k = i; k < n && trie_step(&lx->name_trie, &state, words[k].low); k++) {
      const TrieState *st = &lx->name_trie.states[state];
      bool ends_token = k + 1 == n || words[k + 1].token != words[k].token;
      uint32_t len = k + 1 - i;
      if (!st->n || !ends_token || len < best || (len == best && strong)) continue;
      bool own = any_strong(d, lx, st, s, words[i].token, words[k].token);
      if (len > best ? any_fits(d, lx, st, s, words[i].token, words[k].token) : own) {
        best = len;
        strong = own;
        *out = (NameSpan){words[i].token, words[k].token, x, st->first, st->n};
      }
    }
  }
  return best > 0;
}

static void find_names(const Who *w, Doc *d, const Sent *s, const Word *words, uint32_t n, Found *out, uint32_t *cap) {
  for (uint32_t i = 0; i < n; i++) {
    NameSpan span;
    bool starts_token = i == 0 || words[i - 1].token != words[i].token;
    if (!starts_token || !longest_name(w, d, s, words, n, i, &span)) continue;
    out->names = vec_room_(d->arena, out->names, out->nnames, cap, sizeof *out->names);
    for (uint32_t t = span.first; t <= span.last; t++) out->name_of[t] = (int32_t)out->nnames;
    out->names[out->nnames++] = span;
    while (i + 1 < n && words[i + 1].token <= span.last) i++;
  }
}

static void find_roles(const Who *w, const Word *words, uint32_t n, Found *out) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t x = 0; x < w->n; x++) {
      const Trie *t = &w->lex[x].role_trie;
      uint32_t state = 0;
      for (uint32_t k = i; k < n; k++) {
        uint32_t next = state, by_lemma = state;
        bool low = trie_step(t, &next, words[k].low);
        if (trie_step(t, &by_lemma, words[k].lemma) && t->states[by_lemma].n && !(low && t->states[next].n)) {
          RoleSpan *r = &out->roles[words[k].token];
          if (r->role < 0 || words[i].token < r->first)
            *r = (RoleSpan){words[i].token, words[k].token, (int32_t)x, (int32_t)t->values[t->states[by_lemma].first]};
        }
        if (!low) break;
        state = next;
        RoleSpan *r = &out->roles[words[k].token];
        if (t->states[state].n && (r->role < 0 || words[i].token < r->first))
          *r = (RoleSpan){words[i].token, words[k].token, (int32_t)x, (int32_t)t->values[t->states[state].first]};
      }
    }
}

void find_spans(const Who *w, Doc *d, Found *out) {
  *out = (Found){.name_of = ARENA_ARRAY(d->arena, int32_t, d->ntokens + 1), .roles = ARENA_ARRAY(d->arena, RoleSpan, d->ntokens + 1)};
  for (uint32_t t = 0; t <= d->ntokens; t++) {
    out->name_of[t] = -1;
    out->roles[t].role = -1;
  }
  uint32_t cap = 0, longest = 0;
  for (uint32_t i = 0; i < d->nsents; i++) longest = d->sents[i].n > longest ? d->sents[i].n : longest;
  uint32_t room = longest * 3 + 2 * NAME_WORDS;
  Word *words = ARENA_ARRAY(d->arena, Word, room);
  for (uint32_t i = 0; i < d->nsents; i++) {
    uint32_t n = words_of(d, &d->sents[i], words, room);
    find_names(w, d, &d->sents[i], words, n, out, &cap);
    find_roles(w, words, n, out);
  }
}
