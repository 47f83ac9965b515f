/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.c: see parameters.h. */
#include "engine/ebpf/parameters.h"

#include "base/cbor_read.h"
#include "engine/ebpf/instruction.h"

/* The numbers in the order in which they stand in the image. */
enum {
  ENTRY,
  FRAME_SIZE,
  CALL_DEPTH,
  READ_ONLY,
  DATA,
  ZERO,
  NUMBERS
};

static enum thimble_result read_numbers(uint32_t numbers[NUMBERS], struct thimble_bytes bytes) {
  struct thimble_cbor_reader reader;
  uint32_t count;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = thimble_cbor_read_array(&reader, &count);
  if (result == THIMBLE_OK && count != NUMBERS)
    result = THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; result == THIMBLE_OK && i < NUMBERS; i++)
    result = thimble_cbor_read_unsigned(&reader, &numbers[i]);
  return result;
}

static enum thimble_result refuse(struct thimble_refusal *refusal, enum thimble_reason reason,
                                  uint32_t detail) {
  refusal->reason = reason;
  refusal->place = 0;
  refusal->detail = detail;
  return THIMBLE_ERROR_REFUSED;
}

/* Every sum below stays inside 32 bits: a section is at most THIMBLE_IMAGE_MAXIMUM or
 * THIMBLE_MEMORY_MAXIMUM, which are compared first, and the stack at most 2^18. */
static enum thimble_result check_sections(struct thimble_ebpf_parameters *parameters,
                                          uint32_t program_length,
                                          struct thimble_refusal *refusal) {
  if (parameters->read_only > program_length || parameters->read_only % THIMBLE_EBPF_SLOT != 0 ||
      parameters->data > program_length - parameters->read_only)
    return refuse(refusal, THIMBLE_REASON_PROGRAM_LENGTH, 0);
  uint32_t text = program_length - parameters->read_only - parameters->data;
  if (text == 0 || text % THIMBLE_EBPF_SLOT != 0)
    return refuse(refusal, THIMBLE_REASON_PROGRAM_LENGTH, 0);
  parameters->text_length = text / THIMBLE_EBPF_SLOT;
  return THIMBLE_OK;
}

static enum thimble_result check_memory(const struct thimble_ebpf_parameters *parameters,
                                        uint32_t granted, struct thimble_refusal *refusal) {
  if (parameters->frame_size > THIMBLE_EBPF_FRAME_SIZE_MAXIMUM || parameters->frame_size % 8 != 0)
    return refuse(refusal, THIMBLE_REASON_FRAME_SIZE, parameters->frame_size);
  if (parameters->call_depth == 0 || parameters->call_depth > THIMBLE_EBPF_CALL_DEPTH_MAXIMUM)
    return refuse(refusal, THIMBLE_REASON_CALL_DEPTH, parameters->call_depth);
  if (parameters->zero > THIMBLE_MEMORY_MAXIMUM)
    return refuse(refusal, THIMBLE_REASON_MEMORY_LIMIT, parameters->zero);
  uint32_t memory =
      parameters->frame_size * parameters->call_depth + parameters->data + parameters->zero;
  if (memory > granted)
    return refuse(refusal, THIMBLE_REASON_MEMORY_LIMIT, memory);
  return THIMBLE_OK;
}

enum thimble_result thimble_ebpf_parameters_read(struct thimble_ebpf_parameters *parameters,
                                                 const struct thimble_image *image,
                                                 struct thimble_refusal *refusal) {
  uint32_t numbers[NUMBERS] = {0};
  if (read_numbers(numbers, image->parameters) != THIMBLE_OK)
    return refuse(refusal, THIMBLE_REASON_PARAMETERS, 0);
  parameters->entry = numbers[ENTRY];
  parameters->frame_size = numbers[FRAME_SIZE];
  parameters->call_depth = numbers[CALL_DEPTH];
  parameters->read_only = numbers[READ_ONLY];
  parameters->data = numbers[DATA];
  parameters->zero = numbers[ZERO];
  enum thimble_result result = check_sections(parameters, image->program.length, refusal);
  if (result != THIMBLE_OK)
    return result;
  return check_memory(parameters, image->memory, refusal);
}
