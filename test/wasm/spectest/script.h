/* SPDX-License-Identifier: Apache-2.0 */
/* script.h: the commands of test files in the one compact form that is executed, on this computer
 * and on boards. json.c writes it, with the modules inside; it stays where it is while it is
 * executed.
 *
 * All commands have the same form: kind (1 byte), line (4), name, field, text and module (each a
 * length of 4 bytes and so many bytes), arguments and expected values (each a count of 4 bytes and
 * so many values of 10 bytes: type, pattern, bits). Numbers are little-endian. */
#ifndef THIMBLE_TEST_WASM_SCRIPT_H
#define THIMBLE_TEST_WASM_SCRIPT_H

#include <stdbool.h>
#include <thimble/bytes.h>

enum command_kind {
  COMMAND_FILE,     /* the commands of another file follow: text; modules made so far are gone */
  COMMAND_MODULE,   /* name (may be empty), module */
  COMMAND_REGISTER, /* the module name (empty: the last one) can be imported from as text */
  COMMAND_GET,      /* reads the global field of the module name; expected may be empty */
  COMMAND_ACTION,   /* and those below: calls function field of the module name with arguments */
  COMMAND_RETURN,   /* expected: what it returns */
  COMMAND_TRAP,     /* text: why it traps */
  COMMAND_EXHAUSTION,
  COMMAND_INVALID, /* and those below: module, text */
  COMMAND_MALFORMED,
  COMMAND_UNLINKABLE,
  COMMAND_UNINSTANTIABLE,
  COMMAND_SKIPPED, /* it has a module in the text format, which is not ours */
  COMMAND_KINDS,
};

enum value_pattern {
  VALUE_BITS, /* these bits */
  VALUE_CANONICAL_NAN,
  VALUE_ARITHMETIC_NAN,
  VALUE_ANY_REFERENCE, /* anything but null */
};

/* References are as in a slot: 0 is null, the external one with number n is n + 1. */
struct value {
  uint8_t type; /* enum thimble_wasm_type */
  uint8_t pattern;
  uint64_t bits;
};

#define VALUE_SIZE 10u

struct value_list {
  const uint8_t *bytes;
  uint32_t count;
};

struct command {
  enum command_kind kind;
  uint32_t line;
  struct thimble_bytes name, field, text, module;
  struct value_list arguments, expected;
};

/* Takes the next command off `script`. False: there is none, or the rest of it is none; what is
 * left in `script` tells. */
bool script_next(struct thimble_bytes *script, struct command *command);

struct value script_value(const struct value_list *list, uint32_t index);

#endif
