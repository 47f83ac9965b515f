/* SPDX-License-Identifier: Apache-2.0 */
/* report_json.c: the verification as one JSON object, for programs. */
#include <stdlib.h>
#include <string.h>

#include "cli/common/json.h"
#include "cli/sign/suit_name.h"
#include "cli/verify/report.h"

static void put_uuid(struct json *json, const char *name, const struct uuid *uuid) {
  char text[UUID_TEXT_LENGTH + 1];
  uuid_write(uuid, text);
  json_string(json, name, text);
}

static void put_ids(struct json *json, const struct verification *verification, bool given) {
  static const char *const names[VERIFY_IDS] = {"vendor", "class", "device"};
  json_begin_object(json, given ? "ids" : "ids_taken_from_manifest");
  for (uint32_t i = 0; i < VERIFY_IDS; i++) {
    const struct verify_id *id = &verification->ids[i];
    if (given ? id->is_given : id->is_taken)
      put_uuid(json, names[i], &id->uuid);
  }
  json_end_object(json);
}

static void put_id(struct json *json, const char *name, struct thimble_bytes bytes) {
  struct uuid uuid;
  if (bytes.length != sizeof uuid.bytes) {
    json_hex(json, name, bytes);
    return;
  }
  memcpy(uuid.bytes, bytes.data, bytes.length);
  put_uuid(json, name, &uuid);
}

static void put_parameter(struct json *json, const struct verify_parameter *parameter) {
  const char *name = suit_parameter_name(parameter->label);
  switch (parameter->label) {
  case THIMBLE_SUIT_SLOT:
  case THIMBLE_SUIT_SIZE:
  case THIMBLE_SUIT_SOURCE:
    json_integer(json, name, parameter->number);
    break;
  case THIMBLE_SUIT_STRICT_ORDER:
  case THIMBLE_SUIT_SOFT_FAILURE:
    json_boolean(json, name, parameter->number != 0);
    break;
  case THIMBLE_SUIT_VENDOR_ID:
  case THIMBLE_SUIT_CLASS_ID:
  case THIMBLE_SUIT_DEVICE_ID:
    put_id(json, name, parameter->bytes);
    break;
  case THIMBLE_SUIT_URI:
    json_bytes(json, name, parameter->bytes);
    break;
  default:
    json_hex(json, name, parameter->bytes);
  }
}

static void put_step(struct json *json, const struct verify_step *step) {
  const struct thimble_suit_event *event = &step->event;
  json_begin_object(json, NULL);
  json_string(json, "section", suit_section_name(event->section));
  json_integer(json, "depth", event->depth);
  json_integer(json, "index", event->command);
  json_string(json, "command", suit_command_name(event->code));
  json_integer(json, "code", event->code);
  json_integer(json, "component", event->component.index);
  json_begin_object(json, "parameters");
  for (uint32_t i = 0; i < step->parameter_count; i++)
    put_parameter(json, &step->parameters[i]);
  json_end_object(json);
  if (step->is_assumed)
    json_boolean(json, "assumed", true);
  json_string(json, "outcome",
              event->refusal == THIMBLE_REFUSAL_NONE ? "ok" : thimble_refusal_text(event->refusal));
  json_end_object(json);
}

static void put_component(struct json *json, struct thimble_bytes id) {
  char *text = suit_component_text(id);
  json_string(json, NULL, text);
  free(text);
}

static void put_refusal(struct json *json, const struct thimble_suit_report *report) {
  json_integer(json, "refusal", report->refusal);
  if (report->refusal == THIMBLE_REFUSAL_NONE)
    return;
  json_string(json, "reason", thimble_refusal_text(report->refusal));
  json_string(json, "section", suit_section_name(report->section));
  json_integer(json, "index", report->command);
  json_integer(json, "offset", report->offset);
}

static void put_as_if(struct json *json, const struct verification *verification) {
  json_begin_object(json, "as_if_it_had_the_components");
  json_boolean(json, "processable", verification->as_if.refusal == THIMBLE_REFUSAL_NONE);
  put_refusal(json, &verification->as_if);
  json_end_object(json);
}

static void put_manifest(struct json *json, const struct verification *verification) {
  json_integer(json, "sequence", verification->sequence);
  json_begin_array(json, "components");
  for (uint32_t i = 0; i < verification->component_count; i++)
    put_component(json, verification->components[i]);
  json_end_array(json);
  put_ids(json, verification, true);
  put_ids(json, verification, false);
  if (verification->is_as_if)
    put_as_if(json, verification);
  json_begin_array(json, "commands");
  for (uint32_t i = 0; i < verification->step_count; i++)
    put_step(json, &verification->steps[i]);
  json_end_array(json);
  if (verification->steps_left_out > 0)
    json_integer(json, "commands_left_out", verification->steps_left_out);
}

void verify_report_json(const struct verify_report *report) {
  const struct verification *verification = report->verification;
  bool is_signed = verification->envelope.manifest.data != NULL;
  struct json json;
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_string(&json, "file", report->path);
  json_string(&json, "signature", verification->signature);
  if (is_signed)
    json_hex(&json, "key", verification->signers.signers[verification->signer].id);
  json_boolean(&json, "processable", verify_is_processable(verification));
  put_refusal(&json, &verification->report);
  if (verification->detail[0])
    json_string(&json, "detail", verification->detail);
  if (is_signed)
    put_manifest(&json, verification);
  json_end_object(&json);
  json_end_line(&json);
}
