/* SPDX-License-Identifier: Apache-2.0 */
/* push_send.c: see push_send.h. Read it from the bottom. */
#include "cli/network/push_send.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/json.h"
#include "cli/common/message.h"
#include "cli/network/device_link.h"
#include "cli/network/transfer.h"
#include "cli/network/update_report.h"
#include "cli/sign/check.h"
#include "cli/sign/make.h"

#define ENVELOPE_MAXIMUM (THIMBLE_IMAGE_MAXIMUM + (1u << 16))
#define CODE_CHANGED 0x44u

/* All that a push is made of. */
struct push {
  const struct push_options *options;
  struct sign_options sign; /* with what is known of the device */
  struct device_link link;
  struct signing signing;
  bool is_signed;
  struct file_bytes file; /* an envelope that was read */
  struct transfer transfer;
  struct update_report report;
  bool has_report;
  char vendor[UUID_TEXT_LENGTH + 1], class[UUID_TEXT_LENGTH + 1]; /* as the device says */
};

static void use_entry(struct push *push) {
  const struct device_entry *entry = &push->link.entry;
  struct sign_options *sign = &push->sign;
  if (!sign->key)
    sign->key = entry->key;
  if (!sign->device)
    sign->device = entry->device;
  sign->usual_tenant = entry->tenant;
  sign->usual_vendor = entry->vendor;
  sign->usual_class = entry->class;
}

/* An order has to name the device's vendor and class; where nobody says them, the device does. */
static bool ask_ids(struct push *push) {
  struct sign_options *sign = &push->sign;
  struct device_ids ids;
  struct file_bytes body;
  if ((sign->vendor || sign->usual_vendor) && (sign->class || sign->usual_class))
    return true;
  if (!device_get_patiently(&push->link, "device", push->options->timeout, &body))
    return false;
  bool read = device_ids_read(&ids, (struct thimble_bytes){body.data, body.length});
  file_free(&body);
  if (!read) {
    device_say_unreadable(&push->link, "device");
    return false;
  }
  if (ids.has_vendor && !sign->usual_vendor) {
    uuid_write(&ids.vendor, push->vendor);
    sign->usual_vendor = push->vendor;
  }
  if (ids.has_class && !sign->usual_class) {
    uuid_write(&ids.class, push->class);
    sign->usual_class = push->class;
  }
  return true;
}

static int sign(struct push *push) {
  use_entry(push);
  int code = sign_check(&push->sign);
  if (code != EXIT_CODE_OK)
    return code;
  push->is_signed = true;
  push->signing = (struct signing){.options = &push->sign};
  return ask_ids(push) && sign_make(&push->signing, &push->sign) ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

static int prepare(struct push *push) {
  const struct file_bytes *bytes = &push->file;
  int code = EXIT_CODE_OK;
  if (!push->options->is_envelope) {
    code = sign(push);
    bytes = &push->signing.envelope.bytes;
  } else if (!file_read(&push->file, push->options->sign.subject, ENVELOPE_MAXIMUM)) {
    code = EXIT_CODE_FAILURE;
  }
  push->transfer = (struct transfer){.link = &push->link,
                                     .envelope = {bytes->data, bytes->length},
                                     .timeout = push->options->timeout,
                                     .is_quiet = push->options->is_quiet || push->options->as_json};
  if (code == EXIT_CODE_OK && bytes->length == 0) {
    message_error_at(push->options->sign.subject, 0, "is empty; make an order with thimble sign");
    code = EXIT_CODE_FAILURE;
  }
  return code;
}

/* After a lost link the verdict is in the state that the device was asked for: 2.05. */
static bool is_accepted(const struct push *push) {
  if (!push->has_report)
    return push->transfer.code == CODE_CHANGED;
  return push->transfer.code >> 5 == 2 && push->report.refusal == 0;
}

static char *verdict_text(const struct push *push) {
  const struct thimble_lines *lines =
      push->is_signed && push->signing.image.path ? &push->signing.image.lines : NULL;
  return push->has_report ? update_report_text(&push->report, lines) : NULL;
}

static void say_json(const struct push *push) {
  char code[5];
  char *text = verdict_text(push);
  struct json json;
  coap_code_text(push->transfer.code, code);
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_string(&json, "target", push->link.name);
  json_boolean(&json, "accepted", is_accepted(push));
  json_string(&json, "code", code);
  if (text)
    json_string(&json, "verdict", text);
  if (push->is_signed) {
    json_string(&json, "order", sign_kind_name(push->sign.kind));
    json_string(&json, "component", push->signing.component);
    json_integer(&json, "sequence", push->signing.order.sequence);
  }
  json_integer(&json, "size", push->transfer.envelope.length);
  if (push->has_report) {
    json_begin_object(&json, "report");
    update_report_json(&push->report, &json);
    json_end_object(&json);
  }
  json_end_object(&json);
  json_end_line(&json);
  free(text);
}

static void say_text(const struct push *push) {
  char code[5];
  char *text = verdict_text(push);
  coap_code_text(push->transfer.code, code);
  if (!is_accepted(push) && push->transfer.code >> 5 == 2)
    message_error("%s: refused: %s", push->link.name, text);
  else if (!is_accepted(push))
    message_error("%s: refused (%s): %s", push->link.name, code,
                  text ? text : "the device does not say why");
  else if (push->is_signed)
    printf("%s: done: %s %s, sequence %u, %u bytes\n", push->link.name,
           sign_kind_name(push->sign.kind), push->signing.component,
           (unsigned)push->signing.order.sequence, (unsigned)push->transfer.envelope.length);
  else
    printf("%s: done: %s, %u bytes\n", push->link.name, push->options->sign.subject,
           (unsigned)push->transfer.envelope.length);
  free(text);
}

static int deliver(struct push *push) {
  if (!transfer_envelope(&push->transfer))
    return EXIT_CODE_FAILURE;
  const struct file_bytes *verdict = &push->transfer.verdict;
  push->has_report =
      update_report_read(&push->report, (struct thimble_bytes){verdict->data, verdict->length}) &&
      push->report.has_verdict;
  if (push->options->as_json)
    say_json(push);
  else if (!push->options->is_quiet || !is_accepted(push))
    say_text(push);
  return is_accepted(push) ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int push_send(struct push_options *options) {
  struct push push = {.options = options, .sign = options->sign};
  int code = device_link_open(&push.link, options->sign.verb, options->device);
  if (code == EXIT_CODE_OK)
    code = prepare(&push);
  if (code == EXIT_CODE_OK)
    code = deliver(&push);
  file_free(&push.transfer.verdict);
  file_free(&push.file);
  if (push.is_signed)
    sign_free(&push.signing);
  device_link_close(&push.link);
  return code;
}
