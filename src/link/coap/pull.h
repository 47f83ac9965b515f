/* SPDX-License-Identifier: Apache-2.0 */
/* pull.h: what the server hands to its client side. */
#ifndef THIMBLE_LINK_COAP_PULL_H
#define THIMBLE_LINK_COAP_PULL_H

#include <thimble/coap_pull.h>

/* A response came. False: nobody waits for it. */
bool thimble_coap_pull_receive(struct thimble_coap *coap, uint64_t now,
                               const struct thimble_coap_peer *peer,
                               const struct thimble_coap_message *message);

/* Our request was acknowledged, and its response is to come; or it was given up. */
void thimble_coap_pull_end(struct thimble_coap *coap, uint64_t now,
                           struct thimble_coap_exchange *exchange, bool is_acknowledged);

#endif
