/* A checked container for compiled tables: what the lexicon compiler writes and the engine maps.
**
** Layout (little-endian): "ENTIMG\1\0", u32 version of the content, u32 number of sections, u64 total size, u64 checksum of all that
** follows the header (seeded with the number of sections); a table of {char name[16]; u64 at, n; u32 elem, pad}; sections aligned to 16.  image_open checks all of it, so that a
** section can be used as an array afterwards; references inside a section are checked by its owner on load. */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include "base/buf.h"
#include "base/err.h"

typedef struct Image {
  const unsigned char *p; /* borrowed, aligned to 16 */
  size_t n;
  const char *name; /* for errors */
  uint32_t version, sections;
} Image;

bool image_open(Image *im, const void *p, size_t n, const char *name, uint32_t version, EntError *err);
/* A section as an array: its address and number of elements; elem must be the writer's sizeof.  Absent: NULL with err. */
const void *image_section(const Image *im, const char *name, size_t elem, uint32_t *count_out, EntError *err);

typedef struct ImageWriter {
  Buf head, body; /* table and sections */
  uint32_t sections, version;
} ImageWriter;
void image_begin(ImageWriter *w, uint32_t version);
void image_add(ImageWriter *w, const char *name, const void *p, size_t elem, uint32_t count);
/* The finished image into out; frees the writer.  False when memory ran out. */
bool image_end(ImageWriter *w, Buf *out);

#endif
