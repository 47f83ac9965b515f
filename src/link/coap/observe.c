/* SPDX-License-Identifier: Apache-2.0 */
/* observe.c: see observe.h. */
#include "link/coap/observe.h"

#include <string.h>

#include "link/coap/compose.h"
#include "link/coap/exchange.h"
#include "link/coap/request.h"
#include "link/coap/serve.h"

enum {
  HEADER = 4,
  REGISTER = 0, /* values of Observe in a request */
  DEREGISTER = 1,
  SEQUENCE_MASK = 0xffffff
};

uint32_t thimble_coap_next_sequence(struct thimble_coap *coap) {
  coap->sequence = (coap->sequence + 1) & SEQUENCE_MASK;
  return coap->sequence;
}

/* The observer with the request's peer and token (RFC 7641, section 4.1), or null. */
static struct thimble_coap_observer *find(const struct thimble_coap_request *request) {
  const struct thimble_coap *coap = request->coap;
  struct thimble_bytes token = request->message->token;
  for (uint32_t i = 0; i < coap->observer_count; i++) {
    struct thimble_coap_observer *observer = &coap->observers[i];
    struct thimble_bytes known = {observer->request + HEADER, observer->request[0] & 0xfu};
    if (observer->resource != NULL && thimble_coap_is_equal(known, token) &&
        thimble_coap_is_same_peer(&observer->peer, request->peer))
      return observer;
  }
  return NULL;
}

static struct thimble_coap_observer *find_free(const struct thimble_coap *coap) {
  for (uint32_t i = 0; i < coap->observer_count; i++) {
    if (coap->observers[i].resource == NULL)
      return &coap->observers[i];
  }
  return NULL;
}

static uint32_t length_of(const struct thimble_coap_request *request) {
  return HEADER + request->message->token.length + request->options.length;
}

struct thimble_coap_observer *
thimble_coap_observer_choose(const struct thimble_coap_request *request,
                             const struct thimble_coap_response *response) {
  if (request->observe == THIMBLE_COAP_NONE || request->method != THIMBLE_COAP_GET)
    return NULL;
  struct thimble_coap_observer *observer = find(request);
  if (observer != NULL && request->observe == DEREGISTER)
    thimble_coap_observer_remove(request->coap, observer);
  if (request->observe != REGISTER || request->resource == NULL ||
      (request->resource->flags & THIMBLE_COAP_OBSERVABLE) == 0 || response->wants_proof ||
      THIMBLE_COAP_CLASS(response->code) != 2 || response->offset > 0 ||
      length_of(request) > THIMBLE_COAP_OBSERVED)
    return NULL;
  return observer != NULL ? observer : find_free(request->coap);
}

void thimble_coap_observer_set(struct thimble_coap_observer *observer,
                               const struct thimble_coap_request *request, uint32_t length) {
  const struct thimble_coap_message *message = request->message;
  observer->peer = *request->peer;
  observer->resource = request->resource;
  observer->length = (uint8_t)length_of(request);
  observer->budget = request->is_proven ? 0 : request->budget - length;
  observer->is_due = false;
  memcpy(observer->request, message->token.data - HEADER, observer->length);
}

void thimble_coap_observer_remove(struct thimble_coap *coap,
                                  struct thimble_coap_observer *observer) {
  observer->resource = NULL;
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    if (coap->exchanges[i].observer == observer)
      thimble_coap_exchange_free(&coap->exchanges[i]);
  }
}

void thimble_coap_notify(struct thimble_coap *coap, const struct thimble_coap_resource *resource) {
  for (uint32_t i = 0; i < coap->observer_count; i++) {
    if (coap->observers[i].resource == resource)
      coap->observers[i].is_due = true;
  }
}

/* Answers the observer's request into the server's buffer. The request was read before, and the
 * same bytes are read in the same way. */
static uint32_t make(struct thimble_coap *coap, uint64_t now,
                     struct thimble_coap_observer *observer, uint32_t budget, bool *is_error) {
  struct thimble_coap_message message;
  struct thimble_coap_response response;
  struct thimble_coap_reply reply;
  bool is_proven = thimble_coap_is_proven(coap, now, &observer->peer);
  (void)thimble_coap_message_read(&message,
                                  (struct thimble_bytes){observer->request, observer->length});
  struct thimble_coap_request request = {.coap = coap,
                                         .now = now,
                                         .peer = &observer->peer,
                                         .message = &message,
                                         .resource = observer->resource,
                                         .budget = is_proven ? UINT32_MAX : budget,
                                         .is_proven = is_proven,
                                         .is_notification = true};
  (void)thimble_coap_request_read(&request);
  observer->is_due = false;
  thimble_coap_run(&request, &response, coap->message_size);
  *is_error = THIMBLE_COAP_CLASS(response.code) != 2;
  thimble_coap_reply_start(&reply, &request);
  reply.head.type = THIMBLE_COAP_CON;
  reply.head.id = thimble_coap_new_id(coap);
  if (reply.limit > coap->message_size)
    reply.limit = coap->message_size;
  if (!*is_error)
    reply.observe = thimble_coap_next_sequence(coap);
  return thimble_coap_compose(coap, &reply, &response);
}

static void notify(struct thimble_coap *coap, uint64_t now,
                   struct thimble_coap_observer *observer) {
  struct thimble_coap_exchange *exchange = thimble_coap_exchange_claim(coap);
  if (exchange == NULL)
    return;
  uint32_t length = make(coap, now, observer, observer->budget, &exchange->ends_observation);
  if (length == 0) {
    thimble_coap_observer_remove(coap, observer);
    return;
  }
  exchange->peer = observer->peer;
  exchange->observer = observer;
  exchange->budget = observer->budget;
  exchange->is_confirmable = true;
  thimble_coap_exchange_ready(coap, exchange, now, (struct thimble_bytes){coap->buffer, length});
  thimble_coap_exchange_poll(coap, now, exchange);
}

void thimble_coap_observe_poll(struct thimble_coap *coap, uint64_t now) {
  for (uint32_t i = 0; i < coap->observer_count; i++) {
    struct thimble_coap_observer *observer = &coap->observers[i];
    if (observer->resource != NULL && observer->is_due &&
        thimble_coap_exchange_sent(coap, &observer->peer) == NULL)
      notify(coap, now, observer);
  }
}

void thimble_coap_observer_renew(struct thimble_coap *coap, uint64_t now,
                                 struct thimble_coap_exchange *exchange) {
  bool is_error = false;
  uint32_t length = make(coap, now, exchange->observer, exchange->budget, &is_error);
  if (length == 0)
    return; /* the old one goes on */
  thimble_coap_exchange_keep(coap, exchange, (struct thimble_bytes){coap->buffer, length});
  exchange->message_id = (uint16_t)(coap->buffer[2] << 8 | coap->buffer[3]);
  exchange->ends_observation = is_error;
}
