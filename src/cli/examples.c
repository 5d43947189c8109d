/* The examples of a lexicon's frames, run as tests: what a sentence must give, and what it must not.
**
** The expectation is text, one event a line: "ASSAULT/aerial actor=ISR.MIL recipient=PSE.CVL+-.REB place=PSE"; what is not named is not
** compared.  SYNC examples (lexicon/README.md) */
#include "cli/examples.h"

static Str str_z(const Frames *f, uint32_t at) { return str_of(f->str + at); }

static void put_side(Buf *b, const RecordParties *list) {
  if (!list->n) buf_z(b, "none");
  for (uint32_t i = 0; i < list->n; i++)
    buf_fmt(b, "%s%s.%s", i ? "+" : "", list->at[i].country[0] ? list->at[i].country : "-",
            list->at[i].sector[0] ? list->at[i].sector : "-");
}

static void put_event(Buf *b, const EventRecord *e) {
  char date[12];
  date_text(e->date, date);
  buf_fmt(b, "%.*s%s%.*s cameo=%.*s actor=", STRF(e->type), e->mode.n ? "/" : "", STRF(e->mode), STRF(e->cameo));
  put_side(b, &e->actor);
  buf_z(b, " recipient=");
  put_side(b, &e->recipient);
  if (e->source.n) {
    buf_z(b, " source=");
    put_side(b, &e->source);
  }
  buf_fmt(b, " date=%s", date[0] ? date : "none");
  if (e->place.name.n) buf_fmt(b, " place=%s", e->place.country);
  buf_fmt(b, " status=%s", e->status);
}

static bool code_is(Str want, const char *got) { return str_is(want, got) || (str_is(want, "-") && !*got); }

/* "KEN.GOV+-.UAF" or "none" against a side, in any order; "KEN" alone compares the country. */
static bool side_is(Str want, const RecordParties *list) {
  uint32_t found = 0, wanted = 0, used = 0;
  if (str_is(want, "none")) return list->n == 0;
  while (want.n) {
    Str sector, party = str_cut(want, '+', &want), country = str_cut(party, '.', &sector);
    wanted++;
    for (uint32_t i = 0; i < list->n && i < 32; i++) {
      if (used >> i & 1 || !code_is(country, list->at[i].country) || (sector.n && !code_is(sector, list->at[i].sector))) continue;
      used |= 1u << i;
      found++;
      break;
    }
  }
  return found == wanted && wanted == list->n;
}

static bool date_is(Str want, Date d) {
  char date[12];
  date_text(d, date);
  return str_is(want, date) || (str_is(want, "none") && !date[0]);
}

static bool item_is(Str key, Str want, const EventRecord *e) {
  if (str_is(key, "cameo")) return str_eq(want, e->cameo);
  if (str_is(key, "actor")) return side_is(want, &e->actor);
  if (str_is(key, "recipient")) return side_is(want, &e->recipient);
  if (str_is(key, "source")) return side_is(want, &e->source);
  if (str_is(key, "date")) return date_is(want, e->date);
  if (str_is(key, "place")) return str_is(want, "none") ? !e->place.name.n : str_is(want, e->place.country);
  return str_is(key, "status") && str_is(want, e->status);
}

static bool event_is(Str line, const EventRecord *e) {
  Str rest = line, mode, act = str_cut(str_trim(line), ' ', &rest), type = str_cut(act, '/', &mode);
  bool has_mode = type.n < act.n;
  if (!str_eq(type, e->type) || (has_mode && !str_eq(mode, e->mode))) return false;
  while ((rest = str_trim(rest)).n) {
    Str item = str_cut(rest, ' ', &rest), value, key = str_cut(item, '=', &value);
    if (!item_is(key, value, e)) return false;
  }
  return true;
}

/* Every line found among the records and every record wanted. */
static bool events_are(Str expect, const EventRecords *got) {
  uint64_t used = 0;
  uint32_t wanted = 0;
  Str line;
  while (str_line(&expect, &line)) {
    if (!str_trim(line).n) continue;
    uint32_t i = 0;
    while (i < got->n && i < 64 && (used >> i & 1 || !event_is(line, &got->at[i]))) i++;
    if (i >= got->n || i >= 64) return false;
    used |= 1ull << i;
    wanted++;
  }
  return wanted == got->n;
}

static void put_failure(Buf *b, const Frames *f, const ExampleRec *ex, const EventRecords *got) {
  const FrameRec *frame = &f->frames[ex->frame];
  Str expect = str_z(f, ex->expect), line;
  buf_fmt(b, "%s:%u: frame %s: %s\n", f->str + frame->file, ex->line, f->str + frame->name, f->str + ex->text);
  if (!expect.n) buf_z(b, "  expected  no event\n");
  while (str_line(&expect, &line))
    if (str_trim(line).n) buf_fmt(b, "  expected  %.*s\n", STRF(str_trim(line)));
  if (!got->n) buf_z(b, "  got       no event\n");
  for (uint32_t i = 0; i < got->n; i++) {
    buf_z(b, "  got       ");
    put_event(b, &got->at[i]);
    buf_c(b, '\n');
  }
}

bool example_holds(Coder *c, const Frames *f, uint32_t number, Buf *out) {
  const ExampleRec *ex = &f->examples[number];
  RawDoc doc = {.id = STR("example"), .text = str_z(f, ex->text), .date = {2025, 1, 15}, .line = ex->line};
  Coded coded;
  EntError err = {0};
  if (coder_run(c, &doc, true, &coded, &err) == CODE_BROKEN) {
    buf_fmt(out, "%s:%u: %s\n", f->str + f->frames[ex->frame].file, ex->line, err.msg);
    return false;
  }
  if (events_are(str_z(f, ex->expect), &coded.records)) return true;
  put_failure(out, f, ex, &coded.records);
  return false;
}
