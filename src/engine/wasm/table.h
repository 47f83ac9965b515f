/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: instructions on tables. */
#ifndef THIMBLE_WASM_TABLE_H
#define THIMBLE_WASM_TABLE_H

#include "engine/wasm/step.h"

thimble_wasm_instruction thimble_wasm_table_get;
thimble_wasm_instruction thimble_wasm_table_set;
thimble_wasm_instruction thimble_wasm_table_init;
thimble_wasm_instruction thimble_wasm_table_copy;
thimble_wasm_instruction thimble_wasm_table_grow;
thimble_wasm_instruction thimble_wasm_table_size;
thimble_wasm_instruction thimble_wasm_table_fill;
thimble_wasm_instruction thimble_wasm_element_drop;

#endif
