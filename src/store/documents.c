/* The reports themselves, as they were read. */
#include "store/actwords.h"
#include "store/inside.h"

static RawDoc document_row(DbQuery *q) {
  RawDoc d = {.id = db_get_text(q, 0),
              .id_given = true,
              .date_text = db_get_text(q, 1),
              .title = db_get_text(q, 2),
              .text = db_get_text(q, 3),
              .publisher = db_get_text(q, 4),
              .url = db_get_text(q, 5),
              .language = db_get_text(q, 6)};
  if (d.date_text.n) d.date_bad = !date_parse_iso(d.date_text, &d.date);
  return d;
}

static bool give(DbQuery *q, StoreDocumentFn *fn, void *ctx, EntError *err) {
  int got;
  while ((got = db_step(q, err)) > 0) {
    RawDoc d = document_row(q);
    if (fn(ctx, &d)) continue;
    db_reset(q);
    return true;
  }
  return got == 0;
}

#define COLUMNS "SELECT id, date, title, text, publisher, url, language FROM documents "

bool store_documents(Store *s, Str id, StoreDocumentFn *fn, void *ctx, EntError *err) {
  static const char all[] = COLUMNS "ORDER BY date, id, key", one[] = COLUMNS "WHERE id = ?1 ORDER BY key";
  DbQuery *q = db_query(s->db, id.n ? one : all, err);
  if (!q) return false;
  if (id.n) db_text(q, 1, id);
  return give(q, fn, ctx, err);
}

/* ---- the sentence of an act ---- */

/* Neither in the middle of a letter nor with a blank at an end, and with the mark that ends it. */
static Str whole_letters(Str text, Str sentence) {
  const char *p = sentence.p, *end = sentence.p + sentence.n;
  while (p < end && ((uint8_t)*p & 0xC0) == 0x80) p++;
  while (end < text.p + text.n && ((uint8_t)*end & 0xC0) == 0x80) end++;
  if (end < text.p + text.n && !is_space(*end)) end++;
  while (p < end && is_space(*p)) p++;
  return str_trim((Str){p, (uint32_t)(end - p)});
}

static uint32_t offset_in(Str whole, Str part, uint32_t at) {
  const char *p = whole.p + at;
  return p < part.p ? 0 : p > part.p + part.n ? part.n : (uint32_t)(p - part.p);
}

bool store_sentence(Store *s, int64_t row, Arena *a, StoredSentence *out, EntError *err) {
  static const char sql[] = "SELECT m.act_start, m.act_end, m.act_in_title, d.title, d.text FROM events e"
                            " JOIN mentions m ON m.mention = e.mention JOIN documents d ON d.doc = m.doc WHERE e.event = ?1";
  *out = (StoredSentence){0};
  DbQuery *q = db_query(s->db, sql, err);
  if (!q) return false;
  db_int(q, 1, row);
  int got = db_step(q, err);
  if (got <= 0) return got == 0;
  uint32_t start = (uint32_t)db_get_int(q, 0), end = (uint32_t)db_get_int(q, 1);
  bool in_title = db_get_int(q, 2) != 0;
  Str text = db_get_text(q, in_title ? 3 : 4);
  if (start <= end && end <= text.n && text.n) {
    Str part = in_title ? text : whole_letters(text, sentence_about(text, start, end));
    *out = (StoredSentence){arena_str(a, part), offset_in(text, part, start), offset_in(text, part, end)};
  }
  db_reset(q);
  return true;
}
