/* SPDX-License-Identifier: Apache-2.0 */
/* import.h: the imports of a module against the bindings that there are, in words. */
#ifndef THIMBLE_CLI_WASM_IMPORT_H
#define THIMBLE_CLI_WASM_IMPORT_H

#include "base/text.h"
#include "cli/common/binding_name.h"
#include "cli/wasm/module.h"

/* The binding that the import names, whatever its type; null: there is none. */
const struct binding_name *wasm_import_binding(const struct wasm_import *import);

/* Whether a device can link the import. If not, what is wrong is appended to `text`: names, and
 * both types where those differ. */
bool wasm_import_check(struct thimble_text *text, const struct wasm_module *module,
                       const struct wasm_import *import);

/* `(i32, i32) -> i64` */
void wasm_type_append(struct thimble_text *text, const struct wasm_type *type);

#endif
