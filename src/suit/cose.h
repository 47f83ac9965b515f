/* SPDX-License-Identifier: Apache-2.0 */
/* cose.h: COSE_Sign1 with ES256 or ESP256 and a detached payload (RFC 9052, section 4.2). */
#ifndef THIMBLE_SUIT_COSE_H
#define THIMBLE_SUIT_COSE_H

#include <thimble/bytes.h>
#include <thimble/crypto.h>
#include <thimble/refusal.h>

struct thimble_cose {
  struct thimble_bytes protected; /* the protected headers: a byte string, as encoded */
  struct thimble_bytes key_id;    /* null when no key is named */
  struct thimble_bytes signature;
};

/* Reads a tagged COSE_Sign1, and nothing behind it. Returns NONE, ENVELOPE (malformed),
 * AUTHENTICATION_KIND, SIGNATURE_ALGORITHM or CRITICAL_HEADER. */
enum thimble_refusal thimble_cose_read(struct thimble_cose *cose, struct thimble_bytes bytes);

/* The digest of what is signed: the Sig_structure (RFC 9052, section 4.4) of the payload, a byte
 * string as encoded. It is hashed in pieces. */
void thimble_cose_digest(const struct thimble_cose *cose, struct thimble_bytes payload,
                         uint8_t digest[THIMBLE_DIGEST_SIZE]);

#endif
