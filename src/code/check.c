/* Examples are compared field by field; parties as sets of codes. */
#include "code/check.h"
#include "base/lexfile.h"
#include "code/engine.h"

static Str codes_text(Arena *a, const RecordParties *l) {
  Str s = STR("");
  for (uint32_t i = 0; i < l->n; i++) {
    const RecordParty *p = &l->at[i];
    s = arena_fmt(a, "%.*s%s%s.%s", STRF(s), i ? "+" : "", p->country[0] ? p->country : "-", p->sector[0] ? p->sector : "-");
  }
  return l->n ? s : STR("none");
}

Str check_text(Arena *a, const EventRecord *r) {
  char date[12];
  date_text(r->date, date);
  Str source = codes_text(a, &r->source), actor = codes_text(a, &r->actor), recipient = codes_text(a, &r->recipient);
  return arena_fmt(a, "%.*s%s%.*s cameo=%.*s actor=%.*s recipient=%.*s source=%.*s date=%s place=%s status=%s", STRF(r->type),
                   r->mode.n ? "/" : "", STRF(r->mode), STRF(r->cameo), STRF(actor), STRF(recipient), STRF(source), date[0] ? date : "none",
                   r->place.country[0] ? r->place.country : "none", r->status);
}

static bool has_party(const RecordParties *l, Str code) {
  bool any_sector = str_find(code, '.', 0) == code.n;
  Str sector, country = str_cut(code, '.', &sector);
  if (str_eq(country, STR("-"))) country.n = 0;
  if (str_eq(sector, STR("-"))) sector.n = 0;
  for (uint32_t i = 0; i < l->n; i++)
    if (str_is(country, l->at[i].country) && (any_sector || str_is(sector, l->at[i].sector))) return true;
  return false;
}

static bool same_parties(const RecordParties *l, Str want) {
  if (str_eq(want, STR("none"))) return l->n == 0;
  uint32_t n = 0;
  for (Str code; want.n; n++) {
    code = str_cut(want, '+', &want);
    if (!has_party(l, code)) return false;
  }
  return n == l->n;
}

static bool same_field(const EventRecord *r, Str key, Str want) {
  char date[12];
  date_text(r->date, date);
  if (str_eq(key, STR("actor"))) return same_parties(&r->actor, want);
  if (str_eq(key, STR("recipient"))) return same_parties(&r->recipient, want);
  if (str_eq(key, STR("source"))) return same_parties(&r->source, want);
  if (str_eq(want, STR("none"))) want.n = 0;
  if (str_eq(key, STR("cameo"))) return str_eq(r->cameo, want);
  if (str_eq(key, STR("date"))) return str_is(want, date);
  if (str_eq(key, STR("place"))) return str_is(want, r->place.country);
  if (str_eq(key, STR("status"))) return str_is(want, r->status);
  return false;
}

bool check_record(const EventRecord *r, Str expected) {
  Str word, mode;
  if (!lex_word(&expected, &word)) return false;
  Str type = str_cut(word, '/', &mode);
  bool any_mode = mode.n == 0;
  if (str_eq(mode, STR("-"))) mode.n = 0;
  if (!str_eq(r->type, type) || (!any_mode && !str_eq(r->mode, mode))) return false;
  while (lex_word(&expected, &word)) {
    Str want, key = str_cut(word, '=', &want);
    if (!same_field(r, key, want)) return false;
  }
  return true;
}

/* Every expected event has a record of its own, and no record is left over. */
static bool as_expected(const EventRecords *got, Str expected) {
  uint32_t used = 0, n = 0;
  for (; expected.n; n++) {
    Str one = str_trim(str_cut(expected, ';', &expected));
    uint32_t k = 0;
    while (k < got->n && (used & (1u << k) || !check_record(&got->at[k], one))) k++;
    if (k == got->n || k > 31) return false;
    used |= 1u << k;
  }
  return n == got->n;
}

static Str all_text(Arena *a, const EventRecords *got) {
  Str s = STR("");
  for (uint32_t i = 0; i < got->n; i++) {
    Str one = check_text(a, &got->at[i]);
    s = arena_fmt(a, "%.*s%s%.*s", STRF(s), i ? "; " : "", STRF(one));
  }
  return got->n ? s : STR("no event");
}

bool check_lexicon(const Engine *e, CheckFn *failed, void *ctx, Checked *out, EntError *err) {
  Coder *c = coder_new(e, 0);
  Arena a;
  *out = (Checked){0, 0};
  if (!c) return err_at(err, ENT_ENOMEM, NULL, 0, 0, "no memory to check the lexicon");
  arena_init(&a, 0);
  for (uint32_t x = 0; x < e->what.n; x++) {
    const Frames *f = &e->what.frames[x];
    for (uint32_t i = 0; i < f->nexamples; i++) {
      const ExampleRec *ex = &f->examples[i];
      RawDoc raw = {.id = STR("example"), .text = str_of(f->str + ex->text), .date = {2025, 1, 15}};
      Coded coded;
      int res = coder_run(c, &raw, true, &coded, err);
      Str expected = str_of(f->str + ex->expect);
      bool ok = res == CODE_OK && as_expected(&coded.records, expected);
      ok ? out->passed++ : out->failed++;
      if (!ok && failed)
        failed(ctx, f->str + f->frames[ex->frame].file, ex->line, raw.text, expected,
               res == CODE_OK ? all_text(&a, &coded.records) : STR("not coded"));
      arena_reset(&a);
    }
  }
  arena_free(&a);
  coder_free(c);
  return true;
}
