/* SPDX-License-Identifier: Apache-2.0 */
/* messages.c: see messages.h. */
#include "host/messages.h"

#include <stddef.h>
#include <string.h>

#include "host/access.h"
#include "host/record.h"
#include "host/run_container.h"

static uint32_t count_of(const struct thimble_host *host, const struct thimble_tenant *tenant) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < host->message_count; i++)
    if (host->messages[i].to != NULL && host->messages[i].to->tenant == tenant)
      count++;
  return count;
}

/* Whether one more may wait for this container. */
static bool may_wait(const struct thimble_container *receiver) {
  uint32_t limit = receiver->tenant->policy->messages;
  return receiver->messages < (limit + 1) / 2 && count_of(receiver->host, receiver->tenant) < limit;
}

/* A free message, or null. */
static struct thimble_message *find_free(const struct thimble_host *host) {
  for (uint32_t i = 0; i < host->message_count; i++)
    if (host->messages[i].to == NULL)
      return &host->messages[i];
  return NULL;
}

/* The one with the lowest number, or null. Numbers are compared by their distance to the next one,
 * so that they may wrap. */
static struct thimble_message *find_oldest(const struct thimble_container *receiver) {
  const struct thimble_host *host = receiver->host;
  struct thimble_message *oldest = NULL;
  for (uint32_t i = 0; i < host->message_count; i++) {
    struct thimble_message *message = &host->messages[i];
    if (message->to == receiver && (oldest == NULL || host->message_number - message->number >
                                                          host->message_number - oldest->number))
      oldest = message;
  }
  return oldest;
}

static void drop(struct thimble_message *message) {
  message->to->messages--;
  message->to = NULL;
}

enum thimble_result thimble_messages_send(struct thimble_container *container,
                                          struct thimble_bytes to, struct thimble_bytes message) {
  struct thimble_host *host = container->host;
  struct thimble_container *receiver = thimble_record_find(host, container->tenant, to);
  if (receiver == NULL || receiver == container)
    return THIMBLE_ERROR_NOT_FOUND;
  if (message.length > THIMBLE_MESSAGE_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  struct thimble_message *place = may_wait(receiver) ? find_free(host) : NULL;
  if (place == NULL)
    return THIMBLE_ERROR_QUOTA;
  place->to = receiver;
  place->number = host->message_number++;
  place->length = message.length;
  if (message.length > 0)
    memcpy(place->bytes, message.data, message.length);
  receiver->messages++;
  return THIMBLE_OK;
}

enum thimble_result thimble_messages_receive(struct thimble_container *container, uint8_t *bytes,
                                             uint32_t capacity, uint32_t *length) {
  struct thimble_message *message = find_oldest(container);
  if (message == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  if (message->length > capacity)
    return THIMBLE_ERROR_LIMIT;
  *length = message->length;
  if (message->length > 0)
    memcpy(bytes, message->bytes, message->length);
  drop(message);
  return THIMBLE_OK;
}

void thimble_messages_drop(struct thimble_container *container) {
  const struct thimble_host *host = container->host;
  for (uint32_t i = 0; i < host->message_count; i++)
    if (host->messages[i].to == container)
      drop(&host->messages[i]);
}

/* A run that does not take the oldest message loses it: so each run brings the mailbox forward, and
 * a container that takes none neither keeps the device awake nor blocks its senders for ever. */
void thimble_messages_poll(struct thimble_container *container) {
  struct thimble_message *oldest = find_oldest(container);
  struct thimble_outcome outcome;
  if (oldest == NULL)
    return;
  uint32_t number = oldest->number;
  struct thimble_context_message context = {container->messages};
  if (!thimble_run_container(container, &context, NULL, &outcome))
    return;
  if (oldest->to == container && oldest->number == number)
    drop(oldest);
}

uint32_t thimble_messages_wait(struct thimble_container *container, uint64_t now_ms) {
  if (container->messages == 0)
    return UINT32_MAX;
  uint32_t wait = thimble_rate_wait(&container->fuel, now_ms);
  return wait < UINT32_MAX ? wait : UINT32_MAX - 1;
}
