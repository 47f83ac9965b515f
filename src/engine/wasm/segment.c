/* SPDX-License-Identifier: Apache-2.0 */
/* segment.c: see segment.h. Loops end with the counts that validation has read, or, over sections,
 * with the module. */
#include "engine/wasm/segment.h"

#include "engine/wasm/constant.h"
#include "engine/wasm/immediate.h"

/* Bytes of the header of a module. */
#define HEADER 8u

void thimble_wasm_first_section(const struct thimble_wasm_state *state,
                                struct thimble_wasm_content *content) {
  content->at = state->module + HEADER;
  content->end = content->at;
}

bool thimble_wasm_next_section(const struct thimble_wasm_state *state,
                               struct thimble_wasm_content *content) {
  const uint8_t *at = content->end;
  if (at == state->module + state->length)
    return false;
  content->number = *at++;
  uint32_t length = wasm_index(&at);
  content->at = at;
  content->end = at + length;
  return true;
}

const uint8_t *thimble_wasm_read_data(const struct thimble_wasm_state *state, const uint8_t *at,
                                      struct thimble_wasm_segment *segment) {
  uint32_t flags = wasm_index(&at);
  if (flags == THIMBLE_WASM_SEGMENT_EXPLICIT)
    at = wasm_skip(at);
  segment->offset = NULL;
  if (flags != THIMBLE_WASM_SEGMENT_PASSIVE) {
    segment->offset = at;
    at = thimble_wasm_skip_constant(state, at);
  }
  segment->count = wasm_index(&at);
  segment->content = at;
  return at + segment->count;
}

static const uint8_t *skip_elements(const struct thimble_wasm_state *state,
                                    const struct thimble_wasm_segment *segment, const uint8_t *at,
                                    uint32_t count) {
  for (; count > 0; count--)
    at = segment->has_expressions ? thimble_wasm_skip_constant(state, at) : wasm_skip(at);
  return at;
}

const uint8_t *thimble_wasm_read_elements(const struct thimble_wasm_state *state, const uint8_t *at,
                                          struct thimble_wasm_segment *segment) {
  uint32_t flags = wasm_index(&at);
  bool is_active = (flags & THIMBLE_WASM_SEGMENT_PASSIVE) == 0;
  segment->is_declarative = !is_active && (flags & THIMBLE_WASM_SEGMENT_EXPLICIT) != 0;
  segment->has_expressions = (flags & THIMBLE_WASM_SEGMENT_EXPRESSIONS) != 0;
  segment->table = is_active && (flags & THIMBLE_WASM_SEGMENT_EXPLICIT) != 0 ? wasm_index(&at) : 0;
  segment->offset = NULL;
  if (is_active) {
    segment->offset = at;
    at = thimble_wasm_skip_constant(state, at);
  }
  if ((flags & (THIMBLE_WASM_SEGMENT_PASSIVE | THIMBLE_WASM_SEGMENT_EXPLICIT)) != 0)
    at++; /* the kind of the elements */
  segment->count = wasm_index(&at);
  segment->content = at;
  return skip_elements(state, segment, at, segment->count);
}

void thimble_wasm_set_dropped(struct thimble_wasm_state *state, uint32_t number, bool is_dropped) {
  uint8_t bit = (uint8_t)(1u << number % 8);
  if (is_dropped)
    state->dropped[number / 8] |= bit;
  else
    state->dropped[number / 8] &= (uint8_t)~bit;
}

static bool is_dropped(const struct thimble_wasm_state *state, uint32_t number) {
  return (state->dropped[number / 8] >> number % 8 & 1) != 0;
}

void thimble_wasm_find_data(const struct thimble_wasm_state *state, uint32_t index,
                            struct thimble_wasm_segment *segment) {
  const uint8_t *at = state->module + state->data;
  for (uint32_t i = 0; i <= index; i++)
    at = thimble_wasm_read_data(state, at, segment);
  if (is_dropped(state, state->element_count + index))
    segment->count = 0;
}

uint32_t thimble_wasm_find_elements(const struct thimble_wasm_state *state, uint32_t index,
                                    struct thimble_wasm_segment *segment) {
  const uint8_t *first = state->module + state->elements, *at = first;
  for (uint32_t i = 0; i <= index; i++)
    at = thimble_wasm_read_elements(state, at, segment);
  if (is_dropped(state, index))
    segment->count = 0;
  return (uint32_t)(at - first);
}

void thimble_wasm_write_elements(const struct thimble_wasm_state *state,
                                 const struct thimble_wasm_segment *segment, uint32_t first,
                                 uint32_t count, uint32_t *entries) {
  const uint8_t *at = skip_elements(state, segment, segment->content, first);
  for (uint32_t i = 0; i < count; i++) {
    if (segment->has_expressions)
      at = thimble_wasm_compute_reference(state, at, &entries[i]);
    else
      entries[i] = state->reference + wasm_index(&at);
  }
}
