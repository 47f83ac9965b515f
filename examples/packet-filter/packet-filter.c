/* SPDX-License-Identifier: Apache-2.0 */
/* packet-filter.c: lets through what a CoAP device on IPv6 needs: ICMPv6, and UDP to port 5683. It
 * returns 1 for a packet that may pass and 0 for one that is dropped. */
#include <thimble.h>

/* RFC 8200, section 3, and RFC 768. */
#define IPV6_HEADER 40u
#define NEXT_HEADER 6u
#define DESTINATION_PORT (IPV6_HEADER + 2u)

#define ICMPV6 58u
#define UDP 17u
#define COAP 5683u

int64_t run(const struct thimble_context_packet *packet, uint32_t size) {
  if (packet->captured < IPV6_HEADER || packet->data[0] >> 4 != 6)
    return 0;
  if (packet->data[NEXT_HEADER] == ICMPV6)
    return 1;
  if (packet->data[NEXT_HEADER] != UDP || packet->captured < DESTINATION_PORT + 2u)
    return 0;
  uint32_t port = packet->data[DESTINATION_PORT] * 256u + packet->data[DESTINATION_PORT + 1u];
  return port == COAP;
}
