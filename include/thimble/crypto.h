/* SPDX-License-Identifier: Apache-2.0 */
/* crypto.h: SHA-256 (FIPS 180-4) and the check of an ES256 signature: ECDSA with P-256 and SHA-256
 * (FIPS 186-5, RFC 9053 section 2.1), which ESP256 (-9) is too.
 *
 * Nothing here can fail, allocates, or keeps anything between two calls. A check takes about 2.2
 * KiB of stack, and twelve million instructions of a Cortex-M4. */
#ifndef THIMBLE_CRYPTO_H
#define THIMBLE_CRYPTO_H

#include <stdbool.h>
#include <thimble/bytes.h>

#define THIMBLE_DIGEST_SIZE 32u     /* bytes in a digest of SHA-256 */
#define THIMBLE_PUBLIC_KEY_SIZE 65u /* 0x04, x and y: an uncompressed point (SEC 1, 2.3.3) */
#define THIMBLE_SIGNATURE_SIZE 64u  /* r and s, each of 32 bytes, the most significant one first */

/* A digest that is being made of pieces. It can be copied. */
struct thimble_sha256 {
  _Alignas(8) uint8_t state[112];
};

void thimble_sha256_start(struct thimble_sha256 *hash);
void thimble_sha256_add(struct thimble_sha256 *hash, struct thimble_bytes bytes);

/* Gives the digest of what has been added. `hash` stays as it is: more may be added. */
void thimble_sha256_finish(const struct thimble_sha256 *hash, uint8_t digest[THIMBLE_DIGEST_SIZE]);

/* The digest of one piece. */
void thimble_sha256(struct thimble_bytes bytes, uint8_t digest[THIMBLE_DIGEST_SIZE]);

/* Whether `signature` over the message with this digest was made with the private key of `key`.
 * False, too, for a key or a signature of any other length, a key that is no point of the curve in
 * uncompressed form, and r or s outside 1 to n - 1. Both s and n - s are accepted, as ECDSA has it.
 */
bool thimble_es256_verify(struct thimble_bytes key, const uint8_t digest[THIMBLE_DIGEST_SIZE],
                          struct thimble_bytes signature);

#endif
