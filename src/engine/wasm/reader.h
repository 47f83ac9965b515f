/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: reads the binary format (core specification, section 5.2). The one place where lengths
 * that a module states are checked.
 *
 * Rules of use: the first error sticks, with the position of the item that was being read; after it
 * the reader is at its end, and whatever it reads is zero or empty. So callers may read on and ask
 * once, but must not use a number as an index unless it was compared. A loop that reads in each
 * turn ends if it asks thimble_wasm_reader_ok(). */
#ifndef THIMBLE_WASM_READER_H
#define THIMBLE_WASM_READER_H

#include "engine/wasm/module.h"

struct thimble_wasm_reader {
  const uint8_t *position; /* at most `end` */
  const uint8_t *end;
  const uint8_t *item;        /* start of what is being read: where an error is */
  const uint8_t *module;      /* its first byte */
  enum thimble_reason beyond; /* the reason where something goes on behind `end` */
  enum thimble_reason reason;
  uint32_t place; /* of the first error */
  uint32_t detail;
};

/* Starts at a section that thimble_wasm_open() found. A missing one is empty. */
void thimble_wasm_reader_start(struct thimble_wasm_reader *reader,
                               const struct thimble_wasm_module *module,
                               enum thimble_wasm_section_number number);

static inline bool thimble_wasm_reader_ok(const struct thimble_wasm_reader *reader) {
  return reader->reason == THIMBLE_REASON_NONE;
}

static inline uint32_t thimble_wasm_reader_place(const struct thimble_wasm_reader *reader) {
  return (uint32_t)(reader->position - reader->module);
}

static inline uint32_t thimble_wasm_reader_left(const struct thimble_wasm_reader *reader) {
  return (uint32_t)(reader->end - reader->position);
}

/* What follows is an item of its own: errors get its position. */
static inline void thimble_wasm_reader_item(struct thimble_wasm_reader *reader) {
  reader->item = reader->position;
}

/* Sets the error, unless there is one. */
void thimble_wasm_reader_fail(struct thimble_wasm_reader *reader, enum thimble_reason reason,
                              uint32_t detail);

/* Demands that the reader is at its end; the error is at the first byte that is too many. */
void thimble_wasm_reader_finish(struct thimble_wasm_reader *reader);

uint8_t thimble_wasm_read_byte(struct thimble_wasm_reader *reader);

/* LEB128 numbers (section 5.2.2): no longer than their kind allows, and nothing but the sign in the
 * bits that are left over. */
uint32_t thimble_wasm_read_u32(struct thimble_wasm_reader *reader);
int32_t thimble_wasm_read_s32(struct thimble_wasm_reader *reader);
int64_t thimble_wasm_read_s33(struct thimble_wasm_reader *reader);
int64_t thimble_wasm_read_s64(struct thimble_wasm_reader *reader);

/* A view of the next `length` bytes. */
struct thimble_bytes thimble_wasm_read_bytes(struct thimble_wasm_reader *reader, uint32_t length);

/* A length and so many bytes of UTF-8 (section 5.2.4). */
struct thimble_bytes thimble_wasm_read_name(struct thimble_wasm_reader *reader);

/* A number below `count`; or the reason, with the number. */
uint32_t thimble_wasm_read_index(struct thimble_wasm_reader *reader, uint32_t count,
                                 enum thimble_reason reason);

/* A byte that is at most `most`. */
uint8_t thimble_wasm_read_choice(struct thimble_wasm_reader *reader, uint8_t most);

#endif
