/* SPDX-License-Identifier: Apache-2.0 */
/* types.c: see types.h. */
#include "engine/wasm/types.h"

#include <string.h>

#include "engine/wasm/immediate.h"
#include "engine/wasm/numeric.h"

#define PAGE_SHIFT 16u

uint8_t thimble_wasm_read_value_type(struct thimble_wasm_reader *reader) {
  uint8_t type = thimble_wasm_read_byte(reader);
  bool is_float = type == THIMBLE_WASM_F32 || type == THIMBLE_WASM_F64;
  if (type != THIMBLE_WASM_I32 && type != THIMBLE_WASM_I64 && !is_float &&
      !thimble_wasm_type_is_reference(type))
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_VALUE_TYPE, type);
  if (is_float && !thimble_wasm_has_floats)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_FLOAT, type);
  return type;
}

uint8_t thimble_wasm_read_reference_type(struct thimble_wasm_reader *reader) {
  uint8_t type = thimble_wasm_read_byte(reader);
  if (!thimble_wasm_type_is_reference(type))
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_VALUE_TYPE, type);
  return type;
}

bool thimble_wasm_is_entry_type(struct thimble_bytes parameters, struct thimble_bytes results) {
  bool takes =
      parameters.length == 0 || (parameters.length == 2 && parameters.data[0] == THIMBLE_WASM_I32 &&
                                 parameters.data[1] == THIMBLE_WASM_I32);
  bool gives = results.length == 0 ||
               (results.length == 1 &&
                (results.data[0] == THIMBLE_WASM_I32 || results.data[0] == THIMBLE_WASM_I64));
  return takes && gives;
}

/* Reads minimum and maximum, with no flags but those in `allowed`. */
static uint8_t read_limits(struct thimble_wasm_reader *reader, struct thimble_wasm_limits *limits,
                           uint8_t allowed) {
  uint8_t flags = thimble_wasm_read_byte(reader);
  if ((flags & ~allowed) != 0)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BYTE, flags);
  limits->minimum = thimble_wasm_read_u32(reader);
  limits->has_maximum = (flags & THIMBLE_WASM_LIMITS_MAXIMUM) != 0;
  limits->maximum = limits->has_maximum ? thimble_wasm_read_u32(reader) : UINT32_MAX;
  if (limits->minimum > limits->maximum)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BOUNDS, 0);
  return flags;
}

void thimble_wasm_read_table_type(struct thimble_wasm_reader *reader,
                                  struct thimble_wasm_import *import) {
  import->value_type = thimble_wasm_read_reference_type(reader);
  read_limits(reader, &import->limits, THIMBLE_WASM_LIMITS_MAXIMUM);
}

/* Pages of 65536 bytes, or of one byte where the module says so. */
static uint8_t read_page_shift(struct thimble_wasm_reader *reader) {
  uint32_t shift = thimble_wasm_read_u32(reader);
  if (shift != 0 && shift != PAGE_SHIFT)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BYTE, shift);
  return (uint8_t)shift;
}

void thimble_wasm_read_memory_type(struct thimble_wasm_reader *reader,
                                   struct thimble_wasm_import *import) {
  struct thimble_wasm_limits *limits = &import->limits;
  uint8_t flags =
      read_limits(reader, limits, THIMBLE_WASM_LIMITS_MAXIMUM | THIMBLE_WASM_LIMITS_PAGE_SIZE);
  limits->page_shift =
      (flags & THIMBLE_WASM_LIMITS_PAGE_SIZE) != 0 ? read_page_shift(reader) : PAGE_SHIFT;
  uint32_t most = limits->page_shift == 0 ? UINT32_MAX : 1u << (32 - PAGE_SHIFT);
  if (!limits->has_maximum)
    limits->maximum = most;
  if (limits->minimum > most || limits->maximum > most)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BOUNDS, 0);
}

void thimble_wasm_read_global_type(struct thimble_wasm_reader *reader,
                                   struct thimble_wasm_import *import) {
  import->value_type = thimble_wasm_read_value_type(reader);
  import->is_mutable = thimble_wasm_read_choice(reader, 1) != 0;
}

void thimble_wasm_read_import(struct thimble_wasm_reader *reader,
                              struct thimble_wasm_import *import) {
  thimble_wasm_reader_item(reader);
  import->module = thimble_wasm_read_name(reader);
  import->name = thimble_wasm_read_name(reader);
  import->kind = (enum thimble_wasm_kind)thimble_wasm_read_choice(reader, THIMBLE_WASM_KIND_GLOBAL);
  switch (import->kind) {
  case THIMBLE_WASM_KIND_FUNCTION:
    import->type = thimble_wasm_read_u32(reader);
    break;
  case THIMBLE_WASM_KIND_TABLE:
    thimble_wasm_read_table_type(reader, import);
    break;
  case THIMBLE_WASM_KIND_MEMORY:
    thimble_wasm_read_memory_type(reader, import);
    break;
  case THIMBLE_WASM_KIND_GLOBAL:
    thimble_wasm_read_global_type(reader, import);
    break;
  }
}

/* Reads a vector of value types and returns their number. */
static uint16_t read_values(struct thimble_wasm_reader *reader) {
  uint32_t count = thimble_wasm_read_u32(reader);
  if (count > THIMBLE_WASM_VALUES_MAXIMUM) {
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_VALUES_MAXIMUM);
    return 0;
  }
  for (uint32_t i = 0; i < count; i++)
    thimble_wasm_read_value_type(reader);
  return (uint16_t)count;
}

static bool are_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
}

/* The first type that is equal. It is `type` itself at the latest. */
static uint32_t find_equal(const struct thimble_wasm_state *state, uint32_t type) {
  struct thimble_bytes parameters = thimble_wasm_type_parameters(state, type);
  struct thimble_bytes results = thimble_wasm_type_results(state, type);
  uint32_t other = 0;
  while (other < type && !(are_equal(thimble_wasm_type_parameters(state, other), parameters) &&
                           are_equal(thimble_wasm_type_results(state, other), results)))
    other++;
  return other;
}

uint32_t thimble_wasm_read_function_type(struct thimble_wasm_reader *reader,
                                         struct thimble_wasm_state *state, uint32_t index) {
  struct thimble_wasm_type_entry *entry = &state->types[index];
  uint8_t form = thimble_wasm_read_byte(reader);
  if (form != THIMBLE_WASM_FUNCTION_TYPE)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BYTE, form);
  entry->position = thimble_wasm_reader_place(reader) & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  entry->parameters = read_values(reader);
  entry->results = read_values(reader);
  if (!thimble_wasm_reader_ok(reader))
    return 0;
  uint32_t equal = find_equal(state, index);
  entry->canonical = equal & (THIMBLE_WASM_TYPES_MAXIMUM - 1);
  return equal * (THIMBLE_WASM_WORK_COMPARISON + entry->parameters + entry->results);
}

/* The values of a vector stand behind its count. */
struct thimble_bytes thimble_wasm_type_parameters(const struct thimble_wasm_state *state,
                                                  uint32_t type) {
  const struct thimble_wasm_type_entry *entry = &state->types[type];
  return (struct thimble_bytes){wasm_skip(state->module + entry->position), entry->parameters};
}

struct thimble_bytes thimble_wasm_type_results(const struct thimble_wasm_state *state,
                                               uint32_t type) {
  struct thimble_bytes parameters = thimble_wasm_type_parameters(state, type);
  return (struct thimble_bytes){wasm_skip(parameters.data + parameters.length),
                                state->types[type].results};
}
