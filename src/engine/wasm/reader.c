/* SPDX-License-Identifier: Apache-2.0 */
/* reader.c: see reader.h. `position` only moves after a comparison with `end`, so it never passes
 * it; every loop here moves it in each turn, or turns at most ten times. */
#include "engine/wasm/reader.h"

void thimble_wasm_reader_start(struct thimble_wasm_reader *reader,
                               const struct thimble_wasm_module *module,
                               enum thimble_wasm_section_number number) {
  const struct thimble_wasm_section *section = &module->sections[number];
  reader->position = module->bytes + section->start;
  reader->end = module->bytes + section->end;
  reader->item = reader->position;
  reader->module = module->bytes;
  reader->beyond = THIMBLE_REASON_WASM_SECTION_LENGTH;
  reader->reason = THIMBLE_REASON_NONE;
}

void thimble_wasm_reader_fail(struct thimble_wasm_reader *reader, enum thimble_reason reason,
                              uint32_t detail) {
  if (!thimble_wasm_reader_ok(reader))
    return;
  reader->reason = reason;
  reader->place = (uint32_t)(reader->item - reader->module);
  reader->detail = detail;
  reader->position = reader->end;
}

void thimble_wasm_reader_finish(struct thimble_wasm_reader *reader) {
  if (reader->position == reader->end)
    return;
  thimble_wasm_reader_item(reader);
  thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_SECTION_LENGTH, 0);
}

uint8_t thimble_wasm_read_byte(struct thimble_wasm_reader *reader) {
  if (reader->position != reader->end)
    return *reader->position++;
  thimble_wasm_reader_fail(reader, reader->beyond, 0);
  return 0;
}

/* The loop ends: the fifth byte, which has room for 4 more bits, must be the last one. */
static uint32_t read_long_u32(struct thimble_wasm_reader *reader) {
  uint32_t number = 0;
  for (uint32_t shift = 0; shift < 32; shift += 7) {
    uint8_t byte = thimble_wasm_read_byte(reader);
    number |= (byte & 0x7fu) << shift;
    if (shift == 28 && byte > 0x0f)
      break;
    if (byte < 0x80)
      return thimble_wasm_reader_ok(reader) ? number : 0;
  }
  thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_NUMBER, 0);
  return 0;
}

uint32_t thimble_wasm_read_u32(struct thimble_wasm_reader *reader) {
  if (reader->position != reader->end && *reader->position < 0x80)
    return *reader->position++;
  return read_long_u32(reader);
}

/* Whether a byte that has room for more than the `left` bits that are missing has the sign and
 * nothing else in the others; it must be the last one. */
static bool is_last_byte(uint8_t byte, uint32_t left) {
  int32_t value = (int32_t)((byte & 0x7fu) ^ 0x40u) - 0x40;
  int32_t beyond = value >> (left - 1);
  return byte < 0x80 && (beyond == 0 || beyond == -1);
}

/* Reads a signed number of `bits` bits. The loop ends: each turn adds seven to `shift`, and where
 * fewer than seven bits are missing the byte must be the last one. 7 divides none of 32, 33 and 64,
 * so `left` is 4, 5 or 1 there and never 0. */
static int64_t read_signed(struct thimble_wasm_reader *reader, uint32_t bits) {
  uint64_t number = 0;
  uint32_t shift = 0;
  uint8_t byte;
  do {
    byte = thimble_wasm_read_byte(reader);
    if (shift + 7 > bits && !is_last_byte(byte, bits - shift)) {
      thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_NUMBER, 0);
      return 0;
    }
    number |= (uint64_t)(byte & 0x7fu) << shift;
    shift += 7;
  } while (byte >= 0x80);
  if ((byte & 0x40) != 0 && shift < 64)
    number |= UINT64_MAX << shift;
  return thimble_wasm_reader_ok(reader) ? (int64_t)number : 0;
}

int32_t thimble_wasm_read_s32(struct thimble_wasm_reader *reader) {
  return (int32_t)read_signed(reader, 32);
}

int64_t thimble_wasm_read_s33(struct thimble_wasm_reader *reader) {
  return read_signed(reader, 33);
}

int64_t thimble_wasm_read_s64(struct thimble_wasm_reader *reader) {
  return read_signed(reader, 64);
}

struct thimble_bytes thimble_wasm_read_bytes(struct thimble_wasm_reader *reader, uint32_t length) {
  if (length > thimble_wasm_reader_left(reader)) {
    thimble_wasm_reader_fail(reader, reader->beyond, 0);
    length = 0;
  }
  struct thimble_bytes bytes = {reader->position, length};
  reader->position += length;
  return bytes;
}

/* How many bytes follow the first byte of a character, and the range of the first of them, which
 * keeps out longer forms than needed, surrogates and what is above U+10FFFF (Unicode 15, table
 * 3-7). Zero for a byte that starts none. */
static uint32_t following(uint8_t first, uint8_t *low, uint8_t *high) {
  *low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  *high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (first < 0xc2 || first > 0xf4)
    return 0;
  return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}

/* Bytes of the character at the start of `text`, which is not ASCII; zero: it is malformed. */
static uint32_t character(const uint8_t *text, uint32_t length) {
  uint8_t low, high;
  uint32_t more = following(text[0], &low, &high);
  if (more == 0 || more >= length || text[1] < low || text[1] > high)
    return 0;
  for (uint32_t i = 2; i <= more; i++)
    if (text[i] >> 6 != 2)
      return 0;
  return 1 + more;
}

struct thimble_bytes thimble_wasm_read_name(struct thimble_wasm_reader *reader) {
  struct thimble_bytes name = thimble_wasm_read_bytes(reader, thimble_wasm_read_u32(reader));
  uint32_t place = 0;
  for (;;) {
    while (place < name.length && name.data[place] < 0x80)
      place++;
    if (place == name.length)
      return name;
    uint32_t step = character(name.data + place, name.length - place);
    if (step == 0) {
      thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_TEXT, 0);
      return (struct thimble_bytes){name.data, 0};
    }
    place += step;
  }
}

uint32_t thimble_wasm_read_index(struct thimble_wasm_reader *reader, uint32_t count,
                                 enum thimble_reason reason) {
  uint32_t index = thimble_wasm_read_u32(reader);
  if (index >= count)
    thimble_wasm_reader_fail(reader, reason, index);
  return index;
}

uint8_t thimble_wasm_read_choice(struct thimble_wasm_reader *reader, uint8_t most) {
  uint8_t byte = thimble_wasm_read_byte(reader);
  if (byte > most)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_BYTE, byte);
  return byte;
}
