/* SPDX-License-Identifier: Apache-2.0 */
/* convert.h: wabt's wast2json, in a temporary folder of this process. */
#ifndef THIMBLE_TEST_WASM_CONVERT_H
#define THIMBLE_TEST_WASM_CONVERT_H

#include <stdbool.h>

enum convert_result {
  CONVERT_DONE,
  CONVERT_REFUSED, /* standard output was told what wast2json says */
  CONVERT_FAILED,  /* it cannot be started, or there is no temporary folder: standard error was told
                    */
};

/* Makes a .json and its modules from the file `wast`. `json` is its path, until convert_end(). */
enum convert_result convert_wast(const char *wast, const char **json);

/* Removes what was made. To be called after each file. */
void convert_end(void);

#endif
