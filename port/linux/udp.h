/* SPDX-License-Identifier: Apache-2.0 */
/* udp.h: a UDP socket over IPv6, for the CoAP server.
 *
 * A peer is its address, its port, the interface, and the address of ours that it used, so that
 * replies leave from there (IPV6_PKTINFO, RFC 3542). A datagram longer than the buffer is dropped.
 * Errors: INPUT and OUTPUT, with errno set; INVALID: a text that is no address. */
#ifndef THIMBLE_LINUX_UDP_H
#define THIMBLE_LINUX_UDP_H

#include <stdbool.h>
#include <thimble/coap.h>

struct thimble_linux_udp {
  int socket; /* to be polled for input */
};

/* Binds to a numeric address, or where it is null to all addresses, and to a port; 0: any port. */
enum thimble_result thimble_linux_udp_open(struct thimble_linux_udp *udp, const char *address,
                                           uint16_t port);
void thimble_linux_udp_close(struct thimble_linux_udp *udp);

/* The port that it is bound to. */
uint16_t thimble_linux_udp_port(const struct thimble_linux_udp *udp);

/* Joins All CoAP Nodes, ff02::fd and ff05::fd (RFC 7252, section 12.8), on an interface. */
enum thimble_result thimble_linux_udp_join(const struct thimble_linux_udp *udp,
                                           const char *interface);

/* Takes one datagram without waiting. NOT_FOUND: none is there. */
enum thimble_result thimble_linux_udp_receive(const struct thimble_linux_udp *udp, uint8_t *bytes,
                                              uint32_t size, struct thimble_bytes *datagram,
                                              struct thimble_coap_peer *peer, bool *is_multicast);

/* Has the form of `send` in struct thimble_coap; `udp` is a struct thimble_linux_udp. */
void thimble_linux_udp_send(void *udp, const struct thimble_coap_peer *peer,
                            struct thimble_bytes datagram);

/* The peer at a numeric address, such as "::1" or "fe80::1%eth0". Nothing is resolved. */
enum thimble_result thimble_linux_udp_peer(struct thimble_coap_peer *peer, const char *address,
                                           uint16_t port);

/* Writes `[address%interface]:port`, cut to `size` bytes with its NUL. */
void thimble_linux_udp_name(const struct thimble_coap_peer *peer, char *name, uint32_t size);

#endif
