/* Every kind of bad input: one clear message with file and line, and the good documents around it are read. */
#include "transcript.h"

#include "read/stream.h"

#include <zlib.h>

#define GOOD(id) "{\"id\":\"" id "\",\"date\":\"2024-08-05\",\"text\":\"X\"}\n"
#define READ(id) id " | 2024-08-05 |  | X | \n"

static void test_an_empty_file_is_told(void **state) {
  (void)state;
  assert_reads(STR(""), NULL, "! news.x: is empty\n");
  assert_reads(STR(""), "csv", "! news.x: is empty\n");
}

static void test_a_missing_file_is_told(void **state) {
  (void)state;
  EntError err = {0};
  assert_null(read_open("/nowhere/x.jsonl", NULL, &err));
  assert_err(&err, "/nowhere/x.jsonl: cannot be opened: No such file or directory");
  err_clear(&err);
  assert_null(read_open("/", NULL, &err));
  assert_err(&err, "/: cannot be read: Is a directory");
}

static void test_an_unknown_format_names_the_known_ones(void **state) {
  (void)state;
  EntError err = {0};
  assert_null(read_open_memory("x", STR("a"), "xml", &err));
  assert_int_equal(err.code, ENT_EUSAGE);
  assert_err(&err, "unknown format 'xml'; known: text, jsonl, csv");
}

static void test_a_line_that_is_not_json_is_told(void **state) {
  (void)state;
  assert_reads(STR(GOOD("a") "{\"id\":\"b\", text}\n" GOOD("c")), NULL, READ("a") "! news.x:2:12: not JSON: expected a string\n" READ("c"));
  assert_reads(STR("garbage\n" GOOD("c")), NULL, "! news.x:1:1: not JSON: expected a value\n" READ("c"));
  assert_reads(STR(GOOD("a") "[1]\n"), NULL, READ("a") "! news.x:2: is no JSON object\n");
}

static void test_a_line_without_text_is_told(void **state) {
  (void)state;
  assert_reads(STR(GOOD("a") "{\"id\":\"b\",\"date\":\"2024-08-05\"}\n{\"id\":\"d\",\"text\":\"\"}\n" GOOD("c")), NULL,
               READ("a") "! news.x:2: has no text (a field named text, event_text, maintext, body, content, ...)\n"
                         "! news.x:3: the text is empty\n" READ("c"));
}

static void test_a_date_that_is_none_is_given_as_bad(void **state) {
  (void)state;
  assert_reads(STR(GOOD("a") "{\"id\":\"b\",\"date\":\"2024-02-30\",\"text\":\"Y\"}\n" GOOD("c")), NULL,
               READ("a") "b | bad: |  | Y | \n" READ("c"));
}

static void test_other_json_is_told_once_with_advice(void **state) {
  (void)state;
  assert_reads(STR("[{\"text\":\"a\"},\n{\"text\":\"b\"}]\n"), NULL,
               "! news.x:1: is a JSON array; give one document a line: jq -c '.[]'\n");
  assert_reads(STR("{\n \"text\":\"a\"\n}\n"), NULL, "! news.x:1: is JSON over several lines; give one document a line: jq -c .\n");
}

static void test_bytes_that_are_no_text_are_told_once(void **state) {
  (void)state;
  char binary[5000];
  uint32_t x = 1;
  for (size_t i = 0; i < sizeof binary; i++) binary[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
  binary[0] = 'A';
  binary[1] = 0;
  assert_reads(((Str){binary, sizeof binary}), NULL, "! news.x:1: holds bytes that are no text (0x00); text, jsonl or csv is expected\n");
}

static void test_a_nul_byte_breaks_one_document(void **state) {
  (void)state;
  assert_reads(STR(GOOD("a") "{\"id\":\"b\",\"text\":\"Y\0\"}\n" GOOD("c")), NULL, READ("a") "! news.x:2: holds a NUL byte\n" READ("c"));
  assert_reads(STR(GOOD("a") "{\"id\":\"b\",\"text\":\"Y\\u0000\"}\n" GOOD("c")), NULL,
               READ("a") "! news.x:2: holds a NUL byte\n" READ("c"));
  assert_reads(STR("date 2024-08-05 A\ndate 2024-08-06 B\nmore\0\ndate 2024-08-07 C\n"), NULL,
               "news.x | 2024-08-05 |  | A | \n! news.x:3: holds a NUL byte\nnews.x-3 | 2024-08-07 |  | C | \n");
}

static void test_utf_16_is_refused_with_advice(void **state) {
  (void)state;
  assert_reads(STR("\xFF\xFEt\0e\0x\0t\0"), NULL, "! news.x:1: is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8\n");
}

/* The line of 50 MB in the middle of good ones. */
static void assert_long_line(const char *before, const char *begin, const char *after, const char *expected) {
  size_t n = 50u << 20, at = strlen(before);
  char *p = malloc(n + at + strlen(after));
  memset(p, 'x', n + at);
  memcpy(p, before, at);
  memcpy(p + at, begin, strlen(begin));
  memcpy(p + at + n, after, strlen(after));
  assert_reads(((Str){p, (uint32_t)(n + at + strlen(after))}), NULL, expected);
  free(p);
}

static void test_a_line_of_50_mb_breaks_one_document(void **state) {
  (void)state;
  assert_long_line(GOOD("a"), "{\"text\":\"", "\n" GOOD("c"), READ("a") "! news.x:2: the line is longer than 32 MB\n" READ("c"));
  assert_long_line("date 2024-08-05 A\n", "date 2024-08-06 ", "\ndate 2024-08-07 C\n",
                   "news.x | 2024-08-05 |  | A | \n! news.x:2: the report is longer than 32 MB\nnews.x-3 | 2024-08-07 |  | C | \n");
  assert_long_line("date,text\n2024-08-05,A\n", "2024-08-06,", "\n2024-08-07,C\n",
                   "news.x | 2024-08-05 |  | A | \n! news.x:3: the line is longer than 32 MB\nnews.x-3 | 2024-08-07 |  | C | \n");
}

static void test_a_truncated_gz_is_told_after_its_good_documents(void **state) {
  (void)state;
  Buf text = {0};
  for (int i = 0; i < 2000; i++) buf_fmt(&text, "{\"id\":\"d%d\",\"date\":\"2024-08-05\",\"text\":\"%d\"}\n", i, i * 7919 % 10007);
  unsigned char *packed = malloc(text.n);
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = (Bytef *)text.p;
  z.avail_in = (uInt)text.n;
  z.next_out = packed;
  z.avail_out = (uInt)text.n;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  Buf out = {0};
  EntError err = {0};
  transcript_of(read_open_memory("t.gz", (Str){(char *)packed, (uint32_t)z.total_out / 2}, NULL, &err), &err, &out);
  assert_true(strncmp(out.p, "d0 | 2024-08-05 |  | 0 | \nd1 | ", 31) == 0);
  char *bang = strchr(out.p, '!');
  assert_non_null(bang);
  assert_null(strchr(bang + 1, '!'));
  assert_non_null(strstr(bang, "the gz data ends too early: the file is truncated\n"));
  deflateEnd(&z);
  free(packed);
  buf_free(&text);
  buf_free(&out);
}

static void test_csv_faults_are_told_by_line(void **state) {
  (void)state;
  assert_reads(STR("id,date,text\n1,2024-08-05,\"never closed\n2,2024-08-06,B\n3,2024-08-07,C\n"), NULL,
               "! news.x:2: a quoted field is not closed\n2 | 2024-08-06 |  | B | \n3 | 2024-08-07 |  | C | \n");
  assert_reads(STR("id,date,text\n1,2024-08-05\n2,2024-08-06,B,b\n3,2024-08-07,C,\n"), NULL,
               "! news.x:2: has 2 fields, the header 3\n! news.x:3: has more than the header's 3 fields\n3 | 2024-08-07 |  | C | \n");
  assert_reads(STR("id\0,date,text\n1,2024-08-05,A\n"), "csv", "news.x | 2024-08-05 |  | A | \n"); /* a NUL does not end a name */
  assert_reads(STR("a,b\n1,2\n"), "csv",
               "! news.x:1: the header names no column for the text (text, event_text, maintext, body, content, ...)\n");
}

static const struct CMUnitTest bad_input[] = {
    cmocka_unit_test(test_an_empty_file_is_told),
    cmocka_unit_test(test_a_missing_file_is_told),
    cmocka_unit_test(test_an_unknown_format_names_the_known_ones),
    cmocka_unit_test(test_a_line_that_is_not_json_is_told),
    cmocka_unit_test(test_a_line_without_text_is_told),
    cmocka_unit_test(test_a_date_that_is_none_is_given_as_bad),
    cmocka_unit_test(test_other_json_is_told_once_with_advice),
    cmocka_unit_test(test_bytes_that_are_no_text_are_told_once),
    cmocka_unit_test(test_a_nul_byte_breaks_one_document),
    cmocka_unit_test(test_utf_16_is_refused_with_advice),
    cmocka_unit_test(test_a_line_of_50_mb_breaks_one_document),
    cmocka_unit_test(test_a_truncated_gz_is_told_after_its_good_documents),
    cmocka_unit_test(test_csv_faults_are_told_by_line),
};
UNIT_MAIN(bad_input)
