/* SPDX-License-Identifier: Apache-2.0 */
/* exports.h: finds an export by its name. */
#ifndef THIMBLE_WASM_EXPORTS_H
#define THIMBLE_WASM_EXPORTS_H

#include "engine/wasm/module.h"

/* Finds the first export of that name and returns where its kind is, which its index follows; null:
 * there is none. All exports as far as that one have been validated, and `name` stands behind its
 * length, as in a module. Adds to `*work` one for each export that was looked at, and what
 * comparing names takes; at most two for each byte of the section. */
const uint8_t *thimble_wasm_find_export(const struct thimble_wasm_module *module,
                                        struct thimble_bytes name, uint32_t *work);

#endif
