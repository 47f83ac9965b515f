/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_check.h: whether a container may do what a linked module does, with the source's lines. */
#ifndef THIMBLE_CLI_BUILDER_WASM_CHECK_H
#define THIMBLE_CLI_BUILDER_WASM_CHECK_H

#include "cli/project/project.h"
#include "cli/wasm/dwarf_lines.h"
#include "cli/wasm/module.h"

/* The function that the hook calls. WASM_NONE: there is none that it can call, and the message is
 * printed. */
uint32_t wasm_check_entry(const struct wasm_module *module, const struct project *project);

/* Checks the imports, and adds up the grants that they need. False: the message is printed. */
bool wasm_check_imports(thimble_grant_set *grants, const struct wasm_module *module,
                        const struct dwarf_lines *rows, const struct project *project);

#endif
