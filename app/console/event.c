/* SPDX-License-Identifier: Apache-2.0 */
/* event.c: the events: packets, of which there are two, a CoAP request and the opening of a Telnet
 * connection, in turn; a sample; a request without a body; and a timer and a message, for runs by
 * hand. */
#include "event.h"

#include <stddef.h>
#include <string.h>

#include "device.h"
#include "hooks.h"
#include "sampler.h"

#define PACKETS 2
#define PACKET_MAXIMUM 64
#define METHOD_GET 1

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

_Static_assert(sizeof coap_packet <= PACKET_MAXIMUM, "a packet fits as a whole");
_Static_assert(sizeof telnet_packet <= PACKET_MAXIMUM, "a packet fits as a whole");

static union {
  struct thimble_context_timer timer;
  struct thimble_context_packet packet;
  struct thimble_context_message message;
  struct thimble_context_sample sample;
  struct thimble_context_request request;
} context;

static uint8_t packet_bytes[PACKET_MAXIMUM];

static void make_timer(const struct thimble_hook *hook, uint32_t number) {
  context.timer = (struct thimble_context_timer){
      .now_ms = device_now(), .period_ms = hook->type->period_ms, .count = number};
}

/* The packet is lent as a whole, in memory of its own: a loan and a context never overlap. */
static void make_packet(struct event *event, uint32_t number) {
  static const struct thimble_bytes packets[PACKETS] = {
      {coap_packet, sizeof coap_packet},
      {telnet_packet, sizeof telnet_packet},
  };
  struct thimble_bytes packet = packets[number % PACKETS];
  context.packet = (struct thimble_context_packet){
      .length = packet.length, .captured = packet.length, .lent = packet.length};
  memcpy(context.packet.data, packet.data, packet.length);
  memcpy(packet_bytes, packet.data, packet.length);
  event->loan = (struct thimble_loan){.bytes = packet_bytes, .length = packet.length};
  event->loan_count = 1;
}

void event_make(struct event *event, const struct thimble_hook *hook, uint32_t number) {
  *event = (struct event){.context = &context};
  memset(&context, 0, sizeof context);
  if (hook == hooks[HOOK_TIMER])
    make_timer(hook, number);
  else if (hook == hooks[HOOK_PACKET])
    make_packet(event, number);
  else if (hook == hooks[HOOK_SAMPLE])
    sampler_take(&context.sample);
  else if (hook == hooks[HOOK_REQUEST])
    context.request.method = METHOD_GET;
}
