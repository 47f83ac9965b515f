/* SPDX-License-Identifier: Apache-2.0 */
/* report_text.c: the verification for people, a line for each command. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/name.h"
#include "cli/common/hex_text.h"
#include "cli/sign/suit_name.h"
#include "cli/verify/report.h"
#include "linux/escape.h"

#define BYTES_SHOWN 8u

static bool is_uuid(enum thimble_suit_label label) {
  return label == THIMBLE_SUIT_VENDOR_ID || label == THIMBLE_SUIT_CLASS_ID ||
         label == THIMBLE_SUIT_DEVICE_ID;
}

static void print_uuid(const uint8_t *bytes) {
  char text[UUID_TEXT_LENGTH + 1];
  struct uuid uuid;
  memcpy(uuid.bytes, bytes, sizeof uuid.bytes);
  uuid_write(&uuid, text);
  fputs(text, stdout);
}

static void print_bytes(struct thimble_bytes bytes) {
  bool is_long = bytes.length > BYTES_SHOWN;
  char *text = hex_text((struct thimble_bytes){bytes.data, is_long ? BYTES_SHOWN : bytes.length});
  printf("%s%s", text, is_long ? "..." : "");
  free(text);
}

static void print_parameter(const struct verify_parameter *parameter) {
  printf(" %s=", suit_parameter_name(parameter->label));
  if (is_uuid(parameter->label) && parameter->bytes.length == sizeof(struct uuid))
    print_uuid(parameter->bytes.data);
  else if (parameter->label == THIMBLE_SUIT_URI)
    thimble_linux_write_escaped(stdout, parameter->bytes);
  else if (parameter->bytes.data)
    print_bytes(parameter->bytes);
  else
    printf("%" PRIu32, parameter->number);
}

static void print_step(const struct verify_step *step) {
  const struct thimble_suit_event *event = &step->event;
  printf("  %-13s %*s%" PRIu32 " [%" PRIu32 "] ", suit_section_name(event->section),
         (int)(2 * event->depth), "", event->command, event->component.index);
  if (event->code < THIMBLE_SUIT_ROLL_BACK)
    printf("%" PRId32, event->code);
  else
    fputs(suit_command_name(event->code), stdout);
  for (uint32_t i = 0; i < step->parameter_count; i++)
    print_parameter(&step->parameters[i]);
  printf(": %s%s\n",
         event->refusal == THIMBLE_REFUSAL_NONE ? "ok" : thimble_refusal_text(event->refusal),
         step->is_assumed && event->refusal == THIMBLE_REFUSAL_NONE ? ", as far as can be told here"
                                                                    : "");
}

static void print_ids(const struct verification *verification) {
  static const char *const names[VERIFY_IDS] = {"vendor", "class", "device"};
  const char *separator = "taken from the manifest: ";
  for (uint32_t i = 0; i < VERIFY_IDS; i++) {
    if (!verification->ids[i].is_taken)
      continue;
    printf("%s%s ", separator, names[i]);
    print_uuid(verification->ids[i].uuid.bytes);
    separator = ", ";
  }
  if (separator[0] == ',')
    putchar('\n');
}

static void print_components(const struct verification *verification) {
  for (uint32_t i = 0; i < verification->component_count; i++) {
    char *text = suit_component_text(verification->components[i]);
    printf("component [%" PRIu32 "] %s\n", i, text);
    free(text);
  }
}

static void print_manifest(const struct verification *verification) {
  char *key = hex_text(verification->signers.signers[verification->signer].id);
  printf("key %s, sequence number %" PRIu32 "\n", key, verification->sequence);
  free(key);
  print_components(verification);
  print_ids(verification);
  if (verification->is_as_if)
    puts("commands, as if a device had such components:");
  for (uint32_t i = 0; i < verification->step_count; i++)
    print_step(&verification->steps[i]);
  if (verification->steps_left_out > 0)
    printf("  and %" PRIu32 " more\n", verification->steps_left_out);
}

static void print_report(const struct thimble_suit_report *report) {
  if (report->refusal == THIMBLE_REFUSAL_NONE) {
    fputs("would do it", stdout);
    return;
  }
  printf("refuses: %s", thimble_refusal_text(report->refusal));
  if (report->section != 0)
    printf(" (%s, command %" PRIu32 ", byte %" PRIu32 ")", suit_section_name(report->section),
           report->command, report->offset);
}

static void print_verdict(const struct verification *verification) {
  if (verification->is_as_if) {
    fputs("a device with such components ", stdout);
    print_report(&verification->as_if);
    putchar('\n');
  }
  fputs("verdict: a Thimble device ", stdout);
  print_report(&verification->report);
  if (verification->detail[0]) {
    fputs(": ", stdout);
    thimble_linux_write_escaped(stdout, thimble_name(verification->detail));
  }
  putchar('\n');
}

void verify_report_text(const struct verify_report *report) {
  const struct verification *verification = report->verification;
  printf("signature: %s\n", verification->signature);
  if (verification->envelope.manifest.data == NULL)
    return;
  print_manifest(verification);
  print_verdict(verification);
}
