/* SPDX-License-Identifier: Apache-2.0 */
/* pull_message.h: the messages of a pull: the request as bytes, and what a response says. */
#ifndef THIMBLE_LINK_COAP_PULL_MESSAGE_H
#define THIMBLE_LINK_COAP_PULL_MESSAGE_H

#include <thimble/coap_pull.h>

/* Writes the request for the block at `received`. Returns its length; 0: it does not fit. */
uint32_t thimble_coap_pull_request(const struct thimble_coap_pull *pull, uint16_t id,
                                   uint8_t *bytes, uint32_t capacity);

/* What a response says of its payload. */
struct thimble_coap_content {
  struct thimble_bytes payload;
  struct thimble_bytes etag;
  struct thimble_bytes echo;
  uint32_t offset;
  uint32_t total; /* or THIMBLE_COAP_NONE */
  uint8_t exponent;
  bool more;
};

/* Reads a response; without Block2 it is a whole content, of the exponent that was asked for.
 * MALFORMED: a critical option that a response to GET does not have, or one that breaks its format.
 */
enum thimble_result thimble_coap_content_read(struct thimble_coap_content *content,
                                              const struct thimble_coap_message *message,
                                              uint8_t exponent);

#endif
