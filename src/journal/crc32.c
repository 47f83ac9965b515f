/* SPDX-License-Identifier: Apache-2.0 */
/* crc32.c: see crc32.h. Bit by bit: a table would cost more flash than a journal's small records
 * are worth. */
#include "journal/crc32.h"

static uint32_t shift_byte(uint32_t crc) {
  for (uint32_t bit = 0; bit < 8; bit++)
    crc = crc >> 1 ^ ((0u - (crc & 1u)) & 0xedb88320u);
  return crc;
}

uint32_t thimble_crc32(uint32_t crc, struct thimble_bytes bytes) {
  for (uint32_t i = 0; i < bytes.length; i++)
    crc = shift_byte(crc ^ bytes.data[i]);
  return crc;
}
