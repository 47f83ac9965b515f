/* SPDX-License-Identifier: Apache-2.0 */
/* link_device.h: a device's imports: functions of the module `thimble` are the bindings, by name.
 * The letters of their signatures (bindings.def) are these types: i i32, l i64, s i32 (address of a
 * text that ends in NUL), r and w i32 i32 (address, length). */
#ifndef THIMBLE_WASM_LINK_DEVICE_H
#define THIMBLE_WASM_LINK_DEVICE_H

#include "engine/wasm/module.h"
#include "engine/wasm/opcode.h"

#define THIMBLE_WASM_DEVICE_MODULE "thimble"

/* The most values a binding takes: five letters of two. */
#define THIMBLE_WASM_BINDING_VALUES (2 * THIMBLE_BINDING_ARGUMENTS)

/* The value type of a letter; r and w have an i32 more, v has none. */
static inline uint8_t wasm_letter_type(char letter) {
  return letter == 'l' ? THIMBLE_WASM_I64 : THIMBLE_WASM_I32;
}

/* Writes the value types that the arguments of a binding take; returns how many. */
uint32_t thimble_wasm_binding_parameters(const struct thimble_binding *binding,
                                         uint8_t types[THIMBLE_WASM_BINDING_VALUES]);

/* What an import is linked to; WASM_IMPORT or BINDING_NOT_GRANTED with the binding's number. Types
 * are not compared. */
enum thimble_reason thimble_wasm_find_binding(const struct thimble_program *source,
                                              const struct thimble_wasm_import *import,
                                              uint32_t *number);

/* Whether there is something to link all imports to, before the module is validated. */
enum thimble_reason thimble_wasm_check_imports(const struct thimble_wasm_module *module,
                                               const struct thimble_program *source,
                                               struct thimble_wasm_error *error);

#endif
