/* SPDX-License-Identifier: Apache-2.0 */
/* pull_message.c: see pull_message.h. */
#include "link/coap/pull_message.h"

#include "link/coap/write.h"

enum {
  SEGMENT = 128 /* bytes of a path's segment or a query, decoded */
};

static uint32_t digit(uint8_t character) {
  if (character <= '9')
    return (uint32_t)character - '0';
  return (character | 0x20u) - 'a' + 10;
}

/* Decodes a segment, whose percent-encoding thimble_coap_uri_read() has checked. Returns its length
 * as an option; more than SEGMENT: too long. */
static uint32_t decode(struct thimble_bytes text, uint8_t bytes[SEGMENT]) {
  uint32_t length = 0;
  for (uint32_t i = 0; i < text.length && length <= SEGMENT; i++) {
    uint8_t byte = text.data[i];
    if (byte == '%' && text.length - i > 2) {
      byte = (uint8_t)(digit(text.data[i + 1]) << 4 | digit(text.data[i + 2]));
      i += 2;
    }
    if (length < SEGMENT)
      bytes[length] = byte;
    length++;
  }
  return length;
}

/* An option for each piece between the separators; none for no text at all. */
static void write_pieces(struct thimble_coap_writer *writer, uint32_t number,
                         struct thimble_bytes text, uint8_t separator) {
  uint8_t bytes[SEGMENT];
  uint32_t start = 0;
  for (uint32_t i = 0; i <= text.length && text.length > 0; i++) {
    if (i < text.length && text.data[i] != separator)
      continue;
    uint32_t length = decode((struct thimble_bytes){text.data + start, i - start}, bytes);
    if (length > SEGMENT)
      writer->is_cut = true;
    else
      thimble_coap_write_option(writer, number, (struct thimble_bytes){bytes, length});
    start = i + 1;
  }
}

uint32_t thimble_coap_pull_request(const struct thimble_coap_pull *pull, uint16_t id,
                                   uint8_t *bytes, uint32_t capacity) {
  const struct thimble_coap_message head = {.type = THIMBLE_COAP_CON,
                                            .code = THIMBLE_COAP_GET,
                                            .id = id,
                                            .token = {pull->token, sizeof pull->token}};
  const struct thimble_coap_block block = {pull->received >> (pull->exponent + 4), pull->exponent,
                                           false};
  struct thimble_coap_writer writer;
  thimble_coap_writer_start(&writer, bytes, capacity, &head);
  write_pieces(&writer, THIMBLE_COAP_URI_PATH, pull->path, '/');
  write_pieces(&writer, THIMBLE_COAP_URI_QUERY, pull->query, '&');
  thimble_coap_write_unsigned(&writer, THIMBLE_COAP_BLOCK2, thimble_coap_block_value(block));
  if (pull->received == 0)
    thimble_coap_write_unsigned(&writer, THIMBLE_COAP_SIZE2, 0);
  if (pull->echo_length > 0)
    thimble_coap_write_option(&writer, THIMBLE_COAP_ECHO,
                              (struct thimble_bytes){pull->echo, pull->echo_length});
  return writer.is_cut ? 0 : writer.length;
}

static enum thimble_result store(struct thimble_coap_content *content,
                                 const struct thimble_coap_option *option) {
  struct thimble_coap_block block;
  switch (option->number) {
  case THIMBLE_COAP_ETAG:
    if (option->value.length >= 1 && option->value.length <= 8)
      content->etag = option->value;
    return THIMBLE_OK;
  case THIMBLE_COAP_ECHO:
    if (option->value.length >= 1 && option->value.length <= 40)
      content->echo = option->value;
    return THIMBLE_OK;
  case THIMBLE_COAP_SIZE2:
    return thimble_coap_unsigned_read(option->value, &content->total);
  case THIMBLE_COAP_BLOCK2:
    if (thimble_coap_block_read(option->value, &block) != THIMBLE_OK)
      return THIMBLE_ERROR_MALFORMED;
    content->offset = thimble_coap_block_offset(block);
    content->exponent = block.exponent;
    content->more = block.more;
    uint32_t size = 16u << block.exponent, length = content->payload.length;
    return length == size || (!block.more && length < size) ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
  default:
    return (option->number & 1) != 0 ? THIMBLE_ERROR_MALFORMED : THIMBLE_OK;
  }
}

enum thimble_result thimble_coap_content_read(struct thimble_coap_content *content,
                                              const struct thimble_coap_message *message,
                                              uint8_t exponent) {
  struct thimble_coap_options options;
  struct thimble_coap_option option;
  *content = (struct thimble_coap_content){
      .payload = message->payload, .total = THIMBLE_COAP_NONE, .exponent = exponent};
  thimble_coap_options_start(&options, message->options);
  while (thimble_coap_option_read(&options, &option) == THIMBLE_OK) {
    enum thimble_result result = store(content, &option);
    if (result != THIMBLE_OK)
      return result;
  }
  return THIMBLE_OK;
}
