/* SPDX-License-Identifier: Apache-2.0 */
/* bank.h: how the bytes of a journal lie in flash (SPEC.md, "Journal").
 *
 * A bank begins with its head, which is written last; then come records, each a frame and its
 * bytes, filled up to whole units. Offsets count from the start of a bank. */
#ifndef THIMBLE_JOURNAL_BANK_H
#define THIMBLE_JOURNAL_BANK_H

#include <thimble/journal.h>

enum {
  THIMBLE_BANK_HEAD = 16,   /* magic and version, unit, blocks, sequence, CRC */
  THIMBLE_RECORD_FRAME = 6, /* length, CRC */
  THIMBLE_FLASH_ERASED = 0xff
};

uint32_t thimble_bank_size(const struct thimble_journal *journal);

/* Bytes rounded up to whole units of the flash. */
uint32_t thimble_bank_round(const struct thimble_journal *journal, uint32_t length);

uint32_t thimble_bank_next(const struct thimble_journal *journal);

/* Reads `length` bytes of a bank. Errors: INPUT. */
enum thimble_result thimble_bank_read(const struct thimble_journal *journal, uint32_t bank,
                                      uint32_t offset, uint8_t *bytes, uint32_t length);

/* The head that makes a bank valid. */
void thimble_bank_head(const struct thimble_journal *journal, uint32_t sequence,
                       uint8_t head[THIMBLE_BANK_HEAD]);

/* The frame of a record in the bank with this sequence. The sequence goes into its CRC, so that
 * nothing of what was there before passes for one. */
void thimble_record_frame(uint32_t sequence, struct thimble_bytes record,
                          uint8_t frame[THIMBLE_RECORD_FRAME]);

#endif
