/* SPDX-License-Identifier: Apache-2.0 */
/* hex_dump.c: see hex_dump.h. */
#include "cli/common/hex_dump.h"

#include <inttypes.h>
#include <stdio.h>

enum {
  ROW = 16
};

static void print_row(const uint8_t *bytes, uint32_t length, uint64_t address) {
  printf("0x%09" PRIx64 " ", address);
  for (uint32_t i = 0; i < ROW; i++)
    if (i < length)
      printf(" %02x", bytes[i]);
    else
      fputs("   ", stdout);
  fputs("  |", stdout);
  for (uint32_t i = 0; i < length; i++)
    putchar(bytes[i] >= 0x20 && bytes[i] < 0x7f ? bytes[i] : '.');
  puts("|");
}

void hex_dump(struct thimble_bytes bytes, uint64_t address) {
  for (uint32_t offset = 0; offset < bytes.length; offset += ROW) {
    uint32_t left = bytes.length - offset;
    print_row(bytes.data + offset, left < ROW ? left : ROW, address + offset);
  }
}
