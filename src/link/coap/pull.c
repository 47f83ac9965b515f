/* SPDX-License-Identifier: Apache-2.0 */
/* pull.c: see coap_pull.h. One request is under way at a time; its record holds it. */
#include "link/coap/pull.h"

#include <string.h>

#include "link/coap/exchange.h"
#include "link/coap/proof.h"
#include "link/coap/pull_message.h"
#include "link/coap/request.h"

enum {
  ECHOES = 3 /* demands for a proof in a row that are met */
};

static void finish(struct thimble_coap *coap, enum thimble_result verdict) {
  struct thimble_coap_pull *pull = coap->pull;
  coap->pull = NULL;
  pull->done(pull->data, verdict);
}

static enum thimble_result send_request(struct thimble_coap *coap, uint64_t now,
                                        struct thimble_coap_pull *pull) {
  struct thimble_coap_exchange *exchange = thimble_coap_exchange_claim(coap);
  if (exchange == NULL)
    return THIMBLE_ERROR_BUSY;
  coap->port->random(coap->port->device, pull->token, sizeof pull->token);
  uint32_t length =
      thimble_coap_pull_request(pull, thimble_coap_new_id(coap), coap->buffer, coap->message_size);
  if (length == 0)
    return THIMBLE_ERROR_NO_MEMORY;
  exchange->peer = pull->peer;
  exchange->is_request = exchange->is_confirmable = true;
  thimble_coap_exchange_ready(coap, exchange, now, (struct thimble_bytes){coap->buffer, length});
  thimble_coap_exchange_poll(coap, now, exchange);
  return THIMBLE_OK;
}

enum thimble_result thimble_coap_pull_start(struct thimble_coap *coap, uint64_t now,
                                            struct thimble_coap_pull *pull) {
  if (coap->pull != NULL)
    return THIMBLE_ERROR_BUSY;
  if (pull->block_exponent > 6)
    return THIMBLE_ERROR_INVALID;
  if (pull->received == 0) {
    pull->exponent = pull->block_exponent;
    pull->etag_length = 0;
  }
  pull->echo_length = pull->echoes = 0;
  enum thimble_result result = send_request(coap, now, pull);
  if (result == THIMBLE_OK)
    coap->pull = pull;
  return result;
}

static struct thimble_coap_exchange *find(struct thimble_coap *coap) {
  for (uint32_t i = 0; i < coap->exchange_count; i++) {
    struct thimble_coap_exchange *exchange = &coap->exchanges[i];
    if (exchange->state != THIMBLE_COAP_FREE && exchange->is_request)
      return exchange;
  }
  return NULL;
}

void thimble_coap_pull_stop(struct thimble_coap *coap, const struct thimble_coap_pull *pull) {
  struct thimble_coap_exchange *exchange = find(coap);
  if (coap->pull != pull)
    return;
  coap->pull = NULL;
  if (exchange != NULL)
    thimble_coap_exchange_free(exchange);
}

void thimble_coap_pull_end(struct thimble_coap *coap, uint64_t now,
                           struct thimble_coap_exchange *exchange, bool is_acknowledged) {
  if (is_acknowledged) {
    exchange->state = THIMBLE_COAP_WAITING;
    exchange->deadline = now + THIMBLE_COAP_MAX_TRANSMIT_WAIT;
    return;
  }
  thimble_coap_exchange_free(exchange);
  finish(coap, THIMBLE_ERROR_INPUT);
}

static enum thimble_result verdict_of(uint8_t code) {
  switch (code) {
  case THIMBLE_COAP_NOT_FOUND:
    return THIMBLE_ERROR_NOT_FOUND;
  case THIMBLE_COAP_UNAUTHORIZED:
  case THIMBLE_COAP_FORBIDDEN:
    return THIMBLE_ERROR_DENIED;
  case THIMBLE_COAP_UNAVAILABLE:
    return THIMBLE_ERROR_BUSY;
  default:
    return THIMBLE_ERROR_INPUT;
  }
}

/* The next bytes, which must be where the last ones ended (RFC 7959, section 2.4). */
static enum thimble_result take(struct thimble_coap_pull *pull,
                                const struct thimble_coap_content *content) {
  uint32_t length = content->payload.length;
  struct thimble_bytes etag = {pull->etag, pull->etag_length};
  if (pull->received == 0) {
    pull->etag_length = (uint8_t)content->etag.length;
    if (content->etag.length > 0)
      memcpy(pull->etag, content->etag.data, content->etag.length);
  } else if (!thimble_coap_is_equal(content->etag, etag)) {
    return THIMBLE_ERROR_MALFORMED;
  }
  if (content->offset != pull->received || content->exponent > pull->exponent)
    return THIMBLE_ERROR_MALFORMED;
  pull->exponent = content->exponent;
  bool is_large = content->total != THIMBLE_COAP_NONE && content->total > pull->maximum;
  if (is_large || length > pull->maximum - pull->received)
    return THIMBLE_ERROR_LIMIT;
  enum thimble_result result =
      pull->take(pull->data, content->payload, pull->received, content->total);
  if (result == THIMBLE_OK)
    pull->received += length;
  return result;
}

static bool must_prove(struct thimble_coap_pull *pull, const struct thimble_coap_content *content) {
  if (pull->code != THIMBLE_COAP_UNAUTHORIZED || content->echo.length == 0 ||
      pull->echoes == ECHOES)
    return false;
  pull->echoes++;
  pull->echo_length = (uint8_t)content->echo.length;
  memcpy(pull->echo, content->echo.data, content->echo.length);
  return true;
}

/* Sets `more` when there is something else to ask for. */
static enum thimble_result use_response(struct thimble_coap_pull *pull,
                                        const struct thimble_coap_message *message, bool *more) {
  struct thimble_coap_content content;
  pull->code = message->code;
  *more = false;
  enum thimble_result result = thimble_coap_content_read(&content, message, pull->exponent);
  if (result != THIMBLE_OK)
    return result;
  if (must_prove(pull, &content)) {
    *more = true;
    return THIMBLE_OK;
  }
  if (message->code != THIMBLE_COAP_CONTENT)
    return verdict_of(message->code);
  pull->echoes = 0;
  *more = content.more;
  return take(pull, &content);
}

/* An acknowledgement carries the response to the request that it acknowledges; others are told by
 * the token alone (RFC 7252, section 5.3.2). */
static bool is_awaited(struct thimble_coap *coap, const struct thimble_coap_exchange *exchange,
                       const struct thimble_coap_peer *peer,
                       const struct thimble_coap_message *message) {
  if (coap->pull == NULL || exchange == NULL || exchange->state == THIMBLE_COAP_READY)
    return false;
  struct thimble_bytes token = {coap->pull->token, sizeof coap->pull->token};
  bool fits = message->type != THIMBLE_COAP_ACK ||
              (exchange->state == THIMBLE_COAP_SENT && exchange->message_id == message->id);
  return fits && message->type != THIMBLE_COAP_RST &&
         thimble_coap_is_same_peer(peer, &exchange->peer) &&
         thimble_coap_is_equal(message->token, token);
}

bool thimble_coap_pull_receive(struct thimble_coap *coap, uint64_t now,
                               const struct thimble_coap_peer *peer,
                               const struct thimble_coap_message *message) {
  struct thimble_coap_exchange *exchange = find(coap);
  bool more;
  if (!is_awaited(coap, exchange, peer, message))
    return false;
  if (message->type == THIMBLE_COAP_CON)
    thimble_coap_send_empty(coap, peer, THIMBLE_COAP_ACK, message->id);
  thimble_coap_exchange_free(exchange);
  enum thimble_result result = use_response(coap->pull, message, &more);
  if (result == THIMBLE_OK && more) {
    result = send_request(coap, now, coap->pull);
    if (result == THIMBLE_OK)
      return true;
  }
  finish(coap, result);
  return true;
}
