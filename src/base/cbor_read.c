/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_read.c: see cbor_read.h. One function reads heads; all others are made of it. */
#include "base/cbor_read.h"

/* Major types (RFC 8949, section 3.1), as the upper three bits of the first byte. */
enum {
  MAJOR_UNSIGNED = 0x00,
  MAJOR_NEGATIVE = 0x20,
  MAJOR_BYTES = 0x40,
  MAJOR_TEXT = 0x60,
  MAJOR_ARRAY = 0x80,
  MAJOR_MAP = 0xa0,
  MAJOR_TAG = 0xc0,
  MAJOR_SIMPLE = 0xe0,
  MAJOR_MASK = 0xe0,
  SIMPLE_FALSE = 0xf4,
  SIMPLE_TRUE = 0xf5,
  SIMPLE_NULL = 0xf6,
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

static enum thimble_result read_simple(struct thimble_cbor_reader *reader, uint8_t simple) {
  if (thimble_cbor_at_end(reader))
    return THIMBLE_ERROR_TRUNCATED;
  if (*reader->position != simple)
    return THIMBLE_ERROR_MALFORMED;
  reader->position++;
  return THIMBLE_OK;
}

enum thimble_result thimble_cbor_read_true(struct thimble_cbor_reader *reader) {
  return read_simple(reader, SIMPLE_TRUE);
}

enum thimble_result thimble_cbor_read_boolean(struct thimble_cbor_reader *reader, bool *value) {
  *value = read_simple(reader, SIMPLE_TRUE) == THIMBLE_OK;
  return *value ? THIMBLE_OK : read_simple(reader, SIMPLE_FALSE);
}

enum thimble_result thimble_cbor_read_null(struct thimble_cbor_reader *reader) {
  return read_simple(reader, SIMPLE_NULL);
}

/* A negative integer is encoded as -1 - number, which fits when the number fits 31 bits. */
enum thimble_result thimble_cbor_read_integer(struct thimble_cbor_reader *reader, int32_t *value) {
  struct thimble_cbor_reader ahead = *reader;
  uint32_t number;
  enum thimble_result result = read_head(&ahead, MAJOR_UNSIGNED, &number);
  bool negative = result == THIMBLE_ERROR_MALFORMED;
  if (negative)
    result = read_head(&ahead, MAJOR_NEGATIVE, &number);
  if (result != THIMBLE_OK)
    return result;
  if (number > INT32_MAX)
    return THIMBLE_ERROR_LIMIT;
  *value = negative ? -1 - (int32_t)number : (int32_t)number;
  *reader = ahead;
  return THIMBLE_OK;
}

enum thimble_result thimble_cbor_read_tag(struct thimble_cbor_reader *reader, uint32_t *tag) {
  return read_head(reader, MAJOR_TAG, tag);
}

enum thimble_result thimble_cbor_read_bytes_head(struct thimble_cbor_reader *reader,
                                                 uint32_t *length) {
  return read_head(reader, MAJOR_BYTES, length);
}

/* Reads one head, and a string's content, and says how many items belong to it. */
static enum thimble_result read_shallow(struct thimble_cbor_reader *reader, uint64_t *items) {
  uint8_t major = *reader->position & MAJOR_MASK;
  struct thimble_bytes string;
  uint32_t value = 0;
  bool boolean;
  *items = 0;
  if (major == MAJOR_BYTES || major == MAJOR_TEXT)
    return read_string(reader, major, &string);
  if (major == MAJOR_SIMPLE)
    return thimble_cbor_read_null(reader) == THIMBLE_OK
               ? THIMBLE_OK
               : thimble_cbor_read_boolean(reader, &boolean);
  enum thimble_result result = read_head(reader, major, &value);
  if (major == MAJOR_ARRAY)
    *items = value;
  else if (major == MAJOR_MAP)
    *items = 2 * (uint64_t)value;
  else if (major == MAJOR_TAG)
    *items = 1;
  return result;
}

/* Nesting needs no stack: what counts is how many items are still to come. The sum does not wrap:
 * it never exceeds the bytes left. */
enum thimble_result thimble_cbor_read_item(struct thimble_cbor_reader *reader,
                                           struct thimble_bytes *item) {
  struct thimble_cbor_reader ahead = *reader;
  uint64_t items = 1, inner;
  while (items > 0) {
    if (items > bytes_left(&ahead))
      return THIMBLE_ERROR_TRUNCATED;
    enum thimble_result result = read_shallow(&ahead, &inner);
    if (result != THIMBLE_OK)
      return result;
    items += inner - 1;
  }
  item->data = reader->position;
  item->length = (uint32_t)(ahead.position - reader->position);
  *reader = ahead;
  return THIMBLE_OK;
}
