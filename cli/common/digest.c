/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c: see digest.h. By OpenSSL's libcrypto. */
#include "cli/common/digest.h"

#include <openssl/sha.h>

_Static_assert(DIGEST_SHA256_LENGTH == SHA256_DIGEST_LENGTH, "the length of SHA-256");
_Static_assert(DIGEST_SHA1_LENGTH == SHA_DIGEST_LENGTH, "the length of SHA-1");

void digest_sha256(struct thimble_bytes bytes, uint8_t digest[DIGEST_SHA256_LENGTH]) {
  SHA256(bytes.data, bytes.length, digest);
}

void digest_sha1(struct thimble_bytes bytes, uint8_t digest[DIGEST_SHA1_LENGTH]) {
  SHA1(bytes.data, bytes.length, digest);
}
