/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_item_test.c: integers of either sign, simple values, and items that are read without knowing
 * what they are. */
#include <string.h>

#include "base/cbor_read.h"
#include "unit.h"

static struct thimble_cbor_reader reader_of(const uint8_t *bytes, uint32_t length) {
  struct thimble_cbor_reader reader;
  thimble_cbor_reader_start(&reader, (struct thimble_bytes){bytes, length});
  return reader;
}

struct integer {
  uint8_t bytes[9];
  uint32_t length;
  enum thimble_result result;
  int32_t value;
};

static const struct integer integers[] = {
    {{0x00}, 1, THIMBLE_OK, 0},
    {{0x17}, 1, THIMBLE_OK, 23},
    {{0x1a, 0x7f, 0xff, 0xff, 0xff}, 5, THIMBLE_OK, INT32_MAX},
    {{0x1a, 0x80, 0x00, 0x00, 0x00}, 5, THIMBLE_ERROR_LIMIT, 0},
    {{0x20}, 1, THIMBLE_OK, -1},
    {{0x37}, 1, THIMBLE_OK, -24},
    {{0x38, 0x18}, 2, THIMBLE_OK, -25},
    {{0x38, 0x17}, 2, THIMBLE_ERROR_MALFORMED, 0},
    {{0x39, 0x01, 0x00}, 3, THIMBLE_OK, -257},
    {{0x3a, 0x7f, 0xff, 0xff, 0xff}, 5, THIMBLE_OK, INT32_MIN},
    {{0x3a, 0x80, 0x00, 0x00, 0x00}, 5, THIMBLE_ERROR_LIMIT, 0},
    {{0x3b, 0, 0, 0, 1, 0, 0, 0, 0}, 9, THIMBLE_ERROR_LIMIT, 0},
    {{0x39, 0x01}, 2, THIMBLE_ERROR_TRUNCATED, 0},
    {{0x40}, 1, THIMBLE_ERROR_MALFORMED, 0},
    {{0xf5}, 1, THIMBLE_ERROR_MALFORMED, 0},
};

static void integers_of_either_sign(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(integers); i++) {
    struct thimble_cbor_reader reader = reader_of(integers[i].bytes, integers[i].length);
    int32_t value = 0;
    enum thimble_result result = thimble_cbor_read_integer(&reader, &value);
    if (result != integers[i].result || value != integers[i].value)
      fail_msg("integer %u: %d, %d", (unsigned)i, result, (int)value);
    assert_ptr_equal(reader.position,
                     integers[i].bytes + (result == THIMBLE_OK ? integers[i].length : 0));
  }
}

static void simple_values(void **state) {
  (void)state;
  for (uint32_t first = 0; first < 256; first++) {
    uint8_t byte = (uint8_t)first;
    bool value = true;
    struct thimble_cbor_reader reader = reader_of(&byte, 1);
    assert_int_equal(thimble_cbor_read_null(&reader),
                     first == 0xf6 ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED);
    assert_int_equal(thimble_cbor_at_end(&reader), first == 0xf6);
    reader = reader_of(&byte, 1);
    bool boolean = first == 0xf4 || first == 0xf5;
    assert_int_equal(thimble_cbor_read_boolean(&reader, &value),
                     boolean ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED);
    assert_int_equal(thimble_cbor_at_end(&reader), boolean);
    if (boolean)
      assert_int_equal(value, first == 0xf5);
  }
}

/* One item each, with every kind inside every other. */
static const struct thimble_bytes items[] = {
#define ITEM(literal) \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }
    ITEM("\x00"),
    ITEM("\x3a\xff\xff\xff\xff"),
    ITEM("\x40"),
    ITEM("\x42\x00\x01"),
    ITEM("\x63"
         "abc"),
    ITEM("\x80"),
    ITEM("\xa0"),
    ITEM("\xf4"),
    ITEM("\xf5"),
    ITEM("\xf6"),
    ITEM("\xd2\x01"),
    ITEM("\xd2\xd8\x6b\xf6"),
    ITEM("\x83\x01\x82\x02\x80\xa1\x03\xa0"),
    ITEM("\xa2\x01\x41\xff\xd2\x80\x81\x81\x81\xf5"),
    ITEM("\x98\x19\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
         "\x00\x00\x00\x00\x00"),
};

/* The item ends where it ends, whatever follows; and everything shorter is no item. */
static void items_of_every_kind(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(items); i++) {
    uint8_t bytes[64];
    struct thimble_bytes item;
    memset(bytes, 0xff, sizeof bytes);
    memcpy(bytes, items[i].data, items[i].length);
    struct thimble_cbor_reader reader = reader_of(bytes, items[i].length + 1);
    assert_int_equal(thimble_cbor_read_item(&reader, &item), THIMBLE_OK);
    assert_ptr_equal(item.data, bytes);
    assert_int_equal(item.length, items[i].length);
    assert_ptr_equal(reader.position, bytes + item.length);
    for (uint32_t length = 0; length < items[i].length; length++) {
      reader = reader_of(bytes, length);
      assert_int_equal(thimble_cbor_read_item(&reader, &item), THIMBLE_ERROR_TRUNCATED);
      assert_ptr_equal(reader.position, bytes);
    }
  }
}

static void no_items(void **state) {
  (void)state;
  static const struct {
    struct thimble_bytes bytes;
    enum thimble_result result;
  } wrong[] = {
      {ITEM("\xf7"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\xf9\x00\x00"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\x81\xff"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\x9f\xff"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\x5f\xff"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\x82\x00\x18\x00"), THIMBLE_ERROR_MALFORMED},
      {ITEM("\x1b\x01\x00\x00\x00\x00\x00\x00\x00"), THIMBLE_ERROR_LIMIT},
      {ITEM("\x9b\x01\x00\x00\x00\x00\x00\x00\x00"), THIMBLE_ERROR_LIMIT},
      {ITEM("\x9a\xff\xff\xff\xff\x00"), THIMBLE_ERROR_TRUNCATED},
      {ITEM("\xba\xff\xff\xff\xff\x00"), THIMBLE_ERROR_TRUNCATED},
      {ITEM("\x82\x9a\xff\xff\xff\xff\x9a\xff\xff\xff\xff\x00"), THIMBLE_ERROR_TRUNCATED},
  };
  for (uint32_t i = 0; i < COUNT(wrong); i++) {
    struct thimble_bytes item;
    struct thimble_cbor_reader reader = reader_of(wrong[i].bytes.data, wrong[i].bytes.length);
    assert_int_equal(thimble_cbor_read_item(&reader, &item), wrong[i].result);
    assert_ptr_equal(reader.position, wrong[i].bytes.data);
  }
}

/* Ten thousand arrays in each other take no stack. */
static void deep_items(void **state) {
  (void)state;
  static uint8_t bytes[10000];
  struct thimble_bytes item;
  memset(bytes, 0x81, sizeof bytes);
  struct thimble_cbor_reader reader = reader_of(bytes, sizeof bytes);
  assert_int_equal(thimble_cbor_read_item(&reader, &item), THIMBLE_ERROR_TRUNCATED);
  bytes[sizeof bytes - 1] = 0;
  assert_int_equal(thimble_cbor_read_item(&reader, &item), THIMBLE_OK);
  assert_int_equal(item.length, sizeof bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(integers_of_either_sign),
      cmocka_unit_test(simple_values),
      cmocka_unit_test(items_of_every_kind),
      cmocka_unit_test(no_items),
      cmocka_unit_test(deep_items),
  };
  return cmocka_run_group_tests_name("reading CBOR items", tests, NULL, NULL);
}
