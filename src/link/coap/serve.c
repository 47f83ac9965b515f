/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: see serve.h. The order: a duplicate, the options, the resource, a record for what must
 * not be run twice, the handler, the reply. */
#include "link/coap/serve.h"

#include <stddef.h>

#include "link/coap/compose.h"
#include "link/coap/exchange.h"
#include "link/coap/observe.h"
#include "link/coap/request.h"
#include "link/coap/upload.h"

static uint32_t smaller(uint32_t left, uint32_t right) {
  return left < right ? left : right;
}

static bool is_confirmable(const struct thimble_coap_request *request) {
  return request->message->type == THIMBLE_COAP_CON;
}

/* A request that was run gets the reply that it got, or word that the reply will come (RFC 7252,
 * section 4.5). */
static bool answer_duplicate(const struct thimble_coap_request *request) {
  struct thimble_coap *coap = request->coap;
  const struct thimble_coap_exchange *exchange =
      thimble_coap_exchange_of_request(coap, request->peer, request->message->id);
  if (exchange == NULL)
    return false;
  if (!is_confirmable(request))
    return true;
  if (exchange->state == THIMBLE_COAP_ANSWERED && exchange->length > 0)
    coap->send(
        coap->device, request->peer,
        (struct thimble_bytes){thimble_coap_exchange_message(coap, exchange), exchange->length});
  else
    thimble_coap_send_empty(coap, request->peer, THIMBLE_COAP_ACK, request->message->id);
  return true;
}

static void set_code(struct thimble_coap_response *response, uint8_t code) {
  response->code = code;
  response->length = 0;
  response->more = false;
  response->etag_length = 0;
}

static void refuse(struct thimble_coap_response *response, uint8_t code) {
  set_code(response, code);
  if (code == THIMBLE_COAP_UNAVAILABLE)
    response->max_age = THIMBLE_COAP_RETRY_AFTER;
}

/* A copy that the client has is still good (2.03); a block past the end is nowhere (4.00). */
static void complete(const struct thimble_coap_request *request,
                     struct thimble_coap_response *response) {
  struct thimble_bytes etag = {response->etag, response->etag_length};
  if (!thimble_coap_is_safe(request->method) || response->code != THIMBLE_COAP_CONTENT)
    return;
  if (etag.length > 0 && thimble_coap_has_etag(request, THIMBLE_COAP_ETAG, etag)) {
    response->code = THIMBLE_COAP_VALID;
    response->length = 0;
    response->more = false;
  } else if (response->offset > 0 && response->length == 0) {
    set_code(response, THIMBLE_COAP_BAD_REQUEST);
  }
}

void thimble_coap_run(struct thimble_coap_request *request, struct thimble_coap_response *response,
                      uint32_t limit) {
  bool is_safe = thimble_coap_is_safe(request->method);
  thimble_coap_response_start(request, response, limit);
  response->content_format = request->resource->content_format;
  uint8_t code = thimble_coap_upload_check(request);
  if (code != 0) {
    refuse(response, code);
    return;
  }
  request->resource->handle(request->resource->data, request, response);
  if (response->length > response->capacity && is_safe)
    refuse(response, THIMBLE_COAP_INTERNAL_ERROR); /* it broke its contract */
  if (!is_safe)
    thimble_coap_upload_took(request, response);
  if (!response->is_deferred)
    complete(request, response);
}

/* The record of the block before of the same upload, or null. An upload needs one record only,
 * since it knows itself what it has, and so does not push out the records of others. */
static struct thimble_coap_exchange *find_block_before(const struct thimble_coap_request *request) {
  for (uint32_t i = 0; i < request->coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &request->coap->exchanges[i];
    if (exchange->state == THIMBLE_COAP_ANSWERED && exchange->block1 != THIMBLE_COAP_NONE &&
        exchange->resource == request->resource &&
        thimble_coap_is_same_peer(&exchange->peer, request->peer))
      return exchange;
  }
  return NULL;
}

/* What must not be run twice needs a record. */
static uint8_t claim_record(struct thimble_coap_request *request) {
  if (thimble_coap_is_safe(request->method) && !request->is_multicast)
    return 0;
  struct thimble_coap_exchange *exchange = NULL;
  if (request->block1 != THIMBLE_COAP_NONE && request->resource->upload != NULL)
    exchange = find_block_before(request);
  if (exchange != NULL)
    thimble_coap_exchange_free(exchange);
  else
    exchange = thimble_coap_exchange_claim(request->coap);
  if (exchange == NULL)
    return THIMBLE_COAP_UNAVAILABLE;
  exchange->resource = request->resource;
  exchange->peer = *request->peer;
  exchange->request_id = request->message->id;
  exchange->has_request = true;
  exchange->block1 = request->block1;
  exchange->budget = request->budget;
  request->exchange = exchange;
  return 0;
}

static void ask_for_proof(const struct thimble_coap_request *request,
                          struct thimble_coap_reply *reply,
                          struct thimble_coap_response *response) {
  set_code(response, THIMBLE_COAP_UNAUTHORIZED);
  reply->observe = THIMBLE_COAP_NONE;
  reply->has_echo = true;
  thimble_coap_echo_make(request->coap, request->now, request->peer, reply->echo);
}

/* A reply too large for an unproven peer is sliced where the client left the size of blocks open,
 * since any client can go on from there. One that named a size shall prove its address. */
static uint32_t compose(const struct thimble_coap_request *request,
                        struct thimble_coap_reply *reply, struct thimble_coap_response *response) {
  bool is_safe = thimble_coap_is_safe(request->method);
  if (response->wants_proof)
    ask_for_proof(request, reply, response);
  uint32_t length = thimble_coap_compose(request->coap, reply, response);
  bool is_observation = reply->observe != THIMBLE_COAP_NONE;
  bool is_too_much = length == 0 || (reply->is_cut && request->has_block2) ||
                     (is_observation && 2 * length > request->budget);
  if (!is_safe ? length > 0 : request->is_proven ? length > 0 : !is_too_much)
    return length;
  if (is_safe && !request->is_proven)
    ask_for_proof(request, reply, response);
  else
    set_code(response, THIMBLE_COAP_CLASS(response->code) == 2 ? THIMBLE_COAP_INTERNAL_ERROR
                                                               : response->code);
  length = thimble_coap_compose(request->coap, reply, response);
  if (length > 0)
    return length;
  reply->has_echo = false;
  reply->limit = THIMBLE_COAP_MESSAGE_LEAST; /* header, token, Block1: no more than came */
  return thimble_coap_compose(request->coap, reply, response);
}

/* Later, and only when there is something to say (RFC 7252, section 8.2). */
static void reply_to_group(struct thimble_coap_request *request,
                           struct thimble_coap_response *response) {
  struct thimble_coap *coap = request->coap;
  struct thimble_coap_reply reply;
  uint16_t delay;
  thimble_coap_reply_start(&reply, request);
  reply.head.type = THIMBLE_COAP_NON;
  reply.head.id = thimble_coap_new_id(coap);
  reply.limit = smaller(reply.limit, coap->message_size);
  uint32_t length = thimble_coap_compose(coap, &reply, response);
  if (THIMBLE_COAP_CLASS(response->code) != 2 || response->length == 0 || length == 0) {
    thimble_coap_exchange_free(request->exchange);
    return;
  }
  coap->port->random(coap->port->device, (uint8_t *)&delay, sizeof delay);
  thimble_coap_exchange_ready(coap, request->exchange, request->now + delay % THIMBLE_COAP_LEISURE,
                              (struct thimble_bytes){coap->buffer, length});
}

static void keep_reply(const struct thimble_coap_request *request, uint32_t length) {
  struct thimble_coap_exchange *exchange = request->exchange;
  bool is_acknowledgement = is_confirmable(request);
  exchange->state = THIMBLE_COAP_ANSWERED;
  exchange->deadline = request->now + (is_acknowledgement ? THIMBLE_COAP_EXCHANGE_LIFETIME
                                                          : THIMBLE_COAP_NON_LIFETIME);
  if (is_acknowledgement)
    thimble_coap_exchange_keep(request->coap, exchange,
                               (struct thimble_bytes){request->coap->buffer, length});
}

static void reply_to_peer(struct thimble_coap_request *request,
                          struct thimble_coap_response *response) {
  struct thimble_coap *coap = request->coap;
  struct thimble_coap_reply reply;
  thimble_coap_reply_start(&reply, request);
  reply.head.type = is_confirmable(request) ? THIMBLE_COAP_ACK : THIMBLE_COAP_NON;
  reply.head.id = is_confirmable(request) ? request->message->id : thimble_coap_new_id(coap);
  reply.limit =
      smaller(reply.limit, request->exchange != NULL ? coap->message_size : coap->buffer_size);
  struct thimble_coap_observer *observer = thimble_coap_observer_choose(request, response);
  if (observer != NULL)
    reply.observe = thimble_coap_next_sequence(coap);
  uint32_t length = compose(request, &reply, response);
  if (observer != NULL && reply.observe != THIMBLE_COAP_NONE)
    thimble_coap_observer_set(observer, request, length);
  coap->send(coap->device, request->peer, (struct thimble_bytes){coap->buffer, length});
  if (request->exchange != NULL)
    keep_reply(request, length);
}

static void reply(struct thimble_coap_request *request, struct thimble_coap_response *response) {
  if (request->is_multicast)
    reply_to_group(request, response);
  else if (!response->is_deferred)
    reply_to_peer(request, response);
  else if (is_confirmable(request))
    thimble_coap_send_empty(request->coap, request->peer, THIMBLE_COAP_ACK, request->message->id);
}

static bool is_for_group(const struct thimble_coap_request *request) {
  return request->message->type == THIMBLE_COAP_NON && request->method == THIMBLE_COAP_GET &&
         (request->resource->flags & THIMBLE_COAP_MULTICAST) != 0;
}

/* Every byte came from there, so three times as many may go back. */
static void set_budget(struct thimble_coap_request *request) {
  const struct thimble_coap_message *message = request->message;
  uint32_t length = 4 + message->token.length + message->options.length + message->payload.length;
  if (message->payload.length > 0)
    length++;
  if (thimble_coap_echo_holds(request->coap, request->now, request->peer, request->echo))
    thimble_coap_prove(request->coap, request->now, request->peer);
  request->is_proven = thimble_coap_is_proven(request->coap, request->now, request->peer);
  request->budget = request->is_proven ? UINT32_MAX : length * THIMBLE_COAP_AMPLIFICATION;
}

void thimble_coap_serve(struct thimble_coap *coap, uint64_t now,
                        const struct thimble_coap_peer *peer, bool is_multicast,
                        const struct thimble_coap_message *message) {
  struct thimble_coap_request request = {
      .coap = coap, .now = now, .peer = peer, .is_multicast = is_multicast, .message = message};
  struct thimble_coap_response response;
  if (answer_duplicate(&request))
    return;
  uint8_t code = thimble_coap_request_read(&request);
  set_budget(&request);
  if (code == 0)
    code = thimble_coap_request_route(&request);
  if (code == THIMBLE_COAP_BAD_OPTION && message->type == THIMBLE_COAP_NON)
    return; /* RFC 7252, section 5.4.1 */
  if (is_multicast && (code != 0 || !is_for_group(&request)))
    return;
  if (code == 0)
    code = claim_record(&request);
  if (code == 0) {
    thimble_coap_run(&request, &response, smaller(coap->message_size, request.budget));
  } else if (!is_multicast) {
    thimble_coap_response_start(&request, &response, 0);
    refuse(&response, code);
  } else {
    return;
  }
  reply(&request, &response);
}
