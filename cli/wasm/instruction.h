/* SPDX-License-Identifier: Apache-2.0 */
/* instruction.h: one instruction of a WebAssembly function, taken apart (opcodes.def). */
#ifndef THIMBLE_CLI_WASM_INSTRUCTION_H
#define THIMBLE_CLI_WASM_INSTRUCTION_H

#include "cli/wasm/reader.h"
#include "engine/wasm/opcode.h"

struct wasm_instruction {
  uint32_t position; /* in the module */
  uint32_t length;
  const char *text; /* as the specification writes it */
  enum thimble_wasm_immediate immediate;
  uint8_t opcode;
  uint32_t prefixed; /* what follows THIMBLE_WASM_PREFIX */
  uint32_t first;    /* index, alignment, or the number of labels before the last, or of types */
  uint32_t second;   /* the other index, or the offset */
  int64_t number;    /* constant, or block type as a signed number */
  uint32_t list;     /* position of labels, types, or the bytes of a float */
};

/* Reads the next one. False: there is no such opcode, or the code ends in the middle. */
bool wasm_instruction_read(struct wasm_reader *reader, struct wasm_instruction *instruction);

/* Whether it opens a block that an `end` closes. */
bool wasm_opens_block(const struct wasm_instruction *instruction);

#endif
