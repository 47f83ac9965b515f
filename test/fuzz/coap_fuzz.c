/* SPDX-License-Identifier: Apache-2.0 */
/* coap_fuzz.c: any sequence of datagrams from four peers to a CoAP server, with time in between.
 * The server stays in its memory, what it sends is well-formed, and a peer that has proven nothing
 * never has more than three times what it sent.
 *
 * An input is a row of records: a byte (bits 0 and 1: the peer; bit 4: to a group; bits 6 and 7:
 * how much time passes after it), a byte with the length of the datagram, and the datagram. */
#include <string.h>
#include <thimble/coap_pull.h>

#include "fuzz/fuzz.h"
#include "link/coap/proof.h"

enum {
  PEERS = 4,
  EXCHANGES = 3,
  MESSAGE = THIMBLE_COAP_MESSAGE_LEAST,
  OBSERVERS = 2,
  PROOFS = 2,
  EXPONENT = 2,
  BUFFER = (16 << EXPONENT) + THIMBLE_COAP_OVERHEAD,
  LARGE = 300
};

/* All memory of the server, each piece a block of its own. */
static struct thimble_coap coap;
static struct thimble_coap_upload upload_state;
static struct thimble_coap_later waiting;
static struct thimble_coap_pull pull;
static uint32_t uploaded, counter, received[PEERS], sent[PEERS];
static bool is_waiting, has_proven[PEERS];
static uint64_t now;
static uint8_t seed;

static void fill_random(void *device, uint8_t *bytes, uint32_t length) {
  (void)device;
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = seed++;
}

static const struct thimble_port port = {.random = fill_random};

static void note_proofs(void) {
  for (uint8_t i = 0; i < PEERS; i++) {
    const struct thimble_coap_peer peer = {1, {i}};
    has_proven[i] |= thimble_coap_is_proven(&coap, now, &peer);
  }
}

static void take_sent(void *device, const struct thimble_coap_peer *peer,
                      struct thimble_bytes datagram) {
  struct thimble_coap_message message;
  (void)device;
  must(peer->length == 1 && peer->address[0] < PEERS);
  must(datagram.length <= BUFFER);
  must(thimble_coap_message_read(&message, datagram) == THIMBLE_OK);
  if (THIMBLE_COAP_CLASS(message.code) == 0 && message.code != THIMBLE_COAP_EMPTY)
    return; /* a request of the pull */
  note_proofs();
  sent[peer->address[0]] += datagram.length;
  must(has_proven[peer->address[0]] || sent[peer->address[0]] <= 3 * received[peer->address[0]]);
}

static void large(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response) {
  static const uint8_t bytes[LARGE];
  (void)data;
  (void)request;
  response->etag_length = 8;
  thimble_coap_put_bytes(response, (struct thimble_bytes){bytes, sizeof bytes});
}

static void upload(void *data, const struct thimble_coap_request *request,
                   struct thimble_coap_response *response) {
  (void)data;
  if (request->offset == 0)
    uploaded = 0;
  must(request->offset == uploaded);
  uploaded += request->payload.length;
  response->etag_length = request->payload.length > 3 ? 8 : 0;
  if (uploaded > LARGE) {
    response->size_limit = LARGE;
    thimble_coap_put_text(response, THIMBLE_COAP_TOO_LARGE, "too large");
  }
}

static void count(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response) {
  (void)data;
  if (request->method == THIMBLE_COAP_POST) {
    counter++;
    thimble_coap_notify(&coap, request->resource);
  }
  thimble_coap_put_text(response, counter % 8 == 7 ? THIMBLE_COAP_NOT_FOUND : response->code,
                        "a number, and more text than one small block holds, so that it is cut");
}

static void later(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response) {
  (void)data;
  if (!is_waiting)
    is_waiting = thimble_coap_defer(request, response, &waiting) == THIMBLE_OK;
}

static void condition(void *data, const struct thimble_coap_request *request,
                      struct thimble_coap_response *response) {
  (void)data;
  if (!thimble_coap_may_go_on(request, true, (struct thimble_bytes){(const uint8_t *)"v1", 2}))
    response->code = THIMBLE_COAP_PRECONDITION_FAILED;
  response->wants_proof = request->content_format == THIMBLE_COAP_NONE;
}

#define ALL 0xffu
#define SAFE (THIMBLE_COAP_METHOD(THIMBLE_COAP_GET) | THIMBLE_COAP_METHOD(THIMBLE_COAP_FETCH))

static const struct thimble_coap_resource resources[] = {
    {.path = "large",
     .methods = ALL,
     .flags = THIMBLE_COAP_OBSERVABLE | THIMBLE_COAP_MULTICAST,
     .type = "a b",
     .handle = large},
    {.path = "upload", .methods = ALL & ~SAFE, .handle = upload, .upload = &upload_state},
    {.path = "counter", .methods = ALL, .flags = THIMBLE_COAP_OBSERVABLE, .handle = count},
    {.path = "later", .methods = ALL, .flags = THIMBLE_COAP_SUBTREE, .handle = later},
    {.path = "if",
     .methods = ALL,
     .flags = THIMBLE_COAP_CONDITIONAL | THIMBLE_COAP_ANY_FORMAT,
     .handle = condition},
};

static enum thimble_result take(void *data, struct thimble_bytes bytes, uint32_t offset,
                                uint32_t total) {
  (void)data;
  (void)total;
  must(bytes.length + offset <= LARGE);
  return THIMBLE_OK;
}

static void done(void *data, enum thimble_result verdict) {
  (void)data;
  must(verdict <= THIMBLE_OK);
}

static void start(void) {
  now = 1000000;
  seed = 0;
  uploaded = counter = 0;
  is_waiting = false;
  memset(received, 0, sizeof received);
  memset(sent, 0, sizeof sent);
  memset(has_proven, 0, sizeof has_proven);
  memset(&upload_state, 0, sizeof upload_state);
  coap = (struct thimble_coap){.port = &port,
                               .send = take_sent,
                               .resources = resources,
                               .resource_count = sizeof resources / sizeof *resources,
                               .exchanges = allocate(EXCHANGES * sizeof *coap.exchanges),
                               .exchange_count = EXCHANGES,
                               .messages = allocate(EXCHANGES * MESSAGE),
                               .message_size = MESSAGE,
                               .observers = allocate(OBSERVERS * sizeof *coap.observers),
                               .observer_count = OBSERVERS,
                               .proofs = allocate(PROOFS * sizeof *coap.proofs),
                               .proof_count = PROOFS,
                               .buffer = allocate(BUFFER),
                               .buffer_size = BUFFER,
                               .block_exponent = EXPONENT};
  must(thimble_coap_start(&coap) == THIMBLE_OK);
  pull = (struct thimble_coap_pull){.peer = {1, {3}},
                                    .path = {(const uint8_t *)"a/%41", 5},
                                    .maximum = LARGE,
                                    .block_exponent = EXPONENT,
                                    .take = take,
                                    .done = done};
  must(thimble_coap_pull_start(&coap, now, &pull) == THIMBLE_OK);
}

static void end(void) {
  free(coap.exchanges);
  free(coap.messages);
  free(coap.observers);
  free(coap.proofs);
  free(coap.buffer);
}

static void answer(void) {
  struct thimble_coap_response response;
  if (!is_waiting)
    return;
  is_waiting = false;
  if (thimble_coap_answer_start(&coap, waiting, &response) != THIMBLE_OK)
    return;
  thimble_coap_put_text(&response, THIMBLE_COAP_CONTENT, "it took a while");
  (void)thimble_coap_answer(&coap, now, waiting, &response);
}

/* Nothing, a moment, retransmissions, or everything is over; in the steps that the server wants. */
static void pass(uint32_t choice) {
  static const uint32_t times[] = {0, 100, 4000, 300000};
  uint64_t until = now + times[choice];
  if (choice > 0)
    answer();
  for (uint32_t i = 0; i < 100; i++) {
    uint32_t wait = thimble_coap_poll(&coap, now);
    if (wait > until - now)
      break;
    must(wait > 0 || i < 20);
    now += wait;
  }
  now = until;
}

static void deliver(uint8_t control, const uint8_t *bytes, uint32_t length) {
  const struct thimble_coap_peer peer = {1, {control & 3}};
  uint8_t *datagram = allocate(length);
  if (length > 0)
    memcpy(datagram, bytes, length);
  received[control & 3] += length;
  thimble_coap_receive(&coap, now, &peer, (control & 0x10) != 0,
                       (struct thimble_bytes){datagram, length});
  free(datagram);
  pass(control >> 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  start();
  while (size >= 2) {
    uint32_t length = bytes[1] <= size - 2 ? bytes[1] : (uint32_t)(size - 2);
    deliver(bytes[0], bytes + 2, length);
    bytes += 2 + length;
    size -= 2 + length;
  }
  pass(3);
  end();
  return 0;
}
