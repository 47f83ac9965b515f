/* SPDX-License-Identifier: Apache-2.0 */
/* later.c: separate responses (RFC 7252, section 5.2.2). */
#include <string.h>

#include "link/coap/compose.h"
#include "link/coap/exchange.h"

enum thimble_result thimble_coap_defer(const struct thimble_coap_request *request,
                                       struct thimble_coap_response *response,
                                       struct thimble_coap_later *later) {
  struct thimble_coap *coap = request->coap;
  struct thimble_coap_exchange *exchange = request->exchange;
  struct thimble_bytes token = request->message->token;
  if (request->is_multicast || request->is_notification)
    return THIMBLE_ERROR_DENIED;
  if (exchange == NULL)
    exchange = thimble_coap_exchange_claim(coap);
  if (exchange == NULL)
    return THIMBLE_ERROR_BUSY;
  exchange->peer = *request->peer;
  exchange->resource = request->resource;
  exchange->deadline = request->now + THIMBLE_COAP_EXCHANGE_LIFETIME;
  exchange->budget = request->budget;
  exchange->block1 = request->block1;
  exchange->request_id = request->message->id;
  exchange->has_request = true;
  exchange->is_confirmable = request->message->type == THIMBLE_COAP_CON;
  exchange->token_length = (uint8_t)token.length;
  memcpy(exchange->token, token.data, token.length);
  exchange->state = THIMBLE_COAP_DEFERRED;
  if (exchange->is_confirmable)
    exchange->budget -= 4; /* the acknowledgement */
  response->is_deferred = true;
  later->exchange = (uint16_t)(exchange - coap->exchanges);
  later->generation = exchange->generation;
  return THIMBLE_OK;
}

static struct thimble_coap_exchange *find(const struct thimble_coap *coap,
                                          struct thimble_coap_later later) {
  if (later.exchange >= coap->exchange_count)
    return NULL;
  struct thimble_coap_exchange *exchange = &coap->exchanges[later.exchange];
  bool waits = exchange->generation == later.generation && exchange->state == THIMBLE_COAP_DEFERRED;
  return waits ? exchange : NULL;
}

static uint32_t limit_of(const struct thimble_coap *coap,
                         const struct thimble_coap_exchange *exchange) {
  return exchange->budget < coap->message_size ? exchange->budget : coap->message_size;
}

enum thimble_result thimble_coap_answer_start(struct thimble_coap *coap,
                                              struct thimble_coap_later later,
                                              struct thimble_coap_response *response) {
  const struct thimble_coap_exchange *exchange = find(coap, later);
  if (exchange == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  const struct thimble_coap_message message = {.token = {exchange->token, exchange->token_length}};
  const struct thimble_coap_request request = {
      .coap = coap, .message = &message, .method = THIMBLE_COAP_POST, .block1 = exchange->block1};
  thimble_coap_response_start(&request, response, limit_of(coap, exchange));
  response->content_format = exchange->resource->content_format;
  return THIMBLE_OK;
}

/* A block that was taken lets the upload go on; one that was not ends it. */
static void end_upload(const struct thimble_coap_exchange *exchange,
                       struct thimble_coap_response *response) {
  struct thimble_coap_upload *upload = exchange->resource->upload;
  if (upload == NULL || exchange->block1 == THIMBLE_COAP_NONE)
    return;
  if (THIMBLE_COAP_CLASS(response->code) != 2)
    upload->is_active = false;
  else if ((exchange->block1 & 8) != 0)
    response->code = THIMBLE_COAP_CONTINUE;
}

enum thimble_result thimble_coap_answer(struct thimble_coap *coap, uint64_t now,
                                        struct thimble_coap_later later,
                                        struct thimble_coap_response *response) {
  struct thimble_coap_exchange *exchange = find(coap, later);
  enum thimble_result result = THIMBLE_OK;
  if (exchange == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  struct thimble_coap_reply reply = {
      .head = {.type = exchange->is_confirmable ? THIMBLE_COAP_CON : THIMBLE_COAP_NON,
               .id = thimble_coap_new_id(coap),
               .token = {exchange->token, exchange->token_length}},
      .limit = limit_of(coap, exchange),
      .observe = THIMBLE_COAP_NONE,
      .block1 = exchange->block1,
  };
  end_upload(exchange, response);
  uint32_t length = thimble_coap_compose(coap, &reply, response);
  if (length == 0) {
    *response = (struct thimble_coap_response){.code = THIMBLE_COAP_INTERNAL_ERROR,
                                               .content_format = THIMBLE_COAP_NONE,
                                               .max_age = THIMBLE_COAP_NONE,
                                               .size_limit = THIMBLE_COAP_NONE};
    reply.limit = THIMBLE_COAP_MESSAGE_LEAST;
    length = thimble_coap_compose(coap, &reply, response);
    result = THIMBLE_ERROR_NO_MEMORY;
  }
  thimble_coap_exchange_ready(coap, exchange, now, (struct thimble_bytes){coap->buffer, length});
  return result;
}
