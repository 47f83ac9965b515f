/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_read_test.c: every first byte, every error, every place where the input may end. */
#include <string.h>

#include "base/cbor_read.h"
#include "unit.h"

/* The readers under one signature. `value` is the number, or the length of what was read. */
typedef enum thimble_result read_function(struct thimble_cbor_reader *reader, uint32_t *value);

static enum thimble_result read_bytes(struct thimble_cbor_reader *reader, uint32_t *value) {
  struct thimble_bytes bytes = {NULL, 0};
  enum thimble_result result = thimble_cbor_read_bytes(reader, &bytes);
  *value = bytes.length;
  return result;
}

static enum thimble_result read_text(struct thimble_cbor_reader *reader, uint32_t *value) {
  struct thimble_bytes text = {NULL, 0};
  enum thimble_result result = thimble_cbor_read_text(reader, &text);
  *value = text.length;
  return result;
}

static enum thimble_result read_true(struct thimble_cbor_reader *reader, uint32_t *value) {
  *value = 1;
  return thimble_cbor_read_true(reader);
}

struct kind {
  read_function *read;
  uint8_t major; /* RFC 8949, section 3.1 */
  bool is_string;
};

static const struct kind kinds[] = {
    {thimble_cbor_read_unsigned, 0, false},
    {read_bytes, 2, true},
    {read_text, 3, true},
    {thimble_cbor_read_array, 4, false},
    {thimble_cbor_read_map, 5, false},
    {thimble_cbor_read_tag, 6, false},
    {thimble_cbor_read_bytes_head, 2, false},
};

static void start(struct thimble_cbor_reader *reader, const uint8_t *bytes, uint32_t length) {
  thimble_cbor_reader_start(reader, (struct thimble_bytes){bytes, length});
}

/* What a head with that first byte, and eight bytes 0xff behind it, comes to. */
static enum thimble_result expected(const struct kind *kind, uint8_t first) {
  uint32_t information = first & 31;
  if (first >> 5 != kind->major || information >= 28)
    return THIMBLE_ERROR_MALFORMED;
  if (information == 27)
    return THIMBLE_ERROR_LIMIT;
  if (kind->is_string && information > 8)
    return THIMBLE_ERROR_TRUNCATED;
  return THIMBLE_OK;
}

static void every_first_byte(void **state) {
  (void)state;
  for (uint32_t k = 0; k < COUNT(kinds); k++)
    for (uint32_t first = 0; first < 256; first++) {
      uint8_t bytes[9];
      memset(bytes, 0xff, sizeof bytes);
      bytes[0] = (uint8_t)first;
      struct thimble_cbor_reader reader;
      uint32_t value = 0;
      start(&reader, bytes, sizeof bytes);
      enum thimble_result result = kinds[k].read(&reader, &value);
      if (result != expected(&kinds[k], (uint8_t)first))
        fail_msg("reader %u, first byte 0x%02x: %d", (unsigned)k, (unsigned)first, result);
      if (result != THIMBLE_OK)
        assert_ptr_equal(reader.position, bytes);
    }
}

static void only_f5_is_true(void **state) {
  (void)state;
  for (uint32_t first = 0; first < 256; first++) {
    uint8_t byte = (uint8_t)first;
    struct thimble_cbor_reader reader;
    start(&reader, &byte, 1);
    assert_int_equal(thimble_cbor_read_true(&reader),
                     first == 0xf5 ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED);
    assert_int_equal(thimble_cbor_at_end(&reader), first == 0xf5);
  }
}

/* Heads of unsigned integers; the other kinds have the same ones with another major type. */
struct head {
  uint8_t bytes[9];
  uint32_t length;
  enum thimble_result result;
  uint32_t value;
};

static const struct head heads[] = {
    {{0x00}, 1, THIMBLE_OK, 0},
    {{0x17}, 1, THIMBLE_OK, 23},
    {{0x18, 0x18}, 2, THIMBLE_OK, 24},
    {{0x18, 0xff}, 2, THIMBLE_OK, 255},
    {{0x19, 0x01, 0x00}, 3, THIMBLE_OK, 256},
    {{0x19, 0x12, 0x34}, 3, THIMBLE_OK, 0x1234},
    {{0x19, 0xff, 0xff}, 3, THIMBLE_OK, 65535},
    {{0x1a, 0x00, 0x01, 0x00, 0x00}, 5, THIMBLE_OK, 65536},
    {{0x1a, 0x12, 0x34, 0x56, 0x78}, 5, THIMBLE_OK, 0x12345678},
    {{0x1a, 0xff, 0xff, 0xff, 0xff}, 5, THIMBLE_OK, UINT32_MAX},
    /* longer than needed */
    {{0x18, 0x00}, 2, THIMBLE_ERROR_MALFORMED, 0},
    {{0x18, 0x17}, 2, THIMBLE_ERROR_MALFORMED, 0},
    {{0x19, 0x00, 0x18}, 3, THIMBLE_ERROR_MALFORMED, 0},
    {{0x19, 0x00, 0xff}, 3, THIMBLE_ERROR_MALFORMED, 0},
    {{0x1a, 0x00, 0x00, 0x00, 0x00}, 5, THIMBLE_ERROR_MALFORMED, 0},
    {{0x1a, 0x00, 0x00, 0xff, 0xff}, 5, THIMBLE_ERROR_MALFORMED, 0},
    /* 64 bits, even if they would have fitted in fewer */
    {{0x1b, 0, 0, 0, 0, 0, 0, 0, 0}, 9, THIMBLE_ERROR_LIMIT, 0},
    {{0x1b, 0, 0, 0, 1, 0, 0, 0, 0}, 9, THIMBLE_ERROR_LIMIT, 0},
    /* reserved, and without a definite length */
    {{0x1c}, 1, THIMBLE_ERROR_MALFORMED, 0},
    {{0x1d}, 1, THIMBLE_ERROR_MALFORMED, 0},
    {{0x1e}, 1, THIMBLE_ERROR_MALFORMED, 0},
    {{0x1f, 0xff}, 2, THIMBLE_ERROR_MALFORMED, 0},
};

static void check_head(const struct kind *kind, const struct head *head) {
  uint8_t bytes[9];
  memcpy(bytes, head->bytes, sizeof bytes);
  bytes[0] = (uint8_t)(bytes[0] | kind->major << 5);
  struct thimble_cbor_reader reader;
  uint32_t value = 0;
  start(&reader, bytes, head->length);
  assert_int_equal(kind->read(&reader, &value), head->result);
  if (head->result == THIMBLE_OK) {
    assert_int_equal(value, head->value);
    assert_true(thimble_cbor_at_end(&reader));
  } else {
    assert_ptr_equal(reader.position, bytes);
  }
}

static void shortest_heads_only(void **state) {
  (void)state;
  for (uint32_t k = 0; k < COUNT(kinds); k++)
    for (uint32_t i = 0; i < COUNT(heads); i++)
      if (!kinds[k].is_string || heads[i].result != THIMBLE_OK)
        check_head(&kinds[k], &heads[i]);
}

/* A head that ends early: where 64 bits are announced, the limit is what counts. */
static void heads_end_early(void **state) {
  (void)state;
  for (uint32_t k = 0; k < COUNT(kinds); k++)
    for (uint32_t i = 0; i < COUNT(heads); i++)
      for (uint32_t length = 0; length < heads[i].length; length++) {
        struct head head = heads[i];
        head.length = length;
        head.result = THIMBLE_ERROR_TRUNCATED;
        if (length > 0 && (head.bytes[0] == 0x1b || head.bytes[0] == 0x1f))
          head.result = heads[i].result;
        check_head(&kinds[k], &head);
      }
}

static void strings_end_early(void **state) {
  (void)state;
  static const uint8_t text[] = {0x78, 0x18, 'a', 'b', 'c', 'd', 'e', 'f', 'g',
                                 'h',  'i',  'j', 'k', 'l', 'm', 'n', 'o', 'p',
                                 'q',  'r',  's', 't', 'u', 'v', 'w', 'x', 0x00};
  struct thimble_cbor_reader reader;
  struct thimble_bytes view;
  for (uint32_t length = 0; length < 26; length++) {
    start(&reader, text, length);
    assert_int_equal(thimble_cbor_read_text(&reader, &view), THIMBLE_ERROR_TRUNCATED);
    assert_ptr_equal(reader.position, text);
  }
  start(&reader, text, sizeof text);
  assert_int_equal(thimble_cbor_read_text(&reader, &view), THIMBLE_OK);
  assert_ptr_equal(view.data, text + 2);
  assert_int_equal(view.length, 24);
  assert_ptr_equal(reader.position, text + 26);
}

/* Lengths that would wrap a sum in 32 bits, or a pointer. */
static void huge_lengths_do_not_wrap(void **state) {
  (void)state;
  static const uint8_t huge[] = {0x5a, 0xff, 0xff, 0xff, 0xff, 1, 2, 3};
  static const uint8_t wraps[] = {0x5a, 0xff, 0xff, 0xff, 0xfb, 1, 2, 3};
  const uint8_t *const inputs[] = {huge, wraps};
  for (uint32_t i = 0; i < COUNT(inputs); i++) {
    struct thimble_cbor_reader reader;
    struct thimble_bytes view;
    start(&reader, inputs[i], sizeof huge);
    assert_int_equal(thimble_cbor_read_bytes(&reader, &view), THIMBLE_ERROR_TRUNCATED);
    assert_ptr_equal(reader.position, inputs[i]);
  }
}

static void nothing_is_truncated(void **state) {
  (void)state;
  struct thimble_cbor_reader reader;
  uint32_t value;
  start(&reader, NULL, 0);
  assert_true(thimble_cbor_at_end(&reader));
  for (uint32_t k = 0; k < COUNT(kinds); k++)
    assert_int_equal(kinds[k].read(&reader, &value), THIMBLE_ERROR_TRUNCATED);
  assert_int_equal(read_true(&reader, &value), THIMBLE_ERROR_TRUNCATED);
}

/* One item of each kind behind the other: {1: [true, h'', "", h'0102']}. */
static void items_follow_each_other(void **state) {
  (void)state;
  static const uint8_t bytes[] = {0xa1, 0x01, 0x84, 0xf5, 0x40, 0x60, 0x42, 0x01, 0x02};
  static const struct {
    read_function *read;
    uint32_t value, position;
  } steps[] = {
      {thimble_cbor_read_map, 1, 1},
      {thimble_cbor_read_unsigned, 1, 2},
      {thimble_cbor_read_array, 4, 3},
      {read_true, 1, 4},
      {read_bytes, 0, 5},
      {read_text, 0, 6},
      {read_bytes, 2, 9},
  };
  struct thimble_cbor_reader reader;
  start(&reader, bytes, sizeof bytes);
  for (uint32_t i = 0; i < COUNT(steps); i++) {
    uint32_t value;
    assert_false(thimble_cbor_at_end(&reader));
    assert_int_equal(steps[i].read(&reader, &value), THIMBLE_OK);
    assert_int_equal(value, steps[i].value);
    assert_int_equal(reader.position - bytes, steps[i].position);
  }
  assert_true(thimble_cbor_at_end(&reader));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_first_byte),     cmocka_unit_test(only_f5_is_true),
      cmocka_unit_test(shortest_heads_only),  cmocka_unit_test(heads_end_early),
      cmocka_unit_test(strings_end_early),    cmocka_unit_test(huge_lengths_do_not_wrap),
      cmocka_unit_test(nothing_is_truncated), cmocka_unit_test(items_follow_each_other),
  };
  return cmocka_run_group_tests_name("reading CBOR", tests, NULL, NULL);
}
