/* SPDX-License-Identifier: Apache-2.0 */
/* open.c: what is in the flash after a start. */
#include <string.h>

#include "journal/bank.h"
#include "store/keep.h"
#include "store/replay.h"

/* Whether `blocks` blocks from `first` on are in the flash. */
static bool is_inside(const struct thimble_flash *flash, uint32_t first, uint64_t blocks) {
  return first <= flash->block_count && blocks <= flash->block_count - first;
}

/* The journal looks at the rest of its members itself. */
static bool is_possible(const struct thimble_store *store) {
  const struct thimble_journal *journal = &store->journal;
  const struct thimble_flash *flash = journal->flash;
  uint64_t slot_blocks = (uint64_t)store->slot_blocks * store->slot_count;
  uint64_t journal_blocks = (uint64_t)journal->bank_blocks * journal->banks;
  if (flash->mapped == NULL || (uintptr_t)flash->mapped % 8 != 0 || flash->block_size % 8 != 0)
    return false;
  if (store->slot_count == 0 || store->slot_count > THIMBLE_STORE_SLOTS ||
      store->component_count == 0 || store->component_count > THIMBLE_STORE_COMPONENTS)
    return false;
  if (store->slot_blocks == 0 || !is_inside(flash, store->first_block, slot_blocks) ||
      !is_inside(flash, journal->first_block, journal_blocks))
    return false;
  if (store->first_block + slot_blocks > journal->first_block &&
      journal->first_block + journal_blocks > store->first_block)
    return false;
  return (uint64_t)journal->bank_blocks * flash->block_size >=
         thimble_store_bank_need(store->slot_count, store->component_count, flash->program_size);
}

static void clear(struct thimble_store *store) {
  memset(store->slots, 0, store->slot_count * sizeof *store->slots);
  memset(store->components, 0, store->component_count * sizeof *store->components);
  store->damaged = 0;
  store->is_writing = false;
}

/* thimble_journal_visit */
static enum thimble_result skip_record(void *data, struct thimble_bytes record) {
  (void)data;
  (void)record;
  return THIMBLE_OK;
}

static void check_digest(struct thimble_store *store, struct thimble_store_payload *payload) {
  uint8_t digest[THIMBLE_STORE_DIGEST];
  const struct thimble_store_hash *hash = store->hash;
  if (payload->size == 0)
    return;
  hash->start(hash->state);
  hash->update(hash->state, thimble_store_bytes(store, payload));
  hash->finish(hash->state, digest);
  payload->is_damaged = memcmp(digest, payload->digest, sizeof digest) != 0;
  if (payload->is_damaged)
    store->damaged++;
}

/* A bank counts once all its first records are there, so no power cut takes any of them. Without a
 * bank the sequence is 0, as it can be with one, and the journal is full. */
static enum thimble_result read_journal(struct thimble_store *store) {
  struct thimble_store_replay replay = {.store = store};
  struct thimble_journal *journal = &store->journal;
  enum thimble_result result = thimble_journal_open(journal, thimble_store_read_record, &replay);
  if (result != THIMBLE_OK)
    return result;
  bool has_bank = journal->sequence != 0 || journal->end != thimble_bank_size(journal);
  bool is_short = replay.seen < replay.promised || (has_bank && !replay.has_layout);
  return is_short ? THIMBLE_ERROR_MALFORMED : THIMBLE_OK;
}

enum thimble_result thimble_store_open(struct thimble_store *store) {
  if (!is_possible(store))
    return THIMBLE_ERROR_INVALID;
  clear(store);
  enum thimble_result result = read_journal(store);
  if (result != THIMBLE_OK) {
    clear(store);
    return result;
  }
  thimble_store_tidy(store);
  for (uint32_t i = 0; i < store->component_count; i++) {
    check_digest(store, &store->components[i].current);
    check_digest(store, &store->components[i].previous);
  }
  return THIMBLE_OK;
}

enum thimble_result thimble_store_erase(struct thimble_store *store) {
  if (!is_possible(store))
    return THIMBLE_ERROR_INVALID;
  clear(store);
  enum thimble_result result = thimble_journal_open(&store->journal, skip_record, NULL);
  return result == THIMBLE_OK ? thimble_store_rewrite(store, (struct thimble_bytes){0}) : result;
}
