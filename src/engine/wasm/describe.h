/* SPDX-License-Identifier: Apache-2.0 */
/* describe.h: words for people; a firmware that prints none does not carry them. */
#ifndef THIMBLE_WASM_DESCRIBE_H
#define THIMBLE_WASM_DESCRIBE_H

#include <stdint.h>

/* `i32` to `externref`, or `unknown`; never null. */
const char *thimble_wasm_type_text(uint8_t type);

#endif
