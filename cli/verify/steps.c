/* SPDX-License-Identifier: Apache-2.0 */
/* steps.c: see steps.h. Read it from the bottom. */
#include "cli/verify/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/cbor_read.h"
#include "cli/common/memory.h"
#include "cli/verify/content.h"
#include "cli/verify/device.h"

typedef struct thimble_bytes bytes_t;

static bool read_digest(bytes_t wrapped, bytes_t *digest) {
  struct thimble_cbor_reader reader;
  uint32_t items;
  int32_t algorithm;
  thimble_cbor_reader_start(&reader, wrapped);
  return thimble_cbor_read_array(&reader, &items) == THIMBLE_OK && items == 2 &&
         thimble_cbor_read_integer(&reader, &algorithm) == THIMBLE_OK &&
         thimble_cbor_read_bytes(&reader, digest) == THIMBLE_OK;
}

/* A value of whatever kind it is: the processor has judged it. */
static bool read_value(struct thimble_cbor_reader *reader, struct verify_parameter *parameter) {
  bool is_true = false;
  if (thimble_cbor_read_boolean(reader, &is_true) == THIMBLE_OK) {
    parameter->number = is_true;
    return true;
  }
  if (thimble_cbor_read_unsigned(reader, &parameter->number) == THIMBLE_OK ||
      thimble_cbor_read_text(reader, &parameter->bytes) == THIMBLE_OK)
    return true;
  return thimble_cbor_read_bytes(reader, &parameter->bytes) == THIMBLE_OK &&
         (parameter->label != THIMBLE_SUIT_DIGEST ||
          read_digest(parameter->bytes, &parameter->bytes));
}

static void read_parameters(struct verify_step *step) {
  struct thimble_cbor_reader reader;
  uint32_t pairs;
  int32_t label;
  thimble_cbor_reader_start(&reader, step->event.argument);
  if (thimble_cbor_read_map(&reader, &pairs) != THIMBLE_OK)
    return;
  for (; pairs > 0 && step->parameter_count < THIMBLE_SUIT_PARAMETERS + 2; pairs--) {
    struct verify_parameter parameter = {0};
    if (thimble_cbor_read_integer(&reader, &label) != THIMBLE_OK)
      return;
    parameter.label = (enum thimble_suit_label)label;
    if (!read_value(&reader, &parameter))
      return;
    step->parameters[step->parameter_count++] = parameter;
  }
}

static void observe(void *data, const struct thimble_suit_event *event) {
  struct verification *verification = data;
  struct verify_step step = {.event = *event, .is_assumed = verification->noted_assumed};
  memcpy(step.parameters, verification->noted, sizeof verification->noted);
  step.parameter_count = verification->noted_count;
  verification->noted_count = 0;
  verification->noted_assumed = false;
  if (event->code == THIMBLE_SUIT_OVERRIDE_PARAMETERS)
    read_parameters(&step);
  if (verification->step_count == VERIFY_STEPS_MAXIMUM) {
    verification->steps_left_out++;
    return;
  }
  verification->steps =
      memory_grow(verification->steps, verification->step_count, sizeof *verification->steps);
  verification->steps[verification->step_count++] = step;
}

static void start_again(struct verification *verification) {
  verification->step_count = 0;
  verification->steps_left_out = 0;
  verification->component_count = 0;
  verification->noted_count = 0;
  verification->noted_assumed = false;
  memset(verification->contents, 0, sizeof verification->contents);
}

/* Each step counts up within a manifest of bounded size, so this ends (suit.h). */
static struct thimble_suit_report carry_out(struct verification *verification) {
  const struct thimble_suit_device device = verify_device(verification);
  const struct thimble_suit_observer observer = {verification, observe};
  struct thimble_suit suit;
  start_again(verification);
  enum thimble_suit_status status =
      thimble_suit_start(&suit, &verification->envelope, &device, &observer);
  while (status == THIMBLE_SUIT_RUNS || status == THIMBLE_SUIT_WANTS)
    status = status == THIMBLE_SUIT_WANTS
                 ? thimble_suit_resume(&suit, verify_fetch(verification, &suit))
                 : thimble_suit_step(&suit);
  verification->sequence = suit.sequence;
  return suit.report;
}

/* A device sees what follows the head only as it arrives; all of it shall be there. */
static bool has_sound_payloads(const struct verification *verification) {
  bytes_t rest = verification->bytes;
  rest.data += verification->envelope.payload_start;
  rest.length -= verification->envelope.payload_start;
  for (uint32_t i = 0; i < verification->envelope.payloads; i++) {
    struct thimble_payload payload;
    if (thimble_payload_read(&payload, rest) != THIMBLE_OK ||
        payload.length > rest.length - payload.start)
      return false;
    rest.data += payload.start + payload.length;
    rest.length -= payload.start + payload.length;
  }
  return rest.length == 0;
}

/* What a device does with the contents once the manifest is done. */
static void check_contents(struct verification *verification) {
  for (uint32_t i = 0; i < verification->component_count; i++) {
    if (!verification->contents[i].data)
      continue;
    verification->report.refusal =
        verify_content(verification->components[i], verification->contents[i], verification->detail,
                       sizeof verification->detail);
    verification->report.section = 0;
    verification->report.component = i;
    if (verification->report.refusal != THIMBLE_REFUSAL_NONE)
      return;
  }
}

static void process(struct verification *verification) {
  verification->report = carry_out(verification);
  if (verification->report.refusal == THIMBLE_REFUSAL_COMPONENT) {
    verification->is_as_if = true;
    verification->as_if = carry_out(verification);
    return;
  }
  if (verification->report.refusal != THIMBLE_REFUSAL_NONE)
    return;
  if (has_sound_payloads(verification))
    check_contents(verification);
  else
    verification->report.refusal = THIMBLE_REFUSAL_ENVELOPE;
}

void verify_envelope(struct verification *verification) {
  enum thimble_result result = thimble_envelope_open(&verification->envelope, verification->bytes,
                                                     &verification->signers, &verification->report);
  verification->signature = "ok";
  if (result == THIMBLE_OK) {
    verification->signer = verification->envelope.signer;
    process(verification);
  } else if (result == THIMBLE_ERROR_TRUNCATED) {
    verification->report = (struct thimble_suit_report){.refusal = THIMBLE_REFUSAL_ENVELOPE};
    verification->signature = "the envelope ends too early";
  } else {
    verification->signature = thimble_refusal_text(verification->report.refusal);
  }
}

bool verify_is_processable(const struct verification *verification) {
  return verification->report.refusal == THIMBLE_REFUSAL_NONE;
}

void verification_free(struct verification *verification) {
  free(verification->steps);
}
