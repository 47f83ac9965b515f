/* SPDX-License-Identifier: Apache-2.0 */
/* device_link.c: see device_link.h. */
#include "cli/network/device_link.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/cbor_item.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/network/device_key.h"

enum {
  CODE_CONTENT = 0x45,
  TRY_SECONDS = 20,
  WAIT_FIRST = 500, /* ms, doubled each time */
  WAIT_LONGEST = 8000
};

static bool choose_address(struct device_link *link, const char *given) {
  if (!address_read(&link->address, given))
    return false;
  link->entry = (struct device_entry){.address = link->address};
  link->name = address_text(&link->address);
  return true;
}

static int choose(struct device_link *link, const char *verb, const char *given) {
  const char *wanted = given ? given : link->file.chosen;
  const char *path = link->file.path ? link->file.path : "the file of devices";
  if (!wanted)
    return message_usage(
        verb, "no device is named; say -d ADDRESS, or write default = NAME into %s", path);
  const struct device_entry *entry = device_file_find(&link->file, wanted);
  if (entry) {
    link->entry = *entry;
    link->name = memory_text(entry->name);
    return EXIT_CODE_OK;
  }
  /* A bare word without a dot or a colon is a name that is not in the file more often than a host.
   */
  if (strpbrk(wanted, ".:") || strcmp(wanted, "localhost") == 0) {
    if (choose_address(link, wanted))
      return EXIT_CODE_OK;
  }
  return message_usage(verb, "-d %s is neither a device in %s nor %s", wanted, path, ADDRESS_FORM);
}

int device_link_open(struct device_link *link, const char *verb, const char *given) {
  *link = (struct device_link){0};
  if (!device_file_read(&link->file))
    return EXIT_CODE_FAILURE;
  int code = choose(link, verb, given);
  if (code != EXIT_CODE_OK)
    return code;
  link->client = coap_client_open(&link->entry.address);
  return link->client ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

enum coap_outcome device_try_get(struct device_link *link, const char *path, const char *query,
                                 uint32_t seconds, struct coap_answer *answer) {
  const struct coap_question question = {.method = THIMBLE_COAP_GET, .path = path, .query = query};
  return coap_client_ask(link->client, &question, seconds * 1000, answer);
}

void device_say_outcome(const struct device_link *link, const char *path, enum coap_outcome outcome,
                        const struct coap_answer *answer) {
  char code[5];
  if (outcome == COAP_SILENT) {
    message_error("%s: no answer; is the device on, and the address right?", link->name);
  } else if (outcome == COAP_UNREACHABLE) {
    message_error("%s: nobody listens there; is the device on, and the address right?", link->name);
  } else {
    coap_code_text(answer->code, code);
    message_error("%s: /%s: the device answers %s%s%.*s", link->name, path, code,
                  answer->body.length > 0 ? ": " : "",
                  answer->body.length < 200 ? (int)answer->body.length : 0,
                  answer->body.data ? (const char *)answer->body.data : "");
  }
}

void device_say_unreadable(const struct device_link *link, const char *path) {
  message_error(
      "%s: /%s: the answer cannot be read; is it a device of Thimble, and this command as "
      "new?",
      link->name, path);
}

static bool take_content(struct device_link *link, const char *path, enum coap_outcome outcome,
                         struct coap_answer *answer, struct file_bytes *body) {
  if (outcome == COAP_ANSWERED && answer->code == CODE_CONTENT) {
    *body = answer->body;
    return true;
  }
  device_say_outcome(link, path, outcome, answer);
  if (outcome == COAP_ANSWERED)
    file_free(&answer->body);
  return false;
}

bool device_get(struct device_link *link, const char *path, const char *query, uint32_t seconds,
                struct file_bytes *body) {
  struct coap_answer answer;
  enum coap_outcome outcome = device_try_get(link, path, query, seconds, &answer);
  return take_content(link, path, outcome, &answer, body);
}

bool device_get_patiently(struct device_link *link, const char *path, uint32_t seconds,
                          struct file_bytes *body) {
  uint64_t end = coap_client_clock() + (uint64_t)seconds * 1000;
  uint32_t wait = WAIT_FIRST;
  struct coap_answer answer;
  enum coap_outcome outcome = device_try_get(link, path, NULL, TRY_SECONDS, &answer);
  while (outcome != COAP_ANSWERED && coap_client_clock() + wait < end) {
    (void)coap_client_wait(link->client, wait);
    wait = wait < WAIT_LONGEST / 2 ? wait * 2 : WAIT_LONGEST;
    coap_client_renew(link->client);
    outcome = device_try_get(link, path, NULL, TRY_SECONDS, &answer);
  }
  return take_content(link, path, outcome, &answer, body);
}

static bool read_uuid(const struct cbor_item *map, uint64_t key, struct uuid *uuid) {
  struct thimble_bytes bytes;
  if (!cbor_find_bytes(map, key, CBOR_BYTES, &bytes) || bytes.length != sizeof uuid->bytes)
    return false;
  memcpy(uuid->bytes, bytes.data, bytes.length);
  return true;
}

bool device_ids_read(struct device_ids *ids, struct thimble_bytes body) {
  struct cbor_item map;
  *ids = (struct device_ids){0};
  if (!cbor_body_read(body, CBOR_MAP, &map))
    return false;
  ids->has_vendor = read_uuid(&map, DEVICE_VENDOR, &ids->vendor);
  ids->has_class = read_uuid(&map, DEVICE_CLASS, &ids->class);
  ids->has_device = read_uuid(&map, DEVICE_DEVICE, &ids->device);
  return true;
}

void device_link_close(struct device_link *link) {
  if (link->client)
    coap_client_close(link->client);
  address_free(&link->address);
  free(link->name);
  device_file_free(&link->file);
}
