/* SPDX-License-Identifier: Apache-2.0 */
/* network.c: see network.h. */
#include "network.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <thimble/update_server.h>

#include "device.h"
#include "engine.h"
#include "flash.h"
#include "linux/linux.h"
#include "linux/udp.h"

enum {
  EXCHANGES = 16,
  MESSAGE = 512,
  OBSERVERS = 16,
  PROOFS = 32,
  EXPONENT = 6,
  PAGE = 16 << EXPONENT,
  BUFFER = PAGE + THIMBLE_COAP_OVERHEAD,
  DATAGRAM = 1500,
  CONTAINER_BYTES = 320,
  HEAD = 4096,
  SIGNERS = THIMBLE_UPDATE_SIGNERS(DEVICE_TENANTS),
  WAIT_MS = 100 /* until lines and trials are looked at, at the latest */
};

static struct thimble_linux_udp udp;
static struct thimble_coap_exchange exchanges[EXCHANGES];
static uint8_t messages[EXCHANGES * MESSAGE];
static struct thimble_coap_observer observers[OBSERVERS];
static struct thimble_coap_proof proofs[PROOFS];
static uint8_t buffer[BUFFER];
static uint8_t device_page[PAGE], line_page[PAGE], change_page[PAGE];
static uint8_t container_page[DEVICE_CONTAINERS * CONTAINER_BYTES];
static uint8_t head[HEAD];
static struct thimble_update_tenant tenants[DEVICE_TENANTS];
static struct thimble_signer signers[SIGNERS];
static struct thimble_update_signer identities[SIGNERS];
static const uint8_t engines[] = {THIMBLE_ENGINE_EBPF, THIMBLE_ENGINE_WASM};

static struct thimble_coap coap = {
    .port = &thimble_linux_port,
    .send = thimble_linux_udp_send,
    .device = &udp,
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

static void note_event(void *data, const struct thimble_update_event *event) {
  const struct thimble_noted noted = {.at_ms =
                                          thimble_linux_port.clock_ms(thimble_linux_port.device),
                                      .code = (uint16_t)event->kind,
                                      .refusal = (uint16_t)event->refusal,
                                      .tenant = event->tenant,
                                      .container = event->container};
  (void)data;
  device_event(&noted);
}

static struct thimble_update update = {
    .host = &device_host,
    .store = &flash_store,
    .tenants = tenants,
    .signers = signers,
    .identities = identities,
    .head = head,
    .head_size = HEAD,
    .event = note_event,
};

/* Numeric addresses only: a name would have to be resolved while everybody waits. */
static bool resolve(void *data, const struct thimble_coap_uri *uri,
                    struct thimble_coap_peer *peer) {
  char host[64];
  (void)data;
  if (uri->host.length >= sizeof host)
    return false;
  memcpy(host, uri->host.data, uri->host.length);
  host[uri->host.length] = '\0';
  return thimble_linux_udp_peer(peer, host, uri->port) == THIMBLE_OK;
}

static struct thimble_update_server server = {
    .update = &update,
    .coap = &coap,
    .log = &device_log,
    .events = &device_events,
    .request_hook = &device_request_hook,
    .engines = engines,
    .engine_count = sizeof engines,
    .version = "thimbled " THIMBLE_VERSION,
    .page = PAGE,
    .device = {.bytes = device_page, .capacity = PAGE},
    .containers = {.bytes = container_page, .capacity = sizeof container_page},
    .lines = {.bytes = line_page, .capacity = PAGE},
    .changes = {.bytes = change_page, .capacity = PAGE},
    .resolve = resolve,
};

static bool complain(const char *what, const char *why) {
  fprintf(stderr, "thimbled: %s: %s\n", what, why);
  return false;
}

static bool open_socket(const struct options *options) {
  errno = EINVAL; /* where the address is none, nobody else says so */
  if (thimble_linux_udp_open(&udp, options->address, options->port) != THIMBLE_OK)
    return complain("the socket cannot be opened", strerror(errno));
  if (options->interface != NULL && thimble_linux_udp_join(&udp, options->interface) != THIMBLE_OK)
    return complain(options->interface, strerror(errno));
  return true;
}

static bool start_agent(const struct options *options) {
  update.vendor = options->vendor.bytes;
  update.class = options->class.bytes;
  update.device = options->has_device ? options->device.bytes : NULL;
  if (options->has_key)
    update.owner_key = key_point(&options->key);
  enum thimble_result result = thimble_update_start(&update);
  return result == THIMBLE_OK ||
         complain("what the flash holds cannot be used", thimble_result_text(result));
}

bool network_start(const struct options *options) {
  if (!open_socket(options) || !start_agent(options))
    return false;
  thimble_update_server_start(&server);
  enum thimble_result result = thimble_coap_start(&coap);
  return result == THIMBLE_OK || complain("the server does not start", thimble_result_text(result));
}

void network_stop(void) {
  thimble_linux_udp_close(&udp);
}

uint16_t network_port(void) {
  return thimble_linux_udp_port(&udp);
}

int network_socket(void) {
  return udp.socket;
}

static uint64_t now_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

static void receive(void) {
  static uint8_t bytes[DATAGRAM];
  struct thimble_bytes datagram;
  struct thimble_coap_peer peer;
  bool is_multicast;
  while (thimble_linux_udp_receive(&udp, bytes, sizeof bytes, &datagram, &peer, &is_multicast) ==
         THIMBLE_OK) {
    thimble_coap_receive(&coap, now_ms(), &peer, is_multicast, datagram);
    engine_wake();
  }
}

uint32_t network_work(void) {
  receive();
  thimble_update_server_poll(&server, now_ms());
  uint32_t wait = thimble_coap_poll(&coap, now_ms());
  return wait < WAIT_MS ? wait : WAIT_MS;
}
