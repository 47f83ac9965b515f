/* SPDX-License-Identifier: Apache-2.0 */
/* endpoint.c: the doors of the server: start, receive, poll. */
#include <thimble/coap.h>

#include <string.h>

#include "link/coap/exchange.h"
#include "link/coap/observe.h"
#include "link/coap/pull.h"
#include "link/coap/serve.h"

static bool is_possible(const struct thimble_coap *coap) {
  return coap->block_exponent <= 6 && coap->exchange_count >= 1 &&
         coap->exchange_count <= UINT16_MAX && coap->proof_count >= 1 &&
         coap->message_size >= THIMBLE_COAP_MESSAGE_LEAST && coap->message_size <= UINT16_MAX &&
         coap->buffer_size >= coap->message_size &&
         coap->buffer_size >= (16u << coap->block_exponent) + THIMBLE_COAP_OVERHEAD;
}

enum thimble_result thimble_coap_start(struct thimble_coap *coap) {
  if (!is_possible(coap))
    return THIMBLE_ERROR_INVALID;
  memset(coap->exchanges, 0, coap->exchange_count * sizeof *coap->exchanges);
  memset(coap->proofs, 0, coap->proof_count * sizeof *coap->proofs);
  if (coap->observer_count > 0)
    memset(coap->observers, 0, coap->observer_count * sizeof *coap->observers);
  coap->pull = NULL;
  coap->sequence = 0;
  coap->port->random(coap->port->device, coap->key, sizeof coap->key);
  coap->port->random(coap->port->device, (uint8_t *)&coap->message_count,
                     sizeof coap->message_count);
  return THIMBLE_OK;
}

/* RFC 7252, sections 4.2 and 4.3. A group is never answered so. */
static void reject(struct thimble_coap *coap, const struct thimble_coap_peer *peer,
                   bool is_multicast, const struct thimble_coap_message *message) {
  if (message->type == THIMBLE_COAP_CON && !is_multicast)
    thimble_coap_send_empty(coap, peer, THIMBLE_COAP_RST, message->id);
}

static bool is_from_request(const struct thimble_coap_message *message) {
  return message->type == THIMBLE_COAP_CON || message->type == THIMBLE_COAP_NON;
}

void thimble_coap_receive(struct thimble_coap *coap, uint64_t now,
                          const struct thimble_coap_peer *peer, bool is_multicast,
                          struct thimble_bytes datagram) {
  struct thimble_coap_message message = {0};
  enum thimble_result result = thimble_coap_message_read(&message, datagram);
  if (result == THIMBLE_ERROR_UNSUPPORTED)
    return;
  if (result != THIMBLE_OK) {
    reject(coap, peer, is_multicast, &message);
  } else if (message.code == THIMBLE_COAP_EMPTY) {
    if (is_from_request(&message))
      reject(coap, peer, is_multicast, &message); /* a ping */
    else
      thimble_coap_exchange_receive(coap, now, peer, &message);
  } else if (THIMBLE_COAP_CLASS(message.code) != 0) {
    if (!thimble_coap_pull_receive(coap, now, peer, &message))
      reject(coap, peer, is_multicast, &message);
  } else if (is_from_request(&message)) {
    thimble_coap_serve(coap, now, peer, is_multicast, &message);
  }
}

/* What an unused record would need is nothing; what was due has been done. */
static uint64_t next_deadline(const struct thimble_coap *coap) {
  uint64_t next = UINT64_MAX;
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    const struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state != THIMBLE_COAP_FREE && exchange->deadline < next)
      next = exchange->deadline;
  }
  return next;
}

uint32_t thimble_coap_poll(struct thimble_coap *coap, uint64_t now) {
  for (uint32_t i = 0; i < coap->exchange_count; i++)
    thimble_coap_exchange_poll(coap, now, &coap->exchanges[i]);
  thimble_coap_observe_poll(coap, now);
  uint64_t next = next_deadline(coap);
  if (next <= now)
    return 0;
  return next - now < UINT32_MAX ? (uint32_t)(next - now) : UINT32_MAX;
}
