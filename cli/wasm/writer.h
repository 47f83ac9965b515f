/* SPDX-License-Identifier: Apache-2.0 */
/* writer.h: writes the pieces that WebAssembly modules are made of, each as short as it can
 * be. */
#ifndef THIMBLE_CLI_WASM_WRITER_H
#define THIMBLE_CLI_WASM_WRITER_H

#include "cli/common/file.h"

/* Each appends to `output`, which file_free() gives back. */
void wasm_write_byte(struct file_bytes *output, uint8_t byte);
void wasm_write_bytes(struct file_bytes *output, const uint8_t *bytes, uint32_t length);
void wasm_write_unsigned(struct file_bytes *output, uint32_t number);
void wasm_write_signed(struct file_bytes *output, int64_t number);

/* A length and the content, of which nothing is written when it is empty. */
void wasm_write_section(struct file_bytes *output, uint8_t number, const uint8_t *content,
                        uint32_t length);

#endif
