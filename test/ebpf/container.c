/* SPDX-License-Identifier: Apache-2.0 */
/* container.c: see container.h. */
#include "ebpf/container.h"

#include <string.h>

#include "base/cbor_write.h"

/* What guards hold, and what memory holds before the engine gets it. */
enum {
  GUARD = 0xa5,
  JUNK = 0xee
};

static const struct thimble_binding_table no_bindings;

static uint32_t or_else(uint32_t value, uint32_t otherwise) {
  return value != 0 ? value : otherwise;
}

static struct thimble_bytes bytes_of(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static struct thimble_bytes write_parameters(struct container *container,
                                             const struct container_parts *parts) {
  const uint32_t numbers[] = {
      parts->entry,       parts->frame_size, or_else(parts->call_depth, 1), parts->read_only.length,
      parts->data.length, parts->zero};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, container->parameters, sizeof container->parameters);
  thimble_cbor_write_array(&writer, 6);
  for (uint32_t i = 0; i < 6; i++)
    thimble_cbor_write_unsigned(&writer, numbers[i]);
  return (struct thimble_bytes){container->parameters, writer.length};
}

static struct thimble_bytes write_program(struct container *container,
                                          const struct container_parts *parts) {
  const struct thimble_bytes sections[] = {
      {(const uint8_t *)parts->text, parts->slots * THIMBLE_EBPF_SLOT},
      parts->read_only,
      parts->data};
  uint32_t length = 0;
  for (uint32_t i = 0; i < 3 && sections[i].length <= sizeof container->bytes - length; i++) {
    if (sections[i].length > 0)
      memcpy(container->bytes + length, sections[i].data, sections[i].length);
    length += sections[i].length;
  }
  return (struct thimble_bytes){container->bytes, length};
}

void container_assemble(struct container *container, const struct container_parts *parts) {
  container->image = (struct thimble_image){
      .engine = THIMBLE_ENGINE_EBPF,
      .name = bytes_of("tested"),
      .version = bytes_of("1"),
      .hook = bytes_of("timer"),
      .asked.grants = parts->asked,
      .fuel = or_else(parts->fuel, THIMBLE_FUEL_MAXIMUM),
      .memory = or_else(parts->memory, THIMBLE_MEMORY_MAXIMUM),
      .parameters = write_parameters(container, parts),
      .program = write_program(container, parts),
  };
}

enum thimble_result container_verify(struct container *container,
                                     const struct container_parts *parts) {
  const struct thimble_policy policy = {
      .bindings = parts->bindings != NULL ? parts->bindings : &no_bindings,
      .allowed = parts->allowed,
  };
  container_assemble(container, parts);
  container->caller = (struct thimble_caller){.port = parts->port, .name = container->image.name};
  return thimble_verify(&container->program, &container->image, &policy, &container->refusal);
}

uint8_t *guarded_bytes(struct guarded_memory *memory) {
  return memory->bytes + GUARD_SIZE;
}

static struct thimble_memory hand_out(struct guarded_memory *memory, size_t size) {
  memory->size = size <= GUARDED_SIZE ? (uint32_t)size : 0;
  memset(memory->bytes, GUARD, GUARD_SIZE);
  memset(guarded_bytes(memory), JUNK, memory->size);
  memset(guarded_bytes(memory) + memory->size, GUARD, GUARD_SIZE);
  return (struct thimble_memory){guarded_bytes(memory), memory->size};
}

enum thimble_result container_load(struct container *container) {
  thimble_program_need(&container->program, &container->need);
  const struct thimble_place place = {
      .own = hand_out(&container->own, container->need.instance),
      .run = hand_out(&container->run, container->need.run),
      .caller = &container->caller,
  };
  return thimble_load(&container->instance, &container->program, &place, &container->refusal);
}

enum thimble_result container_load_sharing(struct container *container, struct container *other) {
  thimble_program_need(&container->program, &container->need);
  const struct thimble_place place = {
      .own = hand_out(&container->own, container->need.instance),
      .run = {guarded_bytes(&other->run), other->run.size},
      .caller = &container->caller,
  };
  hand_out(&container->run, 0);
  return thimble_load(&container->instance, &container->program, &place, &container->refusal);
}

struct thimble_outcome container_run(struct container *container, const struct thimble_event *event,
                                     uint32_t fuel) {
  static const struct thimble_event no_event;
  struct thimble_outcome outcome;
  memset(&outcome, JUNK, sizeof outcome);
  thimble_run(&container->instance, event != NULL ? event : &no_event, fuel, &outcome);
  return outcome;
}

static bool is_guard(const uint8_t *bytes) {
  for (uint32_t i = 0; i < GUARD_SIZE; i++)
    if (bytes[i] != GUARD)
      return false;
  return true;
}

static bool is_intact(const struct guarded_memory *memory) {
  return is_guard(memory->bytes) && is_guard(memory->bytes + GUARD_SIZE + memory->size);
}

bool container_is_intact(const struct container *container) {
  return is_intact(&container->own) && is_intact(&container->run);
}
