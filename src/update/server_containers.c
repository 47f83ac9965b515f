/* SPDX-License-Identifier: Apache-2.0 */
/* server_containers.c: what is installed, as an array of maps, and the device itself. */
#include "base/name.h"
#include "update/server.h"

static void write_key(struct thimble_cbor_writer *writer, uint32_t key, uint32_t value) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, value);
}

static void write_text(struct thimble_cbor_writer *writer, uint32_t key,
                       struct thimble_bytes text) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_text(writer, text);
}

static void write_bytes(struct thimble_cbor_writer *writer, uint32_t key, const uint8_t *bytes,
                        uint32_t length) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){bytes, length});
}

static void write_boolean(struct thimble_cbor_writer *writer, uint32_t key, bool value) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_boolean(writer, value);
}

static void write_runs(struct thimble_cbor_writer *writer,
                       const struct thimble_statistics *statistics) {
  thimble_cbor_write_unsigned(writer, 8);
  thimble_cbor_write_array(writer, THIMBLE_OUTCOME_KINDS);
  for (uint32_t i = 0; i < THIMBLE_OUTCOME_KINDS; i++)
    thimble_cbor_write_unsigned(writer, statistics->runs[i]);
  write_key(writer, 9, statistics->throttled);
  write_key(writer, 10, statistics->fuel_last);
  write_key(writer, 11, statistics->fuel_greatest);
  thimble_cbor_write_unsigned(writer, 12);
  thimble_cbor_write_long(writer, statistics->fuel_sum);
}

/* File and line go together; a function may be known without them. */
static void write_origin(struct thimble_cbor_writer *writer, const struct thimble_origin *origin) {
  if (origin->file.length == 0)
    return;
  thimble_cbor_write_text(writer, origin->file);
  thimble_cbor_write_unsigned(writer, origin->line);
  if (origin->function.length > 0)
    thimble_cbor_write_text(writer, origin->function);
}

static void write_failure(struct thimble_cbor_writer *writer,
                          const struct thimble_container *container) {
  const struct thimble_failure *failure = &container->statistics.last_failure;
  struct thimble_origin origin;
  thimble_failure_origin(container, &origin);
  bool has_file = origin.file.length > 0;
  bool has_function = has_file && origin.function.length > 0;
  thimble_cbor_write_unsigned(writer, 14);
  thimble_cbor_write_array(writer, 5 + (has_file ? 2u : 0) + (has_function ? 1u : 0));
  thimble_cbor_write_unsigned(writer, (uint32_t)failure->kind);
  thimble_cbor_write_unsigned(writer, (uint32_t)failure->reason);
  thimble_cbor_write_unsigned(writer, failure->place);
  thimble_cbor_write_long(writer, failure->address);
  thimble_cbor_write_long(writer, failure->at_ms);
  write_origin(writer, &origin);
}

/* What only a container that is installed has. */
static void write_running(struct thimble_cbor_writer *writer,
                          const struct thimble_container *container) {
  write_runs(writer, &container->statistics);
  write_key(writer, 13, (uint32_t)container->memory.size);
  if (container->statistics.last_failure.kind != THIMBLE_DONE)
    write_failure(writer, container);
}

static uint32_t greatest_sequence(const struct thimble_store_component *component) {
  uint64_t greatest = 0;
  for (uint32_t i = 0; i < component->sequence_count; i++)
    if (component->sequences[i].number > greatest)
      greatest = component->sequences[i].number;
  return (uint32_t)greatest;
}

static uint32_t count_pairs(const struct thimble_container *container, bool has_payload) {
  uint32_t pairs = 6 + (has_payload ? 2u : 0);
  if (container == NULL)
    return pairs;
  return pairs + 8 + (container->statistics.last_failure.kind != THIMBLE_DONE ? 1u : 0);
}

static void write_component(const struct thimble_update *update,
                            const struct thimble_store_component *component,
                            struct thimble_cbor_writer *writer) {
  struct thimble_bytes tenant, name;
  (void)thimble_update_names(component, &tenant, &name);
  const struct thimble_container *container = thimble_update_container(update, component);
  const struct thimble_store_payload *active = thimble_store_active(component);
  thimble_cbor_write_map(writer, count_pairs(container, active != NULL));
  write_text(writer, 1, tenant);
  write_text(writer, 2, name);
  if (container != NULL)
    write_text(writer, 3, container->program.image.version);
  write_key(writer, 4, container == NULL ? THIMBLE_CONTAINER_NONE : (uint32_t)container->state);
  if (container != NULL)
    write_text(writer, 5, container->program.image.hook);
  if (active != NULL) {
    write_key(writer, 6, active->size);
    write_bytes(writer, 7, active->digest, sizeof active->digest);
  }
  if (container != NULL)
    write_running(writer, container);
  write_boolean(writer, 15, component->is_on_trial);
  write_boolean(writer, 16, component->previous.size > 0);
  write_key(writer, 17, greatest_sequence(component));
}

static bool is_listed(const struct thimble_store_component *component) {
  struct thimble_bytes tenant, name;
  return component->id_length > 0 && component->current.size > 0 &&
         thimble_update_names(component, &tenant, &name);
}

void thimble_server_containers(const struct thimble_update_server *server,
                               struct thimble_cbor_writer *writer) {
  const struct thimble_store *store = server->update->store;
  uint32_t count = 0;
  for (uint32_t i = 0; i < store->component_count; i++)
    count += is_listed(&store->components[i]);
  thimble_cbor_write_array(writer, count);
  for (uint32_t i = 0; i < store->component_count; i++)
    if (is_listed(&store->components[i]))
      write_component(server->update, &store->components[i], writer);
}

static void write_hooks(struct thimble_cbor_writer *writer, const struct thimble_host *host) {
  thimble_cbor_write_unsigned(writer, 6);
  thimble_cbor_write_array(writer, host->hook_count);
  for (uint32_t i = 0; i < host->hook_count; i++)
    thimble_cbor_write_text(writer, thimble_name(host->hooks[i]->type->name));
}

static void write_usage(struct thimble_cbor_writer *writer, const struct thimble_store *store) {
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  write_key(writer, 7, usage.slots);
  write_key(writer, 8, usage.free_slots);
  write_key(writer, 9, store->slot_blocks * store->journal.flash->block_size);
}

void thimble_server_device(const struct thimble_update_server *server,
                           struct thimble_cbor_writer *writer) {
  const struct thimble_update *update = server->update;
  thimble_cbor_write_map(writer, update->device == NULL ? 10 : 11);
  write_bytes(writer, 1, update->vendor, THIMBLE_UPDATE_UUID);
  write_bytes(writer, 2, update->class, THIMBLE_UPDATE_UUID);
  if (update->device != NULL)
    write_bytes(writer, 3, update->device, THIMBLE_UPDATE_UUID);
  write_key(writer, 4, THIMBLE_ABI);
  thimble_cbor_write_unsigned(writer, 5);
  thimble_cbor_write_array(writer, server->engine_count);
  for (uint32_t i = 0; i < server->engine_count; i++)
    thimble_cbor_write_unsigned(writer, server->engines[i]);
  write_hooks(writer, update->host);
  write_usage(writer, update->store);
  thimble_cbor_write_unsigned(writer, 10);
  thimble_cbor_write_long(writer, server->started_ms);
  write_text(writer, 11, thimble_name(server->version));
}
