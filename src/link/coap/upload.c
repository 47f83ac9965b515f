/* SPDX-License-Identifier: Apache-2.0 */
/* upload.c: see upload.h. */
#include "link/coap/upload.h"

#include <string.h>

#include "link/coap/proof.h"
#include "link/coap/request.h"

enum {
  TAG_LEAST = 4 /* bytes of a tag that stands for the content, whoever sends it */
};

static bool is_same_upload(const struct thimble_coap_request *request) {
  const struct thimble_coap_upload *upload = request->resource->upload;
  struct thimble_bytes tag = {upload->tag, upload->tag_length};
  return upload->is_active && thimble_coap_is_equal(request->tag, tag) &&
         (tag.length >= TAG_LEAST || thimble_coap_is_same_peer(&upload->peer, request->peer));
}

/* Block 0 came again, so late that its record is gone: it must not start anew. */
static bool is_late_start(const struct thimble_coap_request *request) {
  const struct thimble_coap_upload *upload = request->resource->upload;
  return upload->has_started && upload->first_id == request->message->id &&
         request->now - upload->heard < THIMBLE_COAP_EXCHANGE_LIFETIME &&
         thimble_coap_is_same_peer(&upload->peer, request->peer);
}

static uint8_t start(const struct thimble_coap_request *request) {
  struct thimble_coap_upload *upload = request->resource->upload;
  if (request->more && is_late_start(request))
    return THIMBLE_COAP_CONTINUE;
  if (upload->is_active && !is_same_upload(request) &&
      !thimble_coap_is_same_peer(&upload->peer, request->peer) &&
      request->now - upload->heard < THIMBLE_COAP_UPLOAD_SILENCE)
    return THIMBLE_COAP_UNAVAILABLE;
  upload->received = 0;
  upload->tag_length = (uint8_t)request->tag.length;
  if (request->tag.length > 0)
    memcpy(upload->tag, request->tag.data, request->tag.length);
  upload->first_id = request->message->id;
  upload->is_active = upload->has_started = true;
  return 0;
}

uint8_t thimble_coap_upload_check(const struct thimble_coap_request *request) {
  const struct thimble_coap_upload *upload = request->resource->upload;
  uint32_t end = request->offset + request->payload.length;
  if (upload == NULL || thimble_coap_is_safe(request->method))
    return request->more || request->offset > 0 ? THIMBLE_COAP_TOO_LARGE : 0;
  if (request->offset == 0)
    return start(request);
  if (!is_same_upload(request))
    return THIMBLE_COAP_INCOMPLETE;
  if (request->offset == upload->received)
    return 0;
  return request->more && end <= upload->received ? THIMBLE_COAP_CONTINUE : THIMBLE_COAP_INCOMPLETE;
}

void thimble_coap_upload_took(const struct thimble_coap_request *request,
                              struct thimble_coap_response *response) {
  struct thimble_coap_upload *upload = request->resource->upload;
  if (upload == NULL)
    return;
  bool is_taken = response->is_deferred || THIMBLE_COAP_CLASS(response->code) == 2;
  upload->peer = *request->peer;
  upload->heard = request->now;
  if (is_taken)
    upload->received = request->offset + request->payload.length;
  upload->is_active = is_taken && request->more;
  if (upload->is_active && !response->is_deferred)
    response->code = THIMBLE_COAP_CONTINUE;
}
