/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_write.h: a writer of deterministic CBOR (RFC 8949, section 4.2.1) into memory of the caller.
 *
 * Rules of use: write as many items as you like and look at `overflow` once at the end. After an
 * overflow nothing more is written, and `length` goes on counting, so that a writer of capacity
 * zero measures. The caller writes map keys in ascending order. */
#ifndef THIMBLE_BASE_CBOR_WRITE_H
#define THIMBLE_BASE_CBOR_WRITE_H

#include <stdbool.h>
#include <thimble/bytes.h>

struct thimble_cbor_writer {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t length; /* bytes written, or that would have been */
  bool overflow;
};

void thimble_cbor_writer_start(struct thimble_cbor_writer *writer, uint8_t *bytes,
                               uint32_t capacity);

void thimble_cbor_write_unsigned(struct thimble_cbor_writer *writer, uint32_t value);
void thimble_cbor_write_bytes(struct thimble_cbor_writer *writer, struct thimble_bytes bytes);
void thimble_cbor_write_text(struct thimble_cbor_writer *writer, struct thimble_bytes text);
void thimble_cbor_write_array(struct thimble_cbor_writer *writer, uint32_t items);
void thimble_cbor_write_map(struct thimble_cbor_writer *writer, uint32_t pairs);
void thimble_cbor_write_true(struct thimble_cbor_writer *writer);
void thimble_cbor_write_boolean(struct thimble_cbor_writer *writer, bool value);
void thimble_cbor_write_integer(struct thimble_cbor_writer *writer, int32_t value);
void thimble_cbor_write_long(struct thimble_cbor_writer *writer, uint64_t value);

/* Bytes that the head of a string, array, map or number takes when its value is `value`. */
uint32_t thimble_cbor_head_length(uint32_t value);

#endif
