/* SPDX-License-Identifier: Apache-2.0 */
/* channel.h: a network that loses, doubles and delays datagrams, so that they overtake each other.
 * What it does follows from its random numbers alone. */
#ifndef THIMBLE_TEST_COAP_CHANNEL_H
#define THIMBLE_TEST_COAP_CHANNEL_H

#include <thimble/coap.h>

#include "random.h"

enum {
  CHANNEL_CAPACITY = 64, /* datagrams under way; more are lost */
  CHANNEL_DATAGRAM = 1280
};

struct channel {
  struct random random;
  uint32_t lost; /* of a hundred */
  uint32_t doubled;
  uint32_t delay; /* milliseconds at most */
  struct {
    uint64_t when;    /* 0: free */
    uint8_t from, to; /* numbers of nodes */
    uint32_t length;
    uint8_t bytes[CHANNEL_DATAGRAM];
  } under_way[CHANNEL_CAPACITY];
};

void channel_start(struct channel *channel, uint32_t seed);
void channel_send(struct channel *channel, uint64_t now, uint8_t from, uint8_t to,
                  struct thimble_bytes datagram);

/* The datagram that arrives next: its place, or CHANNEL_CAPACITY when none is under way. */
uint32_t channel_next(const struct channel *channel);

#endif
