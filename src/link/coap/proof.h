/* SPDX-License-Identifier: Apache-2.0 */
/* proof.h: who gets what we send, and numbers that nobody else can guess.
 *
 * The sender's address of a datagram proves nothing. A peer proves that it gets what we send there
 * by repeating an Echo value (RFC 9175), or by acknowledging a confirmable message, whose ID it can
 * only guess (one in 65536; after a wrong guess the message is given up). */
#ifndef THIMBLE_LINK_COAP_PROOF_H
#define THIMBLE_LINK_COAP_PROOF_H

#include <thimble/coap.h>

enum {
  THIMBLE_ECHO = 8 /* bytes in an Echo value of ours */
};

bool thimble_coap_is_same_peer(const struct thimble_coap_peer *left,
                               const struct thimble_coap_peer *right);

bool thimble_coap_is_proven(const struct thimble_coap *coap, uint64_t now,
                            const struct thimble_coap_peer *peer);

/* Remembers a proof, in place of the oldest one. */
void thimble_coap_prove(struct thimble_coap *coap, uint64_t now,
                        const struct thimble_coap_peer *peer);

/* What this peer has to repeat. Nothing is remembered: the value is a keyed hash of time and peer.
 */
void thimble_coap_echo_make(const struct thimble_coap *coap, uint64_t now,
                            const struct thimble_coap_peer *peer, uint8_t echo[THIMBLE_ECHO]);
bool thimble_coap_echo_holds(const struct thimble_coap *coap, uint64_t now,
                             const struct thimble_coap_peer *peer, struct thimble_bytes echo);

/* A message ID that no other of the last 65535 messages had, in an order that looks random. */
uint16_t thimble_coap_new_id(struct thimble_coap *coap);

#endif
