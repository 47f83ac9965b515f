/* SPDX-License-Identifier: Apache-2.0 */
/* scope.c: see scope.h. A call must be within every scope of its caller: what the image asked for,
 * what the tenant may have and what the hook allows. */
#include "binding/scope.h"

#include <stddef.h>

static const char *const space_names[THIMBLE_SPACES] = {
    [THIMBLE_SPACE_PRIVATE] = "private",
    [THIMBLE_SPACE_SHARED] = "shared",
    [THIMBLE_SPACE_GLOBAL] = "global",
};

static bool allow(struct thimble_call *call, bool is_within) {
  call->refused = !is_within;
  return is_within;
}

bool thimble_call_may_sense(struct thimble_call *call, uint32_t kind) {
  bool is_within = true;
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    const struct thimble_scope *scope = call->caller->scopes[i];
    is_within &= scope == NULL || thimble_scope_has_number(scope->sensors, kind);
  }
  return allow(call, is_within);
}

bool thimble_call_may_actuate(struct thimble_call *call, uint32_t actuator) {
  bool is_within = true;
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    const struct thimble_scope *scope = call->caller->scopes[i];
    is_within &= scope == NULL || thimble_scope_has_number(scope->actuators, actuator);
  }
  return allow(call, is_within);
}

bool thimble_call_sees_key(const struct thimble_call *call, enum thimble_space space,
                           struct thimble_bytes key) {
  bool is_within = true;
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    const struct thimble_scope *scope = call->caller->scopes[i];
    is_within &= scope == NULL || thimble_scope_has_key(scope->keys_read, space_names[space], key);
  }
  return is_within;
}

bool thimble_call_may_read(struct thimble_call *call, enum thimble_space space,
                           struct thimble_bytes key) {
  return allow(call, thimble_call_sees_key(call, space, key));
}

bool thimble_call_may_write(struct thimble_call *call, enum thimble_space space,
                            struct thimble_bytes key) {
  bool is_within = true;
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    const struct thimble_scope *scope = call->caller->scopes[i];
    is_within &=
        scope == NULL || thimble_scope_has_key(scope->keys_written, space_names[space], key);
  }
  return allow(call, is_within);
}
