/* SPDX-License-Identifier: Apache-2.0 */
/* transmit.c: when messages are sent, and sent again (RFC 7252, sections 4.2 and 4.7).
 *
 * A record goes from READY to SENT when its peer owes no acknowledgement, and from there to its end
 * after an acknowledgement, a reset, or the last timeout. Each state has one deadline. */
#include <stddef.h>

#include "link/coap/exchange.h"
#include "link/coap/observe.h"
#include "link/coap/proof.h"
#include "link/coap/pull.h"

/* Between ACK_TIMEOUT and ACK_TIMEOUT * ACK_RANDOM_FACTOR. */
static uint32_t first_timeout(struct thimble_coap *coap) {
  uint16_t number;
  coap->port->random(coap->port->device, (uint8_t *)&number, sizeof number);
  return THIMBLE_COAP_ACK_TIMEOUT + number % (THIMBLE_COAP_ACK_RANDOM + 1);
}

/* Sends the kept message, unless it is more than an unproven peer may get. */
static bool transmit(struct thimble_coap *coap, uint64_t now,
                     struct thimble_coap_exchange *exchange) {
  if (!exchange->is_request && !thimble_coap_is_proven(coap, now, &exchange->peer)) {
    if (exchange->budget < exchange->length)
      return false;
    exchange->budget -= exchange->length;
  }
  coap->send(
      coap->device, &exchange->peer,
      (struct thimble_bytes){thimble_coap_exchange_message(coap, exchange), exchange->length});
  exchange->transmissions++;
  return true;
}

/* A request that was answered stays known for as long as it may come again. */
static void become_answered(uint64_t now, struct thimble_coap_exchange *exchange) {
  exchange->length = 0; /* a duplicate is acknowledged */
  exchange->state = THIMBLE_COAP_ANSWERED;
  exchange->deadline = now + THIMBLE_COAP_EXCHANGE_LIFETIME;
}

void thimble_coap_exchange_end(struct thimble_coap *coap, uint64_t now,
                               struct thimble_coap_exchange *exchange, bool is_acknowledged) {
  struct thimble_coap_observer *observer = exchange->observer;
  if (is_acknowledged)
    thimble_coap_prove(coap, now, &exchange->peer);
  if (exchange->is_request) {
    thimble_coap_pull_end(coap, now, exchange, is_acknowledged);
  } else if (observer != NULL) {
    bool ends = !is_acknowledged || exchange->ends_observation;
    thimble_coap_exchange_free(exchange);
    if (ends)
      thimble_coap_observer_remove(coap, observer);
  } else {
    become_answered(now, exchange);
  }
}

static void send_first(struct thimble_coap *coap, uint64_t now,
                       struct thimble_coap_exchange *exchange) {
  exchange->timeout = first_timeout(coap);
  exchange->deadline = now + exchange->timeout;
  exchange->state = THIMBLE_COAP_SENT;
  if (!transmit(coap, now, exchange))
    thimble_coap_exchange_end(coap, now, exchange, false);
  else if (!exchange->is_confirmable)
    become_answered(now, exchange);
}

/* A notification gives way to a newer one (RFC 7641, section 4.5.2). */
static void send_again(struct thimble_coap *coap, uint64_t now,
                       struct thimble_coap_exchange *exchange) {
  if (exchange->transmissions > THIMBLE_COAP_MAX_RETRANSMIT) {
    thimble_coap_exchange_end(coap, now, exchange, false);
    return;
  }
  if (exchange->observer != NULL && exchange->observer->is_due)
    thimble_coap_observer_renew(coap, now, exchange);
  exchange->timeout *= 2;
  exchange->deadline = now + exchange->timeout;
  if (!transmit(coap, now, exchange))
    thimble_coap_exchange_end(coap, now, exchange, false);
}

static void expire(struct thimble_coap *coap, uint64_t now,
                   struct thimble_coap_exchange *exchange) {
  if (exchange->is_request)
    thimble_coap_pull_end(coap, now, exchange, false);
  else
    thimble_coap_exchange_free(exchange);
}

static bool must_wait(struct thimble_coap *coap, const struct thimble_coap_exchange *exchange) {
  return exchange->is_confirmable && thimble_coap_exchange_sent(coap, &exchange->peer) != NULL;
}

void thimble_coap_exchange_poll(struct thimble_coap *coap, uint64_t now,
                                struct thimble_coap_exchange *exchange) {
  if (exchange->state == THIMBLE_COAP_FREE || now < exchange->deadline)
    return;
  switch (exchange->state) {
  case THIMBLE_COAP_READY:
    if (must_wait(coap, exchange))
      exchange->deadline = now + THIMBLE_COAP_ACK_TIMEOUT;
    else
      send_first(coap, now, exchange);
    break;
  case THIMBLE_COAP_SENT:
    send_again(coap, now, exchange);
    break;
  default:
    expire(coap, now, exchange);
  }
}

/* Who waited for this peer need not wait longer. */
static void wake(struct thimble_coap *coap, uint64_t now, const struct thimble_coap_peer *peer) {
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state == THIMBLE_COAP_READY && exchange->is_confirmable &&
        thimble_coap_is_same_peer(&exchange->peer, peer))
      exchange->deadline = now;
  }
}

/* A wrong guess at the ID costs an unproven peer the message. */
void thimble_coap_exchange_receive(struct thimble_coap *coap, uint64_t now,
                                   const struct thimble_coap_peer *peer,
                                   const struct thimble_coap_message *message) {
  struct thimble_coap_exchange *exchange = thimble_coap_exchange_sent(coap, peer);
  if (exchange == NULL)
    return;
  if (exchange->message_id == message->id)
    thimble_coap_exchange_end(coap, now, exchange, message->type == THIMBLE_COAP_ACK);
  else if (!exchange->is_request && !thimble_coap_is_proven(coap, now, peer))
    thimble_coap_exchange_end(coap, now, exchange, false);
  wake(coap, now, peer);
}
