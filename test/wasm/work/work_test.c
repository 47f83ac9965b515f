/* SPDX-License-Identifier: Apache-2.0 */
/* work_test.c: how many of the board's instructions it takes until a hostile module is refused, or
 * is loaded and has run a little: at most so many for each of its bytes, and so many besides. */
#include "base/cbor_write.h"
#include "emulated/board.h"
#include "hostile.h"
#include "unit.h"
#include <thimble/engine.h>

#define MEMORY 65536u
#define SCRATCH (MEMORY + 16384u) /* the most locals, and bits of the most functions */
#define OWN_SIZE 0x280000u
#define FUEL 1000u
#define PER_BYTE 500u
#define BESIDES 2000000u

static _Alignas(8) uint8_t own[OWN_SIZE], stack[64];
static uint8_t parameters[64];
static struct thimble_image image;
static struct thimble_program_refusal refusal;

static void set_image(void) {
  const uint32_t numbers[] = {hostile_entry(), 8, MEMORY, 1, 65535, SCRATCH, 0};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, parameters, sizeof(parameters));
  thimble_cbor_write_array(&writer, COUNT(numbers));
  for (uint32_t i = 0; i < COUNT(numbers); i++)
    thimble_cbor_write_unsigned(&writer, numbers[i]);
  image = (struct thimble_image){
      .engine = THIMBLE_ENGINE_WASM,
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .memory = THIMBLE_MEMORY_MAXIMUM,
      .asked.grants = UINT32_MAX,
      .parameters = {parameters, writer.length},
      .program = hostile_written(),
  };
}

/* All that a device does until the first run, and the start of that. */
static void load(void *argument) {
  static struct thimble_program program;
  static struct thimble_instance instance;
  static struct thimble_caller caller;
  static const struct thimble_event event;
  static struct thimble_outcome outcome;
  const struct thimble_policy policy = {.bindings = &thimble_bindings, .allowed = UINT32_MAX};
  const struct thimble_place place = {{own, sizeof(own)}, {stack, sizeof(stack)}, &caller};
  enum thimble_result *result = argument;
  *result = thimble_verify(&program, &image, &policy, &refusal);
  if (*result == THIMBLE_OK)
    *result = thimble_load(&instance, &program, &place, &refusal);
  if (*result == THIMBLE_OK)
    thimble_run(&instance, &event, FUEL, &outcome);
}

static void check(const struct hostile *module, uint32_t size) {
  enum thimble_result result;
  module->write(size);
  set_image();
  uint32_t length = image.program.length;
  uint32_t instructions = thimble_board_count(load, &result);
  print_message("%s: %u bytes, %u instructions, %u for each: %s\n", module->name, (unsigned)length,
                (unsigned)instructions, (unsigned)(instructions / length),
                result == THIMBLE_OK ? "loaded" : thimble_reason_text(refusal.reason));
  assert_true(result == THIMBLE_OK || refusal.reason == THIMBLE_REASON_WASM_LIMIT ||
              refusal.reason == THIMBLE_REASON_WASM_WORK);
  assert_true(instructions <= BESIDES + PER_BYTE * length);
}

static void test_work(void **state) {
  (void)state;
  for (uint32_t i = 0; i < hostile_count; i++) {
    check(&hostile_modules[i], 8192);
    check(&hostile_modules[i], HOSTILE_MAXIMUM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
