/* SPDX-License-Identifier: Apache-2.0 */
/* payload.c: integrated payloads (draft-ietf-suit-manifest-37, section 5.5): a text and a byte
 * string each. */
#include <thimble/envelope.h>

#include <stdbool.h>
#include <string.h>

#include "base/cbor_read.h"

enum thimble_result thimble_payload_read(struct thimble_payload *payload,
                                         struct thimble_bytes bytes) {
  struct thimble_cbor_reader reader;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = thimble_cbor_read_text(&reader, &payload->name);
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_bytes_head(&reader, &payload->length);
  if (result == THIMBLE_OK)
    payload->start = (uint32_t)(reader.position - bytes.data);
  return result;
}

static bool is_named(const struct thimble_payload *payload, struct thimble_bytes name) {
  return payload->name.length == name.length &&
         (name.length == 0 || memcmp(payload->name.data, name.data, name.length) == 0);
}

enum thimble_result thimble_payload_find(const struct thimble_envelope *envelope,
                                         struct thimble_bytes name, struct thimble_bytes *content) {
  struct thimble_bytes rest = {envelope->head.data + envelope->payload_start,
                               envelope->head.length - envelope->payload_start};
  for (uint32_t i = 0; i < envelope->payloads; i++) {
    struct thimble_payload payload;
    enum thimble_result result = thimble_payload_read(&payload, rest);
    if (result != THIMBLE_OK)
      return result;
    if (payload.length > rest.length - payload.start)
      return THIMBLE_ERROR_TRUNCATED;
    *content = (struct thimble_bytes){rest.data + payload.start, payload.length};
    if (is_named(&payload, name))
      return THIMBLE_OK;
    rest.data += payload.start + payload.length;
    rest.length -= payload.start + payload.length;
  }
  return THIMBLE_ERROR_NOT_FOUND;
}
