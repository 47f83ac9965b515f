/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.c: see decimal.h. */
#include "binding/decimal.h"

static void append_digits(struct thimble_text *text, uint64_t number, uint32_t places) {
  char digits[THIMBLE_DECIMAL_MAXIMUM];
  uint32_t start = sizeof digits - 1;
  digits[start] = '\0';
  for (uint32_t i = 0; number > 0 || i <= places; i++) {
    if (i == places && places > 0)
      digits[--start] = '.';
    digits[--start] = (char)('0' + (int)(number % 10));
    number /= 10;
  }
  thimble_text_append(text, &digits[start]);
}

enum thimble_result thimble_decimal_append(struct thimble_text *text, int64_t value,
                                           int32_t scale) {
  if (scale < -THIMBLE_DECIMAL_PLACES || scale > 0)
    return THIMBLE_ERROR_INVALID;
  if (value < 0)
    thimble_text_append(text, "-");
  /* Negated as unsigned, since the least number has no positive counterpart. */
  append_digits(text, value < 0 ? 0u - (uint64_t)value : (uint64_t)value, (uint32_t)-scale);
  return THIMBLE_OK;
}
