/* SPDX-License-Identifier: Apache-2.0 */
/* report_values.c: the values that containers keep. */
#include "report.h"

#include <stddef.h>

#include "emulated/print.h"

static void print_value(const struct thimble_value *value) {
  if (value->type == THIMBLE_VALUE_INTEGER) {
    thimble_print_decimal(value->integer);
    return;
  }
  thimble_print("\"");
  thimble_print_escaped(value->bytes);
  thimble_print("\"");
}

static void print_entries(const struct thimble_key_value_space *space) {
  struct thimble_bytes key = {NULL, 0};
  struct thimble_value value;
  while (thimble_key_value_next(space, key, &key) == THIMBLE_OK &&
         thimble_key_value_get(space, key, &value) == THIMBLE_OK) {
    thimble_print("  ");
    thimble_print_escaped(key);
    thimble_print(" = ");
    print_value(&value);
    thimble_print("\n");
  }
}

/* `: 1 of 4 entries, 9 of 96 bytes`, and the entries. */
static void print_space(const struct thimble_key_value_space *space) {
  uint32_t entries, bytes;
  thimble_key_value_usage(space, &entries, &bytes);
  thimble_print_number(": ", entries, "");
  thimble_print_number(" of ", space->quota->entries, " entries");
  thimble_print_number(", ", bytes, "");
  thimble_print_number(" of ", space->quota->bytes, " bytes\n");
  print_entries(space);
}

void report_values(void) {
  thimble_print("global");
  print_space(&host.global);
  for (uint32_t index = 0; index < host.tenant_count; index++) {
    thimble_print(host.tenants[index].policy->name);
    print_space(&host.tenants[index].shared);
  }
  for (uint32_t index = 0; index < host.container_count; index++)
    if (host.containers[index].state != THIMBLE_CONTAINER_NONE) {
      report_name(&host.containers[index]);
      print_space(&host.containers[index].values);
    }
}
