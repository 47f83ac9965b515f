/* SPDX-License-Identifier: Apache-2.0 */
/* line_input.h: a line that a person types at the console. */
#ifndef THIMBLE_CONSOLE_LINE_INPUT_H
#define THIMBLE_CONSOLE_LINE_INPUT_H

#include <thimble/bytes.h>

/* Waits for a line and shows what is typed; backspace takes back. The view lasts until the next
 * line. What does not fit, and what is not printable ASCII, is left out. */
struct thimble_bytes line_input(void);

#endif
