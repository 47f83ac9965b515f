/* SPDX-License-Identifier: Apache-2.0 */
/* list_verb.c: see list_verb.h. Read it from the bottom. */
#include "cli/network/list_verb.h"

#include <stdlib.h>

#include "cli/common/message.h"
#include "cli/network/device_link.h"

#define TIMEOUT_USUAL 20u

void list_put_failure(struct json *json, const struct listed_container *container) {
  if (!container->has_failed)
    return;
  char *text = container_failure_text(container);
  json_begin_object(json, "failure");
  json_string(json, "outcome",
              container->failure_kind < THIMBLE_OUTCOME_KINDS
                  ? thimble_outcome_text((enum thimble_outcome_kind)container->failure_kind)
                  : "unknown");
  json_string(json, "text", text);
  json_integer(json, "reason", (int64_t)container->failure_reason);
  json_integer(json, "instruction", (int64_t)container->failure_place);
  json_address(json, "address", container->failure_address);
  json_integer(json, "at_ms", (int64_t)container->failure_at);
  if (container->failure_function.length > 0)
    json_bytes(json, "function", container->failure_function);
  if (container->failure_file.length > 0) {
    json_bytes(json, "file", container->failure_file);
    json_integer(json, "line", (int64_t)container->failure_line);
  }
  json_end_object(json);
  free(text);
}

static bool show(const struct list_verb *verb, struct thimble_bytes body, bool as_json) {
  struct thimble_bytes rest;
  struct listed_container container;
  struct json json;
  if (!container_list_start(body, &rest))
    return false;
  json_start(&json, stdout);
  if (!as_json)
    verb->print_head();
  while (container_list_next(&rest, &container)) {
    if (as_json)
      verb->put_json(&json, &container);
    else
      verb->print(&container);
  }
  return rest.length == 0;
}

static bool get_and_show(const struct list_verb *verb, struct device_link *link,
                         const struct talk_options *options) {
  struct file_bytes body;
  if (!device_get(link, "containers", NULL, options->timeout ? options->timeout : TIMEOUT_USUAL,
                  &body))
    return false;
  bool shown = show(verb, (struct thimble_bytes){body.data, body.length}, options->as_json);
  file_free(&body);
  if (!shown)
    device_say_unreadable(link, "containers");
  return shown;
}

int list_verb_run(const struct list_verb *verb, int argc, char **argv) {
  struct talk_options options;
  struct device_link link;
  int code = talk_options_parse(&options, &verb->verb, argc, argv);
  if (code != EXIT_CODE_OK || options.help)
    return code;
  code = device_link_open(&link, verb->verb.name, options.device);
  if (code == EXIT_CODE_OK && !get_and_show(verb, &link, &options))
    code = EXIT_CODE_FAILURE;
  device_link_close(&link);
  return code;
}
