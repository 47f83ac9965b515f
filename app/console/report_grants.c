/* SPDX-License-Identifier: Apache-2.0 */
/* report_grants.c: grants, and how far they reach, as a project file says it. */
#include "report.h"

#include <stddef.h>

#include "emulated/print.h"

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) [number] = (name),
static const char *const kinds[THIMBLE_SCOPE_NUMBERS] = {
#include <thimble/sensors.def>
};
#undef THIMBLE_SENSOR_KIND

/* `(1 2)`, with names where there are some; nothing when the numbers narrow nothing. */
static void print_numbers(uint32_t numbers, const char *const *names) {
  const char *between = "(";
  for (uint32_t number = 0; number < THIMBLE_SCOPE_NUMBERS; number++)
    if ((numbers >> number & 1) != 0) {
      thimble_print(between);
      if (names != NULL && names[number] != NULL)
        thimble_print(names[number]);
      else
        thimble_print_decimal(number);
      between = " ";
    }
  thimble_print(numbers != 0 ? ")" : "");
}

static void print_keys(struct thimble_bytes keys) {
  if (keys.length == 0)
    return;
  thimble_print("(");
  thimble_print_escaped(keys);
  thimble_print(")");
}

static void print_reach(uint32_t grant, const struct thimble_scope *scope) {
  if (grant == THIMBLE_GRANT_SENSOR)
    print_numbers(scope->sensors, kinds);
  if (grant == THIMBLE_GRANT_ACTUATOR)
    print_numbers(scope->actuators, NULL);
  if (grant == THIMBLE_GRANT_VALUE_READ)
    print_keys(scope->keys_read);
  if (grant == THIMBLE_GRANT_VALUE_WRITE)
    print_keys(scope->keys_written);
}

void report_grants(const char *title, const struct thimble_permissions *permissions) {
  bool is_any = false;
  thimble_print(title);
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++)
    if ((permissions->grants >> grant & 1) != 0) {
      thimble_print(" ");
      thimble_print(thimble_grant_name(grant));
      print_reach(grant, &permissions->scope);
      is_any = true;
    }
  thimble_print(is_any ? "\n" : " none\n");
}
