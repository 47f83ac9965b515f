/* SPDX-License-Identifier: Apache-2.0 */
/* coap_message.h: the message format of CoAP (RFC 7252, section 3): numbers, and a bounded reader.
 *
 * thimble_coap_message_read() is the only place where the lengths in a datagram are compared with
 * the bytes there are. Views point into the datagram. Nothing is copied or allocated. */
#ifndef THIMBLE_COAP_MESSAGE_H
#define THIMBLE_COAP_MESSAGE_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/result.h>

enum thimble_coap_type {
  THIMBLE_COAP_CON = 0,
  THIMBLE_COAP_NON = 1,
  THIMBLE_COAP_ACK = 2,
  THIMBLE_COAP_RST = 3,
};

/* A code c.dd (RFC 7252, section 12.1). */
#define THIMBLE_COAP_CODE(class, detail) ((class) << 5 | (detail))
#define THIMBLE_COAP_CLASS(code) ((code) >> 5)

enum thimble_coap_code {
  THIMBLE_COAP_EMPTY = 0,
  THIMBLE_COAP_GET = 1,
  THIMBLE_COAP_POST = 2,
  THIMBLE_COAP_PUT = 3,
  THIMBLE_COAP_DELETE = 4,
  THIMBLE_COAP_FETCH = 5, /* RFC 8132, as the next two */
  THIMBLE_COAP_PATCH = 6,
  THIMBLE_COAP_IPATCH = 7,
  THIMBLE_COAP_CREATED = THIMBLE_COAP_CODE(2, 1),
  THIMBLE_COAP_DELETED = THIMBLE_COAP_CODE(2, 2),
  THIMBLE_COAP_VALID = THIMBLE_COAP_CODE(2, 3),
  THIMBLE_COAP_CHANGED = THIMBLE_COAP_CODE(2, 4),
  THIMBLE_COAP_CONTENT = THIMBLE_COAP_CODE(2, 5),
  THIMBLE_COAP_CONTINUE = THIMBLE_COAP_CODE(2, 31), /* RFC 7959 */
  THIMBLE_COAP_BAD_REQUEST = THIMBLE_COAP_CODE(4, 0),
  THIMBLE_COAP_UNAUTHORIZED = THIMBLE_COAP_CODE(4, 1),
  THIMBLE_COAP_BAD_OPTION = THIMBLE_COAP_CODE(4, 2),
  THIMBLE_COAP_FORBIDDEN = THIMBLE_COAP_CODE(4, 3),
  THIMBLE_COAP_NOT_FOUND = THIMBLE_COAP_CODE(4, 4),
  THIMBLE_COAP_METHOD_NOT_ALLOWED = THIMBLE_COAP_CODE(4, 5),
  THIMBLE_COAP_NOT_ACCEPTABLE = THIMBLE_COAP_CODE(4, 6),
  THIMBLE_COAP_INCOMPLETE = THIMBLE_COAP_CODE(4, 8), /* RFC 7959 */
  THIMBLE_COAP_CONFLICT = THIMBLE_COAP_CODE(4, 9),   /* RFC 8132 */
  THIMBLE_COAP_PRECONDITION_FAILED = THIMBLE_COAP_CODE(4, 12),
  THIMBLE_COAP_TOO_LARGE = THIMBLE_COAP_CODE(4, 13),
  THIMBLE_COAP_UNSUPPORTED_FORMAT = THIMBLE_COAP_CODE(4, 15),
  THIMBLE_COAP_UNPROCESSABLE = THIMBLE_COAP_CODE(4, 22), /* RFC 8132 */
  THIMBLE_COAP_INTERNAL_ERROR = THIMBLE_COAP_CODE(5, 0),
  THIMBLE_COAP_NOT_IMPLEMENTED = THIMBLE_COAP_CODE(5, 1),
  THIMBLE_COAP_UNAVAILABLE = THIMBLE_COAP_CODE(5, 3),
  THIMBLE_COAP_NO_PROXY = THIMBLE_COAP_CODE(5, 5),
};

/* Options (RFC 7252, section 5.10). Odd numbers are critical. */
enum thimble_coap_option_number {
  THIMBLE_COAP_IF_MATCH = 1,
  THIMBLE_COAP_URI_HOST = 3,
  THIMBLE_COAP_ETAG = 4,
  THIMBLE_COAP_IF_NONE_MATCH = 5,
  THIMBLE_COAP_OBSERVE = 6, /* RFC 7641 */
  THIMBLE_COAP_URI_PORT = 7,
  THIMBLE_COAP_URI_PATH = 11,
  THIMBLE_COAP_CONTENT_FORMAT = 12,
  THIMBLE_COAP_MAX_AGE = 14,
  THIMBLE_COAP_URI_QUERY = 15,
  THIMBLE_COAP_ACCEPT = 17,
  THIMBLE_COAP_BLOCK2 = 23, /* RFC 7959 */
  THIMBLE_COAP_BLOCK1 = 27, /* RFC 7959 */
  THIMBLE_COAP_SIZE2 = 28,  /* RFC 7959 */
  THIMBLE_COAP_PROXY_URI = 35,
  THIMBLE_COAP_PROXY_SCHEME = 39,
  THIMBLE_COAP_SIZE1 = 60,
  THIMBLE_COAP_ECHO = 252,        /* RFC 9175 */
  THIMBLE_COAP_REQUEST_TAG = 292, /* RFC 9175 */
};

/* Content formats (RFC 7252, section 12.3). */
enum {
  THIMBLE_COAP_TEXT = 0,
  THIMBLE_COAP_LINKS = 40, /* RFC 6690 */
  THIMBLE_COAP_OCTETS = 42,
  THIMBLE_COAP_JSON = 50,
  THIMBLE_COAP_CBOR = 60,
};

#define THIMBLE_COAP_TOKEN_MAXIMUM 8u
#define THIMBLE_COAP_NONE UINT32_MAX /* an option that is not there */

/* A message whose header, options and payload marker hold. Each option lies inside `options`; the
 * payload has at least one byte when there is one. */
struct thimble_coap_message {
  uint8_t type;
  uint8_t code;
  uint16_t id;
  struct thimble_bytes token; /* 0 to 8 bytes */
  struct thimble_bytes options;
  struct thimble_bytes payload;
};

/* Reads a datagram. UNSUPPORTED: not four bytes, or another version: to be ignored without an
 * answer. MALFORMED: a format error (RFC 7252, sections 3 and 4.1); then `type` and `id` are set,
 * so that it can be rejected. */
enum thimble_result thimble_coap_message_read(struct thimble_coap_message *message,
                                              struct thimble_bytes datagram);

/* Walks over options, in the order of their numbers. */
struct thimble_coap_options {
  const uint8_t *position;
  const uint8_t *end;
  uint32_t number; /* of the option before `position` */
};

struct thimble_coap_option {
  uint32_t number;
  struct thimble_bytes value;
};

void thimble_coap_options_start(struct thimble_coap_options *options, struct thimble_bytes bytes);

/* Reads one option and advances past it. NOT_FOUND: no more, `position` is at the end or at a
 * payload marker. MALFORMED: it runs past the end, or its number past 65535; nothing has moved. */
enum thimble_result thimble_coap_option_read(struct thimble_coap_options *options,
                                             struct thimble_coap_option *option);

/* The value of an option of the format uint (RFC 7252, section 3.2). MALFORMED: more than four
 * bytes. */
enum thimble_result thimble_coap_unsigned_read(struct thimble_bytes value, uint32_t *number);

/* Block1 and Block2 (RFC 7959, section 2.2). A block has 16 << exponent bytes. */
struct thimble_coap_block {
  uint32_t number;  /* below 1 << 20 */
  uint8_t exponent; /* 0 to 6 */
  bool more;
};

/* MALFORMED: more than three bytes, or the reserved exponent 7. */
enum thimble_result thimble_coap_block_read(struct thimble_bytes value,
                                            struct thimble_coap_block *block);

/* Below 1 << 30. */
static inline uint32_t thimble_coap_block_offset(struct thimble_coap_block block) {
  return block.number << (block.exponent + 4);
}

#endif
