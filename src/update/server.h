/* SPDX-License-Identifier: Apache-2.0 */
/* server.h: what the parts of the device's resources share. */
#ifndef THIMBLE_UPDATE_SERVER_PARTS_H
#define THIMBLE_UPDATE_SERVER_PARTS_H

#include <thimble/update_server.h>

#include "base/cbor_write.h"

/* Writes the report of the last envelope, or of the one that is under way. `tag`: its Request-Tag,
 * by which a client knows its own; or empty. */
void thimble_server_report(const struct thimble_update *update, struct thimble_bytes tag,
                           struct thimble_cbor_writer *writer);

/* The response code that the verdict is. */
uint8_t thimble_server_code(const struct thimble_update_report *report);

void thimble_server_device(const struct thimble_update_server *server,
                           struct thimble_cbor_writer *writer);
void thimble_server_containers(const struct thimble_update_server *server,
                               struct thimble_cbor_writer *writer);

/* Writes a page of notes. `from`: the first number that is wanted, or 0: the newest ones. */
void thimble_server_notes(const struct thimble_notes *notes, uint32_t from, uint32_t room,
                          bool are_events, struct thimble_cbor_writer *writer);

/* Answers with the snapshot: a later block of it, or, behind this call, a new one. */
void thimble_server_put(struct thimble_snapshot *snapshot, struct thimble_coap_response *response);

/* The handlers of /suit and /app. */
void thimble_server_suit(void *data, const struct thimble_coap_request *request,
                         struct thimble_coap_response *response);
void thimble_server_app(void *data, const struct thimble_coap_request *request,
                        struct thimble_coap_response *response);

/* Fetches what is wanted; answers who waits. */
void thimble_server_pull(struct thimble_update_server *server, uint64_t now);

#endif
