/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a server with the resources that the tests use, and a peer that speaks to it in single
 * messages.
 *
 *   request(CON, GET, "hello");   starts a message with the path
 *   number(OPTION, 3);            adds options, in the order of their numbers
 *   send();                       hands it over; what the server sends is in `sent`
 *   expect(ACK, CONTENT, "…");    looks at the oldest message that was not looked at yet */
#ifndef THIMBLE_TEST_COAP_DEVICE_H
#define THIMBLE_TEST_COAP_DEVICE_H

#include <thimble/coap.h>

#include "link/coap/write.h"
#include "unit.h"

enum {
  DEVICE_EXCHANGES = 4,
  DEVICE_MESSAGE = 160,
  DEVICE_OBSERVERS = 3,
  DEVICE_PROOFS = 2,
  DEVICE_EXPONENT = 6,
  DEVICE_BUFFER = (16 << DEVICE_EXPONENT) + THIMBLE_COAP_OVERHEAD,
  DEVICE_SENT = 16, /* messages remembered */
  DATAGRAM = 1280,
  LARGE = 5000, /* bytes of the resource "large" */
};

struct datagram {
  struct thimble_coap_peer peer;
  uint32_t length;
  uint8_t bytes[DATAGRAM];
};

struct device {
  struct thimble_coap coap;
  struct thimble_coap_exchange exchanges[DEVICE_EXCHANGES];
  uint8_t messages[DEVICE_EXCHANGES * DEVICE_MESSAGE];
  struct thimble_coap_observer observers[DEVICE_OBSERVERS];
  struct thimble_coap_proof proofs[DEVICE_PROOFS];
  uint8_t buffer[DEVICE_BUFFER];
  struct datagram sent[DEVICE_SENT];
  uint32_t sent_count;
  uint32_t looked_at;
  uint64_t now;
  /* What the handlers saw and did. */
  struct thimble_coap_later later;
  struct thimble_coap_upload upload;
  uint32_t calls;
  uint32_t counter;
  uint32_t etag;
  uint32_t uploaded; /* bytes, whose values were checked */
  uint8_t answer;    /* the code of "answer", if not 0 */
  char seen[64];     /* of "subtree" and "query" */
};

extern struct device device;
extern struct thimble_coap_resource device_resources[];

/* Bytes of "large", and those that an upload must have. */
uint8_t device_byte(uint32_t offset);

struct thimble_coap_peer device_peer(uint8_t number);

/* A new server, and peer 1 as the one who speaks. Its address counts as proven; device_forget()
 * changes that. */
int device_start(void **state);
void device_forget(void);

/* The message that is being made. */
extern struct thimble_coap_writer writer;
extern struct thimble_coap_peer speaker;
extern uint16_t next_id;

void request(uint8_t type, uint8_t code, const char *path);
/* Starts a response to the message that expect() looked at. */
void respond(uint8_t type, uint8_t code);

void text(uint32_t number, const char *value);
void number(uint32_t option, uint32_t value);
void payload(const void *bytes, uint32_t length);
void send(void);
void send_again(void); /* the same bytes */
void send_empty(uint8_t type, uint16_t id);
void send_bytes(const void *bytes, uint32_t length);

/* Lets so many milliseconds pass, in the steps that the server asks for. */
void pass(uint32_t milliseconds);

/* The message that expect() looked at. */
extern struct thimble_coap_message reply;
extern struct thimble_coap_peer reply_peer;

void expect(uint8_t type, uint8_t code, const char *content);
void expect_nothing(void);

/* The value of an option in it, or THIMBLE_COAP_NONE. */
uint32_t reply_number(uint32_t option);
struct thimble_bytes reply_bytes(uint32_t option);

#endif
