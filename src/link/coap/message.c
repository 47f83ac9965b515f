/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: reading messages. See coap_message.h. */
#include <thimble/coap_message.h>

enum {
  HEADER = 4,
  VERSION = 1,
  MARKER = 0xff, /* between the options and the payload */
  ONE_BYTE = 13, /* a nibble that says: the number is 13 more than the next byte */
  TWO_BYTES = 14,
  ONE_BYTE_LEAST = 13,
  TWO_BYTES_LEAST = 269,
  RESERVED_EXPONENT = 7,
};

void thimble_coap_options_start(struct thimble_coap_options *options, struct thimble_bytes bytes) {
  options->position = bytes.data;
  options->end = bytes.length == 0 ? bytes.data : bytes.data + bytes.length;
  options->number = 0;
}

static uint32_t bytes_left(const struct thimble_coap_options *options) {
  return (uint32_t)(options->end - options->position);
}

/* Extends a nibble of an option's first byte by the bytes that follow it (RFC 7252, 3.1). */
static enum thimble_result read_extended(struct thimble_coap_options *options, uint32_t nibble,
                                         uint32_t *number) {
  uint32_t count = nibble < ONE_BYTE ? 0 : nibble - ONE_BYTE + 1;
  if (nibble > TWO_BYTES || bytes_left(options) < count)
    return THIMBLE_ERROR_MALFORMED;
  const uint8_t *bytes = options->position;
  if (count == 0)
    *number = nibble;
  else if (count == 1)
    *number = ONE_BYTE_LEAST + (uint32_t)bytes[0];
  else
    *number = TWO_BYTES_LEAST + ((uint32_t)bytes[0] << 8 | bytes[1]);
  options->position += count;
  return THIMBLE_OK;
}

enum thimble_result thimble_coap_option_read(struct thimble_coap_options *options,
                                             struct thimble_coap_option *option) {
  struct thimble_coap_options ahead = *options;
  uint32_t delta, length;
  if (bytes_left(options) == 0 || *options->position == MARKER)
    return THIMBLE_ERROR_NOT_FOUND;
  uint8_t first = *ahead.position++;
  if (read_extended(&ahead, first >> 4, &delta) != THIMBLE_OK ||
      read_extended(&ahead, first & 0xf, &length) != THIMBLE_OK)
    return THIMBLE_ERROR_MALFORMED;
  ahead.number += delta;
  if (length > bytes_left(&ahead) || ahead.number > UINT16_MAX)
    return THIMBLE_ERROR_MALFORMED;
  *option = (struct thimble_coap_option){ahead.number, {ahead.position, length}};
  ahead.position += length;
  *options = ahead;
  return THIMBLE_OK;
}

/* Whether a message may look so: an empty one has no more than a header; classes 1, 3, 6 and 7 are
 * reserved. */
static bool is_code_sound(uint8_t code, uint32_t datagram_length) {
  static const uint8_t known_classes = 1 << 0 | 1 << 2 | 1 << 4 | 1 << 5;
  if (code == THIMBLE_COAP_EMPTY)
    return datagram_length == HEADER;
  return (known_classes >> THIMBLE_COAP_CLASS(code) & 1) != 0;
}

/* Finds the end of the options, and the payload behind them. Each turn advances at least a byte. */
static enum thimble_result split(struct thimble_coap_message *message, struct thimble_bytes rest) {
  struct thimble_coap_options options;
  struct thimble_coap_option option;
  enum thimble_result result;
  thimble_coap_options_start(&options, rest);
  do
    result = thimble_coap_option_read(&options, &option);
  while (result == THIMBLE_OK);
  if (result != THIMBLE_ERROR_NOT_FOUND)
    return result;
  uint32_t left = bytes_left(&options);
  message->options = (struct thimble_bytes){rest.data, rest.length - left};
  message->payload = (struct thimble_bytes){0};
  if (left == 1)
    return THIMBLE_ERROR_MALFORMED; /* a marker and no payload */
  if (left > 1)
    message->payload = (struct thimble_bytes){options.position + 1, left - 1};
  return THIMBLE_OK;
}

enum thimble_result thimble_coap_message_read(struct thimble_coap_message *message,
                                              struct thimble_bytes datagram) {
  const uint8_t *bytes = datagram.data;
  if (datagram.length < HEADER || bytes[0] >> 6 != VERSION)
    return THIMBLE_ERROR_UNSUPPORTED;
  uint32_t token = bytes[0] & 0xf;
  message->type = bytes[0] >> 4 & 3;
  message->code = bytes[1];
  message->id = (uint16_t)(bytes[2] << 8 | bytes[3]);
  if (token > THIMBLE_COAP_TOKEN_MAXIMUM || token > datagram.length - HEADER ||
      !is_code_sound(message->code, datagram.length))
    return THIMBLE_ERROR_MALFORMED;
  message->token = (struct thimble_bytes){bytes + HEADER, token};
  return split(message,
               (struct thimble_bytes){bytes + HEADER + token, datagram.length - HEADER - token});
}

enum thimble_result thimble_coap_unsigned_read(struct thimble_bytes value, uint32_t *number) {
  if (value.length > 4)
    return THIMBLE_ERROR_MALFORMED;
  *number = 0;
  for (uint32_t i = 0; i < value.length; i++)
    *number = *number << 8 | value.data[i];
  return THIMBLE_OK;
}

enum thimble_result thimble_coap_block_read(struct thimble_bytes value,
                                            struct thimble_coap_block *block) {
  uint32_t number;
  if (value.length > 3 || thimble_coap_unsigned_read(value, &number) != THIMBLE_OK ||
      (number & 7) == RESERVED_EXPONENT)
    return THIMBLE_ERROR_MALFORMED;
  block->number = number >> 4;
  block->more = (number & 8) != 0;
  block->exponent = number & 7;
  return THIMBLE_OK;
}
