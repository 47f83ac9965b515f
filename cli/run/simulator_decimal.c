/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_decimal.c: see simulator_decimal.h. */
#include "cli/run/simulator_decimal.h"

struct digits {
  struct thimble_bytes left;
  int64_t value; /* never above 10 * MAGNITUDE_MAXIMUM + 9 */
  bool any;
  bool too_large;
};

/* The magnitude of INT32_MIN, one more than that of INT32_MAX. */
#define MAGNITUDE_MAXIMUM ((int64_t)1 << 31)

static bool take_digit(struct digits *digits, uint8_t *digit) {
  if (digits->left.length == 0 || *digits->left.data < '0' || *digits->left.data > '9')
    return false;
  *digit = (uint8_t)(*digits->left.data - '0');
  digits->left.data++;
  digits->left.length--;
  digits->any = true;
  return true;
}

static void append_digit(struct digits *digits, uint8_t digit) {
  if (digits->value > MAGNITUDE_MAXIMUM)
    digits->too_large = true;
  else
    digits->value = digits->value * 10 + digit;
}

static bool take_character(struct digits *digits, char character) {
  if (digits->left.length == 0 || *digits->left.data != (uint8_t)character)
    return false;
  digits->left.data++;
  digits->left.length--;
  return true;
}

/* Keeps `places` digits behind the point and rounds by the next one. */
static void take_fraction(struct digits *digits, int places) {
  uint8_t digit;
  for (; places > 0; places--)
    append_digit(digits, take_digit(digits, &digit) ? digit : 0);
  if (take_digit(digits, &digit) && digit >= 5)
    digits->value++;
  while (take_digit(digits, &digit))
    continue;
}

bool decimal_read(struct thimble_bytes text, int8_t scale, int32_t *value) {
  struct digits digits = {.left = text};
  uint8_t digit;
  bool negative = take_character(&digits, '-');
  if (!negative)
    (void)take_character(&digits, '+');
  while (take_digit(&digits, &digit))
    append_digit(&digits, digit);
  /* Without a point no digit follows here, and zeros take the places of the fraction. */
  (void)take_character(&digits, '.');
  take_fraction(&digits, -scale);
  int64_t most = negative ? MAGNITUDE_MAXIMUM : MAGNITUDE_MAXIMUM - 1;
  if (!digits.any || digits.left.length > 0 || digits.too_large || digits.value > most)
    return false;
  *value = (int32_t)(negative ? -digits.value : digits.value);
  return true;
}
