/* SPDX-License-Identifier: Apache-2.0 */
/* engines_wasm.c: a build with this engine only, so that a firmware does not carry the others. */
#include <stddef.h>

#include "engine/engines.h"
#include "engine/wasm/engine.h"

const struct thimble_engine *const thimble_engines[] = {&thimble_engine_wasm, NULL};
