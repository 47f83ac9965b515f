/* SPDX-License-Identifier: Apache-2.0 */
/* envelope_test.c: envelopes that arrive piece by piece, their payloads, and texts of refusals. */
#include <string.h>

#include "suit/table.h"
#include "unit.h"

static struct thimble_bytes text(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

/* The bytes of an envelope that have to be there: up to the first payload's content, or all. */
static uint32_t needed(const struct thimble_envelope *envelope) {
  struct thimble_payload payload;
  uint32_t start = envelope->payload_start;
  if (envelope->payloads == 0)
    return envelope->head.length;
  const struct thimble_bytes rest = {envelope->head.data + start, envelope->head.length - start};
  assert_int_equal(thimble_payload_read(&payload, rest), THIMBLE_OK);
  return start + payload.start;
}

static void open_in_pieces(const struct suit_case *row) {
  struct thimble_envelope whole, envelope;
  struct thimble_suit_report report;
  assert_int_equal(thimble_envelope_open(&whole, row->envelope, suit_table_signers(), &report),
                   THIMBLE_OK);
  assert_int_equal(report.refusal, THIMBLE_REFUSAL_NONE);
  for (uint32_t length = 0; length < row->envelope.length; length++) {
    struct thimble_bytes head = {row->envelope.data, length};
    bool enough = length >= needed(&whole);
    if (enough && length % 16 != 0 && length != needed(&whole))
      continue; /* each of these costs a signature */
    assert_int_equal(thimble_envelope_open(&envelope, head, suit_table_signers(), &report),
                     enough ? THIMBLE_OK : THIMBLE_ERROR_TRUNCATED);
    if (!enough)
      continue;
    envelope.head = whole.head;
    assert_memory_equal(&envelope, &whole, sizeof whole);
  }
}

static void the_head_is_enough(void **state) {
  (void)state;
  static const char *const names[] = {"sound",   "untagged",       "severed",
                                      "removal", "second-payload", "key-named-protected"};
  for (uint32_t i = 0; i < COUNT(names); i++) {
    struct suit_case row;
    suit_table_find(&row, names[i]);
    open_in_pieces(&row);
  }
}

static void who_signed(void **state) {
  (void)state;
  struct suit_case row;
  struct thimble_envelope envelope = {.signer = 99};
  struct thimble_suit_report report;
  suit_table_find(&row, "sound");
  assert_int_equal(thimble_envelope_open(&envelope, row.envelope, suit_table_signers(), &report),
                   THIMBLE_OK);
  assert_int_equal(envelope.signer, 1);
  assert_ptr_equal(envelope.severed[THIMBLE_SEVERABLE_INSTALL].data, NULL);
  const struct thimble_signers nobody = {NULL, 0};
  assert_int_equal(thimble_envelope_open(&envelope, row.envelope, &nobody, &report),
                   THIMBLE_ERROR_REFUSED);
  assert_int_equal(report.refusal, THIMBLE_REFUSAL_SIGNER);
}

/* A refused envelope is not given out. */
static void nothing_without_a_signature(void **state) {
  (void)state;
  struct suit_case row;
  struct thimble_envelope envelope;
  struct thimble_suit_report report;
  suit_table_find(&row, "forged");
  memset(&envelope, 0xaa, sizeof envelope);
  assert_int_equal(thimble_envelope_open(&envelope, row.envelope, suit_table_signers(), &report),
                   THIMBLE_ERROR_REFUSED);
  for (uint32_t i = 0; i < sizeof envelope; i++)
    assert_int_equal(((const uint8_t *)&envelope)[i], 0xaa);
}

static void payloads_are_found(void **state) {
  (void)state;
  struct suit_case row;
  struct thimble_envelope envelope;
  struct thimble_suit_report report;
  struct thimble_bytes content;
  suit_table_find(&row, "second-payload");
  assert_int_equal(thimble_envelope_open(&envelope, row.envelope, suit_table_signers(), &report),
                   THIMBLE_OK);
  assert_int_equal(envelope.payloads, 3);
  assert_int_equal(thimble_payload_find(&envelope, text("#b"), &content), THIMBLE_OK);
  assert_int_equal(content.length, 7);
  assert_memory_equal(content.data, "payload", 7);
  assert_int_equal(thimble_payload_find(&envelope, text("#c"), &content), THIMBLE_OK);
  assert_int_equal(content.length, 0);
  assert_int_equal(thimble_payload_find(&envelope, text("#"), &content), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_payload_find(&envelope, text(""), &content), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_payload_find(&envelope, text("#bb"), &content), THIMBLE_ERROR_NOT_FOUND);
  envelope.head.length -= 8; /* in the content of #b */
  assert_int_equal(thimble_payload_find(&envelope, text("#a"), &content), THIMBLE_OK);
  assert_int_equal(thimble_payload_find(&envelope, text("#b"), &content), THIMBLE_ERROR_TRUNCATED);
}

static void payloads_are_read(void **state) {
  (void)state;
  static const uint8_t bytes[] = {0x62, '#', 'a', 0x5a, 0x00, 0x01, 0x00, 0x00};
  static const uint8_t wrong[] = {0x62, '#', 'a', 0x61};
  struct thimble_payload payload;
  for (uint32_t length = 0; length < sizeof bytes; length++)
    assert_int_equal(thimble_payload_read(&payload, (struct thimble_bytes){bytes, length}),
                     THIMBLE_ERROR_TRUNCATED);
  assert_int_equal(thimble_payload_read(&payload, (struct thimble_bytes){bytes, sizeof bytes}),
                   THIMBLE_OK);
  assert_int_equal(payload.start, 8);
  assert_int_equal(payload.length, 65536);
  assert_int_equal(payload.name.length, 2);
  assert_int_equal(thimble_payload_read(&payload, (struct thimble_bytes){wrong, sizeof wrong}),
                   THIMBLE_ERROR_MALFORMED);
}

/* The numbers only grow, since devices report them. */
static void refusals_have_texts(void **state) {
  (void)state;
#define THIMBLE_REFUSAL(enumerator, number, sentence) {number, sentence},
  static const struct {
    uint32_t number;
    const char *text;
  } list[] = {
#include <thimble/refusals.def>
  };
#undef THIMBLE_REFUSAL
  for (uint32_t i = 0; i < COUNT(list); i++) {
    assert_string_equal(thimble_refusal_text((enum thimble_refusal)list[i].number), list[i].text);
    assert_true(i == 0 || list[i].number > list[i - 1].number);
    for (uint32_t other = 0; other < i; other++)
      assert_string_not_equal(list[i].text, list[other].text);
  }
  assert_string_equal(thimble_refusal_text((enum thimble_refusal)9999),
                      "refused for an unknown reason");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_head_is_enough), cmocka_unit_test(who_signed),
      cmocka_unit_test(payloads_are_found), cmocka_unit_test(nothing_without_a_signature),
      cmocka_unit_test(payloads_are_read),  cmocka_unit_test(refusals_have_texts),
  };
  return cmocka_run_group_tests_name("SUIT envelopes", tests, NULL, NULL);
}
