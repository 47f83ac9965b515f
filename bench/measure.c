/* SPDX-License-Identifier: Apache-2.0 */
/* measure.c: see measure.h. */
#include "measure.h"

#include "emulated/board.h"

#define STACK_WATCHED 2048u
#define STACK_PATTERN 0xa5u

struct run_call {
  const struct thimble_instance *instance;
  const struct thimble_event *event;
  struct thimble_outcome outcome;
};

struct native_call {
  int64_t (*native)(void *context, uint32_t length);
  uint8_t *context;
  uint32_t length;
};

static void run_nothing(void *own, const struct thimble_event *event, uint32_t fuel,
                        struct thimble_outcome *outcome) {
  (void)own;
  (void)event;
  (void)fuel;
  (void)outcome;
}

static const struct thimble_instance nothing = {.run = run_nothing};

static int64_t native_nothing(void *context, uint32_t length) {
  (void)context;
  (void)length;
  return 0;
}

static void call_run(void *argument) {
  struct run_call *call = argument;
  thimble_run(call->instance, call->event, THIMBLE_FUEL_MAXIMUM, &call->outcome);
}

/* Not a jump to the job but a call, whatever the compiler would rather do: as call_run() does. */
static void call_native(void *argument) {
  const struct native_call *call = argument;
  volatile int64_t result = call->native(call->context, call->length);
  (void)result;
}

uint32_t measure_run(const struct thimble_instance *instance, const struct thimble_event *event) {
  struct run_call call = {.instance = &nothing, .event = event};
  uint32_t harness = thimble_board_count(call_run, &call);
  call.instance = instance;
  return thimble_board_count(call_run, &call) - harness;
}

uint32_t measure_native(int64_t (*native)(void *context, uint32_t length), uint8_t *context,
                        uint32_t length) {
  struct native_call call = {native_nothing, context, length};
  uint32_t harness = thimble_board_count(call_native, &call);
  call.native = native;
  return thimble_board_count(call_native, &call) - harness;
}

register uint8_t *stack_pointer __asm__("sp");

/* Below the stack pointer nothing is in use, and no interrupt comes. Not inlined, so that the stack
 * pointer stands where it stood at the first line until the last. */
__attribute__((noinline)) static uint32_t stack_touched(struct run_call *call) {
  volatile uint8_t *end = stack_pointer;
  for (uint32_t below = 1; below <= STACK_WATCHED; below++)
    *(end - below) = STACK_PATTERN;
  call_run(call);
  uint32_t below = STACK_WATCHED;
  while (below > 0 && *(end - below) == STACK_PATTERN)
    below--;
  return below;
}

uint32_t measure_stack(const struct thimble_instance *instance, const struct thimble_event *event) {
  struct run_call call = {.instance = &nothing, .event = event};
  uint32_t harness = stack_touched(&call);
  call.instance = instance;
  return stack_touched(&call) - harness;
}
