/* The reports themselves, as they were read. */
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
