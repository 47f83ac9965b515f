/* SPDX-License-Identifier: Apache-2.0 */
/* bearssl.c: thimble/crypto.h by BearSSL. The only file that includes its header.
 *
 * A br_sha256_context is copied in and out of the state in crypto.h, so that no header of ours
 * needs BearSSL's, and no memory is accessed as two types. */
#include <thimble/crypto.h>

#include <stddef.h>
#include <string.h>

#include <bearssl.h>

_Static_assert(sizeof(br_sha256_context) <= sizeof(((struct thimble_sha256 *)0)->state),
               "the state in crypto.h is too small");

void thimble_sha256_start(struct thimble_sha256 *hash) {
  br_sha256_context context;
  br_sha256_init(&context);
  memcpy(hash->state, &context, sizeof context);
}

void thimble_sha256_add(struct thimble_sha256 *hash, struct thimble_bytes bytes) {
  br_sha256_context context;
  memcpy(&context, hash->state, sizeof context);
  br_sha256_update(&context, bytes.data, bytes.length);
  memcpy(hash->state, &context, sizeof context);
}

void thimble_sha256_finish(const struct thimble_sha256 *hash, uint8_t digest[THIMBLE_DIGEST_SIZE]) {
  br_sha256_context context;
  memcpy(&context, hash->state, sizeof context);
  br_sha256_out(&context, digest);
}

void thimble_sha256(struct thimble_bytes bytes, uint8_t digest[THIMBLE_DIGEST_SIZE]) {
  br_sha256_context context;
  br_sha256_init(&context);
  br_sha256_update(&context, bytes.data, bytes.length);
  br_sha256_out(&context, digest);
}

static bool is_zero(const uint8_t *bytes, uint32_t length) {
  uint8_t all = 0;
  for (uint32_t i = 0; i < length; i++)
    all |= bytes[i];
  return all == 0;
}

/* BearSSL checks that the key is an uncompressed point of the curve, r and s are below n, and s is
 * not zero. It splits a signature of any even length in two, and takes r = 0 for a number like any
 * other: both are for us. */
bool thimble_es256_verify(struct thimble_bytes key, const uint8_t digest[THIMBLE_DIGEST_SIZE],
                          struct thimble_bytes signature) {
  uint8_t point[THIMBLE_PUBLIC_KEY_SIZE];
  if (key.length != THIMBLE_PUBLIC_KEY_SIZE || signature.length != THIMBLE_SIGNATURE_SIZE)
    return false;
  if (is_zero(signature.data, THIMBLE_SIGNATURE_SIZE / 2))
    return false;
  memcpy(point, key.data, sizeof point); /* BearSSL's key is not const */
  const br_ec_public_key public_key = {BR_EC_secp256r1, point, sizeof point};
  return br_ecdsa_i31_vrfy_raw(&br_ec_p256_m31, digest, THIMBLE_DIGEST_SIZE, &public_key,
                               signature.data, signature.length) == 1;
}
