/* SPDX-License-Identifier: Apache-2.0 */
/* bulk.c: the size of memory, and instructions on ranges of it (core specification, section 4.4.7).
 * Each compares its ranges first, and then changes all of them or nothing. */
#include "engine/wasm/bulk.h"

#include <string.h>

#include "engine/wasm/immediate.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/segment.h"

#define BYTES_FOR_FUEL 8u

enum thimble_reason thimble_wasm_memory_size(struct thimble_wasm_step *step) {
  const struct thimble_wasm_memory *memory = step->state->memory;
  step->next++;
  (step->top++)->word = memory->size >> memory->page_shift;
  return THIMBLE_REASON_NONE;
}

static bool can_grow(const struct thimble_wasm_memory *memory, uint32_t pages, uint32_t more) {
  return more <= memory->maximum - pages &&
         more <= (memory->capacity >> memory->page_shift) - pages;
}

/* The new bytes are zero. A memory grows no further than its maximum and its capacity. */
enum thimble_reason thimble_wasm_memory_grow(struct thimble_wasm_step *step) {
  struct thimble_wasm_memory *memory = step->state->memory;
  uint32_t pages = memory->size >> memory->page_shift, more = step->top[-1].word;
  step->next++;
  if (!can_grow(memory, pages, more)) {
    step->top[-1].word = UINT32_MAX;
    return THIMBLE_REASON_NONE;
  }
  more <<= memory->page_shift;
  if (thimble_wasm_pay(step, more / BYTES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  thimble_wasm_clear(memory->data + memory->size, more);
  memory->size += more;
  step->top[-1].word = pages;
  return THIMBLE_REASON_NONE;
}

/* Whether `count` bytes from `address` on are memory; sets what a trap speaks of. */
static bool has_bytes(struct thimble_wasm_state *state, uint32_t address, uint32_t count) {
  uint32_t place;
  state->detail = address;
  return wasm_reaches(address, 0, count, state->memory->size, &place);
}

enum thimble_reason thimble_wasm_memory_init(struct thimble_wasm_step *step) {
  struct thimble_wasm_state *state = step->state;
  uint32_t to = step->top[-3].word, from = step->top[-2].word, count = step->top[-1].word;
  struct thimble_wasm_segment segment;
  uint32_t index = wasm_index(&step->next); /* segments that are passed */
  thimble_wasm_find_data(state, index, &segment);
  if (!has_bytes(state, to, count))
    return THIMBLE_REASON_MEMORY_ACCESS;
  if (!wasm_has_range(segment.count, from, count)) {
    state->detail = from;
    return THIMBLE_REASON_MEMORY_ACCESS;
  }
  if (thimble_wasm_pay(step, index + count / BYTES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  thimble_wasm_copy(state->memory->data + to, segment.content + from, count);
  step->next++;
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_memory_copy(struct thimble_wasm_step *step) {
  struct thimble_wasm_state *state = step->state;
  uint32_t to = step->top[-3].word, from = step->top[-2].word, count = step->top[-1].word;
  if (!has_bytes(state, to, count) || !has_bytes(state, from, count))
    return THIMBLE_REASON_MEMORY_ACCESS;
  if (thimble_wasm_pay(step, count / BYTES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  if (count > 0)
    memmove(state->memory->data + to, state->memory->data + from, count);
  step->next += 2;
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_memory_fill(struct thimble_wasm_step *step) {
  struct thimble_wasm_state *state = step->state;
  uint32_t to = step->top[-3].word, count = step->top[-1].word;
  if (!has_bytes(state, to, count))
    return THIMBLE_REASON_MEMORY_ACCESS;
  if (thimble_wasm_pay(step, count / BYTES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  if (count > 0)
    memset(state->memory->data + to, (uint8_t)step->top[-2].word, count);
  step->next++;
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_data_drop(struct thimble_wasm_step *step) {
  struct thimble_wasm_state *state = step->state;
  thimble_wasm_set_dropped(state, state->element_count + wasm_index(&step->next), true);
  return THIMBLE_REASON_NONE;
}
