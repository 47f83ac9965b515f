/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c: see describe.h. */
#include "engine/wasm/describe.h"

#include "engine/wasm/opcode.h"

const char *thimble_wasm_type_text(uint8_t type) {
  switch (type) {
  case THIMBLE_WASM_I32:
    return "i32";
  case THIMBLE_WASM_I64:
    return "i64";
  case THIMBLE_WASM_F32:
    return "f32";
  case THIMBLE_WASM_F64:
    return "f64";
  case THIMBLE_WASM_FUNCREF:
    return "funcref";
  case THIMBLE_WASM_EXTERNREF:
    return "externref";
  default:
    return "unknown";
  }
}
