/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite.h: makes the module that is shipped from the one that was linked.
 *
 * The memory gets the limits that are asked for, what only other tools need is left out (custom
 * sections, exports of anything but functions, globals at the end and tables that nothing uses),
 * and every number becomes as short as it can be. What the code does stays the same. */
#ifndef THIMBLE_CLI_WASM_REWRITE_H
#define THIMBLE_CLI_WASM_REWRITE_H

#include "cli/common/file.h"
#include "cli/wasm/module.h"

/* The instruction, or the start of a function, at `before` is now at `after`. */
struct wasm_position {
  uint32_t before;
  uint32_t after;
};

struct wasm_rewritten {
  struct file_bytes bytes;
  struct wasm_position *positions; /* in ascending order */
  uint32_t position_count;
};

/* Rewrites; `memory` is not used when the module has none. False: an instruction is unknown;
 * wasm_rewritten_free() is wanted in either case. */
bool wasm_rewrite(struct wasm_rewritten *rewritten, const struct wasm_module *module,
                  const struct thimble_wasm_limits *memory);

/* Where the first instruction at or behind `before` is now, or WASM_NONE. */
uint32_t wasm_position_after(const struct wasm_rewritten *rewritten, uint32_t before);

void wasm_rewritten_free(struct wasm_rewritten *rewritten);

#endif
