/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_write_test.c: shortest heads, and not a byte beyond the memory given. */
#include <string.h>

#include "base/cbor_read.h"
#include "base/cbor_write.h"
#include "unit.h"

static const struct {
  uint32_t value, length;
  uint8_t head[5]; /* of an unsigned integer */
} heads[] = {
    {0, 1, {0x00}},
    {23, 1, {0x17}},
    {24, 2, {0x18, 0x18}},
    {255, 2, {0x18, 0xff}},
    {256, 3, {0x19, 0x01, 0x00}},
    {65535, 3, {0x19, 0xff, 0xff}},
    {65536, 5, {0x1a, 0x00, 0x01, 0x00, 0x00}},
    {0x12345678, 5, {0x1a, 0x12, 0x34, 0x56, 0x78}},
    {UINT32_MAX, 5, {0x1a, 0xff, 0xff, 0xff, 0xff}},
};

typedef void write_function(struct thimble_cbor_writer *writer, uint32_t value);

static void check_heads(write_function *write, uint8_t major) {
  for (uint32_t i = 0; i < COUNT(heads); i++) {
    uint8_t bytes[8], head[5];
    struct thimble_cbor_writer writer;
    thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
    write(&writer, heads[i].value);
    memcpy(head, heads[i].head, sizeof head);
    head[0] = (uint8_t)(head[0] | major << 5);
    assert_false(writer.overflow);
    assert_int_equal(writer.length, heads[i].length);
    assert_memory_equal(bytes, head, heads[i].length);
    assert_int_equal(thimble_cbor_head_length(heads[i].value), heads[i].length);
  }
}

static void heads_are_shortest(void **state) {
  (void)state;
  check_heads(thimble_cbor_write_unsigned, 0);
  check_heads(thimble_cbor_write_array, 4);
  check_heads(thimble_cbor_write_map, 5);
}

static struct thimble_bytes view(const void *data, uint32_t length) {
  return (struct thimble_bytes){data, length};
}

/* {1: "name", 2: h'', 300: [true, 70000]} and 24 bytes */
static const uint8_t content[24] = {1, 2, 3};
static void write_sample(struct thimble_cbor_writer *writer) {
  thimble_cbor_write_map(writer, 3);
  thimble_cbor_write_unsigned(writer, 1);
  thimble_cbor_write_text(writer, view("name", 4));
  thimble_cbor_write_unsigned(writer, 2);
  thimble_cbor_write_bytes(writer, view(NULL, 0));
  thimble_cbor_write_unsigned(writer, 300);
  thimble_cbor_write_array(writer, 2);
  thimble_cbor_write_true(writer);
  thimble_cbor_write_unsigned(writer, 70000);
  thimble_cbor_write_bytes(writer, view(content, sizeof content));
}

static const uint8_t sample[] = {
    0xa3, 0x01, 0x64, 'n',  'a',  'm',  'e', 0x02, 0x40, 0x19, 0x01, 0x2c, 0x82, 0xf5, 0x1a,
    0x00, 0x01, 0x11, 0x70, 0x58, 0x18, 1,   2,    3,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,   0,    0,    0,    0,    0,    0,    0,    0};

static void items_follow_each_other(void **state) {
  (void)state;
  uint8_t bytes[sizeof sample];
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
  write_sample(&writer);
  assert_false(writer.overflow);
  assert_int_equal(writer.length, sizeof sample);
  assert_memory_equal(bytes, sample, sizeof sample);
}

/* With any capacity that is too small: the length is counted all the same, nothing is written
 * beyond it, and what was written before is the start of the sample. */
static void too_little_room(void **state) {
  (void)state;
  for (uint32_t capacity = 0; capacity < sizeof sample; capacity++) {
    uint8_t bytes[sizeof sample + 1];
    struct thimble_cbor_writer writer;
    memset(bytes, 0xa5, sizeof bytes);
    thimble_cbor_writer_start(&writer, bytes, capacity);
    write_sample(&writer);
    assert_true(writer.overflow);
    assert_int_equal(writer.length, sizeof sample);
    uint32_t written = 0;
    while (written < capacity && bytes[written] == sample[written])
      written++;
    for (; written < sizeof bytes; written++)
      assert_int_equal(bytes[written], 0xa5);
  }
}

static void a_writer_without_memory_measures(void **state) {
  (void)state;
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, NULL, 0);
  write_sample(&writer);
  assert_true(writer.overflow);
  assert_int_equal(writer.length, sizeof sample);
}

/* After an overflow a shorter item that would fit is not written either. */
static void an_overflow_lasts(void **state) {
  (void)state;
  uint8_t bytes[4] = {0xa5, 0xa5, 0xa5, 0xa5};
  static const uint8_t expected[4] = {0x01, 0xa5, 0xa5, 0xa5};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
  thimble_cbor_write_unsigned(&writer, 1);
  thimble_cbor_write_unsigned(&writer, UINT32_MAX);
  thimble_cbor_write_unsigned(&writer, 2);
  assert_true(writer.overflow);
  assert_int_equal(writer.length, 7);
  assert_memory_equal(bytes, expected, sizeof bytes);
}

static void what_is_written_can_be_read(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(heads); i++) {
    uint8_t bytes[8];
    struct thimble_cbor_writer writer;
    struct thimble_cbor_reader reader;
    uint32_t value;
    thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
    thimble_cbor_write_unsigned(&writer, heads[i].value);
    thimble_cbor_reader_start(&reader, view(bytes, writer.length));
    assert_int_equal(thimble_cbor_read_unsigned(&reader, &value), THIMBLE_OK);
    assert_int_equal(value, heads[i].value);
    assert_true(thimble_cbor_at_end(&reader));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(heads_are_shortest), cmocka_unit_test(items_follow_each_other),
      cmocka_unit_test(too_little_room),    cmocka_unit_test(a_writer_without_memory_measures),
      cmocka_unit_test(an_overflow_lasts),  cmocka_unit_test(what_is_written_can_be_read),
  };
  return cmocka_run_group_tests_name("writing CBOR", tests, NULL, NULL);
}
