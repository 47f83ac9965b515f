/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: appending records, and going on in the next bank.
 *
 * A unit that has been programmed, or whose programming failed, is never programmed again before
 * its block is erased: after any failure the bank counts as full. */
#include <string.h>

#include "journal/bank.h"

enum {
  CHUNK = THIMBLE_PROGRAM_SIZE_MAXIMUM /* programmed at once; a multiple of every unit */
};

static uint32_t bank_to_write(const struct thimble_journal *journal) {
  return journal->is_rewriting ? thimble_bank_next(journal) : journal->bank;
}

static uint32_t sequence_to_write(const struct thimble_journal *journal) {
  return journal->sequence + (journal->is_rewriting ? 1 : 0);
}

static uint32_t block_address(const struct thimble_journal *journal, uint32_t bank) {
  return (journal->first_block + bank * journal->bank_blocks) * journal->flash->block_size;
}

/* Whether a bank has these bytes. */
static bool holds(const struct thimble_journal *journal, uint32_t bank, uint32_t offset,
                  const uint8_t *bytes, uint32_t length) {
  uint8_t piece[32];
  uint32_t count;
  for (uint32_t done = 0; done < length; done += count) {
    count = length - done < sizeof piece ? length - done : (uint32_t)sizeof piece;
    if (thimble_bank_read(journal, bank, offset + done, piece, count) != THIMBLE_OK ||
        memcmp(piece, bytes + done, count) != 0)
      return false;
  }
  return true;
}

/* Programs whole units, and looks whether they are there: the records after one that cannot be read
 * would be lost. */
static enum thimble_result program_chunk(const struct thimble_journal *journal, uint32_t offset,
                                         const uint8_t *bytes, uint32_t length) {
  const struct thimble_flash *flash = journal->flash;
  uint32_t bank = bank_to_write(journal);
  enum thimble_result result =
      flash->program(flash->device, block_address(journal, bank) + offset, bytes, length);
  if (result == THIMBLE_OK && !holds(journal, bank, offset, bytes, length))
    result = THIMBLE_ERROR_OUTPUT;
  return result;
}

/* Programs two pieces, one behind the other, and fills up the last unit. */
static enum thimble_result program(const struct thimble_journal *journal, uint32_t offset,
                                   struct thimble_bytes first, struct thimble_bytes second) {
  uint8_t chunk[CHUNK];
  uint32_t length = first.length + second.length, used = 0;
  enum thimble_result result = THIMBLE_OK;
  for (uint32_t i = 0; i < length && result == THIMBLE_OK; i++) {
    chunk[used++] = i < first.length ? first.data[i] : second.data[i - first.length];
    while (i + 1 == length && used < thimble_bank_round(journal, used))
      chunk[used++] = THIMBLE_FLASH_ERASED;
    if (used == CHUNK || i + 1 == length) {
      result = program_chunk(journal, offset, chunk, used);
      offset += used;
      used = 0;
    }
  }
  return result == THIMBLE_OK ? journal->flash->sync(journal->flash->device) : result;
}

enum thimble_result thimble_journal_append(struct thimble_journal *journal,
                                           struct thimble_bytes record) {
  uint8_t frame[THIMBLE_RECORD_FRAME];
  uint32_t size = thimble_bank_size(journal), start = journal->end;
  if (record.length == 0 || record.length > THIMBLE_JOURNAL_RECORD_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  uint32_t length = thimble_bank_round(journal, THIMBLE_RECORD_FRAME + record.length);
  if (length > size - start)
    return THIMBLE_ERROR_NO_MEMORY;
  thimble_record_frame(sequence_to_write(journal), record, frame);
  journal->end = size; /* unless it succeeds */
  enum thimble_result result =
      program(journal, start, (struct thimble_bytes){frame, sizeof frame}, record);
  if (result == THIMBLE_OK)
    journal->end = start + length;
  return result;
}

enum thimble_result thimble_journal_rewrite(struct thimble_journal *journal) {
  const struct thimble_flash *flash = journal->flash;
  uint32_t address = block_address(journal, thimble_bank_next(journal));
  for (uint32_t block = 0; block < journal->bank_blocks; block++) {
    enum thimble_result result = flash->erase(flash->device, address + block * flash->block_size);
    if (result != THIMBLE_OK)
      return result;
  }
  journal->is_rewriting = true;
  journal->end = thimble_bank_round(journal, THIMBLE_BANK_HEAD);
  return flash->sync(flash->device);
}

/* Even when it fails the head may be there. Then the bank counts, and must not be the next one to
 * be erased: an erasure that is cut could leave the head and take the records. */
enum thimble_result thimble_journal_finish(struct thimble_journal *journal) {
  uint8_t head[THIMBLE_BANK_HEAD];
  thimble_bank_head(journal, journal->sequence + 1, head);
  enum thimble_result result =
      program(journal, 0, (struct thimble_bytes){head, sizeof head}, (struct thimble_bytes){0});
  if (result == THIMBLE_OK || holds(journal, thimble_bank_next(journal), 0, head, sizeof head)) {
    journal->bank = thimble_bank_next(journal);
    journal->sequence++;
    journal->is_rewriting = false;
  }
  return result;
}

/* The bank counts as full: its owner was about to leave it, and the one that counts after finish
 * failed does not have what the owner has. */
void thimble_journal_abandon(struct thimble_journal *journal) {
  journal->is_rewriting = false;
  journal->end = thimble_bank_size(journal);
}
