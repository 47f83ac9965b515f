/* SPDX-License-Identifier: Apache-2.0 */
/* writer.c: see writer.h. */
#include "cli/wasm/writer.h"

#include <stdbool.h>

#include "cli/common/memory.h"

void wasm_write_byte(struct file_bytes *output, uint8_t byte) {
  output->data = memory_grow(output->data, output->length, 1);
  output->data[output->length++] = byte;
}

void wasm_write_bytes(struct file_bytes *output, const uint8_t *bytes, uint32_t length) {
  for (uint32_t index = 0; index < length; index++)
    wasm_write_byte(output, bytes[index]);
}

void wasm_write_unsigned(struct file_bytes *output, uint32_t number) {
  for (; number >= 0x80; number >>= 7)
    wasm_write_byte(output, (uint8_t)(number | 0x80));
  wasm_write_byte(output, (uint8_t)number);
}

/* The last byte's bit 6 is the sign. */
void wasm_write_signed(struct file_bytes *output, int64_t number) {
  bool done = false;
  while (!done) {
    uint8_t bits = (uint8_t)((uint64_t)number & 0x7f);
    number = number < 0 ? ~(~number >> 7) : number >> 7;
    done = number == (bits & 0x40 ? -1 : 0);
    wasm_write_byte(output, done ? bits : bits | 0x80);
  }
}

void wasm_write_section(struct file_bytes *output, uint8_t number, const uint8_t *content,
                        uint32_t length) {
  if (length == 0)
    return;
  wasm_write_byte(output, number);
  wasm_write_unsigned(output, length);
  wasm_write_bytes(output, content, length);
}
