/* SPDX-License-Identifier: Apache-2.0 */
/* digest.h: SUIT_Digest (draft-ietf-suit-manifest-37, section 10): [algorithm, bytes]. */
#ifndef THIMBLE_SUIT_DIGEST_H
#define THIMBLE_SUIT_DIGEST_H

#include <stdbool.h>
#include <thimble/refusal.h>

#include "base/cbor_read.h"

/* Reads one of SHA-256; `digest` points to its 32 bytes. Returns NONE, DIGEST_ALGORITHM, or
 * `malformed`. */
enum thimble_refusal thimble_suit_digest_read(struct thimble_cbor_reader *reader,
                                              const uint8_t **digest,
                                              enum thimble_refusal malformed);

/* Whether SHA-256 of the bytes is that digest. */
bool thimble_suit_digest_matches(const uint8_t *digest, struct thimble_bytes bytes);

#endif
