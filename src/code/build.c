/* Acts to records: parties with the codes of the day, the date and place of the act, identity, and one record for an act told twice. */
#include "code/build.h"
#include "base/slots.h"
#include "code/engine.h"
#include "code/told.h"
#include "record/codes.h"
#include "text/tree.h"
#include <math.h>

enum { YEAR = 365, NEAR = 31 };

typedef struct Build {
  const Engine *e;
  Coded *c;
  Doc *d;
  char home[4];   /* the country that the text is about, or "" */
  int32_t *named; /* for each sentence the last mention of a state or nationality up to its end, or -1 */
} Build;

static const Frames *frames_of(const Build *b, const Act *a) { return &b->e->what.frames[a->lex]; }

/* ---- parties ---- */

/* "US-backed forces", "a French-trained unit": the state behind the word, and no place of theirs. */
static bool backs(const Build *b, const Place *p) {
  if (p->last + 2 >= b->d->ntokens || b->d->text.p[b->d->tokens[p->last + 1].at] != '-') return false;
  return who_class(&b->e->who, key_fold(STR("backed")), b->d->tokens[p->last + 2].low);
}

/* "near the border with Peru": what lies beyond it. */
static bool beyond_border(const Build *b, uint32_t first, uint32_t last) {
  uint32_t t = first;
  while (t < last && b->d->tokens[t].head >= (int32_t)first && b->d->tokens[t].head <= (int32_t)last) t++;
  while (b->d->tokens[t].deprel == DEP_CONJ && b->d->tokens[t].head >= 0) t = (uint32_t)b->d->tokens[t].head;
  int32_t head = b->d->tokens[t].head;
  if (head < 0 || tree_case(b->d, t, NULL) != key_fold(STR("with"))) return false;
  return b->d->tokens[head].lemma == key_fold(STR("border")) || b->d->tokens[head].lemma == key_fold(STR("frontier"));
}

/* The place that stands in a mention's own phrase ("Karachi police", "protesters in Cairo", "civilians hit by the war in Mali"). */
static const Place *place_within(const Build *b, const Mention *m) {
  uint32_t sent = b->d->tokens[m->head].sent, end = where_end(&b->c->where, b->d, sent);
  for (uint32_t i = where_first(&b->c->where, b->d, sent); i < end; i++) {
    const Place *p = &b->c->where.at[i];
    if (!p->country[0] || backs(b, p) || beyond_border(b, p->first, p->last)) continue;
    if (p->first >= m->first && p->last <= m->last) return p;
    for (int32_t t = (int32_t)p->first, n = 0; t >= 0 && n < 4; t = b->d->tokens[t].head, n++) {
      const Token *k = &b->d->tokens[t];
      bool suffer = k->deprel == DEP_ACL && k->xpos == XPOS_VBN && m->nparties && !strcmp(m->parties[0].sector, "CVL");
      Key word = tree_case(b->d, (uint32_t)t, NULL); /* drones "over" a town are not of its country */
      bool inside = k->deprel == DEP_NMOD && word != key_fold(STR("including")) && word != key_fold(STR("over"));
      if (k->head == (int32_t)m->head && (inside || suffer)) return p;
    }
  }
  return NULL;
}

/* Who stays without a country though the place is known: bodies, and armed men of no known side. */
static bool homeless(const char *sector) {
  return !strcmp(sector, "UAF") || !strcmp(sector, "UNK") || !strcmp(sector, "REF") || !sector[0];
}

/* A place of the act's sentence, the finest first named. */
static const char *sentence_country(const Build *b, const Act *a) {
  uint32_t end = where_end(&b->c->where, b->d, a->sent);
  for (uint32_t i = where_first(&b->c->where, b->d, a->sent); i < end; i++)
    if (b->c->where.at[i].country[0] && !beyond_border(b, b->c->where.at[i].first, b->c->where.at[i].last))
      return b->c->where.at[i].country;
  return "";
}

/* The last mention of a state or nationality between two tokens, or -1. */
static int32_t state_between(const Build *b, uint32_t from, uint32_t to) {
  for (uint32_t t = to; t-- > from;) {
    int32_t i = b->c->who.of[t];
    const Mention *c = i < 0 ? NULL : &b->c->who.at[i];
    if (c && c->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE) && c->nparties) return i;
  }
  return -1;
}

static void find_named(Build *b) {
  b->named = ARENA_ARRAY(b->d->arena, int32_t, b->d->nsents + 1);
  for (uint32_t i = 0; i < b->d->nsents; i++) {
    int32_t last = state_between(b, b->d->sents[i].first, b->d->sents[i].first + b->d->sents[i].n);
    b->named[i] = last >= 0 || !i ? last : b->named[i - 1];
  }
}

/* "the government": of the state or nationality last named before it, in its sentence or an earlier one. */
static const char *last_country(const Build *b, const Mention *m) {
  uint32_t at = m->first < m->head ? m->first : m->head, sent = b->d->tokens[at].sent;
  int32_t i = state_between(b, b->d->sents[sent].first, at);
  if (i < 0 && sent) i = b->named[sent - 1];
  return i < 0 ? "" : b->c->who.at[i].parties[0].country;
}

static bool rebel(const char *s) { return !strcmp(s, "REB") || !strcmp(s, "OPP"); }

/* "a truce of the government with the FARC": a government that names no country is that of its rebels. */
static const char *opponent_country(const Build *b, const Act *a, const Mention *m, const char *sector) {
  const Heads *sides[] = {&a->who, &a->whom};
  if (strcmp(sector, "GOV") || !(m->flags & MEN_DEFINITE)) return "";
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const Mention *o = &b->c->who.at[b->c->who.of[sides[s]->at[i]]];
      if (o == m || !o->nparties || !o->parties[0].country[0] || !strcmp(o->parties[0].country, "IMG")) continue;
      if (rebel(o->parties[0].sector)) return o->parties[0].country;
    }
  return "";
}

/* "a Ugandan town": of the nationality that stands before a place noun. */
static const char *nationality_before(const Build *b, const Mention *m) {
  EACH_DEP (b->d, c, m->head) {
    int32_t i = (uint32_t)c < m->head ? b->c->who.of[c] : -1;
    const Mention *n = i < 0 ? NULL : &b->c->who.at[i];
    if (n && n->flags & (MEN_STATE | MEN_PEOPLE) && n->nparties) return n->parties[0].country;
  }
  return "";
}

/* "French police arrest 11 people": whom a force of order holds is in its country. */
static const char *force_country(const Build *b, const Act *a, const Mention *m) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (a->who.at[i] == m->head) return "";
  for (uint32_t i = 0; i < a->who.n; i++) {
    const Mention *f = &b->c->who.at[b->c->who.of[a->who.at[i]]];
    if (f != m && f->nparties && (!strcmp(f->parties[0].sector, "COP") || !strcmp(f->parties[0].sector, "JUD")) && f->parties[0].country[0])
      return f->parties[0].country;
  }
  return "";
}

/* "the committee chose ..., a committee spokesman said": does the phrase of the teller have the doer's noun? */
static bool of_same_body(const Build *b, const Mention *m, const Mention *doer) {
  for (uint32_t t = m->first; t < m->head; t++)
    if (b->d->tokens[t].upos == UPOS_NOUN && b->d->tokens[t].lemma == b->d->tokens[doer->head].lemma) return true;
  return false;
}

/* "the military said", "the foreign minister said": of the side whose deed is told. */
static const char *own_side(const Build *b, const Act *a, const Mention *m, const char *sector) {
  bool force = !strcmp(sector, "MIL"), rule = !strcmp(sector, "GOV") && m->flags & MEN_DEFINITE;
  for (uint32_t i = 0; i < a->who.n; i++) {
    const Mention *f = &b->c->who.at[b->c->who.of[a->who.at[i]]];
    bool own = of_same_body(b, m, f) || ((force || rule) && f->nparties && !strcmp(f->parties[0].sector, sector));
    if (f->nparties && own) return f->parties[0].country;
  }
  return "";
}

static const char *place_country(const Build *b, const Act *a) {
  if (a->where >= 0 && b->c->where.at[a->where].country[0]) return b->c->where.at[a->where].country;
  return a->near >= 0 ? b->c->where.at[a->near].country : "";
}

/* Who tells is of the side whose deed it is, of the place of the act, else of the country that the report is about; "sources" and bankers are nowhere. */
static const char *teller_country(const Build *b, const Act *a, const Mention *m, const char *sector) {
  m = told_of(&b->c->who, m);
  bool force = !strcmp(sector, "COP") || !strcmp(sector, "MIL");
  if (!force && who_class(&b->e->who, key_fold(STR("nowhere")), b->d->tokens[m->head].lemma)) return "";
  const char *from = own_side(b, a, m, sector);
  if (!from[0]) from = place_country(b, a);
  return from[0] ? from : b->home;
}

/* "Marco Rossi, one of the Italian hostages": of what is said of a name behind it. */
static const char *apposition_country(const Build *b, const Mention *m) {
  EACH_DEP (b->d, c, m->head) {
    int32_t i = b->d->tokens[c].deprel == DEP_APPOS ? b->c->who.of[c] : -1;
    if (i < 0) continue;
    const Mention *said = &b->c->who.at[i];
    if (said->nparties && said->parties[0].country[0]) return said->parties[0].country;
    const char *from = nationality_before(b, said);
    if (from[0]) return from;
    EACH_DEP (b->d, k, (uint32_t)c) {
      const Mention *of = b->d->tokens[k].deprel == DEP_NMOD && b->c->who.of[k] >= 0 ? &b->c->who.at[b->c->who.of[k]] : NULL;
      if (of && of->nparties && of->parties[0].country[0] && of->kind != MENTION_PLACE && !(of->flags & MEN_STATE))
        return of->parties[0].country;
    }
  }
  return "";
}

/* "Chilean diplomats and embassy staff", "the Danish minister and a general": officials, companies and offices joined to such of a
** country are of it; people, rebels and gunmen may be of the place. */
static const char *joined_country(const Build *b, const Mention *m, const char *sector) {
  static const char own[][4] = {"GOV", "LEG", "MIL", "ELI", "SPY", "BUS", "PTY", "JUD"};
  const Token *t = &b->d->tokens[m->head];
  int32_t i = t->deprel == DEP_CONJ && t->head >= 0 ? b->c->who.of[t->head] : -1;
  const Mention *first = i < 0 ? NULL : &b->c->who.at[i];
  if (!first || !first->nparties || first->flags & (MEN_STATE | MEN_CAPITAL | MEN_PEOPLE)) return "";
  for (size_t k = 0; k < sizeof own / sizeof *own; k++)
    if (!strcmp(sector, own[k])) return first->parties[0].country;
  return "";
}

static const TypeRec *type_of(const Build *b, const Act *a) {
  const Frames *f = frames_of(b, a);
  return &f->onto.types[f->codes[a->code].type];
}

static bool of_doer(const Build *b, const Act *a, const char *country) {
  for (uint32_t i = 0; i < a->who.n; i++) {
    const Mention *f = &b->c->who.at[b->c->who.of[a->who.at[i]]];
    if (country[0] && f->nparties && !memcmp(f->parties[0].country, country, 3)) return true;
  }
  return false;
}

static bool done_by(const Build *b, const Act *a, const char *sector) {
  const Mention *f = a->who.n ? &b->c->who.at[b->c->who.of[a->who.at[0]]] : NULL;
  return f && f->nparties && !strcmp(f->parties[0].sector, sector);
}

/* "sanctions on three firms", "warships destroyed a platform": is it done to another country, that of the doer left aside? */
static bool done_abroad(const Build *b, const Act *a, const Mention *m) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (a->who.at[i] == m->head) return false;
  const TypeRec *type = type_of(b, a);
  if (!(type->traits & TRAIT_ATTACK)) return type->traits & TRAIT_ABROAD && done_by(b, a, "GOV");
  return done_by(b, a, "MIL") && (m->kind == MENTION_OTHER || (type->traits & TRAIT_ABROAD && m->kind == MENTION_GROUP));
}

static bool names_doer(const Build *b, const Act *a, const Place *p) {
  for (uint32_t i = 0; i < a->who.n; i++) {
    const Mention *f = &b->c->who.at[b->c->who.of[a->who.at[i]]];
    if (p->first >= f->first && p->last <= f->last) return true;
  }
  return false;
}

/* "four die when Israel shells Rafah": a town of another land than the doer's that the sentence names, for those it is done to. */
static const char *struck_country(const Build *b, const Act *a, const Mention *m) {
  for (uint32_t i = 0; i < a->who.n; i++)
    if (a->who.at[i] == m->head) return "";
  if (!(type_of(b, a)->traits & TRAIT_ATTACK)) return "";
  const char *from = "";
  uint32_t end = where_end(&b->c->where, b->d, a->sent);
  for (uint32_t i = where_first(&b->c->where, b->d, a->sent); i < end; i++) {
    const Place *p = &b->c->where.at[i];
    bool own = of_doer(b, a, p->country);
    if (own && p->first > a->trigger && !names_doer(b, a, p)) return ""; /* it goes on at home */
    if (p->country[0] && p->feature != 'C' && !own && !from[0]) from = p->country;
  }
  return from;
}

/* "opposition leaders meeting in Turkey": who meets is of the land that the text is about, not of the place. */
static bool meets_abroad(const Build *b, const Act *a, const Mention *m) {
  return type_of(b, a)->traits & TRAIT_MEETING && m->flags & MEN_PLURAL && m->head < a->trigger && b->home[0];
}

/* "Iran evacuates 65 nationals from Sudan", "France urges citizens to leave": whose state does it. */
static bool own_people(const Build *b, const Mention *m) {
  return who_class(&b->e->who, key_fold(STR("own-people")), b->d->tokens[m->head].lemma);
}

static const char *doer_state(const Build *b, const Act *a) {
  const Mention *f = a->who.n == 1 ? &b->c->who.at[b->c->who.of[a->who.at[0]]] : NULL;
  return f && f->nparties == 1 && !strcmp(f->parties[0].sector, "GOV") ? f->parties[0].country : "";
}

/* "Kenya shot down two drones": what is shot down is not one's own, but of the other state that the text has named, if only one. */
static bool shot_down(const Build *b, const Act *a, const Mention *m) {
  bool whom = false;
  for (uint32_t i = 0; i < a->whom.n; i++) whom |= a->whom.at[i] == m->head;
  return whom && type_of(b, a)->traits & TRAIT_ATTACK && who_class(&b->e->who, key_fold(STR("unmanned")), b->d->tokens[m->head].lemma);
}

static const char *foe_country(const Build *b, const Act *a) {
  const char *foe = "";
  uint32_t end = b->d->sents[a->sent].first + b->d->sents[a->sent].n;
  for (uint32_t i = 0; i < b->c->who.n; i++) {
    const Mention *m = &b->c->who.at[i];
    const char *c = m->nparties ? m->parties[0].country : "";
    if (m->head >= end || !c[0] || body_find(str_of(c)) || of_doer(b, a, c) || beyond_border(b, m->head, m->head)) continue;
    if (foe[0] && strcmp(foe, c) != 0) return "";
    foe = c;
  }
  return foe;
}

static void party_country(const Build *b, const Act *a, const Mention *m, bool tells, PartyCode *p) {
  if (p->country[0]) return;
  const Place *in = place_within(b, m);
  if (!in && homeless(p->sector)) return;
  const char *from = apposition_country(b, m);
  if (!from[0]) from = in ? in->country : nationality_before(b, m);
  if (!from[0]) from = joined_country(b, m, p->sector);
  if (!from[0] && tells) from = own_side(b, a, told_of(&b->c->who, m), p->sector);
  if (!from[0]) from = opponent_country(b, a, m, p->sector);
  if (!from[0] && tells) from = teller_country(b, a, m, p->sector);
  if (!from[0] && !tells && m->flags & MEN_DEFINITE && !strcmp(p->sector, "GOV")) from = last_country(b, m);
  if (!from[0] && !tells) from = force_country(b, a, m);
  if (!from[0] && !tells && meets_abroad(b, a, m)) from = b->home;
  if (!from[0] && !tells && own_people(b, m)) from = doer_state(b, a);
  if (!from[0] && !tells) from = place_country(b, a);
  if (!from[0] && !tells) from = b->home;
  if (!from[0] && !tells) from = sentence_country(b, a);
  const char *struck = !in && !tells && of_doer(b, a, from) ? struck_country(b, a, m) : "";
  if (struck[0]) from = struck;
  if (!in && !tells && done_abroad(b, a, m) && of_doer(b, a, from)) from = "";
  if (a->who.n && !tells && (!from[0] || of_doer(b, a, from)) && shot_down(b, a, m)) from = foe_country(b, a);
  memset(p->country, 0, sizeof p->country);
  memcpy(p->country, from, strnlen(from, 3));
}

static void add_sector(const Build *b, RecordParty *r, const char *sector) {
  memcpy(r->sector, sector, 4);
  Str *one = ARENA_ARRAY(b->d->arena, Str, 1);
  if (sector[0]) {
    *one = arena_str(b->d->arena, str_of(sector));
    r->sectors = one;
    r->nsectors = 1;
  }
}

/* "Inter-Services Public Relations (ISPR)": a short form in brackets behind a name belongs to its words. */
static uint32_t with_acronym(const Doc *d, uint32_t last) {
  if (last + 3 >= d->ntokens || d->tokens[last + 3].sent != d->tokens[last].sent) return last;
  const Token *t = &d->tokens[last + 1];
  bool bracketed = d->text.p[t[0].at] == '(' && d->text.p[t[2].at] == ')' && t[1].flags & (TOK_CAP | TOK_ALLCAPS) && t[1].n <= 10;
  return bracketed ? last + 3 : last;
}

/* The words that name it: of a pronoun those of what it stands for. */
static Span mention_span(const Build *b, const Mention *m) {
  m = told_of(&b->c->who, m);
  const Token *f = &b->d->tokens[m->first], *l = &b->d->tokens[with_acronym(b->d, m->last)];
  return doc_span(b->d, f->at, l->at + l->n);
}

typedef VEC(RecordParty) PartyVec;

/* A town by a name that may be a body's too. */
static bool is_place(const Build *b, uint32_t t) {
  const Place *p = where_at(&b->c->where, b->d, t);
  return p && p->country[0] && p->feature != 'U';
}

/* Is it a people that protests, though the word says only which? */
static bool protests(const Build *b, const Act *a, uint32_t head) {
  bool who = false;
  for (uint32_t i = 0; i < a->who.n; i++) who |= a->who.at[i] == head;
  const Frames *f = frames_of(b, a);
  return who && f->onto.types[f->codes[a->code].type].traits & TRAIT_CROWD;
}

/* tells: they are who says so, and at home where teller_country says. */
static void add_parties(const Build *b, const Act *a, uint32_t head, int32_t day, bool tells, PartyVec *out) {
  const Mention *m = &b->c->who.at[b->c->who.of[head]];
  PartyCode codes[WHO_PARTIES] = {0};
  uint32_t n = who_parties_on(&b->e->who, m, day, codes);
  bool some_people =
      !n && (m->kind == MENTION_OTHER || m->kind == MENTION_PLACE || (m->kind == MENTION_ORGANISATION && is_place(b, m->head)));
  if (!n) n = 1;                                                                           /* a name that nobody knows is still a party */
  bool removed = m->flags & MEN_FORMER && a->trigger >= m->first && a->trigger <= m->last; /* "the ousted president" was one then */
  bool crowd = m->kind == MENTION_PLACE && b->d->tokens[head].upos == UPOS_ADJ && protests(b, a, head); /* "the Algerian protests" */
  if (some_people || crowd) memcpy(codes[0].sector, "CVL", 4);
  for (uint32_t i = 0; i < n; i++) {
    if (removed && !strcmp(codes[i].sector, "ELI")) memcpy(codes[i].sector, "GOV", 4);
    if (some_people || m->flags & MEN_NO_COUNTRY) party_country(b, a, m, tells, &codes[i]);
    RecordParty *r = VEC_ADD(b->d->arena, out);
    memcpy(r->country, codes[i].country, 4);
    add_sector(b, r, codes[i].sector);
    r->name = m->name;
    r->span = mention_span(b, m);
  }
}

static RecordParties list_parties(const Build *b, const Act *a, const Heads *h, const Heads *more, int32_t day) {
  PartyVec v = {0};
  for (uint32_t i = 0; i < h->n; i++) add_parties(b, a, h->at[i], day, h == &a->source, &v);
  for (uint32_t i = 0; more && i < more->n; i++) add_parties(b, a, more->at[i], day, false, &v);
  /* The same code twice on a side (a country and its minister) is one party: the first words stay. */
  uint32_t n = 0;
  for (uint32_t i = 0; i < v.n; i++) {
    bool twice = false;
    for (uint32_t k = 0; k < n && !twice; k++)
      twice = v.at[i].country[0] && !memcmp(v.at[k].country, v.at[i].country, 4) && !memcmp(v.at[k].sector, v.at[i].sector, 4);
    if (!twice) v.at[n++] = v.at[i];
  }
  return (RecordParties){v.at, n};
}

/* ---- date ---- */

static bool long_ago(const Build *b, Date date) { return date_days(b->d->date) - date_days(date) > YEAR; }

static void set_date(const Build *b, const Act *a, EventRecord *r) {
  if (a->timex >= 0) {
    const Timex *x = &b->c->when.at[a->timex];
    r->date = x->date;
    r->date_end = x->date_end;
    r->granularity = granularity_text(x->granularity);
    return;
  }
  if (a->background || a->already || a->status == STATUS_FUTURE) return;
  r->date = b->d->date;
  r->granularity = granularity_text(GRAN_DAY);
}

/* ---- place ---- */

static RecordPlace set_place(const Build *b, int32_t where) {
  if (where < 0) return (RecordPlace){0};
  const Place *p = &b->c->where.at[where];
  RecordPlace r = {
      .name = p->name, .admin1 = p->admin1, .has_point = p->has_point, .lat = p->lat, .lon = p->lon, .geoname_id = p->geoname_id};
  memcpy(r.country, p->country, 4);
  r.span = doc_span(b->d, p->at, p->end);
  return r;
}

/* ---- identity ---- */

static void add_codes(Buf *k, const RecordParties *l) {
  for (uint32_t i = 0; i < l->n; i++) buf_fmt(k, "%s.%s+", l->at[i].country, l->at[i].sector);
  buf_c(k, '|');
}

static Str key_text(const Build *b, const EventRecord *r, bool mention) {
  Buf k = {0};
  char date[12], hex[33];
  date_text(r->date, date);
  buf_fmt(&k, "%.*s|%.*s|", STRF(r->type), STRF(r->mode));
  add_codes(&k, &r->actor);
  add_codes(&k, &r->recipient);
  buf_fmt(&k, "%s|%.*s|%s", date, STRF(r->place.name), r->place.country);
  if (mention) buf_fmt(&k, "|%.*s|%u|%u|%d", STRF(r->doc_id), r->span.start, r->span.end, r->span.in_title);
  hash_hex((Str){k.p, (uint32_t)k.n}, hex);
  buf_free(&k);
  return arena_str(b->d->arena, (Str){hex, 16});
}

/* ---- records ---- */

static void set_code(const Build *b, const Act *a, EventRecord *r) {
  const Frames *f = frames_of(b, a);
  const CodeRec *code = &f->codes[a->code];
  const TypeRec *type = &f->onto.types[code->type];
  Str cameo = str_of(f->str + code->cameo);
  if (a->future_promise) {
    int32_t row = ontology_find(&f->onto, str_of(f->onto.str + type->future), (Str){0});
    cameo = str_of(f->onto.str + type->future_cameo);
    type = row >= 0 ? &f->onto.types[row] : type;
  }
  r->type = str_of(f->onto.str + type->type);
  r->mode = str_of(f->onto.str + type->mode);
  r->cameo = cameo;
  r->score = type->score / 100.0;
  r->quad = type->quad;
  int32_t row = ontology_cameo(&f->onto, cameo);
  if (row >= 0) r->goldstein = f->onto.cameo[row].goldstein / 100.0;
}

/* ---- numbers ---- */

static bool number_word(Str s, int64_t *out) {
  static const struct {
    const char *word;
    int value;
  } words[] = {{"a", 1},          {"an", 1},        {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},
               {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},
               {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
               {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},
               {"fifty", 50},     {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_eq_nocase(s, str_of(words[i].word))) {
      *out = words[i].value;
      return true;
    }
  return false;
}

/* "14", "1,300", "nine"; -1 for anything else. */
static int64_t number_of(Str s) {
  int64_t v = 0;
  uint32_t digits = 0;
  if (number_word(s, &v)) return v;
  for (uint32_t i = 0; i < s.n; i++) {
    if (is_digit(s.p[i])) {
      v = v * 10 + (s.p[i] - '0');
      digits++;
    } else if (s.p[i] != ',' || !digits) return -1;
    if (digits > 12) return -1;
  }
  return digits ? v : -1;
}

/* How many a noun says: its number, its own ("kills 14"), or one for a singular with "a". */
static int64_t how_many(const Build *b, uint32_t noun) {
  const Token *t = &b->d->tokens[noun];
  EACH_DEP (b->d, c, noun)
    if (b->d->tokens[c].deprel == DEP_NUMMOD) {
      int64_t v = number_of(tok_text(b->d, &b->d->tokens[c]));
      if (v >= 0) return v;
    }
  if (t->upos == UPOS_NUM) return number_of(tok_text(b->d, t));
  EACH_DEP (b->d, c, noun)
    if (b->d->tokens[c].deprel == DEP_DET && str_is(tok_text(b->d, &b->d->tokens[c]), "a")) return 1;
  return -1;
}

/* The victims of a verb: its object, or what was done to. */
static int64_t victims(const Build *b, uint32_t verb) {
  int64_t sum = -1;
  EACH_DEP (b->d, c, verb) {
    int rel = b->d->tokens[c].deprel;
    if (rel != DEP_OBJ && rel != DEP_NSUBJ_PASS &&
        !(rel == DEP_NSUBJ && who_class(&b->e->who, key_fold(STR("dies")), b->d->tokens[verb].lemma)))
      continue;
    for (int32_t n = c; n >= 0;) { /* joined victims add up: "five soldiers and a child" */
      int64_t v = how_many(b, (uint32_t)n);
      sum = v < 0 ? sum : sum < 0 ? v : sum + v;
      int32_t next = -1;
      EACH_DEP (b->d, k, (uint32_t)n)
        if (b->d->tokens[k].deprel == DEP_CONJ && next < 0) next = k;
      n = next;
    }
  }
  return sum;
}

static bool tells(const Act *a, uint32_t t) { return t >= a->first && t <= a->last; }

static int32_t first_doer(const Build *b, const Act *a) {
  int32_t m = a->who.n ? b->c->who.of[a->who.at[0]] : -1;
  return m < 0 ? -1 : (int32_t)b->c->who.at[m].entity;
}

/* An act of another type, or of another doer; "blew up a bus, killing two" is one. */
static bool apart(const Build *b, const Act *a, const Act *o) {
  int32_t doer = first_doer(b, a), other = first_doer(b, o);
  return type_of(b, a) != type_of(b, o) || (doer >= 0 && other >= 0 && doer != other);
}

/* "fired rockets, hours after a raid killed two": words of another act of the sentence. */
static bool of_another(const Build *b, const Act *a, uint32_t t) {
  const Act *first = b->c->acts.at, *end = first + b->c->acts.n;
  if (tells(a, t)) return false;
  for (const Act *o = a; o-- > first && o->sent == a->sent;)
    if (tells(o, t) && apart(b, a, o)) return true;
  for (const Act *o = a + 1; o < end && o->sent == a->sent; o++)
    if (tells(o, t) && apart(b, a, o)) return true;
  return false;
}

/* Dead and injured as the verbs near the act count them; how many take part. */
static void set_counts(const Build *b, const Act *a, EventRecord *r) {
  const Sent *s = &b->d->sents[a->sent];
  if (r->quad == 4)
    for (uint32_t t = s->first; t < s->first + s->n; t++) {
      Key lemma = b->d->tokens[t].lemma;
      bool dead = who_class(&b->e->who, key_fold(STR("kills")), lemma), hurt = who_class(&b->e->who, key_fold(STR("injures")), lemma);
      if (dead && r->dead < 0 && !of_another(b, a, t)) r->dead = victims(b, t);
      if (hurt && r->injured < 0 && !of_another(b, a, t)) r->injured = victims(b, t);
    }
  for (uint32_t i = 0; i < a->who.n && r->size < 0; i++) {
    int64_t n = how_many(b, a->who.at[i]);
    r->size = n > 1 ? n : -1;
  }
}

/* What the act is about, by the words of its sentence. */
static void set_contexts(const Build *b, const Act *a, EventRecord *r) {
  const Ontology *o = &b->e->what.frames[b->e->what.n - 1].onto; /* the built-in one */
  const Sent *s = &b->d->sents[a->sent];
  uint64_t found = 0;
  for (uint32_t t = s->first; t < s->first + s->n; t++) found |= ontology_contexts(o, b->d->tokens[t].lemma);
  VEC(Str) list = {0};
  for (uint32_t i = 0; i < o->ncontexts; i++)
    if (found >> i & 1) VEC_PUSH(b->d->arena, &list, str_of(o->str + o->contexts[i]));
  r->contexts = list.at;
  r->ncontexts = list.n;
}

/* "The Serbian president promised to change Serbia": a ruler's own state by its bare name is not the other side. */
static void drop_own_state(const Build *b, const Act *a, EventRecord *r) {
  if (a->whom.n != 1 || r->recipient.n != 1 || !r->actor.n) return;
  const Mention *m = &b->c->who.at[b->c->who.of[a->whom.at[0]]];
  const char *s = r->actor.at[0].sector;
  if (m->flags & MEN_STATE && (!strcmp(s, "GOV") || !strcmp(s, "MIL")) && !memcmp(r->recipient.at[0].country, r->actor.at[0].country, 4))
    r->recipient.n = 0;
}

/* "Kenya and Uganda vowed to deepen their ties": of two who act together what is theirs is no other side. */
static void drop_shared(EventRecord *r) {
  if (r->actor.n < 2 || r->recipient.n != r->actor.n) return;
  for (uint32_t i = 0; i < r->recipient.n; i++) {
    const RecordParty *p = &r->recipient.at[i];
    uint32_t k = 0;
    while (k < r->actor.n && (memcmp(r->actor.at[k].country, p->country, 4) || memcmp(r->actor.at[k].sector, p->sector, 4))) k++;
    if (k == r->actor.n) return;
  }
  r->recipient.n = 0;
}

static void build(const Build *b, const Act *a, EventRecord *r) {
  const Frames *f = frames_of(b, a);
  const FrameRec *frame = &f->frames[a->frame];
  Doc *d = b->d;
  *r = record_none();
  r->doc_id = d->id;
  r->doc_date = d->date;
  r->publisher = d->publisher;
  r->url = d->url;
  r->sentence = a->sent + 1;
  r->span = doc_span(d, d->tokens[a->first].at, d->tokens[a->last].at + d->tokens[a->last].n);
  set_code(b, a, r);
  set_date(b, a, r);
  int32_t day = date_days(date_known(r->date) ? r->date : d->date);
  /* Of a promise to meet the one who makes it acts: "Peru will meet". */
  bool mutual = frame->flags & FRAME_MUTUAL && !a->future_promise;
  r->actor = list_parties(b, a, &a->who, mutual ? &a->whom : NULL, day);
  if (!mutual) r->recipient = list_parties(b, a, &a->whom, NULL, day);
  drop_own_state(b, a, r);
  drop_shared(r);
  r->source = list_parties(b, a, &a->source, NULL, day);
  r->place = set_place(b, a->where);
  set_contexts(b, a, r);
  set_counts(b, a, r);
  int status = a->status;
  if (status == STATUS_ACTUAL && date_known(r->date) && long_ago(b, r->date)) status = STATUS_HISTORICAL;
  r->status = status_text(status);
  if (a->status_token >= 0)
    r->status_text = doc_span(d, d->tokens[a->status_token].at, d->tokens[a->status_token].at + d->tokens[a->status_token].n);
  r->rule = arena_fmt(d->arena, "%s:%u", f->str + frame->file, frame->line);
  r->confidence = 0.5 + 0.1 * (a->who.n > 0) + 0.1 * (a->whom.n > 0) + 0.05 * (frame->nconds > 0) + 0.05 * (a->timex >= 0);
}

static void set_keys(const Build *b, EventRecord *r) {
  r->event = key_text(b, r, false);
  r->id = key_text(b, r, true);
}

/* The country that a text names most, by places and parties: where its police and protesters are at home; of two that are even the first
** named. */
static void find_home(Build *b) {
  enum { MOST = 32 };
  char codes[MOST][4];
  uint32_t counts[MOST], n = 0;
  for (uint32_t i = 0; i < b->c->where.n + b->c->who.n; i++) {
    bool place = i < b->c->where.n;
    const Mention *m = place ? NULL : &b->c->who.at[i - b->c->where.n];
    const char *c = place ? b->c->where.at[i].country : m->nparties ? m->parties[0].country : "";
    if (place ? beyond_border(b, b->c->where.at[i].first, b->c->where.at[i].last) : beyond_border(b, m->head, m->head)) continue;
    uint32_t k = 0;
    while (k < n && strcmp(codes[k], c) != 0) k++;
    if (!c[0] || body_find(str_of(c)) || (k == n && n == MOST)) continue;
    if (k == n) {
      memcpy(codes[n], c, 4);
      counts[n++] = 0;
    }
    counts[k]++;
  }
  uint32_t best = 0;
  for (uint32_t k = 1; k < n; k++)
    if (counts[k] > counts[best]) best = k;
  if (n) memcpy(b->home, codes[best], 4);
}

/* What companies of one country agree is no event; that takes two countries or a party of another kind. */
static bool company_news(const EventRecord *r) {
  const char *country = "";
  if (!r->actor.n || r->quad > 2) return false;
  for (uint32_t i = 0; i < r->actor.n + r->recipient.n; i++) {
    const RecordParty *p = i < r->actor.n ? &r->actor.at[i] : &r->recipient.at[i - r->actor.n];
    if (strcmp(p->sector, "BUS") != 0) return false;
    if (!p->country[0] || !strcmp(p->country, country)) continue;
    if (country[0]) return false;
    country = p->country;
  }
  return true;
}

/* Records of one type in their order: an act is held against those alone. */
typedef struct Told {
  Slots first, last; /* key of a type to record + 1 */
  uint32_t *next;    /* a record: the next one of its type + 1, or 0 */
  Telling *of;       /* a record: how it was told */
} Told;

static uint32_t first_told(const Told *t, Str type) {
  const uint32_t *first = slots_get(&t->first, key_of(type));
  return first ? *first : 0;
}

static void add_told(Arena *a, Told *t, Str type, uint32_t record) {
  uint32_t *first = slots_at(a, &t->first, key_of(type)), *last = slots_at(a, &t->last, key_of(type));
  if (*last) t->next[*last - 1] = record + 1;
  else *first = record + 1;
  *last = record + 1;
}

/* The record + 1 of the act that is told again, or 0. */
static uint32_t find_told(const Coded *c, const Told *told, const EventRecord *r, const Telling *t) {
  uint32_t k = first_told(told, r->type);
  while (k && !told_before(&c->records.at[k - 1], &told->of[k - 1], r, t)) k = told->next[k - 1];
  return k;
}

/* The record + 1 of the title that the body's act takes the place of, or 0. */
static uint32_t find_title(const Coded *c, const Told *told, const EventRecord *r, const Telling *t) {
  uint32_t k = first_told(told, r->type);
  while (k && !tells_more(&c->records.at[k - 1], &told->of[k - 1], r, t)) k = told->next[k - 1];
  return k;
}

static void add_record(const Build *b, Told *told, const EventRecord *r, const Telling *t) {
  Coded *c = b->c;
  uint32_t title = find_title(c, told, r, t), at = title ? title - 1 : c->records.n;
  if (title) c->records.at[at] = in_place_of(&c->records.at[at], r);
  else {
    VEC_PUSH(b->d->arena, &c->records, *r);
    add_told(b->d->arena, told, r->type, at);
  }
  set_keys(b, &c->records.at[at]);
  told->of[at] = *t;
}

void build_records(const Engine *e, Coded *c) {
  Build b = {.e = e, .c = c, .d = c->doc};
  Arena *a = b.d->arena;
  Told told = {.next = ARENA_ARRAY(a, uint32_t, c->acts.n + 1), .of = ARENA_ARRAY(a, Telling, c->acts.n + 1)};
  find_home(&b);
  find_named(&b);
  for (uint32_t i = 0; i < c->acts.n; i++) {
    EventRecord r;
    build(&b, &c->acts.at[i], &r);
    Telling t = telling_of(e, c, &c->acts.at[i]);
    uint32_t k = find_told(c, &told, &r, &t);
    if (k) {
      add_telling(&c->records.at[k - 1], &told.of[k - 1], &r);
      set_keys(&b, &c->records.at[k - 1]);
      told.of[k - 1].in_body |= t.in_body;
    } else if ((r.actor.n || r.recipient.n || r.place.country[0]) && !company_news(&r))
      add_record(&b, &told, &r, &t); /* not of nobody, nowhere */
  }
  for (uint32_t k = 0; k < c->records.n; k++) { /* last, since it tells no two acts apart */
    EventRecord *r = &c->records.at[k];
    if (r->place.name.n || told.of[k].stays < 0) continue;
    r->place = set_place(&b, told.of[k].stays);
    set_keys(&b, r);
  }
}
