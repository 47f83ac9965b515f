/* SPDX-License-Identifier: Apache-2.0 */
/* update_report.c: see update_report.h. */
#include "cli/network/update_report.h"

#include <stdlib.h>
#include <thimble/host.h>
#include <thimble/refusal.h>

#include "cli/common/memory.h"
#include "cli/image/describe.h"
#include "cli/sign/suit_name.h"

bool update_report_read(struct update_report *report, struct thimble_bytes body) {
  uint64_t number;
  *report = (struct update_report){0};
  if (!cbor_body_read(body, CBOR_MAP, &report->map))
    return false;
  if (cbor_find_number(&report->map, UPDATE_REPORT_REFUSAL, &number) && number <= UINT16_MAX) {
    report->refusal = (uint32_t)number;
    report->has_verdict = true;
  }
  if (cbor_find_number(&report->map, UPDATE_REPORT_RECEIVED, &number) && number <= UINT32_MAX) {
    report->received = (uint32_t)number;
    report->has_received = true;
  }
  (void)cbor_find_bytes(&report->map, UPDATE_REPORT_TAG, CBOR_BYTES, &report->tag);
  return true;
}

static const char *stage_text(uint64_t stage) {
  switch (stage) {
  case THIMBLE_INSTALL_IMAGE:
    return "the image cannot be read";
  case THIMBLE_INSTALL_PLACE:
    return "there is no place for it: a hook, a record or the tenant's quota";
  case THIMBLE_INSTALL_VERIFY:
    return "the program is not sound";
  case THIMBLE_INSTALL_LOAD:
    return "there is not enough memory";
  default:
    return "it could not be started";
  }
}

static void append_origin(const struct update_report *report, struct thimble_text *text) {
  struct thimble_bytes file = {NULL, 0}, function = {NULL, 0};
  uint64_t line = 0;
  (void)cbor_find_number(&report->map, UPDATE_REPORT_LINE, &line);
  if (cbor_find_bytes(&report->map, UPDATE_REPORT_FUNCTION, CBOR_TEXT, &function)) {
    thimble_text_append(text, ", in ");
    thimble_text_append_bytes(text, function);
    thimble_text_append(text, "()");
  }
  if (cbor_find_bytes(&report->map, UPDATE_REPORT_FILE, CBOR_TEXT, &file)) {
    thimble_text_append(text, function.data ? " at " : ", at ");
    thimble_text_append_bytes(text, file);
    thimble_text_append(text, ":");
    thimble_text_append_unsigned(text, line);
  }
}

static void append_reason(const struct update_report *report, const struct thimble_lines *lines,
                          struct thimble_text *text) {
  uint64_t reason, detail = 0, place = 0;
  struct cbor_item file;
  if (!cbor_find_number(&report->map, UPDATE_REPORT_REASON, &reason) ||
      reason >= THIMBLE_REASON_COUNT)
    return;
  (void)cbor_find_number(&report->map, UPDATE_REPORT_DETAIL, &detail);
  thimble_text_append(text, ": ");
  describe_reason(text, (enum thimble_reason)reason, detail);
  if (cbor_item_find(&report->map, UPDATE_REPORT_FILE, &file))
    append_origin(report, text);
  else if (lines && reason_has_place((enum thimble_reason)reason) &&
           cbor_find_number(&report->map, UPDATE_REPORT_PLACE, &place) && place <= UINT32_MAX)
    describe_place(text, lines, (uint32_t)place);
}

static void append_result(const struct update_report *report, struct thimble_text *text) {
  struct cbor_item item;
  int64_t result;
  if (!cbor_item_find(&report->map, UPDATE_REPORT_RESULT, &item) ||
      !cbor_item_integer(&item, &result) || result >= 0 || result < -UINT16_MAX)
    return;
  thimble_text_append(text, ": ");
  thimble_text_append(text, thimble_result_text((enum thimble_result)result));
}

static void append_install(const struct update_report *report, const struct thimble_lines *lines,
                           struct thimble_text *text) {
  uint64_t stage;
  if (!cbor_find_number(&report->map, UPDATE_REPORT_STAGE, &stage))
    return;
  thimble_text_append(text, ": ");
  thimble_text_append(text, stage_text(stage));
  if (stage == THIMBLE_INSTALL_VERIFY)
    append_reason(report, lines, text);
  else
    append_result(report, text);
}

static void append_place(const struct update_report *report, struct thimble_text *text) {
  uint64_t section, command = 0;
  if (!cbor_find_number(&report->map, UPDATE_REPORT_SECTION, &section) || section == 0 ||
      section > UINT16_MAX)
    return;
  (void)cbor_find_number(&report->map, UPDATE_REPORT_COMMAND, &command);
  thimble_text_append(text, " (");
  thimble_text_append(text, suit_section_name((uint32_t)section));
  thimble_text_append(text, ", command ");
  thimble_text_append_unsigned(text, command);
  thimble_text_append(text, ")");
}

char *update_report_text(const struct update_report *report, const struct thimble_lines *lines) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  if (report->refusal == THIMBLE_REFUSAL_NONE) {
    thimble_text_append(&text, "done");
    return memory_text(bytes);
  }
  thimble_text_append(&text, thimble_refusal_text((enum thimble_refusal)report->refusal));
  if (report->refusal == THIMBLE_REFUSAL_INSTALL) {
    append_install(report, lines, &text);
    return memory_text(bytes);
  }
  append_place(report, &text);
  append_result(report, &text);
  return memory_text(bytes);
}

static void put_integer(const struct update_report *report, struct json *json, const char *name,
                        enum update_report_key key) {
  struct cbor_item item;
  int64_t number;
  if (cbor_item_find(&report->map, key, &item) && cbor_item_integer(&item, &number))
    json_integer(json, name, number);
}

static void put_text(const struct update_report *report, struct json *json, const char *name,
                     enum update_report_key key) {
  struct thimble_bytes text;
  if (cbor_find_bytes(&report->map, key, CBOR_TEXT, &text))
    json_bytes(json, name, text);
}

void update_report_json(const struct update_report *report, struct json *json) {
  struct cbor_item component;
  put_integer(report, json, "refusal", UPDATE_REPORT_REFUSAL);
  put_integer(report, json, "section", UPDATE_REPORT_SECTION);
  put_integer(report, json, "command", UPDATE_REPORT_COMMAND);
  put_integer(report, json, "offset", UPDATE_REPORT_OFFSET);
  if (cbor_item_find(&report->map, UPDATE_REPORT_COMPONENT, &component)) {
    char *text = suit_component_item_text(&component);
    json_string(json, "component", text);
    free(text);
  }
  put_integer(report, json, "stage", UPDATE_REPORT_STAGE);
  put_integer(report, json, "reason", UPDATE_REPORT_REASON);
  put_integer(report, json, "place", UPDATE_REPORT_PLACE);
  put_integer(report, json, "detail", UPDATE_REPORT_DETAIL);
  put_integer(report, json, "result", UPDATE_REPORT_RESULT);
  put_text(report, json, "file", UPDATE_REPORT_FILE);
  put_integer(report, json, "line", UPDATE_REPORT_LINE);
  put_text(report, json, "function", UPDATE_REPORT_FUNCTION);
  put_integer(report, json, "received", UPDATE_REPORT_RECEIVED);
}
