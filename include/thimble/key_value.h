/* SPDX-License-Identifier: Apache-2.0 */
/* key_value.h: values that containers keep under names.
 *
 * A store holds the entries of all spaces; a space is what one owner sees: a container (private), a
 * tenant (shared among its containers) or everybody (global). Each space has a quota, so that a
 * greedy one takes nothing from the others: a store that is as large as the sum of the quotas
 * always has room for what they allow. A space may be kept: its entries survive a power cut, in a
 * journal in flash.
 *
 * Rules of use: start the store, restore what its journal has if there is one, then start the
 * spaces; all belong to the caller. Keys are 1 to THIMBLE_KEY_MAXIMUM characters from ! to ~ (so no
 * spaces). */
#ifndef THIMBLE_KEY_VALUE_H
#define THIMBLE_KEY_VALUE_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/limits.h>
#include <thimble/rate.h>
#include <thimble/result.h>

struct thimble_journal;
struct thimble_keeping; /* the store's own */

/* The numbers are part of the container ABI. */
enum thimble_space {
  THIMBLE_SPACE_PRIVATE = 0,
  THIMBLE_SPACE_SHARED = 1,
  THIMBLE_SPACE_GLOBAL = 2,
  THIMBLE_SPACES
};

/* How much a space may hold and do. All zeros: nothing can be written. */
struct thimble_key_value_quota {
  uint16_t entries;
  uint16_t bytes;             /* of keys and values; an integer counts as eight */
  uint16_t writes_per_second; /* sets and deletes; 0: no limit */
  bool kept;                  /* survives a power cut, where the store has a journal */
};

struct thimble_key_value_store {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t used;
  struct thimble_journal *journal; /* null: in RAM only */
  /* What writes to the journal. Only thimble_key_value_restore() sets it, so that a firmware whose
   * values are in RAM does not link it. */
  enum thimble_result (*keep)(struct thimble_keeping *keeping);
};

/* The owner's texts, of at most THIMBLE_NAME_MAXIMUM bytes, must stay where they are as long as the
 * space is in use. */
struct thimble_key_value_space {
  struct thimble_key_value_store *store;
  const struct thimble_key_value_quota *quota;
  struct thimble_bytes tenant;    /* empty: global */
  struct thimble_bytes container; /* empty: shared or global */
  struct thimble_rate writes;
};

enum thimble_value_type {
  THIMBLE_VALUE_INTEGER = 0,
  THIMBLE_VALUE_BYTES = 1,
};

/* `bytes` of a value that was read points into the store and lasts until the store changes. */
struct thimble_value {
  enum thimble_value_type type;
  int64_t integer;
  struct thimble_bytes bytes; /* at most THIMBLE_VALUE_MAXIMUM */
};

/* Bytes of a store that one space of that quota can take, names of the owner and headers included.
 */
uint32_t thimble_key_value_need(const struct thimble_key_value_quota *quota);

/* Bytes of a journal's bank that one kept space of that quota can take, in flash with units of
 * `program_size`. A bank that is as large as the sum, and 64 bytes more, always has room for what
 * the quotas allow; it is rewritten less often the larger it is beyond that: make it twice the sum.
 */
uint32_t thimble_key_value_bank_need(const struct thimble_key_value_quota *quota,
                                     uint32_t program_size);

/* An empty store in memory of the caller. */
void thimble_key_value_start(struct thimble_key_value_store *store, uint8_t *bytes,
                             uint32_t capacity);

/* Opens a journal, whose first four members are set, reads the kept entries from it, and writes to
 * it from now on. Errors: those of the journal, MALFORMED (it holds something else), and NO_MEMORY
 * (more is kept than the store holds); then the store is empty and has no journal. */
enum thimble_result thimble_key_value_restore(struct thimble_key_value_store *store,
                                              struct thimble_journal *journal);

void thimble_key_value_space_start(struct thimble_key_value_space *space,
                                   struct thimble_key_value_store *store,
                                   const struct thimble_key_value_quota *quota,
                                   struct thimble_bytes tenant, struct thimble_bytes container,
                                   uint64_t now_ms);

/* Errors: NOT_FOUND, INVALID (not a key). */
enum thimble_result thimble_key_value_get(const struct thimble_key_value_space *space,
                                          struct thimble_bytes key, struct thimble_value *value);

/* Writes a new entry or a new value, also of another type. Errors: INVALID (not a key), LIMIT (more
 * bytes than a value has), QUOTA, NO_MEMORY, OUTPUT (the flash failed); then the old value stays.
 */
enum thimble_result thimble_key_value_set(struct thimble_key_value_space *space,
                                          struct thimble_bytes key,
                                          const struct thimble_value *value, uint64_t now_ms);

/* Errors: NOT_FOUND, INVALID, QUOTA (writes per second), OUTPUT. */
enum thimble_result thimble_key_value_delete(struct thimble_key_value_space *space,
                                             struct thimble_bytes key, uint64_t now_ms);

/* The first key after `after` in the order of their bytes (a prefix comes before what it begins);
 * empty `after`: the first of all. So a walk goes on whatever changes meanwhile. `key` points into
 * the store. Errors: NOT_FOUND (there are no more). */
enum thimble_result thimble_key_value_next(const struct thimble_key_value_space *space,
                                           struct thimble_bytes after, struct thimble_bytes *key);

/* Deletes all entries of the space, whatever the quota says. Errors: OUTPUT. */
enum thimble_result thimble_key_value_erase(struct thimble_key_value_space *space);

/* What the space holds, as the quota counts it. */
void thimble_key_value_usage(const struct thimble_key_value_space *space, uint32_t *entries,
                             uint32_t *bytes);

#endif
