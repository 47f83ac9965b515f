/* SPDX-License-Identifier: Apache-2.0 */
/* compose.h: from what a handler answered to the bytes of a message. */
#ifndef THIMBLE_LINK_COAP_COMPOSE_H
#define THIMBLE_LINK_COAP_COMPOSE_H

#include <thimble/coap.h>

#include "link/coap/proof.h"

struct thimble_coap_reply {
  struct thimble_coap_message head; /* type, id, token */
  uint32_t limit;                   /* bytes that the message may have */
  uint32_t observe;                 /* options, or THIMBLE_COAP_NONE */
  uint32_t block1;
  uint8_t exponent; /* of Block2 */
  bool has_block2;  /* the request has it */
  bool wants_size;  /* Size2 */
  bool may_slice;   /* the rest of the payload can be asked for */
  bool has_echo;
  uint8_t echo[THIMBLE_ECHO];
  bool is_cut; /* set: the limit made the block smaller */
};

/* Prepares a reply to a request: its token and what it asks of the reply. */
void thimble_coap_reply_start(struct thimble_coap_reply *reply,
                              const struct thimble_coap_request *request);

/* Puts the message into the server's buffer. Where the payload does not fit and may be sliced, it
 * becomes the first block of a smaller size. Returns the length; 0: it does not fit. */
uint32_t thimble_coap_compose(const struct thimble_coap *coap, struct thimble_coap_reply *reply,
                              struct thimble_coap_response *response);

/* What a handler finds in its response. `limit`: bytes of the whole message. */
void thimble_coap_response_start(const struct thimble_coap_request *request,
                                 struct thimble_coap_response *response, uint32_t limit);

#endif
