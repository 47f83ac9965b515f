/* SPDX-License-Identifier: Apache-2.0 */
/* component.c: identifiers of components: [tenant, container], [tenant], and [h''] for the owner.
 */
#include "base/cbor_write.h"
#include "base/name.h"
#include "update/state.h"

static const uint8_t owner_id[] = {0x81, 0x40};

struct thimble_bytes thimble_update_owner_id(void) {
  return (struct thimble_bytes){owner_id, sizeof owner_id};
}

static bool has_part(struct thimble_bytes id, uint32_t index) {
  struct thimble_bytes part;
  return thimble_suit_id_part(id, index, &part) == THIMBLE_OK;
}

static bool read_name(struct thimble_bytes id, uint32_t index, struct thimble_bytes *name) {
  return thimble_suit_id_part(id, index, name) == THIMBLE_OK && thimble_name_is_valid(*name);
}

struct thimble_update_target thimble_update_target(struct thimble_bytes component) {
  struct thimble_update_target target = {.kind = THIMBLE_UPDATE_NOTHING};
  if (component.length > THIMBLE_STORE_ID_MAXIMUM)
    return target;
  if (thimble_update_equal(component, thimble_update_owner_id()))
    target.kind = THIMBLE_UPDATE_OF_OWNER;
  else if (!read_name(component, 0, &target.tenant) || has_part(component, 2))
    return target;
  else if (!has_part(component, 1))
    target.kind = THIMBLE_UPDATE_OF_TENANT;
  else if (read_name(component, 1, &target.container))
    target.kind = THIMBLE_UPDATE_OF_CONTAINER;
  return target;
}

/* A name has at most THIMBLE_NAME_MAXIMUM bytes, so the identifier fits. */
struct thimble_bytes thimble_update_tenant_id(struct thimble_update_id *id,
                                              struct thimble_bytes tenant) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, id->bytes, sizeof id->bytes);
  thimble_cbor_write_array(&writer, 1);
  thimble_cbor_write_bytes(&writer, tenant);
  id->length = writer.length;
  return (struct thimble_bytes){id->bytes, id->length};
}

struct thimble_bytes thimble_update_component_id(const struct thimble_store_component *component) {
  return (struct thimble_bytes){component->id, component->id_length};
}

bool thimble_update_names(const struct thimble_store_component *component,
                          struct thimble_bytes *tenant, struct thimble_bytes *container) {
  struct thimble_update_target target =
      thimble_update_target(thimble_update_component_id(component));
  *tenant = target.tenant;
  *container = target.container;
  return target.kind == THIMBLE_UPDATE_OF_CONTAINER;
}

struct thimble_container *
thimble_update_container(const struct thimble_update *update,
                         const struct thimble_store_component *component) {
  struct thimble_bytes tenant_name, name;
  if (!thimble_update_names(component, &tenant_name, &name))
    return NULL;
  const struct thimble_tenant *tenant = thimble_find_tenant(update->host, tenant_name);
  return tenant == NULL ? NULL : thimble_find(update->host, tenant, name);
}

void thimble_update_tell(const struct thimble_update *update, enum thimble_update_event_kind kind,
                         const struct thimble_update_target *target, enum thimble_refusal refusal) {
  const struct thimble_update_event event = {kind, target->tenant, target->container, refusal};
  if (update->event != NULL)
    update->event(update->data, &event);
}
