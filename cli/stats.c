/* SPDX-License-Identifier: Apache-2.0 */
/* stats.c: the verb `thimble stats`: what the containers of a device have used. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/network/list_verb.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble stats [OPTION]...\n"
    "Shows what the containers of a device have used: runs by how they ended, fuel, memory.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n" TALK_TIMEOUT_HELP
    "      --json              print one JSON object for each container\n"
    "  -h, --help              print this\n";

static void print_head(void) {
  puts("    DONE   FAILED THROTTLED FUEL LAST FUEL MOST   FUEL MEAN   MEMORY CONTAINER");
}

static uint64_t all_runs(const struct listed_container *container) {
  uint64_t runs = 0;
  for (uint32_t i = 0; i < THIMBLE_OUTCOME_KINDS; i++)
    runs += container->runs[i];
  return runs;
}

static uint64_t mean_fuel(const struct listed_container *container) {
  uint64_t runs = all_runs(container);
  return runs > 0 ? container->fuel_sum / runs : 0;
}

static void print(const struct listed_container *container) {
  printf("%8" PRIu64 " %8" PRIu64 " %9" PRIu64 " %9" PRIu64 " %9" PRIu64 " %11" PRIu64 " %8" PRIu64
         " ",
         container->runs[0], all_runs(container) - container->runs[0], container->throttled,
         container->fuel_last, container->fuel_greatest, mean_fuel(container), container->memory);
  thimble_linux_write_escaped(stdout, container->tenant);
  putchar('/');
  thimble_linux_write_escaped(stdout, container->name);
  putchar('\n');
}

static void put_json(struct json *json, const struct listed_container *container) {
  json_begin_object(json, NULL);
  json_bytes(json, "tenant", container->tenant);
  json_bytes(json, "name", container->name);
  json_begin_object(json, "runs");
  for (uint32_t i = 0; i < THIMBLE_OUTCOME_KINDS; i++)
    json_integer(json, thimble_outcome_text((enum thimble_outcome_kind)i),
                 (int64_t)container->runs[i]);
  json_end_object(json);
  json_integer(json, "throttled", (int64_t)container->throttled);
  json_integer(json, "fuel_last", (int64_t)container->fuel_last);
  json_integer(json, "fuel_greatest", (int64_t)container->fuel_greatest);
  json_integer(json, "fuel_sum", (int64_t)container->fuel_sum);
  json_integer(json, "memory", (int64_t)container->memory);
  list_put_failure(json, container);
  json_end_object(json);
  json_end_line(json);
}

int thimble_verb_stats(int argc, char **argv) {
  static const struct list_verb verb = {
      {"stats", help, false, false, NULL}, print_head, print, put_json};
  return list_verb_run(&verb, argc, argv);
}
