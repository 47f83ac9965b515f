/* SPDX-License-Identifier: Apache-2.0 */
/* siphash.c: see siphash.h. The names are those of the paper. */
#include "link/coap/siphash.h"

static uint64_t load(const uint8_t *bytes, uint32_t count) {
  uint64_t word = 0;
  for (uint32_t i = count; i > 0; i--)
    word = word << 8 | bytes[i - 1];
  return word;
}

static uint64_t rotate(uint64_t word, uint32_t count) {
  return word << count | word >> (64 - count);
}

static void round_once(uint64_t v[4]) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate(v[1], 13) ^ v[0];
  v[3] = rotate(v[3], 16) ^ v[2];
  v[0] = rotate(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate(v[1], 17) ^ v[2];
  v[3] = rotate(v[3], 21) ^ v[0];
  v[2] = rotate(v[2], 32);
}

static void compress(uint64_t v[4], uint64_t word) {
  v[3] ^= word;
  round_once(v);
  round_once(v);
  v[0] ^= word;
}

uint64_t thimble_siphash(const uint8_t key[16], struct thimble_bytes bytes) {
  uint64_t k0 = load(key, 8), k1 = load(key + 8, 8);
  uint64_t v[4] = {k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
                   k1 ^ 0x7465646279746573};
  uint32_t whole = bytes.length & ~7u;
  for (uint32_t i = 0; i < whole; i += 8)
    compress(v, load(bytes.data + i, 8));
  uint64_t last = bytes.length > whole ? load(bytes.data + whole, bytes.length - whole) : 0;
  compress(v, (uint64_t)bytes.length << 56 | last);
  v[2] ^= 0xff;
  for (uint32_t i = 0; i < 4; i++)
    round_once(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
