/* SPDX-License-Identifier: Apache-2.0 */
/* coap_device.c: a device whose answers are files, so that tests can make it answer anything: what
 * no real device says, and never twice in the same way.
 *
 *   coap-device FOLDER
 *
 * Prints `port N` when it is ready, and ends with standard input. GET on device, containers, log
 * and events answers with the file of that name in the folder, 4.04 without one; log and events
 * are notified three times a second. PUT on suit keeps the blocks in the file `received`, and
 * answers at the end with the file `verdict`: a byte that is the code, and the body. GET on suit
 * tells how much is there. With a file `mute` nothing is heard of the device for MUTE_MS once an
 * envelope is complete. A file `block` holds the size of blocks that it takes, as an exponent.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <thimble/coap.h>

#include "base/cbor_write.h"
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
  BODY = 1 << 17,
  TICK_MS = 300,
  MUTE_MS = 10000
};

static struct thimble_linux_udp udp;
static struct thimble_coap_exchange exchanges[EXCHANGES];
static uint8_t messages[EXCHANGES * MESSAGE];
static struct thimble_coap_observer observers[OBSERVERS];
static struct thimble_coap_proof proofs[PROOFS];
static uint8_t buffer[BUFFER], body[BODY];
static struct thimble_coap_upload upload;
static uint64_t muted_until; /* ms */
static bool is_complete;
static uint8_t refusal; /* of the last verdict, where its body is {1: refusal} */
static const char *folder;

/* Reads a file of the folder into `body`. False: there is none. */
static bool load(const char *name, uint32_t *length) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *stream = fopen(path, "rb");
  if (!stream)
    return false;
  *length = (uint32_t)fread(body, 1, sizeof body, stream);
  fclose(stream);
  return true;
}

static void serve_file(void *data, const struct thimble_coap_request *request,
                       struct thimble_coap_response *response) {
  uint32_t length;
  (void)data;
  if (load(request->resource->path, &length))
    thimble_coap_put_bytes(response, (struct thimble_bytes){body, length});
  else
    thimble_coap_put_text(response, THIMBLE_COAP_NOT_FOUND, "no such file");
}

static void put(const char *name, const char *mode, struct thimble_bytes bytes) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *stream = fopen(path, mode);
  if (!stream)
    return;
  fwrite(bytes.data, 1, bytes.length, stream);
  fclose(stream);
}

/* `starts` gets a byte for each envelope that begins. */
static void keep(const struct thimble_coap_request *request) {
  bool is_first = request->offset == 0;
  put("received", is_first ? "wb" : "ab", request->payload);
  if (is_first)
    put("starts", "ab", (struct thimble_bytes){(const uint8_t *)".", 1});
}

static uint64_t clock_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

static void send_unless_muted(void *device, const struct thimble_coap_peer *peer,
                              struct thimble_bytes datagram) {
  if (clock_ms() >= muted_until)
    thimble_linux_udp_send(device, peer, datagram);
}

static void tell(struct thimble_coap_response *response) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, response->payload, response->capacity);
  thimble_cbor_write_map(&writer, is_complete ? 3 : 2);
  if (is_complete) {
    thimble_cbor_write_unsigned(&writer, 1);
    thimble_cbor_write_unsigned(&writer, refusal);
  }
  thimble_cbor_write_unsigned(&writer, 14);
  thimble_cbor_write_unsigned(&writer, upload.received);
  thimble_cbor_write_unsigned(&writer, 16);
  thimble_cbor_write_bytes(&writer, (struct thimble_bytes){upload.tag, upload.tag_length});
  response->length = writer.length;
}

static void take_envelope(void *data, const struct thimble_coap_request *request,
                          struct thimble_coap_response *response) {
  uint32_t length;
  (void)data;
  if (request->method == THIMBLE_COAP_GET) {
    tell(response);
    return;
  }
  keep(request);
  is_complete = !request->more;
  if (request->more)
    return;
  if (load("mute", &length))
    muted_until = clock_ms() + MUTE_MS;
  if (!load("verdict", &length) || length == 0) {
    response->code = THIMBLE_COAP_NOT_FOUND;
    return;
  }
  refusal = length == 4 ? body[3] : 0;
  response->code = body[0];
  response->length = length - 1 < response->capacity ? length - 1 : response->capacity;
  memcpy(response->payload, body + 1, response->length);
}

#define GET THIMBLE_COAP_METHOD(THIMBLE_COAP_GET)
#define PUT THIMBLE_COAP_METHOD(THIMBLE_COAP_PUT)
#define FILE_RESOURCE(name, how) \
  { .path = (name), .methods = GET, .flags = (how), .content_format = 60, .handle = serve_file }

static const struct thimble_coap_resource resources[] = {
    {.path = "suit",
     .methods = GET | PUT,
     .flags = 0,
     .content_format = 60,
     .type = "thimble.suit",
     .handle = take_envelope,
     .upload = &upload},
    FILE_RESOURCE("device", 0),
    FILE_RESOURCE("containers", 0),
    FILE_RESOURCE("log", THIMBLE_COAP_OBSERVABLE),
    FILE_RESOURCE("events", THIMBLE_COAP_OBSERVABLE),
};

static struct thimble_coap coap = {
    .port = &thimble_linux_port,
    .send = send_unless_muted,
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
  uint64_t tick_at = 0;
  for (;;) {
    if (clock_ms() >= tick_at) {
      tick_at = clock_ms() + TICK_MS;
      thimble_coap_notify(&coap, &resources[3]);
      thimble_coap_notify(&coap, &resources[4]);
    }
    uint32_t wait = thimble_coap_poll(&coap, clock_ms());
    if (poll(sources, 2, wait < 50 ? (int)wait : 50) < 0 || sources[1].revents != 0)
      return;
    receive();
  }
}

int main(int argc, char **argv) {
  uint32_t length;
  if (argc != 2) {
    fputs("coap-device FOLDER\n", stderr);
    return 2;
  }
  folder = argv[1];
  if (load("block", &length) && length > 0)
    coap.block_exponent = (uint8_t)(body[0] - '0');
  if (thimble_linux_udp_open(&udp, NULL, 0) != THIMBLE_OK ||
      thimble_coap_start(&coap) != THIMBLE_OK) {
    perror("coap-device");
    return 1;
  }
  printf("port %u\n", (unsigned)thimble_linux_udp_port(&udp));
  fflush(stdout);
  serve();
  thimble_linux_udp_close(&udp);
  return 0;
}
