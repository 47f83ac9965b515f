/* SPDX-License-Identifier: Apache-2.0 */
/* events.c: the verb `thimble events`: what has happened to the containers of a device. */
#include <stdio.h>
#include <thimble/refusal.h>

#include "cli/network/feed.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble events [OPTION]... [CONTAINER]\n"
    "Shows what has happened on a device, as far as it still knows: containers that were\n"
    "installed, replaced, removed, started, stopped, quarantined or rolled back; updates that "
    "were\n"
    "refused; changes of policy and keys. In front stands the device's clock, in seconds.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n"
    "  -f, --follow            go on with what comes\n" TALK_TIMEOUT_HELP
    "      --json              print one JSON object for each event\n"
    "  -h, --help              print this\n";

static const char *event_name(uint64_t event) {
  static const char *const names[] = {
      "unknown",        "installed",    "replaced",    "removed",        "started",
      "stopped",        "quarantined",  "rolled back", "update refused", "update done",
      "policy changed", "keys changed", "cannot run",
  };
  return event < sizeof names / sizeof *names ? names[event] : names[0];
}

static void print(const struct feed_entry *entry) {
  feed_print_start(entry);
  printf("%s%s", entry->tenant.length + entry->container.length > 0 ? " " : "",
         event_name(entry->code));
  if (entry->refusal != THIMBLE_REFUSAL_NONE && entry->refusal <= UINT16_MAX)
    printf(": %s", thimble_refusal_text((enum thimble_refusal)entry->refusal));
  if (entry->text.length > 0) {
    fputs(": ", stdout);
    thimble_linux_write_escaped(stdout, entry->text);
  }
  putchar('\n');
}

static void put_json(struct json *json, const struct feed_entry *entry) {
  feed_put_start(json, entry);
  json_string(json, "event", event_name(entry->code));
  json_integer(json, "code", (int64_t)entry->code);
  if (entry->refusal != THIMBLE_REFUSAL_NONE && entry->refusal <= UINT16_MAX) {
    json_integer(json, "refusal", (int64_t)entry->refusal);
    json_string(json, "reason", thimble_refusal_text((enum thimble_refusal)entry->refusal));
  }
  if (entry->text.length > 0)
    json_bytes(json, "text", entry->text);
  json_end_object(json);
  json_end_line(json);
}

int thimble_verb_events(int argc, char **argv) {
  static const struct feed_verb verb = {
      {"events", help, true, false, "a container"}, "events", print, put_json};
  return feed_verb_run(&verb, argc, argv);
}
