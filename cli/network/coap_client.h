/* SPDX-License-Identifier: Apache-2.0 */
/* coap_client.h: asks one device at a time over CoAP (RFC 7252), one request at a time. Only this
 * part knows libcoap.
 *
 * A request is confirmable and sent up to three times. Block2 (RFC 7959) and Echo (RFC 9175) are
 * done here; Block1 is the caller's, who goes on where a device is after the link was lost. */
#ifndef THIMBLE_CLI_NETWORK_COAP_CLIENT_H
#define THIMBLE_CLI_NETWORK_COAP_CLIENT_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/coap_message.h>

#include "cli/common/file.h"
#include "cli/network/address.h"

#define COAP_BODY_MAXIMUM (1u << 20) /* bytes of an answer; a longer one is cut */
#define COAP_TAG_LENGTH 8u           /* bytes of a Request-Tag */
#define COAP_EXPONENT_MAXIMUM 6u     /* blocks of 1024 bytes */

struct coap_client;

/* Part of a body that is sent in blocks (RFC 7959, section 2.2). */
struct coap_part {
  uint32_t number;
  uint8_t exponent; /* a block has 16 << exponent bytes */
  bool more;
  uint32_t total; /* bytes of the whole body (Size1) */
  uint8_t tag[COAP_TAG_LENGTH];
};

struct coap_question {
  uint8_t method;    /* THIMBLE_COAP_GET ... */
  const char *path;  /* without a slash in front */
  const char *query; /* or null */
  struct thimble_bytes payload;
  const struct coap_part *part; /* of which `payload` is the block; or null */
};

struct coap_answer {
  uint8_t code;           /* 0x45 is 2.05 */
  struct file_bytes body; /* file_free() gives it back */
  bool has_block1;
  uint8_t exponent; /* of Block1 */
  uint32_t max_age; /* seconds */
};

enum coap_outcome {
  COAP_ANSWERED,
  COAP_SILENT,      /* nothing came in time */
  COAP_UNREACHABLE, /* the network or the computer there says that nobody listens */
};

/* Finds the address of the host and gets ready. Null: the message is printed. */
struct coap_client *coap_client_open(const struct address *address);

/* Forgets what was said before, and speaks from another port: for a link that was lost. */
void coap_client_renew(struct coap_client *client);

/* Asks, and waits for the answer for at most so many milliseconds once the request got through. */
enum coap_outcome coap_client_ask(struct coap_client *client, const struct coap_question *question,
                                  uint32_t patience, struct coap_answer *answer);

/* Asks to be told of changes of a resource (RFC 7641). `answer` is the first one. */
enum coap_outcome coap_client_observe(struct coap_client *client, const char *path,
                                      uint32_t patience, struct coap_answer *answer,
                                      bool *is_observed);

/* Milliseconds of a clock that never goes back. */
uint64_t coap_client_clock(void);

/* Waits for so many milliseconds, or until a resource that is observed has changed. */
bool coap_client_wait(struct coap_client *client, uint32_t milliseconds);

void coap_client_close(struct coap_client *client);

/* Asks a group of devices, on one interface, and hands each answer to `take`, with the address of
 * the device, for so many milliseconds. False: the message is printed. */
typedef void coap_take(void *context, const struct address *address, struct thimble_bytes body);
bool coap_client_ask_group(const struct address *group, const char *path, const char *query,
                           uint32_t milliseconds, coap_take *take, void *context);

/* `2.05 Content`-like words for a code: "4.04" */
void coap_code_text(uint8_t code, char text[5]);

#endif
