#include "transcript.h"

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

static void test_text_splits_reports_at_date_lines(void **state) {
  (void)state;
  assert_reads(STR(" date 2025-01-14 In another sign\nof warming.\n\nMore.\n\ndate 2025-01-15 Second.\r\n\tdate 2025-01-16\nThird.\n"),
               NULL,
               "news.x | 2025-01-14 |  | In another sign\nof warming.\n\nMore. | \n"
               "news.x-2 | 2025-01-15 |  | Second. | \n"
               "news.x-3 | 2025-01-16 |  | Third. | \n");
}

static void test_text_without_a_date_is_one_undated_document(void **state) {
  (void)state;
  assert_reads(STR("\n\nThe date 2025 was set.\nupdate 2025-01-01 no.\n"), NULL,
               "news.x |  |  | The date 2025 was set.\nupdate 2025-01-01 no. | \n");
}

static void test_text_gives_a_date_that_is_none_as_such(void **state) {
  (void)state;
  assert_reads(STR("date 2025-13-45 One.\ndate 2025-01-02 Two.\n"), NULL,
               "news.x | bad: |  | One. | \nnews.x-2 | 2025-01-02 |  | Two. | \n");
}

static void test_jsonl_knows_the_usual_names(void **state) {
  (void)state;
  assert_reads(
      STR("{\"id\":\"a\",\"date\":\"2024-08-05\",\"title\":\"T\",\"text\":\"X\",\"publisher\":\"Reuters\"}\n"
          "\n"
          "{\"story_id\":7,\"pub_date\":\"20240806\",\"headline\":\"H\",\"event_text\":\"Y\",\"source\":{\"name\":\"BBC\"}}\n"
          "{\"maintext\":\"Z\",\"date_publish\":\"2024-08-07 10:00:00\",\"source_domain\":\"dw.com\",\"title\":null}\n"
          "{\"publishedAt\":\"2024-08-08T00:00:00Z\",\"description\":\"short\",\"content\":\"long\",\"publisher\":[\"AP\",\"AFP\"]}"),
      NULL,
      "a | 2024-08-05 | T | X | Reuters\n"
      "7 | 2024-08-06 | H | Y | BBC\n"
      "news.x-3 | 2024-08-07 |  | Z | dw.com\n"
      "news.x-4 | 2024-08-08 |  | long | AP; AFP\n");
}

static void test_csv_follows_rfc_4180(void **state) {
  (void)state;
  assert_reads(STR("id,Pub Date,Headline,Text,Source\r\n"
                   "1,2024-08-05,\"He said \"\"no\"\"\",\"Two\r\nlines, one field\",AP\r\n"
                   "\r\n"
                   "2,2024-08-06,,plain,\r\n"),
               NULL,
               "1 | 2024-08-05 | He said \"no\" | Two\r\nlines, one field | AP\n"
               "2 | 2024-08-06 |  | plain | \n");
}

static void test_csv_tells_semicolons_and_tabs(void **state) {
  (void)state;
  assert_reads(STR("date;text\n2024-08-05;a, b\n"), NULL, "news.x | 2024-08-05 |  | a, b | \n");
  assert_reads(STR("text\tdate\na, b; c\t2024-08-05\n"), NULL, "news.x | 2024-08-05 |  | a, b; c | \n");
}

static void test_encoding_is_told_by_the_bytes(void **state) {
  (void)state;
  assert_reads(STR("\xEF\xBB\xBF"
                   "date 2024-08-05 caf\xC3\xA9\ndate 2024-08-06 caf\xE9 \x93q\x94\n"),
               NULL, "news.x | 2024-08-05 |  | caf\xC3\xA9 | \nnews.x-2 | 2024-08-06 |  | caf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D | \n");
  assert_reads(STR("{\"date\":\"2024-08-05\",\"text\":\"\xFC"
                   "ber\"}\n"),
               NULL,
               "news.x | 2024-08-05 |  | \xC3\xBC"
               "ber | \n");
}

static const char two[] = "{\"id\":\"a\",\"date\":\"2024-08-05\",\"text\":\"X\"}\n{\"id\":\"b\",\"date\":\"2024-08-06\",\"text\":\"Y\"}\n";
static const char two_read[] = "a | 2024-08-05 |  | X | \nb | 2024-08-06 |  | Y | \n";

static uLong gz(const char *s, unsigned char *out, uLong cap) {
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = (Bytef *)(uintptr_t)s;
  z.avail_in = (uInt)strlen(s);
  z.next_out = out;
  z.avail_out = (uInt)cap;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  uLong n = z.total_out;
  deflateEnd(&z);
  return n;
}

static void test_gz_and_zst_are_unpacked_on_the_way(void **state) {
  (void)state;
  unsigned char packed[1024];
  uLong n = gz(two, packed, sizeof packed);
  assert_reads(((Str){(char *)packed, (uint32_t)n}), NULL, two_read);
  size_t z = ZSTD_compress(packed, sizeof packed, two, strlen(two), 3);
  assert_reads(((Str){(char *)packed, (uint32_t)z}), NULL, two_read);
}

static void test_gz_of_several_members_reads_as_one(void **state) {
  (void)state;
  unsigned char packed[1024];
  uLong n = gz("{\"id\":\"a\",\"date\":\"2024-08-05\",\"text\":\"X\"}\n", packed, sizeof packed);
  n += gz("{\"id\":\"b\",\"date\":\"2024-08-06\",\"text\":\"Y\"}\n", packed + n, sizeof packed - n);
  assert_reads(((Str){(char *)packed, (uint32_t)n}), NULL, two_read);
}

static void test_ids_are_made_of_the_file_s_stem(void **state) {
  (void)state;
  char dir[] = "/tmp/entente-test-XXXXXX", path[64];
  assert_non_null(mkdtemp(dir));
  snprintf(path, sizeof path, "%s/week-3.jsonl.gz", dir);
  FILE *f = fopen(path, "w");
  fputs("date 2024-08-05 A\ndate 2024-08-06 B\n", f);
  fclose(f);
  Buf b = {0};
  EntError err = {0};
  transcript_of(read_open(path, NULL, &err), &err, &b);
  assert_string_equal(b.p, "week-3 | 2024-08-05 |  | A | \nweek-3-2 | 2024-08-06 |  | B | \n");
  buf_free(&b);
  unlink(path);
  rmdir(dir);
}

static void test_position_reaches_the_size(void **state) {
  (void)state;
  EntError err = {0};
  Arena a;
  RawDoc d;
  uint64_t at, size;
  arena_init(&a, 0);
  Reader *r = read_open_memory("x", str_of(two), NULL, &err);
  while (read_next(r, &a, &d, &err) != READ_END) {
  }
  read_position(r, &at, &size);
  assert_int_equal(at, strlen(two));
  assert_int_equal(size, strlen(two));
  read_close(r);
  arena_free(&a);
}

static const struct CMUnitTest read_tests[] = {
    cmocka_unit_test(test_text_splits_reports_at_date_lines),
    cmocka_unit_test(test_text_without_a_date_is_one_undated_document),
    cmocka_unit_test(test_text_gives_a_date_that_is_none_as_such),
    cmocka_unit_test(test_jsonl_knows_the_usual_names),
    cmocka_unit_test(test_csv_follows_rfc_4180),
    cmocka_unit_test(test_csv_tells_semicolons_and_tabs),
    cmocka_unit_test(test_encoding_is_told_by_the_bytes),
    cmocka_unit_test(test_gz_and_zst_are_unpacked_on_the_way),
    cmocka_unit_test(test_gz_of_several_members_reads_as_one),
    cmocka_unit_test(test_ids_are_made_of_the_file_s_stem),
    cmocka_unit_test(test_position_reaches_the_size),
};
UNIT_MAIN(read_tests)
