/* SPDX-License-Identifier: Apache-2.0 */
/* test_server.c: a server on a UDP socket, for clients that are not ours.
 *
 *   coap-test-server [--interface NAME]     joins the groups on that interface
 *
 * Prints `port N` when it is ready, and ends with standard input. Its resources: echo, large
 * (100,000 bytes, of which byte i is i*7 + i/256), upload (PUT; answers length and CRC-32), counter
 * (observable; POST adds one), tick (observable; changes by itself), slow (a separate response). */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <thimble/coap.h>

#include "journal/crc32.h"
#include "linux/linux.h"
#include "linux/udp.h"

enum {
  EXCHANGES = 8,
  MESSAGE = 256,
  OBSERVERS = 4,
  PROOFS = 4,
  EXPONENT = 6,
  BUFFER = (16 << EXPONENT) + THIMBLE_COAP_OVERHEAD,
  DATAGRAM = 1500,
  LARGE = 100000,
  SLOW_MS = 500,
  TICK_MS = 300
};

static struct thimble_linux_udp udp;
static struct thimble_coap_exchange exchanges[EXCHANGES];
static uint8_t messages[EXCHANGES * MESSAGE];
static struct thimble_coap_observer observers[OBSERVERS];
static struct thimble_coap_proof proofs[PROOFS];
static uint8_t buffer[BUFFER], large_bytes[LARGE];
static struct thimble_coap_upload upload_state;
static uint32_t counter, ticks, crc;
static struct thimble_coap_later waiting;
static uint64_t answer_at, tick_at; /* 0: nothing waits */

static void put_number(struct thimble_coap_response *response, uint32_t number) {
  char text[16];
  snprintf(text, sizeof text, "%u", (unsigned)number);
  thimble_coap_put_text(response, response->code, text);
}

static void echo(void *data, const struct thimble_coap_request *request,
                 struct thimble_coap_response *response) {
  (void)data;
  if (request->payload.length > response->capacity) {
    response->size_limit = response->capacity;
    response->code = THIMBLE_COAP_TOO_LARGE;
    return;
  }
  response->content_format = request->content_format;
  response->length = request->payload.length;
  if (response->length > 0)
    memcpy(response->payload, request->payload.data, response->length);
}

static void large(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response) {
  (void)data;
  (void)request;
  response->etag_length = 4;
  memcpy(response->etag, "once", 4);
  thimble_coap_put_bytes(response, (struct thimble_bytes){large_bytes, LARGE});
}

static void upload(void *data, const struct thimble_coap_request *request,
                   struct thimble_coap_response *response) {
  char text[40];
  (void)data;
  if (request->method == THIMBLE_COAP_GET) {
    put_number(response, upload_state.received);
    return;
  }
  if (request->offset == 0)
    crc = THIMBLE_CRC32_START;
  crc = thimble_crc32(crc, request->payload);
  if (request->more)
    return;
  snprintf(text, sizeof text, "%u %08x", (unsigned)(request->offset + request->payload.length),
           (unsigned)~crc);
  thimble_coap_put_text(response, THIMBLE_COAP_CHANGED, text);
}

static void count(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response);

static void tick(void *data, const struct thimble_coap_request *request,
                 struct thimble_coap_response *response) {
  (void)data;
  (void)request;
  put_number(response, ticks);
}

static void slow(void *data, const struct thimble_coap_request *request,
                 struct thimble_coap_response *response) {
  (void)data;
  if (answer_at != 0)
    thimble_coap_put_text(response, THIMBLE_COAP_UNAVAILABLE, "one at a time");
  else if (thimble_coap_defer(request, response, &waiting) == THIMBLE_OK)
    answer_at = request->now + SLOW_MS;
}

#define GET THIMBLE_COAP_METHOD(THIMBLE_COAP_GET)
#define POST THIMBLE_COAP_METHOD(THIMBLE_COAP_POST)
#define PUT THIMBLE_COAP_METHOD(THIMBLE_COAP_PUT)

static const struct thimble_coap_resource resources[] = {
    {.path = "echo", .methods = POST | PUT, .content_format = THIMBLE_COAP_NONE, .handle = echo},
    {.path = "large", .methods = GET, .content_format = THIMBLE_COAP_OCTETS, .handle = large},
    {.path = "upload",
     .methods = PUT | GET,
     .content_format = THIMBLE_COAP_NONE,
     .type = "upload",
     .handle = upload,
     .upload = &upload_state},
    {.path = "counter",
     .methods = GET | POST,
     .flags = THIMBLE_COAP_OBSERVABLE,
     .type = "counter",
     .handle = count},
    {.path = "tick", .methods = GET, .flags = THIMBLE_COAP_OBSERVABLE, .handle = tick},
    {.path = "slow", .methods = GET | POST, .handle = slow},
};

static struct thimble_coap coap = {
    .port = &thimble_linux_port,
    .send = thimble_linux_udp_send,
    .device = &udp,
    .resources = resources,
    .resource_count = sizeof resources / sizeof *resources,
    .exchanges = exchanges,
    .exchange_count = EXCHANGES,
    .messages = messages,
    .message_size = MESSAGE,
    .observers = observers,
    .observer_count = OBSERVERS,
    .proofs = proofs,
    .proof_count = PROOFS,
    .buffer = buffer,
    .buffer_size = BUFFER,
    .block_exponent = EXPONENT,
};

static void count(void *data, const struct thimble_coap_request *request,
                  struct thimble_coap_response *response) {
  (void)data;
  if (request->method == THIMBLE_COAP_POST) {
    counter++;
    thimble_coap_notify(&coap, request->resource);
  }
  put_number(response, counter);
}

static uint64_t clock_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

static void answer(uint64_t now) {
  struct thimble_coap_response response;
  answer_at = 0;
  if (thimble_coap_answer_start(&coap, waiting, &response) != THIMBLE_OK)
    return;
  thimble_coap_put_text(&response, THIMBLE_COAP_CONTENT, "at last");
  (void)thimble_coap_answer(&coap, now, waiting, &response);
}

/* Does what is due, and returns for how long to wait. */
static int work(void) {
  uint64_t now = clock_ms();
  if (answer_at != 0 && now >= answer_at)
    answer(now);
  if (now >= tick_at) {
    ticks++;
    tick_at = now + TICK_MS;
    thimble_coap_notify(&coap, &resources[4]);
  }
  uint32_t wait = thimble_coap_poll(&coap, now);
  return wait < 50 ? (int)wait : 50;
}

static void receive(void) {
  static uint8_t bytes[DATAGRAM];
  struct thimble_bytes datagram;
  struct thimble_coap_peer peer;
  bool is_multicast;
  while (thimble_linux_udp_receive(&udp, bytes, sizeof bytes, &datagram, &peer, &is_multicast) ==
         THIMBLE_OK)
    thimble_coap_receive(&coap, clock_ms(), &peer, is_multicast, datagram);
}

static void serve(void) {
  struct pollfd sources[] = {{.fd = udp.socket, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
  for (;;) {
    int wait = work();
    if (poll(sources, 2, wait) < 0 || sources[1].revents != 0)
      return;
    receive();
  }
}

int main(int argc, char **argv) {
  for (uint32_t i = 0; i < LARGE; i++)
    large_bytes[i] = (uint8_t)(i * 7 + i / 256);
  if (thimble_linux_udp_open(&udp, NULL, 0) != THIMBLE_OK ||
      thimble_coap_start(&coap) != THIMBLE_OK) {
    perror("coap-test-server");
    return 1;
  }
  if (argc == 3 && strcmp(argv[1], "--interface") == 0 &&
      thimble_linux_udp_join(&udp, argv[2]) != THIMBLE_OK)
    perror(argv[2]);
  printf("port %u\n", (unsigned)thimble_linux_udp_port(&udp));
  fflush(stdout);
  serve();
  thimble_linux_udp_close(&udp);
  return 0;
}
