/* Opens what is known of acts. */
#include "what/path.h"

/* SYNC what words (lexicon/words/what.txt) */
static const char *const class_names[W_COUNT] = {
    "light",   "control",      "say",           "announce",   "claim",        "future",   "fail",    "go-on",   "negation", "will",
    "may",     "if",           "background",    "meanwhile",  "according",    "not-says", "doubt",   "place",   "place-at", "noun-plan",
    "already", "object-light", "content-marks", "not-people", "first",        "told",     "written", "violent", "strike",   "decision",
    "forces",  "quantity",     "report",        "cite",       "needs-object", "cause",    "undone",  "mooted",  "supposed", "shield",
    "before",  "needs",        "penalty",       "punish",     "thought",      "given-up"};

const char *status_text(int status) {
  static const char *const names[] = {"actual", "future", "hypothetical", "negated", "historical"};
  return names[status];
}

bool what_add(What *w, const Who *who, const Image *im, EntError *err) {
  if (w->n == WHAT_LEXICONS) return err_at(err, ENT_EUSAGE, im->name, 0, 0, "more than %d lexicons", WHAT_LEXICONS);
  if (!frames_open(&w->frames[w->n], im, err)) return false;
  w->who = who;
  w->n++;
  for (int i = 0; i < W_COUNT; i++) w->classes[i] = key_fold(str_of(class_names[i]));
  return true;
}
