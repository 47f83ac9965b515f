/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "coap/device.h"

#include <stdio.h>
#include <string.h>

#include "random.h"

struct device device;
struct thimble_coap_writer writer;
struct thimble_coap_peer speaker, reply_peer;
struct thimble_coap_message reply;
uint16_t next_id;
static uint8_t outgoing[DATAGRAM];
static struct random numbers;

uint8_t device_byte(uint32_t offset) {
  return (uint8_t)(offset * 7 + offset / 256);
}

static void hello(void *data, const struct thimble_coap_request *asked,
                  struct thimble_coap_response *answer) {
  (void)data;
  (void)asked;
  device.calls++;
  thimble_coap_put_text(answer, THIMBLE_COAP_CONTENT, "hello");
}

static void large(void *data, const struct thimble_coap_request *asked,
                  struct thimble_coap_response *answer) {
  static uint8_t whole[LARGE];
  (void)data;
  (void)asked;
  for (uint32_t i = 0; i < LARGE; i++)
    whole[i] = device_byte(i);
  device.calls++;
  answer->etag_length = 1;
  answer->etag[0] = (uint8_t)device.etag;
  thimble_coap_put_bytes(answer, (struct thimble_bytes){whole, LARGE});
}

static void upload(void *data, const struct thimble_coap_request *asked,
                   struct thimble_coap_response *answer) {
  (void)data;
  device.calls++;
  if (asked->method == THIMBLE_COAP_GET) {
    char received[16];
    snprintf(received, sizeof received, "%u", (unsigned)device.upload.received);
    thimble_coap_put_text(answer, THIMBLE_COAP_CONTENT, received);
    return;
  }
  if (asked->offset + asked->payload.length > LARGE ||
      (asked->size != THIMBLE_COAP_NONE && asked->size > LARGE)) {
    answer->size_limit = LARGE;
    thimble_coap_put_text(answer, THIMBLE_COAP_TOO_LARGE, "too large");
    return;
  }
  if (asked->offset == 0)
    device.uploaded = 0;
  assert_int_equal(asked->offset, device.uploaded);
  for (uint32_t i = 0; i < asked->payload.length; i++)
    assert_int_equal(asked->payload.data[i], device_byte(asked->offset + i));
  device.uploaded += asked->payload.length;
  if (!asked->more)
    thimble_coap_put_text(answer, THIMBLE_COAP_CHANGED, "done");
}

/* POST counts; GET tells. */
static void counter(void *data, const struct thimble_coap_request *asked,
                    struct thimble_coap_response *answer) {
  char value[16];
  (void)data;
  device.calls++;
  if (asked->method == THIMBLE_COAP_POST)
    device.counter++;
  snprintf(value, sizeof value, "%u", (unsigned)device.counter);
  thimble_coap_put_text(answer, device.answer != 0 ? device.answer : answer->code, value);
}

static void later(void *data, const struct thimble_coap_request *asked,
                  struct thimble_coap_response *answer) {
  (void)data;
  device.calls++;
  enum thimble_result result = thimble_coap_defer(asked, answer, &device.later);
  if (result != THIMBLE_OK)
    thimble_coap_put_text(answer, THIMBLE_COAP_UNAVAILABLE, "no record");
}

static void subtree(void *data, const struct thimble_coap_request *asked,
                    struct thimble_coap_response *answer) {
  struct thimble_coap_options rest;
  struct thimble_bytes segment;
  (void)data;
  device.seen[0] = '\0';
  thimble_coap_rest_start(asked, &rest);
  while (thimble_coap_next(&rest, THIMBLE_COAP_URI_PATH, &segment)) {
    strncat(device.seen, (const char *)segment.data, segment.length);
    strncat(device.seen, "|", 2);
  }
  if (thimble_coap_query(asked, "x", &segment))
    strncat(device.seen, (const char *)segment.data, segment.length);
  thimble_coap_put_text(answer, THIMBLE_COAP_CONTENT, device.seen);
}

static void conditional(void *data, const struct thimble_coap_request *asked,
                        struct thimble_coap_response *answer) {
  (void)data;
  device.calls++;
  struct thimble_bytes etag = {(const uint8_t *)"v1", 2};
  if (!thimble_coap_may_go_on(asked, device.counter > 0, etag))
    answer->code = THIMBLE_COAP_PRECONDITION_FAILED;
}

/* Asks everybody for a proof of address. */
static void guarded(void *data, const struct thimble_coap_request *asked,
                    struct thimble_coap_response *answer) {
  (void)data;
  if (!asked->is_proven) {
    answer->code = THIMBLE_COAP_UNAUTHORIZED;
    answer->wants_proof = true;
  }
}

enum {
  GET = THIMBLE_COAP_METHOD(THIMBLE_COAP_GET),
  FETCH = THIMBLE_COAP_METHOD(THIMBLE_COAP_FETCH),
  POST = THIMBLE_COAP_METHOD(THIMBLE_COAP_POST),
  PUT = THIMBLE_COAP_METHOD(THIMBLE_COAP_PUT),
};

struct thimble_coap_resource device_resources[] = {
    {.path = "hello", .methods = GET | FETCH, .type = "greeting", .handle = hello},
    {.path = "large",
     .methods = GET,
     .content_format = THIMBLE_COAP_OCTETS,
     .flags = THIMBLE_COAP_OBSERVABLE,
     .handle = large},
    {.path = "upload",
     .methods = PUT | GET,
     .content_format = THIMBLE_COAP_NONE,
     .title = "an upload",
     .handle = upload,
     .upload = &device.upload},
    {.path = "counter",
     .methods = GET | POST | PUT,
     .flags = THIMBLE_COAP_OBSERVABLE,
     .type = "number other",
     .interface = "sensor",
     .handle = counter},
    {.path = "slow/later", .methods = GET | POST, .handle = later},
    {.path = "tree/a", .methods = GET, .flags = THIMBLE_COAP_SUBTREE, .handle = subtree},
    {.path = "if", .methods = PUT, .flags = THIMBLE_COAP_CONDITIONAL, .handle = conditional},
    {.path = "guarded", .methods = POST, .flags = THIMBLE_COAP_HIDDEN, .handle = guarded},
};

static void remember(void *data, const struct thimble_coap_peer *peer,
                     struct thimble_bytes datagram) {
  assert_ptr_equal(data, &device);
  assert_true(device.sent_count < DEVICE_SENT && datagram.length <= DATAGRAM);
  struct datagram *sent = &device.sent[device.sent_count++];
  sent->peer = *peer;
  sent->length = datagram.length;
  memcpy(sent->bytes, datagram.data, datagram.length);
}

static void fill_random(void *data, uint8_t *bytes, uint32_t length) {
  (void)data;
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)(random_number(&numbers) >> 32);
}

static const struct thimble_port port = {.random = fill_random};

struct thimble_coap_peer device_peer(uint8_t number) {
  return (struct thimble_coap_peer){2, {number, 99}};
}

int device_start(void **state) {
  (void)state;
  memset(&device, 0, sizeof device);
  random_start(&numbers, 1);
  device.coap = (struct thimble_coap){
      .port = &port,
      .send = remember,
      .device = &device,
      .resources = device_resources,
      .resource_count = COUNT(device_resources),
      .exchanges = device.exchanges,
      .exchange_count = DEVICE_EXCHANGES,
      .messages = device.messages,
      .message_size = DEVICE_MESSAGE,
      .observers = device.observers,
      .observer_count = DEVICE_OBSERVERS,
      .proofs = device.proofs,
      .proof_count = DEVICE_PROOFS,
      .buffer = device.buffer,
      .buffer_size = DEVICE_BUFFER,
      .block_exponent = DEVICE_EXPONENT,
  };
  assert_int_equal(thimble_coap_start(&device.coap), THIMBLE_OK);
  device.now = 1000000;
  speaker = device_peer(1);
  next_id = 100;
  device.proofs[0] = (struct thimble_coap_proof){speaker, UINT64_MAX};
  return 0;
}

void device_forget(void) {
  memset(device.proofs, 0, sizeof device.proofs);
}

void request(uint8_t type, uint8_t code, const char *path) {
  const struct thimble_coap_message head = {
      .type = type, .code = code, .id = next_id++, .token = {(const uint8_t *)"tk", 2}};
  thimble_coap_writer_start(&writer, outgoing, sizeof outgoing, &head);
  while (path != NULL) {
    const char *end = strchr(path, '/');
    size_t length = end == NULL ? strlen(path) : (size_t)(end - path);
    thimble_coap_write_option(&writer, THIMBLE_COAP_URI_PATH,
                              (struct thimble_bytes){(const uint8_t *)path, (uint32_t)length});
    path = end == NULL ? NULL : end + 1;
  }
}

void respond(uint8_t type, uint8_t code) {
  const struct thimble_coap_message head = {
      .type = type, .code = code, .id = reply.id, .token = reply.token};
  thimble_coap_writer_start(&writer, outgoing, sizeof outgoing, &head);
}

void text(uint32_t number, const char *value) {
  thimble_coap_write_option(
      &writer, number, (struct thimble_bytes){(const uint8_t *)value, (uint32_t)strlen(value)});
}

void number(uint32_t option, uint32_t value) {
  thimble_coap_write_unsigned(&writer, option, value);
}

void payload(const void *bytes, uint32_t length) {
  thimble_coap_write_payload(&writer, (struct thimble_bytes){bytes, length});
}

void send_bytes(const void *bytes, uint32_t length) {
  static uint8_t copy[DATAGRAM];
  memcpy(copy, bytes, length);
  thimble_coap_receive(&device.coap, device.now, &speaker, false,
                       (struct thimble_bytes){copy, length});
  memset(copy, 0xee, sizeof copy); /* a datagram is gone when it was handed over */
  (void)thimble_coap_poll(&device.coap, device.now);
}

void send_again(void) {
  assert_false(writer.is_cut);
  send_bytes(outgoing, writer.length);
}

void send(void) {
  send_again();
}

void send_empty(uint8_t type, uint16_t id) {
  const uint8_t bytes[] = {(uint8_t)(0x40 | type << 4), 0, (uint8_t)(id >> 8), (uint8_t)id};
  send_bytes(bytes, sizeof bytes);
}

void pass(uint32_t milliseconds) {
  uint64_t end = device.now + milliseconds;
  for (;;) {
    uint32_t wait = thimble_coap_poll(&device.coap, device.now);
    assert_true(wait > 0);
    if (wait > end - device.now)
      break;
    device.now += wait;
  }
  device.now = end;
}

void expect(uint8_t type, uint8_t code, const char *content) {
  assert_true(device.looked_at < device.sent_count);
  const struct datagram *sent = &device.sent[device.looked_at++];
  assert_int_equal(
      thimble_coap_message_read(&reply, (struct thimble_bytes){sent->bytes, sent->length}),
      THIMBLE_OK);
  assert_int_equal(reply.type, type);
  assert_int_equal(reply.code, code);
  reply_peer = sent->peer;
  if (content != NULL) {
    assert_int_equal(reply.payload.length, strlen(content));
    if (reply.payload.length > 0)
      assert_memory_equal(reply.payload.data, content, strlen(content));
  }
  if (device.looked_at == device.sent_count && device.sent_count > DEVICE_SENT / 2) {
    static struct datagram last; /* which `reply` points into */
    last = *sent;
    (void)thimble_coap_message_read(&reply, (struct thimble_bytes){last.bytes, last.length});
    device.looked_at = device.sent_count = 0;
  }
}

void expect_nothing(void) {
  assert_int_equal(device.looked_at, device.sent_count);
}

struct thimble_bytes reply_bytes(uint32_t option) {
  struct thimble_coap_options options;
  struct thimble_bytes value = {0};
  thimble_coap_options_start(&options, reply.options);
  return thimble_coap_next(&options, option, &value) ? value : (struct thimble_bytes){0};
}

uint32_t reply_number(uint32_t option) {
  struct thimble_coap_options options;
  struct thimble_bytes value;
  uint32_t result;
  thimble_coap_options_start(&options, reply.options);
  if (!thimble_coap_next(&options, option, &value) ||
      thimble_coap_unsigned_read(value, &result) != THIMBLE_OK)
    return THIMBLE_COAP_NONE;
  return result;
}
