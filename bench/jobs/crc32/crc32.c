/* SPDX-License-Identifier: Apache-2.0 */
/* crc32.c: the checksum CRC-32 of the context (ISO 3309, reflected), bit by bit. */
#include <stdint.h>

#define POLYNOMIAL 0xedb88320u

int64_t run(void *context, uint32_t length) {
  const uint8_t *bytes = context;
  uint32_t checksum = 0xffffffff;
  for (uint32_t index = 0; index < length; index++) {
    checksum ^= bytes[index];
    for (uint32_t bit = 0; bit < 8; bit++)
      checksum = (checksum & 1) != 0 ? checksum >> 1 ^ POLYNOMIAL : checksum >> 1;
  }
  return ~checksum;
}
