/* SPDX-License-Identifier: Apache-2.0 */
/* fletcher32.c: the checksum Fletcher-32 of the context, in blocks of 359 words: the most that can
 * be added before a sum of 32 bits overflows. */
#include <stdint.h>

#define BLOCK 359u

static uint32_t fold(uint32_t sum) {
  return (sum & 0xffffu) + (sum >> 16);
}

int64_t run(void *context, uint32_t length) {
  const uint16_t *words = context;
  uint32_t count = length / 2;
  uint32_t first = 0xffff, second = 0xffff;
  while (count > 0) {
    uint32_t block = count > BLOCK ? BLOCK : count;
    count -= block;
    do {
      first += *words++;
      second += first;
    } while (--block > 0);
    first = fold(first);
    second = fold(second);
  }
  return fold(second) << 16 | fold(first);
}
