/* SPDX-License-Identifier: Apache-2.0 */
/* program_lines.h: which function and line the places of a program came from, as line_table.h
 * writes it. A place is what the engine calls one: an eight-byte slot of eBPF, a byte of a
 * WebAssembly module. */
#ifndef THIMBLE_CLI_IMAGE_PROGRAM_LINES_H
#define THIMBLE_CLI_IMAGE_PROGRAM_LINES_H

#include <stddef.h>
#include <stdint.h>

/* From this place on, code came from this line; 0 is no line. */
struct program_line {
  uint32_t instruction;
  uint32_t line;
  const char *file;
};

struct program_function {
  uint32_t start;
  const char *name;
};

/* Both in ascending order. The texts belong to somebody else. */
struct program_lines {
  struct program_line *lines;
  size_t line_count;
  struct program_function *functions;
  size_t function_count;
};

/* Adds a line, unless it says what the one before it says. */
void program_line_add(struct program_lines *lines, uint32_t instruction, const char *file,
                      uint32_t line);

void program_function_add(struct program_lines *lines, uint32_t start, const char *name);

/* The row that the place belongs to, or null when it has no line. */
const struct program_line *program_line_at(const struct program_lines *lines, uint32_t place);

void program_lines_free(struct program_lines *lines);

#endif
