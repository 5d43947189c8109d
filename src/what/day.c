/* The day of an act: the date that hangs on it, else the day that the story has come to. */
#include "what/attach.h"

enum {
  STORY_DAYS = 14,     /* a day longer ago is history, not the story's */
  STORY_SENTENCES = 6, /* for so many sentences a day is remembered */
  LEAD_SENTENCES = 3,  /* the title's day is said within these */
  PAST_DAYS = 365      /* what is longer ago is history, and what its paragraph goes on to tell */
};

/* "the 2012 election", "a June agreement": a date that stands before a noun dates that noun. */
static bool before_noun(const Stage *s, uint32_t head) {
  const Token *t = tok(s, head);
  switch (t->deprel) {
  case DEP_COMPOUND:
  case DEP_AMOD:
  case DEP_NUMMOD:
  case DEP_NMOD_DESC:
  case DEP_NMOD_POSS:
  case DEP_NMOD_UNMARKED: return t->head > (int32_t)head;
  default: return false;
  }
}

/* May the date be that of something done?  Not one to come, nor a year or month that is still going on beside the day of the report. */
static bool may_date(const Stage *s, const Act *a, const Timex *x) {
  if (a->status == STATUS_FUTURE) return true;
  int32_t from = date_days(x->date), today = date_days(s->d->date);
  if (from > today) return false;
  if (x->granularity == GRAN_YEAR && x->date.year == s->d->date.year) return false;
  return true;
}

/* "during a visit to Lima on Monday", "in a statement on Monday": the day of the occasion is the act's. */
static bool occasion(const Stage *s, const Act *a, uint32_t noun) {
  if (tok(s, noun)->deprel != DEP_OBL || tok(s, noun)->head != (int32_t)a->trigger) return false;
  int32_t c = tree_dep(s->d, noun, DEP_CASE);
  if (c < 0) return false;
  return str_eq_nocase(tok_text(s->d, tok(s, (uint32_t)c)), STR("during")) || what_word(s, noun, W_WRITTEN);
}

/* Does a date reach the act through nouns that say where, or that the act has as its object?  "over the detention of a crew in May" dates the detention. */
static bool through_places(const Stage *s, const Act *a, uint32_t head) {
  for (int32_t g = tok(s, head)->head; g >= 0 && g != (int32_t)a->trigger && !verbal(tok(s, (uint32_t)g)); g = tok(s, (uint32_t)g)->head) {
    if (light_verb(s, a->trigger) == g || tree_below(s->d, a->trigger, (uint32_t)g)) return true;
    const Token *t = tok(s, (uint32_t)g);
    if (t->upos != UPOS_PROPN && t->deprel != DEP_OBJ && !attach_place_word(s, (uint32_t)g) && !occasion(s, a, (uint32_t)g)) return false;
  }
  return true;
}

/* The expressions of time of a sentence: from the first, up to the end. */
static uint32_t times_first(const Stage *s, uint32_t sent) {
  return doc_from(s->when->at, s->when->n, sizeof *s->when->at, s->d->sents[sent].first);
}

static uint32_t times_end(const Stage *s, uint32_t sent) {
  return s->when ? doc_from(s->when->at, s->when->n, sizeof *s->when->at, s->d->sents[sent].first + s->d->sents[sent].n) : 0;
}

/* "with ten guards hurt", "leaves ten people hurt", "the first minister to visit": the clause on the noun says what the main verb's act
** brought. */
static bool goes_along(const Stage *s, uint32_t verb) {
  const Token *noun = tok(s, (uint32_t)tok(s, verb)->head);
  int32_t mark = tree_dep(s->d, verb, DEP_MARK), with = tree_dep(s->d, (uint32_t)tok(s, verb)->head, DEP_CASE);
  if (mark >= 0 && tok_is(tok(s, (uint32_t)mark), key_fold(STR("to")))) return true;
  if (tok(s, verb)->xpos != XPOS_VBN) return false;
  if (noun->deprel == DEP_OBL && with >= 0 && tok_is(tok(s, (uint32_t)with), key_fold(STR("with")))) return true;
  return noun->deprel == DEP_OBJ && tok_is(tok(s, (uint32_t)noun->head), key_fold(STR("leave")));
}

/* "the deposed king", "a driver held by rebels": its own date is one that hangs on it, not the main verb's. */
static bool on_noun(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  return k->deprel == DEP_AMOD || (k->deprel == DEP_ACL && k->xpos == XPOS_VBN && !goes_along(s, t));
}

/* "suspended until May", "ordered to leave by May": when it ends, or when another thing must be done. */
static bool is_end(const Stage *s, const Act *a, uint32_t head) {
  Key word = tree_case(s->d, head, NULL);
  int32_t verb = tok(s, head)->head;
  if (word == key_fold(STR("until")) || word == key_fold(STR("till"))) return true;
  if (word != key_fold(STR("by")) || verb < 0 || verb == (int32_t)a->trigger) return false;
  int32_t mark = tree_dep(s->d, (uint32_t)verb, DEP_MARK);
  return mark >= 0 && tok_is(tok(s, (uint32_t)mark), key_fold(STR("to")));
}

/* Is the token one of the words of a list that ends with NULL? */
static bool is_any(const Stage *s, uint32_t t, const char *const *words) {
  Str word = tok_text(s->d, tok(s, t));
  for (; *words; words++)
    if (str_eq_nocase(word, str_of(*words))) return true;
  return false;
}

/* "speaking on Monday, he", "when he closed the border on Monday, he", "while visiting the camp on Monday": a clause that is of one time with the verb it
** hangs on; "while" with a subject of its own sets something beside it. */
static bool of_one_time(const Stage *s, uint32_t clause) {
  static const char *const when[] = {"when", "as", NULL}, *const meanwhile[] = {"while", NULL};
  const Token *k = tok(s, clause);
  if (k->deprel != DEP_ADVCL || !verbal(k)) return false;
  int32_t mark = tree_dep(s->d, clause, DEP_MARK);
  if (mark < 0) mark = tree_dep(s->d, clause, DEP_ADVMOD);
  bool own = tree_dep(s->d, clause, DEP_NSUBJ) >= 0 || tree_dep(s->d, clause, DEP_NSUBJ_PASS) >= 0;
  if (mark >= 0 && is_any(s, (uint32_t)mark, when)) return true;
  if (mark >= 0 && is_any(s, (uint32_t)mark, meanwhile)) return !own;
  return mark < 0 && !own && k->xpos == XPOS_VBG && (int32_t)clause < k->head;
}

/* How far a date is from an act: attach_distance, and through a clause of one time with it. */
static int date_distance(const Stage *s, const Act *a, uint32_t head) {
  int d = attach_distance(s, a, head, false);
  int32_t clause = tok(s, head)->head;
  if (d < 0 && clause >= 0 && tok(s, (uint32_t)clause)->head == (int32_t)a->trigger && of_one_time(s, (uint32_t)clause)) return 2;
  return d;
}

static void find_date(const Stage *s, Act *a) {
  int best = -1;
  uint32_t end = times_end(s, a->sent);
  for (uint32_t i = end ? times_first(s, a->sent) : 0; i < end; i++) {
    const Timex *x = &s->when->at[i];
    if (x->type == TIMEX_DURATION || x->type == TIMEX_SET || !date_known(x->date)) continue;
    if (!may_date(s, a, x)) continue;
    uint32_t head = attach_head(s->d, x->first, x->last);
    uint32_t on = (uint32_t)tok(s, head)->head;
    if (before_noun(s, head) && on != a->trigger && !occasion(s, a, on)) continue;
    if (!through_places(s, a, head) || is_end(s, a, head)) continue;
    int d = date_distance(s, a, head);
    if (d > 1 && on_noun(s, a->trigger)) continue;
    if (d >= 0 && (best < 0 || d < best)) {
      best = d;
      a->timex = (int32_t)i;
    }
  }
}

static int32_t sentence_root(const Stage *s, uint32_t sent) {
  const Sent *k = &s->d->sents[sent];
  for (uint32_t t = k->first; t < k->first + k->n; t++)
    if (tok(s, t)->head < 0) return (int32_t)t;
  return -1;
}

/* The day of a sentence's main verb, or -1. */
static int32_t main_day(const Stage *s, uint32_t sent) {
  int32_t root = sentence_root(s, sent), found = -1, best = -1;
  if (root < 0 || (!verbal(tok(s, (uint32_t)root)) && !attach_past(s, (uint32_t)root))) return -1;
  Act a = {.trigger = (uint32_t)root, .sent = sent};
  uint32_t end = times_end(s, sent);
  for (uint32_t i = end ? times_first(s, sent) : 0; i < end; i++) {
    const Timex *x = &s->when->at[i];
    if (x->type > TIMEX_TIME || !date_known(x->date)) continue;
    if (x->granularity != GRAN_DAY || date_days(x->date) > date_days(s->d->date)) continue;
    uint32_t head = attach_head(s->d, x->first, x->last);
    if (before_noun(s, head)) continue;
    int d = attach_distance(s, &a, head, false); /* when who is quoted spoke is not the story's day */
    if (d >= 0 && (best < 0 || d < best)) {
      best = d;
      found = (int32_t)i;
    }
  }
  return found;
}

/* For each sentence the date that the story has come to: that of the last main verb with a day of its own.  It holds for a few sentences ("On Tuesday he
** pardoned ...  He also freed ..."); the title tells of the day that the report begins with. */
static int32_t *story_days(const Stage *s) {
  int32_t *day = ARENA_ARRAY(s->d->arena, int32_t, s->d->nsents + 1), now = -1, lead = -1;
  uint32_t body = 0, since = 0;
  for (uint32_t i = 0; i < s->d->nsents; i++) {
    day[i] = -1;
    if (s->d->sents[i].kind != SENT_BODY) continue;
    int32_t own = main_day(s, i);
    if (own >= 0) {
      bool recent = date_days(s->d->date) - date_days(s->when->at[own].date) <= STORY_DAYS;
      int32_t root = sentence_root(s, i);
      if (root < 0 || !status_of(s, (uint32_t)root).pluperfect) { /* "police had fired on Friday": the story goes on from another day */
        now = recent ? own : -1;
        since = 0;
      }
    }
    if (lead < 0 && body++ < LEAD_SENTENCES) lead = now;
    day[i] = since++ < STORY_SENTENCES ? now : -1;
    if (own >= 0) day[i] = own; /* a day of long ago holds for its own sentence */
  }
  for (uint32_t i = 0; i < s->d->nsents; i++)
    if (s->d->sents[i].kind == SENT_TITLE) day[i] = lead;
  return day;
}

/* "following the raid" tells of what was before; "amid", "during", "in" of what is at the same time. */
static bool told_before_main(const Stage *s, uint32_t noun) {
  int32_t c = tree_dep(s->d, noun, DEP_CASE);
  return c >= 0 && what_word(s, (uint32_t)c, W_BACKGROUND) && !what_word(s, (uint32_t)c, W_MEANWHILE);
}

static bool told_meanwhile(const Stage *s, uint32_t noun) {
  int32_t c = tree_dep(s->d, noun, DEP_CASE);
  return c >= 0 && what_word(s, (uint32_t)c, W_MEANWHILE);
}

/* "who is marching", "which accuses": a clause in the present tells of what is going on; "who is accused" of how things stand. */
static bool in_present(const Stage *s, uint32_t verb) {
  if (tok(s, verb)->xpos == XPOS_VBZ || tok(s, verb)->xpos == XPOS_VBP) return true;
  EACH_DEP (s->d, c, verb) {
    const Token *k = tok(s, (uint32_t)c);
    if (k->deprel != DEP_AUX && k->deprel != DEP_COP) continue;
    if (k->xpos == XPOS_VBZ || k->xpos == XPOS_VBP) return !status_of(s, verb).perfect;
  }
  return false;
}

/* Is there a line break before a sentence? */
static bool starts_paragraph(const Stage *s, uint32_t sent) {
  const Token *t = tok(s, s->d->sents[sent].first);
  if (sent == 0) return true;
  const Token *last = t - 1;
  for (uint32_t i = last->at + last->n; i < t->at; i++)
    if (s->d->text.p[i] == '\n') return true;
  return false;
}

/* "was held", "was a teacher" */
static bool past_root(const Stage *s, uint32_t root) {
  int32_t cop = tree_dep(s->d, root, DEP_COP);
  return attach_past(s, root) || (cop >= 0 && tok(s, (uint32_t)cop)->xpos == XPOS_VBD);
}

/* When is a sentence's main clause, by a date on its verb or its subject ("the election in 1998 brought")?  1: in a year or month
** long ago, -1: of late, 0: not said, or on a day long ago, which is its own sentence's alone. */
static int era(const Stage *s, uint32_t sent, uint32_t root) {
  static const char *const bounds[] = {"since", "until", "before", "after", "from", NULL};
  Act a = {.trigger = root, .sent = sent};
  int found = 0;
  uint32_t end = times_end(s, sent);
  for (uint32_t i = end ? times_first(s, sent) : 0; i < end; i++) {
    const Timex *x = &s->when->at[i];
    if (x->type > TIMEX_TIME || !date_known(x->date)) continue;
    uint32_t head = attach_head(s->d, x->first, x->last);
    int32_t noun = tok(s, head)->head, mark = tree_dep(s->d, head, DEP_CASE);
    if (mark >= 0 && is_any(s, (uint32_t)mark, bounds)) continue;
    bool of_subject = noun >= 0 && tok(s, (uint32_t)noun)->head == (int32_t)root && tok(s, (uint32_t)noun)->deprel == DEP_NSUBJ;
    if (before_noun(s, head) || (!of_subject && attach_distance(s, &a, head, false) < 0)) continue;
    if (date_days(s->d->date) - date_days(x->date) <= PAST_DAYS) return -1;
    found |= x->granularity == GRAN_DAY ? 0 : 1;
  }
  return found;
}

/* For each sentence, is it one of a past that its paragraph has come to ("In 1998 rebels seized the port.  The army shelled it.")?  What is
** said, is so or has been leads back to the news. */
static bool *past_told(const Stage *s) {
  bool *past = ARENA_ARRAY(s->d->arena, bool, s->d->nsents + 1), now = false;
  for (uint32_t i = 0; i < s->d->nsents; i++) {
    int32_t root = sentence_root(s, i);
    if (s->d->sents[i].kind != SENT_BODY || root < 0 || starts_paragraph(s, i)) now = false;
    if (s->d->sents[i].kind != SENT_BODY || root < 0) continue;
    int own = era(s, i, (uint32_t)root);
    if (!past_root(s, (uint32_t)root) || own < 0 || (!own && what_word(s, (uint32_t)root, W_SAY))) now = false;
    else if (own) now = true;
    past[i] = now;
  }
  return past;
}

/* "previously agreed to", "initially refused" */
static bool said_before(const Stage *s, uint32_t t) {
  static const char *const before[] = {"previously", "formerly", "originally", "historically", "initially", NULL};
  EACH_DEP (s->d, c, t)
    if (tok(s, (uint32_t)c)->deprel == DEP_ADVMOD && is_any(s, (uint32_t)c, before)) return true;
  return false;
}

/* "has raised its aid in recent years": told of a span of time, and no day of it. */
static bool over_time(const Stage *s, const Act *a) {
  if (a->timex >= 0 || !status_of(s, a->trigger).perfect) return false;
  uint32_t end = times_end(s, a->sent);
  for (uint32_t i = end ? times_first(s, a->sent) : 0; i < end; i++)
    if (s->when->at[i].type == TIMEX_DURATION &&
        !attach_distance(s, a, attach_head(s->d, s->when->at[i].first, s->when->at[i].last), false))
      return true;
  return false;
}

/* "fined over the seizure", "march against the raid", "discuss the recent raids": what is done or said because of it comes after it. */
static bool spoken_of(const Stage *s, uint32_t noun) {
  static const char *const about[] = {"over", "against", "about", "for", NULL}, *const before[] = {"recent", "previous", "earlier",
                                                                                                   "past",   "former",   NULL};
  int32_t c = tree_dep(s->d, noun, DEP_CASE);
  if (c >= 0 && tok(s, noun)->deprel == DEP_OBL && is_any(s, (uint32_t)c, about)) return true;
  EACH_DEP (s->d, k, noun)
    if (tok(s, (uint32_t)k)->deprel == DEP_AMOD && is_any(s, (uint32_t)k, before)) return true;
  return false;
}

/* "jailed for two years", "gets ten years in prison": the penalty is what the verb tells. */
static bool is_penalty(const Stage *s, uint32_t t) {
  for (int n = 0; n < 3 && is_noun(tok(s, t)) && tok(s, t)->head >= 0 && what_word(s, t, W_PENALTY); n++) t = (uint32_t)tok(s, t)->head;
  return verbal(tok(s, t)) && what_word(s, t, W_PUNISH);
}

/* Told as done before the main telling: in the pluperfect, in a participle or relative clause, by a noun behind "following" or on another noun. */
static bool told_aside(const Stage *s, uint32_t t) {
  const Token *k = tok(s, t);
  if (status_of(s, t).pluperfect || said_before(s, t)) return true;
  if (k->deprel == DEP_ACL && k->xpos == XPOS_VBG && what_word(s, (uint32_t)k->head, W_WRITTEN))
    return false; /* "signed an order banning" */
  if (verbal(k) || k->upos == UPOS_ADJ)
    return (k->deprel == DEP_ACL && !goes_along(s, t)) || (k->deprel == DEP_ACL_RELCL && !in_present(s, t)) || k->deprel == DEP_AMOD;
  if (light_verb(s, t) >= 0 || is_penalty(s, t)) return false;
  bool hangs = k->deprel == DEP_NMOD || k->deprel == DEP_APPOS || k->deprel == DEP_COMPOUND;
  if (spoken_of(s, t) || (k->deprel == DEP_OBJ && tree_dep(s->d, t, DEP_NMOD_POSS) >= 0)) return true;
  return told_before_main(s, t) || (hangs && !told_meanwhile(s, t));
}

/* "said after talks with", "signed following a meeting": a meeting is told of on its day. */
static bool met_just_before(const Stage *s, const Act *a) {
  const Token *k = tok(s, a->trigger);
  if (k->deprel != DEP_OBL || !verbal(tok(s, (uint32_t)k->head)) || !attach_has_trait(s, a, TRAIT_MEETING)) return false;
  int32_t c = tree_dep(s->d, a->trigger, DEP_CASE);
  if (c < 0) return false;
  Str word = tok_text(s->d, tok(s, (uint32_t)c));
  return str_eq_nocase(word, STR("after")) || str_eq_nocase(word, STR("following"));
}

/* "convicted years ago", "seized decades ago": no year is said, yet it was long before. */
static bool long_ago(const Stage *s, uint32_t t) {
  static const char *const spans[] = {"years", "decades", "centuries", "generations", NULL}, *const ago[] = {"ago", NULL};
  const Sent *k = &s->d->sents[tok(s, t)->sent];
  for (uint32_t i = t + 1; i + 1 < k->first + k->n; i++) {
    bool hangs = tok(s, i + 1)->head == (int32_t)t || tok(s, i)->head == (int32_t)t;
    if (hangs && is_any(s, i, spans) && is_any(s, i + 1, ago)) return true;
  }
  return false;
}

/* What has no date of its own has the story's: in the title, and in the past tense. */
static void carry_date(const Stage *s, Act *a, const int32_t *day) {
  if (a->timex >= 0 || a->background || a->already || a->status != STATUS_ACTUAL) return;
  int32_t root = sentence_root(s, a->sent);
  if (s->d->sents[a->sent].kind == SENT_TITLE) a->timex = day[a->sent];
  else if (root >= 0 && attach_past(s, (uint32_t)root)) a->timex = day[a->sent];
}

/* "will agree to", "is to withdraw its demand", "will attack": a promise, a concession or a threat is made where it is told, whatever the day it is for. */
static void settle_promise(const Stage *s, Act *a) {
  if (a->status != STATUS_FUTURE) return;
  if (attach_has_trait(s, a, TRAIT_PROMISE)) a->status = STATUS_ACTUAL;
}

static void settle_history(const Stage *s, Act *a, bool past) {
  if (a->timex >= 0 || a->status != STATUS_ACTUAL || !(past || long_ago(s, a->trigger))) return;
  a->status = STATUS_HISTORICAL;
  a->background = true;
}

void attach_days(const Stage *s, Act *acts, uint32_t n) {
  int32_t *day = story_days(s);
  bool *past = past_told(s);
  for (uint32_t i = 0; i < n; i++) {
    settle_promise(s, &acts[i]);
    find_date(s, &acts[i]);
    acts[i].background = told_aside(s, acts[i].trigger) && !met_just_before(s, &acts[i]);
    acts[i].background |= over_time(s, &acts[i]);
    settle_history(s, &acts[i], past[acts[i].sent]);
    carry_date(s, &acts[i], day);
  }
}
