/* SPDX-License-Identifier: Apache-2.0 */
/* observe.h: observers of resources (RFC 7641).
 *
 * An observer is the request that registered it. A notification is the answer to that request, made
 * anew, in a confirmable message: so it is the newest state, a client that is gone is noticed, and
 * an observer gets them no faster than it acknowledges them. */
#ifndef THIMBLE_LINK_COAP_OBSERVE_H
#define THIMBLE_LINK_COAP_OBSERVE_H

#include <thimble/coap.h>

/* The value of the option Observe of the next notification (RFC 7641, section 4.4). */
uint32_t thimble_coap_next_sequence(struct thimble_coap *coap);

/* Where a request registers itself, or null: it does not ask for it, the resource cannot be
 * observed, or the memory does not suffice. A request that ends an observation does so here. */
struct thimble_coap_observer *
thimble_coap_observer_choose(const struct thimble_coap_request *request,
                             const struct thimble_coap_response *response);

/* Registers it; `length`: bytes of the reply. */
void thimble_coap_observer_set(struct thimble_coap_observer *observer,
                               const struct thimble_coap_request *request, uint32_t length);

/* Forgets an observer and what was on its way to it. */
void thimble_coap_observer_remove(struct thimble_coap *coap,
                                  struct thimble_coap_observer *observer);

/* Starts the notifications that are due. */
void thimble_coap_observe_poll(struct thimble_coap *coap, uint64_t now);

/* Puts the newest state in place of the notification in this record. */
void thimble_coap_observer_renew(struct thimble_coap *coap, uint64_t now,
                                 struct thimble_coap_exchange *exchange);

#endif
