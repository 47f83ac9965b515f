/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_listing.h: a WebAssembly module for people to read: sections, imports, code, data. */
#ifndef THIMBLE_CLI_DISASM_WASM_LISTING_H
#define THIMBLE_CLI_DISASM_WASM_LISTING_H

#include "cli/builder/open_image.h"
#include "cli/image/program_view.h"

/* Prints to standard output. Of a malformed module that is shown which can be read. */
void wasm_listing_print(const struct open_image *opened, const struct program_view *view);

#endif
