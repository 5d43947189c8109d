/* Which side of the report's day: the tense of the verb that governs an expression, and what follows for weekdays, months and days.
**
** Beside the rules.  Where there is a tree the verb is found by climbing it; without one, by the nearest word before the expression, or
** behind it, that shows a tense. */
#include "when/rules.h"

static const char future_verbs[] =
    "expected scheduled due planned set slated plan plans planning hope hopes hoping intend intends intending aim aims vow vows vowed want wants "
    "going about expect expects pledge pledges promise promised promises poised ready able agree agrees need needs prepare preparing upcoming likely";
static const char past_words[] =
    "said told was were had did met went came began made took held gave got saw left became found fell rose won lost led sent struck shot brought "
    "fought heard kept hit ran spoke stood wrote flew grew broke withdrew announced";

/* No full stop at the end: "Ministers to meet on Friday". */
static bool is_headline(const When *c) {
  return c->d->sents[c->sent].kind == SENT_TITLE || c->d->sents[c->sent].all_caps || !(c->d->tokens[c->hi - 1].flags & TOK_PUNCT);
}

/* Verbs that in the present tense tell of what is to come. */
static bool is_schedule_verb(const When *c, uint32_t i) {
  return is_one_of(c, i, "starts start begins begin opens open resumes resume expires expire closes close");
}

static int tense_of_word(const When *c, uint32_t i) {
  const Token *t = &c->d->tokens[i];
  Str w = tok_text(c->d, t);
  if (is_one_of(c, i, "will shall 'll wo would")) return is_word(c, i + 1, "have") ? TENSE_NONE : TENSE_FUTURE;
  if (t->xpos == XPOS_VBD) return TENSE_PAST;
  if (t->xpos == XPOS_NONE) {
    if (is_one_of(c, i, past_words)) return TENSE_PAST;
    if (w.n > 4 && str_ends(w, STR("ed")) && !is_one_of(c, i, "succeed proceed exceed indeed need unspecified") && !(t->flags & TOK_CAP) &&
        !is_one_of(c, i, future_verbs))
      return TENSE_PAST;
  }
  if (is_word(c, i, "to") && i > c->lo && is_one_of(c, i - 1, future_verbs)) return TENSE_FUTURE;
  if (is_word(c, i, "to") && is_headline(c) && i + 1 < c->hi && cls_at(c, i + 1) == W_NONE) return TENSE_FUTURE;
  if (t->upos == UPOS_NONE && is_schedule_verb(c, i) && !(t->flags & TOK_CAP)) return TENSE_FUTURE;
  if (is_one_of(c, i, "due scheduled slated upcoming planned postponed may might") && !is_word(c, i + 1, "to")) return TENSE_FUTURE;
  return TENSE_NONE;
}

static bool is_clause_mark(const When *c, uint32_t i) { return is_one_of(c, i, "; : . -- \xE2\x80\x94 \" \xE2\x80\x9C \xE2\x80\x9D ( )"); }

static int flat_tense(const When *c, uint32_t first, uint32_t last) {
  for (uint32_t i = first, steps = 0; i-- > c->lo && steps < 25 && !is_clause_mark(c, i); steps++) {
    int t = tense_of_word(c, i);
    if (t != TENSE_NONE) return t;
  }
  for (uint32_t i = last + 1, steps = 0; i < c->hi && steps < 25 && !is_clause_mark(c, i); i++, steps++) {
    int t = tense_of_word(c, i);
    if (t != TENSE_NONE) return t;
  }
  return TENSE_NONE;
}

static bool is_verbal(const Token *t) { return t->upos == UPOS_VERB || t->upos == UPOS_AUX; }

/* The verb or predicate above the expression; -1 if the climb finds none. */
static int32_t governor(const When *c, uint32_t first, uint32_t last) {
  const Doc *d = c->d;
  int32_t at = -1;
  for (uint32_t i = first; i <= last; i++)
    if (d->tokens[i].head < (int32_t)first || d->tokens[i].head > (int32_t)last) at = d->tokens[i].head;
  for (int steps = 0; at >= 0 && steps < 8; steps++) {
    if (is_verbal(&d->tokens[at]) || tok_dep(d, (uint32_t)at, DEP_COP) >= 0) return at;
    at = d->tokens[at].head;
  }
  return -1;
}

/* "the first to join", "the last to go": told of what was done. */
static bool is_superlative(const When *c, uint32_t noun) {
  if (is_one_of(c, noun, "first last only")) return true;
  for (int32_t i = tok_dep_next(c->d, noun, -1); i >= 0; i = tok_dep_next(c->d, noun, i))
    if (is_one_of(c, (uint32_t)i, "first last only second")) return true;
  return false;
}

static int verb_tense(const When *c, uint32_t verb, int depth) {
  const Doc *d = c->d;
  const Token *v = &d->tokens[verb];
  int tense = v->xpos == XPOS_VBD ? TENSE_PAST : TENSE_NONE;
  if (depth == 0) return tense; /* a tree that is none must not hold us */
  bool present = false, infinitive = false, is_now = false;
  for (int32_t i = tok_dep_next(d, verb, -1); i >= 0; i = tok_dep_next(d, verb, i)) {
    const Token *a = &d->tokens[i];
    if (a->deprel == DEP_AUX || a->deprel == DEP_AUX_PASS || a->deprel == DEP_COP) {
      if (is_one_of(c, (uint32_t)i, "will shall 'll wo would")) return TENSE_FUTURE;
      if (a->xpos == XPOS_VBD || is_one_of(c, (uint32_t)i, "has have 've having")) tense = TENSE_PAST;
      else if (a->xpos == XPOS_VBZ || a->xpos == XPOS_VBP) present = true, is_now |= a->deprel == DEP_COP;
    } else if (a->deprel == DEP_MARK && is_word(c, (uint32_t)i, "to")) {
      infinitive = true;
    }
  }
  if (infinitive) {
    int32_t above = v->head;
    if (above < 0) return TENSE_FUTURE;
    if (v->deprel == DEP_ACL && is_superlative(c, (uint32_t)above)) return TENSE_PAST;
    if (is_one_of(c, (uint32_t)above, "tried managed failed continued began started used refused helped forced")) return TENSE_PAST;
    return v->deprel == DEP_ADVCL ? verb_tense(c, (uint32_t)above, depth - 1) : TENSE_FUTURE;
  }
  if (present && is_one_of(c, verb, future_verbs)) return TENSE_FUTURE;
  if (is_now && tense == TENSE_NONE) return TENSE_FUTURE; /* "the vote is on Friday" */
  if (tense == TENSE_NONE && (v->xpos == XPOS_VBZ || v->xpos == XPOS_VBP) && is_schedule_verb(c, verb)) return TENSE_FUTURE;
  if (tense == TENSE_NONE && v->xpos == XPOS_VBN && !present)
    return is_one_of(c, verb, "expected scheduled due planned set slated") ? TENSE_FUTURE : TENSE_PAST;
  if (tense == TENSE_NONE && v->head >= 0 && v->deprel == DEP_ADVCL)
    return verb_tense(c, (uint32_t)v->head, depth - 1); /* "when he arrives" */
  return tense;
}

/* "the Oct. 23 slaying", "a June agreement": the verb above says nothing of its day. */
bool is_before_noun(const When *c, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++) {
    const Token *t = &c->d->tokens[i];
    bool out = t->head < (int32_t)first || t->head > (int32_t)last;
    if (out && t->head > (int32_t)last &&
        (t->deprel == DEP_COMPOUND || t->deprel == DEP_NMOD_DESC || t->deprel == DEP_NMOD_POSS || t->deprel == DEP_NMOD_UNMARKED ||
         t->deprel == DEP_AMOD))
      return true;
  }
  return false;
}

int tense_of(const When *c, uint32_t first, uint32_t last) {
  const Doc *d = c->d;
  bool has_tree = false;
  for (uint32_t i = c->lo; i < c->hi && !has_tree; i++) has_tree = d->tokens[i].head >= 0;
  if (has_tree && is_before_noun(c, first, last)) return TENSE_NONE;
  int32_t verb = has_tree ? governor(c, first, last) : -1;
  if (verb >= 0 && (uint32_t)verb < first && is_one_of(c, (uint32_t)verb, "planned scheduled postponed")) return TENSE_FUTURE;
  if (verb >= 0) return verb_tense(c, (uint32_t)verb, 4);
  return flat_tense(c, first, last);
}

/* A day that something waits for: "by Friday", "until March", "as early as Tuesday"; at the start of a sentence they look back. */
static bool is_bound(const When *c, uint32_t first) {
  if (first < c->lo + 3) return false;
  for (uint32_t i = first - 1, steps = 0; i-- > c->lo && steps < 12; steps++)
    if (is_one_of(c, i, "had were was")) return false; /* "had filed by Wednesday" */
  return is_one_of(c, first - 1, "by until till effective") || (is_word(c, first - 1, "as") && is_one_of(c, first - 2, "early soon"));
}

Date range_start(const When *c, uint32_t first) {
  Date none = {0};
  if (c->before.type != TIMEX_DATE || c->before.last + 2 != first || !c->before.date.year) return none;
  bool between = c->before.first > c->lo && is_word(c, c->before.first - 1, "between") && is_word(c, first - 1, "and");
  return between || is_one_of(c, first - 1, "to until till through") || is_hyphen(c, first - 1) ? c->before.date : none;
}

/* Does it hang on the verb itself ("died in September"), not on a noun ("a cut in September")? */
static bool hangs_on_verb(const When *c, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++) {
    const Token *t = &c->d->tokens[i];
    if (t->head >= 0 && (t->head < (int32_t)first || t->head > (int32_t)last)) return is_verbal(&c->d->tokens[t->head]);
  }
  return false;
}

/* Is the year that the text named last meant here?  In history told in the past. */
static bool year_carries(const When *c, int32_t month, int32_t day, int tense) {
  if (!c->year || !c->year_leads || c->year >= c->dct.year || c->sent - c->year_sent > 1 || tense == TENSE_FUTURE) return false;
  return date_valid(c->year, month, day ? day : 1);
}

int32_t year_of(const When *c, uint32_t first, uint32_t last, int32_t month, int32_t day) {
  Date start = range_start(c, first);
  if (start.month) {
    bool earlier = month < start.month || (month == start.month && day && start.day && day < start.day);
    return start.year + earlier;
  }
  int tense = tense_of(c, first, last);
  if (is_bound(c, first)) tense = TENSE_FUTURE;
  if (first > c->lo && is_one_of(c, first - 1, "in on") && year_carries(c, month, day, tense)) return c->year;
  bool before_noun = is_before_noun(c, first, last);
  int32_t best = c->dct.year, distance = INT32_MAX;
  for (int32_t y = c->dct.year - 1; y <= c->dct.year + 1; y++) {
    if (!date_valid(y, month, day ? day : 1)) continue;
    int32_t at = date_days((Date){(int16_t)y, (uint8_t)month, (uint8_t)(day ? day : 15)});
    int32_t away = at - c->today;
    bool this_month = !day && y == c->dct.year && month == c->dct.month;
    int32_t cost = this_month ? 0 : away < 0 ? -away : away;
    if (tense == TENSE_PAST && away > 0 && !this_month) cost += day ? 200 : hangs_on_verb(c, first, last) ? 400 : 280;
    if (tense == TENSE_NONE && away > 0 && !this_month) cost += before_noun ? 120 : 45;
    if (tense == TENSE_FUTURE && away < 0 && !this_month) cost += 250;
    if (cost < distance) {
      distance = cost;
      best = y;
    }
  }
  return best;
}

Date weekday_date(const When *c, uint32_t first, uint32_t last, int32_t weekday) {
  int32_t back = (date_weekday(c->dct) - weekday + 7) % 7;
  Date start = range_start(c, first);
  if (start.day) return date_from_days(date_days(start) + (weekday - date_weekday(start) + 7) % 7);
  if (is_bound(c, first) || tense_of(c, first, last) == TENSE_FUTURE) return day_plus(c, (7 - back) % 7);
  return day_plus(c, -back);
}
