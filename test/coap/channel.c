/* SPDX-License-Identifier: Apache-2.0 */
/* channel.c: see channel.h. */
#include "coap/channel.h"

#include <string.h>

void channel_start(struct channel *channel, uint32_t seed) {
  memset(channel, 0, sizeof *channel);
  random_start(&channel->random, seed);
  channel->lost = random_below(&channel->random, 30);
  channel->doubled = random_below(&channel->random, 30);
  channel->delay = random_once_in(&channel->random, 2) ? 50 : 6000;
}

static void put(struct channel *channel, uint64_t when, uint8_t from, uint8_t to,
                struct thimble_bytes datagram) {
  for (uint32_t i = 0; i < CHANNEL_CAPACITY; i++) {
    if (channel->under_way[i].when != 0)
      continue;
    channel->under_way[i].when = when;
    channel->under_way[i].from = from;
    channel->under_way[i].to = to;
    channel->under_way[i].length = datagram.length;
    memcpy(channel->under_way[i].bytes, datagram.data, datagram.length);
    return;
  }
}

void channel_send(struct channel *channel, uint64_t now, uint8_t from, uint8_t to,
                  struct thimble_bytes datagram) {
  uint32_t copies = random_below(&channel->random, 100) < channel->doubled ? 2 : 1;
  for (uint32_t i = 0; i < copies; i++) {
    if (random_below(&channel->random, 100) >= channel->lost)
      put(channel, now + 1 + random_below(&channel->random, channel->delay), from, to, datagram);
  }
}

uint32_t channel_next(const struct channel *channel) {
  uint32_t next = CHANNEL_CAPACITY;
  for (uint32_t i = 0; i < CHANNEL_CAPACITY; i++) {
    if (channel->under_way[i].when != 0 &&
        (next == CHANNEL_CAPACITY || channel->under_way[i].when < channel->under_way[next].when))
      next = i;
  }
  return next;
}
