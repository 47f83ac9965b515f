/* SPDX-License-Identifier: Apache-2.0 */
/* rights.h: what the record of a tenant, or of the owner, says (record.h has its keys, SPEC.md its
 * bytes).
 *
 * Rules of use: reading copies nothing. Every view points into the bytes that were read, which must
 * stay where they are, unchanged, as long as the rights are in use. */
#ifndef THIMBLE_RIGHTS_H
#define THIMBLE_RIGHTS_H

#include <thimble/key_value.h>
#include <thimble/permission.h>
#include <thimble/record.h>

struct thimble_rights {
  struct thimble_bytes tenant; /* its name; empty in the owner's, which has keys only */
  uint32_t key_count;
  struct thimble_bytes keys[THIMBLE_RECORD_KEYS_MAXIMUM];
  struct thimble_permissions allowed;
  bool all_hooks;
  uint32_t hook_count;
  struct thimble_bytes hooks[THIMBLE_RECORD_HOOKS_MAXIMUM];
  uint8_t containers;
  uint32_t memory; /* of each container, in bytes; 0: no limit */
  uint32_t fuel_per_second;
  uint16_t log_per_second;
  uint8_t log_below;
  uint8_t failures;
  uint8_t messages;
  struct thimble_key_value_quota private_values;
  struct thimble_key_value_quota shared_values;
};

/* Read a record. Errors: TRUNCATED; MALFORMED (a key is missing, unknown or out of order, a value
 * breaks its rule, bytes follow); LIMIT; UNSUPPORTED (another format, or a grant that this build
 * does not know). */
enum thimble_result thimble_rights_read_tenant(struct thimble_rights *rights,
                                               struct thimble_bytes record);
enum thimble_result thimble_rights_read_owner(struct thimble_rights *rights,
                                              struct thimble_bytes record);

/* Whether the tenant's containers may run at the hook of that name. */
bool thimble_rights_has_hook(const struct thimble_rights *rights, struct thimble_bytes hook);

#endif
