/* SPDX-License-Identifier: Apache-2.0 */
/* feed.h: what `thimble logs` and `thimble events` have in common: numbered entries that a device
 * keeps for a while, read from the oldest one on, and followed as they come. */
#ifndef THIMBLE_CLI_NETWORK_FEED_H
#define THIMBLE_CLI_NETWORK_FEED_H

#include "cli/common/cbor_item.h"
#include "cli/common/json.h"
#include "cli/network/talk_options.h"

/* An entry: [number, ms, code, tenant, container, ...]. What is not there is zero or empty. */
struct feed_entry {
  uint64_t number, at_ms, code;
  struct thimble_bytes tenant, container;
  uint64_t refusal;          /* of events */
  struct thimble_bytes text; /* of lines, and of events that have one */
};

struct feed_verb {
  struct talk_verb verb;
  const char *path;
  void (*print)(const struct feed_entry *entry);
  void (*put_json)(struct json *json, const struct feed_entry *entry);
};

/* A page: {1: the next number, 2: [entry ...]}. False: the body is none. */
bool feed_page_read(struct thimble_bytes body, uint64_t *next, struct thimble_bytes *entries);

/* The next entry of a page. False: there is none, or it cannot be read. */
bool feed_entry_next(struct thimble_bytes *entries, struct feed_entry *entry);

/* Returns an exit code. */
int feed_verb_run(const struct feed_verb *verb, int argc, char **argv);

/* `[12.345] acme/blink: `, and for JSON the members that every entry has. */
void feed_print_start(const struct feed_entry *entry);
void feed_put_start(struct json *json, const struct feed_entry *entry);

#endif
