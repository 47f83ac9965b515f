/* SPDX-License-Identifier: Apache-2.0 */
/* slot.c: finds where the image in a slot ends: behind the CBOR item that it is. */
#include "slot.h"

#include "base/cbor_read.h"
#include "emulated/board.h"

#define CBOR_MAP_FIRST 0xA0
#define CBOR_MAP_LAST 0xBF

/* Reads one head and what belongs to it, and adds the items that have yet to follow. */
static enum thimble_result read_head(struct thimble_cbor_reader *reader, uint64_t *missing) {
  struct thimble_bytes bytes;
  uint32_t number;
  if (thimble_cbor_read_unsigned(reader, &number) == THIMBLE_OK ||
      thimble_cbor_read_bytes(reader, &bytes) == THIMBLE_OK ||
      thimble_cbor_read_text(reader, &bytes) == THIMBLE_OK ||
      thimble_cbor_read_true(reader) == THIMBLE_OK)
    return THIMBLE_OK;
  if (thimble_cbor_read_array(reader, &number) == THIMBLE_OK) {
    *missing += number;
    return THIMBLE_OK;
  }
  enum thimble_result result = thimble_cbor_read_map(reader, &number);
  if (result == THIMBLE_OK)
    *missing += 2 * (uint64_t)number;
  return result;
}

/* Every head takes at least one byte, so the end of the slot ends the walk. */
static uint32_t item_length(struct thimble_bytes bytes) {
  struct thimble_cbor_reader reader;
  thimble_cbor_reader_start(&reader, bytes);
  for (uint64_t missing = 1; missing > 0; missing--)
    if (read_head(&reader, &missing) != THIMBLE_OK)
      return bytes.length; /* not an image; whoever reads it will say why */
  return (uint32_t)(reader.position - bytes.data);
}

bool slot_image(uint32_t slot, struct thimble_bytes *image) {
  image->data = thimble_board_slots + slot * THIMBLE_BOARD_SLOT_SIZE;
  image->length = THIMBLE_BOARD_SLOT_SIZE;
  if (image->data[0] < CBOR_MAP_FIRST || image->data[0] > CBOR_MAP_LAST)
    return false;
  image->length = item_length(*image);
  return true;
}
