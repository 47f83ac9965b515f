/* SPDX-License-Identifier: Apache-2.0 */
/* bulk.h: the size of memory, and instructions on ranges of it. */
#ifndef THIMBLE_WASM_BULK_H
#define THIMBLE_WASM_BULK_H

#include "engine/wasm/step.h"

thimble_wasm_instruction thimble_wasm_memory_size;
thimble_wasm_instruction thimble_wasm_memory_grow;
thimble_wasm_instruction thimble_wasm_memory_init;
thimble_wasm_instruction thimble_wasm_memory_copy;
thimble_wasm_instruction thimble_wasm_memory_fill;
thimble_wasm_instruction thimble_wasm_data_drop;

#endif
