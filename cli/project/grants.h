/* SPDX-License-Identifier: Apache-2.0 */
/* grants.h: the grants that a project file lists, and how far each is to reach:
 *
 *   log, sensor(temperature heart-rate), actuator(0 1), value-read(private/ shared/t.)
 *
 * Grants, and what stands in the parentheses, are separated by spaces or commas. */
#ifndef THIMBLE_CLI_PROJECT_GRANTS_H
#define THIMBLE_CLI_PROJECT_GRANTS_H

#include <thimble/permission.h>

#include "cli/project/value.h"

/* All zero: no grant. */
struct project_grants {
  thimble_grant_set set;
  uint32_t sensors;   /* as in struct thimble_scope */
  uint32_t actuators; /* as in struct thimble_scope */
  char *keys_read;    /* prefixes separated by single spaces, or null */
  char *keys_written; /* as keys_read */
};

/* Adds the grants of one line. False: the message is printed; what was read before it stays. */
bool project_grants_read(const struct project_place *place, const char *value,
                         struct project_grants *grants);

/* The same as an image says it. The views end with `grants`. */
struct thimble_permissions project_grants_permissions(const struct project_grants *grants);

void project_grants_free(struct project_grants *grants);

#endif
