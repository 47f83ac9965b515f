/* SPDX-License-Identifier: Apache-2.0 */
/* execute.h: executes a script, and prints what fails. */
#ifndef THIMBLE_TEST_WASM_EXECUTE_H
#define THIMBLE_TEST_WASM_EXECUTE_H

#include "engine/wasm/module.h"

struct tally {
  uint32_t passed, failed;
  uint32_t skipped_text;  /* modules in the text format */
  uint32_t skipped_files; /* that cannot be converted; counted by who converts them */
};

/* Executes all commands of `script` and adds them to `tally`. Modules get these bounds. False: the
 * script ends in the middle of a command, which was printed. */
bool execute_script(struct thimble_bytes script, const struct thimble_wasm_bounds *bounds,
                    struct tally *tally);

/* Prints what was skipped and, as the last line, the counts. Returns the program's exit code: 0 if
 * something passed and nothing failed, else 1. */
int execute_summary(const struct tally *tally);

#endif
