/* SPDX-License-Identifier: Apache-2.0 */
/* address.h: where a device is, from what people write. */
#ifndef THIMBLE_CLI_NETWORK_ADDRESS_H
#define THIMBLE_CLI_NETWORK_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#define ADDRESS_PORT 5683u /* RFC 7252, section 12.6 */
#define ADDRESS_FORM \
  "an address: coap://[2001:db8::1], [fe80::1%eth0]:5683, 192.0.2.1, device.example:5683"

struct address {
  char *host; /* a name or a number, perhaps with %INTERFACE */
  uint16_t port;
};

/* Reads `coap://HOST[:PORT][/]` or `HOST[:PORT]`; an IPv6 address with a port stands in brackets.
 * False: the text is not of that form, and there is nothing to free. */
bool address_read(struct address *address, const char *text);

/* `coap://[::1]:5683`; free() gives it back. */
char *address_text(const struct address *address);

void address_free(struct address *address);

#endif
