/* SPDX-License-Identifier: Apache-2.0 */
/* update_server.h: the resources of a device: signed updates, and what anybody may read (SPEC.md,
 * "Resources of a device").
 *
 * Rules of use: fill the first part, with the rest zero; call thimble_update_server_start(), which
 * gives `coap` its resources; then start the CoAP server and the agent. Call
 * thimble_update_server_poll() in the main loop, before thimble_coap_poll(). All in the thread of
 * the agent; `log` and `events` are read with the host's lock held. */
#ifndef THIMBLE_UPDATE_SERVER_H
#define THIMBLE_UPDATE_SERVER_H

#include <thimble/coap_pull.h>
#include <thimble/notes.h>
#include <thimble/update.h>

#define THIMBLE_SERVER_RESOURCES 6u
#define THIMBLE_SERVER_PULL_TRIES 3u
#define THIMBLE_SERVER_BODY \
  512u /* bytes of a request to a container, and of its reply twice that */

/* A representation, made when its first block is asked for: the others are of the same state. */
struct thimble_snapshot {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t length;
  uint32_t number; /* its ETag */
};

struct thimble_update_server {
  /* Set by the firmware; all of it outlives the server. */
  struct thimble_update *update;
  struct thimble_coap *coap;
  struct thimble_notes *log, *events;
  struct thimble_hook *request_hook; /* of kind plain, with the context `request`; may be null */
  const uint8_t *engines;            /* their numbers */
  uint32_t engine_count;
  const char *version; /* of the firmware */
  uint32_t page;       /* bytes of lines or events in one answer: a block's, as a rule */
  struct thimble_snapshot device, containers, lines, changes; /* their memory; all of one page, but
      for the containers: 320 bytes for each */
  /* The peer that a URI's host and port mean. False: none. Null: nothing is fetched. */
  bool (*resolve)(void *data, const struct thimble_coap_uri *uri, struct thimble_coap_peer *peer);
  void *data;

  /* The server's own. */
  struct thimble_coap_resource resources[THIMBLE_SERVER_RESOURCES];
  struct thimble_coap_upload upload;
  struct thimble_coap_pull pull;
  struct thimble_coap_later later;
  bool has_later; /* somebody waits for the verdict */
  uint8_t tag[8]; /* of the upload that the report is on: the last one may have been turned away */
  uint8_t tag_length;
  bool is_pulling;
  uint32_t tries;
  uint32_t seen_log, seen_events;
  uint64_t started_ms;
  struct thimble_snapshot reply;
  uint8_t body[THIMBLE_SERVER_BODY];
  uint8_t reply_bytes[2 * THIMBLE_SERVER_BODY];
};

/* Fills `resources`, and gives them to `coap`. */
void thimble_update_server_start(struct thimble_update_server *server);

/* Tells observers, fetches what an update wants, answers who waits for it. */
void thimble_update_server_poll(struct thimble_update_server *server, uint64_t now);

#endif
