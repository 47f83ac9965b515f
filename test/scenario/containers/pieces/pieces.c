/* SPDX-License-Identifier: Apache-2.0 */
/* pieces.c: reads the packet in pieces of 16 bytes and adds these up; then asks for what it may not
 * have, and logs every answer. */
#include <thimble.h>

static void show(const char *what, int64_t value) {
  thimble_log_value(THIMBLE_LOG_INFO, what, value);
}

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  uint8_t piece[16];
  int32_t offset = 0, length;
  int64_t sum = 0;
  while ((length = thimble_lent_read(0, offset, piece, sizeof piece)) > 0) {
    for (int32_t index = 0; index < length; index++)
      sum += piece[index];
    offset += length;
  }
  show("bytes", offset);
  show("at the end", length);
  show("before the start", thimble_lent_read(0, -1, piece, sizeof piece));
  show("another slot", thimble_lent_read(1, 0, piece, sizeof piece));
  show("no slot", thimble_lent_read(-1, 0, piece, sizeof piece));
  show("written", thimble_lent_write(0, 0, piece, sizeof piece));
  return sum;
}
