/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: instructions on tables (core specification, section 4.4.6). Each compares its ranges
 * first, and then changes all of them or nothing. */
#include "engine/wasm/table.h"

#include <string.h>

#include "engine/wasm/immediate.h"
#include "engine/wasm/segment.h"

/* Of elements, which take longer than bytes that are copied. */
#define BYTES_FOR_FUEL 2u
#define ENTRIES_FOR_FUEL 2u

static struct thimble_wasm_table *take_table(struct thimble_wasm_step *step) {
  return step->state->tables[wasm_index(&step->next)];
}

/* Whether the table has `count` elements from `first` on; sets what a trap speaks of. */
static bool has_elements(struct thimble_wasm_state *state, const struct thimble_wasm_table *table,
                         uint32_t first, uint32_t count) {
  state->detail = first;
  return wasm_has_range(table->size, first, count);
}

enum thimble_reason thimble_wasm_table_get(struct thimble_wasm_step *step) {
  const struct thimble_wasm_table *table = take_table(step);
  uint32_t index = step->top[-1].word;
  if (!has_elements(step->state, table, index, 1))
    return THIMBLE_REASON_TABLE_ACCESS;
  step->top[-1].word = table->entries[index];
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_table_set(struct thimble_wasm_step *step) {
  struct thimble_wasm_table *table = take_table(step);
  uint32_t index = step->top[-2].word;
  if (!has_elements(step->state, table, index, 1))
    return THIMBLE_REASON_TABLE_ACCESS;
  table->entries[index] = step->top[-1].word;
  step->top -= 2;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_table_size(struct thimble_wasm_step *step) {
  (step->top++)->word = take_table(step)->size;
  return THIMBLE_REASON_NONE;
}

static void fill(uint32_t *entries, uint32_t count, uint32_t reference) {
  for (uint32_t i = 0; i < count; i++)
    entries[i] = reference;
}

/* A table grows no further than its maximum and its capacity. */
enum thimble_reason thimble_wasm_table_grow(struct thimble_wasm_step *step) {
  struct thimble_wasm_table *table = take_table(step);
  uint32_t more = step->top[-1].word, size = table->size;
  if (more > table->maximum - size || more > table->capacity - size) {
    (--step->top)[-1].word = UINT32_MAX;
    return THIMBLE_REASON_NONE;
  }
  if (thimble_wasm_pay(step, more / ENTRIES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  step->top--;
  fill(table->entries + size, more, step->top[-1].word);
  table->size += more;
  step->top[-1].word = size;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_table_fill(struct thimble_wasm_step *step) {
  struct thimble_wasm_table *table = take_table(step);
  uint32_t first = step->top[-3].word, count = step->top[-1].word;
  if (!has_elements(step->state, table, first, count))
    return THIMBLE_REASON_TABLE_ACCESS;
  if (thimble_wasm_pay(step, count / ENTRIES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  fill(table->entries + first, count, step->top[-2].word);
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_table_copy(struct thimble_wasm_step *step) {
  struct thimble_wasm_table *target = take_table(step);
  const struct thimble_wasm_table *source = take_table(step);
  uint32_t to = step->top[-3].word, from = step->top[-2].word, count = step->top[-1].word;
  if (!has_elements(step->state, target, to, count) ||
      !has_elements(step->state, source, from, count))
    return THIMBLE_REASON_TABLE_ACCESS;
  if (thimble_wasm_pay(step, count / ENTRIES_FOR_FUEL) != THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  if (count > 0)
    memmove(target->entries + to, source->entries + from, count * sizeof(uint32_t));
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_table_init(struct thimble_wasm_step *step) {
  struct thimble_wasm_state *state = step->state;
  struct thimble_wasm_segment segment;
  uint32_t passed = thimble_wasm_find_elements(state, wasm_index(&step->next), &segment);
  struct thimble_wasm_table *table = take_table(step);
  uint32_t to = step->top[-3].word, from = step->top[-2].word, count = step->top[-1].word;
  if (!has_elements(state, table, to, count))
    return THIMBLE_REASON_TABLE_ACCESS;
  if (!wasm_has_range(segment.count, from, count)) {
    state->detail = from;
    return THIMBLE_REASON_TABLE_ACCESS;
  }
  if (thimble_wasm_pay(step, passed / BYTES_FOR_FUEL + count / ENTRIES_FOR_FUEL) !=
      THIMBLE_REASON_NONE)
    return THIMBLE_REASON_FUEL;
  if (count > 0)
    thimble_wasm_write_elements(state, &segment, from, count, table->entries + to);
  step->top -= 3;
  return THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_element_drop(struct thimble_wasm_step *step) {
  thimble_wasm_set_dropped(step->state, wasm_index(&step->next), true);
  return THIMBLE_REASON_NONE;
}
