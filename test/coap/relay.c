/* SPDX-License-Identifier: Apache-2.0 */
/* relay.c: stands between clients and a server, and loses, doubles and delays what they say.
 *
 *   coap-relay PORT SEED LOST DOUBLED DELAY [OWN]   of the server on [::1]; percent, percent, ms
 *
 * Prints `port N`, its own (OWN, or any), and ends with standard input. Each client is a peer of
 * its own for the server. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coap/channel.h"
#include "linux/linux.h"
#include "linux/udp.h"

enum {
  CLIENTS = 8,
  SERVER = 0, /* nodes of the channel; client i is node i + 1 */
  LONGEST_WAIT = 100
};

static struct channel channel;
static struct thimble_linux_udp front;          /* where clients speak to */
static struct thimble_linux_udp backs[CLIENTS]; /* and from where we speak for them */
static struct thimble_coap_peer clients[CLIENTS];
static struct thimble_coap_peer server;
static uint8_t client_count;

static uint64_t clock_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

/* The number of a client; a new one gets a socket. CLIENTS: there are too many. */
static uint8_t find_client(const struct thimble_coap_peer *peer) {
  for (uint8_t i = 0; i < client_count; i++) {
    if (memcmp(&clients[i], peer, sizeof *peer) == 0)
      return i;
  }
  if (client_count == CLIENTS ||
      thimble_linux_udp_open(&backs[client_count], NULL, 0) != THIMBLE_OK)
    return CLIENTS;
  clients[client_count] = *peer;
  return client_count++;
}

static bool receive(const struct thimble_linux_udp *udp, struct thimble_bytes *datagram,
                    struct thimble_coap_peer *peer) {
  static uint8_t bytes[CHANNEL_DATAGRAM];
  bool is_multicast;
  return thimble_linux_udp_receive(udp, bytes, sizeof bytes, datagram, peer, &is_multicast) ==
         THIMBLE_OK;
}

static void take_all(void) {
  struct thimble_bytes datagram;
  struct thimble_coap_peer peer;
  while (receive(&front, &datagram, &peer)) {
    uint8_t client = find_client(&peer);
    if (client < CLIENTS)
      channel_send(&channel, clock_ms(), (uint8_t)(client + 1), SERVER, datagram);
  }
  for (uint8_t i = 0; i < client_count; i++) {
    while (receive(&backs[i], &datagram, &peer))
      channel_send(&channel, clock_ms(), SERVER, (uint8_t)(i + 1), datagram);
  }
}

/* Hands on what has arrived by now, and returns for how long to wait. */
static int deliver(void) {
  for (;;) {
    uint64_t now = clock_ms();
    uint32_t place = channel_next(&channel);
    if (place == CHANNEL_CAPACITY)
      return LONGEST_WAIT;
    if (channel.under_way[place].when > now)
      return (int)(channel.under_way[place].when - now);
    uint8_t from = channel.under_way[place].from, to = channel.under_way[place].to;
    struct thimble_bytes datagram = {channel.under_way[place].bytes,
                                     channel.under_way[place].length};
    if (to == SERVER)
      thimble_linux_udp_send(&backs[from - 1], &server, datagram);
    else
      thimble_linux_udp_send(&front, &clients[to - 1], datagram);
    channel.under_way[place].when = 0;
  }
}

static void relay(void) {
  for (;;) {
    struct pollfd sources[2 + CLIENTS] = {{.fd = 0, .events = POLLIN},
                                          {.fd = front.socket, .events = POLLIN}};
    for (uint8_t i = 0; i < client_count; i++)
      sources[2 + i] = (struct pollfd){.fd = backs[i].socket, .events = POLLIN};
    if (poll(sources, 2u + client_count, deliver()) < 0 || sources[0].revents != 0)
      return;
    take_all();
  }
}

static uint32_t number(const char *text) {
  return (uint32_t)strtoul(text, NULL, 10);
}

int main(int argc, char **argv) {
  if (argc < 6 || argc > 7 ||
      thimble_linux_udp_open(&front, NULL, argc == 7 ? (uint16_t)number(argv[6]) : 0) !=
          THIMBLE_OK ||
      thimble_linux_udp_peer(&server, "::1", (uint16_t)number(argv[1])) != THIMBLE_OK) {
    fputs("coap-relay: PORT SEED LOST DOUBLED DELAY [OWN]\n", stderr);
    return 2;
  }
  channel_start(&channel, number(argv[2]));
  channel.lost = number(argv[3]);
  channel.doubled = number(argv[4]);
  channel.delay = number(argv[5]);
  printf("port %u\n", (unsigned)thimble_linux_udp_port(&front));
  fflush(stdout);
  relay();
  return 0;
}
