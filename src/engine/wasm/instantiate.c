/* SPDX-License-Identifier: Apache-2.0 */
/* instantiate.c: see module.h. Fills what a run changes (core specification, section 4.5.4): sizes,
 * globals, tables, memory. What is imported belongs to another module and keeps what it has.
 *
 * The sections stand in the order in which that is done. A segment that does not fit leaves what
 * was filled before. */
#include "engine/wasm/constant.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/segment.h"
#include "engine/wasm/types.h"

/* Reads limits at `*at`, which moves behind them, as far as the maximum; returns the minimum. */
static uint32_t take_minimum(const uint8_t **at) {
  uint8_t flags = *(*at)++;
  uint32_t minimum = wasm_index(at);
  if ((flags & THIMBLE_WASM_LIMITS_MAXIMUM) != 0)
    *at = wasm_skip(*at);
  return minimum;
}

static void reset_memory(struct thimble_wasm_state *state, const uint8_t *at) {
  struct thimble_wasm_memory *memory = &state->own_memory;
  if (wasm_index(&at) == 0)
    return;
  memory->size = take_minimum(&at) << memory->page_shift;
  thimble_wasm_clear(memory->data, memory->size);
}

static void reset_tables(struct thimble_wasm_state *state, const uint8_t *at) {
  uint32_t count = wasm_index(&at);
  for (uint32_t i = state->table_count - count; i < state->table_count; i++) {
    struct thimble_wasm_table *table = state->tables[i];
    at++; /* the type */
    table->size = take_minimum(&at);
    for (uint32_t entry = 0; entry < table->size; entry++)
      table->entries[entry] = 0;
  }
}

static enum thimble_reason fill_globals(struct thimble_wasm_state *state, const uint8_t *at) {
  uint32_t count = wasm_index(&at);
  for (uint32_t i = 0; i < count; i++) {
    at += 2; /* the type */
    state->position = (uint32_t)(at - state->module);
    if (!thimble_wasm_compute(state, &at, &state->globals[i]))
      return THIMBLE_REASON_STACK;
  }
  return THIMBLE_REASON_NONE;
}

/* Computes where an active segment goes, among `size` items. */
static enum thimble_reason place(struct thimble_wasm_state *state,
                                 const struct thimble_wasm_segment *segment, uint32_t size,
                                 uint32_t *offset) {
  union thimble_wasm_slot value;
  const uint8_t *at = segment->offset;
  if (!thimble_wasm_compute(state, &at, &value))
    return THIMBLE_REASON_STACK;
  *offset = value.word;
  state->detail = value.word;
  bool fits = value.word <= size && segment->count <= size - value.word;
  return fits ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_SEGMENT;
}

static enum thimble_reason place_elements(struct thimble_wasm_state *state,
                                          const struct thimble_wasm_segment *segment) {
  const struct thimble_wasm_table *table = state->tables[segment->table];
  uint32_t offset;
  enum thimble_reason reason = place(state, segment, table->size, &offset);
  if (reason == THIMBLE_REASON_NONE && segment->count > 0)
    thimble_wasm_write_elements(state, segment, 0, segment->count, table->entries + offset);
  return reason;
}

static enum thimble_reason fill_tables(struct thimble_wasm_state *state, const uint8_t *at) {
  uint32_t count = wasm_index(&at);
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_wasm_segment segment;
    enum thimble_reason reason = THIMBLE_REASON_NONE;
    state->position = (uint32_t)(at - state->module);
    at = thimble_wasm_read_elements(state, at, &segment);
    if (segment.offset != NULL)
      reason = place_elements(state, &segment);
    if (reason != THIMBLE_REASON_NONE)
      return reason;
    thimble_wasm_set_dropped(state, i, segment.offset != NULL || segment.is_declarative);
  }
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason place_data(struct thimble_wasm_state *state,
                                      const struct thimble_wasm_segment *segment) {
  const struct thimble_wasm_memory *memory = state->memory;
  uint32_t offset;
  enum thimble_reason reason = place(state, segment, memory->size, &offset);
  if (reason == THIMBLE_REASON_NONE)
    thimble_wasm_copy(memory->data + offset, segment->content, segment->count);
  return reason;
}

static enum thimble_reason fill_memory(struct thimble_wasm_state *state, const uint8_t *at) {
  uint32_t count = wasm_index(&at);
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_wasm_segment segment;
    enum thimble_reason reason = THIMBLE_REASON_NONE;
    state->position = (uint32_t)(at - state->module);
    at = thimble_wasm_read_data(state, at, &segment);
    if (segment.offset != NULL)
      reason = place_data(state, &segment);
    if (reason != THIMBLE_REASON_NONE)
      return reason;
    thimble_wasm_set_dropped(state, state->element_count + i, segment.offset != NULL);
  }
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason fill_section(struct thimble_wasm_state *state,
                                        const struct thimble_wasm_content *content) {
  switch (content->number) {
  case THIMBLE_WASM_SECTION_TABLE:
    reset_tables(state, content->at);
    return THIMBLE_REASON_NONE;
  case THIMBLE_WASM_SECTION_MEMORY:
    reset_memory(state, content->at);
    return THIMBLE_REASON_NONE;
  case THIMBLE_WASM_SECTION_GLOBAL:
    return fill_globals(state, content->at);
  case THIMBLE_WASM_SECTION_ELEMENT:
    return fill_tables(state, content->at);
  case THIMBLE_WASM_SECTION_DATA:
    return fill_memory(state, content->at);
  default:
    return THIMBLE_REASON_NONE;
  }
}

static enum thimble_reason fill(struct thimble_wasm_state *state) {
  struct thimble_wasm_content content;
  enum thimble_reason reason = THIMBLE_REASON_NONE;
  thimble_wasm_first_section(state, &content);
  while (reason == THIMBLE_REASON_NONE && thimble_wasm_next_section(state, &content))
    reason = fill_section(state, &content);
  return reason;
}

enum thimble_reason thimble_wasm_instantiate(struct thimble_wasm_state *state,
                                             struct thimble_wasm_error *error) {
  state->started = state->start == UINT32_MAX;
  state->stage = state->started ? THIMBLE_WASM_READY : THIMBLE_WASM_NEW;
  state->detail = 0;
  error->reason = fill(state);
  error->position = state->position;
  error->detail = (uint32_t)state->detail;
  return error->reason;
}
