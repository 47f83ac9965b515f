/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what a loaded module keeps, and what a run changes.
 *
 * The module stays where it is, in flash, and is interpreted in place: the program counter is a
 * position in it. Validation leaves three arrays beside it: types, functions and branches. A branch
 * is what a jump must know and the bytes at the jump do not say; an instruction that may jump uses
 * the next one of its function, in the order of the bytes (Titzer 2022, "A fast in-place
 * interpreter for WebAssembly").
 *
 * Positions, indices and heights are integers that validation has checked, never host pointers; a
 * guest reaches none of them, since frames and operands are no part of its memory. */
#ifndef THIMBLE_WASM_STATE_H
#define THIMBLE_WASM_STATE_H

#include <thimble/engine.h>

/* Where the caller of an open function goes on. */
struct thimble_wasm_caller {
  uint32_t position;
  uint16_t branch; /* its next branch */
  uint16_t function;
};

/* One operand or local. A value of 32 bits, or a reference, is in `word`; the rest is then
 * anything. Floats are their bits. A reference is 0 (null) or a number of the store, from 1. */
union thimble_wasm_slot {
  uint32_t word;
  uint64_t wide;
  struct thimble_wasm_caller caller;
};

/* Positions have 20 bits: an image has at most 2^20 bytes. */
#define THIMBLE_WASM_MODULE_MAXIMUM THIMBLE_IMAGE_MAXIMUM

/* What a state remembers has fields for no more than these. An expression is short, since who looks
 * for a segment passes the offsets of those before it, for one of fuel each. */
#define THIMBLE_WASM_TYPES_MAXIMUM 1024u
#define THIMBLE_WASM_EXPORTS_MAXIMUM 1024u
#define THIMBLE_WASM_VALUES_MAXIMUM 255u   /* parameters or results of a function or block */
#define THIMBLE_WASM_CONSTANT_MAXIMUM 255u /* bytes of a constant expression */
#define THIMBLE_WASM_FUNCTIONS_MAXIMUM 65535u
#define THIMBLE_WASM_BRANCHES_MAXIMUM 65535u
#define THIMBLE_WASM_FRAME_MAXIMUM 65535u /* slots of one frame */

/* Validation reads each byte once, but few bytes may stand for many values: of a call's type, of
 * locals, of types and names that are compared with all before them. All of these together may be
 * so many, and so many for each byte of the module. Code that a compiler makes has less than one
 * for each byte, since it has to make and use the values. */
#define THIMBLE_WASM_WORK_ALWAYS 65536u
#define THIMBLE_WASM_WORK_FOR_BYTE 16u
#define THIMBLE_WASM_WORK_COMPARISON 4u /* what it takes to compare, beside the values */

struct thimble_wasm_type_entry {
  uint32_t position : 20;  /* of its vector of parameters; that of results follows */
  uint32_t canonical : 12; /* the first type that is equal */
  uint16_t parameters;
  uint16_t results;
};

/* Imports come first; of one only `code` (what the linker made of it), `type` and the counts are
 * set. */
struct thimble_wasm_function {
  uint32_t code : 20; /* position of its first instruction */
  uint32_t type : 12; /* canonical */
  uint32_t end : 20;  /* position of its last instruction, the `end` of its body */
  uint32_t results : 12;
  uint16_t parameters; /* values */
  uint16_t branch;     /* its first branch */
  uint16_t locals;     /* beside the parameters */
  uint16_t frame; /* slots from its first local (parameters are not counted) to its highest operand:
                     locals, THIMBLE_WASM_RECORD, operands */
};

/* A jump: where to, how many operands to keep, and down to which height of the operand stack. A
 * jump to the function's own label goes to its `end`, one out of a block behind the block's `end`.
 */
struct thimble_wasm_branch {
  uint32_t position : 20; /* of the instruction to go on with */
  uint32_t keep : 12;
  uint16_t branch; /* the branch, counted in the module, that is the next one there */
  uint16_t height; /* operands of the frame below those that are kept */
};

struct thimble_wasm_memory {
  uint8_t *data;
  uint32_t size;      /* bytes */
  uint32_t capacity;  /* bytes that `data` has */
  uint32_t maximum;   /* pages that the module states, or the most there can be */
  uint8_t page_shift; /* 16, or 0: custom page sizes */
};

struct thimble_wasm_table {
  uint32_t *entries; /* references */
  uint32_t size;
  uint32_t capacity;
  uint32_t maximum; /* what the module states, or UINT32_MAX */
  uint8_t type;     /* THIMBLE_WASM_FUNCREF or EXTERNREF */
};

/* Between the callee's locals and its operands: `caller`, then `word`, the caller's first local as
 * a slot of the stack. */
#define THIMBLE_WASM_RECORD 2u

/* `function` of the record of the first call: nobody goes on there. */
#define THIMBLE_WASM_NOBODY 0xffffu

/* `position` where no instruction is: of a call that was entered and has no frame yet, and of one
 * that needs none and is over. */
#define THIMBLE_WASM_BEGINNING 0u
#define THIMBLE_WASM_OVER 1u

struct thimble_wasm_linker;

/* How far an instance is. */
enum thimble_wasm_stage {
  THIMBLE_WASM_READY,   /* for a run of the entry */
  THIMBLE_WASM_NEW,     /* instantiated; the start function has not run */
  THIMBLE_WASM_DIRTY,   /* the last run did not end well: what it changed is to be made anew */
  THIMBLE_WASM_STOPPED, /* the same, but it only ran out of fuel, and can go on */
  THIMBLE_WASM_RESUMED, /* it does */
};

struct thimble_wasm_state {
  /* What a run changes. */
  uint32_t fuel; /* left */
  uint32_t position;
  uint32_t branch;
  uint32_t function;
  uint32_t locals;  /* first local of the open function, as a slot of the stack */
  uint32_t top;     /* first free slot of the stack */
  uint32_t highest; /* the most slots that were in use, for `depth` of an outcome */
  uint64_t detail;  /* of a trap whose reason speaks of an address or number: that one */
  uint8_t stage;    /* enum thimble_wasm_stage */
  bool started;     /* the start function has run, or there is none */

  /* What stays. */
  const uint8_t *module;
  uint32_t length;
  const struct thimble_wasm_linker *linker;
  struct thimble_wasm_type_entry *types;
  struct thimble_wasm_function *functions;
  struct thimble_wasm_branch *branches;
  union thimble_wasm_slot *globals;          /* those that are no imports */
  union thimble_wasm_slot **foreign_globals; /* those that are: null on a device */
  struct thimble_wasm_memory *memory;        /* null: the module has none */
  struct thimble_wasm_table **tables;
  uint8_t *dropped;               /* a bit for each element segment, then for each data segment */
  union thimble_wasm_slot *stack; /* memory to run in */
  uint32_t stack_slots;
  uint32_t type_count;
  uint32_t function_count; /* with imports */
  uint32_t imported_functions;
  uint32_t imported_globals;
  uint32_t table_count;
  uint32_t element_count; /* element segments */
  uint32_t elements;      /* position of the first one */
  uint32_t data;          /* and of the first data segment */
  uint32_t reference;     /* what its first function is called in references; 1 on a device */
  uint32_t entry;         /* function that a run calls */
  uint32_t result;        /* type of its result; THIMBLE_WASM_UNKNOWN: it has none */
  uint32_t start;         /* start function, or UINT32_MAX */
  bool takes_context;     /* the entry has parameters */
  uint32_t fuel_limit;    /* the image's, for one run */
  uint32_t context;       /* address where the context goes */
  uint8_t *context_bytes; /* the same in memory, which is the module's own on a device */
  uint32_t context_most;  /* bytes of a context that there may be */
  struct thimble_wasm_memory own_memory;
  const struct thimble_program *source; /* null in a test of the module alone */
  struct thimble_caller *caller;
};

#endif
