/* SPDX-License-Identifier: Apache-2.0 */
/* exports.c: see exports.h. */
#include "engine/wasm/exports.h"

#include <string.h>

void thimble_wasm_read_export(struct thimble_wasm_reader *reader,
                              struct thimble_wasm_export *export) {
  export->name = thimble_wasm_read_bytes(reader, thimble_wasm_read_u32(reader));
  export->kind = (enum thimble_wasm_kind)thimble_wasm_read_choice(reader, THIMBLE_WASM_KIND_GLOBAL);
  export->index = thimble_wasm_read_u32(reader);
}

/* The loop ends with the section's bytes at the latest. */
uint32_t thimble_wasm_first_export(const struct thimble_wasm_module *module,
                                   struct thimble_bytes name, struct thimble_wasm_export *export) {
  struct thimble_wasm_reader reader;
  thimble_wasm_reader_start(&reader, module, THIMBLE_WASM_SECTION_EXPORT);
  for (uint32_t i = 0; i < module->sections[THIMBLE_WASM_SECTION_EXPORT].count; i++) {
    thimble_wasm_read_export(&reader, export);
    if (!thimble_wasm_reader_ok(&reader))
      break;
    if (export->name.length == name.length &&
        (name.length == 0 || memcmp(export->name.data, name.data, name.length) == 0))
      return i;
  }
  return UINT32_MAX;
}
