/* SPDX-License-Identifier: Apache-2.0 */
/* need.c: what a quota can take of a store and of a journal. */
#include "journal/bank.h"
#include "value/entries.h"

/* A key has at least one byte. */
static uint32_t entries_of(const struct thimble_key_value_quota *quota) {
  return quota->entries < quota->bytes ? quota->entries : quota->bytes;
}

uint32_t thimble_key_value_need(const struct thimble_key_value_quota *quota) {
  uint32_t entries = entries_of(quota);
  if (entries == 0)
    return 0;
  return (uint32_t)sizeof(struct thimble_group_head) + 2 * THIMBLE_NAME_MAXIMUM +
         entries * THIMBLE_ENTRY_HEAD + quota->bytes;
}

uint32_t thimble_key_value_bank_need(const struct thimble_key_value_quota *quota,
                                     uint32_t program_size) {
  uint32_t entries = entries_of(quota);
  uint32_t each = THIMBLE_RECORD_FRAME + THIMBLE_CHANGE_HEAD + 2 * THIMBLE_NAME_MAXIMUM;
  return entries == 0 ? 0 : entries * (each + program_size - 1) + quota->bytes;
}
