/* SPDX-License-Identifier: Apache-2.0 */
/* exports.h: reads the exports. Needs only that thimble_wasm_open() found the section. */
#ifndef THIMBLE_WASM_EXPORTS_H
#define THIMBLE_WASM_EXPORTS_H

#include "engine/wasm/reader.h"

struct thimble_wasm_export {
  struct thimble_bytes name;
  enum thimble_wasm_kind kind;
  uint32_t index;
};

/* Reads an export. That its name is UTF-8 is validation's affair. */
void thimble_wasm_read_export(struct thimble_wasm_reader *reader,
                              struct thimble_wasm_export *export);

/* Finds the first export of that name and returns its place among the exports; UINT32_MAX: there is
 * none. */
uint32_t thimble_wasm_first_export(const struct thimble_wasm_module *module,
                                   struct thimble_bytes name, struct thimble_wasm_export *export);

#endif
