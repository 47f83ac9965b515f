/* SPDX-License-Identifier: Apache-2.0 */
/* names.h: the custom section `name`. Nobody but module.c includes it. */
#ifndef THIMBLE_CLI_WASM_NAMES_H
#define THIMBLE_CLI_WASM_NAMES_H

#include "cli/wasm/module.h"

/* Gives functions their names; what is malformed gives none. */
void wasm_names_read(struct wasm_module *module);

#endif
