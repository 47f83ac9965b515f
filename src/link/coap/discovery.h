/* SPDX-License-Identifier: Apache-2.0 */
/* discovery.h: /.well-known/core (RFC 6690), made from the table of resources. A firmware whose own
 * table has that path answers it itself. */
#ifndef THIMBLE_LINK_COAP_DISCOVERY_H
#define THIMBLE_LINK_COAP_DISCOVERY_H

#include <thimble/coap.h>

extern const struct thimble_coap_resource thimble_coap_discovery;

#endif
