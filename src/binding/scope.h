/* SPDX-License-Identifier: Apache-2.0 */
/* scope.h: whether a call stays within what its grant reaches.
 *
 * A binding that gets `false` returns at once: the run ends as refused, and says which binding it
 * was. */
#ifndef THIMBLE_BINDING_SCOPE_H
#define THIMBLE_BINDING_SCOPE_H

#include <thimble/binding.h>

bool thimble_call_may_sense(struct thimble_call *call, uint32_t kind);
bool thimble_call_may_actuate(struct thimble_call *call, uint32_t actuator);

/* Whether the key may be read. Silent, for lists that leave out what may not be seen. */
bool thimble_call_sees_key(const struct thimble_call *call, enum thimble_space space,
                           struct thimble_bytes key);
bool thimble_call_may_read(struct thimble_call *call, enum thimble_space space,
                           struct thimble_bytes key);
bool thimble_call_may_write(struct thimble_call *call, enum thimble_space space,
                            struct thimble_bytes key);

#endif
