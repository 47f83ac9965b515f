/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_room.h: how much linear memory a container gets: what its module uses, the room where the
 * device puts the context of a run, and what it may grow by. */
#ifndef THIMBLE_CLI_BUILDER_WASM_ROOM_H
#define THIMBLE_CLI_BUILDER_WASM_ROOM_H

#include "cli/project/project.h"
#include "cli/wasm/module.h"

struct wasm_room {
  struct thimble_wasm_limits limits; /* for the module; not used when it has no memory */
  uint32_t memory;                   /* bytes, grown as far as it may */
  uint32_t initial;                  /* bytes */
  uint32_t context;                  /* bytes of it, at its end */
  const char *why; /* a module from elsewhere takes a page or more: why; else null */
};

/* Finds the room for a module that was linked here, or comes from elsewhere. False: it is more than
 * a device may give, and the message is printed. */
bool wasm_room_find(struct wasm_room *room, const struct wasm_module *module,
                    const struct wasm_type *entry, const struct project *project);

#endif
