/* SPDX-License-Identifier: Apache-2.0 */
/* inputs.h: the inputs that every case is run with. */
#ifndef THIMBLE_TEST_DIFFERENTIAL_INPUTS_H
#define THIMBLE_TEST_DIFFERENTIAL_INPUTS_H

#include "input.h"

#define INPUTS 1000u

/* Makes input number `index`, less than INPUTS: first all pairs of numbers at the edges of their
 * types, then pairs without a pattern. The same numbers on every machine. */
struct input input_make(uint32_t index);

#endif
