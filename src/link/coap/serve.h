/* SPDX-License-Identifier: Apache-2.0 */
/* serve.h: a request comes, its resource's handler runs, its reply goes. */
#ifndef THIMBLE_LINK_COAP_SERVE_H
#define THIMBLE_LINK_COAP_SERVE_H

#include <thimble/coap.h>

void thimble_coap_serve(struct thimble_coap *coap, uint64_t now,
                        const struct thimble_coap_peer *peer, bool is_multicast,
                        const struct thimble_coap_message *message);

/* Runs the handler of a request that was read and routed, and completes what it answered. */
void thimble_coap_run(struct thimble_coap_request *request, struct thimble_coap_response *response,
                      uint32_t limit);

#endif
