/* SPDX-License-Identifier: Apache-2.0 */
/* engine_name.h: the engines by name. */
#ifndef THIMBLE_CLI_COMMON_ENGINE_NAME_H
#define THIMBLE_CLI_COMMON_ENGINE_NAME_H

#include <stdbool.h>
#include <thimble/image.h>

/* `ebpf`, `wasm`, …; never null. */
const char *engine_name(uint32_t engine);

/* The engine of that name, if it is one for which `thimble build` makes programs. */
bool engine_named(const char *name, uint32_t *engine);

#endif
