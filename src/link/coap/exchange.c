/* SPDX-License-Identifier: Apache-2.0 */
/* exchange.c: finding and keeping records. See exchange.h. */
#include "link/coap/exchange.h"

#include <string.h>

#include "link/coap/proof.h"

uint8_t *thimble_coap_exchange_message(const struct thimble_coap *coap,
                                       const struct thimble_coap_exchange *exchange) {
  return coap->messages + (uint32_t)(exchange - coap->exchanges) * coap->message_size;
}

struct thimble_coap_exchange *thimble_coap_exchange_claim(struct thimble_coap *coap) {
  struct thimble_coap_exchange *chosen = NULL;
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state == THIMBLE_COAP_FREE) {
      chosen = exchange;
      break;
    }
    if (exchange->state == THIMBLE_COAP_ANSWERED &&
        (chosen == NULL || exchange->deadline < chosen->deadline))
      chosen = exchange;
  }
  if (chosen != NULL)
    thimble_coap_exchange_free(chosen);
  return chosen;
}

void thimble_coap_exchange_free(struct thimble_coap_exchange *exchange) {
  uint16_t generation = (uint16_t)(exchange->generation + 1);
  memset(exchange, 0, sizeof *exchange);
  exchange->generation = generation; /* a handle of the old one does not fit the next one */
  exchange->block1 = THIMBLE_COAP_NONE;
}

struct thimble_coap_exchange *thimble_coap_exchange_of_request(struct thimble_coap *coap,
                                                               const struct thimble_coap_peer *peer,
                                                               uint16_t id) {
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state != THIMBLE_COAP_FREE && exchange->has_request &&
        exchange->request_id == id && thimble_coap_is_same_peer(&exchange->peer, peer))
      return exchange;
  }
  return NULL;
}

struct thimble_coap_exchange *thimble_coap_exchange_sent(struct thimble_coap *coap,
                                                         const struct thimble_coap_peer *peer) {
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state == THIMBLE_COAP_SENT && thimble_coap_is_same_peer(&exchange->peer, peer))
      return exchange;
  }
  return NULL;
}

void thimble_coap_exchange_keep(const struct thimble_coap *coap,
                                struct thimble_coap_exchange *exchange,
                                struct thimble_bytes bytes) {
  uint8_t *message = thimble_coap_exchange_message(coap, exchange);
  if (message != bytes.data)
    memcpy(message, bytes.data, bytes.length);
  exchange->length = (uint16_t)bytes.length;
}

void thimble_coap_exchange_ready(const struct thimble_coap *coap,
                                 struct thimble_coap_exchange *exchange, uint64_t when,
                                 struct thimble_bytes bytes) {
  thimble_coap_exchange_keep(coap, exchange, bytes);
  exchange->message_id = (uint16_t)(bytes.data[2] << 8 | bytes.data[3]);
  exchange->transmissions = 0;
  exchange->state = THIMBLE_COAP_READY;
  exchange->deadline = when;
}

void thimble_coap_send_empty(struct thimble_coap *coap, const struct thimble_coap_peer *peer,
                             enum thimble_coap_type type, uint16_t id) {
  const uint8_t bytes[] = {(uint8_t)(0x40 | type << 4), THIMBLE_COAP_EMPTY, (uint8_t)(id >> 8),
                           (uint8_t)id};
  coap->send(coap->device, peer, (struct thimble_bytes){bytes, sizeof bytes});
}
