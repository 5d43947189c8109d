/* Images: any bytes behind a right checksum; what opens must have its sections inside. */
#include "base/hash.h"
#include "base/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  unsigned char *p = aligned_alloc(16, (size + 31) / 16 * 16);
  Image im;
  EntError err = {0};
  memcpy(p, data, size);
  if (size >= 32) { /* the size and checksum that the header should have: else nothing gets past them */
    uint64_t n = size, sum;
    uint32_t sections;
    memcpy(&sections, p + 12, 4);
    sum = hash_bytes(p + 32, size - 32, 0x454E54 + sections);
    memcpy(p + 16, &n, 8);
    memcpy(p + 24, &sum, 8);
  }
  if (image_open(&im, p, size, "fuzz", 1, &err)) {
    uint32_t n = 0, sum = 0;
    const unsigned char *s = image_section(&im, "a", 1, &n, &err);
    for (uint32_t i = 0; s && i < n; i++) sum += s[i];
    (void)sum;
  } else if (err.code == ENT_OK) abort();
  free(p);
  return 0;
}
