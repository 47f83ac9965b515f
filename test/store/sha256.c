/* SPDX-License-Identifier: Apache-2.0 */
/* sha256.c: see sha256.h. */
#include "store/sha256.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t word, uint32_t bits) {
  return word >> bits | word << (32 - bits);
}

static void expand(const uint8_t block[64], uint32_t schedule[64]) {
  for (uint32_t i = 0; i < 16; i++)
    schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                  (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (uint32_t i = 16; i < 64; i++) {
    uint32_t a = schedule[i - 15], b = schedule[i - 2];
    schedule[i] = schedule[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 7] +
                  (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
}

static void take_block(struct sha256 *sha) {
  uint32_t schedule[64], w[8];
  expand(sha->block, schedule);
  memcpy(w, sha->words, sizeof w);
  for (uint32_t i = 0; i < 64; i++) {
    uint32_t choice = (w[4] & w[5]) ^ (~w[4] & w[6]);
    uint32_t majority = (w[0] & w[1]) ^ (w[0] & w[2]) ^ (w[1] & w[2]);
    uint32_t first = w[7] + (rotate(w[4], 6) ^ rotate(w[4], 11) ^ rotate(w[4], 25)) + choice +
                     constants[i] + schedule[i];
    uint32_t second = (rotate(w[0], 2) ^ rotate(w[0], 13) ^ rotate(w[0], 22)) + majority;
    memmove(w + 1, w, 7 * sizeof *w);
    w[4] += first;
    w[0] = first + second;
  }
  for (uint32_t i = 0; i < 8; i++)
    sha->words[i] += w[i];
}

void sha256_start(struct sha256 *sha) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(sha->words, start, sizeof start);
  sha->length = 0;
}

void sha256_update(struct sha256 *sha, struct thimble_bytes bytes) {
  for (uint32_t i = 0; i < bytes.length; i++) {
    sha->block[sha->length++ % 64] = bytes.data[i];
    if (sha->length % 64 == 0)
      take_block(sha);
  }
}

void sha256_finish(struct sha256 *sha, uint8_t digest[THIMBLE_STORE_DIGEST]) {
  static const uint8_t one = 0x80, zero = 0;
  uint64_t bits = 8 * sha->length;
  sha256_update(sha, (struct thimble_bytes){&one, 1});
  while (sha->length % 64 != 56)
    sha256_update(sha, (struct thimble_bytes){&zero, 1});
  for (uint32_t i = 0; i < 8; i++)
    sha256_update(sha,
                  (struct thimble_bytes){(const uint8_t[]){(uint8_t)(bits >> (56 - 8 * i))}, 1});
  for (uint32_t i = 0; i < THIMBLE_STORE_DIGEST; i++)
    digest[i] = (uint8_t)(sha->words[i / 4] >> (24 - 8 * (i % 4)));
}

static struct sha256 calculation;

static void start(void *state) {
  sha256_start(state);
}

static void update(void *state, struct thimble_bytes bytes) {
  sha256_update(state, bytes);
}

static void finish(void *state, uint8_t digest[THIMBLE_STORE_DIGEST]) {
  sha256_finish(state, digest);
}

const struct thimble_store_hash sha256_hash = {&calculation, start, update, finish};
