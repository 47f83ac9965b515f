/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h: the WebAssembly engine behind the contract of thimble/engine.h. */
#ifndef THIMBLE_WASM_ENGINE_H
#define THIMBLE_WASM_ENGINE_H

#include <thimble/engine.h>

extern const struct thimble_engine thimble_engine_wasm;

/* perform.c: its run and resume. */
thimble_engine_run thimble_wasm_perform;
thimble_engine_run thimble_wasm_resume;

#endif
