/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_write.c: see cbor_write.h. */
#include "base/cbor_write.h"

#include <string.h>

void thimble_cbor_writer_start(struct thimble_cbor_writer *writer, uint8_t *bytes,
                               uint32_t capacity) {
  writer->bytes = bytes;
  writer->capacity = capacity;
  writer->length = 0;
  writer->overflow = false;
}

static void append(struct thimble_cbor_writer *writer, const uint8_t *bytes, uint32_t length) {
  if (writer->overflow || length > writer->capacity - writer->length)
    writer->overflow = true;
  else if (length > 0)
    memcpy(writer->bytes + writer->length, bytes, length);
  writer->length += length;
}

uint32_t thimble_cbor_head_length(uint32_t value) {
  return value < 24 ? 1 : value < 0x100 ? 2 : value < 0x10000 ? 3 : 5;
}

static void write_head(struct thimble_cbor_writer *writer, uint8_t major, uint32_t value) {
  uint8_t head[5];
  uint32_t length = thimble_cbor_head_length(value);
  uint8_t information = length == 1 ? (uint8_t)value : length == 2 ? 24 : length == 3 ? 25 : 26;
  head[0] = major | information;
  for (uint32_t i = length - 1; i > 0; i--) {
    head[i] = (uint8_t)value;
    value >>= 8;
  }
  append(writer, head, length);
}

void thimble_cbor_write_unsigned(struct thimble_cbor_writer *writer, uint32_t value) {
  write_head(writer, 0x00, value);
}

void thimble_cbor_write_bytes(struct thimble_cbor_writer *writer, struct thimble_bytes bytes) {
  write_head(writer, 0x40, bytes.length);
  append(writer, bytes.data, bytes.length);
}

void thimble_cbor_write_text(struct thimble_cbor_writer *writer, struct thimble_bytes text) {
  write_head(writer, 0x60, text.length);
  append(writer, text.data, text.length);
}

void thimble_cbor_write_array(struct thimble_cbor_writer *writer, uint32_t items) {
  write_head(writer, 0x80, items);
}

void thimble_cbor_write_map(struct thimble_cbor_writer *writer, uint32_t pairs) {
  write_head(writer, 0xa0, pairs);
}

void thimble_cbor_write_true(struct thimble_cbor_writer *writer) {
  static const uint8_t simple_true = 0xf5;
  append(writer, &simple_true, 1);
}

void thimble_cbor_write_boolean(struct thimble_cbor_writer *writer, bool value) {
  const uint8_t simple = value ? 0xf5 : 0xf4;
  append(writer, &simple, 1);
}

/* A negative number n stands as -1 - n. */
void thimble_cbor_write_integer(struct thimble_cbor_writer *writer, int32_t value) {
  if (value < 0)
    write_head(writer, 0x20, (uint32_t)(-1 - value));
  else
    write_head(writer, 0x00, (uint32_t)value);
}

void thimble_cbor_write_long(struct thimble_cbor_writer *writer, uint64_t value) {
  uint8_t item[9] = {0x1b};
  if (value <= UINT32_MAX) {
    write_head(writer, 0x00, (uint32_t)value);
    return;
  }
  for (uint32_t i = 8; i > 0; i--) {
    item[i] = (uint8_t)value;
    value >>= 8;
  }
  append(writer, item, sizeof item);
}
