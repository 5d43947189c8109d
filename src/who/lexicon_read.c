/* The compiler of lexicon/actors and lexicon/roles: text to sections of the image.  The format is lexicon/README.md. */
#include "base/date.h"
#include "base/lexfile.h"
#include "base/utf8.h"
#include "who/cameo.h"

typedef struct Builder {
  Arena *a;
  EntError *err;
  LexText str;
  VEC(EntityRec) entities;
  VEC(PartyRec) parties;
  VEC(NameRec) names;
  VEC(RoleRec) roles;
  VEC(Key) cues;
  TrieBuilder *name_trie, *role_trie;
  const char *file; /* the last one, and its string */
  uint32_t file_str;
} Builder;

static const char *const entity_kinds[ENTITY_KINDS] = {"country", "person", "group",   "party",  "organisation", "force",
                                                       "body",    "media",  "company", "people", "states"};

static uint32_t add_str(Builder *b, Str s) { return lex_text(b->a, &b->str, s); }

static uint32_t file_of(Builder *b, const LexLine *l) {
  if (b->file != l->file) {
    b->file = l->file;
    b->file_str = add_str(b, str_of(l->file));
  }
  return b->file_str;
}

/* from..to, from.., ..to: `to` excluded; a year or month stands for its first day. */
static bool read_range(Str s, int32_t *from, int32_t *to) {
  uint32_t dots = str_find_str(s, STR(".."), 0);
  Str a = str_head(s, dots), b = dots < s.n ? str_from(s, dots + 2) : (Str){0};
  Date d;
  *from = DAY_NONE_BEFORE;
  *to = DAY_NONE_AFTER;
  if (dots == s.n) { /* a year, month or day alone is all of it */
    if (!date_parse_iso(s, &d)) return false;
    *from = date_days(d);
    *to = *from + (d.day ? 1 : d.month ? date_month_days(d.year, d.month) : 365 + (date_month_days(d.year, 2) == 29));
    return true;
  }
  if (a.n) {
    if (!date_parse_iso(a, &d)) return false;
    *from = date_days(d);
  }
  if (b.n) {
    if (!date_parse_iso(b, &d)) return false;
    *to = date_days(d);
  }
  return *from < *to;
}

static bool is_code(Str s) {
  if (s.n != 3) return false;
  return is_upper(s.p[0]) && is_upper(s.p[1]) && is_upper(s.p[2]);
}

static bool set_code(char out[4], Str s) {
  memset(out, 0, 4);
  if (str_eq(s, STR("-"))) return true;
  if (!is_code(s)) return false;
  memcpy(out, s.p, 3);
  return true;
}

/* Two to five capitals (dots allowed) are an acronym. */
static bool is_acronym(Str s) {
  uint32_t caps = 0;
  for (uint32_t i = 0; i < s.n; i++)
    if (is_upper(s.p[i])) caps++;
    else if (s.p[i] != '.' && s.p[i] != '&' && s.p[i] != '/') return false;
  return caps >= 2 && caps <= 5;
}

static bool has_capital(Str s) {
  for (uint32_t i = 0, n; i < s.n; i += n)
    if (cp_is_upper(utf8_next(s, i, &n))) return true;
  return false;
}

static void store_name(Builder *b, Str name, uint32_t entity, int32_t from, int32_t to, uint32_t flags) {
  Key words[NAME_WORDS];
  uint32_t n = name_words(name, words, NAME_WORDS);
  if (!n) return;
  if (has_capital(name)) flags |= NAME_CAPS;
  VEC_PUSH(b->a, &b->names, ((NameRec){add_str(b, name), entity, from, to, flags}));
  trie_add(b->name_trie, words, n, b->names.n - 1);
}

/* One name with its marks: ?weak, =exact, name@from..to. */
static bool add_name(Builder *b, const LexLine *l, Str name, uint32_t flags) {
  int32_t from = DAY_NONE_BEFORE, to = DAY_NONE_AFTER;
  Str whole = name;
  for (; name.n && (name.p[0] == '?' || name.p[0] == '='); name = str_from(name, 1)) flags |= name.p[0] == '?' ? NAME_WEAK : NAME_EXACT;
  uint32_t at = str_find(name, '@', 0);
  if (at < name.n) {
    if (!read_range(str_trim(str_from(name, at + 1)), &from, &to))
      return lex_error(b->err, l, str_from(name, at), "'%.*s' is no range of dates, expected from..to", STRF(str_from(name, at + 1)));
    name = str_trim(str_head(name, at));
  }
  if (name.n && name.p[name.n - 1] == '?') {
    flags |= NAME_WEAK;
    name = str_head(name, name.n - 1);
  }
  if (!name.n) return lex_error(b->err, l, whole, "an empty name");
  if (is_acronym(name)) flags |= NAME_EXACT;
  store_name(b, name, b->entities.n - 1, from, to, flags);
  return true;
}

static bool add_names(Builder *b, const LexLine *l, Str list, uint32_t flags) {
  Str name;
  while (lex_bar(&list, &name))
    if (!add_name(b, l, name, flags)) return false;
  return true;
}

/* The last word of a person's first name, weak: "Hasina" of "Sheikh Hasina". */
static void add_surname(Builder *b, Str name) {
  uint32_t at = name.n;
  while (at && name.p[at - 1] != ' ') at--;
  Str last = str_from(name, at);
  if (at && last.n > 2) store_name(b, last, b->entities.n - 1, DAY_NONE_BEFORE, DAY_NONE_AFTER, NAME_WEAK | NAME_SURNAME);
}

static int find_kind(Str s) {
  for (int i = 0; i < ENTITY_KINDS; i++)
    if (str_is(s, entity_kinds[i])) return i;
  return -1;
}

/* The colon that parts names from the kind: the last one with blanks around it. */
static uint32_t find_colon(Str s) {
  uint32_t found = s.n;
  for (uint32_t at = 0; (at = str_find_str(s, STR(" : "), at)) < s.n; at++) found = at;
  return found;
}

static bool add_head(Builder *b, const LexLine *l) {
  uint32_t colon = find_colon(l->text);
  if (colon == l->text.n) return lex_error(b->err, l, l->text, "an entry without ' : kind'");
  Str names = str_head(l->text, colon), kind = str_from(l->text, colon + 3), word;
  EntityRec *e = VEC_ADD(b->a, &b->entities);
  e->file = file_of(b, l);
  e->line = l->line;
  e->first = b->parties.n;
  e->cue = b->cues.n;
  e->from = DAY_NONE_BEFORE;
  e->to = DAY_NONE_AFTER;
  lex_word(&kind, &word);
  int k = find_kind(word);
  if (k < 0)
    return lex_error(
        b->err, l, word,
        "kind '%.*s' is unknown, expected country, person, group, party, organisation, force, body, media, company, people or states",
        STRF(word));
  e->kind = (uint8_t)k;
  if (k == ENTITY_COUNTRY && !(lex_word(&kind, &word) && set_code(e->code, word)))
    return lex_error(b->err, l, word, "a country needs its code of three letters");
  Str first = names, all = names;
  lex_bar(&names, &first);
  if (!add_names(b, l, all, 0)) return false;
  while (first.n && (first.p[0] == '?' || first.p[0] == '=')) first = str_from(first, 1);
  first = str_trim(str_head(first, str_find(first, '@', 0)));
  b->entities.at[b->entities.n - 1].name = add_str(b, first);
  if (k == ENTITY_PERSON) add_surname(b, first);
  return true;
}

static bool add_party(Builder *b, const LexLine *l) {
  Str rest = l->text, country, sector = {0}, range;
  PartyRec p = {.from = DAY_NONE_BEFORE, .to = DAY_NONE_AFTER};
  lex_word(&rest, &country);
  lex_word(&rest, &sector);
  if (!set_code(p.country, country)) return lex_error(b->err, l, country, "'%.*s' is neither a keyword nor a country code", STRF(country));
  if (!set_code(p.sector, sector)) return lex_error(b->err, l, sector, "'%.*s' is no sector", STRF(sector));
  Str look = rest;
  if (lex_word(&look, &range) && str_find_str(range, STR(".."), 0) < range.n && (is_digit(range.p[0]) || range.p[0] == '.')) {
    if (!read_range(range, &p.from, &p.to))
      return lex_error(b->err, l, range, "'%.*s' is no range of dates, expected from..to with from before to", STRF(range));
    rest = look;
  }
  p.what = add_str(b, rest);
  VEC_PUSH(b->a, &b->parties, p);
  b->entities.at[b->entities.n - 1].nparties++;
  return true;
}

/* Words, of one part each, near which the weak names of the entry count. */
static bool add_cues(Builder *b, const LexLine *l, Str list) {
  Str cue;
  while (lex_bar(&list, &cue)) {
    Key words[2];
    if (name_words(cue, words, 2) != 1) return lex_error(b->err, l, cue, "'%.*s' is not one word", STRF(cue));
    VEC_PUSH(b->a, &b->cues, words[0]);
    b->entities.at[b->entities.n - 1].ncues++;
  }
  return true;
}

static bool actor_line(void *ctx, const LexLine *l) {
  static const struct {
    const char *word;
    uint32_t flags;
  } lists[] = {{"adj", NAME_ADJ}, {"people", NAME_PEOPLE}, {"capital", NAME_CAPITAL}, {"seat", NAME_SEAT}, {"also", 0}};
  Builder *b = ctx;
  if (l->indent == 0) return add_head(b, l);
  if (!b->entities.n) return lex_error(b->err, l, l->text, "an indented line before the first entry");
  Str rest = l->text, word;
  lex_word(&rest, &word);
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (str_is(word, lists[i].word)) return add_names(b, l, rest, lists[i].flags);
  EntityRec *e = &b->entities.at[b->entities.n - 1];
  if (str_is(word, "years"))
    return read_range(rest, &e->from, &e->to) || lex_error(b->err, l, rest, "'%.*s' is no range of years", STRF(rest));
  if (str_is(word, "near")) return add_cues(b, l, rest);
  if (str_is(word, "of") || str_is(word, "note") || str_is(word, "src")) return true;
  return add_party(b, l);
}

static bool role_flag(RoleRec *r, Str w) {
  static const struct {
    const char *word;
    uint8_t flag;
  } flags[] = {{"bare", ROLE_BARE}, {"title", ROLE_TITLE}, {"office", ROLE_OFFICE}, {"inherit", ROLE_INHERIT}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (str_is(w, flags[i].word)) {
      r->flags |= flags[i].flag;
      return true;
    }
  return str_starts(w, STR("former=")) && set_code(r->former, str_from(w, 7));
}

static bool role_line(void *ctx, const LexLine *l) {
  Builder *b = ctx;
  uint32_t eq = str_find_str(l->text, STR(" = "), 0);
  if (eq == l->text.n) return lex_error(b->err, l, l->text, "a role without ' = SECTOR kind'");
  Str nouns = str_head(l->text, eq), rest = str_from(l->text, eq + 3), word;
  RoleRec r = {.file = file_of(b, l), .line = l->line};
  if (!lex_word(&rest, &word) || !set_code(r.sector, word)) return lex_error(b->err, l, word, "'%.*s' is no sector", STRF(word));
  if (!lex_word(&rest, &word)) return lex_error(b->err, l, l->text, "a kind is missing: person, group or body");
  if (str_is(word, "person")) r.kind = ROLE_PERSON;
  else if (str_is(word, "group")) r.kind = ROLE_GROUP;
  else if (str_is(word, "body")) r.kind = ROLE_BODY;
  else return lex_error(b->err, l, word, "kind '%.*s' is none of person, group, body", STRF(word));
  while (lex_word(&rest, &word))
    if (!role_flag(&r, word))
      return lex_error(b->err, l, word, "'%.*s' is none of bare, title, office, inherit, former=SECTOR", STRF(word));
  for (Str noun; lex_bar(&nouns, &noun);) {
    Key words[NAME_WORDS];
    uint32_t n = name_words(noun, words, NAME_WORDS);
    if (!n) return lex_error(b->err, l, noun, "an empty noun");
    r.text = add_str(b, noun);
    VEC_PUSH(b->a, &b->roles, r);
    trie_add(b->role_trie, words, n, b->roles.n - 1);
  }
  return true;
}

bool lexicon_compile(Arena *a, const char *dir, ImageWriter *w, EntError *err) {
  Builder b = {.a = a, .err = err, .name_trie = trie_builder(a), .role_trie = trie_builder(a)};
  if (!lexfile_each(a, dir, "actors", actor_line, &b, err) || !lexfile_each(a, dir, "roles", role_line, &b, err)) return false;
  add_str(&b, (Str){0});
  image_add(w, "who.str", b.str.at, 1, b.str.n);
  image_add(w, "who.entity", b.entities.at, sizeof *b.entities.at, b.entities.n);
  image_add(w, "who.party", b.parties.at, sizeof *b.parties.at, b.parties.n);
  image_add(w, "who.name", b.names.at, sizeof *b.names.at, b.names.n);
  image_add(w, "who.cue", b.cues.at, sizeof *b.cues.at, b.cues.n);
  image_add(w, "who.role", b.roles.at, sizeof *b.roles.at, b.roles.n);
  return cameo_compile(a, dir, w, err) && trie_write(b.name_trie, w, "who.names") && trie_write(b.role_trie, w, "who.roles");
}
