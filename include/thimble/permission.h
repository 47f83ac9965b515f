/* SPDX-License-Identifier: Apache-2.0 */
/* permission.h: what a container may use: grants, and how far each of them reaches.
 *
 * The same struct says what an image asks for, what a tenant may have and what a hook allows. A
 * container has what all three have in common: a grant when it is in every set, and within it what
 * every scope includes. */
#ifndef THIMBLE_PERMISSION_H
#define THIMBLE_PERMISSION_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/grant.h>

/* Numbers of sensors' kinds and of actuators that a scope can name: 0 to 31. */
#define THIMBLE_SCOPE_NUMBERS 32u

/* How far grants reach. A member that is zero, or empty, narrows nothing: to allow nothing, leave
 * out the grant. */
struct thimble_scope {
  uint32_t sensors;                  /* bit `1 << kind` for each kind of sensor */
  uint32_t actuators;                /* bit `1 << number` for each actuator */
  struct thimble_bytes keys_read;    /* prefixes of SPACE/KEY, separated by single spaces, where */
  struct thimble_bytes keys_written; /* SPACE is private, shared or global: "shared/t. global/" */
};

struct thimble_permissions {
  thimble_grant_set grants;
  struct thimble_scope scope;
};

/* Whether the scope includes this number; `numbers` is one of its masks. */
static inline bool thimble_scope_has_number(uint32_t numbers, uint32_t number) {
  return numbers == 0 || (number < THIMBLE_SCOPE_NUMBERS && (numbers >> number & 1) != 0);
}

/* Whether the list of prefixes includes the key `key` of the space of that name. */
bool thimble_scope_has_key(struct thimble_bytes prefixes, const char *space,
                           struct thimble_bytes key);

#endif
