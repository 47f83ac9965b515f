/* SPDX-License-Identifier: Apache-2.0 */
/* wait.h: lets time pass: the main loop of a firmware, for a while. */
#ifndef THIMBLE_CONSOLE_WAIT_H
#define THIMBLE_CONSOLE_WAIT_H

#include <stdint.h>

/* Does what is due, and sleeps in between, for so many milliseconds of the board's clock. */
void wait_for(uint32_t milliseconds);

#endif
