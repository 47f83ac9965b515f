/* SPDX-License-Identifier: Apache-2.0 */
/* cose.c: see cose.h. */
#include "suit/cose.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/cbor_read.h"
#include "suit/map.h"

typedef struct thimble_cbor_reader reader_t;

enum {
  TAG_MAC0 = 17,
  TAG_SIGN1 = 18,
  TAG_MAC = 97,
  TAG_SIGN = 98,
};

/* Common headers (RFC 9052, section 3.1). */
enum {
  HEADER_ALGORITHM = 1,
  HEADER_CRITICAL = 2,
  HEADER_KEY_ID = 4,
};

enum {
  ALGORITHM_NONE = 0,
  ALGORITHM_ES256 = -7,
  ALGORITHM_ESP256 = -9,
};

struct headers {
  int32_t algorithm;
  bool has_critical;
  struct thimble_bytes key_id;
};

/* A header of no concern here has any value. */
static enum thimble_result read_value(reader_t *reader, int32_t label, struct headers *headers) {
  struct thimble_bytes item;
  if (label == HEADER_ALGORITHM)
    return thimble_cbor_read_integer(reader, &headers->algorithm);
  if (label == HEADER_KEY_ID)
    return thimble_cbor_read_bytes(reader, &headers->key_id);
  headers->has_critical |= label == HEADER_CRITICAL;
  return thimble_cbor_read_item(reader, &item);
}

/* Labels are integers, or texts, which stand behind them and are passed over. */
static enum thimble_result read_headers(reader_t *reader, struct headers *headers) {
  struct thimble_suit_map map;
  struct thimble_bytes text, item;
  int32_t label;
  *headers = (struct headers){.algorithm = ALGORITHM_NONE};
  enum thimble_result result = thimble_suit_map_start(&map, reader);
  while (result == THIMBLE_OK && map.left > 0) {
    if (thimble_cbor_read_text(reader, &text) == THIMBLE_OK) {
      map.left--;
      result = thimble_cbor_read_item(reader, &item);
      continue;
    }
    result = thimble_suit_map_next(&map, reader, &label);
    if (result == THIMBLE_OK)
      result = read_value(reader, label, headers);
  }
  return result;
}

/* No protected headers are an empty byte string, not an empty map in one. */
static enum thimble_result read_protected(struct thimble_bytes bytes, struct headers *headers) {
  reader_t reader;
  *headers = (struct headers){.algorithm = ALGORITHM_NONE};
  if (bytes.length == 0)
    return THIMBLE_OK;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = read_headers(&reader, headers);
  if (result == THIMBLE_OK && !thimble_cbor_at_end(&reader))
    return THIMBLE_ERROR_MALFORMED;
  return result;
}

static enum thimble_refusal read_kind(reader_t *reader) {
  uint32_t tag;
  if (thimble_cbor_read_tag(reader, &tag) != THIMBLE_OK)
    return THIMBLE_REFUSAL_ENVELOPE;
  if (tag == TAG_SIGN || tag == TAG_MAC0 || tag == TAG_MAC)
    return THIMBLE_REFUSAL_AUTHENTICATION_KIND;
  return tag == TAG_SIGN1 ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_ENVELOPE;
}

/* The algorithm counts only where it is protected. */
static enum thimble_refusal judge(const struct headers *protected) {
  if (protected->has_critical)
    return THIMBLE_REFUSAL_CRITICAL_HEADER;
  if (protected->algorithm != ALGORITHM_ES256 && protected->algorithm != ALGORITHM_ESP256)
    return THIMBLE_REFUSAL_SIGNATURE_ALGORITHM;
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal read_message(struct thimble_cose *cose, reader_t *reader) {
  struct headers protected, unprotected;
  struct thimble_bytes content;
  uint32_t items;
  if (thimble_cbor_read_array(reader, &items) != THIMBLE_OK || items != 4)
    return THIMBLE_REFUSAL_ENVELOPE;
  cose->protected.data = reader->position;
  if (thimble_cbor_read_bytes(reader, &content) != THIMBLE_OK)
    return THIMBLE_REFUSAL_ENVELOPE;
  cose->protected.length = (uint32_t)(reader->position - cose->protected.data);
  if (read_protected(content, &protected) != THIMBLE_OK ||
      read_headers(reader, &unprotected) != THIMBLE_OK ||
      thimble_cbor_read_null(reader) != THIMBLE_OK ||
      thimble_cbor_read_bytes(reader, &cose->signature) != THIMBLE_OK ||
      !thimble_cbor_at_end(reader))
    return THIMBLE_REFUSAL_ENVELOPE;
  if (protected.key_id.data != NULL && unprotected.key_id.data != NULL)
    return THIMBLE_REFUSAL_ENVELOPE;
  cose->key_id = protected.key_id.data != NULL ? protected.key_id : unprotected.key_id;
  return judge(&protected);
}

enum thimble_refusal thimble_cose_read(struct thimble_cose *cose, struct thimble_bytes bytes) {
  reader_t reader;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_refusal refusal = read_kind(&reader);
  return refusal == THIMBLE_REFUSAL_NONE ? read_message(cose, &reader) : refusal;
}

/* ["Signature1", protected headers, no external data, payload] */
void thimble_cose_digest(const struct thimble_cose *cose, struct thimble_bytes payload,
                         uint8_t digest[THIMBLE_DIGEST_SIZE]) {
  static const uint8_t start[] = {0x84, 0x6a, 'S', 'i', 'g', 'n', 'a', 't', 'u', 'r', 'e', '1'};
  static const uint8_t nothing = 0x40;
  struct thimble_sha256 hash;
  thimble_sha256_start(&hash);
  thimble_sha256_add(&hash, (struct thimble_bytes){start, sizeof start});
  thimble_sha256_add(&hash, cose->protected);
  thimble_sha256_add(&hash, (struct thimble_bytes){&nothing, 1});
  thimble_sha256_add(&hash, payload);
  thimble_sha256_finish(&hash, digest);
}
