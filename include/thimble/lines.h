/* SPDX-License-Identifier: Apache-2.0 */
/* lines.h: from a place in a program to the file, function and line it came from.
 *
 * Reads the line information of an image (SPEC.md, key 12). It is for people only and nobody has
 * checked it: every function here is safe on any bytes and ends after at most one step for each
 * byte. Views point into the image. Files, functions and names are what the image says: whoever
 * shows them escapes control characters. */
#ifndef THIMBLE_LINES_H
#define THIMBLE_LINES_H

#include <thimble/bytes.h>
#include <thimble/result.h>

/* The parts of line information. Made by thimble_lines_read() alone; treat the fields as private.
 */
struct thimble_lines {
  struct thimble_bytes files;     /* CBOR texts, one behind the other */
  struct thimble_bytes functions; /* CBOR arrays [start, name] */
  struct thimble_bytes rows;      /* three LEB128 numbers for each row */
};

/* Splits line information into its parts. Errors: TRUNCATED, MALFORMED or LIMIT; empty bytes are
 * NOT_FOUND. On an error `lines` is empty, and safe to use: nothing will be found. */
enum thimble_result thimble_lines_read(struct thimble_lines *lines, struct thimble_bytes bytes);

/* Where an instruction came from. */
struct thimble_origin {
  struct thimble_bytes function; /* empty: unknown */
  struct thimble_bytes file;     /* empty: unknown, and then so is the line */
  uint32_t line;                 /* from 1; 0: unknown */
};

/* Finds the place of an instruction (counted in eight-byte slots). What is not known or cannot be
 * read is left empty in `origin`. */
void thimble_lines_find(const struct thimble_lines *lines, uint32_t instruction,
                        struct thimble_origin *origin);

/* The name of a file by its number in the rows. Errors: NOT_FOUND. */
enum thimble_result thimble_lines_file(const struct thimble_lines *lines, uint32_t number,
                                       struct thimble_bytes *name);

/* One row: from this instruction on, up to the next row's, code came from this line. */
struct thimble_line_row {
  uint32_t instruction;
  uint32_t file;
  uint32_t line;
};

/* A walk over the rows, in the order of their instructions. */
struct thimble_line_walk {
  struct thimble_line_row row; /* valid after thimble_line_next() returned THIMBLE_OK */
  struct thimble_bytes left;
};

void thimble_line_walk_start(struct thimble_line_walk *walk, const struct thimble_lines *lines);

/* Goes to the next row, the first time to the first. Errors: NOT_FOUND (there are no more),
 * TRUNCATED or MALFORMED; then `row` is unchanged, and another call gives the same error. */
enum thimble_result thimble_line_next(struct thimble_line_walk *walk);

/* A walk over the functions, in the order of their first instructions. */
struct thimble_function_walk {
  uint32_t start; /* both valid after thimble_function_next() returned THIMBLE_OK */
  struct thimble_bytes name;
  struct thimble_bytes left;
};

void thimble_function_walk_start(struct thimble_function_walk *walk,
                                 const struct thimble_lines *lines);

/* As thimble_line_next(). */
enum thimble_result thimble_function_next(struct thimble_function_walk *walk);

#endif
