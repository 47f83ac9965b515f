/* SPDX-License-Identifier: Apache-2.0 */
/* coap.h: a CoAP server in fixed memory, over any transport of datagrams.
 *
 * It speaks RFC 7252 with block-wise transfer (RFC 7959), observation (RFC 7641), discovery
 * (RFC 6690) and proof of address (RFC 9175). docs/coap.md says what is in and what is not, feature
 * by feature. coap_pull.h is the client that fetches one resource.
 *
 * Rules of use: fill the first part of `struct thimble_coap`, call thimble_coap_start(), hand every
 * datagram to thimble_coap_receive(), and call thimble_coap_poll() when the time comes that it
 * named, and after every other call here. One thread. Times are milliseconds of a clock that never
 * goes back. Handlers are called from receive and poll; they may call thimble_coap_notify() and
 * thimble_coap_defer(), and nothing else that takes a `struct thimble_coap`.
 *
 * Two memories bound what can be said. A message that may have to be sent again (a confirmable one,
 * and the reply to a request that must not be run twice) is kept, and fits `message_size`. Any
 * other reply is made anew when it is asked for again, and fits `buffer_size`. */
#ifndef THIMBLE_COAP_H
#define THIMBLE_COAP_H

#include <thimble/coap_message.h>
#include <thimble/port.h>

/* Transmission parameters (RFC 7252, section 4.8), in milliseconds. */
enum {
  THIMBLE_COAP_ACK_TIMEOUT = 2000,
  THIMBLE_COAP_ACK_RANDOM = 1000, /* ACK_TIMEOUT * (ACK_RANDOM_FACTOR - 1) */
  THIMBLE_COAP_MAX_RETRANSMIT = 4,
  THIMBLE_COAP_LEISURE = 5000,
  THIMBLE_COAP_MAX_TRANSMIT_WAIT = 93000,
  THIMBLE_COAP_EXCHANGE_LIFETIME = 247000,
  THIMBLE_COAP_NON_LIFETIME = 145000,
};

/* Our own choices. */
enum {
  THIMBLE_COAP_AMPLIFICATION = 3,        /* bytes to an unproven peer for each byte from it */
  THIMBLE_COAP_PROOF_LIFETIME = 3600000, /* how long a proof of address counts */
  THIMBLE_COAP_ECHO_LIFETIME = 60000,    /* an Echo value is good for this long, or twice that */
  THIMBLE_COAP_UPLOAD_SILENCE = 30000,   /* then another peer may take an upload's place */
  THIMBLE_COAP_RETRY_AFTER = 5,          /* seconds, the Max-Age of a 5.03 of ours */
  THIMBLE_COAP_OBSERVED = 64,            /* bytes of a request that can be observed */
  THIMBLE_COAP_MESSAGE_LEAST = 96,       /* `message_size` at the least; 160 is comfortable */
  THIMBLE_COAP_OVERHEAD = 80,            /* bytes around a block in the longest reply */
};

/* An endpoint's address, in whatever form the transport has; equal when all bytes are equal. Where
 * replies must leave from the address that was asked, that one is part of it. Bytes past `length`
 * are zero. */
#define THIMBLE_COAP_PEER_MAXIMUM 39
struct thimble_coap_peer {
  uint8_t length;
  uint8_t address[THIMBLE_COAP_PEER_MAXIMUM];
};

struct thimble_coap_request;
struct thimble_coap_response;
struct thimble_coap;

typedef void thimble_coap_handler(void *data, const struct thimble_coap_request *request,
                                  struct thimble_coap_response *response);

/* Methods that a resource takes; the bit of a method is its code. */
#define THIMBLE_COAP_METHOD(code) (1u << (code))

enum thimble_coap_resource_flag {
  THIMBLE_COAP_OBSERVABLE = 1,
  THIMBLE_COAP_SUBTREE = 2,     /* the path, and all paths below it */
  THIMBLE_COAP_MULTICAST = 4,   /* a GET to a group of devices is answered */
  THIMBLE_COAP_CONDITIONAL = 8, /* its handler looks at If-Match and If-None-Match */
  THIMBLE_COAP_ANY_FORMAT = 16, /* its handler looks at Accept */
  THIMBLE_COAP_HIDDEN = 32,     /* not in /.well-known/core */
};

/* The block-wise upload to a resource (RFC 7959, section 2.5): one at a time, in the order of its
 * bytes. Zero at the start; only read by the firmware.
 *
 * A client whose link was lost goes on like this: it sent a Request-Tag (RFC 9175) of 4 to 8 bytes
 * that stands for the content, such as the start of its digest, with every block. It asks the
 * resource with GET for `received` and `tag` (the handler answers from here), and sends the block
 * at `received` with the same tag, from any address. Without a tag an upload belongs to its peer.
 * Block 0 always starts anew. */
struct thimble_coap_upload {
  struct thimble_coap_peer peer;
  uint64_t heard;    /* when its last block came */
  uint32_t received; /* bytes that the handler took */
  uint16_t first_id; /* message ID of block 0 */
  uint8_t tag[8];
  uint8_t tag_length;
  bool is_active;   /* it goes on at `received` */
  bool has_started; /* `first_id` is set */
};

/* All views and texts outlive the server. */
struct thimble_coap_resource {
  const char *path;        /* "a/b": without a slash at its ends, not percent-encoded */
  uint16_t methods;        /* THIMBLE_COAP_METHOD(…) | … */
  uint16_t flags;          /* enum thimble_coap_resource_flag */
  uint32_t content_format; /* of its representation, or THIMBLE_COAP_NONE */
  const char *title;       /* for discovery (RFC 6690), as the next two: null for none */
  const char *type;        /* rt */
  const char *interface;   /* if */
  thimble_coap_handler *handle;
  void *data;
  struct thimble_coap_upload *upload; /* null: requests must fit one datagram */
};

/* What a handler is asked. Lives until the handler returns. */
struct thimble_coap_request {
  const struct thimble_coap_resource *resource;
  const struct thimble_coap_peer *peer;
  struct thimble_bytes options; /* for the iterators below */
  struct thimble_bytes payload;
  uint32_t offset;         /* of the payload in what is uploaded */
  uint32_t size;           /* Size1: of the whole upload, as the client says; THIMBLE_COAP_NONE */
  uint32_t content_format; /* or THIMBLE_COAP_NONE */
  uint32_t accept;         /* or THIMBLE_COAP_NONE */
  uint8_t method;
  bool more; /* this is not the last block of an upload */
  bool is_multicast;
  bool is_proven;       /* the peer has shown that it gets what we send */
  bool is_notification; /* not asked by the peer: the representation is due for an observer */
  /* The server's own. */
  struct thimble_coap *coap;
  uint64_t now;
  const struct thimble_coap_message *message;
  struct thimble_coap_exchange *exchange; /* the record of this request; may be null */
  uint32_t block1;                        /* values of the options, or THIMBLE_COAP_NONE */
  uint32_t observe;
  struct thimble_coap_block block2;
  bool has_block2;
  bool wants_size;
  uint32_t budget; /* bytes that may go to this peer because of this request */
  struct thimble_bytes echo;
  struct thimble_bytes tag;
};

/* What a handler answers. It is set to 2.05 (to GET and FETCH) or 2.04, without payload. To other
 * methods than GET and FETCH, an ETag, Max-Age and Size1 take their bytes from `capacity`: up to 9,
 * 5 and 6. What does not fit is sent without its payload, or as 5.00 where it was no error. */
struct thimble_coap_response {
  uint8_t code;
  uint8_t etag_length; /* 0: no ETag */
  uint8_t etag[8];
  uint8_t *payload;  /* where the payload goes; a handler may point it elsewhere */
  uint32_t capacity; /* bytes that fit; for GET and FETCH the size of a block */
  uint32_t length;
  uint32_t offset;  /* set before: the payload starts at this byte of the representation */
  bool more;        /* the representation goes on behind the payload: only for GET and FETCH */
  bool wants_proof; /* with 4.01: the peer shall repeat it with our Echo (RFC 9175) */
  uint32_t total;   /* of the whole representation, or THIMBLE_COAP_NONE */
  uint32_t content_format; /* the resource's, or THIMBLE_COAP_NONE */
  uint32_t max_age;        /* seconds, or THIMBLE_COAP_NONE: the default of 60 */
  uint32_t size_limit;     /* with 4.13: what would be taken (Size1), or THIMBLE_COAP_NONE */
  bool is_deferred;        /* the server's own */
};

/* A request that is answered later. */
struct thimble_coap_later {
  uint16_t exchange;
  uint16_t generation;
};

enum thimble_coap_exchange_state {
  THIMBLE_COAP_FREE,
  THIMBLE_COAP_ANSWERED, /* a request, kept so that it is not run twice */
  THIMBLE_COAP_DEFERRED, /* a request whose handler will answer later */
  THIMBLE_COAP_READY,    /* a message that waits for its time and for its peer */
  THIMBLE_COAP_SENT,     /* a confirmable message that waits for its acknowledgement */
  THIMBLE_COAP_WAITING,  /* a request of ours, acknowledged: its response is to come */
};

/* The record of an exchange; all of it is the server's own. */
struct thimble_coap_exchange {
  struct thimble_coap_peer peer;
  const struct thimble_coap_resource *resource;
  struct thimble_coap_observer *observer; /* whom it notifies, or null */
  uint64_t deadline;                      /* of the state */
  uint32_t timeout;                       /* until the next transmission */
  uint32_t budget;                        /* bytes that may still go to this peer */
  uint32_t block1;
  uint16_t request_id; /* of the request */
  uint16_t message_id; /* of the message that is kept */
  uint16_t length;     /* of the message that is kept */
  uint16_t generation;
  uint8_t state;
  uint8_t transmissions;
  uint8_t token_length;
  uint8_t token[THIMBLE_COAP_TOKEN_MAXIMUM];
  bool is_request;       /* of the client's side */
  bool has_request;      /* `request_id` tells duplicates */
  bool is_confirmable;   /* the request of a deferred answer; the message of a ready one */
  bool ends_observation; /* a notification of an error */
};

/* An observer: the request that it made, which is answered again with each notification. */
struct thimble_coap_observer {
  struct thimble_coap_peer peer;
  const struct thimble_coap_resource *resource; /* null: free */
  uint32_t budget;                              /* until its address is proven */
  uint8_t length;
  uint8_t request[THIMBLE_COAP_OBSERVED];
  bool is_due;
};

/* A peer that has shown that it gets what we send. */
struct thimble_coap_proof {
  struct thimble_coap_peer peer;
  uint64_t until; /* 0: free */
};

struct thimble_coap {
  const struct thimble_port *port; /* `random` is used, nothing else */

  /* Sends a datagram, or loses it: failures look like loss. */
  void (*send)(void *device, const struct thimble_coap_peer *peer, struct thimble_bytes datagram);
  void *device;

  const struct thimble_coap_resource *resources;
  uint32_t resource_count;
  struct thimble_coap_exchange *exchanges; /* 4 to 16 are plenty; at least 1, at most 65535 */
  uint32_t exchange_count;
  uint8_t *messages; /* exchange_count * message_size bytes */
  uint32_t message_size;
  struct thimble_coap_observer *observers;
  uint32_t observer_count;
  struct thimble_coap_proof *proofs; /* at least 1 */
  uint32_t proof_count;
  uint8_t *buffer; /* buffer_size >= (16 << block_exponent) + THIMBLE_COAP_OVERHEAD, message_size */
  uint32_t buffer_size;
  uint8_t block_exponent; /* the largest block is 16 << this; 0 to 6 */

  /* The server's own. */
  struct thimble_coap_pull *pull;
  uint32_t sequence; /* of notifications */
  uint16_t message_count;
  uint8_t key[16];
};

/* Clears all records. INVALID: the members contradict each other. */
enum thimble_result thimble_coap_start(struct thimble_coap *coap);

/* A datagram came. `is_multicast`: it was sent to a group. */
void thimble_coap_receive(struct thimble_coap *coap, uint64_t now,
                          const struct thimble_coap_peer *peer, bool is_multicast,
                          struct thimble_bytes datagram);

/* Does what is due. Returns in how many milliseconds it wants to be called again; UINT32_MAX: when
 * something happens. */
uint32_t thimble_coap_poll(struct thimble_coap *coap, uint64_t now);

/* The representation of a resource has changed: its observers will be told the newest one, each
 * when it has acknowledged the one before (every notification is confirmable). */
void thimble_coap_notify(struct thimble_coap *coap, const struct thimble_coap_resource *resource);

/* For handlers. */

/* Walks over the values of an option; start with `options` set by thimble_coap_options_start() on
 * `request->options`. False: no more. */
bool thimble_coap_next(struct thimble_coap_options *options, uint32_t number,
                       struct thimble_bytes *value);

/* The value of the query `name=value`, empty for `name` alone. False: it is not there. */
bool thimble_coap_query(const struct thimble_coap_request *request, const char *name,
                        struct thimble_bytes *value);

/* Starts at the segments of the path below that of the resource (THIMBLE_COAP_SUBTREE), for
 * thimble_coap_next() with THIMBLE_COAP_URI_PATH. */
void thimble_coap_rest_start(const struct thimble_coap_request *request,
                             struct thimble_coap_options *options);

/* Whether If-Match and If-None-Match (RFC 7252, section 5.10.8) let the request go on, for a
 * resource that exists with this ETag. Where not, answer 4.12. */
bool thimble_coap_may_go_on(const struct thimble_coap_request *request, bool exists,
                            struct thimble_bytes etag);

/* Answers with the part of a whole representation that was asked for. The bytes are copied. */
void thimble_coap_put_bytes(struct thimble_coap_response *response, struct thimble_bytes whole);

/* The same for a representation that is generated from its start each time, piece by piece: what
 * lies outside the part that was asked for is dropped. `position` counts all bytes so far. */
struct thimble_coap_slice {
  struct thimble_coap_response *response;
  uint32_t position;
};
void thimble_coap_slice_append(struct thimble_coap_slice *slice, struct thimble_bytes piece);
void thimble_coap_slice_text(struct thimble_coap_slice *slice, const char *text);

/* An answer with a code and a short text: the diagnostic payload of an error (RFC 7252, 5.5.2). */
void thimble_coap_put_text(struct thimble_coap_response *response, uint8_t code, const char *text);

/* The handler will answer later (RFC 7252, section 5.2.2), within EXCHANGE_LIFETIME: then the
 * request is forgotten. DENIED: not to a group, not in a notification. BUSY: no record is free. */
enum thimble_result thimble_coap_defer(const struct thimble_coap_request *request,
                                       struct thimble_coap_response *response,
                                       struct thimble_coap_later *later);

/* Starts the answer to a deferred request: its payload, of at most `capacity` bytes, goes into the
 * server's buffer, so nothing else of the server may be called before thimble_coap_answer().
 * NOT_FOUND: the request has been given up. */
enum thimble_result thimble_coap_answer_start(struct thimble_coap *coap,
                                              struct thimble_coap_later later,
                                              struct thimble_coap_response *response);

/* Sends it. NO_MEMORY: it does not fit, and 5.00 was sent. */
enum thimble_result thimble_coap_answer(struct thimble_coap *coap, uint64_t now,
                                        struct thimble_coap_later later,
                                        struct thimble_coap_response *response);

#endif
