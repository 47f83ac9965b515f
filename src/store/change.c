/* SPDX-License-Identifier: Apache-2.0 */
/* change.c: see change.h.
 *
 * Each change is checked against the store as it is, before any is recorded. Since no two are of
 * one component or slot, each is then possible after those before it as well: so what is recorded
 * can be taken, now and whenever it is read again. What is taken is what the record says, by the
 * function that reads it after a restart. */
#include "store/change.h"

#include <string.h>

#include "store/keep.h"
#include "store/replay.h"

/* What becomes the previous payload: the current one if it is sound and confirmed, or there is no
 * other; else the previous one stays. A damaged one is never kept. */
static uint8_t keeps(const struct thimble_store_component *component) {
  const struct thimble_store_payload *current = &component->current;
  const struct thimble_store_payload *previous = &component->previous;
  bool has_current = current->size != 0 && !current->is_damaged;
  bool has_previous = previous->size != 0 && !previous->is_damaged;
  if (has_current && !(component->is_on_trial && has_previous))
    return THIMBLE_STORE_KEEPS_CURRENT;
  return has_previous ? THIMBLE_STORE_KEEPS_PREVIOUS : 0;
}

/* What must not be done with the previous payload, though it could be (step.h). */
static enum thimble_result check_previous(const struct thimble_store_component *component,
                                          enum thimble_store_operation operation) {
  const struct thimble_store_payload *previous = &component->previous;
  bool is_on_call = component->is_on_trial || component->current.is_damaged;
  if (previous->size == 0)
    return THIMBLE_OK;
  if (operation == THIMBLE_STORE_ROLL_BACK && previous->is_damaged)
    return THIMBLE_ERROR_INPUT;
  if (operation == THIMBLE_STORE_RELEASE && is_on_call && !previous->is_damaged)
    return THIMBLE_ERROR_BUSY;
  return THIMBLE_OK;
}

static void set_install(const struct thimble_store *store, uint32_t place,
                        const struct thimble_store_change *change,
                        struct thimble_store_step *step) {
  uint32_t trial = change->is_on_trial ? THIMBLE_STORE_ON_TRIAL : 0;
  uint32_t stopped = change->is_stopped ? THIMBLE_STORE_STOPPED : 0;
  step->payload = *change->payload;
  step->flags = (uint8_t)(keeps(&store->components[place]) | trial | stopped);
}

static void set_sequence(const struct thimble_store_change *change,
                         struct thimble_store_step *step) {
  step->flags |= THIMBLE_STORE_HAS_SEQUENCE;
  memcpy(step->sequence.signer, change->signer, THIMBLE_STORE_SIGNER);
  step->sequence.number = change->sequence;
}

/* Makes the step of a change. FORGET is of no component, and takes the first place for its. */
static enum thimble_result prepare(const struct thimble_store *store,
                                   const struct thimble_store_change *change,
                                   struct thimble_store_step *step) {
  uint32_t place = 0;
  if (change->operation != THIMBLE_STORE_FORGET)
    place = thimble_store_place(store, change->component);
  *step = (struct thimble_store_step){.operation = (uint8_t)change->operation,
                                      .component = (uint8_t)place};
  if (change->operation == THIMBLE_STORE_INSTALL)
    set_install(store, place, change, step);
  if (change->signer != NULL)
    set_sequence(change, step);
  enum thimble_result result = check_previous(&store->components[place], change->operation);
  return result == THIMBLE_OK ? thimble_store_check(store, step) : result;
}

static enum thimble_result write_changes(const struct thimble_store *store,
                                         const struct thimble_store_change *changes, uint32_t count,
                                         struct thimble_coder *coder) {
  uint8_t head[2] = {THIMBLE_STORE_CHANGES, (uint8_t)count};
  thimble_code_bytes(coder, head, sizeof head);
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_store_step step;
    enum thimble_result result = prepare(store, &changes[i], &step);
    if (result != THIMBLE_OK)
      return result;
    thimble_code_step(coder, &step);
  }
  return THIMBLE_OK;
}

enum thimble_result thimble_store_make(struct thimble_store *store,
                                       const struct thimble_store_change *changes, uint32_t count) {
  uint8_t bytes[THIMBLE_JOURNAL_RECORD_MAXIMUM];
  struct thimble_coder coder;
  thimble_coder_write(&coder, bytes);
  enum thimble_result result = write_changes(store, changes, count, &coder);
  struct thimble_bytes record = thimble_coder_record(&coder, bytes);
  if (result == THIMBLE_OK)
    result = thimble_store_keep(store, record);
  if (result != THIMBLE_OK)
    return result;
  thimble_coder_read(&coder, (struct thimble_bytes){bytes + 1, record.length - 1});
  return thimble_store_read_changes(store, &coder);
}
