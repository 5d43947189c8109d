/* Reads dictionaries line by line: a line without a mark begins an entry, "+" lines add names to it, "[...]" lines add codes; "!SET! = A, B" and "&SET"
** with "+" lines define words that stand for each other.  Comments are "#", ";", "//" at the start and "<!-- -->".  An entry whose codes hold "~" is an
** agent (a role), any other an actor. */
#include "who/import.h"
#include "base/date.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

enum { FORMS_MOST = 64 }; /* of one name with its sets written out */

typedef struct Code {
  PartyCode party;
  Date from, to;
  bool dated, state; /* state: the code of a state and nothing more */
} Code;

typedef struct Set {
  Str name;
  VEC(Str) words;
} Set;

typedef struct Import {
  Arena *a;
  const Cameo *cameo;
  const Who *who;
  const char *file;
  uint32_t line;
  Buf *actors, *roles;
  ImportSum *sum;
  ImportTell *tell;
  void *ctx;
  VEC(Set) sets;
  bool in_comment, in_set;
  /* the entry in hand */
  uint32_t entry_line; /* 0: none */
  VEC(Str) names;
  VEC(Code) codes;
  bool role, uncounted, person_said;
} Import;

const char *import_left_text(int left) {
  static const char *const texts[] = {
#define X(name, text) text,
      IMPORT_LEFT_LIST(X)
#undef X
  };
  return texts[left];
}

static void left_out(Import *m, int why, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void left_out(Import *m, int why, const char *fmt, ...) {
  char text[200];
  va_list ap;
  m->sum->left[why]++;
  if (!fmt) return;
  va_start(ap, fmt);
  vsnprintf(text, sizeof text, fmt, ap);
  va_end(ap);
  m->tell(m->ctx, m->file, m->line, text);
}

/* ---- what the lexicons know ---- */

static bool trie_find(const Trie *t, Str name, TrieState *out) {
  Key words[NAME_WORDS];
  uint32_t n = name_words(name, words, NAME_WORDS), state = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!trie_step(t, &state, words[i])) return false;
  *out = t->states[state];
  return n && out->n;
}

static bool is_state_name(const Import *m, Str name) {
  TrieState s;
  for (uint32_t x = 0; x < m->who->n; x++) {
    const Lexicon *lx = &m->who->lex[x];
    if (!trie_find(&lx->name_trie, name, &s)) continue;
    for (uint32_t i = 0; i < s.n; i++)
      if (lx->entities[lx->names[lx->name_trie.values[s.first + i]].entity].kind == ENTITY_COUNTRY) return true;
  }
  return false;
}

static const RoleRec *known_role(const Import *m, Str noun) {
  TrieState s;
  for (uint32_t x = 0; x < m->who->n; x++)
    if (trie_find(&m->who->lex[x].role_trie, noun, &s)) return &m->who->lex[x].roles[m->who->lex[x].role_trie.values[s.first]];
  return NULL;
}

/* The noun of "minister of mines", "coal minister", "ministries for mines": the word before "of" or "for", else the last; singular. */
static Str head_word(Str s) {
  uint32_t of = str_find_str(s, STR(" of "), 0), by = str_find_str(s, STR(" for "), 0);
  s = str_head(s, of < by ? of : by);
  uint32_t at = s.n;
  while (at && s.p[at - 1] != ' ') at--;
  return str_from(s, at);
}

static const RoleRec *head_role(Import *m, Str noun) {
  Str w = head_word(noun);
  const RoleRec *r = known_role(m, w);
  bool ies = str_ends(w, STR("ies")) || str_ends(w, STR("IES"));
  if (!r && ies) r = known_role(m, arena_fmt(m->a, "%.*sy", (int)w.n - 3, w.p));
  if (!r && w.n > 2 && to_lower(w.p[w.n - 1]) == 's') r = known_role(m, str_head(w, w.n - 1));
  return r;
}

static bool is_common(const Import *m, Str word) { return who_class(m->who, key_fold(STR("common")), key_fold(word)); }

/* ---- names ---- */

/* The first set that the name holds: !SET!, or &SET at the start of a word.  NULL: none; *bad: it stands for nothing. */
static const Set *set_within(const Import *m, Str name, uint32_t *at, uint32_t *len, bool *bad) {
  *bad = false;
  *at = str_find(name, '!', 0);
  uint32_t end = *at < name.n ? str_find(name, '!', *at + 1) : name.n;
  if (end < name.n) {
    *len = end + 1 - *at;
    for (uint32_t i = 0; i < m->sets.n; i++)
      if (str_eq(m->sets.at[i].name, (Str){name.p + *at + 1, end - *at - 1})) return &m->sets.at[i];
    *bad = true;
    return NULL;
  }
  for (*at = str_find(name, '&', 0); *at < name.n; *at = str_find(name, '&', *at + 1)) {
    if (*at && name.p[*at - 1] != '_' && name.p[*at - 1] != ' ') continue;
    for (uint32_t i = 0; i < m->sets.n; i++) {
      Str set = m->sets.at[i].name;
      *len = set.n + 1;
      if (str_starts(str_from(name, *at + 1), set) && (*at + *len == name.n || !is_alpha(name.p[*at + *len]))) return &m->sets.at[i];
    }
  }
  return NULL;
}

/* Adds a name with its sets written out. */
static void add_forms(Import *m, Str name, uint32_t depth) {
  uint32_t at, len;
  bool bad;
  const Set *s = set_within(m, name, &at, &len, &bad);
  if (bad) left_out(m, IMPORT_LINE, "'%.*s' holds a set that is not defined", STRF(name));
  else if (!s) VEC_PUSH(m->a, &m->names, name);
  else
    for (uint32_t i = 0; i < s->words.n && depth < 3 && m->names.n < FORMS_MOST; i++)
      add_forms(m, arena_fmt(m->a, "%.*s%.*s%.*s", (int)at, name.p, STRF(s->words.at[i]), STRF(str_from(name, at + len))), depth + 1);
}

/* "X_(ABC)_" is X and ABC; a "+" that lost its line parts two names. */
static void add_name(Import *m, Str name) {
  Str part;
  while (name.n) {
    part = str_trim(str_cut(name, '+', &name));
    uint32_t open = str_find(part, '(', 0), close = str_find(part, ')', open);
    if (close < part.n && close > open + 1) {
      Str inner = {part.p + open + 1, close - open - 1};
      Str outer = arena_fmt(m->a, "%.*s %.*s", (int)open, part.p, STRF(str_from(part, close + 1)));
      if (import_readable(m->a, m->who, outer).n) add_forms(m, outer, 0);
      part = inner;
    } else if (open < part.n && open > 0) part = str_head(part, open);
    if (part.n) add_forms(m, part, 0);
  }
}

/* Can our format hold it?  Counts and tells what it cannot. */
static bool name_good(Import *m, Str raw, Str name) {
  bool marks = false, letters = false;
  for (uint32_t i = 0; i < name.n; i++) {
    marks |= strchr("|@#=", name.p[i]) != NULL || (unsigned char)name.p[i] < ' ';
    letters |= is_alpha(name.p[i]) || (unsigned char)name.p[i] >= 0x80;
  }
  if (!letters || marks || name.n < 2 || name.p[0] == '?' || name.p[name.n - 1] == '?' || str_find_str(name, STR(" : "), 0) < name.n) {
    left_out(m, IMPORT_NAME, "'%.*s' is no name", STRF(raw));
    return false;
  }
  Key words[NAME_WORDS + 1];
  uint32_t n = name_words(name, words, NAME_WORDS + 1);
  if (n > NAME_WORDS) left_out(m, IMPORT_LONG, "a name of more than %d words", NAME_WORDS);
  return n && n <= NAME_WORDS;
}

static bool seen_key(const Key *keys, uint32_t n, Key key) {
  for (uint32_t i = 0; i < n; i++)
    if (keys[i] == key) return true;
  return false;
}

/* ---- actors ---- */

static bool person_like(const Import *m, Str name) {
  uint32_t words = 0;
  Str rest = name, word;
  while (rest.n) {
    word = str_cut(rest, ' ', &rest);
    const RoleRec *role = known_role(m, word);
    if (str_is(word, "of") || str_is(word, "the") || str_is(word, "and") || str_is(word, "for")) return false;
    if (who_class(m->who, m->who->classes[WORDS_ORG], key_fold(word)) || (role && role->kind != ROLE_PERSON)) return false;
    for (uint32_t i = 0; i < word.n; i++)
      if (is_digit(word.p[i]) || word.p[i] == '/') return false;
    words++;
  }
  return words >= (m->person_said ? 1 : 2) && words <= 6;
}

static const char *kind_of(const Import *m, Str name, const Code *c) {
  bool dated = false, former = false;
  for (uint32_t i = 0; i < m->codes.n; i++) {
    dated |= m->codes.at[i].dated;
    former |= !strcmp(m->codes.at[i].party.sector, "ELI");
  }
  const char *country = c->party.country, *sector = c->party.sector;
  if ((dated || former || m->person_said) && person_like(m, name)) return "person";
  if (!strcmp(country, "IGO") || !strcmp(country, "UNO") || !strcmp(country, "EUR")) return "body";
  if (!strcmp(country, "MNC") || !strcmp(sector, "BUS")) return "company";
  if (!strcmp(country, "IMG") || !strcmp(sector, "REB") || !strcmp(sector, "UAF") || !strcmp(sector, "CRM")) return "group";
  if (!strcmp(sector, "MIL") || !strcmp(sector, "COP") || !strcmp(sector, "PRM")) return "force";
  if (!strcmp(sector, "PTY") || !strcmp(sector, "OPP")) return "party";
  return strcmp(sector, "JRN") ? "organisation" : "media";
}

static void put_party(Import *m, const Code *c) {
  char from[12], to[12];
  date_text(c->from, from);
  date_text(c->to, to);
  buf_fmt(m->actors, "  %s %s", c->party.country[0] ? c->party.country : "-", c->party.sector[0] ? c->party.sector : "-");
  if (c->dated) buf_fmt(m->actors, " %s..%s", from, to);
  buf_c(m->actors, '\n');
  m->sum->parties++;
  m->sum->offices += c->dated;
}

/* The names that are taken, as the head line has them; in front those that are dated first.  Returns their number. */
static uint32_t put_names(Import *m, Buf *head, Str *first_out) {
  Key *keys = ARENA_ARRAY(m->a, Key, m->names.n + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->names.n; i++) {
    Str name = import_readable(m->a, m->who, m->names.at[i]);
    if (!name_good(m, m->names.at[i], name)) continue;
    Key key = key_fold(name);
    if (seen_key(keys, n, key)) {
      left_out(m, IMPORT_TWICE, NULL);
      continue;
    }
    if (is_state_name(m, name)) {
      left_out(m, IMPORT_STATE, NULL);
      continue;
    }
    bool weak = str_find(name, ' ', 0) == name.n && is_common(m, name);
    buf_fmt(head, "%s%s%.*s", n ? " | " : "", weak ? "?" : "", STRF(name));
    if (!n) *first_out = name;
    keys[n++] = key;
    m->sum->weak += weak;
  }
  return n;
}

static bool any_state(const Import *m) {
  bool bare = false;
  for (uint32_t i = 0; i < m->codes.n; i++) bare |= m->codes.at[i].state;
  for (uint32_t i = 0; bare && i < m->names.n; i++)
    if (is_state_name(m, import_readable(m->a, m->who, m->names.at[i]))) return true;
  return false;
}

static void flush_actor(Import *m) {
  Buf head = {0};
  Str first = {0};
  bool state = any_state(m), dated = false;
  uint32_t n = put_names(m, &head, &first);
  if (n) {
    const Code *main = &m->codes.at[m->codes.n - 1]; /* the one without dates comes last */
    for (uint32_t i = 0; i < m->codes.n; i++) dated |= m->codes.at[i].dated;
    buf_add(m->actors, head.p, head.n);
    if (state) buf_fmt(m->actors, " : country %s\n", main->party.country);
    else buf_fmt(m->actors, " : %s\n", kind_of(m, first, main));
    for (int pass = 0; pass < 2; pass++) /* the code without dates holds where no dated one does */
      for (uint32_t i = 0; i < m->codes.n; i++)
        if (m->codes.at[i].dated == (pass == 0) && (!state || dated)) put_party(m, &m->codes.at[i]);
    buf_fmt(m->actors, "  src  %s:%u\n\n", m->file, m->entry_line);
    m->sum->actors++;
    m->sum->names += n;
  }
  buf_free(&head);
}

/* ---- roles ---- */

static void put_flags(Buf *b, const RoleRec *r) {
  if (r->flags & ROLE_BARE) buf_z(b, " bare");
  if (r->flags & ROLE_TITLE) buf_z(b, " title");
  if (r->flags & ROLE_OFFICE) buf_z(b, " office");
  if (r->flags & ROLE_INHERIT) buf_z(b, " inherit");
  if (r->former[0]) buf_fmt(b, " former=%s", r->former);
}

/* A noun that nobody knows: by its head, else a person; alone and common it is too vague to be a party. */
static void put_new_kind(Import *m, Buf *b, Str noun) {
  static const char *const kinds[] = {"person", "group", "body"};
  Str last = head_word(noun);
  const RoleRec *r = head_role(m, noun);
  bool body = who_class(m->who, m->who->classes[WORDS_ORG], key_fold(last));
  buf_z(b, r ? kinds[r->kind] : body ? "body" : m->uncounted ? "group" : "person");
  if (last.n == noun.n && is_common(m, noun)) buf_z(b, " bare");
}

static void flush_role(Import *m) {
  static const char *const kinds[] = {"person", "group", "body"};
  const char *country = m->codes.at[0].party.country, *sector = m->codes.at[0].party.sector;
  if (!sector[0]) sector = !strcmp(country, "NGO") ? "SOC" : !strcmp(country, "MNC") ? "BUS" : "";
  if (!sector[0]) {
    left_out(m, IMPORT_BODY, NULL);
    return;
  }
  Key *keys = ARENA_ARRAY(m->a, Key, m->names.n + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < m->names.n; i++) {
    Str name = import_readable(m->a, m->who, m->names.at[i]);
    if (!name_good(m, m->names.at[i], name)) continue;
    Key key = key_fold(name);
    const RoleRec *old = known_role(m, name);
    if (seen_key(keys, n, key)) left_out(m, IMPORT_TWICE, NULL);
    else if (old && !strcmp(old->sector, sector)) left_out(m, IMPORT_ROLE, NULL);
    else {
      keys[n++] = key;
      for (uint32_t k = 0; k < name.n; k++) buf_c(m->roles, to_lower(name.p[k]));
      buf_fmt(m->roles, " = %s ", sector);
      if (old) buf_z(m->roles, kinds[old->kind]);
      else put_new_kind(m, m->roles, name);
      if (old) put_flags(m->roles, old);
      buf_c(m->roles, '\n');
    }
  }
  m->sum->roles += n > 0;
  m->sum->nouns += n;
}

/* ---- entries ---- */

static void flush(Import *m) {
  if (m->entry_line) {
    m->sum->entries++;
    uint32_t here = m->line;
    m->line = m->entry_line;
    if (!m->codes.n) left_out(m, IMPORT_NO_CODE, NULL);
    else if (m->role) flush_role(m);
    else flush_actor(m);
    m->line = here;
  }
  m->entry_line = 0;
  m->names.n = m->codes.n = 0;
  m->role = m->uncounted = m->person_said = false;
}

/* YYMMDD (up to 30 of this century), YYYYMMDD, YYYYDDD. */
static bool read_date(Str s, Date *out) {
  int64_t v;
  if (!str_int(s, &v)) return false;
  int year, month, day;
  if (s.n == 7) {
    year = (int)(v / 1000);
    if (v % 1000 < 1 || v % 1000 > 366 || year < 1000) return false;
    *out = date_from_days(date_days((Date){(int16_t)year, 1, 1}) + (int32_t)(v % 1000) - 1);
    return true;
  }
  if (s.n != 6 && s.n != 8) return false;
  year = (int)(v / 10000);
  month = (int)(v / 100 % 100);
  day = (int)(v % 100);
  if (s.n == 6) year += year <= 30 ? 2000 : 1900;
  if (!date_valid(year, month, day)) return false;
  *out = (Date){(int16_t)year, (uint8_t)month, (uint8_t)day};
  return true;
}

/* "<D", ">D", "D-D"; the last day counts, as it does for us on the day that an office ends. */
static bool read_dates(Str s, Code *c) {
  Str after, a = str_trim(str_cut(s, '-', &after));
  c->dated = true;
  if (s.p[0] == '<') return read_date(str_trim(str_from(s, 1)), &c->to);
  if (s.p[0] == '>') return read_date(str_trim(str_from(s, 1)), &c->from);
  if (!read_date(a, &c->from) || !read_date(str_trim(after), &c->to)) return false;
  if (date_days(c->from) == date_days(c->to)) c->to = date_from_days(date_days(c->to) + 1);
  return date_days(c->from) < date_days(c->to);
}

static void add_code(Import *m, Str text) {
  uint32_t n = 0;
  while (n < text.n && !is_space(text.p[n]) && text.p[n] != '<' && text.p[n] != '>') n++;
  Str code = str_head(text, n), dates = str_trim(str_from(text, n)), one;
  Code c = {0};
  if (dates.n && !read_dates(dates, &c)) {
    left_out(m, IMPORT_DATE, "'%.*s' is no date or range", STRF(dates));
    return;
  }
  bool role = str_find(code, '~', 0) < code.n;
  m->role |= role;
  while (code.n) { /* "EGY/SYR": both */
    one = str_cut(code, '/', &code);
    int what = cameo_code(m->cameo, one, role, &c.party);
    switch (what) {
    case CAMEO_OK:
    case CAMEO_STATE: break;
    case CAMEO_VOID: left_out(m, IMPORT_VOID, NULL); continue;
    case CAMEO_EMPTY: left_out(m, IMPORT_CODE, "'%.*s' is no code", STRF(one)); continue;
    default: left_out(m, IMPORT_CODE, "code '%.*s' is in no table", STRF(one)); continue;
    }
    c.state = !role && what == CAMEO_STATE;
    VEC_PUSH(m->a, &m->codes, c);
  }
}

/* The "[...]" and "{...}" of a line from `at` on.  False: a bracket that is not closed, or words outside. */
static bool add_codes(Import *m, Str rest) {
  for (rest = str_trim(rest); rest.n; rest = str_trim(rest)) {
    char close = rest.p[0] == '[' ? ']' : rest.p[0] == '{' ? '}' : 0;
    uint32_t end = close ? str_find(rest, close, 1) : rest.n;
    if (end == rest.n) return m->codes.n > 0 && !close; /* words behind the codes are a comment */
    Str inside = str_trim((Str){rest.p + 1, end - 1});
    if (close == ']') add_code(m, inside);
    else if (inside.n) add_name(m, inside);
    else m->uncounted = true;
    rest = str_from(rest, end + 1);
  }
  return true;
}

/* "!SET! = A, B". */
static void define_set(Import *m, Str line, uint32_t equals) {
  Str name = str_trim(str_head(line, equals)), list = str_from(line, equals + 1), word;
  Set *s = VEC_ADD(m->a, &m->sets);
  while (name.n && name.p[0] == '!') name = str_from(name, 1);
  while (name.n && name.p[name.n - 1] == '!') name.n--;
  s->name = name;
  while (list.n) {
    word = str_trim(str_cut(list, ',', &list));
    if (word.n) VEC_PUSH(m->a, &s->words, word);
  }
}

static bool all_letters(Str s) {
  for (uint32_t i = 0; i < s.n; i++)
    if (!is_alpha(s.p[i]) && s.p[i] != '_' && !is_digit(s.p[i])) return false;
  return s.n > 0;
}

/* Without its comment; what the comment says of a person is kept as a hint. */
static Str without_comment(Import *m, Str s) {
  static const char *const hints[] = {"CountryInfo", "leader", "commander", "member", "spokes", "chief", "founder"};
  if (m->in_comment || str_starts(s, STR("<!--"))) {
    uint32_t end = str_find_str(s, STR("-->"), 0);
    m->in_comment = end == s.n;
    return (Str){0};
  }
  if (str_starts(s, STR("//"))) return (Str){0};
  uint32_t at = str_find(s, '#', 0), semi = str_find(s, ';', 0);
  at = semi < at ? semi : at;
  for (size_t i = 0; i < sizeof hints / sizeof *hints && at > 0; i++) m->person_said |= str_find_str(s, str_of(hints[i]), at) < s.n;
  return str_trim(str_head(s, at));
}

static void root_line(Import *m, Str s, bool hint) {
  uint32_t at = 0;
  while (at < s.n && s.p[at] != '[' && s.p[at] != '{') at++;
  flush(m);
  m->in_set = false;
  m->person_said = hint;
  m->entry_line = m->line;
  Str name = str_trim(str_head(s, at));
  bool odd = at == s.n && (str_find(name, ']', 0) < name.n || str_find(name, '}', 0) < name.n) && str_find(name, '_', 0) == name.n;
  if (name.n && !odd) add_name(m, name);
  if (odd || !name.n || !add_codes(m, str_from(s, at))) left_out(m, IMPORT_LINE, "'%.*s' is malformed", STRF(str_head(s, 60)));
}

static void plus_line(Import *m, Str s) {
  uint32_t at = str_find(s, '[', 0);
  Str name = str_trim(str_from(str_head(s, at), 1));
  if (m->in_set) {
    while (name.n && name.p[name.n - 1] == '_') name.n--;
    VEC_PUSH(m->a, &m->sets.at[m->sets.n - 1].words, name);
  } else if (!m->entry_line) left_out(m, IMPORT_LINE, "a '+' line before any entry");
  else {
    add_name(m, name);
    if (!add_codes(m, str_from(s, at))) left_out(m, IMPORT_LINE, "'%.*s' is malformed", STRF(str_head(s, 60)));
  }
}

static void one_line(Import *m, Str raw) {
  bool before = m->person_said;
  m->person_said = false;
  Str s = without_comment(m, str_trim(raw));
  bool hint = m->person_said;
  m->person_said |= before;
  if (!s.n) {
    m->person_said = before; /* a comment of its own says nothing of the entry before it */
    return;
  }
  uint32_t equals = str_find(s, '=', 0);
  if (s.p[0] == '!' && equals < s.n) {
    define_set(m, s, equals);
  } else if (s.p[0] == '&' && all_letters(str_from(s, 1))) {
    flush(m);
    Set *set = VEC_ADD(m->a, &m->sets);
    set->name = str_from(s, 1);
    while (set->name.n && set->name.p[set->name.n - 1] == '_') set->name.n--;
    m->in_set = true;
  } else if (s.p[0] == '+') plus_line(m, s);
  else if (s.p[0] == '[') {
    if (!m->entry_line) left_out(m, IMPORT_LINE, "a code before any entry");
    else if (!add_codes(m, s)) left_out(m, IMPORT_LINE, "'%.*s' is malformed", STRF(str_head(s, 60)));
  } else if (m->entry_line && str_ends(s, STR("]")) && str_find(s, '[', 0) == s.n && str_find(s, '_', 0) == s.n)
    left_out(m, IMPORT_LINE, "'%.*s' is malformed", STRF(str_head(s, 60)));
  else root_line(m, s, hint);
}

void import_dictionary(Arena *a, const Cameo *c, const char *file, Str text, Buf *actors, Buf *roles, ImportSum *sum, ImportTell *tell,
                       void *ctx) {
  Import m = {.a = a, .cameo = c, .who = c->who, .file = file, .actors = actors, .roles = roles, .sum = sum, .tell = tell, .ctx = ctx};
  Str line;
  if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
  while (str_line(&text, &line)) {
    m.line++;
    sum->lines++;
    if (utf8_bad_at(line) < line.n) left_out(&m, IMPORT_UTF8, "bytes that are no UTF-8");
    else one_line(&m, line);
  }
  flush(&m);
}
