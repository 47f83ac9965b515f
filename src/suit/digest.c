/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c: see digest.h. */
#include "suit/digest.h"

#include <string.h>

#include <thimble/crypto.h>

/* In the registry "COSE Algorithms". */
enum {
  ALGORITHM_SHA_256 = -16
};

enum thimble_refusal thimble_suit_digest_read(struct thimble_cbor_reader *reader,
                                              const uint8_t **digest,
                                              enum thimble_refusal malformed) {
  uint32_t items;
  int32_t algorithm;
  struct thimble_bytes bytes;
  if (thimble_cbor_read_array(reader, &items) != THIMBLE_OK ||
      thimble_cbor_read_integer(reader, &algorithm) != THIMBLE_OK ||
      thimble_cbor_read_bytes(reader, &bytes) != THIMBLE_OK)
    return malformed;
  if (algorithm != ALGORITHM_SHA_256)
    return THIMBLE_REFUSAL_DIGEST_ALGORITHM;
  if (items != 2 || bytes.length != THIMBLE_DIGEST_SIZE)
    return malformed;
  *digest = bytes.data;
  return THIMBLE_REFUSAL_NONE;
}

bool thimble_suit_digest_matches(const uint8_t *digest, struct thimble_bytes bytes) {
  uint8_t computed[THIMBLE_DIGEST_SIZE];
  thimble_sha256(bytes, computed);
  return memcmp(digest, computed, sizeof computed) == 0;
}
