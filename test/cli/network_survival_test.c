/* SPDX-License-Identifier: Apache-2.0 */
/* network_survival_test.c: whatever a device answers, an envelope holds, or the file of devices
 * says, reading it ends, and shows nothing that is not there. The sanitizers watch. And what CBOR
 * is read as. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/network/address.h"
#include "cli/network/container_list.h"
#include "cli/network/device_file.h"
#include "cli/network/device_link.h"
#include "cli/network/feed.h"
#include "cli/network/update_report.h"
#include "cli/sign/key.h"
#include "cli/sign/make.h"
#include "cli/verify/report.h"
#include "unit.h"

#define BODY(literal) \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }

typedef void try_function(struct thimble_bytes bytes);

/* Changes every byte in several ways, and cuts the bytes off everywhere: each time in memory of its
 * own, behind which the sanitizer watches. */
static void damage(struct thimble_bytes content, try_function *try) {
  static const uint8_t differences[] = {0, 1, 2, 4, 8, 16, 32, 64, 128, 255};
  for (uint32_t place = 0; place < content.length; place++) {
    for (size_t i = 0; i < sizeof differences; i++) {
      uint8_t *bytes = malloc(content.length);
      assert_non_null(bytes);
      memcpy(bytes, content.data, content.length);
      bytes[place] ^= differences[i];
      try((struct thimble_bytes){bytes, content.length});
      free(bytes);
    }
    uint8_t *bytes = malloc(place + 1u);
    assert_non_null(bytes);
    memcpy(bytes, content.data, place);
    try((struct thimble_bytes){bytes, place});
    free(bytes);
  }
}

static void try_containers(struct thimble_bytes body) {
  struct thimble_bytes rest;
  struct listed_container container;
  if (!container_list_start(body, &rest))
    return;
  for (uint32_t count = 0; container_list_next(&rest, &container); count++) {
    assert_true(count < body.length);
    free(container_failure_text(&container));
    assert_non_null(container_state_text(container.state));
  }
}

static void try_feed(struct thimble_bytes body) {
  struct thimble_bytes entries;
  struct feed_entry entry;
  uint64_t next;
  if (!feed_page_read(body, &next, &entries))
    return;
  for (uint32_t count = 0; feed_entry_next(&entries, &entry); count++)
    assert_true(count < body.length);
}

static void try_report(struct thimble_bytes body) {
  struct update_report report;
  struct json json;
  if (!update_report_read(&report, body))
    return;
  free(update_report_text(&report, NULL));
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  update_report_json(&report, &json);
  json_end_object(&json);
}

static void try_ids(struct thimble_bytes body) {
  struct device_ids ids;
  (void)device_ids_read(&ids, body);
}

static void damaged_answers_do_no_harm(void **state) {
  static const struct thimble_bytes containers =
      BODY("\x82\xa6\x01\x64"
           "acme\x02\x65"
           "blink\x04\x02\x07\x42\x01\x02\x08\x85\x01\x02\x03\x04\x05\x0e\x88\x01\x05\x03\x1b\x00"
           "\x00\x00\x02\x00\x00\x00\x01\x05\x63"
           "a.c\x07\x63"
           "run\xa2\x03\x63"
           "1.0\x0f\xf5");
  static const struct thimble_bytes page = BODY("\xa2\x01\x03\x02\x82\x86\x01\x19\x27\x0f\x02\x61"
                                                "a\x61"
                                                "b\x65"
                                                "hello\x87\x02\x00\x08\x61"
                                                "a\x61"
                                                "b\x18\x1c\x61"
                                                "x");
  static const struct thimble_bytes report =
      BODY("\xab\x01\x18\x55\x02\x14\x03\x01\x05\x82\x44"
           "acme\x45"
           "blink\x06\x03\x07\x02\x08\x01\x09\x0a\x0a\x25\x0b\x63"
           "a.c\x0c\x07");
  static const struct thimble_bytes device = BODY("\xa2\x01\x50"
                                                  "0123456789abcdef\x02\x50"
                                                  "0123456789abcdef");
  (void)state;
  damage(containers, try_containers);
  damage(page, try_feed);
  damage(report, try_report);
  damage(device, try_ids);
}

/* A deeper one ends too: nothing is read by recursion. */
static void deep_and_large_ones_are_refused(void **state) {
  uint8_t deep[4096];
  struct cbor_item item;
  (void)state;
  memset(deep, 0x81, sizeof deep);
  struct thimble_bytes rest = {deep, sizeof deep};
  assert_false(cbor_item_read(&rest, &item));
  assert_int_equal(rest.length, sizeof deep);
  rest = (struct thimble_bytes)BODY("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x00");
  assert_false(cbor_item_read(&rest, &item));
  rest = (struct thimble_bytes)BODY("\xbb\x80\x00\x00\x00\x00\x00\x00\x00\x00");
  assert_false(cbor_item_read(&rest, &item));
  rest = (struct thimble_bytes)BODY("\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x00");
  assert_false(cbor_item_read(&rest, &item));
}

static void items_are_what_they_are(void **state) {
  static const struct thimble_bytes body =
      BODY("\xa5\x61"
           "x\x01\x01\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x02\x38\x18\x03\xf5\x04\x82\x01\x81\x02");
  struct cbor_item map, item;
  uint64_t number = 0;
  int64_t integer = 0;
  (void)state;
  assert_true(cbor_body_read(body, CBOR_MAP, &map));
  assert_true(cbor_find_number(&map, 1, &number));
  assert_true(number == UINT64_MAX);
  assert_true(cbor_item_find(&map, 1, &item));
  assert_false(cbor_item_integer(&item, &integer));
  assert_true(cbor_item_find(&map, 2, &item));
  assert_true(cbor_item_integer(&item, &integer));
  assert_int_equal(integer, -25);
  assert_true(cbor_find_true(&map, 3));
  assert_false(cbor_find_true(&map, 4));
  assert_false(cbor_find_number(&map, 3, &number));
  assert_true(cbor_item_find(&map, 4, &item));
  assert_int_equal(item.kind, CBOR_ARRAY);
  assert_int_equal(item.number, 2);
  assert_int_equal(item.bytes.length, 3);
  assert_false(cbor_item_find(&map, 5, &item));
  assert_false(cbor_body_read(body, CBOR_ARRAY, &map));
}

static struct thimble_signer signer;
static struct thimble_signers signers = {&signer, 1};

/* Whatever changes is refused, but for what is not signed: names of payloads and key identifiers of
 * which the text of the signature does not depend; what is processable has the signature. */
static void try_envelope(struct thimble_bytes bytes) {
  struct verification verification = {.bytes = bytes, .signers = signers};
  const struct verify_report report = {"envelope", &verification};
  verify_envelope(&verification);
  if (verify_is_processable(&verification))
    assert_string_equal(verification.signature, "ok");
  verify_report_text(&report);
  verify_report_json(&report);
  verification_free(&verification);
}

static void damaged_envelopes_do_no_harm(void **state) {
  static const uint8_t image[] = "no image, but bytes";
  struct suit_order order = {.operation = SUIT_INSTALL,
                             .tenant = "acme",
                             .container = "blink",
                             .sequence = 1,
                             .payload = {image, sizeof image},
                             .uri = "#blink",
                             .severed = true,
                             .text = "text",
                             .algorithm = COSE_ESP256};
  struct suit_envelope envelope = {0};
  struct key key;
  (void)state;
  assert_true(key_generate(&key));
  signer = (struct thimble_signer){key_point(&key), key_identifier(&key)};
  assert_true(suit_envelope_write(&envelope, &order, &key));
  struct verification verification = {.bytes = {envelope.bytes.data, envelope.bytes.length},
                                      .signers = signers};
  verify_envelope(&verification);
  assert_string_equal(verification.signature, "ok");
  assert_int_equal(verification.report.refusal, THIMBLE_REFUSAL_INSTALL);
  assert_true(verification.step_count > 5);
  damage(verification.bytes, try_envelope);
  verification_free(&verification);
  suit_envelope_free(&envelope);
  key_free(&key);
}

static void try_devices(struct thimble_bytes bytes) {
  struct device_file file;
  FILE *stream = fopen("thimble/devices", "wb");
  assert_non_null(stream);
  assert_int_equal(fwrite(bytes.data, 1, bytes.length, stream), bytes.length);
  assert_int_equal(fclose(stream), 0);
  if (device_file_read(&file)) {
    for (size_t i = 0; i < file.count; i++)
      assert_non_null(file.entries[i].address.host);
  }
  device_file_free(&file);
}

static void damaged_files_of_devices_do_no_harm(void **state) {
  static const struct thimble_bytes file = BODY("default = hall\n[hall]\naddress = [::1]:5\n"
                                                "key = a.pem\n# x\n[b]\naddress=b.c\n");
  char folder[512];
  (void)state;
  assert_non_null(getcwd(folder, sizeof folder));
  assert_int_equal(setenv("XDG_CONFIG_HOME", folder, 1), 0);
  assert_true(mkdir("thimble", 0777) == 0 || errno == EEXIST);
  damage(file, try_devices);
}

static void addresses_are_read(void **state) {
  static const struct {
    const char *text, *host;
    uint16_t port;
  } cases[] = {
      {"coap://[2001:db8::1]/", "2001:db8::1", 5683},
      {"coap://[fe80::1%eth0]:61616", "fe80::1%eth0", 61616},
      {"[::1]:1", "::1", 1},
      {"::1", "::1", 5683},
      {"192.0.2.1:99", "192.0.2.1", 99},
      {"device.example", "device.example", 5683},
      {"coap://", NULL, 0},
      {"coap://[::1]:0", NULL, 0},
      {"coap://[::1]:65536", NULL, 0},
      {"[::1", NULL, 0},
      {"[::1]x", NULL, 0},
      {"a:", NULL, 0},
      {"a:1/b", NULL, 0},
      {"", NULL, 0},
      {"[]", NULL, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct address address;
    bool read = address_read(&address, cases[i].text);
    assert_int_equal(read, cases[i].host != NULL);
    if (!read)
      continue;
    assert_string_equal(address.host, cases[i].host);
    assert_int_equal(address.port, cases[i].port);
    address_free(&address);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_are_read),
      cmocka_unit_test(items_are_what_they_are),
      cmocka_unit_test(deep_and_large_ones_are_refused),
      cmocka_unit_test(damaged_answers_do_no_harm),
      cmocka_unit_test(damaged_envelopes_do_no_harm),
      cmocka_unit_test(damaged_files_of_devices_do_no_harm),
  };
  /* Thousands of messages help nobody; cmocka's own go to standard error too, so the exit code
   * tells.
   */
  if (!freopen("/dev/null", "w", stdout) || !freopen("network-survival.messages", "w", stderr))
    return EXIT_FAILURE;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
