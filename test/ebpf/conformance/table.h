/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: the rows of a conformance table: text, one row a line, fields separated by tabs.
 *
 * Fields: name; the least version of the instruction set; a mask in hexadecimal of the conformance
 * groups that the program is in; the program; the memory in r1, whose length is in r2, or `-`; the
 * expected r0. A line that starts with # is a comment. */
#ifndef THIMBLE_TEST_EBPF_CONFORMANCE_TABLE_H
#define THIMBLE_TEST_EBPF_CONFORMANCE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define ROW_BYTES 4096u

/* Calls through a register, which Thimble refuses. */
#define GROUP_CALLX 0x80u

struct row {
  char name[64];
  uint32_t groups;
  _Alignas(8) uint8_t program[ROW_BYTES];
  uint32_t program_length;
  uint8_t memory[ROW_BYTES];
  uint32_t memory_length;
  uint64_t expected;
};

/* A walk over a table. */
struct table {
  const char *text;
  const char *end;
  uint32_t line; /* of the last row read */
};

/* Opens the table of the folder that the setting THIMBLE_CONFORMANCE names, or of the folder that
 * is the default of this build. False when it is not there; it says so then. */
bool table_open(struct table *table);

/* Reads the next row. False at the end. A line that is no row ends the test with a message. */
bool table_next(struct table *table, struct row *row);

#endif
