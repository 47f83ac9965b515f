/* SPDX-License-Identifier: Apache-2.0 */
/* change.h: one change of a store, and the record of it that a journal keeps (SPEC.md, "Kept
 * values"). */
#ifndef THIMBLE_VALUE_CHANGE_H
#define THIMBLE_VALUE_CHANGE_H

#include <thimble/key_value.h>

/* The first byte of a record. Append-only: journals in the field have them. */
enum thimble_change_operation {
  THIMBLE_CHANGE_SET_INTEGER = 0, /* the enumerators of enum thimble_value_type */
  THIMBLE_CHANGE_SET_BYTES = 1,
  THIMBLE_CHANGE_DELETE = 2, /* without value */
  THIMBLE_CHANGE_ERASE = 3,  /* without key and value: the space */
  THIMBLE_CHANGE_OPERATIONS
};

/* The value of an integer is its eight bytes, little-endian. */
struct thimble_value_change {
  uint32_t operation;
  struct thimble_bytes tenant, container, key, value;
};

enum {
  THIMBLE_CHANGE_HEAD = 4, /* operation, lengths of tenant, container and key */
  THIMBLE_CHANGE_RECORD_MAXIMUM =
      THIMBLE_CHANGE_HEAD + 2 * THIMBLE_NAME_MAXIMUM + THIMBLE_KEY_MAXIMUM + THIMBLE_VALUE_MAXIMUM
};

/* Writes the record of a change, whose texts and value have no more bytes than they may, into
 * THIMBLE_CHANGE_RECORD_MAXIMUM bytes, and makes the change point there. Returns its length. */
uint32_t thimble_value_change_write(struct thimble_value_change *change, uint8_t *bytes);

/* Reads a record; the change points into it. Errors: MALFORMED. */
enum thimble_result thimble_value_change_read(struct thimble_value_change *change,
                                              struct thimble_bytes record);

#endif
