/* SPDX-License-Identifier: Apache-2.0 */
/* report_memory.c: what memory is used for. */
#include "report.h"

#include "emulated/print.h"
#include "hooks.h"

/* The linker script's. */
extern const char thimble_flash_start[], thimble_flash_end[];
extern const char thimble_data_start[], thimble_bss_end[];

static size_t used(void) {
  size_t sum = 0;
  for (uint32_t index = 0; index < host.container_count; index++)
    sum += host.containers[index].memory.size;
  return sum;
}

static void print_container(const struct thimble_container *container) {
  struct thimble_need need;
  thimble_program_need(&container->program, &need);
  thimble_print("  ");
  report_name(container);
  thimble_print_number(": ", (int64_t)need.instance, " bytes");
  thimble_print_number(", and ", (int64_t)need.run, " while it runs\n");
}

static void print_extent(const char *before, const char *start, const char *end) {
  thimble_print_number(before, (int64_t)((uintptr_t)end - (uintptr_t)start), " bytes\n");
}

void report_memory(void) {
  thimble_print_number("containers: ", (int64_t)used(), "");
  thimble_print_number(" of ", (int64_t)host.memory.size, " bytes\n");
  for (uint32_t index = 0; index < host.container_count; index++)
    if (host.containers[index].state != THIMBLE_CONTAINER_NONE)
      print_container(&host.containers[index]);
  thimble_print_number("runs, shared by all: ", HOOKS_RUN_MEMORY, " bytes\n");
  thimble_print_number("records: ", host.container_count, "");
  thimble_print_number(" of ", (int64_t)sizeof host.containers[0], " bytes\n");
  thimble_print_number("values: ", host.values->used, "");
  thimble_print_number(" of ", host.values->capacity, " bytes\n");
  print_extent("all variables: ", thimble_data_start, thimble_bss_end);
  print_extent("flash: ", thimble_flash_start, thimble_flash_end);
}
