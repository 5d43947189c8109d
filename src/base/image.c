/* The container for compiled tables.  Everything that could send a reader astray (sizes, offsets, alignment, the checksum) is
** checked once, on opening; numbers are little-endian, and so is every machine that this is built for. */
#include "base/image.h"

#include "base/hash.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "images are little-endian and mapped as they are");

static const char magic[8] = {'E', 'N', 'T', 'I', 'M', 'G', 1, 0};

typedef struct Header {
  char magic[8];
  uint32_t version, sections;
  uint64_t size, checksum;
} Header;

typedef struct Section {
  char name[16];  /* NUL-padded */
  uint64_t at, n; /* bytes */
  uint32_t elem, pad;
} Section;

_Static_assert(sizeof(Header) == 32 && sizeof(Section) == 40, "the layout of the file");

enum { ALIGN = 16, CHECK_SEED = 0x454E54 };

static bool section_fits(const Image *im, const Section *s, size_t table_end) {
  return s->at % ALIGN == 0 && s->at >= table_end && s->at <= im->n && s->n <= im->n - s->at && s->elem && s->n % s->elem == 0 &&
         s->n / s->elem <= UINT32_MAX && memchr(s->name, 0, sizeof s->name) && s->name[0];
}

static const Section *table(const Image *im) { return (const Section *)(const void *)(im->p + sizeof(Header)); }

bool image_open(Image *im, const void *p, size_t n, const char *name, uint32_t version, EntError *err) {
  Header h;
  *im = (Image){.name = name};
  if (n < sizeof h) return err_at(err, ENT_EDATA, name, 0, 0, "is too short to be an image");
  memcpy(&h, p, sizeof h);
  if (memcmp(h.magic, magic, sizeof magic) != 0) return err_at(err, ENT_EDATA, name, 0, 0, "is no image of this program");
  if (h.version != version) return err_at(err, ENT_EDATA, name, 0, 0, "has version %u, this program reads version %u", h.version, version);
  if (h.size != n) return err_at(err, ENT_EDATA, name, 0, 0, "is truncated: %zu bytes of %llu", n, (unsigned long long)h.size);
  if (h.sections > (n - sizeof h) / sizeof(Section)) return err_at(err, ENT_EDATA, name, 0, 0, "has a bad section table");
  if ((uintptr_t)p % ALIGN) return err_at(err, ENT_EDATA, name, 0, 0, "is not aligned in memory");
  if (h.checksum != hash_bytes((const char *)p + sizeof h, n - sizeof h, CHECK_SEED + h.sections))
    return err_at(err, ENT_EDATA, name, 0, 0, "is damaged: its checksum is wrong");
  *im = (Image){p, n, name, h.version, h.sections};
  for (uint32_t i = 0; i < h.sections; i++)
    if (!section_fits(im, &table(im)[i], sizeof h + h.sections * sizeof(Section))) {
      *im = (Image){.name = name};
      return err_at(err, ENT_EDATA, name, 0, 0, "has a bad section (number %u)", i + 1);
    }
  return true;
}

const void *image_section(const Image *im, const char *name, size_t elem, uint32_t *count_out, EntError *err) {
  *count_out = 0;
  for (uint32_t i = 0; i < im->sections; i++) {
    const Section *s = &table(im)[i];
    if (strcmp(s->name, name) != 0) continue;
    if (s->elem != elem) {
      err_at(err, ENT_EDATA, im->name, 0, 0, "section '%s' has elements of %u bytes, expected %zu", name, s->elem, elem);
      return NULL;
    }
    *count_out = (uint32_t)(s->n / elem);
    return im->p + s->at;
  }
  err_at(err, ENT_EDATA, im->name, 0, 0, "has no section '%s'", name);
  return NULL;
}

void image_begin(ImageWriter *w, uint32_t version) { *w = (ImageWriter){.version = version}; }

static void pad_to(Buf *b, size_t align) {
  static const char zeros[ALIGN];
  buf_add(b, zeros, (align - b->n % align) % align);
}

void image_add(ImageWriter *w, const char *name, const void *p, size_t elem, uint32_t count) {
  Section s = {.at = w->body.n, .n = (uint64_t)elem * count, .elem = (uint32_t)elem};
  size_t n = strlen(name);
  if (!n || n >= sizeof s.name || !elem) w->head.bad = true;
  else memcpy(s.name, name, n);
  buf_add(&w->head, &s, sizeof s);
  buf_add(&w->body, p, (size_t)s.n);
  pad_to(&w->body, ALIGN);
  w->sections++;
}

bool image_end(ImageWriter *w, Buf *out) {
  bool ok = !w->head.bad && !w->body.bad;
  size_t body_at = (sizeof(Header) + w->head.n + ALIGN - 1) / ALIGN * ALIGN;
  for (size_t at = 0; ok && at < w->head.n; at += sizeof(Section)) {
    Section s;
    memcpy(&s, w->head.p + at, sizeof s);
    s.at += body_at;
    memcpy(w->head.p + at, &s, sizeof s);
  }
  Header h = {.version = w->version, .sections = w->sections, .size = body_at + w->body.n};
  memcpy(h.magic, magic, sizeof magic);
  buf_clear(out);
  buf_add(out, &h, sizeof h);
  buf_add(out, w->head.p, w->head.n);
  pad_to(out, ALIGN);
  buf_add(out, w->body.p, w->body.n);
  ok = ok && !out->bad;
  if (ok) {
    h.checksum = hash_bytes(out->p + sizeof h, out->n - sizeof h, CHECK_SEED + h.sections);
    memcpy(out->p, &h, sizeof h);
  }
  buf_free(&w->head);
  buf_free(&w->body);
  return ok;
}
