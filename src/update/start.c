/* SPDX-License-Identifier: Apache-2.0 */
/* start.c: what a device does at its start: tenants and containers come back from the store. */
#include <string.h>

#include "base/cbor_write.h"
#include "update/state.h"

typedef enum thimble_result result_t;

static void hash_start(void *state) {
  thimble_sha256_start(state);
}

static void hash_update(void *state, struct thimble_bytes bytes) {
  thimble_sha256_add(state, bytes);
}

static void hash_finish(void *state, uint8_t digest[THIMBLE_STORE_DIGEST]) {
  thimble_sha256_finish(state, digest);
}

static void set_members(struct thimble_update *update) {
  update->hash = (struct thimble_store_hash){&update->sha, hash_start, hash_update, hash_finish};
  update->store->hash = &update->hash;
  update->status = THIMBLE_UPDATE_IDLE;
  update->has_report = false;
  update->retry_ms = 0;
  memset(&update->report, 0, sizeof update->report);
  update->report.suit.component = THIMBLE_NO_COMPONENT;
  thimble_update_device(update, &update->suit_device);
}

/* The record that says what the firmware was told: this key is the owner's. */
static result_t keep_owner(struct thimble_update *update) {
  uint8_t bytes[THIMBLE_RECORD_KEY_LENGTH + 8];
  struct thimble_store_payload payload;
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
  thimble_cbor_write_map(&writer, 2);
  thimble_cbor_write_unsigned(&writer, THIMBLE_RECORD_KEY_FORMAT);
  thimble_cbor_write_unsigned(&writer, THIMBLE_RECORD_FORMAT);
  thimble_cbor_write_unsigned(&writer, THIMBLE_RECORD_KEY_KEYS);
  thimble_cbor_write_array(&writer, 1);
  thimble_cbor_write_bytes(&writer, update->owner_key);
  if (writer.overflow)
    return THIMBLE_ERROR_INVALID;
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_INSTALL,
                                              .component = thimble_update_owner_id(),
                                              .payload = &payload};
  result_t result = thimble_store_begin(update->store, change.component, writer.length);
  if (result == THIMBLE_OK)
    result = thimble_store_write(update->store, (struct thimble_bytes){bytes, writer.length});
  if (result == THIMBLE_OK)
    result = thimble_store_finish(update->store, &payload);
  return result == THIMBLE_OK ? thimble_store_commit(update->store, &change, 1) : result;
}

/* Once there has been an owner's record, whatever has become of it, the firmware's key is not
 * asked any more. */
static result_t take_owner(struct thimble_update *update) {
  const struct thimble_store_component *owner =
      thimble_store_find(update->store, thimble_update_owner_id());
  bool is_known = owner != NULL && owner->current.size > 0;
  return is_known || update->owner_key.length == 0 ? THIMBLE_OK : keep_owner(update);
}

static void take_tenants(struct thimble_update *update) {
  for (uint32_t i = 0; i < update->store->component_count; i++) {
    const struct thimble_store_component *component = &update->store->components[i];
    if (component->id_length == 0)
      continue;
    struct thimble_update_target target =
        thimble_update_target(thimble_update_component_id(component));
    const struct thimble_store_payload *active = thimble_store_active(component);
    if (target.kind == THIMBLE_UPDATE_OF_TENANT && active != NULL &&
        !thimble_update_tenant_take(update, thimble_store_bytes(update->store, active)))
      thimble_update_tell(update, THIMBLE_UPDATE_BROKEN, &target, THIMBLE_REFUSAL_RECORD);
  }
}

static enum thimble_refusal check(struct thimble_update *update,
                                  const struct thimble_update_target *target,
                                  const struct thimble_store_payload *payload) {
  struct thimble_update_report ignored;
  if (payload->size == 0 || payload->is_damaged)
    return THIMBLE_REFUSAL_PAYLOAD_DIGEST;
  return thimble_update_image_check(update, target, thimble_store_bytes(update->store, payload),
                                    &ignored);
}

/* The version before takes the place of one that cannot be run: for this run of the device when it
 * is damaged, since the store knows, and for good when the host refuses it. */
static void fall_back(struct thimble_update *update,
                      const struct thimble_store_component *component,
                      const struct thimble_update_target *target, enum thimble_refusal refusal) {
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_ROLL_BACK,
                                              .component = thimble_update_component_id(component)};
  enum thimble_update_event_kind kind = THIMBLE_UPDATE_ROLLED_BACK;
  if (check(update, target, &component->previous) != THIMBLE_REFUSAL_NONE ||
      thimble_store_commit(update->store, &change, 1) != THIMBLE_OK ||
      thimble_update_run(update, component) != THIMBLE_OK)
    kind = THIMBLE_UPDATE_BROKEN;
  thimble_update_tell(update, kind, target, refusal);
}

static void take_container(struct thimble_update *update,
                           const struct thimble_store_component *component) {
  struct thimble_update_target target =
      thimble_update_target(thimble_update_component_id(component));
  if (target.kind != THIMBLE_UPDATE_OF_CONTAINER || component->current.size == 0)
    return;
  enum thimble_refusal refusal = check(update, &target, &component->current);
  if (refusal == THIMBLE_REFUSAL_NONE && thimble_update_run(update, component) == THIMBLE_OK)
    return;
  fall_back(update, component, &target, refusal);
}

static bool is_complete(const struct thimble_update *update) {
  return update->host != NULL && update->store != NULL && update->tenants != NULL &&
         update->signers != NULL && update->identities != NULL && update->head != NULL &&
         update->vendor != NULL && update->class != NULL;
}

result_t thimble_update_start(struct thimble_update *update) {
  if (!is_complete(update))
    return THIMBLE_ERROR_INVALID;
  set_members(update);
  result_t result = thimble_store_open(update->store);
  if (result == THIMBLE_OK)
    result = take_owner(update);
  if (result != THIMBLE_OK)
    return result;
  take_tenants(update);
  thimble_update_signers_make(update);
  for (uint32_t i = 0; i < update->store->component_count; i++)
    if (update->store->components[i].id_length > 0)
      take_container(update, &update->store->components[i]);
  return THIMBLE_OK;
}
