/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: see call.h. The letters of signatures are explained in bindings.def. */
#include "engine/ebpf/call.h"

#include "engine/ebpf/flow.h"
#include "engine/ebpf/memory.h"

/* Whether a NUL stands at or after `address` in its region; `length` is the bytes before it. */
static bool find_end(const struct thimble_ebpf_state *state, uint64_t address, uint32_t *length) {
  uint8_t *text;
  if (!ebpf_translate(state->regions, address, 1, false, &text))
    return false;
  uint32_t room = state->regions[address >> 32].readable - (uint32_t)address;
  for (uint32_t i = 0; i < room; i++)
    if (text[i] == 0) {
      *length = i;
      return true;
    }
  return false;
}

/* Fills a view of `length` bytes at `address`. A view of no bytes may point anywhere. */
static enum thimble_ebpf_status take_bytes(struct thimble_ebpf_state *state,
                                           struct thimble_argument *argument, uint64_t address,
                                           uint32_t length, bool write) {
  if (length == 0)
    return THIMBLE_EBPF_CONTINUE;
  uint8_t *bytes;
  if (!ebpf_translate(state->regions, address, length, write, &bytes)) {
    state->address = address;
    return THIMBLE_EBPF_BAD_ARGUMENT;
  }
  argument->data = bytes;
  argument->writable = write ? bytes : NULL;
  argument->length = length;
  return THIMBLE_EBPF_CONTINUE;
}

static enum thimble_ebpf_status take_text(struct thimble_ebpf_state *state,
                                          struct thimble_argument *argument, uint64_t address) {
  uint32_t length;
  if (!find_end(state, address, &length)) {
    state->address = address;
    return THIMBLE_EBPF_BAD_ARGUMENT;
  }
  return take_bytes(state, argument, address, length, false);
}

/* Fills one argument from the registers from `slot` on; `used` is how many it takes. */
static enum thimble_ebpf_status take_argument(struct thimble_ebpf_state *state, char letter,
                                              uint32_t slot, struct thimble_argument *argument,
                                              uint32_t *used) {
  uint64_t value = state->registers[1 + slot];
  *used = 1;
  switch (letter) {
  case 'i':
    argument->integer = (int32_t)(uint32_t)value;
    return THIMBLE_EBPF_CONTINUE;
  case 'l':
    argument->integer = (int64_t)value;
    return THIMBLE_EBPF_CONTINUE;
  case 's':
    return take_text(state, argument, value);
  default: /* r and w, whose length stands in the next register */
    *used = 2;
    return take_bytes(state, argument, value, (uint32_t)state->registers[2 + slot], letter == 'w');
  }
}

/* Fills all arguments. The loop is bounded by the array and by the slots: the table has at most
 * five, which a test checks, and a signature that had more would stop here. */
static enum thimble_ebpf_status take_arguments(struct thimble_ebpf_state *state,
                                               const struct thimble_binding *binding,
                                               struct thimble_call *call) {
  uint32_t slot = 0, used = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS; i++) {
    call->arguments[i] = (struct thimble_argument){0};
    if (binding->arguments[i] == '\0' || slot >= THIMBLE_BINDING_ARGUMENTS)
      continue;
    enum thimble_ebpf_status status =
        take_argument(state, binding->arguments[i], slot, &call->arguments[i], &used);
    if (status != THIMBLE_EBPF_CONTINUE)
      return status;
    slot += used;
  }
  return THIMBLE_EBPF_CONTINUE;
}

/* Takes the fuel for the bytes handled, if there is enough. 64 bits hold the sum: five times 2^32
 * bytes, times 255, times 8. */
static bool pay(struct thimble_ebpf_state *state, const struct thimble_binding *binding,
                const struct thimble_call *call) {
  uint64_t cost = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS; i++)
    cost += (uint64_t)call->arguments[i].length * binding->cost * THIMBLE_EBPF_SLOT;
  int32_t left = ebpf_fuel_left(state);
  if (left < 0 || cost > (uint32_t)left)
    return false;
  state->limit -= (int32_t)cost;
  return true;
}

enum thimble_ebpf_status thimble_ebpf_call_binding(struct thimble_ebpf_state *state,
                                                   uint32_t number) {
  const struct thimble_binding *binding = &state->source->bindings->bindings[number];
  struct thimble_call call;
  call.port = state->port;
  call.container = state->source->image.name;
  enum thimble_ebpf_status status = take_arguments(state, binding, &call);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  if (!pay(state, binding, &call))
    return THIMBLE_EBPF_OUT_OF_FUEL;
  int64_t result = binding->function(&call);
  if (binding->result == 'i')
    result = (int32_t)(uint32_t)(uint64_t)result;
  state->registers[0] = binding->result == 'v' ? 0 : (uint64_t)result;
  return THIMBLE_EBPF_CONTINUE;
}
