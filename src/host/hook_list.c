/* SPDX-License-Identifier: Apache-2.0 */
/* hook_list.c: see hook_list.h. The loops end since no list holds more than all the containers.
 *
 * The first member is atomic only so that a firing may ask whether it is null; whoever follows it
 * has the lock. Hence no memory order is needed. */
#include "host/hook_list.h"

#include <stddef.h>

#include "base/name.h"

static bool runs_before(const struct thimble_container *left,
                        const struct thimble_container *right) {
  const struct thimble_image *first = &left->program.image, *second = &right->program.image;
  if (first->order != second->order)
    return first->order < second->order;
  if (left->tenant != right->tenant)
    return left->tenant < right->tenant;
  return thimble_name_compare(first->name, second->name) < 0;
}

/* Makes `next` follow `previous`, or lead the list when there is no previous one. */
static void join(struct thimble_hook *hook, struct thimble_container *previous,
                 struct thimble_container *next) {
  if (previous != NULL)
    previous->next = next;
  else
    atomic_store_explicit(&hook->first, next, memory_order_relaxed);
}

void thimble_hook_insert(struct thimble_container *container) {
  struct thimble_container *previous = NULL;
  struct thimble_container *next = thimble_hook_first(container->hook);
  while (next != NULL && !runs_before(container, next)) {
    previous = next;
    next = next->next;
  }
  container->next = next;
  join(container->hook, previous, container);
}

void thimble_hook_take_out(struct thimble_container *container) {
  struct thimble_container *previous = NULL;
  struct thimble_container *here = thimble_hook_first(container->hook);
  while (here != NULL && here != container) {
    previous = here;
    here = here->next;
  }
  if (here == container)
    join(container->hook, previous, container->next);
  container->next = NULL;
}
