/* SPDX-License-Identifier: Apache-2.0 */
/* access.h: a load or store in full. */
#ifndef THIMBLE_WASM_ACCESS_H
#define THIMBLE_WASM_ACCESS_H

#include "engine/wasm/step.h"

enum thimble_reason thimble_wasm_access(struct thimble_wasm_step *step, uint8_t opcode);

#endif
