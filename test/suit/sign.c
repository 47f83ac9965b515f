/* SPDX-License-Identifier: Apache-2.0 */
/* sign.c: see sign.h. The private key is a digest of the name, and the nonce one of what is signed.
 */
#include "suit/sign.h"

#include <string.h>

#include <openssl/sha.h>

#include "crypto/openssl.h"

static BIGNUM *private_key(const char *name) {
  uint8_t digest[32];
  curve_start();
  SHA256((const uint8_t *)name, strlen(name), digest);
  return number_of_bytes(digest);
}

void sign_key(const char *name, uint8_t key[65]) {
  point_of(private_key(name), key);
  numbers_release();
}

void sign_with(const char *name, const uint8_t *bytes, uint32_t length, uint8_t signature[64]) {
  uint8_t digest[32], nonce[32];
  BIGNUM *d = private_key(name);
  SHA256(bytes, length, digest);
  SHA256(digest, sizeof digest, nonce);
  BIGNUM *k = number_of_bytes(nonce), *r = x_of(k);
  number_write(r, signature);
  number_write(quotient(sum(number_of_bytes(digest), product(r, d)), k), signature + 32);
  numbers_release();
}
