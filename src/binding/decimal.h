/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.h: fixed-point numbers as text. */
#ifndef THIMBLE_BINDING_DECIMAL_H
#define THIMBLE_BINDING_DECIMAL_H

#include <thimble/result.h>

#include "base/text.h"

#define THIMBLE_DECIMAL_PLACES 18

/* Bytes that are enough for any number: sign, 19 digits, point, and a NUL. */
#define THIMBLE_DECIMAL_MAXIMUM 22u

/* Appends value x 10^scale: all places behind the point, and at least one digit before it. Errors:
 * INVALID when the scale is not -THIMBLE_DECIMAL_PLACES to 0; nothing is appended. */
enum thimble_result thimble_decimal_append(struct thimble_text *text, int64_t value, int32_t scale);

#endif
