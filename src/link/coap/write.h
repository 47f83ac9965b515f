/* SPDX-License-Identifier: Apache-2.0 */
/* write.h: writes a message (RFC 7252, section 3) into memory of the caller.
 *
 * Rules of use: start, options in the order of their numbers, payload. What does not fit is left
 * out, and `is_cut` says so; nothing is ever written past the capacity. */
#ifndef THIMBLE_LINK_COAP_WRITE_H
#define THIMBLE_LINK_COAP_WRITE_H

#include <thimble/coap_message.h>

struct thimble_coap_writer {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t length;
  uint32_t number; /* of the last option */
  bool is_cut;
};

/* The header, and a token of at most eight bytes. */
void thimble_coap_writer_start(struct thimble_coap_writer *writer, uint8_t *bytes,
                               uint32_t capacity, const struct thimble_coap_message *head);

void thimble_coap_write_option(struct thimble_coap_writer *writer, uint32_t number,
                               struct thimble_bytes value);

/* In the shortest form. */
void thimble_coap_write_unsigned(struct thimble_coap_writer *writer, uint32_t number,
                                 uint32_t value);

/* The number of an option Block1 or Block2. */
uint32_t thimble_coap_block_value(struct thimble_coap_block block);

/* The marker and the payload, which may lie anywhere in the same memory; nothing for no bytes. */
void thimble_coap_write_payload(struct thimble_coap_writer *writer, struct thimble_bytes payload);

#endif
