/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_read.h: a bounded reader of deterministic CBOR (RFC 8949, section 4.2.1).
 *
 * Each call checks one item and advances past it; on an error the reader has not moved, so that
 * `position` says where. This is the only place where lengths inside CBOR are compared with the
 * bytes there are. Accepted: shortest heads, definite lengths. Nothing is copied or allocated.
 * Errors: TRUNCATED; MALFORMED (another type, a longer head than needed, an indefinite length);
 * LIMIT (a number that does not fit). */
#ifndef THIMBLE_BASE_CBOR_READ_H
#define THIMBLE_BASE_CBOR_READ_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/result.h>

/* Bytes are read at `position`, never at or beyond `end`. */
struct thimble_cbor_reader {
  const uint8_t *position;
  const uint8_t *end;
};

void thimble_cbor_reader_start(struct thimble_cbor_reader *reader, struct thimble_bytes bytes);

bool thimble_cbor_at_end(const struct thimble_cbor_reader *reader);

/* An unsigned integer of at most 32 bits. */
enum thimble_result thimble_cbor_read_unsigned(struct thimble_cbor_reader *reader, uint32_t *value);

/* A byte string; `bytes` points into the input. */
enum thimble_result thimble_cbor_read_bytes(struct thimble_cbor_reader *reader,
                                            struct thimble_bytes *bytes);

/* A text string; `text` points into the input. UTF-8 is not checked here. */
enum thimble_result thimble_cbor_read_text(struct thimble_cbor_reader *reader,
                                           struct thimble_bytes *text);

/* The head of an array, whose items follow. */
enum thimble_result thimble_cbor_read_array(struct thimble_cbor_reader *reader, uint32_t *items);

/* The head of a map, whose keys and values follow in turn. */
enum thimble_result thimble_cbor_read_map(struct thimble_cbor_reader *reader, uint32_t *pairs);

/* The simple value true. */
enum thimble_result thimble_cbor_read_true(struct thimble_cbor_reader *reader);

enum thimble_result thimble_cbor_read_boolean(struct thimble_cbor_reader *reader, bool *value);

enum thimble_result thimble_cbor_read_null(struct thimble_cbor_reader *reader);

/* An integer of either sign that fits 32 bits. */
enum thimble_result thimble_cbor_read_integer(struct thimble_cbor_reader *reader, int32_t *value);

/* The head of a tagged item, which follows. */
enum thimble_result thimble_cbor_read_tag(struct thimble_cbor_reader *reader, uint32_t *tag);

/* The head of a byte string, whose bytes follow and may lie beyond the end. */
enum thimble_result thimble_cbor_read_bytes_head(struct thimble_cbor_reader *reader,
                                                 uint32_t *length);

/* Any one item, with all that is in it; `item` is the item as encoded. LIMIT, too, for a number of
 * 64 bits; MALFORMED for floating-point numbers and undefined. */
enum thimble_result thimble_cbor_read_item(struct thimble_cbor_reader *reader,
                                           struct thimble_bytes *item);

#endif
