/* SPDX-License-Identifier: Apache-2.0 */
/* random.h: numbers that look random and are the same for the same seed on every machine. */
#ifndef THIMBLE_TEST_RANDOM_H
#define THIMBLE_TEST_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* The state is never zero: start it with random_start(). */
struct random {
  uint64_t state;
};

static inline void random_start(struct random *random, uint64_t seed) {
  random->state = seed * 2 + 1;
}

/* xorshift64* of Marsaglia and Vigna. */
static inline uint64_t random_number(struct random *random) {
  random->state ^= random->state >> 12;
  random->state ^= random->state << 25;
  random->state ^= random->state >> 27;
  return random->state * 0x2545f4914f6cdd1d;
}

/* A number below `end`, which is not zero. */
static inline uint32_t random_below(struct random *random, uint32_t end) {
  return (uint32_t)(random_number(random) >> 32) % end;
}

/* True in one of `times` cases. */
static inline bool random_once_in(struct random *random, uint32_t times) {
  return random_below(random, times) == 0;
}

#endif
