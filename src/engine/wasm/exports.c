/* SPDX-License-Identifier: Apache-2.0 */
/* exports.c: see exports.h. */
#include "engine/wasm/exports.h"

#include <string.h>

#include "engine/wasm/immediate.h"

/* Whether names of the same length may be equal, by their ends: most differ in the last byte. Where
 * there is none, that is the last one of their length. */
static inline bool may_equal(const uint8_t *left, const uint8_t *right) {
  return left[-1] == right[-1];
}

const uint8_t *thimble_wasm_find_export(const struct thimble_wasm_module *module,
                                        struct thimble_bytes name, uint32_t *work) {
  const struct thimble_wasm_section *section = &module->sections[THIMBLE_WASM_SECTION_EXPORT];
  const uint8_t *at = module->bytes + section->start;
  for (uint32_t left = section->count; left > 0; left--) {
    uint32_t length = wasm_index(&at);
    at += length;
    *work += 1;
    if (length == name.length && may_equal(at, name.data + length)) {
      *work += THIMBLE_WASM_WORK_COMPARISON + length;
      if (memcmp(at - length, name.data, length) == 0)
        return at;
    }
    at = wasm_skip(at + 1);
  }
  return NULL;
}
