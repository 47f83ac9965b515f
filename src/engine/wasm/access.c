/* SPDX-License-Identifier: Apache-2.0 */
/* access.c: a load or store in full (core specification, section 4.4.7): what the bodies of run.c
 * do for the usual ones, with the same functions. */
#include "engine/wasm/access.h"

#include "engine/wasm/bodies.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/opcode.h"

#define LOAD_CASE(name, bits, result, type)                                 \
  case THIMBLE_WASM_##name:                                                 \
    slot->result = (__typeof__(slot->result))(type)wasm_read_##bits(bytes); \
    break;
#define STORE_CASE(name, bits, operand)                          \
  case THIMBLE_WASM_##name:                                      \
    wasm_write_##bits(bytes, (WASM_STORED_##bits)slot->operand); \
    break;
#define BYTES_ENTRY(name, bits, ...) [THIMBLE_WASM_##name - THIMBLE_WASM_I32_LOAD] = (bits) / 8,

/* Floats are moved as the integers of their width. */
static uint8_t without_floats(uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_F32_LOAD:
    return THIMBLE_WASM_I32_LOAD;
  case THIMBLE_WASM_F64_LOAD:
    return THIMBLE_WASM_I64_LOAD;
  case THIMBLE_WASM_F32_STORE:
    return THIMBLE_WASM_I32_STORE;
  case THIMBLE_WASM_F64_STORE:
    return THIMBLE_WASM_I64_STORE;
  default:
    return opcode;
  }
}

/* Of each load and store, by its distance from the first one. */
static const uint8_t bytes_of[] = {WASM_LOAD_BODIES(BYTES_ENTRY) WASM_STORE_BODIES(BYTES_ENTRY)};

static void load(uint8_t opcode, const uint8_t *bytes, union thimble_wasm_slot *slot) {
  switch (opcode) {
    WASM_LOAD_BODIES(LOAD_CASE)
  default:
    break;
  }
}

static void store(uint8_t opcode, uint8_t *bytes, const union thimble_wasm_slot *slot) {
  switch (opcode) {
    WASM_STORE_BODIES(STORE_CASE)
  default:
    break;
  }
}

enum thimble_reason thimble_wasm_access(struct thimble_wasm_step *step, uint8_t opcode) {
  const struct thimble_wasm_memory *memory = step->state->memory;
  bool is_store = opcode >= THIMBLE_WASM_I32_STORE;
  union thimble_wasm_slot *address = step->top - (is_store ? 2 : 1);
  uint32_t place;
  opcode = without_floats(opcode);
  step->next = wasm_skip(step->next); /* the alignment */
  uint32_t offset = wasm_index(&step->next);
  if (!wasm_reaches(address->word, offset, bytes_of[opcode - THIMBLE_WASM_I32_LOAD], memory->size,
                    &place)) {
    step->state->detail = (uint64_t)address->word + offset;
    return THIMBLE_REASON_MEMORY_ACCESS;
  }
  if (is_store) {
    store(opcode, memory->data + place, step->top - 1);
    step->top -= 2;
  } else {
    load(opcode, memory->data + place, address);
  }
  return THIMBLE_REASON_NONE;
}
