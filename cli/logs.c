/* SPDX-License-Identifier: Apache-2.0 */
/* logs.c: the verb `thimble logs`: what the containers of a device have written. */
#include <stdio.h>
#include <thimble/port.h>

#include "cli/network/feed.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble logs [OPTION]... [CONTAINER]\n"
    "Shows what the containers of a device have written, as far as it still knows; or one of them\n"
    "(its name, or TENANT/NAME). In front stands the device's clock, in seconds.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n"
    "  -f, --follow            go on with what comes\n" TALK_TIMEOUT_HELP
    "      --json              print one JSON object for each line\n"
    "  -h, --help              print this\n";

static const char *level_name(uint64_t level) {
  static const char *const names[] = {[THIMBLE_LOG_ERROR] = "error",
                                      [THIMBLE_LOG_WARNING] = "warning",
                                      [THIMBLE_LOG_INFO] = "info",
                                      [THIMBLE_LOG_DEBUG] = "debug"};
  return level < sizeof names / sizeof *names ? names[level] : "unknown";
}

static void print(const struct feed_entry *entry) {
  feed_print_start(entry);
  printf(" %s: ", level_name(entry->code));
  thimble_linux_write_escaped(stdout, entry->text);
  putchar('\n');
}

static void put_json(struct json *json, const struct feed_entry *entry) {
  feed_put_start(json, entry);
  json_string(json, "level", level_name(entry->code));
  json_bytes(json, "text", entry->text);
  json_end_object(json);
  json_end_line(json);
}

int thimble_verb_logs(int argc, char **argv) {
  static const struct feed_verb verb = {
      {"logs", help, true, false, "a container"}, "log", print, put_json};
  return feed_verb_run(&verb, argc, argv);
}
