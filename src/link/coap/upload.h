/* SPDX-License-Identifier: Apache-2.0 */
/* upload.h: block-wise uploads (RFC 7959, section 2.5), handed on block by block. */
#ifndef THIMBLE_LINK_COAP_UPLOAD_H
#define THIMBLE_LINK_COAP_UPLOAD_H

#include <thimble/coap.h>

/* Whether the payload is the next piece of the upload. Returns 0 when it is; 2.31 when the handler
 * had it before, and must not get it again; or the code of the refusal. */
uint8_t thimble_coap_upload_check(const struct thimble_coap_request *request);

/* After the handler: counts what was taken, and lets the client go on. An error ends the upload. */
void thimble_coap_upload_took(const struct thimble_coap_request *request,
                              struct thimble_coap_response *response);

#endif
