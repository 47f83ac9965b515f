/* SPDX-License-Identifier: Apache-2.0 */
/* validate.h: what validation knows, in one pass over the module (core specification, section 3 and
 * appendix A.3). Split by what is validated: validate_module.c, validate_segments.c (data, elements
 * and constants), validate_code.c (bodies), validate_instruction.c, validate_control.c (blocks and
 * jumps) and validate_other.c (instructions with rules of their own).
 *
 * Scratch, from its start: the types of the globals, those of the element segments, a bit for each
 * function that may be referred to; then, anew for each function, the types of its locals and of
 * its operands, one byte each. From its end downwards: the open blocks. Both meet nowhere:
 * `highest`, the end of the operands where they were most, never passes `block`, the innermost open
 * block. */
#ifndef THIMBLE_WASM_VALIDATE_H
#define THIMBLE_WASM_VALIDATE_H

#include "engine/wasm/reader.h"

enum thimble_wasm_block_kind {
  THIMBLE_WASM_BLOCK_BLOCK,
  THIMBLE_WASM_BLOCK_LOOP,
  THIMBLE_WASM_BLOCK_IF,
  THIMBLE_WASM_BLOCK_ELSE,
  THIMBLE_WASM_BLOCK_FUNCTION,
};

#define THIMBLE_WASM_NO_BRANCH UINT16_MAX

/* An open block. */
struct thimble_wasm_block {
  uint32_t type : 20; /* position of its block type; of a function the type's index */
  uint32_t kind : 3;
  uint32_t outer_unreachable : 1; /* what `unreachable` was outside */
  uint16_t height;                /* operands below it */
  uint16_t chain;  /* the last branch to its end, which names the one before it; or NO_BRANCH */
  uint16_t branch; /* loop: the next branch at its start; if: the one for a false condition */
};

/* Where a global's type is kept, whether it is mutable is too; value types are below 0x80. */
#define THIMBLE_WASM_MUTABLE 0x80u

struct thimble_wasm_validator {
  struct thimble_wasm_reader reader;
  uint8_t *top;                     /* behind the last operand */
  uint8_t *floor;                   /* first operand of the innermost open block */
  uint8_t *highest;                 /* behind the highest operand of this function so far */
  struct thimble_wasm_block *block; /* innermost open one; `blocks_end`: none */
  uint8_t *locals;                  /* of this function, parameters first */
  uint32_t local_count;
  bool unreachable; /* the code here never runs: operands that are missing have any type */

  struct thimble_wasm_state *state;
  const struct thimble_wasm_module *module;
  const struct thimble_wasm_bounds *bounds;
  struct thimble_wasm_block *blocks_end; /* behind the outermost one: the end of scratch */
  struct thimble_wasm_block *deepest;    /* the lowest that there was in this function */
  uint8_t *operands;                     /* first of this function or constant */
  uint8_t *scratch;                      /* start */
  uint8_t *free;                         /* start of what each function uses anew */
  uint8_t *global_types;
  uint8_t *element_types;
  uint8_t *declared;
  uint32_t type;         /* of this function */
  uint32_t branch_limit; /* at most THIMBLE_WASM_BRANCHES_MAXIMUM */
  uint32_t function;     /* this one */
  uint32_t work;         /* done so far; see thimble_wasm_work() */
  uint32_t import_count[4];
  uint32_t global_count;
  uint32_t elements; /* entries of all tables of the module itself, at least; within the bounds */
  struct thimble_wasm_use use;
};

/* Validates one item of a section and takes from it what the state keeps. */
typedef void thimble_wasm_validate_item(struct thimble_wasm_validator *validator, uint32_t index);

thimble_wasm_validate_item thimble_wasm_validate_type;
thimble_wasm_validate_item thimble_wasm_validate_import;
thimble_wasm_validate_item thimble_wasm_validate_function;
thimble_wasm_validate_item thimble_wasm_validate_table;
thimble_wasm_validate_item thimble_wasm_validate_memory;
thimble_wasm_validate_item thimble_wasm_validate_global;
thimble_wasm_validate_item thimble_wasm_validate_export;
thimble_wasm_validate_item thimble_wasm_validate_start;
thimble_wasm_validate_item thimble_wasm_validate_element;
thimble_wasm_validate_item thimble_wasm_validate_code;
thimble_wasm_validate_item thimble_wasm_validate_data;

/* Reads a constant expression of the type. */
void thimble_wasm_validate_constant(struct thimble_wasm_validator *validator, uint8_t type);

/* Reads the index of a function that may be referred to from now on. */
void thimble_wasm_validate_declared(struct thimble_wasm_validator *validator);

/* Instructions that are not described by their rule alone. */
void thimble_wasm_validate_control(struct thimble_wasm_validator *validator, uint8_t opcode);
void thimble_wasm_validate_other(struct thimble_wasm_validator *validator, uint8_t opcode);
void thimble_wasm_validate_prefixed(struct thimble_wasm_validator *validator);

/* One instruction, whose opcode was read. */
void thimble_wasm_validate_instruction(struct thimble_wasm_validator *validator, uint8_t opcode);

/* Lets operands begin at `top`; no block is open. */
void thimble_wasm_start_operands(struct thimble_wasm_validator *validator);

/* Notes the scratch in use, after a function or constant expression. */
void thimble_wasm_note_use(struct thimble_wasm_validator *validator);

/* Opens the block of a function's body. */
void thimble_wasm_open_function(struct thimble_wasm_validator *validator);

static inline void thimble_wasm_fail(struct thimble_wasm_validator *validator,
                                     enum thimble_reason reason, uint32_t detail) {
  thimble_wasm_reader_fail(&validator->reader, reason, detail);
}

/* Counts work that bytes of the module make beside being read, each once: a few instructions for
 * one value of a type, name or local. Where it is out of proportion, the module is refused. */
void thimble_wasm_work(struct thimble_wasm_validator *validator, uint32_t work);

static inline bool thimble_wasm_is_declared(const struct thimble_wasm_validator *validator,
                                            uint32_t function) {
  return (validator->declared[function / 8] >> function % 8 & 1) != 0;
}

/* Reads the byte 0 that stands for the memory, which there must be. */
void thimble_wasm_validate_memory_byte(struct thimble_wasm_validator *validator);

/* Reads an index of a table of the type, or of any type where it is UNKNOWN; returns its type. */
uint8_t thimble_wasm_validate_table_index(struct thimble_wasm_validator *validator, uint8_t type);

#endif
