/* SPDX-License-Identifier: Apache-2.0 */
/* list_verb.h: what `thimble ps` and `thimble stats` have in common: they list the containers of a
 * device, as lines or as JSON. */
#ifndef THIMBLE_CLI_NETWORK_LIST_VERB_H
#define THIMBLE_CLI_NETWORK_LIST_VERB_H

#include "cli/common/json.h"
#include "cli/network/container_list.h"
#include "cli/network/talk_options.h"

struct list_verb {
  struct talk_verb verb;
  void (*print_head)(void);
  void (*print)(const struct listed_container *container);
  void (*put_json)(struct json *json, const struct listed_container *container);
};

/* Returns an exit code. */
int list_verb_run(const struct list_verb *verb, int argc, char **argv);

/* The member `failure`, where there was one. */
void list_put_failure(struct json *json, const struct listed_container *container);

#endif
