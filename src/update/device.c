/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: what the processor of manifests asks the device. Nothing changes here: changes are
 * noted, and made together when the manifest is done. */
#include <string.h>

#include "update/state.h"

typedef enum thimble_refusal refusal_t;
typedef const struct thimble_suit_component *component_t;

struct thimble_update_change *thimble_update_change_find(struct thimble_update *update,
                                                         struct thimble_bytes component) {
  for (uint32_t i = 0; i < update->change_count; i++)
    if (thimble_update_equal(update->changes[i].component, component))
      return &update->changes[i];
  return NULL;
}

/* A component has one change; only to install, and to say whether it is to run, go together. */
refusal_t thimble_update_change_add(struct thimble_update *update, struct thimble_bytes component,
                                    enum thimble_store_operation operation) {
  if (thimble_update_change_find(update, component) != NULL ||
      update->change_count == THIMBLE_STORE_BATCH)
    return THIMBLE_REFUSAL_UNSUPPORTED;
  update->changes[update->change_count++] =
      (struct thimble_update_change){.component = component, .operation = operation};
  return THIMBLE_REFUSAL_NONE;
}

static refusal_t allows(void *data, uint32_t signer, component_t component) {
  const struct thimble_update *update = data;
  struct thimble_update_target target = thimble_update_target(component->id);
  uint32_t tenant = thimble_update_tenant_find(update, target.tenant);
  if (target.kind == THIMBLE_UPDATE_NOTHING)
    return THIMBLE_REFUSAL_COMPONENT;
  bool is_container = target.kind == THIMBLE_UPDATE_OF_CONTAINER;
  if (thimble_update_is_owner(update, signer))
    return is_container && tenant == update->host->tenant_count ? THIMBLE_REFUSAL_COMPONENT
                                                                : THIMBLE_REFUSAL_NONE;
  return is_container && thimble_update_is_tenant(update, signer, tenant)
             ? THIMBLE_REFUSAL_NONE
             : THIMBLE_REFUSAL_NOT_ALLOWED;
}

/* A manifest's numbers have 32 bits, and only they get into the store. */
static bool last_sequence(void *data, uint32_t signer, component_t component, uint32_t *sequence) {
  const struct thimble_update *update = data;
  *sequence =
      (uint32_t)thimble_store_sequence(update->store, component->id, update->identities[signer].id);
  return *sequence != 0;
}

static bool has_id(void *data, component_t component, enum thimble_suit_label label,
                   struct thimble_bytes id) {
  const struct thimble_update *update = data;
  const uint8_t *own = label == THIMBLE_SUIT_VENDOR_ID  ? update->vendor
                       : label == THIMBLE_SUIT_CLASS_ID ? update->class
                                                        : update->device;
  (void)component;
  return own != NULL && thimble_update_equal(id, (struct thimble_bytes){own, THIMBLE_UPDATE_UUID});
}

/* What the component will hold, or holds; null: nothing. */
static const struct thimble_store_payload *payload_of(struct thimble_update *update,
                                                      component_t component) {
  const struct thimble_update_change *change = thimble_update_change_find(update, component->id);
  if (change != NULL && change->operation == THIMBLE_STORE_INSTALL)
    return &change->payload;
  const struct thimble_store_component *kept = thimble_store_find(update->store, component->id);
  return kept == NULL ? NULL : thimble_store_active(kept);
}

static bool is_in_slot(void *data, component_t component, uint32_t slot) {
  const struct thimble_store_payload *payload = payload_of(data, component);
  return payload != NULL && payload->slot == slot;
}

static refusal_t match_image(void *data, component_t component,
                             const struct thimble_suit_image *image) {
  const struct thimble_store_payload *payload = payload_of(data, component);
  if (payload == NULL || (image->has_size && image->size != payload->size))
    return THIMBLE_REFUSAL_IMAGE;
  return memcmp(image->digest, payload->digest, sizeof payload->digest) == 0
             ? THIMBLE_REFUSAL_NONE
             : THIMBLE_REFUSAL_IMAGE;
}

static refusal_t match_content(void *data, component_t component, struct thimble_bytes content) {
  struct thimble_update *update = data;
  const struct thimble_store_payload *payload = payload_of(update, component);
  if (payload == NULL || payload->size != content.length)
    return THIMBLE_REFUSAL_CONTENT;
  struct thimble_bytes bytes = thimble_store_bytes(update->store, payload);
  uint8_t difference = 0;
  for (uint32_t i = 0; i < content.length; i++)
    difference |= bytes.data[i] ^ content.data[i];
  return difference == 0 ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_CONTENT;
}

static refusal_t write(void *data, component_t component, struct thimble_bytes content) {
  (void)data;
  (void)component;
  (void)content;
  return THIMBLE_REFUSAL_UNSUPPORTED;
}

static refusal_t copy_or_swap(void *data, component_t component, component_t source) {
  (void)data;
  (void)component;
  (void)source;
  return THIMBLE_REFUSAL_UNSUPPORTED;
}

static bool is_container(component_t component) {
  return thimble_update_target(component->id).kind == THIMBLE_UPDATE_OF_CONTAINER;
}

static refusal_t start_or_stop(struct thimble_update *update, component_t component,
                               enum thimble_store_operation operation) {
  struct thimble_update_change *change = thimble_update_change_find(update, component->id);
  if (!is_container(component))
    return THIMBLE_REFUSAL_UNSUPPORTED;
  if (change == NULL || change->operation != THIMBLE_STORE_INSTALL)
    return thimble_update_change_add(update, component->id, operation);
  change->is_invoked = change->is_invoked || operation == THIMBLE_STORE_START;
  change->is_stopped = operation == THIMBLE_STORE_STOP;
  return THIMBLE_REFUSAL_NONE;
}

static refusal_t invoke(void *data, component_t component, struct thimble_bytes arguments) {
  (void)arguments;
  return start_or_stop(data, component, THIMBLE_STORE_START);
}

static refusal_t unlink(void *data, component_t component) {
  if (thimble_update_target(component->id).kind == THIMBLE_UPDATE_OF_OWNER)
    return THIMBLE_REFUSAL_UNSUPPORTED;
  return thimble_update_change_add(data, component->id, THIMBLE_STORE_REMOVE);
}

static refusal_t custom(void *data, component_t component, int32_t code,
                        struct thimble_bytes argument) {
  (void)argument;
  switch (code) {
  case THIMBLE_SUIT_STOP:
    return start_or_stop(data, component, THIMBLE_STORE_STOP);
  case THIMBLE_SUIT_START:
    return start_or_stop(data, component, THIMBLE_STORE_START);
  case THIMBLE_SUIT_ROLL_BACK:
    return is_container(component)
               ? thimble_update_change_add(data, component->id, THIMBLE_STORE_ROLL_BACK)
               : THIMBLE_REFUSAL_UNSUPPORTED;
  default:
    return THIMBLE_REFUSAL_CUSTOM;
  }
}

void thimble_update_device(struct thimble_update *update, struct thimble_suit_device *device) {
  *device = (struct thimble_suit_device){
      .data = update,
      .allows = allows,
      .last_sequence = last_sequence,
      .has_id = has_id,
      .is_in_slot = is_in_slot,
      .match_image = match_image,
      .match_content = match_content,
      .write = write,
      .copy = copy_or_swap,
      .swap = copy_or_swap,
      .invoke = invoke,
      .unlink = unlink,
      .custom = custom,
  };
}
