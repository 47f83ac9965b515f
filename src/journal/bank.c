/* SPDX-License-Identifier: Apache-2.0 */
/* bank.c: see bank.h. */
#include "journal/bank.h"

#include <string.h>

#include "journal/crc32.h"

enum {
  VERSION = 1, /* of the layout */
  CRC = 4
};

uint32_t thimble_bank_size(const struct thimble_journal *journal) {
  return journal->bank_blocks * journal->flash->block_size;
}

uint32_t thimble_bank_round(const struct thimble_journal *journal, uint32_t length) {
  uint32_t unit = journal->flash->program_size;
  return (length + unit - 1) & ~(unit - 1);
}

uint32_t thimble_bank_next(const struct thimble_journal *journal) {
  return journal->bank + 1 < journal->banks ? journal->bank + 1 : 0;
}

enum thimble_result thimble_bank_read(const struct thimble_journal *journal, uint32_t bank,
                                      uint32_t offset, uint8_t *bytes, uint32_t length) {
  const struct thimble_flash *flash = journal->flash;
  uint32_t block = journal->first_block + bank * journal->bank_blocks;
  return flash->read(flash->device, block * flash->block_size + offset, bytes, length);
}

/* Least significant byte first. */
static void put(uint8_t *bytes, uint32_t value, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    bytes[i] = (uint8_t)value;
    value >>= 8;
  }
}

void thimble_bank_head(const struct thimble_journal *journal, uint32_t sequence,
                       uint8_t head[THIMBLE_BANK_HEAD]) {
  static const uint8_t magic[] = {'T', 'j', 'n', VERSION};
  struct thimble_bytes covered = {head, THIMBLE_BANK_HEAD - CRC};
  memcpy(head, magic, sizeof magic);
  put(head + 4, journal->flash->program_size, 2);
  put(head + 6, journal->bank_blocks, 2);
  put(head + 8, sequence, 4);
  put(head + 12, ~thimble_crc32(THIMBLE_CRC32_START, covered), CRC);
}

void thimble_record_frame(uint32_t sequence, struct thimble_bytes record,
                          uint8_t frame[THIMBLE_RECORD_FRAME]) {
  uint8_t start[6];
  struct thimble_bytes covered = {start, sizeof start};
  put(start, sequence, 4);
  put(start + 4, record.length, 2);
  uint32_t crc = thimble_crc32(THIMBLE_CRC32_START, covered);
  put(frame, record.length, 2);
  put(frame + 2, ~thimble_crc32(crc, record), CRC);
}
