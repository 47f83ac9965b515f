/* SPDX-License-Identifier: Apache-2.0 */
/* engines_all.c: the list of all engines. A new engine is a folder and a line here, and one in
 * lend.c if it can take memory that is lent. */
#include <stddef.h>

#include "engine/ebpf/engine.h"
#include "engine/engines.h"
#include "engine/wasm/engine.h"

const struct thimble_engine *const thimble_engines[] = {
    &thimble_engine_ebpf,
    &thimble_engine_wasm,
    NULL,
};
