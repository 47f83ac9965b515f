/* SPDX-License-Identifier: Apache-2.0 */
/* strings.c: texts, tables of pointers to texts, and tables of structs with texts in them. */
#include <stddef.h>

#include "../../input.h"

static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                   "Friday", "Saturday", "Sunday"};

struct unit {
  const char *name;
  uint32_t factor;
  char symbol[4];
};

static const struct unit units[] = {
    {"second", 1, "s"}, {"minute", 60, "min"}, {"hour", 3600, "h"}, {"", 0, {'x', 'y', 'z', '!'}}};

static const char *last_day = "none";

static uint32_t length_of(const char *text) {
  uint32_t length = 0;
  while (text[length] != '\0')
    length++;
  return length;
}

static uint64_t hash(const char *text) {
  uint64_t result = 5381;
  for (; *text != '\0'; text++)
    result = result * 33 + (uint8_t)*text;
  return result;
}

static int32_t compare(const char *left, const char *right) {
  while (*left != '\0' && *left == *right) {
    left++;
    right++;
  }
  return *left - *right;
}

/* Decimal digits of a number, as printf() would write them. */
static uint32_t write_decimal(char *text, uint64_t number) {
  char digits[20];
  uint32_t count = 0;
  do {
    digits[count++] = "0123456789"[number % 10];
    number /= 10;
  } while (number != 0);
  for (uint32_t index = 0; index < count; index++)
    text[index] = digits[count - 1 - index];
  text[count] = '\0';
  return count;
}

int64_t run(struct input *input, uint32_t size) {
  const char *day = days[input->left % 7];
  const struct unit *unit = &units[input->right % 4];
  char text[21];
  uint64_t result = mix(size, hash(day));
  result = mix(result, length_of(days[input->more[0] % 7]));
  result = mix(result, (uint64_t)compare(day, last_day));
  last_day = day;
  result = mix(result, hash(unit->name) + unit->factor + (uint8_t)unit->symbol[1]);
  result = mix(result, write_decimal(text, input->left));
  return (int64_t)mix(result, hash(text));
}
