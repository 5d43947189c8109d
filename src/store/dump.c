/* The canonical dump: what the database says, in an order and with ids that come from content alone. */
#include "store/inside.h"

typedef bool PutLine(void *ctx, Str line);

/* The rows of a statement, a line each, the values parted by tabs. */
static bool put_rows(Store *s, const char *head, const char *sql, int columns, Buf *line, PutLine *put, void *ctx, EntError *err) {
  DbQuery *q = db_query(s->db, sql, err);
  int got;
  if (!q) return false;
  while ((got = db_step(q, err)) > 0) {
    buf_clear(line);
    buf_z(line, head);
    for (int i = 0; i < columns; i++) {
      buf_c(line, '\t');
      buf_json(line, db_get_text(q, i));
    }
    buf_c(line, '\n');
    if (line->bad || !put(ctx, (Str){line->p, (uint32_t)line->n})) break;
  }
  if (got > 0) db_reset(q);
  return got >= 0 && (!line->bad || err_at(err, ENT_ENOMEM, s->db->where, 0, 0, "out of memory"));
}

typedef struct Part {
  const char *head, *sql;
  int columns;
} Part;

#define RUN(table) "(SELECT r.program || ' ' || r.lexicon FROM runs r WHERE r.run = " table ".run)"

static const Part parts[] = {
    {"document",
     "SELECT d.key, d.id, d.date, d.title, d.text, d.publisher, d.url, d.language, " RUN("d") " FROM documents d ORDER BY d.key", 9},
    {"mention",
     "SELECT d.key, m.id, CASE WHEN m.until IS NULL THEN '' ELSE 'past' END, " RUN(
         "m") ", m.key, m.sentence, m.act_start, m.act_end,"
              " m.act_in_title, m.type, m.mode, m.cameo, m.quad, m.contexts, m.date, m.date_end, m.granularity, m.place, m.place_country,"
              " m.admin1, m.geoname, m.status, m.dead, m.injured, m.size, m.rule, coalesce(e.id, '')"
              " FROM mentions m JOIN documents d ON d.doc = m.doc LEFT JOIN events e ON e.event = m.event ORDER BY d.key, m.id, 3, 4",
     27},
    {"party",
     "SELECT d.key, m.id, CASE WHEN m.until IS NULL THEN '' ELSE 'past' END, " RUN(
         "m") ", p.side, p.n, n.name, n.country, p.sectors, p.name_start,"
              " p.name_end FROM parties p JOIN mentions m ON m.mention = p.mention JOIN documents d ON d.doc = m.doc"
              " JOIN entities n ON n.entity = p.entity ORDER BY d.key, m.id, 3, 4, p.side, p.n",
     11},
    {"event",
     "SELECT e.id, m.id, e.day, e.mentions, e.articles, e.sources, e.first_report, e.last_report, e.dead_low, e.dead_high, e.injured_low,"
     " e.injured_high, e.date_low, e.date_high, e.parties_differ FROM events e JOIN mentions m ON m.mention = e.mention ORDER BY e.id, m.id",
     15},
    {"alias", "SELECT a.key, e.id FROM aliases a JOIN events e ON e.event = a.event ORDER BY a.key, e.id", 2},
    {"side", "SELECT a, b, day, id, a_acts, b_acts, quad, type, status, sources, mentions, private FROM sides ORDER BY a, b, day, id", 12},
    {"day", "SELECT day, reports FROM days ORDER BY day", 2},
};

bool store_dump(Store *s, Buf *line, bool (*put)(void *ctx, Str line), void *ctx, EntError *err) {
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!put_rows(s, parts[i].head, parts[i].sql, parts[i].columns, line, put, ctx, err)) return false;
  return true;
}
