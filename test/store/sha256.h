/* SPDX-License-Identifier: Apache-2.0 */
/* sha256.h: SHA-256 (FIPS 180-4) for the tests of the store, as a hash of the store. */
#ifndef THIMBLE_TEST_STORE_SHA256_H
#define THIMBLE_TEST_STORE_SHA256_H

#include <thimble/store.h>

struct sha256 {
  uint32_t words[8];
  uint8_t block[64];
  uint64_t length; /* bytes so far */
};

void sha256_start(struct sha256 *sha);
void sha256_update(struct sha256 *sha, struct thimble_bytes bytes);
void sha256_finish(struct sha256 *sha, uint8_t digest[THIMBLE_STORE_DIGEST]);

/* How such functions become a hash of the store. One calculation at a time. */
extern const struct thimble_store_hash sha256_hash;

#endif
