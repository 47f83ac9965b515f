/* SPDX-License-Identifier: Apache-2.0 */
/* hook_list.h: the containers of a hook, in the order in which they run: by their images' order,
 * then by tenant as the host lists them, then by name. Called with the host locked. */
#ifndef THIMBLE_HOST_HOOK_LIST_H
#define THIMBLE_HOST_HOOK_LIST_H

#include <thimble/host.h>

static inline struct thimble_container *thimble_hook_first(const struct thimble_hook *hook) {
  return atomic_load_explicit(&hook->first, memory_order_relaxed);
}

/* Puts a container that is in no list into that of its hook. */
void thimble_hook_insert(struct thimble_container *container);

/* Takes a container out of its hook's list. */
void thimble_hook_take_out(struct thimble_container *container);

#endif
