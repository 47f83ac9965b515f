/* SPDX-License-Identifier: Apache-2.0 */
/* record.c: see record.h. */
#include "store/record.h"

#include <string.h>
#include <thimble/port.h>

void thimble_coder_write(struct thimble_coder *coder,
                         uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM]) {
  *coder = (struct thimble_coder){.to = record, .left = THIMBLE_JOURNAL_RECORD_MAXIMUM};
}

void thimble_coder_read(struct thimble_coder *coder, struct thimble_bytes record) {
  *coder = (struct thimble_coder){.from = record.data, .left = record.length};
}

struct thimble_bytes thimble_coder_record(const struct thimble_coder *coder,
                                          const uint8_t *record) {
  return (struct thimble_bytes){record, THIMBLE_JOURNAL_RECORD_MAXIMUM - coder->left};
}

bool thimble_coder_is_complete(const struct thimble_coder *coder) {
  return !coder->has_failed && coder->left == 0;
}

void thimble_code_bytes(struct thimble_coder *coder, void *bytes, uint32_t length) {
  if (coder->has_failed || length > coder->left) {
    coder->has_failed = true;
    return;
  }
  coder->left -= length;
  if (coder->to != NULL) {
    memcpy(coder->to, bytes, length);
    coder->to += length;
  } else {
    memcpy(bytes, coder->from, length);
    coder->from += length;
  }
}

/* A byte of at most `most`. */
static void code_small(struct thimble_coder *coder, uint8_t *byte, uint32_t most) {
  thimble_code_bytes(coder, byte, 1);
  if (*byte > most)
    coder->has_failed = true;
}

void thimble_code_layout(struct thimble_coder *coder, struct thimble_store_layout *layout) {
  thimble_code_bytes(coder, &layout->version, 1);
  thimble_code_bytes(coder, &layout->slot_count, 1);
  thimble_code_bytes(coder, &layout->address, 4);
  thimble_code_bytes(coder, &layout->slot_size, 4);
  thimble_code_bytes(coder, &layout->records, 2);
}

static void code_payload(struct thimble_coder *coder, struct thimble_store_payload *payload) {
  thimble_code_bytes(coder, &payload->slot, 1);
  thimble_code_bytes(coder, &payload->size, 4);
  thimble_code_bytes(coder, payload->digest, sizeof payload->digest);
}

static void code_sequence(struct thimble_coder *coder, struct thimble_store_sequence *sequence) {
  thimble_code_bytes(coder, sequence->signer, sizeof sequence->signer);
  thimble_code_bytes(coder, &sequence->number, 8);
}

/* Counts are checked before what they count is read: a component that is read starts as zeros. */
void thimble_code_component(struct thimble_coder *coder,
                            struct thimble_store_component *component) {
  uint8_t flags = (uint8_t)((component->is_stopped ? THIMBLE_STORE_STOPPED : 0) |
                            (component->is_on_trial ? THIMBLE_STORE_ON_TRIAL : 0));
  code_small(coder, &flags, THIMBLE_STORE_COMPONENT_FLAGS);
  component->is_stopped = (flags & THIMBLE_STORE_STOPPED) != 0;
  component->is_on_trial = (flags & THIMBLE_STORE_ON_TRIAL) != 0;
  code_small(coder, &component->sequence_count, THIMBLE_STORE_SIGNERS);
  code_small(coder, &component->id_length, THIMBLE_STORE_ID_MAXIMUM);
  if (coder->has_failed)
    return;
  thimble_code_bytes(coder, component->id, component->id_length);
  code_payload(coder, &component->current);
  code_payload(coder, &component->previous);
  for (uint32_t i = 0; i < component->sequence_count; i++)
    code_sequence(coder, &component->sequences[i]);
}

void thimble_code_step(struct thimble_coder *coder, struct thimble_store_step *step) {
  code_small(coder, &step->operation, THIMBLE_STORE_FORGET);
  thimble_code_bytes(coder, &step->component, 1);
  code_small(coder, &step->flags, THIMBLE_STORE_STEP_FLAGS);
  if (step->operation == THIMBLE_STORE_INSTALL)
    code_payload(coder, &step->payload);
  if ((step->flags & THIMBLE_STORE_HAS_SEQUENCE) != 0)
    code_sequence(coder, &step->sequence);
}
