/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: see feed.h. Read it from the bottom.
 *
 * Notifications are only a sign that there is something new: what it is, is asked for by number, so
 * that nothing is printed twice and nothing that the device still has is left out. */
#include "cli/network/feed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/network/device_key.h"
#include "cli/network/device_link.h"
#include "linux/escape.h"

enum {
  TIMEOUT_USUAL = 20,
  CODE_CONTENT = 0x45,
  REFRESH_MS = 10000, /* without news: whether the device still knows who observes it */
  POLL_MS = 1000,     /* where it does not take observers */
  RETRY_FIRST_MS = 500,
  RETRY_LONGEST_MS = 8000
};

struct feed {
  const struct feed_verb *verb;
  const struct talk_options *options;
  struct device_link link;
  struct json json;
  uint64_t next;             /* the number that has not been shown */
  uint64_t last_at;          /* when the entry before it was made */
  enum coap_outcome outcome; /* why there was no answer */
};

bool feed_page_read(struct thimble_bytes body, uint64_t *next, struct thimble_bytes *entries) {
  struct cbor_item map;
  return cbor_body_read(body, CBOR_MAP, &map) && cbor_find_number(&map, FEED_NEXT, next) &&
         cbor_find_bytes(&map, FEED_ENTRIES, CBOR_ARRAY, entries);
}

/* A line is [number, ms, level, tenant, container, text], an event [number, ms, change, tenant,
 * container, refusal, text?]. */
static void take(struct feed_entry *entry, uint32_t place, const struct cbor_item *item) {
  uint64_t *const numbers[] = {&entry->number, &entry->at_ms, &entry->code};
  if (place < 3 && item->kind == CBOR_UNSIGNED)
    *numbers[place] = item->number;
  else if (place == 3 && item->kind == CBOR_TEXT)
    entry->tenant = item->bytes;
  else if (place == 4 && item->kind == CBOR_TEXT)
    entry->container = item->bytes;
  else if (place == 5 && item->kind == CBOR_UNSIGNED)
    entry->refusal = item->number;
  else if (place >= 5 && item->kind == CBOR_TEXT)
    entry->text = item->bytes;
}

bool feed_entry_next(struct thimble_bytes *entries, struct feed_entry *entry) {
  struct cbor_item list, item;
  *entry = (struct feed_entry){0};
  if (!cbor_item_read(entries, &list) || list.kind != CBOR_ARRAY)
    return false;
  for (uint32_t place = 0; cbor_item_read(&list.bytes, &item); place++)
    take(entry, place, &item);
  return true;
}

static bool is_wanted(const struct feed *feed, const struct feed_entry *entry) {
  const char *name = feed->options->argument;
  const char *slash = name ? strchr(name, '/') : NULL;
  const char *container = slash ? slash + 1 : name;
  if (!name)
    return true;
  return entry->container.length == strlen(container) &&
         memcmp(entry->container.data, container, entry->container.length) == 0 &&
         (!slash || (entry->tenant.length == (size_t)(slash - name) &&
                     memcmp(entry->tenant.data, name, entry->tenant.length) == 0));
}

static void show(struct feed *feed, struct thimble_bytes entries) {
  struct feed_entry entry;
  while (feed_entry_next(&entries, &entry)) {
    feed->last_at = entry.at_ms;
    if (entry.number < feed->next || !is_wanted(feed, &entry))
      continue;
    if (feed->options->as_json)
      feed->verb->put_json(&feed->json, &entry);
    else
      feed->verb->print(&entry);
  }
  fflush(stdout);
}

enum progress {
  PROGRESS_MORE, /* there may be another page */
  PROGRESS_ALL,
  PROGRESS_LOST,   /* no answer came */
  PROGRESS_FAILED, /* the message is printed */
};

/* A device that was started again begins with one again. */
static enum progress take_page(struct feed *feed, struct thimble_bytes body) {
  struct thimble_bytes entries;
  uint64_t next;
  if (!feed_page_read(body, &next, &entries)) {
    device_say_unreadable(&feed->link, feed->verb->path);
    return PROGRESS_FAILED;
  }
  if (next < feed->next) {
    feed->next = 1;
    return PROGRESS_MORE;
  }
  show(feed, entries);
  bool is_new = next > feed->next;
  feed->next = next;
  return is_new ? PROGRESS_MORE : PROGRESS_ALL;
}

/* Without an answer the outcome is kept, for whoever has to say it. */
static enum progress lose(struct feed *feed, enum coap_outcome outcome) {
  feed->outcome = outcome;
  return PROGRESS_LOST;
}

static enum progress refuse(struct feed *feed, const struct coap_answer *answer) {
  device_say_outcome(&feed->link, feed->verb->path, COAP_ANSWERED, answer);
  return PROGRESS_FAILED;
}

static uint32_t timeout_of(const struct feed *feed) {
  return feed->options->timeout ? feed->options->timeout : TIMEOUT_USUAL;
}

typedef enum progress take_function(struct feed *feed, struct thimble_bytes body);

static enum progress get_page(struct feed *feed, uint64_t from, take_function *take_body) {
  struct coap_answer answer;
  char *query = memory_format("from=%" PRIu64, from);
  enum coap_outcome outcome =
      device_try_get(&feed->link, feed->verb->path, query, timeout_of(feed), &answer);
  free(query);
  if (outcome != COAP_ANSWERED)
    return lose(feed, outcome);
  enum progress progress =
      answer.code == CODE_CONTENT
          ? take_body(feed, (struct thimble_bytes){answer.body.data, answer.body.length})
          : refuse(feed, &answer);
  file_free(&answer.body);
  return progress;
}

static enum progress catch_up(struct feed *feed) {
  enum progress progress = PROGRESS_MORE;
  while (progress == PROGRESS_MORE)
    progress = get_page(feed, feed->next, take_page);
  return progress;
}

/* Asks to be told. */
static enum progress observe(struct feed *feed, bool *is_observed) {
  struct coap_answer answer;
  enum coap_outcome outcome = coap_client_observe(feed->link.client, feed->verb->path,
                                                  timeout_of(feed) * 1000, &answer, is_observed);
  if (outcome != COAP_ANSWERED)
    return lose(feed, outcome);
  enum progress progress = answer.code == CODE_CONTENT ? PROGRESS_ALL : refuse(feed, &answer);
  file_free(&answer.body);
  return progress;
}

/* Ends when the device does not answer any more. */
static enum progress follow_link(struct feed *feed) {
  bool is_observed = false, has_changed = false;
  enum progress progress = PROGRESS_ALL;
  while (progress == PROGRESS_ALL) {
    if (!has_changed)
      progress = observe(feed, &is_observed);
    if (progress == PROGRESS_ALL)
      progress = catch_up(feed);
    if (progress == PROGRESS_ALL)
      has_changed = coap_client_wait(feed->link.client, is_observed ? REFRESH_MS : POLL_MS);
  }
  return progress;
}

/* Whether the last entry that was seen is still the one of its number: a device that was started
 * again may meanwhile have given more numbers than before. */
static enum progress recognise(struct feed *feed, struct thimble_bytes body) {
  struct thimble_bytes entries;
  struct feed_entry entry;
  uint64_t next;
  if (feed_page_read(body, &next, &entries) && feed_entry_next(&entries, &entry) &&
      entry.number < feed->next && entry.at_ms != feed->last_at)
    feed->next = 1;
  return PROGRESS_ALL;
}

/* Tries again, after longer and longer pauses, until the device answers. */
static enum progress reconnect(struct feed *feed) {
  enum progress progress = PROGRESS_LOST;
  message_error("%s: connection lost, trying again", feed->link.name);
  for (uint32_t wait = RETRY_FIRST_MS; progress == PROGRESS_LOST;
       wait = wait < RETRY_LONGEST_MS / 2 ? wait * 2 : RETRY_LONGEST_MS) {
    (void)coap_client_wait(feed->link.client, wait);
    coap_client_renew(feed->link.client);
    progress = get_page(feed, feed->next > 1 ? feed->next - 1 : 1, recognise);
  }
  return progress;
}

/* Ends when the device answers what is no feed. */
static void follow(struct feed *feed) {
  enum progress progress = PROGRESS_ALL;
  while (progress == PROGRESS_ALL) {
    progress = follow_link(feed);
    if (progress == PROGRESS_LOST)
      progress = reconnect(feed);
  }
}

/* Returns an exit code. */
static int show_all(struct feed *feed) {
  enum progress progress = catch_up(feed);
  if (progress == PROGRESS_LOST)
    device_say_outcome(&feed->link, feed->verb->path, feed->outcome, NULL);
  if (progress != PROGRESS_ALL)
    return EXIT_CODE_FAILURE;
  if (!feed->options->follow)
    return EXIT_CODE_OK;
  follow(feed);
  return EXIT_CODE_FAILURE;
}

int feed_verb_run(const struct feed_verb *verb, int argc, char **argv) {
  struct talk_options options;
  struct feed feed = {.verb = verb, .options = &options, .next = 1};
  int code = talk_options_parse(&options, &verb->verb, argc, argv);
  if (code != EXIT_CODE_OK || options.help)
    return code;
  json_start(&feed.json, stdout);
  code = device_link_open(&feed.link, verb->verb.name, options.device);
  if (code == EXIT_CODE_OK)
    code = show_all(&feed);
  device_link_close(&feed.link);
  return code;
}

void feed_print_start(const struct feed_entry *entry) {
  printf("%8" PRIu64 ".%03" PRIu64 "  ", entry->at_ms / 1000, entry->at_ms % 1000);
  thimble_linux_write_escaped(stdout, entry->tenant);
  if (entry->container.length > 0)
    putchar('/');
  thimble_linux_write_escaped(stdout, entry->container);
}

void feed_put_start(struct json *json, const struct feed_entry *entry) {
  json_begin_object(json, NULL);
  json_integer(json, "number", (int64_t)entry->number);
  json_integer(json, "at_ms", (int64_t)entry->at_ms);
  json_bytes(json, "tenant", entry->tenant);
  json_bytes(json, "container", entry->container);
}
