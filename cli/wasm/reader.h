/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: reads the pieces that WebAssembly modules and DWARF are made of.
 *
 * The one place where lengths out of a file are checked: a read beyond the end gives zero, sets
 * `failed`, and leaves nothing more to read, so that a loop over `position < end` ends. */
#ifndef THIMBLE_CLI_WASM_READER_H
#define THIMBLE_CLI_WASM_READER_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/bytes.h>

struct wasm_reader {
  const uint8_t *bytes;
  uint32_t position;
  uint32_t end;
  bool failed;
};

uint8_t wasm_read_byte(struct wasm_reader *reader);

/* LEB128, at most 32 bits. */
uint32_t wasm_read_unsigned(struct wasm_reader *reader);

/* Signed LEB128, at most 64 bits. */
int64_t wasm_read_signed(struct wasm_reader *reader);

/* Little-endian, of 1 to 8 bytes. */
uint64_t wasm_read_fixed(struct wasm_reader *reader, uint32_t size);

void wasm_skip(struct wasm_reader *reader, uint32_t length);

/* A length and so many bytes. */
struct thimble_bytes wasm_read_bytes(struct wasm_reader *reader);

/* Bytes up to a NUL, which is read too. */
struct thimble_bytes wasm_read_text(struct wasm_reader *reader);

bool wasm_equal(struct thimble_bytes bytes, const char *text);

#endif
