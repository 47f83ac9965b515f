/* SPDX-License-Identifier: Apache-2.0 */
/* response.c: what handlers put into their answers (coap.h, "For handlers"). */
#include <thimble/coap.h>

#include <string.h>

/* The part of the piece that lies in the window of `capacity` bytes from `offset` on. */
void thimble_coap_slice_append(struct thimble_coap_slice *slice, struct thimble_bytes piece) {
  struct thimble_coap_response *response = slice->response;
  uint32_t wanted = response->offset + response->length; /* the next byte for the payload */
  uint32_t start = slice->position;
  slice->position += piece.length;
  if (slice->position <= wanted)
    return;
  uint32_t skipped = wanted > start ? wanted - start : 0;
  uint32_t length = piece.length - skipped, room = response->capacity - response->length;
  if (length > room) {
    length = room;
    response->more = true;
  }
  if (length > 0)
    memcpy(response->payload + response->length, piece.data + skipped, length);
  response->length += length;
}

void thimble_coap_slice_text(struct thimble_coap_slice *slice, const char *text) {
  thimble_coap_slice_append(slice,
                            (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)});
}

void thimble_coap_put_bytes(struct thimble_coap_response *response, struct thimble_bytes whole) {
  struct thimble_coap_slice slice = {response, 0};
  response->length = 0;
  response->total = whole.length;
  thimble_coap_slice_append(&slice, whole);
}

void thimble_coap_put_text(struct thimble_coap_response *response, uint8_t code, const char *text) {
  uint32_t length = (uint32_t)strlen(text);
  response->code = code;
  response->content_format = THIMBLE_COAP_CLASS(code) == 2 ? THIMBLE_COAP_TEXT : THIMBLE_COAP_NONE;
  response->more = false;
  response->length = length < response->capacity ? length : response->capacity;
  memcpy(response->payload, text, response->length);
}
