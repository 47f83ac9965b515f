/* SPDX-License-Identifier: Apache-2.0 */
/* server_app.c: requests to containers: /app/TENANT. What a container replies is the response, and
 * its value the code (69: 2.05), or 1: it is answered. It runs once for each request: further
 * blocks of its reply come from what it said. */
#include <string.h>

#include "update/server.h"

/* A value that is a response code: classes 2, 4 and 5 (RFC 7252, section 12.1.2). */
static bool is_code(int64_t value) {
  int64_t class = value >> 5;
  return class == 2 || class == 4 || class == 5;
}

static uint8_t code_of(const struct thimble_firing *firing, uint8_t usual) {
  if (is_code(firing->value))
    return (uint8_t)firing->value;
  if (firing->value > 0)
    return usual;
  return firing->value < 0 || firing->failed > 0 ? THIMBLE_COAP_INTERNAL_ERROR
                                                 : THIMBLE_COAP_NOT_FOUND;
}

static const struct thimble_tenant *find_tenant(const struct thimble_update_server *server,
                                                const struct thimble_coap_request *request) {
  struct thimble_coap_options rest;
  struct thimble_bytes name;
  thimble_coap_rest_start(request, &rest);
  return thimble_coap_next(&rest, THIMBLE_COAP_URI_PATH, &name)
             ? thimble_find_tenant(server->update->host, name)
             : NULL;
}

/* The body is copied, since a loan is memory of which a container could be allowed to write. */
static void fire(struct thimble_update_server *server, const struct thimble_tenant *tenant,
                 const struct thimble_coap_request *request,
                 struct thimble_coap_response *response) {
  struct thimble_context_request context = {.method = request->method,
                                            .lent = request->payload.length};
  const struct thimble_loan body = {.bytes = server->body, .length = request->payload.length};
  struct thimble_reply reply = {.bytes = server->reply_bytes,
                                .capacity = sizeof server->reply_bytes};
  struct thimble_firing firing = {.context = &context,
                                  .loans = &body,
                                  .loan_count = body.length > 0 ? 1 : 0,
                                  .tenant = tenant,
                                  .reply = &reply};
  if (body.length > 0)
    memcpy(server->body, request->payload.data, body.length);
  if (thimble_fire(server->update->host, server->request_hook, &firing) != THIMBLE_OK) {
    response->code = THIMBLE_COAP_UNAVAILABLE;
    return;
  }
  response->code = code_of(&firing, response->code);
  server->reply.bytes = server->reply_bytes;
  server->reply.length = reply.length;
  server->reply.number++;
}

static bool is_later_block(const struct thimble_coap_request *request,
                           const struct thimble_coap_response *response) {
  return request->method == THIMBLE_COAP_GET && response->offset > 0;
}

static void put_reply(struct thimble_update_server *server,
                      const struct thimble_coap_request *request,
                      struct thimble_coap_response *response) {
  const struct thimble_snapshot *reply = &server->reply;
  response->content_format = THIMBLE_COAP_NONE;
  if (request->method == THIMBLE_COAP_GET && THIMBLE_COAP_CLASS(response->code) == 2) {
    thimble_server_put(&server->reply, response);
    return;
  }
  response->length = reply->length < response->capacity ? reply->length : response->capacity;
  if (response->length > 0)
    memcpy(response->payload, reply->bytes, response->length);
}

void thimble_server_app(void *data, const struct thimble_coap_request *request,
                        struct thimble_coap_response *response) {
  struct thimble_update_server *server = data;
  const struct thimble_tenant *tenant = find_tenant(server, request);
  if (tenant == NULL || server->request_hook == NULL) {
    response->code = THIMBLE_COAP_NOT_FOUND;
    return;
  }
  if (request->payload.length > sizeof server->body) {
    response->code = THIMBLE_COAP_TOO_LARGE;
    response->size_limit = sizeof server->body;
    return;
  }
  if (!is_later_block(request, response))
    fire(server, tenant, request, response);
  if (response->code != THIMBLE_COAP_UNAVAILABLE)
    put_reply(server, request, response);
}
