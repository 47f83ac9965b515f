/* SPDX-License-Identifier: Apache-2.0 */
/* tamper_test.c: every byte of an envelope that has everything is changed in several ways. Either
 * it is refused, or the byte is one of those that are not signed and do not matter, and then the
 * device does the same as before. Those bytes are:
 *
 *   the number of elements       it may promise more payloads than have come yet
 *   labels of unprotected headers, and headers of no concern
 *                                without a key's name all keys are tried
 *   signatures behind a good one
 *   payloads that nobody wants */
#include <string.h>

#include "suit/table.h"
#include "unit.h"

static uint8_t bytes[CASE_SIZE];
static uint32_t length;
static char expected[1024];
static struct device device;

static void load(void) {
  struct suit_case row;
  suit_table_find(&row, "everything");
  memcpy(bytes, row.envelope.data, row.envelope.length);
  length = row.envelope.length;
  strncpy(expected, row.expected, sizeof expected - 1);
}

/* The place of some bytes, which occur once. */
static uint32_t find(const char *wanted, uint32_t wanted_length) {
  uint32_t place = 0, count = 0;
  for (uint32_t i = 0; i + wanted_length <= length; i++)
    if (memcmp(bytes + i, wanted, wanted_length) == 0) {
      place = i;
      count++;
    }
  assert_int_equal(count, 1);
  return place;
}

struct range {
  uint32_t start, end;
};

enum {
  HARMLESS = 5
};

static void find_harmless(struct range ranges[HARMLESS]) {
  uint32_t header = find("\x18\x21\x81\x41\x00", 5);
  uint32_t label = find("\x04\x45owner", 7);
  uint32_t second = find("\x4d\xd2\x84\x43\xa1\x01\x27", 7);
  uint32_t unused = find("\x62#b\x46unused", 10);
  ranges[0] = (struct range){header, header + 5};
  ranges[1] = (struct range){second + 1, second + 14};
  ranges[2] = (struct range){unused, unused + 10};
  ranges[3] = (struct range){2, 3};
  ranges[4] = (struct range){label, label + 1};
}

static bool is_harmless(const struct range ranges[HARMLESS], uint32_t byte) {
  for (uint32_t i = 0; i < HARMLESS; i++)
    if (byte >= ranges[i].start && byte < ranges[i].end)
      return true;
  return false;
}

static bool is_refused(const char *said) {
  return strstr(said, "refused ") != NULL || strcmp(said, "truncated") == 0;
}

static void check(const struct range ranges[HARMLESS], uint32_t byte, uint8_t change,
                  uint32_t *accepted) {
  bytes[byte] ^= change;
  const char *said = device_process(&device, &suit_table_device,
                                    (struct thimble_bytes){bytes, length}, suit_table_signers());
  bytes[byte] ^= change;
  if (is_refused(said))
    return;
  if (!is_harmless(ranges, byte) || strcmp(said, expected) != 0)
    fail_msg("byte %u ^ %02x: %s", (unsigned)byte, change, said);
  *accepted += 1;
}

static void every_byte_is_changed(void **state) {
  (void)state;
  struct range ranges[HARMLESS];
  uint32_t accepted = 0;
  load();
  find_harmless(ranges);
  for (uint32_t byte = 0; byte < length; byte += BYTE_STEP)
    for (uint32_t change = 1; change < 256; change = change < 128 ? change * 2 : change + 127)
      check(ranges, byte, (uint8_t)change, &accepted);
  print_message("%u changes of unsigned bytes made no difference\n", (unsigned)accepted);
  assert_true(accepted > 0 || BYTE_STEP > 1);
}

/* A byte more or less, anywhere. */
static void bytes_are_inserted_and_removed(void **state) {
  (void)state;
  static uint8_t other[CASE_SIZE + 1];
  load();
  for (uint32_t byte = 0; byte <= length; byte += BYTE_STEP) {
    for (uint32_t removed = 0; removed < 2 && byte + removed <= length; removed++) {
      uint32_t inserted = 1 - removed;
      memcpy(other, bytes, byte);
      other[byte] = 0;
      memcpy(other + byte + inserted, bytes + byte + removed, length - byte - removed);
      const struct thimble_bytes envelope = {other, length + inserted - removed};
      const char *said =
          device_process(&device, &suit_table_device, envelope, suit_table_signers());
      if (!is_refused(said) && strcmp(said, expected) != 0)
        fail_msg("at byte %u: %s", (unsigned)byte, said);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_byte_is_changed),
      cmocka_unit_test(bytes_are_inserted_and_removed),
  };
  return cmocka_run_group_tests_name("SUIT tampering", tests, NULL, NULL);
}
