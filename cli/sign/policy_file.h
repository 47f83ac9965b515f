/* SPDX-License-Identifier: Apache-2.0 */
/* policy_file.h: reads what the owner of a device writes about a tenant, and about the owner's
 * keys.
 *
 * The syntax is that of the project file. Names of keys are in `thimble sign --help`. */
#ifndef THIMBLE_CLI_SIGN_POLICY_FILE_H
#define THIMBLE_CLI_SIGN_POLICY_FILE_H

#include <thimble/key_value.h>
#include <thimble/record.h>

#include "cli/project/grants.h"
#include "cli/sign/key.h"

_Static_assert(THIMBLE_RECORD_KEY_LENGTH == KEY_POINT_LENGTH, "a record holds points");

/* Numbers that stand one after the other in a record, from THIMBLE_RECORD_KEY_CONTAINERS on. */
#define POLICY_NUMBERS 7u

struct policy {
  const char *path;                                              /* for messages */
  char *tenant;                                                  /* null in the owner's */
  uint8_t points[THIMBLE_RECORD_KEYS_MAXIMUM][KEY_POINT_LENGTH]; /* ascending */
  uint32_t point_count;
  struct project_grants grants;
  bool all_hooks;
  char *hooks[THIMBLE_RECORD_HOOKS_MAXIMUM]; /* ascending */
  uint32_t hook_count;
  uint32_t numbers[POLICY_NUMBERS];
  struct thimble_key_value_quota private_values;
  struct thimble_key_value_quota shared_values;
  /* For which devices the record is: texts for cli/common/identity.h, or null. No part of the
   * record. */
  char *vendor;
  char *class;
  char *device;
};

enum policy_kind {
  POLICY_OF_TENANT,
  POLICY_OF_OWNER,
};

/* Reads the file and the public keys that it names. False: the message is printed. policy_free() is
 * wanted in either case. */
bool policy_file_read(struct policy *policy, const char *path, enum policy_kind kind);

void policy_free(struct policy *policy);

#endif
