/* SPDX-License-Identifier: Apache-2.0 */
/* engine_name.c: see engine_name.h. */
#include "cli/common/engine_name.h"

#include <string.h>

const char *engine_name(uint32_t engine) {
  switch (engine) {
  case THIMBLE_ENGINE_EBPF:
    return "ebpf";
  case THIMBLE_ENGINE_WASM:
    return "wasm";
  case THIMBLE_ENGINE_PYTHON:
    return "python";
  case THIMBLE_ENGINE_JS:
    return "js";
  default:
    return "unknown";
  }
}

bool engine_named(const char *name, uint32_t *engine) {
  *engine = strcmp(name, "wasm") == 0 ? THIMBLE_ENGINE_WASM : THIMBLE_ENGINE_EBPF;
  return strcmp(name, engine_name(*engine)) == 0;
}
