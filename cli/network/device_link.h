/* SPDX-License-Identifier: Apache-2.0 */
/* device_link.h: the device that a verb talks to: chosen by name or address, asked over CoAP.
 *
 * Rules of use: device_link_open(), then questions, then device_link_close() in any case. */
#ifndef THIMBLE_CLI_NETWORK_DEVICE_LINK_H
#define THIMBLE_CLI_NETWORK_DEVICE_LINK_H

#include "cli/common/uuid.h"
#include "cli/network/coap_client.h"
#include "cli/network/device_file.h"

struct device_link {
  struct device_file file;
  struct device_entry entry; /* of the file, whose it is; or only an address */
  struct address address;    /* when it came from the command line */
  char *name;                /* for messages: coap://[::1]:5683, or the name in the file */
  struct coap_client *client;
};

/* Finds the device: one of the file, an address, or, when `given` is null, the file's default; and
 * gets ready to ask. Returns an exit code; the message is printed. */
int device_link_open(struct device_link *link, const char *verb, const char *given);

/* Gets a resource, for at most so many seconds. False: the message is printed, nothing to free.
 * `query` may be null. */
bool device_get(struct device_link *link, const char *path, const char *query, uint32_t seconds,
                struct file_bytes *body);

/* The same over a link that may be lost: tries again and again, for so many seconds. */
bool device_get_patiently(struct device_link *link, const char *path, uint32_t seconds,
                          struct file_bytes *body);

/* The same as an outcome, without a message, and with an answer of any code. */
enum coap_outcome device_try_get(struct device_link *link, const char *path, const char *query,
                                 uint32_t seconds, struct coap_answer *answer);

/* Says why there was no answer, or none that helps. */
void device_say_outcome(const struct device_link *link, const char *path, enum coap_outcome outcome,
                        const struct coap_answer *answer);
void device_say_unreadable(const struct device_link *link, const char *path);

/* What a device says of itself: the identifiers that orders to it have to name. */
struct device_ids {
  bool has_vendor, has_class, has_device;
  struct uuid vendor, class, device;
};

/* Reads them from the body of /device. False: it is none. */
bool device_ids_read(struct device_ids *ids, struct thimble_bytes body);

void device_link_close(struct device_link *link);

#endif
