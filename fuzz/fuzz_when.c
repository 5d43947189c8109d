/* Any bytes as a dated report: expressions lie inside the text, in order, with a type, a value and a rule. */
#include "when/when.h"

#include "base/utf8.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
  if (!ok) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  Arena a;
  arena_init(&a, 0);
  Str text = {(const char *)data + 2, (uint32_t)size - 2};
  if (utf8_bad_at(text) < text.n) text = utf8_from_1252(&a, text);
  Doc d = {.arena = &a, .body_given = text};
  if (data[0]) d.date = (Date){(int16_t)(1900 + data[0]), (uint8_t)(data[1] % 12 + 1), (uint8_t)(data[1] / 12 + 1)};
  text_normalise(&d);
  text_segment(&d);
  Timexes x = {0};
  when_find(&d, &x);
  for (uint32_t i = 0; i < x.n; i++) {
    const Timex *t = &x.at[i];
    must(t->first <= t->last && t->last < d.ntokens && t->at < t->end && t->end <= d.text.n);
    must(i == 0 || t->first > x.at[i - 1].last);
    must(t->value[0] && memchr(t->value, 0, sizeof t->value) && t->rule && t->type <= TIMEX_SET && t->granularity <= GRAN_RANGE);
    must((t->granularity == GRAN_NONE) == !date_known(t->date));
    if (date_known(t->date_end)) must(date_days(t->date) <= date_days(t->date_end));
  }
  arena_free(&a);
  return 0;
}
