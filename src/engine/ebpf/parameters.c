/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.c: see parameters.h. */
#include "engine/ebpf/parameters.h"

#include "base/cbor_read.h"
#include "engine/ebpf/instruction.h"

/* Reads the numbers of the image, in their order. */
#define NUMBERS 6u

static enum thimble_result read_numbers(struct thimble_ebpf_parameters *parameters,
                                        struct thimble_bytes bytes) {
  uint32_t *const numbers[NUMBERS] = {
      &parameters->entry,     &parameters->frame_size, &parameters->call_depth,
      &parameters->read_only, &parameters->data,       &parameters->zero,
  };
  struct thimble_cbor_reader reader;
  uint32_t count = 0;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = thimble_cbor_read_array(&reader, &count);
  if (count != NUMBERS)
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; result == THIMBLE_OK && i < NUMBERS; i++)
    result = thimble_cbor_read_unsigned(&reader, numbers[i]);
  return result;
}

static enum thimble_reason check_sections(struct thimble_ebpf_parameters *parameters,
                                          uint32_t program_length) {
  if (parameters->read_only > program_length || parameters->read_only % THIMBLE_EBPF_SLOT != 0 ||
      parameters->data > program_length - parameters->read_only)
    return THIMBLE_REASON_PROGRAM_LENGTH;
  uint32_t text = program_length - parameters->read_only - parameters->data;
  if (text == 0 || text % THIMBLE_EBPF_SLOT != 0)
    return THIMBLE_REASON_PROGRAM_LENGTH;
  parameters->text_length = text / THIMBLE_EBPF_SLOT;
  return THIMBLE_REASON_NONE;
}

/* The sum stays inside 32 bits: the stack is at most 2^18 bytes, the data a part of the program and
 * `zero` is compared before it is added. */
static enum thimble_reason check_memory(const struct thimble_ebpf_parameters *parameters,
                                        uint32_t stated, uint32_t *detail) {
  *detail = parameters->frame_size;
  if (parameters->frame_size > THIMBLE_EBPF_FRAME_SIZE_MAXIMUM ||
      parameters->frame_size % THIMBLE_EBPF_STACK_WORD != 0)
    return THIMBLE_REASON_FRAME_SIZE;
  *detail = parameters->call_depth;
  if (parameters->call_depth == 0 || parameters->call_depth > THIMBLE_EBPF_CALL_DEPTH_MAXIMUM)
    return THIMBLE_REASON_CALL_DEPTH;
  *detail = parameters->zero;
  if (parameters->zero > stated)
    return THIMBLE_REASON_MEMORY_LIMIT;
  *detail += parameters->frame_size * parameters->call_depth + parameters->data;
  return *detail > stated ? THIMBLE_REASON_MEMORY_LIMIT : THIMBLE_REASON_NONE;
}

enum thimble_reason thimble_ebpf_parameters_read(struct thimble_ebpf_parameters *parameters,
                                                 const struct thimble_image *image,
                                                 uint32_t *detail) {
  *detail = 0;
  if (read_numbers(parameters, image->parameters) != THIMBLE_OK)
    return THIMBLE_REASON_PARAMETERS;
  enum thimble_reason reason = check_sections(parameters, image->program.length);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  return check_memory(parameters, image->memory, detail);
}
