#include "unit.h"

#include "base/image.h"
#include "base/mapfile.h"

#include <unistd.h>

static const uint32_t numbers[] = {1, 2, 3, 5, 8};

static void make(Buf *out) {
  ImageWriter w;
  image_begin(&w, 7);
  image_add(&w, "numbers", numbers, sizeof *numbers, 5);
  image_add(&w, "text", "hello", 1, 5);
  image_add(&w, "empty", NULL, 8, 0);
  assert_true(image_end(&w, out));
}

static void test_image_gives_back_its_sections(void **state) {
  (void)state;
  Buf b = {0};
  Image im;
  EntError err = {0};
  uint32_t n;
  make(&b);
  assert_true(image_open(&im, b.p, b.n, "x.img", 7, &err));
  assert_memory_equal(image_section(&im, "numbers", 4, &n, &err), numbers, sizeof numbers);
  assert_int_equal(n, 5);
  assert_memory_equal(image_section(&im, "text", 1, &n, &err), "hello", 5);
  assert_non_null(image_section(&im, "empty", 8, &n, &err));
  assert_int_equal(n, 0);
  assert_null(image_section(&im, "absent", 1, &n, &err));
  assert_err(&err, "x.img: has no section 'absent'");
  err_clear(&err);
  assert_null(image_section(&im, "numbers", 8, &n, &err));
  assert_err(&err, "x.img: section 'numbers' has elements of 4 bytes, expected 8");
  buf_free(&b);
}

static void test_image_refuses_another_version_by_name(void **state) {
  (void)state;
  Buf b = {0};
  Image im;
  EntError err = {0};
  make(&b);
  assert_false(image_open(&im, b.p, b.n, "x.img", 8, &err));
  assert_err(&err, "x.img: has version 7, this program reads version 8");
  buf_free(&b);
}

static void test_image_refuses_every_flipped_bit_and_every_cut(void **state) {
  (void)state;
  Buf b = {0};
  Image im;
  make(&b);
  for (size_t bit = 0; bit < b.n * 8; bit++) {
    b.p[bit / 8] ^= (char)(1 << bit % 8);
    assert_false(image_open(&im, b.p, b.n, "x.img", 7, NULL));
    b.p[bit / 8] ^= (char)(1 << bit % 8);
  }
  for (size_t n = 0; n < b.n; n++) assert_false(image_open(&im, b.p, n, "x.img", 7, NULL));
  assert_true(image_open(&im, b.p, b.n, "x.img", 7, NULL));
  buf_free(&b);
}

static void test_mapfile_reads_files_and_complains_of_missing_ones(void **state) {
  (void)state;
  MapFile f;
  EntError err = {0};
  assert_false(mapfile_open(&f, "/nowhere/at/all", &err));
  assert_err(&err, "/nowhere/at/all: cannot be read: No such file or directory");
  char path[] = "/tmp/entente-test-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_true(mapfile_open(&f, path, NULL));
  assert_int_equal(f.n, 0);
  mapfile_close(&f);
  assert_int_equal(write(fd, "news", 4), 4);
  close(fd);
  assert_true(mapfile_open(&f, path, NULL));
  assert_true(f.mapped);
  assert_memory_equal(f.p, "news", 4);
  mapfile_close(&f);
  unlink(path);
}

static const struct CMUnitTest image[] = {
    cmocka_unit_test(test_image_gives_back_its_sections),
    cmocka_unit_test(test_image_refuses_another_version_by_name),
    cmocka_unit_test(test_image_refuses_every_flipped_bit_and_every_cut),
    cmocka_unit_test(test_mapfile_reads_files_and_complains_of_missing_ones),
};
UNIT_MAIN(image)
