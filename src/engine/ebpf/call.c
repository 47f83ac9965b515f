/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: see call.h. The letters of signatures are explained in bindings.def. */
#include "engine/ebpf/call.h"

#include "engine/ebpf/flow.h"
#include "engine/ebpf/memory.h"
#include "engine/ebpf/proof.h"

/* Finds the NUL at or after `address` in its region; `length` is the bytes before it. */
static bool find_end(struct thimble_ebpf_state *state, uint64_t address, uint32_t *length) {
  uint8_t *text;
  if (!thimble_ebpf_locate(state, address, 1, false, &text))
    return false;
  uint32_t room =
      state->regions[EBPF_INDEX(address >> 32, THIMBLE_EBPF_REGIONS)].readable - (uint32_t)address;
  uint32_t end = 0;
  while (end < room && text[end] != 0)
    end++;
  *length = end;
  state->address = address;
  return end < room;
}

/* Fills the view of an argument at `address`. A view of no bytes may point anywhere. */
static bool take_view(struct thimble_ebpf_state *state, char letter, uint64_t address,
                      struct thimble_argument *argument) {
  bool writes = letter == 'w';
  if (letter == 's' && !find_end(state, address, &argument->length))
    return false;
  uint8_t *bytes = NULL;
  if (argument->length > 0 &&
      !thimble_ebpf_locate(state, address, argument->length, writes, &bytes))
    return false;
  argument->data = bytes;
  argument->writable = writes ? bytes : NULL;
  return true;
}

static uint64_t take(const uint64_t **registers) {
  const uint64_t *first = *registers;
  *registers = first + 1;
  return *first;
}

/* Fills one argument from the registers at `registers` and moves on behind them. */
static bool take_argument(struct thimble_ebpf_state *state, char letter, const uint64_t **registers,
                          struct thimble_argument *argument) {
  uint64_t value = take(registers);
  argument->length = 0;
  if (letter == 'i' || letter == 'l') {
    argument->integer = letter == 'i' ? (int32_t)(uint32_t)value : (int64_t)value;
    return true;
  }
  if (letter != 's')
    argument->length = (uint32_t)take(registers);
  return take_view(state, letter, value, argument);
}

/* Fills the arguments from r1 on and sums up their bytes. Five letters take at most ten registers,
 * which there are; that they take no more than five is a property of the table, which a test
 * checks. */
static bool take_arguments(struct thimble_ebpf_state *state, const char *letters,
                           struct thimble_argument *arguments, uint64_t *bytes) {
  const uint64_t *registers = &state->registers[1];
  *bytes = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS && letters[i] != '\0'; i++) {
    if (!take_argument(state, letters[i], &registers, &arguments[i]))
      return false;
    *bytes += arguments[i].length;
  }
  return true;
}

/* Takes the fuel for the call and the bytes handled, if there is enough. 63 bits hold it: five
 * times 2^32 bytes, times 255, and 255 more, times 8. */
static bool pay(struct thimble_ebpf_state *state, uint64_t bytes,
                const struct thimble_binding *binding) {
  uint64_t cost = (bytes * binding->byte_cost + binding->call_cost) * THIMBLE_EBPF_SLOT;
  if ((int64_t)cost > ebpf_fuel_left(state))
    return false;
  state->limit -= (int32_t)cost;
  return true;
}

enum thimble_ebpf_status thimble_ebpf_call_binding(struct thimble_ebpf_state *state,
                                                   uint32_t number) {
  const struct thimble_binding *binding = &state->source->bindings->bindings[number];
  struct thimble_call call;
  uint64_t bytes;
  call.caller = state->caller;
  call.refused = false;
  if (!take_arguments(state, binding->arguments, call.arguments, &bytes))
    return THIMBLE_EBPF_BAD_ARGUMENT;
  if (!pay(state, bytes, binding))
    return THIMBLE_EBPF_OUT_OF_FUEL;
  int64_t result = binding->function(&call);
  if (call.refused) {
    state->address = number;
    return THIMBLE_EBPF_BEYOND_GRANT;
  }
  if (binding->result == 'i')
    result = (int32_t)(uint32_t)(uint64_t)result;
  state->registers[0] = binding->result == 'v' ? 0 : (uint64_t)result;
  return THIMBLE_EBPF_CONTINUE;
}
