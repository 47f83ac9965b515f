/* SPDX-License-Identifier: Apache-2.0 */
/* ps.c: the verb `thimble ps`: the containers of a device. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/name.h"
#include "cli/common/json.h"
#include "cli/common/message.h"
#include "cli/network/container_list.h"
#include "cli/network/device_link.h"
#include "cli/network/list_verb.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble ps [OPTION]...\n"
    "Shows the containers of a device.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n" TALK_TIMEOUT_HELP
    "      --json              print one JSON object for each container\n"
    "  -h, --help              print this\n";

static uint64_t failed_runs(const struct listed_container *container) {
  uint64_t failed = 0;
  for (uint32_t i = 1; i < THIMBLE_OUTCOME_KINDS; i++)
    failed += container->runs[i];
  return failed;
}

static void put_column(struct thimble_bytes text, uint32_t width) {
  thimble_linux_write_escaped(stdout, text);
  for (uint32_t i = text.length; i < width; i++)
    putchar(' ');
  putchar(' ');
}

static void print_container(const struct listed_container *container) {
  put_column(container->tenant, 12);
  put_column(container->name, 16);
  put_column(container->version, 8);
  put_column(thimble_name(container_state_text(container->state)), 11);
  put_column(container->hook, 8);
  printf("%7" PRIu64 " %8" PRIu64 " %6" PRIu64 "%s%s\n", container->size,
         container->runs[0] + failed_runs(container), failed_runs(container),
         container->is_on_trial ? "  on trial" : "",
         container->has_previous ? "  can go back" : "");
  if (!container->has_failed)
    return;
  char *failure = container_failure_text(container);
  fputs("  last failure: ", stdout);
  thimble_linux_write_escaped(stdout, thimble_name(failure));
  putchar('\n');
  free(failure);
}

static void print_head(void) {
  puts("TENANT       NAME             VERSION  STATE       HOOK        SIZE     RUNS FAILED");
}

static void put_json(struct json *json, const struct listed_container *container) {
  json_begin_object(json, NULL);
  json_bytes(json, "tenant", container->tenant);
  json_bytes(json, "name", container->name);
  json_bytes(json, "version", container->version);
  json_string(json, "state", container_state_text(container->state));
  json_bytes(json, "hook", container->hook);
  json_integer(json, "size", (int64_t)container->size);
  json_hex(json, "digest", container->digest);
  json_integer(json, "sequence", (int64_t)container->sequence);
  json_integer(json, "runs", (int64_t)(container->runs[0] + failed_runs(container)));
  json_integer(json, "failed", (int64_t)failed_runs(container));
  json_boolean(json, "on_trial", container->is_on_trial);
  json_boolean(json, "can_go_back", container->has_previous);
  list_put_failure(json, container);
  json_end_object(json);
  json_end_line(json);
}

int thimble_verb_ps(int argc, char **argv) {
  static const struct list_verb verb = {
      {"ps", help, false, false, NULL}, print_head, print_container, put_json};
  return list_verb_run(&verb, argc, argv);
}
