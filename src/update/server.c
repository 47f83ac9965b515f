/* SPDX-License-Identifier: Apache-2.0 */
/* server.c: the table of the device's resources, and those that are only read. */
#include "update/server.h"

#include <string.h>

enum {
  CORE_SUIT,
  CORE_DEVICE,
  CORE_CONTAINERS,
  CORE_LOG,
  CORE_EVENTS,
  CORE_APP,
};

void thimble_server_put(struct thimble_snapshot *snapshot, struct thimble_coap_response *response) {
  response->etag_length = sizeof snapshot->number;
  memcpy(response->etag, &snapshot->number, sizeof snapshot->number);
  thimble_coap_put_bytes(response, (struct thimble_bytes){snapshot->bytes, snapshot->length});
}

static bool is_new(const struct thimble_coap_request *request,
                   const struct thimble_coap_response *response) {
  return request->is_notification || response->offset == 0;
}

static void start(const struct thimble_snapshot *snapshot, struct thimble_cbor_writer *writer) {
  thimble_cbor_writer_start(writer, snapshot->bytes, snapshot->capacity);
}

static void finish(struct thimble_snapshot *snapshot, const struct thimble_cbor_writer *writer) {
  snapshot->length = writer->overflow ? 0 : writer->length;
  snapshot->number++;
}

/* What is made is nothing when it does not fit: the firmware has given too little memory. */
static void put(struct thimble_snapshot *snapshot, struct thimble_coap_response *response) {
  if (snapshot->length == 0)
    response->code = THIMBLE_COAP_INTERNAL_ERROR;
  else
    thimble_server_put(snapshot, response);
}

static void lock(const struct thimble_update_server *server) {
  const struct thimble_port *port = server->update->host->port;
  port->lock(port->device);
}

static void unlock(const struct thimble_update_server *server) {
  const struct thimble_port *port = server->update->host->port;
  port->unlock(port->device);
}

static void get_device(void *data, const struct thimble_coap_request *request,
                       struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  struct thimble_cbor_writer writer;
  if (is_new(request, response)) {
    start(&server->device, &writer);
    thimble_server_device(server, &writer);
    finish(&server->device, &writer);
  }
  put(&server->device, response);
}

static void get_containers(void *data, const struct thimble_coap_request *request,
                           struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  struct thimble_cbor_writer writer;
  if (is_new(request, response)) {
    lock(server);
    start(&server->containers, &writer);
    thimble_server_containers(server, &writer);
    finish(&server->containers, &writer);
    unlock(server);
  }
  put(&server->containers, response);
}

/* The number in ?from=N. False: it is none. Without the query: 0. */
static bool read_from(const struct thimble_coap_request *request, uint32_t *from) {
  struct thimble_bytes text;
  *from = 0;
  if (!thimble_coap_query(request, "from", &text))
    return true;
  for (uint32_t i = 0; i < text.length; i++) {
    uint32_t digit = (uint32_t)text.data[i] - '0';
    if (digit > 9 || *from > (UINT32_MAX - digit) / 10)
      return false;
    *from = *from * 10 + digit;
  }
  return *from > 0;
}

/* A notification has the newest ones: the same page as without a number. */
static void get_notes(const struct thimble_update_server *server,
                      const struct thimble_coap_request *request,
                      struct thimble_coap_response *response, const struct thimble_notes *notes,
                      struct thimble_snapshot *snapshot) {
  struct thimble_cbor_writer writer;
  uint32_t from;
  if (!read_from(request, &from)) {
    response->code = THIMBLE_COAP_BAD_REQUEST;
    return;
  }
  if (is_new(request, response)) {
    lock(server);
    start(snapshot, &writer);
    thimble_server_notes(notes, request->is_notification ? 0 : from, server->page - 16,
                         notes == server->events, &writer);
    finish(snapshot, &writer);
    unlock(server);
  }
  put(snapshot, response);
}

static void get_log(void *data, const struct thimble_coap_request *request,
                    struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  get_notes(server, request, response, server->log, &server->lines);
}

static void get_events(void *data, const struct thimble_coap_request *request,
                       struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  get_notes(server, request, response, server->events, &server->changes);
}

#define GET THIMBLE_COAP_METHOD(THIMBLE_COAP_GET)
#define PUT THIMBLE_COAP_METHOD(THIMBLE_COAP_PUT)
#define POST THIMBLE_COAP_METHOD(THIMBLE_COAP_POST)
#define DELETE THIMBLE_COAP_METHOD(THIMBLE_COAP_DELETE)

static const struct thimble_coap_resource table[THIMBLE_SERVER_RESOURCES] = {
    [CORE_SUIT] = {.path = "suit",
                   .methods = GET | PUT,
                   .content_format = THIMBLE_COAP_CBOR,
                   .type = "thimble.suit",
                   .handle = thimble_server_suit},
    [CORE_DEVICE] = {.path = "device",
                     .methods = GET,
                     .content_format = THIMBLE_COAP_CBOR,
                     .handle = get_device},
    [CORE_CONTAINERS] = {.path = "containers",
                         .methods = GET,
                         .content_format = THIMBLE_COAP_CBOR,
                         .handle = get_containers},
    [CORE_LOG] = {.path = "log",
                  .methods = GET,
                  .flags = THIMBLE_COAP_OBSERVABLE,
                  .content_format = THIMBLE_COAP_CBOR,
                  .handle = get_log},
    [CORE_EVENTS] = {.path = "events",
                     .methods = GET,
                     .flags = THIMBLE_COAP_OBSERVABLE,
                     .content_format = THIMBLE_COAP_CBOR,
                     .handle = get_events},
    [CORE_APP] = {.path = "app",
                  .methods = GET | PUT | POST | DELETE,
                  .flags = THIMBLE_COAP_SUBTREE,
                  .content_format = THIMBLE_COAP_NONE,
                  .handle = thimble_server_app},
};

void thimble_update_server_start(struct thimble_update_server *server) {
  const struct thimble_port *port = server->update->host->port;
  memcpy(server->resources, table, sizeof table);
  for (uint32_t i = 0; i < THIMBLE_SERVER_RESOURCES; i++)
    server->resources[i].data = server;
  server->resources[CORE_SUIT].upload = &server->upload;
  server->coap->resources = server->resources;
  server->coap->resource_count = THIMBLE_SERVER_RESOURCES;
  server->started_ms = port->clock_ms(port->device);
}

/* Lines and events come from any thread, so they are counted here. */
static void tell_observers(struct thimble_update_server *server) {
  lock(server);
  uint32_t lines = server->log->count, events = server->events->count;
  unlock(server);
  if (lines != server->seen_log)
    thimble_coap_notify(server->coap, &server->resources[CORE_LOG]);
  if (events != server->seen_events)
    thimble_coap_notify(server->coap, &server->resources[CORE_EVENTS]);
  server->seen_log = lines;
  server->seen_events = events;
}

void thimble_update_server_poll(struct thimble_update_server *server, uint64_t now) {
  thimble_update_poll(server->update);
  thimble_server_pull(server, now);
  tell_observers(server);
}
