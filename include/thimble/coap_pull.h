/* SPDX-License-Identifier: Apache-2.0 */
/* coap_pull.h: fetches one resource with GET, block by block (RFC 7959), into the hands of the
 * caller. It shares the server's records, retransmission and socket.
 *
 * Rules of use: fill the first part, with the rest zero, and start. The struct lives until `done`
 * was called or the pull was stopped. When the verdict is INPUT (no answer), starting the same
 * struct again goes on at `received`; the ETag then makes sure that it is the same content. */
#ifndef THIMBLE_COAP_PULL_H
#define THIMBLE_COAP_PULL_H

#include <thimble/coap.h>

/* The parts of `coap://host[:port][/path][?query]` (RFC 7252, section 6.1), still percent-encoded;
 * an IPv6 address without its brackets. */
struct thimble_coap_uri {
  struct thimble_bytes host;
  struct thimble_bytes path; /* without the slash in front */
  struct thimble_bytes query;
  uint16_t port; /* 5683 where none is given */
};

/* MALFORMED: not such a URI, one with a fragment or user, or a broken percent-encoding.
 * UNSUPPORTED: another scheme. */
enum thimble_result thimble_coap_uri_read(struct thimble_coap_uri *uri, struct thimble_bytes text);

struct thimble_coap_pull {
  struct thimble_coap_peer peer;
  struct thimble_bytes path; /* as in struct thimble_coap_uri */
  struct thimble_bytes query;
  uint32_t maximum;       /* bytes of the whole; more is LIMIT */
  uint8_t block_exponent; /* the block that is asked for has 16 << this bytes */

  /* The next bytes, in order. `total`: of the whole as the server says, or THIMBLE_COAP_NONE. An
   * error ends the pull with it. */
  enum thimble_result (*take)(void *data, struct thimble_bytes bytes, uint32_t offset,
                              uint32_t total);

  /* The end: OK (all bytes were taken); INPUT (no answer in time, or the server's error, `code`);
   * NOT_FOUND (4.04); DENIED (4.01, 4.03); BUSY (5.03); MALFORMED (the answer breaks RFC 7959, or
   * the content has changed); LIMIT; NO_MEMORY; and what `take` returned. It may start a pull. */
  void (*done)(void *data, enum thimble_result verdict);
  void *data;

  /* The pull's own; `received` and `code` may be read. */
  uint32_t received; /* bytes that were taken */
  uint8_t code;      /* of the last response */
  uint8_t exponent;
  uint8_t echoes; /* demands for a proof since the last block */
  uint8_t token[THIMBLE_COAP_TOKEN_MAXIMUM];
  uint8_t etag_length;
  uint8_t etag[8];
  uint8_t echo_length;
  uint8_t echo[40];
};

/* BUSY: a pull is under way, or no record is free. NO_MEMORY: the request does not fit
 * `message_size`. INVALID: the exponent. */
enum thimble_result thimble_coap_pull_start(struct thimble_coap *coap, uint64_t now,
                                            struct thimble_coap_pull *pull);

/* Ends the pull without a verdict, if it is under way. */
void thimble_coap_pull_stop(struct thimble_coap *coap, const struct thimble_coap_pull *pull);

#endif
