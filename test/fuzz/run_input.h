/* SPDX-License-Identifier: Apache-2.0 */
/* run_input.h: what run_fuzz.c makes of its bytes.
 *
 * Eight bytes of numbers, the context, and then the program: text, constants, data. The numbers may
 * be wrong; whether they are is the engine's to say. */
#ifndef THIMBLE_TEST_FUZZ_RUN_INPUT_H
#define THIMBLE_TEST_FUZZ_RUN_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  INPUT_FRAME_SIZE = 0, /* in units of four bytes */
  INPUT_CALL_DEPTH = 1,
  INPUT_READ_ONLY = 2, /* in units of four bytes */
  INPUT_DATA = 3,
  INPUT_ZERO = 4,
  INPUT_ENTRY = 5,
  INPUT_FUEL = 6,    /* in units of eight */
  INPUT_CONTEXT = 7, /* length; the highest bit makes it writable */
  INPUT_NUMBERS = 8,
  INPUT_WRITABLE = 0x80,
};

/* The parts of an input. Views into it. */
struct run_input {
  const uint8_t *numbers, *context, *program;
  uint32_t context_length, program_length;
  bool context_writable;
};

/* Splits an input; false when it is too short to have all parts, or longer than an image may be. */
static inline bool run_input_split(const uint8_t *bytes, size_t size, struct run_input *input) {
  if (size < INPUT_NUMBERS || size > 1u << 20)
    return false;
  input->numbers = bytes;
  input->context_length = bytes[INPUT_CONTEXT] % INPUT_WRITABLE;
  input->context_writable = bytes[INPUT_CONTEXT] >= INPUT_WRITABLE;
  if (size - INPUT_NUMBERS < input->context_length)
    return false;
  input->context = bytes + INPUT_NUMBERS;
  input->program = input->context + input->context_length;
  input->program_length = (uint32_t)size - INPUT_NUMBERS - input->context_length;
  return true;
}

#endif
