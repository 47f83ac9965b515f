/* SPDX-License-Identifier: Apache-2.0 */
/* loaded.c: see loaded.h. */
#include "loaded.h"

#include <string.h>

#include "base/cbor_write.h"
#include "engine/wasm/engine.h"
#include "unit.h"
#include "validate/assemble.h"

enum {
  GUARD = 0xa5,
  JUNK = 0xee, /* in memory before the engine gets it */
  GUARD_SIZE = 32,
  OWN_SIZE = 8192,
  RUN_SIZE = 8192,
  ELEMENTS = 8,
  BRANCHES = 32,
  SCRATCH = 1024,
};

static _Alignas(8) uint8_t own[OWN_SIZE + 2 * GUARD_SIZE], stack[RUN_SIZE + 2 * GUARD_SIZE];
static struct thimble_memory own_memory, run_memory;
static _Alignas(8) struct assembled module;
static uint8_t parameters[64];
static struct thimble_image image;
static struct thimble_program program;
static struct thimble_instance instance;
static struct thimble_caller caller;
struct thimble_program_refusal loaded_refusal;
uint32_t loaded_mark;

static uint32_t or_else(uint32_t value, uint32_t otherwise) {
  return value != 0 ? value : otherwise;
}

static void write_parameters(const struct module_parts *parts) {
  const uint32_t numbers[] = {parts->entry,
                              or_else(parts->stack, 64),
                              or_else(parts->memory, 256),
                              ELEMENTS,
                              BRANCHES,
                              SCRATCH,
                              parts->room};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, parameters, sizeof parameters);
  thimble_cbor_write_array(&writer, COUNT(numbers));
  for (uint32_t i = 0; i < COUNT(numbers); i++)
    thimble_cbor_write_unsigned(&writer, numbers[i]);
  image.parameters = (struct thimble_bytes){parameters, writer.length};
}

static void write_image(const struct module_parts *parts) {
  assert_true(assemble(&module, parts->text));
  loaded_mark = module.mark;
  image = (struct thimble_image){
      .engine = THIMBLE_ENGINE_WASM,
      .name = {(const uint8_t *)"tested", 6},
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .memory = or_else(parts->limit, THIMBLE_MEMORY_MAXIMUM),
      .asked.grants = 1,
      .program = {module.bytes, module.length},
  };
  write_parameters(parts);
}

static struct thimble_memory hand_out(uint8_t *bytes, size_t room, size_t size) {
  assert_true(size <= room);
  memset(bytes, GUARD, GUARD_SIZE);
  memset(bytes + GUARD_SIZE, JUNK, size);
  memset(bytes + GUARD_SIZE + size, GUARD, GUARD_SIZE);
  return (struct thimble_memory){bytes + GUARD_SIZE, size};
}

static void check_guards(const struct thimble_memory *memory) {
  const uint8_t *bytes = memory->data;
  for (uint32_t i = 1; i <= GUARD_SIZE; i++) {
    assert_int_equal(*(bytes - i), GUARD);
    assert_int_equal(bytes[memory->size + i - 1], GUARD);
  }
}

enum thimble_result module_load(const struct module_parts *parts) {
  static const struct thimble_binding_table no_bindings;
  const struct thimble_policy policy = {
      .bindings = parts->bindings != NULL ? parts->bindings : &no_bindings,
      .allowed = 1,
  };
  struct thimble_need need;
  write_image(parts);
  enum thimble_result result = thimble_verify(&program, &image, &policy, &loaded_refusal);
  if (result != THIMBLE_OK)
    return result;
  thimble_program_need(&program, &need);
  own_memory = hand_out(own, OWN_SIZE, need.instance);
  run_memory = hand_out(stack, RUN_SIZE, need.run);
  const struct thimble_place place = {own_memory, run_memory, &caller};
  result = thimble_load(&instance, &program, &place, &loaded_refusal);
  check_guards(&own_memory);
  check_guards(&run_memory);
  return result;
}

void module_must_load(const struct module_parts *parts) {
  enum thimble_result result = module_load(parts);
  if (result != THIMBLE_OK)
    print_error("%s\nat %u: %s\n", parts->text, (unsigned)loaded_refusal.place,
                thimble_reason_text(loaded_refusal.reason));
  assert_int_equal(result, THIMBLE_OK);
}

static const struct thimble_event no_event;

struct thimble_outcome module_run(const struct thimble_event *event, uint32_t fuel) {
  struct thimble_outcome outcome;
  memset(&outcome, JUNK, sizeof outcome);
  thimble_run(&instance, event != NULL ? event : &no_event, fuel, &outcome);
  check_guards(&own_memory);
  check_guards(&run_memory);
  return outcome;
}

struct thimble_outcome module_resume(const struct thimble_event *event, uint32_t fuel) {
  struct thimble_outcome outcome;
  memset(&outcome, JUNK, sizeof outcome);
  assert_int_equal(thimble_resume(&instance, event != NULL ? event : &no_event, fuel, &outcome),
                   THIMBLE_OK);
  check_guards(&own_memory);
  check_guards(&run_memory);
  return outcome;
}

void module_must_return(int64_t value) {
  struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
  assert_int_equal(outcome.reason, THIMBLE_REASON_NONE);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  assert_int_equal(outcome.value, value);
}

void module_must_trap(enum thimble_reason reason, uint64_t address) {
  struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
  assert_int_equal(outcome.reason, reason);
  assert_int_equal(outcome.kind, THIMBLE_TRAPPED);
  assert_int_equal(outcome.place, loaded_mark);
  assert_int_equal(outcome.address, address);
  assert_int_equal(outcome.value, 0);
}
