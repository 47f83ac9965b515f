/* SPDX-License-Identifier: Apache-2.0 */
/* values_test.c: what the value of each key of an image may be, and where an error is reported. */
#include <string.h>

#include "base/cbor_write.h"
#include "image/sample.h"
#include "unit.h"

/* One value of each type; what a key takes is left out for it. */
static const struct {
  char type;
  struct thimble_bytes value;
} types[] = {
    {'u', {(const uint8_t *)"\x01", 1}},          {'n', {(const uint8_t *)"\x20", 1}},
    {'b', {(const uint8_t *)"\x41x", 2}},         {'t', {(const uint8_t *)"\x61x", 2}},
    {'a', {(const uint8_t *)"\x81\x01", 2}},      {'m', {(const uint8_t *)"\xa1\x01\xf5", 3}},
    {'s', {(const uint8_t *)"\xf5", 1}},          {'s', {(const uint8_t *)"\xf6", 1}},
    {'g', {(const uint8_t *)"\xc0\x61x", 3}},     {'f', {(const uint8_t *)"\xf9\x3c\x00", 3}},
    {'i', {(const uint8_t *)"\x5f\x41x\xff", 4}}, {'i', {(const uint8_t *)"\x7f\x61x\xff", 4}},
    {'i', {(const uint8_t *)"\x9f\x01\xff", 3}},  {'i', {(const uint8_t *)"\xbf\x01\xf5\xff", 4}},
};

static void no_key_takes_another_type(void **state) {
  (void)state;
  static const char taken[] = {'u', 'u', 't', 't', 't', 'm', 'u', 'u', 'a', 'b', 'b', 'b', 'u'};
  for (uint32_t key = THIMBLE_IMAGE_ABI; key <= THIMBLE_IMAGE_ORDER; key++)
    for (uint32_t i = 0; i < COUNT(types); i++)
      if (types[i].type != taken[key - 1])
        check_value(key, types[i].value, THIMBLE_ERROR_MALFORMED, 0);
}

static void numbers_have_limits(void **state) {
  (void)state;
  static const struct {
    uint32_t key, number;
    enum thimble_result result;
  } cases[] = {
      {THIMBLE_IMAGE_ABI, THIMBLE_ABI, THIMBLE_OK},
      {THIMBLE_IMAGE_ABI, 0, THIMBLE_ERROR_UNSUPPORTED},
      {THIMBLE_IMAGE_ABI, THIMBLE_ABI + 1, THIMBLE_ERROR_UNSUPPORTED},
      {THIMBLE_IMAGE_ABI, THIMBLE_ABI + 256, THIMBLE_ERROR_UNSUPPORTED},
      {THIMBLE_IMAGE_ENGINE, 0, THIMBLE_OK}, /* whether there is one, thimble_verify() says */
      {THIMBLE_IMAGE_ENGINE, UINT32_MAX, THIMBLE_OK},
      {THIMBLE_IMAGE_FUEL, 0, THIMBLE_ERROR_LIMIT},
      {THIMBLE_IMAGE_FUEL, 1, THIMBLE_OK},
      {THIMBLE_IMAGE_FUEL, THIMBLE_FUEL_MAXIMUM, THIMBLE_OK},
      {THIMBLE_IMAGE_FUEL, THIMBLE_FUEL_MAXIMUM + 1, THIMBLE_ERROR_LIMIT},
      {THIMBLE_IMAGE_FUEL, UINT32_MAX, THIMBLE_ERROR_LIMIT},
      {THIMBLE_IMAGE_MEMORY, 0, THIMBLE_OK},
      {THIMBLE_IMAGE_MEMORY, THIMBLE_MEMORY_MAXIMUM, THIMBLE_OK},
      {THIMBLE_IMAGE_MEMORY, THIMBLE_MEMORY_MAXIMUM + 1, THIMBLE_ERROR_LIMIT},
      {THIMBLE_IMAGE_ORDER, 0, THIMBLE_OK},
      {THIMBLE_IMAGE_ORDER, THIMBLE_ORDER_MAXIMUM, THIMBLE_OK},
      {THIMBLE_IMAGE_ORDER, THIMBLE_ORDER_MAXIMUM + 1, THIMBLE_ERROR_LIMIT},
  };
  for (uint32_t i = 0; i < COUNT(cases); i++) {
    uint8_t bytes[5];
    struct thimble_cbor_writer writer;
    thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
    thimble_cbor_write_unsigned(&writer, cases[i].number);
    check_value(cases[i].key, (struct thimble_bytes){bytes, writer.length}, cases[i].result, 0);
  }
}

static void numbers_have_32_bits(void **state) {
  (void)state;
  static const uint32_t keys[] = {THIMBLE_IMAGE_ABI, THIMBLE_IMAGE_ENGINE, THIMBLE_IMAGE_FUEL,
                                  THIMBLE_IMAGE_MEMORY, THIMBLE_IMAGE_ORDER};
  for (uint32_t i = 0; i < COUNT(keys); i++) {
    check_value(keys[i], VALUE("\x1b\0\0\0\1\0\0\0\1"), THIMBLE_ERROR_LIMIT, 0);
    check_value(keys[i], VALUE("\x18\x01"), THIMBLE_ERROR_MALFORMED, 0);
  }
}

static struct thimble_bytes text_of(uint8_t *bytes, uint32_t length, uint8_t character) {
  struct thimble_cbor_writer writer;
  uint8_t content[64];
  memset(content, character, sizeof content);
  thimble_cbor_writer_start(&writer, bytes, 64);
  thimble_cbor_write_text(&writer, (struct thimble_bytes){content, length});
  return (struct thimble_bytes){bytes, writer.length};
}

static void texts_have_lengths(void **state) {
  (void)state;
  static const struct {
    uint32_t key, longest;
  } cases[] = {{THIMBLE_IMAGE_NAME, THIMBLE_NAME_MAXIMUM},
               {THIMBLE_IMAGE_VERSION, THIMBLE_VERSION_MAXIMUM},
               {THIMBLE_IMAGE_HOOK, THIMBLE_NAME_MAXIMUM}};
  uint8_t bytes[64];
  for (uint32_t i = 0; i < COUNT(cases); i++) {
    check_value(cases[i].key, text_of(bytes, 0, 'x'), THIMBLE_ERROR_MALFORMED, 0);
    for (uint32_t length = 1; length <= cases[i].longest; length++)
      check_value(cases[i].key, text_of(bytes, length, 'x'), THIMBLE_OK, 0);
    check_value(cases[i].key, text_of(bytes, cases[i].longest + 1, 'x'), THIMBLE_ERROR_LIMIT, 0);
  }
}

static void texts_have_plain_characters(void **state) {
  (void)state;
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  uint8_t bytes[64];
  for (uint32_t character = 0; character < 256; character++) {
    bool is_plain = character != 0 && strchr(plain, (int)character) != NULL;
    enum thimble_result result = is_plain ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
    check_value(THIMBLE_IMAGE_NAME, text_of(bytes, 3, (uint8_t)character), result, 0);
    check_value(THIMBLE_IMAGE_HOOK, text_of(bytes, 3, (uint8_t)character), result, 0);
    if (character == '+')
      result = THIMBLE_OK;
    check_value(THIMBLE_IMAGE_VERSION, text_of(bytes, 3, (uint8_t)character), result, 0);
  }
}

static void one_bad_character_is_enough(void **state) {
  (void)state;
  check_value(THIMBLE_IMAGE_NAME,
              VALUE("\x64"
                    "Abcd"),
              THIMBLE_ERROR_MALFORMED, 0);
  check_value(THIMBLE_IMAGE_NAME,
              VALUE("\x64"
                    "abc/"),
              THIMBLE_ERROR_MALFORMED, 0);
  check_value(THIMBLE_IMAGE_NAME,
              VALUE("\x64"
                    "ab\0d"),
              THIMBLE_ERROR_MALFORMED, 0);
}

struct grants_case {
  struct thimble_bytes value;
  enum thimble_result result;
  uint32_t place;
};

#define GRANTS(literal, result, place) \
  { {(const uint8_t *)(literal), sizeof(literal) - 1}, THIMBLE_##result, place }

static void check_grants(const struct grants_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++)
    check_value(THIMBLE_IMAGE_GRANTS, cases[i].value, cases[i].result, cases[i].place);
}

/* Behind a sound part of the map the error stands at the grant that is wrong. */
static void grants_ascend_and_are_known(void **state) {
  (void)state;
  static const struct grants_case cases[] = {
      GRANTS("\xa0", OK, 0),
      GRANTS("\xaa\x00\xf5\x01\xf5\x02\xf5\x03\xf5\x04\xf5\x05\xf5\x06\xf5\x07\xf5\x08\xf5\x09\xf5",
             OK, 0),
      GRANTS("\xa1\x0a\xf5", ERROR_UNSUPPORTED, 1),
      GRANTS("\xa1\x18\x1f\xf5", ERROR_UNSUPPORTED, 1),
      GRANTS("\xa1\x18\x20\xf5", ERROR_UNSUPPORTED, 1),
      GRANTS("\xa1\x1a\xff\xff\xff\xff\xf5", ERROR_UNSUPPORTED, 1),
      GRANTS("\xa2\x01\xf5\x01\xf5", ERROR_MALFORMED, 3),
      GRANTS("\xa2\x02\xf5\x00\xf5", ERROR_MALFORMED, 3),
      GRANTS("\xa1\x01\xf4", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x01\x01", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x61x\xf5", ERROR_MALFORMED, 1),
      GRANTS("\xa3\x01\xf5\x04\xf5", ERROR_MALFORMED, 6), /* key 7, and 1000 as its reach */
      GRANTS("\xba\xff\xff\xff\xff\x01\xf5\x00\xf5", ERROR_MALFORMED, 7),
  };
  check_grants(cases, COUNT(cases));
}

static void lists_of_numbers_ascend_below_32(void **state) {
  (void)state;
  static const struct grants_case cases[] = {
      GRANTS("\xa1\x02\x81\x00", OK, 0),
      GRANTS("\xa1\x05\x82\x00\x18\x1f", OK, 0),
      GRANTS("\xa1\x02\x80", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\x81\x18\x20", ERROR_LIMIT, 3),
      GRANTS("\xa1\x05\x82\x01\x1a\xff\xff\xff\xff", ERROR_LIMIT, 4),
      GRANTS("\xa1\x02\x81\x1b\x00\x00\x00\x01\x00\x00\x00\x01", ERROR_LIMIT, 3),
      GRANTS("\xa1\x02\x82\x01\x01", ERROR_MALFORMED, 4),
      GRANTS("\xa1\x05\x82\x05\x01", ERROR_MALFORMED, 4),
      GRANTS("\xa1\x02\x81\x18\x01", ERROR_MALFORMED, 3),
      GRANTS("\xa1\x02\x82\x01\xf5", ERROR_MALFORMED, 4),
      GRANTS("\xa1\x02\x81\x20", ERROR_MALFORMED, 3),
      GRANTS("\xa1\x02\x81\x81\x01", ERROR_MALFORMED, 3),
      GRANTS("\xa1\x02\x9f\x01\xff", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\x01", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\xf4", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\xa1\x01\xf5", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\x61x", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x02\x9a\xff\xff\xff\xff\x01\x02\x01", ERROR_MALFORMED, 9),
  };
  check_grants(cases, COUNT(cases));
}

static void prefixes_stand_between_single_spaces(void **state) {
  (void)state;
  static const struct grants_case cases[] = {
      GRANTS("\xa1\x06\x61/", OK, 0),
      GRANTS("\xa1\x07\x63! ~", OK, 0),
      GRANTS("\xa1\x06\x60", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x61 ", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x62 x", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x62x ", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x64x  x", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x63x\tx", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x62x\0", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x62x\x7f", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x07\x62\xc3\xbc", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x41/", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x81\x01", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x81\x61x", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x01", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\xf4", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x7f\x61x\xff", ERROR_MALFORMED, 2),
      GRANTS("\xa1\x06\x7a\xff\xff\xff\xffx", ERROR_TRUNCATED, 2),
  };
  check_grants(cases, COUNT(cases));
}

static void prefixes_have_a_length(void **state) {
  (void)state;
  static const uint8_t grants[] = {THIMBLE_GRANT_VALUE_READ, THIMBLE_GRANT_VALUE_WRITE};
  for (uint32_t i = 0; i < COUNT(grants); i++) {
    uint8_t value[4 + THIMBLE_PREFIXES_MAXIMUM + 1] = {0xa1, grants[i], 0x78,
                                                       THIMBLE_PREFIXES_MAXIMUM};
    memset(value + 4, 'x', THIMBLE_PREFIXES_MAXIMUM + 1);
    check_value(THIMBLE_IMAGE_GRANTS, (struct thimble_bytes){value, sizeof value - 1}, THIMBLE_OK,
                0);
    value[3]++;
    check_value(THIMBLE_IMAGE_GRANTS, (struct thimble_bytes){value, sizeof value},
                THIMBLE_ERROR_LIMIT, 2);
  }
}

/* A list on a grant that knows none would look as if it narrowed it. */
static void other_grants_take_no_list(void **state) {
  (void)state;
  static const uint8_t grants[] = {THIMBLE_GRANT_LOG,   THIMBLE_GRANT_CLOCK, THIMBLE_GRANT_RANDOM,
                                   THIMBLE_GRANT_TIMER, THIMBLE_GRANT_REPLY, THIMBLE_GRANT_MESSAGE};
  for (uint32_t i = 0; i < COUNT(grants); i++) {
    const uint8_t numbers[] = {0xa1, grants[i], 0x81, 0x01};
    const uint8_t prefixes[] = {0xa1, grants[i], 0x61, 'x'};
    check_value(THIMBLE_IMAGE_GRANTS, (struct thimble_bytes){numbers, sizeof numbers},
                THIMBLE_ERROR_MALFORMED, 2);
    check_value(THIMBLE_IMAGE_GRANTS, (struct thimble_bytes){prefixes, sizeof prefixes},
                THIMBLE_ERROR_MALFORMED, 2);
  }
}

static void padding_is_a_few_zeros(void **state) {
  (void)state;
  static const uint8_t zeros[] = "\x48\0\0\0\0\0\0\0";
  check_value(THIMBLE_IMAGE_PADDING, (struct thimble_bytes){zeros, 9}, THIMBLE_ERROR_LIMIT, 0);
  check_value(THIMBLE_IMAGE_PADDING,
              VALUE("\x58\x18"
                    "0123456789abcdef01234567"),
              THIMBLE_ERROR_LIMIT, 0);
  for (uint32_t i = 0; i < 7; i++) {
    uint8_t value[8] = {0x47};
    value[1 + i] = 1;
    check_value(THIMBLE_IMAGE_PADDING, (struct thimble_bytes){value, 8}, THIMBLE_ERROR_MALFORMED,
                0);
  }
}

static void parameters_are_numbers(void **state) {
  (void)state;
  check_value(THIMBLE_IMAGE_PARAMETERS, VALUE("\x80"), THIMBLE_OK, 0);
  check_value(THIMBLE_IMAGE_PARAMETERS, VALUE("\x81\x1a\xff\xff\xff\xff"), THIMBLE_OK, 0);
  check_value(THIMBLE_IMAGE_PARAMETERS, VALUE("\x82\x01\x41x"), THIMBLE_ERROR_MALFORMED, 2);
  check_value(THIMBLE_IMAGE_PARAMETERS, VALUE("\x82\x01\x81\x01"), THIMBLE_ERROR_MALFORMED, 2);
  check_value(THIMBLE_IMAGE_PARAMETERS, VALUE("\x82\x01\x18\x01"), THIMBLE_ERROR_MALFORMED, 2);
}

/* Lengths that lie about what is left. */
static void lengths_are_compared_with_the_image(void **state) {
  (void)state;
  static const uint32_t keys[] = {THIMBLE_IMAGE_PROGRAM, THIMBLE_IMAGE_LINES};
  for (uint32_t i = 0; i < COUNT(keys); i++) {
    check_value(keys[i],
                VALUE("\x58\xff"
                      "abc"),
                THIMBLE_ERROR_TRUNCATED, 0);
    check_value(keys[i],
                VALUE("\x5a\xff\xff\xff\xff"
                      "abc"),
                THIMBLE_ERROR_TRUNCATED, 0);
    check_value(keys[i],
                VALUE("\x5b\0\0\0\0\0\0\0\x01"
                      "a"),
                THIMBLE_ERROR_LIMIT, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_key_takes_another_type),
      cmocka_unit_test(numbers_have_limits),
      cmocka_unit_test(numbers_have_32_bits),
      cmocka_unit_test(texts_have_lengths),
      cmocka_unit_test(texts_have_plain_characters),
      cmocka_unit_test(one_bad_character_is_enough),
      cmocka_unit_test(grants_ascend_and_are_known),
      cmocka_unit_test(lists_of_numbers_ascend_below_32),
      cmocka_unit_test(prefixes_stand_between_single_spaces),
      cmocka_unit_test(prefixes_have_a_length),
      cmocka_unit_test(other_grants_take_no_list),
      cmocka_unit_test(padding_is_a_few_zeros),
      cmocka_unit_test(parameters_are_numbers),
      cmocka_unit_test(lengths_are_compared_with_the_image),
  };
  return cmocka_run_group_tests_name("values in an image", tests, NULL, NULL);
}
