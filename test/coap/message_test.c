/* SPDX-License-Identifier: Apache-2.0 */
/* message_test.c: the reader and the writer of messages, the hash, and URIs, each alone. */
#include <string.h>
#include <thimble/coap_pull.h>

#include "link/coap/siphash.h"
#include "link/coap/write.h"
#include "random.h"
#include "seeds.h"
#include "unit.h"

static struct thimble_bytes view(const void *bytes, uint32_t length) {
  return (struct thimble_bytes){bytes, length};
}

/* RFC 7252, appendix A, figure 16: GET /temperature, and its response. */
static void the_examples_of_the_rfc_are_read(void **state) {
  static const uint8_t asked[] = "\x40\x01\x7d\x34\xbbtemperature";
  static const uint8_t answered[] = "\x60\x45\x7d\x34\xff"
                                    "22.3 C";
  struct thimble_coap_message message;
  struct thimble_coap_options options;
  struct thimble_bytes value;
  (void)state;
  assert_int_equal(thimble_coap_message_read(&message, view(asked, sizeof asked - 1)), THIMBLE_OK);
  assert_int_equal(message.type, THIMBLE_COAP_CON);
  assert_int_equal(message.code, THIMBLE_COAP_GET);
  assert_int_equal(message.id, 0x7d34);
  thimble_coap_options_start(&options, message.options);
  assert_true(thimble_coap_next(&options, THIMBLE_COAP_URI_PATH, &value));
  assert_int_equal(value.length, 11);
  assert_memory_equal(value.data, "temperature", 11);
  assert_false(thimble_coap_next(&options, THIMBLE_COAP_URI_PATH, &value));
  assert_int_equal(thimble_coap_message_read(&message, view(answered, sizeof answered - 1)),
                   THIMBLE_OK);
  assert_int_equal(message.type, THIMBLE_COAP_ACK);
  assert_int_equal(message.code, THIMBLE_COAP_CONTENT);
  assert_int_equal(message.payload.length, 6);
  assert_memory_equal(message.payload.data, "22.3 C", 6);
}

struct written {
  uint32_t number[8], length[8];
  uint32_t count;
};

static void write_random(struct random *random, struct thimble_coap_writer *writer,
                         struct written *written) {
  static const uint32_t steps[] = {0, 1, 12, 13, 14, 268, 269, 270, 2000};
  static const uint8_t bytes[400];
  uint32_t number = 0;
  written->count = random_below(random, 8);
  for (uint32_t i = 0; i < written->count; i++) {
    static const uint32_t lengths[] = {0, 1, 12, 13, 14, 268, 269, 300};
    number += steps[random_below(random, COUNT(steps))];
    written->number[i] = number;
    written->length[i] = lengths[random_below(random, COUNT(lengths))];
    thimble_coap_write_option(writer, number, view(bytes, written->length[i]));
  }
}

static void expect_written(const struct thimble_coap_message *message,
                           const struct written *written) {
  struct thimble_coap_options options;
  struct thimble_coap_option option;
  thimble_coap_options_start(&options, message->options);
  for (uint32_t i = 0; i < written->count; i++) {
    assert_int_equal(thimble_coap_option_read(&options, &option), THIMBLE_OK);
    assert_int_equal(option.number, written->number[i]);
    assert_int_equal(option.value.length, written->length[i]);
  }
  assert_int_equal(thimble_coap_option_read(&options, &option), THIMBLE_ERROR_NOT_FOUND);
}

/* Whole messages come back; of a message that was cut anywhere, only what ends with an option is
 * one. */
static void round_trip(uint32_t seed) {
  static uint8_t bytes[4096];
  struct random random;
  struct thimble_coap_writer writer;
  struct written written;
  struct thimble_coap_message message, head = {.type = THIMBLE_COAP_NON, .code = 2, .id = 7};
  random_start(&random, seed);
  head.token = view("12345678", random_below(&random, 9));
  thimble_coap_writer_start(&writer, bytes, sizeof bytes, &head);
  write_random(&random, &writer, &written);
  thimble_coap_write_payload(&writer, view("payload", random_below(&random, 8)));
  assert_false(writer.is_cut);
  print_message("seed %u, %u bytes\n", (unsigned)seed, (unsigned)writer.length);
  assert_int_equal(thimble_coap_message_read(&message, view(bytes, writer.length)), THIMBLE_OK);
  assert_int_equal(message.token.length, head.token.length);
  expect_written(&message, &written);
  for (uint32_t length = 0; length < writer.length; length++) {
    enum thimble_result result = thimble_coap_message_read(&message, view(bytes, length));
    if (result == THIMBLE_OK)
      assert_true(message.options.length + message.payload.length <= length);
  }
}

static void what_is_written_is_read(void **state) {
  (void)state;
  for_each_seed(50, round_trip);
}

static void a_writer_stays_in_its_memory(void **state) {
  uint8_t bytes[32];
  struct thimble_coap_message head = {.token = {(const uint8_t *)"ab", 2}};
  struct thimble_coap_writer writer;
  (void)state;
  for (uint32_t capacity = 0; capacity < 20; capacity++) {
    memset(bytes, 0xee, sizeof bytes);
    thimble_coap_writer_start(&writer, bytes, capacity, &head);
    thimble_coap_write_unsigned(&writer, 300, 0x1234);
    thimble_coap_write_payload(&writer, view("payload", 7));
    assert_int_equal(writer.is_cut, capacity < 4 + 2 + 3 + 2 + 1 + 7);
    for (uint32_t i = capacity; i < sizeof bytes; i++)
      assert_int_equal(bytes[i], 0xee);
  }
}

static void numbers_are_as_short_as_they_can_be(void **state) {
  static const uint32_t numbers[] = {0, 1, 255, 256, 65535, 65536, 0xffffff, 0x1000000, UINT32_MAX};
  static const uint32_t lengths[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
  (void)state;
  for (uint32_t i = 0; i < COUNT(numbers); i++) {
    uint8_t bytes[16];
    uint32_t number;
    const struct thimble_coap_message head = {0};
    struct thimble_coap_writer writer;
    thimble_coap_writer_start(&writer, bytes, sizeof bytes, &head);
    thimble_coap_write_unsigned(&writer, 1, numbers[i]);
    assert_int_equal(writer.length, 5 + lengths[i]);
    assert_int_equal(thimble_coap_unsigned_read(view(bytes + 5, lengths[i]), &number), THIMBLE_OK);
    assert_int_equal(number, numbers[i]);
  }
  uint32_t number;
  assert_int_equal(thimble_coap_unsigned_read(view("12345", 5), &number), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(thimble_coap_unsigned_read(view("\0\0\1", 3), &number), THIMBLE_OK);
  assert_int_equal(number, 1);
}

static void blocks_are_read(void **state) {
  struct thimble_coap_block block;
  (void)state;
  assert_int_equal(thimble_coap_block_read(view("\xff\xff\xfe", 3), &block), THIMBLE_OK);
  assert_int_equal(block.number, 0xfffff);
  assert_int_equal(block.exponent, 6);
  assert_true(block.more);
  assert_int_equal(thimble_coap_block_offset(block), 0xfffffu * 1024);
  assert_int_equal(thimble_coap_block_read(view("", 0), &block), THIMBLE_OK);
  assert_int_equal(block.number + block.exponent + block.more, 0);
  assert_int_equal(thimble_coap_block_read(view("\x07", 1), &block), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(thimble_coap_block_read(view("1234", 4), &block), THIMBLE_ERROR_MALFORMED);
}

/* The numbers of options end at 65535. */
static void an_option_beyond_the_last_is_malformed(void **state) {
  static const uint8_t last[] = {0x50, 1, 0, 1, 0xe0, 0xfe, 0xf2};
  static const uint8_t beyond[] = {0x50, 1, 0, 1, 0xe0, 0xfe, 0xf3};
  static const uint8_t sum[] = {0x50, 1, 0, 1, 0xe0, 0xfe, 0xf2, 0x10};
  struct thimble_coap_message message;
  (void)state;
  assert_int_equal(thimble_coap_message_read(&message, view(last, sizeof last)), THIMBLE_OK);
  assert_int_equal(thimble_coap_message_read(&message, view(beyond, sizeof beyond)),
                   THIMBLE_ERROR_MALFORMED);
  assert_int_equal(thimble_coap_message_read(&message, view(sum, sizeof sum)),
                   THIMBLE_ERROR_MALFORMED);
}

/* The example of the paper's appendix A. */
static void siphash_is_the_published_one(void **state) {
  uint8_t key[16], input[15];
  (void)state;
  for (uint8_t i = 0; i < (uint8_t)sizeof key; i++)
    key[i] = i;
  for (uint8_t i = 0; i < (uint8_t)sizeof input; i++)
    input[i] = i;
  assert_true(thimble_siphash(key, view(input, sizeof input)) == 0xa129ca6149be45e5);
  assert_true(thimble_siphash(key, view(NULL, 0)) == 0x726fdb47dd0e0e31);
  assert_true(thimble_siphash(key, view(input, 8)) == 0x93f5f5799a932462);
}

static bool is_text(struct thimble_bytes bytes, const char *text) {
  return bytes.length == strlen(text) && memcmp(bytes.data, text, bytes.length) == 0;
}

static enum thimble_result read_uri(struct thimble_coap_uri *uri, const char *text) {
  return thimble_coap_uri_read(uri, view(text, (uint32_t)strlen(text)));
}

static void uris_have_parts(void **state) {
  struct thimble_coap_uri uri;
  (void)state;
  assert_int_equal(read_uri(&uri, "coap://[fd00::1]:61616/a/b%20c?x=1&y"), THIMBLE_OK);
  assert_true(is_text(uri.host, "fd00::1") && is_text(uri.path, "a/b%20c"));
  assert_true(is_text(uri.query, "x=1&y") && uri.port == 61616);
  assert_int_equal(read_uri(&uri, "COAP://device.example"), THIMBLE_OK);
  assert_true(is_text(uri.host, "device.example") && is_text(uri.path, "") && uri.port == 5683);
  assert_int_equal(read_uri(&uri, "coap://[::1]:/?q"), THIMBLE_OK);
  assert_true(is_text(uri.path, "") && is_text(uri.query, "q") && uri.port == 5683);
  assert_int_equal(read_uri(&uri, "coap://h?q/r"), THIMBLE_OK);
  assert_true(is_text(uri.host, "h") && is_text(uri.path, "") && is_text(uri.query, "q/r"));
}

static void what_is_no_coap_uri_is_refused(void **state) {
  static const char *const malformed[] = {"",
                                          "coap",
                                          "coap:/h",
                                          "coap://",
                                          "coap:///a",
                                          "coap://[::1",
                                          "coap://[::1]x",
                                          "coap://[]/",
                                          "coap://h:x",
                                          "coap://h:65536",
                                          "coap://h:0",
                                          "coap://u@h/",
                                          "coap://h/#f",
                                          "coap://h/%2",
                                          "coap://h/%zz",
                                          "coap://h/a b",
                                          "coap://h/\x7f",
                                          "coap://h/\xc3\xa4",
                                          "coap://h/%"};
  static const char *const unsupported[] = {"coaps://h/", "http://h/", "coa://h/"};
  struct thimble_coap_uri uri;
  (void)state;
  for (uint32_t i = 0; i < COUNT(malformed); i++)
    assert_int_equal(read_uri(&uri, malformed[i]), THIMBLE_ERROR_MALFORMED);
  for (uint32_t i = 0; i < COUNT(unsupported); i++)
    assert_int_equal(read_uri(&uri, unsupported[i]), THIMBLE_ERROR_UNSUPPORTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_examples_of_the_rfc_are_read),
      cmocka_unit_test(what_is_written_is_read),
      cmocka_unit_test(a_writer_stays_in_its_memory),
      cmocka_unit_test(numbers_are_as_short_as_they_can_be),
      cmocka_unit_test(blocks_are_read),
      cmocka_unit_test(an_option_beyond_the_last_is_malformed),
      cmocka_unit_test(siphash_is_the_published_one),
      cmocka_unit_test(uris_have_parts),
      cmocka_unit_test(what_is_no_coap_uri_is_refused),
  };
  return cmocka_run_group_tests_name("CoAP messages", tests, NULL, NULL);
}
