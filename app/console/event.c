/* SPDX-License-Identifier: Apache-2.0 */
/* event.c: the hooks of the console: a timer that fires on command, and packets, of which it has
 * two: a CoAP request, and the opening of a Telnet connection. */
#include "event.h"

#include <string.h>
#include <thimble/context.h>

#include "emulated/board.h"

#define PERIOD_MS 1000
#define PACKETS 2

/* IPv6 (RFC 8200) from fd00::1 to fd00::2, UDP to port 5683, CoAP: GET without a path. */
static const uint8_t coap_packet[] = {
    0x60, 0, 0,    0,    0, 12, 17,   64,                           /* version 6, 12 bytes, UDP */
    0xfd, 0, 0,    0,    0, 0,  0,    0,    0, 0, 0, 0, 0, 0, 0, 1, /* from */
    0xfd, 0, 0,    0,    0, 0,  0,    0,    0, 0, 0, 0, 0, 0, 0, 2, /* to */
    0xc0, 0, 0x16, 0x33, 0, 12, 0x8e, 0x64,                         /* ports 49152 and 5683 */
    0x40, 1, 0x12, 0x34,                                            /* CoAP 1, confirmable, GET */
};

/* The same two hosts, TCP to port 23, SYN. */
static const uint8_t telnet_packet[] = {
    0x60, 0, 0,    0,  0, 20, 6, 64,                         /* version 6, 20 bytes, TCP */
    0xfd, 0, 0,    0,  0, 0,  0, 0,  0, 0, 0, 0, 0, 0, 0, 1, /* from */
    0xfd, 0, 0,    0,  0, 0,  0, 0,  0, 0, 0, 0, 0, 0, 0, 2, /* to */
    0xc0, 0, 0,    23, 0, 0,  0, 1,  0, 0, 0, 0,             /* ports, sequence */
    0x50, 2, 0x10, 0,  0, 0,  0, 0,                          /* SYN, window */
};

static union {
  struct thimble_context_timer timer;
  struct thimble_context_packet packet;
} context;

static uint32_t make_timer(uint32_t number) {
  context.timer = (struct thimble_context_timer){
      .now_ms = thimble_board_clock_ms(), .period_ms = PERIOD_MS, .count = number};
  return sizeof context.timer;
}

static uint32_t make_packet(uint32_t number) {
  static const struct thimble_bytes packets[PACKETS] = {
      {coap_packet, sizeof coap_packet},
      {telnet_packet, sizeof telnet_packet},
  };
  _Static_assert(sizeof coap_packet <= sizeof context.packet.data, "a packet fits as a whole");
  _Static_assert(sizeof telnet_packet <= sizeof context.packet.data, "a packet fits as a whole");
  struct thimble_bytes packet = packets[number % PACKETS];
  context.packet =
      (struct thimble_context_packet){.length = packet.length, .captured = packet.length};
  memcpy(context.packet.data, packet.data, packet.length);
  return sizeof context.packet;
}

struct hook {
  const char *name;
  uint32_t (*make)(uint32_t number); /* fills `context`, returns its length */
};

static const struct hook hooks[] = {
    {"timer", make_timer},
    {"packet", make_packet},
};

bool event_make(struct thimble_event *event, struct thimble_bytes hook, uint32_t number) {
  for (uint32_t index = 0; index < sizeof hooks / sizeof hooks[0]; index++) {
    const struct hook *candidate = &hooks[index];
    if (strlen(candidate->name) == hook.length &&
        memcmp(candidate->name, hook.data, hook.length) == 0) {
      *event =
          (struct thimble_event){.context = (uint8_t *)&context, .length = candidate->make(number)};
      return true;
    }
  }
  return false;
}
