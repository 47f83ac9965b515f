/* SPDX-License-Identifier: Apache-2.0 */
/* describe.h: places in a WebAssembly module in words. The module may be malformed: then less
 * is said. */
#ifndef THIMBLE_CLI_WASM_DESCRIBE_H
#define THIMBLE_CLI_WASM_DESCRIBE_H

#include <thimble/reason.h>

#include "base/text.h"
#include "cli/wasm/module.h"

/* `i32.load offset=12`, `call 0 thimble.sensor_read`: the instruction at this byte, or `byte 0x07`.
 * Returns the bytes it takes. */
uint32_t describe_wasm_instruction(struct thimble_text *text, const struct wasm_module *module,
                                   uint32_t place);

/* `byte 91, in function 2 of the code section (i32.load offset=12)` or `byte 91, in the section
 * import` */
void describe_wasm_place(struct thimble_text *text, const struct wasm_module *module,
                         uint32_t place);

/* What is wrong with the import that stands at the place. False: there is none, or nothing is. */
bool describe_wasm_import(struct thimble_text *text, const struct wasm_module *module,
                          uint32_t place);

/* The function whose code the place is in, or WASM_NONE. */
uint32_t describe_wasm_function(const struct wasm_module *module, uint32_t place);

const char *describe_wasm_section(uint32_t number);

#endif
