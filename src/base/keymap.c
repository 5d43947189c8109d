/* The table is open addressing at a load of at most one half, filled in the order given: the same lexicon gives the same bytes. */
#include "base/keymap.h"
#include <stdlib.h>

bool keymap_open(KeyMap *m, const Image *im, const char *section, EntError *err) {
  uint32_t n;
  m->slots = image_section(im, section, sizeof(KeySlot), &n, err);
  if (!m->slots) return false;
  if (n == 0 || (n & (n - 1))) return err_at(err, ENT_EDATA, im->name, 0, 0, "section %s is no table: %u slots", section, n);
  bool room = false;
  for (uint32_t i = 0; i < n && !room; i++) room = m->slots[i].key == 0;
  if (!room) return err_at(err, ENT_EDATA, im->name, 0, 0, "section %s is full: a look-up would not end", section);
  m->mask = n - 1;
  return true;
}

bool keymap_write(ImageWriter *w, const char *section, const Key *keys, const uint32_t *values, uint32_t n, uint32_t *clash_out) {
  uint32_t size = 2;
  while (size < n * 2 + 2) size *= 2;
  KeySlot *slots = calloc(size, sizeof *slots);
  if (!slots) return false;
  bool ok = true;
  for (uint32_t k = 0; k < n && ok; k++) {
    uint32_t i = (uint32_t)keys[k] & (size - 1);
    while (slots[i].key && slots[i].key != keys[k]) i = (i + 1) & (size - 1);
    if (slots[i].key) {
      *clash_out = k;
      ok = false;
    }
    slots[i] = (KeySlot){keys[k], values[k], 0};
  }
  if (ok) image_add(w, section, slots, sizeof *slots, size);
  free(slots);
  return ok;
}
