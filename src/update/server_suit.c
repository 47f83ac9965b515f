/* SPDX-License-Identifier: Apache-2.0 */
/* server_suit.c: envelopes that are pushed, and payloads that are pulled. */
#include <stddef.h>
#include <string.h>

#include "update/server.h"

static void put_report(const struct thimble_update *update,
                       struct thimble_coap_response *response) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, response->payload, response->capacity);
  thimble_server_report(update, (struct thimble_bytes){NULL, 0}, &writer);
  response->content_format = THIMBLE_COAP_CBOR;
  response->length = writer.overflow ? 0 : writer.length;
}

static void put_verdict(const struct thimble_update *update,
                        struct thimble_coap_response *response) {
  response->code = thimble_server_code(&update->report);
  put_report(update, response);
}

/* The state fits the smallest block that a peer can ask for but by chance: it is sliced like any
 * representation. */
static void get_state(struct thimble_update_server *server,
                      struct thimble_coap_response *response) {
  uint8_t bytes[256];
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, sizeof bytes);
  const struct thimble_bytes tag = {server->tag, server->tag_length};
  thimble_server_report(server->update, tag, &writer);
  if (writer.overflow)
    response->code = THIMBLE_COAP_INTERNAL_ERROR;
  else
    thimble_coap_put_bytes(response, (struct thimble_bytes){bytes, writer.length});
}

/* The server hands on blocks in order; a block that does not follow is one of an upload that the
 * agent has ended by itself. */
static bool begin(struct thimble_update_server *server,
                  const struct thimble_coap_request *request) {
  struct thimble_update *update = server->update;
  if (request->offset == 0) {
    thimble_update_begin(update);
    memcpy(server->tag, server->upload.tag, sizeof server->tag);
    server->tag_length = server->upload.tag_length;
  }
  return update->status == THIMBLE_UPDATE_RECEIVES && update->report.received == request->offset;
}

static void put_block(struct thimble_update_server *server,
                      const struct thimble_coap_request *request,
                      struct thimble_coap_response *response) {
  struct thimble_update *update = server->update;
  if (update->status == THIMBLE_UPDATE_PULLS) {
    response->code = THIMBLE_COAP_UNAVAILABLE;
    return;
  }
  if (!begin(server, request)) {
    response->code = THIMBLE_COAP_INCOMPLETE;
    return;
  }
  thimble_update_write(update, request->payload);
  if (!request->more)
    thimble_update_end(update);
  if (update->status == THIMBLE_UPDATE_IDLE)
    put_verdict(update, response);
  else if (update->status == THIMBLE_UPDATE_PULLS)
    server->has_later = thimble_coap_defer(request, response, &server->later) == THIMBLE_OK;
}

void thimble_server_suit(void *data, const struct thimble_coap_request *request,
                         struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  if (request->method == THIMBLE_COAP_GET)
    get_state(server, response);
  else
    put_block(server, request, response);
}

static enum thimble_result take(void *data, struct thimble_bytes bytes, uint32_t offset,
                                uint32_t total) {
  const struct thimble_update_server *server = data;
  (void)offset;
  (void)total;
  return thimble_update_pulled(server->update, bytes) ? THIMBLE_OK : THIMBLE_ERROR_REFUSED;
}

/* Without an answer it is tried again from where it came to. A payload that is complete may have
 * brought the agent to the next one, so that `take` said no more than "this is over". */
static void done(void *data, enum thimble_result verdict) {
  struct thimble_update_server *server = data;
  server->is_pulling = false;
  if (verdict == THIMBLE_ERROR_INPUT && server->tries < THIMBLE_SERVER_PULL_TRIES)
    return;
  server->tries = 0;
  thimble_update_pull_end(server->update, verdict);
}

/* False: the URI means nothing that can be fetched. */
static bool prepare(struct thimble_update_server *server) {
  struct thimble_suit_wanted wanted;
  struct thimble_coap_uri uri;
  struct thimble_coap_peer peer;
  thimble_update_wanted(server->update, &wanted);
  if (server->resolve == NULL || thimble_coap_uri_read(&uri, wanted.uri) != THIMBLE_OK ||
      !server->resolve(server->data, &uri, &peer))
    return false;
  server->pull = (struct thimble_coap_pull){
      .peer = peer,
      .path = uri.path,
      .query = uri.query,
      .maximum = wanted.image.size,
      .block_exponent = server->coap->block_exponent,
      .take = take,
      .done = done,
      .data = server,
  };
  return true;
}

static void start_pull(struct thimble_update_server *server, uint64_t now) {
  bool is_ready = server->tries > 0 || prepare(server);
  server->tries++;
  enum thimble_result result =
      is_ready ? thimble_coap_pull_start(server->coap, now, &server->pull) : THIMBLE_ERROR_INVALID;
  server->is_pulling = result == THIMBLE_OK;
  if (result == THIMBLE_OK)
    return;
  server->tries = 0;
  thimble_update_pull_end(server->update, result);
}

static void answer(struct thimble_update_server *server, uint64_t now) {
  struct thimble_coap_response response;
  server->has_later = false;
  if (thimble_coap_answer_start(server->coap, server->later, &response) != THIMBLE_OK)
    return;
  put_verdict(server->update, &response);
  (void)thimble_coap_answer(server->coap, now, server->later, &response);
}

void thimble_server_pull(struct thimble_update_server *server, uint64_t now) {
  if (server->update->status == THIMBLE_UPDATE_PULLS && !server->is_pulling)
    start_pull(server, now);
  if (server->update->status == THIMBLE_UPDATE_IDLE && server->has_later)
    answer(server, now);
}
