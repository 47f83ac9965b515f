/* SPDX-License-Identifier: Apache-2.0 */
/* examples_test.c: examples 0 to 5 of draft-ietf-suit-manifest, which are not part of this
 * repository (THIMBLE_CONFORMANCE/suit). What a device that has their components does with each;
 * what one with Thimble's components says; and that no changed byte of one is accepted. */
#include <stdio.h>
#include <string.h>

#include "board/board.h"
#include "suit/table.h"
#include "unit.h"

#define BYTES(literal) \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }

/* The point in public_key.pem, whose last 65 bytes it is. */
static uint8_t key[65];
static const struct thimble_signer signer = {{key, sizeof key}, BYTES("")};
static const struct thimble_signers signers = {&signer, 1};

static const struct thimble_bytes one_byte[] = {BYTES("\x81\x41"), {NULL, 0}};

/* Their vendor and class; components h'00' to h'02'; the first of two slots. */
static const struct device_kind permissive = {
    .vendor = BYTES("\xfa\x6b\x4a\x53\xd5\xad\x5f\xdf\xbe\x9d\xe6\x63\xe4\xd4\x1f\xfe"),
    .class = BYTES("\x14\x92\xaf\x14\x25\x69\x5e\x48\xbf\x42\x9b\x2d\x51\xf2\xab\x45"),
    .components = one_byte,
    .slot = 0,
    .takes_any_payload = true,
};

#define IDS "vendor 0; class 0; "
#define URI "http://example.com/"

static const struct {
  const char *name, *expected;
} signed_examples[] = {
    {"example0.signed", IDS "image 0 34768 0011; " IDS "invoke 0; done"},
    {"example1.signed",
     IDS "wants 0 " URI "file.bin 34768 0011; image 0 34768 0011; " IDS "image 0 34768 0011; done"},
    {"example2.signed", IDS "wants 0 " URI "very/long/path/to/file/file.bin 34768 0011; "
                            "image 0 34768 0011; " IDS "image 0 34768 0011; " IDS "invoke 0; done"},
    {"example2.severed-signed", IDS "refused SEVERED_MISSING 20.0"},
    {"example3.signed", "slot 0 0; " IDS "slot 0 0; wants 0 " URI "file1.bin 34768 0011; "
                        "image 0 34768 0011; slot 0 0; " IDS "image 0 34768 0011; done"},
    {"example4.signed",
     IDS "wants 1 " URI "file.bin 0011; image 1 0011; " IDS "copy 0 1; image 0 34768 0011; " IDS
         "image 0 34768 0011; " IDS "copy 2 0; image 2 76834 0123; " IDS "invoke 2; done"},
    {"example5.signed", IDS "wants 0 " URI "file1.bin 34768 0011; image 0 34768 0011; "
                            "wants 1 " URI "file2.bin 76834 0123; image 1 76834 0123; " IDS
                            "image 0 34768 0011; image 1 76834 0123; " IDS "invoke 0; done"},
};

static uint8_t bytes[1024];
static struct device device;

/* Reads a file of the folder. Returns false, once it has said so, when it is not there. */
static bool read_file(const char *name, uint32_t *length) {
  char path[1024];
  const char *folder = board_setting("THIMBLE_CONFORMANCE");
  if (folder == NULL || folder[0] == '\0')
    folder = THIMBLE_CONFORMANCE_DEFAULT;
  snprintf(path, sizeof path, "%s/suit/%s", folder, name);
  int32_t size = board_file_read(path, bytes, sizeof bytes);
  *length = size < 0 ? 0 : (uint32_t)size;
  if (size < 0)
    print_message("skipped: no %s; THIMBLE_CONFORMANCE names the folder of the examples\n", path);
  return size >= 0;
}

static int32_t base64_digit(char character) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *place = character == '\0' ? NULL : strchr(digits, character);
  return place == NULL ? -1 : (int32_t)(place - digits);
}

/* Gives the last 65 bytes between the head line and the tail line of a PEM file. */
static bool read_pem(const uint8_t *text, uint32_t length, uint8_t last[65]) {
  uint8_t decoded[200];
  uint32_t count = 0, bits = 0, collected = 0, i = 0;
  while (i < length && text[i] != '\n')
    i++;
  for (; i < length && text[i] != '-' && count < sizeof decoded; i++) {
    int32_t digit = base64_digit((char)text[i]);
    if (digit < 0)
      continue;
    collected = collected << 6 | (uint32_t)digit;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      decoded[count++] = (uint8_t)(collected >> bits);
    }
  }
  if (count < 65)
    return false;
  memcpy(last, decoded + count - 65, 65);
  return true;
}

static struct thimble_bytes load(const char *name) {
  char file[64];
  uint32_t length;
  snprintf(file, sizeof file, "%s.suit", name);
  assert_true(read_file(file, &length));
  return (struct thimble_bytes){bytes, length};
}

static void signed_ones_are_carried_out(void **state) {
  (void)state;
  uint32_t wrong = 0;
  for (uint32_t i = 0; i < COUNT(signed_examples); i++) {
    const char *said =
        device_process(&device, &permissive, load(signed_examples[i].name), &signers);
    if (strcmp(said, signed_examples[i].expected) == 0)
      continue;
    print_message("%s:\n  expected %s\n  but was  %s\n", signed_examples[i].name,
                  signed_examples[i].expected, said);
    wrong++;
  }
  assert_int_equal(wrong, 0);
}

static void unsigned_ones_are_refused(void **state) {
  (void)state;
  static const char *const names[] = {"example0.unsigned",         "example1.unsigned",
                                      "example2.severed-unsigned", "example3.unsigned",
                                      "example4.unsigned",         "example5.unsigned"};
  for (uint32_t i = 0; i < COUNT(names); i++)
    assert_string_equal(device_process(&device, &permissive, load(names[i]), &signers),
                        "refused UNSIGNED 0.0");
}

/* The other slot of example 3. */
static void the_second_slot(void **state) {
  (void)state;
  struct device_kind second = permissive;
  second.slot = 1;
  assert_string_equal(device_process(&device, &second, load("example3.signed"), &signers),
                      "slot 0 0; slot 0 1; " IDS "slot 0 0; slot 0 1; wants 0 " URI
                      "file2.bin 76834 0123; image 0 76834 0123; slot 0 0; slot 0 1; " IDS
                      "image 0 76834 0123; done");
}

/* Thimble's components are [tenant, container]: the examples' h'00' is none of them. */
static void a_thimble_device_has_no_such_component(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(signed_examples); i++)
    assert_string_equal(
        device_process(&device, &suit_table_device, load(signed_examples[i].name), &signers),
        "refused COMPONENT 3.0");
}

static void another_vendor_refuses(void **state) {
  (void)state;
  struct device_kind other = permissive;
  other.vendor = suit_table_device.vendor;
  assert_string_equal(device_process(&device, &other, load("example0.signed"), &signers),
                      "vendor 0; refused VENDOR 3.1");
}

static void another_key_refuses(void **state) {
  (void)state;
  suit_table_start();
  for (uint32_t i = 0; i < COUNT(signed_examples); i++)
    assert_string_equal(
        device_process(&device, &permissive, load(signed_examples[i].name), suit_table_signers()),
        "refused SIGNATURE 0.0");
}

/* Nothing of an example is outside of what is signed or digested: no byte can change. */
static void no_changed_byte_is_accepted(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(signed_examples); i++) {
    struct thimble_bytes envelope = load(signed_examples[i].name);
    for (uint32_t byte = 0; byte < envelope.length; byte += BYTE_STEP)
      for (uint32_t change = 1; change < 256; change = change < 128 ? change * 2 : change + 127) {
        bytes[byte] ^= (uint8_t)change;
        const char *said = device_process(&device, &permissive, envelope, &signers);
        bytes[byte] ^= (uint8_t)change;
        if (strncmp(said, "refused ", 8) != 0 && strcmp(said, "truncated") != 0)
          fail_msg("%s, byte %u ^ %02x: %s", signed_examples[i].name, (unsigned)byte,
                   (unsigned)change, said);
      }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(signed_ones_are_carried_out),
      cmocka_unit_test(unsigned_ones_are_refused),
      cmocka_unit_test(the_second_slot),
      cmocka_unit_test(a_thimble_device_has_no_such_component),
      cmocka_unit_test(another_vendor_refuses),
      cmocka_unit_test(another_key_refuses),
      cmocka_unit_test(no_changed_byte_is_accepted),
  };
  uint32_t length;
  if (!read_file("public_key.pem", &length))
    return 77;
  if (!read_pem(bytes, length, key))
    return 1;
  return cmocka_run_group_tests_name("SUIT examples", tests, NULL, NULL);
}
