/* SPDX-License-Identifier: Apache-2.0 */
/* request.h: what a request asks, from its options. */
#ifndef THIMBLE_LINK_COAP_REQUEST_H
#define THIMBLE_LINK_COAP_REQUEST_H

#include <thimble/coap.h>

/* Fills the parts of `request` that come from `request->message`. Returns 0, or the code with which
 * the request is to be refused. */
uint8_t thimble_coap_request_read(struct thimble_coap_request *request);

/* Finds the resource: the first in the table whose path, methods and flags fit. Returns 0, or the
 * code of the refusal. */
uint8_t thimble_coap_request_route(struct thimble_coap_request *request);

/* GET and FETCH may be run again. */
bool thimble_coap_is_safe(uint8_t method);

/* Whether an ETag of the request's is this one. */
bool thimble_coap_has_etag(const struct thimble_coap_request *request, uint32_t number,
                           struct thimble_bytes etag);

bool thimble_coap_is_equal(struct thimble_bytes left, struct thimble_bytes right);

#endif
