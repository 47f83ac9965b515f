/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.c: see parameters.h. */
#include "engine/wasm/parameters.h"

#include "base/cbor_read.h"

static enum thimble_result read_numbers(struct thimble_wasm_parameters *parameters,
                                        struct thimble_bytes bytes) {
  uint32_t *const numbers[THIMBLE_PROGRAM_WORDS] = {
      &parameters->entry,           &parameters->bounds.stack,    &parameters->bounds.memory,
      &parameters->bounds.elements, &parameters->bounds.branches, &parameters->bounds.scratch,
      &parameters->context_room,
  };
  struct thimble_cbor_reader reader;
  uint32_t count = 0;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = thimble_cbor_read_array(&reader, &count);
  if (count != THIMBLE_PROGRAM_WORDS)
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; result == THIMBLE_OK && i < THIMBLE_PROGRAM_WORDS; i++)
    result = thimble_cbor_read_unsigned(&reader, numbers[i]);
  return result;
}

/* What a container takes while it runs, against what its image states. */
static enum thimble_reason check_memory(const struct thimble_wasm_bounds *bounds, uint32_t stated,
                                        uint32_t *detail) {
  uint64_t bytes = (uint64_t)bounds->stack * sizeof(union thimble_wasm_slot) + bounds->memory +
                   (uint64_t)bounds->elements * sizeof(uint32_t);
  *detail = bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
  return bytes > stated ? THIMBLE_REASON_MEMORY_LIMIT : THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_wasm_parameters_read(struct thimble_wasm_parameters *parameters,
                                                 const struct thimble_image *image,
                                                 uint32_t *detail) {
  *detail = 0;
  /* A call takes a record at least, so the memory to run in is never null. */
  if (read_numbers(parameters, image->parameters) != THIMBLE_OK ||
      parameters->bounds.stack < THIMBLE_WASM_RECORD)
    return THIMBLE_REASON_PARAMETERS;
  return check_memory(&parameters->bounds, image->memory, detail);
}
