/* SPDX-License-Identifier: Apache-2.0 */
/* assemble.h: writes a module as text, so that a case is short and its lengths are right.
 *
 *   61 73      bytes in hexadecimal
 *   [ ... ]    what is inside, with its length before it
 *   "name"     the letters, with their length before them
 *   @          here is where the error is expected
 *
 * A text that begins with `!` is the whole module; otherwise the header comes before it. */
#ifndef THIMBLE_TEST_WASM_ASSEMBLE_H
#define THIMBLE_TEST_WASM_ASSEMBLE_H

#include <stdbool.h>
#include <stdint.h>

#define ASSEMBLED_MAXIMUM 3072u

struct assembled {
  uint8_t bytes[ASSEMBLED_MAXIMUM];
  uint32_t length;
  uint32_t mark; /* where the `@` was, or 0 */
};

/* False: the text is no such text, or too long. */
bool assemble(struct assembled *module, const char *text);

#endif
