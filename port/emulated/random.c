/* SPDX-License-Identifier: Apache-2.0 */
/* random.c: the boards have no source of randomness, so this is Marsaglia's 32-bit xorshift
 * ("Xorshift RNGs", Journal of Statistical Software 8(14), 2003), seeded from the clock and the
 * command line. NOT cryptographic: whoever sees some output knows the rest, and under `-icount` the
 * clock, and so the seed, is the same in every run with the same command line. */
#include "emulated/random.h"
#include "emulated/board.h"

static uint32_t state;

/* FNV-1a over the command line, so that any change of it changes the seed. */
static uint32_t hash_of_arguments(void) {
  uint32_t hash = 2166136261u;
  uint32_t position = 0;
  struct thimble_bytes item;
  while (thimble_board_argument(&position, &item)) {
    for (uint32_t index = 0; index < item.length; index++) {
      hash = (hash ^ item.data[index]) * 16777619u;
    }
  }
  return hash;
}

static uint32_t next(void) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

void thimble_emulated_random(void *device, uint8_t *bytes, uint32_t length) {
  (void)device;
  if (state == 0)
    state = (hash_of_arguments() ^ thimble_board_instructions()) | 1u; /* zero would stay zero */
  for (uint32_t index = 0; index < length; index++) {
    bytes[index] = (uint8_t)(next() >> 24);
  }
}
