/* SPDX-License-Identifier: Apache-2.0 */
/* server_report.c: a verdict as a map, and as a response code. Keys are append-only; what is not
 * known is left out. */
#include "update/server.h"

enum {
  REFUSAL = 1,
  SECTION = 2,
  COMMAND = 3,
  OFFSET = 4,
  COMPONENT = 5,
  STAGE = 6,
  REASON = 7,
  PLACE = 8,
  DETAIL = 9,
  RESULT = 10,
  ORIGIN_FILE = 11,
  LINE = 12,
  FUNCTION = 13,
  RECEIVED = 14,
  BUSY = 15,
  TAG = 16
};

static uint32_t when(bool is_known, uint32_t key) {
  return is_known ? 1u << key : 0;
}

/* What the host has said of an image that it did not verify. */
static uint32_t present_of_host(const struct thimble_update_report *report) {
  bool is_verified = report->stage == THIMBLE_INSTALL_VERIFY;
  return when(report->stage != 0, STAGE) | when(is_verified, REASON) | when(is_verified, PLACE) |
         when(is_verified, DETAIL) | when(report->origin.file.length > 0, ORIGIN_FILE) |
         when(report->origin.line > 0, LINE) | when(report->origin.function.length > 0, FUNCTION);
}

/* Which keys there are, by what is known. */
static uint32_t present(const struct thimble_update *update) {
  const struct thimble_update_report *report = &update->report;
  bool is_over = update->status == THIMBLE_UPDATE_IDLE;
  uint32_t keys = when(true, RECEIVED) | when(is_over && update->has_report, REFUSAL) |
                  when(!is_over, BUSY) | when(report->component.length > 0, COMPONENT);
  if (!is_over || report->suit.refusal == THIMBLE_REFUSAL_NONE)
    return keys;
  return keys | when(report->suit.section != 0, SECTION) |
         when(report->suit.section != 0, COMMAND) | when(report->suit.offset != 0, OFFSET) |
         when(report->result != THIMBLE_OK, RESULT) | present_of_host(report);
}

static void write_component(struct thimble_cbor_writer *writer, struct thimble_bytes id) {
  struct thimble_bytes part;
  uint32_t parts = 0;
  while (thimble_suit_id_part(id, parts, &part) == THIMBLE_OK)
    parts++;
  thimble_cbor_write_array(writer, parts);
  for (uint32_t i = 0; i < parts && thimble_suit_id_part(id, i, &part) == THIMBLE_OK; i++)
    thimble_cbor_write_bytes(writer, part);
}

static uint32_t number_of(const struct thimble_update_report *report, uint32_t key) {
  switch (key) {
  case REFUSAL:
    return (uint32_t)report->suit.refusal;
  case SECTION:
    return report->suit.section;
  case COMMAND:
    return report->suit.command;
  case OFFSET:
    return report->suit.offset;
  case STAGE:
    return (uint32_t)report->stage;
  case REASON:
    return (uint32_t)report->program.reason;
  case PLACE:
    return report->program.place;
  case DETAIL:
    return report->program.detail;
  case LINE:
    return report->origin.line;
  default:
    return report->received;
  }
}

static void write_value(struct thimble_cbor_writer *writer,
                        const struct thimble_update_report *report, uint32_t key) {
  switch (key) {
  case COMPONENT:
    write_component(writer, report->component);
    break;
  case RESULT:
    thimble_cbor_write_integer(writer, report->result);
    break;
  case ORIGIN_FILE:
    thimble_cbor_write_text(writer, report->origin.file);
    break;
  case FUNCTION:
    thimble_cbor_write_text(writer, report->origin.function);
    break;
  case BUSY:
    thimble_cbor_write_true(writer);
    break;
  default:
    thimble_cbor_write_unsigned(writer, number_of(report, key));
  }
}

void thimble_server_report(const struct thimble_update *update, struct thimble_bytes tag,
                           struct thimble_cbor_writer *writer) {
  uint32_t keys = present(update), pairs = tag.length > 0 ? 1 : 0;
  for (uint32_t key = 1; key < TAG; key++)
    pairs += keys >> key & 1;
  thimble_cbor_write_map(writer, pairs);
  for (uint32_t key = 1; key < TAG; key++)
    if ((keys >> key & 1) != 0) {
      thimble_cbor_write_unsigned(writer, key);
      write_value(writer, &update->report, key);
    }
  if (tag.length > 0) {
    thimble_cbor_write_unsigned(writer, TAG);
    thimble_cbor_write_bytes(writer, tag);
  }
}

/* Numbers between these are about signatures. */
static bool is_unauthorized(enum thimble_refusal refusal) {
  return refusal >= THIMBLE_REFUSAL_UNSIGNED && refusal <= THIMBLE_REFUSAL_SIGNATURE;
}

static uint8_t code_of_size(enum thimble_result result) {
  return result == THIMBLE_ERROR_LIMIT ? THIMBLE_COAP_TOO_LARGE : THIMBLE_COAP_UNPROCESSABLE;
}

uint8_t thimble_server_code(const struct thimble_update_report *report) {
  if (is_unauthorized(report->suit.refusal))
    return THIMBLE_COAP_UNAUTHORIZED;
  switch (report->suit.refusal) {
  case THIMBLE_REFUSAL_NONE:
    return THIMBLE_COAP_CHANGED;
  case THIMBLE_REFUSAL_ENVELOPE:
  case THIMBLE_REFUSAL_ENVELOPE_ELEMENT:
  case THIMBLE_REFUSAL_MANIFEST:
  case THIMBLE_REFUSAL_COMMANDS:
    return THIMBLE_COAP_BAD_REQUEST;
  case THIMBLE_REFUSAL_NOT_ALLOWED:
  case THIMBLE_REFUSAL_VENDOR:
  case THIMBLE_REFUSAL_CLASS:
  case THIMBLE_REFUSAL_DEVICE:
  case THIMBLE_REFUSAL_POLICY_HOOK:
  case THIMBLE_REFUSAL_POLICY_MEMORY:
    return THIMBLE_COAP_FORBIDDEN;
  case THIMBLE_REFUSAL_SEQUENCE:
    return THIMBLE_COAP_CONFLICT;
  case THIMBLE_REFUSAL_HEAD:
    return THIMBLE_COAP_TOO_LARGE;
  case THIMBLE_REFUSAL_PAYLOAD_SIZE:
    return code_of_size(report->result);
  case THIMBLE_REFUSAL_STORE_FULL:
  case THIMBLE_REFUSAL_STORE:
  case THIMBLE_REFUSAL_TENANTS:
    return THIMBLE_COAP_UNAVAILABLE;
  default:
    return THIMBLE_COAP_UNPROCESSABLE;
  }
}
