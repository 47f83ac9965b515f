/* SPDX-License-Identifier: Apache-2.0 */
/* reader.c: see reader.h. */
#include "cli/wasm/reader.h"

#include <string.h>

static void fail(struct wasm_reader *reader) {
  reader->failed = true;
  reader->position = reader->end;
}

uint8_t wasm_read_byte(struct wasm_reader *reader) {
  if (reader->position < reader->end)
    return reader->bytes[reader->position++];
  fail(reader);
  return 0;
}

/* The groups of seven bits, the last byte, and how many bits there were. */
static uint64_t read_groups(struct wasm_reader *reader, uint8_t *last, uint32_t *bits) {
  uint64_t value = 0;
  *bits = 0;
  do {
    *last = wasm_read_byte(reader);
    value |= (uint64_t)(*last & 0x7f) << *bits;
    *bits += 7;
  } while ((*last & 0x80) && *bits < 64);
  if (*last & 0x80)
    fail(reader);
  return value;
}

uint32_t wasm_read_unsigned(struct wasm_reader *reader) {
  uint8_t last;
  uint32_t bits;
  uint64_t value = read_groups(reader, &last, &bits);
  if (value > UINT32_MAX)
    fail(reader);
  return reader->failed ? 0 : (uint32_t)value;
}

int64_t wasm_read_signed(struct wasm_reader *reader) {
  uint8_t last;
  uint32_t bits;
  uint64_t value = read_groups(reader, &last, &bits);
  if ((last & 0x40) && bits < 64)
    value |= UINT64_MAX << bits;
  return reader->failed ? 0 : (int64_t)value;
}

uint64_t wasm_read_fixed(struct wasm_reader *reader, uint32_t size) {
  uint64_t value = 0;
  for (uint32_t index = 0; index < size; index++)
    value |= (uint64_t)wasm_read_byte(reader) << 8 * index;
  return reader->failed ? 0 : value;
}

void wasm_skip(struct wasm_reader *reader, uint32_t length) {
  if (length <= reader->end - reader->position)
    reader->position += length;
  else
    fail(reader);
}

struct thimble_bytes wasm_read_bytes(struct wasm_reader *reader) {
  uint32_t length = wasm_read_unsigned(reader);
  uint32_t start = reader->position;
  wasm_skip(reader, length);
  if (reader->failed)
    return (struct thimble_bytes){NULL, 0};
  return (struct thimble_bytes){reader->bytes + start, length};
}

struct thimble_bytes wasm_read_text(struct wasm_reader *reader) {
  uint32_t start = reader->position;
  while (wasm_read_byte(reader) != 0)
    ;
  if (reader->failed)
    return (struct thimble_bytes){NULL, 0};
  return (struct thimble_bytes){reader->bytes + start, reader->position - 1 - start};
}

bool wasm_equal(struct thimble_bytes bytes, const char *text) {
  return bytes.length == strlen(text) && memcmp(bytes.data, text, bytes.length) == 0;
}
