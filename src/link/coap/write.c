/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: see write.h. */
#include "link/coap/write.h"

#include <string.h>

enum {
  VERSION_1 = 0x40,
  MARKER = 0xff,
  ONE_BYTE_LEAST = 13,
  TWO_BYTES_LEAST = 269,
};

static bool has_room(struct thimble_coap_writer *writer, uint32_t length) {
  if (length > writer->capacity - writer->length)
    writer->is_cut = true;
  return !writer->is_cut;
}

static void put(struct thimble_coap_writer *writer, uint32_t byte) {
  if (has_room(writer, 1))
    writer->bytes[writer->length++] = (uint8_t)byte;
}

static void put_bytes(struct thimble_coap_writer *writer, struct thimble_bytes bytes) {
  if (bytes.length == 0 || !has_room(writer, bytes.length))
    return;
  memmove(writer->bytes + writer->length, bytes.data, bytes.length);
  writer->length += bytes.length;
}

void thimble_coap_writer_start(struct thimble_coap_writer *writer, uint8_t *bytes,
                               uint32_t capacity, const struct thimble_coap_message *head) {
  *writer = (struct thimble_coap_writer){.bytes = bytes, .capacity = capacity};
  put(writer, VERSION_1 | (uint32_t)head->type << 4 | head->token.length);
  put(writer, head->code);
  put(writer, head->id >> 8);
  put(writer, head->id & 0xffu);
  put_bytes(writer, head->token);
}

/* Numbers from 13 on follow the first byte, in one byte or two; the nibble says which. */
static uint32_t nibble_of(uint32_t number) {
  if (number < ONE_BYTE_LEAST)
    return number;
  return number < TWO_BYTES_LEAST ? 13 : 14;
}

static void put_extended(struct thimble_coap_writer *writer, uint32_t number) {
  if (number >= TWO_BYTES_LEAST) {
    put(writer, (number - TWO_BYTES_LEAST) >> 8);
    put(writer, (number - TWO_BYTES_LEAST) & 0xff);
  } else if (number >= ONE_BYTE_LEAST) {
    put(writer, number - ONE_BYTE_LEAST);
  }
}

void thimble_coap_write_option(struct thimble_coap_writer *writer, uint32_t number,
                               struct thimble_bytes value) {
  uint32_t delta = number - writer->number;
  put(writer, nibble_of(delta) << 4 | nibble_of(value.length));
  put_extended(writer, delta);
  put_extended(writer, value.length);
  put_bytes(writer, value);
  writer->number = number;
}

void thimble_coap_write_unsigned(struct thimble_coap_writer *writer, uint32_t number,
                                 uint32_t value) {
  uint8_t bytes[4];
  uint32_t length = 0;
  for (uint32_t shift = 32; shift > 0; shift -= 8) {
    if (length > 0 || value >> (shift - 8) != 0)
      bytes[length++] = (uint8_t)(value >> (shift - 8));
  }
  thimble_coap_write_option(writer, number, (struct thimble_bytes){bytes, length});
}

uint32_t thimble_coap_block_value(struct thimble_coap_block block) {
  return block.number << 4 | (block.more ? 8u : 0u) | block.exponent;
}

void thimble_coap_write_payload(struct thimble_coap_writer *writer, struct thimble_bytes payload) {
  if (payload.length == 0 || !has_room(writer, payload.length + 1))
    return;
  /* Moved before the marker is written, which may stand where the payload was. */
  memmove(writer->bytes + writer->length + 1, payload.data, payload.length);
  put(writer, MARKER);
  writer->length += payload.length;
}
