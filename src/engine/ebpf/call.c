/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: see call.h. The letters of signatures are explained in bindings.def. */
#include "engine/ebpf/call.h"

#include "engine/ebpf/memory.h"

/* Bytes of the text at `address` without its NUL, or -1 when the region ends before one. */
static int32_t text_length(const struct thimble_ebpf_state *state, uint64_t address) {
  uint32_t number = (uint32_t)(address >> 32), offset = (uint32_t)address;
  if (ebpf_translate(state, address, 1, false) == NULL)
    return -1;
  const struct thimble_ebpf_region *region = &state->regions[number];
  for (uint32_t end = offset; end < region->readable; end++)
    if (region->base[end] == 0)
      return (int32_t)(end - offset);
  return -1;
}

/* Fills a view of `length` bytes at `address`. A view of no bytes may point anywhere. */
static enum thimble_ebpf_status take_bytes(struct thimble_ebpf_state *state,
                                           struct thimble_argument *argument, uint64_t address,
                                           uint32_t length, bool write) {
  if (length == 0)
    return THIMBLE_EBPF_CONTINUE;
  uint8_t *bytes = ebpf_translate(state, address, length, write);
  if (bytes == NULL) {
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
  int32_t length = text_length(state, address);
  if (length < 0) {
    state->address = address;
    return THIMBLE_EBPF_BAD_ARGUMENT;
  }
  return take_bytes(state, argument, address, (uint32_t)length, false);
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

/* The fuel for the bytes handled. It fits: five arguments of at most 2^20 bytes each (no region is
 * larger), times at most 255. */
static int32_t cost_of(const struct thimble_binding *binding, const struct thimble_call *call) {
  uint32_t bytes = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS; i++)
    bytes += call->arguments[i].length;
  return (int32_t)(bytes * binding->cost);
}

enum thimble_ebpf_status thimble_ebpf_call_binding(struct thimble_ebpf_state *state,
                                                   uint32_t number) {
  const struct thimble_binding *binding = &state->bindings->bindings[number];
  struct thimble_call call;
  call.port = state->port;
  call.container = state->container;
  enum thimble_ebpf_status status = take_arguments(state, binding, &call);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  int32_t left = state->limit - (int32_t)(state->pc + 1);
  int32_t cost = cost_of(binding, &call);
  if (cost > left)
    return THIMBLE_EBPF_OUT_OF_FUEL;
  state->limit -= cost;
  int64_t result = binding->function(&call);
  if (binding->result == 'i')
    result = (int32_t)(uint32_t)(uint64_t)result;
  state->registers[0] = binding->result == 'v' ? 0 : (uint64_t)result;
  return THIMBLE_EBPF_CONTINUE;
}
