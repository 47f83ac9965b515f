/* SPDX-License-Identifier: Apache-2.0 */
/* json.h: reads what wabt's wast2json writes. */
#ifndef THIMBLE_TEST_WASM_JSON_H
#define THIMBLE_TEST_WASM_JSON_H

#include <stdbool.h>
#include <stdio.h>

/* Appends the commands of the file `path`, with the modules it names, which lie beside it. `name`
 * is what failures call it; null: what the file says it was made from. False: standard error was
 * told what is wrong with it. */
bool json_append_script(const char *path, const char *name, FILE *script);

#endif
