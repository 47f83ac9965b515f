/* SPDX-License-Identifier: Apache-2.0 */
/* exchange.h: the records of exchanges: requests that were run, so that they are not run twice, and
 * messages of ours, so that they can be sent again. */
#ifndef THIMBLE_LINK_COAP_EXCHANGE_H
#define THIMBLE_LINK_COAP_EXCHANGE_H

#include <thimble/coap.h>

/* A record for a new exchange, cleared: a free one, or that of the request that was answered
 * longest ago. Null: all are under way. */
struct thimble_coap_exchange *thimble_coap_exchange_claim(struct thimble_coap *coap);

void thimble_coap_exchange_free(struct thimble_coap_exchange *exchange);

/* The request with this ID from this peer, or null. */
struct thimble_coap_exchange *thimble_coap_exchange_of_request(struct thimble_coap *coap,
                                                               const struct thimble_coap_peer *peer,
                                                               uint16_t id);

/* The confirmable message to this peer that waits for its acknowledgement, or null. There is one at
 * most (NSTART, RFC 7252, section 4.7). */
struct thimble_coap_exchange *thimble_coap_exchange_sent(struct thimble_coap *coap,
                                                         const struct thimble_coap_peer *peer);

/* The message that a record keeps. */
uint8_t *thimble_coap_exchange_message(const struct thimble_coap *coap,
                                       const struct thimble_coap_exchange *exchange);

/* Keeps a message, of at most `message_size` bytes. */
void thimble_coap_exchange_keep(const struct thimble_coap *coap,
                                struct thimble_coap_exchange *exchange, struct thimble_bytes bytes);

/* Keeps a message that is to be sent at `when`, or as soon after it as its peer allows. */
void thimble_coap_exchange_ready(const struct thimble_coap *coap,
                                 struct thimble_coap_exchange *exchange, uint64_t when,
                                 struct thimble_bytes bytes);

/* Sends what is due; gives up what was sent often enough, and forgets what is old. */
void thimble_coap_exchange_poll(struct thimble_coap *coap, uint64_t now,
                                struct thimble_coap_exchange *exchange);

/* What became of a message that was sent: acknowledged, or given up. */
void thimble_coap_exchange_end(struct thimble_coap *coap, uint64_t now,
                               struct thimble_coap_exchange *exchange, bool is_acknowledged);

/* An acknowledgement or a reset of the message with this ID. */
void thimble_coap_exchange_receive(struct thimble_coap *coap, uint64_t now,
                                   const struct thimble_coap_peer *peer,
                                   const struct thimble_coap_message *message);

/* Sends a message without token or options: an acknowledgement or a reset. */
void thimble_coap_send_empty(struct thimble_coap *coap, const struct thimble_coap_peer *peer,
                             enum thimble_coap_type type, uint16_t id);

#endif
