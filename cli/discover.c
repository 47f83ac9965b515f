/* SPDX-License-Identifier: Apache-2.0 */
/* discover.c: the verb `thimble discover`: which devices are on the link. */
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/json.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/network/device_link.h"
#include "cli/network/talk_options.h"
#include "cli/verb.h"

enum {
  TIMEOUT_USUAL = 6, /* s: devices wait for up to five before they answer (RFC 7252, section 8.2) */
  ASK_SECONDS = 8,
  DEVICES_MAXIMUM = 256
};

static const char help[] =
    "Usage: thimble discover [OPTION]...\n"
    "Asks all devices on the link to say that they are there, and shows their addresses and\n"
    "identifiers.\n"
    "\n"
    "  -i, --interface=NAME    on this interface only (default: on all)\n"
    "      --port=N            the port that they listen at (default: 5683)\n"
    "      --timeout=SECONDS   how long to wait (default: 6)\n"
    "      --json              print one JSON object for each device\n"
    "  -h, --help              print this\n";

struct found {
  struct address addresses[DEVICES_MAXIMUM];
  uint32_t count;
};

static bool is_known(const struct found *found, const struct address *address) {
  for (uint32_t i = 0; i < found->count; i++) {
    if (found->addresses[i].port == address->port &&
        strcmp(found->addresses[i].host, address->host) == 0)
      return true;
  }
  return false;
}

/* Whether the list of links (RFC 6690) has what was asked for: a server may ignore the query. */
static void take(void *context, const struct address *address, struct thimble_bytes links) {
  struct found *found = context;
  if (!memmem(links.data, links.length, "thimble.suit", strlen("thimble.suit")) ||
      found->count == DEVICES_MAXIMUM || is_known(found, address))
    return;
  found->addresses[found->count++] = (struct address){memory_text(address->host), address->port};
}

/* All CoAP nodes of the link (RFC 7252, section 12.8). */
static bool ask(const char *interface, const struct talk_options *options, struct found *found) {
  uint32_t seconds = options->timeout ? options->timeout : TIMEOUT_USUAL;
  struct address group = {memory_format("ff02::fd%%%s", interface), options->port};
  bool asked = coap_client_ask_group(&group, ".well-known/core", "rt=thimble.suit", seconds * 1000,
                                     take, found);
  address_free(&group);
  return asked;
}

static bool ask_named(const struct talk_options *options, struct found *found) {
  if (if_nametoindex(options->interface) != 0)
    return ask(options->interface, options, found);
  message_error("there is no interface %s", options->interface);
  return false;
}

static bool can_ask(const struct ifaddrs *interface) {
  unsigned flags = interface->ifa_flags;
  return interface->ifa_addr && interface->ifa_addr->sa_family == AF_INET6 &&
         (flags & IFF_UP) != 0 && (flags & IFF_MULTICAST) != 0 && (flags & IFF_LOOPBACK) == 0;
}

static bool is_first(const struct ifaddrs *list, const struct ifaddrs *interface) {
  for (; list != interface; list = list->ifa_next) {
    if (can_ask(list) && strcmp(list->ifa_name, interface->ifa_name) == 0)
      return false;
  }
  return true;
}

static bool ask_all(const struct talk_options *options, struct found *found) {
  struct ifaddrs *list = NULL;
  bool asked = false;
  if (getifaddrs(&list) != 0)
    list = NULL;
  for (const struct ifaddrs *interface = list; interface; interface = interface->ifa_next) {
    if (can_ask(interface) && is_first(list, interface))
      asked |= ask(interface->ifa_name, options, found);
  }
  freeifaddrs(list);
  if (!asked)
    message_error("no interface has an IPv6 address and multicast; say --interface=NAME");
  return asked;
}

static void put_uuid(struct json *json, const char *key, bool is_there, const struct uuid *uuid,
                     bool as_json) {
  char text[UUID_TEXT_LENGTH + 1];
  if (!is_there)
    return;
  uuid_write(uuid, text);
  if (as_json)
    json_string(json, key, text);
  else
    printf("  %s %s", key, text);
}

static void print_device(const char *address, const struct device_ids *ids, bool as_json) {
  struct json json;
  json_start(&json, stdout);
  if (as_json) {
    json_begin_object(&json, NULL);
    json_string(&json, "address", address);
  } else {
    fputs(address, stdout);
  }
  put_uuid(&json, "vendor", ids->has_vendor, &ids->vendor, as_json);
  put_uuid(&json, "class", ids->has_class, &ids->class, as_json);
  put_uuid(&json, "device", ids->has_device, &ids->device, as_json);
  if (as_json)
    json_end_object(&json);
  json_end_line(&json);
}

/* A device that answers to the group and then not any more is shown without identifiers. */
static bool show(const struct address *address, bool as_json) {
  char *text = address_text(address);
  struct device_link link = {.entry = {.address = *address}, .name = text};
  struct device_ids ids = {0};
  struct file_bytes body;
  link.client = coap_client_open(address);
  bool got = link.client && device_get(&link, "device", NULL, ASK_SECONDS, &body);
  if (got) {
    (void)device_ids_read(&ids, (struct thimble_bytes){body.data, body.length});
    file_free(&body);
  }
  print_device(text, &ids, as_json);
  device_link_close(&link);
  return got;
}

int thimble_verb_discover(int argc, char **argv) {
  static const struct talk_verb verb = {"discover", help, false, true, NULL};
  struct talk_options options;
  struct found found = {.count = 0};
  int code = talk_options_parse(&options, &verb, argc, argv);
  if (code != EXIT_CODE_OK || options.help)
    return code;
  bool good = options.interface ? ask_named(&options, &found) : ask_all(&options, &found);
  for (uint32_t i = 0; i < found.count; i++) {
    good &= show(&found.addresses[i], options.as_json);
    address_free(&found.addresses[i]);
  }
  return good ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}
