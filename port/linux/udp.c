/* SPDX-License-Identifier: Apache-2.0 */
/* udp.c: see udp.h. */
#include "linux/udp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the bytes of a peer are. The interface is zero unless the address is link-local: elsewhere
 * the route decides, and one peer must have one form. */
struct address {
  struct in6_addr peer;
  struct in6_addr ours; /* unspecified: the kernel chooses */
  uint32_t interface;
  in_port_t port;
};

enum {
  ADDRESS = 38, /* bytes of the struct without its padding */
  GROUP_FIRST_BYTE = 0xff
};

union control {
  struct cmsghdr header; /* for its alignment */
  uint8_t bytes[CMSG_SPACE(sizeof(struct in6_pktinfo))];
};

static struct thimble_coap_peer pack(const struct address *address) {
  struct thimble_coap_peer peer = {.length = ADDRESS};
  memcpy(peer.address, address, ADDRESS);
  return peer;
}

static struct address unpack(const struct thimble_coap_peer *peer) {
  struct address address = {0};
  memcpy(&address, peer->address, ADDRESS);
  return address;
}

static bool set_options(int descriptor) {
  int on = 1, off = 0;
  return setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0 &&
         setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on) == 0 &&
         setsockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_ALL, &off, sizeof off) == 0;
}

static bool read_address(struct sockaddr_in6 *name, const char *address, uint16_t port) {
  struct thimble_coap_peer peer;
  *name = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(port)};
  if (address == NULL)
    return true;
  if (thimble_linux_udp_peer(&peer, address, port) != THIMBLE_OK)
    return false;
  struct address parts = unpack(&peer);
  name->sin6_addr = parts.peer;
  name->sin6_scope_id = parts.interface;
  return true;
}

enum thimble_result thimble_linux_udp_open(struct thimble_linux_udp *udp, const char *address,
                                           uint16_t port) {
  struct sockaddr_in6 name;
  udp->socket = -1;
  if (!read_address(&name, address, port))
    return THIMBLE_ERROR_INVALID;
  udp->socket = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (udp->socket < 0)
    return THIMBLE_ERROR_INPUT;
  if (set_options(udp->socket) &&
      bind(udp->socket, (const struct sockaddr *)&name, sizeof name) == 0)
    return THIMBLE_OK;
  int reason = errno;
  thimble_linux_udp_close(udp);
  errno = reason;
  return THIMBLE_ERROR_INPUT;
}

void thimble_linux_udp_close(struct thimble_linux_udp *udp) {
  (void)close(udp->socket);
  udp->socket = -1;
}

uint16_t thimble_linux_udp_port(const struct thimble_linux_udp *udp) {
  struct sockaddr_in6 name = {0};
  socklen_t length = sizeof name;
  (void)getsockname(udp->socket, (struct sockaddr *)&name, &length);
  return ntohs(name.sin6_port);
}

enum thimble_result thimble_linux_udp_join(const struct thimble_linux_udp *udp,
                                           const char *interface) {
  static const char *const groups[] = {"ff02::fd", "ff05::fd"};
  struct ipv6_mreq request = {.ipv6mr_interface = if_nametoindex(interface)};
  if (request.ipv6mr_interface == 0)
    return THIMBLE_ERROR_INPUT;
  for (uint32_t i = 0; i < 2; i++) {
    (void)inet_pton(AF_INET6, groups[i], &request.ipv6mr_multiaddr);
    if (setsockopt(udp->socket, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request) != 0)
      return THIMBLE_ERROR_INPUT;
  }
  return THIMBLE_OK;
}

/* The address and the interface at which the datagram arrived. */
static struct in6_pktinfo arrival(struct msghdr *message) {
  struct in6_pktinfo information = {0};
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
       header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO)
      memcpy(&information, CMSG_DATA(header), sizeof information);
  }
  return information;
}

enum thimble_result thimble_linux_udp_receive(const struct thimble_linux_udp *udp, uint8_t *bytes,
                                              uint32_t size, struct thimble_bytes *datagram,
                                              struct thimble_coap_peer *peer, bool *is_multicast) {
  struct sockaddr_in6 from = {0};
  union control control;
  struct iovec piece = {bytes, size};
  struct msghdr message = {.msg_name = &from,
                           .msg_namelen = sizeof from,
                           .msg_iov = &piece,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control};
  ssize_t length = recvmsg(udp->socket, &message, 0);
  if (length < 0)
    return errno == EAGAIN || errno == EINTR ? THIMBLE_ERROR_NOT_FOUND : THIMBLE_ERROR_INPUT;
  struct in6_pktinfo information = arrival(&message);
  *is_multicast = information.ipi6_addr.s6_addr[0] == GROUP_FIRST_BYTE;
  struct address address = {
      .peer = from.sin6_addr, .interface = from.sin6_scope_id, .port = from.sin6_port};
  if (!*is_multicast)
    address.ours = information.ipi6_addr;
  *peer = pack(&address);
  bool is_cut = (message.msg_flags & MSG_TRUNC) != 0;
  *datagram = (struct thimble_bytes){bytes, is_cut ? 0 : (uint32_t)length};
  return THIMBLE_OK;
}

void thimble_linux_udp_send(void *udp, const struct thimble_coap_peer *peer,
                            struct thimble_bytes datagram) {
  const struct thimble_linux_udp *own = udp;
  struct address address = unpack(peer);
  struct sockaddr_in6 to = {.sin6_family = AF_INET6,
                            .sin6_port = address.port,
                            .sin6_addr = address.peer,
                            .sin6_scope_id = address.interface};
  const struct in6_pktinfo information = {address.ours, address.interface};
  union control control = {0};
  struct iovec piece = {(void *)(uintptr_t)datagram.data, datagram.length};
  struct msghdr message = {.msg_name = &to,
                           .msg_namelen = sizeof to,
                           .msg_iov = &piece,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control};
  control.header.cmsg_level = IPPROTO_IPV6;
  control.header.cmsg_type = IPV6_PKTINFO;
  control.header.cmsg_len = CMSG_LEN(sizeof information);
  memcpy(CMSG_DATA(&control.header), &information, sizeof information);
  (void)sendmsg(own->socket, &message, 0); /* what is not sent is lost, as any datagram may be */
}

/* `name%interface`: the interface's index, or 0 where none is named. */
static bool read_interface(const char *text, uint32_t *interface) {
  *interface = text == NULL ? 0 : if_nametoindex(text + 1);
  return text == NULL || *interface != 0;
}

/* The address of ours from which a datagram would go there: replies come to it. Unspecified where
 * there is no way. Nothing is sent. */
static struct in6_addr choose_ours(const struct address *to) {
  const struct sockaddr_in6 name = {.sin6_family = AF_INET6,
                                    .sin6_port = to->port,
                                    .sin6_addr = to->peer,
                                    .sin6_scope_id = to->interface};
  struct sockaddr_in6 ours = {0};
  socklen_t length = sizeof ours;
  int probe = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe >= 0 && connect(probe, (const struct sockaddr *)&name, sizeof name) == 0)
    (void)getsockname(probe, (struct sockaddr *)&ours, &length);
  if (probe >= 0)
    (void)close(probe);
  return ours.sin6_addr;
}

enum thimble_result thimble_linux_udp_peer(struct thimble_coap_peer *peer, const char *address,
                                           uint16_t port) {
  char number[INET6_ADDRSTRLEN];
  struct address parts = {.port = htons(port)};
  const char *percent = strchr(address, '%');
  size_t length = percent == NULL ? strlen(address) : (size_t)(percent - address);
  if (length >= sizeof number || !read_interface(percent, &parts.interface))
    return THIMBLE_ERROR_INVALID;
  memcpy(number, address, length);
  number[length] = '\0';
  if (inet_pton(AF_INET6, number, &parts.peer) != 1)
    return THIMBLE_ERROR_INVALID;
  parts.ours = choose_ours(&parts);
  *peer = pack(&parts);
  return THIMBLE_OK;
}

void thimble_linux_udp_name(const struct thimble_coap_peer *peer, char *name, uint32_t size) {
  char number[INET6_ADDRSTRLEN], interface[IF_NAMESIZE] = "";
  struct address address = unpack(peer);
  (void)inet_ntop(AF_INET6, &address.peer, number, sizeof number);
  if (address.interface != 0)
    (void)if_indextoname(address.interface, interface);
  (void)snprintf(name, size, "[%s%s%s]:%u", number, interface[0] == '\0' ? "" : "%", interface,
                 (unsigned)ntohs(address.port));
}
