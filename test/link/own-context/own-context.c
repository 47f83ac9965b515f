/* SPDX-License-Identifier: Apache-2.0 */
/* own-context.c: a container for a hook that only one firmware has. */
#define THIMBLE_CONTEXT_TABLE "door_contexts.def"
#include <thimble_context.h>

int64_t run(const struct thimble_context_door *door, uint32_t size) {
  if (size != sizeof *door || sizeof(struct thimble_context_bell) != 8)
    return -1;
  return door->open_ms + 1000ll * door->temperature + 100000ll * door->card[5] +
         10000000ll * door->tries;
}
