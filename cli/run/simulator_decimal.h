/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_decimal.h: decimal numbers such as 21.53 as whole numbers of a scale. */
#ifndef THIMBLE_CLI_RUN_SIMULATOR_DECIMAL_H
#define THIMBLE_CLI_RUN_SIMULATOR_DECIMAL_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* Reads `text` (a sign, digits, a point, digits) as value x 10^scale, scale -9 to 0, rounding half
 * away from zero: "21.534" with scale -2 is 2153. False: not such a number, or too large. */
bool decimal_read(struct thimble_bytes text, int8_t scale, int32_t *value);

#endif
