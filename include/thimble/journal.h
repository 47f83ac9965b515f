/* SPDX-License-Identifier: Apache-2.0 */
/* journal.h: small records in flash that survive a power cut at any moment.
 *
 * Records are appended to a bank of blocks. When a bank is full its owner writes what still counts
 * into the next bank, in turn, so that all blocks wear alike; the old bank stays valid until the
 * new one is complete. After a power cut, opening gives every record whose append had returned, and
 * the one that was being appended whole or not at all (SPEC.md has the bytes).
 *
 * Rules of use: one journal for each area of flash, which nobody else writes. Memory is the
 * caller's. */
#ifndef THIMBLE_JOURNAL_H
#define THIMBLE_JOURNAL_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/flash.h>

#define THIMBLE_JOURNAL_RECORD_MAXIMUM 256u /* bytes in a record */

struct thimble_journal {
  const struct thimble_flash *flash;
  uint32_t first_block;
  uint32_t bank_blocks; /* blocks in a bank */
  uint32_t banks;       /* at least 2 */
  /* The journal's own. */
  uint32_t bank;     /* the one in use */
  uint32_t sequence; /* of the bank in use; grows with each new bank */
  uint32_t end;      /* bytes of the bank in use, or of the one that is being written */
  bool is_rewriting;
};

/* Called for each record, in the order in which they were written. */
typedef enum thimble_result thimble_journal_visit(void *data, struct thimble_bytes record);

/* Opens a journal whose first four members are set, and visits its records. An area without a valid
 * bank is an empty journal. Errors: INVALID (the members contradict the flash), INPUT, OUTPUT, and
 * what `visit` returned. */
enum thimble_result thimble_journal_open(struct thimble_journal *journal,
                                         thimble_journal_visit *visit, void *data);

/* Appends a record of 1 to THIMBLE_JOURNAL_RECORD_MAXIMUM bytes, which lasts when this returns.
 * Errors: NO_MEMORY (the bank is full: rewrite, then append again), LIMIT, OUTPUT. */
enum thimble_result thimble_journal_append(struct thimble_journal *journal,
                                           struct thimble_bytes record);

/* Goes on in the next bank: start, append what still counts, finish. Until finish returns, a power
 * cut leaves the old bank as it was; an error in between is ended with thimble_journal_abandon(),
 * which goes back to it. */
enum thimble_result thimble_journal_rewrite(struct thimble_journal *journal);
enum thimble_result thimble_journal_finish(struct thimble_journal *journal);
void thimble_journal_abandon(struct thimble_journal *journal);

#endif
