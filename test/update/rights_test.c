/* SPDX-License-Identifier: Apache-2.0 */
/* rights_test.c: records, byte by byte. */
#include <string.h>
#include <thimble/rights.h>

#include "unit.h"

/* The example of SPEC.md, section 11.1, with a hook and a grant in reach of it. */
static const uint8_t least[] = {0xae, 0x01, 0x01, 0x02, 0x61, 'a',  0x03, 0x80, 0x04, 0xa0,
                                0x05, 0xf5, 0x06, 0x01, 0x07, 0x00, 0x08, 0x00, 0x09, 0x00,
                                0x0a, 0x00, 0x0b, 0x03, 0x0c, 0x00, 0x0d, 0x84, 0x00, 0x00,
                                0x00, 0xf4, 0x0e, 0x84, 0x00, 0x00, 0x00, 0xf4};

static enum thimble_result read(const uint8_t *bytes, uint32_t length) {
  struct thimble_rights rights;
  return thimble_rights_read_tenant(&rights, (struct thimble_bytes){bytes, length});
}

static void test_the_example(void **state) {
  struct thimble_rights rights;
  (void)state;
  assert_int_equal(thimble_rights_read_tenant(&rights, (struct thimble_bytes){least, sizeof least}),
                   THIMBLE_OK);
  assert_int_equal(rights.tenant.length, 1);
  assert_int_equal(rights.key_count, 0);
  assert_true(rights.all_hooks);
  assert_int_equal(rights.containers, 1);
  assert_int_equal(rights.failures, 3);
  assert_true(thimble_rights_has_hook(&rights, rights.tenant));
}

/* Cut off anywhere, or with a byte behind it, it is refused. */
static void test_every_end(void **state) {
  uint8_t longer[sizeof least + 1] = {0};
  (void)state;
  for (uint32_t i = 0; i < sizeof least; i++)
    assert_int_not_equal(read(least, i), THIMBLE_OK);
  memcpy(longer, least, sizeof least);
  assert_int_equal(read(longer, sizeof longer), THIMBLE_ERROR_MALFORMED);
}

struct change {
  uint32_t at;
  uint8_t byte;
  enum thimble_result result;
};

static void test_rules(void **state) {
  static const struct change changes[] = {
      {0, 0xad, THIMBLE_ERROR_MALFORMED},   /* a key is missing */
      {1, 0x02, THIMBLE_ERROR_MALFORMED},   /* another key */
      {2, 0x02, THIMBLE_ERROR_UNSUPPORTED}, /* another format */
      {5, 'A', THIMBLE_ERROR_MALFORMED},    /* no name */
      {4, 0x60, THIMBLE_ERROR_MALFORMED},   /* an empty one */
      {7, 0x85, THIMBLE_ERROR_LIMIT},       /* five keys */
      {9, 0xa1, THIMBLE_ERROR_MALFORMED},   /* a grant whose reach is a key */
      {11, 0xf4, THIMBLE_ERROR_MALFORMED},  /* hooks: false */
      {11, 0x80, THIMBLE_ERROR_LIMIT},      /* none of them */
      {11, 0x89, THIMBLE_ERROR_LIMIT},      /* nine of them */
      {27, 0x83, THIMBLE_ERROR_MALFORMED},  /* a quota of three items */
      {31, 0x00, THIMBLE_ERROR_MALFORMED},  /* kept: 0 */
      {12, 0x07, THIMBLE_ERROR_MALFORMED},  /* out of order */
  };
  (void)state;
  for (uint32_t i = 0; i < COUNT(changes); i++) {
    uint8_t bytes[sizeof least];
    memcpy(bytes, least, sizeof least);
    bytes[changes[i].at] = changes[i].byte;
    assert_int_equal(read(bytes, sizeof bytes), changes[i].result);
  }
}

/* `head`: everything before the value that is tried, which takes the place of one byte at `at`. */
static enum thimble_result with(uint32_t at, const char *value, uint32_t length) {
  uint8_t bytes[512];
  memcpy(bytes, least, at);
  memcpy(bytes + at, value, length);
  memcpy(bytes + at + length, least + at + 1, sizeof least - at - 1);
  return read(bytes, sizeof least - 1 + length);
}
#define WITH(at, value) with(at, value, sizeof value - 1)

static void test_limits(void **state) {
  (void)state;
  assert_int_equal(WITH(13, "\x18\xff"), THIMBLE_OK); /* containers */
  assert_int_equal(WITH(13, "\x19\x01\x00"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(WITH(15, "\x1a\x00\x10\x00\x00"), THIMBLE_OK); /* memory */
  assert_int_equal(WITH(15, "\x1a\x00\x10\x00\x01"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(WITH(17, "\x1a\x10\x00\x00\x00"), THIMBLE_OK); /* fuel */
  assert_int_equal(WITH(17, "\x1a\x10\x00\x00\x01"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(WITH(19, "\x19\xff\xff"), THIMBLE_OK); /* log */
  assert_int_equal(WITH(19, "\x1a\x00\x01\x00\x00"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(WITH(28, "\x19\xff\xff"), THIMBLE_OK); /* entries of a quota */
  assert_int_equal(WITH(28, "\x1a\x00\x01\x00\x00"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(WITH(11, "\x82\x61"
                            "a\x61"
                            "b"),
                   THIMBLE_OK);
  assert_int_equal(WITH(11, "\x82\x61"
                            "b\x61"
                            "a"),
                   THIMBLE_ERROR_MALFORMED);
  assert_int_equal(WITH(11, "\x82\x61"
                            "a\x61"
                            "a"),
                   THIMBLE_ERROR_MALFORMED);
}

/* Keys are points, in order, each once; an owner has at least one. */
static void test_keys(void **state) {
  uint8_t record[6 + 2 * 67] = {0xa2, 0x01, 0x01, 0x03, 0x82};
  uint8_t *first = record + 5, *second = first + 67;
  struct thimble_rights rights;
  const struct thimble_bytes bytes = {record, sizeof record - 1};
  (void)state;
  memcpy(first, "\x58\x41\x04", 3);
  memcpy(second, "\x58\x41\x04\x01", 4);
  assert_int_equal(thimble_rights_read_owner(&rights, bytes), THIMBLE_OK);
  assert_int_equal(rights.key_count, 2);
  second[3] = 0;
  assert_int_equal(thimble_rights_read_owner(&rights, bytes), THIMBLE_ERROR_MALFORMED);
  second[3] = 1;
  first[2] = 3;
  assert_int_equal(thimble_rights_read_owner(&rights, bytes), THIMBLE_ERROR_MALFORMED);
  record[4] = 0x80;
  assert_int_equal(thimble_rights_read_owner(&rights, (struct thimble_bytes){record, 5}),
                   THIMBLE_ERROR_LIMIT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_example), cmocka_unit_test(test_every_end),
      cmocka_unit_test(test_rules),       cmocka_unit_test(test_limits),
      cmocka_unit_test(test_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
