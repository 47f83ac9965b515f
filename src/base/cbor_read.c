/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_read.c: see cbor_read.h. One function reads heads; all others are made of it. */
#include "base/cbor_read.h"

/* Major types (RFC 8949, section 3.1), as the upper three bits of the first byte. */
enum {
  MAJOR_UNSIGNED = 0x00,
  MAJOR_BYTES = 0x40,
  MAJOR_TEXT = 0x60,
  MAJOR_ARRAY = 0x80,
  MAJOR_MAP = 0xa0,
  MAJOR_MASK = 0xe0,
  SIMPLE_TRUE = 0xf5,
};

/* Additional information: values below 24 stand for themselves, 24 to 26 say that 1, 2 or 4 bytes
 * follow, 27 would be 8 bytes, 31 an indefinite length. */
enum {
  INFORMATION_MASK = 0x1f,
  ONE_BYTE = 24,
  FOUR_BYTES = 26,
  EIGHT_BYTES = 27,
};

void thimble_cbor_reader_start(struct thimble_cbor_reader *reader, struct thimble_bytes bytes) {
  reader->position = bytes.data;
  reader->end = bytes.length == 0 ? bytes.data : bytes.data + bytes.length;
}

bool thimble_cbor_at_end(const struct thimble_cbor_reader *reader) {
  return reader->position == reader->end;
}

static uint32_t bytes_left(const struct thimble_cbor_reader *reader) {
  return (uint32_t)(reader->end - reader->position);
}

/* Reads the `count` bytes (1, 2 or 4) behind the first one as a big-endian number. The shortest
 * head is demanded: a number that would have fitted in half the bytes is malformed. */
static enum thimble_result read_long_head(struct thimble_cbor_reader *reader, uint32_t count,
                                          uint32_t *value) {
  if (bytes_left(reader) < 1 + count)
    return THIMBLE_ERROR_TRUNCATED;
  uint32_t number = 0;
  for (uint32_t i = 1; i <= count; i++)
    number = number << 8 | reader->position[i];
  uint32_t least = count == 1 ? ONE_BYTE : count == 2 ? 0x100u : 0x10000u;
  if (number < least)
    return THIMBLE_ERROR_MALFORMED;
  reader->position += 1 + count;
  *value = number;
  return THIMBLE_OK;
}

static enum thimble_result read_head(struct thimble_cbor_reader *reader, uint8_t major,
                                     uint32_t *value) {
  if (thimble_cbor_at_end(reader))
    return THIMBLE_ERROR_TRUNCATED;
  uint8_t first = *reader->position;
  uint32_t information = first & INFORMATION_MASK;
  if ((first & MAJOR_MASK) != major)
    return THIMBLE_ERROR_MALFORMED;
  if (information < ONE_BYTE) {
    reader->position++;
    *value = information;
    return THIMBLE_OK;
  }
  if (information <= FOUR_BYTES)
    return read_long_head(reader, 1u << (information - ONE_BYTE), value);
  return information == EIGHT_BYTES ? THIMBLE_ERROR_LIMIT : THIMBLE_ERROR_MALFORMED;
}

enum thimble_result thimble_cbor_read_unsigned(struct thimble_cbor_reader *reader,
                                               uint32_t *value) {
  return read_head(reader, MAJOR_UNSIGNED, value);
}

static enum thimble_result read_string(struct thimble_cbor_reader *reader, uint8_t major,
                                       struct thimble_bytes *string) {
  struct thimble_cbor_reader ahead = *reader;
  uint32_t length;
  enum thimble_result result = read_head(&ahead, major, &length);
  if (result != THIMBLE_OK)
    return result;
  if (length > bytes_left(&ahead))
    return THIMBLE_ERROR_TRUNCATED;
  string->data = ahead.position;
  string->length = length;
  reader->position = ahead.position + length;
  return THIMBLE_OK;
}

enum thimble_result thimble_cbor_read_bytes(struct thimble_cbor_reader *reader,
                                            struct thimble_bytes *bytes) {
  return read_string(reader, MAJOR_BYTES, bytes);
}

enum thimble_result thimble_cbor_read_text(struct thimble_cbor_reader *reader,
                                           struct thimble_bytes *text) {
  return read_string(reader, MAJOR_TEXT, text);
}

enum thimble_result thimble_cbor_read_array(struct thimble_cbor_reader *reader, uint32_t *items) {
  return read_head(reader, MAJOR_ARRAY, items);
}

enum thimble_result thimble_cbor_read_map(struct thimble_cbor_reader *reader, uint32_t *pairs) {
  return read_head(reader, MAJOR_MAP, pairs);
}

enum thimble_result thimble_cbor_read_true(struct thimble_cbor_reader *reader) {
  if (thimble_cbor_at_end(reader))
    return THIMBLE_ERROR_TRUNCATED;
  if (*reader->position != SIMPLE_TRUE)
    return THIMBLE_ERROR_MALFORMED;
  reader->position++;
  return THIMBLE_OK;
}
