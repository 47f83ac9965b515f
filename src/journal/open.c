/* SPDX-License-Identifier: Apache-2.0 */
/* open.c: what is in the flash after a start: which bank counts, and its records.
 *
 * The bank with a whole head and the highest sequence counts: a head is written when all of its
 * bank is there. Its records are read up to the first one that is not whole. If that place and
 * everything after it is erased, records go on there. If not, the power went while one was written
 * there; then the bank counts as full, so that nothing is ever written over the rest of it. */
#include <string.h>

#include "journal/bank.h"

/* Whether the members fit each other and the flash, and no size passes 32 bits. */
static bool is_possible(const struct thimble_journal *journal) {
  const struct thimble_flash *flash = journal->flash;
  uint32_t unit = flash->program_size;
  uint64_t blocks = (uint64_t)journal->bank_blocks * journal->banks;
  uint32_t least =
      THIMBLE_BANK_HEAD + THIMBLE_RECORD_FRAME + THIMBLE_JOURNAL_RECORD_MAXIMUM + 2 * unit;
  if (unit == 0 || unit > THIMBLE_PROGRAM_SIZE_MAXIMUM || (unit & (unit - 1)) != 0 ||
      flash->block_size % unit != 0)
    return false;
  if ((uint64_t)flash->block_size * flash->block_count > UINT32_MAX)
    return false;
  if (journal->first_block > flash->block_count || journal->banks < 2 ||
      blocks > flash->block_count - journal->first_block || journal->bank_blocks > UINT16_MAX)
    return false;
  return thimble_bank_size(journal) >= least;
}

/* Looks at the head of a bank, which counts if it is newer than the one that did so far. */
static enum thimble_result consider(struct thimble_journal *journal, uint32_t bank, bool *found) {
  uint8_t head[THIMBLE_BANK_HEAD], expected[THIMBLE_BANK_HEAD];
  enum thimble_result result = thimble_bank_read(journal, bank, 0, head, sizeof head);
  if (result != THIMBLE_OK)
    return result;
  uint32_t sequence =
      head[8] | (uint32_t)head[9] << 8 | (uint32_t)head[10] << 16 | (uint32_t)head[11] << 24;
  thimble_bank_head(journal, sequence, expected);
  if (memcmp(head, expected, sizeof head) != 0)
    return THIMBLE_OK;
  if (*found && (int32_t)(sequence - journal->sequence) < 0)
    return THIMBLE_OK;
  *found = true;
  journal->bank = bank;
  journal->sequence = sequence;
  return THIMBLE_OK;
}

/* Reads the record at `end`; its length is 0 when there is no whole one. */
static enum thimble_result read_record(const struct thimble_journal *journal, uint8_t *bytes,
                                       struct thimble_bytes *record) {
  uint8_t frame[THIMBLE_RECORD_FRAME], expected[THIMBLE_RECORD_FRAME];
  uint32_t room = thimble_bank_size(journal) - journal->end;
  *record = (struct thimble_bytes){bytes, 0};
  if (room < sizeof frame)
    return THIMBLE_OK;
  enum thimble_result result =
      thimble_bank_read(journal, journal->bank, journal->end, frame, sizeof frame);
  uint32_t length = frame[0] | (uint32_t)frame[1] << 8;
  if (result != THIMBLE_OK || length > THIMBLE_JOURNAL_RECORD_MAXIMUM ||
      length > room - sizeof frame)
    return result;
  result = thimble_bank_read(journal, journal->bank, journal->end + (uint32_t)sizeof frame, bytes,
                             length);
  if (result != THIMBLE_OK)
    return result;
  record->length = length;
  thimble_record_frame(journal->sequence, *record, expected);
  if (memcmp(frame, expected, sizeof frame) != 0)
    record->length = 0;
  return THIMBLE_OK;
}

/* Visits the records, and leaves `end` behind the last whole one. */
static enum thimble_result visit_records(struct thimble_journal *journal,
                                         thimble_journal_visit *visit, void *data) {
  uint8_t bytes[THIMBLE_JOURNAL_RECORD_MAXIMUM];
  struct thimble_bytes record;
  for (;;) {
    enum thimble_result result = read_record(journal, bytes, &record);
    if (result != THIMBLE_OK || record.length == 0)
      return result;
    journal->end += thimble_bank_round(journal, THIMBLE_RECORD_FRAME + record.length);
    result = visit(data, record);
    if (result != THIMBLE_OK)
      return result;
  }
}

/* Takes the bank for full unless everything from `end` on is erased. */
static enum thimble_result check_rest(struct thimble_journal *journal) {
  uint8_t bytes[64];
  uint32_t size = thimble_bank_size(journal);
  uint32_t length;
  for (uint32_t offset = journal->end; offset < size; offset += length) {
    length = size - offset < sizeof bytes ? size - offset : (uint32_t)sizeof bytes;
    enum thimble_result result = thimble_bank_read(journal, journal->bank, offset, bytes, length);
    if (result != THIMBLE_OK)
      return result;
    for (uint32_t i = 0; i < length; i++) {
      if (bytes[i] != THIMBLE_FLASH_ERASED)
        journal->end = size;
    }
  }
  return THIMBLE_OK;
}

enum thimble_result thimble_journal_open(struct thimble_journal *journal,
                                         thimble_journal_visit *visit, void *data) {
  bool found = false;
  if (!is_possible(journal))
    return THIMBLE_ERROR_INVALID;
  journal->is_rewriting = false;
  journal->bank = journal->banks - 1; /* without any, the first rewrite goes to bank 0 */
  journal->sequence = 0;
  journal->end = thimble_bank_size(journal);
  for (uint32_t bank = 0; bank < journal->banks; bank++) {
    enum thimble_result result = consider(journal, bank, &found);
    if (result != THIMBLE_OK)
      return result;
  }
  if (!found)
    return THIMBLE_OK;
  journal->end = thimble_bank_round(journal, THIMBLE_BANK_HEAD);
  enum thimble_result result = visit_records(journal, visit, data);
  return result == THIMBLE_OK ? check_rest(journal) : result;
}
